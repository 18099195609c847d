"""Working out what happened at geofences: after every batch of somebody's positions that is stored, their visits are
followed again over the span that it can have changed, and what is other than it was is written, and then published.

What is written is written as a whole or not at all, with what is to be published of it. So whatever dies, the next
batch, or the same one once more, does what is missing; and nothing is said twice.
"""

from collections.abc import Iterable, Iterator

from chalicelib import clock, observability, settings
from chalicelib.domain.tracking.fix import LAST_SECOND, Signal
from chalicelib.domain.tracking.geofencing.geofence_events import find_events
from chalicelib.domain.tracking.geofencing.geofence_records import (
    GeofenceRecord,
    RecordChange,
    Recorder,
    reconcile_records,
    to_tracking_event,
)
from chalicelib.domain.tracking.geofencing.owned_geofences import GeofenceSet
from chalicelib.domain.tracking.geofencing.visit_spans import (
    Checkpoint,
    FollowedSpan,
    KnownGeofences,
    ask_span,
    follow_span,
    group_buckets,
    nothing_known,
)
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, unpack
from chalicelib.domain.tracking.track_reading import ReadBucket, keep_sound_of
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import VersionConflict
from chalicelib.models import geofence_events, positions, tracking_preferences
from chalicelib.models.geofence_events import Changes, Kept
from chalicelib.services.tracking import feed
from chalicelib.services.tracking.person_geofences import PersonGeofences
from chalicelib.services.tracking.storing import NOTHING_UNPACKED, Unpacked

_TURNS = 8
_PAUSE = 0.02  # seconds, longer from turn to turn
# Two hours: the buckets that a batch of now needs are read at once, and no day for the sake of an hour.
_BUCKETS_A_QUERY = 8


def update_events(fences: PersonGeofences, stored: Iterable[Signal], unpacked: Unpacked = NOTHING_UNPACKED) -> int:
    """Write and publish what signals, which are stored, change about a person's geofence events; how many were
    published. Doing it again changes nothing. What is known of the bytes of buckets is not unpacked once more.

    Raises PersonErased, and Unavailable, UnreadableBucket or VersionConflict when it is to be done again.
    """
    if not fences.known.geofences.owned:
        return 0
    begins_at = fences.known.geofences.owned[0].followed_from
    spans = [span for span in group_buckets(stored) if span.stop > begins_at]
    for span in spans:
        _update_span(fences.user_id, fences.known, span, unpacked)
    return publish_pending(fences.user_id)


def publish_pending(user_id: str) -> int:
    """Publish what of a person is still to be; how many events that were. Raises PersonErased, Unavailable,
    VersionConflict."""
    count = 0
    for entry, record in geofence_events.list_pending(user_id):
        feed.publish(to_tracking_event(record))
        geofence_events.take_off(user_id, entry)
        count += 1
    return count


def _update_span(user_id: str, fences: KnownGeofences, changed: range, unpacked: Unpacked) -> None:
    """Write what changes between the seconds whose flags may be other than they were, and after them."""

    def attempt() -> int:
        turn = geofence_events.draw_turn(user_id, clock.now())
        span = _follow(user_id, fences, changed, unpacked)
        changes = _find_changes(user_id, fences.geofences, span, turn)
        kept = Kept(settings.current().positions_kept_days)
        geofence_events.write_changes(user_id, turn, Changes(changes, span.checkpoints), kept)
        return len(changes)

    count = until_kept(attempt, VersionConflict, attempts=_TURNS, pause=_PAUSE)
    if count:
        observability.info("geofence events changed", userId=user_id, changes=count)


def _follow(user_id: str, fences: KnownGeofences, changed: range, unpacked: Unpacked) -> FollowedSpan:
    start = _find_start(user_id, fences, changed.start)
    seconds = range(start.boundary, LAST_SECOND + 1)
    # A clock that is ahead is taken at its word: what follows from a set of positions is not to depend on the hour.
    track = keep_sound_of(_read_buckets(user_id, start.boundary, unpacked), seconds, LAST_SECOND)
    return follow_span(track, fences, start, changed, lambda at: geofence_events.find_checkpoint(user_id, at))


def _find_start(user_id: str, fences: KnownGeofences, second: int) -> Checkpoint:
    """Return the last checkpoint up to a second that knows of all geofences; or what is known where positions begin
    that are as exact as they came in."""
    now = clock.now()
    known = geofence_events.list_checkpoints_before(user_id, second, now)
    geofences = fences.geofences
    start = next((each for each in known if geofences.are_known(each.boundary, each.known_until)), None)
    boundary = start.boundary if start else 0
    if boundary < now.timestamp() - settings.current().tracking_exact_hours * 3_600:
        coarse = tracking_preferences.find_coarsened(user_id)
        if coarse is not None and coarse.timestamp() > boundary:
            return nothing_known(int(coarse.timestamp()), fences)
    return start or nothing_known(geofences.owned[0].followed_from, fences)


def _read_buckets(user_id: str, second: int, unpacked: Unpacked) -> Iterator[ReadBucket]:
    """Yield the buckets from the one before a second on, read consistently, as far as they are asked for."""
    span = range(second - BUCKET_SECONDS, LAST_SECOND)
    start: Cursor | None = None
    while True:
        page, start = positions.list_buckets(
            user_id, span, now=clock.now(), limit=_BUCKETS_A_QUERY, start=start, consistent=True
        )
        for bucket in page:
            known = unpacked.get(bucket.packed)
            yield ReadBucket(bucket.starts_at, unpack(bucket.packed) if known is None else known)
        if start is None:
            return


def _find_changes(user_id: str, geofences: GeofenceSet, span: FollowedSpan, turn: int) -> list[RecordChange]:
    """Compare what happened by the signals of a span with what is written of it."""
    decides = ask_span(span)
    found = find_events(span.visits, geofences.geofences)
    recorded = geofence_events.list_span(user_id, *span.seconds)
    return reconcile_records(
        [each for each in recorded if _counts(each, geofences) and decides(each.geofence_id, each.event.at)],
        [each for each in found if decides(each.geofence_id, each.at)],
        geofences.owned,
        Recorder(user_id, clock.now(), turn),
    )


def _counts(record: GeofenceRecord, geofences: GeofenceSet) -> bool:
    """Return whether a record is of a geofence that there is, as it is now."""
    owned = geofences.by_id.get(record.geofence_id)
    return owned is not None and record.event.at >= owned.counts_from
