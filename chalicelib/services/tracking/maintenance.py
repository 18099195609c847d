"""Coarsening by night: what trips that are over leave of where somebody was.

Each bucket is replaced by what it comes to, on the condition that it is still as it was read; how far a person's are
done is noted after every page. Whatever ends in between, the next night goes on, and to coarsen again changes nothing.
"""

from datetime import UTC, datetime, timedelta

from chalicelib import clock, observability
from chalicelib.domain.timestamps import MOMENT_YEARS
from chalicelib.domain.tracking.fix import Fix, SharingLevel, Signal
from chalicelib.domain.tracking.packing import UnreadableBucket, pack, unpack
from chalicelib.domain.tracking.sharing_levels import coarsen
from chalicelib.domain.tracking.windows import coarse_before
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import Due, to_moment
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import VersionConflict
from chalicelib.models import positions, tracking_preferences
from chalicelib.models.positions import StoredBucket
from chalicelib.services.tracking.storing import expiry_of
from chalicelib.services.tracking.windows import company_limits, list_windows
from chalicelib.worklist import NOTHING, Part

COARSENED = "coarsened"
_PAGE = 100  # buckets
_NEXT_NIGHT = timedelta(hours=12)
# What was being stored while it was decided about is looked at once more.
_AGAIN = timedelta(days=1)
_FIRST = datetime(MOMENT_YEARS.start, 1, 1, tzinfo=UTC)


def to_coarsen(now: datetime) -> Part[Due]:
    """Return the people whose positions are to be looked through for what is coarse by now."""
    return Part(
        "positions to coarsen",
        lambda: tracking_preferences.list_due(now),
        _coarsen_person,
        lambda due: {"userId": due.key[0]},
        due_at=lambda due: to_moment(due.due_at),
    )


def _coarsen_person(due: Due) -> str:
    """Coarsen what is due of a person, from where it was done before."""
    user_id, now = str(due.key[0]), clock.now()
    until = coarse_before(list_windows(user_id, now), now, company_limits().exact_for)
    done = tracking_preferences.find_coarsened(user_id)
    since = done - _AGAIN if done is not None else _FIRST
    count = 0
    start: Cursor | None = None
    try:
        while since < until:
            span = range(int(since.timestamp()), int(until.timestamp()))
            page, start = positions.list_buckets(user_id, span, now=now, limit=_PAGE, start=start)
            count += sum(_coarsen_bucket(user_id, bucket.starts_at, until) for bucket in page)
            if start is None:
                break
            if page:
                tracking_preferences.note_coarsened(due, datetime.fromtimestamp(page[-1].starts_at, UTC))
        tracking_preferences.note_coarsened(due, max(done or until, until), next_at=now + _NEXT_NIGHT)
    except VersionConflict:
        return NOTHING  # they have changed their preferences at this moment, or their positions keep changing
    return COARSENED if count else NOTHING


def _coarsen_bucket(user_id: str, starts_at: int, until: datetime) -> bool:
    """Coarsen what of a bucket is older than `until`; whether something was. Raises VersionConflict when it keeps
    changing."""

    def attempt() -> bool:
        found = positions.find_buckets(user_id, [starts_at]).get(starts_at)
        return found is not None and _replace(user_id, found, until)

    try:
        return until_kept(attempt)
    except UnreadableBucket:
        observability.error("positions not coarsened", userId=user_id, bucket=starts_at)
        return False  # one that cannot be read keeps no other as it is


def _replace(user_id: str, before: StoredBucket, until: datetime) -> bool:
    signals = unpack(before.packed)
    left = [each for each in (_coarsen(signal, until) for signal in signals) if each is not None]
    if left == list(signals):
        return False
    if not left:
        positions.delete_bucket(user_id, before)
        return True
    positions.replace_bucket(user_id, before, before.starts_at, pack(left), expires_at=expiry_of(before.starts_at))
    return True


def _coarsen(signal: Signal, until: datetime) -> Signal | None:
    """Return what is left of a signal: the city of one that is old enough, and nothing of a zone, which is none."""
    return coarsen(signal, SharingLevel.CITY, _no_zones) if signal.moment < until else signal


def _no_zones(_fix: Fix) -> tuple[str, ...]:
    """Return no geofences: they are asked for at another level alone."""
    return ()
