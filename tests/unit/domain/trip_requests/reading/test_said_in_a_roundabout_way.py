"""What is said in more words than it needs, or in other ones, reads as what is said plainly; a kind a test."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))
TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
THREE = "Oslo to Rome 3 March, Rome to Bari 5 March, Bari to Oslo 8 March 2027"
HOTEL = "Hotel in Porto 3-5 March 2027"
E, B = Cabin.ECONOMY, Cabin.BUSINESS


def read(sentence: str, **answers: str) -> TripRequest:
    return read_request(sentence, now=NOW, defaults=DEFAULTS, answers=answers)


def ask(sentence: str) -> dict[str, str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence)
    return {each.field: each.question for each in caught.value.questions}


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        (f"{TRIP} after tea, say after six p.m.", f"{TRIP} after 6 pm"),
        (f"{TRIP} after dinner (so after 20:00)", f"{TRIP} after 8 pm"),
        (f"{TRIP}, after breakfast, say after 9 am", f"{TRIP}, after 9 am"),
        (f"{TRIP} after 15:00 hour", f"{TRIP} after 15:00"),
        (f"{TRIP} after 17.30 Uhr", f"{TRIP} after 17:30"),
        ("Dublin to Geneva on 3 March 2027, return remains 5 March", TRIP),
        ("Dublin to Geneva on 3 March 2027, my return stays on 5 March", TRIP),
        (f"{TRIP}; non-refundable is ok", TRIP),
        (f"{TRIP}, not refundable fares are fine with me", TRIP),
        (f"Our client has pushed the meeting back by two days. {TRIP}", TRIP),
        (f"The boss moved it by a week. So: {TRIP}", TRIP),
        (f"Vendor canceled the Tulsa visit, so scratch that. {TRIP}", TRIP),
        (f"The Lyon workshop fell through, so forget it. {TRIP}", TRIP),
        (f"Quick one before I board: {TRIP}", TRIP),
        (f"Just a quick question before we take off: {TRIP}", TRIP),
        (f"{TRIP}, in line with the travel policy of the Institute.", TRIP),
        (f"Under the regulations of the University, {TRIP}", TRIP),
        (f"In Anna's note further down the dates are right but the airport is wrong: {TRIP}", TRIP),
        (f"As per Jorge's mail below my dates are correct. {TRIP}", TRIP),
        (f"Following today's call: {TRIP}", TRIP),
        (f"{TRIP}, Swiss preferred but not obligatory", f"{TRIP}, Swiss preferred"),
        (f"{TRIP}, hotel not more 100 euro per night", f"{TRIP}, hotel not more than 100 euro per night"),
        (
            "First leg Oslo-Rome 3 March, second leg Rome to Bari 5 March, last leg home Bari-Oslo 8 March 2027",
            "Oslo-Rome 3 March, Rome to Bari 5 March, Bari-Oslo 8 March 2027",
        ),
    ],
)
def test_more_words_than_needed_change_nothing(said: str, plainly: str) -> None:
    assert read(said) == read(plainly)


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        (", not a penny over 110 EUR a night", " under 110 EUR a night"),
        (", not one cent more than 110 EUR a night", " under 110 EUR a night"),
        (", maximal price 110 euro by night", " under 110 EUR a night"),
        (", maximum price per night 110 euro", " under 110 EUR a night"),
        (" with a max rate of EUR 110 a night", " under 110 EUR a night"),
        (", near from the cathedral", " near the cathedral"),
        (". Trains I do myself.", ""),
        (". I'll book the train tickets myself", ""),
        (". Travel we arrange on our own.", ""),
        (". No flights needed, I'm coming up on the sleeper.", ""),
        (". We don't need flights, we are going there by car", ""),
    ],
)
def test_hotels_in_other_words(said: str, plainly: str) -> None:
    assert read(HOTEL + said) == read(HOTEL + plainly)


@pytest.mark.parametrize(
    "stars", ["a four star in Geneva", "a nice 4-star in Geneva", "one four-star near the lake in Geneva"]
)
def test_stars_are_those_of_a_hotel(stars: str) -> None:
    (stay,) = read(f"{TRIP}, and {stars} with free cancellation").stays

    assert (stay.min_stars, stay.refundable) == (4, True)


@pytest.mark.parametrize(
    "said",
    [
        "Flights I do myself",
        "I'll book the flights myself",
        "The trains we arrange separately",
        "I book the tickets on my own",
    ],
)
def test_rides_that_one_sees_to_are_asked_about_beside_a_journey(said: str) -> None:
    assert said in ask(f"{TRIP}, hotel in Geneva. {said}.")["unread"]


@pytest.mark.parametrize(
    "said",
    [
        "Dublin to Geneva on 2 March 2027, now it should be 3 March, back on 5 March",
        "Dublin to Geneva on 3 March 2027, coming back the 4th? It's a long way. no wait, back the 5th",
        "Dublin to Geneva on 3 March 2027, back on 4 March, hmm. No, back on 5 March, I need one more night there",
        "Dublin to Geneva on 3 March 2027, return the 4th of March. Sorry, return on the 5th of March",
        "Dublin to Geneva leaving 2 March 2027, actually no, leaving 3 March 2027, back 5 March",
        "Earlier it was Dublin to Geneva on 2 March 2027, now it should be 3 March 2027, return remains 5 March",
        "Previously it was from Dublin to Geneva on 1 March, but now it must be 3 March 2027, return 5 March",
        "Originally the trip was Dublin to Geneva on the 2nd of March. Now it is 3 March 2027, back on 5 March",
    ],
)
def test_a_corrected_day_is_the_one_that_holds(said: str) -> None:
    assert read(said) == read(TRIP)


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("first one not before 9am pls", ("09:00", None, None)),
        ("The first leg must not leave before 9 am", ("09:00", None, None)),
        ("Last flight after 5 pm", (None, None, "17:00")),
        ("After 5 pm on the last leg, please", (None, None, "17:00")),
        ("Not before 9 on the first two.", ("09:00", "09:00", None)),
        ("Last two after 10 am please", (None, "10:00", "10:00")),
        ("Second flight in the afternoon", (None, "12:00", None)),
        ("The third one should leave after 6 pm", (None, None, "18:00")),
        ("Not before 10 am on Rome-Bari", (None, "10:00", None)),
    ],
)
def test_a_time_is_of_the_slices_whose_rank_is_said(said: str, limits: tuple[str | None, ...]) -> None:
    found = tuple(each.departure and each.departure.not_before for each in read(f"{THREE}. {said}").slices)

    assert found == limits


@pytest.mark.parametrize(
    ("said", "cabins"),
    [
        ("First two in economy, the last one in business", (E, E, B)),
        ("The last one I wish business class because my leg is operated", (E, E, B)),
        ("Business on the last two legs", (E, B, B)),
        ("The first should be in business", (B, E, E)),
        ("The first two flights I'd like to have in business class", (B, B, E)),
        ("The last one should be in business class.", (E, E, B)),
        ("The second flight we want in business", (E, B, E)),
        ("Business class on the first one, the rest economy", (B, E, E)),
    ],
)
def test_a_cabin_is_of_the_slices_whose_rank_is_said(said: str, cabins: tuple[Cabin, ...]) -> None:
    assert tuple(each.cabin for each in read(f"{THREE}. {said}").slices) == cabins


@pytest.mark.parametrize(
    "said", ["Business on the first three", "Aisle on the first two nights", "The last two people in business"]
)
def test_more_slices_than_there_are_and_what_else_is_counted_is_asked_about(said: str) -> None:
    assert ask(f"{THREE}. {said}")


@pytest.mark.parametrize(
    "people",
    [
        "for two persons, namely Mr Leo Hartl and Ms Kata Fekete",
        "for 2 passengers, viz. Leo Hartl and Kata Fekete",
        "2 adults - Leo Hartl and Kata Fekete",
        "two travellers as follows: Leo Hartl and Kata Fekete",
        "for two guests (namely Leo Hartl and Kata Fekete)",
        "for the two employees, to wit Mr Leo Hartl and Ms Kata Fekete",
        "on behalf of the Rector, Professor Leo Hartl, and Ms Kata Fekete",
        "2 pax - Ms Kata Fekete and Mr Leo Hartl",
    ],
)
def test_people_are_led_to_in_many_forms(people: str) -> None:
    assert ask(f"{TRIP} {people}").keys() == {"travellers"}
    assert len(read(f"{TRIP} {people}", travellers="Leo / Hartl; Kata / Fekete").travellers) == 2


@pytest.mark.parametrize(
    "group",
    ["for marketing team", "for audit committee", "for sales group", "for finance department", "for engineering crew"],
)
def test_a_group_without_an_article_is_asked_by_name(group: str) -> None:
    assert "travellers" in ask(f"{TRIP} {group}, hotel also required")


@pytest.mark.parametrize("code", ["PA/2027/11", "4410/12", "XY/9"])
def test_half_a_code_is_no_cost_centre(code: str) -> None:
    assert code in ask(f"{TRIP}. Cost centre {code}.")["costCentre"]
    assert read(f"{TRIP}. Cost centre {code}.", costCentre="PA-2027-11").cost_centre == "PA-2027-11"


@pytest.mark.parametrize(
    "letter",
    [
        f"I write on behalf of the Director of Studies, Dr Leo Hartl. He requires {TRIP}",
        f"For the Dean of Medicine, Professor Leo Hartl: {TRIP}",
        f"A seat is requested for our Head of Legal Affairs, Mr Leo Hartl, {TRIP}",
        f"Kindly book one (1) seat {TRIP} in the name of Mr Leo Hartl",
        f"{TRIP} for Mr Leo Hartl. The journey has been approved by the Bursar.",
        f"{TRIP} for Mr Leo Hartl, as duly authorised in writing by the Head of Finance.",
        f"The delegation, consisting of Mr Leo Hartl, will travel {TRIP}",
    ],
)
def test_one_traveller_of_a_formal_letter(letter: str) -> None:
    (traveller,) = read(letter, travellers="Leo / Hartl").travellers

    assert traveller.full_name == "Leo Hartl"


@pytest.mark.parametrize(
    "letter",
    [
        f"I request two return tickets {TRIP}, for Mr Leo Hartl and myself",
        f"Two (2) seats are needed: {TRIP}, for Mr Leo Hartl and me.",
        f"The team, composed of Ms Kata Fekete and his assistant Mr Leo Hartl, will proceed {TRIP}",
        f"Our mission of two persons, made up of Kata Fekete and Leo Hartl, travels {TRIP}",
    ],
)
def test_two_travellers_of_a_formal_letter(letter: str) -> None:
    asked = ask(letter)
    names = "Leo / Hartl" if "Kata" not in asked["travellers"] else "Kata / Fekete; Leo / Hartl"

    assert asked.keys() == {"travellers"}
    assert len(read(letter, travellers=names).travellers) == 2


@pytest.mark.parametrize(
    "reason",
    [
        "as the date of the hearing has yet to be confirmed",
        "since my schedule is still provisional",
        "because the client's plans are not final yet",
        "given that the venue is subject to change",
    ],
)
def test_why_a_ticket_must_be_refundable_changes_nothing(reason: str) -> None:
    assert read(f"{TRIP}. The tickets must be fully refundable, {reason}.") == read(
        f"{TRIP}. The tickets must be fully refundable."
    )


def test_where_one_goes_on_to_onwards_is_a_slice() -> None:
    sentence = "from Kigali to Kampala on 9 March 2027, and onwards from Kampala to Nairobi on 12 March 2027"

    assert [each.destination.name for each in read(sentence).slices] == ["Kampala", "Nairobi"]


@pytest.mark.parametrize(
    ("said", "by_rail"),
    [
        ("The first one by train", (True, False, False)),
        ("the last leg by rail please", (False, False, True)),
        ("The first two legs by rail", (True, True, False)),
        ("Middle one by rail", (False, True, False)),
        ("The second leg should be by train", (False, True, False)),
        ("All by train", (True, True, True)),
        ("All legs by rail please", (True, True, True)),
        ("Everything by train", (True, True, True)),
    ],
)
def test_a_train_is_of_the_slices_whose_rank_is_said(said: str, by_rail: tuple[bool, ...]) -> None:
    assert tuple(each.mode is TravelMode.RAIL for each in read(f"{THREE}. {said}").slices) == by_rail
