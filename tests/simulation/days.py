"""What must hold of days and nights, by zoneinfo alone: every night that a traveller needs has a room or is said to
have none, and days ahead are counted on the wall where the trip starts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.offers.offers import Option

_DAY = timedelta(days=1)


def of_days(booking: Booking, events: Sequence[Event]) -> Iterator[str]:
    """Yield what does not hold of the days and nights of a booking's options."""
    for option in booking.options:
        yield from _of_nights(booking, option)
        if option.option_id != booking.selected_option_id:  # which is judged again, and later
            yield from _of_today(booking, option, events)


def _of_nights(booking: Booking, option: Option) -> Iterator[str]:
    stay, last = booking.request.stay, option.flights[0].slices[0].segments[-1]
    if stay is None:
        return
    lands_at = last.arrives_at.astimezone(ZoneInfo(last.destination_timezone))
    arrival = lands_at.date() - _DAY if lands_at.hour < 6 else lands_at.date()
    slept = {night for room in option.stays for night in _nights(room.check_in, room.check_out)}
    last_day = arrival + (stay.check_out - stay.check_in) if stay.keeps_nights else stay.check_out
    first = arrival if stay.keeps_nights else min(arrival, stay.check_in)
    silent = set(_nights(first, last_day)) - slept - {missing.night for missing in option.missing_nights}
    if silent:
        yield f"{booking.booking_id}: {option.option_id} lands {lands_at} and has no room in the night of {min(silent)}"
    if early := {night for night in slept if night < arrival}:
        yield f"{booking.booking_id}: {option.option_id} lands {lands_at} and has a room in the night of {min(early)}"


def _of_today(booking: Booking, option: Option, events: Sequence[Event]) -> Iterator[str]:
    counted = {
        violation.actual
        for violation in (option.verdict.violations if option.verdict else ())
        if violation.rule == "advance_booking"
    }
    judged_at = [event.at for event in events if event.type is EventType.OPTIONS_EVALUATED]
    if counted and counted.isdisjoint(_ahead(booking, at) for at in judged_at):
        yield f"{booking.booking_id}: {option.option_id} leaves {counted}, by no wall at {booking.request.origin.name}"


def _ahead(booking: Booking, at: datetime) -> str:
    days = (booking.request.depart_on - at.astimezone(ZoneInfo(booking.request.origin.timezone)).date()).days
    return "1 day ahead" if days == 1 else f"{days} days ahead"


def _nights(first: date, until: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((until - first).days)]
