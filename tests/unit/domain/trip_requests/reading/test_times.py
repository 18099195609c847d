"""Times in words become windows of the slice within whose words they stand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)  # a Friday


def read(sentence: str, today: date = TODAY) -> TripRequest:
    return read_request(sentence, now=mid_morning(today), defaults=DEFAULTS)


def windows(trip: TripRequest) -> list[str]:
    """Return for each slice its windows: "d" for the departure, "a" for the arrival."""
    return [
        " ".join(
            f"{name}{window.not_before or ''}-{window.not_after or ''}"
            for name, window in (("d", each.departure), ("a", each.arrival))
            if window is not None
        )
        for each in trip.slices
    ]


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("landing before noon", "a-12:00"),
        ("after 5 pm", "d17:00-"),
        ("not before half nine", "d09:30-"),
        ("no earlier than quarter to eight in the morning", "d07:45-"),
        ("between 9 and 12", "d09:00-12:00"),
        ("setting off between noon and 3 pm", "d12:00-15:00"),
        ("in the evening", "d18:00-"),
        ("in the morning", "d-12:00"),
        ("around six pm", "d17:00-19:00"),
        ("leaving before ten am", "d-10:00"),
        ("dep aft 1700", "d17:00-"),
        ("dep 0900-1200", "d09:00-12:00"),
        ("touching down by 10:30", "a-10:30"),
        ("away after half past four in the afternoon", "d16:30-"),
        ("off the ground after 7:45 pm", "d19:45-"),
        ("arriving 14:00 at the latest", "a-14:00"),
        ("departing 08:30 or later", "d08:30-"),
        ("leaving between 3 and 5 pm", "d15:00-17:00"),
        ("no later than 21:15", "d-21:15"),
        ("arriving before ten", "a-10:00"),
        ("arriving by half twelve at the latest", "a-12:30"),
        ("leaving before the 11 hours", "d-11:00"),
        ("to depart not earlier than 10:00 hours", "d10:00-"),
        ("around 18 hours", "d17:00-19:00"),
        ("at 18:00 or thereabouts", "d17:00-19:00"),
        ("8am-ish", "d07:00-09:00"),
        ("forenoon", "d-12:00"),
        ("dep >1700", "d17:00-"),
        ("arr <1000", "a-10:00"),
        ("from 6pm", "d18:00-"),
        ("no earlier than 10", "d10:00-"),
        ("6-8am", "d06:00-08:00"),
        ("ETD 0730", "d06:30-08:30"),
        ("ETA before 1000", "a-10:00"),
        ("leaving 0730", "d06:30-08:30"),
        ("at twenty past seven in the morning", "d06:20-08:20"),
        ("after five thirty p m", "d17:30-"),
        ("leaving at nine a m", "d08:00-10:00"),
        ("arriving before eleven thirty in the morning", "a-11:30"),
        ("the earliest", "d-09:00"),
        ("as late as possible", "d18:00-"),
        ("lunchtime flight", "d12:00-14:00"),
        ("in the evening (not before 7)", "d19:00-"),
        ("arriving by half twelve at the latest for a one o'clock start", "a-12:30"),
        ("at half past seven in the morning", "d06:30-08:30"),
        ("at 7.30am", "d06:30-08:30"),
        ("@ 7pm", "d18:00-20:00"),
        ("7:30 pm flight", "d18:30-20:30"),
        ("the 9-ish train", "d08:00-10:00"),
        ("dep approx 1000", "d09:00-11:00"),
        ("arr b4 0900", "a-09:00"),
        ("dep 1800+", "d18:00-"),
        ("1700 or later", "d17:00-"),
        ("after work so say from half five", "d17:30-"),
        ("early in the morning like 6", "d05:00-07:00"),
        ("in the late afternoon or evening", "d15:00-"),
        ("in the evening, say not before 19:30", "d19:30-"),
        ("by 12 noon", "a-12:00"),
        ("arriving at 16h00 the latest", "a-16:00"),
        ("after lunch", "d13:00-18:00"),
        ("first thing", "d-09:00"),
        ("on the first flight of the day", "d-09:00"),
        ("last flight", "d18:00-"),
        ("night flight", "d18:00-"),
        ("late at night", "d20:00-"),
        ("second half", "d12:00-18:00"),
        ("wheels up no earlier than 7 a.m.", "d07:00-"),
        ("pulling out before six in the evening", "d-18:00"),
        ("any time", ""),
    ],
)
def test_time_is_a_window_of_the_one_slice(words: str, window: str) -> None:
    assert windows(read(f"Berlin to London on 3 March 2027, one way, {words}")) == [window]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Berlin to London on 3 March after 5 pm, back on 5 March landing before noon", ["d17:00-", "a-12:00"]),
        ("Berlin to London on 3 March, back on 5 March after 5 pm", ["", "d17:00-"]),
        ("Tomorrow morning Berlin to London, back the same day in the evening", ["d-12:00", "d18:00-"]),
        ("Berlin to London on 3 March in the morning and 5 March after 17h30, round trip", ["d-12:00", "d17:30-"]),
        ("Berlin to London on 3 March arriving before 10, back on 5 March after 5pm", ["a-10:00", "d17:00-"]),
        ("I need to be in London by 11am on 3 March, from Berlin, then home the same day around 8pm",
         ["a-11:00", "d19:00-21:00"]),
        ("Berlin to London Wed 3 March eve, London to Berlin Fri 5 March night", ["d18:00-", "d18:00-"]),
        ("Berlin to London tomorrow morning at 9, return tomorrow evening at 8", ["d08:00-10:00", "d19:00-21:00"]),
        ("Berlin to London Wednesday before 9am and home Wednesday after 6pm", ["d-09:00", "d18:00-"]),
        ("Berlin to London first thing Wednesday, back Wednesday night", ["d-09:00", "d18:00-"]),
        ("I have to reach London by 10 AM on 3 March, so book morning flight from Berlin", ["d-12:00 a-10:00"]),
        ("Berlin to London in the morning of 3 March, back in the night of 5 March", ["d-12:00", "d18:00-"]),
        ("BER LHR BER same day 3mar, out arr b4 0900, in dep 1800+", ["a-09:00", "d18:00-"]),
        ("I just want flying home: Berlin to London on 3 March, after 3 in the afternoon", ["d15:00-"]),
        ("Berlin to London on 3 March, home the following afternoon", ["", "d12:00-18:00"]),
        ("Berlin to London on 3 March and return on 5 March, morning flights both ways", ["d-12:00", "d-12:00"]),
        ("Berlin to London on 3 March, and a return flight on the 5th to arrive not later than 20:30 hours",
         ["", "a-20:30"]),
        ("Berlin to London on 3 March, and same day around 18 hours I return", ["", "d17:00-19:00"]),
        ("Berlin to London 3 March 2027 onward, 5 March 2027 return", ["", ""]),
        ("Berlin to London on 3 March between 9 and 12, London to Oslo 5 March, home 7 March by 8 pm",
         ["d09:00-12:00", "", "a-20:00"]),
        ("Berlin to London on 3 March, the last flight back on 5 March", ["", "d18:00-"]),
        ("Berlin to London on 3 March, first flight out, last one home on 5 March", ["d-09:00", "d18:00-"]),
        ("Berlin to London on 3 March, back on 5 March with the evening flight", ["", "d18:00-"]),
        ("Berlin to London Wednesday 7am, back same day 6pm", ["d06:00-08:00", "d17:00-19:00"]),
        ("Berlin to London 3 March 7h30, back 5 March 18h", ["d06:30-08:30", "d17:00-19:00"]),
        ("Berlin to London on the 3rd 9am, back on the 5th 5.30pm", ["d08:00-10:00", "d16:30-18:30"]),
        ("Berlin to London 3 March, arrive by 9am, depart London at 5pm the same day", ["a-09:00", "d16:00-18:00"]),
        ("Berlin to London Mar 3 9am, back Mar 12 am", ["d08:00-10:00", "d-12:00"]),
        ("Berlin to London 3 March late pm, back 5 March early am", ["d15:00-18:00", "d-09:00"]),
        ("Red-eye from London to Berlin on 3 March, back 5 March", ["d20:00-", ""]),
        ("Berlin to London 3 March 2027, 9:30", ["d08:30-10:30"]),
        ("Berlin to London, Wednesday 3 March, half eight in the morning, returning around teatime",
         ["d07:30-09:30", "d15:30-17:30"]),
        ("the 0700 from Berlin to London on 3 March, back on the 17:30 on 5 March", ["d06:00-08:00", "d16:30-18:30"]),
        ("Berlin to London on 3 March and to return on the same date in the evening", ["", "d18:00-"]),
        ("Berlin to London on Wednesday, back by Thursday noon", ["", "a-12:00"]),
        ("Berlin to London on Wednesday, back by Thursday 6pm", ["", "a-18:00"]),
        ("Be in London by 9:30 am on the 3rd. Flight from Berlin. Back in the afternoon.", ["a-09:30", "d12:00-18:00"]),
        ("Berlin to London tomorrow 18:30", ["d17:30-19:30"]),
    ],
)  # fmt: skip
def test_each_slice_has_the_times_beside_it(sentence: str, expected: list[str]) -> None:
    assert windows(read(sentence)) == expected


@pytest.mark.parametrize(
    "words",
    [
        "leaving ten to eight",
        "around six",
        "after 5",
        "before 3",
        "before 9",
        "between 2 and 5",
        "leaving at 6",
        "landing by 4",
    ],
)
def test_hour_of_the_morning_or_of_the_evening_is_asked(words: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"Berlin to London on 3 March 2027, one way, {words}")

    assert [question.field for question in caught.value.questions] == ["unread"]


@pytest.mark.parametrize(
    "words",
    [
        "my meeting is from 9:00 to 17:00",
        "meeting between 9 and 12",
        "arriving before the 10 o'clock meeting",
        "the conference starts at 2 pm",
        "must land 2 hours before 14:00",
        "not in the morning",
        "in the morning or in the evening",
    ],
)
def test_time_of_something_else_is_no_window(words: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"Berlin to London on 3 March 2027, one way, {words}")

    assert {question.field for question in caught.value.questions} == {"unread"}


def test_time_in_a_purpose_stays_in_it() -> None:
    trip = read("Berlin to London on 3 March 2027, one way for a meeting at 14:00")

    assert (windows(trip), trip.purpose) == ([""], "a meeting at 14:00")


def test_window_that_may_be_of_either_slice_is_asked() -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read("Berlin to London 3-5 March 2027 in the evening")

    assert "Of which slice" in caught.value.questions[0].question


def test_window_that_is_only_liked_is_a_wish() -> None:
    liked = read("Berlin to London on 3 March 2027, one way, preferably landing before noon").slices[0].arrival
    said = read("Berlin to London on 3 March 2027, one way, landing before noon").slices[0].arrival

    assert liked is not None
    assert said is not None
    assert (liked.strength, said.strength) == (Strength.WISH, Strength.MUST)


@settings(max_examples=60, deadline=None)
@given(begin=st.integers(0, 22 * 4), length=st.integers(1, 7), is_pm=st.booleans())
def test_range_of_the_24_hour_clock_is_read_back(begin: int, length: int, is_pm: bool) -> None:
    first, second = (f"{quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in (begin, begin + length))
    said = f"between {first} and {second}" if is_pm else f"departing {first}-{second}"

    assert windows(read(f"Berlin to London on 3 March 2027, one way, {said}")) == [f"d{first}-{second}"]
