"""What a search of the policy goes over: the version that counts of every policy document, and the clauses of the
travel policy in effect, which are searched as the sections of one more document.

A version never changes, so what was read of one is kept by the process.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY, Citation, cite
from chalicelib.domain.policy_documents.quotes import choose_quote
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore, SectionHit
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.policy_documents.word_ranking import WordedDocument
from chalicelib.errors import NotFound, PolicyMissing
from chalicelib.models import policy_sections
from chalicelib.services import policies
from chalicelib.services.policy_documents import queries

# Versions whose sections, and whose counted words, a process keeps; each has 1 or 2 MB at most.
_KEPT = 64
_DEEPEST = 9


class Searchable(NamedTuple):
    """A document version to be searched, how many sections it has, and what a search ranks it by, if it is indexed."""

    document: DocumentVersion
    sections: int
    ranking: str | None


def list_searchable(document_id: str | None = None, *, clauses: bool = True) -> list[Searchable]:
    """Return what may be searched now, the travel policy first, then the newest document first; the one document alone
    when it is named, nothing when that cannot be searched. Without `clauses`, documents only."""
    found = [*(_list_travel_policy() if clauses else ()), *_list_documents()]
    return [each for each in found if document_id in (None, each.document.document_id)]


def _list_travel_policy() -> Iterator[Searchable]:
    policy = _find_policy()
    if policy is not None:
        document = DocumentVersion(document_id=TRAVEL_POLICY, version=policy.version, title=policy.name)
        yield Searchable(document, len(policy.clauses), None)


def _list_documents() -> Iterator[Searchable]:
    for document, version in queries.list_current():
        named = DocumentVersion(document_id=document.document_id, version=version.version, title=document.title)
        yield Searchable(named, version.progress.sections, version.ranking)


def _find_policy() -> Policy | None:
    try:
        return policies.get_policy()
    except PolicyMissing:
        return None


@lru_cache(maxsize=_KEPT)
def read_sections(document_id: str, version: int, count: int) -> tuple[Section, ...]:
    """Return the sections of a version, or the clauses of a version of the travel policy. Raises NotFound for an
    unknown version of it."""
    if document_id == TRAVEL_POLICY:
        return _to_sections(policies.get_policy(version))
    return tuple(policy_sections.read_sections(document_id, version, count=count))


def find_section(citation: Citation) -> Section | None:
    """Return the stored section that a citation is of; None when there is none."""
    try:
        if citation.document_id == TRAVEL_POLICY:
            sections = read_sections(TRAVEL_POLICY, citation.version, 0)
            return sections[citation.position] if citation.position < len(sections) else None
        return policy_sections.get_section(citation.document_id, citation.version, citation.position)
    except NotFound:
        return None


@lru_cache(maxsize=_KEPT)
def count_words(searchable: Searchable) -> WordedDocument:
    """Return a version with the words of its sections counted."""
    document = searchable.document
    return WordedDocument(document, read_sections(document.document_id, document.version, searchable.sections))


def cite_passages(
    question: str, passages: Iterable[PassageScore], searched: Iterable[Searchable]
) -> tuple[SectionHit, ...]:
    """Return what was found with the words that are quoted; what an index says of sections that are not there, or not
    as long, is left out."""
    known = {(each.document.document_id, each.document.version): each for each in searched}
    hits = []
    for passage in passages:
        searchable = known[passage.document_id, passage.version]
        section = _section_at(searchable, passage.position)
        if section is not None and passage.start < passage.end <= len(section.text):
            hits.append(_cite_passage(question, passage, section, searchable.document.title))
    return tuple(hits)


def _section_at(searchable: Searchable, position: int) -> Section | None:
    document = searchable.document
    sections = read_sections(document.document_id, document.version, searchable.sections)
    return sections[position] if position < len(sections) else None


def _cite_passage(question: str, passage: PassageScore, section: Section, title: str) -> SectionHit:
    start, end = choose_quote(section.text, passage.start, passage.end, question)
    citation = cite(section, start, end, document_id=passage.document_id, version=passage.version, title=title)
    return SectionHit(citation=citation, score=passage.score, why=passage.why, similarity=passage.similarity)


def _to_sections(policy: Policy) -> tuple[Section, ...]:
    return tuple(
        Section(
            position=position,
            number=clause.number,
            heading=clause.title,
            level=min(clause.number.count(".") + 1, _DEEPEST),
            text=clause.text,
        )
        for position, clause in enumerate(policy.clauses)
    )
