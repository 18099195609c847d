"""What a writer takes back in the same text: "from Coimbra... no, from Porto", "not the 3rd but the 4th", "forget the
train". What is taken back is left out where it is plain what that is; else the words stay, and are asked about.
"""

import re

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul"
    r"|aug|sept?|oct|nov|dec)"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_DAY = (
    rf"(?:(?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? ?{_MONTH}\b(?:,? 20[0-9]{{2}})?"
    rf"|{_MONTH} (?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)?\b"
    rf"(?:,? 20[0-9]{{2}})?|the [0-9]{{1,2}}(?:st|nd|rd|th)\b|[0-9]{{1,2}}(?:st|nd|rd|th)\b"
    rf"|[0-9]{{1,2}}[./][0-9]{{1,2}}(?:[./][0-9]{{2,4}})?"
    rf"|20[0-9]{{2}}-[0-9]{{2}}-[0-9]{{2}}|(?:next |this |the )?{_WEEKDAY}\b|tomorrow|today)"
)
_NUMBER = r"(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|an?)"
_UNIT = r"(?:night|day|week|people|person|passenger|travell?er|pax|seat|bag|room|star|stop|ticket)"
_TIME = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm|a\.m\.|p\.m\.|h|hrs|o'clock)|[0-9]{1,2}:[0-9]{2}|noon|midnight)"
_CABIN = r"(?:economy|premium economy|business|first)(?: class)?"
_RIDE = r"(?:cab|taxi|bus|train|flight|plane|car|coach|hotel|hostel|apartment|ferry)s?\b"
_NAME = r"[^\W\d_a-zß-öø-ÿ](?:[\w'’-]|\.(?=\w))*(?: [^\W\d_a-zß-öø-ÿ][\w'’-]*){0,3}"
_PREPOSITION = r"(?:from|to|on|at|in|before|after|until|till|by|via)"
_VERB = r"(?:drop|pick|collect|leave|return|arrive|depart|land|come back|go back|fly|stay|book|make)"

# "... no, ", " - sorry, ", ", wait, ", ", I mean ". A bare "no" denies what follows ("economy, no business class"),
# except before a preposition that stood before ("from Coimbra, no from Porto").
_BEFORE = r"\s*(?:\.{2,}|…|[,;(!?.-]+)\s*(?:(?:oh |ah |er |um |oops,? |well,? |but )*"
_NO = r"(?:no(?:,? no)*|nope|nah)"
_SORRY = (
    r"(?:wait|sorry|pardon|hang on|hold on|oops|actually(?:,? no)?|scratch that|strike that|correction|i mean|i meant"
    r"|or rather|rather|make (?:it|that)|better)"
)
_MORE = r"(?:,? (?:wait|sorry|actually|scratch that|strike that|make (?:it|that)|i mean|rather|not that))"
_AFTER = r"(?:make (?:it|that) |i mean(?:t)? |it's |we want |that's |better )?"
_TURN = rf"{_BEFORE}(?:{_NO}{_MORE}*\s*[,:.!-]+\s*|{_NO}{_MORE}+\s|{_SORRY}{_MORE}*(?:\s*[,:.!-]+\s*|\s)){_AFTER})"
_LOOSE_TURN = rf"{_BEFORE}(?:{_NO}|{_SORRY}){_MORE}*(?:\s*[,:.!-]+\s*|\s){_AFTER})"
_TAKEN_BACK = tuple(
    LatePattern(rf"{old}{_TURN}(?={new})", re.IGNORECASE)
    for old, new in (
        (rf"{_NUMBER} (?:[a-z-]+ )?(?P<unit>{_UNIT})s?(?: [a-z]+)?", rf"{_NUMBER} (?:[a-z-]+ )?(?P=unit)"),
        (_TIME, rf"(?:at )?{_TIME}"),
        (rf"(?:in )?\b{_CABIN}", rf"(?:in )?{_CABIN}"),
        (
            rf"(?:\b(?:an?|one|the|by|with) )*\b{_RIDE}",
            rf"(?:(?:an?|one|the|by|with) )*(?:(?:self[- ]drive|rental|hire|fast|direct) )?{_RIDE}",
        ),
    )
)
_FULL_DAY = rf"(?:{_WEEKDAY},? )?{_DAY}"
_DAY_TAKEN_BACK = LatePattern(rf"\b{_FULL_DAY}{_TURN}(?P<new>(?:on )?{_FULL_DAY})", re.IGNORECASE)
_NAMES_MONTH = LatePattern(rf"\b{_MONTH}\b", re.IGNORECASE)
_ORDINAL_ENDS = LatePattern(r"\b(?:the )?[0-9]{1,2}(?:st|nd|rd|th)$", re.IGNORECASE)
# "Oslo to Rome, sorry, Oslo to Pisa".
_ROUTE_TAKEN_BACK = LatePattern(
    rf"(?:\b(?i:from) )?(?<![\w'’]){_NAME}(?: (?i:to) | ?(?:->|-|/) ?){_NAME}(?i:{_LOOSE_TURN})"
    rf"(?=(?:(?i:from) )?{_NAME}(?: (?i:to) | ?(?:->|-|/) ?){_NAME})"
)
_TO_A_PREPOSITION = LatePattern(
    rf"\b(?P<word>{_PREPOSITION}) (?:(?!\b{_PREPOSITION}\b)[^¦]){{1,50}}?{_LOOSE_TURN}(?=(?P=word) )", re.IGNORECASE
)
_TO_ANOTHER = LatePattern(
    rf"\b(?P<word>to|from) {_NAME}(?P<between>(?:(?!\b(?:to"
    rf"|from)\b)[^¦]){{1,80}}?)(?i:{_LOOSE_TURN})(?P=word) (?P<new>{_NAME})"
)
_TO_A_VERB = LatePattern(
    rf"\b(?P<word>{_VERB})\b(?:(?!\b(?P=word)\b)[^¦]){{1,90}}?{_TURN}(?=(?P=word)\b)", re.IGNORECASE
)
_TO_A_NAME = LatePattern(
    rf"\b{_NAME}(?:\s*(?:\.{{2,}}|…|[,;(-]+)\s*(?:no(?:,? no)*\s*[,-]|(?:sorry|wait|nope|nah|oops|i mean|I mean"
    rf"|or rather|make that|hang on|hold on|scratch that|actually)(?:,? (?:no|wait|sorry|actually|i mean|I mean"
    rf"|make that"
    rf"|not that))*[, -])\s*)(?={_NAME})"
)
_NOT_BUT = LatePattern(
    rf",?\s*\bnot\s+(?:(?:on|to|in|from|at)\s+)?(?:{_DAY}|(?-i:{_NAME})|{_TIME}"
    rf"|{_NUMBER} {_UNIT}s?),?\s+but\s+(?:rather\s+)?",
    re.IGNORECASE,
)
# "Not returning on the 24th as I wrote, I return on the 25th instead".
_NOT_ON_DAY = LatePattern(
    r"(?:\bbut )?\bnot (?P<verb>(?:leaving|departing|flying|travell?ing|going|coming|returning)(?: out| back| home)?"
    rf"|back|home)(?: on)? {_DAY}(?:,? (?:as|like) [^,.;]{{1,30}})?(?:,| but|, but)\s*"
    rf"(?P<rest>(?P<says>[^.;!?¦]{{0,60}}?){_DAY})(?:,? instead\b)?",
    re.IGNORECASE,
)
_GOES = LatePattern(r"\b(?:i|we|he|she|they|leav\w+|return\w*|back|home|fly\w*|com(?:e|ing))\b", re.IGNORECASE)
# "Not Tuesday 10 August, Wednesday 11 August", "so not 14 April, make it 15 April".
_NOT_DAY_DAY = LatePattern(
    rf"\b(?:so )?not (?:on )?{_FULL_DAY}(?: (?:any ?more|after all|now))?\s*(?:,|;|-|:|\.|but)+\s*"
    r"(?:(?:it's|it is|on|but|rather|instead|please|pls|now|make (?:it|that)|let's (?:make it|say|do)"
    rf"|(?:i|we) (?:mean|meant)) )*(?:for )?(?={_FULL_DAY})",
    re.IGNORECASE,
)
_DAY_NOT_DAY = LatePattern(
    rf"({_DAY})\s*(?:,\s*|\(\s*|\s-\s|\s)(?:and )?not (?:on )?{_DAY}"
    r"(?:,? as (?:previously |earlier |originally |before )?(?:adv(?:ised)?|said|told|written|stated|requested"
    r"|mentioned|planned|discussed)\b\.?)?\)?",
    re.IGNORECASE,
)
_PLACE_NOT_PLACE = LatePattern(
    rf"\b((?:from|to|in|at) {_NAME})\s*(?:,\s*|\(\s*|\s-\s|\s)(?:and )?not (?:from |to |in |at )?{_NAME}\)?"
)
_INSTEAD_OF = LatePattern(
    rf",?\s*\(?\b(?:instead of|rather than|in place of) (?:on |to |in |from |at )?(?:{_DAY}|(?-i:{_NAME})"
    rf"|{_TIME}|{_CABIN}|{_NUMBER} {_UNIT}s?)\)?,?",
    re.IGNORECASE,
)
_CHARGED_OTHERWISE = LatePattern(
    r"\b(?:bill|charge)(?: it| this)?(?: to)? [^.,;¦]{1,40}?\s*[-,.]+\s*(?:no|sorry|wait)[, ]+(?=(?:our"
    r"|the|my|it's) (?:cost|project))",
    re.IGNORECASE,
)
_SKIPPED = LatePattern(
    r"(?:(?<=[.!?;] )|\A)(?P<old>(?:(?!\bhotel)[^.!?;]){3,120}[?.])\s*(?:no[,.]? |actually,? |oh,? |hm+,? )*"
    r"(?:skip|scratch|forget|drop|never mind|leave|strike) (?:that|it)(?: one)?(?=\s*[,.!;]|\s*$| please| then)[,.!]*",
    re.IGNORECASE,
)
_FORGOTTEN = LatePattern(
    r"\b(?:no[,.]? )?(?:please )?(?:forget|skip|scratch|scrap|drop|cancel|leave out|never mind"
    r"|no need for|we don't need"
    r"|i don't need) (?:about )?"
    r"(?:the |a |that |any )(?P<what>train|plane|flight|car|rental car|bus|hotel|cab|taxi|coach|ferry)\b"
    r"(?: (?:idea|plan|option|thing|part|bit|booking))?(?! (?:from|to|on|at)\b)[,.!]*",
    re.IGNORECASE,
)

_UNSOLD = frozenset(("cab", "taxi", "bus", "coach", "ferry"))
_WITH_A_HOTEL = LatePattern(
    r"[,;]?\s*(?:\b(?:and|with|plus|also|need|needs|including) ){0,3}(?:\b(?:a|an|the"
    r"|one) )?(?:\w+ )?\bhotel\b[^.,;¦]*",
    re.IGNORECASE,
)


# "Actually make that the 20th and not the 19th, sorry!": said in full behind.
_MAKE_IT_DAY = LatePattern(
    r"(?:\A|(?<=[.!?;] ))\s*(?:(?:actually|sorry|please|pls|oops|wait|ok),? )*(?:make (?:that|it)|it(?:'s| is)"
    r"|it should be)"
    r" (?:on )?the (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?:,? (?:and )?not (?:on )?the [0-9]{1,2}(?:st|nd|rd|th)?)?"
    r"(?:,? (?:sorry|please|pls|thanks|instead|my mistake))*\s?[.!:;]",
    re.IGNORECASE,
)
# "Back the 6th? It's me and Ann. No wait, back the 7th": said once more of the same way.
_DIRECTION_AGAIN = LatePattern(
    rf"\b(?P<way>back|home|return(?:s|ing)?|out|leav(?:e|ing)|depart(?:ing)?)(?: on)?(?: the)? {_DAY}"
    rf"(?P<between>(?:(?!{_DAY})[^¦]){{0,120}}?){_TURN}(?:(?:i'm|we're|i|we) )?(?:(?:com(?:e|ing)|fly(?:ing)?"
    rf"|go(?:ing)?) )?"
    rf"(?P<new>(?P=way)\b(?: on)?(?: the)? {_DAY})"
    r"(?:,? (?:(?:as|since|because|so|cos|cuz) )?(?:i|we|she|he|they)(?:'d| would)? (?:wants?|needs?|likes?) (?:an?"
    r"|one|another|two)"
    r"(?: (?:more|extra|additional))? (?:days?|nights?)(?: more| longer| extra)?(?: there)?)?",
    re.IGNORECASE,
)
# "On 25 March, now it should be 23 March".
_NOW_DAY = LatePattern(
    rf"{_DAY}\s*[,;.-]?\s*(?:but |and )?(?:it )?now (?:it )?(?:should be|is to be|must be|has to be|needs to be"
    rf"|shall be"
    rf"|becomes)(?: on)?(?: the)? (?={_DAY})",
    re.IGNORECASE,
)
# Looked for first: no turn is without one of these.
_ANY_TURN = LatePattern(
    r"\b(?:no|nope|nah|wait|sorry|pardon|hang on|hold on|oops|actually|scratch|strike|correction|mean|meant|rather|make"
    r"|better)\b",
    re.IGNORECASE,
)
_ANY_DENIAL = LatePattern(r"\bnot\b", re.IGNORECASE)


def settle_corrections(text: str) -> str:
    """Return a line of text without what it takes back itself."""
    text = _MAKE_IT_DAY.sub(_without_day_said_again, _take_back_things(text))
    text = _NOW_DAY.sub("", text)
    if _ANY_DENIAL.search(text):
        text = _NOT_DAY_DAY.sub("", text)
    if _ANY_TURN.search(text):
        text = _DIRECTION_AGAIN.sub(r"\g<between> \g<new>", text)
        text = _ROUTE_TAKEN_BACK.sub("", _DAY_TAKEN_BACK.sub(_keep_new_day, text))
        text = _TO_A_PREPOSITION.sub("", _CHARGED_OTHERWISE.sub("", text))
        for pattern in (*_TAKEN_BACK, _TO_A_NAME, _TO_A_VERB):
            text = pattern.sub("", text)
        text = _TO_ANOTHER.sub(r"\g<word> \g<new>\g<between>", text)
    if _ANY_DENIAL.search(text):
        text = _NOT_ON_DAY.sub(_on_another_day, text)
        text = _PLACE_NOT_PLACE.sub(_keep_place, _NOT_BUT.sub(" ", text))
        text = _DAY_NOT_DAY.sub(r"\1", text)
    return _SKIPPED.sub("", _INSTEAD_OF.sub("", text))


def _without_day_said_again(match: re.Match[str]) -> str:
    """Return nothing for a day that is said with its month behind it; else the words themselves."""
    day = rf"{match['day']}(?:st|nd|rd|th)?"
    said = LatePattern(rf"\b{day}(?: of)? {_MONTH}\b|\b{_MONTH} (?:the )?{day}\b", re.IGNORECASE)
    return "" if said.search(match.string, match.end()) else match[0]


def _keep_new_day(match: re.Match[str]) -> str:
    """Return the day that is said instead, in the month of the one that is taken back where it names none."""
    old, new = match[0][: match.start("new") - match.start()], match["new"]
    month = _NAMES_MONTH.search(old)
    return f"{new} {month[0]}" if month and _ORDINAL_ENDS.search(new) else new


def _keep_place(match: re.Match[str]) -> str:
    """Return the place that is meant, without the other; both where the first is no place by itself."""
    return match[1] if names_place(match[1].split(" ", 1)[1]) else match[0]


def _on_another_day(match: re.Match[str]) -> str:
    """Return what is said of the day that holds, with the verb of the one that does not where it has none."""
    return match["rest"] if _GOES.search(match["says"]) else f"{match['verb']} {match['rest']}"


def _take_back_things(text: str) -> str:
    """Leave out the train, the car or the flight that a later sentence says to forget."""
    forgotten = _FORGOTTEN.search(text)
    if not forgotten:
        return text
    before, after = text[: forgotten.start()], text[forgotten.end() :]
    if forgotten["what"].lower() == "hotel":
        return f"{_WITH_A_HOTEL.sub('', before)} no hotel. {after}"
    thing = re.escape(forgotten["what"])
    said = LatePattern(
        rf"\s*\b(?:(?:with|by|on|in|and) )?(?:(?:the|a) )?(?:(?:night|rental|hire|early|late) )?{thing}\b",
        re.IGNORECASE,
    )
    is_unsold = forgotten["what"].lower() in _UNSOLD
    return f"{said.sub('', before)} {after}" if is_unsold or said.search(before) else text
