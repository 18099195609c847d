"""Anna on a trip through Berlin, sharing exactly where she is, and geofences that were drawn long before."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from chalicelib import clock
from chalicelib.domain.tracking.fix import LAST_SECOND, SharingLevel, Signal
from chalicelib.domain.tracking.geofencing.geofence_events import GeofenceEvent, find_events
from chalicelib.domain.tracking.geofencing.geofence_records import GeofenceRecord
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.visits import GeofenceIndex, follow_signals
from chalicelib.domain.tracking.packing import split_buckets
from chalicelib.domain.tracking.track_reading import ReadBucket, screen_buckets
from chalicelib.models import geofence_events, geofences, trips
from chalicelib.services.tracking import geofencing, preferences, storing
from chalicelib.services.tracking.person_geofences import PersonGeofences
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA
from tests.support.walks import BEGIN, to_owned
from tests.unit.domain.tracking.windows_samples import HOUR, trip

SINCE = datetime.fromtimestamp(BEGIN, UTC)
NOW = SINCE + 30 * HOUR
WHO = ANNA.user_id


@contextmanager
def geofence_world(patch: pytest.MonkeyPatch, level: SharingLevel = SharingLevel.EXACT) -> Iterator[Wire]:
    """Let Anna be on a trip, and share where she is."""
    with empty_cloud() as wire:
        trips.create_trip(trip(SINCE - 9 * HOUR, SINCE + 40 * HOUR))
        patch.setattr(clock, "now", lambda: SINCE - HOUR)
        preferences.set_tracking(ANNA, granted=True, text_version="1", level=level, quiet_hours=None, expected=None)
        patch.setattr(clock, "now", lambda: NOW)
        yield wire


def own(drawn: Iterable[Geofence], user_id: str | None = WHO) -> list[Geofence]:
    """Let geofences be Anna's, or the company's."""
    kept = list(drawn)
    for each in kept:
        geofences.add_geofence(to_owned(each, user_id), 500)
    return kept


def report(signals: Iterable[Signal]) -> int:
    """Do what the worker does of geofences; how many events changed."""
    fences = PersonGeofences(WHO)
    stored = storing.store_positions(WHO, signals, zones_of=fences.zones_of)
    return geofencing.update_events(fences, stored.signals, stored.unpacked)


def records() -> list[GeofenceRecord]:
    """All that is kept of what happened."""
    return geofence_events.list_span(WHO, BEGIN - 10**7, BEGIN + 10**7)


def happened() -> list[GeofenceEvent]:
    """What happened, as far as is known."""
    return sorted((each.event for each in records() if each.is_current), key=_order)


def expect_events(signals: Iterable[Signal], drawn: Sequence[Geofence]) -> list[GeofenceEvent]:
    """What follows from all signals at once."""
    buckets = [ReadBucket(start, found) for start, found in sorted(split_buckets(signals).items())]
    screened = screen_buckets(buckets, range(BEGIN - 10**7, BEGIN + 10**7), LAST_SECOND)
    sound = [each.signal for each in screened if not each.flags]
    visits = follow_signals(GeofenceIndex(drawn), sound).visits
    return sorted(find_events(visits, {each.geofence_id: each for each in drawn}), key=_order)


def _order(event: GeofenceEvent) -> tuple[int, str, str]:
    return event.at, event.geofence_id, event.kind
