"""Why one travels and which cost centre pays, in words."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.people.charges import cost_centres_in
from chalicelib.domain.trip_requests.reading.people.purposes import read_purpose, take_labelled_purpose
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.trip_request import Traveller
from tests.support.mid_morning import mid_morning


def purpose(text: str) -> str | None:
    words = Words(f"Flight to Rome on 3 March 2027, {text}", 1000)
    return take_labelled_purpose(words) or read_purpose(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Purpose: hearing of Dr. Weiss. Oslo to Rome", "hearing of Dr. Weiss"),
        ("Purpose of journey: Supplier audit Cost centre: 47", "Supplier audit"),
        ("Purpose - none", None),
        ("Reason for travel: factory acceptance test; from Oslo", "factory acceptance test"),
        ("it's for the boat show", "the boat show"),
        ("for the congress of surgery: Madrid to Rome", "the congress of surgery"),
        ("its the winter offsite", "the winter offsite"),
        ("because of a client appointment, please", "a client appointment"),
        ("I will attend the trade fair", "attend the trade fair"),
        ("for those days", None),
        ("for the whole stay", None),
        ("for the nights of 22 and 23", None),
        ("for a one o'clock start", None),
        ("for the record what we agreed", None),
        ("for urgent matters call Denise", None),
        ("sorry for the meeting", None),
        ("for the undersigned", None),
        ("for three engineers", None),
        ("the one for Ines", None),
        ("price for all nights", None),
        ("for night", None),
    ],
)
def test_purpose_is_an_occasion_in_the_travellers_words(text: str, expected: str | None) -> None:
    assert purpose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cost centre SALES-EU", ("SALES-EU",)),
        ("Cost center is 55-1040.", ("55-1040",)),
        ("CC 2210", ("2210",)),
        ("Charge to: CC 88021", ("88021",)),
        ("CC: 4410, Y", ("4410",)),
        ("Charge it to project code CC-9041, that is the cost centre.", ("CC-9041",)),
        ("bill to client matter 20271-003", ("20271-003",)),
        ("Bill matter 20271-003, no, our cost centre is L-410", ("L-410",)),
        ("wbs: A12-7", ("A12-7",)),
        ("project code is on the order", ()),
        ("Cc: Ida Holm", ()),
        ("charge your phone", ()),
        ("cost centre A-1 or cost centre B-2", ("A-1", "B-2")),
    ],
)
def test_cost_centre_is_what_is_said_to_pay(text: str, expected: tuple[str, ...]) -> None:
    assert cost_centres_in(text) == expected


def test_purpose_and_cost_centre_change_nothing_of_the_trip() -> None:
    anna = Traveller(given_name="Anna", family_name="Adams")
    read = read_request(
        "Purpose: Paris motor show. Berlin to Paris 3-5 March 2027, charge CC 4711",
        now=mid_morning(date(2026, 11, 20)),
        defaults=ReadingDefaults(traveller=anna, currency="EUR", cost_centre="SALES-EU"),
    )

    assert (read.purpose, read.cost_centre) == ("Paris motor show", "4711")
    assert [each.destination.name for each in read.slices] == ["Paris", "Berlin"]
