"""Trips as people ask for them, over all six inhabited continents, each booked to the end; and what is asked back."""

from datetime import date
from typing import NamedTuple

import pytest

from local.client import Client
from tests.e2e.ear import Json
from tests.e2e.world import World, at_once, day
from tests.support.asked_trips import journey_body


class Trip(NamedTuple):
    """A sentence and what it means: airports of origin and destination, cabin and hotel nights."""

    words: str
    origin: str
    destination: str
    cabin: str = "economy"
    nights: int = 0


def said(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B %Y}"


OUTBOUND, INBOUND = day(95), day(98)
BETWEEN = f"from {said(OUTBOUND)} to {said(INBOUND)}"
ROUND = f"on {said(OUTBOUND)}, back on {said(INBOUND)}"

TRIPS = [
    Trip(f"Berlin to London {BETWEEN}, hotel near the centre under 200 EUR a night", "BER", "LHR", nights=3),
    Trip(f"I need to fly Warsaw to Prague on {said(OUTBOUND)}, returning {said(INBOUND)}.", "WAW", "PRG"),
    Trip(f"Madrid to Lisbon on {said(OUTBOUND)} for 3 nights, with a hotel", "MAD", "LIS", nights=3),
    Trip(f"Denver to Austin {OUTBOUND:%B} {OUTBOUND.day}, {OUTBOUND.year} one way", "DEN", "AUS"),
    Trip(f"Please book me Boston to San Francisco {ROUND}, hotel downtown max $150/night", "BOS", "SFO", nights=3),
    Trip(f"São Paulo to Buenos Aires {BETWEEN}", "GRU", "EZE"),
    Trip(f"Lima to Santiago, Chile {ROUND}, for a meeting with Codelco", "LIM", "SCL"),
    Trip(f"Nairobi to Cape Town {ROUND}", "NBO", "CPT"),
    Trip(f"Trip to Nairobi from Addis Ababa {BETWEEN}", "ADD", "NBO"),
    Trip(f"Seoul → Singapore, {OUTBOUND} to {INBOUND}, premium economy", "ICN", "SIN", "premium_economy"),
    Trip(f"fly to Tokyo from Osaka {BETWEEN}", "KIX", "HND"),
    Trip(f"Two nights in Singapore from Jakarta, leaving {said(OUTBOUND)}", "CGK", "SIN"),
    Trip(f"to Sydney from Melbourne on {OUTBOUND}, one way", "MEL", "SYD"),
    Trip(
        f"Wellington to Auckland {BETWEEN}, hotel in the city centre up to 180 euros per night", "WLG", "AKL", nights=3
    ),
]


@pytest.fixture(scope="module")
def asked(world: World) -> dict[str, Json]:
    """Every trip, booked; several at a time."""

    def book(trip: Trip) -> Json:
        return world.finish(world.options({"request": trip.words, "costCentre": "SALES-EU"}))

    return {trip.words: booked for trip, booked in zip(TRIPS, at_once(book, TRIPS), strict=True)}


@pytest.mark.waits
@pytest.mark.parametrize("trip", TRIPS, ids=lambda trip: f"{trip.origin}-{trip.destination}")
def test_sentence_is_booked_to_the_end(world: World, asked: dict[str, Json], trip: Trip) -> None:
    booking = asked[trip.words]
    understood = booking["request"]

    out, *back = understood["slices"]
    assert out["origin"]["airports"][0] == trip.origin
    assert out["destination"]["airports"][0] == trip.destination
    assert out["cabin"] == trip.cabin
    assert out["departOn"] == OUTBOUND.isoformat()
    assert (booking["status"], booking["failure"]) == ("booked", None)
    items = world.traveller.get(f"/v1/trips/{booking['tripId']}")["items"]
    flights = [item for item in items if item["kind"] == "flight"]
    stays = [item for item in items if item["kind"] == "stay"]
    assert len(flights) >= 1 + len(back)
    assert len(stays) == (1 if trip.nights else 0)
    (selected,) = [each for each in booking["options"] if each["optionId"] == booking["selectedOptionId"]]
    assert len(booking["orders"]) == len(selected["components"]) >= (2 if trip.nights else 1)


# Words, and what answers to the questions settle it: a field's answer is its first choice where none is given here.
AMBIGUOUS = [
    (f"Charleston to New York on {said(OUTBOUND)}, one way", {"origin"}, {}),
    (f"Berlin to Portland {BETWEEN}", {"destination"}, {}),
    ("Nairobi to Cape Town", {"departOn", "returnOn"}, {"departOn": OUTBOUND.isoformat(), "returnOn": "one-way"}),
    (f"Lima to Santiago, Chile on {said(OUTBOUND)} and back", {"returnOn"}, {"returnOn": INBOUND.isoformat()}),
    (f"Sydney to Melbourne {BETWEEN}, hotel under 200 EUR", {"nightlyCap"}, {"nightlyCap": "night"}),
    (f"{said(OUTBOUND)} to Tokyo, one way", {"origin"}, {"origin": "Osaka"}),
]


def post(client: Client, words: str, answers: dict[str, str]) -> tuple[int, Json]:
    reply = client.call("POST", "/v1/bookings", {"request": words, "answers": answers})
    assert isinstance(reply.body, dict)
    return reply.status, reply.body


@pytest.mark.waits
@pytest.mark.parametrize(("words", "fields", "given"), AMBIGUOUS, ids=lambda value: str(value)[:28])
def test_what_is_not_certain_is_asked_and_accepted_once_answered(
    world: World, words: str, fields: set[str], given: dict[str, str]
) -> None:
    status, problem = post(world.traveller, words, {})

    assert (status, problem["type"]) == (422, "urn:sojourn:problem:ambiguous-request")
    questions = {asked["field"]: asked for asked in problem["questions"]}
    assert set(questions) == fields
    assert all(asked["question"] for asked in questions.values())
    answers = {field: given.get(field) or asked["choices"][0]["code"] for field, asked in questions.items()}

    status, accepted = post(world.traveller, words, answers)

    assert (status, accepted.get("status")) == (202, "requested"), accepted
    world.traveller.wait_for(accepted["bookingId"], "awaiting_selection")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"request": "Zzyzxia to London tomorrow, one way"}, "/request"),
        (journey_body("BER", "LHR", "2020-01-01"), "/slices/0/departOn"),
        (journey_body("BER", "BER", OUTBOUND.isoformat()), "/slices/0/destination"),
        (journey_body("BER", "LHR", OUTBOUND.isoformat(), seat="window"), "/seat"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(world: World, body: Json, pointer: str) -> None:
    reply = world.traveller.call("POST", "/v1/bookings", body)

    assert (reply.status, reply.body["type"]) == (400, "urn:sojourn:problem:invalid-input")
    assert [error["pointer"] for error in reply.body["errors"]] == [pointer]
