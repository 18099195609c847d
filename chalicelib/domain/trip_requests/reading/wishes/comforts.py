"""What travellers would rather have, or must have, in words: stops, airlines, seats, bags, terms, no nights on the way.

Limits are musts unless the words only prefer them; comforts (a seat, an airline) are wishes unless the words insist.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import (
    AnyPreference,
    CheckedBags,
    ComponentKind,
    MostStops,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    SeatPosition,
    Strength,
    WithoutCarriers,
)
from chalicelib.domain.trip_requests.reading.scopes import Scope, scope_behind, slices_in
from chalicelib.domain.trip_requests.reading.strengths import NOT_NEEDED, STRENGTH_BEHIND, strength_within
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.text.words import Words
from chalicelib.domain.trip_requests.reading.wishes.airline_wishes import refuse_together, take_airlines
from chalicelib.domain.trip_requests.reading.wishes.terms import take_terms
from chalicelib.domain.trip_requests.trip_request import SliceRequest

_WITH = r"(?:\b(?:with|and|plus|including|on|in|by|a|an|the|of|at|need|want|must be|must have|has to be)\s+){0,3}"
_CHANGES = (
    r"(?:stops?|stopping|hops?|stop-?overs?|lay-?overs?|connections?|connecting flights?|connecting|changes?|transits?"
    r"|transfers?"
    r"|intermediate (?:stops?|landings?)|plane changes?)"
)
_CHANGING = r"chang(?:e|ing)(?: of)?(?: (?:planes?|aircraft|trains?|flights?|airports?))?"
_NO = r"(?:no|without(?: any| an?| the)?|zero|0|avoid(?:ing)?|never|not? any)"
# "I'd hate to", "neither of us fancies", "she is not keen on": what is said so of a change is that none is wanted.
_LIKES = r"(?:likes?|wants?|wish(?:es)?|fanc(?:y|ies)|enjoys?|cares? for|feels? like|is (?:keen on|up for|fond of))"
_WOULD_NOT = (
    r"(?:(?:\b(?:i|we|he|she|they)(?:'d| would|'m|'re|'s| am| are| is| do| does)? )?(?:(?:really|absolutely|just"
    r"|also|both"
    r"|all) )*(?:(?:hate|hates|dislikes?|detests?|loathes?|dreads?|(?:can't|cannot|couldn't) (?:stand|bear|face"
    r"|be doing"
    rf" with|be bothered with|deal with)|(?:do not|don't|does not|doesn't|won't|wouldn't) (?:really "
    rf"|particularly )?{_LIKES}"
    r"|(?:not|never) (?:really |too |very |so |particularly |exactly )?(?:keen on|fond of|up for|into|big on"
    r"|a (?:big |great |huge )?fan of)|no (?:big |great )?fan of)(?: (?:to|having(?: to)?|to have(?: to)?))?"
    r"|(?:rather not|prefer(?:ably)? not(?: to)?))"
    rf"|\b(?:neither|none)(?: of (?:us|them|the (?:two|three)(?: of us)?))? (?:really )?{_LIKES}(?: (?:to|having to))?"
    rf"|\b(?:nobody|no one|no-one) (?:really )?{_LIKES}(?: (?:to|having to))?)"
)
_DISLIKED = LatePattern(
    r"\b(?:i|we) (?:hate|dislike|can't stand|don't like) (?:connections|stops|changes|changing|layovers)\b",
    re.IGNORECASE,
)
_NONSTOP = LatePattern(
    rf"{_WITH}\b(?:(?:non-?stop|non stop|nonstop|direct(?! reports?\b)|straight through|through flights?"
    r"|point[- ]to[- ]point|in one go|without (?:a )?break)"
    r"(?:\s+(?:flights?|fares?|trains?|connections?|services?|routings?|ones?))?"
    rf"|{_NO}\s+(?:{_CHANGES}|{_CHANGING})"
    rf"|{_CHANGES},? (?:i|we) (?:do not|don't) (?:want|like)"
    rf"|{_WOULD_NOT}(?: (?:have|make|do))?(?: an?| any| the)? ?(?:{_CHANGES}|{_CHANGING}))"
    rf"(?: (?:in|on) (?:the )?way| en route| in between)?\b(?!-)(?! (?:(?:planes?|trains?|flights?) )?more than\b)",
    re.IGNORECASE,
)
_STOPS = LatePattern(
    rf"{_WITH}(?:\b(?:at (?:the )?most|max(?:imum|imal|\.)?(?: of)?|no more than|not more than"
    rf"|up to)\s+(?P<most>{COUNT})\s+"
    rf"{_CHANGES}"
    rf"|\b(?:i |we )?(?:can|could|may|would|will) (?:make|accept|do|have|take|tolerate|live with)"
    rf" (?P<can>{COUNT})\s+{_CHANGES}"
    r"(?:,? (?:but )?(?:not? (?:two|2|more)))?"
    rf"|\b(?:i |we )?(?:don't|do not|wouldn't) mind (?:having )?(?P<fine>{COUNT})\s+{_CHANGES}"
    r"|\b(?:(?:i|we)(?:'d| would) )?(?:rather |preferably |really )*(?:not|never|don't want to"
    r"|do not want to)(?: have to| want to)?"
    r" (?:change|stop|transfer)(?: (?:planes?|trains?|flights?|over))? more than (?P<times>once|twice)"
    rf"|\b(?P<one>{COUNT}|single)\s+{_CHANGES}\s+(?:max(?:imum)?|at (?:the )?most|tops|or (?:less|fewer)|only"
    r"|is (?:the )?(?:max(?:imum)?|most|limit)"
    r"|(?:is |are )?(?:ok(?:ay)?|fine|acceptable|allowed|possible|tolerable|the limit))"
    r"(?:,? (?:but )?(?:not? (?:two|2|more)|(?:anything )?more(?: than (?:that|this|one))?"
    r" (?:please avoid|is too (?:much|many)|please not|not))?)?)\b(?!-)",
    re.IGNORECASE,
)
_NIGHT = r"(?:over-?night|over night|red[- ]?eyes?|(?:late )?night(?:-?time)?)"
_TRAVEL = r"(?:flights?|trains?|travel(?:l?ing)?|journeys?|trips?|connections?|legs?|departures?)"
_OVERNIGHT = LatePattern(
    r"\b(?:(?:please\s+)?(?:do not|don't|not|never|won't|cannot|can't)\s+(?:[a-z]+\s+){0,5}?(?:"
    r"over-?night|red[- ]?eyes?|(?:in|at|by|through|during) (?:the |a )?night)(?: flights?)?"
    rf"|(?:no|nothing|avoid(?:ing)?|without|exclud(?:e|ing))\s+(?:an?\s+|any\s+|the\s+|all\s+"
    rf"|taking\s+)?(?:{_NIGHT}(?:\s+{_TRAVEL})?"
    r"|(?:flying|travelling|traveling) (?:over-?night|(?:by|at|in|through|during) (?:the |a )?night))"
    rf"|(?:i |we )?(?:hate|dislike|detest|can't stand|can't do|cannot stand) {_NIGHT}(?:\s+{_TRAVEL})?"
    rf"|{_NIGHT}(?:\s+{_TRAVEL})? (?:(?:is|are|shall be|should be|must be)(?: to be)? (?:excluded|avoided)"
    r"|(?:is|are) (?:out|not ok(?:ay)?|not (?:possible|acceptable|allowed|an option|wanted)|no good))"
    rf"|(?:an? )?(?:{_NIGHT}(?:\s+{_TRAVEL})?|nights? (?:in|on) (?:the |an? )?(?:trains?|planes?|flights?)"
    r"(?: or (?:the |an? )?(?:trains?|planes?|flights?))?),? (?:i|we) (?:don't|do not) (?:want|like|take|do)"
    r"|(?:only )?(?:day-?time|day|daylight) (?:flights?|trains?|travel)(?: only)?)\b"
    r"(?! (?:needed|required|stays?|hotel|at (?:the|a) hotel))",
    re.IGNORECASE,
)
# A night on the way that is asked for or allowed limits nothing.
_NIGHT_IS_FINE = LatePattern(
    r"\bovernight(?: is)? (?:ok(?:ay)?|fine|possible|acceptable|allowed)\b"
    r"|\b(?:on |by |with )?(?:the |an? )?(?:red[- ]?eyes?(?: flights?)?|overnight flights?)"
    r"(?:(?: is| are)? (?:fine|ok(?:ay)?|possible|acceptable|allowed|no problem))?\b",
    re.IGNORECASE,
)
_PLACE = r"(?:seats?|places?|spots?|side(?: seats?)?)"
_SEAT = LatePattern(
    rf"{_WITH}\b(?:(?P<seat>aisle|window|corridor)(?:\s+{_PLACE})?"
    rf"|{_PLACE} (?:on|at|by|near|beside|next to) (?:the |an? )?(?P<at>aisle|window|corridor)(?: side)?)\b"
    r"(?!\s+or\b)(?![\w-])",
    re.IGNORECASE,
)
_EITHER_SEAT = LatePattern(
    r"\b(?:aisle(?: seat)? ?(?:or|and|&|\+|/) ?(?:a |the )?window|window(?: seat)? ?(?:or|and|&|\+|/) ?(?:an? "
    r"|the )?aisle)\b",
    re.IGNORECASE,
)
_BAG = r"(?:bags?|suit-?cases?|luggage|baggage|pieces?|cases?)"
_FOR_EACH = (
    r"(?:\s+(?:each|per (?:person|head|pax|passenger|traveller)|apiece|included|a head|for (?:each|everyone|all)))?"
)
_BAGS = LatePattern(
    rf"\b(?:checked |check-?in |hold )?(?:baggage|luggage|bags)(?::? ?x?| of| is)? (?P<behind>{COUNT})"
    r" ?(?:pieces?|pcs?|bags?|suit-?cases?)\b"
    rf"|{_WITH}(?:\b(?:minimum|min\.?|at least|no less than)(?: of)? )?"
    rf"(?:\b(?P<count>{COUNT})\s?(?:x\s+)?(?:(?:pieces?|nos?\.?)(?: of)?\s+)?)?(?:\b(?:checked|check-?in|check in"
    rf"|checkin"
    rf"|hold)[ -]?(?:in )?{_BAG}"
    rf"|\b{_BAG} (?:for (?:the )?(?:check[- ]?in|hold)|to check(?: in)?|in the hold)(?: needed?| need)?)\b{_FOR_EACH}"
    rf"|\b(?:check(?:ing)?|hold)(?: in)? (?P<checking>{COUNT}) (?:bags?|suit-?cases?)\b{_FOR_EACH}"
    rf"|\b(?P<each>{COUNT}) (?:bags?|pieces?|suit-?cases?) (?:each|apiece|a head|per (?:person|head|pax))\b"
    rf"|(?:(?<=with )|(?<=[,;+&/.:¦] )|(?<=[,;+&/:¦])|(?<=and )|(?<=have )|(?<=plus )|(?<=incl )|(?<=incl\. )"
    rf"|(?<=including )|(?<=bringing )|(?<=bring )|(?<=carry )|(?<=carrying )|(?<=take )|(?<=taking )|(?<=got )"
    rf"|(?<=need ))(?P<plain>[1-3]|one|two|three|a)"
    r"\s?(?:pcs?|pieces?(?: of)?|x)?\s?(?:(?:big|large|heavy) )?(?:bags?|suit-?cases?|luggage|baggage)"
    r"(?: ?(?:of |x |à |@ )?[0-9]{2} ?kgs?)?(?! (?:hand|cabin|carry))\b"
    r"|\b(?P<pcs>[1-3]) ?(?-i:PCS?|pcs?)\b|\b(?:a )?(?:bag|baggage|luggage|suitcase)(?: is| to be| should be|"
    r" must be)? included\b",
    re.IGNORECASE,
)
_NO_BAGS = LatePattern(
    r"\b(?:(?:checked |check-?in |hold )?(?:luggage|baggage|bags?)(?: is| are)? (?:not|un) ?(?:needed|required"
    r"|necessary)"
    r"|(?:only|just) (?:an? |my )?(?:back ?pack|rucksack|day ?pack|hand ?bag|brief ?case|laptop bag|duffel)"
    r"|(?:i (?:only )?(?:have|take|carry|travel with) )?(?:(?:only|just) )?(?:(?:an?|one|some|my) )?(?:small"
    r"|light) (?:hand |cabin )?"
    r"(?:luggage|baggage|bags?|suit-?case|backpack|rucksack)(?: only| with me)*"
    r"|(?:no|without(?: any)?) (?:checked |check-?in |hold )?(?:bags?|luggage|baggage|suit-?cases?)"
    r"(?: to check(?: in)?)?|(?:hand|cabin|carry-?on) (?:luggage|baggage|bags?)(?: only)?|carry-?ons?(?: only)?)\b",
    re.IGNORECASE,
)
_TIMES = {"once": "1", "twice": "2"}
_MOST_STOPS = _MOST_BAGS = 3


class Placed(NamedTuple):
    """A preference, and of which slices it is said, in the words that say so."""

    preference: AnyPreference
    scope: Scope
    text: str


class Comforts(NamedTuple):
    """What is asked for of the trip, of some of its slices, and of its hotels; of the `preferences`, those are `beside`
    a slice that stand within words that may be one's own."""

    preferences: tuple[AnyPreference, ...]
    refundable_stay: bool
    min_stars: int | None
    placed: tuple[Placed, ...] = ()
    beside: tuple[Placed, ...] = ()


# Scopes that are of all slices, unless a slice has words of its own.
_OF_ANY = frozenset(("all", "within"))


class _Taken(NamedTuple):
    """A match that was taken out of the words, how much it is meant, and of which slices."""

    match: re.Match[str]
    strength: Strength
    scope: Scope | None
    text: str


def take_comforts(words: Words, hotel_ends: Sequence[int] = (), *, flies: bool = True) -> Comforts:
    """Return the preferences that the words have, taken out of them; what has two readings stays, to be asked about.

    `hotel_ends` is where words for a hotel ended, and whether one `flies` beside it: terms are those of what they stand
    by.
    """
    found: list[tuple[AnyPreference, Scope | None, str]] = [*take_airlines(words), *_take_stops(words)]
    for match, strength, scope, text in _take_each(words, _OVERNIGHT):
        found.append((NoOvernight(strength=strength), scope, match[0] + text))
    terms = take_terms(words, hotel_ends, flies=flies)
    found += [
        (
            RefundableComponents(strength=each.strength, kinds=(ComponentKind.FLIGHT,) if each.of_flight else ()),
            None,
            "",
        )
        for each in terms.refundable
    ]
    words.take_all(_NO_BAGS)
    for match, strength, scope, text in _take_each(words, _BAGS, few=_MOST_BAGS):
        bags = _bags_in(match)
        found.append((CheckedBags(strength=strength, bags=bags), scope, match[0] + text))
    words.take_all(_NIGHT_IS_FINE)
    found += _take_seats(words)
    plain = [each for each, scope, _ in found if scope is None or scope.kind in _OF_ANY]
    placed = [
        Placed(each, scope, text) for each, scope, text in found if scope is not None and scope.kind not in _OF_ANY
    ]
    beside = [Placed(each, scope, text) for each, scope, text in found if scope is not None and scope.kind == "within"]
    return Comforts(
        _join_avoided(dict.fromkeys(plain)), terms.refundable_stay, terms.min_stars, tuple(placed), tuple(beside)
    )


def _join_avoided(preferences: Iterable[AnyPreference]) -> tuple[AnyPreference, ...]:
    """Return the preferences, of which "no Ryanair, no easyJet" are one."""
    joined: list[AnyPreference] = []
    for each in preferences:
        before = joined[-1] if joined else None
        if (
            isinstance(each, WithoutCarriers)
            and isinstance(before, WithoutCarriers)
            and each.strength is before.strength
        ):
            carriers = tuple(dict.fromkeys((*before.carriers, *each.carriers)))
            joined[-1] = msgspec.structs.replace(before, carriers=carriers)
        else:
            joined.append(each)
    return tuple(joined)


def as_terms_of_a_stay(comforts: Comforts) -> Comforts:
    """Return the same of a trip that is a hotel alone: what is to be refundable is the hotel."""
    others = tuple(each for each in comforts.preferences if not isinstance(each, RefundableComponents))
    is_refundable = comforts.refundable_stay or len(others) < len(comforts.preferences)
    return comforts._replace(preferences=others, refundable_stay=is_refundable)


def place_preferences(
    comforts: Comforts, slices: Sequence[SliceRequest], starts: Sequence[int] = (), begins: Sequence[int] = ()
) -> tuple[AnyPreference, ...]:
    """Return the preferences, those of some slices with their places; of which no slice is it, is left out. `starts` is
    where the words of each slice begin, if each has its own, and `begins` wherever that is known."""
    placed = [
        msgspec.structs.replace(each.preference, slices=found if len(found) < len(slices) else ())
        for each in comforts.placed
        if (found := slices_in(each.scope, slices, begins))
    ]
    if names_each(comforts, starts):
        starts = (*starts, sys.maxsize)  # what is said within the last is its own, too
    said: dict[AnyPreference, set[int]] = {}
    for each in comforts.beside:
        said.setdefault(each.preference, set()).update(slices_in(each.scope, slices, starts))
    own = {
        wanted: msgspec.structs.replace(wanted, slices=tuple(sorted(found)))
        for wanted, found in said.items()
        if len(found) < len(slices)
    }
    return refuse_together((*(own.get(each, each) for each in comforts.preferences), *placed))


def names_each(comforts: Comforts, starts: Sequence[int]) -> bool:
    """Return whether each of several slices has wishes within its words: "there with Swiss, back with Austrian"."""
    within = {sum(start <= each.scope.position for start in starts) - 1 for each in comforts.beside}
    return len(starts) > 1 and within == set(range(len(starts)))


def find_unplaced(comforts: Comforts, slices: Sequence[SliceRequest], begins: Sequence[int] = ()) -> tuple[str, ...]:
    """Return what is said of slices that the trip does not have for certain."""
    return tuple(each.text.strip() for each in comforts.placed if not slices_in(each.scope, slices, begins))


def _take_each(
    words: Words, pattern: LatePattern, usual: Strength = Strength.MUST, few: int | None = None
) -> Iterator[_Taken]:
    """Yield what matches, taken out of the words, with how much it is meant; what counts more than a `few` stays."""
    for match in list(pattern.finditer(words.text)):
        if few is not None and not 1 <= _bags_in(match) <= few:
            continue
        start, end = match.span()
        if denied := NOT_NEEDED.match(words.text, end):
            words.blank(start, denied.end())
            continue
        end = _BEHIND.match(words.text, end).end()  # type: ignore[union-attr]
        scoped = scope_behind(words.text, end)
        if scoped:
            end = _BEHIND.match(words.text, scoped.end).end()  # type: ignore[union-attr]
        strength = strength_within(words.text, start, end, usual)
        text = words.text[match.end() : end]
        words.blank(start, end)
        yield _Taken(match, strength, scoped.scope if scoped else None, text)


_BEHIND = LatePattern(STRENGTH_BEHIND, re.IGNORECASE)


def _bags_in(match: re.Match[str]) -> int:
    return count_of(
        match["count"]
        or match["checking"]
        or match["each"]
        or match["plain"]
        or match["pcs"]
        or match["behind"]
        or "one"
    )


def _take_stops(words: Words) -> Iterator[tuple[AnyPreference, Scope | None, str]]:
    for match, strength, scope, text in _take_each(words, _NONSTOP):
        yield MostStops(strength=strength, stops=0), scope, match[0] + text
        words.take_all(_DISLIKED)
    for match in list(_STOPS.finditer(words.text)):
        stops = count_of(
            (match["most"] or match["one"] or match["can"] or match["fine"] or _TIMES[match["times"].lower()]).replace(
                "single", "one"
            )
        )
        if stops <= _MOST_STOPS:
            scoped = scope_behind(words.text, match.end())
            end = scoped.end if scoped else match.end()
            strength = strength_within(words.text, match.start(), end, Strength.MUST)
            words.blank(match.start(), end)
            yield MostStops(strength=strength, stops=stops), scoped.scope if scoped else None, match[0]


def _take_seats(words: Words) -> Iterator[tuple[AnyPreference, Scope | None, str]]:
    if words.search(_EITHER_SEAT):
        return
    for match, strength, scope, text in _take_each(words, _SEAT, Strength.WISH):
        said = (match["seat"] or match["at"]).lower()
        position = SeatPosition.WINDOW if said == "window" else SeatPosition.AISLE
        yield SeatChoice(strength=strength, position=position), scope, match[0] + text
