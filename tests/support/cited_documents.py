"""Policy documents that clauses cite, kept as the worker keeps them, and drafts of travel policies that cite them."""

from collections.abc import Sequence
from datetime import date

from chalicelib.domain.policies.document import Clause, PolicyDraft
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.sources import ClauseSource
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import PolicyDocument
from chalicelib.domain.policy_documents.section import Section
from chalicelib.models import policy_documents
from chalicelib.models.policy_sections import PolicySectionRow
from tests.support.policy_document_samples import MANAGER, NOW, parsed, pending, policy_file

HANDBOOK = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"
OTHER = "pdc_01JQZX5V9D7R8M3T2K6W4H0YBF"
LONDON = "A night in London costs at most 180 EUR, taxes in."


def make_sections(*texts: str) -> tuple[Section, ...]:
    """Return sections of these texts, numbered from 1, each on a page of its own."""
    return tuple(
        Section(
            position=place,
            number=str(place + 1),
            heading=f"Heading {place + 1}",
            level=1,
            text=text,
            page_starts=((0, place + 1),),
        )
        for place, text in enumerate(texts)
    )


def keep_document(*versions: Sequence[Section], document_id: str = HANDBOOK) -> PolicyDocument:
    """Keep a document with these versions, all of them parsed."""
    document = pending(document_id)
    for number, sections in enumerate(versions, start=1):
        if number > 1:
            document = parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW)
        _write_sections(document_id, number, sections)
        document = parsed(document, number, sections=len(sections))
    return policy_documents.add_document(document)


def add_version(document: PolicyDocument, sections: Sequence[Section]) -> PolicyDocument:
    """Keep another version of a document, parsed."""
    before = policy_documents.get_document(document.document_id)
    after = parsing.add_version(before, policy_file(), uploaded_by=MANAGER, now=NOW)
    number = after.versions[-1].version
    _write_sections(document.document_id, number, sections)
    return policy_documents.replace_document(before, parsed(after, number, sections=len(sections)))


def make_source(
    quote: str = LONDON, *, document_id: str = HANDBOOK, version: int = 1, number: str = "1"
) -> ClauseSource:
    """Return a source in a section of a document."""
    return ClauseSource(document_id=document_id, version=version, number=number, quote=quote)


def make_draft(*sources: ClauseSource | None, rules: Sequence[AnyRule] = ()) -> PolicyDraft:
    """Return a travel policy with a clause for each source, 1.1, 1.2 and so on."""
    return PolicyDraft(
        name="Travel policy",
        effective_from=date(2026, 1, 1),
        currency="EUR",
        rates=(),
        clauses=tuple(
            Clause(number=f"1.{place}", title=f"Clause {place}", text=f"Words of clause {place}.", source=source)
            for place, source in enumerate(sources, start=1)
        ),
        rules=tuple(rules),
    )


def _write_sections(document_id: str, version: int, sections: Sequence[Section]) -> None:
    """Write sections one by one: the simulation's DynamoDB takes no batches of writes."""
    for each in sections:
        PolicySectionRow(f"{document_id}#{version}", each.position, section=each).save()
