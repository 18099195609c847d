"""Who travels: the requester, those whom the words name or count, or only these; whoever is not known is asked."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from chalicelib.domain.names import is_same_name, is_within
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.people.head_counts import take_rooms
from chalicelib.domain.trip_requests.reading.people.party import PartyReading, take_party
from chalicelib.domain.trip_requests.reading.people.traveller_names import (
    ask_any_names,
    ask_names,
    check_name,
    read_name,
)
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.sale_window import MOST_TRAVELLERS
from chalicelib.domain.trip_requests.trip_request import Traveller

# The people of the company with this name, or with this first or family name, whom the requester may book for.
FindPeople = Callable[[str], Sequence[Traveller]]


class Party(NamedTuple):
    """Who is known to travel before the words are read: those who are given, else the requester, if their given and
    family names are known; what the requester is called, for how many a trip is sold, and who is known by name."""

    travellers: tuple[Traveller, ...]
    is_given: bool
    display_name: str
    most: int = MOST_TRAVELLERS
    find_people: FindPeople | None = None


_NOBODY_ELSE = r"(?!,?\s*(?:and|plus|&|\+|as well as|along with|together with|with)\s)"
_ALONE = LatePattern(
    r"\b(?:(?:just|only) (?:for )?me(?! (?:and|plus)\b| ?[&+])|(?:i am|i'm) (?:travell?ing |flying |going"
    r" )?alone|alone|by myself"
    rf"|solo|for myself{_NOBODY_ELSE}"
    r"|on my own(?! (?:card|money|account|expense|cost))|single travell?er|one person)\b(?! (?:to|from|in)\b)",
    re.IGNORECASE,
)
_NOT_ALONE = LatePattern(
    r"(?:\b(?:and|but),? )?(?:\bno,? )?(?:\b(?:i am|i'm|i will be|i'll be|i do|i won't be|i don't) )?(?:(?:not|n't)"
    r" (?:be )?(?:travel(?:l?ing)? |fly(?:ing)? |going |go )?(?:alone|by myself|on my own|solo))\b",
    re.IGNORECASE,
)
_IN_A_PLACE = LatePattern(r"\b(?i:in|at|for) [^\W\d_a-z][\w'-]*(?: [^\W\d_a-z][\w'-]*)?\s*$")
_OF_ONESELF = LatePattern(r"\b(?:i|i'm|me|my|myself)\b", re.IGNORECASE)
_MYSELF = LatePattern(
    r"\b(?:travell?ers?|employee|passenger|names?|for)\s*:?\s*(?:the )?(?:undersigned|applicant|bearer|requester"
    rf"|myself|me)\b{_NOBODY_ELSE}",
    re.IGNORECASE,
)


def _take_alone(words: Words) -> list[re.Match[str]]:
    """Return what says that one travels alone, taken out of `words`; "in Rome alone" says where, and stays."""
    found = [each for each in _ALONE.finditer(words.text) if not _IN_A_PLACE.search(words.text[: each.start()][-40:])]
    for each in found:
        words.blank(*each.span())
    return found


def read_travellers(words: Words, findings: Findings, party: Party) -> tuple[Traveller, ...]:
    """Return who travels, the requester first; none, where some of them are asked back."""
    words.take_all(_MYSELF)
    accompanied = bool(words.take_all(_NOT_ALONE))
    said_alone = _take_alone(words)
    alone = bool(said_alone)
    reading = _without_requester(take_party(words), party)
    names = [each.name for each in reading.others]
    if alone and len(names) == 1 and not any(_OF_ONESELF.search(said[0]) for said in said_alone):
        reading, alone = reading._replace(requester_travels=False), False  # "Ann Lee flies alone"
    if alone and (names or (reading.total or 1) > 1):
        findings.refuse("The trip cannot be both for one alone and for several people.")
    if party.is_given:
        return _check_given(party.travellers, [name for name in names if name], reading.total, findings)
    if not reading.is_certain or (reading.group is not None and not alone and not names):
        said = f" of {reading.group!r}" if reading.group else ""
        question = f"Who are the travellers{said}? Name everybody besides you."
        return (*party.travellers, *ask_any_names(findings, question, party.most - 1))
    nobody_is_named = not names and reading.total is None and reading.requester_travels is False
    if nobody_is_named or (accompanied and not names and (reading.total or 1) == 1):
        question = "Who are the travellers? Name everybody besides you."
        return (*party.travellers, *ask_any_names(findings, question, party.most - 1))
    others, travels = _count_others(reading)
    if not 1 <= others + travels <= party.most or reading.total == 0:
        findings.refuse(f"A trip is for 1 to {party.most} people.")
        return ()
    if reading.total is not None and others + travels != reading.total:
        findings.refuse(f"The trip is for {_say_people(reading.total)}, yet {others + travels} are named.")
        return ()
    if (rooms := take_rooms(words, others + travels)) and others + travels == 1 and rooms > 1:
        question = f"Who are the travellers in {rooms} rooms? Name everybody besides you."
        return (*party.travellers, *ask_any_names(findings, question, party.most - 1))
    return _name_all([name for name in names if name], others, findings, party, travels=travels)


def says_requester_travels(text: str) -> bool:
    """Return whether the requester is one of the travellers of whom the words of a request speak."""
    return take_party(Words(text, len(text))).requester_travels is not False


def _say_people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"


def _without_requester(reading: PartyReading, party: Party) -> PartyReading:
    """Return the reading with the requester, where they are named, as the one who travels; whom they travel with is
    somebody else."""
    if reading.requester_travels:
        return reading
    own = [each.full_name for each in party.travellers] or [party.display_name]
    others = tuple(each for each in reading.others if not any(is_same_name(each.name, name) for name in own if name))
    if len(others) == len(reading.others) or party.is_given:
        return reading
    return reading._replace(others=others, requester_travels=True)


def _count_others(reading: PartyReading) -> tuple[int, bool]:
    """Return how many travel besides the requester, and whether the requester does: where that is not said, as the
    number of all shows, else they do."""
    named = len(reading.others)
    travels = reading.requester_travels
    if reading.total is None:
        return named, travels is not False or named == 0
    if travels is None:
        travels = named != reading.total or named == 0
    if travels is False and named == 0:
        return reading.total, False
    if all(each.name for each in reading.others):
        named = max(named, reading.total - travels)
    return named, travels


def _name_all(
    names: list[str], others: int, findings: Findings, party: Party, *, travels: bool
) -> tuple[Traveller, ...]:
    """Return the requester, if they travel, and the others of the names that the words have, or of those that the
    answer has."""
    known = [_find_person(name, party) for name in names]
    found = [each for each in known if each is not None]
    is_known = len(found) == others == len(names)
    for each in found:
        check_name(each, "/request", findings)
    requester = party.travellers if travels else ()
    if (requester or not travels) and is_known:
        return (*requester, *found)
    wanted = [] if is_known else [*names, *[""] * (others - len(names))]
    is_named = bool(requester) or not travels
    question = _question(wanted) if is_named else "Your own given and family names are not known."
    if not is_named:
        wanted = [party.display_name, *wanted]
        if len(wanted) > 1:
            question = f"{question} Name yourself first, then {_list_names(wanted[1:])}."
    asked = wanted if all(wanted) else []
    answered = ask_names(findings, question, asked, len(wanted), party.find_people)
    return (*requester, *answered, *(found if is_known else ())) if answered else ()


def _find_person(name: str, party: Party) -> Traveller | None:
    """Return who is meant by a name: as it says itself, or the only one of the company who has it."""
    said = read_name(name)
    found = party.find_people(name) if party.find_people else ()
    return found[0] if len(found) == 1 else said


def _question(wanted: list[str]) -> str:
    if all(wanted):
        return f"Which are the given and which the family names of {_list_names(wanted)}?"
    named = [name for name in wanted if name]
    besides = f" besides {' and '.join(named)}" if named else ""
    unnamed = len(wanted) - len(named)
    asked = f"Who are the other {unnamed} people" if unnamed > 1 else "Who is the other person"
    return f"{asked}{besides}?" + (f" Name all {len(wanted)}." if named else "")


def _list_names(wanted: list[str]) -> str:
    return " and ".join(wanted) if all(wanted) else f"the other {len(wanted)}"


def _check_given(
    given: tuple[Traveller, ...], names: list[str], count: int | None, findings: Findings
) -> tuple[Traveller, ...]:
    """Return the travellers who are given beside the words, with whom the words must agree."""
    if count not in (None, len(given)):
        findings.refuse(f"The words are about {count} people, yet {len(given)} are given as travellers.")
    for name in names:
        if not any(is_same_name(name, each.full_name) or is_within(name, each.full_name) for each in given):
            findings.refuse(f"{name} is named in the words, yet not given as a traveller.")
    return given
