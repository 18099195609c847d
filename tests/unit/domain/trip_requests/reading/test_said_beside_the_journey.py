"""What people say beside their journey: whose guests they are, which airports they do not want, who comes along, and
who stays at home."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to Oslo on 8 March, back on 11 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def ask(sentence: str) -> str:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(sentence)
    return " ".join(each.question for each in doubt.value.questions)


@pytest.mark.parametrize(
    "said",
    [
        "I'm staying with friends",
        "I am staying with my brother",
        "we sleep there by friends",
        "staying with colleagues in both places",
        "I'm crashing at my aunt's",
        "I'll stay at the house of a friend",
        "he is there as a guest of the University",
        "the client puts me up",
        "I am having relatives there",
        "three nights at my cousin's",
        "three nights there with my folks",
    ],
)
def test_who_gives_a_bed_does_not_travel(said: str) -> None:
    assert read(f"{TRIP}, {said}") == read(TRIP)


@pytest.mark.parametrize("said", ["with my wife", "three nights with my wife", "with a friend", "with my family"])
def test_who_comes_along_is_no_host(said: str) -> None:
    assert ask(f"{TRIP}, {said}")


@pytest.mark.parametrize(
    ("said", "airport"),
    [
        ("Bari to Milan Linate (not Malpensa, is too far) on 8 March, return from Linate to Bari on 11 March", "LIN"),
        ("bari to linate 8 march, not malpensa haha, back 11 march", "LIN"),
        ("Bari to Belfast City (not International, please, it's miles out) on 8 March, back on 11 March", "BHD"),
        ("Bari to Tokyo (Haneda please, not Narita!) on 8 March, back on 11 March", "HND"),
        ("Bari to Tokyo (Haneda pls) on 8 March, back on 11 March", "HND"),
        ("Bari to Istanbul Sabiha Gökçen, not the new airport, on 8 March, and back on 11 March", "SAW"),
        ("Bari to Jakarta on 8 March, Soekarno-Hatta please, not Halim, back on 11 March", "CGK"),
        ("Gatwick this time, not Heathrow! Bari to Gatwick 8 March, back 11 March", "LGW"),
    ],
)
def test_airport_that_is_not_wanted_is_passed_over_where_another_is_named(said: str, airport: str) -> None:
    assert [each.airports for each in (read(said).slices[0].destination, read(said).slices[1].origin)] == [
        (airport,),
        (airport,),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Bari to Milan on 8 March, not the new airport, back on 11 March",
        "Bari to Milan Linate on 8 March, not Linate, back on 11 March",
        "Bari to Tokyo (Haneda, not Haneda) on 8 March, back on 11 March",
    ],
)
def test_airport_that_is_wanted_and_not_wanted_is_asked_about(said: str) -> None:
    assert ask(said)


@pytest.mark.parametrize(
    "said",
    [
        "My colleague Shruti Deshmukh is also coming",
        "My coworker Shruti Deshmukh is riding with me",
        "Shruti Deshmukh is only coming because I asked her to",
    ],
)
def test_who_comes_along_travels(said: str) -> None:
    assert "Shruti Deshmukh" in ask(f"{TRIP}. {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "Kristjan stays at home this time, so it is only me",
        "Kristjan stays behind",
        "Kristjan remains at home",
        "only I go, Kristjan can't get away",
    ],
)
def test_who_stays_at_home_does_not_travel(said: str) -> None:
    assert read(f"{TRIP}. {said}.").travellers == read(TRIP).travellers


def test_alone_behind_a_city_says_where() -> None:
    trip = read("Berlin to Oslo 8 March, Oslo to Bergen 9 March, home 11 March. In Bergen alone a hotel")

    assert [stay.place.name for stay in trip.stays] == ["Bergen"]


@pytest.mark.parametrize(
    ("said", "carriers"),
    [
        ("on no account Ryanair", ("FR",)),
        ("nothing with Ryanair", ("FR",)),
        ("not with airline Peach", ("MM",)),
        ("not with the airline Peach", ("MM",)),
    ],
)
def test_airline_is_refused(said: str, carriers: tuple[str, ...]) -> None:
    assert [getattr(each, "carriers", None) for each in read(f"{TRIP}, {said}").preferences] == [carriers]


def test_airline_that_somebody_flies_is_wished_for() -> None:
    assert [getattr(each, "carriers", None) for each in read(f"{TRIP}. I fly Southwest only.").preferences] == [("WN",)]


@pytest.mark.parametrize("said", ["no planes", "and no flying please", "by train, no airplanes"])
def test_no_plane_beside_a_train_says_nothing_more(said: str) -> None:
    assert [each.mode.value for each in read(f"Berlin to Prague by train on 8 March, {said}").slices] == ["rail"]
