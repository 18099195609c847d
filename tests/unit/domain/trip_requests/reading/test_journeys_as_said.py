"""How people say from where to where, and back or not: each way of saying one journey is read as the same one."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2027, 2, 1))


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS)


def slices(sentence: str) -> str:
    return " ".join(
        f"{each.origin.airports[0]}-{each.destination.airports[0]}:{each.depart_on.day}"
        for each in read(sentence).slices
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "leaving Dublin on 3 March, returning from Geneva on 5 March",
        "out of Dublin on 3 March, back from Geneva on 5 March",
        "return ticket Dublin Geneva leaving 3 March and returning 5 March",
        "DUBGVA 03MAR, GVADUB 05MAR",
        "From: Dublin. To: Geneva. Out: 3 March. Back: 5 March.",
        "Geneva trip, 3 to 5 March, from Dublin",
        "Dublin \u21c4 Geneva, 3 March / 5 March",
        "flying into Geneva from Dublin on 3 March and out again on 5 March",
        "Dublin departure 3 March, Geneva arrival, return 5 March",
        "Geneva time! leaving Dublin 3 March, back 5 March",
        "flight from Dublin until Geneva 3 March, return 5 March",
        "from Dublin in direction Geneva 3 March, return 5 March",
        "Dublin to Geneva on 3 March, I need to be back in Dublin on 5 March",
        "DUB/GVA 3MAR 5MAR rtn",
        "Dublin to Geneva on the date 3 March, my return on 5 March",
    ],
)
def test_there_and_back_is_read_however_it_is_said(sentence: str) -> None:
    assert slices(sentence) == "DUB-GVA:3 GVA-DUB:5"


@pytest.mark.parametrize(
    "said",
    [
        "only there, not back",
        "I'm not coming back",
        "return not required",
        "I don't need a return",
        "return will be booked later",
        "I'll book the return later",
        "the return I book myself",
        "I come back by car",
        "return by car with a colleague",
        "I'll come back by train on my own",
    ],
)
def test_no_return_is_asked_where_none_is_wanted(said: str) -> None:
    assert slices(f"Dublin to Geneva 3 March, {said}") == "DUB-GVA:3"


@pytest.mark.parametrize(
    "sentence",
    [
        "Dublin to Geneva 3 March, onwards to Rome 5 March, back to Dublin 8 March",
        "1) Dublin-Geneva 3 March 2) Geneva-Rome 5 March 3) Rome-Dublin 8 March",
        "Leg 1 Dublin-Geneva 3 March, leg 2 Geneva-Rome 5 March, leg 3 Rome-Dublin 8 March",
        "first Dublin to Geneva 3 March, second Geneva to Rome 5 March, third Rome to Dublin 8 March",
        "Dublin \u2192 Geneva (3 March) \u2192 Rome (5 March) \u2192 Dublin (8 March)",
        "Dublin (3 March) - Geneva (5 March) - Rome (8 March) - Dublin",
        "Dublin/Geneva/Rome: Dublin-Geneva 3 March, Geneva-Rome 5 March, Rome-Dublin 8 March",
        "Lyon-Oslo is cancelled. Dublin-Geneva 3 March, Geneva-Rome 5 March, Rome-Dublin 8 March",
    ],
)
def test_several_slices_are_read_however_they_are_listed(sentence: str) -> None:
    assert slices(sentence) == "DUB-GVA:3 GVA-FCO:5 FCO-DUB:8"


@pytest.mark.parametrize(
    "sentence",
    [
        "into Geneva from Dublin 3 March, out of Zurich 5 March",
        "open jaw Dublin to Geneva 3 March, Zurich to Dublin 5 March",
        "Dublin to Geneva 3 March, I drive to Zurich, Zurich to Dublin 5 March",
    ],
)
def test_journey_home_may_start_elsewhere(sentence: str) -> None:
    assert slices(sentence) == "DUB-GVA:3 ZRH-DUB:5"


@pytest.mark.parametrize(
    "said",
    [
        "forget Charlotte:",
        "scratch the Tampere thing,",
        "Tampere-Oslo cancelled.",
        "the Oslo trip is no longer needed.",
        "I meant Geneva not Tampere.",
        "it's Geneva, not Tampere:",
        "not Tampere, Geneva.",
        "Amendment to my earlier mail:",
    ],
)
def test_place_that_is_taken_back_is_none_of_the_journey(said: str) -> None:
    assert slices(f"{said} Dublin to Geneva 3 March, back 5 March") == "DUB-GVA:3 GVA-DUB:5"


@pytest.mark.parametrize(
    "sentence",
    [
        "Dublin to Geneva, long weekend in May, Thursday to Sunday",
        "Dublin to Geneva in April, Tuesday to Thursday",
        "Dublin to Geneva next month, out on Monday and back on Wednesday",
    ],
)
def test_day_of_the_week_of_a_whole_month_is_asked(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)

    assert "departOn" in {question.field for question in caught.value.questions}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("San Diego to Portland on 3 March, one way", "PDX"),
        ("Rio to Santiago on 3 March, one way", "SCL"),
        ("Paris to Houston Intercontinental on 3 March, one way", "IAH"),
        ("train Paris Nord to Lille Europe on 3 March, one way", "LIL"),
        ("train Berlin to Hamburg Altona on 3 March, one way", "HAM"),
        ("train Bern to Basel SBB on 3 March, one way", "BSL"),
    ],
)
def test_place_is_the_one_that_its_journey_points_at(sentence: str, code: str) -> None:
    assert read(sentence).slices[0].destination.airports[0] == code


@pytest.mark.parametrize("sentence", ["Boston to Portland", "Madrid to Santiago", "Miami to San Jose"])
def test_namesake_nearby_or_elsewhere_is_asked_about(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"{sentence} on 3 March, one way")

    assert [question.field for question in caught.value.questions] == ["destination"]


def test_train_of_one_sentence_is_that_of_all_its_slices() -> None:
    sentence = "rail travel from Geneva to Milan on 3 March and from Milan to Rome on 5 March"

    assert [each.mode.value for each in read(sentence).slices] == ["rail", "rail"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Leeds to Geneva from Manchester 3 March, back 5 March",
        "Cardiff to Paris on Eurostar from St Pancras 3 March, return on the 5th",
        "I fly Dublin-Geneva on 3 March on a private ticket. Need only the way back, 5 March.",
        "I get to Geneva myself. Just the return please: Geneva to Dublin 5 March",
        "Dublin to Geneva 3 March, back 5 March. Departure from Cork would be fine too.",
        "Dublin to Geneva 3 March, back 5 March. Cork also works.",
        "Dublin to Geneva 3-5 March, out only",
        "Dublin to Geneva 3 March, back 5 March. I already have the flight out.",
        "Dublin to Geneva 3 March, back 5 March, the outbound is already booked",
        "Dublin to Geneva 3-5 March, I have the train to Dublin already",
        "Cork to Dublin 3 March, Dublin to Geneva 4 March, first leg is booked",
    ],
)
def test_slice_or_place_that_may_be_meant_is_asked_about(sentence: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)

    assert "unread" in [each.field for each in caught.value.questions]


@pytest.mark.parametrize(
    "said",
    [
        "the return flight I have already",
        "I already have the return",
        "my return is already booked",
        "I already have the ticket home",
        "I've already booked the flight back",
        "we have bought the way back already",
    ],
)
def test_return_that_is_had_already_is_not_booked(said: str) -> None:
    assert slices(f"Dublin to Geneva 3 March, {said}") == "DUB-GVA:3"
