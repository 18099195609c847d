"""The Latin spelling under which each traveller is booked: as written, as confirmed in the profile, or as answered; a
proposal is a question, never a name."""

from collections.abc import Iterator, Sequence
from itertools import product

import msgspec

from chalicelib.domain.passport_spelling import (
    SpellingStatus,
    is_latin_name,
    plain_spelling,
    propose_spellings,
    spell,
    tidy_latin_name,
)
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.errors import AmbiguousRequest, Clarification, FieldError, InvalidInput

MOST_CHOICES = 12
_POINTER = "/answers/latinNames"
_BETWEEN = " - "  # which a table leaves as it is
_FORMAT = 'Write each as "given names / family names" in letters from A to Z, with ";" between people.'


def spell_travellers(
    travellers: Sequence[Traveller], nationalities: Sequence[str | None], answer: str | None
) -> tuple[Traveller, ...]:
    """Return the travellers with the Latin spelling of each whose name needs one; `nationalities` are of the first.

    Raises AmbiguousRequest with the proposals, where they are not confirmed yet; InvalidInput for an answer that spells
    no names.
    """
    known = [*nationalities, *[None] * (len(travellers) - len(nationalities))]
    wanted = [place for place, each in enumerate(travellers) if not _is_spelled(each)]
    if not wanted:
        return tuple(travellers)
    if answer is None or not answer.strip():
        raise AmbiguousRequest([_question([(travellers[place], known[place]) for place in wanted])])
    spelled = _read_answer(answer, len(wanted))
    return tuple(
        _with_spelling(each, *spelled[wanted.index(place)]) if place in wanted else each
        for place, each in enumerate(travellers)
    )


def latin_name(traveller: Traveller) -> tuple[str, str]:
    """Return the given and the family name as a carrier takes them. What an older release took without a spelling goes
    as the tables have it, or as it is written where they have nothing."""
    return (
        _latin(traveller.given_name, traveller.latin_given_name),
        _latin(traveller.family_name, traveller.latin_family_name),
    )


def _latin(name: str, confirmed: str | None) -> str:
    return spell(name, confirmed)[0] or name


def _is_spelled(traveller: Traveller) -> bool:
    return all(
        spell(name, confirmed)[1] in (SpellingStatus.AS_WRITTEN, SpellingStatus.CONFIRMED)
        for name, confirmed in (
            (traveller.given_name, traveller.latin_given_name),
            (traveller.family_name, traveller.latin_family_name),
        )
    )


def _question(wanted: Sequence[tuple[Traveller, str | None]]) -> Clarification:
    names = " and ".join(each.full_name for each, _ in wanted)
    readings = [list(_proposals(*each)) for each in wanted]
    choices: list[tuple[str, str]] = []
    if all(readings):
        every = list(product(*readings))
        if len(every) > MOST_CHOICES:
            every = [tuple(each[0] for each in readings), tuple(each[-1] for each in readings)]
        choices = [("; ".join(code), "As in the passport: " + "; ".join(code)) for code in every]
    question = (
        f"How does the machine-readable line of the passport spell {names}? {_FORMAT} "
        "What a passenger profile confirms is not asked."
    )
    return Clarification("latinNames", question, tuple(choices))


def _proposals(traveller: Traveller, nationality: str | None) -> Iterator[str]:
    """Yield the whole name as each language's table spells it: both parts by the same."""
    given = _as_known(traveller.given_name, traveller.latin_given_name)
    family = _as_known(traveller.family_name, traveller.latin_family_name)
    for whole in propose_spellings(f"{given}{_BETWEEN}{family}", nationality):
        names = whole.split(_BETWEEN)
        if len(names) == 2 and all(map(is_latin_name, names)):
            yield " / ".join(names)


def _as_known(name: str, confirmed: str | None) -> str:
    return confirmed or plain_spelling(name) or name


def _read_answer(answer: str, count: int) -> list[tuple[str, str]]:
    people = [each for each in answer.split(";") if each.strip()]
    spelled = [tuple(map(tidy_latin_name, each.split("/"))) for each in people]
    if len(spelled) != count or not all(len(each) == 2 and all(map(is_latin_name, each)) for each in spelled):
        detail = f"The answer must spell {count}. {_FORMAT}"
        raise InvalidInput(detail, [FieldError(_POINTER, detail)])
    return [(given, family) for given, family in spelled]


def _with_spelling(traveller: Traveller, given: str, family: str) -> Traveller:
    return msgspec.structs.replace(traveller, latin_given_name=given, latin_family_name=family)
