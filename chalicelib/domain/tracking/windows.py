"""Within which bounds positions of a traveller are kept: on their trips, while they consent, outside their quiet hours,
and never more exactly than they chose and the company allows.

Everything here follows from facts that are read at the moment of the question, and from the moment itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from chalicelib.domain.privacy.consents import Consent
from chalicelib.domain.timestamps import clamp_moment
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.preferences import DEFAULT_LEVEL, TrackingPreferences
from chalicelib.domain.trips.item import Item, ItemStatus
from chalicelib.domain.trips.trip import Trip, TripStatus

_EVER = datetime.max.replace(tzinfo=UTC)

# What each level shows, so that of two the lesser is the one whose view both would give. Whether somebody is in a zone
# is no part of where in the world they are, nor the other way about.
_WITHIN: dict[SharingLevel, frozenset[SharingLevel]] = {
    SharingLevel.EXACT: frozenset(SharingLevel),
    SharingLevel.IN_ZONE: frozenset({SharingLevel.IN_ZONE}),
    SharingLevel.CITY: frozenset({SharingLevel.CITY, SharingLevel.COUNTRY}),
    SharingLevel.COUNTRY: frozenset({SharingLevel.COUNTRY}),
}


class Interval(NamedTuple):
    """From a moment on, until another that is no part of it."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


class TripWindow(NamedTuple):
    """When positions of a traveller may be kept because of a trip: a while longer than it lasts, at both ends."""

    trip_id: str
    interval: Interval
    is_booked: bool


class CompanyLimits(NamedTuple):
    """What the company allows: the most exact level, None where it tracks nobody; how long before the departure and
    after the arrival; and for how long after a trip its positions stay as exact as they were."""

    level: SharingLevel | None
    lead: timedelta
    tail: timedelta
    exact_for: timedelta


class Grounds(NamedTuple):
    """What decides on a person's positions, as it was read."""

    preferences: TrackingPreferences | None
    consents: tuple[Interval, ...]
    windows: tuple[TripWindow, ...]
    items: tuple[Item, ...]
    is_active: bool
    company: CompanyLimits


def least(*levels: SharingLevel | None) -> SharingLevel | None:
    """Return the most exact level that shows nothing which one of these does not; None where there is none."""
    if not levels or None in levels:
        return None
    common = frozenset.intersection(*(_WITHIN[level] for level in levels if level is not None))
    return next((level for level in SharingLevel if level in common), None)


def windows_of(trips: Iterable[Trip], user_id: str, company: CompanyLimits) -> tuple[TripWindow, ...]:
    """Return the windows of the trips on which a person travels themselves, in order of time; none of what is cancelled
    or being deleted. To ask for somebody's trip opens no window on oneself."""
    found = (
        TripWindow(
            trip.trip_id,
            Interval(clamp_moment(trip.starts_at) - company.lead, clamp_moment(trip.ends_at) + company.tail),
            is_booked=trip.booking_id is not None,
        )
        for trip in trips
        if user_id in trip.travellers and trip.status is not TripStatus.CANCELLED and not trip.deleting
    )
    return tuple(sorted(found, key=lambda window: (window.interval, window.trip_id)))


def window_at(windows: Iterable[TripWindow], at: datetime) -> TripWindow | None:
    """Return the window that a moment is in, of several the one that lasts longest; None outside of all."""
    return max(
        (each for each in windows if each.interval.holds(at)), key=lambda window: window.interval.ends_at, default=None
    )


def consents_of(history: Iterable[Consent]) -> tuple[Interval, ...]:
    """Return when a person has consented, in order of time: from each decision that granted until it expired or another
    was made. Decisions that follow each other without a gap are one interval."""
    found: list[Interval] = []
    goes_on = False  # whether the decision before granted it, and was not over yet
    decisions = sorted(history, key=lambda each: each.version)
    for decision, following in zip(decisions, [*decisions[1:], None], strict=False):
        if not decision.granted:
            goes_on = False
            continue
        expires_at = decision.expires_at or _EVER
        ends_at = min(expires_at, following.decided_at) if following else expires_at
        begun = found.pop().starts_at if goes_on else decision.decided_at
        goes_on = begun < ends_at and following is not None and following.decided_at <= expires_at
        found += [Interval(begun, ends_at)] if begun < ends_at else []
    return tuple(found)


def consent_at(consents: Iterable[Interval], at: datetime) -> Interval | None:
    """Return the interval in which a person consents at this moment; None when they do not."""
    return next((each for each in consents if each.holds(at)), None)


def zones_at(items: Sequence[Item], at: datetime) -> frozenset[str]:
    """Return in which time zones an itinerary has its traveller: those of what they are on, at both of its ends, for on
    a flight either clock may be theirs; else that in which the last thing ended, or the first begins."""
    timed = [each for each in items if each.starts_at is not None and each.status is not ItemStatus.CANCELLED]
    under_way = [each for each in timed if _start(each) <= at < _end(each)]
    if under_way:
        return frozenset(zone for each in under_way for zone in each.zones if zone)
    zoned = [each for each in timed if any(each.zones)]
    over = max((each for each in zoned if _end(each) <= at), key=_end, default=None)
    to_come = min((each for each in zoned if _start(each) > at), key=_start, default=None)
    if over is not None:
        return frozenset(filter(None, over.zones[1:]))
    return frozenset(filter(None, to_come.zones[:1])) if to_come is not None else frozenset()


def coarse_before(windows: Iterable[TripWindow], now: datetime, exact_for: timedelta) -> datetime:
    """Return the moment before which nothing is more exact than the city any more: what is older than `exact_for`, but
    for a trip that is under way, or over for less than that, and whatever is later than its beginning."""
    limit = now - exact_for
    return min([limit, *(each.interval.starts_at for each in windows if each.interval.ends_at > limit)])


def level_at(grounds: Grounds, at: datetime, now: datetime) -> SharingLevel | None:
    """Return how exactly a position of the moment `at` may be kept that comes in `now`; None when it may not at all.

    The consent must hold now, and have held without a gap since then: what was withdrawn meanwhile lets nothing in that
    is late.
    """
    consent = consent_at(grounds.consents, now)
    if not grounds.is_active or consent is None or not consent.holds(at):
        return None
    if window_at(grounds.windows, at) is None:
        return None
    preferences = grounds.preferences
    if preferences is not None and preferences.is_quiet(at, zones_at(grounds.items, at)):
        return None
    limits = list(_limits_of_age(grounds, at, now))
    return least(chosen_level(preferences), grounds.company.level, *limits)


def changes_of(grounds: Grounds, now: datetime) -> list[float]:
    """Return the seconds since 1970 with which the level may change, in order. From one to the next it is the same, but
    for quiet hours, which begin and end with a minute: clocks on walls differ by whole ones."""
    spans = [*(each.interval for each in grounds.windows), *grounds.consents]
    items = [Interval(_start(each), _end(each)) for each in grounds.items]
    edges = {edge for span in (*spans, *items) for edge in span}
    coarse = coarse_before(grounds.windows, now, grounds.company.exact_for)
    return sorted(edge.timestamp() for edge in {*edges, coarse})


def chosen_level(preferences: TrackingPreferences | None) -> SharingLevel:
    """Return the level that a person chose, or the one of who has chosen none."""
    return preferences.level if preferences is not None else DEFAULT_LEVEL


def _limits_of_age(grounds: Grounds, at: datetime, now: datetime) -> Iterator[SharingLevel]:
    if at < coarse_before(grounds.windows, now, grounds.company.exact_for):
        yield SharingLevel.CITY


def _start(item: Item) -> datetime:
    return clamp_moment(item.starts_at) if item.starts_at is not None else _EVER


def _end(item: Item) -> datetime:
    return clamp_moment(item.ends_at) if item.ends_at is not None else _start(item)
