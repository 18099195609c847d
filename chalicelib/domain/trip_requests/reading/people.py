"""Who travels, and which cost centre pays."""

import re
from collections.abc import Collection
from typing import NamedTuple

from chalicelib.domain.names import is_same_name
from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.traveller_names import (
    NAME,
    ask_any_names,
    ask_names,
    check_name,
    read_name,
)
from chalicelib.domain.trip_requests.reading.words import Words
from chalicelib.domain.trip_requests.sale_window import MOST_TRAVELLERS
from chalicelib.domain.trip_requests.trip_request import Traveller


class Party(NamedTuple):
    """Who is known to travel before the words are read: those who are given, else the requester, if their given and
    family names are known; what the requester is called, and for how many a trip is sold."""

    travellers: tuple[Traveller, ...]
    is_given: bool
    display_name: str
    most: int = MOST_TRAVELLERS


_PEOPLE = r"(?:people|persons?|travell?ers?|passengers?|adults?|pax)"
# More than anybody sells, and digits of any script: such a count is refused, not passed over.
_ANY_COUNT = rf"(?:\d{{1,6}}|{COUNT})"
_COUNT = re.compile(
    rf"(?<!\w)(?:(?:for|we are|there are|party of|group of|of us) ){{0,3}}(?P<count>{_ANY_COUNT}) (?:{_PEOPLE}|of us)\b"
    rf"|\bfor (?P<bare>{COUNT})(?=\s*(?:[,.;!?¦]|$|and\b|with\b|to\b|from\b|in\b))",
    re.IGNORECASE,
)
_WITH_COUNT = re.compile(
    rf"\b(?:(?:me|myself|i) (?:and|plus|with)|with|plus) (?P<count>{COUNT})(?: of)?(?: my| other)? "
    r"(?:colleagues?|co-?workers?|others?|team ?mates?)\b",
    re.IGNORECASE,
)
_WITH_NAMES = re.compile(
    r"\b(?:(?:for )?(?:me|myself|i) and|(?:travell?ing )?(?:together )?with(?: my colleagues?)?|and my colleagues?|"
    rf"accompanied by|passengers?:?) (?P<names>{NAME}(?:(?:,|;| and|, and) {NAME})*)",
    re.IGNORECASE,
)
_ONE_NAME = re.compile(NAME, re.IGNORECASE)
# People of whom it is not said how many they are, or who: one seat is never bought for a team.
_TEAM = (
    r"(?:the|our|my|a) (?:[a-z-]+ )?(?:team|group|delegation|crew|family|committee|staff)"
    r"(?! (?:meeting|event|building|lunch|dinner|offsite|workshop|leader|lead|manager|assistant|call|desk"
    r"|kick-?off|retreat)\b)"
)
_KIN = r"(?:my|our) (?:partner|wife|husband|spouse|kids|children|boss|colleagues|guests|interpreter)"
_SOME = (
    r"(?:two or three|three or four|one or two|a few|several|some|however many)(?: of)?(?: the| our| my)?(?: [a-z]+)?"
    r" (?:others?|people|colleagues|co-?workers|of us|reps?|engineers|travell?ers|employees|guests|children|kids)"
)
_GROUP = re.compile(
    rf"(?:\b(?:for|with|and|plus|accompanied by) |(?<=: )|(?<=\. )|^)(?:{_TEAM}|{_KIN})\b"
    rf"|\b{_TEAM} (?=(?:is|are|will|needs?|wants?|travels?|flies|has)\b)|\b{_SOME}\b",
    re.IGNORECASE,
)
_FIRST_NAMES = re.compile(
    r"(?:^|(?<=[.;:] )|(?<=\bfor ))(?P<names>(?-i:[A-Z][a-z]+)(?:, (?-i:[A-Z][a-z]+)){0,7}),? (?:and|&) (?:myself"
    r"|me|i)\b(?!')",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:just me|only me|alone|by myself|solo|for myself)\b", re.IGNORECASE)

_COST_CENTRE_SHAPE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,31}")
_COST_CENTRE = re.compile(
    r"\b(?:(?:on|to|for|charge(?:d)?(?: it)?(?: to)?|paid by|using|bill(?:ed)?(?: it)? to) )*(?:the |my |our )?"
    r"cost[ -]?cent(?:re|er)\s*(?:is |code |[:=#] ?)*(?P<code>[A-Za-z0-9][A-Za-z0-9-]*)",
    re.IGNORECASE,
)


def read_travellers(words: Words, findings: Findings, party: Party) -> tuple[Traveller, ...]:
    """Return who travels, the requester first; none, where some of them are asked back."""
    names = _take_names(words)
    alone = bool(words.take_all(_ALONE))
    count = _take_count(words, findings)
    group = None if count is not None or names or party.is_given else words.take(_GROUP)
    if alone and (names or (count or 1) > 1):
        findings.refuse("The trip cannot be both for one alone and for several people.")
    if group is not None and not alone:
        question = f"Who are the travellers of {group[0].strip()!r}? Name everybody besides you."
        return (*party.travellers, *ask_any_names(findings, question, party.most - 1))
    if party.is_given:
        return _check_given(party.travellers, names, count, findings)
    if not 1 <= max(count or 1, len(names)) <= party.most or count == 0:
        findings.refuse(f"A trip is for 1 to {party.most} people.")
        return ()
    if count == 1 and names:
        findings.refuse("The trip is for one person, yet others are named.")
        return ()
    return _name_all(names, max((count or 0) - 1, 0) or len(names), findings, party)


def _name_all(names: list[str], others: int, findings: Findings, party: Party) -> tuple[Traveller, ...]:
    """Return the requester, and the others of the names that the words have, or of those that the answer has."""
    read = [read_name(name) for name in names]
    known = [each for each in read if each is not None]
    is_known = len(known) == others == len(names)
    for each in known:
        check_name(each, "/request", findings)
    if party.travellers and is_known:
        return (*party.travellers, *known)
    wanted = [] if is_known else names if len(names) == others else [""] * others
    question = _question(wanted) if party.travellers else "Your own given and family names are not known."
    if not party.travellers:
        wanted = [party.display_name, *wanted]
        if len(wanted) > 1:
            question = f"{question} Name yourself first, then {_list_names(wanted[1:])}."
    asked = wanted if all(wanted) else []
    answered = ask_names(findings, question, asked, len(wanted))
    return (*party.travellers, *answered, *(known if is_known else ())) if answered else ()


def _question(wanted: list[str]) -> str:
    if all(wanted):
        return f"Which are the given and which the family names of {_list_names(wanted)}?"
    return f"Who are the other {len(wanted)} people?" if len(wanted) > 1 else "Who is the other person?"


def _list_names(wanted: list[str]) -> str:
    return " and ".join(wanted) if all(wanted) else f"the other {len(wanted)}"


def _check_given(
    given: tuple[Traveller, ...], names: list[str], count: int | None, findings: Findings
) -> tuple[Traveller, ...]:
    """Return the travellers who are given beside the words, with whom the words must agree."""
    if count not in (None, len(given)):
        findings.refuse(f"The words are about {count} people, yet {len(given)} are given as travellers.")
    for name in names:
        if not any(is_same_name(name, each.full_name) for each in given):
            findings.refuse(f"{name} is named in the words, yet not given as a traveller.")
    return given


def read_cost_centre(
    words: Words, findings: Findings, default: str | None, refused: Collection[str] = frozenset()
) -> str:
    """Return the cost centre in the words, else the traveller's own; empty when it is asked back, of those that are not
    `refused`."""
    codes = list(dict.fromkeys(match["code"].upper() for match in words.take_all(_COST_CENTRE)))
    if len(codes) > 1:
        choices = [(code, code) for code in codes if code not in refused]
        return findings.choose("costCentre", "Which cost centre pays?", choices) or ""
    code = codes[0] if codes else default
    pointer = "/request"
    if code is None:
        code, pointer = findings.ask("costCentre", "Which cost centre pays?"), "/answers/costCentre"
    if code is not None and not _COST_CENTRE_SHAPE.fullmatch(code):
        findings.refuse(f"{code!r} is no code of a cost centre, such as SALES-EU.", pointer)
    return code or ""


def cost_centres_in(text: str) -> tuple[str, ...]:
    """Return the cost centres of which the words of a request say that they pay; more than one is asked back."""
    matches = Words(text, len(text)).take_all(_COST_CENTRE)
    return tuple(dict.fromkeys(match["code"].upper() for match in matches))


def _take_names(words: Words) -> list[str]:
    match = words.take(_WITH_NAMES)
    return _ONE_NAME.findall(match["names"]) if match else []


def _take_count(words: Words, findings: Findings) -> int | None:
    named = words.search(_FIRST_NAMES)
    if named is not None and not any(map(names_city, named["names"].split(", "))):
        words.blank(*named.span())
        return 1 + len(named["names"].split(", "))
    if match := words.take(_WITH_COUNT):
        return 1 + count_of(match["count"])
    counts = {count_of(match["count"] or match["bare"]) for match in words.take_all(_COUNT)}
    if len(counts) > 1:
        findings.refuse("The number of people is said in two ways.")
    return min(counts, default=None)
