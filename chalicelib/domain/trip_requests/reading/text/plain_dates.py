"""Days in the many ways that people write them, put plainly before they are read: "26.4.", "day 28 month 6", "9. of
March", "the nights of 14 and 15 March", "w/c 15 Nov: Tue", "tonight", "the day after Christmas"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from chalicelib.domain.trip_requests.late_patterns import LatePattern

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_NUMBER = r"(?:[12][0-9]|3[01]|0?[1-9])"
_DAY = rf"{_NUMBER}(?:st|nd|rd|th)?"
_PART = r"(?:morning|afternoon|evening|night)"
_COUNT = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2})"

# Holidays that are on the same day everywhere, or of one country only.
_HOLIDAYS = {
    "new year's day": (1, 1), "new years day": (1, 1), "new year's eve": (12, 31), "new years eve": (12, 31),
    "republic day": (1, 26), "valentine's day": (2, 14), "valentines day": (2, 14), "st patrick's day": (3, 17),
    "may day": (5, 1), "bastille day": (7, 14), "halloween": (10, 31), "all saints' day": (11, 1),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "xmas": (12, 25),
    "boxing day": (12, 26), "st stephen's day": (12, 26),
}  # fmt: skip
_HOLIDAY = "|".join(sorted(_HOLIDAYS, key=len, reverse=True))
_BESIDE_HOLIDAY = LatePattern(
    rf"\b(?P<lead>on |from |until |till |by |leaving |back )?(?:(?:the )?(?:day|evening) (?P<side>before|after) )?"
    rf"(?P<name>{_HOLIDAY})(?P<eve> eve)?\b",
    re.IGNORECASE,
)

_DAY_BESIDE = LatePattern(
    rf"\b(?:the )?(?P<part>day|morning|afternoon|evening|night) (?P<side>before|after) (?:the )?(?P<day>{_NUMBER})"
    rf"(?:st|nd|rd|th)? ?(?:of )?(?P<month>{_MONTH})\b",
    re.IGNORECASE,
)
_DAY_MONTH_NUMBERS = LatePattern(r"\bday ([0-9]{1,2}),? (?:of )?(?:the )?month ([0-9]{1,2})\b", re.IGNORECASE)
_DOTTED = LatePattern(r"(?<![0-9.,])([0-3]?[0-9])\. ?([01]?[0-9])\.(?![0-9-])")
_DOTTED_RANGE = LatePattern(
    rf"(?<![0-9.,])({_NUMBER})\.(?:(0?[1-9]|1[0-2])\.)?\s?-\s?({_NUMBER})\.(0?[1-9]|1[0-2])\.(?![0-9])"
)
# "11-13/1", "11 to 13/01/27": two days before the number of their month.
_SLASHED_RANGE = LatePattern(
    rf"(?<![0-9/.:-])({_NUMBER})\s?(?:-|to|until|till)\s?({_NUMBER})/(0?[1-9]|1[0-2])"
    r"(?:/((?:20)?[2-3][0-9]))?(?![0-9/:-]|[.,][0-9])",
    re.IGNORECASE,
)
_DOTTED_PAIR = LatePattern(
    rf"(?<![0-9.,])({_NUMBER})\.(0[1-9]|1[0-2])(\s?(?:-|to|until|till|and)\s?)({_NUMBER})\.(0[1-9]|1[0-2])(?![0-9]"
    rf"|[.,][0-9])",
    re.IGNORECASE,
)
_DOTTED_AFTER_ON = LatePattern(
    rf"\b(on (?:the )?)({_NUMBER})\.(0?[1-9]|1[0-2])(?![0-9.,]?[0-9]|\s?[ap]\.?m\b)", re.IGNORECASE
)
_CLOCK_BEFORE = LatePattern(r"\b(?:at|by|before|after|around|about|approx)\s+$", re.IGNORECASE)
_LATEST_HOUR = 24

_DAYS_OF_MONTH = LatePattern(
    rf"(?<!nights of )(?<!night of )\b(?P<days>{_DAY}(?:, ?{_DAY}){{1,3}},? (?:and|&) {_DAY}"
    rf"|{_NUMBER}(?:/{_NUMBER}){{2,3}})(?: of)? ?(?P<month>{_MONTH})\b(?: (?P<year>20[0-9]{{2}}))?",
    re.IGNORECASE,
)
_NIGHTS_OF = LatePattern(
    rf"(?<!\bin )(?<!\bin the )\b(?:for )?(?:the )?nights? of (?:the )?"
    rf"(?P<days>(?:{_WEEKDAY},? (?:the )?)?{_DAY}(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+|\s*&\s*)(?:the )?"
    rf"(?:{_WEEKDAY},? (?:the )?)?{_DAY})*)"
    rf"(?:\s+of)?\s+(?P<month>{_MONTH})\b(?:\s+(?P<year>20[0-9]{{2}}))?",
    re.IGNORECASE,
)
# Without a word for a room, "the night of 21 March" is when one travels.
_ROOM = LatePattern(r"\b(?:hotels?|rooms?|stay\w*|accommodation|lodging|bed|apartment)\b", re.IGNORECASE)
_NIGHT_OF_TRAVEL = LatePattern(
    rf"(?<!for )\b(?:(?:on|in) )?the night of (?:the )?(?={_DAY} ?(?:of )?{_MONTH}\b|{_MONTH} {_DAY}\b"
    rf"|{_NUMBER}(?:st|nd|rd|th)\b)",
    re.IGNORECASE,
)
_WEEK_FROM = LatePattern(
    rf"\b(?:w/c|wc|week (?:commencing|beginning|starting|of))\s*(?:the )?(?:mon(?:day)?,? )?(?:the )?"
    rf"(?:(?P<day>{_NUMBER})(?:st|nd|rd|th)?\s?(?:of )?(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH}) (?P<day2>{_NUMBER})(?:st|nd|rd|th)?)\b(?:,?\s?(?P<year>20[0-9]{{2}}))?\s?[:,;-]?",
    re.IGNORECASE,
)
_ANY_DAY = LatePattern(r"\b(?:any|some|one|which) (?:day|time)\b[^.;]*$", re.IGNORECASE)
_PLAIN_WEEKDAY = LatePattern(rf"\b({_WEEKDAY})\b(?!\.?,?\s*(?:the )?[0-9])", re.IGNORECASE)
_ANY_YEAR = 2000  # a leap year: no more is known of the days of a week without a year
_OF_THAT_WEEK = LatePattern(r",?\s*\b(?:of|in) (?:that|the same|this same) week\b", re.IGNORECASE)
_NUMBERED_WEEK = LatePattern(r"\b(?:calendar )?week [0-9]{1,2}\b", re.IGNORECASE)

# In order: what is written on the left is read as what stands on the right.
_PLAIN: tuple[tuple[str, str], ...] = (
    (rf"\b({_NUMBER})\.\s?-\s?(?={_NUMBER}\.\s?{_MONTH}\b)", r"\1-"),
    (rf"\b({_NUMBER})\.\s?(?:of )?(?={_MONTH}\b)", r"\1 "),
    (rf"\b({_DAY}) day of (?={_MONTH}\b)", r"\1 "),
    (rf"\b(?:the )?day (?={_DAY} (?:of )?{_MONTH}\b)", r"the "),
    (rf"(?<![0-9/.])({_NUMBER})[/.]({_MONTH})\b(?![/.]?[0-9])", r"\1 \2"),
    (r"\b(?:dt|dtd)\b\.?\s?(?=[0-9])", r"on "),
    (rf"\b(?:on )?(?:the )?dates? (?:of )?(?=(?:{_DAY}[ -](?:of )?{_MONTH}|{_MONTH} {_DAY})\b)", r"on "),
    (
        (
            r"\bpost (?=(?:[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:[ap]\.?m|hrs?|h)\b|[0-2][0-9][:.]?[0-5][0-9]\b|noon\b"
            r"|lunch\b))"
        ),
        r"after ",
    ),
    (rf"\b({_WEEKDAY}) ({_PART}),? (?:the )?([0-9]{{1,2}}(?:st|nd|rd|th))\b", r"\1 the \3 in the \2"),
    (r"\bin the night\b(?= ?[,.;]|$| (?:and|back|to|from)\b)", "at night"),
    (r"\b12[.:]00 (?=(?:noon|midday|midnight)\b)", r""),
    (rf"\b({_DAY}) (?:of|in) (?:the same|that|this same|said) month\b", r"\1"),
    (rf"\b({_DAY})[., ]+(?:of|in) ({_MONTH}) i mean\b", r"\1 \2"),
    (r"\b([0-9]{1,2}(?::[0-9]{2})?)ish ([ap]m)\b", r"around \1 \2"),
    (r"\b([0-9]{1,2}(?::[0-9]{2})?)([ap]m)ish\b", r"around \1 \2"),
    (r"(?<=[0-9])ish\b", r"-ish"),
    (r"\bany ?time (?=(?:after|before|from|between|around|until)\b)", r""),
    # "Flying in from Dublin on 3 March and out on the 5th".
    (
        (
            r"\b((?:fly|flying|coming|come|arriv\w+|landing)\s(?:in|into)\b[^.;!?]{0,80}?)\b(?:fly(?:ing)? "
            r"|leav(?:e|ing) )?out(?: again)?"
            rf"(?= (?:(?:on )?(?:the )?{_DAY}\b|(?:on )?{_MONTH}\b|(?:on )?{_WEEKDAY}\b))"
        ),
        r"\1back",
    ),
    (
        (
            rf"\b({_DAY} ?(?:of )?{_MONTH}|{_MONTH} {_DAY}) ?\(([0-9]{{1,2}}(?:[:.][0-9]{{2}})? ?(?:[ap]\.?m\.?|hrs?"
            rf"|h)|[0-9]{{1,2}}:[0-9]{{2}})\)"
        ),
        r"\1 at \2",
    ),
    # "The earliest flight back after 2 pm": the limit says it.
    (
        (
            r"\b(?:the )?(?:earliest|first|next)(?: possible| available)? (flights?|trains?|one|departure)( back|"
            r" home| out)?"
            r"(?= (?:that leaves )?(?:after|from) (?:[0-9]|noon|midday))"
        ),
        r"\1\2",
    ),
    (
        (
            r"\b(?:the )?(?:latest|last)(?: possible| available)? (flights?|trains?|one|departure)( back| home| out)?"
            r"(?= (?:that leaves )?(?:before|until) (?:[0-9]|noon|midday))"
        ),
        r"\1\2",
    ),
    (r"\bat the night\b(?! before| of)", "at night"),
    (r"\b(?:coming |come )?(?:that |the )(?:very )?same night\b", "the same day at night"),
    # "Any train after five that evening".
    (
        (
            r"\b(after|before|by|from|around|at) ([0-9]{1,2}(?::[0-9]{2})?|one|two|three|four|five|six|seven|eight"
            r"|nine|ten|eleven)"
            r" (?:that|the same|that same) (evening|afternoon|night)\b"
        ),
        r"the same day \1 \2 in the \3",
    ),
    (r"\bat the crack of dawn\b", "early morning"),
    (r"(?<=[,;] )(?:on the )?(early|late) (?:in|on) (?:the|that) day\b", r"\1 in the day"),
    (r"\blate in the day\b", "late afternoon or evening"),
    (r"(?<=, )early(?=\s*(?:[,.;]|$))(?! (?:bird|check))", "early morning"),
    (
        (
            r"(?<!and )(?<!to )(?<!or )(?<!before )(?<!after )(?<!by )(?<!until )"
            r"\b(?:at )?([0-9]{1,2}) o'?clock(?= in the (?:morning|afternoon|evening)\b)"
        ),
        r"at \1",
    ),
    (r"\b(depart|arriv)(?:ure|al) (?=[0-9]{1,2}(?:[:.][0-9]{2})? ?[ap]m\b)", r"\1ing at "),
    (
        (
            r"\b(?:on |with |by )?the ([0-9]{1,2}(?::[0-9]{2})? ?[ap]m)"
            r"(?=\s*(?:[,.;]|$| from | to | out\b| back\b| home\b))"
        ),
        r"at \1",
    ),
    (
        (
            r"\b(?:nothing|none|no (?:flights?|trains?|departures?|planes?))(?: at all)? (?=(?:before|after|earlier"
            r"|later)\b)"
        ),
        "nothing ",
    ),
    (r"\b(stay(?:s|ing)?) over(?= (?:for|the|one|two|three|a|until|till|[0-9])\b|\s*[,.;])", r"\1"),
    (r"\b(?:anything|any (?:flight|train)|something) (?=(?:before|after|between|around|from) [0-9a-z])", r""),
    (r"\b(first|last|earliest|latest) dept?\b", r"\1 departure"),
    (r"(?<=[0-9]) dept?(?=\s*(?:[,.;]|$))", r" departure"),
    (r"(?<![0-9/.-])([0-3]?[0-9])([/.])([0-3]?[0-9])\2(2[4-9]|3[0-9])(?![0-9/.,-]*[0-9])", r"\1\2\3\g<2>20\4"),
    (
        r"\b(?:in )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th) (?:calendar )?week (?:of|in) (20[0-9]{2})\b",
        r"week \1 \2",
    ),
    (r"\b(today|tomorrow) night\b|\b(?:tonight|to-night|this night)\b", "TONIGHT"),
    (r"(?<!sent )(?<!wrote )(?<!said )(?<!asked )\bthis (evening|afternoon)\b", r"today in the \1"),
    (rf"\b(?:on )?(?:the |that )?(?:very )?(?:following|next) ({_PART})\b", r"the next day in the \1"),
    (rf"\b(?:on )?(?:the |that )(?:very )?same ({_PART})\b|\bsame ({_PART})\b", r"the same day in the \1\2"),
    (rf"\b({_WEEKDAY}) ({_PART}) before(?=\s*(?:[,.;]|$)| (?:and|it|the \w+))", r"\1 before in the \2"),
    (rf"\b(?:the )?({_PART}) before(?=\s*(?:[,.;]|$)| (?:and|it|the \w+))", r"the day before in the \1"),
    (r"\b(weeks?|days?|months?)(?:'s?|s')? time\b", r"\1"),
    (rf"\b({_WEEKDAY}) (?:over|in) (?:a|one|1) week\b", r"\1 week"),
    (rf"\b({_WEEKDAY}) (?:over|in) (?:two|2) weeks\b", r"\1 two weeks"),
    (rf"\b(?:in )?(?:a|one|1) week (?:from|on|this|after) (?:the )?(?:coming )?(?:this )?({_WEEKDAY})\b", r"\1 week"),
    (
        rf"\b(?:in )?(?:two|2) weeks (?:from|on|this|after) (?:the )?(?:coming )?(?:this )?({_WEEKDAY})\b",
        r"\1 two weeks",
    ),
    (
        rf"\b({_WEEKDAY})(\s?-\s?|\s+(?:to|till|until|through|thru)\s+)({_WEEKDAY})\b(?!\.?,?\s*(?:the )?[0-9])",
        "WEEKDAYS",
    ),
    (
        rf"\b({_DAY} ?{_MONTH}(?:20[0-9]{{2}})?(?: [ap]m)?)\s?/\s?(?={_DAY} ?{_MONTH}\b)",
        r"\1 - ",
    ),
    (rf"\b({_DAY}) or (?:the )?({_DAY}) (?:of )?({_MONTH})\b", r"\1 \3 or \2 \3"),
    (rf"\b({_MONTH}) ({_DAY}) or (?:the )?({_DAY})\b(?! (?:nights|people|pax))", r"\1 \2 or \1 \3"),
    (rf"\b({_DAY} ?{_MONTH} ?(?:20)?[0-9]{{2}})-(?={_DAY} ?{_MONTH}\b|{_DAY} ?{_MONTH}[0-9])", r"\1 - "),
    (rf"\bbank holiday (?={_WEEKDAY},? (?:the )?[0-9])", ""),
    (rf"\bfor (?:the )?(?={_NUMBER}(?:st|nd|rd|th) (?:night|evening|morning|afternoon)\b)", "on the "),
    (r"\bweds\b", "Wednesday"),
    (rf"\b(?:the )?week after next,? (?:on )?({_WEEKDAY})\b", r"\1 the week after next"),
    (r"\b(i'm|i am|we're|we are) after (?=an?\b|some\b|the\b)", r"\1 looking for "),
    (r"\b([0-9]{1,2})\s?-\s?(?=[0-9]{1,2}\s?[ap]\.?m\b)", r"\1 to "),
    (rf"\b({_NUMBER})/({_MONTH})/(?:20)?([2-3][0-9])\b", r"\1 \2 20\3"),
    (r"\b(20[0-9]{2}-[0-9]{2}-[0-9]{2})T(?=[0-9]{2}:[0-9]{2}\b)", r"\1 at "),
    (r"\bdtd\b\.?", "dated"),
    (r"\bw\.e\.f\.?(?=\s)", "from"),
    (r"\s?>\s?(?=[0-2][0-9]:?[0-5][0-9]\b)", " after "),
    (r"\s?<\s?(?=[0-2][0-9]:?[0-5][0-9]\b)", " before "),
    (r"(?<![0-9])(?<![0-9] )\b([ap])\.m\.?(?=\W|$)", r"\1m"),
    (r"\bfore ?noon\b", "morning"),
    (r"\b(?:in|on|during) the night(?= of\b|\s*(?:[,.;]|$))", "at night"),
    (r"\betd\b", "departing"),
    (r"\beta\b", "arriving"),
    (r"(?<!same )(?<!same-)\bday[ -]return\b", "same day return"),
    (r"\b(?:the )?most early(?= (?:flight|train|one|departure)\b)", "the earliest"),
    (r"\b(?:the )?most late(?= (?:flight|train|one|departure)\b)", "the latest"),
    (
        r"\bby (?:the )?(?=[0-9]{1,2}(?:[:.][0-9]{2})?\s?(?:[ap]m|hrs?|h)?\s(?:flight|train)\b)",
        "at the ",
    ),
    (r"\b(before|after) the (?=(?:lunch|work)\b)", r"\1 "),
    (r"\b(?:at |around |about )?tea[ -]?time\b", "around 16:30"),
    (r"\b(?:the )?same date\b", "the same day"),
    (
        (
            r"\b(back|home|return|returning|returns)(?: on)? the ([12][0-9]|3[01]|[4-9])(?=\s*(?:[.,;!)]|$)"
            r"|\s+(?:in|at|by|with|from|to|and)\b)"
        ),
        r"\1 on the \2th",
    ),
    (r"\b(early|late)[ -](?:in the )?am\b", r"\1 morning"),
    (r"\b(early|late)[ -](?:in the )?pm\b", r"\1 afternoon"),
    (
        (
            r"(?<!\bno )(?<!\bnot a )(?<!\bwithout )(?<!\bavoid )\b(?:an? |the )?red[- ]?eye(?: flight)?\b"
            r"(?! (?:is|are|would|will|works|ok|okay|fine|possible|acceptable|allowed)\b)"
        ),
        "late night flight",
    ),
    (r"\b(?:on )?the day ([0-9]{1,2})\b(?! (?:of\b|[a-z]{3}))", r"on the \1th"),
    (r"\b(?:late|early) (?=(?:morning|afternoon|evening|night)s? of\b)", r""),
)
_COMPILED = tuple((LatePattern(pattern, re.IGNORECASE), plain) for pattern, plain in _PLAIN)


def put_dates_plainly(text: str) -> str:
    """Return `text` with its days, and the weeks that they are of, in the forms that `dates` reads."""
    text = _DAY_MONTH_NUMBERS.sub(lambda match: _named(match[0], match[1], match[2]), text)
    text = _DOTTED_RANGE.sub(_name_range, text)
    text = _SLASHED_RANGE.sub(_name_slashed_range, text)
    text = _DOTTED_PAIR.sub(_name_pair, text)
    text = _DOTTED.sub(lambda match: _name_dotted(match, text), text)
    text = _DOTTED_AFTER_ON.sub(lambda match: match[1] + _named(match[0][len(match[1]) :], match[2], match[3]), text)
    text = _BESIDE_HOLIDAY.sub(_name_holiday, text)
    text = _DAY_BESIDE.sub(_name_day_beside, text)
    text = _DAYS_OF_MONTH.sub(_name_each_day, text)
    if not _ROOM.search(text):
        text = _NIGHT_OF_TRAVEL.sub("at night on ", text)
    text = _NIGHTS_OF.sub(_count_nights, text)
    for pattern, plain in _COMPILED:
        match plain:
            case "TONIGHT":
                text = pattern.sub(lambda match: f"{match[1] or 'today'} at night", text)
            case "WEEKDAYS":
                text = pattern.sub(lambda match: f"{weekday_name(match[1])}{match[2]}{weekday_name(match[3])}", text)
            case _:
                text = pattern.sub(plain, text)
    if _NUMBERED_WEEK.search(text):
        text = _OF_THAT_WEEK.sub("", text)
    return _spread_week_from(text)


def weekday_name(said: str) -> str:
    return next(name for name in WEEKDAYS if name.lower().startswith(said.lower()[:3]))


def _month_name(said: str) -> str:
    return next(name for name in MONTHS if name.lower().startswith(said.lower()[:3]))


def _named(said: str, day: str, month: str) -> str:
    """Return a day with the name of its month; what is no day as it is."""
    number, of = int(day), int(month)
    return f"{number} {MONTHS[of - 1]}" if 1 <= of <= 12 and 1 <= number <= monthrange(_ANY_YEAR, of)[1] else said


def _name_dotted(match: re.Match[str], text: str) -> str:
    is_clock = len(match[2]) == 2 and _CLOCK_BEFORE.search(text[: match.start()])
    return match[0] if is_clock else _named(match[0], match[1], match[2])


def _name_range(match: re.Match[str]) -> str:
    last = _named(match[3], match[3], match[4])
    return f"{_named(match[1], match[1], match[2] or match[4])} - {last}" if last != match[3] else match[0]


def _name_slashed_range(match: re.Match[str]) -> str:
    first, last = (_named(day, day, match[3]) for day in (match[1], match[2]))
    if not int(match[1]) < int(match[2]) or first == match[1] or last == match[2]:
        return match[0]
    year = f" 20{match[4][-2:]}" if match[4] else ""
    return f"{first} - {last}{year}"


def _name_pair(match: re.Match[str]) -> str:
    """Name the months of "23.08 to 26.08", unless both may be times of a day."""
    if max(int(match[1]), int(match[4])) <= _LATEST_HOUR and not re.search(
        r"\bon$", match.string[: match.start()].rstrip()
    ):
        return match[0]
    return f"{_named(match[0], match[1], match[2])}{match[3]}{_named(match[0], match[4], match[5])}"


def _name_holiday(match: re.Match[str]) -> str:
    """Return the day of a holiday, where it is said as a day: "on Christmas Eve", not "merry Christmas"."""
    if not (match["lead"] or match["side"] or match["eve"]):
        return match[0]
    month, number = _HOLIDAYS[match["name"].lower()]
    shift = {"before": -1, "after": 1}.get((match["side"] or "").lower(), 0) - (1 if match["eve"] else 0)
    day = date(_ANY_YEAR + 1, month, number) + timedelta(days=shift)
    return f"{match['lead'] or ''}{day.day} {MONTHS[day.month - 1]}"


def _name_each_day(match: re.Match[str]) -> str:
    """Return "4, 6 and 8 October" as three dates."""
    behind = f" {_month_name(match['month'])}" + (f" {match['year']}" if match["year"] else "")
    return ", ".join(f"{number}{behind}" for number in re.findall(r"[0-9]+", match["days"]))


def _name_day_beside(match: re.Match[str]) -> str:
    month = MONTHS.index(_month_name(match["month"])) + 1
    if int(match["day"]) > monthrange(_ANY_YEAR + 1, month)[1]:
        return match[0]
    shift = -1 if match["side"].lower() == "before" else 1
    day = date(_ANY_YEAR + 1, month, int(match["day"])) + timedelta(days=shift)
    part = match["part"].lower()
    return ("" if part == "day" else f"in the {part} of ") + f"{day.day} {MONTHS[day.month - 1]}"


def _count_nights(match: re.Match[str]) -> str:
    """Return nights that follow one another as the first day and their number."""
    days = [int(number) for number in re.findall(r"[0-9]+", match["days"])]
    if days != list(range(days[0], days[0] + len(days))):
        return match[0]
    year = f" {match['year']}" if match["year"] else ""
    return f"{days[0]} {_month_name(match['month'])}{year} for {len(days)} night{'s' * (len(days) > 1)}"


def _spread_week_from(text: str) -> str:
    """Return `text` with the dates of the days of the week in it, where it says on which Monday that week begins."""
    weeks = list(_WEEK_FROM.finditer(text))
    if len(weeks) != 1:
        return text
    (week,) = weeks
    said_day, said_month = week["day"] or week["day2"], week["month"] or week["month2"]
    rest = f"{text[: week.start()]}\n{text[week.end() :]}"
    if _ANY_DAY.search(text[: week.start()]) or not _PLAIN_WEEKDAY.search(rest):
        named = f"week of {_month_name(said_month)} {week['year'] or ''}"
        return f"{text[: week.start()]}{named} {text[week.end() :]}"
    year = int(week["year"] or _ANY_YEAR)
    month = MONTHS.index(_month_name(said_month)) + 1
    if int(said_day) > monthrange(year, month)[1]:
        return text
    monday = date(year, month, int(said_day))

    def name_day(match: re.Match[str]) -> str:
        name = weekday_name(match[1])
        day = monday + timedelta(days=WEEKDAYS.index(name))
        return f"{name} {day.day} {MONTHS[day.month - 1]}{f' {day.year}' if week['year'] else ''}"

    return " ".join(_PLAIN_WEEKDAY.sub(name_day, rest).split())
