"""Data that is deleted when it is no longer needed: profiles that nobody uses, names in bookings, consents that have
expired, positions that are to say the city alone, erasures to be finished. And what nothing brought up by day: budgets
are looked at once more.

Each profile, consent, erasure and budget is on its own; what a night has no time for waits for the next.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from chalicelib import clock, settings
from chalicelib.domain.bookings.booking import TERMINAL, BookingStatus
from chalicelib.domain.passengers import PassengerKind
from chalicelib.domain.value import Value
from chalicelib.dynamodb.due_rows import Due, to_moment
from chalicelib.errors import NotFound, VersionConflict
from chalicelib.models import bookings, passengers
from chalicelib.models.passengers import Unused
from chalicelib.services.budgets import alerts as budget_alerts
from chalicelib.services.privacy import consents, erasure
from chalicelib.services.privacy import requests as privacy_requests
from chalicelib.services.tracking import maintenance as tracking_maintenance
from chalicelib.worklist import NOTHING, Part, work_off

# Of the 300 that the function may run; an erasure that began before may take a minute longer.
_SECONDS = 220.0


class Purged(Value, frozen=True):
    """What one night did, in numbers."""

    guests: int = 0
    profiles: int = 0
    names: int = 0
    consents: int = 0
    coarsened: int = 0
    erasures: int = 0
    erasures_left: int = 0
    erasures_replayed: int = 0
    erasures_completed: int = 0
    warnings: int = 0
    failed: int = 0


def purge_expired() -> Purged:
    """Delete what has not been used for as long as the stage's settings say, and finish what was begun."""
    worked = work_off(list_parts(clock.now()), seconds=_SECONDS)
    return Purged(**{word: count for word, count in worked.counts.items() if word != NOTHING})


def list_parts(now: datetime) -> list[Part[Any]]:
    """Return everything that a night does, of every kind."""
    here = settings.current()
    return [
        _to_forget("guests", PassengerKind.GUEST, now, timedelta(days=here.guests_kept_days)),
        _to_forget("profiles", PassengerKind.EMPLOYEE, now, timedelta(days=here.profiles_kept_days)),
        *(_to_end_names(status, now) for status in sorted(TERMINAL)),
        consents.to_end(now),
        tracking_maintenance.to_coarsen(now),
        privacy_requests.to_replay(now),
        privacy_requests.to_recheck(now),
        privacy_requests.to_carry_on(),
        budget_alerts.to_watch(now),
    ]


def _to_end_names(status: BookingStatus, now: datetime) -> Part[Due]:
    """Return the bookings of a status in which names have stood for as long as they may."""
    return Part(
        f"names {status.value}",
        lambda: bookings.list_overdue(status, now),
        lambda due: "names" if erasure.end_names(due.key[0], now) else NOTHING,
        lambda due: {"bookingId": due.key[0]},
        due_at=lambda due: to_moment(due.due_at),
    )


def _to_forget(name: str, kind: PassengerKind, now: datetime, kept: timedelta) -> Part[Unused]:
    """Return the profiles that nobody has used for so long, to be removed."""
    return Part(
        name,
        lambda: passengers.list_unused(kind, now - kept),
        _forgetting(name, now - kept),
        lambda unused: {"passengerId": unused.passenger_id},
        due_at=lambda unused: unused.last_used_at + kept,
    )


def _forgetting(name: str, unused_since: datetime) -> Callable[[Unused], str]:
    def forget(unused: Unused) -> str:
        try:
            found = passengers.get_passenger(unused.passenger_id)
            passengers.delete_passenger(found.profile, unused_since=unused_since)
        except (NotFound, VersionConflict):
            return NOTHING  # forgotten, or used, at this moment
        return name

    return forget
