"""What indexes of vectors have in common, whichever service keeps them: which passages are kept, and which are the best
of those that were found near to a question."""

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.policy_documents.passages import Passage, passages_of
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore
from chalicelib.domain.policy_documents.section import Section
from chalicelib.gateways.embeddings.protocol import Embedder

Vector = Sequence[float]
_DIGITS = 4  # of a score; what differs by less differs by how services count


class Embedders(NamedTuple):
    """Who embeds passages and who embeds questions, which some models do in two ways that may be compared."""

    passages: Embedder
    questions: Embedder

    @property
    def name(self) -> str:
        """What vectors are made with."""
        return self.passages.name

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self.passages.dimensions


class Found(NamedTuple):
    """A passage near to a question, by where it stands; the nearest have a likeness of 1."""

    document_id: str
    version: int
    position: int
    start: int
    end: int
    likeness: float

    @property
    def section(self) -> tuple[str, int, int]:
        """The section that it is of."""
        return self.document_id, self.version, self.position


def embed_passages(embedders: Embedders, sections: Sequence[Section]) -> Iterator[tuple[Passage, Vector]]:
    """Yield the passages of the sections with their vectors, of length 1: each the mean of its own and its heading's.

    Those in which a model sees nothing at all are left out: they are near to no question, and services that compare
    directions refuse them.
    """
    passages = passages_of(sections)
    headings = tuple(dict.fromkeys(passage.embedded_heading for passage in passages))
    matrix = embedders.passages.embed([*(passage.embedded_text for passage in passages), *headings])
    of_headings = {heading: matrix.row(len(passages) + place) for place, heading in enumerate(headings)}
    for index, passage in enumerate(passages):
        own = matrix.row(index)
        if any(own):
            yield passage, _mean(own, of_headings[passage.embedded_heading])


def _mean(one: Vector, other: Vector) -> Vector:
    """Return the direction between two vectors; the first one where they are opposites."""
    together = [first + second for first, second in zip(one, other, strict=True)]
    length = math.hypot(*together)
    return [value / length for value in together] if length else list(one)


def embed_question(embedders: Embedders, question: str) -> Vector | None:
    """Return the vector of a question; None when a model sees nothing in it."""
    vector = list(embedders.questions.embed([question]).row(0))
    return vector if any(vector) else None


def best_of_sections(
    found: Iterable[Found], documents: Sequence[DocumentVersion], limit: int
) -> tuple[PassageScore, ...]:
    """Return the nearest passage of each section, the nearest sections first, and of these no more than `limit`. Equal
    ones stand in the order of the documents, their sections and the text."""
    orders = {(each.document_id, each.version): order for order, each in reversed(list(enumerate(documents)))}
    ranked = sorted(
        (-round(each.likeness, _DIGITS), orders[each.document_id, each.version], each.position, each.start, each)
        for each in found
        if (each.document_id, each.version) in orders
    )
    best: dict[tuple[str, int, int], Found] = {}
    for *_, each in ranked:
        best.setdefault(each.section, each)
    return tuple(_score(each) for each in list(best.values())[:limit])


def _score(found: Found) -> PassageScore:
    return PassageScore(
        document_id=found.document_id,
        version=found.version,
        position=found.position,
        start=found.start,
        end=found.end,
        score=round(found.likeness, _DIGITS),
        why=("meaning",),
        similarity=round(found.likeness, _DIGITS),
    )
