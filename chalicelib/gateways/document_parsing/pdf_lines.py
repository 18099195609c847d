"""Pieces of text as lines, in the order in which a page is read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from chalicelib.gateways.document_parsing.cleaning import clean
from chalicelib.gateways.document_parsing.pdf_content import PageContent, Piece

_SPACE = 0.16  # of the size: a gap that parts words
_CELL = 1.6  # of the size: a gap that parts columns, or cells
_SAME_BASELINE = 0.45  # of the size
_GUTTER = 9.0  # points between columns at least
_FEWEST_LINES = 5  # of a column


class Line(NamedTuple):
    """A printed line, or the part of one that lies in a column. `column` is its place in the order of columns."""

    text: str
    page: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    cells: int = 1
    """How many pieces far apart it is made of: more than one in a table without rules."""
    column: int = 0
    left: float = 0.0
    right: float = 0.0
    """Where the column begins and ends."""


def read_lines(content: PageContent, page: int) -> list[Line]:
    """Return the lines of a page in reading order: column by column where its text is set in columns."""
    rows = _rows(_within(content))
    segments = [segment for row in rows for segment in _segments(row, page)]
    gutters = _gutters(segments)
    if not gutters:
        return _in_one_column([line for row in rows if (line := _line(row, page)) is not None])
    return _in_columns(segments, gutters)


def _within(content: PageContent) -> list[Piece]:
    """Return the pieces that lie on the page, each once: some programs print bold by printing twice."""
    seen: set[tuple[str, int, int]] = set()
    kept = []
    for piece in content.pieces:
        key = (piece.text, round(piece.x0), round(piece.y))
        if key in seen or not piece.text:
            continue
        seen.add(key)
        kept.append(piece)
    return kept


def _rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return pieces that stand on one baseline together, from the top down; raised figures stand on their line's."""
    rows: list[list[Piece]] = []
    base, size = 0.0, 0.0
    for piece in sorted(pieces, key=lambda each: -each.y):
        if rows and base - piece.y <= _SAME_BASELINE * max(size, piece.size):
            rows[-1].append(piece)
            if piece.size > size:
                base, size = piece.y, piece.size
        else:
            rows.append([piece])
            base, size = piece.y, piece.size
    return [sorted(row, key=lambda each: each.x0) for row in rows]


def _segments(row: Sequence[Piece], page: int) -> list[Line]:
    parts: list[list[Piece]] = []
    for piece in row:
        if not piece.text.strip():
            continue
        if parts and piece.x0 - parts[-1][-1].x1 <= _CELL * max(piece.size, 1.0):
            parts[-1].append(piece)
        else:
            parts.append([piece])
    return [line for part in parts if (line := _line(part, page)) is not None]


def _line(pieces: Sequence[Piece], page: int) -> Line | None:
    words: list[str] = []
    cells = 1
    end: float | None = None
    for piece in pieces:
        gap = piece.x0 - end if end is not None else 0.0
        if gap > _SPACE * piece.size and words and not words[-1].endswith(" "):
            words.append(" ")
        cells += gap > _CELL * max(piece.size, 1.0) and bool(piece.text.strip())
        words.append(piece.text)
        end = piece.x1 if piece.text.strip() or end is None else end
    text = clean("".join(words))
    if not text:
        return None
    sizes: Counter[float] = Counter()
    bold = 0
    for piece in pieces:
        letters = len(piece.text.strip())
        sizes[round(piece.size, 1)] += letters
        bold += letters if piece.bold else 0
    (size, _), *_ = sizes.most_common(1)
    shown = [piece for piece in pieces if piece.text.strip()] or list(pieces)
    base = next((piece.y for piece in shown if round(piece.size, 1) == size), shown[0].y)
    return Line(
        text, page, shown[0].x0, max(piece.x1 for piece in shown), base, size,
        bold >= 0.9 * max(sum(sizes.values()), 1), cells,
    )  # fmt: skip


# --- columns ----------------------------------------------------------------------------------------------------------


def _gutters(segments: Sequence[Line]) -> list[float]:
    """Return where the gaps between columns of running text are; none when the page is not set so."""
    if len(segments) < 2 * _FEWEST_LINES:
        return []
    left, right = min(each.x0 for each in segments), max(each.x1 for each in segments)
    narrow = [each for each in segments if each.x1 - each.x0 < 0.6 * (right - left)]
    if len(narrow) < 0.6 * len(segments):
        return []
    gaps: list[float] = []
    end = left
    for each in sorted(narrow, key=lambda line: line.x0):
        if each.x0 - end >= _GUTTER and end > left:
            gaps.append((each.x0 + end) / 2)
        end = max(end, each.x1)
    return gaps if 0 < len(gaps) <= 3 and _are_columns(narrow, [left, *gaps, right]) else []


def _are_columns(segments: Sequence[Line], edges: Sequence[float]) -> bool:
    """Return whether lines between the edges are running text and no cells: many, and most fill their column."""
    for left, right in pairwise(edges):
        held = [each for each in segments if left <= (each.x0 + each.x1) / 2 < right]
        if len(held) < _FEWEST_LINES or right - left < 0.15 * (edges[-1] - edges[0]):
            return False
        widest = max(each.x1 for each in held) - min(each.x0 for each in held)
        if widest < 0.6 * (right - left):
            return False
        if sum(each.x1 - each.x0 > 0.7 * widest for each in held) < 0.4 * len(held):
            return False
    return True


def _in_columns(segments: Sequence[Line], gutters: Sequence[float]) -> list[Line]:
    """Return lines column by column, between those that reach over several columns."""
    ordered: list[Line] = []
    band: list[Line] = []
    count = 0

    def close() -> None:
        nonlocal count
        edges = [float("-inf"), *gutters, float("inf")]
        for left, right in pairwise(edges):
            held = [each for each in band if left <= (each.x0 + each.x1) / 2 < right]
            if held:
                count += 1
                ordered.extend(_placed(held, count))
        band.clear()

    for segment in sorted(segments, key=lambda each: -each.y):
        if any(segment.x0 < gutter < segment.x1 for gutter in gutters):
            close()
            count += 1
            ordered.append(segment._replace(column=count, left=segment.x0, right=segment.x1))
        else:
            band.append(segment)
    close()
    return ordered


def _in_one_column(lines: list[Line]) -> list[Line]:
    return _placed(lines, 0)


def _placed(lines: Sequence[Line], column: int) -> list[Line]:
    """Return lines with the edges of their column."""
    if not lines:
        return []
    left, right = min(each.x0 for each in lines), max(each.x1 for each in lines)
    return [each._replace(column=column, left=left, right=right) for each in lines]
