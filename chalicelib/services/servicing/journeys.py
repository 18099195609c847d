"""A journey: a booked trip and whatever took the place of parts of it, in bookings of their own.

The slices of all of them are one after another as the trip was asked for at first, however often some have moved.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.servicing.amendments import CancellationTerms
from chalicelib.domain.trip_requests.trip_request import SliceRequest
from chalicelib.models import bookings
from chalicelib.services.servicing.asked_parts import asked_as


class JourneySlice(NamedTuple):
    """A slice of a journey that is still booked, and its place in it."""

    place: int
    booking: Booking
    part: BookingPart
    request: SliceRequest

    def is_of_order_of(self, other: "JourneySlice") -> bool:
        """Return whether both were bought as one component."""
        own, others = ((each.booking.booking_id, each.part.component_index) for each in (self, other))
        return own == others


def list_slices(booking: Booking) -> list[JourneySlice]:
    """Return the slices of the booking's journey that are still booked, by whichever of its bookings."""
    return [each for member in _list_members(booking) for each in _slices_of(member)]


def places_of(booking: Booking) -> tuple[int, ...]:
    """Return which slices of its journey the slices of a booking's request are."""
    return next(each.places for each in _list_members(booking) if each.booking.booking_id == booking.booking_id)


class _Member(NamedTuple):
    """A booking of a journey, and which slices of that its own are."""

    booking: Booking
    places: tuple[int, ...]


def _list_members(booking: Booking) -> list[_Member]:
    first = booking
    while first.replaces_booking_id is not None and (before := bookings.find_booking(first.replaces_booking_id)):
        first = before
    return list(_list_from(_Member(first, tuple(range(len(first.request.slices)))), booking))


def _list_from(member: _Member, asked: Booking) -> Iterator[_Member]:
    """Yield a member, which is `asked` itself where it is that, and all that took the place of parts of it."""
    yield member
    for replacement_id, parts in _list_replacements(member.booking):
        made = asked if replacement_id == asked.booking_id else bookings.find_booking(replacement_id)
        if made is not None:
            yield from _list_from(_Member(made, _list_places(member, parts)), asked)


def _list_replacements(booking: Booking) -> Iterator[tuple[str, Sequence[CancellationTerms]]]:
    """Yield the bookings that took the place of parts of one, or are to, each with those parts."""
    for receipt in booking.receipts:
        if receipt.replaced_by_booking_id is not None:
            yield receipt.replaced_by_booking_id, receipt.parts
    change = booking.amendment
    if change is not None and change.replacement_booking_id is not None:
        yield change.replacement_booking_id, change.parts


def _list_places(member: _Member, parts: Sequence[CancellationTerms]) -> tuple[int, ...]:
    """Return which slices of the journey what replaces these parts has: they keep their order."""
    moved = {each.part_id for each in parts}
    asked = [asked_as(member.booking, each) for each in parts_of(member.booking) if each.part_id in moved]
    return tuple(member.places[place] for place in sorted(each.place for each in asked if each.field == "slices"))


def _slices_of(member: _Member) -> Iterator[JourneySlice]:
    if member.booking.trip_id is None:
        return  # it was not bought
    for part in parts_of(member.booking):
        asked = asked_as(member.booking, part)
        if asked.field == "slices" and part.status == "confirmed":
            request = member.booking.request.slices[asked.place]
            yield JourneySlice(member.places[asked.place], member.booking, part, request)
