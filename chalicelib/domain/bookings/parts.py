"""The parts of a booking: what can be given back by itself, in the order of the itinerary."""

from datetime import UTC, datetime, time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.local_days import night_of
from chalicelib.domain.offers.offers import FlightOffer, Offer, Slice, StayOffer
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.timestamps import LocalText, show_local
from chalicelib.domain.value import Value

# Hotels rarely give a room before or keep it after these local times.
CHECK_IN_FROM = time(15)
CHECK_OUT_UNTIL = time(11)


class BookingPart(Value, frozen=True):
    """A part of a booking that can be cancelled separately: one slice of a flight, or a stay. Times are UTC; the time
    zones give the local time at its start and its end."""

    part_id: PartId
    component_index: int
    part_index: int
    kind: Literal["flight", "stay"]
    name: Annotated[str, msgspec.Meta(examples=["BA986 LHR to BER"])]
    starts_at: datetime
    ends_at: datetime
    start_timezone: str
    end_timezone: str
    starts_at_local: LocalText
    ends_at_local: LocalText
    status: Literal["confirmed", "cancelled"]


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
    """Return how many parts an offer has, each of which can be given back: the slices of a flight, or the one
    stay."""
    return len(offer.slices) if isinstance(offer, FlightOffer) else 1


def item_names(offer: Offer, part_index: int) -> tuple[str, ...]:
    """Return the names of the itinerary's items that one part of an offer has."""
    if isinstance(offer, StayOffer):
        return (offer.name,)
    return tuple(
        f"{each.flight_designator} {each.origin} to {each.destination}" for each in offer.slices[part_index].segments
    )


def zones_of(booking: Booking, offer: Offer, part_index: int) -> tuple[str, str]:
    """Return the time zones in which one part of an offer begins and ends."""
    if isinstance(offer, StayOffer):
        return booking.request.destination.timezone, booking.request.destination.timezone
    segments = offer.slices[part_index].segments
    return segments[0].origin_timezone, segments[-1].destination_timezone


def span_of(booking: Booking, offer: Offer, part_index: int) -> tuple[datetime, datetime]:
    """Return from when until when one part of an offer lasts."""
    if isinstance(offer, StayOffer):
        return stay_times(offer, booking)
    return offer.slices[part_index].departs_at, offer.slices[part_index].arrives_at


def stay_times(offer: StayOffer, booking: Booking) -> tuple[datetime, datetime]:
    """Return when a stay begins and ends: it begins when the room is ready, or in the night of arrival when the
    traveller is there, if that is later."""
    zone = booking.request.destination.timezone
    check_in = datetime.combine(offer.check_in, CHECK_IN_FROM, ZoneInfo(zone)).astimezone(UTC)
    check_out = datetime.combine(offer.check_out, CHECK_OUT_UNTIL, ZoneInfo(zone)).astimezone(UTC)
    arrivals = [flight.slices[0].arrives_at for flight in booking.selected.flights]
    same_night = [at for at in arrivals if night_of(at, zone) == offer.check_in]
    return max([check_in, *same_night]), check_out


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
    starts_at, ends_at = span_of(booking, offer, part_index)
    start_timezone, end_timezone = zones_of(booking, offer, part_index)
    gone = order.status == "cancelled" or part_index in order.cancelled_parts
    return BookingPart(
        part_id=part_id(component_index, part_index),
        component_index=component_index,
        part_index=part_index,
        kind="flight" if isinstance(offer, FlightOffer) else "stay",
        name=_slice_name(offer.slices[part_index]) if isinstance(offer, FlightOffer) else offer.name,
        starts_at=starts_at,
        ends_at=ends_at,
        start_timezone=start_timezone,
        end_timezone=end_timezone,
        starts_at_local=show_local(starts_at, start_timezone),
        ends_at_local=show_local(ends_at, end_timezone),
        status="cancelled" if gone else "confirmed",
    )


def _slice_name(flight_slice: Slice) -> str:
    numbers = "+".join(segment.flight_designator for segment in flight_slice.segments)
    return f"{numbers} {flight_slice.segments[0].origin} to {flight_slice.segments[-1].destination}"
