"""Slices that are dated by the nights spent before them."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def days(trip: TripRequest) -> str:
    return ", ".join(f"{each.destination.airports[0]} {each.depart_on:%d.%m}" for each in trip.slices)


def ask(sentence: str) -> set[str]:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return {each.field for each in doubt.value.questions}


@pytest.mark.parametrize(
    "said",
    [
        "Oslo to Vienna on 5 April, two nights there, then on to Linz for three nights, then home to Oslo",
        "Oslo to Vienna 5 April, 2 nights, Vienna to Linz, 3 nights, Linz to Oslo",
        "Oslo to Vienna on 5 April. Two nights in Vienna, then on to Linz, three nights there, then back to Oslo",
        "OSL-VIE 5APR / 2 nts / VIE-LNZ / 3 nts / LNZ-OSL",
        "I fly from Oslo to Vienna on 5 April, stay 2 nights, then Vienna to Linz for three nights and home to Oslo",
        "Oslo - Vienna - Linz - Oslo. Starting on 5 April, 2 nights in Vienna, 3 nights in Linz",
        "From Oslo to Vienna on 5 April, thence, following two nights, to Linz, and after three nights Linz to Oslo",
        "Oslo to Vienna on 5 April with halt of 2 nights, thereafter Vienna to Linz on 7 April, 3 nights, Linz to Oslo",
        "Oslo to Vienna on 5 April, then two nights later Vienna to Linz, then three nights later Linz to Oslo",
        "Oslo to Vienna 5 April, 2 further nights, Vienna to Linz, 3 more nights, Linz to Oslo on 10 April",
    ],
)
def test_nights_between_slices_say_the_day_of_the_next(said: str) -> None:
    assert days(read(said)) == "VIE 05.04, LNZ 07.04, OSL 10.04"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("Oslo to Vienna on 5 April, two nights, then Vienna to Linz, then Linz to Oslo", "slices.2.departOn"),
        ("Oslo to Vienna on 5 April, Vienna to Linz, Linz to Oslo, two nights, three nights", "slices.1.departOn"),
        ("Oslo to Vienna on 5 April, 2 nights, Vienna to Linz on 8 April, Linz to Oslo 10 April", "slices.1.departOn"),
        ("Oslo to Vienna on 5 April, 2 nights, 3 nights, Vienna to Linz, 1 night, Linz to Oslo", "slices.1.departOn"),
        ("Oslo to Vienna, 2 nights, Vienna to Linz, 3 nights, Linz to Oslo on 10 April", "departOn"),
        (
            "Oslo to Vienna on 5 April, then for two nights on to Linz, then for one night on to Graz",
            "slices.1.departOn",
        ),
    ],
)
def test_nights_that_say_no_day_for_certain_are_asked(said: str, field: str) -> None:
    assert field in ask(said)


def test_hotel_is_for_the_nights_of_its_own_city() -> None:
    trip = read("Oslo to Vienna 5 April, 2 nights, Vienna to Linz, 3 nights, Linz to Oslo. Hotel in Linz only")

    assert [(each.place.name, each.nights) for each in trip.stays] == [("Linz", 3)]


def test_nights_behind_the_last_slice_are_asked_about() -> None:
    said = "Oslo to Vienna 5 April, 2 nights, Vienna to Linz, 3 nights, Linz to Oslo, then 4 nights of rest"

    assert ask(said) == {"unread"}


@pytest.mark.parametrize(
    ("said", "city"),
    [
        (
            "Oslo to Vienna 5 April, two nights at a hotel near the cathedral, then on to Linz, 3 nights, and home",
            "Vienna",
        ),
        ("Oslo to Vienna 5 April, two nights there, then on to Linz, hotel for 3 nights, and home to Oslo", "Linz"),
        ("Oslo to Vienna 5 April, 2 nights, Vienna to Linz, 3 nights, Linz to Oslo. In Vienna a hotel", "Vienna"),
        (
            "Oslo to Vienna 5 April, 2 nights, Vienna to Linz, 3 nights, Linz to Oslo. In Linz alone we need a hotel",
            "Linz",
        ),
    ],
)
def test_hotel_is_where_the_nights_beside_it_are_spent(said: str, city: str) -> None:
    assert [stay.place.name for stay in read(said).stays] == [city]
