"""What must hold of days and nights, by zoneinfo alone: every night that a traveller needs has a room or is said to
have none, and days ahead are counted on the wall where the trip starts."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trip_requests.trip_request import StayRequest

_DAY = timedelta(days=1)


def of_days(booking: Booking, events: Sequence[Event]) -> Iterator[str]:
    """Yield what does not hold of the days and nights of a booking's options."""
    for option in booking.options:
        yield from _of_nights(booking, option)
        if option.option_id != booking.selected_option_id:  # which is judged again, and later
            yield from _of_today(booking, option, events)


def _of_nights(booking: Booking, option: Option) -> Iterator[str]:
    for number, stay in enumerate(booking.request.stays):
        yield from _of_stay(booking, option, number, stay)


def _of_stay(booking: Booking, option: Option, number: int, stay: StayRequest) -> Iterator[str]:
    rooms = [room for room in option.stays if room.stay_index == number]
    slept = {night for room in rooms for night in _nights(room.check_in, room.check_out)}
    missing = {each.night for each in option.missing_nights if each.stay_index == number}
    lands_at = _landing(option, stay.arrives_by)
    asked = _nights(stay.check_in, stay.check_out)
    arrival = stay.check_in if lands_at is None else lands_at.date() - (_DAY if lands_at.hour < 6 else timedelta(0))
    last_day = arrival + (stay.check_out - stay.check_in) if stay.keeps_nights else stay.check_out
    first = arrival if stay.keeps_nights else min(arrival, stay.check_in)
    wanted = set(_nights(first, last_day)) if lands_at is not None else set(asked)
    if silent := wanted - slept - missing:
        yield f"{booking.booking_id}: {option.option_id} lands {lands_at} and has no room in the night of {min(silent)}"
    if early := {night for night in slept if night < arrival}:
        yield f"{booking.booking_id}: {option.option_id} lands {lands_at} and has a room in the night of {min(early)}"


def _landing(option: Option, slice_index: int | None) -> datetime | None:
    """When the slice of that place arrives, on the wall there; None where no slice leads to the stay."""
    for offer in option.transport:
        if slice_index in offer.slice_indexes:
            last = offer.slices[offer.slice_indexes.index(slice_index)].segments[-1]
            return last.arrives_at.astimezone(ZoneInfo(last.destination_timezone))
    return None


def _of_today(booking: Booking, option: Option, events: Sequence[Event]) -> Iterator[str]:
    counted = {
        violation.actual
        for violation in (option.verdict.violations if option.verdict else ())
        if violation.rule == "advance_booking"
    }
    judged_at = [event.at for event in events if event.type is EventType.OPTIONS_EVALUATED]
    if counted and counted.isdisjoint(_ahead(booking, at) for at in judged_at):
        yield f"{booking.booking_id}: {option.option_id} leaves {counted}, by no wall at {booking.request.start.name}"


def _ahead(booking: Booking, at: datetime) -> str:
    days = (booking.request.starts_on - at.astimezone(ZoneInfo(booking.request.start.timezone)).date()).days
    return "1 day ahead" if days == 1 else f"{days} days ahead"


def _nights(first: date, until: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((until - first).days)]
