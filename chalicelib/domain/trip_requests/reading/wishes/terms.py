"""On which terms: what must be refundable, the flight or the hotel, and how many stars the hotel has at least."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.reading.strengths import STRENGTH_BEHIND, strength_within
from chalicelib.domain.trip_requests.reading.text.numbers import count_of
from chalicelib.domain.trip_requests.reading.text.words import Words

_WITH = (
    r"(?:\b(?:with|and|plus|including|on|in|by|an?|the|of|has to be|must be|should be|to be|is to be|be|must have"
    r"|have|has"
    r"|(?:the )?possibility (?:of|to)|(?:an )?option to|that can be|which (?:can|may|should|must) be|i can"
    r"|we can)\s+){0,3}"
)
_THING = r"(?P<thing>fares?|tickets?|tkts?|flights?|seats?|rates?|rooms?|hotels?|bookings?|reservations?)"
_FREE = (
    r"(?:free of (?:charge|cost)|for free|without (?:any )?(?:costs?|charges?|fees?|penalty)|at no (?:charge"
    r"|cost)|free)"
)
_CANCEL = r"(?:cancell?(?:able|ible|ation)?|cxl|storno|annul(?:lation)?)"
_REFUNDABLE = LatePattern(
    rf"{_WITH}(?<!non-)(?<!non )(?<!not )(?:(?P<money>\b(?:fully\s+|100 ?% |flexible and\s+|full )?refundable"
    rf"|\b(?:money back|refund(?:able)? (?:if|when|in case)|(?:which |that )?(?:may|can|could) be refunded))"
    rf"|(?P<cancel>\b(?:free|flexible|no-?fee) (?:cancell?ations?|cxl|cancel|storno)|\b{_CANCEL}(?:\s+{_FREE})"
    r"|\bcancell?able|\bfree to cancel"
    rf"|\b(?:to )?cancel (?:it )?{_FREE}|\bcan be cancell?ed(?: {_FREE})?|\bcancell?ation (?:should|must|has to"
    rf"|needs to|to) be {_FREE}"
    r"|\b(?:fully )?(?:flexible|flexi|flex)(?= (?:rates?|fares?|tickets?|bookings?|rooms?))|\b(?:be )?able to cancel"
    rf"|\b(?:option|possibility|chance|right) (?:to|of) cancel(?:ling|lation)?))(?:\s+{_THING})?\b",
    re.IGNORECASE,
)
# What may not be otherwise is wanted: "non-refundable not allowed as per policy".
_NOT_OTHERWISE = LatePattern(
    r"\b(?:non|not)[- ]?refundable(?: (?:fares?|tickets?|rates?))?(?: (?:is|are))? (?:not|un) ?(?:allowed"
    r"|acceptable|accepted|ok(?:ay)?"
    r"|permitted|wanted|possible)(?: (?:as )?per (?:our |company )?policy| by policy)?(?![\w-])|\bno(?:t)?"
    r" non-?refundable"
    r"(?: (?:fares?|tickets?|rates?))?(?![\w-])",
    re.IGNORECASE,
)
_BEHIND = LatePattern(
    STRENGTH_BEHIND
    + r"(?:,? (?:since|as|because)? ?(?:the |my |our )?(?:client|customer|meeting|trip|it|they|plans?|dates?)"
    r" (?:may|might|could)(?: still| yet| well)? (?:be )?(?:cancel(?:led)?|chang(?:e|ed)|mov(?:e|ed)"
    r"|shift(?: again)?|fall through)\b"
    # "..., as the date of the hearing has yet to be confirmed".
    r"|,? (?:as|since|because|given that) (?:the|my|our|his|her|their) [a-z][a-z' -]{0,50}\b(?:(?:has|have|is"
    r"|are) (?:yet|still) to be"
    r" (?:confirmed|fixed|decided|set|agreed)|(?:is|are|has|have) not (?:yet )?(?:been )?(?:confirmed|fixed|final"
    r"|certain|decided"
    r"|settled)(?: yet)?|(?:is|are)(?: still)? (?:uncertain|provisional|tentative|open|subject to change"
    r"|unconfirmed))\b)?",
    re.IGNORECASE,
)
_SAYS_CANCEL = LatePattern(
    r"(?:,? (?:since|as|because)? ?(?:the |my |our )?(?:client|customer|meeting|trip) (?:may|might|could)(?: still"
    r"| yet)? cancel)\b",
    re.IGNORECASE,
)
_FLOWN = LatePattern(r"\b(?:fares?|tickets?|tkts?|flights?|seats?)\b", re.IGNORECASE)
_HOTEL_THINGS = ("rate", "room", "hotel")
_FLOWN_THINGS = ("fare", "ticket", "tkt", "flight", "seat")
_NEAR = 60
_STARS = LatePattern(
    r"(?:\b(?:at least|minimum(?: of)?|min\.?|with|no less than|not less than|(?:not|no) fewer than"
    r"|not (?:below|under)|should have at least)\s+)?(?:\b(?:a"
    r"|the)\s+)?"
    r"(?<![\w.,])(?P<stars>[1-5]|one|two|three|four|five)(?:[ -]?stars?\b|\s?\*(?!\w)|\*)"
    r"(?:[ -](?:category|class|standard|property|rating))?"
    r"(?:\s?\+|\s+(?:or\s+(?:better|more|above|higher|up|over)|and (?:above|up)|(?:as a )?minimum|min\b\.?|at least"
    r"|upwards?|plus))?",
    re.IGNORECASE,
)


class RefundableThing(NamedTuple):
    """What must be refundable: the flight, or all that is booked."""

    strength: Strength
    of_flight: bool


class Terms(NamedTuple):
    """The terms that are asked for."""

    refundable: tuple[RefundableThing, ...]
    refundable_stay: bool
    min_stars: int | None


def take_terms(words: Words, hotel_ends: Sequence[int], *, flies: bool) -> Terms:
    """Return the terms in `words`, taken out of them. What one can cancel is a hotel, where one is wanted; what is
    refundable is what is named beside it, else all."""
    refundable: list[RefundableThing] = []
    refundable_stay = False
    for match in list(_REFUNDABLE.finditer(words.text)):
        behind = _BEHIND.match(words.text, match.end())
        end = behind.end() if behind else match.end()
        strength = strength_within(words.text, match.start(), end, Strength.MUST)
        thing = _thing_of(words.text, match, hotel_ends, flies=flies)
        if thing == "hotel":
            refundable_stay = True
        else:
            refundable.append(RefundableThing(strength, of_flight=thing == "flight"))
        words.blank(match.start(), end)
    if refundable or refundable_stay:
        words.take_all(_SAYS_CANCEL)
        words.take_all(_NOT_OTHERWISE)
    elif words.take_all(_NOT_OTHERWISE):
        refundable.append(RefundableThing(Strength.MUST, of_flight=flies and not hotel_ends))
    stars = words.take(_STARS)
    return Terms(tuple(refundable), refundable_stay, count_of(stars["stars"]) if stars else None)


def _thing_of(text: str, match: re.Match[str], hotel_ends: Sequence[int], *, flies: bool) -> str:
    """Return what is to be refundable: "hotel", "flight", or "" for all."""
    named = (match["thing"] or "").lower()
    if named.startswith(_HOTEL_THINGS):
        return "hotel"
    if named.startswith(_FLOWN_THINGS):
        return "flight"
    if hotel_ends and not flies:
        return "hotel"
    begin = max(text.rfind(mark, 0, match.start()) for mark in ".;!?") + 1
    before = text[max(begin, match.start() - _NEAR) : match.start()]
    flown = [each.end() for each in _FLOWN.finditer(before)]
    stayed = [end for end in hotel_ends if match.start() - len(before) <= end <= match.start()]
    flown_at = match.start() - len(before) + flown[-1] if flown else -1
    if match["cancel"] and hotel_ends:
        return "flight" if flown and (not stayed or stayed[-1] < flown_at) else "hotel"
    is_joined = re.search(r"\b(?:is|are|be|that|which|a|as|:)\s*$|^$", before[-8:], re.IGNORECASE) is not None
    if is_joined and flown and (not stayed or stayed[-1] < flown_at):
        return "flight"
    return "hotel" if is_joined and stayed and "," not in text[stayed[-1] : match.start()] else ""
