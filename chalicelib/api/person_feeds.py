"""What concerns a person over HTTP: one stream of server-sent events, over all bookings, resumable at any event."""

from typing import Annotated, Any

import msgspec

from chalicelib.api.http.event_streams import HOW_LONG, EventStream, News, Reader, SentEvent, WaitQuery, write_news
from chalicelib.api.http.routing import ApiBlueprint, Call, Example
from chalicelib.api.openapi import examples
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.feed_places import PLACE_PATTERN, FeedPlace
from chalicelib.domain.bookings.feeds import Attention
from chalicelib.domain.shown_names import with_names
from chalicelib.errors import InvalidInput
from chalicelib.services import person_feeds
from chalicelib.services.person_feeds import FeedPage, PersonEvent, PlacedEvent
from chalicelib.services.shown_names import show_names

blueprint = ApiBlueprint(__name__, tag="Progress", description="Booking events as a stream of server-sent events.")


class PersonStreamQuery(WaitQuery, frozen=True):
    """How long to wait for what concerns you, and where to resume if no header can be sent."""

    last_event_id: (
        Annotated[
            str,
            msgspec.Meta(
                pattern=f"^(?:{PLACE_PATTERN}|{person_feeds.LATEST})$",
                description="The `id` received last, where the header `Last-Event-ID` cannot be sent; `latest` leaves "
                "out everything that is there",
                examples=["12.0.7"],
            ),
        ]
        | None
    ) = None


def _example() -> str:
    event = PersonEvent(
        event_id=examples.EVENT.event_id,
        booking_id=examples.EVENT.booking_id,
        type=examples.EVENT.type,
        attention=Attention.ACTION,
        event=examples.EVENT,
    )
    place = FeedPlace(person=12)
    page = FeedPage([PlacedEvent(place, event)], place, more=False)
    return write_news(_to_news(page, with_names([event], lambda _ids: {})))


@blueprint.route(
    "/v1/sse/me",
    summary="Stream what concerns you",
    description=(
        "Server-sent events of all bookings in one stream: what waits for you (`attention` is `action`: options to "
        "select, approvals asked of you or of a pool that you belong to, revisions, suppliers' changes), and what "
        "became of yours: at once those that there are after `Last-Event-ID`, then those that come. "
        f"{HOW_LONG} "
        "The `id` is a place in your own stream; `eventId` in the data is the event's, the same as everywhere. Events "
        "are kept for 30 days. What you may not see by now is left out."
    ),
    errors=[InvalidInput],
    events=dict.fromkeys(EventType, PersonEvent),
    example=lambda: Example(_example()),
)
def stream_my_events(call: Call[None, PersonStreamQuery]) -> EventStream:
    after = person_feeds.place_after(call.identity, call.last_event_id or call.query.last_event_id)
    return EventStream(_PersonEvents(Reader(call.identity, "stream_my_events"), after), call.query)


class _PersonEvents:
    """What concerns a person, for themselves."""

    def __init__(self, reader: Reader, after: FeedPlace) -> None:
        self._reader, self._after = reader, after
        self._identity = reader.now()

    def read(self) -> News:
        page = person_feeds.read_page(self._identity, self._after)
        if len(page) and self._identity is not (identity := self._reader.now()):
            self._identity, page = identity, person_feeds.read_page(identity, self._after)
        self._after = page.place
        return _to_news(page, show_names([each.event for each in page.events]))

    def check(self) -> bool:
        self._identity = self._reader.now()
        return True


def _to_news(page: FeedPage, shown: list[Any]) -> News:
    """Return a page, of which nothing may be shown, with the place behind it."""
    events = [
        SentEvent(each.place.text, each.event.type.value, data) for each, data in zip(page.events, shown, strict=True)
    ]
    return News(events, place=page.place.text, more=page.more)
