"""Vectors of one document version as one file: what they were made with, where each passage stands, and for each
embedder a row of half-precision floats a passage, and then one a section, for its heading.

Half precision moves a cosine by less than 0.001, which changes no order that means anything, and halves what a search
has to load.
"""

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib.domain.policy_documents.passages import Passage, starts_of
from chalicelib.domain.word_scores import WordIndex, words_of
from chalicelib.gateways.embeddings.protocol import Matrix

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float32]]

_MAGIC = b"SOJOURN-VECTORS-1\n"
_LENGTH_BYTES = 8


class UnreadableVectors(Exception):
    """A file is not one of vectors, or not whole."""


class IndexedPassage(msgspec.Struct, frozen=True, array_like=True):
    """Where a passage stands, the text that was embedded, and the number of its section."""

    position: int
    start: int
    end: int
    text: str
    number: str | None = None


class _Header(msgspec.Struct, frozen=True):
    """What precedes the vectors: the index's name, each embedder's dimensions, and the passages, a row each."""

    index: str
    dimensions: tuple[int, ...]
    passages: tuple[IndexedPassage, ...]
    abbreviations: dict[str, str]

    @property
    def rows(self) -> int:
        """How many rows each embedder has."""
        return len(self.passages) + len(starts_of([each.position for each in self.passages]))


class VectorFile(msgspec.Struct, frozen=True):
    """A file as it was read: float32 matrices, one an embedder, a row a passage and then a row a section, of its
    heading."""

    index: str
    passages: tuple[IndexedPassage, ...]
    starts: tuple[int, ...]
    """The place of each section's first passage."""
    abbreviations: dict[str, str]
    matrices: "tuple[Floats, ...]"
    words: WordIndex
    """The words of each passage, counted once."""

    @property
    def size_bytes(self) -> int:
        """About how much memory it takes."""
        return sum(matrix.nbytes for matrix in self.matrices) + sum(5 * len(each.text) + 200 for each in self.passages)


def list_embedded(passages: Sequence[Passage]) -> list[str]:
    """Return what is embedded of these passages: each of them, and then the heading of each of their sections."""
    starts = starts_of([each.section.position for each in passages])
    return [*(each.embedded_text for each in passages), *(passages[start].embedded_heading for start in starts)]


def write_vectors(index: str, passages: Sequence[Passage], matrices: Sequence[Matrix]) -> bytes:
    """Return the file of these passages, a matrix an embedder, whose rows are those of `list_embedded`. Raises
    ValueError when a matrix has other rows."""
    import numpy as np

    placed = tuple(
        IndexedPassage(each.section.position, each.start, each.end, each.embedded_text, each.section.number)
        for each in passages
    )
    known = dict(passages[0].abbreviations) if passages else {}
    described = _Header(index, tuple(matrix.dimensions for matrix in matrices), placed, known)
    if any(matrix.height != described.rows for matrix in matrices):
        raise ValueError("a matrix has another number of rows than there are passages and sections")
    header = zlib.compress(msgspec.msgpack.encode(described))
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
    starts = starts_of([each.position for each in header.passages])
    matrices = tuple(_read_matrices(body[start + length :], header))
    words = WordIndex([words_of(each.text) for each in header.passages])
    return VectorFile(header.index, header.passages, starts, header.abbreviations, matrices, words)


def _read_matrices(body: bytes, header: _Header) -> "list[Floats]":
    import numpy as np

    if len(body) != 2 * sum(header.dimensions) * header.rows:
        raise UnreadableVectors("it has another length than its header says")
    matrices, at = [], 0
    for dimensions in header.dimensions:
        count = dimensions * header.rows
        halves = np.frombuffer(body, "<f2", count=count, offset=at)
        matrices.append(halves.astype(np.float32).reshape(header.rows, dimensions))
        at += 2 * count
    return matrices
