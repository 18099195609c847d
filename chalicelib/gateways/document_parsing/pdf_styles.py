"""Which lines of a PDF are headings, by size, weight and number, and how deep each stands."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.policy_documents import numbering
from chalicelib.domain.policy_documents.section import LONGEST_HEADING
from chalicelib.gateways.document_parsing import plain_lines
from chalicelib.gateways.document_parsing.pdf_lines import Line

_LONGEST_BOLD = 160
_MOST_LINES = 4
_ENOUGH = 0.15  # of all letters, to be running text beside bold headings
_FEWEST = 3  # headings that stand out, for all of a document's to do so


class Style(NamedTuple):
    """What tells one kind of line from another, the higher first when sorted backwards."""

    size: float
    bold: bool


def style_of(line: Line) -> Style:
    """Return a line's style; sizes that differ by less than half a point are one."""
    return Style(round(line.size * 2) / 2, line.bold)


class Typography:
    """The styles of a document: that of its running text, and those that stand out from it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        letters: Counter[Style] = Counter()
        for line in lines:
            letters[style_of(line)] += len(line.text)
        self.body = _find_body(letters)
        self.has_headings = sum(self.stands_out(line) and self.is_heading([line]) for line in lines) >= _FEWEST

    def stands_out(self, line: Line) -> bool:
        """Return whether a line is larger or heavier than running text, and may be a heading by its looks."""
        style = style_of(line)
        if not any(each.isalpha() for each in line.text):
            return self.is_larger(line) and numbering.split_number(line.text).number is not None
        return self.is_larger(line) or (style.bold and not self.body.bold and style.size >= self.body.size - 1)

    def is_larger(self, line: Line) -> bool:
        """Return whether a line is printed larger than running text."""
        return style_of(line).size >= max(self.body.size + 0.9, self.body.size * 1.07)

    def is_heading(self, lines: Sequence[Line]) -> bool:
        """Return whether lines of one style, one below the other, are a heading."""
        text = " ".join(line.text for line in lines)
        if len(lines) > _MOST_LINES or len(text) > LONGEST_HEADING or not _is_one(lines):
            return False
        if self.is_larger(lines[0]):
            return not text.endswith((";", ","))
        numbered = numbering.split_number(text).number is not None
        return len(text) <= _LONGEST_BOLD and (numbered or not text.endswith((";", ",", "."))) and not text[0].islower()


def _is_one(lines: Sequence[Line]) -> bool:
    """Return whether no line is a row of cells; a number may stand apart from its heading."""
    return all(
        line.cells == 1 or (line.cells == 2 and numbering.split_number(line.text).number is not None) for line in lines
    )


def _find_body(letters: Counter[Style]) -> Style:
    """Return the style of running text: the most frequent one, and a light one where there is enough of it."""
    if not letters:
        return Style(10.0, bold=False)
    most = letters.most_common(1)[0][0]
    light = [(count, style) for style, count in letters.items() if not style.bold and style.size <= most.size + 0.5]
    if most.bold and light and max(light)[0] >= _ENOUGH * letters.total():
        return max(light)[1]
    return most


def set_levels(found: Sequence[tuple[Style, str]]) -> list[int]:
    """Return the depth of each heading (its style and text): by size and weight, and by how many parts the numbers of
    one style have."""
    styles = sorted({style for style, _ in found}, reverse=True)
    least: dict[Style, int] = {}
    for style, text in found:
        if parts := numbering.depth(numbering.split_number(text).number):
            least[style] = min(least.get(style, parts), parts)
    levels = []
    for style, text in found:
        parts = numbering.depth(numbering.split_number(text).number)
        below = parts - least[style] if parts else 0
        levels.append(styles.index(style) + 1 + below)
    return levels


def is_plain_heading(line: Line, earlier: Sequence[str], *, others_stand_out: bool) -> bool:
    """Return whether a line that looks like running text and stands by itself is a heading by its words; in a document
    whose headings stand out, only by a number that says so."""
    if line.cells > 2 or not plain_lines.is_heading(line.text, earlier):
        return False
    number = numbering.split_number(line.text).number
    return not others_stand_out or numbering.is_named(line.text) or numbering.depth(number) > 1
