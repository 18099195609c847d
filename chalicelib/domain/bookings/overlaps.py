"""Whether a traveller would be in two places at once: an option beside the trips that its travellers have already."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import part_count, times_of_part
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.names import is_same_name
from chalicelib.domain.offers.offers import FlightOffer, Option, Overlap, OverlapKind, Segment
from chalicelib.domain.value import Value

MOST_OVERLAPS = 10

Flight = tuple[str, datetime]
"""A flight as anybody knows it: its designator, and when it leaves."""


class OtherTrip(Value, frozen=True):
    """A trip that a traveller of a booking has already, with the flights of it that they still have."""

    trip_id: str
    name: str
    traveller: str
    starts_at: datetime
    ends_at: datetime
    flights: frozenset[Flight] = frozenset()


def overlaps_of(option: Option, booking: Booking, others: Iterable[OtherTrip]) -> tuple[Overlap, ...]:
    """Return which of the other trips `option` would overlap, the earliest first; one that has a flight of its own as
    that."""
    starts_at, ends_at = span_of_option(option, booking)
    flights = _flights_of(option)
    found = [
        Overlap(
            kind=OverlapKind.SAME_FLIGHT if other.flights & flights else OverlapKind.OVERLAPPING_DATES,
            traveller=other.traveller,
            trip_id=other.trip_id,
            trip_name=other.name,
            starts_at=other.starts_at,
            ends_at=other.ends_at,
        )
        for other in sorted(others, key=lambda other: (other.starts_at, other.trip_id, other.traveller))
        if other.starts_at < ends_at and starts_at < other.ends_at
    ]
    return tuple(found[:MOST_OVERLAPS])


def conceal_overlap(overlap: Overlap) -> Overlap:
    """Return the overlap as everybody may see it who sees the option: that there is one, and whose."""
    return Overlap(kind=overlap.kind, traveller=overlap.traveller)


def people_of(booking: Booking) -> tuple[BookingTraveller, ...]:
    """Return who travels; a booking from before travellers were kept is its requester's own journey."""
    if booking.travellers:
        return booking.travellers
    first = booking.request.travellers[0]
    return (BookingTraveller(given_name=first.given_name, family_name=first.family_name, user_id=booking.requester_id),)


def is_same_traveller(one: BookingTraveller, other: BookingTraveller) -> bool:
    """Return whether two travellers are one person: by their account, else by their profile, else by their name."""
    if one.user_id or other.user_id:
        return one.user_id == other.user_id
    if one.passenger_id and other.passenger_id:
        return one.passenger_id == other.passenger_id
    return is_same_name(one.full_name, other.full_name)


def flights_left(booking: Booking) -> frozenset[Flight]:
    """Return the flights that a booking has bought and that are not cancelled."""
    left: list[Segment] = []
    for order in booking.orders:
        offer = booking.selected.components[order.component_index]
        if isinstance(offer, FlightOffer) and order.status == "confirmed":
            slices = [each for at, each in enumerate(offer.slices) if at not in order.cancelled_parts]
            left += [segment for each in slices for segment in each.segments]
    return frozenset(map(_flight, left))


def span_of_option(option: Option, booking: Booking) -> tuple[datetime, datetime]:
    """Return from when until when an option takes its travellers' time: from its first departure, check-in or pick-up
    to its last arrival, check-out or drop-off."""
    times = [
        times_of_part(option, booking.request, component_index, part_index)
        for component_index, offer in enumerate(option.components)
        for part_index in range(part_count(offer))
    ]
    return min(each.starts_at for each in times), max(each.ends_at for each in times)


def _flights_of(option: Option) -> frozenset[Flight]:
    return frozenset(_flight(segment) for fare in option.flights for each in fare.slices for segment in each.segments)


def _flight(segment: Segment) -> Flight:
    return segment.flight_designator, segment.departs_at
