"""What people write around a request in mails and chats changes nothing in it, and what they ask for in passing is
read."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import CheckedBags, WithCarriers
from chalicelib.domain.trip_requests.reading.leftovers.leftovers import GAP, sort_leftovers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Berlin to London on 3 March 2027, back on 5 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


def test_what_is_not_to_happen_again_is_asked_about() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"{TRIP}; last time the flight was too early so nothing before 9")

    (question,) = caught.value.questions
    assert "before 9" in question.question


@pytest.mark.parametrize(
    "said",
    [
        "My visa is ready at last",
        "My passport is valid until further notice",
        "Our kids are with their grandparents",
        "She is a vegan by the way",
        "My sister lives close by",
        "Ha, long time no see",
        "Please do not hesitate to call me",
        "Should you need any more input, please ask",
        "Kindly revert at the earliest",
        "I have a meeting with our customer",
        "My manager okayed it",
        "I want those miles",
        "Any airline will do",
        "The flight takes over two hours",
        "Please arrange the following",
        "I'll share the particulars in due course",
    ],
)
def test_what_is_said_around_a_trip_changes_nothing(said: str) -> None:
    assert read(f"{said}. {TRIP}.") == read(TRIP)
    assert read(f"{TRIP}. {said}.") == read(TRIP)


@pytest.mark.parametrize(
    "said",
    [
        "Accommodation is being provided by the host university",
        "The hotel is covered",
        "The organiser takes care of the hotel",
        "My host has arranged a room",
        "I'm staying in company housing",
        "Hotel: none",
    ],
)
def test_hotel_that_others_provide_is_none(said: str) -> None:
    assert read(f"{TRIP}. {said}.").stays == ()


@pytest.mark.parametrize("said", ["2 bags 23 kg", "two bags", "2 pcs luggage", "2 suitcases"])
def test_counted_bags_are_checked(said: str) -> None:
    assert [each.bags for each in read(f"{TRIP}, {said}").preferences if isinstance(each, CheckedBags)] == [2]


@pytest.mark.parametrize("said", ["Hold luggage not required", "only a small bag with me", "I only have small luggage"])
def test_small_bags_ask_for_none(said: str) -> None:
    assert read(f"{TRIP}. {said}.").preferences == ()


@pytest.mark.parametrize(
    "said", ["Emirates business class", "so Emirates if at all possible", "Emirates will do", "Emirates for preference"]
)
def test_airline_is_read_by_what_stands_behind_its_name(said: str) -> None:
    wishes = [each.carriers for each in read(f"{TRIP}. {said}.").preferences if isinstance(each, WithCarriers)]

    assert wishes == [("EK",)]


def test_airline_that_nothing_read_is_asked_about() -> None:
    assert sort_leftovers(f"{GAP} Emirates {GAP}", {"travellers"}).asked == ("Emirates",)


def test_weekday_of_an_option_is_no_day_of_the_trip() -> None:
    assert read(f"Let's go with the Tuesday option then: {TRIP}") == read(TRIP)


@pytest.mark.parametrize("said", ["with my skis", "a vegan meal please", "with our kids", "we need visas"])
def test_what_people_have_is_asked_about_where_it_is_asked_for(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TRIP}, {said}")


@pytest.mark.parametrize(
    "said",
    [
        "In accordance with the invitation of the institute, I need {0}",
        "I could not reply earlier, {0}",
        "{0}. I'm not posh",
        "{0}. Manager approval on file",
        "{0}. My mobile no. is 98470 55501",
        "{0}. Greetings to your family",
        "{0}. With best compliments, Dr. Henri Favre",
        "{0}. Thanks! - Jo",
    ],
)
def test_what_opens_and_closes_a_mail_changes_nothing(said: str) -> None:
    assert read(said.format(TRIP)) == read(TRIP)


def test_role_behind_a_name_is_the_same_person() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"Please book Ines Amado, our new trainee, {TRIP}")

    assert "Which are the given and which the family names of Ines Amado?" in caught.value.questions[0].question


@pytest.mark.parametrize(
    ("said", "code"), [("New York JFK", "JFK"), ("New York, EWR", "EWR"), ("Paris CDG", "CDG"), ("Milan MXP", "MXP")]
)
def test_code_behind_a_city_says_which_airport(said: str, code: str) -> None:
    trip = read(f"Berlin to {said} on 3 March 2027, back on 5 March")

    assert [each.destination.airports for each in trip.slices[:1]] == [(code,)]


def test_people_whom_one_visits_are_the_purpose() -> None:
    assert read(f"I have to visit three customers. {TRIP}").purpose == "visit three customers"


@pytest.mark.parametrize(
    "said", ["could I get a hotel sorted", "I'd like to have a nice hotel booked", "I need my hotel arranged"]
)
def test_hotel_to_be_arranged_is_wanted(said: str) -> None:
    assert len(read(f"{TRIP}, {said}").stays) == 1
