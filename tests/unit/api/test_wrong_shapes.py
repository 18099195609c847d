"""What cannot be of a trip's shape is refused with its pointer, and nothing that can be said of one breaks anything:
neither of a request, nor of a revision, nor of a change of dates.
"""

import copy
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.services.trip_requests.fields import BookingRequest
from tests.simulation import stages
from tests.simulation.world import ANNA
from tests.simulation.worlds import world as new_world
from tests.support.asked_shapes import ask_by_seed
from tests.support.gateway import Answered
from tests.unit.api.promise_keeping import Promises
from tests.unit.api.shape_samples import CAP, CAR, MOVES, SLICES, STAY, WINDOW, preferred

Json = dict[str, Any]

OUT, BACK = SLICES
WRONG: list[tuple[str, Json]] = [
    ("/slices/1/destination", {"slices": [OUT, {**BACK, "destination": "Paris"}]}),
    ("/slices/1/departOn", {"slices": [OUT, {**BACK, "departOn": "2027-03-01"}]}),
    ("/slices/0/departOn", {"slices": [{**OUT, "departOn": "2026-11-01"}]}),
    ("/slices/1/departOn", {"slices": [OUT, {**BACK, "departOn": "2028-03-01"}]}),
    ("/slices/0/departure", {"slices": [{**OUT, "departure": {}}]}),
    ("/slices/0/arrival/notAfter", {"slices": [{**OUT, "arrival": {"notBefore": "12:00", "notAfter": "08:00"}}]}),
    ("/slices/1/origin", {"slices": [OUT, {**BACK, "origin": "Nowhereville"}]}),
    ("/stays/0/nights", {"slices": SLICES, "stays": [{**STAY, "nights": 2}]}),
    ("/stays/0/place", {"slices": [OUT, {**BACK, "destination": "Rome"}], "stays": [{}]}),
    ("/stays/0/place", {"stays": [{"place": "Nowhereville", "checkIn": "2027-03-03", "nights": 1}]}),
    ("/stays/0/checkIn", {"stays": [{"place": "Rome", "nights": 1}]}),
    ("/stays/0/checkOut", {"stays": [{"place": "Rome", "checkIn": "2027-03-03"}]}),
    ("/stays/0/checkOut", {"stays": [{**STAY, "checkOut": "2027-03-03"}]}),
    ("/stays/0/checkOut", {"slices": SLICES, "stays": [{**STAY, "checkOut": "2027-03-09"}]}),
    ("/stays/0/totalCap/amount", {"stays": [{**STAY, "totalCap": {**CAP, "amount": 0}}]}),
    ("/cars/0/dropOffOn", {"cars": [{**CAR, "dropOffOn": "2027-03-02"}]}),
    ("/cars/0/dropOff", {"cars": [{**CAR, "dropOff": "Nowhereville"}]}),
    ("/cars/0/pickUpOn", {"cars": [{**CAR, "pickUpOn": "2026-03-02"}]}),
    ("/preferences/0", {"slices": SLICES, "preferences": [{"preference": "carriers", "strength": "must"}]}),
    ("/preferences/0/slices/1", {"slices": SLICES, "preferences": [{**preferred("seat"), "slices": [1, 2]}]}),
    ("/preferences/0/stays/0", {"slices": SLICES, "preferences": [preferred("near_place")]}),
]


@pytest.mark.parametrize(("pointer", "body"), WRONG)
def test_what_cannot_be_is_refused_with_its_pointer_whether_it_is_asked_for_or_revised(
    pointer: str, body: Json
) -> None:
    with new_world() as made:
        there, booking_id = Promises(made), stages.sent_back(made)
        asked = there.call(ANNA, "POST", "/v1/bookings", body)
        revision = {"slices": [], "stays": [], "cars": [], "preferences": [], **body}
        revised = there.call(ANNA, "POST", f"/v1/bookings/{booking_id}/revision", revision)

    for answer in (asked, revised):
        assert answer.status == 400, answer.text
        assert pointer in [error["pointer"] for error in answer.body["errors"]]


# What is sound in one place, and may be wrong in another.
VALUES = st.sampled_from(
    [
        *(None, True, 0, 1, 7, 99, -1, 10**6, 1.5, "", "x" * 101, [], {}, [0], [7, 7, 7], ["AF"], CAP, WINDOW),
        *("Berlin", "San Jose", "2027-03-04", "2026-11-19", "2100-12-31", "00:00", "23:59", "rail", "first", "must"),
        *("EUR", "XTS"),
    ]
)
PATHS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


def put(body: Any, path: list[int], value: Any) -> Any:
    """The body with a value where the path leads, or as near as it does."""
    if not path or not isinstance(body, dict | list) or not body:
        return value
    made = copy.copy(body)
    keys: list[Any] = sorted(body) if isinstance(body, dict) else list(range(len(body)))
    key = keys[path[0] % len(keys)]
    made[key] = put(body[key], path[1:], value)
    return made


class Doors(NamedTuple):
    """A world with a booking to revise, and one of slices, a stay and a car to change."""

    there: Promises
    to_revise: str
    to_change: str


@pytest.fixture(scope="module")
def doors() -> Iterator[Doors]:
    with new_world() as made:
        asked = msgspec.convert({"slices": SLICES, "stays": [STAY], "cars": [CAR]}, BookingRequest)
        to_change = stages.booked(made, slices=asked.slices, stays=asked.stays, cars=asked.cars)
        yield Doors(Promises(made), stages.sent_back(made), to_change)


def answer_to(doors: Doors, door: str, seed: int, changes: list[tuple[list[int], Any]]) -> tuple[Json, Answered]:
    """A body made by a seed and then changed, and how it is answered; nothing is left of it."""
    path, body = {
        "request": ("/v1/bookings", ask_by_seed(seed)),
        "revision": (f"/v1/bookings/{doors.to_revise}/revision", ask_by_seed(seed)),
        "quote": (f"/v1/bookings/{doors.to_change}/quotes", MOVES),
    }[door]
    for where, value in changes:
        body = put(body, where, value)
    with doors.there.undone(), doors.there.world.unwatched():
        return body, doors.there.call(ANNA, "POST", path, body)


@settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(["request", "revision", "quote"]),
    st.integers(0, 2**32),
    st.lists(st.tuples(PATHS, VALUES), max_size=3),
)
def test_nothing_that_can_be_said_of_a_shape_breaks_anything(
    doors: Doors, door: str, seed: int, changes: list[tuple[list[int], Any]]
) -> None:
    body, answer = answer_to(doors, door, seed, changes)

    assert answer.status in {201, 202, 200, 400, 409, 422}, (door, body, answer.text)
    if answer.status == 400:
        assert answer.body["errors"], (door, body)


@pytest.mark.parametrize("door", ["request", "revision", "quote"])
def test_sound_bodies_come_through_each_door(doors: Doors, door: str) -> None:
    answers = [answer_to(doors, door, seed, []) for seed in range(12)]

    assert any(answer.status < 300 for _, answer in answers), [answer.text for _, answer in answers]
