"""Whom a booking names: who asked for it, who travels, and who wrote something in it."""

from collections.abc import Iterator

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.mentions import BOOKING, Mention, name_subjects

ERASED_NAME = ("Erased", "Traveller")


def subjects_of(booking: Booking) -> frozenset[str]:
    """Return everybody whom a booking names: by user id, guests by their passenger profile, others by their name."""
    return parties_of(booking) | authors_of(booking)


def parties_of(booking: Booking) -> frozenset[str]:
    """Return who asked for a booking and who travels by it."""
    travelling = (subject for each in booking.travellers for subject in _subjects(each))
    return frozenset((booking.requester_id, *travelling))


def mentions_of(booking: Booking, before: Booking | None) -> frozenset[Mention]:
    """Return the mentions that a change adds: those whom the booking names and did not name `before`."""
    added = subjects_of(booking) - (subjects_of(before) if before else frozenset())
    return frozenset(Mention(subject, f"{BOOKING}/{booking.booking_id}") for subject in added)


def authors_of(booking: Booking) -> frozenset[str]:
    """Return user ids of those who decided something in the booking, or acted in it for its parties, and may have
    written why."""
    approval = booking.approval_request
    deciders = (approval.decided_by, *(step.decided_by for step in approval.steps)) if approval else ()
    voided = (each.decided_by for each in approval.voided) if approval else ()
    returned = (each.returned_by for each in booking.revisions)
    return frozenset(each for each in (*deciders, *voided, *returned, *booking.desk_user_ids) if each)


def is_traveller(traveller: BookingTraveller, subjects: frozenset[str]) -> bool:
    """Return whether a traveller of a booking is one of these people."""
    return not subjects.isdisjoint(_subjects(traveller))


def _subjects(traveller: BookingTraveller) -> Iterator[str]:
    known = traveller.user_id or traveller.passenger_id
    if known:
        yield known
    elif (traveller.given_name, traveller.family_name) != ERASED_NAME:
        yield from name_subjects(traveller.full_name)
