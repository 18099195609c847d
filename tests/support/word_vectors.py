"""Vectors that need no model: of which words a text has, so that texts with words in common are near to each other."""

import math
import re
import zlib
from collections.abc import Sequence

from chalicelib.gateways.embeddings.protocol import Matrix

_WORD = re.compile(r"\w+")


def count_words(text: str, dimensions: int) -> list[float]:
    """The words of a text, each counted in one of so many places; not normalized, and never all zeros."""
    counts = [0.0] * dimensions
    for word in _WORD.findall(text.lower()) or [text]:
        counts[zlib.crc32(word.encode()) % dimensions] += 1.0
    return counts


def normalize(row: Sequence[float]) -> list[float]:
    length = math.hypot(*row)
    return [each / length for each in row] if length else list(row)


class WordEmbedder:
    """An embedder that compares words; texts without any have no direction at all."""

    def __init__(self, dimensions: int = 64, name: str = "words-1") -> None:
        self._dimensions = dimensions
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def embed(self, texts: Sequence[str]) -> Matrix:
        rows = [
            normalize(count_words(text, self._dimensions)) if _WORD.search(text) else [0.0] * self._dimensions
            for text in texts
        ]
        return Matrix.from_rows(self._dimensions, rows)
