"""A clause's source is cited where its section has the words letter by letter; else it is said what stands there."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.policies.citing import cite_source, find_again
from chalicelib.domain.policies.sources import ClauseSource
from chalicelib.domain.policy_documents.citation import Citation, is_verbatim
from chalicelib.domain.policy_documents.section import Section
from chalicelib.errors import FieldError
from tests.support.quoted_words import make_section, quotes, texts, vary

DOCUMENT = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"
HOTELS = "A night in London costs at most 180 EUR, taxes in."
FLIGHTS = "Premium economy may be booked above six hours of flight time."
SECTIONS = (
    make_section("What this handbook is for.", position=0, number=None, heading="Preface"),
    make_section(HOTELS, position=1, number="4.2", heading="Hotels"),
    make_section(FLIGHTS, position=2, number="4.3", heading="Flights"),
    make_section(f"{FLIGHTS} {HOTELS}", position=3, number="4.3", heading="Flights"),
)


def make_source(quote: str, *, number: str | None = None, position: int | None = None) -> ClauseSource:
    return ClauseSource(document_id=DOCUMENT, version=2, quote=quote, number=number, position=position)


def cite(source: ClauseSource, sections: tuple[Section, ...] = SECTIONS) -> Citation | FieldError:
    return cite_source(source, sections, "Travel handbook")


@settings(max_examples=40)
@given(st.lists(texts, min_size=1, max_size=4), quotes(), st.data())
def test_a_quote_cut_out_of_any_section_is_cited_with_where_it_stands(
    others: list[str], quoted: tuple[str, int, int], data: st.DataObject
) -> None:
    text, start, end = quoted
    place = data.draw(st.integers(0, len(others)))
    sections = tuple(
        make_section(each, position=position, number=str(position + 1))
        for position, each in enumerate([*others[:place], text, *others[place:]])
    )
    by = data.draw(st.sampled_from(["number", "position", "both"]))
    source = make_source(
        text[start:end],
        number=str(place + 1) if by != "position" else None,
        position=place if by != "number" else None,
    )

    found = cite(source, sections)

    assert isinstance(found, Citation)
    assert is_verbatim(found, sections[place])
    assert (found.document_id, found.version, found.title, found.page) == (DOCUMENT, 2, "Travel handbook", place)


@settings(max_examples=40)
@given(quotes())
def test_a_quote_that_only_looks_the_same_is_refused_with_the_words_that_stand_there(
    quoted: tuple[str, int, int],
) -> None:
    text, start, end = quoted
    for how, changed in vary(text[start:end]).items():
        found = cite(make_source(changed, position=3), (make_section(text),))

        assert isinstance(found, Citation) == (changed in text), how
        if isinstance(found, FieldError):
            assert found.pointer == "/quote"


def test_the_nearest_words_are_shown_with_the_first_difference() -> None:
    lookalike = "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}"

    found = cite(make_source(HOTELS.replace(" in.", f" {lookalike}n."), number="4.2"))

    assert found == FieldError(
        "/quote",
        'does not stand word for word in section 4.2 "Hotels" (position 1); the nearest words there are '
        f'"{HOTELS}": at its character 48 the quote has "і" (U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I), '
        'the document "i" (U+0069 LATIN SMALL LETTER I)',
    )


@pytest.mark.parametrize(
    ("source", "pointer", "said"),
    [
        (make_source(HOTELS), "", "by its number or its position"),
        (make_source(HOTELS, number="4.9"), "/number", "no section of this number; it has 4.2, 4.3"),
        (make_source(HOTELS, position=4), "/position", "there are sections 0 to 3"),
        (make_source(HOTELS, number="4.2", position=0), "/position", "section 4.2 is not there; it stands at 1"),
        (make_source(FLIGHTS, number="4.2"), "/quote", 'not stand in section 4.2, but in section 4.3 "Flights" (pos'),
        (make_source(FLIGHTS, number="4.3"), "/number", "name one by position, 2, 3"),
        (make_source("Meals by receipt.", number="4.2"), "/quote", "nor do words like these"),
    ],
)
def test_what_is_wrong_with_a_source_is_said_where_it_is(source: ClauseSource, pointer: str, said: str) -> None:
    found = cite(source)

    assert isinstance(found, FieldError)
    assert found.pointer == pointer
    assert said in found.detail


@pytest.mark.parametrize("number", ["4.2", "4.2.", "§ 4.2", "4.2)"])
def test_a_section_is_named_by_its_number_whatever_dots_and_signs_it_is_written_with(number: str) -> None:
    found = cite(make_source(HOTELS, number=number))

    assert isinstance(found, Citation)
    assert found.number == "4.2"


def test_sections_without_numbers_are_named_by_position() -> None:
    found = cite(make_source("What", number="1"), SECTIONS[:1])

    assert isinstance(found, FieldError)
    assert "name one by position" in found.detail


def test_words_of_a_newer_version_are_found_in_the_section_that_was_cited_if_it_has_them() -> None:
    cited = cite(make_source(HOTELS, position=3))
    assert isinstance(cited, Citation)

    same = find_again(cited, SECTIONS, version=3, title="Handbook")
    moved = find_again(cited, SECTIONS[:2], version=3, title="Handbook")
    gone = find_again(cited, SECTIONS[2:3], version=3, title="Handbook")

    assert same is not None
    assert moved is not None
    assert (same.position, same.version, same.title, same.quote) == (3, 3, "Handbook", HOTELS)
    assert (moved.position, moved.number) == (1, "4.2")
    assert gone is None


@settings(max_examples=40)
@given(quotes())
def test_words_found_again_are_verbatim(quoted: tuple[str, int, int]) -> None:
    text, start, end = quoted
    section = make_section(text)
    cited = cite(make_source(text[start:end], position=3), (section,))
    assert isinstance(cited, Citation)

    found = find_again(cited, (section,), version=9, title="Travel handbook")

    assert found == msgspec.structs.replace(cited, version=9)
