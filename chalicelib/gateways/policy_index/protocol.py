"""What an index of policy documents keeps to, wherever its vectors lie."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore, RankingMethod
from chalicelib.domain.policy_documents.section import Section


class PassageRanking(NamedTuple):
    """The best passage of each section that was found, the best section first, and what they were ranked by."""

    passages: tuple[PassageScore, ...]
    method: RankingMethod


class PolicyIndex(Protocol):
    """An index of document versions, each added once it is parsed and searched as long as it counts."""

    @property
    def name(self) -> str:
        """What its vectors are made with, such as the names of its embedders; when it changes, every document is added
        again."""

    def add_document(self, document: DocumentVersion, sections: Sequence[Section]) -> None:
        """Have the passages (`domain.policy_documents.passages.passages_of`) of a document version found.

        Once it has returned, a search may find all of them, or, where the index is read with a delay, soon will. Adding
        a version again leaves one copy, of what is given now; a crash between any two lines is mended by adding it
        again. Other versions of the document stay. Raises Unavailable.
        """

    def remove_document(self, document_id: str, version: int) -> None:
        """Have the passages of a document version no longer found; harmless where there are none. Raises
        Unavailable."""

    def search(self, question: str, documents: Sequence[DocumentVersion], limit: int) -> PassageRanking:
        """Return the best `limit` sections of these document versions and of no others, each with its best passage.

        Versions that were never added have no passages. Equal scores stand in the order of `documents` and of the
        sections, so that the same index gives the same answer. No two passages are of one section. An empty answer is
        an answer. Raises Unavailable when it cannot be asked.
        """
