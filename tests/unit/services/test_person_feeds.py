"""One stream of what concerns a person: whom an event reaches, resumed at any place, with the rights of the moment."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest

from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.feed_places import FeedPlace
from chalicelib.domain.bookings.feeds import Addressed, Attention, feed_of_person, feed_of_pool
from chalicelib.domain.identity import Identity
from chalicelib.errors import InvalidInput, Unavailable
from chalicelib.models import booking_events, person_feeds
from chalicelib.models import websocket_connections as connections
from chalicelib.models.booking_events import EventRow
from chalicelib.services import live_updates
from chalicelib.services import person_feeds as service
from chalicelib.services.booking_workflow import revisions
from chalicelib.services.operations import outbox
from chalicelib.services.person_feeds import PlacedEvent
from chalicelib.services.privacy import erasure
from tests.simulation.stages import may_charge, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.connection import Cut

START = FeedPlace()
_numbers = count(1)


def pages(identity: Identity, place: FeedPlace = START, *, limit: int = 50) -> Iterator[PlacedEvent]:
    more = True
    while more:
        page = service.read_page(identity, place, limit=limit)
        yield from page.events
        place, more = page.place, page.more


def read(identity: Identity, place: FeedPlace = START) -> list[tuple[str, str]]:
    return [(each.event.type.removeprefix("booking."), each.event.attention.value) for each in pages(identity, place)]


def listen(world: World, identity: Identity, last_seen: str | None = None) -> str:
    """Open a connection that hears what concerns a person; its id."""
    connection_id = f"mine-{next(_numbers)}"
    until = world.clock.time + timedelta(hours=2)
    live_updates.connect(identity, connection_id, "https://sockets.example.com/api", until=until)
    service.subscribe(live_updates.get_connection(connection_id), last_seen)
    return connection_id


def heard(world: World, connection: str) -> list[str]:
    messages = [message for to, message in world.wire.pushed if to == connection and message["type"] == "person_event"]
    return [each["event"]["type"].removeprefix("booking.") for each in messages]


# --- whom an event reaches --------------------------------------------------------------------------------------------


def test_a_traveller_hears_what_waits_for_them_and_what_became_of_it(world: World) -> None:
    booking_id = planned(world)

    world.choose(booking_id)
    world.run()

    assert read(ANNA) == [("awaiting_selection", "action"), ("booked", "information")]
    assert read(DAVID) == []


def test_an_approver_hears_that_they_are_asked_and_the_traveller_of_the_decision(world: World) -> None:
    may_charge()
    booking_id = waiting_for_approval(world)
    asked = read(BEN)

    world.decide(booking_id, "approved")
    world.run()

    assert asked == [("awaiting_approval", "action")]
    assert [kind for kind, _ in read(ANNA)] == ["awaiting_selection", "awaiting_approval", "approved", "booked"]
    assert read(BEN)[0] == ("awaiting_approval", "action")
    assert ("approved", "information") in read(BEN)


def test_everybody_of_a_pool_hears_what_waits_for_it(world: World) -> None:
    waiting_for_approval(world)

    assert person_feeds.get_head(feed_of_pool(Pool.APPROVERS)) + person_feeds.get_head(
        feed_of_pool(Pool.TRAVEL_MANAGERS)
    )
    assert ("awaiting_approval", "action") in read(CLARA)
    assert read(DAVID) == []


def test_an_event_has_the_id_and_the_words_that_it_has_everywhere(world: World) -> None:
    booking_id = planned(world)

    [placed] = pages(ANNA)

    known = {each.event_id: each for each in live_updates.events_after(ANNA, booking_id, None, 100)}
    assert placed.event.event == known[placed.event.event_id]


# --- order, resuming --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_a_stream_goes_on_after_any_place_without_loss_or_doubling(world: World, limit: int) -> None:
    may_charge()
    for _ in range(2):
        world.decide(waiting_for_approval(world), "approved")
        world.run()

    for reader in (ANNA, BEN):
        whole = list(pages(reader))
        assert len({each.event.event_id for each in whole}) == len(whole) > 0
        assert list(pages(reader, limit=limit)) == whole
        for cut, each in enumerate(whole, start=1):
            assert list(pages(reader, each.place, limit=limit)) == whole[cut:]


def test_an_event_that_is_delivered_again_is_in_a_feed_once(world: World) -> None:
    booking_id = planned(world)
    before = list(pages(ANNA))
    event = booking_events.list_events(booking_id, after=4, limit=1)[0]

    for _ in range(2):
        EventRow(booking_id, event.seq).update(actions=[EventRow.pending.set("push")])
        outbox.push_event(booking_id, event.seq)

    assert list(pages(ANNA)) == before
    assert person_feeds.get_head(feed_of_person("anna")) == 1


def test_latest_is_behind_everything_and_another_word_is_no_place(world: World) -> None:
    booking_id = planned(world)
    latest = service.place_after(ANNA, "latest")

    world.choose(booking_id)
    world.run()

    assert read(ANNA, latest) == [("booked", "information")]
    for wrong in ("evt_1", "1.2", "", "1.2.3.4", "-1.0.0"):
        with pytest.raises(InvalidInput):
            service.place_after(ANNA, wrong)


# --- rights -----------------------------------------------------------------------------------------------------------


def test_who_is_asked_no_more_hears_that_it_waits_for_them_no_longer_and_nothing_else(world: World) -> None:
    may_charge()
    booking_id = waiting_for_approval(world)
    place = list(pages(BEN))[-1].place

    revisions.recall(ANNA, booking_id, "Another hotel.")
    world.run(60)

    withdrawn = list(pages(BEN, place))
    assert [each.event.type.value for each in withdrawn] == ["booking.recalled"]
    assert [each.event.event for each in withdrawn] == [None]
    assert [each.event.event for each in pages(BEN)] == [None, None], "nor of what they were asked"


def test_nothing_is_left_of_the_feed_of_a_person_who_is_erased(world: World) -> None:
    planned(world)
    step = next(each for each in erasure.STEPS if each.name == "feed")

    gone, further = step.erase("anna", None)

    assert (gone, further) == (3, None)
    assert read(ANNA) == []
    assert step.erase("anna", None) == (0, None)


# --- pushed -----------------------------------------------------------------------------------------------------------


def test_a_connection_hears_what_comes_in_order_and_once(world: World) -> None:
    may_charge()
    anna, ben, other = listen(world, ANNA), listen(world, BEN), listen(world, DAVID)

    world.decide(waiting_for_approval(world), "approved")
    world.run()

    assert heard(world, anna) == ["awaiting_selection", "awaiting_approval", "approved", "booked"]
    assert heard(world, ben)[0] == "awaiting_approval"
    assert heard(world, other) == []


def test_a_connection_goes_on_from_the_place_that_it_names(world: World) -> None:
    booking_id = planned(world)
    place = list(pages(ANNA))[-1].place
    connection = live_updates.get_connection(listen(world, ANNA))

    page = service.subscribe(connection, place.text)
    world.choose(booking_id)
    world.run()

    assert (page.events, page.place) == ([], place)
    assert heard(world, connection.connection_id) == ["booked"]


def test_a_connection_that_cannot_be_reached_gets_everything_later(world: World) -> None:
    booking_id = planned(world)
    anna = listen(world, ANNA, "latest")
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "connections.Post" else None
    place = service.place_after(ANNA, "latest")
    event = booking_events.list_events(booking_id, after=4, limit=1)[0]
    person_feeds.add_event(
        feed_of_person("anna"),
        booking_events.list_events(booking_id, after=0, limit=1)[0],
        Attention.ACTION,
        (feed_of_person("anna"),),
    )
    addressed = [Addressed(feed_of_person("anna"), Attention.ACTION)]

    with pytest.raises(Unavailable):
        service.publish_event(event, addressed)
    world.wire.scissors = lambda _call: None
    service.publish_event(event, addressed)
    service.publish_event(event, addressed)

    assert heard(world, anna) == ["requested"], "once, and what it had before not again"
    assert len(list(pages(ANNA, place))) == 1


def test_who_is_not_asked_any_more_hears_by_a_connection_that_they_were(world: World) -> None:
    booking_id = waiting_for_approval(world)
    ben = listen(world, BEN, "latest")

    revisions.recall(ANNA, booking_id, None)
    world.run(60)

    messages = [message for to, message in world.wire.pushed if to == ben and message["type"] == "person_event"]
    assert [(each["event"]["type"], each["event"]["event"]) for each in messages] == [("booking.recalled", None)]


def test_who_listens_no_more_and_whose_connection_is_gone_hears_nothing(world: World) -> None:
    booking_id = planned(world)
    silent, gone = listen(world, ANNA), listen(world, ANNA)
    service.unsubscribe(live_updates.get_connection(silent))
    world.wire.gone.add(gone)

    world.choose(booking_id)
    world.run()

    assert (heard(world, silent), heard(world, gone)) == ([], [])
    assert connections.feed_listeners(feed_of_person("anna")) == []
    assert connections.find_connection(gone) is None
