"""The policy as the assistant reads it: searched as everybody searches it, and its stored sections."""

from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.policy_documents.search import Ranking
from chalicelib.domain.policy_documents.section import Section
from chalicelib.services.policy_search import corpus, search


class StoredPolicy:
    """Searches the policy documents that count and the travel policy in effect."""

    def search(self, question: str, limit: int) -> Ranking:
        """Return the sections that bear on a question, the most telling first. Raises Unavailable."""
        return search.search_policy(question, limit=limit)

    def find_section(self, citation: Citation) -> Section | None:
        """Return the stored section that a citation is of; None when there is none. Raises Unavailable."""
        return corpus.find_section(citation)
