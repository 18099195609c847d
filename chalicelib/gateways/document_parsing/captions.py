"""Captions: which lines are captions, and which table each belongs to."""

import re
from collections.abc import Iterable, Iterator

from chalicelib.gateways.document_parsing.blocks import Block, Caption, Paragraph, TableBlock

_TABLE = re.compile(
    r"^(?:table|tabelle|tableau|tabla|tabella|tabela|tabel)\s+[A-Z]?[\dIVX][\w.-]*\s*(?:$|[:.–—-]\s|\s[A-Z])",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"^(?:figure|fig\.|abbildung|abb\.|figura|image|exhibit|chart)\s+[A-Z]?[\d][\w.-]*\s*[:.–—-]\s", re.IGNORECASE
)
_LONGEST = 300


def is_table_caption(text: str) -> bool:
    """Return whether a paragraph is the caption of a table: `Table 3: Hotel rates`."""
    return len(text) <= _LONGEST and bool(_TABLE.match(text))


def is_figure_caption(text: str) -> bool:
    """Return whether a paragraph is the caption of a figure: `Figure 2 – Who approves`."""
    return len(text) <= _LONGEST and bool(_FIGURE.match(text))


def attach_captions(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return the blocks with the captions of tables taken into them, those of figures apart.

    A caption stands above its table; where none follows, it may belong to the table before it.
    """
    held: list[Block] = []
    for block in blocks:
        match held, block:
            case [Paragraph(text=text)], TableBlock(caption=None) if is_table_caption(text):
                held = [block._replace(caption=text)]
                continue
            case [TableBlock(caption=None) as table], Paragraph(text=text) if is_table_caption(text):
                yield table._replace(caption=text)
                held = []
                continue
            case _:
                yield from map(_apart, held)
                held = [block]
    yield from map(_apart, held)


def _apart(block: Block) -> Block:
    return Caption(block.text, block.page) if isinstance(block, Paragraph) and is_figure_caption(block.text) else block
