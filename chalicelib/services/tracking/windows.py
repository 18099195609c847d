"""Whether, and how exactly, positions of somebody may be kept: asked before anything of one is stored."""

from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib import clock, settings
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.timestamps import LONGEST_SPAN
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.windows import (
    CompanyLimits,
    Grounds,
    TripWindow,
    consents_of,
    level_at,
    minute_of,
    minutes_of_change,
    window_at,
    windows_of,
)
from chalicelib.domain.trips.item import Item
from chalicelib.domain.trips.trip import Trip, Window
from chalicelib.domain.value import Cursor
from chalicelib.models import consents, items, tracking_preferences, trips
from chalicelib.services.authorization.people import People

PURPOSE = Purpose.LOCATION_TRACKING

# How many decisions are looked back through: whoever makes more of them consents since the oldest of these at most.
_DECISIONS = 25
# A device's clock may be ahead of ours by so much, and positions late by so much, before trips are read once more.
_AHEAD, _LATE = timedelta(days=1), timedelta(days=7)
_PAGE = 100


class _Read(NamedTuple):
    """What was read of a person, since when it is whole, and the levels of minutes that are the same throughout."""

    since: datetime
    grounds: Grounds
    levels: dict[datetime, SharingLevel | None]


class SharingLevels:
    """How exactly people's positions may be kept now; of each person everything that decides on it is read once."""

    def __init__(self) -> None:
        self._now = clock.now()
        self._read: dict[str, _Read] = {}
        self._itineraries: dict[str, tuple[Item, ...]] = {}

    def level_at(self, user_id: str, at: datetime) -> SharingLevel | None:
        """Return how exactly a position of this moment may be kept; None when it may not be. Raises Unavailable."""
        read, minute = self._find(user_id, at), minute_of(at)
        if minute in read.levels:
            return read.levels[minute]
        grounds = self._with_itinerary(read.grounds, at)
        level = level_at(grounds, at, self._now)
        if minute not in minutes_of_change(grounds, self._now):
            read.levels[minute] = level
        return level

    def _find(self, user_id: str, at: datetime) -> "_Read":
        found = self._read.get(user_id)
        if found is None or at < found.since:
            # Twice as far back: whoever asks of something so late asks of more, and in no order.
            since = self._now - max(_LATE, 2 * (self._now - at))
            found = self._read[user_id] = _Read(since, read_grounds(user_id, self._now, since=since), {})
        return found

    def _with_itinerary(self, grounds: Grounds, at: datetime) -> Grounds:
        """Add where the trips under way have the traveller, where that decides whether it is a quiet hour."""
        preferences = grounds.preferences
        if preferences is None or preferences.quiet_hours is None or not preferences.quiet_hours.at_place:
            return grounds
        under_way = [each for each in grounds.windows if each.interval.holds(at)]
        return grounds._replace(items=tuple(item for window in under_way for item in self._list_items(window)))

    def _list_items(self, window: TripWindow) -> tuple[Item, ...]:
        """Return a trip's itinerary; of a booked one what was booked, for a colleague may have written the rest."""
        if window.trip_id not in self._itineraries:
            found = items.list_itinerary(window.trip_id)
            self._itineraries[window.trip_id] = tuple(each for each in found if each.is_booked or not window.is_booked)
        return self._itineraries[window.trip_id]


def decide_level(user_id: str, at: datetime) -> SharingLevel | None:
    """Return how exactly a position of this moment may be kept that comes in now; None when it may not be. Raises
    Unavailable."""
    return SharingLevels().level_at(user_id, at)


def read_grounds(user_id: str, now: datetime, *, since: datetime) -> Grounds:
    """Return what decides now on positions of a person that are not older than `since`. What may end at any moment is
    read consistently. Raises Unavailable."""
    company = company_limits()
    if company.level is None:
        return Grounds(None, (), (), (), is_active=False, company=company)
    consented = consents_of(consents.list_latest(user_id, PURPOSE, _DECISIONS))
    if not any(each.holds(now) for each in consented):
        return Grounds(None, consented, (), (), is_active=People().is_active(user_id), company=company)
    earliest = min(since, now - company.exact_for) - company.tail - LONGEST_SPAN
    found = _list_trips(user_id, Window(earliest, now + company.lead + _AHEAD))
    return Grounds(
        preferences=tracking_preferences.find_preferences(user_id),
        consents=consented,
        windows=windows_of(found, user_id, company),
        items=(),
        is_active=People().is_active(user_id),
        company=company,
    )


def list_windows(user_id: str, now: datetime) -> tuple[TripWindow, ...]:
    """Return the windows of a person's trips by which it is decided what is as exact as it came in."""
    company = company_limits()
    earliest = now - company.exact_for - company.tail - LONGEST_SPAN
    return windows_of(_list_trips(user_id, Window(earliest, now)), user_id, company)


def find_open_window(user_id: str, now: datetime) -> TripWindow | None:
    """Return the window of a trip of somebody that is open now, whether they consent or not."""
    company = company_limits()
    within = Window(now - company.tail - LONGEST_SPAN, now + company.lead)
    return window_at(windows_of(_list_trips(user_id, within), user_id, company), now)


def company_limits() -> CompanyLimits:
    """Return what the company allows on this stage."""
    here = settings.current()
    return CompanyLimits(
        level=None if here.tracking_level == "none" else SharingLevel(here.tracking_level),
        lead=timedelta(hours=here.tracking_lead_hours),
        tail=timedelta(hours=here.tracking_tail_hours),
        exact_for=timedelta(hours=here.tracking_exact_hours),
    )


def _list_trips(user_id: str, within: Window) -> list[Trip]:
    found: list[Trip] = []
    start: Cursor | None = None
    while True:
        page, start = trips.list_trips(user_id, within=within, limit=_PAGE, start=start)
        found += page
        if start is None:
            return found
