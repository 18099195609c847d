"""The words of policy documents that clauses of the travel policy name as their sources: checked and fixed as citations
when it is published, and looked up in newer versions of the documents afterwards."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from chalicelib.domain.policies.citing import MOST_CITED_DOCUMENTS, cite_source, find_again
from chalicelib.domain.policies.document import Policy, PolicyDraft
from chalicelib.domain.policies.sources import ClauseCitation, ClauseSource, OutdatedSource
from chalicelib.domain.policy_documents.citation import Citation
from chalicelib.domain.policy_documents.document import PolicyDocument, PolicyDocumentVersion
from chalicelib.domain.policy_documents.section import Section
from chalicelib.errors import FieldError, InvalidInput, NotFound
from chalicelib.models import policy_documents, policy_sections

# Of so many sources that do not stand there it is looked up what does: each may be compared with a whole document.
_MOST_EXPLAINED = 20


class CitedSources(NamedTuple):
    """The citations of a travel policy, in the order of its clauses, and the documents as they were when it was
    checked that they have these words."""

    citations: tuple[ClauseCitation, ...]
    documents: tuple[PolicyDocument, ...]


class _DocumentVersion(NamedTuple):
    document_id: str
    version: int


class _Readable(NamedTuple):
    """A version of a document whose sections can be read, and how many there are."""

    document_id: str
    version: int
    title: str
    sections: int


Sources = Sequence[tuple[int, ClauseSource]]
"""Sources, each with the place of its clause."""


def cite_sources(draft: PolicyDraft) -> CitedSources:
    """Return the citations of all sources that clauses name. Raises InvalidInput with every source that names a version
    which cannot be cited, a section that it does not have, or words that do not stand in it letter by letter."""
    wanted = _group_sources(draft)
    if len(wanted) > MOST_CITED_DOCUMENTS:
        reason = f"cite {len(wanted)} versions of documents, at most {MOST_CITED_DOCUMENTS} can be cited"
        raise InvalidInput("The travel policy cites too much.", [FieldError("/clauses", reason)])
    documents = {each: _find_document(each) for each in {key.document_id for key in wanted}}
    found: dict[int, Citation] = {}
    errors: dict[int, FieldError] = {}
    for key, sources in wanted.items():
        for place, outcome in _cite_version(documents[key.document_id], key.version, sources, len(errors)):
            match outcome:
                case Citation():
                    found[place] = outcome
                case FieldError(pointer, detail):
                    errors[place] = FieldError(f"/clauses/{place}/source{pointer}", detail)
    if errors:
        raise InvalidInput("The travel policy cites what cannot be cited.", [errors[place] for place in sorted(errors)])
    citations = (ClauseCitation(clause=draft.clauses[place].number, citation=found[place]) for place in sorted(found))
    return CitedSources(tuple(citations), tuple(each for each in documents.values() if each))


def list_outdated_sources(policy: Policy) -> tuple[OutdatedSource, ...]:
    """Return the sources of a travel policy of whose documents there is a newer version that can be cited, and where
    the same words stand in it."""
    current = dict(_list_current({each.citation.document_id for each in policy.citations}))
    outdated = [
        (each, current[each.citation.document_id])
        for each in policy.citations
        if each.citation.document_id in current and current[each.citation.document_id].version > each.citation.version
    ]
    again = _find_all_again([(each.citation, newest) for each, newest in outdated])
    return tuple(
        OutdatedSource(
            clause=each.clause,
            document_id=each.citation.document_id,
            cited_version=each.citation.version,
            newest_version=newest.version,
            citation=again[each.citation],
        )
        for each, newest in outdated
    )


def _group_sources(draft: PolicyDraft) -> Mapping[_DocumentVersion, Sources]:
    """Return the sources that clauses name, by the version of the document that they name."""
    wanted: dict[_DocumentVersion, list[tuple[int, ClauseSource]]] = {}
    for place, clause in enumerate(draft.clauses):
        if clause.source is not None:
            key = _DocumentVersion(clause.source.document_id, clause.source.version)
            wanted.setdefault(key, []).append((place, clause.source))
    return wanted


def _cite_version(
    document: PolicyDocument | None, version: int, sources: Sources, explained: int
) -> Iterator[tuple[int, Citation | FieldError]]:
    """Yield what comes of each source that names this version; its sections are kept no longer than that."""
    readable = _find_readable(document, version)
    if isinstance(readable, FieldError):
        yield from ((place, readable) for place, _ in sources)
        return
    sections = _read_sections(readable)
    for place, source in sources:
        outcome = cite_source(source, sections, readable.title, explain=explained < _MOST_EXPLAINED)
        explained += isinstance(outcome, FieldError)
        yield place, outcome


def _find_readable(document: PolicyDocument | None, version: int) -> _Readable | FieldError:
    """Return a version whose sections can be read, or why there is none, with a pointer that begins at the source."""
    if document is None:
        return FieldError("/documentId", "there is no such policy document")
    known = [str(each.version) for each in document.versions if each.readable]
    others = f"there is {', '.join(known)}" if known else "none of it can be cited yet"
    found = document.find(version)
    if found is None:
        return FieldError("/version", f"the document has no version {version}; {others}")
    if not found.readable:
        return FieldError("/version", f"version {version} is {found.status} and has no sections to cite; {others}")
    return _to_readable(document, found)


def _to_readable(document: PolicyDocument, found: PolicyDocumentVersion) -> _Readable:
    return _Readable(document.document_id, found.version, document.title, found.progress.sections)


def _find_document(document_id: str) -> PolicyDocument | None:
    try:
        found = policy_documents.get_document(document_id)
    except NotFound:
        return None
    return None if found.deleted else found


def _list_current(document_ids: Iterable[str]) -> Iterator[tuple[str, _Readable]]:
    """Yield the versions that count of those of these documents that have one."""
    for document_id in document_ids:
        document = _find_document(document_id)
        if document is not None and document.current is not None:
            yield document_id, _to_readable(document, document.current)


def _find_all_again(wanted: Sequence[tuple[Citation, _Readable]]) -> dict[Citation, Citation | None]:
    """Return where the words of citations stand in the newer versions, each of which is read once."""
    found: dict[Citation, Citation | None] = {}
    for newest in dict.fromkeys(newest for _, newest in wanted):
        cited = tuple(dict.fromkeys(citation for citation, each in wanted if each == newest))
        found |= zip(cited, _find_in_version(newest, cited), strict=True)
    return found


# A version never changes, and an outdated source stays so for weeks: it is asked for with every look at the policy.
@lru_cache(maxsize=16)
def _find_in_version(newest: _Readable, cited: tuple[Citation, ...]) -> tuple[Citation | None, ...]:
    sections = _read_sections(newest)
    return tuple(find_again(each, sections, version=newest.version, title=newest.title) for each in cited)


def _read_sections(readable: _Readable) -> tuple[Section, ...]:
    return tuple(policy_sections.read_sections(readable.document_id, readable.version, count=readable.sections))
