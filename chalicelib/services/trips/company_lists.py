"""Trips across the company, for those who look after its travel: by day, by who travels, and by who is where."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.listing import is_of
from chalicelib.domain.day_ranges import days_from
from chalicelib.domain.identity import Identity
from chalicelib.domain.trips.listing import TripFilters
from chalicelib.domain.trips.trip import Trip, Window
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow, choose_page
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.models import trip_days, trip_lists
from chalicelib.models.booking_lists import read_bookings
from chalicelib.services.authorization.company import require_company_reader
from chalicelib.services.authorization.trips import SeenTrip, find_seen

_ALONE = "A day and a country say which trips are meant."
_TOO_LONG_AGO = f"Who was where is kept for {trip_days.ASKED_FOR.days} days."


def list_company_trips(
    identity: Identity, wanted: TripFilters, *, limit: int, start: Cursor | None
) -> ResultPage[SeenTrip | UnreadableRow]:
    """List a page of the company's trips, the earliest start first, or of one person's, the latest first; of those that
    are in a country on a day, in no order that means anything; and where the next page starts. One that cannot be read
    is there by its id. Raises NotAllowed, InvalidInput."""
    require_company_reader(identity)
    return list_resolved_trips(identity, resolve_filters(wanted), limit=limit, start=start)


def list_resolved_trips(
    identity: Identity, wanted: TripFilters, *, limit: int, start: Cursor | None
) -> ResultPage[SeenTrip | UnreadableRow]:
    """List a page as `list_company_trips` does, by filters that were resolved before: what could be asked for then is
    had also when today is another day. Raises NotAllowed."""
    require_company_reader(identity)
    found, position = choose_page(_reading(wanted), lambda page: _choose(wanted, page), limit=limit, start=start)
    observability.touch(listed="company trips", listedRows=len(found))
    return ResultPage(show_listed(identity, found), position)


def show_listed(identity: Identity, found: Sequence[Trip | UnreadableRow]) -> list[SeenTrip | UnreadableRow]:
    """Return the trips of a list as the caller sees them, without those that they may not see."""
    seen = (each if isinstance(each, UnreadableRow) else find_seen(identity, each, None) for each in found)
    return [each for each in seen if each is not None]


def resolve_filters(wanted: TripFilters) -> TripFilters:
    """Return the filters with the days that they mean now. Raises InvalidInput for what makes no sense together."""
    if wanted.role is not None and wanted.user_id is None:
        raise InvalidInput("A role is somebody's.", [FieldError("/role", "Only for a `userId`.")])
    if wanted.on is not None:
        _validate_presence(wanted, wanted.on)
        return wanted
    if wanted.user_id is not None:
        return wanted
    days = days_from(wanted.starts_from, wanted.starts_to, clock.now().date())
    return msgspec.structs.replace(wanted, starts_from=days.first, starts_to=days.last)


def _validate_presence(wanted: TripFilters, day: date) -> None:
    wrong = [
        *([FieldError("/country", "Say in which country they are on that day.")] if wanted.country is None else []),
        *([FieldError("/startsFrom", "Not together with `on`.")] if wanted.starts_from else []),
        *([FieldError("/startsTo", "Not together with `on`.")] if wanted.starts_to else []),
        *([FieldError("/on", _TOO_LONG_AGO)] if day < clock.now().date() - trip_days.ASKED_FOR else []),
    ]
    if wrong:
        raise InvalidInput(_ALONE, wrong)


def _reading(wanted: TripFilters) -> Callable[[int, Cursor | None], ResultPage[Trip | UnreadableRow]]:
    """Return what reads trips as they stand in the list that the filters lead to."""
    if wanted.on and wanted.country:
        return partial(_read_present, wanted.country, wanted.on)
    if wanted.user_id is not None:
        return partial(_read_of_person, wanted.user_id, wanted.window)
    days = days_from(wanted.starts_from, wanted.starts_to, clock.now().date())
    return lambda room, at: trip_lists.list_starting(days, limit=room, start=at)


def _read_present(country: str, day: date, room: int, at: Cursor | None) -> ResultPage[Trip | UnreadableRow]:
    trip_ids, position = trip_days.list_trips_in(country, day, limit=room, start=at)
    known = trip_lists.read_trips(trip_ids)
    return ResultPage([known[each] for each in trip_ids if each in known], position)


def _read_of_person(user_id: str, within: Window, room: int, at: Cursor | None) -> ResultPage[Trip | UnreadableRow]:
    return trip_lists.list_trips(user_id, within=within, keep=lambda _trip: True, limit=room, start=at)


def _choose(wanted: TripFilters, found: Sequence[Trip | UnreadableRow]) -> list[Trip | UnreadableRow]:
    """Return what is wanted of what was found, and all of which nobody knows whether it is."""
    now = clock.now()
    meant = [each for each in found if isinstance(each, UnreadableRow) or _is_meant(each, wanted, now)]
    if not wanted.is_of_bookings:
        return meant
    booking_ids = [each.booking_id for each in meant if isinstance(each, Trip) and each.booking_id]
    of_bookings = {_id_of(each) for each in read_bookings(booking_ids) if _may_be_of(each, wanted)}
    return [each for each in meant if isinstance(each, UnreadableRow) or each.booking_id in of_bookings]


def _is_meant(trip: Trip, wanted: TripFilters, now: datetime) -> bool:
    return (
        not trip.deleting
        and wanted.status in {None, trip.status_at(now)}
        and (wanted.user_id is None or wanted.user_id in trip.parties)
        and (wanted.role is None or wanted.user_id is None or wanted.role in trip.list_roles(wanted.user_id))
    )


def _may_be_of(booking: Booking | UnreadableRow, wanted: TripFilters) -> bool:
    country = None if wanted.on else wanted.country
    return isinstance(booking, UnreadableRow) or is_of(
        booking, cost_centre=wanted.cost_centre, outcome=wanted.outcome, country=country
    )


def _id_of(booking: Booking | UnreadableRow) -> str:
    return booking.key if isinstance(booking, UnreadableRow) else booking.booking_id
