"""Families and companions as people list them, where a car goes back to, cost centres in short, rides home that one
sees to, and clauses that tell of nothing."""

from contextlib import suppress
from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import CarCategory, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Oslo to Bergen on 20 March, back on 24 March"


def read(sentence: str, answers: dict[str, str] | None = None) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS, answers=answers)


def read_or_ask(sentence: str) -> TripRequest | None:
    with suppress(AmbiguousRequest):
        return read(sentence)
    return None


def asked(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return {each.field: each.question for each in doubt.value.questions}


@pytest.mark.parametrize(
    ("who", "others"),
    [
        ("Myself, wife and two kids", 3),
        ("Me, my wife and two children", 3),
        ("I, my husband and one kid", 2),
        ("Myself, wife and a colleague", 2),
        ("Myself, my boss and two colleagues", 3),
        ("Me, my mother and three friends", 4),
        ("Myself, partner and our two kids", 3),
        ("I, my assistant and two engineers", 3),
    ],
)
def test_everybody_of_a_family_is_counted(who: str, others: int) -> None:
    assert f"other {others} people" in asked(f"{who} are travelling Oslo to Bergen on 20 March.")["travellers"]


@pytest.mark.parametrize(
    "said",
    [
        "The undersigned will be accompanied by the deputy director, Mr. Laurent Bisson",
        "I will be accompanied by the director, Mr. Laurent Bisson",
        "I shall be accompanied by the chairman, Mr. Laurent Bisson",
        "I travel with the secretary, Mr. Laurent Bisson",
        "The undersigned travels with the deputy director, Mr. Laurent Bisson",
        "I am flying with the manager, Mr. Laurent Bisson",
        "I am travelling together with the director, Mr. Laurent Bisson",
        "I will be going along with the director, Mr. Laurent Bisson",
    ],
)
def test_who_accompanies_by_office_and_name_travels(said: str) -> None:
    assert "Laurent Bisson" in asked(f"{TRIP}. {said}.")["travellers"]


def test_whom_one_meets_by_office_and_name_is_no_companion() -> None:
    assert "travellers" not in asked(f"{TRIP}. I meet with the director, Mr. Laurent Bisson.")


@pytest.mark.parametrize("city", ["Addis Ababa", "Buenos Aires", "Hong Kong", "Kuala Lumpur", "San Jose del Cabo"])
def test_last_word_of_a_city_is_no_traveller_before_those_who_are(city: str) -> None:
    question = asked(f"Two tickets from Madrid to {city} on 20 March 2027, for Mrs. Ngozi Eze and Mr. Ali Bello.")

    assert "Ngozi Eze and Ali Bello" in question["travellers"]


@pytest.mark.parametrize("count", ["for two please", "for two pls", "for 2 please", "for two, please"])
def test_polite_word_behind_a_count_leaves_it_one(count: str) -> None:
    assert "Bancroft" in asked(f"Train {count}, Oslo to Bergen on 20 March. It's Oliver Bancroft and me.")["travellers"]


@pytest.mark.parametrize(
    "said",
    [
        "drop off same place 24 March at 5 pm",
        "return same station 24 March at 5 pm",
        "returned to same location 24 March at 5 pm",
        "drop-off at same branch 24 March at 5 pm",
        "drop off at the same airport 24 March at 5 pm",
        "drop off in the same city 24 March at 5 pm",
        "drop off same loc 24 March at 5 pm",
        "return to the same counter 24 March at 5 pm",
        "drop off same rental desk 24 March at 5 pm",
    ],
)
def test_car_goes_back_to_the_same_place(said: str) -> None:
    (car,) = read(f"Rental car only: pick up in Bergen 20 March at 9 am, {said}. Compact, automatic").cars

    assert (car.drop_off.name, car.drop_off_on, car.drop_off_at) == ("Bergen", date(2027, 3, 24), "17:00")
    assert (car.category, car.automatic) == (CarCategory.COMPACT, True)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("cc 55-AT", "55-AT"),
        ("cc AT55", "AT55"),
        ("cc 4410", "4410"),
        ("CC OPS-7", "OPS-7"),
        ("cc R2-D2", "R2-D2"),
        ("cc: 77-X", "77-X"),
        ("cc 9-A-1", "9-A-1"),
        ("cc X9", "X9"),
    ],
)
def test_cost_centre_is_said_in_short(said: str, code: str) -> None:
    assert read(f"{TRIP}, {said}").cost_centre == code


@pytest.mark.parametrize("said", ["cc ann2@example.com", "cc Ann", "cc 2 colleagues"])
def test_who_gets_a_copy_is_no_cost_centre(said: str) -> None:
    trip = read_or_ask(f"{TRIP}, {said}")

    assert trip is None or trip.cost_centre == DEFAULTS.cost_centre


@pytest.mark.parametrize(
    "said",
    [
        "I'll make my own way home from there",
        "We'll find our own way back from Stavanger",
        "I will make my own way home",
        "I'm making my own way back afterwards",
        "I shall arrange my own travel home from there",
        "I can sort out my own transport back",
        "I'll be finding my own way home after that",
        "I shall be driving back with a colleague",
        "I'll sort my own journey home",
    ],
)
def test_who_goes_home_by_oneself_is_asked_for_no_return(said: str) -> None:
    trip = read(f"Oslo to Bergen on the 17th of March, then Bergen to Stavanger on the 19th. {said}.")

    assert [each.destination.name for each in trip.slices] == ["Bergen", "Stavanger"]


@pytest.mark.parametrize("isle", ["the Isle of Man", "Isle of Man", "the isle of Man"])
def test_isle_is_no_aisle(isle: str) -> None:
    trip = read(f"Manchester to {isle} on 20 March")

    assert trip.slices[0].destination.airports == ("IOM",)
    assert trip.preferences == ()


@pytest.mark.parametrize(
    "said",
    [
        "Otherwise as you like",
        "Kindly book at the earliest and share the ticket on this mail only",
        "Please send the itinerary to this email id",
        "Connecting flight is also ok",
        "Connecting trains are acceptable",
        "An indirect flight is fine too",
        "Otherwise I'm easy",
        "Otherwise all as usual",
        "Share the e-ticket on my whatsapp number",
        "Please issue the tickets on priority",
    ],
)
def test_clause_that_asks_for_nothing_is_passed_over(said: str) -> None:
    assert read(f"{TRIP}. {said}.") == read(f"{TRIP}.")


@pytest.mark.parametrize(
    "said",
    [
        "Otherwise cancel the hotel",
        "Otherwise in business class",
        "Otherwise as cheap as 90 EUR",
        "Kindly book at the earliest time",
        "Share the ticket with Ann",
        "A connecting flight via Paris",
        "An indirect flight is fine unless it is long",
        "Otherwise by train",
        "One connection is acceptable",
    ],
)
def test_clause_that_may_matter_is_not_passed_over_with_it(said: str) -> None:
    assert read_or_ask(f"{TRIP}. {said}.") != read(f"{TRIP}.")
