"""The index that needs no service: vectors in a file beside each document, kept in memory by whoever searches them.

Only the functions that carry numpy and the models' weights import it.
"""

from collections.abc import Sequence
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from chalicelib import observability
from chalicelib.domain.policy_documents.abbreviations import expand_abbreviations
from chalicelib.domain.policy_documents.named_sections import names_section
from chalicelib.domain.policy_documents.passages import passages_of
from chalicelib.domain.policy_documents.ranking import (
    HEADING_WEIGHT,
    NAMED_WEIGHT,
    WORDS_WEIGHT,
    Comparison,
    rank_sections,
)
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore, RankingMethod
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.policy_documents.word_ranking import question_words, shared_words
from chalicelib.domain.word_scores import score_words
from chalicelib.gateways import storage
from chalicelib.gateways.embeddings.protocol import Embedder
from chalicelib.gateways.policy_index.protocol import PassageRanking
from chalicelib.gateways.policy_index.vector_files import (
    IndexedPassage,
    UnreadableVectors,
    VectorFile,
    list_embedded,
    read_vectors,
    write_vectors,
)

if TYPE_CHECKING:
    from chalicelib.gateways.policy_index.vector_files import Floats

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
        texts = list_embedded(passages)
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
        files = [file for _, file in found]
        asked = _expand_question(question, files)
        compared = _Compared(files, [self._embed(which, asked) for which in range(len(self._embedders))], asked)
        ranked = rank_sections(compared.list_comparisons(), limit)
        passages = []
        for each in ranked:
            order, place = compared.find_best_passage(each.section)
            document, file = found[order]
            similarity = compared.measure_similarity(each.section, place)
            passages.append(_show_passage(document, file.passages[place], each.score, similarity, asked))
        return PassageRanking(tuple(passages), RankingMethod.MEANING)

    def _embed(self, which: int, question: str) -> "Floats":
        import numpy as np

        return np.frombuffer(self._questions[which].embed([question]).data, "<f4")

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


class _Compared:
    """How near each passage and each heading of some files is to a question: by each embedder, and by its words."""

    def __init__(self, files: Sequence[VectorFile], asked: "Sequence[Floats]", question: str) -> None:
        import numpy as np

        self._passages, self._headings = [], []
        counts = [len(file.passages) for file in files]
        for which, vector in enumerate(asked):
            near = [file.matrices[which] @ vector for file in files]
            self._passages.append(np.concatenate([row[:count] for row, count in zip(near, counts, strict=True)]))
            self._headings.append(np.concatenate([row[count:] for row, count in zip(near, counts, strict=True)]))
        worded = score_words(question_words(question), [file.words for file in files])
        self._words = np.array([score for scores in worded for score in scores])
        firsts = (file.passages[start] for file in files for start in file.starts)
        self._named = [float(names_section(question, first.number)) for first in firsts]
        # Each section by its file, and by the places of its first passage there and among those of all files.
        self._sections, self._count = list[tuple[int, int, int]](), 0
        for order, file in enumerate(files):
            self._sections += [(order, start, self._count + start) for start in file.starts]
            self._count += len(file.passages)

    def list_comparisons(self) -> list[Comparison]:
        """Return what each embedder says of each section, by its best passage and by its heading, and what its words
        say."""
        import numpy as np

        starts = [place for _, _, place in self._sections]
        best = [np.maximum.reduceat(near, starts).tolist() for near in (*self._passages, self._words)]
        return [
            *(Comparison(1.0, scores) for scores in best[:-1]),
            *(Comparison(HEADING_WEIGHT, near.tolist()) for near in self._headings),
            Comparison(WORDS_WEIGHT, best[-1]),
            Comparison(NAMED_WEIGHT, self._named),
        ]

    def find_best_passage(self, section: int) -> tuple[int, int]:
        """Return the file and the place there of a section's passage that is the nearest, all comparisons together."""
        import numpy as np

        order, first, start = self._sections[section]
        end = self._sections[section + 1][2] if section + 1 < len(self._sections) else self._count
        total = WORDS_WEIGHT * self._words[start:end] / max(float(self._words.std()), 1e-9)
        for near in self._passages:
            total += near[start:end] / max(float(near.std()), 1e-9)
        return order, first + int(np.round(total, 5).argmax())

    def measure_similarity(self, section: int, place: int) -> float:
        """Return how near a passage, by its place in its file, is to the question: by all embedders, on average."""
        _, first, start = self._sections[section]
        near = [float(each[start + place - first]) for each in self._passages]
        return sum(near) / len(near)


def _expand_question(question: str, files: Sequence[VectorFile]) -> str:
    """Return a question with what its abbreviations stand for by the first document that explains them."""
    known = {short: long for file in reversed(files) for short, long in file.abbreviations.items()}
    return expand_abbreviations(question, known)


def vectors_key(document_id: str, version: int) -> str:
    """Return where the vectors of a document version lie."""
    return f"policies/{document_id}/{version}/vectors"


def _show_passage(
    document: DocumentVersion, passage: IndexedPassage, score: float, similarity: float, question: str
) -> PassageScore:
    return PassageScore(
        document_id=document.document_id,
        version=document.version,
        position=passage.position,
        start=passage.start,
        end=passage.end,
        score=round(score, 4),
        why=("meaning", *shared_words(question, passage.text)),
        similarity=round(similarity, 4),
    )
