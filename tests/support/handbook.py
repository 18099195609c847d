"""The seeded travel handbook: `local/seed_data/travel-handbook.md` is its text, and the PDF beside it is printed from
that by `python -m tests.support.handbook`, as a company would upload it."""

import re
import sys
from collections.abc import Iterator, Sequence

from local.handbook import HANDBOOK, TITLE
from tests.support.policy_files import MadeSection, MadeTable, make_pdf

SOURCE = HANDBOOK.with_suffix(".md")
_RUNNING_ON = frozenset({"3", "8"})  # chapters that begin on the page on which the one before ends
_HEADING = re.compile(r"(?P<level>#+) (?P<number>\d+(?:\.\d+)?) (?P<heading>.+)")


def read_handbook() -> tuple[MadeSection, ...]:
    """Return the handbook's sections as its Markdown has them, chapters as a rule on a new page."""
    return tuple(_read_sections(SOURCE.read_text(encoding="utf-8").split("\n\n")))


def _read_sections(blocks: Sequence[str]) -> Iterator[MadeSection]:
    headings = [place for place, block in enumerate(blocks) if block.startswith("#")]
    for place, following in zip(headings, [*headings[1:], len(blocks)], strict=True):
        heading = _HEADING.fullmatch(blocks[place].strip())
        assert heading, blocks[place]
        level = len(heading["level"])
        paragraphs, tables = _read_blocks([block.strip() for block in blocks[place + 1 : following]])
        yield MadeSection(
            heading=heading["heading"],
            paragraphs=paragraphs,
            number=heading["number"],
            level=level,
            tables=tables,
            new_page=level == 1 and heading["number"] not in _RUNNING_ON,
        )


def _read_blocks(blocks: Sequence[str]) -> tuple[tuple[str, ...], tuple[MadeTable, ...]]:
    """Return the paragraphs of a section, and its tables, of which each has the line before as its caption."""
    rows = [place for place, block in enumerate(blocks) if block.startswith("|")]
    tables = tuple(MadeTable(tuple(_read_rows(blocks[place])), blocks[place - 1]) for place in rows)
    apart = {*rows, *(place - 1 for place in rows)}
    return tuple(block for place, block in enumerate(blocks) if place not in apart), tables


def _read_rows(block: str) -> Iterator[tuple[str, ...]]:
    for line in block.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if set("".join(cells)) != {"-"}:
            yield cells


def print_handbook() -> bytes:
    """Return the handbook as a PDF."""
    return make_pdf(read_handbook(), title=TITLE, running_head=TITLE)


def main() -> int:
    HANDBOOK.write_bytes(print_handbook())
    sys.stdout.write(f"handbook: {len(read_handbook())} sections in {HANDBOOK}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
