"""Trips across the company, for those who look after its travel: by day, by who travels, and by who is where."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import partial
from typing import Annotated

import msgspec

from chalicelib import clock, observability
from chalicelib.domain.bookings.listing import is_of
from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.day_ranges import days_from
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import UserId
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.text import CostCentre
from chalicelib.domain.timestamps import Day
from chalicelib.domain.trips.trip import Trip, TripStatus, Window
from chalicelib.domain.value import Cursor, Value
from chalicelib.domain.verdict import Outcome
from chalicelib.dynamodb.paging import ResultPage, choose_page
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.models import bookings, trip_days, trips
from chalicelib.services.authorization.company import require_company_reader
from chalicelib.services.authorization.trips import SeenTrip, find_seen

_ALONE = "A day and a country say which trips are meant."
_TOO_LONG_AGO = f"Who was where is kept for {trip_days.ASKED_FOR.days} days."


class TripFilters(Value, frozen=True):
    """Which trips are meant; all of them together."""

    status: Annotated[TripStatus | None, msgspec.Meta(description="Only trips that have this status now")] = None
    starts_from: Annotated[
        Day | None,
        msgspec.Meta(
            description="Only trips that start on this day (UTC) or later; with `scope=all`, today if neither this, "
            "`startsTo`, `on` nor `userId` is given"
        ),
    ] = None
    starts_to: Annotated[
        Day | None,
        msgspec.Meta(
            description="Only trips that start on this day (UTC) or earlier; with `scope=all` at most 366 days from "
            "the first, which are meant if it is not given"
        ),
    ] = None
    user_id: Annotated[
        UserId | None, msgspec.Meta(description="`userId` of a requester or traveller; only for travel managers")
    ] = None
    role: Annotated[
        PartyRole | None,
        msgspec.Meta(description="`requester`: only trips that they asked for; `traveller`: only those they travel on"),
    ] = None
    cost_centre: Annotated[
        CostCentre | None,
        msgspec.Meta(description="With `scope=all`: only trips of whose booking it pays, or a share"),
    ] = None
    outcome: Annotated[
        Outcome | None,
        msgspec.Meta(description="With `scope=all`: only trips whose booked option had this policy outcome"),
    ] = None
    country: Annotated[
        CountryCode | None,
        msgspec.Meta(description="With `scope=all`: only trips whose booking has a place in this country"),
    ] = None
    on: Annotated[
        Day | None,
        msgspec.Meta(
            description="With `scope=all` and `country`: only booked trips that are there on this day, by the calendar "
            "there: on the way in or out, staying, or between arriving and leaving"
        ),
    ] = None

    @property
    def is_of_bookings(self) -> bool:
        """Whether a trip's booking says whether it is meant; with `on`, the country is no matter of the booking."""
        of_booking = (self.cost_centre, self.outcome, None if self.on else self.country)
        return any(each is not None for each in of_booking)


def list_company_trips(
    identity: Identity, wanted: TripFilters, *, limit: int, start: Cursor | None
) -> ResultPage[SeenTrip]:
    """List a page of the company's trips, the earliest start first, or of one person's, the latest first; of those that
    are in a country on a day, in no order that means anything; and where the next page starts. Raises NotAllowed,
    InvalidInput."""
    require_company_reader(identity)
    found, position = choose_page(_reading(wanted), lambda page: _choose(wanted, page), limit=limit, start=start)
    observability.touch(listed="company trips", listedRows=len(found))
    return ResultPage([each for trip in found if (each := find_seen(identity, trip, None))], position)


def _reading(wanted: TripFilters) -> Callable[[int, Cursor | None], ResultPage[Trip]]:
    """Return what reads trips as they stand in the list that the filters lead to."""
    if wanted.on is not None:
        return _reading_presence(wanted)
    if wanted.user_id is not None:
        return partial(_read_of_person, wanted.user_id, window_of(wanted))
    days = days_from(wanted.starts_from, wanted.starts_to, clock.now().date())
    return lambda room, at: trips.list_starting(days, limit=room, start=at)


def _read_of_person(user_id: str, within: Window, room: int, at: Cursor | None) -> ResultPage[Trip]:
    return trips.list_trips(user_id, within=within, limit=room, start=at)


def window_of(wanted: TripFilters) -> Window:
    """Return from the first moment of the first day to the last of the last one."""
    since = datetime.combine(wanted.starts_from, time(), UTC) if wanted.starts_from else None
    until = datetime.combine(wanted.starts_to, time.max, UTC) if wanted.starts_to else None
    return Window(since, until)


def _reading_presence(wanted: TripFilters) -> Callable[[int, Cursor | None], ResultPage[Trip]]:
    country, day = wanted.country, wanted.on
    wrong = [
        *([FieldError("/country", "Say in which country they are on that day.")] if country is None else []),
        *([FieldError("/startsFrom", "Not together with `on`.")] if wanted.starts_from else []),
        *([FieldError("/startsTo", "Not together with `on`.")] if wanted.starts_to else []),
        *([FieldError("/on", _TOO_LONG_AGO)] if day and day < clock.now().date() - trip_days.ASKED_FOR else []),
    ]
    if country is None or day is None or wrong:
        raise InvalidInput(_ALONE, wrong)

    def read(room: int, at: Cursor | None) -> ResultPage[Trip]:
        trip_ids, position = trip_days.list_trips_in(country, day, limit=room, start=at)
        known = trips.get_trips(trip_ids)
        return ResultPage([known[each] for each in trip_ids if each in known], position)

    return read


def _choose(wanted: TripFilters, found: Sequence[Trip]) -> list[Trip]:
    now = clock.now()
    meant = [
        trip
        for trip in found
        if not trip.deleting
        and wanted.status in {None, trip.status_at(now)}
        and (wanted.user_id is None or wanted.user_id in trip.parties)
        and (wanted.role is None or wanted.user_id is None or wanted.role in trip.list_roles(wanted.user_id))
    ]
    if not wanted.is_of_bookings:
        return meant
    country = None if wanted.on else wanted.country
    booking_ids = [trip.booking_id for trip in meant if trip.booking_id]
    of_bookings = {
        each.booking_id
        for each in bookings.get_bookings(booking_ids)
        if is_of(each, cost_centre=wanted.cost_centre, outcome=wanted.outcome, country=country)
    }
    return [trip for trip in meant if trip.booking_id in of_bookings]
