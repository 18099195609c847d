"""Lines of a PDF as paragraphs: broken words joined, across columns and pages too."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from chalicelib.gateways.document_parsing.blocks import Paragraph
from chalicelib.gateways.document_parsing.cleaning import BULLETS, clean, without_bullet
from chalicelib.gateways.document_parsing.pdf_lines import Line

_ITEM = re.compile(
    rf"^(?:[{BULLETS}]|[-–—*o]\s|\((?:[a-zA-Z]|\d{{1,2}}|[ivx]{{1,5}})\)\s|(?:[a-z]|\d{{1,2}}|[ivx]{{1,5}})[.)]\s)"
)
_ENDS = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_BROKEN = re.compile(r"(?P<head>[^\W\d_]{2,})[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+|[^\W\d_]+")
_LOOSE = 1.3  # times the usual distance of baselines


class Flow:
    """How the lines of a document follow each other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._leading = _leadings(lines)
        self._words = {word.casefold() for line in lines for word in _WORD.findall(line.text)}

    def ends_before(self, above: Line, below: Line) -> bool:
        """Return whether a paragraph ends between two lines."""
        if abs(above.size - below.size) > 0.1 * max(above.size, below.size):
            return True
        if (above.page, above.column) != (below.page, below.column) or below.y > above.y:
            return not _goes_on(above, below)
        if above.y - below.y > _LOOSE * self.leading(below.size):
            return True
        return _is_item(above, below) or _is_indented(above, below) or _is_short(above, below)

    def leading(self, size: float) -> float:
        """Return the usual distance of the baselines of a paragraph's lines."""
        return self._leading.get(round(size), 1.4 * size)

    def join(self, lines: Sequence[Line]) -> Paragraph:
        """Return lines as one paragraph, with where it goes on on another page."""
        text = without_bullet(lines[0].text)
        breaks: list[tuple[int, int]] = []
        page = lines[0].page
        for line in lines[1:]:
            text = self._joined(text, line.text)
            if line.page != page:
                breaks.append((len(text), line.page))
                page = line.page
            text += line.text
        return Paragraph(clean(text), lines[0].page, tuple(breaks))

    def _joined(self, text: str, following: str) -> str:
        """Return `text` so that what follows can be put behind it: with a space, or without the hyphen of a word that
        was broken. A compound that is written with its hyphen elsewhere keeps it."""
        found = _BROKEN.search(text)
        if found is None:
            return text if text.endswith(("-", "–", "/")) and following[:1].isalnum() else text + " "
        if not following[:1].islower():
            return text
        tail = _WORD.match(following)
        head, rest = found["head"].casefold(), (tail[0] if tail else "").casefold()
        if f"{head}-{rest}" in self._words and f"{head}{rest}" not in self._words:
            return text
        return text[:-1]


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of baselines a size, as lines have it that follow one which fills its column."""
    found: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        same = (above.page, above.column, round(above.size)) == (below.page, below.column, round(below.size))
        gap = above.y - below.y
        full = above.x1 > above.right - 0.15 * (above.right - above.left)
        if same and full and 0.8 * above.size <= gap <= 2.6 * above.size and not _ENDS.search(above.text):
            found.setdefault(round(above.size), []).append(gap)
    return {size: median(gaps) for size, gaps in found.items()}


def _goes_on(above: Line, below: Line) -> bool:
    """Return whether a sentence goes on in the next column or on the next page."""
    if _ENDS.search(above.text) or _ITEM.match(below.text) or above.cells > 1 or below.cells > 1:
        return False
    if below.text[:1].islower() or above.text.endswith((",", "-", "\u2010")):
        return True
    return above.x1 > above.right - 0.12 * (above.right - above.left) and above.bold == below.bold


def _is_item(above: Line, below: Line) -> bool:
    if not _ITEM.match(below.text):
        return False
    return (
        bool(_ENDS.search(above.text))
        or above.text.endswith(",")
        or below.x0 > above.x0 + 1
        or bool(_ITEM.match(above.text))
        or above.x1 < above.right - 0.1 * (above.right - above.left)
        or below.text[0] in BULLETS
    )


def _is_indented(above: Line, below: Line) -> bool:
    """Return whether a paragraph begins with an indent."""
    return (
        below.x0 > below.left + 0.7 * below.size
        and abs(above.x0 - above.left) < 0.3 * above.size
        and not (_ITEM.match(above.text))
    )


def _is_short(above: Line, below: Line) -> bool:
    """Return whether the line above ends a sentence far from the edge, and another begins."""
    short = above.x1 < above.right - 0.35 * (above.right - above.left)
    return short and bool(_ENDS.search(above.text)) and not below.text[:1].islower()
