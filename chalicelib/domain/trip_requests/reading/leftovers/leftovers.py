"""What no rule has read of a request, in two heaps: what stands in the way of booking and is asked about, and what is
let through and shown as not read.

In the way are words of days, times, counts, money, limits, conditions, comforts and people, names, codes, what is
denied, and words misspelt into none of these. A sentence that states something and asks for nothing ("my boss has
agreed", "it was a long week") is small talk, unless it holds a number, a day or something that is bought for a trip.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.places.resolver import names_city, names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.airlines import find_airlines, is_praised, refuse_behind
from chalicelib.domain.trip_requests.reading.leftovers.conditions import is_polite
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    all_decisive,
    always_decisive,
    days_and_times,
    decisive_in_asking,
    decisive_in_small_talk,
    holds_decisive_phrase,
    is_nearly_decisive,
    negations,
    times_in_asking,
    words_for_people,
)
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import (
    is_abstract,
    is_everyday,
    is_passed_over,
)
from chalicelib.domain.trip_requests.reading.leftovers.organisations import without_organisations
from chalicelib.domain.trip_requests.reading.leftovers.other_senses import without_other_senses
from chalicelib.domain.trip_requests.reading.leftovers.statements import (
    ASKS,
    ASSERTS,
    HOPES,
    PURPOSE,
    says_something_of_the_trip,
)
from chalicelib.domain.trip_requests.reading.leftovers.trade_words import is_of_trade

GAP = "¦"  # stands where something was read

_SPLIT = LatePattern(
    # Not before what somebody does who is named before a comma: "that Ann Lee, will proceed".
    r"(?:[!?;()\"\n]|[,:](?![0-9]| (?:will|shall|is to|are to|must|needs?|wishes|requires?) (?!you\b|it\b|that\b)))+"
    r"|\.(?![0-9])|(?<![^\s¦])[-/|]+(?![^\s¦])|\b(?:so|because|bc|cuz|coz|cos|but|since|although|though"
    r"|hence|therefore|whereas|as (?=(?:i|we|you|he|she|they|it|my|our|the|there|this|company)\b))\b",
    re.IGNORECASE,
)
_WORD = LatePattern(r"[^\s,;:!?()\"¦&/+=]+")
_EDGES = "-.*'_~<>[]{}|"
_MONEY_OR_NUMBER = LatePattern(r"[0-9٠-٩$€£¥₹%]")
# Who is named beside whoever asks may travel, whatever else is said of them: "me, Ann and Bob are on the roadshow".
_WITH_ME = LatePattern(
    r"\b(?:[Mm]e|[Mm]yself),? (?:and |& |plus )?(?-i:[A-Z])[a-z]+|\b[A-Z][a-z]+,? (?:and|&|plus) (?:me|myself|I)\b"
)
# ... and so may whoever is only called something: "me and a mate", "my neighbour and I".
_AND_ANOTHER = LatePattern(
    r"\b(?:me|myself|I) (?:and|&|plus) (?:a|an|my|the|our|some|this|another) (?-i:[a-z])[\w-]+"
    r"|\b(?:a|an|my|the|our|some|this) [\w-]+ (?:and|&|plus) (?:me|myself|I)\b",
    re.IGNORECASE,
)
# Behind these a name that is a word besides is an airline's: "I'm done with United".
_BEFORE_AIRLINE = LatePattern(r"\b(?:with|on|of|fl(?:y|ies|ying)|takes?|taking) $", re.IGNORECASE)
# ... and before these: "United if you can".
_BEHIND_AIRLINE = LatePattern(r"(?:'s)? (?:if|please|pls|preferably|ideally|wherever|where possible)\b", re.IGNORECASE)
_CODE_LENGTH = 2
_LETTERS_OF_AN_AIRPORT = 3
# "Uhh", "hmmm", "aww": sounds of people who write as they speak.
_INTERJECTION = LatePattern(
    r"(?:u+h+m*|u+m+|h+m+|a+w+|o+h+|a+h+|e+r+m*|m+h*m+|pf+t*|ph+e+w+|o+o+f+|y+a+y+|y+o+|e+h+|h+i+|he+y+)"
)
# What of the journey is had already: a statement that leaves less to be booked, so that it is asked about.
_RIDE = r"(?:flights?|trains?|tickets?|outbound|legs?|sectors?|segments?|journey)\b"
_HAD = r"(?:booked|bought|sorted|arranged|covered|done|paid)"
_DOES = r"(?:do|book|arrange|sort|buy|handle|organi[sz]e|manage)\b(?: (?:out|them|it|those|that))*"
_ONESELF = r"(?:myself|ourselves|on my own|on our own|separately|privately)\b"
_IS_HAD = LatePattern(
    rf"\balready (?:have|has|got|{_HAD})\b.{{0,60}}\b{_RIDE}"
    rf"|\b(?:have|has|got|{_HAD})\b.{{0,60}}\b{_RIDE}.{{0,60}}\balready\b"
    rf"|\b(?:outbound|outward|first leg|(?:flight|train|journey|way) (?:out|there))(?: \w+)? (?:is|was|has been)"
    rf"(?: already)? {_HAD}\b"
    # "Flights I do myself", "I'll book the flights separately".
    rf"|\b{_RIDE},? (?:i|we)(?:'ll| will)? {_DOES} {_ONESELF}|\b(?:i|we)(?:'ll"
    rf"| will)? {_DOES} .{{0,20}}\b{_RIDE} {_ONESELF}",
    re.IGNORECASE,
)
# Of the way back it is read elsewhere what it means, and of what is met on the trip it means nothing.
_IS_HAD_OF_ELSE = LatePattern(r"\b(?:return|back|home|hotel|(?:tickets?|pass) (?:for|to) (?:the|a|an) )", re.IGNORECASE)
# Capitals that are no code of an airline, an airport or a class.
_ACRONYMS = frozenset((
    "i", "a", "ok", "fyi", "hr", "it", "po", "vp", "ceo", "cfo", "cto", "coo", "pa", "ea", "pdf", "ngo", "agm",
    "id", "re", "fw", "fwd", "ps", "nb", "btw", "lol", "imo", "un", "eu", "rfp", "rfq", "asap", "kpi", "faq", "crm",
    "erp", "sap", "eod", "cob", "eob", "eow", "ooo", "wfh", "tbh", "nda", "roi", "sla", "sow", "qbr", "hq",
    "dm", "md", "rq", "req", "pfb", "pfa", "pls", "pnr", "vat", "eta", "etd", "tba", "tbc", "tbd",
))  # fmt: skip
_PLACE_PREPOSITIONS = frozenset(("from", "to", "in", "near", "via", "at", "into", "through", "@", "towards", "toward"))
_PREPOSITIONS = frozenset((*_PLACE_PREPOSITIONS - {"to"}, "with", "by", "on", "for", "around", "without"))
_TAKES = frozenset(("with", "without"))  # what may be luggage
# A name behind one of these is its own: "the fair Anuga".
_EVENTS = frozenset(("fair", "exhibition", "expo", "congress", "conference", "festival", "show", "summit", "symposium"))
_DETERMINERS = frozenset(("the", "a", "an", "my", "our", "your", "his", "her", "their", "this", "that", "some"))
_ABOUT_PEOPLE = frozenset((
    "visit", "visits", "meeting", "meetings", "appointment", "appointments", "dinner", "lunch", "call", "calls",
    "office", "offices", "site", "sites", "event", "workshop", "workshops", "offsite", "off-site", "kick-off",
    "kickoff", "building", "day", "trip", "presentation", "demo", "review", "training", "lead", "leader", "list",
    "clinic", "hospital", "practice", "firm", "conference", "congress", "convention", "fair", "summit", "forum",
    "seminar", "session", "sessions", "audit", "audits", "negotiations", "talks", "association", "network", "programme",
    "program", "course", "school", "panel", "awards", "gala", "evening", "reception", "launch", "relations",
    "qualification", "here",
))  # fmt: skip


# What people do who are not said to travel: "the client wants us there", "agreed with", "to see the customer".
_SAYS = frozenset(("says", "said", "agreed", "agrees", "approved", "approves", "confirmed", "insists", "pays", "told"))
_CALLS = frozenset((
    "wants", "want", "wanted", "needs", "need", "needed", "asks", "ask", "asked", "expects", "expect", "expected",
    "invites", "invited", "sends", "sent", "requires", "required",
))  # fmt: skip
_THINGS = frozenset(("company", "airline", "carrier", "airlines", "line", "operator", "chain", "brand", "provider"))
_ME = frozenset(("me", "us", "that", "if"))
_SEES = frozenset(("see", "meet", "talk", "speak", "have", "hear", "know", "discuss", "show", "review", "visit"))
_MET = frozenset(("by", "from", "see", "seeing", "meet", "visit", "visiting"))
_RIDES = frozenset(("lift", "ride", "dinner", "lunch"))
_MEETS = frozenset(("meet", "see", "visit", "visiting", "call", "meeting", "seeing", "per", "joint", "external"))


class Doubt(StrEnum):
    """What an unread word may bear on."""

    DAY = "day"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


class Leftovers(NamedTuple):
    """Runs of words that nothing has read: those that are asked about, and those that are let through."""

    asked: tuple[str, ...]
    passed: tuple[str, ...]


# Questions about these fields ask for what such words would say, so that nothing is asked twice.
_ASKED_BY: Mapping[str, Doubt] = {
    "departOn": Doubt.DAY,
    "returnOn": Doubt.DAY,
    "nights": Doubt.DAY,
    "travellers": Doubt.PERSON,
    "origin": Doubt.PLACE,
    "destination": Doubt.PLACE,
}


def part_small_talk(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` with blanks where a clause only states what cannot bear on the trip, and these clauses; no rule is
    tempted to read them."""
    parted = [piece for piece in _SPLIT.split(text) if piece.strip() and _is_small_talk(piece)]
    for piece in parted:
        text = text.replace(piece, " " * len(piece), 1)
    return text, tuple(piece.strip() for piece in parted)


def says_it_is_had(piece: str) -> bool:
    """Return whether a statement says of a part of the journey that it needs no more booking."""
    return _IS_HAD.search(piece) is not None and _IS_HAD_OF_ELSE.search(piece) is None


def _is_small_talk(piece: str) -> bool:
    if says_it_is_had(piece):
        return True
    piece = without_other_senses(piece)
    if HOPES.match(piece):
        return not any(
            _is_of(word, all_decisive() - days_and_times() - times_in_asking()) for word in _WORD.findall(piece)
        )
    if not _is_statement(piece) or says_something_of_the_trip(piece) or _find_doubts(piece, is_statement=True):
        return False
    words = [word for each in _WORD.findall(piece) if (word := each.strip(_EDGES))]
    return (
        len(words) > 1
        and not _names_airline(piece)
        and not any(
            word.lower() == "if"
            or _is_of(word, decisive_in_small_talk())
            or (word[0].isupper() and not is_everyday(word))
            for word in words
        )
    )


def _names_airline(text: str) -> bool:
    found = (each for group in find_airlines(text) for each in group)
    return any(
        each.end - each.start > _CODE_LENGTH
        and (
            not each.is_weak
            or refuse_behind(text, each.end)
            or is_praised(text, each.end)
            or _BEFORE_AIRLINE.search(text[: each.start])
            or (text[each.start].isupper() and _BEHIND_AIRLINE.match(text, each.end))
        )
        for each in found
    )


def sort_leftovers(text: str, fields: Iterable[str] = ()) -> Leftovers:
    """Return what is left of a request's text, in which a gap stands for whatever was read; what the questions about
    `fields` ask for is not asked again."""
    asked_already = {_ASKED_BY[last] for field in fields if (last := field.rpartition(".")[2]) in _ASKED_BY}
    asked: list[str] = []
    passed: list[str] = []
    for piece in _SPLIT.split(text):
        is_statement = _is_statement(piece) and not _WITH_ME.search(text)
        for run in piece.split(GAP):
            doubts = _find_doubts(without_organisations(without_other_senses(run)), is_statement=is_statement)
            if not is_statement and _AND_ANOTHER.search(run):
                doubts.add(Doubt.PERSON)
            if said := _without_filler(run) or (run.strip(f"{_EDGES} ") if doubts else ""):
                (passed if doubts <= asked_already else asked).append(said)
    return Leftovers(tuple(asked), tuple(passed))


def _is_statement(piece: str) -> bool:
    return GAP not in piece and bool(ASSERTS.search(piece)) and not ASKS.search(piece)


def _find_doubts(run: str, *, is_statement: bool) -> set[Doubt]:
    words = [word for each in _WORD.findall(run) if (word := each.strip(_EDGES))]
    places = range(len(words))
    doubts = {doubt for place in places if (doubt := _doubt_anywhere(words, place))}
    conditions = [place for place in places if words[place].lower() == "if"]
    if holds_decisive_phrase(run) or not all(is_polite(words[place + 1 :]) for place in conditions):
        doubts.add(Doubt.OTHER)
    if is_statement:
        if any(word.lower() in negations() for word in words) and not all(_is_harmless(word) for word in words):
            doubts.add(Doubt.OTHER)
    else:
        doubts |= {doubt for place in places if (doubt := _doubt_in_asking(words, place))}
        if _names_airline(run):
            doubts.add(Doubt.OTHER)
    if Doubt.DAY in doubts:
        doubts.discard(Doubt.NUMBER)  # of the day
    return {Doubt.OTHER if doubt is Doubt.NUMBER else doubt for doubt in doubts}


def _doubt_anywhere(words: list[str], place: int) -> Doubt | None:
    """Return what a word may bear on whatever it stands in: numbers, days, places, codes, limits and what is sold."""
    word = words[place]
    if _MONEY_OR_NUMBER.search(word):
        return Doubt.NUMBER
    if _is_of(word, days_and_times()) or (word == "May" and place > 0):
        return Doubt.DAY
    if _is_of(word, always_decisive()) or any(letter.isalpha() and not _is_latin(letter) for letter in word):
        return Doubt.OTHER
    if (
        word[0].isupper()
        and _before(words, place) in _PLACE_PREPOSITIONS
        and (not is_everyday(word) or names_city(word))
    ):
        return Doubt.PLACE
    if word.islower() and not (is_everyday(word) or is_of_trade(word)) and names_place(word):
        return Doubt.PLACE
    is_known = is_everyday(word) or is_of_trade(word.lower())
    slipped = word.lower() not in negations() and not is_known and is_nearly_decisive(word)
    return Doubt.OTHER if slipped else None


def _doubt_in_asking(words: list[str], place: int) -> Doubt | None:
    """Return what a word may bear on where something is asked for: time, order, people, names, what is denied or
    unknown behind a preposition."""
    word = words[place]
    folded = word.lower()
    if _is_of(word, times_in_asking()):
        return Doubt.DAY
    if folded in negations() or _is_of(word, decisive_in_asking()):
        return Doubt.OTHER
    if folded.removesuffix("'s") in words_for_people():
        return None if _is_only_about_people(words, place) else Doubt.PERSON
    if word.isupper() and len(word) <= 3:
        is_shouted = len(word) == _LETTERS_OF_AN_AIRPORT and is_passed_over(word)  # "CAN YOU BOOK"
        return None if folded in _ACRONYMS or is_shouted else Doubt.OTHER
    is_harmless = is_of_trade(word) and _before(words, place) not in _TAKES
    if is_everyday(word) or is_harmless or not word[0].isalpha() or _INTERJECTION.fullmatch(folded):
        return None
    if word[0].isupper() and _is_a_choice_or_thing(words, place):
        return Doubt.OTHER
    if word[0].isupper():
        return None if _before(words, place) in _PLACE_PREPOSITIONS | _EVENTS else Doubt.PERSON
    is_unknown = len(word) <= 3 or (_before(words, place) in _PREPOSITIONS and not is_abstract(word))
    return Doubt.OTHER if is_unknown else None


def _is_a_choice_or_thing(words: list[str], place: int) -> bool:
    """Return whether a name is of no person: one of two things ("Gol or"), or what is called so ("company Gol")."""
    beside = {words[at].lower() for at in (place - 1, place + 1) if 0 <= at < len(words)}
    return "or" in beside or (place > 0 and words[place - 1].lower() in _THINGS)


def _is_latin(letter: str) -> bool:
    return letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"


def _is_of(word: str, decisive: frozenset[str]) -> bool:
    folded = word.lower().removesuffix("'s").removesuffix("ish")  # "noonish"
    return folded in decisive or ("-" in folded and any(part in decisive for part in folded.split("-")))


# Words of time that a denial in a statement may hold: "nobody can say later that they did not know".
_VAGUE_TIMES = frozenset(("later", "earlier", "day", "days", "week", "weeks", "month", "months", "year", "years"))


def _is_harmless(word: str) -> bool:
    folded = word.lower()
    if folded in decisive_in_asking() | words_for_people():
        return False
    return folded in negations() | _VAGUE_TIMES | {"before", "after", "until"} or (
        (word.islower() or is_everyday(word) or is_of_trade(folded)) and folded not in times_in_asking()
    )


def _is_only_about_people(words: list[str], place: int) -> bool:
    """Return whether people are named who do not travel for it: "client visit", "the customer's office", "my boss wants
    me", "approved by the manager"."""
    after, behind = (words[at].lower() if at < len(words) else "" for at in (place + 1, place + 2))
    if words[place].lower().endswith("'s") or after in _ABOUT_PEOPLE or after in _SAYS:
        return True
    is_of_reader = place > 0 and words[place - 1].lower() == "your"
    seen = words[place + 3].lower() if place + 3 < len(words) else ""
    if (
        (after in _CALLS and (behind in _ME or (behind == "to" and seen in _SEES)))
        or _before(words, place) in _MET
        or is_of_reader
    ):
        return True
    says = " ".join(words[place + 1 : place + 3])
    is_subject = bool(ASSERTS.match(says) and not ASKS.match(says))
    return _is_met(words[:place]) or (is_subject and not PURPOSE.match(words[place]) and "and" not in words[:place])


def _is_met(before: list[str]) -> bool:
    """Return whether words lead to somebody whom one meets: "a meeting with our", "to see the", "a lift with my"."""
    if any(word.lower() in _RIDES for word in before):
        return True
    leading = [word.lower() for word in before if word.lower() not in _DETERMINERS and word.islower()][-2:]
    return bool(leading) and (
        leading[-1] in _MEETS or (leading[-1] in {"with", "of", "for", "at", "by"} and leading[0] in _ABOUT_PEOPLE)
    )


def _before(words: list[str], place: int) -> str:
    """Return the word before one, passing over articles and the name that it is part of."""
    is_name = words[place][0].isupper()
    for word in reversed(words[:place]):
        if word.lower() not in _DETERMINERS and not (is_name and word[0].isupper()):
            return word.lower()
    return ""


def _without_filler(run: str) -> str:
    """Return a run of words without the filler around it; empty when nothing else is in it."""
    words = [match for match in _WORD.finditer(run) if match[0].strip(_EDGES)]
    while words and is_passed_over(words[0][0].strip(_EDGES)):
        words.pop(0)
    while words and is_passed_over(words[-1][0].strip(_EDGES)):
        words.pop()
    return run[words[0].start() : words[-1].end()].strip(f"{_EDGES} ") if words else ""
