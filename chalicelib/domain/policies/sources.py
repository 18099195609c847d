"""Sources: the words of a policy document that a clause of the travel policy rests on, and their citation, which is
fixed when the policy is published (`citing`).

A version of a document never changes, so a citation holds for good; a newer version makes it outdated and not wrong.
"""

from typing import Annotated

import msgspec

from chalicelib.domain.policies.rules.rule import ClauseNumber
from chalicelib.domain.policy_documents.citation import LONGEST_QUOTE, Citation, PolicyDocumentId
from chalicelib.domain.policy_documents.section import LONGEST_HEADING
from chalicelib.domain.value import Value


class ClauseSource(Value, frozen=True):
    """Where the words of a clause come from: a quote of a section, named by its number, its position or both."""

    document_id: Annotated[PolicyDocumentId, msgspec.Meta(description="Policy document that has the words")]
    version: Annotated[int, msgspec.Meta(ge=1, description="Version of the document")]
    quote: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=LONGEST_QUOTE,
            description="Words of that section, letter by letter as its `text` has them",
            examples=["At most 180 EUR a night in London."],
        ),
    ]
    number: Annotated[
        Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_HEADING)] | None,
        msgspec.Meta(
            description="Number of the section, as printed; needed unless `position` is given", examples=["5.2"]
        ),
    ] = None
    position: Annotated[
        Annotated[int, msgspec.Meta(ge=0)] | None,
        msgspec.Meta(description="Place of the section in the document, from 0"),
    ] = None

    @property
    def section_name(self) -> str:
        """The section, as a sentence names it."""
        named = f"section {self.number}" if self.number is not None else "the section"
        return named if self.position is None else f"{named} at position {self.position}"


class ClauseCitation(Value, frozen=True):
    """The citation of a clause's source, as publishing has fixed it."""

    clause: ClauseNumber
    citation: Annotated[Citation, msgspec.Meta(description="Words of the source, and where they stand")]


class OutdatedSource(Value, frozen=True):
    """A source of a clause of which the document has a newer version."""

    clause: ClauseNumber
    document_id: Annotated[PolicyDocumentId, msgspec.Meta(description="Policy document that has a newer version")]
    cited_version: Annotated[int, msgspec.Meta(description="Version that the clause cites")]
    newest_version: Annotated[int, msgspec.Meta(description="The newest version that can be cited")]
    citation: Annotated[
        Citation | None,
        msgspec.Meta(description="Where the newest version has the same words; null if it has them no longer"),
    ]
