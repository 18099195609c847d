"""Citing the words of a policy document that a clause names as its source, and finding them in another version."""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.domain.policies.sources import ClauseSource
from chalicelib.domain.policy_documents.citation import Citation, cite
from chalicelib.domain.policy_documents.numbering import same_number
from chalicelib.domain.policy_documents.section import LONGEST_HEADING, Section
from chalicelib.domain.policy_documents.verbatim import (
    Stretch,
    describe_difference,
    find_nearest,
    find_verbatim,
    shorten_words,
)
from chalicelib.errors import FieldError

# Of so many versions of documents the clauses of a policy may cite words: all are read to publish it.
MOST_CITED_DOCUMENTS = 20
_MOST_NAMED = 20


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
    return _has_number(source, section) and (source.position is None or section.position == source.position)


def _has_number(source: ClauseSource, section: Section) -> bool:
    """Return whether a section has the number that a source names, if it names one; dots and signs make no other."""
    if source.number is None:
        return True
    return section.number is not None and same_number(section.number, source.number)


def _describe_missing_section(source: ClauseSource, sections: Sequence[Section]) -> FieldError:
    if source.number is not None and any(_has_number(source, each) for each in sections):
        places = ", ".join(str(each.position) for each in sections if _has_number(source, each))
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
