"""The forms in which a request says when slices are to depart or to land, as patterns; `times` reads what matches."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.clock_times import HOUR, HOUR_NAMED, TIME
from chalicelib.domain.trip_requests.reading.text.money_words import CURRENCY, CURRENCY_CODE
from chalicelib.domain.trip_requests.reading.text.words import GAP

_DEPARTS = (
    r"(?:leav(?:e|es|ing)|dep(?:art(?:s|ing|ure)?|\.)?|tak(?:e|es|ing) off|off the ground|set(?:s|ting)? off|away"
    r"|fly(?:ing)? out|pull(?:s|ing)? out|wheels up|start(?:s|ing)?"
    r"|head(?:ing)? (?:out|off)|take-?off|out)"
)
_ARRIVES = (
    r"(?:land(?:s|ing)?|arr(?:iv(?:e|es|ing|al)|\.)?|touch(?:es|ing)? down|wheels down"
    r"|get(?:s|ting)? (?:in|there|me there)"
    r"|be (?:there|in|at)|there|reach(?:es|ing)?|in(?= (?:by|before|no(?:t)? later)\b))"
)
_VERB = rf"(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})(?<![.])\b\.?,?\s+(?:time\s+)?)?(?:\bat\s+)?"
_NO_DIGIT = r"(?<![0-9/.:-])"
_LEAST = r"(?:or later|or after|onwards?|(?:at )?(?:the )?earliest)"
_MOST = r"(?:or earlier|or before|(?:at )?the latest|latest|max(?:imum)?)"
# What says that a number is a time, where it may be a day as well.
_CERTAIN = (
    r"(?=noon|midday|half|quarter|[0-9]{1,2}(?:[:.h][0-9]{2}|\s?[ap]\.?m\b|\s?h\b)|[01][0-9][0-5][0-9]\b"
    r"|[a-z]+ (?:in the|o'?clock|[ap]\.?m\b))"
)
_FORMS = (
    rf"(?P<between>\b(?:between|btw)\s+(?P<t1>{TIME})\s+(?:and|to|-)\s+(?P<t2>{TIME}))",
    (
        rf"(?P<range>{_NO_DIGIT}\b(?:from\s+)?(?!(?:five|ten) to )(?P<t3>{TIME})\s*"
        rf"(?:-|to|until|till?)\s*(?P<t4>{TIME})(?:\s+departure)?)"
    ),
    (
        r"(?P<not_before>\b(?:no(?:t|thing)?\s+(?:earlier|sooner)\s+th[ae]n|not(?:hing)?\s+before|after|later than"
        r"|(?<!half )(?<!quarter )(?<!five )(?<!ten )(?<!twenty )past|any ?time (?:after|from)"
        rf"|earliest(?: departure)?(?: at)?)\s+(?P<t5>{TIME})(?:\s+{_LEAST})?)"
    ),
    (
        rf"(?P<later>{_NO_DIGIT}\b(?:(?:from|like|say|around|about)\s+)?(?P<t6>{TIME})"
        rf"(?:\s+{_LEAST}|\s?\+(?![0-9])))"
    ),
    rf"(?P<since>\bfrom\s+{_CERTAIN}(?P<t12>{TIME})(?!\s*(?:-|to|until|till?)\b))",
    (
        r"(?P<not_after>\b(?:(?<=station )for|(?<=airport )for|(?<=there )for|no(?:t|thing)?\s+later\s+th[ae]n"
        r"|not(?:hing)?\s+after|before|by|until|latest(?: by| at)?"
        rf"|no later than)\s+(?P<t7>{TIME})(?:\s+{_MOST})?)"
    ),
    rf"(?P<earlier>{_NO_DIGIT}\b(?P<t8>{TIME})\s+{_MOST})",
    (
        r"(?P<around>(?:\b(?:at\s+)?(?:around|about|approx(?:imately|\.)?|circa|ca\.?|roughly|like|say)"
        rf"|~)\s+(?P<t9>{TIME})(?:\s?-?\s?ish\b)?)"
    ),
    rf"(?P<ish>{_NO_DIGIT}\b(?P<t10>{TIME})(?:\s?-?\s?ish\b|\s+or (?:thereabouts|so)\b))",
    rf"(?P<say>\b(?:so |let's )?say,?\s+from\s+(?P<t11>{TIME}))",
)
_BEGINS = r"(?:\b|(?=[~@]))(?=[0-9a-z~@])"
WINDOW = LatePattern(_BEGINS + _VERB + rf"(?:{'|'.join(_FORMS)})", re.IGNORECASE)
# "01OCT 0700": a time of four digits right behind a day.
_MONTH_END = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ary|rch|ril|une|uly|ust|ber)"
_CLOCK = r"(?=(?!20[23][0-9])[0-2][0-9]:?[0-5][0-9]\b(?!\s?[-:]))"
# "Monday 7am", "15 Dec 7h30", "the 14th 18:30": what is a time wherever it stands, right behind a day.
_DAY_END = (
    rf"(?<=day )|(?<=day, )|(?<=20[23][0-9] )|(?<=20[23][0-9], )|(?<=(?:{_MONTH_END}), )|(?<=tomorrow )"
    rf"|(?<=(?:{_MONTH_END}) )|(?<=[0-9](?:st|nd|rd|th) )|(?<=[a-z]{{3}} [0-9] )"
    r"|(?<=[a-z]{3} [0-9]{2} )"
)
# A number alone may be that of a day: "Saturday 12 in the morning", "2026-12-12 in the morning".
_OF_A_PART = (
    rf"(?<![0-9/.:-])(?=(?:(?:half|quarter)(?: past| to)? {HOUR}|{HOUR_NAMED}|[0-9]{{1,2}}[:.][0-5][0-9])"
    r" in the (?:morning|afternoon|evening)\b)"
)
_CERTAIN_CLOCK = (
    r"(?=[0-9]{1,2}(?:[:.][0-5][0-9])?\s?[ap]\.?m\b|[0-9]{1,2}h(?:[0-5][0-9])?\b|[0-2]?[0-9]:[0-5][0-9]\b)"
    r"(?![^;]{0,12}\s?[-–]\s?[0-9])"
)
AT = LatePattern(
    rf"{_BEGINS}(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\s+)?"
    r"(?:(?:\bat\s+|@\s?|(?<=\bdep )|(?<=\barr )|(?<=\bdeparting )|(?<=\barriving )"
    rf"|(?<=\bleaving ){_CLOCK}"
    rf"|(?<={_MONTH_END} ){_CLOCK}"
    rf"|(?:{_DAY_END}){_CERTAIN_CLOCK}|\b{_OF_A_PART})(?P<time>{TIME})"
    rf"|{_NO_DIGIT}\b(?:the )?(?=[0-9]{{1,2}}(?:[:.h]?[0-9]{{2}}\b|\s?[ap]\.?m\b))(?P<named>{TIME})\s+"
    r"(?P<what>departure|departing|flight|train|arrival|arriving|landing)\b"
    # "The 0700 from Glasgow", as timetables list what departs.
    rf"|\b(?:by |on |with )?the {_CLOCK}(?P<listed>{TIME})(?=\s+(?:from|to|out|back|home|on)\b|\s*(?:[,.;]|$)"
    r"|\s+(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2} ?(?:to |->|-) ?[A-Z])))",
    re.IGNORECASE,
)
PARTS = {
    "early morning": (None, 9 * 60),
    "late morning": (10 * 60, 12 * 60),
    "mid morning": (9 * 60, 11 * 60),
    "morning": (None, 12 * 60),
    "early afternoon": (12 * 60, 15 * 60),
    "late afternoon": (15 * 60, 18 * 60),
    "mid afternoon": (14 * 60, 16 * 60),
    "afternoon": (12 * 60, 18 * 60),
    "early evening": (17 * 60, 20 * 60),
    "late evening": (20 * 60, None),
    "evening": (18 * 60, None),
    "late night": (20 * 60, None),
    "night": (18 * 60, None),
    "am": (None, 12 * 60),
    "pm": (12 * 60, None),
    "eve": (18 * 60, None),
    "first half": (None, 12 * 60),
    "second half": (12 * 60, 18 * 60),
    "first thing": (None, 9 * 60),
    "first flight": (None, 9 * 60),
    "last flight": (18 * 60, None),
    "before lunch": (None, 12 * 60),
    "by lunch": (None, 12 * 60),
    "after lunch": (13 * 60, 18 * 60),
    "after work": (17 * 60, None),
    "lunchtime": (12 * 60, 14 * 60),
}
DAY_WORD = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|today|tomorrow|same day"
    r"|next day|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:the )?[0-9]{1,2}(?:st|nd|rd|th)?"
    r"|[0-9]{1,2}(?:st|nd|rd|th)?[ -]?(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|20[2-3][0-9]"
    r"|[0-9]{1,2}(?:st|nd|rd|th))"
)
JOURNEY = r"(?:flights?|flts?|trains?|ones?|departures?|connections?|planes?|services?)"
# Of these, what may be something else stands for a part of the day only beside a day.
PART = LatePattern(
    rf"\b(?=[a-z12])(?:\b(?P<verb>{_DEPARTS}|{_ARRIVES})\s+)?(?:\b(?:in|on|during|for|by|at)\s+(?:the\s+)?)?(?:"
    r"\b(?P<part>(?:(?:early|late|mid)[ -](?:in the )?)?(?:morning|afternoon|evening)|late[ -](?:at )?night)s?\b"
    rf"(?:\s+(?:{JOURNEY}\b|of\b))?"
    rf"|\b(?P<night>night)\b(?!s)(?:\s+(?P<of_night>{JOURNEY})\b)?"
    rf"|\b(?:the )?(?:very )?(?P<rank>first|1st|last|earliest|latest)(?: possible| available)? {JOURNEY}\b"
    r"(?: (?:of the (?:day|morning|evening)|out|back|home|there|that day)\b)?"
    r"|(?<!\bat )(?<!\bat the )\b(?:the )?(?P<extreme>earliest|latest)(?: possible| available)?\b"
    r"(?=\s*(?:[,.;)]|$|back\b|out\b))"
    r"|\bas (?P<soon>early|late) as (?:possible|you can|can be|it gets|it goes|they (?:go|come|get|run)|you've got"
    r"|there is)\b"
    r"|\b(?P<midday>lunch ?time|midday)\b"
    r"|\b(?P<thing>first thing)\b(?: in the morning)?"
    r"|\b(?P<meal>(?:before|after|by)[ -](?:lunch|work))\b"
    r"|(?<=[\s(])(?P<half>am|pm|(?-i:eve|EVE))\b(?!')"
    r"|\b(?P<half_day>(?:first|second|1st|2nd) half)\b(?! of)(?: of the day)?)",
    re.IGNORECASE,
)
ANY_TIME = LatePattern(
    r"\b(?:at )?(?:any ?time(?: of (?:the )?day| is (?:fine|ok|okay|good))?|whenever)\b(?=\s*(?:[,.;!)]|$))",
    re.IGNORECASE,
)
BOTH = LatePattern(
    r"^\s*(?:,\s*)?(?:on |for |in )?"
    r"(?:both (?:ways|sides|directions|legs|flights|days|times|slices)|each way|either way)\b",
    re.IGNORECASE,
)
GREETING = LatePattern(r"\b(?:good|this|every|my|a|per|each|one|the|for)\s*$", re.IGNORECASE)
# What else has a time: nothing is known of when to travel by when a meeting begins.
_EVENT = (
    r"\b(?:meetings?|conferences?|appointments?|calls?|events?|presentations?|workshops?|interviews?|seminars?"
    r"|kick-?offs?|dinners?"
    r"|hearings?|exams?|training|trainings|session|sessions|starts?|begins?|opens?|(?<!as )closes?|check-?in|hours)\b"
)
EVENT_BEFORE = LatePattern(rf"{_EVENT}[^.;:!?,]*:?,?\s?$", re.IGNORECASE)
_MOVES = (
    r"(?:fl(?:y|ies|ying)|land\w*|arriv\w+|depart\w*|leav\w+|travel\w*|tak(?:e|es|ing) off|get(?:s|ting)? (?:in|there)"
    r"|be there|back|home|return\w*|reach\w*|go|going|out|need\w*|want\w*|prefer\w*|must|like|would)"
)
# Why one cannot go at another time: "since I have a dentist thing in the morning".
WHY_BEFORE = LatePattern(
    r"\b(?:since|because|bc|cos|coz|cuz|as) (?:i|we|he|she|they|my|our|the|there)(?:'ve|'m|'s|'re|'ll)?"
    rf"(?:(?!\b(?:{JOURNEY}|{_MOVES})\b)[^.;:!?,{GAP}])*$",
    re.IGNORECASE,
)
# A rental car and a room have times of their own.
OF_ANOTHER_THING = LatePattern(
    r"\b(?:p/u|d/o|pick(?:ed|ing)?[ -]?up|drop(?:ped|ping)?[ -]?off|collect(?:ed|ing|ion)?"
    r"|check(?:ing)?[ -](?:in|out))\b[^.;!?]{0,40}$",
    re.IGNORECASE,
)
UNTIL = LatePattern(r"(?:by|before|until|till|latest|no later than)\s+(?:at\s+)?", re.IGNORECASE)
MONTH_BEFORE = LatePattern(
    r"(?<![0-9] )(?<![0-9])(?<!st )(?<!nd )(?<!rd )(?<!th )(?<!of )"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:the )?$",
    re.IGNORECASE,
)
BARE = LatePattern(r"[0-9]{1,2}\b(?![:.h][0-9]|[ap]\.?m\b)", re.IGNORECASE)
# What begins at a time is why one travels when one does: "for a one o'clock start".
REASON = LatePattern(
    rf"\bfor (?:an?|the|my|our) {TIME} (?:start|meeting|kick-?off|appointment|session|finish|slot)\b", re.IGNORECASE
)
MONEY_BEFORE = LatePattern(rf"(?:[€$£¥₹]|\b{CURRENCY_CODE})\s?$", re.IGNORECASE)
MONEY_BEHIND = LatePattern(
    rf"\s?(?:[€$£¥₹]|{CURRENCY}\b|(?:an?|per|each|/)\s?(?:night|nt|day|room|person|head)\b|nightly\b|in total\b)",
    re.IGNORECASE,
)
EVENT_BEHIND = LatePattern(rf"^\s*(?:[a-z'-]+ ){{0,2}}?{_EVENT}", re.IGNORECASE)
LOOK_BACK = 70
ANY_VERB = LatePattern(
    rf"\b(?:(?P<departs>{_DEPARTS}|fly(?:ing)?|travel(?:l?ing)?)"
    rf"|(?P<arrives>{_ARRIVES}|get me(?! (?:from|on|onto|an?|one|some|out|back)\b)|(?:back|home) by(?! (?:train"
    rf"|rail|air|plane|bus|car)\b)))\b",
    re.IGNORECASE,
)
# From here on another slice is spoken of.
NEXT_SLICE = LatePattern(
    r"\b(?:back|home|return(?:s|ing)?|then|inbound|outbound)\b(?!\s+by\s+(?:[0-9]|noon|mid|half|quarter|the\b))",
    re.IGNORECASE,
)
SAY = LatePattern(
    r"\s*(?:[,(]\s*)?(?:(?:so|say|or|that is|i\.e\.|like|meaning|maybe|i mean|any time)\s*)*", re.IGNORECASE
)
OR = LatePattern(r"\s*or\s*(?:in the\s*)?", re.IGNORECASE)
DIRECTION_BEFORE = LatePattern(r"\b(out|outbound|outward|onward|in|inbound)[\s:]+$", re.IGNORECASE)
EVENING_NEAR = LatePattern(r"\b(?:evening|afternoon|tonight|night|after work)\b", re.IGNORECASE)
EVENING_BESIDE = LatePattern(r"\b(?:evening|night|work)[\s,(]*(?:(?:say|so|but)\s+)*$", re.IGNORECASE)
MORNING_NEAR = LatePattern(r"\b(?:morning|early|breakfast)\b", re.IGNORECASE)
NEAR = 30
PLAY = 60
NOON = 12 * 60
EARLY = 5 * 60  # before that hour nobody is expected in the morning
LAST_MINUTE = 24 * 60 - 1
