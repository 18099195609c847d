"""Whether words stand in a text letter by letter; where they do not, the nearest words that do, and what differs.

Nothing is forgiven when words are looked for: neither case, white space, typographic quotes, other forms of an accented
letter nor letters of another script that look alike. They are forgiven only to say what was probably meant.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# How many letters of words that stand elsewhere an error shows.
LONGEST_SHOWN = 300
# Words of a quote that are in no way in the text and are looked up by their spelling: each is compared with all others.
_MOST_MISSPELT = 8
_LEAST_ALIKE = 0.7
# So much of a quote's words has to stand together for a place to be what was meant.
_LEAST_SHARED = 0.5

_WORD = re.compile(r"\w+")
_CLOSING = ".,;:!?)]}\"'»”’"
# Letters of Cyrillic and Greek that look like Latin ones, and marks that keyboards and word processors exchange.
_ALIKE = str.maketrans(
    {
        **dict(zip("аАВсСеЕНіІјЈКМоОрРѕЅТхХуУ", "aABcCeEHiIjJKMoOpPsSTxXyY", strict=True)),
        **dict(zip("αΑΒΕΖΗΙιΚΜΝοΟΡρΤΥυΧν", "aABEZHIiKMNoOPpTYuXv", strict=True)),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


class Stretch(NamedTuple):
    """A part of a text, from `start` to `end` (exclusive)."""

    start: int
    end: int


class _Folded(NamedTuple):
    """A text without what is forgiven, and for each of its letters where that stands in the text itself."""

    text: str
    places: Sequence[int]

    def to_stretch(self, start: int, end: int) -> Stretch:
        """Return where a part of it stands in the text itself."""
        return Stretch(self.places[start], self.places[end - 1] + 1)


def find_verbatim(quote: str, text: str) -> Stretch | None:
    """Return where `quote` stands in `text` for the first time, letter by letter (code point by code point); None when
    it does not."""
    start = text.find(quote)
    return None if start < 0 or not quote else Stretch(start, start + len(quote))


def find_nearest(quote: str, text: str) -> Stretch | None:
    """Return where `text` says most nearly what `quote` says; None when it says nothing of the kind."""
    wanted, there = _fold(quote), _fold(text)
    words = wanted.text.strip()
    at = there.text.find(words) if words else -1
    if at >= 0:
        return there.to_stretch(at, at + len(words))
    return _find_by_words(quote, words, there, text)


def describe_difference(quote: str, words: str) -> str:
    """Return where a quote first differs from the other words that stand there, by the code points of both."""
    for place, (said, stands) in enumerate(zip(quote, words, strict=False)):
        if said != stands:
            return f"at its character {place + 1} the quote has {_name(said)}, the document {_name(stands)}"
    if len(quote) > len(words):
        return f"at its character {len(words) + 1} the quote goes on with {_name(quote[len(words)])}"
    return f"the quote ends before {_name(words[len(quote)])}"


def shorten_words(words: str) -> str:
    """Return words as an error shows them: in one line, and not all of many."""
    shown = " ".join(words.split())
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN].rsplit(' ', 1)[0]} ..."


def _name(letter: str) -> str:
    """Return a code point as people can tell it from one that looks the same."""
    code = f"U+{ord(letter):04X}"
    name = unicodedata.name(letter, "")
    shown = f'"{letter}" ' if letter.isprintable() and not letter.isspace() else ""
    return f"{shown}({code}{' ' if name else ''}{name})"


def _find_by_words(quote: str, words: str, there: _Folded, text: str) -> Stretch | None:
    """Return the stretch of as many words that shares most with the quote, from the first that it shares to the
    last."""
    spans = [found.span() for found in _WORD.finditer(there.text)]
    tokens = [there.text[start:end] for start, end in spans]
    wanted = Counter(_correct(_WORD.findall(words), tokens))
    length = min(wanted.total(), len(tokens))
    shared, begin = _find_best_window(wanted, tokens, length)
    if not shared or shared < _LEAST_SHARED * wanted.total():
        return None
    inside = [place for place in range(begin, begin + length) if tokens[place] in wanted]
    found = there.to_stretch(spans[inside[0]][0], spans[inside[-1]][1])
    return _with_closing_mark(quote, found, text)


def _find_best_window(wanted: Counter[str], tokens: Sequence[str], length: int) -> tuple[int, int]:
    """Return how many of the wanted words the best stretch of `length` tokens has, and where the first such begins."""
    held: Counter[str] = Counter()
    shared, best, begin = 0, 0, 0
    for place, token in enumerate(tokens):
        shared += held[token] < wanted[token]
        held[token] += 1
        if place >= length:
            gone = tokens[place - length]
            held[gone] -= 1
            shared -= held[gone] < wanted[gone]
        if shared > best:
            best, begin = shared, max(0, place - length + 1)
    return best, begin


def _correct(words: Sequence[str], tokens: Sequence[str]) -> Iterator[str]:
    """Yield the words of a quote, each of the first that the text has not as the one there that is spelt most alike."""
    from difflib import get_close_matches  # which is asked only about words that do not stand there

    known, left = dict.fromkeys(tokens), _MOST_MISSPELT
    for word in words:
        if word not in known and left:
            left -= 1
            yield next(iter(get_close_matches(word, known, n=1, cutoff=_LEAST_ALIKE)), word)
        else:
            yield word


def _with_closing_mark(quote: str, found: Stretch, text: str) -> Stretch:
    """Return the stretch with the mark behind its last word, where the quote ends with one too."""
    follows = text[found.end : found.end + 1]
    ends_so = bool(quote.rstrip()) and quote.rstrip()[-1] in _CLOSING
    return found._replace(end=found.end + 1) if ends_so and follows and follows in _CLOSING else found


def _fold(text: str) -> _Folded:
    """Return the text without case, accents, invisible signs, kinds of quotes, dashes and blanks, and the script of
    letters that look alike."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        bare = unicodedata.normalize("NFKD", letter.translate(_ALIKE)).translate(_ALIKE).casefold()
        for each in bare:
            category = unicodedata.category(each)
            if category in ("Mn", "Cf"):
                continue
            folded = " " if each.isspace() or category == "Cc" else each
            if folded == " " and letters and letters[-1] == " ":
                continue
            letters.append(folded)
            places.append(place)
    return _Folded("".join(letters), places)
