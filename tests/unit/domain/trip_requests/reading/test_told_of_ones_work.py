"""What people do for a living and words of a trip in another sense: told beside the trip, and none of it."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))
TRIP = "Oslo to Bergen on 8 March"


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


def read_plain(sentence: str) -> None:
    """Assert that a sentence is of nothing but the trip."""
    request = read(sentence)
    assert [each.depart_on for each in request.slices] == [date(2027, 3, 8)]
    assert (request.stays, request.cars, request.preferences) == ((), (), ())
    assert len(request.travellers) == 1


@pytest.mark.parametrize(
    "who",
    [
        "Stage manager here",
        "Swim coach for the junior team here",
        "Third grade teacher here",
        "Wedding florist here",
        "The hotel inspector here",
        "Ship's cook here",
        "Bus mechanic from the north depot here",
        "Sea captain here again",
    ],
)
def test_whoever_writes_opens_with_their_trade(who: str) -> None:
    read_plain(f"{who}. {TRIP}, one way.")


@pytest.mark.parametrize(
    "said",
    [
        "I'm a hotel inspector",
        "I'm a window cleaner",
        "I am a train driver",
        "I am tuner of organs",
        "We are bed makers for the stage",
        "I'm the ferry captain",
        "I sell car parts",
        "I work for an airline",
        "We restore railway carriages",
        "I teach fourth grade",
        "Our van driver quit",
        "A bus mechanic called",
        "The props stay in the van",
        "All the paint is in the lorry",
    ],
)
def test_trades_are_none_of_the_trip(said: str) -> None:
    read_plain(f"{TRIP}. {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "We're doing sea trials",
        "It's about the weather station",
        "The diving season is over for me",
        "I did my first aid course",
        "The police station knows",
        "It's for the tape and the braces",
        "Grain silos don't fill themselves",
        "He runs a research centre",
        "It is about the third edition",
    ],
)
def test_words_in_another_sense_are_none_of_the_trip(said: str) -> None:
    read_plain(f"{TRIP}. {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "I'm a wheelchair user",
        "I'm a minor",
        "I am a nurse with two kids",
        "I run late on Mondays",
        "I travel with a pram",
        "near the fire station",
        "with my tuba",
        "We are a group of painters",
        "We are two days late",
        "I need a room near the station",
    ],
)
def test_what_bears_on_how_one_travels_is_asked(said: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"{TRIP}. {said}.")


@pytest.mark.parametrize(
    "said",
    [
        "We are two biologists.",
        "We are two sound engineers, and need it soon.",
        "we're 2 geologists from the mine",
        "We are two fitters.",
        "We will be two welders on this job.",
        "We are two young curators.",
        "we are two stagehands;",
        "We are two riggers travelling light.",
    ],
)
def test_people_are_counted_by_their_trade(said: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"{TRIP}. {said}")

    assert [each.field for each in caught.value.questions] == ["travellers"]


@pytest.mark.parametrize("said", ["I have three cities", "We tour three towns this time", "I do three legs"])
def test_how_many_cities_there_are_shows_by_itself(said: str) -> None:
    request = read(f"{said}. Sofia to Vienna 4 May, Vienna to Zagreb 7 May, Zagreb to Sofia 9 May.")

    assert len(request.slices) == 3
