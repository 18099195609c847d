"""Data that is deleted when it is no longer needed: profiles that nobody uses, consents that have expired, erasures to
be finished. And what nothing brought up by day: budgets are looked at once more.

Every run does a bounded piece; what is left waits for the next night.
"""

from datetime import datetime, timedelta

from chalicelib import clock, observability, settings
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.value import Value
from chalicelib.errors import NotFound, SojournError, VersionConflict
from chalicelib.models import passengers
from chalicelib.services.budgets import alerts as budget_alerts
from chalicelib.services.privacy import consents
from chalicelib.services.privacy import requests as privacy_requests

_A_NIGHT = 500
_ERASING = 240.0  # seconds


class Purged(Value, frozen=True):
    """What one night did, in numbers."""

    guests: int = 0
    profiles: int = 0
    consents: int = 0
    erasures: int = 0
    erasures_left: int = 0
    warnings: int = 0
    failed: int = 0


def purge_expired() -> Purged:
    """Delete what has not been used for as long as the stage's settings say, and finish what was begun."""
    here = settings.current()
    now = clock.now()
    guests = profiles = failed = 0
    if here.passengers_enabled:
        guests, missed = _forget(PassengerKind.GUEST, now - timedelta(days=here.guests_kept_days))
        profiles, failed = _forget(PassengerKind.EMPLOYEE, now - timedelta(days=here.profiles_kept_days))
        failed += missed
    ended = consents.end_expired(_A_NIGHT)
    erased, left = privacy_requests.carry_on_all(_A_NIGHT, seconds=_ERASING)
    return Purged(
        guests=guests,
        profiles=profiles,
        consents=ended,
        erasures=erased,
        erasures_left=left,
        warnings=budget_alerts.watch_all(now),
        failed=failed,
    )


def _forget(kind: PassengerKind, unused_since: datetime) -> tuple[int, int]:
    """Remove profiles that nobody has used since; how many were removed, and how many could not be."""
    done = failed = 0
    for passenger_id in passengers.list_unused(kind, unused_since, _A_NIGHT):
        try:
            passengers.delete_passenger(passengers.get_passenger(passenger_id).profile, unused_since=unused_since)
            done += 1
        except (NotFound, VersionConflict):
            continue  # forgotten, or used, at this moment
        except SojournError:
            observability.error("profile not erased", passengerId=passenger_id)
            failed += 1
    return done, failed
