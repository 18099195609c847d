"""Warning a traveller under way: after every batch of their positions, the moves that it may say something of are
looked at again as a whole, and what is new is published.

An event is published before it is kept that it was: whoever dies in between publishes it again under the same id, which
the log knows. So nothing is warned of twice, and nothing is left out.
"""

from datetime import UTC, datetime, timedelta

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.tracking.on_the_way.episodes import find_episodes, thin_track
from chalicelib.domain.tracking.on_the_way.planned_moves import group_moves, span_of_group
from chalicelib.domain.tracking.on_the_way.progress import PlannedMove
from chalicelib.domain.tracking.on_the_way.trip_warnings import Episode, TripWarnings, reconcile_warnings
from chalicelib.domain.trips.trip import Trip
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import VersionConflict
from chalicelib.models import tracking_events
from chalicelib.services.tracking import feed, on_the_way
from chalicelib.services.tracking.history import read_track

_TURNS = 5
_PAUSE = 0.02


def update_warnings(user_id: str, seconds: range) -> int:
    """Publish what positions of these seconds, which are stored, change about the warnings of somebody's trips; how
    many events that were. Doing it again publishes nothing.

    Raises PersonErased, and Unavailable or VersionConflict when it is to be done again.
    """
    since, until = (datetime.fromtimestamp(second, UTC) for second in (seconds.start, seconds.stop))
    return sum(_update_trip(user_id, trip, seconds) for trip in on_the_way.list_trips_around(user_id, since, until))


def _update_trip(user_id: str, trip: Trip, seconds: range) -> int:
    moves = on_the_way.read_moves(trip)
    known = {move.item_id for move in moves}
    return sum(
        _update_group(user_id, trip, group, known)
        for group in group_moves(moves)
        if _meet(span_of_group(group), seconds)
    )


def _update_group(user_id: str, trip: Trip, group: tuple[PlannedMove, ...], known: set[str]) -> int:
    """Compare what a group of moves is to be warned of with what was published; so is what was said of moves that the
    itinerary has no more."""
    track = (each.signal for each in read_track(user_id, span_of_group(group)) if not each.flags)
    episodes = find_episodes(group, thin_track(track))

    def attempt() -> int:
        return _publish_news(user_id, trip, episodes, {move.item_id for move in group}, known)

    return until_kept(attempt, VersionConflict, attempts=_TURNS, pause=_PAUSE)


def _publish_news(user_id: str, trip: Trip, episodes: list[Episode], looked_at: set[str], known: set[str]) -> int:
    before = tracking_events.find_warnings(user_id, trip.trip_id)
    known_warnings = before or TripWarnings(user_id=user_id, trip_id=trip.trip_id, version=0)
    gone = {warning.item_id for warning in known_warnings.warnings} - known
    news = reconcile_warnings(known_warnings, episodes, looked_at | gone, clock.now())
    if news is None:
        return 0
    for event in news.events:
        feed.publish(event)
    kept = timedelta(days=settings.current().positions_kept_days)
    after = msgspec.structs.replace(news.after, version=known_warnings.version + 1)
    tracking_events.replace_warnings(before, after, expires_at=max(clock.now(), trip.ends_at) + kept)
    return len(news.events)


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
