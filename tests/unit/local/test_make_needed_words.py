"""What a pattern needs is said by the pattern itself."""

import re

import pytest

from local.make_needed_words import find_needed

CASES = {
    "hotel": {"hotel"},
    "HOTEL|Inn": {"hotel", "inn"},
    r"\bnon-?stop\b": {"stop"},
    r"(?:an?|the) (?:hotel|motel)s?": {"hotel", "motel"},
    r"(?:by )?(?:train|rail)": {"train", "rail"},
    r"(?:by )?": set(),
    r"x*": set(),
    r"(?:nights? )+at": {"night"},
    r"(?=.*\bbudget\b)[0-9]+": {"budget"},
    r"(?<=per )night": {"night"},
    r"(?!no )hotel": {"hotel"},
    r"(?<!no )(?:trains?|buses)": {"train", "buses"},
    r"[0-9]{2}": set("0123456789"),
    r"[$%]": {"$", "%"},
    r"[$€]": set(),
    r"[^a]": set(),
    r"\d+": set(),
    r"\w+ ": set(),
    r"a|the": set(),
    r"room|bedroom|rooms": {"room"},
    r"(?P<day>mon|tues)day|weekend": {"day", "weekend"},
    r"(?>early|late)": {"early", "late"},
    r"é(?:toile|toiles)": {"toile"},
    r"(a)?b(?(1)hotel|inn)": set(),
    r"(?-i:VAT)|tax": {"vat", "tax"},
    r"(.)\1": set(),
}


@pytest.mark.parametrize("pattern", CASES)
def test_pattern_needs(pattern: str) -> None:
    assert find_needed(pattern, re.IGNORECASE) == CASES[pattern]


def test_what_too_many_texts_would_be_looked_for_is_not_needed() -> None:
    many = [f"{each:03}word" for each in range(300)]

    assert not find_needed("|".join(many))
    assert len(find_needed("|".join(many[:150]))) == 150
