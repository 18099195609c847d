"""Sources: the words of a policy document that a clause of the travel policy rests on, and their citation, which is
fixed when the policy is published.

A version of a document never changes, so a citation holds for good; a newer version makes it outdated and not wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec

from chalicelib.domain.policies.rules.rule import ClauseNumber
from chalicelib.domain.policy_documents.citation import LONGEST_QUOTE, Citation, PolicyDocumentId, cite
from chalicelib.domain.policy_documents.section import LONGEST_HEADING, Section
from chalicelib.domain.policy_documents.verbatim import (
    Stretch,
    describe_difference,
    find_nearest,
    find_verbatim,
    shorten_words,
)
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError

# Of so many versions of documents the clauses of a policy may cite words: all are read to publish it.
MOST_CITED_DOCUMENTS = 20
_MOST_NAMED = 20


class ClauseSource(Value, frozen=True):
    """Where the words of a clause come from: a quote of a section, named by its number, its position or both."""

    document_id: PolicyDocumentId
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
    citation: Citation


class OutdatedSource(Value, frozen=True):
    """A source of a clause of which the document has a newer version."""

    clause: ClauseNumber
    document_id: PolicyDocumentId
    cited_version: int
    newest_version: Annotated[int, msgspec.Meta(description="The newest version that can be cited")]
    citation: Annotated[
        Citation | None,
        msgspec.Meta(description="Where the newest version has the same words; null if it has them no longer"),
    ]


def cite_source(
    source: ClauseSource, sections: Sequence[Section], title: str, *, explain: bool = True
) -> Citation | FieldError:
    """Return the citation of a source from all `sections` of its document's version; or why there is none, with a
    pointer that begins at the source, and the nearest words that do stand there if it is to `explain`."""
    if source.number is None and source.position is None:
        return FieldError("", "must name the section, by its number or its position")
    meant = [each for each in sections if _is_meant(source, each)]
    if not meant:
        return _describe_missing_section(source, sections)
    holding = _list_holding(source.quote, meant)
    if not holding:
        return FieldError("/quote", _describe_missing_words(source, meant, sections, explain))
    if len(holding) > 1:
        places = ", ".join(str(section.position) for section, _ in holding[:_MOST_NAMED])
        return FieldError(
            "/number", f"several sections of this number have these words: name one by position, {places}"
        )
    section, found = holding[0]
    return cite(section, *found, document_id=source.document_id, version=source.version, title=title)


def find_again(citation: Citation, sections: Sequence[Section], *, version: int, title: str) -> Citation | None:
    """Return where the words of a citation stand in another version of the document: in the section of the same
    number, else of the same heading, else the first that has them; None when none does."""
    holding = _list_holding(citation.quote, sections)
    if not holding:
        return None
    section, found = min(holding, key=lambda pair: (_unlikeness(citation, pair[0]), pair[0].position))
    return cite(section, *found, document_id=citation.document_id, version=version, title=title)


def _unlikeness(citation: Citation, section: Section) -> tuple[bool, bool]:
    """Return what sorts sections by how much they are the one that was cited."""
    return citation.number is None or section.number != citation.number, section.heading != citation.heading


def _list_holding(quote: str, sections: Iterable[Section]) -> list[tuple[Section, Stretch]]:
    """Return the sections that have the words, and where each has them first."""
    return [(each, found) for each in sections if (found := find_verbatim(quote, each.text)) is not None]


def _is_meant(source: ClauseSource, section: Section) -> bool:
    return (source.number is None or section.number == source.number) and (
        source.position is None or section.position == source.position
    )


def _describe_missing_section(source: ClauseSource, sections: Sequence[Section]) -> FieldError:
    if source.number is not None and any(each.number == source.number for each in sections):
        places = ", ".join(str(each.position) for each in sections if each.number == source.number)
        return FieldError("/position", f"section {source.number} is not there; it stands at {places}")
    if source.number is None:
        return FieldError("/position", f"there are sections 0 to {len(sections) - 1}")
    numbers = list(dict.fromkeys(each.number for each in sections if each.number is not None))
    shown = ", ".join(each[:LONGEST_HEADING] for each in numbers[:_MOST_NAMED])
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    known = f"it has {shown}{more}" if numbers else "its sections have no numbers: name one by position"
    return FieldError("/number", f"the document has no section of this number; {known}")


def _describe_missing_words(
    source: ClauseSource, meant: Sequence[Section], sections: Sequence[Section], explain: bool
) -> str:
    elsewhere = _list_holding(source.quote, sections)
    if elsewhere:
        return f"does not stand in {source.section_name}, but in {_name(elsewhere[0][0])}"
    if not explain:
        return f"does not stand word for word in {source.section_name}"
    for section, words in _find_nearest_words(source, meant):
        difference = describe_difference(source.quote, words)
        return (
            f"does not stand word for word in {_name(section)}; the nearest words there are "
            f'"{shorten_words(words)}": {difference}'
        )
    return f"does not stand in {source.section_name}, nor do words like these"


def _find_nearest_words(source: ClauseSource, meant: Sequence[Section]) -> Iterator[tuple[Section, str]]:
    for section in meant:
        found = find_nearest(source.quote, section.text)
        if found is not None:
            yield section, section.text[found.start : found.end]


def _name(section: Section) -> str:
    number = f"section {section.number}" if section.number else "the section"
    return f'{number} "{section.heading[:80]}" (position {section.position})'
