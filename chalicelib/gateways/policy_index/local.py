"""The index that needs no service: vectors in a file beside each document, kept in memory by whoever searches them.

Only the functions that carry numpy and the models' weights import it.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import islice

from chalicelib import observability
from chalicelib.domain.policy_documents.passages import passages_of
from chalicelib.domain.policy_documents.ranking import rank_sections
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore, RankingMethod
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.policy_documents.word_ranking import shared_words
from chalicelib.gateways import storage
from chalicelib.gateways.embeddings.protocol import Embedder
from chalicelib.gateways.policy_index.protocol import PassageRanking
from chalicelib.gateways.policy_index.vector_files import (
    IndexedPassage,
    UnreadableVectors,
    VectorFile,
    read_vectors,
    write_vectors,
)

LARGEST_FILE = 200_000_000  # bytes; a document of 500 pages has about 10 million
# How much of the function's memory vectors may take; what was not searched for longest is read again when it is.
_MOST_IN_MEMORY = 600_000_000
_CONTENT_TYPE = "application/octet-stream"


class LocalIndex:
    """Vectors of several embedders, compared one by one: exact, and quick for a company's documents. `questions` are
    the same embedders as they embed questions, where they do that in another way."""

    def __init__(
        self,
        embedders: Sequence[Embedder],
        *,
        questions: Sequence[Embedder] | None = None,
        most_in_memory: int = _MOST_IN_MEMORY,
    ) -> None:
        self._embedders = tuple(embedders)
        self._questions = tuple(embedders if questions is None else questions)
        self._most_in_memory = most_in_memory
        self._files: dict[tuple[str, int], VectorFile] = {}

    @property
    def name(self) -> str:
        return "+".join(embedder.name for embedder in self._embedders)

    def add_document(self, document: DocumentVersion, sections: Sequence[Section]) -> None:
        passages = passages_of(sections)
        texts = [passage.embedded_text for passage in passages]
        matrices = [embedder.embed(texts) for embedder in self._embedders]
        body = write_vectors(self.name, passages, matrices)
        key = vectors_key(document.document_id, document.version)
        storage.write(key, body, content_type=_CONTENT_TYPE, sha256=sha256(body).hexdigest(), kind="policy-vectors")
        self._files.pop((document.document_id, document.version), None)

    def remove_document(self, document_id: str, version: int) -> None:
        storage.delete(vectors_key(document_id, version))
        self._files.pop((document_id, version), None)

    def has_document(self, document: DocumentVersion) -> bool:
        """Return whether a version was added with these embedders. Raises Unavailable."""
        return self._load(document) is not None

    def search(self, question: str, documents: Sequence[DocumentVersion], limit: int) -> PassageRanking:
        found = [(document, file) for document in documents if (file := self._load(document)) and file.passages]
        if not found:
            return PassageRanking((), RankingMethod.MEANING)
        places = [(order, place) for order, (_, file) in enumerate(found) for place in range(len(file.passages))]
        sections = [(order, found[order][1].passages[place].position) for order, place in places]
        ranked = rank_sections(sections, self._score(question, [file for _, file in found]), limit)
        passages = []
        for each in ranked:
            order, place = places[each.passage]
            document, file = found[order]
            passages.append(_show_passage(document, file.passages[place], each.score, question))
        return PassageRanking(tuple(passages), RankingMethod.MEANING)

    def _score(self, question: str, files: Sequence[VectorFile]) -> list[list[float]]:
        """Return each embedder's cosine of each passage with the question, file after file."""
        import numpy as np

        asked = [np.frombuffer(embedder.embed([question]).data, "<f4") for embedder in self._questions]
        return [
            [float(score) for file in files for score in (file.matrices[which] @ vector).tolist()]
            for which, vector in enumerate(asked)
        ]

    def _load(self, document: DocumentVersion) -> VectorFile | None:
        """Return the vectors of a document version, from memory if they are there; None when there are none that these
        embedders made."""
        key = (document.document_id, document.version)
        known = self._files.pop(key, None) or self._read(document)
        if known is not None:
            self._files[key] = known  # the last that was asked for is the last to be dropped
            self._drop_oldest()
        return known

    def _read(self, document: DocumentVersion) -> VectorFile | None:
        stored = storage.read(vectors_key(document.document_id, document.version), at_most=LARGEST_FILE)
        if stored is None or stored.body is None:
            return None
        try:
            file = read_vectors(stored.body)
        except UnreadableVectors as error:
            observability.warning(
                "vectors unreadable", documentId=document.document_id, version=document.version, reason=str(error)
            )
            return None
        return file if file.index == self.name else None

    def _drop_oldest(self) -> None:
        total = sum(file.size_bytes for file in self._files.values())
        for key in list(islice(self._files, len(self._files) - 1)):
            if total <= self._most_in_memory:
                return
            total -= self._files.pop(key).size_bytes


def vectors_key(document_id: str, version: int) -> str:
    """Return where the vectors of a document version lie."""
    return f"policies/{document_id}/{version}/vectors"


def _show_passage(document: DocumentVersion, passage: IndexedPassage, score: float, question: str) -> PassageScore:
    return PassageScore(
        document_id=document.document_id,
        version=document.version,
        position=passage.position,
        start=passage.start,
        end=passage.end,
        score=round(score, 4),
        why=("meaning", *shared_words(question, passage.text)),
    )
