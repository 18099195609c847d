"""A trip: made by hand or by a booking, its status at a moment, and the itinerary that a booking gives it."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple, TypedDict

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parties import PartyRole, list_traveller_users
from chalicelib.domain.bookings.parts import item_names, stay_times
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.money import Money, total
from chalicelib.domain.offers.offers import FlightOffer, Order, StayOffer
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import LONGEST_SPAN, Moment, in_utc, span_errors_in
from chalicelib.domain.trips.item import SUPPLIER, Item, ItemKind, ItemPlace, ItemStatus
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

    name: Annotated[ShortText, msgspec.Meta(examples=["Berlin to London"])]
    notes: Annotated[str, msgspec.Meta(max_length=4_000)] | None = None
    starts_at: Moment
    ends_at: Moment


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
    """Return the trip that an ordered booking becomes, from its first departure to its last arrival or check-out."""
    starts_at, ends_at = span_of_trip(booking)
    travelling = list_traveller_users(booking)
    return Trip(
        trip_id=trip_id,
        traveller_id=next(iter(travelling), booking.requester_id),
        requester_id=booking.requester_id,
        traveller_ids=travelling,
        booking_id=booking.booking_id,
        name=f"{booking.request.origin.name} to {booking.request.destination.name}",
        status=TripStatus.CONFIRMED,
        starts_at=starts_at,
        ends_at=ends_at,
        price=total((order.price for order in booking.orders), booking.request.currency),
        created_at=now,
        updated_at=now,
        created_by=SUPPLIER,
    )


def span_of_trip(booking: Booking) -> tuple[datetime, datetime]:
    """Return from the first departure of what was bought to the last arrival or check-out."""
    spans = [_span(offer, booking) for offer in booking.selected.components]
    return min(start for start, _ in spans), max(end for _, end in spans)


def items_of(booking: Booking, trip: Trip, now: datetime, new_id: Callable[[], str]) -> tuple[Item, ...]:
    """Return the itinerary of an ordered booking: an item for every flight segment and every stay, in order of
    start."""
    items: list[Item] = []
    for order in booking.orders:
        offer = booking.selected.components[order.component_index]
        common = _Common(booking=booking, trip=trip, order=order, now=now)
        if isinstance(offer, StayOffer):
            items.append(_stay_item(offer, common, new_id()))
        else:
            items.extend(_flight_items(offer, common, new_id))
    return tuple(sorted(items, key=lambda item: item.starts_at or now))


class _Shared(TypedDict):
    trip_id: str
    user_id: str
    booking_id: str
    status: ItemStatus
    encrypted_locator: Encrypted | None
    created_at: datetime
    updated_at: datetime
    created_by: str


class _Common(msgspec.Struct, frozen=True):
    """What all items of one order share."""

    booking: Booking
    trip: Trip
    order: Order
    now: datetime


def _span(offer: FlightOffer | StayOffer, booking: Booking) -> tuple[datetime, datetime]:
    if isinstance(offer, StayOffer):
        return stay_times(offer, booking)
    return offer.slices[0].departs_at, offer.slices[-1].arrives_at


def _stay_item(offer: StayOffer, common: _Common, item_id: str) -> Item:
    zone = common.booking.request.destination.timezone
    starts_at, ends_at = stay_times(offer, common.booking)
    nights = f"{offer.nights} night{'s' if offer.nights > 1 else ''}"
    rooms = f"{offer.rooms} room{'s' if offer.rooms > 1 else ''}"
    stars = f"{offer.stars} stars, " if offer.stars else ""
    return Item(
        item_id=item_id,
        kind=ItemKind.STAY,
        name=offer.name,
        description=f"{nights} in {offer.city}, {stars}{rooms}",
        starts_at=starts_at,
        ends_at=ends_at,
        start_timezone=zone,
        end_timezone=zone,
        place=ItemPlace(name=offer.name, latitude=offer.latitude, longitude=offer.longitude),
        **_collect_shared(common),
    )


def _flight_items(offer: FlightOffer, common: _Common, new_id: Callable[[], str]) -> list[Item]:
    return [
        Item(
            item_id=new_id(),
            kind=ItemKind.FLIGHT,
            name=name,
            description=f"{segment.cabin.replace('_', ' ')}, {segment.distance_metres // 1000} km",
            starts_at=segment.departs_at,
            ends_at=segment.arrives_at,
            start_timezone=segment.origin_timezone,
            end_timezone=segment.destination_timezone,
            origin=segment.origin,
            destination=segment.destination,
            **_collect_shared(common),
        )
        for part_index, flight_slice in enumerate(offer.slices)
        for name, segment in zip(item_names(offer, part_index), flight_slice.segments, strict=True)
    ]


def _collect_shared(common: _Common) -> _Shared:
    return _Shared(
        trip_id=common.trip.trip_id,
        user_id=common.trip.traveller_id,
        booking_id=common.booking.booking_id,
        status=ItemStatus(common.order.status),
        encrypted_locator=common.order.encrypted_locator,
        created_at=common.now,
        updated_at=common.now,
        created_by=SUPPLIER,
    )
