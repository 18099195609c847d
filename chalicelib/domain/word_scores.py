"""How much texts bear on a question by its words alone: BM25+ over words without case, accents, endings and such as say
nothing."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log

# BM25+ as in Lv & Zhai, "Lower-Bounding Term Frequency Normalization", CIKM 2011, with the parameters they recommend.
_K1, _B, _DELTA = 1.2, 0.75, 1.0

_WORD = re.compile(r"[^\W_]+")
_STOP_WORDS = frozenset(
    _WORD.findall(
        "a an and any are as at be but by can do for from has have if in into is it its may must need no not of on or"
        " our shall should so than that the their them they this to trip travel up we when where which who will with"
        " you your"
    )
)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` without case, accents, stop words and English plurals."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return tuple(_singular(word) for word in _WORD.findall(bare) if word not in _STOP_WORDS)


@lru_cache(maxsize=50_000)  # a language's words come again and again
def _singular(word: str) -> str:
    """Stem with the S stemmer of Harman, "How effective is suffixing?", JASIS 1991."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


class WordIndex:
    """Texts' words, counted once so that many questions may be asked of them."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self.lengths = [len(words) for words in texts]
        self.holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, words in enumerate(texts):
            for word, times in Counter(words).items():
                self.holders[word].append((place, times))


def score_words(query: Sequence[str], indexes: Sequence[WordIndex]) -> list[list[float]]:
    """Return the BM25+ score of each text of each index for the distinct words of `query`, as if all texts were in one;
    0 where none is shared.

    Summed over the shared words: ln((N + 1) / df) x ((k1 + 1) tf / (k1 (1 - b + b dl / avgdl) + tf) + delta), with
    k1 = 1.2, b = 0.75, delta = 1 (Lv & Zhai 2011).
    """
    count = sum(len(index.lengths) for index in indexes)
    average = sum(sum(index.lengths) for index in indexes) / max(1, count) or 1.0
    scores = [[0.0] * len(index.lengths) for index in indexes]
    for word in query:
        found = sum(len(index.holders.get(word, ())) for index in indexes)
        weight = log((count + 1) / found) if found else 0.0
        for index, mine in zip(indexes, scores, strict=True):
            for place, times in index.holders.get(word, ()):
                norm = _K1 * (1 - _B + _B * index.lengths[place] / average)
                mine[place] += weight * ((_K1 + 1) * times / (norm + times) + _DELTA)
    return scores


def bm25_plus(query: Sequence[str], texts: Sequence[Sequence[str]]) -> list[float]:
    """Return the BM25+ score of each text (its words, in order) for the distinct words of `query`."""
    return score_words(query, [WordIndex(texts)])[0]
