"""Sections of policy documents to quote from, quotes cut out of them, and what a quote may be changed to that a reader
takes for the same."""

import unicodedata
from typing import NamedTuple

from hypothesis import strategies as st

from chalicelib.domain.policy_documents.section import CELL_BREAK, PARAGRAPH_BREAK, Section

_SENTENCES = (
    "Travellers book the lowest fare that “fits” the meeting’s hours; Économie below six hours – Größe, naïve café "
    "hotel's rate of 180 EUR a night in London (taxes in) must not be exceeded without approval of a manager ﬁrst "
    "Поездка требует согласия Ταξίδι 出張は事前に承認 בכל נסיעה I.e. 4.2 § 301-10.121"
)
_WORDS = _SENTENCES.split(" ")

words = st.lists(st.sampled_from(_WORDS), min_size=3, max_size=12).map(" ".join)
tables = st.lists(st.lists(st.sampled_from(_WORDS), min_size=2, max_size=3), min_size=2, max_size=4).map(
    lambda rows: "\n".join(CELL_BREAK.join(row) for row in rows)
)
texts = st.lists(st.one_of(words, words, tables), min_size=1, max_size=4).map(PARAGRAPH_BREAK.join)


class Quoted(NamedTuple):
    """A text, and a quote cut out of it."""

    text: str
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]


@st.composite
def quotes(draw: st.DrawFn) -> Quoted:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Quoted(text, start, end)


def make_section(text: str, *, position: int = 3, number: str | None = "4.2", heading: str = "Hotels") -> Section:
    """Return a section of this text."""
    return Section(position=position, number=number, heading=heading, level=2, text=text, page_starts=((0, position),))


# What a letter may be changed to that looks the same or nearly so.
LOOKALIKES = {
    " ": "\N{NO-BREAK SPACE}",
    "\n": " ",
    "a": "\N{CYRILLIC SMALL LETTER A}",
    "e": "\N{CYRILLIC SMALL LETTER IE}",
    "o": "\N{GREEK SMALL LETTER OMICRON}",
    "i": "\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}",
    "p": "\N{CYRILLIC SMALL LETTER ER}",
    "I": "l",
    "l": "I",
    "0": "O",
    "1": "l",
    "’": "'",
    "'": "’",
    "“": '"',
    "”": '"',
    "–": "-",
    "ﬁ": "fi",
    "ß": "ss",
}


def vary(quote: str) -> dict[str, str]:
    """Return the quote changed in each way in which it can be, by what was changed."""
    lookalike = next((place for place, letter in enumerate(quote) if letter in LOOKALIKES), None)
    found = {
        "case": quote.swapcase(),
        "composed": unicodedata.normalize("NFC", quote),
        "decomposed": unicodedata.normalize("NFD", quote),
        "compatible": unicodedata.normalize("NFKC", quote),
        "doubled blank": quote.replace(" ", "  ", 1),
        "line break": quote.replace(" ", "\n", 1),
        "blank before": f" {quote}",
        "blank behind": f"{quote}\N{ZERO WIDTH SPACE}",
        "soft hyphen": quote[:1] + "\N{SOFT HYPHEN}" + quote[1:],
        "straight quotes": quote.replace("“", '"').replace("”", '"').replace("’", "'"),
        "letter left out": quote[:-1] + "\N{WORD JOINER}",
        "letters exchanged": quote[1::-1] + quote[2:],
    }
    if lookalike is not None:
        found["lookalike"] = quote[:lookalike] + LOOKALIKES[quote[lookalike]] + quote[lookalike + 1 :]
    return {how: changed for how, changed in found.items() if changed != quote}
