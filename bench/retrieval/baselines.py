"""Other ways to find sections, as one would take them off the shelf: BM25 as in its first papers, SQLite's full-text
search, and a single model by a section's best paragraph with its heading in front."""

import math
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence

import numpy as np

from chalicelib.domain.policy_documents.section import Section
from chalicelib.gateways.embeddings.protocol import Embedder

_WORD = re.compile(r"[^\W_]+")


class Bm25:
    """Okapi BM25 (Robertson and others, 1994), with the parameters that are taken most: k1 = 1.5, b = 0.75."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._positions = [section.position for section in sections]
        self._counts = [Counter(_words(f"{section.heading} {section.text}")) for section in sections]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._lengths) / max(1, len(self._lengths))
        self._holders = Counter(word for counts in self._counts for word in counts)

    def find(self, question: str, limit: int) -> list[int]:
        scores = [0.0] * len(self._counts)
        for word in _words(question):
            held = self._holders[word]
            weight = math.log((len(self._counts) - held + 0.5) / (held + 0.5) + 1)
            for place, counts in enumerate(self._counts):
                if times := counts[word]:
                    norm = 1.5 * (0.25 + 0.75 * self._lengths[place] / self._mean)
                    scores[place] += weight * times * 2.5 / (times + norm)
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [self._positions[place] for place in order[:limit]]


class FullText:
    """FTS5 of SQLite, with Porter's stemmer, any of the question's words."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("create virtual table sections using fts5(heading, body, tokenize='porter unicode61')")
        self._database.executemany(
            "insert into sections(rowid, heading, body) values (?, ?, ?)",
            [(section.position + 1, section.heading, section.text) for section in sections],
        )

    def find(self, question: str, limit: int) -> list[int]:
        wanted = " OR ".join(f'"{word}"' for word in _words(question))
        query = "select rowid from sections where sections match ? order by rank limit ?"
        return [row - 1 for (row,) in self._database.execute(query, (wanted, limit))] if wanted else []


class SingleModel:
    """One embedder alone: the cosine of a section's best paragraph, with the heading in front of it."""

    def __init__(self, embedder: Embedder, sections: Sequence[Section]) -> None:
        self._embedder = embedder
        texts = [(section.position, text) for section in sections for text in section.text.split("\n\n")]
        kept = [(position, text) for position, text in texts if text.strip()]
        headings = {section.position: section.heading for section in sections}
        self._positions = [position for position, _ in kept]
        made = embedder.embed([f"{headings[position]}\n{text}" for position, text in kept])
        self._matrix = np.frombuffer(made.data, "<f4").reshape(-1, made.dimensions)

    def find(self, question: str, limit: int) -> list[int]:
        near = self._matrix @ np.frombuffer(self._embedder.embed([question]).data, "<f4")
        best: dict[int, None] = {}
        for place in np.argsort(-near, kind="stable"):
            best.setdefault(self._positions[place])
            if len(best) == limit:
                break
        return list(best)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
