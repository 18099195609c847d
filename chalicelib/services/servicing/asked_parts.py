"""The parts of a booking by what they were asked for as."""

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parts import BookingPart
from chalicelib.domain.servicing.requested_parts import RequestedPart, requested_part


def asked_as(booking: Booking, part: BookingPart) -> RequestedPart:
    """Return what a part of a booking was asked for as."""
    return requested_part(booking.selected.components[part.component_index], part.part_index)
