"""Sections that are made into a file of any format come back with the same numbers, headings, words and tables."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.section import CELL_BREAK, ParsedDocument
from chalicelib.gateways.document_parsing.formats import parse_body
from chalicelib.gateways.document_parsing.pdf_tables import read_page_tables
from tests.support.policy_files import (
    DOCX_TYPE,
    MadeSection,
    MadeTable,
    make_docx,
    make_html,
    make_markdown,
    make_pdf,
    make_text,
)

Maker = Callable[[Sequence[MadeSection]], bytes]
FORMATS: dict[str, tuple[Maker, str]] = {
    "text": (make_text, "text/plain"),
    "markdown": (make_markdown, "text/markdown"),
    "html": (make_html, "text/html"),
    "docx": (make_docx, DOCX_TYPE),
    "pdf": (make_pdf, "application/pdf"),
}
HEADINGS = (
    "Purpose and scope", "Air travel", "May I book business class?", "Hotels", "Rail before air", "Meals",
    "Unterkunft für Gäste", "What must I keep?", "Taxis and rental cars", "Who approves a trip",
    "Déplacements à l'étranger",
)  # fmt: skip
SENTENCES = (
    "No.",
    "Flights of less than six hours are booked in economy class.",
    "A traveller may pay an upgrade themselves, and says so in the expense report.",
    "The limit for a night in Zürich is 240 CHF, breakfast included; elsewhere it is 160 EUR.",
    (
        "Rail is booked in second class unless the journey takes more than two and a half hours, in which case first "
        "class is allowed when it was reserved a week before the departure and costs no more than the flexible fare."
    ),
    "Wer länger als acht Stunden unterwegs ist, erhält den Verpflegungssatz des Landes.",
    "Receipts are kept for ten years.",
)
CELLS = ("Berlin", "Paris", "120 EUR", "160 EUR per night", "Economy", "Over 6 h", "x")


@st.composite
def documents(draw: st.DrawFn) -> list[MadeSection]:
    """Sections numbered as people number them, two levels deep, some with a table."""
    made: list[MadeSection] = []
    headings = draw(st.permutations(HEADINGS))
    form = draw(st.sampled_from(("{}", "{}.", "§ {}", "Article {}", "Chapter {}")))
    for chapter in range(1, draw(st.integers(1, 3)) + 1):
        made.append(_section(draw, headings[len(made)], form.format(chapter), 1))
        made += [
            _section(draw, headings[len(made) + below - 1], f"{chapter}.{below}", 2)
            for below in range(1, draw(st.integers(0, 2)) + 1)
        ]
    return made


def _section(draw: st.DrawFn, heading: str, number: str, level: int) -> MadeSection:
    paragraphs = tuple(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True)))
    rows = st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS), st.sampled_from(CELLS))
    tables = draw(st.lists(st.lists(rows, min_size=2, max_size=4), max_size=1))
    caption = draw(st.sampled_from((None, "Table 1: Limits by city")))
    return MadeSection(heading, paragraphs, number, level, tuple(MadeTable(tuple(table), caption) for table in tables))


def _parse(made: Sequence[MadeSection], form: str) -> ParsedDocument:
    maker, content_type = FORMATS[form]
    body = maker(made)
    return parse_body(body, content_type, lambda *_: None, lambda pages: read_page_tables(body, pages))


def _seen(document: ParsedDocument) -> list[tuple[str | None, str, str]]:
    return [(each.number, each.heading, each.text) for each in document.sections]


def _expected(made: Sequence[MadeSection]) -> list[tuple[str | None, str, str]]:
    return [
        (
            each.number,
            each.heading,
            "\n\n".join(
                [*each.paragraphs, *("\n".join(CELL_BREAK.join(row) for row in table.rows) for table in each.tables)]
            ),
        )
        for each in made
    ]


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=7, derandomize=True)
@given(made=documents())
def test_sections_come_back_as_they_were_made(form: str, made: list[MadeSection]) -> None:
    document = _parse(made, form)

    assert _seen(document) == _expected(made)
    assert [table.caption for each in document.sections for table in each.tables] == [
        table.caption for each in made for table in each.tables
    ]
    for section in document.sections:
        for table in section.tables:
            lines = section.text[table.start : table.end].split("\n")
            assert lines == [CELL_BREAK.join(row) for row in table.rows]
