"""A hostile document, and how it may end."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from chalicelib.domain.policy_documents.problems import ParsingProblem as P

PARSED = "parsed"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"


class Hostile(NamedTuple):
    """A document that is made when it is needed. `ends` are the outcomes that are right for it."""

    name: str
    content_type: str
    make: Callable[[], bytes]
    ends: frozenset[str]


def hostile(content_type: str, name: str, make: Callable[[], bytes], *ends: str) -> Hostile:
    """Return a document with its outcomes."""
    return Hostile(name, content_type, make, frozenset(ends))


def variants(
    content_type: str, name: str, made: Iterable[tuple[object, Callable[[], bytes]]], *ends: str
) -> list[Hostile]:
    """Return documents of one kind that differ by a number or a word."""
    return [hostile(content_type, f"{name}, {which}", make, *ends) for which, make in made]


BROKEN = (P.DAMAGED, P.EMPTY, PARSED, P.UNREADABLE_TEXT, P.WRONG_TYPE, P.SCANNED_WITHOUT_TEXT)
"""What a file with random damage may be: what is left of it counts."""
