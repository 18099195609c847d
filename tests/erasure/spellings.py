"""Made-up words, and every way in which a text may hold one of them; and a search for all of them at once."""

import base64
import json
import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote, quote_plus

# Words begin with what no language has; a letter beyond ASCII makes their spellings differ.
_LETTERS = "bcdfghjklmnprstvwz"
_VOWELS = "aeiou"
_ACCENTED = "äöüé"
_FOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_GRAM = 8
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z0-9]{5,7}(?![a-z0-9])")


class Trace(NamedTuple):
    """A word that tells of a person: whose it is, and what kind of thing it is."""

    owner: str
    kind: str
    word: str


class Hit(NamedTuple):
    """A trace that was found, and as which spelling."""

    trace: Trace
    spelling: str


def make_word(chance: random.Random, *, plain: bool = False) -> str:
    """A word that stands nowhere else, with a letter beyond ASCII unless it has to be `plain`."""
    syllables = [chance.choice(_LETTERS) + chance.choice(_VOWELS) for _ in range(5)]
    if not plain:
        syllables[2] = syllables[2][0] + chance.choice(_ACCENTED)
    return f"Zq{''.join(syllables)}x"


def spell(word: str) -> dict[str, str]:
    """Every spelling of a word, by what it is called; those that are alike are given once."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", word) if not unicodedata.combining(each))
    spelled = {
        "as it is": word,
        "folded to ASCII": bare,
        "as passports write it": word.lower().translate(_FOLDED),
        "decomposed": unicodedata.normalize("NFD", word),
        "in a URL": quote(word, safe=""),
        "in a form": quote_plus(word),
        "in JSON": json.dumps(word)[1:-1],
    }
    for offset in range(3):
        for name, altchars in (("base64", b"+/"), ("base64 for URLs", b"-_")):
            spelled[f"{name}, {offset} bytes on"] = _inner_base64(word.encode(), offset, altchars)
    unique: dict[str, str] = {}
    for name, each in spelled.items():
        if each.casefold() not in map(str.casefold, unique.values()):
            unique[name] = each
    return unique


def _inner_base64(plain: bytes, offset: int, altchars: bytes) -> str:
    """What is the same of a text's base64 whatever stands around it, `offset` bytes from where a group of three
    begins."""
    whole = base64.b64encode(b"\0" * offset + plain, altchars).decode()
    return whole[(offset * 8 + 5) // 6 : (offset + len(plain)) * 8 // 6]


class Search:
    """Finds every spelling of many words in one walk through a text."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self._long: defaultdict[str, list[tuple[str, Hit]]] = defaultdict(list)
        self._short: dict[str, Hit] = {}
        for trace in traces:
            for name, spelling in spell(trace.word).items():
                folded, hit = spelling.casefold(), Hit(trace, name)
                if len(folded) >= _GRAM:
                    self._long[folded[:_GRAM]].append((folded, hit))
                elif name == "as it is":
                    self._short[folded] = hit  # as a word of its own: a part of a longer one is chance

    def find(self, text: str) -> Iterator[Hit]:
        """Yield each trace in a text, as often as it stands there."""
        folded, long = text.casefold(), self._long
        for start in range(len(folded) - _GRAM + 1):
            for spelling, hit in long.get(folded[start : start + _GRAM], ()):
                if folded.startswith(spelling, start):
                    yield hit
        if self._short:
            yield from (self._short[each] for each in _TOKEN.findall(folded) if each in self._short)
