"""Numbers of sections are taken from headings as they are printed, and nothing else is taken for one."""

import pytest

from chalicelib.domain.policy_documents.numbering import follows, same_number, split_number

NUMBERED = [
    ("4.2 Hotels", "4.2", "Hotels"),
    ("4. Hotels", "4.", "Hotels"),
    ("4) Hotels", "4)", "Hotels"),
    ("4 Hotels", "4", "Hotels"),
    ("12.3.4. Meals with guests", "12.3.4.", "Meals with guests"),
    ("4.2a Hotels", "4.2a", "Hotels"),
    ("§ 301-10.121 May I use business class?", "§ 301-10.121", "May I use business class?"),
    ("§301-10.121 May I?", "§301-10.121", "May I?"),
    ("§ § 302-1.1", "§ 302-1.1", ""),
    ("§ 5 Reisekosten", "§ 5", "Reisekosten"),
    ("Article 5", "Article 5", ""),
    ("Article 5: Lodging", "Article 5", "Lodging"),
    ("ARTICLE V – LODGING", "ARTICLE V", "LODGING"),
    ("Artikel 12 Unterkunft", "Artikel 12", "Unterkunft"),
    ("Chapter III. Trains", "Chapter III", "Trains"),
    ("PART 301-10—TRANSPORTATION EXPENSES", "PART 301-10", "TRANSPORTATION EXPENSES"),
    ("Subpart C - Rail", "Subpart C", "Rail"),
    ("IV. Lodging", "IV.", "Lodging"),
    ("XII. Closing", "XII.", "Closing"),
    ("Appendix B", "Appendix B", ""),
    ("Appendix B: Rates", "Appendix B", "Rates"),
    ("Anhang A Sätze", "Anhang A", "Sätze"),
    ("B. Rail", "B.", "Rail"),
    ("A.1 Scope", "A.1", "Scope"),
    ("4.2", "4.2", ""),
    ("第5条 出張", None, "第5条 出張"),
]
UNNUMBERED = [
    "Hotels", "2026 travel policy", "3 nights or more", "3 % of the fare",
    "Part of the trip", "Particular cases", "Sectional rates", "A traveller books", "I book", "",
]  # fmt: skip


@pytest.mark.parametrize(("line", "number", "heading"), NUMBERED)
def test_number_is_taken_as_printed(line: str, number: str | None, heading: str) -> None:
    assert split_number(line) == (number, heading)


@pytest.mark.parametrize("line", UNNUMBERED)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert split_number(line) == (None, line)


@pytest.mark.parametrize(
    ("one", "other"), [("4", "4."), ("§ 301-1", "301-1"), ("Article 5", "ARTICLE  5"), ("iv", "IV.")]
)
def test_numbers_are_the_same_whatever_signs_they_carry(one: str, other: str) -> None:
    assert same_number(one, other)
    assert not same_number(one, other + "1")


def test_number_follows_its_sibling_or_its_parent_and_no_other() -> None:
    assert follows("4.3", ["4.2"])
    assert follows("4.2.1", ["4.2"])
    assert follows("5", ["4.9"])
    assert follows("1.1", [])
    assert not follows("4.9", ["4.2"])
    assert not follows("3.50", ["3.1"])
