"""What a request says of dates and lengths, taken out of its words and not yet read: that is done once the place of
departure is known, whose day is today."""

import re
from itertools import pairwise
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.date_patterns import WEEKDAY
from chalicelib.domain.trip_requests.reading.days.dates import find_deadlines, find_phrases
from chalicelib.domain.trip_requests.reading.days.event_days import happens
from chalicelib.domain.trip_requests.reading.days.stopovers import Stopover
from chalicelib.domain.trip_requests.reading.text.money_words import CURRENCY
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words

_NOT_BACK = (
    r"not (?:(?:coming|flying|going|travell?ing|returning) )?(?:back|home)"
    r"(?=\s*(?:[,.;!?)]|$|and\b|but\b|because\b|as\b|since\b))"
)
_RETURN = (
    r"(?:(?:return|way back)(?: flight| ticket| journey| trip| leg)?|(?:flight|journey|train|ticket|leg|trip"
    r"|way) (?:back|home))"
)
_LATER = r"(?:later(?: on)?|separately|myself|ourselves|on my own|on our own|another time|at a later date|by myself)"
_OWN_RIDE = (
    r"(?:(?:(?:my |our |a |the |own |hire |rental |private |company |colleague's )*(?:car|bus|coach|boat|ferry|bike))"
    r"(?: with (?:a |my |our )?(?:colleague|friend|boss|wife|husband|team|client|colleagues))?"
    r"|(?:train|plane|flight) (?:on my own|privately|at my own cost|separately))"
)
_ONE_WAY = LatePattern(
    r"\b(?:one[- ]way|(?:no(?: need (?:of|for)(?: an?| the)?)?|without(?: an?| any)?) (?:return|way back)"
    r"(?: flight| ticket| journey)?(?: needed| required)?|single (?:ticket|flight|journey|trip)"
    rf"|(?:only|just) (?:there|the (?:way|journey|flight|trip) (?:there|out))(?! and\b)(?:,? (?:and )?{_NOT_BACK})?"
    rf"|(?:and |but )?(?:(?:i'm|i am|we're|we are|he's|she's) )?{_NOT_BACK}"
    r"|(?:the )?(?:return|way back)(?: flight| ticket| journey| trip| leg)?(?: is)? not (?:needed|required"
    r"|necessary|reqd)"
    r"|(?:no|without) way back"
    r"|(?:so |and |but )?(?:nothing|no (?:flights?|tickets?|trains?|seats?|bookings?)) (?:(?:needed|required|necessary)"
    r" )?(?:for the (?:way|journey|trip) (?:back|home)|(?:for the|on the) return(?: leg| journey| trip| flight)?"
    r"|(?:back|home))(?: (?:needed|required|necessary|please|pls))?(?=\s*(?:[.,;!)]|$))"
    r"|(?:i|we) (?:don't|do not|won't|will not) (?:need|want|require) (?:an?|the|any) (?:return|way back)(?:"
    r" flight| ticket| journey| trip)?"
    rf"|(?:the )?{_RETURN} (?:will be|to be|is|gets|i'll|i will|we'll|i|we)(?: be)? (?:booked|book|arranged?"
    rf"|sort(?:ed)?|decided"
    rf"|organi[sz]ed?|done?)(?: {_LATER})+"
    rf"|(?:i|we)(?:'ll| will)? (?:book|arrange|sort(?: out)?|organi[sz]e|figure out|work out|decide(?: on)?|see about"
    rf"|think about|deal with|worry about|look at|plan|handle|find) (?:the|my|our|a) {_RETURN}(?: {_LATER})+"
    r"|(?:i|we)(?:'ll| will|'m| am|'re| are)? (?:com(?:e|ing)|driv(?:e|ing)|go(?:ing)?|return(?:ing)?"
    r"|get(?:ting)?)(?: back| home)?"
    rf" (?:by|with|in) {_OWN_RIDE}"
    rf"|return(?:ing)? by {_OWN_RIDE}"
    rf"|(?:the |my |our )?{_RETURN},? (?:i|we)(?:'ve)? (?:already (?:have|got|booked|bought)|(?:have|got|booked|bought)"
    rf" (?:it )?already)|(?:i|we)(?:'ve)? (?:already (?:have|got|booked|bought) (?:the|my|our|a) {_RETURN}"
    rf"|(?:have|got|booked|bought) (?:the|my|our|a) {_RETURN} already)"
    rf"|(?:the|my|our) {_RETURN} (?:is|has been) already (?:booked|bought|paid|arranged|sorted|there|done))\b",
    re.IGNORECASE,
)
_ROUND = LatePattern(
    r"\b(?:round[- ]?trip|aller[- ]retour|return (?:(?:rail|train|air) )?(?:trip|tickets?|flights?|journey|travel"
    r"|fares?|rail|trains?)(?!,? (?:on|by|after|before|at)\b))\b",
    re.IGNORECASE,
)
_SAME_DAY = LatePattern(
    r"\b(?:day[- ]trip|(?:(?:and )?(?:back|return(?:ing)?) (?:on )?)?(?:the )?same[- ]day(?: return)?)\b", re.IGNORECASE
)
_OVERNIGHT = LatePattern(
    r"\b(?:overnight(?! (?:flights?|trains?|sleepers?|legs?|journeys?)\b)"
    r"|(?:back|return(?:ing)?) (?:on )?the (?:next|following) day)\b",
    re.IGNORECASE,
)
# A price is of a night too, and counts none: "one night not over 14000 yen", "110 EUR for one night".
_NO_PRICE_BEFORE = r"(?<!price )(?<!cost )(?<!rate )(?<!budget )(?<!maximum )(?<!max )"
_NO_PRICE_BEHIND = (
    r"(?!\s*(?:,\s*)?(?:(?:is|at|to be)\s+)?"
    r"(?:not|no|max(?:imum)?|up to|under|below|less|at most|within|limit|cap|until)\b[a-z ]{0,20}"
    r"(?:[$€£¥₹]|[A-Z]{3} ?)?[0-9])"
)
_HALT = r"(?:halt|stop(?:over)?|break)"
_NIGHTS = LatePattern(
    rf"(?<!\bafter )\b(?:{_NO_PRICE_BEFORE}"
    rf"(?:for|stay(?:ing)?|following|(?:with )?(?:an? )?(?:{_HALT}|stay) (?:of|for)) |(?!an? ))"
    rf"(?P<count>{COUNT})(?: (?:more|further|extra|additional))?[ -]nights?\b(?: {_HALT}\b)?"
    rf"(?! (?:later|thereafter|after(?:wards?| that| it)?)\b){_NO_PRICE_BEHIND}",
    re.IGNORECASE,
)
_PRICE_BEFORE = LatePattern(
    rf"(?:[0-9][0-9.,]*\s?(?:[$€£¥₹]|-|{CURRENCY})|\b(?:price|cost|rate|budget|max(?:imum)?)(?: of)?(?: [0-9][0-9.,]*)?"
    r"|\bthan [0-9][0-9.,]*)\s*,?\s*$",
    re.IGNORECASE,
)
_ALL_NIGHTS = LatePattern(
    r"\b(?:for )?(?:(?:both|all(?: the| of the)?|every|each of the) (?:nights?|days?)"
    r"|(?:the )?nights? (?:in )?between)\b",
    re.IGNORECASE,
)
_LASTS = LatePattern(rf"\b(?:for|stay(?:ing)?) (?P<count>{COUNT}) (?P<unit>days?|weeks?)\b", re.IGNORECASE)
# The month, and not "please may she have", "May we".
_MAY = (
    r"(?:(?:(?<=\bin )|(?<=\bof )|(?<=\bby )|(?<=this )|(?<=next )|(?<=early )|(?<=late )|(?<=mid[ -])|(?<=until )"
    r"|(?<=time )|(?<=during )|(?<=end )|(?<=beginning )|(?<=half ))may"
    r"|(?<!please )(?<![.!?:;] )(?-i:May|MAY)(?! (?:i|we|you|she|he|they|it|the|my|our|mrs?|ms|dr|prof\w*)\b))"
)
_VAGUE = LatePattern(
    r"\b(?:(?:some ?time|(?:some|any|one) day|any ?time|early|earlier|late|later|mid|middle|beginning|start|end|first"
    r"|second|third|last|half|part|week|weekend|of|the|at|by|in|on|during|around|towards)[ -]+){0,7}"
    r"(?:(?P<week>next week)|(?:next|this|coming) (?:few )?(?:days|weeks?|months?|year|quarter|weekend|spring|summer"
    r"|autumn|fall|winter)"
    r"|the week after next|(?:actual|current) week"
    rf"|(?<=[ -])(?P<month>january|february|march|april|{_MAY}|june|july|august|september|october|november|december)"
    r"(?:[ ,]+20[0-9]{2})?|soon|as soon as possible|asap|some ?time|some day"
    r"|(?<!for )(?<!over )(?<!through )(?<!across )(?<!stay )(?<!staying )the weekend)\b"
    r"|\b(?:the )?(?:date|day)s?(?: is| are)?(?: still)?"
    r" (?:to be (?:decided|confirmed|agreed|announced)|tb[acd]|open)\b"
    r"|\bsome days? (?:before|after)(?: that)?\b",
    re.IGNORECASE,
)
# Over which one stays: behind the one day that is said, it leaves open on which one is back.
_OVER_THE_WEEKEND = LatePattern(r"\b(?:for|over|through|across|stay(?:ing)?) the weekend\b", re.IGNORECASE)

_BACK = LatePattern(
    r"(?<!\bmy )(?<!\bhave )(?<!\bat )"
    r"\b(?:(?:com(?:e|ing)|fly(?:ing)?|head(?:ing)?) )?(?:back|home|return(?:s|ing)?|inbound|homeward)\b"
    r"(?! (?:airport|office|town|address|base)\b|(?<!back) (?:is )?in (?-i:[A-Z]))|(?<=\bmy )return(?:s|ing)?\b",
    re.IGNORECASE,
)
_ORDER = LatePattern(
    r"\b(?:dd[/.-]mm(?:[/.-]yy(?:yy)?)?|mm[/.-]dd(?:[/.-]yy(?:yy)?)?|(?:day|month) first|(?:us|american|uk"
    r"|british|european) (?:date )?"
    r"(?:format|style|dates?))\b",
    re.IGNORECASE,
)
JOINED = LatePattern(r"\s*(?:,?\s*(?:-|(?:up )?to|until|till?|through|thru)\s*(?:the )?|and )\s*", re.IGNORECASE)
OR = LatePattern(r"\s*,?\s*\bor\s+(?:on\s+)?(?:the\s+)?", re.IGNORECASE)
# Between two ways to say one day: "on Wednesday week, that is the 27th".
AGAIN = LatePattern(
    r"\s*[,;(:=-]*\s*"
    r"(?P<sign>(?:i\.?\s?e\.?(?=[\s,:])|(?:that is|that's|that would be|which is|being|namely|meaning)\b)"
    r"[\s,:]*)?"
    r"(?:(?:flight|train|one|trip)\b[\s,]*)?(?:on\s+)?(?:the\s+)?\(?",
    re.IGNORECASE,
)
_LEAD = LatePattern(
    r"\b(?:(?:(?:not |no )?(?:before|after|earlier than|later than)|around|about|roughly|approximately|from|on|at|in"
    r"|for|since|between|until|till?|up to|by|of|the|starting|beginning|dates?|dated|over|weekend)\s+)+(?:the )?$"
    r"|,\s*$",
    re.IGNORECASE,
)
# Days on which one does not travel say nothing where it is asked on which one does.
_EXCEPTED = LatePattern(
    r",?\s*(?:\bbut\s+)?\b(?:except(?: for| on)?|excluding|other than|apart from|not)\s+(?:on\s+)?(?:the\s+)?"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    re.IGNORECASE,
)
# What is said behind a day of which way it is: "14 SEP out 17 SEP in".
_BEHIND = LatePattern(
    rf"(?<={GAP}) (?:onwards?|outwards?|outbound|inbound|out|in)\b(?=\s*(?:[,.;/{GAP}]|and\b|$))", re.IGNORECASE
)


_ONLY_ORDINALS = LatePattern(
    r"\s*(?:(?:from|on|until|till|to|for|between)\s+)?(?:the\s+)?[0-9]{1,2}(?:st|nd|rd|th)"
    r"(?:\s*(?:-|\u2013|to|and|until|till?|through|thru)\s*(?:the\s+)?[0-9]{1,2}(?:st|nd|rd|th))?\s*",
    re.IGNORECASE,
)
_ONLY_WEEKDAYS = LatePattern(rf"(?:on |from )?{WEEKDAY}(?:\s?(?:-|to|until|till|and)\s?{WEEKDAY})?", re.IGNORECASE)


class DatePhrases(NamedTuple):
    """What the words say of dates, taken out of them and not yet read: `text` is what it stood in; `lasting` is where
    it says "the same day" or "the next day", which are 0 or 1 `nights`."""

    text: str
    phrases: list[re.Match[str]]
    vague: re.Match[str] | None
    one_way: bool
    round_trip: bool
    nights: int | None
    days: int | None
    lasting: int | None = None
    order: int | None = None  # 0 where it is said that the day stands first in numbers, 1 for the month
    stopovers: tuple[Stopover, ...] = ()  # every number of nights that is said, the first of which are `nights`

    def sentence_of(self, position: int) -> tuple[int, int]:
        """Return where the sentence of a position begins and ends."""
        ends = [match.end() for match in re.finditer(r"[.!?;](?=\s)", self.text)]
        begin = max((end for end in ends if end <= position), default=0)
        return begin, min((end for end in ends if end > position), default=len(self.text))

    def is_apart(self, position: int, starts: list[int]) -> bool:
        """Return whether a position is in a sentence in which no date stands and none of `starts`."""
        begin, end = self.sentence_of(position)
        said = [*starts[1:], *(phrase.start() for phrase in self.phrases), *([self.lasting] if self.lasting else [])]
        return begin > 0 and not any(begin <= each < end for each in said)

    def is_parted(self, position: int) -> bool:
        """Return whether a mark parts what begins at a position from what is said before it."""
        return self.text[:position].rstrip(f"{GAP} ").endswith(tuple(",;.:!(-"))

    def lasts_until(self, lasting: int) -> bool:
        """Return whether "the same day" at a place of the text is that of the way back."""
        clause = re.split(r"[.!?;,]", self.text[:lasting])[-1]
        return bool(_BACK.search(clause) or _BACK.match(self.text[lasting:].lstrip(f"{GAP} ")))

    @property
    def are_without_month(self) -> bool:
        """Whether the dates are days of any week or month: "Sunday to Wednesday", "the 13th to the 15th"."""
        return bool(self.phrases) and all(
            _ONLY_WEEKDAYS.fullmatch(phrase[0]) or _ONLY_ORDINALS.fullmatch(phrase[0]) for phrase in self.phrases
        )

    def for_one_night(self) -> "DatePhrases":
        """Return the dates of a room for "tonight", unless it is said for how long."""
        is_open = self.nights is None and self.days is None and len(self.phrases) == 1
        return self._replace(nights=1) if is_open else self

    def for_one_day(self, back_at: int) -> "DatePhrases":
        """Return the dates of a journey back on its only day, of which the text speaks at a place behind that day;
        unless it is said for how long."""
        is_open = self.nights is None and self.days is None and not self.one_way and len(self.phrases) == 1
        return self._replace(nights=0, lasting=back_at) if is_open and back_at > self.phrases[0].start() else self

    @property
    def back_at(self) -> int | None:
        """Where the text begins to speak of the way back; None where it does not."""
        first_day = self.phrases[0].end() if self.phrases else 0
        lasting = self.lasting
        if lasting is not None and self.phrases and first_day <= lasting:
            lasting = self.find_return(first_day, lasting)
        words = [match.start() for match in _BACK.finditer(self.text)]
        said = [*words, *([] if lasting is None else [lasting])]
        # Of "a return to Oslo, out on the 3rd, back the same day" it is the word behind the first day.
        return min((place for place in said if place >= first_day), default=min(said, default=None))

    def find_return(self, after: int, before: int) -> int:
        """Return where the text begins to speak of a way back whose day is at `before`: at the word for it, or where
        its clause begins, behind `after`."""
        if word := _BACK.search(self.text, after, before):
            return word.start()
        clauses = [
            match.start() for match in re.finditer(r"[,;.]|\band\b", self.text[:before]) if match.start() >= after
        ]
        return max(clauses, default=before)


def take_dates(words: Words) -> DatePhrases:
    """Take the dates and lengths of stay out of `words`."""
    one_way = bool(words.take_all(_ONE_WAY))
    round_trip = bool(words.take_all(_ROUND))
    order = words.take(_ORDER)
    lasting = next((match.start() for each in (_SAME_DAY, _OVERNIGHT) if (match := words.search(each))), None)
    stopovers = _find_stopovers(words.text)
    nights, days = _take_length(words)
    for span in find_deadlines(words.text):
        words.blank(*span)
    text, phrases = words.text, find_phrases(words.text)
    for phrase in phrases:
        lead = _LEAD.search(words.text[: phrase.start()])
        clause = max(words.text.rfind(mark, 0, phrase.start()) for mark in ".;:!?,") + 1
        start = lead.start() if lead else phrase.start()
        words.blank(clause if happens(words.text[clause : phrase.start()]) else start, phrase.end())
    _blank_joints(words, text, phrases)
    words.take_all(_BEHIND)
    if not phrases:
        words.take_all(_EXCEPTED)
    if len(phrases) != 1:
        words.take_all(_OVER_THE_WEEKEND)
    vague = next(iter(words.take_all(_VAGUE)), None)
    return DatePhrases(text, phrases, vague, one_way, round_trip, nights, days, lasting, _order_of(order), stopovers)


def _order_of(said: re.Match[str] | None) -> int | None:
    if said is None:
        return None
    return int(said[0].lower().startswith(("m", "us", "american")))


def _take_length(words: Words) -> tuple[int | None, int | None]:
    """Return nights, or days when it is open whether the last one counts as a night."""
    if words.take(_SAME_DAY):
        return 0, None
    if words.take(_OVERNIGHT):
        return 1, None
    words.take_all(_ALL_NIGHTS)
    for nights in _find_stopovers(words.text)[:1]:
        words.blank(nights.start, nights.end)
        return nights.nights, None
    match = words.take(_LASTS)
    if match is None:
        return None, None
    count = count_of(match["count"])
    return (7 * count, None) if match["unit"].lower().startswith("week") else (None, count)


def _find_stopovers(text: str) -> tuple[Stopover, ...]:
    """Return every number of nights that is said, but those that a price is of."""
    return tuple(
        Stopover(*match.span(), count_of(match["count"]))
        for match in _NIGHTS.finditer(text)
        if count_of(match["count"]) > 1 or not _PRICE_BEFORE.search(text[: match.start()])
    )


def _blank_joints(words: Words, text: str, phrases: list[re.Match[str]]) -> None:
    for first, second in pairwise(phrases):
        between = words.text[first.end() : second.start()]
        again = AGAIN.fullmatch(text, first.end(), second.start())
        is_joined = JOINED.fullmatch(between.replace(GAP, "")) or OR.fullmatch(text, first.end(), second.start())
        if (between and is_joined) or (again and again["sign"]):
            words.blank(first.end(), second.start())
