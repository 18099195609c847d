"""What is said in an order in which the rules do not read it: "two nights before returning" is two nights, then back;
"by 11 on Friday morning" is on Friday by 11 am."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_GOING = r"(?:return|go|travel|fly|continu|proceed|head|mov|journey|com)ing"
_MORNING = (
    rf"\b(by|before|after|around|at) ([0-9]{{1,2}}(?:[:.][0-9]{{2}})?) (?:on )?((?:this |next |the )?{_WEEKDAY})"
    r" (?:in the )?morning\b"
)
_AFTERNOON = (
    rf"\b(by|before|after|around|at) ((?:[1-9]|1[01])(?:[:.][0-9]{{2}})?) (?:on )?((?:this |next |the )?{_WEEKDAY})"
    r" (?:in the )?(?:afternoon|evening)\b"
)
# What lies between two slices, and is travelled by oneself.
_OWN = (
    r",?\s*\b(?:domestic |internal |inland )?(?-i:[A-Z]{3}-[A-Z]{3})(?: (?:is|by|on|to be))* (?:own arrangements?"
    r"|own account|self[- ](?:arranged|booked)|surface|arnk)\b"
    r"|,?\s*\b(?:surface|arnk|own arrangements?|self[- ](?:arranged|booked))(?: (?:sector|segment|leg|travel))?:?"
    r" (?-i:[A-Z]{3}[-/][A-Z]{3})"
    r"(?:,? (?:is |to be |being )?(?:arranged|booked|handled|organi[sz]ed|covered|done|made|paid)(?: (?:by|with|via"
    r"|through) [a-z ]{2,25}| separately| locally)?)?"
)
_FORMS = tuple(
    (LatePattern(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (rf"\b(nights?(?: (?:there|in (?-i:[A-Z])[\w'-]+))?),? before (?={_GOING}\b)", r"\1, then "),
        (_MORNING, r"on \3 \1 \2 am"),
        (_AFTERNOON, r"on \3 \1 \2 pm"),
        (_OWN, ""),
    )
)


def put_in_order(text: str) -> str:
    """Return a line of text with such words in the order in which they are read."""
    for pattern, plain in _FORMS:
        text = pattern.sub(plain, text)
    return text
