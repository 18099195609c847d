"""Where a phrase stands in a request, and what stands around it: words cut out of their place may say otherwise."""

import re
import unicodedata
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})
# A full stop behind digits is of a German day ("am 3. Mai"), and ends no clause.
_TOKEN = LatePattern(r"\d+(?:[.:,/'-]\d+)*(?:\.(?=\s|$))?(?!\w)|\w+|[^\w\s]")
_CLAUSE_END = frozenset(".;!?")


class Span(NamedTuple):
    """Where something stands, from `start` to before `end`."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Return whether `other` stands within it."""
        return self.start <= other.start and other.end <= self.end


class Token(NamedTuple):
    """A word or a sign, and where it stands."""

    text: str
    span: Span


class Located:
    """The text of a request, in which phrases are looked for whatever their capitals, spaces and typography."""

    def __init__(self, text: str) -> None:
        self.text = plain_text(text)
        self._folded = _fold(self.text)
        self.tokens = tuple(Token(match[0], Span(*match.span())) for match in _TOKEN.finditer(self.text))

    def find(self, phrase: str) -> tuple[Span, ...]:
        """Return each place where a phrase stands in whole words and numbers: not "5 March" of "3-5 March"."""
        wanted = _fold(plain_text(phrase))
        if not wanted:
            return ()
        before = r"(?<!\w)(?<!\d[-.,:/'])" if wanted[0].isalnum() else ""
        behind = r"(?!\w|[-.,:/']\d)" if wanted[-1].isalnum() else ""
        found = re.finditer(before + re.escape(wanted) + behind, self._folded)
        return tuple(Span(*match.span()) for match in found)

    def before(self, span: Span) -> tuple[Token, ...]:
        """Return what stands before a span in its clause, the nearest first; commas and signs are tokens too."""
        return _until_clause_end([each for each in reversed(self.tokens) if each.span.end <= span.start])

    def behind(self, span: Span) -> tuple[Token, ...]:
        """Return what stands behind a span in its clause, the nearest first."""
        return _until_clause_end([each for each in self.tokens if each.span.start >= span.end])


def plain_text(text: str) -> str:
    """Return a text in one line, in plain typography."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY).split())


def _fold(text: str) -> str:
    """Return a text in small letters, each of which stands where its capital stood."""
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _until_clause_end(tokens: list[Token]) -> tuple[Token, ...]:
    within: list[Token] = []
    for each in tokens:
        if each.text in _CLAUSE_END:
            break
        within.append(each)
    return tuple(within)
