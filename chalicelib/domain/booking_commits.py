"""What one commit of a booking holds beside the booking itself: all of it is written, or none."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.budgets.budget import BudgetMove
from chalicelib.domain.servicing.travel_credits import Credit
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip


class LinkedBooking(NamedTuple):
    """Another booking that changes in the same transaction, without money, trip or items."""

    before: Booking
    after: Booking
    record: "BookingCommit"


class Reliance(NamedTuple):
    """A record that a commit relies on: refused when it is no longer of this version (None: not there)."""

    kind: Literal["employee", "passenger"]
    record_id: str
    version: int | None


class BookingCommit(msgspec.Struct, frozen=True, kw_only=True):
    """Why a booking changes: who did what, what its readers and its audit are told of it, and what changes with it.

    `relies_on` are the records by which whoever acts has the right to. What is changed and not made comes as it was and
    as it is to be. Of each budget there is one move at most. Travel credits move by what the booking's own uses of them
    change.
    """

    actor: Actor
    event: EventType
    data: dict[str, Any] = {}
    budgets: Sequence[BudgetMove] = ()
    trip: Trip | None = None
    items: Sequence[Item] = ()
    changed_trip: tuple[Trip, Trip] | None = None
    changed_items: Sequence[tuple[Item, Item]] = ()
    new_credits: Sequence[Credit] = ()
    linked: LinkedBooking | None = None
    relies_on: Sequence[Reliance] = ()
