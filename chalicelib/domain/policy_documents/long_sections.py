"""Sections that are longer than a row may be go on in another section of the same heading."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from chalicelib.domain.policy_documents.section import LONGEST_TEXT, PARAGRAPH_BREAK, Section, Table

T = TypeVar("T")


def fit_sections(sections: Iterable[Section], *, longest: int = LONGEST_TEXT) -> tuple[Section, ...]:
    """Return the sections with no text longer than `longest` (code points), numbered by their places from 0.

    A long one is parted between paragraphs where it can be, else between lines, else between words, else anywhere; its
    tables that fall apart there stay as text alone. So do tables whose cells hold more than the text may, and captions
    beyond a tenth of it are left out: neither may make a row that no table takes.
    """
    pieces = (_lighten(piece, longest) for section in sections for piece in _part(section, longest))
    return tuple(msgspec.structs.replace(piece, position=position) for position, piece in enumerate(pieces))


def _part(section: Section, longest: int) -> Iterator[Section]:
    begin = 0
    while len(section.text) - begin > longest:
        end, after = _find_break(section.text, begin, longest)
        if begin == 0 or section.text[begin:end].strip():  # a piece of space alone says nothing
            yield _cut(section, begin, end)
        begin = after
    if begin == 0:
        yield section
    elif section.text[begin:].strip():
        yield _cut(section, begin, len(section.text))


def _find_break(text: str, begin: int, longest: int) -> tuple[int, int]:
    """Return where a piece from `begin` ends, and where the next begins."""
    for mark in (PARAGRAPH_BREAK, "\n", " "):
        at = text.rfind(mark, begin + 1, begin + longest + 1)
        if at > begin:
            return at, at + len(mark)
    return begin + longest, begin + longest


def _cut(section: Section, begin: int, end: int) -> Section:
    """Return the part of a section from `begin` to `end`; what goes on has no captions again."""
    return msgspec.structs.replace(
        section,
        text=section.text[begin:end],
        page_starts=_cut_pages(section.page_starts, begin, end),
        tables=tuple(_shift(table, begin) for table in section.tables if begin <= table.start and table.end <= end),
        captions=section.captions if begin == 0 else (),
    )


def _cut_pages(page_starts: tuple[tuple[int, int], ...], begin: int, end: int) -> tuple[tuple[int, int], ...]:
    before = [page for start, page in page_starts if start <= begin]
    within = [(start - begin, page) for start, page in page_starts if begin < start < end]
    first = [(0, before[-1])] if before else []
    return tuple(first + within)


def _lighten(section: Section, longest: int) -> Section:
    tables = list(
        _within(section.tables, longest, lambda table: sum(len(cell) + 3 for row in table.rows for cell in row))
    )
    captions = list(_within(section.captions, longest // 10, len))
    return msgspec.structs.replace(section, tables=tuple(tables), captions=tuple(captions))


def _within(things: Iterable[T], most: int, size: Callable[[T], int]) -> Iterator[T]:
    """Yield things until they would be larger together than they may."""
    taken = 0
    for each in things:
        taken += size(each)
        if taken > most:
            return
        yield each


def _shift(table: Table, begin: int) -> Table:
    return msgspec.structs.replace(table, start=table.start - begin, end=table.end - begin)
