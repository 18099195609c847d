"""Vectors of one document version as one file: what they were made with, where each passage stands, and for each
embedder a row of half-precision floats a passage.

Half precision moves a cosine by less than 0.001, which changes no order that means anything, and halves what a search
has to load.
"""

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib.domain.policy_documents.passages import Passage
from chalicelib.gateways.embeddings.protocol import Matrix

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]

_MAGIC = b"SOJOURN-VECTORS-1\n"
_LENGTH_BYTES = 8


class UnreadableVectors(Exception):
    """A file is not one of vectors, or not whole."""


class IndexedPassage(msgspec.Struct, frozen=True, array_like=True):
    """Where a passage stands, and the text that was embedded."""

    position: int
    start: int
    end: int
    text: str


class _Header(msgspec.Struct, frozen=True):
    """What precedes the vectors: the index's name, each embedder's dimensions, and the passages, a row each."""

    index: str
    dimensions: tuple[int, ...]
    passages: tuple[IndexedPassage, ...]


class VectorFile(msgspec.Struct, frozen=True):
    """A file as it was read: float32 matrices, one an embedder, a row a passage."""

    index: str
    passages: tuple[IndexedPassage, ...]
    matrices: "tuple[Floats, ...]"

    @property
    def size_bytes(self) -> int:
        """About how much memory it takes."""
        return sum(matrix.nbytes for matrix in self.matrices) + sum(len(each.text) + 200 for each in self.passages)


def write_vectors(index: str, passages: Sequence[Passage], matrices: Sequence[Matrix]) -> bytes:
    """Return the file of these passages, a matrix an embedder. Raises ValueError when a matrix has other rows."""
    import numpy as np

    if any(matrix.height != len(passages) for matrix in matrices):
        raise ValueError("a matrix has another number of rows than there are passages")
    placed = tuple(IndexedPassage(each.section.position, each.start, each.end, each.embedded_text) for each in passages)
    header = zlib.compress(msgspec.msgpack.encode(_Header(index, tuple(m.dimensions for m in matrices), placed)))
    halves = (np.frombuffer(matrix.data, "<f4").astype("<f2").tobytes() for matrix in matrices)
    return b"".join((_MAGIC, len(header).to_bytes(_LENGTH_BYTES, "big"), header, *halves))


def read_vectors(body: bytes) -> VectorFile:
    """Return what `write_vectors` wrote. Raises UnreadableVectors."""
    start = len(_MAGIC) + _LENGTH_BYTES
    if not body.startswith(_MAGIC) or len(body) < start:
        raise UnreadableVectors("it does not begin as a file of vectors does")
    length = int.from_bytes(body[len(_MAGIC) : start], "big")
    try:
        header = msgspec.msgpack.decode(zlib.decompress(body[start : start + length]), type=_Header)
    except (zlib.error, msgspec.DecodeError) as error:
        raise UnreadableVectors("its header cannot be read") from error
    return VectorFile(header.index, header.passages, tuple(_read_matrices(body[start + length :], header)))


def _read_matrices(body: bytes, header: _Header) -> "list[Floats]":
    import numpy as np

    if len(body) != 2 * sum(header.dimensions) * len(header.passages):
        raise UnreadableVectors("it has another length than its header says")
    matrices, at = [], 0
    for dimensions in header.dimensions:
        count = dimensions * len(header.passages)
        halves = np.frombuffer(body, "<f2", count=count, offset=at)
        matrices.append(halves.astype(np.float32).reshape(len(header.passages), dimensions))
        at += 2 * count
    return matrices
