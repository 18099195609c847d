"""What somebody saw when they decided: tokens that stand for everything that is shown to decide on.

A token covers all of a booking but what is named here with the reason why nobody decides on it, so that a new field is
covered by itself. Which tokens there are beside these is listed in docs/security.md.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from chalicelib.domain.approvals.approval import ApprovalRequest
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.value import Value

_BOOKKEEPING = "is bookkeeping, which says nothing of the trip"
_AFTERWARDS = "is there only once the trip is bought, or has ended"

NOT_APPROVED: Mapping[str, str] = {
    "desk_user_ids": "says who acted as the travel desk, and so decides nothing",
    "status": "says where the booking stands, not what is bought",
    "request_reading": "says how the words were read; what came of them is covered",
    "version": _BOOKKEEPING,
    "updated_at": _BOOKKEEPING,
    "due_at": _BOOKKEEPING,
    "missing": "is for who travels to complete by check-in, and no reason against the trip",
    "holds": "is how the supplier keeps what is chosen, whose price and offers are covered",
    "approval_outlook": "says whether anybody could approve, not what is bought",
    "approval_request": "is covered field by field",
    "waiting": _BOOKKEEPING,
    "ending": _AFTERWARDS,
    "compensation_attempts": _BOOKKEEPING,
    "compensation_since": _BOOKKEEPING,
    "pending_compensations": _BOOKKEEPING,
    "audit_head": _BOOKKEEPING,
    "revised_by": _BOOKKEEPING,
    "reconsidered": _BOOKKEEPING,
    "turns": "is what was said on the way; what it changed of the request is covered",
    "delay": "says that a system is away, not what is bought",
    "execution": _BOOKKEEPING,
    "orders": _AFTERWARDS,
    "trip_id": _AFTERWARDS,
    "failure": _AFTERWARDS,
    "amendment": _AFTERWARDS,
    "receipts": _AFTERWARDS,
    "supplier_changes": _AFTERWARDS,
}
"""The fields of a booking that no approval covers, and why."""

NOT_ASKED: Mapping[str, str] = {
    "hash": "is the token itself",
    "status": "says how far the approval is",
    "deadline": "says until when it may be decided, and not on what",
    "steps": "says who has been asked and what they said: each level decides on the same",
    "decided_by": "is the decision",
    "decided_at": "is the decision",
    "comment": "is the decision",
    "reason": "is the decision",
    "accepted_price": "is what comes of the decision",
    "blocked": "says whether anybody can decide, and not on what",
}
"""The fields of an approval request that its token does not cover, and why."""


def approval_hash(booking: Booking, approval: ApprovalRequest) -> str:
    """Return what a decision on `approval` of `booking` is bound to: SHA-256 (hex) over everything that is shown to
    decide on.

    It is the same in every step as long as nothing of that changes, whoever else is asked or reminded meanwhile.
    """
    return _digest({"booking": _covered(booking, NOT_APPROVED), "approval": _covered(approval, NOT_ASKED)})


def bind_option(booking: Booking, option: Option) -> Option:
    """Return a judged option with an id that stands for all that is shown of it: the request that it answers, the
    planning round, the policy version, its place, its offers with their prices, and its verdict."""
    shown = {
        "request": booking.request,
        "round": booking.round,
        "policyVersion": booking.policy_version,
        "option": msgspec.structs.replace(option, option_id=""),
    }
    return msgspec.structs.replace(option, option_id=f"opt_{_digest(shown)[:24]}")


def _covered(value: Value, left_out: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields that count; one that is as if it were not there is left out, so that a release that adds a
    field voids no approval."""
    return {
        field.encode_name: here
        for field in _fields_of(type(value))
        if field.name not in left_out and (here := getattr(value, field.name)) != field.default
    }


@cache
def _fields_of(kind: type[Value]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _digest(covered: Mapping[str, Any]) -> str:
    return sha256(msgspec.json.encode(covered, order="deterministic")).hexdigest()
