"""What must hold of rights at every write: nothing is committed by somebody who has no right to it at that moment, and
nothing is bought for, or by, somebody who has left."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.trips.item import SUPPLIER
from chalicelib.dynamodb.tables import lengthen
from tests.simulation.cloud.rows import Written
from tests.simulation.rights_model import RightsModel

DECIDES = frozenset(
    {EventType.APPROVED, EventType.APPROVAL_DECLINED, EventType.APPROVAL_STEP_DECIDED, EventType.SENT_BACK}
)
NOW = sys.maxsize
# What a party commits to for all who travel, by the right of the requester.
_FOR_ALL = frozenset({EventType.REQUESTED, EventType.SELECTED, EventType.REVISED, EventType.CHANGING})
# What is done by nobody but who asked for the booking, or travels by it.
_OF_PARTIES = (_FOR_ALL - {EventType.REQUESTED}) | {
    EventType.RECALLED,
    EventType.CANCEL_REQUESTED,
    EventType.SUPPLIER_CHANGE_ACCEPTED,
    EventType.SUPPLIER_CHANGE_DECLINED,
}


class Doing(NamedTuple):
    """Who did what to a booking, in which turn of a function."""

    actor: Actor
    action: str
    turn: int

    @property
    def since(self) -> int:
        """Since which turn a right has to have ended to be missed: whatever has been bought meanwhile is recorded."""
        return self.turn if self.action == EventType.ORDERED else NOW


def of_rights(rights: RightsModel, doing: Doing, before: Booking | None, after: Booking) -> Iterator[str]:
    """What is wrong with who has changed a booking so."""
    name, actor = after.booking_id, doing.actor
    if actor.kind == "person":
        if rights.has_left(actor.id, doing.since):
            yield f"{name}: {doing.action} by {actor.id}, who has left"
        if before is not None and doing.action in DECIDES:
            yield from _of_decision(rights, doing, before, after)
        if before is not None and doing.action in _OF_PARTIES and actor.id not in _parties_of(rights, before):
            yield f"{name}: {doing.action} by {actor.id}, who neither asked for it nor travels"
        if doing.action in _FOR_ALL:
            yield from _of_arrangement(rights, doing, after.requester_id, after)
    elif _is_bought(before, after):
        if rights.has_left(after.requester_id, doing.since):
            yield f"{name}: {doing.action} for {after.requester_id}, who has left"
        yield from _of_arrangement(rights, doing, after.requester_id, after)


def of_items(rights: RightsModel, rows: Sequence[Written]) -> Iterator[str]:
    """Whoever puts something on another's trip may write to it."""
    for row in rows:
        item = (
            json.loads(lengthen(row.after["document"]["S"])) if row.after is not None and row.before is None else None
        )
        if item is None or item["createdBy"] in {item["userId"], SUPPLIER}:
            continue
        by, trip_id = item["createdBy"], item.get("tripId") or ""
        if rights.has_left(by, NOW) or not rights.may_write(by, trip_id, NOW):
            yield f"{item['itemId']}: {by} writes to {trip_id}, which is not shared with them"


def travellers_of(rights: RightsModel, booking: Booking) -> set[str]:
    """Who travels by a booking, of those who are known: by their own profiles, whatever has become of these."""
    found = {rights.people_of.get(passenger_id, "") for passenger_id in booking.request.passenger_ids}
    named = {_folded(each.given_name, each.family_name) for each in booking.request.travellers}
    found |= {user_id for user_id, full_name in rights.names.items() if _folded(full_name) in named}
    return found - {""}


def _parties_of(rights: RightsModel, booking: Booking) -> set[str]:
    """Who asked for a booking, and who travels on a profile of their own."""
    return {booking.requester_id} | {rights.people_of.get(each, "") for each in booking.request.passenger_ids}


def _is_bought(before: Booking | None, after: Booking) -> bool:
    """Whether this write is a step of buying it."""
    orders = bool(after.orders) and not (before and before.orders)
    return orders or (after.status is BookingStatus.PURCHASING and not (before and before.status is after.status))


def _of_decision(rights: RightsModel, doing: Doing, before: Booking, after: Booking) -> Iterator[str]:
    """Whoever decides has no part in it, and stands in only for somebody who wants it still."""
    by, name = doing.actor.id, after.booking_id
    if by == before.requester_id or by in travellers_of(rights, before):
        yield f"{name}: {by} decides, and travels or asked for it"
    asked = before.approval_request
    if asked is None or by in _MANAGERS:
        return
    if any(step.pool or _asks(rights, doing, step.approver_id or "", step.delegator_id, after) for step in asked.steps):
        return
    yield f"{name}: {by} decides, and stands in for nobody who is asked"


def _asks(rights: RightsModel, doing: Doing, asked: str, delegator: str | None, after: Booking) -> bool:
    """Whether a step that names these two asks who decides: by name, or as the delegate that one of them has today."""
    by, day, turn = doing.actor.id, after.updated_at.date(), doing.since
    if by == delegator or (by == asked and delegator is None):
        return True
    return any(rights.stands_in(by, each, day, turn) for each in (asked, delegator) if each)


def _of_arrangement(rights: RightsModel, doing: Doing, user_id: str, booking: Booking) -> Iterator[str]:
    """Whoever books for others may do so, and they are there still."""
    for passenger_id in booking.request.passenger_ids:
        person = rights.people_of.get(passenger_id, "")
        if person != user_id and not rights.may_book_for(user_id, passenger_id, doing.since):
            yield f"{booking.booking_id}: {doing.action} by {user_id}, who may not book for {person or passenger_id}"
        if person and rights.has_left(person, doing.since):
            yield f"{booking.booking_id}: {doing.action} for {person}, who has left"


def _folded(*words: str) -> str:
    return " ".join(words).casefold()


_MANAGERS = frozenset({"clara", "emil"})  # of travel, in every world of the simulation
