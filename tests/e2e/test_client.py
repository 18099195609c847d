"""The Python client against a deployed copy: a booking from the words to the trip, and what the conventions promise."""

import itertools
import uuid
from collections.abc import Iterator

import pytest

from local.stack import Stack
from sojourn_client import ENDED, Client, change, errors
from sojourn_client.live import NotSubscribed, listen
from sojourn_client.models import (
    ApprovalDecisionRequest,
    BookedEvent,
    BookingRequest,
    BookingStatus,
    BookingView,
    Cabin,
    ItemDetails,
    ItemPatch,
    ItemStatus,
    RequestedSlice,
    SelectionRequest,
)
from tests.e2e.world import World, day
from tests.support.waiting import PATIENCE

UNKNOWN = "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"


def client_of(stack: Stack, role: str) -> Client:
    """As a caller with a session of their own would make one."""
    return Client(f"{stack.base_url}/v1", stack.token(role))


@pytest.fixture(scope="module")
def traveller(world: World) -> Iterator[Client]:
    with client_of(world.stack, "traveller") as client:
        yield client


@pytest.fixture(scope="module")
def approver(world: World) -> Iterator[Client]:
    with client_of(world.stack, "approver") as client:
        yield client


def booking_request() -> BookingRequest:
    return BookingRequest(
        slices=(
            RequestedSlice(origin="BER", destination="LHR", depart_on=day(100)),
            RequestedSlice(origin="LHR", destination="BER", depart_on=day(102)),
        ),
        purpose="workshop",
        cost_centre="SALES-EU",
    )


def decided(booking: BookingView, approver: Client) -> None:
    assert booking.approval_request is not None
    decision = ApprovalDecisionRequest(decision="approved", approval_hash=booking.approval_request.hash)
    approver.decide_approval(booking.booking_id, decision)


def test_trip_is_booked_and_watched_by_the_client_alone(world: World, traveller: Client, approver: Client) -> None:
    accepted = traveller.create_booking(booking_request(), idempotency_key=(key := uuid.uuid4().hex))
    again = traveller.create_booking(booking_request(), idempotency_key=key)
    booking_id = accepted.body.booking_id
    assert (accepted.status, accepted.body.request.slices[0].cabin) == (202, Cabin.ECONOMY)
    assert (again.replayed, again.body.booking_id) == (True, booking_id)

    with listen(traveller, world.stack.websocket_url) as live:
        live.subscribe(booking_id)
        options = traveller.wait_until(booking_id, BookingStatus.AWAITING_SELECTION, seconds=PATIENCE)
        best = next(each for each in options.options if each.verdict and each.verdict.outcome != "denied")
        traveller.select_option(booking_id, SelectionRequest(option_id=best.option_id))
        followed = list(traveller.follow(booking_id, until={BookingStatus.AWAITING_APPROVAL, *ENDED}, seconds=PATIENCE))
        if followed[-1].status == BookingStatus.AWAITING_APPROVAL:
            decided(approver.get_booking(booking_id).body, approver)
            followed += traveller.follow(booking_id, after=followed[-1].event_id, seconds=PATIENCE)
        pushed = itertools.takewhile(lambda event: not isinstance(event, BookedEvent), live)
        assert {event.event_id for event in pushed} <= {event.event_id for event in followed}

    booked = traveller.get_booking(booking_id).body
    assert booked.status == BookingStatus.BOOKED
    assert [event.seq for event in followed] == list(range(1, len(followed) + 1))
    assert traveller.get_trip(booked.trip_id or "").body.trip.booking_id == booking_id
    assert len(list(traveller.all_audit_entries(booking_id, limit=3))) == len(followed)


def test_questions_come_back_as_questions(traveller: Client) -> None:
    with pytest.raises(errors.AmbiguousRequest) as raised:
        traveller.create_booking(BookingRequest(request="Berlin to Birmingham 3-5 March 2027"))

    asked = raised.value.questions[0]
    assert (asked.field, len(asked.choices) > 1) == ("destination", True)
    assert raised.value.request_id


def test_wrong_input_says_where(traveller: Client) -> None:
    with pytest.raises(errors.InvalidInput) as raised:
        traveller.create_booking(
            BookingRequest(slices=(RequestedSlice(origin="BER", destination="LHR", depart_on=day(-3)),))
        )

    assert [error.pointer for error in raised.value.errors] == ["/slices/0/departOn"]


def test_item_is_changed_by_who_has_seen_it(traveller: Client) -> None:
    made = traveller.create_item(ItemDetails(name="Dinner with the team"))
    item_id = made.body.item_id
    seen = traveller.get_item(item_id)
    assert traveller.get_item(item_id, known=seen) is seen

    changed = traveller.update_item(item_id, ItemPatch(description="at eight"), if_match=seen)
    assert (changed.body.name, changed.body.description) == ("Dinner with the team", "at eight")
    with pytest.raises(errors.PreconditionFailed):
        traveller.update_item(item_id, ItemPatch(description="at nine"), if_match=seen)
    done = change(
        lambda: traveller.get_item(item_id),
        lambda now: traveller.update_item(item_id, ItemPatch(description=None, status=ItemStatus.DONE), if_match=now),
    )
    assert (done.body.description, done.body.status) == (None, ItemStatus.DONE)
    assert item_id in {item.item_id for item in traveller.all_items(limit=1)}

    assert traveller.delete_item(item_id).status == 204
    with pytest.raises(errors.NotFound):
        traveller.get_item(item_id)


def test_what_may_not_be_done_is_an_error_of_its_own(world: World, traveller: Client) -> None:
    with pytest.raises(errors.NotAllowed):
        traveller.get_budget("SALES-EU", "2027")
    with pytest.raises(errors.Unauthenticated):
        Client(world.stack.base_url).get_me()
    with pytest.raises(errors.NotFound):
        next(traveller.follow(UNKNOWN))
    with listen(traveller, world.stack.websocket_url) as live:
        live.subscribe(UNKNOWN)
        with pytest.raises(NotSubscribed, match="not_found"):
            next(iter(live))
