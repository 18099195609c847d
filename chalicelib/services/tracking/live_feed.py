"""The live feed of a traveller for readers of server-sent events: what is newer than where a reader left off, read from
the track and from the log.

The right to look is asked before anything is shown, each time; a reader who may see nothing more is told so once, and
what they had is not taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking.events import TrackingEvent, TrackingEventType
from chalicelib.domain.tracking.fix import Signal
from chalicelib.domain.tracking.live import (
    MOST_POSITIONS,
    StreamPlace,
    may_show_event,
    read_place,
    show_positions,
    split_seconds,
)
from chalicelib.domain.tracking.looks import LookKind, Sight
from chalicelib.domain.tracking.on_the_way.trip_progress import TripProgress
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.models import tracking_events
from chalicelib.services.tracking import on_the_way
from chalicelib.services.tracking.followers import Followed, FollowingEnded, LivePositions
from chalicelib.services.tracking.live_tracks import find_sight, read_live_track
from chalicelib.services.tracking.looks import look_at

_EVENTS_AT_ONCE = 100
_UNKNOWN = FieldError("/lastEventId", "unknown event id")
FOLLOWING, POSITIONS, PROGRESS, ENDED = "following", "positions", "trip_progress", "following_ended"
EVENTS: Mapping[str, type[Value]] = {
    FOLLOWING: Followed,
    POSITIONS: LivePositions,
    PROGRESS: TripProgress,
    ENDED: FollowingEnded,
    **dict.fromkeys(TrackingEventType, TrackingEvent),
}
"""The type of the data of each type of event that a feed sends."""


class FeedEntry(NamedTuple):
    """One thing to be sent: after which place a reader who has it goes on, its type, and what it is."""

    place: StreamPlace
    type: str
    data: Value


class Feed:
    """A traveller's feed, for one reader, from one place on."""

    def __init__(
        self, reader: Callable[[], Identity], user_id: str, reason: str | None, last_event_id: str | None
    ) -> None:
        """Begin after the event that a reader had last; `reader` says who that is, with the roles of now. Raises
        InvalidInput for one that is none, or without a reason;
        NotFound and NotAllowed for a reader who begins anew, and may see nothing; Unavailable."""
        self._reader, self._user_id, self._reason = reader, user_id, reason
        self._place = _read_last(last_event_id)
        self.has_ended = False
        self._sight = (
            look_at(reader(), user_id, kind=LookKind.LIVE, reason=reason)
            if self._place is None
            else find_sight(reader(), user_id, reason)
        )

    def read(self) -> list[FeedEntry]:
        """Return what there is to send now; nothing while nothing happens. Raises Unavailable."""
        if self._sight is None:
            return self._end()
        if self._place is None:
            return [self._begin(self._sight)]
        signals = next(split_seconds(read_live_track(self._user_id, self._place.second + 1), MOST_POSITIONS), ())
        logged = tracking_events.list_events(self._user_id, after=self._place.seq, limit=_EVENTS_AT_ONCE)
        if not signals and not logged:
            return []
        sight = find_sight(self._reader(), self._user_id, self._reason)
        if sight is None:
            return self._end()
        found, place = list[FeedEntry](), self._place
        if signals:
            place = place._replace(second=signals[-1].at)
            found += self._show_movement(sight, place, signals)
        for each in logged:
            place = place._replace(seq=each.seq)
            if may_show_event(sight, each.event):
                found.append(FeedEntry(place, each.event.type.value, each.event))
        self._place = place
        return found

    def look_again(self) -> None:
        """Ask whether there is still anything to see, while nothing happens. Raises Unavailable."""
        self._sight = find_sight(self._reader(), self._user_id, self._reason)

    def _begin(self, sight: Sight) -> FeedEntry:
        """Return where the traveller is, from which a reader goes on."""
        head, track = tracking_events.get_head(self._user_id), read_live_track(self._user_id)
        shown = show_positions(track, sight)
        place = StreamPlace(track[-1].at if track else 0, head.seq)
        progress = on_the_way.find_progress(sight)
        begun = Followed(self._user_id, sight.level, shown[-1] if shown else None, progress)
        self._place = place
        return FeedEntry(place, FOLLOWING, begun)

    def _show_movement(self, sight: Sight, place: StreamPlace, signals: Sequence[Signal]) -> list[FeedEntry]:
        found = []
        for message in split_seconds(signals):
            shown = show_positions(message, sight)
            if shown:
                positions = LivePositions(self._user_id, tuple(shown))
                found.append(FeedEntry(place._replace(second=message[-1].at), POSITIONS, positions))
        progress = on_the_way.find_progress(sight)
        return [*found, FeedEntry(place, PROGRESS, progress)] if progress is not None else found

    def _end(self) -> list[FeedEntry]:
        self.has_ended = True
        return [FeedEntry(self._place or StreamPlace(0, 0), ENDED, FollowingEnded(self._user_id))]


def _read_last(last_event_id: str | None) -> StreamPlace | None:
    if last_event_id is None:
        return None
    place = read_place(last_event_id)
    if place is None:
        raise InvalidInput("The event does not belong to a feed of a traveller.", [_UNKNOWN])
    return place
