"""What concerns a person, in one stream: what waits for them, and what became of theirs. Written when an event is sent
on after its commit, read by server-sent events and over WebSocket alike, with the rights of the moment of reading.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.bookings.feed_places import FeedPlace, list_feeds, merge_feeds, read_place
from chalicelib.domain.bookings.feeds import (
    Addressed,
    Attention,
    FeedEntry,
    asks_approvers,
    feed_of_person,
    in_order,
    person_of_feed,
)
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput, NotFound, PersonErased, Unavailable
from chalicelib.models import approval_history, booking_events, bookings, employees, person_feeds
from chalicelib.models import websocket_connections as connections
from chalicelib.models.websocket_connections import Connection
from chalicelib.services import live_updates
from chalicelib.services.authorization import people
from chalicelib.services.authorization.bookings import POOL_ROLES, list_histories, sees_booking, show_event
from chalicelib.services.authorization.roles import with_current_roles
from chalicelib.services.cited_clauses import cite_in_events
from chalicelib.worklist import work_side_by_side

AT_ONCE = 50
LATEST = "latest"
"""What stands for the place behind everything that is there."""

_REACHED, _CLOSED = "reached", "closed"
_PUSH_SECONDS, _PUSHES_AT_ONCE = 5.0, 16


class PersonEvent(Value, frozen=True):
    """An event that concerns you. `eventId` is the same wherever the event is read."""

    event_id: Annotated[
        str,
        msgspec.Meta(
            description="Id of the event, the same wherever it is read",
            examples=["evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000004"],
        ),
    ]
    booking_id: str
    type: Annotated[EventType, msgspec.Meta(description="What happened")]
    attention: Annotated[
        Attention,
        msgspec.Meta(
            description="`action`: it waits for something that you do; `information`: it says what became of something"
        ),
    ]
    event: Annotated[
        Event | None,
        msgspec.Meta(
            description="The event as you may see it; null if you were asked to approve the booking and are no more: "
            "it waits for you no longer"
        ),
    ]


class PlacedEvent(NamedTuple):
    """An event and the place behind it, from which a reader goes on."""

    place: FeedPlace
    event: PersonEvent


class FeedPage(NamedTuple):
    """The next events, the place behind them, and whether there may be more."""

    events: list[PlacedEvent]
    place: FeedPlace
    more: bool

    def __len__(self) -> int:
        """How much it says: a page of which everything is passed over is read on from, too."""
        return len(self.events) + self.more


class FeedMessage(Value, frozen=True, tag="person_event", tag_field="type"):
    """An event that concerns a person as it is pushed to their connection; `place` is the place behind it."""

    place: str
    event: PersonEvent


def place_after(identity: Identity, last_seen: str | None) -> FeedPlace:
    """Return the place that a reader names, the beginning if they name none, or behind everything for `latest`. Raises
    InvalidInput."""
    if last_seen is None:
        return FeedPlace()
    if last_seen == LATEST:
        return FeedPlace(*(person_feeds.get_head(each) if each else 0 for each in _feeds_of(identity)))
    place = read_place(last_seen)
    if place is None:
        raise InvalidInput("This is no place in your stream.", [FieldError("/lastEventId", "unknown id")])
    return place


def read_page(identity: Identity, after: FeedPlace, *, limit: int = AT_ONCE) -> FeedPage:
    """Return the next events that concern the caller, as they may see them now; others are passed over."""
    feeds = _feeds_of(identity)
    found = {
        feed: person_feeds.list_entries(feed, after=at, limit=limit)
        for feed, at in zip(feeds, after, strict=True)
        if feed is not None
    }
    placed = merge_feeds(feeds, found, after, limit)
    shown = dict(_show_entries(identity, [each.entry for each in placed if each.entry is not None]))
    events = [
        PlacedEvent(each.place, shown[each.entry.number, each.entry.feeds])
        for each in placed
        if each.entry and (each.entry.number, each.entry.feeds) in shown
    ]
    return FeedPage(events, placed[-1].place if placed else after, len(placed) == limit)


def publish_event(event: Event, addressed: Sequence[Addressed], *, live: bool = True) -> int:
    """Put an event into the feeds that it goes into, and push it to those who listen if it is still `live`; how many it
    reached. Doing it again adds nothing. Raises Unavailable, VersionConflict."""
    everybody = in_order((*addressed, *_find_delegates(event, addressed)))
    feeds = tuple(each.feed for each in everybody)
    for each in everybody:
        try:
            person_feeds.add_event(each.feed, event, each.attention, feeds)
        except PersonErased:
            continue  # nobody reads it
    return _push(feeds) if live else 0


def subscribe(connection: Connection, last_seen: str | None) -> FeedPage:
    """Let a connection listen to what concerns its person; the answer is what there is since `last_seen`, a page of it.
    The rest, and what comes, is pushed. Raises InvalidInput."""
    place = place_after(connection.identity, last_seen)
    feeds = _listened(connection.identity)
    connections.listen_to_feeds(connection, feeds, place.text)
    page = read_page(connection.identity, place)
    connections.move_feed_place(connection, feeds[0], page.place.text)
    return page


def unsubscribe(connection: Connection) -> None:
    """Let a connection listen to its person's feeds no more; harmless when it does not."""
    everything = list_feeds(connection.identity.user_id, tuple(Pool))
    connections.stop_listening_to_feeds(connection.connection_id, [each for each in everything if each])


def _push(feeds: tuple[str, ...]) -> int:
    """Push to everybody who listens to one of these feeds what they have not had. Raises Unavailable when somebody
    could not be reached for now."""
    listeners = list(dict.fromkeys(each for feed in feeds for each in connections.feed_listeners(feed)))
    if not listeners:
        return 0
    unreached = set(listeners)

    def push(connection_id: str) -> str:
        word = _bring_up_to_date(connection_id)
        unreached.discard(connection_id)
        return word

    counts = work_side_by_side(
        listeners, push, ids=lambda each: {"connectionId": each}, most=_PUSHES_AT_ONCE, seconds=_PUSH_SECONDS
    )
    if unreached:
        raise Unavailable("Not everybody who listens could be reached for now.")
    return counts[_REACHED]


def _bring_up_to_date(connection_id: str) -> str:
    """Send a connection everything that it has not had, in order. What is sent is noted behind it, so that it may come
    twice and is never lost. Raises Unavailable."""
    connection = connections.find_connection(connection_id)
    if connection is None:
        connections.forget_connection(connection_id)
        return _CLOSED
    if connection.expires_at <= clock.now():
        return live_updates.close(connection)
    identity = with_current_roles(connection.identity)
    own = feed_of_person(identity.user_id)
    kept = connections.find_feed_place(connection_id, own)
    if kept is None or not people.is_active(identity.user_id):
        unsubscribe(connection)
        return _CLOSED
    place, more = read_place(kept) or FeedPlace(), True
    while more:
        page = read_page(identity, place)
        for each in page.events:
            if not live_updates.send(connection, FeedMessage(place=each.place.text, event=each.event)):
                return _CLOSED
        if page.place != place:
            connections.move_feed_place(connection, own, page.place.text)
        place, more = page.place, page.more
    return _REACHED


def _feeds_of(identity: Identity) -> tuple[str | None, ...]:
    pools = [pool for pool, roles in POOL_ROLES.items() if identity.has(*roles)]
    return list_feeds(identity.user_id, pools)


def _listened(identity: Identity) -> list[str]:
    return [each for each in _feeds_of(identity) if each is not None]


def _find_delegates(event: Event, addressed: Sequence[Addressed]) -> Iterator[Addressed]:
    """Yield the feeds of those who act today for somebody who is asked, and are not asked themselves."""
    if not asks_approvers(event):
        return
    today, feeds = clock.now().date(), {each.feed for each in addressed}
    for each in addressed:
        user_id = person_of_feed(each.feed)
        found = employees.find_employee(user_id) if user_id and each.attention is Attention.ACTION else None
        delegate = found.delegate_on(today) if found and found.active else None
        if delegate is not None and feed_of_person(delegate) not in feeds:
            feeds.add(feed_of_person(delegate))
            yield Addressed(feed_of_person(delegate), each.attention)


def _show_entries(
    identity: Identity, entries: list[FeedEntry]
) -> Iterator[tuple[tuple[int, tuple[str, ...]], PersonEvent]]:
    """Yield what the caller may see of entries, by number and feeds: an event, or that they were asked once."""
    records, histories = people.People(), list_histories(identity)
    known: dict[str, Booking | None] = {}
    events: list[tuple[FeedEntry, Event]] = []
    for entry in entries:
        if entry.booking_id not in known:
            known[entry.booking_id] = _find_booking(entry.booking_id)
        booking = known[entry.booking_id]
        found = booking_events.list_events(entry.booking_id, after=entry.seq - 1, limit=1) if booking else []
        if booking is None or not found or found[0].event_id != entry.event_id:
            continue  # gone, with its time or with its booking
        if sees_booking(identity, booking, records):
            events.append((entry, show_event(identity, booking, found[0])))
        elif approval_history.was_asked(histories, entry.booking_id):
            yield _key(entry), _to_person_event(entry, found[0].type, None)
    cited = cite_in_events([event for _, event in events])
    for (entry, event), with_words in zip(events, cited, strict=True):
        yield _key(entry), _to_person_event(entry, event.type, with_words)


def _find_booking(booking_id: str) -> Booking | None:
    try:
        return bookings.get_booking(booking_id)
    except NotFound:
        return None


def _key(entry: FeedEntry) -> tuple[int, tuple[str, ...]]:
    return entry.number, entry.feeds


def _to_person_event(entry: FeedEntry, kind: EventType, event: Event | None) -> PersonEvent:
    return PersonEvent(
        event_id=entry.event_id, booking_id=entry.booking_id, type=kind, attention=entry.attention, event=event
    )
