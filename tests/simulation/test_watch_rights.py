"""The watch sees who changes a booking, or has it bought, and has no right to: each planted case is noticed, and what
is allowed is not."""

from datetime import timedelta

import msgspec
import pytest

from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.trip_requests.trip_request import Traveller
from tests.simulation.approvals import TWO_LEVELS, asked_for, publish
from tests.simulation.cloud.rows import Written
from tests.simulation.company import (
    ZORA,
    Request,
    comes_back,
    delegates,
    deletes,
    furnish,
    leaves,
    profile,
    send,
    withdraws,
)
from tests.simulation.watch_rights import Doing, of_items, of_rights
from tests.simulation.world import ANNA, BEN, World


@pytest.fixture
def asked(world: World) -> Booking:
    """Anna has asked for a trip of Zora's, and Ben is asked, in whose place is Dora."""
    passenger_id = furnish(world)["zora"]
    send(world, delegates(world, BEN, "dora"))
    publish(world, TWO_LEVELS)
    return world.booking(asked_for(world, ANNA, passenger_ids=(passenger_id,)))


def seen(world: World, booking: Booking, by: str, action: EventType, *, turn: int | None = None) -> list[str]:
    """What is noticed when this person does this, in a turn that begins now or has begun."""
    is_system = by.startswith("step")
    doing = Doing(
        Actor(kind="system" if is_system else "person", id=by), action, world.wire.turns + 1 if turn is None else turn
    )
    after = booking if not is_system else msgspec.structs.replace(booking, status=BookingStatus.PURCHASING)
    return list(of_rights(world.watch.rights, doing, booking, after))


def test_whoever_may_is_not_noticed(world: World, asked: Booking) -> None:
    assert seen(world, asked, "anna", EventType.SELECTED) == []
    assert seen(world, asked, "dora", EventType.APPROVED) == []
    assert seen(world, asked, "ben", EventType.APPROVED) == []
    assert seen(world, asked, "clara", EventType.SENT_BACK) == []
    assert seen(world, asked, "step_reprice", EventType.REPRICED) == []


@pytest.mark.parametrize("action", [EventType.SELECTED, EventType.CANCEL_REQUESTED, EventType.RECALLED])
def test_whoever_neither_asked_nor_travels_is_seen_to_act(world: World, asked: Booking, action: EventType) -> None:
    assert seen(world, asked, "zora", action) == []
    assert any("nor travels" in text for text in seen(world, asked, "ben", action))


@pytest.mark.parametrize("who", ["anna", "zora"])
def test_whoever_asked_or_travels_is_seen_to_decide(world: World, asked: Booking, who: str) -> None:
    assert any("travels" in text for text in seen(world, asked, who, EventType.APPROVED))


def test_whoever_travels_is_known_although_the_profile_is_gone(world: World, asked: Booking) -> None:
    send(world, deletes(ZORA, asked.request.passenger_ids[0]))

    assert any("travels" in text for text in seen(world, asked, "zora", EventType.APPROVED))


def test_whoever_is_named_as_a_traveller_is_seen_to_decide(world: World, asked: Booking) -> None:
    named = (Traveller(given_name="BEN", family_name="Larsen"),)
    request = msgspec.structs.replace(asked.request, travellers=named, passenger_ids=())
    booking = msgspec.structs.replace(asked, request=request)

    assert any("travels" in text for text in seen(world, booking, "ben", EventType.APPROVED))


@pytest.mark.parametrize("action", [EventType.APPROVED, EventType.SENT_BACK, EventType.APPROVAL_DECLINED])
def test_whoever_has_left_is_seen_to_decide(world: World, asked: Booking, action: EventType) -> None:
    send(world, leaves("ben"))

    assert any("has left" in text for text in seen(world, asked, "ben", action))


def test_a_purchase_for_whoever_has_left_is_seen(world: World, asked: Booking) -> None:
    send(world, leaves("anna"))

    assert any("for anna, who has left" in text for text in seen(world, asked, "step_reprice", EventType.REPRICED))
    assert any("has left" in text for text in seen(world, asked, "anna", EventType.SELECTED))


def test_a_purchase_for_a_traveller_who_has_left_is_seen(world: World, asked: Booking) -> None:
    send(world, leaves("zora"))

    assert any("for zora, who has left" in text for text in seen(world, asked, "step_reprice", EventType.REPRICED))


@pytest.mark.parametrize("withdraw", [withdraws, deletes])
def test_whoever_may_no_longer_book_for_somebody_is_seen(world: World, asked: Booking, withdraw: object) -> None:
    send(world, withdraw(ZORA, asked.request.passenger_ids[0]))  # type: ignore[operator]

    for action in (EventType.SELECTED, EventType.REVISED, EventType.CHANGING):
        assert any("may not book for zora" in text for text in seen(world, asked, "anna", action))
    assert any("may not book" in text for text in seen(world, asked, "step_reprice", EventType.REPRICED))


def test_a_delegate_whose_delegation_was_withdrawn_or_is_over_is_seen(world: World, asked: Booking) -> None:
    later = msgspec.structs.replace(asked, updated_at=asked.updated_at + timedelta(days=9))
    assert any("stands in for nobody" in text for text in seen(world, later, "dora", EventType.APPROVED))

    send(world, comes_back(BEN))

    assert any("stands in for nobody" in text for text in seen(world, asked, "dora", EventType.APPROVED))


def test_what_was_bought_while_a_right_ended_is_recorded(world: World, asked: Booking) -> None:
    began = world.wire.turns
    send(world, leaves("anna"))

    assert seen(world, asked, "step_book", EventType.ORDERED, turn=began) == []
    assert seen(world, asked, "step_reprice", EventType.REPRICED, turn=began) != []
    assert seen(world, asked, "anna", EventType.SELECTED, turn=began) != []
    assert seen(world, asked, "step_book", EventType.ORDERED, turn=world.wire.turns + 1) != []


def test_an_arranger_who_is_named_again_may_book_again(world: World, asked: Booking) -> None:
    passenger_id = asked.request.passenger_ids[0]
    send(world, withdraws(ZORA, passenger_id))
    send(world, Request(ZORA, "PUT", f"/v1/passengers/{passenger_id}", profile(ZORA, "anna")))

    assert seen(world, asked, "anna", EventType.SELECTED) == []


def test_whoever_writes_to_a_trip_that_is_not_shared_is_seen(world: World) -> None:
    item = {"itemId": "itm_1", "userId": "anna", "createdBy": "dora", "tripId": "trp_1"}
    written = Written("items", None, {"document": {"S": msgspec.json.encode(item).decode()}})
    own = Written("items", None, {"document": {"S": msgspec.json.encode(item | {"createdBy": "anna"}).decode()}})

    assert list(of_items(world.watch.rights, [own])) == []
    assert any("not shared" in text for text in of_items(world.watch.rights, [written]))
