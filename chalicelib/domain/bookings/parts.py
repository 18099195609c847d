"""The parts of a booking: what can be given back by itself, in the order of the itinerary."""

from datetime import UTC, datetime, time
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.local_days import night_of
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Slice, StayOffer, TransportOffer, kind_of
from chalicelib.domain.offers.rail import RailOffer, RailSlice
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.timestamps import LocalText, show_local
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import CHECK_IN_FROM, TripRequest
from chalicelib.domain.value import Value

# Hotels rarely keep a room after this local time.
CHECK_OUT_UNTIL = time(11)


class BookingPart(Value, frozen=True):
    """A part of a booking that can be cancelled separately: one slice by air or by rail, a stay, or a car. Times are
    UTC; the time zones give the local time at its start and its end."""

    part_id: PartId
    component_index: Annotated[int, msgspec.Meta(description="Place in the selected option's `components`, from 0")]
    part_index: Annotated[
        int,
        msgspec.Meta(
            description="Place of the part in its component, from 0: a slice of a fare; 0 for a stay or a car"
        ),
    ]
    kind: Annotated[ComponentKind, msgspec.Meta(description="Kind of the component that it is a part of")]
    name: Annotated[
        str,
        msgspec.Meta(examples=["BA986 LHR to BER"], description="What it is, such as the flight numbers or the hotel"),
    ]
    starts_at: Annotated[datetime, msgspec.Meta(description="Departure, check-in or pick-up")]
    ends_at: Annotated[datetime, msgspec.Meta(description="Arrival, check-out or return")]
    start_timezone: str
    end_timezone: str
    starts_at_local: Annotated[LocalText, msgspec.Meta(description="Start by the clock there, with its offset")]
    ends_at_local: Annotated[LocalText, msgspec.Meta(description="End by the clock there, with its offset")]
    status: Annotated[Literal["confirmed", "cancelled"], msgspec.Meta(description="Whether it is still booked")]


class PartTimes(NamedTuple):
    """From when until when a part lasts, and in which time zones it begins and ends."""

    starts_at: datetime
    ends_at: datetime
    start_timezone: str
    end_timezone: str


def parts_of(booking: Booking) -> tuple[BookingPart, ...]:
    """Return every part that was bought, given back or not; none before there are orders."""
    return tuple(
        _part(booking, component_index, part_index)
        for component_index, part_index in _places(booking)
        if component_index < len(booking.orders)
    )


def part_id(component_index: int, part_index: int) -> str:
    return f"{component_index}.{part_index}"


def part_count(offer: Offer) -> int:
    """Return how many parts an offer has, each of which can be given back: the slices of a flight or rail fare, the one
    stay or the one car."""
    return len(offer.slices) if isinstance(offer, TransportOffer) else 1


def part_name(offer: Offer, part_index: int) -> str:
    """Return what one part of an offer is called."""
    return offer.slices[part_index].name if isinstance(offer, TransportOffer) else offer.name


def item_names(offer: Offer, part_index: int) -> tuple[str, ...]:
    """Return the names of the itinerary's items that one part of an offer has: one for each segment, stay or car."""
    if isinstance(offer, TransportOffer):
        return tuple(each.name for each in offer.slices[part_index].segments)
    return (offer.name,)


def times_of_part(option: Option, request: TripRequest, component_index: int, part_index: int) -> PartTimes:
    """Return from when until when one part of an option lasts, by the clocks where it begins and ends."""
    offer = option.components[component_index]
    match offer:
        case FlightOffer() | RailOffer():
            first, last = offer.slices[part_index].segments[0], offer.slices[part_index].segments[-1]
            return PartTimes(first.departs_at, last.arrives_at, first.origin_timezone, last.destination_timezone)
        case StayOffer():
            return PartTimes(*_stay_times(offer, option, request), offer.timezone, offer.timezone)
        case CarOffer():
            return PartTimes(offer.pick_up_at, offer.drop_off_at, offer.pick_up.timezone, offer.drop_off.timezone)


def find_slice(option: Option, slice_index: int | None) -> Slice | RailSlice | None:
    """Return the slice of an option that is for this slice of its request; None for none, and where none is."""
    for offer in option.transport:
        if slice_index in offer.slice_indexes:
            return offer.slices[offer.slice_indexes.index(slice_index)]
    return None


def _stay_times(offer: StayOffer, option: Option, request: TripRequest) -> tuple[datetime, datetime]:
    """Return when a stay begins and ends: it begins when the room is ready, or in the night of arrival when the
    travellers are there, if that is later; it ends when the room must be left, or they depart, if that is earlier."""
    zone = ZoneInfo(offer.timezone)
    check_in = datetime.combine(offer.check_in, CHECK_IN_FROM, zone).astimezone(UTC)
    check_out = datetime.combine(offer.check_out, CHECK_OUT_UNTIL, zone).astimezone(UTC)
    asked = request.stays[offer.stay_index]
    arrival, departure = find_slice(option, asked.arrives_by), find_slice(option, asked.leaves_by)
    if arrival is not None and night_of(arrival.arrives_at, offer.timezone) == offer.check_in:
        check_in = max(check_in, arrival.arrives_at)
    if departure is not None and check_in < departure.departs_at:
        check_out = min(check_out, departure.departs_at)
    return check_in, check_out


def _places(booking: Booking) -> list[tuple[int, int]]:
    if booking.selected_option_id is None:
        return []
    return [
        (component_index, part_index)
        for component_index, offer in enumerate(booking.selected.components)
        for part_index in range(part_count(offer))
    ]


def _part(booking: Booking, component_index: int, part_index: int) -> BookingPart:
    offer, order = booking.selected.components[component_index], booking.orders[component_index]
    times = times_of_part(booking.selected, booking.request, component_index, part_index)
    gone = order.status == "cancelled" or part_index in order.cancelled_parts
    return BookingPart(
        part_id=part_id(component_index, part_index),
        component_index=component_index,
        part_index=part_index,
        kind=kind_of(offer),
        name=part_name(offer, part_index),
        **times._asdict(),
        starts_at_local=show_local(times.starts_at, times.start_timezone),
        ends_at_local=show_local(times.ends_at, times.end_timezone),
        status="cancelled" if gone else "confirmed",
    )
