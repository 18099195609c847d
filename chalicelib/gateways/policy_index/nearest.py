"""What indexes of vectors have in common, whichever service keeps them: which passages are kept, and which are the best
of those that were found near to a question."""

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


class Entry(NamedTuple):
    """A vector of an index: that of a passage, or that of a section's heading, which leads to its first passage."""

    passage: Passage
    vector: Vector
    of_heading: bool


class Found(NamedTuple):
    """A passage near to a question, by where it stands; the nearest have a likeness of 1."""

    document_id: str
    version: int
    position: int
    start: int
    end: int
    likeness: float
    of_heading: bool = False
    """It was found by its section's heading."""

    @property
    def section(self) -> tuple[str, int, int]:
        """The section that it is of."""
        return self.document_id, self.version, self.position


def embed_sections(embedders: Embedders, sections: Sequence[Section]) -> Iterator[Entry]:
    """Yield the vectors of the passages of the sections, and after them those of headings.

    Those in which a model sees nothing at all are left out: they are near to no question, and services that compare
    directions refuse them.
    """
    passages = passages_of(sections)
    first = {passage.section.position: passage for passage in reversed(passages) if passage.section.heading}
    headed = [first[position] for position in sorted(first)]
    texts = [passage.embedded_text for passage in passages] + [passage.embedded_heading for passage in headed]
    matrix = embedders.passages.embed(texts)
    for index, passage in enumerate([*passages, *headed]):
        vector = list(matrix.row(index))
        if any(vector):
            yield Entry(passage, vector, of_heading=index >= len(passages))


def embed_question(embedders: Embedders, question: str) -> Vector | None:
    """Return the vector of a question; None when a model sees nothing in it."""
    vector = list(embedders.questions.embed([question]).row(0))
    return vector if any(vector) else None


def best_of_sections(
    found: Iterable[Found], documents: Sequence[DocumentVersion], limit: int
) -> tuple[PassageScore, ...]:
    """Return the best passage of each section, of no more than `limit` sections, the nearest first: by a passage or by
    the heading, whichever is nearer. Equal ones stand in the order of the documents, their sections and the text."""
    orders = {(each.document_id, each.version): order for order, each in reversed(list(enumerate(documents)))}
    ranked = sorted(
        (-round(each.likeness, _DIGITS), orders[each.document_id, each.version], each.position, each.start, each)
        for each in found
        if (each.document_id, each.version) in orders
    )
    sections: dict[tuple[str, int, int], list[Found]] = {}
    for *_, each in ranked:
        sections.setdefault(each.section, []).append(each)
    return tuple(_score(near) for near in list(sections.values())[:limit])


def _score(near: Sequence[Found]) -> PassageScore:
    """Return the best of what was found of a section, the nearest first. How near its words are is known where a
    passage of it was found, and not where the heading alone was."""
    best = next((each for each in near if not each.of_heading), near[0])
    return PassageScore(
        document_id=best.document_id,
        version=best.version,
        position=best.position,
        start=best.start,
        end=best.end,
        score=round(near[0].likeness, _DIGITS),
        why=("meaning",),
        similarity=None if best.of_heading else round(best.likeness, _DIGITS),
    )
