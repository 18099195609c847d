"""With which airlines one wants to fly and with which not; one that is met or visited is neither."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.preferences import AnyPreference, Strength, WithCarriers, WithoutCarriers
from chalicelib.domain.trip_requests.reading.airlines import PRAISE, FoundAirline, find_airlines, refuse_behind
from chalicelib.domain.trip_requests.reading.journeys.place_names import place_at_end
from chalicelib.domain.trip_requests.reading.scopes import Scope, scope_behind
from chalicelib.domain.trip_requests.reading.strengths import STRENGTH_BEHIND, strength_within
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words

_LOOK_BACK = 70
_LETTERS_OF_A_CODE = 2
_LEAD = LatePattern(
    r"(?<![\w-])(?:(?:fl(?:y(?:ing)?|ies)|flights?|travel(?:l?ing)?|seats?|tickets?|book(?:ed)?|go(?:ing)?"
    r"|come back)\s+)?"
    r"(?:(?:with|on|by|only|exclusively|solely|strictly|either|using|use|via|take|must be|has to be|should be"
    r"|prefer(?:s|ably|red)?(?: with| on| to fly(?: with)?| airlines?:?(?: is)?)?"
    r"|(?:airlines?|carriers?)(?: preference)?(?: is|:| =)*)\s+){1,3}(?:(?:an?|the)\s+)?$",
    re.IGNORECASE,
)
# Before a name that is no word besides, or at the end of what is said: "I like Swiss", "any chance of Delta".
_WEAK_LEAD = LatePattern(
    r"(?<![\w-])(?:(?:i|we|she|he|i'd|we'd)\s+)?(?:(?:really|always|usually|normally|would"
    r"|much)\s+)*(?:like|love|likes|fl(?:y|ies)|favou?r|choose"
    r"|pick|want|take|book|nothing but|any chance of|stick(?:ing)? (?:to|with)|go(?:ing)? (?:for|with)|happy"
    r" with|preference(?: is|:| for)"
    r"|favou?rite(?: airline| carrier)?(?: is|:)|first choice(?: is|:)|if possible,?|ideally,?|preferably,?"
    r"|keep (?:it )?to|the)\s+$",
    re.IGNORECASE,
)
# "Kindly book in Air India": of what is a name of an airline alone.
_BOOKED_IN = LatePattern(
    r"(?<![\w-])(?:book(?:ed|ing)?|fly(?:ing)?|travel(?:l?ing)?|go(?:ing)?|come|return|tickets?|seats?|flights?)"
    r"(?: (?:me|us|it|them|him|her|the tickets?|tickets?|only|preferably))*\s+in\s+$",
    re.IGNORECASE,
)
_NOT_FLOWN_BEFORE = LatePattern(
    r"\b(?:not|no|never|avoid(?:ing)?|except|without|but|than|of|meet(?:ing)?(?: with)?|visit(?:ing)?|see|client"
    r"|customer|at|to"
    r"|from|for|in)(?: (?:with|on|by|the|a))?\s*$|\bmeeting with\s*$",
    re.IGNORECASE,
)
_MET_OR_DENIED = LatePattern(r"\b(?:not|meet|meeting)\b[^,.;]*$", re.IGNORECASE)
# "Not on Ryanair", "any airline but Air France", "I'd rather not fly with Delta", "I'm done with United".
_BUT = r"except(?: for)?|excluding|other than|apart from"
_AVOIDED = LatePattern(
    rf"(?<![\w-])(?:(?:(?:with|on|by|using|use|take) )?(?:any|every|all)(?:thing|one)?"
    rf"(?: (?:other )?(?:airlines?|carriers?))? (?:but|{_BUT})"
    r"|(?:(?:but|just|and|please|i|i'd|we|we'd|would|rather|prefer(?:ably)?|to|can|do|if possible,?) )*"
    rf"(?:(?:airlines?|carriers?) ?: ?not|not|no|on no account|nothing|never(?: again)?|don't|won't"
    rf"|avoid(?:ing)?|without|{_BUT})"
    r"|(?:(?:i|we|she|he|they)(?:'d| would| do)? )?(?:really |absolutely |simply )*(?:hates?|dislikes?|detests?"
    r"|loathes?|refuses?"
    r"|(?:can't|cannot|can not) (?:stand|abide|bear|take)|(?:don't|do not|doesn't|does not) (?:like|fancy|fly"
    r"|take|trust))"
    r"|(?:(?:i'm|i am|she's|he's|we're) )?(?:not? (?:a )?(?:big |huge )?fan of|not (?:so |too |very )?(?:keen"
    r" on|fond of|wild about|happy with))"
    r"|as long as (?:it(?:'s| is)|they(?:'re| are)) not|as long as (?:it isn't|they aren't)"
    r"|(?:(?:i'm|i am|we're|we are) (?:done|finished|through|fed up)|(?:i've|we've|i|we) had enough)(?= (?:with|of)\b)"
    r"(?: of)?)"
    r"(?: (?:want|like|care|wish))?(?: to)?"
    r"(?: (?:be |have to )?(?:fly(?:ing)?|go(?:ing)?|travel(?:l?ing)?|book|use|using|take|put me))?"
    r"(?: (?:with|on|by|via))?\s+(?:an? |the )?(?:(?:airline|carrier|company) )?$",
    re.IGNORECASE,
)
_AGAIN = LatePattern(
    r"(?:,? (?:again|this time|any ?more|ever(?: again)?|please|pls|thanks|thank you|though|tho|lol|haha))+"
    rf"(?=\s*(?:$|[.,;:!?)-]|{GAP}|\b(?:because|since|as|they|cos|cuz)\b))",
    re.IGNORECASE,
)
# Why an airline is not to be flown with: "they lost my bag", "they're always late".
_BECAUSE = LatePattern(
    r"(?:\s*(?:[,;(-]|\.(?= they\b)))?\s*(?:(?:because|since|as|cos|cuz|coz|for) )?(?:they|it|that (?:one|lot)"
    r"|those guys)"
    r"(?:'re|'ve| have| had| are| were| always| just| once| never| keep| kept| only)* (?:(?:lost|lose|losing"
    r"|delay|delayed"
    r"|delaying|cancel|cancel+ed|cancel+ing|break|broke|broken|damage|damaged|ruin|ruined|bump|bumped|strand"
    r"|stranded|left"
    r"|mess|messed|treat|treated|forgot|forget|charge|charged|let|made|make|mishandled|misplaced|late|unreliable|awful"
    r"|terrible|horrible|rude|hopeless|useless|the worst|cramped|dreadful|overbooked|oversold)\b)"
    r"(?:(?! (?:and|but|so|then|please|pls|book|from|to|via|back|home|return|two|three|four|five|january|february|march"
    r"|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today"
    r"|tomorrow|window|aisle|business|economy|first|non-?stop|direct|hotel|before|after|until|not|no|never|only|if|unless"
    rf"|max|under|over)\b)[^.,;:!?()\d{GAP}]){{0,50}}"
    rf"(?=\s*(?:$|[.,;:!?)]|{GAP}|\b(?:so|and|but|please|pls)\b))",
    re.IGNORECASE,
)
_RATHER = LatePattern(
    r"\b(?:rather|prefer(?:ably)?|if (?:it is |at all )?(?:possible|avoidable)|if you can|where possible|ideally"
    r"|would like)\b",
    re.IGNORECASE,
)
# "Back with SAS"; a "return with SAS" is the whole journey.
_DIRECTION_BEFORE = LatePattern(r"\b(?:out|outbound|there|back|home|inbound)$", re.IGNORECASE)
_NOT_FLOWN_BEHIND = LatePattern(
    r"\s+(?:at|in(?! (?:economy|eco|business|first|premium|coach|any)\b)|office|offices|team|people|staff"
    r"|headquarters|hq|lounge|meeting|conference|project|account"
    r"|building|arena"
    r"|stadium|training|cargo)\b",
    re.IGNORECASE,
)
_FLIGHTS = (
    rf"(?:{PRAISE}"
    r"|,?\s+(?:i|we) (?:don't|do not) (?:mind|care)(?: which(?: one)?)?"
    r"|\s+(?:flights?|tickets?|fares?|airlines?|only|all|(?:works?|is fine|is ok|will do) (?:too|as well)|also works"
    r"|is also (?:fine|ok(?:ay)?)|ok|okay|is fine|are fine|is ok|are ok|will do|would do|works"
    r"|obvs|obviously|of course|naturally|for preference|by preference|for choice|or similar|(?:is|are|should"
    r"|shall|must|to) (?:to )?be (?:given"
    r" (?:precedence"
    r"|preference|priority)|preferred|favou?red|used|chosen))(?![\w-])){0,2}"
)
_TAIL = LatePattern(_FLIGHTS + STRENGTH_BEHIND, re.IGNORECASE)
# A cabin or a word of praise behind the name of an airline: "Emirates business class", "easyJet will do".
_FLOWN_AHEAD = LatePattern(
    rf"{PRAISE}"
    r"|\s+(?:business|economy|eco|biz|premium|first|(?:will|would) (?:do|be|work)|works?|does|for (?:preference|choice)"
    r"|by preference|is (?:good|best|great|perfect|preferable)|again|as (?:usual|always)|direct|non-?stop|or similar"
    r"|morning|evening|service)\b",
    re.IGNORECASE,
)
# "Lufthansa direct only": only Lufthansa, and only direct.
_ONLY_AHEAD = LatePattern(r"\s+(?:direct|non-?stop)(?: flights?)? only\b", re.IGNORECASE)
_DAY_BEFORE = LatePattern(r"(?:[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s*$", re.IGNORECASE)
# "EY AUH-MNL": whose flight it is stands before it, in the shorthand of travel desks.
_ROUTE_BEHIND = LatePattern(r" [A-Z]{3}\s?[-/>]\s?[A-Z]{3}\b")
# Where slices are written by their codes, LA is an airline and no city.
_ROUTES = LatePattern(r"\b[A-Z]{3}\s?[-/>]\s?[A-Z]{3}\b")
_DESK_DAY = LatePattern(
    r"\b[A-Z]{3}\s?[-/>]\s?[A-Z]{3},? [0-9]{1,2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) $"
)
_NO_CODE_OF_DESK = frozenset(("AM", "PM", "NO", "OK", "TO", "OR", "BY", "AT", "ON", "IN", "IF", "DO", "SO", "IS", "IT"))
_CABIN_BEHIND = LatePattern(r"\s+in (?:economy|business|first|premium)\b", re.IGNORECASE)
_FLIGHT_BEHIND = LatePattern(r"\s+(?:flights?|one|service|plane)\b", re.IGNORECASE)
# "10MAY SQ AM", "3JUN LA ECO": what else a line of a travel desk says of a flight.
_PART_BEHIND = LatePattern(r"\s+(?:AM|PM|MORN|AFTN?|EVE|ECO|BIZ|[YJCWF]|(?i:business|economy|first|premium))\b")
_STARTS = LatePattern(
    rf"(?:^|[,.;:/()+&!?{GAP}]|\s-|\b(?:and|so|but|also|please|pls|then|class|fly|flying|me|us|an?))\s*$", re.IGNORECASE
)
_ENDS = LatePattern(rf"\s*(?:$|[,.;()+&!?{GAP}]|/+\s|-\s|\b(?:and|please|pls)\b)", re.IGNORECASE)


def take_airlines(words: Words) -> Iterator[tuple[AnyPreference, Scope | None, str]]:
    """Yield the airlines and alliances that are to be flown with, of which slices, and in which words; airlines named
    together are a choice."""
    for group in list(find_airlines(words.text)):
        text = words.text
        start, end = group[0].start, group[-1].end
        tail = _end_of(_TAIL, text, end)
        scoped = scope_behind(text, tail)
        if scoped:
            tail = _end_of(_TAIL, text, scoped.end)
        before = text[max(0, start - _LOOK_BACK) : start]
        avoided = _AVOIDED.search(before)
        if avoided and _is_avoided(text, group, end=tail):
            yield _take_avoided(words, group, start - len(avoided[0]), tail), scoped.scope if scoped else None, ""
            continue
        lead = _LEAD.search(before) or _weak_lead(text, group, before, tail)
        is_only = _ONLY_AHEAD.match(text, tail) is not None
        if refused := refuse_behind(text, end):
            yield _take_avoided(words, group, start, refused), None, ""
            continue
        if not is_only and not _is_flown(text, group, has_lead=lead is not None, end=tail):
            continue
        start -= len(lead[0]) if lead else 0
        strength = Strength.MUST if is_only else strength_within(text, start, tail, Strength.WISH)
        words.blank(start, tail)
        carriers = tuple(dict.fromkeys(each.carrier for each in group if each.carrier))
        alliance = next((each.alliance for each in group if each.alliance), None)
        scope = scoped.scope if scoped else _direction_before(text, start) or Scope("within", position=start)
        yield WithCarriers(strength=strength, carriers=carriers, alliance=alliance), scope, text[start:tail]


def refuse_together(preferences: Iterable[AnyPreference]) -> tuple[AnyPreference, ...]:
    """Return preferences, each once; of airlines that are refused one by one ("no Delta, no United") one refuses all,
    where it is meant as much, and of the same slices."""
    together: dict[AnyPreference, AnyPreference] = {}
    for each in preferences:
        if not isinstance(each, WithoutCarriers):
            together[each] = each
            continue
        alike = msgspec.structs.replace(each, carriers=())
        before = together.get(alike)
        carriers = (*(before.carriers if isinstance(before, WithoutCarriers) else ()), *each.carriers)
        distinct = tuple(dict.fromkeys(carriers))
        together[alike] = msgspec.structs.replace(each, carriers=distinct)
    return tuple(together.values())


def _direction_before(text: str, start: int) -> Scope | None:
    """Return the scope of the way that is said right before an airline: "out with Swiss, back with Austrian"."""
    said = _DIRECTION_BEFORE.search(text[max(0, start - _LOOK_BACK) : start].rstrip())
    return Scope("out" if said[0].lower() in {"out", "outbound", "there"} else "back") if said else None


def _weak_lead(text: str, group: Sequence[FoundAirline], before: str, end: int) -> re.Match[str] | None:
    """Return words that lead to an airline to fly with, unless more of a name, or of something else, follows."""
    if not any(each.is_weak for each in group) and (lead := _BOOKED_IN.search(before)):
        return lead
    lead = _WEAK_LEAD.search(before)
    if group[-1].end - group[0].start <= _LETTERS_OF_A_CODE:
        return None
    is_alone = not all(each.is_weak for each in group) or _ENDS.match(text, end) or end > group[-1].end
    if lead and lead[0].lower().endswith("the "):
        return lead if _FLIGHT_BEHIND.match(text, group[-1].end) else None
    return lead if is_alone and not _NOT_FLOWN_BEFORE.search(before[: lead.start()] if lead else before) else None


def _is_avoided(text: str, group: Sequence[FoundAirline], *, end: int) -> bool:
    """Return whether airlines behind a "not" are named as those that fly."""
    if _NOT_FLOWN_BEHIND.match(text, group[-1].end) or not all(each.carrier for each in group):
        return False
    is_alone = _ENDS.match(text, end) or _CABIN_BEHIND.match(text, end) or _AGAIN.match(text, end)
    return not all(each.is_weak for each in group) or is_alone is not None


def _take_avoided(words: Words, group: Sequence[FoundAirline], start: int, end: int) -> WithoutCarriers:
    said = words.text[start:end]
    for behind in (_AGAIN, _BECAUSE):
        end = _end_of(behind, words.text, end)
    words.blank(start, end)
    carriers = tuple(dict.fromkeys(each.carrier for each in group if each.carrier))
    strength = Strength.WISH if _RATHER.search(said) else Strength.MUST
    return WithoutCarriers(strength=strength, carriers=carriers)


def _is_flown(text: str, group: Sequence[FoundAirline], *, has_lead: bool, end: int) -> bool:
    """Return whether the airlines are named as those to fly with: by words before or behind them, or by themselves
    between two commas."""
    start, last = group[0].start, group[-1].end
    not_flown = _MET_OR_DENIED.search(text[max(0, start - 30) : start]) if has_lead else None
    if not has_lead:
        not_flown = _NOT_FLOWN_BEFORE.search(text[max(0, start - _LOOK_BACK) : start])
    if not_flown or _NOT_FLOWN_BEHIND.match(text, last):
        return False
    # A code right behind a day, as in "LIM-UIO 7JUN LA", is the airline's.
    is_by_a_day = bool(
        re.search(r"(?i:[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s*$", text[max(0, start - 6) : start])
    )
    is_weak = all(each.is_weak for each in group) and len(group) == 1
    if (
        is_weak
        and _ENDS.match(text, end)
        and _STARTS.search(text[max(0, start - 12) : start])
        and text[start:last] == "LA"
        and _ROUTES.search(text)
    ):
        return True
    is_small = all(text[each.start : each.end].islower() and each.end - each.start == 2 for each in group)
    says_so = end > last
    is_ahead = not all(each.is_weak for each in group) and last - start > 2 and bool(_FLOWN_AHEAD.match(text, last))
    if has_lead or is_ahead:
        return is_ahead or not is_small or says_so
    starts = bool(_STARTS.search(text[max(0, start - 12) : start]))
    stands_alone = starts and bool(_ENDS.match(text, end))
    if starts and not is_weak and text[start:last].isupper() and _ROUTE_BEHIND.match(text, last):
        return True
    if says_so:
        return stands_alone or not is_weak
    is_code = text[start:last].isupper() and last - start == _LETTERS_OF_A_CODE
    is_sure = not is_weak or text[start:last] == "LA" or _is_code_of_desk(text, start, last)
    if is_by_a_day and is_code and is_sure:
        return bool(_ENDS.match(text, end) or _PART_BEHIND.match(text, end))
    if is_small or (any(each.is_region for each in group) and _is_behind_a_city(text, start)):
        return False
    return stands_alone and not (is_weak and last - start == 2)


def _is_code_of_desk(text: str, start: int, end: int) -> bool:
    """Return whether a code that is a word besides stands behind a route and its day, as travel desks write."""
    return (
        text[start:end] not in _NO_CODE_OF_DESK
        and _DESK_DAY.search(text[max(0, start - _LOOK_BACK) : start]) is not None
    )


def _is_behind_a_city(text: str, start: int) -> bool:
    """Return whether what begins there is the region of a city: "Jackson, MS"."""
    before = text[max(0, start - _LOOK_BACK) : start].rstrip(" ,")
    return bool(before) and place_at_end(before) is not None


def _end_of(pattern: LatePattern, text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
