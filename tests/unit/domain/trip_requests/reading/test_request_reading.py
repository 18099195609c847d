"""What was read of a request in words, and what was not, is said in the words themselves."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.reader import explain_reading, read_request
from chalicelib.domain.trip_requests.request_reading import RequestReading
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

NOW = mid_morning(date(2026, 11, 20))


def explain(text: str, **answers: str) -> RequestReading:
    return explain_reading(text, read_request(text, now=NOW, defaults=DEFAULTS, answers=answers), now=NOW)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "Berlin to London 3-5 March 2027, hotel near the centre under 200 EUR a night",
            {"Berlin to London": "slices", "3-5 March 2027": "slices.departOn"},
        ),
        (
            "Train from Oslo to Bergen on 3 March 2027 after 10:00, one way, cost centre OPS-7",
            {"Train": "slices.mode", "after 10:00": "slices.departure", "cost centre OPS-7": "costCentre"},
        ),
        (
            "Hotel in Bologna from 11 to 13 January 2027, max 120 EUR a night",
            {"in Bologna": "stays.place", "from 11 to 13 January 2027": "stays.checkIn"},
        ),
        (
            "OSL-BGO 3mar27 biz, BGO-OSL 5mar27, aisle, for the sales kickoff",
            {"business class": "slices.cabin", "aisle": "preferences", "for the sales kickoff": "purpose"},
        ),
    ],
)
def test_words_stand_beside_the_field_that_they_were_read_into(text: str, read: dict[str, str]) -> None:
    explained = {each.words: each.field for each in explain(text).read}

    assert {words: explained.get(words) for words in read} == read


def test_what_is_passed_over_is_said() -> None:
    explained = explain("My boss has agreed. Berlin to London on 3 March 2027, back on 5 March, the weather permitting")

    assert explained.unread == ("weather permitting", "My boss has agreed")


def test_what_was_asked_about_and_ignored_is_unread() -> None:
    text = "Berlin to London on 3 March 2027, back on 5 March, with my surfboard"

    assert "surfboard" in " ".join(explain(text, unread="ignore").unread)


def test_what_nobody_sells_is_unread() -> None:
    text = "Berlin to London on 3 March 2027, back on 5 March, and a taxi"

    assert any("taxi" in each for each in explain(text, unread="ignore").unread)


_EXTRAS = ["", ", business class", ", non-stop", ", window seat", ", before noon", ". My boss agreed", ", so to speak"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_EXTRAS), max_size=4, unique=True))
def test_no_word_is_both_read_and_unread_or_lost(extras: list[str]) -> None:
    text = f"Berlin to London on 3 March 2027, one way{''.join(extras)}"

    explained = explain(text, unread="ignore")

    said = [each.words for each in explained.read]
    assert all(words in text for words in said)
    assert sum(map(len, said)) <= len(text)
    assert not set(said) & set(explained.unread)
