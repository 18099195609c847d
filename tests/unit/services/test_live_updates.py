"""Live progress: who listens hears every event, nobody hears what is not theirs, and who is gone is forgotten."""

import pytest

from chalicelib.errors import InvalidInput, NotFound, Unauthenticated, Unavailable
from chalicelib.models import booking_events, websocket_connections
from chalicelib.services import live_updates
from chalicelib.services.operations import outbox
from tests.simulation.stages import planned
from tests.simulation.world import ANNA, DAVID, World
from tests.support.connection import Cut


def heard(world: World, connection: str) -> list[int]:
    return [message["event"]["seq"] for to, message in world.wire.pushed if to == connection]


def test_listener_hears_what_happened_before_and_what_happens_after(world: World) -> None:
    booking_id = planned(world)
    connection = world.listen(booking_id)

    world.choose(booking_id)
    world.run()

    assert world.backlog[connection, booking_id] == {1, 2, 3, 4, 5}
    assert sorted(heard(world, connection)) == [6, 7, 8, 9, 10]


def test_listener_resumes_after_the_last_event_it_has(world: World) -> None:
    booking_id = planned(world)
    world.listen(booking_id)
    last = booking_events.list_events(booking_id, after=2, limit=1)[0].event_id

    resumed = live_updates.subscribe(live_updates.get_connection("con-2"), booking_id, last)

    assert [event.seq for event in resumed] == [4, 5]


def test_event_of_another_booking_is_refused(world: World) -> None:
    booking_id, other = planned(world), planned(world)
    event = booking_events.list_events(other, after=0, limit=1)[0].event_id

    for wrong in (event, "evt_x_000001", ""):
        with pytest.raises(InvalidInput):
            live_updates.events_after(ANNA, booking_id, wrong, 10)


def test_nobody_listens_to_what_is_not_theirs(world: World) -> None:
    booking_id = planned(world)

    with pytest.raises(NotFound):
        world.listen(booking_id, DAVID)

    world.choose(booking_id)
    world.run()
    assert world.wire.pushed == []


def test_who_stopped_listening_hears_no_more(world: World) -> None:
    booking_id = planned(world)
    connection = world.listen(booking_id)
    live_updates.unsubscribe(live_updates.get_connection(connection), booking_id)

    world.choose(booking_id)
    world.run()

    assert heard(world, connection) == []


def test_gone_connection_is_forgotten_and_others_still_hear(world: World) -> None:
    booking_id = planned(world)
    gone, here = world.listen(booking_id), world.listen(booking_id)
    world.wire.gone.add(gone)

    world.choose(booking_id)
    world.run()

    assert sorted(heard(world, here)) == [6, 7, 8, 9, 10]
    assert websocket_connections.find_connection(gone) is None
    assert websocket_connections.listeners(booking_id) == [here]


def test_connection_that_cannot_be_reached_keeps_the_event_pending(world: World) -> None:
    booking_id = planned(world)
    first, second = world.listen(booking_id), world.listen(booking_id)
    world.wire.scissors = lambda call: (
        Cut.UNREACHABLE if call.operation == "connections.Post" and call.mentions(first) else None
    )
    booking_events.EventRow(booking_id, 5).update(actions=[booking_events.EventRow.pending.set("push")])

    with pytest.raises(Unavailable):
        outbox.push_event(booking_id, 5)

    assert heard(world, second) == [5]
    assert booking_events.pending_event(booking_id, 5) is not None
    world.wire.scissors = lambda _call: None
    assert outbox.push_event(booking_id, 5) == 1
    assert outbox.push_event(booking_id, 5) == 0
    assert (heard(world, first), heard(world, second)) == ([5], [5]), "nobody hears it twice"


def test_connection_whose_token_has_ended_is_nobodys(world: World) -> None:
    connection = world.listen(planned(world))
    world.clock.turn(hours=2)

    with pytest.raises(Unauthenticated):
        live_updates.get_connection(connection)


def test_heartbeat_pings_the_living_and_forgets_the_gone(world: World) -> None:
    booking_id = planned(world)
    gone, here = world.listen(booking_id), world.listen(booking_id)
    world.wire.gone.add(gone)

    assert live_updates.send_heartbeats() == (1, 1, 0, 0)
    assert live_updates.send_heartbeats() == (1, 0, 0, 0)
    assert [to for to, message in world.wire.pushed if message["type"] == "ping"] == [here, here]
