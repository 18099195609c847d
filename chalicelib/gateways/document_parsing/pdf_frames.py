"""What frames the text of a PDF and is none of it: running heads and feet, page numbers, pages of contents."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

from chalicelib.gateways.document_parsing.pdf_lines import Line

_DIGITS = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—|•.]*(?:(?:page|seite|pagina|página|p\.|s\.|pg\.?)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|von|de|sur|di|van|/|\|)\s*\d{1,4})?[\s\-–—|•.]*$",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"(?:\s*\.\s?){4,}|…{2,}|(?:\s*·\s?){4,}|_{5,}")
_ENTRY = re.compile(r"^(?P<title>.*\S)(?:\s|\.|…|·|_)+(?P<page>\d{1,4}|[ivxlc]{1,6})$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"^(?:table of contents|contents|index|inhalt|inhaltsverzeichnis|inhaltsübersicht|sommaire|table des matières|"
    r"índice|contenido|indice|sommario|inhoud|inhoudsopgave)$",
    re.IGNORECASE,
)
_EDGE_LINES = 3  # of each end of a page may be frame
_SAME_PLACE = 4.0  # points
_LARGER = 0.6  # points that a line is larger than most
_MARGIN = 0.1  # of the height
_OFTEN = 0.4  # of the pages: left and right ones may differ
_ALWAYS = 0.8  # of the pages, further in than the margin


class PageOfLines(NamedTuple):
    """A page's lines in reading order, and its height."""

    number: int
    height: float
    lines: list[Line]


def without_frames(pages: Sequence[PageOfLines]) -> list[PageOfLines]:
    """Return the pages without running heads and feet: what stands at the same place at the edge of most pages with the
    same words but for its numbers, what changes there only from part to part, and the numbers of the pages."""
    framed = _framed(pages)
    return [
        page._replace(lines=[line for line in page.lines if (page.number, line.y, line.text) not in framed])
        for page in pages
    ]


def _framed(pages: Sequence[PageOfLines]) -> set[tuple[int, float, str]]:
    places: dict[tuple[bool, int], list[_Placed]] = defaultdict(list)
    framed: set[tuple[int, float, str]] = set()
    shift = _find_shift(pages)
    body = median(line.size for page in pages for line in page.lines) if any(page.lines for page in pages) else 0.0
    for page in pages:
        for top, line in _edges(page):
            places[top, round(line.y / _SAME_PLACE)].append(_Placed(page, line, _pattern(page, line, shift, body)))
            if _PAGE_NUMBER.match(line.text) and _is_outermost(page, line):
                framed.add((page.number, line.y, line.text))
    for (top, slot), held in places.items():
        framed |= _repeated(held + places.get((top, slot + 1), []), len(pages))
    return framed


class _Placed(NamedTuple):
    """A line near the edge of a page, and its words without the number of the page."""

    page: PageOfLines
    line: Line
    pattern: str


def _find_shift(pages: Sequence[PageOfLines]) -> int:
    """Return by how much printed page numbers differ from the count of pages, as most lines near the edges have it."""
    shifts = Counter(
        int(number) - page.number for page in pages for _, line in _edges(page) for number in _DIGITS.findall(line.text)
    )
    return shifts.most_common(1)[0][0] if shifts else 0


def _pattern(page: PageOfLines, line: Line, shift: int, body: float) -> str:
    """Return the words of a line without the number of its page. Larger lines keep theirs, as `Article 5` is a heading
    whatever page it begins, and so do lines further in, where text may stand."""
    if line.size > body + _LARGER or not _is_in_margin(page, line):
        return line.text
    printed = str(page.number + shift)
    return _DIGITS.sub(lambda found: "#" if found[0] == printed else found[0], line.text)


def _is_in_margin(page: PageOfLines, line: Line) -> bool:
    return line.y > (1 - _MARGIN) * page.height or line.y < _MARGIN * page.height


def _edges(page: PageOfLines) -> Iterator[tuple[bool, Line]]:
    ordered = sorted(page.lines, key=lambda line: -line.y)
    yield from ((True, line) for line in ordered[:_EDGE_LINES] if line.y > 0.8 * page.height)
    yield from ((False, line) for line in ordered[-_EDGE_LINES:] if line.y < 0.2 * page.height)


def _is_outermost(page: PageOfLines, line: Line) -> bool:
    others = [each.y for each in page.lines if each is not line]
    if line.y < 0.12 * page.height:
        return all(line.y <= y + 2 for y in others)
    return line.y > 0.9 * page.height and all(line.y >= y - 2 for y in others)


def _repeated(held: Sequence[_Placed], pages: int) -> set[tuple[int, float, str]]:
    """Return the lines of one place that are frame: the same words on three pages and on two fifths of all, further in
    than the margin on nearly all; or all of that place, when few different ones stand there by turns on nearly every
    page."""
    words = Counter(each.pattern for each in held) | Counter(each.line.text for each in held)
    fewest = max(2 if pages == 2 else 3, _OFTEN * pages)
    on = len({each.page.number for each in held})
    by_turns = on >= max(4, 0.8 * pages) and len({each.line.text for each in held}) <= on / 2
    size = Counter(each.line.size for each in held).most_common(1)[0][0]

    def is_frame(each: _Placed) -> bool:
        count = max(words[each.pattern], words[each.line.text])
        if _is_in_margin(each.page, each.line):
            return count >= fewest or (by_turns and each.line.size == size)
        return pages > 3 and count >= _ALWAYS * pages

    return {(each.page.number, each.line.y, each.line.text) for each in held if is_frame(each)}


# --- contents ---------------------------------------------------------------------------------------------------------


def without_contents(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those of a table of contents: entries with leaders, or under its heading, that end in
    the numbers of pages which never fall."""
    left_out: set[int] = set()
    for start, end in _runs(lines):
        headed = start > 0 and bool(_CONTENTS.match(lines[start - 1].text))
        leaders = sum(bool(_LEADERS.search(lines[at].text)) for at in range(start, end))
        entries = [at for at in range(start, end) if _page_of(lines[at].text) is not None]
        if (headed and len(entries) >= 2) or (len(entries) >= 3 and leaders >= 0.6 * len(entries)):
            left_out |= {*range(start - headed, end)}
    return [line for at, line in enumerate(lines) if at not in left_out]


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Return stretches of lines that end in page numbers, each at most one line after the other: titles wrap."""
    start, last, page = -1, -1, -1
    for at, line in enumerate(lines):
        number = _page_of(line.text)
        if number is not None and (start < 0 or number >= page):
            start, last, page = (at if start < 0 else start), at, number
        elif start >= 0 and (number is not None or at - last > 1):
            yield start, last + 1
            start, last, page = (at, at, number) if number is not None else (-1, -1, -1)
    if start >= 0:
        yield start, last + 1


def _page_of(text: str) -> int | None:
    found = _ENTRY.match(text)
    if found is None or not any(each.isalpha() for each in found["title"]):
        return None
    return int(found["page"]) if found["page"].isdecimal() else 0
