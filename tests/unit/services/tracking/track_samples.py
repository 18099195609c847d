"""Tracks that are kept of people, as the worker would have stored them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from chalicelib.domain.tracking.fix import SharingLevel, Signal
from chalicelib.domain.tracking.packing import pack, split_buckets
from chalicelib.models import consents, positions, tracking_preferences, trips
from tests.support.passenger_samples import ANNA
from tests.support.traces import STARTS_AT
from tests.unit.domain.tracking.windows_samples import decision, preferences, trip

BEGAN_AT = datetime.fromtimestamp(STARTS_AT, UTC)
NOW = BEGAN_AT + timedelta(hours=6)
DAY = timedelta(days=1)
TRIP_ID = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"


def keep_track(signals: Iterable[Signal], user_id: str = ANNA.user_id) -> None:
    """Store a track of somebody of whom nothing is stored yet."""
    for start, held in split_buckets(signals).items():
        positions.replace_bucket(user_id, None, start, pack(held), expires_at=NOW + 90 * DAY)


def consent_on_a_trip(level: SharingLevel = SharingLevel.EXACT) -> None:
    """Anna has been on a trip since an hour before her track, until tomorrow, and shares where she is."""
    trips.create_trip(trip(BEGAN_AT - timedelta(hours=1), NOW + DAY, trip_id=TRIP_ID, booked=False))
    consents.add_consent(decision(1, BEGAN_AT - 30 * DAY, granted=True))
    tracking_preferences.replace_preferences(None, preferences(level))


def withdraw() -> None:
    """Anna no longer consents."""
    consents.add_consent(decision(2, NOW, granted=False))
