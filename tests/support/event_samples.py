"""One event of each type, with data as the service writes them."""

from typing import Any

import msgspec

from chalicelib.api.openapi import examples
from chalicelib.domain.bookings.events import Event, EventType

Json = dict[str, Any]
_PRICE = {"amount": 34_144, "currency": "EUR"}
_UNTIL = "2026-11-21T09:00:00Z"
_JUDGED: Json = {"policyVersion": 3, "clauses": ["4.2"]}
_HASH: Json = {**_JUDGED, "hash": "9f86d081"}
_WHO = [examples.TRAVELLER_ID, "travel-managers"]
_TERMS: Json = {**_JUDGED, "price": _PRICE, "verdict": "compliant"}
_AGAIN: Json = {"reason": "The price has risen to 400.00 EUR.", "optionId": "opt_1", "round": 2}
_RETURNED: Json = {**_HASH, "revision": 1, "price": _PRICE}
_ENDED: Json = {"code": "no_offers", "reason": "There is no flight on that day."}
_RECEIPT: Json = {
    "receiptId": "rcp_1",
    "reason": "cancellation",
    "cancelled": ["0.0"],
    "kept": [],
    "fee": _PRICE,
    "refund": _PRICE,
}
_TIMES = {"departsAt": "2027-03-03T09:00:00+01:00", "arrivesAt": "2027-03-03T10:00:00Z"}
_CHANGE: Json = {"changeId": "sch_1", "partId": "0.0"}

DATA: dict[EventType, Json] = {
    EventType.REQUESTED: {"name": "Berlin to London", "startsOn": "2027-03-03", "endsOn": "2027-03-05"},
    EventType.POLICY_RETRIEVED: {
        **_JUDGED,
        "sections": [{"documentId": "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE", "version": 1, "position": 4}],
    },
    EventType.OPTIONS_PLANNED: {"options": 5, "round": 1, "cheapest": _PRICE, "exact": True},
    EventType.OPTIONS_EVALUATED: {**_JUDGED, "verdicts": {"opt_1": "compliant", "opt_2": None}},
    EventType.AWAITING_SELECTION: {"options": ["opt_1", "opt_2"], "deadline": _UNTIL},
    EventType.SELECTED: {**_JUDGED, "optionId": "opt_1", "price": _PRICE, "credit": _PRICE},
    EventType.HELD: _TERMS,
    EventType.SOLD_OUT: _AGAIN,
    EventType.PRICE_CHANGED: _AGAIN,
    EventType.AWAITING_APPROVAL: {
        **_HASH,
        "price": _PRICE,
        "deadline": _UNTIL,
        "kind": "hard",
        "approvers": _WHO,
        "approverNames": ["Ben Larsen", None],
    },
    EventType.APPROVAL_STEP_DECIDED: {**_HASH, "level": 1, "decision": "approved", "approvers": _WHO},
    EventType.APPROVAL_REMINDED: {**_HASH, "reminded": _WHO, "deadline": _UNTIL},
    EventType.APPROVAL_ESCALATED: {**_HASH, "previousApprovers": _WHO, "approvers": _WHO, "deadline": _UNTIL},
    EventType.APPROVAL_REASSIGNED: {
        **_HASH,
        "previousApprovers": _WHO,
        "approvers": _WHO,
        "reason": "Somebody has left.",
        "deadline": _UNTIL,
    },
    EventType.APPROVAL_BLOCKED: {**_HASH, "approvers": _WHO, "reason": "pool_empty", "detail": "Nobody is left."},
    EventType.APPROVAL_UNBLOCKED: {**_HASH, "approvers": _WHO},
    EventType.APPROVAL_EXPIRED: {**_HASH, "kind": "hard", "approved": False},
    EventType.APPROVERS_NOTIFIED: {**_HASH, "price": _PRICE, "notified": _WHO},
    EventType.APPROVED: {**_HASH, "actorRole": "travel_desk"},
    EventType.APPROVAL_DECLINED: _HASH,
    EventType.SENT_BACK: _RETURNED,
    EventType.RECALLED: _RETURNED,
    EventType.REOPENED: {"revision": 1, "deadline": _UNTIL},
    EventType.AWAITING_REVISION: {"deadline": _UNTIL},
    EventType.REVISED: {
        "revision": 1,
        "changes": [
            {"pointer": "/slices/0/departOn", "before": "2027-03-03", "after": None},
            {"pointer": "/purpose"},
        ],
    },
    EventType.MESSAGE_ANSWERED: {"turn": 1, "outcome": "changed"},
    EventType.APPROVAL_VOIDED: {**_TERMS, "approvedPrice": _PRICE},
    EventType.CANCEL_REQUESTED: {},
    EventType.REPRICED: _TERMS,
    EventType.ORDERED: {"orders": 2, "price": _PRICE},
    EventType.BOOKED: {"tripId": examples.TRIP.trip_id, "price": _PRICE},
    EventType.DELAYED: {"step": "hold", "code": "supplier_unavailable", "until": _UNTIL},
    EventType.RESUMED: {"execution": 2},
    EventType.CHANGING: {
        "quoteId": "qte_1",
        "reason": "cancellation",
        "parts": ["0.0"],
        "fee": _PRICE,
        "refund": _PRICE,
        "credit": _PRICE,
        "replacementBookingId": examples.BOOKING_ID,
    },
    EventType.CHANGED: _RECEIPT,
    EventType.CHANGE_WAITING: {"replacementBookingId": examples.BOOKING_ID, "status": "planning"},
    EventType.CHANGE_ABANDONED: {"replacementBookingId": examples.BOOKING_ID, "status": "failed"},
    EventType.SUPPLIER_CHANGED: {
        **_CHANGE,
        "kind": "order.schedule_changed",
        "before": [_TIMES],
        "after": [_TIMES],
        "respondBy": _UNTIL,
        "conflicts": [],
        "verdict": None,
    },
    EventType.SUPPLIER_CHANGE_ACCEPTED: _CHANGE,
    EventType.SUPPLIER_CHANGE_DECLINED: _CHANGE,
    EventType.SUPPLIER_NOTICE_DISMISSED: {"noticeId": "msg_1", "partId": "0.0", "doubts": ["in_the_past"]},
    EventType.COMPENSATING: {"ending": "cancelled", **_ENDED},
    EventType.DECLINED: _ENDED,
    EventType.EXPIRED: _ENDED,
    EventType.CANCELLED: _RECEIPT,
    EventType.FAILED: _ENDED,
    EventType.COMPENSATION_REQUIRED: {
        "attempts": 1,
        "pendingCompensations": [{"kind": "order", "key": "bkg_1/1/0", "error": "SupplierTimeout"}],
    },
    EventType.COMPENSATION_REDRIVEN: {},
    EventType.ANONYMISED: {},
}


def make_event(event_type: EventType) -> Event:
    """Return an event of a type."""
    return msgspec.structs.replace(examples.EVENT, type=event_type, data=DATA[event_type])
