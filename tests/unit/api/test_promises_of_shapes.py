"""Of a trip of any shape, whatever an answer offers is accepted: its options, the operations of each of its statuses,
and the cancellation of each of its parts.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.models import budgets
from tests.simulation.world import ANNA
from tests.simulation.worlds import world as new_world
from tests.support import promises
from tests.support.asked_shapes import ask_soundly_by_seed
from tests.unit.api.promise_keeping import Promises, finish, follow_questions

Json = dict[str, Any]

# With trains between many, a hotel in each, and the date line between some.
PLACES = ("Berlin", "Munich", "Paris", "London", "Tokyo", "Honolulu", "LAX", "Auckland", "Apia")
BUDGETS = (None, None, 30_000, 2_000_000)


def slice_of(origin: str, destination: str, depart_on: str, **more: Any) -> Json:
    return {"origin": origin, "destination": destination, "departOn": depart_on, **more}


def keep_promises(seed: int) -> Promises:
    """Ask for a trip, and take whatever is offered until it is bought, and each of its parts then."""
    body = ask_soundly_by_seed(seed, places=PLACES, costCentre="SALES-EU")
    limit = BUDGETS[seed % len(BUDGETS)]
    with new_world() as made:
        there = Promises(made)
        if limit is not None:
            budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), Money(amount=limit, currency="EUR"))
        accepted = there.call(ANNA, "POST", "/v1/bookings", body)
        assert accepted.status == 202, (body, accepted.text)
        made.run(5)

        booking = there.call(ANNA, "GET", accepted.body["url"]).body
        assert booking["status"] in {"awaiting_selection", "declined", "failed"}
        assert booking["status"] != "failed" or booking["failure"]["code"] == "no_offers"
        there.take_all(ANNA, booking["bookingId"])
        assert there.offered["select"] == sum(map(promises.may_be_chosen, booking["options"]))
        if booking["status"] == "awaiting_selection":
            finish(there, booking)
            buy(there, booking["bookingId"])
    return there


def buy(there: Promises, booking_id: str) -> None:
    """Approve what is chosen where that may be, and take what is offered of what is bought."""
    if there.world.booking(booking_id).status == "awaiting_approval":
        there.world.decide(booking_id, "approved")
        there.world.run(60)
    if there.world.booking(booking_id).status == "booked":
        there.take_all(ANNA, booking_id)
        there.take_parts(ANNA, booking_id)
        assert there.offered["part"] > 0


@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_whatever_a_trip_of_any_shape_offers_is_accepted(seed: int) -> None:
    there = keep_promises(seed)

    assert there.broken == []
    assert there.offered == there.taken


@pytest.mark.parametrize(
    "body",
    [
        {"slices": [slice_of("San Jose", "San José", "2027-03-03")]},
        {"slices": [slice_of("Cordoba", "Berlin", "2027-03-03"), slice_of("Paris", "Córdoba", "2027-03-05")]},
        {
            "slices": [slice_of("Berlin", "San José", "2027-03-03"), slice_of("San Jose", "Berlin", "2027-03-05")],
            "stays": [{"place": "San José"}],
        },
        {"slices": [slice_of("Portland", "Tokyo", "2027-03-03"), slice_of("Tokyo", "portland", "2027-03-03")]},
        {
            "slices": [
                slice_of("Birmingham", "Santiago", "2027-03-03"),
                slice_of("Valencia", "Cordoba", "2027-03-07"),
                slice_of("Hamilton", "Victoria", "2027-03-09"),
            ]
        },
        {
            "stays": [{"place": "Portland", "checkIn": "2027-03-03", "nights": 2}],
            "cars": [{"pickUp": "portland", "dropOff": "Salem", "pickUpOn": "2027-03-03", "dropOffOn": "2027-03-05"}],
        },
    ],
    ids=["one city in two spellings", "there from one, back to another", "a stay", "the other way", "many", "a car"],
)
def test_answers_to_several_questions_go_together(body: Json) -> None:
    with new_world() as made:
        there = Promises(made)
        follow_questions(there, body)

        assert there.broken == []
        assert there.offered.total() > 1
