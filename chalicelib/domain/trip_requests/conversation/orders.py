"""What a message orders besides changes: one of the options, the end of the trip, other travellers; and who pays for
it, and why it is made."""

import re
from typing import Literal

from chalicelib.domain.trip_requests.conversation.changes import (
    CancelTrip,
    ChangeTravellers,
    SelectOption,
    SetCostCentre,
    SetPurpose,
)
from chalicelib.domain.trip_requests.conversation.reading import Reading
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT

_NTHS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_SHORT = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
ORDINALS = {word: number for words in (_NTHS, _SHORT, _COUNTS) for number, word in enumerate(words, 1)}
_NTH = "|".join((*_NTHS, *_SHORT))
_NUMBER = r"(?:[1-9][0-9]?|one|two|three|four|five|six|seven|eight)"
_TAKE = (
    r"(?:(?:i(?:'ll| will)? |we(?:'ll| will)? |let's |please )*(?:take|select|choose|pick|book|go (?:for"
    r"|with)|want|prefer) )?"
)
_SELECT = LatePattern(
    rf"\b{_TAKE}(?:the )?(?:(?:option|number|no\.?|offer|choice) #?(?P<number>{_NUMBER})"
    rf"|(?P<nth>{_NTH}|last) (?:one|option|offer|choice|proposal|itinerary)"
    r"|(?P<cheapest>cheapest|least expensive)(?: (?:one|option|offer))?)\b",
    re.IGNORECASE,
)
_BARE_NTH = LatePattern(
    rf"\W*(?:ok(?:ay)?,? |yes,? )?{_TAKE}the (?P<nth>{'|'.join(_NTHS)}"
    rf"|last)(?: please)?\W*",
    re.IGNORECASE,
)
_GO_AHEAD = LatePattern(
    r"\W*(?:(?:yes|yep|ok(?:ay)?|sure|great|perfect|good|fine)\W+)*(?:please )?(?:book (?:it|that|this)(?: one)?"
    r"|go ahead|take it|take that one|i(?:'ll| will) take it|do it|confirm(?:ed| it)?"
    r"|go for it)(?: please)?(?: then)?\W*",
    re.IGNORECASE,
)
_CANCEL = LatePattern(
    r"\b(?:cancel|call off|scrap|abandon)(?: (?:the|my|our|this|that))?(?: (?:whole|entire))?(?: (?:trip|booking"
    r"|journey"
    r"|request|it|everything|(?:it )?all))?(?=\W*(?:please|then|now|thanks)?\W*$)"
    r"|\b(?:i|we) (?:don't|do not|no longer) (?:need|want)(?: to)? (?:the|this|that|my) (?:trip|booking"
    r"|journey)(?: any ?more)?"
    r"|\b(?:i'm|i am|we're|we are) not (?:going|travell?ing)(?: any ?more| after all)?",
    re.IGNORECASE,
)
_TRAVELLERS = LatePattern(
    rf"\b(?:(?:for|we are|we're|there are|there will be|make it|it's|party of|add|plus) )*(?:"
    rf"(?:{COUNT}|\d{{1,6}}) (?:more |other |extra )?(?:of us|people|persons?|travell?ers?|passengers?|adults?"
    rf"|pax|colleagues?"
    r"|seats?)|(?:just|only) (?:me|myself|one person)|(?:one|a) more (?:person|traveller|passenger|colleague)"
    r"|(?:my|our|a) (?:colleague|wife|husband|partner|boss|manager|team)(?: [A-Z][\w'-]+(?: [A-Z][\w'-]+)?)?"
    r"(?: (?:is|are) coming(?: too| along| with me)?| (?:comes|joins|travels)(?: too| along| with me)?| too))\b",
    re.IGNORECASE,
)
_WITH_PERSON = LatePattern(
    r"\b(?:add|with|plus|and|bring|for)\s+(?P<name>(?-i:[A-Z][a-z'’-]+ [A-Z][\w'’-]+))\b", re.IGNORECASE
)
_COST_CENTRE = LatePattern(
    r"\b(?:(?:please )?(?:charge|bill|put|book)(?: (?:it|this|that))? (?:to|on"
    r"|against) )?(?:the )?(?:cost ?cent(?:re|er))"
    r"(?: is|:| to)?\s+(?P<code>[A-Za-z0-9][A-Za-z0-9-]{1,31})\b"
    r"|\b(?:charge|bill)(?: (?:it|this|that))? (?:to|on|against) (?P<charged>(?-i:[A-Z0-9][A-Z0-9-]{1,31}))\b",
    re.IGNORECASE,
)
_PURPOSE = LatePattern(
    r"\b(?:the )?purpose(?: of (?:the|my) trip)?(?: is| to)?:?\s+(?P<text>[^,.;!?¦]{2,200}?)(?:,? (?:please|then"
    r"|thanks|thank you|instead))*(?=[,.;!?¦]|$)",
    re.IGNORECASE,
)


def read_payment(reading: Reading) -> None:
    """Read who pays, and what the trip is for."""
    words = reading.message.words
    match = _COST_CENTRE.search(words.text)
    if match is not None and not reading.message.is_negated(*match.span()):
        words.blank(*match.span())
        code = (match["code"] or match["charged"]).upper()
        reading.changes.append(SetCostCentre(cost_centre=code))
    if match := words.take(_PURPOSE):
        reading.changes.append(SetPurpose(purpose=match["text"].strip()))


def read_orders(reading: Reading) -> None:
    """Read which option is taken, and whether all of the trip is called off."""
    words = reading.message.words
    if _GO_AHEAD.fullmatch(words.text):
        words.blank(0, len(words.text))
        reading.changes.append(SelectOption(which=None))
        return
    match = _SELECT.search(words.text) or _BARE_NTH.fullmatch(words.text)
    if match is not None and not reading.message.is_negated(*match.span()):
        words.blank(*match.span())
        reading.changes.append(SelectOption(which=_which(match)))
    match = _CANCEL.search(words.text)
    if match is not None and not reading.message.is_negated(*match.span()):
        words.blank(*match.span())
        reading.changes.append(CancelTrip())


def read_travellers(reading: Reading) -> None:
    """Read that others travel, or more, or fewer."""
    words = reading.message.words
    for pattern in (_TRAVELLERS, _WITH_PERSON):
        match = pattern.search(words.text)
        if match is not None and not reading.message.is_negated(*match.span()):
            words.blank(*match.span())
            reading.changes.append(ChangeTravellers(said=match[0].strip()))


def _which(match: re.Match[str]) -> int | Literal["last", "cheapest"]:
    said = match.groupdict()
    if said.get("cheapest"):
        return "cheapest"
    word = (said.get("number") or said.get("nth") or "").lower()
    if word == "last":
        return "last"
    return ORDINALS[word] if word in ORDINALS else int(word)
