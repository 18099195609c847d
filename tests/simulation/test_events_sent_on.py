"""Whoever commits an event sends it on: whom it concerns has it before anybody sweeps, and by the sweeper otherwise."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.bookings.feed_places import FeedPlace
from chalicelib.models import booking_events
from chalicelib.services import person_feeds
from tests.simulation.crashes import PATHS, go
from tests.simulation.stages import planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, World
from tests.simulation.worlds import world as new_world
from tests.support.connection import Cut


def undelivered(made: World) -> list[object]:
    """The events that are still pending for their readers."""
    with made.wire.quiet():
        return [due.due for due in booking_events.list_pending(made.clock.time + timedelta(days=1))]


@pytest.mark.parametrize("name", [name for name, path in PATHS.items() if not path.compensation_fails])
def test_every_event_of_a_path_is_delivered_without_the_sweeper(name: str) -> None:
    with new_world(model=True) as made:
        made.sweeping = False

        go(made, PATHS[name])

        assert undelivered(made) == []


@pytest.mark.parametrize("prepare", [planned, waiting_for_approval])
def test_what_expires_is_delivered_without_the_sweeper(world: World, prepare: Callable[[World], str]) -> None:
    booking_id = prepare(world)
    world.sweeping = False

    world.run(timedelta(days=8).total_seconds())

    assert world.booking(booking_id).status is BookingStatus.EXPIRED
    assert undelivered(world) == []


def test_what_nobody_could_send_on_is_delivered_by_the_sweeper(world: World) -> None:
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.mentions("notifications") else None

    waiting_for_approval(world)
    world.run(timedelta(hours=2).total_seconds())  # longer than there is somebody to push it to

    heard = [[each.event.type for each in person_feeds.read_page(who, FeedPlace()).events] for who in (ANNA, BEN)]
    assert heard == [["booking.awaiting_selection", "booking.awaiting_approval"], ["booking.awaiting_approval"]]
    assert undelivered(world) == []
