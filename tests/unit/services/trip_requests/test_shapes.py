"""Trips of every shape in fields: places found once each, stays put between their slices, lists replaced by a
revision."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.preferences import MostStops, Strength
from chalicelib.domain.trip_requests.trip_request import TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import understand
from chalicelib.services.trip_requests.revising import RevisionRequest, revise_request
from tests.simulation.cloud.empty import empty_cloud

ANNA = Identity(
    user_id="anna", email="anna.berger@example.com", name="Anna Berger", given_name="Anna", family_name="Berger"
)
NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
FIRST = date(2027, 3, 1)


@pytest.fixture(autouse=True, scope="module")
def _nobody_is_kept_as_an_employee() -> Iterator[None]:
    with empty_cloud():
        yield


def one_slice(origin: str, destination: str, later: int, **more: Any) -> dict[str, Any]:
    return {"origin": origin, "destination": destination, "departOn": day(later), **more}


def day(later: int) -> str:
    return (FIRST + timedelta(days=later)).isoformat()


def read(**body: Any) -> TripRequest:
    return understand(ANNA, to_body(body, BookingRequest), now=NOW)


def pointers(**body: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        read(**body)
    return [error.pointer for error in refused.value.errors]


def nights(request: TripRequest) -> list[tuple[str, str, str, int | None, int | None]]:
    return [
        (stay.place.name, str(stay.check_in), str(stay.check_out), stay.arrives_by, stay.leaves_by)
        for stay in request.stays
    ]


ROUND = [
    one_slice("Berlin", "Paris", 0, mode="rail"),
    one_slice("Paris", "Madrid", 2),
    one_slice("Madrid", "Berlin", 4),
]


def test_several_cities_have_a_stay_between_each_two_slices() -> None:
    request = read(slices=ROUND, stays=[{"place": "Paris"}, {"place": "Madrid"}])

    assert [each.mode for each in request.slices] == [TravelMode.RAIL, TravelMode.AIR, TravelMode.AIR]
    assert nights(request) == [("Paris", day(0), day(2), 0, 1), ("Madrid", day(2), day(4), 1, 2)]


def test_stay_without_a_place_is_where_the_trip_goes_if_that_is_one_place() -> None:
    there = [one_slice("Berlin", "Paris", 0), one_slice("Paris", "Berlin", 2)]

    assert nights(read(slices=there, stays=[{}])) == [("Paris", day(0), day(2), 0, 1)]
    assert pointers(slices=ROUND, stays=[{}]) == ["/stays/0/place"]
    assert pointers(stays=[{}]) == ["/stays/0/place"]


def test_hotel_and_car_alone_are_trips() -> None:
    hotel = read(stays=[{"place": "Hamburg", "checkIn": day(0), "nights": 2}])
    car = read(cars=[{"pickUp": "Munich", "pickUpOn": day(0), "dropOffOn": day(1)}])

    assert nights(hotel) == [("Hamburg", day(0), day(2), None, None)]
    assert (car.cars[0].drop_off.name, car.cars[0].pick_up_at) == ("Munich", "10:00")
    assert (hotel.starts_on, hotel.ends_on) == (FIRST, FIRST + timedelta(days=2))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["/slices"]),
        ({"slices": [one_slice("Berlin", "Paris", 2), one_slice("Paris", "Berlin", 0)]}, ["/slices/1/departOn"]),
        (
            {"slices": [one_slice("Berlin", "Xyzzy", 0), one_slice("Plugh", "Berlin", 2)]},
            ["/slices/0/destination", "/slices/1/origin"],
        ),
        ({"stays": [{"place": "Paris", "checkIn": day(0), "checkOut": day(2), "nights": 2}]}, ["/stays/0/nights"]),
        ({"stays": [{"place": "Paris", "nights": 2}]}, ["/stays/0/checkIn"]),
        ({"slices": ROUND, "cabin": "business"}, ["/cabin"]),
        (
            {
                "slices": ROUND,
                "preferences": [{"preference": "most_stops", "strength": "must", "stops": 0, "slices": [3]}],
            },
            ["/preferences/0/slices/0"],
        ),
        (
            {"cars": [{"pickUp": "Munich", "pickUpOn": day(1), "dropOffOn": day(1), "dropOffAt": "09:00"}]},
            ["/cars/0/dropOffOn"],
        ),
        ({"slices": [one_slice("Berlin", "Paris", 0, departure={})]}, ["/slices/0/departure"]),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(body: dict[str, Any], expected: list[str]) -> None:
    assert pointers(**body) == expected


def test_name_of_many_places_is_asked_once_and_its_answer_holds_wherever_it_stands() -> None:
    body: dict[str, Any] = {
        "slices": [one_slice("Berlin", "San Jose", 0), one_slice("San Jose", "Berlin", 3)],
        "stays": [{"place": "San Jose"}],
    }

    with pytest.raises(AmbiguousRequest) as asked:
        read(**body)
    (question,) = asked.value.questions
    code, _ = question.choices[-1]
    request = read(**body, answers={question.field: code})

    assert question.field == "slices.0.destination"
    (stay,) = request.stays
    assert request.slices[0].destination == request.slices[1].origin == stay.place
    assert (stay.arrives_by, stay.leaves_by) == (0, 1)


def test_an_answer_about_another_name_changes_no_place_that_is_certain() -> None:
    body: dict[str, Any] = {"slices": [one_slice("Berlin", "London", 0)]}

    assert pointers(**body, answers={"slices.0.origin": "Paris"}) == ["/answers/slices.0.origin"]
    assert pointers(**body, answers={"slices.0.destination": "Nowhereville"}) == ["/answers/slices.0.destination"]
    assert read(**body, answers={"slices.0.destination": "LHR"}).slices[0].destination.airports == ("LHR",)


@pytest.mark.parametrize("place", range(3))
def test_what_is_wrong_with_a_stay_stands_at_its_place_whichever_of_them_has_no_nights(place: int) -> None:
    sound = {"place": "Paris", "checkIn": day(0), "nights": 1}
    too_long = {"place": "Berlin", "checkIn": day(0), "nights": 90}
    stays = [sound, sound, sound, too_long]
    stays[place] = {"place": "Rome"}
    beyond = {"preference": "near_place", "strength": "must", "withinMetres": 500, "stays": [3, 4]}

    found = pointers(slices=[one_slice("Berlin", "Paris", 0)], stays=stays, preferences=[beyond])

    assert list(dict.fromkeys(found)) == [f"/stays/{place}/checkIn", "/stays/3/checkOut", "/preferences/0/stays/1"]


def test_every_name_of_many_places_is_asked_at_once() -> None:
    with pytest.raises(AmbiguousRequest) as asked:
        read(
            slices=[one_slice("Portland", "Birmingham", 0)],
            stays=[{"place": "San Jose", "checkIn": day(5), "nights": 1}],
        )

    assert [each.field for each in asked.value.questions] == [
        "slices.0.origin",
        "slices.0.destination",
        "stays.0.place",
    ]


def test_what_is_refused_whatever_is_answered_is_refused_before_anything_is_asked() -> None:
    assert pointers(slices=[one_slice("Berlin", "San Jose", -200)]) == ["/slices/0/departOn"]
    assert pointers(slices=[one_slice("Berlin", "San Jose", 0)], stays=[{"place": "San Jose"}]) == ["/stays/0/checkOut"]


@pytest.mark.parametrize("field", ["slices", "stays", "cars", "preferences"])
def test_no_more_of_anything_than_a_trip_may_have(field: str) -> None:
    one: dict[str, Any] = {
        "slices": one_slice("Berlin", "Paris", 0),
        "stays": {"place": "Paris", "checkIn": day(0), "nights": 1},
        "cars": {"pickUp": "Munich", "pickUpOn": day(0), "dropOffOn": day(1)},
        "preferences": {"preference": "no_overnight", "strength": "wish"},
    }
    most = {"slices": 8, "stays": 8, "cars": 4, "preferences": 20}[field]

    assert pointers(**{field: [one[field]] * (most + 1)}) == [f"/{field}"]


def revised(request: TripRequest, **body: Any) -> TripRequest:
    return revise_request(request, to_body(body, RevisionRequest), now=NOW)


def test_revision_replaces_lists_and_stays_go_along() -> None:
    before = read(slices=ROUND, stays=[{"place": "Paris"}, {"place": "Madrid"}])

    later = revised(before, slices=[{**each, "departOn": day(number * 2 + 1)} for number, each in enumerate(ROUND)])
    without = revised(before, stays=[], preferences=[{"preference": "most_stops", "strength": "must", "stops": 0}])

    assert nights(later) == [("Paris", day(1), day(3), 0, 1), ("Madrid", day(3), day(5), 1, 2)]
    assert (without.stays, without.slices) == ((), before.slices)
    assert without.preferences == (MostStops(stops=0, strength=Strength.MUST),)


def test_revision_leaves_something_of_the_trip() -> None:
    before = read(stays=[{"place": "Hamburg", "checkIn": day(0), "nights": 2}])

    with pytest.raises(InvalidInput) as refused:
        revised(before, stays=[])
    assert [error.pointer for error in refused.value.errors] == ["/slices"]
