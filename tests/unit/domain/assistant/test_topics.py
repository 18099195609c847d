"""What people ask for in their own words: one's own things by many phrasings, and the policy by all else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.assistant.topics import Topic, is_follow_up, read_topic, speaks_of
from tests.unit.domain.assistant.phrasings import PHRASINGS

CASES = [(topic, phrasing) for topic, phrasings in PHRASINGS.items() for phrasing in phrasings]


def test_there_are_hundreds_of_phrasings_of_every_topic() -> None:
    assert set(PHRASINGS) == set(Topic)
    assert len(CASES) > 250


@pytest.mark.parametrize("topic", Topic)
def test_every_phrasing_is_read_as_what_it_asks_for(topic: Topic) -> None:
    wrong = {phrasing: read_topic(phrasing) for phrasing in PHRASINGS[topic] if read_topic(phrasing) is not topic}

    assert wrong == {}


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: f"  {text}  ", lambda text: text.rstrip("?!.")])
def test_case_space_and_the_question_mark_change_nothing(change: object) -> None:
    assert callable(change)
    wrong = [phrasing for topic, phrasing in CASES if read_topic(change(phrasing)) is not topic]

    assert wrong == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=2000))
def test_any_message_is_read(message: str) -> None:
    assert read_topic(message) in Topic


def test_a_short_message_that_begins_with_and_goes_on_from_the_one_before() -> None:
    assert all(map(is_follow_up, ("and in London?", "What about Paris?", "und in Rom?", "how about trains")))
    assert not any(map(is_follow_up, ("How much may a hotel cost?", "and when is my next trip", "Andrew pays")))


def test_a_place_is_named_by_any_of_its_words() -> None:
    assert speaks_of("when do I fly to new york", ["Berlin", "New York"])
    assert speaks_of("wann fliege ich nach zurich", ["Zürich"])
    assert not speaks_of("when do I fly to Paris", ["Berlin", "New York"])
