"""Forms of the same trip in the words of different people: when one is there, what would be welcome, how many come
along, which place was meant."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    ComponentKind,
    MostStops,
    RefundableComponents,
    SeatChoice,
    SeatPosition,
    Strength,
)
from chalicelib.domain.trip_requests.reading.people.head_counts import take_head_count
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TRIP = "Dublin to Geneva on 3 March 2027, back on 5 March"
WISH = Strength.WISH
FLIGHTS = RefundableComponents(strength=WISH, kinds=(ComponentKind.FLIGHT,))
WINDOW = SeatChoice(strength=WISH, position=SeatPosition.WINDOW)


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)


@pytest.mark.parametrize(
    ("said", "until", "back_until"),
    [
        ("on 3 March, in by 10.30am at the latest, and back on the 4th", "10:30", None),
        ("on 3 March, in before noon, back on 4 March", "12:00", None),
        ("3 March, in by 9:15 please, home again 4 March", "09:15", None),
        ("on 3 March, home on 4 March, in by 9pm", None, "21:00"),
        ("on 3 March and back 4 March, in no later than 18:00", None, "18:00"),
        ("on 3 March, in not later than 11:00, returning 4 March", "11:00", None),
        ("3 March, in by half past ten in the morning, back 4 March", "10:30", None),
        ("on 3 March, in by 10am, and home on 4 March, in by 8pm", "10:00", "20:00"),
    ],
)
def test_by_when_one_is_in_is_the_landing(said: str, until: str | None, back_until: str | None) -> None:
    out, back = read(f"Leeds to Bristol {said}").slices

    assert (out.arrival and out.arrival.not_after, back.arrival and back.arrival.not_after) == (until, back_until)
    assert (out.departure, back.departure) == (None, None)


@pytest.mark.parametrize(
    ("said", "preference"),
    [
        ("A refundable fare would be preferable", FLIGHTS),
        ("A refundable ticket would be most welcome", FLIGHTS),
        ("Refundable fares are preferred", FLIGHTS),
        ("A refundable fare is a plus", FLIGHTS),
        ("Non-stop would be much appreciated", MostStops(strength=WISH, stops=0)),
        ("Non-stop would be a bonus", MostStops(strength=WISH, stops=0)),
        ("Direct is preferred but not a condition", MostStops(strength=WISH, stops=0)),
        ("Direct would be really handy", MostStops(strength=WISH, stops=0)),
        ("A window seat would be fab", WINDOW),
        ("With stop we don't accept", MostStops(strength=Strength.MUST, stops=0)),
        ("Stopovers I can't accept", MostStops(strength=Strength.MUST, stops=0)),
    ],
)
def test_what_would_be_welcome_is_a_wish(said: str, preference: AnyPreference) -> None:
    assert read(f"{TRIP}. {said}.").preferences == (preference,)


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("me plus 3 people", 4),
        ("for me + 2 adults", 3),
        ("myself plus another 2 people", 3),
        ("4 ppl", 4),
        ("single passenger", 1),
        ("for single person", 1),
        ("3 people including me", 3),
        ("me and the others, 3 people in total", 3),
        ("three of us", 3),
    ],
)
def test_those_who_are_counted_beside_oneself_are_more(said: str, total: int) -> None:
    assert take_head_count(Words(f"{TRIP}, {said}", 200)).total == total


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("its NOT york its cork, so dublin to cork on 4 may", "DUB-ORK"),
        ("its not lyon its nice. geneva to nice 4 may", "GVA-NCE"),
        ("ugh not porto sorry, it's faro: leeds to faro 4 may", "LBA-FAO"),
        ("leeds to porto 4 may. sorry its not porto its faro", "LBA-FAO"),
        ("Leeds to Porto 4 May. I meant not Porto but Faro", "LBA-FAO"),
        ("blr to pune 5th may", "BLR-PNQ"),
        ("hyd to goa on 5th may", "HYD-GOI"),
        ("Charlotte to Richmond 4 May", "CLT-RIC"),
        ("Boston to Columbus 4 May", "BOS-CMH"),
        ("Auckland to Queenstown 4 May", "AKL-ZQN"),
    ],
)
def test_place_is_the_one_that_is_meant(said: str, ends: str) -> None:
    (one,) = read(f"{said}, one way").slices

    assert ends == f"{one.origin.airports[0]}-{one.destination.airports[0]}"


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("back the sat after", date(2027, 6, 19)),
        ("home the sun after", date(2027, 6, 13)),
        ("back the Saturday after that", date(2027, 6, 19)),
        ("back the following Saturday", date(2027, 6, 19)),
        ("home the mon after", date(2027, 6, 14)),
        ("back on the Wednesday after", date(2027, 6, 16)),
    ],
)
def test_day_of_the_week_after_is_of_the_next_week(said: str, back: date) -> None:
    assert read(f"glasgow to faro on Saturday 12 june 2027, {said}").slices[1].depart_on == back


@pytest.mark.parametrize(
    "why",
    [
        "since i have a dentist thing in the morning",
        "because our office has a drill in the morning",
        "as we have an all-hands in the morning",
        "cos there's a fire drill in the morning",
    ],
)
def test_part_of_the_day_of_a_reason_is_no_time_of_travel(why: str) -> None:
    out, back = read(f"{TRIP}. I can only leave after 2pm on the way out {why}").slices

    assert out.departure is not None
    assert (out.departure.not_before, out.departure.not_after, back.departure) == ("14:00", None, None)


@pytest.mark.parametrize(
    ("said", "windows"),
    [
        ("nothing before 9am on the way out", ("09:00", None)),
        ("nothing before 9am on the way back", (None, "09:00")),
        ("nothing before 9am", ("09:00", "09:00")),
        ("nothing before 9am either way", ("09:00", "09:00")),
    ],
)
def test_limit_of_whatever_goes_is_of_the_way_that_is_named(said: str, windows: tuple[str | None, str | None]) -> None:
    slices = read(f"oslo to tallinn thursday 8th april 2027, back sunday the 11th. {said}").slices

    assert tuple(each.departure.not_before if each.departure else None for each in slices) == windows
