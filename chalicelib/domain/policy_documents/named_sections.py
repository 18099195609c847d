"""Sections that a question names by their number, such as `what does § 4.2 say`: those are meant, whatever they say."""

import re
from functools import lru_cache

# Before a bare number or letter, which alone may be anything: `5 nights`, `plan B`.
_MARKS = (
    "§|sections?|clauses?|articles?|art|chapters?|paragraphs?|para|appendix|annex|rule|abschnitt|ziffer|ziff|artikel|absatz"
    "|anhang|kapitel|nummer|nr|section|clause|annexe|chapitre|artículo|sección|cláusula|anexo"
)
_MARK = re.compile(rf"^(?:(?:{_MARKS})\b\.?|§+)\s*", re.IGNORECASE)
LONGEST = 40  # characters of a number
_PARTED = re.compile(r"\w[.\-–]\w")


def names_section(question: str, number: str | None) -> bool:
    """Return whether a question names the section of this number, as printed: with the sign or the word before it, or
    without where the number has several parts."""
    bare = _bare(number) if number else ""
    return bool(bare) and bare.split()[-1] in question.casefold() and bool(_pattern_of(bare).search(question))


@lru_cache(maxsize=20_000)
def _bare(number: str) -> str:
    """Return a number without the sign or the word before it; nothing of one that is none."""
    bare = _MARK.sub("", number.strip()).strip(" .:)(").casefold()
    return bare if len(bare) <= LONGEST else ""


@lru_cache(maxsize=1_000)
def _pattern_of(bare: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, bare.split()))
    before = "" if _PARTED.search(bare) else rf"(?:§|\b(?:{_MARKS}))\.?\s*"
    return re.compile(rf"(?<![\w.\-]){before}{words}(?![\w]|[.\-]\w)", re.IGNORECASE)
