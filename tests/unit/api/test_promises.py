"""Whatever an answer offers is accepted a moment later by the one it was offered to, nothing else having happened.

Requests in words and as fields are made at random; each choice that comes back is taken once, through the whole
application, from where the answer was given.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.currencies import CIRCULATING
from chalicelib.domain.money import Money
from chalicelib.gateways.suppliers import registry
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.models import budgets
from chalicelib.services.booking_workflow import decisions
from chalicelib.services.bookings.queries import BookingOperation
from chalicelib.services.servicing import quotes
from tests.simulation import stages
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world
from tests.support import promises
from tests.support.asked_shapes import asked_shapes
from tests.support.asked_trips import journey_body
from tests.unit.api.promise_keeping import PEOPLE, Promises, finish, follow_questions

Json = dict[str, Any]
SOLD = registry.sold_currencies(["flight", "stay"])

# Places that are one, places that are several, and codes; in every part of the world.
PLACES = (
    "Berlin", "Frankfurt", "London", "Paris", "San Jose", "Birmingham", "Portland", "Santiago", "Valencia",
    "Georgetown", "Tokyo", "Honolulu", "Sydney", "Auckland", "Kathmandu", "Reykjavik", "LAX", "BER", "Melbourne",
    "Cordoba", "Rome",
)  # fmt: skip
DATES = (
    "3-5 March 2027", "3-5 March", "tomorrow", "next Friday", "on 5 April back 8 April", "5/4/2027 to 7/4/2027",
    "10 November", "20 to 28 November", "25 October 2027", "31 December to 2 January", "in two weeks", "29 February",
    "1 May, one way", "", "Friday", "24 November 2027, one way",
    "5/4/2027 back 12/6/2027", "9/10/2027 for 5 days", "11/10/2027 back Sunday", "10/11/2027 for 3 nights",
    "on 1/2/2027 back 2/3/2027", "12/11/2027, one way", "11/12 to 12/12",
)  # fmt: skip
HOTELS = (
    "",
    ", hotel",
    ", hotel under 200 a night",
    ", hotel under 300 XCG a night",
    ", hotel under ISK 20000 a night",
)
EXTRAS = ("", ", business class", ", for two people", ", coach")


def size() -> tuple[int, int]:
    """How many scenes a booking is brought to, and how many people look at it in each."""
    return len(SCENES), len(PEOPLE)


# --- what is asked back -----------------------------------------------------------------------------------------------


@st.composite
def requests(draw: st.DrawFn) -> Json:
    """A trip in words, or as fields, sound or not."""
    origin, destination = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True))
    extra: Json = {}
    if draw(st.booleans()):
        extra["currency"] = draw(st.sampled_from(sorted(SOLD)) | st.sampled_from(sorted(CIRCULATING)))
    if draw(st.booleans()):
        words = [draw(st.sampled_from(part)) for part in (DATES, HOTELS, EXTRAS)]
        return {"request": f"{origin} to {destination} {words[0]}{words[1]}{words[2]}", **extra}
    depart_on = date(2026, 11, 20) + timedelta(days=draw(st.integers(-3, 380)))
    nights = draw(st.integers(0, 20))
    stay: Json | None = {} if nights and draw(st.booleans()) else None
    return_on = depart_on + timedelta(days=nights)
    return journey_body(origin, destination, depart_on.isoformat(), return_on.isoformat(), stay=stay, **extra)


@pytest.fixture(scope="module")
def shared() -> Iterator[Promises]:
    with new_world() as made:
        yield Promises(made)


@settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(requests() | asked_shapes())
def test_every_choice_of_a_question_is_accepted(shared: Promises, request_body: Json) -> None:
    shared.broken.clear()
    with shared.undone(), shared.world.unwatched():
        follow_questions(shared, request_body)

    assert shared.broken == []


def test_questions_were_asked(shared: Promises) -> None:
    assert sum(shared.offered.values()) > 10
    assert shared.offered == shared.taken


# --- what may be chosen -----------------------------------------------------------------------------------------------

# Beside the seeded policy: what it has rates for and what it has none for, without minor units and with three digits.
TRIPS = st.fixed_dictionaries(
    {
        "origin": st.sampled_from(["Berlin", "Tokyo", "LAX"]),
        "destination": st.sampled_from(["London", "Honolulu", "Paris"]),
        "currency": st.sampled_from(["EUR", "GBP", "JPY", "KWD", "ISK", "VND", "CLP"]),
        "nights": st.integers(1, 4),
        "budget": st.sampled_from([None, 1, 30_000, 80_000, 300_000]),
        "stay": st.booleans(),
    }
)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(TRIPS)
def test_every_option_that_is_not_denied_is_accepted(trip: Json) -> None:
    with new_world() as made:
        there = Promises(made)
        if trip["budget"] is not None:
            budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=trip["budget"], currency="EUR"))
        depart_on = date(2027, 3, 3)
        body = journey_body(
            trip["origin"],
            trip["destination"],
            depart_on.isoformat(),
            (depart_on + timedelta(days=trip["nights"])).isoformat(),
            stay={} if trip["stay"] else None,
            currency=trip["currency"],
        )
        accepted = there.call(ANNA, "POST", "/v1/bookings", body)
        assert accepted.status == 202, accepted.text
        made.run(5)

        booking = there.call(ANNA, "GET", accepted.body["url"]).body
        there.take_all(ANNA, booking["bookingId"])
        for option in booking["options"]:
            if not promises.may_be_chosen(option):
                refused = there.call(
                    ANNA, "POST", f"{accepted.body['url']}/selection", {"optionId": option["optionId"]}
                )
                assert refused.status in {400, 409}
        assert there.broken == []
        assert there.offered["select"] == sum(map(promises.may_be_chosen, booking["options"]))
        assert booking["status"] in {"awaiting_selection", "declined", "failed"}
        if booking["status"] == "awaiting_selection":
            finish(there, booking)


# --- who may do what, in every status ---------------------------------------------------------------------------------


def _selecting(world: World) -> str:
    return stages.planned(world)


def _too_late_to_select(world: World) -> str:
    booking_id = stages.planned(world)
    deadline = world.booking(booking_id).options_expire_at
    assert deadline is not None
    world.clock.time = deadline
    return booking_id


def _too_late_to_approve(world: World) -> str:
    booking_id = stages.waiting_for_approval(world)
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    world.clock.time = approval.deadline
    return booking_id


def _too_late_to_revise(world: World) -> str:
    booking_id = stages.sent_back(world)
    last = world.booking(booking_id).last_revision
    assert last is not None
    assert last.revise_until is not None
    world.clock.time = last.revise_until
    return booking_id


def _chosen(world: World) -> str:
    booking_id = stages.planned(world)
    world.choose(booking_id)
    return booking_id


def _decided(world: World) -> str:
    booking_id = stages.waiting_for_approval(world)
    world.decide(booking_id, "approved")
    return booking_id


def _declined(world: World) -> str:
    booking_id = stages.waiting_for_approval(world)
    world.decide(booking_id, "declined")
    world.run(60)
    return booking_id


def _cancelled(world: World) -> str:
    booking_id = stages.planned(world)
    decisions.cancel_booking(ANNA, booking_id)
    world.run(60)
    return booking_id


def _moved_by_the_supplier(world: World) -> str:
    booking_id = stages.booked(world)
    taken(moved(world, booking_id))
    return booking_id


def _departed(world: World) -> str:
    booking_id = stages.booked(world)
    world.clock.time = datetime(2027, 3, 20, tzinfo=UTC)
    return booking_id


def _out_and_not_back(world: World) -> str:
    booking_id = stages.booked(world)
    world.clock.time = datetime(2027, 3, 4, tzinfo=UTC)
    return booking_id


def _changing(world: World) -> str:
    booking_id = stages.booked(world)
    quote = quotes.quote_cancellation(ANNA, booking_id, None, quote_id="quo_01JQZX5V9D7R8M3T2K6W4H0YBE")
    quotes.confirm_quote(ANNA, booking_id, quote.quote_id)
    return booking_id


def _delayed(world: World) -> str:
    arm_fault("hold", "error", times=stages.FOR_EVER)
    booking_id = _chosen(world)
    world.run(60)
    return booking_id


SCENES: dict[str, Callable[[World], str]] = {
    "requested": World.ask,
    "awaiting a selection": _selecting,
    "too late to select": _too_late_to_select,
    "holding": _chosen,
    "delayed": _delayed,
    "awaiting approval": stages.waiting_for_approval,
    "too late to approve": _too_late_to_approve,
    "approved": _decided,
    "sent back": stages.sent_back,
    "too late to revise": _too_late_to_revise,
    "booked": stages.booked,
    "moved by the supplier": _moved_by_the_supplier,
    "out and not back": _out_and_not_back,
    "departed": _departed,
    "changing": _changing,
    "declined": _declined,
    "cancelled": _cancelled,
    "stuck": lambda world: stages.stuck(world).booking_id,
}


@pytest.mark.parametrize("scene", SCENES)
def test_operations_are_offered_to_whoever_may_do_them_and_to_nobody_else(scene: str) -> None:
    with new_world() as made:
        there = Promises(made)
        booking_id = SCENES[scene](made)
        for who in PEOPLE.values():
            operations = there.take_all(who, booking_id)
            shown = there.call(who, "GET", f"/v1/bookings/{booking_id}")
            if shown.status != 200:
                assert operations == []
                continue
            for each in promises.all_that_there_is(shown.body):
                name = each.what.partition(" ")[0]
                if name not in operations:
                    with there.undone(), made.unwatched():
                        before = made.booking(booking_id).version
                        answer = there.call(who, each.method, each.path, each.body)
                        is_repeated = answer.status == 200 and made.booking(booking_id).version == before
                    told = (scene, who.user_id, each.what, answer.text[:300])
                    assert is_repeated or answer.status in {400, 403, 404, 409}, told

        assert there.broken == []
        assert there.offered == there.taken


def test_every_operation_and_every_status_is_tried() -> None:
    rows, columns = size()

    assert (rows, columns) > (15, 3)
    assert promises.WAYS.keys() == set(BookingOperation)
