"""Passages: what of a section is compared with a question, a paragraph each, or a part of a long one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.domain.policy_documents.abbreviations import expand_abbreviations, find_abbreviations
from chalicelib.domain.policy_documents.section import LONGEST_HEADING, PARAGRAPH_BREAK, Section

# About as many characters as a small model reads (some 250 pieces of words), its heading included.
LONGEST_PASSAGE = 1200
_BEGINNING = 100  # characters of a section without a heading that stand for one
_BREAKS = (
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?;:])\s+|(?<=[.!?;:][\"')\]\u2019\u201d])\s+|(?<=[\u3002\uff01\uff1f])"),
    re.compile(r"\s+"),
)


class Passage(NamedTuple):
    """A part of a section's text, from `start` to `end` (exclusive), without white space at its ends."""

    section: Section
    start: int
    end: int
    abbreviations: Mapping[str, str] = MappingProxyType({})
    """What short forms stand for that the document explains somewhere."""

    @property
    def text(self) -> str:
        """The words that are quoted."""
        return self.section.text[self.start : self.end]

    @property
    def embedded_text(self) -> str:
        """What is embedded and looked through for words: the heading in front, which often says what a short paragraph
        ("No.") answers, and what abbreviations stand for in their place."""
        heading = self.section.heading[:LONGEST_HEADING]
        return expand_abbreviations(f"{heading}\n{self.text}" if heading else self.text, self.abbreviations)

    @property
    def embedded_heading(self) -> str:
        """What is embedded of the section alone: its heading, or how it begins where it has none."""
        heading = self.section.heading[:LONGEST_HEADING] or self.section.text.strip()[:_BEGINNING]
        return expand_abbreviations(heading, self.abbreviations)


def passages_of(sections: Iterable[Section]) -> tuple[Passage, ...]:
    """Return the passages of the sections, in their order: together they hold every word, and none twice."""
    known = tuple(sections)
    abbreviations = find_abbreviations(text for each in known for text in (each.heading, each.text))
    return tuple(Passage(each, *span, abbreviations) for each in known for span in _spans_of(each.text))


def starts_of(positions: Sequence[int]) -> tuple[int, ...]:
    """Return where in a list of passages, of which these are the positions of their sections, each section begins."""
    return tuple(place for place, it in enumerate(positions) if place == 0 or positions[place - 1] != it)


def _spans_of(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in text.split(PARAGRAPH_BREAK):
        yield from _split(text, start, start + len(paragraph), _BREAKS)
        start += len(paragraph) + len(PARAGRAPH_BREAK)


def _split(text: str, start: int, end: int, breaks: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Yield parts of at most the longest length: of whole lines, else sentences, else words, else just so long."""
    start, end = _strip(text, start, end)
    if start == end:
        return
    if end - start <= LONGEST_PASSAGE:
        yield start, end
        return
    if not breaks:
        yield from ((at, min(at + LONGEST_PASSAGE, end)) for at in range(start, end, LONGEST_PASSAGE))
        return
    for chunk_start, chunk_end in _pack(start, end, [found.span() for found in breaks[0].finditer(text, start, end)]):
        yield from _split(text, chunk_start, chunk_end, breaks[1:])


def _pack(start: int, end: int, gaps: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield runs of what stands between the gaps, each as long as may be; one that is too long by itself alone."""
    ends = [*(gap_start for gap_start, _ in gaps), end]
    starts = [start, *(gap_end for _, gap_end in gaps)]
    run_start, run_end = start, start
    for piece_start, piece_end in zip(starts, ends, strict=True):
        if piece_end - run_start > LONGEST_PASSAGE and run_end > run_start:
            yield run_start, run_end
            run_start = piece_start
        run_end = piece_end
    yield run_start, run_end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    chunk = text[start:end]
    kept = chunk.strip()
    start += len(chunk) - len(chunk.lstrip()) if kept else 0
    return start, start + len(kept)
