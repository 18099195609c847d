"""Policy documents and a travel policy to be searched."""

from datetime import UTC, datetime

from chalicelib.domain.policies.document import Clause, Policy
from chalicelib.domain.policy_documents.document import PolicyDocument
from chalicelib.domain.policy_documents.section import Section
from chalicelib.models import policies, policy_documents, policy_sections
from tests.support import policy_document_samples as samples
from tests.support.word_vectors import WordEmbedder
from tests.unit.policy_samples import policy
from tests.unit.services.policy_documents.policy_world import PolicyWorld

TEXTS = (
    ("Flights", "Economy is booked for flights under six hours."),
    ("Laundry", "Laundry is paid from the fourth night on.\n\nDry cleaning is not."),
    ("May a companion fly first class at our expense?", "No."),
)
PAIR = (WordEmbedder(64, "words-1"), WordEmbedder(48, "words-2"))


def sections_of(*texts: tuple[str, str]) -> list[Section]:
    return [
        Section(
            position=position, number=f"{position + 1}.", heading=heading, level=1, text=text, page_starts=((0, 7),)
        )
        for position, (heading, text) in enumerate(texts)
    ]


def parsed_document(
    world: PolicyWorld, *texts: tuple[str, str], before: PolicyDocument | None = None, version: int = 1
) -> PolicyDocument:
    """A document, or a new version of one, that was parsed into sections of these headings and texts."""
    pending = before or world.create()
    policy_sections.write_sections(pending.document_id, version, sections_of(*texts))
    return policy_documents.replace_document(pending, samples.parsed(pending, version, len(texts)))


def publish(*clauses: tuple[str, str, str], version: int = 1) -> Policy:
    """Put a travel policy with clauses of these numbers, titles and texts into effect."""
    made = policy(
        version=version,
        name="Travel policy",
        clauses=tuple(Clause(number=number, title=title, text=text) for number, title, text in clauses),
    )
    policies.add_policy(
        made, digest=f"digest-{version}", published_by="bob", published_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    return made
