"""Who somebody is, said beside the name: "our rep Ann Lee", "Ann Lee, Chief Engineer,", "Bob Ray (head of sales)". It
says nothing of whether they travel, and is passed over with the name."""

import re
from functools import cache

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import (
    all_decisive,
    negations,
    words_for_people,
)
from chalicelib.domain.trip_requests.reading.people.person_patterns import TITLES

# What people are at work, besides the words by which travellers are counted.
_POSITIONS = """
rep reps officer professor prof fellow analyst buyer planner scientist attorney counsel accountant controller
treasurer architect designer developer specialist expert adviser advisor coordinator co-ordinator supervisor inspector
technician operator consultant representative associate lecturer researcher nurse physician editor producer geologist
economist commissioner ambassador attache envoy executive administrator chair chairman chairwoman chairperson head lead
salesman saleswoman salesperson welder fitter electrician plumber surveyor programmer tester recruiter
rector dean provost chancellor president treasurer registrar bursar notary judge senator minister mayor curator
sis bro buddy bestie hubby wifey missus flatmate roomie cuz
conductor interpreter translator trainer teacher lawyer solicitor barrister mechanic foreman driver pilot instructor
superintendent
"""
_DETERMINER = r"(?:my|our|their|his|her|its|your)"
_BEFORE = LatePattern(
    rf"(?<![\w'-])(?:(?P<owned>{_DETERMINER})|the"
    r"|an?)\s+(?P<words>(?-i:(?:[A-Za-z][a-z'-]*\s+){0,3}[A-Za-z][a-z'-]*"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[a-z][a-z'-]*)?)),?\s+$"
    r"|(?<![\w'-])(?P<bare>(?-i:[A-Za-z][a-z'-]*))\s+$",
    re.IGNORECASE,
)
_ARTICLE = LatePattern(rf"\b(?:{_DETERMINER}|the)\s+$", re.IGNORECASE)
_BEHIND = LatePattern(r",\s+(?P<after>[^\d,.;:!?()]{3,70})(?=[,.;)]|$),?|\s*\((?P<within>[^\d,.;:!?()]{3,70})\)")
_OFFICE_OF = LatePattern(rf",?\s+{TITLES}")
_OWNED_OFFICE = LatePattern(rf"\b(?:{_DETERMINER}|the)\s+(?-i:(?:[A-Z][a-z'-]*\s+){{0,3}})$", re.IGNORECASE)
_RANKS = frozenset(
    (
        "senior",
        "junior",
        "deputy",
        "assistant",
        "associate",
        "managing",
        "general",
        "executive",
        "technical",
        "commercial",
    )
)
_FIRST_WORDS = frozenset(("head", "chief", "director", "manager", "lead", "president", "secretary", "chair"))
# With these in it, it tells of somebody else, or of the journey.
_NO_PART = frozenset((
    "and", "or", "plus", "from", "to", "with", "on", "who", "whom", "is", "are", "will", "wants", "needs", "flies",
    "travels", "goes", "please", "i", "we", "me", "us", "flight", "flights", "ticket", "tickets", "trip", "hotel",
    "asked", "asks", "said", "says", "told", "wanted", "agreed", "approved", "via",
))  # fmt: skip
# Of several words that begin with capitals the last one may be part of a name: "Bui Thanh Son".
_ALSO_NAMES = frozenset(("son", "dean", "marshal", "judge", "mayor", "provost"))
_LONGEST_BEFORE = 60


# Those who travel, which lead to their names.
_LABELS = frozenset((
    "pax", "adult", "adults", "passenger", "passengers", "people", "person", "persons", "guests", "members", "others",
    "team", "teams", "group", "grp", "party", "staff", "crew", "family", "friends", "delegates", "colleagues",
))  # fmt: skip


@cache
def _positions() -> frozenset[str]:
    return (words_for_people() | frozenset(_POSITIONS.split())) - _LABELS


def begin_with_role(text: str, start: int) -> int:
    """Return where somebody begins who is named at `start` of the text, what they are said to be included."""
    begin = max(0, start - _LONGEST_BEFORE)
    said = _BEFORE.search(text[begin:start])
    if said is None:
        return start
    words = re.split(r"\s(?:of|for)\s", (said["words"] or said["bare"]).lower())[0].split()
    is_role = words[-1] in _positions() or bool(said["owned"])
    return begin + said.start() if is_role and _is_harmless(words) else start


def end_with_role(text: str, end: int) -> int:
    """Return where somebody ends whose name ends there, what they are said to be behind it included."""
    said = _BEHIND.match(text, end)
    if said is None:
        return end
    words = [word.strip("'\"") for word in (said["after"] or said["within"]).lower().split()]
    is_role = not _positions().isdisjoint(words)
    return said.end() if is_role and _is_harmless(words) else end


def is_role_before(text: str, start: int, word: str) -> bool:
    """Return whether a word at `start` of the text is what somebody is who is named behind it: "the Rector, Professor
    Ann Lee"."""
    return word.lower() in _positions() and _ARTICLE.search(text[max(0, start - _LONGEST_BEFORE) : start]) is not None


def is_office_before(text: str, start: int, end: int) -> bool:
    """Return whether the words from `start` to `end` of the text are the office of somebody who is named behind it with
    a title: "our Chief Financial Officer, Ms Lee"."""
    last = text[start:end].lower().split()[-1:]
    begin = max(0, start - _LONGEST_BEFORE)
    return (
        bool(last)
        and last[0] in _positions()
        and _OFFICE_OF.match(text, end) is not None
        and _OWNED_OFFICE.search(text[begin:start]) is not None
    )


def begin_of_name(name: str) -> int:
    """Return where a full name begins that may have a position before it: "Technician Ann Lee"."""
    first, _, rest = name.partition(" ")
    return len(first) + 1 if first.lower() in _positions() and " " in rest else 0


def is_position(name: str, behind: str) -> bool:
    """Return whether what is written as a name is what somebody is: "Chief Engineer", or the first word of it, as in
    "Head" before "of Sales"."""
    words = name.lower().split()
    if len(words) == 1:
        return words[0] in _FIRST_WORDS and re.match(r"\s+(?:of|for)\b|\s*,", behind) is not None
    return words[-1] in _positions() - _ALSO_NAMES


def is_rank(name: str) -> bool:
    """Return whether what is written as a name is an office with its rank: "Senior Manager"."""
    words = name.lower().split()
    return len(words) > 1 and words[0] in _RANKS and words[-1] in _positions()


def _is_harmless(words: list[str]) -> bool:
    decisive = all_decisive() | negations() | _NO_PART
    return all(word not in decisive or word in _positions() for word in words)
