"""Indexing: once a version of a policy document is parsed, a search is to find it. A message may come twice, late, or
after the version was deleted; a crash between any two lines is mended by the message that comes again."""

from chalicelib import observability
from chalicelib.domain.policy_documents.document import PolicyDocument, PolicyDocumentVersion
from chalicelib.domain.policy_documents.search import DocumentVersion
from chalicelib.errors import NotFound
from chalicelib.gateways.policy_index.protocol import PolicyIndex
from chalicelib.models import policy_documents, policy_sections
from chalicelib.services.policy_documents.follow_up import complete_indexing
from chalicelib.services.policy_search.ranking import BY_WORDS


def index_version(document_id: str, version: int, index: PolicyIndex | None) -> None:
    """Have a version found by its meaning, or, where there is no index, note that words find it; one that was deleted
    is taken out of the index. Nothing is done for one that the index has. Raises Unavailable.

    Vectors are written before the row says so: a version that says that it is indexed is.
    """
    document = _find_document(document_id)
    found = document.find(version) if document else None
    ranking = BY_WORDS if index is None else index.name
    observability.touch(version=version, ranking=ranking)
    if document is None or found is None or not found.readable:
        _remove(index, document_id, version)
    elif found.ranking != ranking:
        if index is not None:
            _add(index, document, found)
        complete_indexing(document_id, version, ranking)
        if not _is_readable(document_id, version):  # it was deleted meanwhile, perhaps before its vectors were written
            _remove(index, document_id, version)


def _remove(index: PolicyIndex | None, document_id: str, version: int) -> None:
    if index is not None:
        index.remove_document(document_id, version)


def _add(index: PolicyIndex, document: PolicyDocument, version: PolicyDocumentVersion) -> None:
    named = DocumentVersion(document_id=document.document_id, version=version.version, title=document.title)
    sections = policy_sections.read_sections(document.document_id, version.version, count=version.progress.sections)
    index.add_document(named, list(sections))


def _find_document(document_id: str) -> PolicyDocument | None:
    try:
        return policy_documents.get_document(document_id)
    except NotFound:  # it was deleted, and is gone
        return None


def _is_readable(document_id: str, version: int) -> bool:
    document = _find_document(document_id)
    found = document.find(version) if document else None
    return found is not None and found.readable
