"""Requests in words, in whatever language: read where somebody reads it, else asked for in English."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from chalicelib.domain.identity import Identity
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest, InvalidInput
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.parsing import explain_words, understand
from infra.package import ROOT
from tests.simulation.cloud.empty import empty_cloud

ANNA = Identity(
    user_id="anna", email="anna.berger@example.com", name="Anna Berger", given_name="Anna", family_name="Berger"
)
NOW = datetime(2026, 11, 20, 8, 10, tzinfo=UTC)
GERMAN = "Bitte einen Flug von Berlin nach London am 3. März 2027, zurück am 5. März"
ENGLISH = "Berlin to London 3-5 March 2027"


@pytest.fixture(autouse=True, scope="module")
def _nobody_is_kept_as_an_employee() -> Iterator[None]:
    with empty_cloud():
        yield


def read(text: str, **answers: str) -> TripRequest:
    """What is understood; only cost centres that begin with MY may be charged."""
    return understand(
        ANNA,
        BookingRequest(request=text, answers=dict(answers)),
        now=NOW,
        why_not=lambda code, _: None if code.startswith("MY") else "not yours",
    )


def fields_asked(text: str, **answers: str) -> list[str]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(text, **answers)
    return [question.field for question in caught.value.questions]


def test_german_is_asked_for_in_english_and_the_answer_is_read_in_its_place() -> None:
    (field,) = fields_asked(GERMAN)

    answered = read(GERMAN, **{field: ENGLISH})

    assert answered == read(ENGLISH)
    assert [each.depart_on for each in answered.slices] == [date(2027, 3, 3), date(2027, 3, 5)]


def test_questions_about_the_trip_in_english_are_answered_beside_it() -> None:
    from_nowhere = "to London on 3 March 2027, one way"

    assert fields_asked(GERMAN, english=from_nowhere) == ["origin"]
    assert read(GERMAN, english=from_nowhere, origin="Berlin").slices[0].origin.name == "Berlin"


def test_english_above_a_german_mail_is_english() -> None:
    mail = (
        f"{ENGLISH}\n\n-----Original Message-----\nVon: Ada\nBitte buchen Sie die Reise nach London für nächste Woche."
    )

    assert read(mail) == read(ENGLISH)


def test_nothing_of_models_is_imported_where_none_is_configured() -> None:
    script = (
        "import sys; from chalicelib.services.trip_requests import words; "
        "print([name for name in sys.modules if 'language_models' in name or 'trip_requests.claims' in name])"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_an_answer_in_german_again_is_asked_again() -> None:
    assert fields_asked(GERMAN, english=GERMAN) == ["english"]


def test_english_needs_no_such_answer_and_an_empty_one_is_none() -> None:
    assert read(ENGLISH, english="  ") == read(ENGLISH)


def test_a_cost_centre_of_the_answer_is_one_that_may_be_charged() -> None:
    assert read(GERMAN, english=f"{ENGLISH}, cost centre MY-1").cost_centre == "MY-1"

    with pytest.raises(InvalidInput) as caught:
        read(GERMAN, english=f"{ENGLISH}, cost centre YOURS-1")

    assert [error.pointer for error in caught.value.errors] == ["/costCentre"]


def test_an_answer_that_nobody_asks_for_is_still_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        read(ENGLISH, colour="red")

    assert [error.pointer for error in caught.value.errors] == ["/answers/colour"]


def test_reading_is_explained_of_english_words_alone() -> None:
    explained = explain_words(f"{ENGLISH}. My boss has agreed", read(ENGLISH), NOW)

    assert explained is not None
    assert [(each.words, each.field) for each in explained.read] == [
        ("Berlin to London", "slices"),
        ("3-5 March 2027", "slices.departOn"),
    ]
    assert explained.unread == ("My boss has agreed",)
    assert explain_words(GERMAN, read(ENGLISH), NOW) is None
    assert explain_words(None, read(ENGLISH), NOW) is None
