"""Numbers that are spelled out, in days, years and amounts: "april twenty third", "twenty twenty seven"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_UNITS = {
    name: value
    for value, name in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        start=1,
    )
}
_TENS = {
    name: 10 * value
    for value, name in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ORDINALS = {
    name: value
    for value, name in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
        ],
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30}

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)"
)
_ORDINAL = rf"(?:(?:twenty|thirty)[ -])?(?:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_TEN = rf"(?:{'|'.join(_TENS)})"
_BELOW_100 = rf"(?:{_TEN}(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|{_UNIT})"

_YEAR = LatePattern(
    rf"\b(?:twenty[ -](?P<short>(?:twenty|thirty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
    rf"|two thousand(?: and)?[ -](?P<long>{_BELOW_100}))\b",
    re.IGNORECASE,
)
# "on 2 January first thing": of a flight, no number of a day.
_AFTER_MONTH = LatePattern(
    rf"\b({_MONTH}) (?:the )?({_ORDINAL})\b(?! (?:thing|class|half|flights?|flt|trains?)\b)", re.IGNORECASE
)
_BEFORE_MONTH = LatePattern(rf"\b({_ORDINAL})(?=(?: of)? {_MONTH}\b)", re.IGNORECASE)
_MINUTES = {
    "oh five": "05",
    "ten": "10",
    "fifteen": "15",
    "twenty": "20",
    "thirty": "30",
    "forty": "40",
    "forty five": "45",
}
_CLOCK = LatePattern(
    r"\b(at|before|after|around|about|by|until|till|past|between|and|to|from|than)"
    r" (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r" (oh five|fifteen|twenty|thirty|forty five|forty)(?= (?:[ap]\.? ?m\b|in the|or|on|and|at)|\s*(?:[,.;]|$))",
    re.IGNORECASE,
)
_HALF_OF_DAY = LatePattern(r"(?<=[0-9a-z] )\b([ap]) m\b", re.IGNORECASE)
_ONLY_DAY = LatePattern(
    r"\b((?:on|until|till|to|from|by|back|home|return|returning|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?) the)"
    rf" ({_ORDINAL})\b(?=\s*(?:[,.;!]|$)"
    r"|\s+(?:in|at|and(?! (?:the )?last\b)|around|after|before|back|to|until|from|with|morning|afternoon|evening"
    r"|of (?:this|next|the) month)\b)",
    re.IGNORECASE,
)
_UNIT_DAY = LatePattern(
    rf"\b(?!may\b)({_MONTH}) ({_UNIT})(?=\s*(?:[,.;!]|$)|\s+(?:in|at|and|back|to|return|returning|coming|one way)\b)",
    re.IGNORECASE,
)
_CARDINAL_DAY = LatePattern(
    rf"\b({_MONTH}) ((?:twenty|thirty)[ -](?:one|two|three|four|five|six|seven|eight|nine))\b", re.IGNORECASE
)
_HUNDREDS = LatePattern(
    rf"\b(?:(?P<thousands>{_BELOW_100}|a) thousand)?(?: and)?\s?(?:(?P<hundreds>{_UNIT}|a)?\s?hundred)?"
    rf"(?:(?: and)? (?P<rest>{_BELOW_100}))?\b",
    re.IGNORECASE,
)
_ANY_HUNDRED = LatePattern(r"hundred|thousand", re.IGNORECASE)


def put_numbers_plainly(text: str) -> str:
    """Return `text` with the days, years and amounts that are spelled out in digits."""
    text = _CLOCK.sub(lambda match: f"{match[1]} {_UNITS[match[2].lower()]}:{_MINUTES[match[3].lower()]}", text)
    text = _HALF_OF_DAY.sub(r"\1m", text)
    text = _YEAR.sub(lambda match: str(2000 + _value(match["short"] or match["long"])), text)
    text = _AFTER_MONTH.sub(lambda match: f"{match[1]} {_ordinal(match[2])}", text)
    text = _BEFORE_MONTH.sub(lambda match: f"{_ordinal(match[1])}", text)
    text = _ONLY_DAY.sub(lambda match: f"{match[1]} {_ordinal(match[2])}", text)
    text = _UNIT_DAY.sub(lambda match: f"{match[1]} {_value(match[2])}", text)
    text = _CARDINAL_DAY.sub(lambda match: f"{match[1]} {_value(match[2])}", text)
    return _HUNDREDS.sub(_amount, text) if _ANY_HUNDRED.search(text) else text


def _amount(match: re.Match[str]) -> str:
    words = match[0].lower()
    if "hundred" not in words and "thousand" not in words:
        return match[0]
    thousands = _value(match["thousands"] or "") * 1000
    hundreds = (_value(match["hundreds"] or "") or 1) * 100 if "hundred" in words else 0
    lead = " " if match[0].startswith(" ") else ""
    return f"{lead}{thousands + hundreds + _value(match['rest'] or '')}"


def _value(words: str) -> int:
    """Return the number below 100 that is spelled out; 0 for nothing."""
    parts = re.split(r"[ -]", words.lower())
    return sum(_TENS.get(part, 0) or _UNITS.get(part, 0) or int(part == "a") for part in parts)


def _ordinal(words: str) -> str:
    *tens, last = re.split(r"[ -]", words.lower())
    number = sum(_TENS[part] for part in tens) + _ORDINALS[last]
    return f"{number}{'th' if 10 < number < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
