"""Following a traveller over WebSocket: their positions, progress, geofence events and warnings as they come.

Who follows has a right to look, and gives a reason; both are asked again at every push, and what is pushed is what the
right shows at that moment. Where it shows nothing any more, because the traveller withdrew their consent, the trip is
over, or the one who follows has lost their role, the feed ends with a message. Nothing here is lost that matters: what
a connection did not get, the track and the log still hold.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import Annotated, NamedTuple

import msgspec

from chalicelib import clock
from chalicelib.domain.tracking.events import TrackingEvent
from chalicelib.domain.tracking.fix import SharingLevel, Signal
from chalicelib.domain.tracking.live import MOST_POSITIONS, LivePosition, may_show_event, show_positions, split_messages
from chalicelib.domain.tracking.looks import LookKind, Sight
from chalicelib.domain.tracking.on_the_way.trip_progress import TripProgress
from chalicelib.domain.value import Value
from chalicelib.models import websocket_connections
from chalicelib.models.websocket_connections import Connection, Follower
from chalicelib.services import live_updates
from chalicelib.services.authorization.roles import with_current_roles
from chalicelib.services.tracking import looks, on_the_way
from chalicelib.services.tracking.live_tracks import find_sight, read_live_track
from chalicelib.worklist import FAILED, work_side_by_side

_PUSH_SECONDS, _PUSHES_AT_ONCE = 5.0, 16
_CHECK_SECONDS = 30.0
_REACHED, _GONE, _ENDED, _NOTHING = "reached", "gone", "ended", "nothing"

ENDED_DETAIL = "There is nothing more of this traveller for you to see."


class LivePositions(Value, frozen=True, tag="positions", tag_field="type"):
    """Positions of a traveller that have just come in, in order of time; later ones may be older."""

    user_id: str
    positions: Annotated[tuple[LivePosition, ...], msgspec.Meta(description="The positions, the earliest first")]


class LiveProgress(Value, frozen=True, tag="trip_progress", tag_field="type"):
    """How far a traveller is along their trip, after positions came in."""

    progress: TripProgress


class LiveEvent(Value, frozen=True, tag="tracking_event", tag_field="type"):
    """A geofence event or a warning of a traveller."""

    event: TrackingEvent


class FollowingEnded(Value, frozen=True, tag="following_ended", tag_field="type"):
    """There is nothing more of a traveller for the connection to see, which need not unfollow: they withdrew their
    consent, their trip is over, or the right to look has ended. It does not say which."""

    user_id: str
    detail: str = ENDED_DETAIL


class Followed(Value, frozen=True, tag="following", tag_field="type"):
    """The answer to who begins to follow a traveller: how exactly they see them, where that was last,
    and how far along the trip."""

    user_id: str
    level: Annotated[SharingLevel, msgspec.Meta(description="How exactly the reader may see the traveller")]
    position: Annotated[LivePosition | None, msgspec.Meta(description="Where that was last; null if nobody knows")]
    progress: Annotated[TripProgress | None, msgspec.Meta(description="How far along the trip; null if on none")]
    id: Annotated[str | None, msgspec.Meta(description="The `id` of the message that this answers, over WebSocket")] = (
        None
    )


LiveMessage = LivePositions | LiveProgress | LiveEvent


class Checked(NamedTuple):
    """How many followers may still look, and how many feeds have ended."""

    following: int
    ended: int
    failed: int


def follow(connection: Connection, user_id: str, reason: str | None) -> Followed:
    """Follow a traveller from now on; the answer is where they were last, and how far they are.

    Raises NotFound when there is nothing for the person to see, InvalidInput without a reason, NotAllowed, Unavailable.
    """
    sight = looks.look_at(connection.identity, user_id, kind=LookKind.LIVE, reason=reason)
    websocket_connections.follow(connection, user_id, reason)
    shown = show_positions(read_live_track(user_id), sight)
    return Followed(user_id, sight.level, shown[-1] if shown else None, on_the_way.find_progress(sight))


def push_positions(user_id: str, signals: Collection[Signal]) -> int:
    """Push positions that were just stored to who follows their person, as far as they are live, and the progress that
    follows from them; how many followers were reached."""
    following = websocket_connections.list_followers(user_id)
    if not following:
        return 0
    stored, seconds = set(signals), [each.at for each in signals]
    track = read_live_track(user_id, min(seconds), max(seconds) + 1)
    live = [each for each in track if each in stored][-MOST_POSITIONS:]
    if not live:
        return 0
    # Most who follow somebody see the same of them: it is worked out once for each sight.
    return _push(following, cache(lambda sight: _position_messages(sight, live)))


def push_event(event: TrackingEvent) -> int:
    """Push an event to who follows its traveller and may see it; how many were reached."""

    def make(sight: Sight) -> list[LiveMessage]:
        return [LiveEvent(event)] if may_show_event(sight, event) else []

    following = websocket_connections.list_followers(event.user_id)
    return _push(following, make) if following else 0


def end_feeds() -> Checked:
    """End the feeds of those who may see nothing more of whom they follow, also where nothing is pushed any more."""
    counts = work_side_by_side(
        websocket_connections.all_followers(),
        lambda follower: _push_to(follower, lambda _sight: []),
        ids=_ids,
        most=_PUSHES_AT_ONCE,
        seconds=_CHECK_SECONDS,
    )
    return Checked(counts[_NOTHING], counts[_ENDED] + counts[_GONE], counts[FAILED])


def _position_messages(sight: Sight, live: Sequence[Signal]) -> list[LiveMessage]:
    shown = show_positions(live, sight)
    progress = on_the_way.find_progress(sight)
    return [
        *(LivePositions(sight.user_id, each) for each in split_messages(shown)),
        *([LiveProgress(progress)] if progress is not None else []),
    ]


def _push(following: Iterable[Follower], make: Callable[[Sight], Sequence[LiveMessage]]) -> int:
    counts = work_side_by_side(
        following,
        lambda follower: _push_to(follower, make),
        ids=_ids,
        most=_PUSHES_AT_ONCE,
        seconds=_PUSH_SECONDS,
    )
    return counts[_REACHED]


def _push_to(follower: Follower, make: Callable[[Sight], Sequence[LiveMessage]]) -> str:
    """Push what a follower may see now, and say what became of it. Raises Unavailable."""
    connection = websocket_connections.find_connection(follower.connection_id)
    if connection is None or connection.expires_at <= clock.now():
        websocket_connections.unfollow(follower.connection_id, follower.user_id)
        return _GONE
    sight = find_sight(with_current_roles(connection.identity), follower.user_id, follower.reason)
    if sight is None:
        websocket_connections.unfollow(follower.connection_id, follower.user_id)
        live_updates.send(connection, FollowingEnded(follower.user_id))
        return _ENDED
    messages = make(sight)
    if not all(live_updates.send(connection, message) for message in messages):
        return _GONE
    return _REACHED if messages else _NOTHING


def _ids(follower: Follower) -> dict[str, object]:
    return {"connectionId": follower.connection_id}
