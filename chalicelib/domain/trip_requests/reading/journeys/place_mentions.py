"""Places in the order of the text, each with what the words around it say: where one starts, where one goes, where one
only is."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from chalicelib.domain.places.resolver import names_city
from chalicelib.domain.places.spellings import SHORTEST, correct_city
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_place, place_at_start, tidy_name
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday
from chalicelib.domain.trip_requests.reading.text.words import GAP, is_filler

# "link" stands behind another place and a word that joins them ("Berlin - Rome"); "bare" has no word before it.
PlaceRole = Literal["gap", "home", "is", "from", "to", "back", "at", "via", "about", "link", "bare"]

_S = rf"[\s{GAP},]*"
_THE = r"(?:(?:the|my|our|beautiful|sunny|good old) )?(?:(?:city|town|airport) of )?"
_LEAD = LatePattern(
    r"(?:"
    r"(?P<back>(?<!\ba )(?<!\bone )(?<!\bfor )\b(?:back|home(?:ward)?|return(?:ing|s)?)(?: (?:home|again|flight))?"
    rf"{_S}(?:to|into)\b|\bto (?:my |our )?home (?:in|at)\b|\b(?<!\bwas )(?<!\bwere )back (?:home )?(?:in|at)\b)"
    r"|(?P<via>\b(?:via|through|changing (?:at|in)|connecting (?:at|in|through)|stop(?:ping|over)? (?:at|in))\b)"
    r"|(?P<gap>\b(?:drives?(?: (?:me|us))?|driving|cycle|sail|walk|hitch"
    r"|(?:take|get) (?:the|a) (?:bus|ferry|boat|taxi|car|lift)"
    r"|(?:by|in) (?:the |my |our |a )?(?:car|bus|boat|ferry|road|taxi))"
    r"(?: (?:on|over|up|down|across|myself))? (?:to|into)\b)"
    r"|(?P<home>\b(?:(?:i|we) (?:am |are |have )?|(?:i'm|we're|i've|my|our) )?"
    r"(?:(?:home|homebase|home base|base)(?: airport)?(?: is)?(?: (?:in|at)\b|\s*:|(?<=is)\b)"
    r"|(?:based|living|live|lives) (?:in|at)\b))"
    r"|(?P<is>\b(?:i am|i'm|we are|we're)"
    r" (?:(?:currently|now|still|stuck|stranded|already|presently|right now|here|over here|on site|working|sitting)"
    r" )*(?:in|at)\b)"
    r"|(?P<from>\b(?:from|fr|frm|dep|dpt|ex|out of|leaving|departing|departs?|departure|origin(?:ating)?"
    r"|starting point|start|starting|leaves?|between|sitting (?:in|at)"
    r"|(?:start|depart|leave|starting|departing)"
    rf" (?:in|at|from))\b(?: airport)?{_S}(?:airport )?(?:in |at |from )?)"
    r"|(?P<to>(?:\b(?:onwards? (?:to|into)|be (?:in|at)|(?:wants?|needs?|expects?) (?:me|us|him|her|them) (?:in|at)"
    rf"|(?<!{GAP} )(?:needed|expected|wanted) (?:in|at)|to|into|onto|towards?|bound for|destination|dest"
    rf"|arr|reach(?:es|ing)?"
    r"|then|arriv(?:al|e|es|ing)|land(?:s|ing)? (?:in|at)|head(?:ed|ing)? for)\b"
    r"(?: airport)?(?: (?:in|at|into|to|is|for))?|->|(?<=\s)@))"
    r"|(?P<at>\b(?:(?:collect(?:ed|ion)?|pick(?:ed|ing)?[ -]?up|hire|rent(?:ed|al)?|drop(?:ped)?(?:[ -]?(?:back|off))?)"
    r" (?:it |the car )?(?:from|at|in)|in|at|for|around|visit(?:ing)?|(?:in|at) (?:or|and) around)\b)"
    rf")(?:{_S}[:=])?{_S}{_THE}$",
    re.IGNORECASE,
)
# What a group of the pattern above says of the place behind it.
_ROLES: dict[str | None, PlaceRole] = {
    "back": "back", "via": "via", "gap": "gap", "home": "home", "is": "is", "from": "from", "to": "to", "at": "at",
}  # fmt: skip
# Words that say of the place behind them that it is none of the journey.
_NOT = LatePattern(
    r"\b(?:(?:close|next|due|near|nearest|prior|access|similar|opposite) to|near|beside|outside|forget|scrap"
    r"|cancel(?:led)?|instead of|rather than|not|no longer)\s+(?:(?:to|from|in|the|my|our) ){0,2}$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 48
_FILL = (
    r"(?:on|at|by|in|and|then|from|there|fly|flying|flight|train|go|going|goes|over|direct|directly"
    r"|straight|down|up|across"
    r"|back|out|onwards?|return(?:ing)?|home|i|we|again|airport|station|travel(?:l?ing)?|heading|one[- ]way)"
)
_JOINT = LatePattern(
    rf"[\s,]*(?:\({_S}\))?[\s,]*(?:{_FILL}\b[\s,]*){{0,4}}(?:\b(?:in|on)?to\b|\binto\b|\btowards?\b)\s*{_THE}"
    rf"|\s*(?:\({_S}\)\s*)?(?:->|=>|>+|-+|/|~|\.{{2,}}|\bto\b)\s*(?:(?:and )?back to )?|{_S}(?:->|>+)\s*",
    re.IGNORECASE,
)
_AND_JOINT = LatePattern(r"\s*(?:and|&)\s*", re.IGNORECASE)
_HOMEWARD = LatePattern(r"\b(?:back|home|return(?:ing)?)\b", re.IGNORECASE)
_HOMEWARD_BEFORE = LatePattern(rf"\b(?:back|home|return(?:ing|s)?|inbound)(?: flight)?[\s{GAP}]*$", re.IGNORECASE)
_CODE = LatePattern(r"[A-Z]{3}")
# What a place in the name of something else is followed by: "the Frankfurt trip", "our Gujarat plant".
_NAMES_ANOTHER = LatePattern(
    r"(?:'s)?\s+(?:office|plant|team|branch|fair|trips?|visit|project|meeting|conference|summit|site|factory"
    r"|head ?quarters|hq|clients?|customers?|account|deal|expo|messe|leg|hearing|yard|university|hospital|audit"
    r"|[Hh]igh [Cc]ourt|road"
    r"|street|avenue|time|dates?|quotation|mail|tower|ministry|folks|colleagues?|people|plan|booking|reservation|event"
    r"|kick-?off|HQ|Office|Fair|University)\b",
)
# "Dublin departure, Geneva arrival".
_GOES_BEHIND = LatePattern(r"\s+(departure|dep|arrival|arr)\b(?! (?:hall|gate|lounge|tax))", re.IGNORECASE)
_DATE_OR_END = LatePattern(rf"\s*(?:[{GAP}.,;:!?(\-]|$|on\b|and\b|back\b|return|for\b|from\b|to\b)")
_NEXT_HEADS_SOMEWHERE = LatePattern(
    r"\s*(?:->|>|-|/)\s*(?:[?,.;]|[a-z]|$)|\s+to\s+(?:our|the|my|his|her|their|a|an|any|some|wherever"
    r"|clients?|customers?|office"
    r"|\?|tb[acd]\b|\(|[A-Z])",
)
_JOINS_AHEAD = LatePattern(r"\s*(?:->|>|-|/|to\b|\bex\b|from\b)", re.IGNORECASE)
# Places of these names are meant only where a word says so.
_WORDS_TOO = frozenset((
    "best", "bath", "deal", "man", "mobile", "most", "nice", "of", "orange", "reading", "sale", "split", "tours",
    "well", "march", "may", "august", "male", "boom", "enterprise", "independence", "normal", "date", "hamlet",
    "see", "union", "central", "bar", "ham", "van", "as", "sincerely", "imperial", "mission", "superior",
    "universal", "buy", "pearson", "hobby", "logan", "kennedy", "bush", "reagan", "liberty", "marconi", "clark",
    "hahn", "sola", "avalon", "tambo", "mascot", "hamad", "bole", "halim", "torp", "capital", "bon", "salut", "sur",
    "can", "police", "plan", "media", "same", "asap", "once", "love", "young",
))  # fmt: skip
# Codes of airports that are somebody's office behind "the": "EA to the CTO".
_OFFICES = frozenset(
    ("CEO", "CFO", "CTO", "COO", "CIO", "CMO", "CHRO", "EVP", "SVP", "PMO", "GM", "MD", "VP", "HR", "IT")
)
_DETERMINER = LatePattern(r"\b(?:the|our|my|his|her|your) $", re.IGNORECASE)
_IS_SOMEBODY = LatePattern(r" [A-Z][a-z]+(?:[\s,.;]|$)|'s\b")
# Of these, cities that are meant as well where a day stands right behind them.
_CITIES_TOO = frozenset(("nice", "split", "reading", "bath", "mobile", "tours", "orange"))
_TOKEN = LatePattern(rf"[^\s,;:.!?()\"{GAP}/>@=|]+(?:\.(?=\w)[^\s,;:.!?()\"{GAP}/>@=|]+)*")


_LETTERS_OF_A_CODE = 3
_LONGEST_CONNECTOR = 8
_SHORTEST_SMALL = 5
_OR = LatePattern(r",?\s+or\s+(?:(?:to|from|in|at)\s+)?", re.IGNORECASE)
_WHICH_ONE = LatePattern(r"\s*\(\s*(?:the )?(?:one |city )?(?:in )?([^\W\d_a-z][\w .'-]{1,40}?)\s*\)")
_WORD = LatePattern(r"[^\W\d_]+(?![\w'-])")
_SHORT = LatePattern(r"[A-Za-z]{2,3}(?![\w'])")
_LEADS_ON = LatePattern(r" ?(?:->|>|-|/|to\b) ?(?P<other>\w{0,30})")
_COMES_FROM = LatePattern(r"(?<![\w'])(?P<other>[A-Za-z]{3}) ?(?:->|>|-|/|to) ?$")


class PlaceMention(NamedTuple):
    """A place as it is named at `start` to `end`; the words that say its role begin at `lead`."""

    name: str
    role: PlaceRole
    lead: int
    start: int
    end: int
    goes_home: bool = False  # a joint or a lead that says so: "Rome and back to Oslo", "home from Rome"
    starts_somewhere: bool = False  # what stands behind it heads for a place that is not named


def find_mentions(text: str) -> list[PlaceMention]:
    """Return the places that `text` names, in its order."""
    found: list[PlaceMention] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() < end or not (token[0][0].isalpha() or token[0][0] == "'"):
            continue
        mention = _mention_at(text, token.start(), found[-1] if found else None)
        if mention is not None:
            found.append(mention)
            end = mention.end
    behind = [*found[1:], None]
    return [_look_behind(mention, text, after) for mention, after in zip(found, behind, strict=False)]


def _mention_at(text: str, start: int, before: PlaceMention | None) -> PlaceMention | None:
    said = _said_once(place_at_start(text[start:]) or _short_name(text, start))
    name = said or _misspelt_name(text, start, before)
    if name is None or (name in _OFFICES and _DETERMINER.search(text[max(0, start - 6) : start])):
        return None
    end = start + len(said) if said else _end_of_word(text, start)
    if (region := _WHICH_ONE.match(text, end)) and is_place(f"{name}, {region[1]}"):
        name, end = f"{name}, {region[1]}", region.end()
    name, end = _with_others(text, name, end)
    role, lead, homeward = _role_at(text, start, before)
    if role is None:
        return None
    is_dated = name.lower() in _CITIES_TOO and re.match(rf",?\s?{GAP}", text[end : end + 3]) is not None
    is_of_what_was_read = role == "at" and text[:lead].rstrip().endswith(GAP)  # "a rental car in Split"
    is_loose = not (is_dated or is_of_what_was_read) and role in {"bare", "at"} and not _JOINS_AHEAD.match(text, end)
    # "MAN", of which "man" is a word; among capitals where it is joined to another code.
    is_joined = _COMES_FROM.search(text[max(0, start - _LONGEST_LEAD) : start]) is not None
    is_code = name.isupper() and (is_joined or not _is_in_capitals(text))
    if is_loose and (
        (name.lower() in _WORDS_TOO and not is_code) or (role == "bare" and _IS_SOMEBODY.match(text, end))
    ):
        return None
    if role in {"bare", "at"} and not _is_written_as_name(text, start, name, role):
        return None
    if role == "bare" and (goes := _GOES_BEHIND.match(text, end)):
        role, end = ("from" if goes[1].lower().startswith("dep") else "to"), goes.end()
    elif role != "link" and _NAMES_ANOTHER.match(text, end):
        role = "about"
    return PlaceMention(tidy_name(name), role, lead, start, end, homeward)


def _said_once(name: str | None) -> str | None:
    """Return a name without the same one behind a comma: "I drive to Zurich, Zurich to Rome"."""
    first, comma, second = (name or "").partition(",")
    return first if comma and first.lower() == second.strip().lower() else name


def _short_name(text: str, start: int) -> str | None:
    """Return a name of two letters, or a code, in small letters, where a journey leads on behind it ("kl to penang") or
    to it from another code; everyday words are neither, but for codes in capitals ("HAK-CAN")."""
    word = _SHORT.match(text, start)
    if word is None or is_filler(word[0]) != word[0].isupper() or not is_place(word[0].upper()):
        return None
    leads_on = _LEADS_ON.match(text, word.end())
    if len(word[0]) < _LETTERS_OF_A_CODE:
        return word[0] if leads_on and not is_everyday(word[0]) else None
    joins = [leads_on, _COMES_FROM.search(text[max(start - _LONGEST_LEAD, 0) : start])]
    others = [join["other"] for join in joins if join and len(join["other"]) == _LETTERS_OF_A_CODE]
    is_code = any(is_place(other.upper()) and not (is_everyday(other) or is_filler(other)) for other in others)
    ahead = leads_on["other"] if leads_on and leads_on["other"].islower() else ""
    is_word = is_everyday(word[0]) or word[0].lower() in all_decisive()
    is_code = is_code or (
        not is_word and len(ahead) > _LETTERS_OF_A_CODE and not is_everyday(ahead) and names_city(ahead)
    )
    is_small_code = others and not is_everyday(word[0]) and is_place(others[0].upper())
    return word[0].upper() if is_code or is_small_code else None


def _with_others(text: str, name: str, end: int) -> tuple[str, int]:
    """Return the name with those that may be meant as well ("Lille or Lyon"), and where they end."""
    while (behind := _OR.match(text, end)) and (other := place_at_start(text[behind.end() :])):
        name, end = f"{name} or {other}", behind.end() + len(other)
    return name, end


def _end_of_word(text: str, start: int) -> int:
    word = _WORD.match(text, start)
    return word.end() if word else start


def _misspelt_name(text: str, start: int, before: PlaceMention | None) -> str | None:
    """Return the larger city that a word is one slip away from, where a place must stand."""
    word = _WORD.match(text, start)
    if word is None or len(word[0]) < SHORTEST or is_everyday(word[0]) or is_filler(word[0]):
        return None
    role = _role_at(text, start, before)[0]
    must_stand = role in {"from", "to", "back", "link"} or _JOINS_AHEAD.match(text, word.end())
    return correct_city(word[0]) if must_stand else None


def _role_at(text: str, start: int, before: PlaceMention | None) -> tuple[PlaceRole | None, int, bool]:
    """Return the role of a place at `start`, where the words that say it begin, and whether they lead home; no role
    where it is said to be none of the journey."""
    if before is not None and before.role != "via" and (joint := _joint(text, before, start)) is not None:
        return "link", before.end, bool(_HOMEWARD.search(joint))
    behind = max(start - _LONGEST_LEAD, before.end if before else 0)
    match = _LEAD.search(text[behind:start])
    if _NOT.search(text[behind:start]):
        return None, start, False
    if match is None:
        return "bare", start, False
    lead = behind + match.start()
    kind = match.lastgroup
    homeward = kind == "from" and bool(_HOMEWARD_BEFORE.search(text[behind:lead]))
    return _ROLES[kind], lead, homeward or kind == "back"


def _joint(text: str, before: PlaceMention, start: int) -> str | None:
    """Return what joins two places; None where they are not joined."""
    between = text[before.end : start]
    if len(between) > _LONGEST_CONNECTOR and place_at_start(text[start:]) == before.name:
        return None  # "in from Rome and out again to Rome"
    if _JOINT.fullmatch(between) or (before.role == "from" and between in {" for ", " at "}):
        return between
    if before.role == "from" and text[before.lead :].lower().startswith("between") and _AND_JOINT.fullmatch(between):
        return between
    codes = between == " " and _CODE.fullmatch(before.name) and _CODE.match(text, start)
    return between if codes else None


def _is_written_as_name(text: str, start: int, name: str, role: str) -> bool:
    """Return whether a place that no word leads to is one: in capitals, or first of what is said."""
    if name[0].isupper():
        return True
    ahead = text[start + len(name) :]
    if role == "at" and len(name) >= _SHORTEST_SMALL and not is_everyday(name) and _is_small(text):
        return bool(_DATE_OR_END.match(ahead)) and (names_city(name) or _IS_AIRPORT.search(name) is not None)
    passed = re.split(rf"[{GAP};!?]|[.:](?=\s)", text[:start])[-1]
    after_filler = all(is_filler(word.strip(",'")) or word == "," for word in passed.split())
    joined = _JOINS_AHEAD.match(ahead)
    return bool(joined) or (after_filler and (role == "at" or bool(_DATE_OR_END.match(ahead))))


_IS_AIRPORT = LatePattern(r" (?:airport|station)$")


@lru_cache(maxsize=8)
def _is_small(text: str) -> bool:
    """Return whether somebody writes everything in small letters."""
    return not any(letter.isupper() for letter in text)


@lru_cache(maxsize=8)
def _is_in_capitals(text: str) -> bool:
    """Return whether somebody writes everything in capitals."""
    return not any(letter.islower() for letter in text)


def _look_behind(mention: PlaceMention, text: str, behind: PlaceMention | None) -> PlaceMention:
    """Return the mention with whether a place that is not named is headed for behind it."""
    if behind is not None and behind.role == "link" and behind.lead == mention.end:
        return mention
    heads = mention.role in {"bare", "link"} and bool(_NEXT_HEADS_SOMEWHERE.match(text, mention.end))
    return mention._replace(starts_somewhere=heads)


def find_returns(text: str) -> Iterator[re.Match[str]]:
    """Yield the words that speak of a return, wherever to."""
    yield from _BACK.finditer(text)


_BACK = LatePattern(
    r"\b(?:(?:(?:and )?(?:then )?(?:fly(?:ing)?|com(?:e|ing)|go(?:ing)?|bring me|return(?:s|ing)?|travel(?:l?ing)?) )?"
    r"(?:back|home)(?: home)?|return(?:s|ing)?|inbound|homebound|homewards?)\b(?P<colon>\s*:)?",
    re.IGNORECASE,
)


# Where one goes to, by what goes on there: "join the Rome meeting", "at our Rome plant".
_ATTENDS = LatePattern(
    rf"(?:\b(?:to|at|for|in|join(?:ing)?|attend(?:ing)?|visit(?:ing)?)\s+|{GAP}\s*)(?:the |our |my |this )?$",
    re.IGNORECASE,
)
_EVENT = LatePattern(
    r"\s+(?:office|plant|branch|fair|meeting|conference|summit|site|factory|expo|messe|hearing|workshop|kick-?off|event"
    r"|trip|visit|journey"
    r"|HQ|Office|Fair)\b(?P<calls> (?:needs|wants|expects|requires) (?:me|us)\b)?"
)


def find_event(text: str, mention: PlaceMention) -> tuple[int, int] | None:
    """Return where the words stand by which one goes to what takes place at a place; None where one does not."""
    attends = _ATTENDS.search(text[: mention.start])
    event = _EVENT.match(text, mention.end)
    is_trip = event is not None and event[0].strip().lower() in {"trip", "visit", "journey"}
    if event is None or not (attends or event["calls"] or is_trip):
        return None
    return (attends.end() if attends else mention.start), event.end()
