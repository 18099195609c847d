"""Limits that are said of whatever goes, of which week a day is, and what was written wrongly before."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def read(sentence: str) -> TripRequest:
    return read_request(sentence, now=mid_morning(date(2027, 3, 1)), defaults=DEFAULTS)


def departures(sentence: str) -> list[tuple[str | None, str | None] | None]:
    windows = [each.departure for each in read(sentence).slices]
    return [(each.not_before, each.not_after) if each else None for each in windows]


FROM_8, UNTIL_18 = ("08:00", None), (None, "18:00")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Berlin to Oslo 20 March, back the 22nd, nothing before 8", [FROM_8, FROM_8]),
        ("Berlin to Oslo 20 March, back the 22nd. No flights before 8 am", [FROM_8, FROM_8]),
        ("Berlin to Oslo 20 March, back the 22nd, nothing crazy early pls (after 8)", [FROM_8, FROM_8]),
        ("Berlin to Oslo 20 March, back the 22nd - nothing later than 6 pm", [UNTIL_18, UNTIL_18]),
        ("Berlin to Oslo 20 March, nothing before 8, back the 22nd", [FROM_8, None]),
        ("Berlin to Oslo 20 March, back the 22nd but nothing before 8", [None, FROM_8]),
        ("Berlin to Oslo 20 March after 2 pm, back the 22nd, nothing before 8", [("14:00", None), FROM_8]),
        ("Berlin to Oslo 20 March, Oslo to Bergen 22 March, Bergen to Berlin 24 March. Nothing before 8", [FROM_8] * 3),
    ],
)
def test_limit_of_whatever_goes_is_of_every_slice_that_has_none(
    sentence: str, expected: list[tuple[str | None, str | None] | None]
) -> None:
    assert departures(sentence) == expected


def test_landing_is_of_the_way_that_is_said_right_before_it() -> None:
    out, back = read("Berlin to Oslo 20 March, back the 22nd, out landing by noon").slices

    assert out.arrival is not None
    assert out.arrival.not_after == "12:00"
    assert back.arrival is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("on Wednesday 10 March, back on the Friday of that week", 12),
        ("10 March, back on the Friday of that same week", 12),
        ("9 March, back Thursday of the same week", 11),
        ("a week from today, home the Friday of that week", 12),
    ],
)
def test_day_of_that_week_is_of_the_week_of_the_departure(said: str, day: int) -> None:
    assert read(f"Berlin to Oslo {said}").slices[1].depart_on == date(2027, 3, day)


def test_day_of_that_week_that_is_over_is_asked() -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read("Berlin to Oslo 10 March, back on the Monday of that week")

    (question,) = doubt.value.questions
    assert question.question.startswith("No 'the Monday of that week' comes after Wednesday 10 March")


@pytest.mark.parametrize(
    "said",
    [
        "Excuse me, yesterday I have written Hanoi but this is wrong, correct is Tokyo.",
        "I wrote Hanoi but that was a mistake, it should be Tokyo.",
        "In my last mail I said Hanoi, which is wrong. It's Tokyo.",
        "I put Hanoi by mistake, that is incorrect; the right city is Tokyo.",
        "Earlier we mentioned Hanoi, this is a typo: should be Tokyo.",
        "I had asked for Hanoi but it is wrong, I meant Tokyo.",
        "I gave Hanoi but that's my mistake, make it Tokyo.",
        "Before I typed Hanoi and this was not correct, the correct place is Tokyo.",
    ],
)
def test_place_that_was_written_wrongly_is_not_travelled_to(said: str) -> None:
    out, back = read(f"{said} From Warsaw, depart 8 May, return 16 May.").slices

    assert (out.destination.name, back.origin.name) == ("Tokyo", "Tokyo")


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("Train from Lyon to Turin 20 May, then I take plane from Turin to Lisbon 22 May", ["rail", "air"]),
        ("I take train from Lyon to Turin 20 May, after I take plane from Turin to Lisbon 22 May", ["rail", "air"]),
        ("Train from Lyon to Turin 20 May, after we fly from Turin to Lisbon 22 May", ["rail", "air"]),
        ("Lyon to Turin by train 20 May and after I take a plane to Lisbon 22 May", ["rail", "air"]),
    ],
)
def test_what_one_takes_after_is_the_next_slice(said: str, mode: list[str]) -> None:
    assert [each.mode.value for each in read(said).slices] == mode


@pytest.mark.parametrize(
    ("said", "cap"),
    [
        ("tariff should not cross EUR 140 per night", 14000),
        ("rate must not cross 140 euros a night", 14000),
        ("rent not crossing EUR 140 per night", 14000),
    ],
)
def test_price_that_is_not_crossed_is_a_limit(said: str, cap: int) -> None:
    (stay,) = read(f"Hotel in Leeds from 8 to 10 June, {said}").stays

    assert stay.nightly_cap is not None
    assert stay.nightly_cap.amount == cap


@pytest.mark.parametrize("said", ["proj code TX-0912", "proj. TX-0912", "prj no. TX-0912", "project id TX-0912"])
def test_code_of_a_project_pays(said: str) -> None:
    assert read(f"Berlin to Oslo 8 March, {said}").cost_centre == "TX-0912"


MORNING, EVENING = (None, "12:00"), ("18:00", None)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("both flights in the morning", [MORNING, MORNING]),
        ("each way in the evening", [EVENING, EVENING]),
        ("all flights should leave before 6 pm", [UNTIL_18, UNTIL_18]),
        ("both before 6 pm", [UNTIL_18, UNTIL_18]),
        ("evening out, morning back", [EVENING, MORNING]),
        ("before 6 pm out and after 8 am back", [UNTIL_18, FROM_8]),
        ("out in the morning, back in the evening", [MORNING, EVENING]),
    ],
)
def test_part_of_the_day_is_of_the_way_beside_it_or_of_both(
    said: str, expected: list[tuple[str | None, str | None] | None]
) -> None:
    assert departures(f"Berlin to Oslo 20 March, back 22 March, {said}") == expected


def test_overnight_flight_leaves_at_night() -> None:
    assert departures("Delhi to London 8 April overnight flight, back 12 April") == [EVENING, None]


@pytest.mark.parametrize("said", ["arriving at City not Heathrow", "no Luton or Stansted please", "not via Heathrow"])
def test_airport_that_is_not_wanted_is_never_passed_over(said: str) -> None:
    with pytest.raises(AmbiguousRequest) as doubt:
        read(f"Berlin to London 8 March, back 11 March, {said}")

    assert [each.field for each in doubt.value.questions] == ["unread"]


@pytest.mark.parametrize(
    ("said", "nights"),
    [("HTL 3N PE CLS BOTH WAYS", 3), ("hotel 3N, PE CLS both", 3), ("3N hotel, PEY CLASS both ways", 3)],
)
def test_nights_and_cabins_of_desks_are_read(said: str, nights: int) -> None:
    trip = read(f"BER-OSL 08MAR-11MAR {said}")

    assert [each.nights for each in trip.stays] == [3]
    assert [each.cabin and each.cabin.value for each in trip.slices] == ["premium_economy"] * 2


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("the flight must not depart before 09:00", ("departure", "09:00", None)),
        ("I can't leave before 10", ("departure", "10:00", None)),
        ("we cannot leave before 10 am", ("departure", "10:00", None)),
        ("it should not leave after 17:00", ("departure", None, "17:00")),
        ("must not land after 18:00", ("arrival", None, "18:00")),
        ("I don't want to leave before 8 am", ("departure", "08:00", None)),
        ("won't arrive before 14:00", ("arrival", "14:00", None)),
        ("arriving around 3pm April 4", ("arrival", "14:00", "16:00")),
        ("that gets in around 3 p.m. April 4", ("arrival", "14:00", "16:00")),
    ],
)
def test_verb_that_is_denied_makes_the_limit_that_it_says(
    said: str, expected: tuple[str, str | None, str | None]
) -> None:
    day = "" if "April" in said else " 4 April"
    (one_slice,) = read(f"Vienna to Geneva{day}, {said}, one way").slices

    window = getattr(one_slice, expected[0])
    assert (window.not_before, window.not_after) == expected[1:]


@pytest.mark.parametrize(
    "said", ["without an overnight stop", "no overnight layovers", "avoiding overnight connections"]
)
def test_stop_overnight_is_a_night_on_the_way(said: str) -> None:
    assert [type(each).__name__ for each in read(f"Vienna to Geneva 4 April, back 6 April, {said}").preferences] == [
        "NoOvernight"
    ]
