"""Several embedders as one, for indexes that keep one vector a passage: their rows side by side, so that the likeness
of two texts is the mean of what each embedder says of it."""

from collections.abc import Iterator, Sequence
from math import sqrt

from chalicelib.gateways.embeddings.protocol import Embedder, Matrix


class JoinedEmbedder:
    """Embedders side by side."""

    def __init__(self, embedders: Sequence[Embedder]) -> None:
        self._embedders = tuple(embedders)

    @property
    def name(self) -> str:
        """The names of all of them, in their order."""
        return "+".join(embedder.name for embedder in self._embedders)

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has, of all of them together."""
        return sum(embedder.dimensions for embedder in self._embedders)

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text, of length 1 where every embedder sees something in it. Raises Unavailable."""
        matrices = [embedder.embed(texts) for embedder in self._embedders]
        return Matrix.from_rows(self.dimensions, (list(_join(matrices, index)) for index in range(len(texts))))


def _join(matrices: Sequence[Matrix], index: int) -> Iterator[float]:
    share = sqrt(len(matrices))
    for matrix in matrices:
        yield from (value / share for value in matrix.row(index))
