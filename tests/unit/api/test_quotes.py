"""Quotes over HTTP: what a cancellation and a date change take, and what is answered of both."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.services.trip_requests.fields import RequestedStay
from tests.simulation.quoting import stay_of
from tests.simulation.shapes import CAR_ALONE, TWO_CITIES
from tests.simulation.stages import booked
from tests.simulation.world import ANNA, World
from tests.simulation.worlds import world as new_world
from tests.support.gateway import Answered, call


@pytest.fixture
def made() -> Iterator[World]:
    with new_world() as world:
        yield world


def ask(booking_id: str, **body: Any) -> Answered:
    return call(ANNA, "POST", f"/v1/bookings/{booking_id}/quotes", body)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "cancellation", "slices": [{"slice": 0, "departOn": "2027-03-09"}]}, "/slices"),
        ({"kind": "cancellation", "stays": [{"stay": 0}]}, "/stays"),
        ({"kind": "cancellation", "parts": ["7.0"]}, "/parts/0"),
        ({"kind": "date_change", "parts": ["0.0"], "slices": [{"slice": 0}]}, "/parts"),
        ({"kind": "date_change"}, "/slices"),
        ({"kind": "date_change", "slices": [{"slice": 8, "departOn": "2027-03-09"}]}, "/slices/0/slice"),
        ({"kind": "date_change", "slices": [{"slice": 7, "departOn": "2027-03-09"}]}, "/slices/0/slice"),
        ({"kind": "date_change", "slices": [{"departOn": "2027-03-09"}]}, "/slices/0"),
        ({"kind": "date_change", "slices": [{"slice": 0, "departOn": "soon"}]}, "/slices/0/departOn"),
        ({"kind": "date_change", "slices": [{"slice": 1, "departOn": "2027-03-02"}]}, "/slices/0/departOn"),
        ({"kind": "date_change", "slices": [{"slice": 0, "departure": {"notBefore": "25:00"}}]}, "/slices/0/departure"),
        ({"kind": "date_change", "slices": [{"slice": 0, "departure": {}}]}, "/slices/0/departure"),
        ({"kind": "date_change", "stays": [{"stay": 0, "checkOut": "2027-03-03"}]}, "/stays/0/checkOut"),
        ({"kind": "date_change", "cars": [{"car": 0, "dropOffOn": "2027-03-09"}]}, "/cars/0/car"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(made: World, body: dict[str, Any], pointer: str) -> None:
    booking_id = booked(made, stay=RequestedStay())

    answer = ask(booking_id, **body)

    assert answer.status == 400, answer.text
    assert answer.body["errors"][0]["pointer"].startswith(pointer), answer.text


def test_date_change_names_what_is_bought_instead_in_places_of_its_own(made: World) -> None:
    booking_id = booked(made, **TWO_CITIES.asks)

    answer = ask(booking_id, kind="date_change", slices=[{"slice": 2, "departOn": "2027-03-08"}])

    assert answer.status == 201, answer.text
    replacement = answer.body["replacement"]
    (moved,) = replacement["slices"]
    assert (moved["origin"]["name"], moved["departOn"]) == ("London", "2027-03-08")
    (longer,) = replacement["stays"]
    assert (longer["checkIn"], longer["checkOut"], longer["arrivesBy"], longer["leavesBy"]) == (
        "2027-03-05",
        "2027-03-08",
        None,
        0,
    )
    assert replacement["cars"] == []
    assert len(answer.body["parts"]) == 2
    assert not answer.body["fullyCancelled"]
    assert call(ANNA, "GET", f"/v1/bookings/{booking_id}/quotes/{answer.body['quoteId']}").body == answer.body


def test_car_moves_by_its_day(made: World) -> None:
    booking_id = booked(made, **CAR_ALONE.asks)

    answer = ask(booking_id, kind="date_change", cars=[{"car": 0, "dropOffOn": "2027-03-07", "dropOffAt": "18:00"}])

    assert answer.status == 201, answer.text
    (moved,) = answer.body["replacement"]["cars"]
    assert (moved["pickUpOn"], moved["dropOffOn"], moved["dropOffAt"]) == ("2027-03-03", "2027-03-07", "18:00")
    assert answer.body["fullyCancelled"]


def test_one_of_two_stays_is_quoted_and_cancelled(made: World) -> None:
    booking_id = booked(made, **TWO_CITIES.asks)
    stay = stay_of(made, booking_id)

    quote = ask(booking_id, kind="cancellation", parts=[stay])
    path = f"/v1/bookings/{booking_id}/quotes/{quote.body['quoteId']}/confirmation"
    assert call(ANNA, "POST", path, idempotency_key="one").status == 202
    made.run(60)

    shown = call(ANNA, "GET", f"/v1/bookings/{booking_id}").body
    assert {each["partId"] for each in shown["parts"] if each["status"] == "cancelled"} == {stay}
    (receipt,) = call(ANNA, "GET", f"/v1/bookings/{booking_id}/receipts").body["items"]
    assert [each["partId"] for each in receipt["parts"]] == [stay]


def test_nobody_pays_for_what_is_booked_already(made: World) -> None:
    """Whichever day or time is named at which it is as it is, something else is quoted."""
    booking_id = booked(made, stay=RequestedStay())
    shown = call(ANNA, "GET", f"/v1/bookings/{booking_id}").body
    (selected,) = (each for each in shown["options"] if each["optionId"] == shown["selectedOptionId"])
    out, back = {"slice": 0, "departOn": "2027-03-03"}, {"slice": 1, "departOn": "2027-03-05"}

    for body in (
        {"slices": [out]},
        {"slices": [out, back]},
        {"slices": [{"slice": 0, "departure": {"notBefore": "00:00"}}]},
        {"stays": [{"stay": 0, "checkOut": "2027-03-05"}]},
    ):
        answer = ask(booking_id, kind="date_change", **body)
        assert answer.status == 201, answer.text
        assert not parts_of(answer.body["replacement"]["option"]) <= parts_of(selected), body


def parts_of(option: dict[str, Any]) -> set[tuple[str, ...]]:
    """What an option is, whatever it costs: flights by their times, hotels by their nights."""
    flown = [slice_ for each in option["components"] for slice_ in each.get("slices", ())]
    segments = [segment for slice_ in flown for segment in slice_["segments"]]
    rooms = [each for each in option["components"] if each["kind"] == "stay"]
    return {
        *((each["flightNumber"], each["departsAt"]) for each in segments),
        *((each["name"], each["checkIn"], each["checkOut"]) for each in rooms),
    }
