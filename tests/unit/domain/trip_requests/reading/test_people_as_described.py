"""People by what they do, those who write what is forwarded, and names that are none of people."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to Oslo 8 March, back 11 March"


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS, answers=answers)


def ask(sentence: str, **answers: str) -> str:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence, **answers)
    return " ".join(each.question for each in doubt.value.questions)


@pytest.mark.parametrize(
    "said",
    [
        f"Our rep Marisol Vega flies {TRIP}",
        f"Our field chap Marisol Vega needs {TRIP}",
        f"My site engineer Ms. Marisol Vega is to report in Oslo. {TRIP}",
        f"Travel is approved for Ms Marisol Vega, Chief Engineer, {TRIP}",
        f"Please book Marisol Vega, our new account executive for the north, for {TRIP}",
        f"Our senior hydrologist Marisol Vega has to fly {TRIP}",
        f"Marisol Vega, a visiting fellow of the Institute of Astronomy, travels {TRIP}",
        f"The consultant Marisol Vega will fly {TRIP}",
        f"Our auditor, Ms Marisol Vega, is to be booked {TRIP}",
    ],
)
def test_description_of_somebody_is_no_reason_to_ask(said: str) -> None:
    trip = read(said, travellers="Marisol / Vega")

    assert [each.full_name for each in trip.travellers] == ["Marisol Vega"]
    assert len(trip.slices) == 2


def test_undersigned_is_whoever_asks_whatever_they_are() -> None:
    trip = read(f"The undersigned, a Visiting Fellow of the Institute of Astronomy, requests {TRIP}.")

    assert trip.travellers == (DEFAULTS.traveller,)


def mail(newest: str, older: str) -> str:
    return f"{newest}\n\n-----Original Message-----\nFrom: Wanjiru Kamau\nTo: Peter Otieno\nSubject: Trip\n\n{older}"


@pytest.mark.parametrize(
    ("newest", "older", "others"),
    [
        ("See below from Wanjiru, please book exactly that.", f"Peter, I need {TRIP}.", ["Wanjiru Kamau"]),
        ("Please book the below.", f"I have to go {TRIP}.", ["Wanjiru Kamau"]),
        ("Please book the below.", f"Travelling: myself and Mr Wei Lim. {TRIP}.", ["Wanjiru Kamau", "Wei Lim"]),
    ],
)
def test_who_wrote_what_is_forwarded_travels(newest: str, older: str, others: list[str]) -> None:
    answer = "; ".join(name.replace(" ", " / ") for name in others)
    trip = read(mail(newest, older), travellers=answer)

    assert [each.full_name for each in trip.travellers] == others


@pytest.mark.parametrize(
    "newest", ["Please book the below for me too.", "Please book the below, I'm joining.", "See below, for both of us."]
)
def test_who_forwards_and_goes_along_travels_as_well(newest: str) -> None:
    trip = read(mail(newest, f"I need {TRIP}."), travellers="Wanjiru / Kamau")

    assert [each.full_name for each in trip.travellers[1:]] == ["Wanjiru Kamau"]


def test_who_forwards_for_themselves_travels_alone() -> None:
    assert read(mail("Please book the below for me.", f"I need {TRIP}.")).travellers == (DEFAULTS.traveller,)


def test_forwarded_trip_of_which_nobody_speaks_as_their_own_is_the_requesters() -> None:
    trip = read(mail("Please book the below.", f"{TRIP}. Thanks."))

    assert trip.travellers == (DEFAULTS.traveller,)


@pytest.mark.parametrize("said", ["by company Zorp or Latam", "with the airline Zorp", "with Latam or Zorp"])
def test_name_in_a_choice_of_airlines_is_asked_about_though_travellers_were_named(said: str) -> None:
    assert "Zorp" in ask(f"I and colleague Marisol Vega, {TRIP}, {said}", travellers="Marisol / Vega")


@pytest.mark.parametrize(
    ("said", "is_dropped"),
    [
        ("Not Luton again, I beg you. Stansted to Bilbao 8 March", True),
        ("Not from Luton this time please. Heathrow to Bilbao 8 March", True),
        ("Not Luton again. London to Bilbao 8 March", False),
    ],
)
def test_place_that_is_not_wanted_is_left_out_where_no_other_means_it(said: str, *, is_dropped: bool) -> None:
    assert is_dropped or "Luton" in ask(said)
    assert not is_dropped or len(read(said).slices) == 1
