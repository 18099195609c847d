"""Who travels, in which cabin, why, and which cost centre pays."""

import re

from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.unsold import SOLD, mentions_flight, take_cabin_coach
from chalicelib.domain.trip_requests.reading.words import Words
from chalicelib.domain.trip_requests.trip_request import Cabin, Traveller

MOST_TRAVELLERS = 9

_NAME_WORD = r"(?-i:[^\W\d_a-zà-ÿ][\w'-]{1,40})"
_FULL_NAME = rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,3}}"
_PEOPLE = r"(?:people|persons?|travell?ers?|passengers?|adults?|pax)"
_COUNT = re.compile(
    rf"\b(?:(?:for|we are|there are|party of|group of|of us) )*(?P<count>{COUNT}) (?:{_PEOPLE}|of us)\b"
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
    rf"accompanied by|passengers?:?) (?P<names>{_FULL_NAME}(?:(?:,| and|, and) {_FULL_NAME})*)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:just me|only me|alone|by myself|solo|for myself)\b", re.IGNORECASE)

_CABINS = {
    Cabin.PREMIUM_ECONOMY: r"premium(?: |-)economy(?: class| cabin)?|economy premium|premium class",
    Cabin.BUSINESS: (
        r"business(?: |-)(?:class|cabin)|(?:in|fly(?:ing)?|travel(?:l?ing)?) business"
        r"|(?<=[,¦:] )business(?= ?(?:[,.;¦]|$))"
    ),
    Cabin.FIRST: r"first(?: |-)(?:class|cabin)",
    Cabin.ECONOMY: (
        r"(?:economy|tourist)(?:[ -](?:class|cabin|fare))?|coach[ -](?:class|cabin|fares?|seats?|flights?)"
        r"|(?:fly(?:ing)?|flights?|seats?|in|cabin:?|class:?|travel(?:l?ing)?) coach"
        r"(?! (?:tour|trip|ride|transfer)s?\b)"
    ),
}
_CABIN = {
    cabin: re.compile(rf"(?:\b(?:in|by) )?(?:\b(?:an?|the) )?\b(?:{pattern})\b", re.IGNORECASE)
    for cabin, pattern in _CABINS.items()
}

_BUSINESS_TRIP = re.compile(r"\b(?:business|work) (?:trips?|travel|journey|visit)\b", re.IGNORECASE)

_COST_CENTRE_SHAPE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,31}")
_COST_CENTRE = re.compile(
    r"\b(?:(?:on|to|for|charge(?:d)?(?: it)?(?: to)?|paid by|using|bill(?:ed)?(?: it)? to) )*(?:the |my |our )?"
    r"cost[ -]?cent(?:re|er)\s*(?:is |code |[:=#] ?)*(?P<code>[A-Za-z0-9][A-Za-z0-9-]*)",
    re.IGNORECASE,
)


def read_travellers(words: Words, findings: Findings, traveller: Traveller) -> tuple[Traveller, ...]:
    """Return the traveller and whoever comes along; only the traveller where the others are asked back."""
    names = _take_names(words)
    alone = bool(words.take_all(_ALONE))
    count = _take_count(words, findings)
    if alone and (names or (count or 1) > 1):
        findings.refuse("The trip cannot be both for one alone and for several people.")
    if count is None or count == 1 + len(names):
        return (traveller, *names)
    if not 1 <= count <= MOST_TRAVELLERS:
        findings.refuse(f"A trip is for 1 to {MOST_TRAVELLERS} people.")
        return (traveller,)
    others = count - 1
    if others == 0:
        findings.refuse("The trip is for one person, yet others are named.")
        return (traveller,)
    question = f"Who are the other {others} people?" if others > 1 else "Who is the other person?"
    answer = findings.ask("travellers", f"{question} Given and family names as in the passport, with commas between.")
    return (traveller, *(_answered_names(answer, others, findings) if answer else ()))


def read_cabin(words: Words, findings: Findings, default: Cabin) -> Cabin:
    """Return the cabin that is asked for; several are a question."""
    words.take_all(_BUSINESS_TRIP)
    speaks_of_flying = mentions_flight(words.text)
    found = [cabin for cabin, pattern in _CABIN.items() if words.take_all(pattern)]
    if take_cabin_coach(words) and Cabin.ECONOMY not in found:
        if not speaks_of_flying:
            question = f'Does "coach" mean economy class? A coach on the road is not sold. {SOLD}'
            answer = findings.choose("cabin", question, [(Cabin.ECONOMY.value, "Economy class on a flight")])
            return Cabin(answer) if answer else default
        found.append(Cabin.ECONOMY)
    if len(found) <= 1:
        return found[0] if found else default
    choices = [(cabin.value, cabin.value.replace("_", " ").capitalize()) for cabin in found]
    answer = findings.choose("cabin", "Which cabin is meant?", choices)
    return Cabin(answer) if answer else default


def read_cost_centre(words: Words, findings: Findings, default: str | None) -> str:
    """Return the cost centre in the words, else the traveller's own; empty when it is asked back."""
    codes = list(dict.fromkeys(match["code"].upper() for match in words.take_all(_COST_CENTRE)))
    if len(codes) > 1:
        return findings.choose("costCentre", "Which cost centre pays?", [(code, code) for code in codes]) or ""
    code = codes[0] if codes else default
    pointer = "/request"
    if code is None:
        code, pointer = findings.ask("costCentre", "Which cost centre pays?"), "/answers/costCentre"
    if code is not None and not _COST_CENTRE_SHAPE.fullmatch(code):
        findings.refuse(f"{code!r} is no code of a cost centre, such as SALES-EU.", pointer)
    return code or ""


def is_cost_centre_named(text: str) -> bool:
    """Return whether the words of a request say which cost centre pays."""
    return Words(text, len(text)).take(_COST_CENTRE) is not None


def _take_names(words: Words) -> list[Traveller]:
    match = words.take(_WITH_NAMES)
    return [_traveller(name) for name in re.split(r",? and |, ?", match["names"])] if match else []


def _take_count(words: Words, findings: Findings) -> int | None:
    if match := words.take(_WITH_COUNT):
        return 1 + count_of(match["count"])
    counts = {count_of(match["count"] or match["bare"]) for match in words.take_all(_COUNT)}
    if len(counts) > 1:
        findings.refuse("The number of people is said in two ways.")
    return min(counts, default=None)


def _traveller(name: str) -> Traveller:
    given, _, family = name.strip().rpartition(" ")
    return Traveller(given_name=given[:60], family_name=family[:60])


def _answered_names(answer: str, others: int, findings: Findings) -> list[Traveller]:
    names = [name for part in re.split(r",| and |;", answer) if (name := " ".join(part.split()))]
    if len(names) != others or any(len(name.split()) < 2 or len(name) > 60 for name in names):
        findings.refuse(f"The answer must name {others}, each with given and family name.", "/answers/travellers")
        return []
    return [_traveller(name) for name in names]
