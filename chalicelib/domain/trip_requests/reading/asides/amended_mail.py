"""A mail that only moves the days of the request below it: "change to my mail below: out on the 9th, back on the 11th,
the rest stays". What is asked for then is the older message, on the newer days."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)\b"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)"
_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_DAY = LatePattern(
    rf"(?:\b{_WEEKDAY},? )?(?:\bthe )?(?:\b{_NUMBER}(?: of)? {_MONTH}|\b{_MONTH} {_NUMBER})(?:,? 20[0-9]{{2}})?",
    re.IGNORECASE,
)
_SPAN = LatePattern(rf"\b({_NUMBER})\s?(?:-|\u2013|to)\s?({_NUMBER}) ({_MONTH})", re.IGNORECASE)
# What says that the older message holds but for what is said anew.
_MESSAGE = r"(?:e-?mails?|mails?|messages?|msgs?|requests?|notes?|bookings?|dates?|trips?|one)"
_AMENDS = LatePattern(
    r"\b(?:correct(?:ion|ed|ing)?|chang(?:e|ed|ing)|amend\w*|update[ds]?|adjust\w*|modif\w*|mov(?:e|ed|ing)"
    r"|shift\w*)\b"
    rf"[^.!?\n]{{0,40}}\b(?:{_MESSAGE}|below|underneath|quoted)\b"
    r"|\b(?:rest|everything else|all else|all the rest|the other details|other details|otherwise)\b[^.!?\n]{0,30}"
    r"\b(?:same|unchanged|as (?:written|before|below|is|it (?:is|was)|requested|planned|stated)|stays?|remains?"
    r"|holds?)\b",
    re.IGNORECASE,
)
_ROUTE = LatePattern(r"[A-Z][\w'-]+ ?(?:to|->|>|-|/) ?[A-Z]\w+|\b(?i:from|via) [A-Z]")
_BACK = LatePattern(r"\b(?:back|home|return\w*|inbound|until|till|stay\w*|come|coming)\b", re.IGNORECASE)
_OUT = LatePattern(r"\b(?:out|outbound|leav\w+|depart\w*|fly\w*|go|going|start\w*|travel\w*)\b", re.IGNORECASE)
# All that may stand beside the days in such a message, whatever it is called there.
_WORDS_BESIDE = """
a above actually after all and are as back be before below better booking both but by can change changed changes
changing come coming correct corrected correction could date dates day days dear depart departing departure else
everything fly flying for from go going hello hey hi holds home i i'd i'll in inbound instead is it its just leave
leaving like little mail message minor move moved moving my need new not note now of on one one's only other otherwise
our out outbound planned please pls prefer quoted rather remains request requested rest return returning returns same
see shift shifted should small sorry stated stay staying stays still sure than thanks that the then this till tiny to
travel travelling trip two unchanged underneath until update updated want was we we'd we'll were will with would
written
"""
_BESIDE = frozenset(_WORDS_BESIDE.split())
_WORD = LatePattern(r"[^\W\d_][\w'\u2019]*")


def amend(older: str, said: str) -> str | None:
    """Return the older message on the days that the newer one says; None where that says more than days, or where it
    is open which of them it moves."""
    if _ROUTE.search(said) or not _AMENDS.search(said):
        return None
    days = [match[0] for match in _DAY.finditer(said)]
    rest = _DAY.sub(" ", said).replace("\u2019", "'").lower()
    if not days or re.search(r"[0-9]", rest) or not all(word in _BESIDE for word in _WORD.findall(rest)):
        return None
    older = _SPAN.sub(r"\1 \3 to \2 \3", older)
    moved = list(_DAY.finditer(older))
    if len(days) == 1 < len(moved) == 2:
        is_back, is_out = bool(_BACK.search(said)), bool(_OUT.search(said))
        if is_back == is_out:
            return None
        moved = moved[1:] if is_back else moved[:1]
    if len(days) != len(moved):
        return None
    for old, new in reversed(list(zip(moved, days, strict=True))):
        older = f"{older[: old.start()]}{new}{older[old.end() :]}"
    return older
