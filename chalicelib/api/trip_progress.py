"""A traveller on the way over HTTP: how far they are along a trip, and the live feed as server-sent events."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec

from chalicelib.api.http.event_streams import HOW_LONG, EventStream, News, Reader, SentEvent, WaitQuery, write_news
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, links_to, user_identifier
from chalicelib.api.openapi import examples
from chalicelib.domain.ids import UserId
from chalicelib.domain.shown_names import with_names
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.live import PLACE_PATTERN, LivePosition, StreamPlace
from chalicelib.domain.tracking.looks import Reason
from chalicelib.domain.tracking.on_the_way.arrival import Confidence
from chalicelib.domain.tracking.on_the_way.progress import Basis, Phase
from chalicelib.domain.tracking.on_the_way.trip_progress import MoveView, TripProgress
from chalicelib.domain.trips.item import ItemKind
from chalicelib.domain.value import Value
from chalicelib.errors import InvalidInput, NotAllowed, NotFound
from chalicelib.services.shown_names import show_names
from chalicelib.services.tracking import live_feed, on_the_way
from chalicelib.services.tracking.followers import LivePositions
from chalicelib.services.tracking.live_feed import Feed, FeedEntry

blueprint = ApiBlueprint(
    __name__,
    tag="On the way",
    description="How far travellers are along their trips, when they arrive, and where they are now.",
)

_AT = datetime(2027, 3, 3, 9, 40, tzinfo=UTC)
_PAUSE_SECONDS = 1.0  # a look at a track reads some kilobytes, and devices report every few seconds


class ProgressQuery(Value, frozen=True):
    """Whose progress, and why it is looked at."""

    user_id: Annotated[
        UserId | None,
        msgspec.Meta(description="`userId` of the traveller; unless given, you, or else the first one of the trip"),
    ] = None
    reason: Annotated[Reason | None, msgspec.Meta(description="Why you look at somebody else; they read it")] = None


class FeedQuery(WaitQuery, frozen=True):
    """Why somebody is followed, how long to wait for something new, and where to resume if no header can be sent."""

    reason: Annotated[Reason | None, msgspec.Meta(description="Why you look at somebody else; they read it")] = None
    last_event_id: (
        Annotated[
            str,
            msgspec.Meta(
                pattern=PLACE_PATTERN,
                description="The last event received, where the header `Last-Event-ID` cannot be sent",
                examples=["1804061730.12"],
            ),
        ]
        | None
    ) = None


EXAMPLE = TripProgress(
    trip_id=examples.TRIP.trip_id,
    user_id=examples.TRIP.traveller_id,
    as_of=_AT,
    level=SharingLevel.EXACT,
    newest_position_at=datetime(2027, 3, 3, 9, 39, 20, tzinfo=UTC),
    current_item_id=examples.TRIP_ITEM.item_id,
    next_item_id=None,
    moves=(
        MoveView(
            item_id=examples.TRIP_ITEM.item_id,
            kind=ItemKind.RIDE,
            phase=Phase.UNDER_WAY,
            basis=Basis.POSITION,
            planned_departure_at=datetime(2027, 3, 3, 9, 15, tzinfo=UTC),
            planned_arrival_at=datetime(2027, 3, 3, 9, 55, tzinfo=UTC),
            departed_at=datetime(2027, 3, 3, 9, 19, 10, tzinfo=UTC),
            fraction=0.5312,
            travelled_metres=15_300,
            remaining_metres=13_500,
            away_metres=60,
            estimated_arrival_at=datetime(2027, 3, 3, 9, 57, 40, tzinfo=UTC),
            earliest_arrival_at=datetime(2027, 3, 3, 9, 55, 5, tzinfo=UTC),
            latest_arrival_at=datetime(2027, 3, 3, 10, 1, 30, tzinfo=UTC),
            delay_seconds=160,
            confidence=Confidence.HIGH,
            position_at=datetime(2027, 3, 3, 9, 39, 20, tzinfo=UTC),
            position_age_seconds=40,
        ),
    ),
)
_POSITIONS = LivePositions(
    examples.TRIP.traveller_id,
    (
        LivePosition(
            at=datetime(2027, 3, 3, 9, 39, 20, tzinfo=UTC),
            level=SharingLevel.EXACT,
            latitude=51.4913057,
            longitude=-0.2213451,
            accuracy_metres=8.5,
        ),
    ),
)

_ENTRY = FeedEntry(StreamPlace(1_804_066_760, 12), live_feed.POSITIONS, _POSITIONS)


@blueprint.route(
    "/v1/trips/{tripId}/progress",
    summary="Get a traveller's progress along a trip",
    description=(
        "The moves of the itinerary that are under way, come next, or were the last: how far each has come along its "
        "planned path, and when it is likely to end, by positions and schedule together. An estimate is withheld, with "
        "the reason, where its newest position is too old. Who looks at somebody else gives a `reason`; the look is "
        "written down, and the traveller reads it."
    ),
    errors=[NotFound, NotAllowed, InvalidInput],
    links=[
        links_to("get_trip", "get_timeline", tripId="/tripId"),
        links_to("get_item", itemId="/moves/0/itemId"),
        links_to("stream_tracking", userId="/userId"),
    ],
    example=lambda: Example(response=EXAMPLE),
)
def get_trip_progress(call: Call[None, ProgressQuery]) -> Answer[TripProgress]:
    found = on_the_way.get_progress(
        call.identity, call.path["tripId"], user_id=call.query.user_id, reason=call.query.reason
    )
    return Answer(found)


@blueprint.route(
    "/v1/sse/users/{userId}/tracking",
    summary="Stream where a traveller is",
    description=(
        "Server-sent events: `following` first, with where the traveller is; then `positions` and `trip_progress` as "
        "positions newer than the last come in, and every geofence event and warning. The right to look is asked each "
        "time; `following_ended` says that there is nothing more to see. "
        f"{HOW_LONG}"
    ),
    params={"userId": user_identifier("The traveller's `userId`", examples.TRIP.traveller_id)},
    errors=[NotFound, NotAllowed, InvalidInput],
    events=live_feed.EVENTS,
    example=lambda: Example(write_news(_to_news([_ENTRY], _unnamed, ended=False))),
)
def stream_tracking(call: Call[None, FeedQuery]) -> EventStream:
    reader = Reader(call.identity, "stream_tracking")
    last_seen = call.last_event_id or call.query.last_event_id
    feed = Feed(reader.now, call.path["userId"], call.query.reason, last_seen)
    return EventStream(_Following(feed), call.query, quick_pause=_PAUSE_SECONDS)


class _Following:
    """Where a traveller is, for one follower."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def read(self) -> News:
        return _to_news(self._feed.read(), show_names, ended=self._feed.has_ended)

    def check(self) -> bool:
        self._feed.look_again()
        return True


def _to_news(entries: list[FeedEntry], show: Callable[[Any], Any], *, ended: bool) -> News:
    shown = show([each.data for each in entries])
    sent = [SentEvent(each.place.text, each.type, data) for each, data in zip(entries, shown, strict=True)]
    return News(sent, ended=ended)


def _unnamed(body: list[Value]) -> list[Any]:
    """Return the data of an example, which names nobody who is there."""
    found: list[Any] = with_names(body, lambda _ids: {})
    return found
