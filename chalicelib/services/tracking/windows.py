"""Whether, and how exactly, positions of somebody may be kept: asked before anything of one is stored."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from math import inf
from typing import NamedTuple

from chalicelib import clock, settings
from chalicelib.domain.privacy.consents import Purpose
from chalicelib.domain.timestamps import LONGEST_SPAN
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.windows import (
    CompanyLimits,
    Grounds,
    TripWindow,
    changes_of,
    consents_of,
    level_at,
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


class _Stretch(NamedTuple):
    """A time throughout which the same trips are under way: what decides in it, the seconds with which the level may
    change, and the levels that are known, by the second with which they end; of who has quiet hours, those of a
    minute."""

    grounds: Grounds
    changes: list[float]
    has_quiet_hours: bool
    levels: dict[float, SharingLevel | None]


class _Read(NamedTuple):
    """What was read of a person, since which second it is whole, and what follows between its changes."""

    since: float
    grounds: Grounds
    changes: list[float]
    stretches: dict[int, _Stretch]


class LastingLevel(NamedTuple):
    """How exactly positions may be kept from a second on that was asked for, before a second."""

    level: SharingLevel | None
    until: float


class SharingLevels:
    """How exactly people's positions may be kept now; of each person everything that decides on it is read once."""

    def __init__(self) -> None:
        self._now = clock.now()
        self._read: dict[str, _Read] = {}
        self._itineraries: dict[str, tuple[Item, ...]] = {}

    def level_at(self, user_id: str, at: float) -> SharingLevel | None:
        """Return how exactly a position of this second since 1970 may be kept; None when it may not be. Raises
        Unavailable."""
        return self.find_lasting_level(user_id, at).level

    def find_lasting_level(self, user_id: str, at: float) -> LastingLevel:
        """Return how exactly a position of this second since 1970 may be kept, and before which later second one may as
        well. Raises Unavailable."""
        read = self._read.get(user_id)
        if read is None or at < read.since:
            read = self._read[user_id] = self._read_person(user_id, at)
        number = bisect_right(read.changes, at)
        stretch = read.stretches.get(number)
        if stretch is None:
            stretch = read.stretches[number] = self._make_stretch(read.grounds, at)
        until = stretch.changes[bisect_right(stretch.changes, at)]
        if stretch.has_quiet_hours:
            until = min(until, (at // 60 + 1) * 60)
        if until not in stretch.levels:
            stretch.levels[until] = level_at(stretch.grounds, _moment(at), self._now)
        return LastingLevel(stretch.levels[until], until)

    def _read_person(self, user_id: str, at: float) -> _Read:
        # Twice as far back: whoever asks of something so late asks of more, and in no order.
        since = self._now - max(_LATE, 2 * (self._now - _moment(at)))
        grounds = read_grounds(user_id, self._now, since=since)
        return _Read(since.timestamp(), grounds, changes_of(grounds, self._now), {})

    def _make_stretch(self, grounds: Grounds, at: float) -> _Stretch:
        here = self._with_itinerary(grounds, _moment(at))
        has_quiet_hours = here.preferences is not None and here.preferences.quiet_hours is not None
        return _Stretch(here, [*changes_of(here, self._now), inf], has_quiet_hours, {})

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
    return SharingLevels().level_at(user_id, at.timestamp())


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


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
