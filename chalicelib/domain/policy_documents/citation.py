"""Citations: words of a policy document, with the place where they stand letter by letter."""

from typing import Annotated

import msgspec

from chalicelib.domain.ids import prefix_pattern, prefixed
from chalicelib.domain.policy_documents.section import Section
from chalicelib.domain.value import Value

LONGEST_QUOTE = 2000

PolicyDocumentId = Annotated[str, prefixed("pdc", "01JQZX5V9D7R8M3T2K6W4H0YBE")]

# The travel policy is searched and cited as policy documents are: its clauses are the sections of its versions.
TRAVEL_POLICY = "travel-policy"
CitedDocumentId = Annotated[
    str,
    msgspec.Meta(
        pattern=f"^({prefix_pattern('pdc')}|{TRAVEL_POLICY})$",
        description=f"The policy document, or `{TRAVEL_POLICY}` for a clause of the travel policy",
        examples=["pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"],
    ),
]


class Citation(Value, frozen=True):
    """A verbatim quote of one version of a policy document or of the travel policy, and where it stands."""

    document_id: CitedDocumentId
    version: Annotated[int, msgspec.Meta(ge=1, description="Version of the document")]
    title: Annotated[str, msgspec.Meta(description="Title of the document")]
    position: Annotated[int, msgspec.Meta(ge=0, description="Place of the section in the document, from 0")]
    number: Annotated[str | None, msgspec.Meta(description="Number of the section, as printed")]
    heading: Annotated[str, msgspec.Meta(description="Heading of the section that is quoted")]
    page: Annotated[int | None, msgspec.Meta(description="Page that the quote begins on; null without pages")]
    quote: Annotated[
        str, msgspec.Meta(min_length=1, max_length=LONGEST_QUOTE, description="Words of the section, letter by letter")
    ]
    start: Annotated[int, msgspec.Meta(ge=0, description="Where it begins in the section's text, in code points")]
    end: Annotated[int, msgspec.Meta(ge=1, description="Where it ends in the section's text, exclusive")]


def cite(section: Section, start: int, end: int, *, document_id: str, version: int, title: str) -> Citation:
    """Return a citation of the section's text from `start` to `end`. Raises ValueError outside of it."""
    if not 0 <= start < end <= len(section.text):
        raise ValueError(f"{start}:{end} is outside of a text of {len(section.text)}")
    return Citation(
        document_id=document_id,
        version=version,
        title=title,
        position=section.position,
        number=section.number,
        heading=section.heading,
        page=section.page_at(start),
        quote=section.text[start:end],
        start=start,
        end=end,
    )


def is_verbatim(citation: Citation, section: Section) -> bool:
    """Return whether the quote stands in the section at its offsets, letter by letter."""
    return (
        citation.position == section.position
        and 0 <= citation.start < citation.end <= len(section.text)
        and section.text[citation.start : citation.end] == citation.quote
    )
