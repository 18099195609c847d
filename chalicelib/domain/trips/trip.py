"""A trip: made by hand or by a booking, and its status at a moment."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parties import PartyRole, list_traveller_users
from chalicelib.domain.bookings.parts import parts_of
from chalicelib.domain.money import Money, total
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import LONGEST_SPAN, Moment, in_utc, span_errors_in
from chalicelib.domain.trip_requests.titles import name_trip
from chalicelib.domain.trips.item import SUPPLIER
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, FieldError, InvalidInput


class TripStatus(StrEnum):
    """Status of a trip. `in_progress` and `completed` follow from the dates of the trip."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class TripDetails(Value, frozen=True, kw_only=True):
    """A trip as a person writes it."""

    name: Annotated[ShortText, msgspec.Meta(examples=["Berlin to London"], description="What to call the trip")]
    notes: Annotated[
        Annotated[str, msgspec.Meta(max_length=4_000)] | None,
        msgspec.Meta(description="Notes for whoever may read the trip; null: none"),
    ] = None
    starts_at: Annotated[Moment, msgspec.Meta(description="When the trip begins, with its offset (RFC 3339)")]
    ends_at: Annotated[Moment, msgspec.Meta(description="When the trip ends, with its offset (RFC 3339)")]


class Trip(TripDetails, frozen=True, kw_only=True):
    """A journey; its itinerary is the list of its items. `status` is the kept one.

    `traveller_id` is whose it is in the first place: of a booked trip the first traveller with an account, or else the
    requester. Only a booked trip names its requester, and all who travel; one that does not is its traveller's alone.
    """

    trip_id: str
    traveller_id: str
    requester_id: str | None = None
    traveller_ids: tuple[str, ...] = ()
    booking_id: str | None = None
    status: TripStatus
    price: Money | None = None
    created_at: datetime
    updated_at: datetime
    created_by: str
    version: int = 1
    deleting: bool = False

    @property
    def maker_id(self) -> str:
        """Who asked for the trip, or planned it by hand."""
        return self.requester_id or self.traveller_id

    @property
    def travellers(self) -> tuple[str, ...]:
        """The users who travel; none when only guests do."""
        return (self.traveller_id,) if self.requester_id is None else self.traveller_ids

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose the trip is, `traveller_id` first: the users who travel, and who asked for it."""
        return tuple(dict.fromkeys((self.traveller_id, *self.travellers, self.maker_id)))

    def list_roles(self, user_id: str) -> tuple[PartyRole, ...]:
        """Return as what the user has a part in the trip."""
        asked = [PartyRole.REQUESTER] if self.maker_id == user_id else []
        return (*asked, *([PartyRole.TRAVELLER] if user_id in self.travellers else []))

    def as_seen_by(self, user_id: str) -> "Trip":
        """Return the trip as one who travels on it sees it: of those who travel, only themselves."""
        if self.maker_id == user_id or user_id not in self.travellers:
            return self
        return msgspec.structs.replace(self, traveller_id=user_id, traveller_ids=(user_id,))

    def as_seen_by_colleague(self) -> "Trip":
        """Return the trip as a colleague sees it with whom it is shared: of those who travel, only the first."""
        return msgspec.structs.replace(self, traveller_ids=self.traveller_ids[:1])

    def status_at(self, now: datetime) -> TripStatus:
        """Return the status at `now`: what is not cancelled is in progress from its start, and completed at its end."""
        if self.status is TripStatus.CANCELLED or now < self.starts_at:
            return self.status
        return TripStatus.IN_PROGRESS if now < self.ends_at else TripStatus.COMPLETED


class Window(NamedTuple):
    """From when until when something starts; None is open. Both ends belong to it."""

    since: datetime | None = None
    until: datetime | None = None

    def meet(self, other: "Window") -> "Window":
        """Return what both windows have in common."""
        since = [each for each in (self.since, other.since) if each]
        until = [each for each in (self.until, other.until) if each]
        return Window(max(since, default=None), min(until, default=None))


ANY_TIME = Window()


def starts_within(status: TripStatus | None, now: datetime) -> Window:
    """Return when trips start that are in `status` at `now`; some of those that start then are in another."""
    if status in {TripStatus.PLANNED, TripStatus.CONFIRMED}:
        return Window(since=now)
    if status is TripStatus.IN_PROGRESS:
        return Window(now - LONGEST_SPAN, now)
    return Window(until=now) if status is TripStatus.COMPLETED else ANY_TIME


def validate(details: TripDetails) -> TripDetails:
    """Return the details with their times in UTC. Raises InvalidInput with everything that is wrong with them."""
    wrong = list(span_errors_in(details.starts_at, details.ends_at))
    if wrong:
        raise InvalidInput("The trip is not valid.", wrong)
    return msgspec.structs.replace(details, starts_at=in_utc(details.starts_at), ends_at=in_utc(details.ends_at))


def details_of(trip: Trip) -> TripDetails:
    """Return what was written of `trip`."""
    return TripDetails(name=trip.name, notes=trip.notes, starts_at=trip.starts_at, ends_at=trip.ends_at)


def rewrite_trip(trip: Trip, details: TripDetails, now: datetime) -> Trip:
    """Return the next version of `trip`. Raises Conflict when it is cancelled, InvalidInput if a booking decides its
    dates."""
    if trip.status is TripStatus.CANCELLED:
        raise Conflict("This trip is cancelled.")
    dates = {"/startsAt": details.starts_at == trip.starts_at, "/endsAt": details.ends_at == trip.ends_at}
    if trip.booking_id is not None and not all(dates.values()):
        wrong = [FieldError(at, "Only the booking changes this.") for at, same in dates.items() if not same]
        raise InvalidInput("Only the name and the notes of a booked trip can be changed.", wrong)
    fields = msgspec.structs.asdict(details)
    return msgspec.structs.replace(trip, **fields, updated_at=now, version=trip.version + 1)


def trip_of(booking: Booking, trip_id: str, now: datetime) -> Trip:
    """Return the trip that an ordered booking becomes, from its first departure to its last arrival, check-out or
    drop-off."""
    starts_at, ends_at = span_of_trip(booking)
    travelling = list_traveller_users(booking)
    return Trip(
        trip_id=trip_id,
        traveller_id=next(iter(travelling), booking.requester_id),
        requester_id=booking.requester_id,
        traveller_ids=travelling,
        booking_id=booking.booking_id,
        name=name_trip(booking.request),
        status=TripStatus.CONFIRMED,
        starts_at=starts_at,
        ends_at=ends_at,
        price=total((order.price for order in booking.orders), booking.request.currency),
        created_at=now,
        updated_at=now,
        created_by=SUPPLIER,
    )


def span_of_trip(booking: Booking) -> tuple[datetime, datetime]:
    """Return from the first departure, check-in or pick-up of what was bought and is not cancelled to its last arrival,
    check-out or drop-off; of a booking that is cancelled, of what it was."""
    parts = parts_of(booking)
    booked = [each for each in parts if each.status == "confirmed"] or parts
    return min(each.starts_at for each in booked), max(each.ends_at for each in booked)
