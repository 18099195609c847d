"""How many steps reading takes at most, whatever stands in a text. Counted are the calls that are made, and no time."""

import sys
from datetime import date
from types import FrameType

import pytest

from chalicelib.domain.trip_requests.reading.reader import TEXT_LIMIT, read_request
from chalicelib.errors import AmbiguousRequest, InvalidInput
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

# Each makes a reader begin something at every place of a text, and none of them leads to anything.
REPEATED = [
    "1 ",
    "a ",
    "at 9 ",
    "to ",
    "in ",
    "from from ",
    "San ",
    "New York ",
    "Berlin to Paris ",
    "3 March ",
    "AAA-BBB ",
    "aa-",
    "x/",
    "9:",
    "- ",
    ", ",
    "(",
    "John Smith, ",
    "Mr. A B and ",
    "my colleague ",
    "the team ",
    "business or ",
    "Lufthansa or ",
    "BA or ",
    "window ",
    "not more than ",
    "EUR 1 000 ",
    "hotel 5 ",
    "per night ",
    "total price ",
    "one two ",
    "pick up ",
    "cost centre ",
    "Purpose: ",
    "no ",
]
# The most that any of them takes is two thirds of that; where places are listed, each is looked up.
MOST_STEPS = 250 * TEXT_LIMIT


def count_steps(text: str) -> int:
    steps = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal steps
        steps += event in {"call", "c_call"}

    try_to_read(text)  # what is found once is kept
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        try_to_read(text)
    finally:
        sys.setprofile(before)
    return steps


def try_to_read(text: str) -> None:
    try:
        read_request(text, now=mid_morning(date(2026, 11, 20)), defaults=DEFAULTS)
    except (AmbiguousRequest, InvalidInput):
        return


@pytest.mark.parametrize("repeated", REPEATED)
def test_steps_of_a_text_have_a_bound(repeated: str) -> None:
    text = (repeated * TEXT_LIMIT)[:TEXT_LIMIT]

    assert count_steps(text) <= MOST_STEPS
