"""The forms in which a request says a day, as one pattern with a group for each part of each form; `dates` reads what
matches."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.relative_dates import PATTERNS
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT

# The point of an abbreviation, not the end of a sentence.
_POINT = r"(?:\.(?=\s*[0-9,/-]|\s+(?-i:[a-z])))?"
_MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    rf"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b{_POINT})"
)
WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    rf"|(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b{_POINT})"
)
_FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![0-9])"
_ORDINAL = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)"
_YEAR = r"20[0-9]{2}(?![0-9])"
# What behind a number says that it counts something, or is a time.
_NO_COUNT = (
    r"(?!\s*(?:nights?|people|persons?|pax|travell?ers?|adults?|rooms?|seats?|stars?|o'clock|[ap]\.?m)\b|[:.][0-9])"
)
_TO = r"\s*(?:-|(?:up )?to|until|till?|through|thru|and)\s*(?:the\s+)?"


def _day_month(name: str, until: str = "") -> str:
    return (
        rf"(?<![0-9/.:-])(?:\b(?P<{name}weekday>{WEEKDAY}),?\s+(?:the\s+)?)?\b{until}(?P<{name}day>{_DAY})"
        rf"[\s-]*(?:of\s+)?(?P<{name}month>{_MONTH})(?:(?:,?\s*|-)(?P<{name}year>{_YEAR}))?(?!,?\s*19[0-9]{{2}})"
    )


def _month_day(name: str, until: str = "", unless: str = "") -> str:
    return (
        rf"(?:\b(?P<{name}weekday>{WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<{name}month>{_MONTH})\s*(?:the\s+)?"
        rf"{until}(?P<{name}day>{_DAY}){unless}{_NO_COUNT}(?:,?\s*(?P<{name}year>{_YEAR}))?"
    )


_ISO = (
    rf"(?<![0-9/.-])(?P<isoyear>{_YEAR})(?P<isosep>[-/.])(?P<isomonth>[0-9]{{1,2}})"
    r"(?P=isosep)(?P<isoday>[0-9]{1,2})(?![0-9])"
)
_NUMERIC = (
    rf"(?<![0-9/.-])(?:\b(?P<numweekday>{WEEKDAY}),?\s+(?:the\s+)?)?(?P<first>[0-9]{{1,2}})(?P<sep>[-/.])(?P<second>[0-9]{{1,2}})(?P=sep)"
    rf"(?P<numyear>{_YEAR})"
)
_SHORT = (
    rf"(?<![0-9/.])(?:\b(?P<shortweekday>{WEEKDAY}),?\s+(?:the\s+)?)?(?P<short1>[0-9]{{1,2}})/(?P<short2>[0-9]{{1,2}})"
    rf"(?![0-9/]|\.[0-9]|\s*(?:of\s+)?{_MONTH})"
)
_RELATIVE = (
    r"\b(?P<relative>today|tomorrow|(?:the )?day after tomorrow"
    rf"|in {COUNT} (?:days?|weeks?|months?)(?: time)?)\b"
)
_MONTH_OF_DAY = r"(?:\s+of (?P<domonth>this|next|the) month)"
_DAY_ONLY = (
    rf"(?:\b(?P<doweekday>{WEEKDAY}),?\s+(?:the\s+)?|\bthe\s+|(?<=\bon )|(?<=\bback )|(?<=\bhome )|(?<=\bfrom )"
    r"|(?<=\bto )|(?<=\buntil )|(?<=\btill )|(?<=\breturn )|(?<=\breturning )|(?<=- ))"
    rf"(?P<dayonly>{_ORDINAL})\b(?:{_MONTH_OF_DAY}"
    r"|(?!\s+(?:floor|street|avenue|ave|st|time|of|one|class|cl|quarter|half|week|edition|anniversary|birthday|person|day"
    rf"|flight|flt|row|leg|international|annual)\b|\s*(?:of\s+)?{_MONTH}))"
)
_WEEKDAY_ONLY = (
    r"\b(?:(?P<which>(?:the )?(?:this coming|coming|next|following|upcoming)|this|that|the)\s+)?"
    rf"(?P<weekdayonly>{_FULL_WEEKDAY})\b"
    r"(?!,? (?:(?:of|in) )?(?:(?:next |this )?week\b|two weeks\b|the week after)|,? after next\b)"
    rf"(?:\s+(?:after (?:it|that {_FULL_WEEKDAY}|that|this)|thereafter|afterwards|after(?=\s*(?:[,.;]|$)))\b)?"
    r"(?: (?:of|in) (?:that|the same|that same|the very same) week\b)?"
    r"(?:\s+(?P<weekdaybefore>before)(?: (?:that|it|this)\b)?(?=\s*(?:[,.;¦]|$)| (?:and|in the)\b))?"
)
_EVENT = (
    r"(?:it|this|that|the (?:conference|congress|fair|event|meeting|workshop|seminar|summit|kick-?off|training|hearing"
    r"|course|exhibition|show|wedding|talks?))\b(?: (?:starts?|begins?|opens?|ends?|finish(?:es)?|closes?|is over)\b)?"
)
# The order matters: a range such as "3-5 March" before the single date that it ends with.
# Every form begins with a word or a number, of which the first letter tells most that begin none.
_BEGINS = r"\b(?=[0-9abcdefgijlmnostuw])"
MENTION = LatePattern(
    _BEGINS
    + "(?:"
    + "|".join(
        (
            _day_month("r1", until=rf"(?P<r1from>{_DAY}){_TO}(?:(?P<r1endday>{WEEKDAY}),?\s+(?:the\s+)?)?"),
            _month_day(
                "r2",
                until=rf"(?P<r2from>{_DAY}){_TO}(?:(?P<r2endday>{WEEKDAY}),?\s+(?:the\s+)?)?",
                unless=rf"(?!\s*(?:of\s+)?{_MONTH})",
            ),
            _day_month("dm"),
            _month_day("md"),
            _ISO,
            _NUMERIC,
            _SHORT,
            *PATTERNS,
            _RELATIVE,
            _DAY_ONLY,
            _WEEKDAY_ONLY,
            rf"\b(?P<later>{COUNT}) (?P<unit>days?|nights?|weeks?) (?:later|thereafter|after(?:wards?| that| it)?)\b",
            rf"\bafter (?P<later2>{COUNT}) (?P<unit2>days?|nights?|weeks?)\b",
            rf"\b(?:on )?(?:the )?day (?P<eventside>before|after) {_EVENT}",
            r"\b(?P<daybefore>(?:on )?the (?:previous|preceding) day|(?:the )?day before(?! (?:yesterday|the)\b))\b",
            r"\b(?P<nextday>(?:on )?the (?:very )?(?:next|following) day|next day|(?:the )?day after(?! tomorrow))\b",
            r"\b(?P<sameday>(?:(?:on )?(?:the |that )?same|that) day)\b",
        )
    )
    + ")",
    re.IGNORECASE,
)
