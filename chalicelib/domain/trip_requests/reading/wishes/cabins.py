"""In which cabin: one for the trip, or one for each slice, by what stands around it ("business out, economy back") or
by the slice within whose words it stands."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import CabinAsRequested, Strength
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.scopes import (
    FoundScope,
    Scope,
    pairs_behind,
    scope_before,
    scope_behind,
    slices_in,
)
from chalicelib.domain.trip_requests.reading.strengths import CAN_BE_HAD, NOT_NEEDED
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words
from chalicelib.domain.trip_requests.reading.transport.transport import SOLD, mentions_flight, take_cabin_coach
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, TravelMode

_CLASS = r"(?:[ -](?:class|cabin|cls|cl)\b\.?)"
_SEAT = r"(?:[ -](?:fares?|seats?|tickets?|flights?|one))"
# No class of a flight: what one does business with, and how one travels for it.
_NOT_TRAVELLED = (
    r"(?! (?:trips?|travel(?:l?ers?)?|journeys?|visits?|meetings?|partners?|reasons?|purposes?|parks?|schools?"
    r"|units?|hours?"
    r"|days?|weeks?|lunch|dinner|cards?|cent(?:re|er)s?|matters?|areas?|hotels?|jets?|and pleasure|owners?"
    r"|development|plans?"
    r"|cases?|managers?|forums?|summits?|as usual|needs?|conferences?|events?|with\b|at\b|things|stuff|friendly"
    r"|casual))"
)
# Where a single word or letter is a class: at the end of what is said, or before what says of which slices it is one.
_BEFORE = (
    rf"(?:(?<=[,;:/(.¦{GAP}])|(?<=[,;:/(.¦{GAP}] )|(?<=\bin )|(?<=\bor )|(?<=\bno )|(?<=\bnot )|(?<=\bfly )"
    r"|(?<=\bflying )|(?<=\bclass )|(?<=\bclass: )|(?<=\bclass = )|(?<=\bonly )|(?<=\bway )|(?<=\btrip )"
    r"|(?<=\boutbound )|(?<=\binbound )|(?<=\boutward )"
    r"|(?<=\breturn )|(?<=\bupgrade to )|(?<=\bentitled to )"
    r"|(?<=\bpays for )|(?<=\bpay for )|(?<=\bpaying for )|(?<=\bapproved for )|(?<=\bcleared for )|(?<=\bcovers )"
    r"|(?<=\ball )|(?<=\bthen )|(?<=\band )|(?<=[0-9] )|(?<=\bpeople )|(?<=^))"
)
_BEHIND = (
    rf"(?=\s*(?:$|[,.;:/()!?{GAP}]|-{{1,2}}\s|both\b|all\b|out\b|in(?=\s*(?:[.,;]|$))|outbound|(?:(?:coming"
    rf"|going|heading|flying) )?(?:back|home)\b|return\b|there\b|through|each\b|only"
    r"|please|pls|if\b|is\b"
    r"|on (?-i:[A-Z]{3}\s?[-/>]\s?[A-Z]{3})|on (?:all|both|every|the|this|that|long|short)|for (?:all|both"
    r"|every|me|us|the)"
    r"|and\b|or\b|to [A-Z]|out of|from\b"
    r"|approved|(?:has been|was|is|already) approved|preferred|required|mandatory|obligatory|compulsory"
    r"|essential|a must\b|not\b|isn't\b"
    r"|would|will|ok\b|okay\b|class\b|then\b|with\b|too\b|as well\b|again\b))"
)
# A letter with a dot before or behind it may be an initial.
_OUT_BEFORE = r"(?<=\b[CJYWFM] out )(?=[CJYWFM] (?:back|home|return|in)\b)"
_SAYS_WHERE = r"(?=[CJYWFM] (?:(?:out|both|there|throughout|each way|all the way)\b|on [A-Z]{3}\s?[-/>]))"
_LETTER_BEFORE = _BEFORE.replace("/(.", "/(").replace("(?<=^)", rf"(?<=\. ){_SAYS_WHERE}|{_OUT_BEFORE}|(?<=^)")
_LETTER_BEHIND = _BEHIND.replace("[,.;", "[,;").replace("$|", r"$|\.(?!\s*[A-Z])|", 1)
_CABINS = {
    Cabin.PREMIUM_ECONOMY: (
        r"(?:premium[ -]economy|economy premium|prem(?:ium)?\.?[ -]eco(?:n(?:omy)?)?"
        rf"|premium(?={_CLASS}))(?:{_CLASS}|{_SEAT})?"
        rf"|world traveller plus|W{_CLASS}|{_BEFORE}(?-i:PE|PEY){_BEHIND}|(?<=class )W\b"
    ),
    Cabin.BUSINESS: (
        rf"(?:business|biz|executive|club)(?:{_CLASS}|{_SEAT})|(?:in|fly(?:ing)?|travel(?:l?ing)?|all|class:?"
        rf"|cabin:?|entitled to|allowed|(?:fly|send|put|book) (?:me|us|him|her)) (?:business|biz)\b(?:{_CLASS})?"
        rf"{_NOT_TRAVELLED}|{_BEFORE}(?:business|biz){_NOT_TRAVELLED}{_BEHIND}"
        r"|club (?:europe|world|suite)|upper class|(?-i:Polaris|Delta One|Q-?[Ss]uites?|Royal Silk|Prestige"
        r" Class|Maharaja Class)"
        rf"|{_BEFORE}(?-i:Club){_BEHIND}|{_BEFORE}club(?= (?:both|out|outbound|back|there|throughout|all the way"
        rf"|each way|please)\b)"
        rf"|[CJ]{_CLASS}|{_LETTER_BEFORE}(?-i:[CJ]){_LETTER_BEHIND}|(?<=class )(?-i:[CJ])\b"
    ),
    Cabin.FIRST: (
        rf"(?:first|1st){_CLASS}|(?:travel(?:l?ing)?|fly(?:ing)?) first\b(?=\s*(?:$|[,.;!?{GAP}]))"
        rf"|(?<=\bor )first{_BEHIND}|{_BEFORE}first(?= (?:is|would be) (?:fine|ok(?:ay)?|alright|enough|preferred"
        r"|required|essential|an? (?:absolute )?must|mandatory|not)\b)"
        rf"|F{_CLASS}|{_LETTER_BEFORE}(?-i:F){_LETTER_BEHIND}"
    ),
    Cabin.ECONOMY: (
        rf"(?:economy|econom(?:ic|ical)(?={_CLASS})|econ|eco|tourist(?=[ -](?:class|cabin|fare))|cattle(?= class)"
        rf"|(?:second|2nd|standard)(?={_CLASS}))(?:{_CLASS}|{_SEAT})?(?! (?:hotel|car|rental|lot)\b)"
        r"|coach[ -](?:class|cabin|fares?|seats?|flights?)"
        r"|(?:fly(?:ing)?|flights?|seats?|in|cabin:?|class:?|travel(?:l?ing)?) coach(?! (?:tour|trip|ride"
        r"|transfer)s?\b)"
        rf"|Y{_CLASS}|{_LETTER_BEFORE}(?-i:[YM]){_LETTER_BEHIND}|(?<=class )(?-i:Y)\b"
    ),
}
_CABIN = LatePattern(
    r"(?:\b(?:in|by) )?(?:\b(?:an?|the|all) )?(?<![\w'-])(?:"
    + "|".join(f"(?P<{cabin}>{pattern})" for cabin, pattern in _CABINS.items())
    + r")(?!\w|'(?!s (?:fine|ok|okay|enough|alright|plenty)\b))",
    re.IGNORECASE,
)
# Looked for first: a text without any of them is passed in one pass.
_ANY_CLASS = LatePattern(
    r"\b(?:class|cls?|cabin|econ\w*|eco|business|biz|first|1st|2nd|second|premium|prem|coach|club"
    r"|executive|tourist|standard"
    r"|(?-i:[CJYWFM]|PEY?))\b",
    re.IGNORECASE,
)
_BUSINESS_TRIP = LatePattern(
    r"\b(?:a |on |for )?(?:business|work) (?:trips?|travel|journeys?|visits?|purposes?|reasons?)\b", re.IGNORECASE
)
_NOT_WANTED = LatePattern(
    r"\b(?:not?|never|anything but|instead of|rather than|don't (?:want|need|book)|do not (?:want|need|book)|avoid"
    r"|without)"
    r"(?: (?:in|a|an|the|any|for|to|fly|be in))*\s*$",
    re.IGNORECASE,
)
_LEAD = LatePattern(
    r"(?:\bupgraded? to\s+|\b(?:class|cabin)(?: of (?:travel|service|flight))?\s*(?:is|=|:)?\s*|\bclass\s+)$",
    re.IGNORECASE,
)
_TAIL = LatePattern(
    r"(?:,?\s*\b(?:(?:has been|was|is|already) )?approved(?: by (?:my|our|the) [a-z]+)?\b)?"
    r"(?:(?:,?\s*\b(?:is|will be|would be|are)|'s) (?:perfectly |absolutely |totally |just |obviously )?(?:fine"
    r"|ok(?:ay)?|enough|good|plenty|required|needed|preferred"
    r"|all right|alright)"
    r"(?: (?:with|for|by) (?:me|us|everyone|all)| (?:on|for) (?:that|this) (?:one|leg|flight|sector|stretch))?\b"
    r"|,?\s*\b(?:please|pls|only|too|as well|again|if (?:it'?s|its|they are|that'?s)? ?(?:available|possible|free"
    r"|allowed"
    r"|not (?:crazy |too )?expensive)"
    rf"|{CAN_BE_HAD}"
    r"|if (?:they|you|policy|the policy) (?:let|lets|allow|allows|permits?)(?: us| me| it)?|if possible"
    r"|if (?:offered|you can|there is one"
    r"|they have (?:it|one)|(?:the |your |our |my )?(?:budget|policy|money)(?: will| would| can)? (?:allows?|permits?"
    r"|stretch(?:es)?(?: (?:to it|that far))?|runs? to it)|there(?:'s| is| are)(?: any| one| a| some)? (?:going"
    r"|left|free"
    r"|available|space|seats?(?: left)?))|for (?:all"
    r"|everyone)|preferred)\b){0,3}",
    re.IGNORECASE,
)
_INSISTED = LatePattern(
    r",?\s*(?:\b(?:is|are|it is|that is|that's) )?(?:absolutely |strictly )?(?:an? (?:absolute )?must\b|obligatory"
    r"|mandatory|compulsory|essential|non-?negotiable)(?![\w-])",
    re.IGNORECASE,
)
_ON = LatePattern(r"\s*(?:on|for|in)\b", re.IGNORECASE)
_ANY_CABIN = LatePattern(
    r"\b(?:(?:any|whatever|whichever|cheapest|lowest)(?: available)? (?:class|cabin)(?: (?:is|will|would) (?:fine"
    r"|ok|okay|do))?"
    r"|(?:class|cabin) (?:does not|doesn't) matter|(?:the )?same (?:class|cabin))\b",
    re.IGNORECASE,
)
_SAY_COACH = frozenset(("US", "CA"))  # where it is a cabin
_OR = LatePattern(r"[\s,]*\bor\b(?: in)?\s*", re.IGNORECASE)


class AskedCabin(NamedTuple):
    """A cabin that is asked for, at `start` to `end` of the text, of which slices if that is said, whether of only
    these, and whether none below it will do."""

    start: int
    end: int
    cabin: Cabin
    scope: Scope | None
    is_only: bool
    is_must: bool = False


class AskedCabins(NamedTuple):
    """The cabins that are asked for, the one of slices of which nothing is said, and whether "coach" was read as one
    without any other word of flying."""

    asked: tuple[AskedCabin, ...]
    usual: Cabin
    may_be_a_coach: bool = False  # on the road, for all that the words say

    @property
    def distinct(self) -> tuple[Cabin, ...]:
        return tuple(dict.fromkeys(each.cabin for each in self.asked))

    @property
    def must_be_kept(self) -> bool:
        """Whether no lower cabin will do."""
        return any(each.is_must for each in self.asked)

    @property
    def is_one(self) -> bool:
        """Whether all slices are in one cabin."""
        return not self.asked or (len(self.distinct) == 1 and not any(each.is_only for each in self.asked))


def take_cabins(words: Words, findings: Findings, usual: Cabin, *, speaks_of_flying: bool = False) -> AskedCabins:
    """Return the cabins that are asked for, taken out of `words`; which of two is a question. `speaks_of_flying`: so do
    words that were taken out before, beside which "coach" is a cabin."""
    words.take_all(_BUSINESS_TRIP)
    speaks_of_flying = speaks_of_flying or mentions_flight(words.text)
    words.take_all(_ANY_CABIN)
    asked, unwanted, is_choice = _take_each(words)
    coach = take_cabin_coach(words)
    is_in_doubt = False
    if coach and Cabin.ECONOMY not in {each.cabin for each in asked}:
        is_in_doubt = not (asked or speaks_of_flying)
        scope, start, end, is_only = _scope_of(words.text, coach)
        tail = _TAIL.match(words.text, end)
        end = tail.end() if tail else end
        words.blank(start, end)
        asked.append(AskedCabin(coach.start(), end, Cabin.ECONOMY, scope, is_only))
    if is_choice or (not asked and usual in unwanted):
        offered = {each.cabin for each in asked} or (set(Cabin) - unwanted)
        return AskedCabins((), _ask(findings, [each for each in Cabin if each in offered], usual))
    return AskedCabins(tuple(asked), usual, is_in_doubt)


def ask_of_coach(cabins: AskedCabins, places: Sequence[Place], findings: Findings) -> None:
    """Ask whether "coach" is a cabin where nothing else in the words says so; between places of North America it is."""
    if cabins.may_be_a_coach and not (places and {each.country for each in places} <= _SAY_COACH):
        question = f'Does "coach" mean economy class? A coach on the road is not sold. {SOLD}'
        findings.choose("cabin", question, [(Cabin.ECONOMY.value, "Economy class on a flight")])


def keep_cabins(cabins: AskedCabins) -> tuple[CabinAsRequested, ...]:
    """Return the preference that the cabins are kept, where the words insist on one."""
    return (CabinAsRequested(strength=Strength.MUST),) if cabins.must_be_kept else ()


def put_cabins(
    slices: Sequence[SliceRequest], starts: Sequence[int | None], cabins: AskedCabins, findings: Findings
) -> tuple[SliceRequest, ...]:
    """Return the slices in their cabins; `starts` is where each begins in the text, None where that is not said."""
    if cabins.is_one and not _is_said_of_each(slices, starts, cabins):
        return _replace(slices, [next(iter(cabins.distinct), cabins.usual)] * len(slices))
    of_slices: list[set[Cabin]] = [set() for _ in slices]
    general: set[Cabin] = set()
    known = [start for start in starts if start is not None]
    for each in cabins.asked:
        if each.scope is None and len(known) == len(slices):
            of_slices[max(sum(start <= each.start for start in known) - 1, 0)].add(each.cabin)
        elif each.scope is None or each.scope.kind == "all":
            general.add(each.cabin)
        for place in slices_in(each.scope, slices, known) if each.scope and each.scope.kind != "all" else ():
            of_slices[place].add(each.cabin)
    if any(each.is_only for each in cabins.asked):
        general = general or {cabins.usual}
    found = [one or general for one in of_slices]
    # In what sort of a train one sits is rarely said beside the cabins of the flights.
    found = [
        one or {cabins.usual} if each.mode is TravelMode.RAIL else one for one, each in zip(found, slices, strict=True)
    ]
    said = set().union(*found)
    if all(len(one) == 1 for one in found) and said >= set(cabins.distinct):
        return _replace(slices, [next(iter(one)) for one in found])
    return _replace(slices, [_ask(findings, cabins.distinct, cabins.usual)] * len(slices))


def _is_said_of_each(slices: Sequence[SliceRequest], starts: Sequence[int | None], cabins: AskedCabins) -> bool:
    """Return whether one cabin is said once more within the words of another slice, so that a train beside these is in
    the usual one."""
    known = [start for start in starts if start is not None]
    within = {sum(start <= each.start for start in known) - 1 for each in cabins.asked if each.scope is None}
    by_rail = {place for place, each in enumerate(slices) if each.mode is TravelMode.RAIL}
    return len(known) == len(slices) and len(within) > 1 and bool(by_rail - within) and len(by_rail) < len(slices)


def _take_each(words: Words) -> tuple[list[AskedCabin], set[Cabin], bool]:
    """Return the cabins that are asked for, those that are not wanted, and whether the words leave a choice."""
    asked: list[AskedCabin] = []
    unwanted: set[Cabin] = set()
    is_choice = False
    end_before = -1
    for match, cabin in list(_find(words.text)):
        text = words.text
        negated = _NOT_WANTED.search(text[max(0, match.start() - 40) : match.start()])
        if negated:
            unwanted.add(cabin)
            words.blank(max(0, match.start() - 40) + negated.start(), match.end())
            continue
        if denied := NOT_NEEDED.match(text, match.end()):
            words.blank(match.start(), denied.end())
            continue
        scope, start, end, is_only = _scope_of(text, match)
        is_choice = is_choice or (end_before >= 0 and bool(_OR.fullmatch(text, end_before, match.start())))
        end_before = end
        is_only = is_only or (scope is not None and bool(re.match(r"\s*only\b", text[end:], re.IGNORECASE)))
        insisted = _INSISTED.match(text, end)
        if insisted and _ON.match(text, insisted.end()):
            behind = scope_behind(text, insisted.end()) if scope is None else None
            scope, is_only = (behind.scope, behind.is_only) if behind else (scope, is_only)
            end, insisted = (behind.end, insisted) if behind else (end, None)
        tail = (insisted if insisted and insisted.end() > end else None) or _TAIL.match(text, end)
        end = tail.end() if tail else end
        words.blank(start, end)
        asked.append(AskedCabin(match.start(), end, cabin, scope, is_only, insisted is not None))
        for more in pairs_behind(text, end) if scope and scope.kind == "pair" else ():
            asked.append(AskedCabin(match.start(), more.end, cabin, more.scope, is_only=True))
            words.blank(more.start, more.end)
    return asked, unwanted, is_choice


def _find(text: str) -> Iterator[tuple[re.Match[str], Cabin]]:
    if not _ANY_CLASS.search(text):
        return
    for match in _CABIN.finditer(text):
        yield match, next(cabin for cabin in Cabin if match[cabin.value] is not None)


def _scope_of(text: str, match: re.Match[str]) -> tuple[Scope | None, int, int, bool]:
    """Return of which slices a cabin is said, where what says so starts and ends, and whether it is of only these."""
    start = match.start()
    lead = _LEAD.search(text[max(0, start - 30) : start])
    start -= len(lead[0]) if lead else 0
    behind: FoundScope | None = scope_behind(text, match.end())
    if behind is not None and not _leads_on(text, behind):
        return behind.scope, start, behind.end, behind.is_only
    before = scope_before(text, start)
    if before is not None and before.scope.kind in {"nth", "side"}:
        return before.scope, before.start, match.end(), True
    # What goes back or out is also how the slice itself is told: left in the text for who reads that.
    return (before.scope if before else None), start, match.end(), False


def _leads_on(text: str, found: FoundScope) -> bool:
    """Return whether a word such as "back" begins what is said next: "economy, back on 3 March"."""
    said = text[found.start : found.end]
    rest = text[found.end :]
    return "," in said or (
        bool(re.match(rf"\s*(?:(?:on|by|to|from|in|the)\b|[0-9{GAP}])", rest, re.IGNORECASE))
        and (found.scope.kind in {"back", "out"})
    )


def _ask(findings: Findings, cabins: Sequence[Cabin], usual: Cabin) -> Cabin:
    choices = [(cabin.value, cabin.value.replace("_", " ").capitalize()) for cabin in cabins]
    answer = findings.choose("cabin", "Which cabin is meant?", choices)
    return Cabin(answer) if answer else usual


def _replace(slices: Sequence[SliceRequest], cabins: Sequence[Cabin]) -> tuple[SliceRequest, ...]:
    return tuple(msgspec.structs.replace(each, cabin=cabin) for each, cabin in zip(slices, cabins, strict=True))
