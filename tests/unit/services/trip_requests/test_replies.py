"""Requests in words with what was said since: answers in words to the questions about them, and corrections, before
there is a booking."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import understand
from tests.simulation.cloud.empty import empty_cloud

ANNA = Identity(
    user_id="anna", email="anna.berger@example.com", name="Anna Berger", given_name="Anna", family_name="Berger"
)
NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
SOUND = "Berlin to London 3-5 March 2027"
OPEN = "Berlin to Birmingham 3-5 March 2027"


@pytest.fixture(autouse=True, scope="module")
def _nobody_is_kept_as_an_employee() -> Iterator[None]:
    with empty_cloud():
        yield


def read(text: str, *replies: str, **more: Any) -> TripRequest:
    return understand(ANNA, to_body({"request": text, "replies": list(replies), **more}, BookingRequest), now=NOW)


def fields_asked(text: str, *replies: str) -> list[str]:
    with pytest.raises(AmbiguousRequest) as asked:
        read(text, *replies)
    return [question.field for question in asked.value.questions]


def test_question_is_answered_in_words() -> None:
    assert fields_asked(OPEN) == ["destination"]

    request = read(OPEN, "the second one")

    assert request.slices[0].destination.name == "Birmingham"
    assert read(OPEN, "the first one").slices[0].destination != request.slices[0].destination


def test_answer_by_field_and_answer_in_words_are_the_same() -> None:
    with pytest.raises(AmbiguousRequest) as asked:
        read(OPEN)
    code, label = asked.value.questions[0].choices[0]

    assert read(OPEN, label) == read(OPEN, answers={"destination": code})


def test_what_was_read_is_corrected() -> None:
    request = read(SOUND, "make it business", "start from Hamburg instead", "no, back on the 6th", "add a hotel")

    out, back = request.slices
    assert (out.origin.name, back.destination.name, out.cabin) == ("Hamburg", "Hamburg", Cabin.BUSINESS)
    assert (back.depart_on, request.stays[0].check_out) == (date(2027, 3, 6), date(2027, 3, 6))


def test_correction_before_the_answer_counts_once_that_is_given() -> None:
    request = read(OPEN, "take the train instead", "the first one")

    assert {each.mode for each in request.slices} == {TravelMode.RAIL}


def test_what_a_correction_leaves_open_is_asked_and_answered_by_the_next() -> None:
    assert fields_asked(SOUND, "no, the 12th") == ["day.0"]
    assert fields_asked(SOUND, "no, the 12th", "hm") == ["day.0"]

    assert read(SOUND, "no, the 12th", "the second one").slices[1].depart_on == date(2027, 3, 12)
    assert read(SOUND, "no, the 12th", "never mind") == read(SOUND)


@pytest.mark.parametrize(
    "reply", ["drop the hotel", "actually three of us", "cancel the trip", "charge it to cost centre ENG-1"]
)
def test_reply_that_cannot_be_followed_is_refused_where_it_stands(reply: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(SOUND, "make it business", reply)

    assert [error.pointer for error in refused.value.errors][:1] == ["/replies/1"]


def test_reply_to_fields_is_refused() -> None:
    slices = [{"origin": "Berlin", "destination": "London", "departOn": "2027-03-03"}]
    with pytest.raises(InvalidInput) as refused:
        understand(ANNA, to_body({"slices": slices, "replies": ["a day later"]}, BookingRequest), now=NOW)

    assert [error.pointer for error in refused.value.errors] == ["/replies"]


def test_request_that_cannot_be_booked_after_a_correction_is_refused() -> None:
    with pytest.raises(InvalidInput):
        read(SOUND, "52 weeks later", "20 weeks later")


def test_all_that_was_said_is_kept() -> None:
    asked = to_body({"request": SOUND, "replies": ["a day later"]}, BookingRequest)

    assert asked.said == f"{SOUND}\na day later"


@pytest.mark.parametrize(
    ("origin", "destination", "day"),
    [("Los Angeles", "San Francisco", date(2026, 11, 29)), ("Berlin", "London", date(2026, 11, 30))],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_day_in_a_reply_is_counted_where_the_trip_starts(
    origin: str, destination: str, day: date, *, is_open: bool
) -> None:
    text, replies = f"{origin} to {destination}, one way", ["tomorrow"]
    if is_open:
        text, replies = f"to {destination}, one way", ["tomorrow", origin]
    body = to_body({"request": text, "replies": replies}, BookingRequest)

    request = understand(ANNA, body, now=datetime(2026, 11, 29, 0, 16, tzinfo=UTC))

    assert request.slices[0].depart_on == day
