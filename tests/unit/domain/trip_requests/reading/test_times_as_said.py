"""How people say when to leave or to land, and of which slice: each way a line."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import SliceRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS


def windows(one: SliceRequest) -> str:
    return " ".join(
        f"{name} {window.not_before or ''}-{window.not_after or ''}"
        for name, window in (("departs", one.departure), ("lands", one.arrival))
        if window
    )


def both(out: str = "", back: str = "", behind: str = "") -> tuple[str, str]:
    sentence = f"Dublin to Geneva on 3 March {out}, back on 5 March {back}{behind}"
    read = read_request(sentence, now=mid_morning(date(2027, 2, 1)), defaults=DEFAULTS)
    there, home = read.slices
    return windows(there), windows(home)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("post 2 pm", "departs 14:00-"),
        ("at 5:30pm or later", "departs 17:30-"),
        ("like 5:30pm or later", "departs 17:30-"),
        ("anytime after 9 am", "departs 09:00-"),
        ("earliest departure 17:00", "departs 17:00-"),
        ("dep 1730 earliest", "departs 17:30-"),
        ("any time after 3", "departs 15:00-"),
        ("0700 dep", "departs 06:00-08:00"),
        ("8ish am", "departs 07:00-09:00"),
        ("8amish", "departs 07:00-09:00"),
        ("ca. 08:00", "departs 07:00-09:00"),
        ("the 8am", "departs 07:00-09:00"),
        ("departure 8 am", "departs 07:00-09:00"),
        ("as late as it gets", "departs 18:00-"),
        ("at the crack of dawn", "departs -09:00"),
        ("late aft", "departs 15:00-18:00"),
        ("on the earliest flight after 2 pm", "departs 14:00-"),
        ("in Geneva before noon", "lands -12:00"),
        ("before 12.00 noon", "departs -12:00"),
        ("nothing too early please (not before 8)", "departs 08:00-"),
    ],
)
def test_time_is_read_however_it_is_said(said: str, expected: str) -> None:
    assert both(out=said) == (expected, "")


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (". Before 18:00 on the way back", ("", "departs -18:00")),
        (". After 9 am on the outward journey", ("departs 09:00-", "")),
        (". We want to land in Geneva not after 14:00", ("lands -14:00", "")),
        (". I have to leave Geneva after 17:00", ("", "departs 17:00-")),
        (". Morning departures both days", ("departs -12:00", "departs -12:00")),
        (", last flight out", ("", "departs 18:00-")),
    ],
)
def test_slice_of_a_time_is_the_one_that_is_said(behind: str, expected: tuple[str, str]) -> None:
    assert both(behind=behind) == expected


def test_arrival_before_the_return_is_that_of_the_way_out() -> None:
    there, home = both(out="with arrival no later than 12:30 and for the return journey on 5 March", back="")

    assert (there, home) == ("lands -12:30", "")


@pytest.mark.parametrize(
    "said", ["I'm flexible on times", "timings flexible", "at the lowest price", "the time doesn't matter", "any time"]
)
def test_who_is_flexible_limits_nothing(said: str) -> None:
    assert both(behind=f", {said}") == ("", "")


@pytest.mark.parametrize(
    "behind",
    [
        "evening flight there, lunchtime one back",
        "evening flight out, midday one home",
        "evening out, midday back",
        "evening train there, lunchtime train back",
    ],
)
def test_direction_behind_a_time_is_that_of_the_time(behind: str) -> None:
    assert both(behind=f". {behind}") == ("departs 18:00-", "departs 12:00-14:00")
