"""What a sentence of its own says of a car, a payer, a traveller or the way home reads as what is said beside the trip;
a kind a test."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import Strength, WithCarriers
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Oslo to Rome on 3 March 2027, back on 5 March"
ONE_WAY = "Oslo to Rome on 3 March 2027, one way"
HOTEL = "Hotel in Porto 3-5 March 2027"


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


@pytest.mark.parametrize(
    "said",
    [
        "Pick it up March 3 at 8 p.m., drop it off March 5 at noon.",
        "I'll collect it at 8 pm on the 3rd and return it at noon on the 5th.",
        "Please pick the car up at 8 pm on 3 March. Drop it off at noon on 5 March.",
        "Pick-up at 8 pm on 3 March, drop-off at noon on 5 March.",
        "I would like to pick it up at 20:00 on 3 March. And return the car at noon on 5 March.",
        "We'll take it at 8 pm on 3 March and bring it back at noon on 5 March.",
        "To pick up the car at 8 pm on 3 March, to drop it off at noon on 5 March.",
        "Will collect it on 3 March at 8 p.m., and hand it back on 5 March at noon.",
    ],
)
def test_times_of_a_car_are_read_in_the_sentences_behind_it(said: str) -> None:
    request = read(f"{TRIP}. I'd also need a rental car in Rome. {said}")
    (car,) = request.cars

    assert (car.pick_up_at, car.drop_off_at) == ("20:00", "12:00")
    assert [(each.departure, each.arrival) for each in request.slices] == [(None, None), (None, None)]


@pytest.mark.parametrize(
    "said",
    [
        "Please charge all of it to cost centre 20-455.",
        "Charge the whole trip to cost centre 20-455.",
        "Please charge both of these to cost centre 20-455.",
        "Kindly charge all costs to cost centre 20-455.",
        "Charge the lot to cost centre 20-455.",
        "Charge this booking to cost centre 20-455.",
        "Charge them all to cost centre 20-455.",
        "Charge the whole of this trip to cost centre 20-455.",
    ],
)
def test_all_of_it_is_charged_to_the_cost_centre(said: str) -> None:
    assert read(f"{TRIP}. {said}").cost_centre == "20-455"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Our Chief Financial Officer, Ms Leonor Tavares, is to travel from", "Leonor Tavares"),
        ("The Deputy Managing Director, Mr Tom Hall, has to travel from", "Tom Hall"),
        ("Our Chief Scientist, Professor Ana Reis, will fly from", "Ana Reis"),
        ("My Executive Assistant, Mrs Eva Lund, needs to fly from", "Eva Lund"),
        ("The Regional Sales Manager, Mr Jan Novak, travels from", "Jan Novak"),
        ("Their Chief Legal Counsel, Dr Ines Prado, is to go from", "Ines Prado"),
        ("Our Group Treasurer, Mr Per Dahl, is to travel from", "Per Dahl"),
        ("Our Senior Research Fellow, Dr Mia Berg, shall fly from", "Mia Berg"),
    ],
)
def test_office_in_capitals_before_a_titled_name_is_nobody_else(said: str, name: str) -> None:
    asked = ask(f"{said} {TRIP}")

    assert asked["travellers"].startswith(f"Which are the given and which the family names of {name}?")


@pytest.mark.parametrize("said", ["The second passenger is", "The other traveller is", "The third person is"])
def test_passenger_by_rank_is_named_and_nothing_is_left_of_it(said: str) -> None:
    sentence = f"Two seats from {TRIP}. {said} Mr Olof Sandberg."

    assert "besides Olof Sandberg" in ask(sentence)["travellers"]
    assert len(read(sentence, travellers="Olof / Sandberg; Eva / Lund").travellers) == 2


@pytest.mark.parametrize(
    "group",
    [
        "me and the rest of the project group",
        "me and the rest of the audit team",
        "myself and the remainder of our delegation",
        "the rest of the committee",
        "the others of my crew",
        "me plus the rest of my department",
        "the rest of our engineers",
        "myself and the rest of the sales team",
    ],
)
def test_rest_of_a_group_is_asked_by_name(group: str) -> None:
    assert list(ask(f"{TRIP}, for {group}")) == ["travellers"]


@pytest.mark.parametrize(
    "said",
    [
        "I'm taking the bus back",
        "I'll take a ferry home",
        "we catch the night bus back",
        "I am coming back by boat",
        "I'm getting a lift home",
        "she takes the coach home",
        "I'll go home by ferry afterwards",
        "he'll be travelling home in a taxi",
    ],
)
def test_journey_home_by_what_nobody_sells_adds_nothing(said: str) -> None:
    assert read(f"{ONE_WAY}, {said}") == read(ONE_WAY)


@pytest.mark.parametrize(
    "said",
    [
        "coming by car so nothing else needed",
        "train's already booked",
        "nothing too pricey",
        "the flight's all sorted",
        "nothing very expensive, I drive",
        "driving down so nothing else is needed",
        "travel's booked already",
        "we come by car and nothing else is required",
    ],
)
def test_transport_to_a_hotel_that_is_arranged_adds_nothing(said: str) -> None:
    assert read(f"{HOTEL}, {said}") == read(HOTEL)


@pytest.mark.parametrize(
    "said",
    [
        "I will be taking leave after that.",
        "I'm on holiday from then on.",
        "she is on annual leave afterwards.",
        "we start our vacation there.",
        "he is taking some time off.",
        "I shall be on parental leave.",
        "I'm having a few days off.",
        "they're going on holiday after the meeting.",
    ],
)
def test_holidays_behind_a_trip_add_nothing(said: str) -> None:
    assert read(f"{ONE_WAY}. {said}") == read(ONE_WAY)


@pytest.mark.parametrize(
    "said",
    [
        "Then let's take the later days:",
        "Ok, we'll go with the second option:",
        "Let us stick to the original plan.",
        "I'd rather take the earlier dates,",
        "So let's do the other week:",
        "We will choose the last proposal -",
        "I'll have the first slot:",
        "Let's go for the alternative version.",
    ],
)
def test_choice_that_is_then_spelled_out_says_nothing_more(said: str) -> None:
    assert read(f"{said} {TRIP}") == read(TRIP)


@pytest.mark.parametrize("nights", ["these nights", "those nights", "all the nights", "the nights in between"])
def test_hotel_for_these_nights_is_for_those_of_the_trip(nights: str) -> None:
    assert read(f"{TRIP}. Kindly also reserve a hotel for {nights}.").stays == read(f"{TRIP}, hotel").stays


@pytest.mark.parametrize(
    ("sentence", "plainly"),
    [
        (f"The hotel is not needed any more. Only the flights: {TRIP}", TRIP),
        (f"Not Bari any more, it's Rome. So {TRIP}", TRIP),
        (f"Hotel not required anymore. {TRIP}", TRIP),
        (
            "Oslo to Rome 3 March 2027, Rome to Bari 5 March, after I come back to Oslo on 8 March",
            "Oslo to Rome 3 March 2027, Rome to Bari 5 March, then back to Oslo on 8 March",
        ),
        (
            "Oslo to Rome 3 March 2027, after that we will go to Bari on 5 March",
            "Oslo to Rome 3 March 2027, then to Bari on 5 March",
        ),
    ],
)
def test_said_otherwise_reads_as_said_plainly(sentence: str, plainly: str) -> None:
    assert read(sentence) == read(plainly)


@pytest.mark.parametrize(
    ("said", "carriers", "strength"),
    [
        ("Kindly book in Air India or IndiGo", ("AI", "6E"), Strength.WISH),
        ("Please book tickets in Vistara only", ("UK",), Strength.MUST),
        ("I fly in Lufthansa", ("LH",), Strength.WISH),
        ("Seats in Emirates please", ("EK",), Strength.WISH),
        ("Book me in KLM", ("KL",), Strength.WISH),
        ("Kindly book it in SpiceJet", ("SG",), Strength.WISH),
        ("Tickets in Air France preferably", ("AF",), Strength.WISH),
        ("Flights in easyJet only", ("U2",), Strength.MUST),
    ],
)
def test_one_books_in_an_airline(said: str, carriers: tuple[str, ...], strength: Strength) -> None:
    assert read(f"{TRIP}. {said}.").preferences == (WithCarriers(strength=strength, carriers=carriers),)


@pytest.mark.parametrize(
    ("line", "carriers", "cabins"),
    [
        ("ANC-SEA 02JUN AS, SEA-ANC 06JUN AS, F out Y back", ("AS",), (Cabin.FIRST, Cabin.ECONOMY)),
        ("DEL-BOM 02JUN AI, BOM-DEL 06JUN AI", ("AI",), (Cabin.ECONOMY, Cabin.ECONOMY)),
        ("DEL-BOM 02JUN AI, BOM-DEL 06JUN AI, J out Y back", ("AI",), (Cabin.BUSINESS, Cabin.ECONOMY)),
        ("DEL-BOM 02JUN PM, BOM-DEL 06JUN AM", (), (Cabin.ECONOMY, Cabin.ECONOMY)),
        ("HEL-ARN 02JUN, ARN-HEL 06JUN, Y out J back", (), (Cabin.ECONOMY, Cabin.BUSINESS)),
    ],
)
def test_line_of_a_travel_desk_names_airlines_and_cabins_by_their_letters(
    line: str, carriers: tuple[str, ...], cabins: tuple[Cabin, ...]
) -> None:
    request = read(line)

    assert tuple(each.cabin for each in request.slices) == cabins
    assert request.preferences == ((WithCarriers(strength=Strength.WISH, carriers=carriers),) if carriers else ())


@pytest.mark.parametrize(
    "decisive",
    [
        "on Monday",
        "8 March",
        "300 euros",
        "two people",
        "in Lisbon",
        "via Munich",
        "at most one stop",
        "unless it is late",
    ],
)
@pytest.mark.parametrize(
    "told",
    [
        "I'm taking the bus back",
        "I'm coming home by ferry",
        "I will be taking leave after that",
        "the flights are not needed any more",
        "nothing too pricey",
        "nothing else needed",
        "we'll go with the second option",
        "if it isn't crazy money",
    ],
)
def test_what_is_passed_over_holds_no_day_number_place_or_limit(told: str, decisive: str) -> None:
    for sentence in (f"{ONE_WAY}, {told} {decisive}", f"{ONE_WAY}, {decisive} {told}"):
        try:
            request = read(sentence)
        except (AmbiguousRequest, InvalidInput):
            continue
        assert request != read(ONE_WAY), sentence
