"""What the reference page's search finds, worked out from the words on the page as `docs.js` does in a browser."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from chalicelib.api.openapi.search_index import Entry, split_words

_QUERIES = Path(__file__).with_name("search_queries.txt")


def read_queries() -> Mapping[str, Sequence[str]]:
    """What somebody may type who looks for an operation or a guide, by its name."""
    lines = [line for line in _QUERIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: typed.split("; ") for name, typed in (line.split(": ", 1) for line in lines)}


class Search:
    """Finds entries by what is typed."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._anchors = [entry.anchor for entry in entries]
        self._of_word: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, entry in enumerate(entries):
            for word, weight in entry.words.items():
                self._of_word[word].append((place, weight))
        self._known: dict[str, Mapping[int, int]] = {}

    def find(self, text: str) -> list[str]:
        """Where what is found stands: the most words matched first, then the best matched, then the page's order."""
        matched, scores = defaultdict[int, int](int), defaultdict[int, int](int)
        for asked in split_words(text):
            for place, score in self._scores(asked).items():
                matched[place] += 1
                scores[place] += score
        return [self._anchors[place] for place in sorted(matched, key=lambda at: (-matched[at], -scores[at], at))]

    def _scores(self, asked: str) -> Mapping[int, int]:
        if asked not in self._known:
            found: dict[int, int] = {}
            for word, places in self._of_word.items():
                if likeness := tenths(asked, word):
                    for place, weight in places:
                        found[place] = max(found.get(place, 0), likeness * weight)
            self._known[asked] = found
        return self._known[asked]


def tenths(asked: str, word: str) -> int:
    """Ten for the word itself, seven for its beginning, five for one of the same stem."""
    if asked == word:
        return 10
    if len(asked) >= 3 and word.startswith(asked):
        return 7
    if len(word) >= 4 and asked.startswith(word):
        return 5
    if asked[:5] != word[:5] or len(asked) < 5:
        return 0
    pairs = zip(asked, word, strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(asked), len(word)))
    return 5 if same * 10 >= max(len(asked), len(word)) * 6 else 0
