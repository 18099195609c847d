"""Names in words: no name is cut into a given and a family name by guessing, and each way to part it is a choice."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.people.traveller_names import ask_names, read_name
from chalicelib.domain.trip_requests.reading.reader import ReadingDefaults, read_request
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from chalicelib.errors import AmbiguousRequest, Clarification, InvalidInput
from tests.support.mid_morning import mid_morning

TODAY = date(2026, 11, 20)
ANNA = Traveller(given_name="Anna", family_name="Adams")
TRIP = "Berlin to London 3-5 March 2027"
# A name, its given and its family part: each of another language, order, script or number of words.
NAMES = [
    ("John Smith", "John", "Smith"),
    ("John Smith Jr", "John", "Smith Jr"),
    ("María José García López", "María José", "García López"),
    ("Nguyễn Văn An", "Văn An", "Nguyễn"),
    ("Li Wei", "Wei", "Li"),
    ("Nagy János", "János", "Nagy"),
    ("Kim Min-jun", "Min-jun", "Kim"),
    ("Ana María de la Cruz García", "Ana María", "de la Cruz García"),
    ("Ludwig van der Rohe", "Ludwig", "van der Rohe"),
    ("O'Brien Siobhán", "Siobhán", "O'Brien"),
    ("Đỗ Thị Hà", "Thị Hà", "Đỗ"),
    ("李 小龍", "小龍", "李"),
    ("अनिता शर्मा", "अनिता", "शर्मा"),
    ("محمد الرازي", "محمد", "الرازي"),
    ("สมชาย ใจดี", "สมชาย", "ใจดี"),
    ("Ђорђе Петровић", "Ђорђе", "Петровић"),
]
SAID = [
    ("John SMITH", "John", "SMITH"),
    ("NGUYỄN Văn An", "Văn An", "NGUYỄN"),
    ("BERGER, Anna", "Anna", "BERGER"),
    ("GARCÍA LÓPEZ, María José", "María José", "GARCÍA LÓPEZ"),
    ("Anna Maria WEBER BERG", "Anna Maria", "WEBER BERG"),
    ("KIM Min-jun", "Min-jun", "KIM"),
]


def read(words: str, *, own: Traveller | None = ANNA, called: str = "", **answers: str) -> TripRequest:
    defaults = ReadingDefaults(traveller=own, currency="EUR", cost_centre="SALES-EU", display_name=called)
    return read_request(words, now=mid_morning(TODAY), defaults=defaults, answers=answers)


def asked(words: str, *, own: Traveller | None = ANNA, called: str = "", **answers: str) -> Clarification:
    with pytest.raises(AmbiguousRequest) as caught:
        read(words, own=own, called=called, **answers)
    (question,) = caught.value.questions
    assert question.field == "travellers"
    return question


def parts(trip: TripRequest) -> list[tuple[str, str]]:
    return [(each.given_name, each.family_name) for each in trip.travellers]


@pytest.mark.parametrize(("name", "given_name", "family_name"), NAMES)
def test_name_in_words_is_asked_with_the_right_parts_among_the_choices(
    name: str, given_name: str, family_name: str
) -> None:
    question = asked(f"{TRIP} with {name}")

    assert name in question.question
    assert f"{given_name} / {family_name}" in [code for code, _ in question.choices]
    for code, _ in question.choices:
        (_, other) = parts(read(f"{TRIP} with {name}", travellers=code))
        assert f"{other[0]} / {other[1]}" == code


@pytest.mark.parametrize(("name", "given_name", "family_name"), NAMES)
def test_own_name_that_is_not_known_is_asked_and_never_cut(name: str, given_name: str, family_name: str) -> None:
    question = asked(TRIP, own=None, called=name)

    assert f"{given_name} / {family_name}" in [code for code, _ in question.choices]
    for code, _ in question.choices:
        assert " / ".join(*parts(read(TRIP, own=None, called=name, travellers=code))) == code


@pytest.mark.parametrize(("name", "given_name", "family_name"), SAID)
def test_family_name_in_capitals_is_said(name: str, given_name: str, family_name: str) -> None:
    assert parts(read(f"{TRIP} with {name}"))[1:] == [(given_name, family_name)]


def test_people_are_asked_in_one_question_and_answered_in_order() -> None:
    words = f"{TRIP} with Bob Lee, Mia Wong and Li Wei"

    question = asked(words)

    assert all(parts(read(words, travellers=code)) for code, _ in question.choices)
    found = parts(read(words, travellers="Bob / Lee; Mia / Wong; Wei / Li"))
    assert found == [("Anna", "Adams"), ("Bob", "Lee"), ("Mia", "Wong"), ("Wei", "Li")]


def test_own_name_and_others_are_asked_together() -> None:
    words = f"{TRIP} with Li Wei"

    assert asked(words, own=None, called="Nguyễn Văn An").choices
    assert asked(words, own=None).choices == ()
    assert parts(read(words, own=None, travellers="Văn An / Nguyễn; Wei / Li")) == [("Văn An", "Nguyễn"), ("Wei", "Li")]
    assert parts(read(f"{TRIP} with Wei LI", own=None, travellers="Văn An / Nguyễn")) == [
        ("Văn An", "Nguyễn"),
        ("Wei", "LI"),
    ]


def test_answer_that_does_not_part_a_name_is_asked_again_with_its_choices() -> None:
    question = asked(f"{TRIP} for two people", travellers="María José García López")

    assert "María José / García López" in [code for code, _ in question.choices]


@pytest.mark.parametrize(
    "answer", ["Bob", "Bob /", "/ Lee", "Bob / Lee; Mia / Wong", "Bob2 / Lee", "Bob\u202e / Lee", "Bob / 😀 Lee", "; ;"]
)
def test_answer_that_names_nobody_is_refused_where_it_stands(answer: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(f"{TRIP} for two people", travellers=answer)

    assert not isinstance(caught.value, AmbiguousRequest)
    assert {each.pointer for each in caught.value.errors} == {"/answers/travellers"}


def test_travellers_beside_the_words_agree_with_them() -> None:
    bob = Traveller(given_name="Bob", family_name="Lee")
    defaults = ReadingDefaults(traveller=None, currency="EUR", cost_centre="SALES-EU", given=(ANNA, bob))

    for words in (TRIP, f"{TRIP} for two people", f"{TRIP} with Bob Lee", f"{TRIP} with Lee Bob"):
        assert read_request(words, now=mid_morning(TODAY), defaults=defaults).travellers == (ANNA, bob)
    for words in (f"{TRIP} for three people", f"{TRIP} with Mia Wong"):
        with pytest.raises(InvalidInput):
            read_request(words, now=mid_morning(TODAY), defaults=defaults)


_WORDS = st.sampled_from(
    ["Anna", "Maria", "de", "Cruz", "Nguyễn", "SMITH", "Jr.", "O'Neil", "李", "محمد", "अनिता", "ไทย"]
)


@settings(max_examples=60, deadline=None)
@given(names=st.lists(st.lists(_WORDS, min_size=2, max_size=5).map(" ".join), min_size=1, max_size=3))
def test_every_choice_is_accepted_as_the_answer(names: list[str]) -> None:
    findings = Findings({})
    ask_names(findings, "Who?", names, len(names))
    with pytest.raises(AmbiguousRequest) as caught:
        findings.raise_if_any()

    for code, _ in caught.value.questions[0].choices:
        answered = Findings({"travellers": code})
        assert len(ask_names(answered, "Who?", names, len(names))) == len(names)
        answered.raise_if_any()


@given(st.text(max_size=30))
def test_any_text_is_read_as_a_name_or_not(text: str) -> None:
    found = read_name(text)

    assert found is None or isinstance(found, Traveller)
