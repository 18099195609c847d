"""Offices, universities and bodies in formal requests: none of them is asked about, unless it may travel."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive, negations
from chalicelib.domain.trip_requests.reading.leftovers.organisations import without_organisations
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to Oslo 8 March, back 11 March"


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS, answers=answers)


@pytest.mark.parametrize(
    "said",
    [
        f"By virtue of the resolution adopted by the Executive Committee, kindly book {TRIP}",
        f"In my capacity as rapporteur of the Standing Committee on Fisheries I must travel {TRIP}",
        f"Reference is made to the invitation extended by the Ministry of Transport. Kindly book {TRIP}",
        f"Under the auspices of the Federal Office for Migration, please book {TRIP}",
        f"In furtherance of the aims of the European Academy of Sciences, kindly arrange {TRIP}",
        f"As decided by the Board of the Nordic Foundation, please reserve {TRIP}",
        f"On the instructions of the Prosecutor General's Office, kindly book {TRIP}",
        f"I am an examiner of the University of Leeds and have to go {TRIP}",
    ],
)
def test_organisation_that_is_only_named_is_no_reason_to_ask(said: str) -> None:
    trip = read(said)

    assert [each.destination.name for each in trip.slices] == ["Oslo", "Berlin"]
    assert trip.travellers == (DEFAULTS.traveller,)


def test_somebody_of_an_office_travels_by_their_name_alone() -> None:
    sentence = f"Dr Anna Weiss of the Federal Office for Migration will travel {TRIP}"
    trip = read(sentence, travellers="Anna / Weiss")

    assert [each.full_name for each in trip.travellers] == ["Anna Weiss"]
    assert trip.slices[0].origin.name == "Berlin"


@pytest.mark.parametrize("said", ["for the Executive Committee", "with the Board", "send the Council"])
def test_body_that_may_travel_is_asked_about(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TRIP} {said}")


def test_no_word_that_matters_is_part_of_an_organisation() -> None:
    texts = [f"the Ministry of {word.capitalize()}" for word in sorted(all_decisive() | negations()) if word.isalpha()]

    assert [text for text in texts if text.rpartition(" ")[2] not in without_organisations(text)] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dr Anna Weiss of the Federal Office will travel", "Dr Anna Weiss will travel"),
        ("the Ministry of Trade and Industry pays", "the pays"),
        ("the Ministry and Ann Lee travel", "the and Ann Lee travel"),
        ("the Ministry and Ann travel", "the and Ann travel"),
        ("booked by the Office for Ann Lee", "booked for Ann Lee"),
        ("approved by the Board and Bob Ray", "approved and Bob Ray"),
        ("the Ministry Ann Lee", "the Ann Lee"),
        ("the Federal Office for Migration", "the"),
    ],
)
def test_nobody_is_part_of_an_organisation(text: str, left: str) -> None:
    assert " ".join(without_organisations(text).split()) == left
