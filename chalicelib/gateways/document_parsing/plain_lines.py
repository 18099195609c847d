"""Headings and paragraphs of lines that nothing but their words and the empty lines around them tell apart."""

import re
from collections.abc import Iterator, Sequence

from chalicelib.domain.policy_documents import numbering
from chalicelib.gateways.document_parsing.blocks import Block, Heading, Paragraph, TableBlock
from chalicelib.gateways.document_parsing.cleaning import clean, without_bullet

LONGEST_LINE = 160  # of a heading
_LIST_ITEM = re.compile(r"^(?:\(?[a-z0-9ivx]{1,4}\)|\d{1,3}[.)]|[a-zA-Z][.)]|[•‣◦▪●○–—*+-])\s")
_CLOSED = (".", ";", ",", ":")
_TIES = re.compile(r"(?<=\w)-$")


def is_heading(line: str, earlier: Sequence[str]) -> bool:
    """Return whether a cleaned line between empty lines is a heading; `earlier` are the numbers of those before it."""
    if not line or len(line) > LONGEST_LINE:
        return False
    number, text = numbering.split_number(line)
    if number is None:
        return _is_shouted(line)
    if numbering.is_named(line):
        return _is_title(text) and not text[:1].islower()
    return bool(text) and _is_title(text) and not text[0].islower() and _goes_on(number, earlier)


def _goes_on(number: str, earlier: Sequence[str]) -> bool:
    if numbering.decimal_parts(number) is None:
        return True
    return numbering.follows(number, earlier)


def _is_title(text: str) -> bool:
    return not text.endswith(_CLOSED) and ". " not in text and len(text.split()) <= 25


def _is_shouted(line: str) -> bool:
    letters = [each for each in line if each.isalpha()]
    return len(letters) > 3 and line.upper() == line and line.lower() != line and len(line) <= 80 and _is_title(line)


def may_be_title(line: str) -> bool:
    """Return whether a line that stands out may be a heading by its words: short, and no sentence."""
    return len(line) <= LONGEST_LINE and _is_title(line)


def remember(line: str, earlier: list[str]) -> int:
    """Add a heading's number to those before it, and return its depth."""
    if number := numbering.split_number(line).number:
        earlier.append(number)
    return level_of(line)


def level_of(line: str) -> int:
    """Return the depth that a heading's number tells: 2 for `4.2`, 1 for what has no number."""
    number = numbering.split_number(line).number
    if number is None:
        return 1
    return numbering.depth(number) or numbering.named_depth(number)


def blocks_of(lines: Sequence[str]) -> Iterator[Block]:
    """Return headings and paragraphs of lines with empty lines between them."""
    earlier: list[str] = []
    for chunk in _chunks(lines):
        yield from _of_chunk(chunk, earlier)


def _of_chunk(chunk: list[str], earlier: list[str]) -> Iterator[Block]:
    if len(chunk) == 2 and _is_underline(chunk[1], chunk[0]):
        yield _heading(chunk[0], earlier, 1 if chunk[1][0] == "=" else 2)
        return
    if (table := _table(chunk)) is not None:
        yield table
        return
    head = clean(chunk[0])
    if is_heading(head, earlier) and (len(chunk) == 1 or _stands_apart(head, chunk[1])):
        yield _heading(head, earlier, level_of(head))
        chunk = chunk[1:]
    elif (numbered := _numbered_paragraph(head, earlier)) is not None:
        yield numbered
        chunk = [numbering.split_number(head).heading, *chunk[1:]]
    yield from (Paragraph(text) for text in join_lines(chunk))


def _table(chunk: list[str]) -> TableBlock | None:
    """Return lines whose cells are parted by bars, as many in each, as a table."""
    rows = [tuple(map(clean, line.strip().strip("|").split("|"))) for line in chunk]
    rows = [row for row in rows if not all(set(cell) <= set("-:+=") for cell in row)]
    if len(rows) < 2 or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return None
    return TableBlock(tuple(rows))


def _heading(line: str, earlier: list[str], level: int) -> Heading:
    remember(clean(line), earlier)
    return Heading(clean(line), level)


def _stands_apart(head: str, following: str) -> bool:
    """Return whether a heading ends with its line although text follows directly: both are not items of one list."""
    number = numbering.split_number(clean(following)).number
    if numbering.is_named(head) or numbering.depth(numbering.split_number(head).number) > 1:
        return not following[:1].islower()
    return number is None and bool(following) and not following[:1].islower() and not _LIST_ITEM.match(following)


def begins_numbered(text: str, earlier: Sequence[str]) -> bool:
    """Return whether a paragraph begins with the number of a section, such as `4.2`, and has no title."""
    number, rest = numbering.split_number(text)
    if number is None or not rest or rest[0].islower() or numbering.is_bare(number):
        return False
    if numbering.depth(number) < 2:
        return number.startswith("§")
    return numbering.follows(number, earlier)


def _numbered_paragraph(head: str, earlier: list[str]) -> Heading | None:
    if not begins_numbered(head, earlier):
        return None
    number = numbering.split_number(head).number
    return Heading("", remember(head, earlier), number=number)


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _is_underline(line: str, above: str) -> bool:
    text = line.strip()
    return len(text) >= 3 and set(text) in ({"="}, {"-"}, {"~"}) and len(text) >= len(above.strip()) // 2


def join_lines(lines: Sequence[str]) -> Iterator[str]:
    """Return the lines as paragraphs: list items are paragraphs of their own, broken words are joined."""
    text = ""
    for line in map(clean, lines):
        if text and _LIST_ITEM.match(line):
            yield without_bullet(text)
            text = line
        elif _TIES.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    if text:
        yield without_bullet(text)
