"""What nobody sells is said so, in every way that people ask for it; and a word that is one of these things elsewhere
(a cabin, a city, an airport, a business, a verb) is that and nothing more."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, Traveller
from chalicelib.errors import AmbiguousRequest, Clarification, InvalidInput
from tests.support.asked_trips import Journey, there_and_back
from tests.support.mid_morning import mid_morning

TODAY = date(2026, 11, 20)
DEFAULTS = ReadingDefaults(
    traveller=Traveller(given_name="Anna", family_name="Adams"),
    currency="EUR",
    cabin=Cabin.BUSINESS,  # so that a cabin that was read by mistake is seen
    cost_centre="SALES-EU",
)


def read(sentence: str, **answers: str) -> Journey:
    return there_and_back(read_request(sentence, now=mid_morning(TODAY), defaults=DEFAULTS, answers=answers))


def asked(sentence: str) -> dict[str, Clarification]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {question.field: question for question in caught.value.questions}


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("coach to Hamburg 3 March 2027, one way", "coach"),
        ("Berlin to Hamburg by coach 3-5 March 2027", "coach"),
        ("a coach from Berlin to Hamburg 3 March 2027 one way", "coach"),
        ("I would like to take the coach from Sofia to Varna on 3 March 2027, one way", "coach"),
        ("book coach tickets from London to Leeds 3-5 March 2027", "coach tickets"),
        ("express coach from Oslo to Stockholm 3 March 2027 one way", "express coach"),
        ("fly Berlin to Hamburg 3-5 March 2027, then a coach", "coach"),
        ("Berlin to Hamburg 3-5 March 2027 by bus", "bus"),
        ("bus from Lima to Cusco 3 March 2027 one way", "bus"),
        ("minibus from Accra to Kumasi 3-5 March 2027", "minibus"),
        ("Helsinki to Tallinn by ferry 3-5 March 2027", "ferry"),
        ("ferry to Tallinn from Helsinki 3 March 2027 one way", "ferry"),
        ("van to Hamburg 3 March 2027 one way", "van"),
        ("rent a van in Madrid 3-5 March 2027 from Lisbon", "van"),
        ("Nairobi to Mombasa 3-5 March 2027 by taxi", "taxi"),
        ("Mumbai to Pune 3-5 March 2027, airport taxi", "airport taxi"),
        ("drive from Dallas to Austin 3-5 March 2027 by car", "car"),
        ("Toronto to Montreal 3-5 March 2027, private transfer", "private transfer"),
        ("boat from Split to Bari 3 March 2027 one way", "boat"),
        ("Malaga to Ibiza by helicopter 3 March 2027 one way", "helicopter"),
        ("COACH FROM BERLIN TO HAMBURG 3 MARCH 2027 ONE WAY", "coach"),
    ],
)
def test_what_nobody_sells_is_said_so_and_nothing_is_booked_instead_unasked(sentence: str, thing: str) -> None:
    question = asked(sentence)["unread"]

    assert question.question.startswith(
        f'Nobody sells "{thing}" here. Only flights, trains, hotel stays and rental cars are sold here.'
    )
    assert [code for code, _ in question.choices] == ["ignore"]


@pytest.mark.parametrize("sentence", ["book a coach", "a taxi, please", "coach tickets for tomorrow", "a private car"])
def test_what_asks_for_nothing_else_is_refused_with_what_is_sold(sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(sentence)

    assert "Only flights, trains, hotel stays and rental cars are sold here." in str(caught.value)


def test_who_goes_on_without_it_gets_the_flight_in_their_own_cabin() -> None:
    found = read("Berlin to Hamburg by coach 3-5 March 2027", unread="ignore")

    assert (found.origin.name, found.destination.name, found.cabin) == ("Berlin", "Hamburg", Cabin.BUSINESS)


def test_what_is_not_sold_and_what_is_not_understood_are_asked_together() -> None:
    question = asked("Berlin to Hamburg by ferry 3-5 March 2027 with my dog")["unread"]

    assert 'Nobody sells "ferry"' in question.question
    assert 'Not understood: "dog".' in question.question


@pytest.mark.parametrize(
    "sentence",
    [
        "fly coach to Hamburg from Berlin 3-5 March 2027",
        "Berlin to Hamburg 3-5 March 2027 coach class",
        "Denver to Austin 3-5 March 2027 in coach",
        "flying coach from Dallas to Miami 3-5 March 2027",
        "a coach seat from Boston to Chicago 3-5 March 2027",
        "coach fare Lima to Bogotá 3-5 March 2027",
        "flights Berlin to Hamburg 3-5 March 2027, coach",
        "Flight from Seattle to Tokyo 3-5 March 2027, cabin: coach",
        "I want to travel coach from Manila to Davao 3-5 March 2027",
        "coach flights from Delhi to Mumbai 3-5 March 2027",
        "seats in coach, Doha to Muscat 3-5 March 2027",
    ],
)
def test_coach_among_words_of_flying_is_economy(sentence: str) -> None:
    assert read(sentence).cabin is Cabin.ECONOMY


@pytest.mark.parametrize(
    "sentence", ["Berlin to Hamburg 3-5 March 2027, coach", "London to Leeds 3-5 March 2027 coach, hotel"]
)
def test_coach_alone_is_asked_about_and_the_answer_is_taken(sentence: str) -> None:
    question = asked(sentence)["cabin"]

    assert "not sold" in question.question
    assert [read(sentence, cabin=code).cabin for code, _ in question.choices] == [Cabin.ECONOMY]


@pytest.mark.parametrize(
    ("sentence", "origin", "destination"),
    [
        ("Istanbul to Van 3-5 March 2027", "Istanbul", "Van"),
        ("Van to Istanbul 3-5 March 2027", "Van", "Istanbul"),
        ("from van to istanbul 3-5 march 2027", "Van", "Istanbul"),
        ("istanbul to van 3-5 march 2027", "Istanbul", "Van"),
        ("BUS to IST 3 March 2027, one way", "Batumi International Airport", "Istanbul"),
        ("Istanbul to Batumi 3-5 March 2027 to meet the bus company", "Istanbul", "Batumi"),
        ("Berlin to Munich 3-5 March 2027 for the car show", "Berlin", "Munich"),
        ("Berlin to Munich 3-5 March 2027 for a train conference", "Berlin", "Munich"),
        ("Berlin to Munich 3-5 March 2027 to train the sales team", "Berlin", "Munich"),
        ("Berlin to Munich 3-5 March 2027 to coach the sales team", "Berlin", "Munich"),
        ("Oslo to Bergen 3-5 March 2027 to inspect the ferry terminal", "Oslo", "Bergen"),
        ("Seoul to Busan 3-5 March 2027 to see the shipyard", "Seoul", "Busan"),
    ],
)
def test_a_word_that_is_a_place_a_business_or_a_verb_is_that(sentence: str, origin: str, destination: str) -> None:
    found = read(sentence)

    assert found.origin.name.startswith(origin)
    assert found.destination.name.startswith(destination)
    assert found.cabin is Cabin.BUSINESS


@pytest.mark.parametrize(
    "words",
    [
        "no car needed",
        "not by train",
        "hotel near the train station",
        "without a transfer",
        "with our coach",
        "and Vincent van Gogh",
        "and Mies van der Rohe",
        "visiting Uber",
        "at the Ferry Building",
        "hotel next to the metro",
    ],
)
def test_what_is_not_wanted_is_not_taken_for_wanted(words: str) -> None:
    said: list[str] = []
    try:
        read(f"Berlin to Hamburg 3-5 March 2027, {words}")
    except AmbiguousRequest as caught:
        said = [question.question for question in caught.questions]
    assert not any("Nobody sells" in each for each in said)
