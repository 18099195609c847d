"""What an embedder keeps to, and vectors as they go between embedders, indexes and files: plain bytes, so that who only
hands them on needs no numpy."""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol, Self

FLOAT_BYTES = 4


class Matrix(NamedTuple):
    """Rows of float32, one after the other (little-endian, as every platform of ours has them): `data` holds `len(rows)
    * dimensions * 4` bytes.

    `numpy.frombuffer(matrix.data, "<f4").reshape(-1, matrix.dimensions)` reads it without a copy.
    """

    dimensions: int
    data: bytes

    @classmethod
    def from_rows(cls, dimensions: int, rows: Iterable[Sequence[float]]) -> Self:
        """Return the matrix of `rows`. Raises ValueError when one has another number of dimensions."""
        values = array("f")
        for row in rows:
            if len(row) != dimensions:
                raise ValueError(f"a vector of {len(row)} dimensions, not of {dimensions}")
            values.extend(row)
        return cls(dimensions, values.tobytes())

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.data) // (FLOAT_BYTES * self.dimensions)

    def row(self, index: int) -> "array[float]":
        """Return one row, which may be given to boto3 as `list(row)`."""
        width = FLOAT_BYTES * self.dimensions
        return array("f", self.data[index * width : (index + 1) * width])


class Embedder(Protocol):
    """A model that embeds texts. Making one loads nothing; the first `embed` does, and later ones are quick."""

    @property
    def name(self) -> str:
        """The model and its version, such as `minilm-l6-v2-int8-1`; vectors of another name are not comparable."""

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return a row for each text, in their order, each of length 1 (so that a product of two is their cosine).

        An empty text has a row too, of length 1 or all zeros; a text longer than the model reads counts with its
        beginning. The same texts give the same rows, whatever they are embedded together with (to 1e-5). Raises
        Unavailable when the model cannot be asked or its weights are not there.
        """
