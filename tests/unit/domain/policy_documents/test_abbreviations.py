"""Abbreviations are found where a document explains them, and read as what they stand for everywhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.abbreviations import expand_abbreviations, find_abbreviations

KNOWN = {"POV": "privately owned vehicle", "M&IE": "meals and incidental expenses"}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("You may ship one privately owned vehicle (POV) to your post.", "POV", "privately owned vehicle"),
        ("What is the meals and incidental expenses (M&IE) rate?", "M&IE", "meals and incidental expenses"),
        ("A “travel management company” (“TMC”) books it.", "TMC", "travel management company"),
        ("Outside the Continental United States (OCONUS) rates", "OCONUS", "Outside the Continental United States"),
        ("the Office of Management and Budget (OMB) says", "OMB", "Office of Management and Budget"),
        ("Es gilt die Reisekostenordnung (RKO) des Hauses.", "RKO", "Reisekostenordnung"),
        ("l'indemnité kilométrique (IK) est versée", "IK", "indemnité kilométrique"),
        ("SHIPPING OF HOUSEHOLD GOODS (HHG)", "HHG", "household goods"),
        ("the per diem rates of the General Services Administration (GSA)", "GSA", "General Services Administration"),
    ],
)
def test_what_is_explained_is_found(text: str, short: str, long: str) -> None:
    assert find_abbreviations([text]) == {short: long}


@pytest.mark.parametrize(
    "text",
    [
        "It is paid (YES) or not.",
        "See the table (Table) below.",
        "the second option (B) is chosen",
        "Costs in euros (EUR)",
        "up to 30 days (FTR Amendment 98) from then",
        "(POV)",
    ],
)
def test_words_in_brackets_alone_explain_nothing(text: str) -> None:
    assert find_abbreviations([text]) == {}


def test_the_explanation_that_is_used_most_counts() -> None:
    texts = ["travel authority (TA)", "travel authorization (TA)", "a travel authorization (TA)"]

    assert find_abbreviations(texts) == {"TA": "travel authorization"}


def test_a_long_form_may_hold_a_short_one() -> None:
    texts = ["temporary quarters expenses (TQE)", "TQE actual amount (TQE-AA)"]

    assert find_abbreviations(texts)["TQE-AA"] == "temporary quarters expenses (TQE) actual amount"


def test_abbreviations_are_read_as_what_they_stand_for_and_the_first_is_kept() -> None:
    text = "May I ship a POV? One POV only, and no POVs of others. M&IE: none. POVERTY"

    assert expand_abbreviations(text, KNOWN) == (
        "May I ship a privately owned vehicle (POV)? One privately owned vehicle only, and no privately owned vehicle"
        " of others. meals and incidental expenses (M&IE): none. POVERTY"
    )


def test_what_is_explained_there_is_not_explained_twice() -> None:
    assert expand_abbreviations("a privately owned vehicle (POV)", KNOWN) == "a privately owned vehicle (POV)"


@given(st.text(), st.text(alphabet="ABCabc (&)“”.\n", max_size=60))
def test_any_text_is_read_and_one_that_explains_nothing_stays(text: str, odd: str) -> None:
    known = find_abbreviations([text, odd])

    assert expand_abbreviations(text, {}) == text
    for short, long in known.items():
        assert len(long.split()) + long.count("-") > 1 or len(long) > len(short)
        expand_abbreviations(odd, known)
