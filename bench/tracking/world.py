"""Travellers who consent and are on a trip, and a clock that stands after their journeys."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib import clock
from chalicelib.domain.privacy.consents import Consent, Purpose
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.preferences import TrackingPreferences
from chalicelib.domain.trips.trip import Trip, TripStatus
from chalicelib.models import consents, tracking_preferences, trips

DAY = timedelta(days=1)


@contextmanager
def standing_clock(now: datetime) -> Iterator[None]:
    """Let it be this moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: now)
        yield


def put_on_a_trip(user_id: str, number: int, began_at: int, now: datetime) -> None:
    """Let somebody consent to be tracked exactly, and be on a trip from before a second until after now."""
    starts_at = datetime.fromtimestamp(began_at, UTC) - DAY
    trips.create_trip(
        Trip(
            trip_id=f"trp_{number:026}",
            traveller_id=user_id,
            name="Berlin to Helsinki",
            status=TripStatus.PLANNED,
            starts_at=starts_at,
            ends_at=now + DAY,
            created_at=starts_at,
            updated_at=starts_at,
            created_by=user_id,
        )
    )
    consents.add_consent(
        Consent(
            user_id=user_id,
            purpose=Purpose.LOCATION_TRACKING,
            version=1,
            granted=True,
            text_version="2026-11-en",
            decided_at=starts_at - DAY,
            expires_at=now + 365 * DAY,
        )
    )
    preferences = TrackingPreferences(user_id=user_id, level=SharingLevel.EXACT, quiet_hours=None, updated_at=starts_at)
    tracking_preferences.replace_preferences(None, preferences)
