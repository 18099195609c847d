"""Who is said to travel: people in lists ("Priya, Arjun and me", "Mr. Abbey and two of his staff"), how many they are,
and groups of which neither is said. Whether the requester is among them, the words around the list say."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.reading.people.head_counts import take_group, take_head_count, take_uncertain_count
from chalicelib.domain.trip_requests.reading.people.traveller_names import FAMILY_FIRST, NAME_WORD, PARTICLE
from chalicelib.domain.trip_requests.reading.text.numbers import COUNT, count_of
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words, is_filler

_TITLE = (
    r"(?-i:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Madame|Dame|Capt|Captain|Encik|Puan|Tuan|Datuk|Herr"
    r"|Frau|Sr|Sra"
    r"|Se\u00f1ora?|Mme|Monsieur|Eng|Engr|Shri|Smt|Sri|Rev|Lt|Col|Judge|Ambassador)\b\.?)"
)
_TITLES = rf"(?:{_TITLE}\s*){{1,3}}"
_INITIALS = r"(?-i:(?:[A-Z]\.\s?){1,3})"
_FULL = (
    rf"(?:{FAMILY_FIRST}|{_INITIALS}{NAME_WORD}(?: {NAME_WORD}){{0,2}}"
    rf"|{NAME_WORD}(?:(?: {PARTICLE}){{0,3}} {NAME_WORD}){{1,5}})"
)
_ROLES = (
    r"(?:partner|wife|husband|spouse|son|daughter|boss|chef|chief|colleague|co-?worker|teammate|interpreter"
    r"|translator|assistant"
    r"|secretary|manager|supervisor|director|managing director|MD|CEO|CFO|CTO|COO|VP|vice president|president"
    r"|chairman|chairwoman"
    r"|engineer|chief engineer|technician|consultant|intern|trainee|guest|client|customer|lawyer|auditor|speaker"
    r"|candidate"
    r"|friend|brother|sister|mother|father|PA|deputy)"
)
_MANY = (
    r"(?:colleagues?|co-?workers?|others?|team ?mates?|engineers?|interns?|staff|members?|employees?|guests?|kids?"
    r"|child(?:ren)?"
    r"|technicians?|managers?|reps?|sales ?reps?|students?|candidates?|consultants?|auditors?|directors?|friends?"
    r"|clients?|customers?"
    r"|trainees?|speakers?|delegates?|lawyers?|developers?|scientists?|doctors?|nurses?|assistants?)"
)
_OWNED = r"(?:(?:my|our|his|her|their|other|more|the|new|junior|senior|young)\s+){0,3}"
_ITEM = re.compile(
    r"(?<![\w'-])(?:(?P<me>(?:myself|me|self|my person|(?-i:I)(?!'))(?:\s*\([^()]{2,40}\))?)(?![\w'-])"
    rf"|(?P<gds>(?-i:[A-Z][A-Z'-]+/[A-Z]+(?: [A-Z]+)?? (?:MR|MRS|MS|MISS|DR)))(?!\w)"
    rf"|(?P<many>{_OWNED}(?P<count>{COUNT})\s+(?:of\s+)?{_OWNED}{_MANY}(?:\s+of (?:the|my|our|his|her"
    r"|their) \w+)?)(?![\w'-])"
    r"|(?P<role>(?:my|our|his|her|its|their|the|an?)\s+(?:(?:new|own|line|senior|junior|direct|dear"
    rf"|other)\s+)?{_ROLES}(?![\w'-]))"
    rf"(?:(?:,\s*|\s+|\s*\()(?P<named>{_TITLES}{NAME_WORD}(?: {NAME_WORD}){{0,3}}|{_FULL})\)?)?"
    rf"|(?P<titled>{_TITLES}(?:{_FULL}|{NAME_WORD}))"
    rf"|(?P<full>{_FULL})"
    rf"|(?P<first>{NAME_WORD}))",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"[\s{GAP}]*(?:,|;|&|\+|/|\band\b|\bplus\b|\bn\b|\bas well as\b|\balong with\b|\btogether with\b)"
    rf"(?:[\s,;]*\b(?:and|for|with|also)\b)?[\s{GAP};]*",
    re.IGNORECASE,
)
_JOINED_BY_A_WORD = re.compile(r"&|\+|\b(?:and|plus|n|as well as|along with|together with)\b", re.IGNORECASE)
_KINDS = ("me", "gds", "many", "role", "titled", "full", "first")
_WITH = re.compile(
    r"\b(?:with|accompanied by|along with|together with|plus|and)\s+(?:(?:my|our) colleagues?,?\s+)?$", re.IGNORECASE
)
# With whom one meets or talks is no companion.
_MET = re.compile(
    r"\b(?:meet(?:ing)?s?|discuss\w*|talk\w*|speak\w*|spoke|agree\w*|calls?|lunch|dinner|breakfast|appointments?"
    r"|sessions?|interviews?"
    r"|reviews?|confirm\w*|check\w*|coordinat\w*|work\w*|stay\w*|deal\w*|hearing|conversation|mail|driv\w*|lift\w*"
    r"|ride)\b[^.;:!?]{0,40}$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|on behalf of|in favou?r of|in the name of|of|book|reserve|send|fly|ticket|bring|get)\s+(?:both\s+"
    r"|all\s+)?"
    r"(?:(?:the|my|our|these|those) (?:following |two |three |four )?(?:staff|people|employees|persons|travellers"
    r"|passengers|guests"
    r"|colleagues|co-?workers)[\s,:;]*)?$",
    re.IGNORECASE,
)
# "of" leads to whoever travels only behind a word for travelling: "the travel of", not "the deposition of".
_OF = re.compile(r"\bof\s+[^.]{0,40}$", re.IGNORECASE)
_TRAVEL_OF = re.compile(r"\b(?:travel|trip|journey|tickets?|flights?|booking)\s+of\s+[^.]{0,40}$", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:names?(?: of (?:the )?(?:travell?ers?|passengers?|employees?|guests?|staff))?|travell?ers?|passengers?"
    r"|people|pax"
    r"|employees?|travelling|guests?|who)(?:\s*[:=]\s*;?\s*|\s+(?:is|are|will be)\s*:?\s+|(?<=name)\s+"
    r"|(?<=names)\s+|(?<=pax)\s+)$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s*[,)]?\s*(?:(?:both|all|also|who)\s+)?(?:(?:will|shall|must|need(?:s|ed)?|ha[sv]e?|wants?|is|are|would like"
    r"|wishes|gotta|got|has got|plans?"
    r"|am)\s+(?:to\s+)?(?:be\s+)?(?:go(?:ing)?|fly(?:ing)?|travel(?:l?ing)?|attend(?:ing)?|visit(?:ing)?|in|take"
    r"|taking|depart(?:ing)?"
    r"|leav(?:e|ing)|com(?:e|ing)|join(?:ing)?|at|due|head(?:ing)?|get|board|stay(?:ing)?|an?|the|from|tickets?"
    r"|flights?|seats?)\b"
    r"|(?:goes|flies|travels|leaves|departs|relocates|moves|attends|visits|need|needs|go|fly|travel|gotta|take over"
    r"|takes over"
    r"|goes instead|travels instead)\b)",
    re.IGNORECASE,
)
# "Could Ann Lee get a seat", "Can Bob Ray be booked".
_MAY_BEFORE = re.compile(r"\b(?:could|can|may|would|should|shall|will|must)\s+$", re.IGNORECASE)
_MAY_BEHIND = re.compile(
    r"\s+(?:please )?(?:be (?:booked|put|on|in|at)|get|have|fly|go|travel|take|join|leave|depart)\b", re.IGNORECASE
)
_ROUTE_BEHIND = re.compile(r"\s*[,:;-]\s*[A-Z][\w.']*(?: [A-Z][\w.']*){0,3}(?: to | ?-+>? ?| ?/ ?)[A-Z]")
_OWN = re.compile(r"(?:my|our)\b", re.IGNORECASE)
_ENDS = re.compile(rf"\s*(?:$|[,.:;!?{GAP})])")
_NOT_TRAVELLING = re.compile(
    r"\b(?:(?:i am|i'm|i will|i'll|i shall|myself|i do|i don't|i won't) ?(?:not|n't)? ?(?:be )?(?:travell?ing"
    r"|fly(?:ing)?|going|coming|travel|join(?:ing)?)"
    r"(?: myself| along| with them)?|(?:(?:and )?not (?:for )?me(?: myself)?|instead of me|in my (?:place|stead)"
    r"|takes? over from me|(?:the )?tickets? (?:is|are) (?:for|in the name of) (?:him|her|them)))\b",
    re.IGNORECASE,
)
_SAYS_NOT = re.compile(r"\bnot\b|n't|instead|place|stead|takes? over|for (?:him|her|them)", re.IGNORECASE)
# That some do not come: whoever is named so is not counted.
_STAY_BEHIND = re.compile(
    r"\b(?:my|our|the) [a-z]+ (?:no|not|don't|doesn't|do not|does not|isn't|aren't|won't|is not|are not|will not)"
    r" (?:come|comes|coming|travel(?:l?ing)?|join(?:ing)?|go|going|fly|flying)(?: (?:along|with me|too|this time))?\b",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(
    r"\bfor (?:both|all|the two|the three) of (?:them|us|you)\b|\bfor (?:him|her"
    r"|them)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 90
_NO_NAME = """
january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday christmas easter diwali eid ramadan thanksgiving congress conference expo fair
messe summit forum meeting week festival show convention symposium workshop training kickoff project gmbh ltd
inc corp group bank university institute office street station airport hotel park centre center day eve year
star alliance class economy business premium first window aisle company road avenue hospital court ministry
embassy school college museum club team department union council commission committee agency association
airlines airways air rail express return outbound inbound out back route from to departure arrival date
purpose cost class sector stay flight flights hotel train car please thanks kindly book need get
"""
# Of these, those that may stand right behind a name, where lines were joined.
_LABEL_WORDS = """
return outbound inbound out back route from to departure arrival date dates purpose cost class sector stay please thanks
kindly destination origin employee department hotel cabin carrier email phone tel mobile id position title company city
country project passport meal seat luggage bags trip itinerary outward onward budget comments remarks notes regards
"""
_LABELS = frozenset(_LABEL_WORDS.split())
_NO_NAMES = frozenset(_NO_NAME.split())


class Somebody(NamedTuple):
    """Somebody of whom it is said that they travel: by name, or without one."""

    name: str


class PartyReading(NamedTuple):
    """Who travels, as far as the words say: those besides the requester, how many they are together, whether the
    requester is one of them (None where that is not said), and the words for a group of which neither is said."""

    others: tuple[Somebody, ...]
    total: int | None
    requester_travels: bool | None
    group: str | None
    is_certain: bool = True


class _Item(NamedTuple):
    """Somebody in a list, at `start` to `end` of the text: of one of the kinds of the pattern."""

    kind: str
    text: str
    start: int
    end: int
    people: int = 1


class _Chain(NamedTuple):
    """People in a list, at `start` to `end` of the text."""

    items: list[_Item]
    start: int
    end: int


def take_party(words: Words) -> PartyReading:
    """Return who is said to travel, taken out of `words`."""
    words.take_all(_STAY_BEHIND)
    group = take_uncertain_count(words)
    head_count = take_head_count(words)
    others: list[Somebody] = []
    travels: bool | None = None
    for chain in list(_find_chains(words.text)):
        lead = _lead_of(words.text, chain)
        if not _is_of_travellers(words.text, chain, lead):
            continue
        has_me = any(item.kind == "me" for item in chain.items)
        others += _people_of(_without_appositions(words.text, chain.items))
        if has_me or (lead is not None and lead[0] == "with"):
            travels = True
        elif travels is None and (lead is None or lead[0] != "count"):
            travels = False
        start = lead[1] if lead else chain.start
        words.blank(start, chain.end + (words.text[chain.end : chain.end + 1] == ")"))
    says_not = [match for match in words.take_all(_NOT_TRAVELLING) if _SAYS_NOT.search(match[0])]
    pronoun = words.take(_PRONOUNS)
    if says_not or (pronoun is not None and others and "us" not in pronoun[0]):
        travels = False
    others = list(dict.fromkeys(others)) if all(each.name for each in others) else others
    if group is None and head_count.total is None and not others:
        group = take_group(words)
    return PartyReading(tuple(others), head_count.total, travels, group, head_count.is_certain)


def _find_chains(text: str) -> Iterator[_Chain]:
    """Yield the lists of people that the text may have, in order."""
    items: list[_Item] = []
    for item in _find_items(text):
        if items and _is_joined(text, items[-1], item):
            items.append(item)
            continue
        if items:
            yield _Chain(items, items[0].start, items[-1].end)
        items = [item]
    if items:
        yield _Chain(items, items[0].start, items[-1].end)


def _is_joined(text: str, one: _Item, other: _Item) -> bool:
    """Return whether two people are of one list; the requester is joined to it by a word, not by a comma alone."""
    between = text[one.end : other.start]
    if not _JOINED.fullmatch(between):
        return False
    return "me" not in (one.kind, other.kind) or _JOINED_BY_A_WORD.search(between) is not None


def _find_items(text: str) -> Iterator[_Item]:
    position = 0
    while match := _ITEM.search(text, position):
        position = match.end()
        kind = next(name for name in _KINDS if match[name])
        if kind in {"first", "full"}:
            if named := _name_in(match, text):
                yield named
            else:
                # What is no name may be the first word before one: "Book Keisha Thornton".
                position = match.start() + len(match[0].split(" ", 1)[0])
        elif kind == "many":
            yield _Item(kind, "", *match.span(), people=count_of(match["count"]))
        else:
            yield _item_of(match, kind, text)


def _item_of(match: re.Match[str], kind: str, text: str) -> _Item:
    """Return somebody who is told by a role or a title, without the words of a label behind the name."""
    group = "named" if match["named"] else kind
    start, end = match.span(group)
    if group != "role" and kind != "me":
        end = _end_of_name(text, start, end)
    if kind == "role" and not match["named"]:
        return _Item(kind, "", match.start(), match.end())
    return _Item(kind, text[start:end], match.start(), max(end, match.end(kind) if kind == "role" else end))


def _end_of_name(text: str, start: int, end: int) -> int:
    """Return where a name ends that may have a label of what follows behind it: "Ann Lee Route: ..."."""
    words = list(re.finditer(r"\S+", text[start:end]))
    while len(words) > 1 and words[-1][0].lower() in _LABELS:
        words.pop()
    return start + words[-1].end()


def _name_in(match: re.Match[str], text: str) -> _Item | None:
    """Return the name that a match is, without words that are none at its ends; None where it is no name."""
    words = list(re.finditer(r"\S+", match[0]))
    while words and words[-1][0].lower() in _LABELS:
        words.pop()
    if not words or is_filler(words[0][0]):
        return None
    end = match.start() + words[-1].end()
    written, behind = text[match.start() : end], text[end : end + 2]
    if behind.startswith("'") or re.match(r"[-/]\w|\d", behind) or names_place(written):
        return None
    if any(_is_no_name(word[0]) for word in words):
        return None
    if len(words) > 1 and all(names_place(word[0]) for word in words):
        return None  # "a ticket Kochi Chennai"
    if len(words) == 1 and written.isupper() and not text.isupper():
        return None  # "for SXSW"
    return _Item("full" if len(words) > 1 else "first", written, match.start(), end)


def _is_no_name(word: str) -> bool:
    return word.strip(".,").lower() in _NO_NAMES


def _lead_of(text: str, chain: _Chain) -> tuple[str, int] | None:
    """Return what leads to a list of people, and where that starts."""
    begin = max(0, chain.start - _LOOK_BACK)
    before = text[begin : chain.start]
    if match := _LABEL.search(before):
        return "label", begin + match.start()
    if (match := _WITH.search(before)) and not _MET.search(before[: match.start()]):
        return "with", begin + match.start()
    if (match := _FOR.search(before)) and _leads_on(match[0], before, chain):
        return "for", begin + match.start()
    if re.search(rf"{GAP}[\s,:(;]*$", before):
        return "count", chain.start
    return None


def _leads_on(lead: str, before: str, chain: _Chain) -> bool:
    """Return whether a word before a list leads to travellers: "of" behind a word for travelling, or behind what was
    read to somebody with a title."""
    if not _OF.match(lead) or _TRAVEL_OF.search(before):
        return True
    return all(item.kind == "titled" for item in chain.items) and bool(re.search(rf"{GAP}\s+of\s+$", before))


def _is_of_travellers(text: str, chain: _Chain, lead: tuple[str, int] | None) -> bool:
    """Return whether a list is one of travellers: by what leads to it, by what they do, or because the requester is in
    it."""
    kinds = {item.kind for item in chain.items}
    if kinds == {"me"}:
        return False
    if "gds" in kinds or ("me" in kinds and len(chain.items) > 1):
        return True
    if lead is not None and lead[0] == "with" and kinds == {"role"} and not _OWN.match(text, chain.start):
        return False
    may = _MAY_BEFORE.search(text[max(0, chain.start - _LOOK_BACK) : chain.start])
    does = (_MAY_BEHIND if may else _VERB).match(text, chain.end) is not None
    if kinds == {"first"}:
        return lead is not None and lead[0] in {"for", "label"} and bool(_ENDS.match(text, chain.end))
    if lead is None:
        return does or _opens_a_route(text, chain)
    if lead[0] == "count":
        return bool(kinds & {"titled", "full"}) and _is_right_behind_a_count(text, chain)
    return "first" not in kinds or len(chain.items) > 1


def _opens_a_route(text: str, chain: _Chain) -> bool:
    """Return whether several people, or one with a title, stand at the beginning right before from where to where:
    "Dr Ann Lee plus Bob Ray, Rome to Oslo"."""
    kinds = {item.kind for item in chain.items}
    are_travellers = kinds <= {"titled", "full"} and (len(chain.items) > 1 or "titled" in kinds)
    return (
        are_travellers
        and not text[: chain.start].strip(f"{GAP} ,")
        and _ROUTE_BEHIND.match(text, chain.end) is not None
    )


def _is_right_behind_a_count(text: str, chain: _Chain) -> bool:
    return bool(_ENDS.match(text, chain.end)) or _VERB.match(text, chain.end) is not None


def _without_appositions(text: str, items: Sequence[_Item]) -> list[_Item]:
    """Return the items without roles that say who the person before them is: "Ann Lee, our new trainee"."""
    kept: list[_Item] = []
    for item in items:
        before = kept[-1] if kept else None
        is_role_of = item.kind == "role" and not item.text and before is not None and before.text
        if not (is_role_of and before and text[before.end : item.start].strip() == ","):
            kept.append(item)
    return kept


def _people_of(items: Sequence[_Item]) -> list[Somebody]:
    """Return whom the items of a list are; "my two colleagues, Ann Lee and Bob Ray" are two."""
    people: list[Somebody] = []
    for item in items:
        if item.kind == "many":
            people += [Somebody("")] * item.people
        elif item.kind != "me":
            people.append(Somebody(_name_of(item)))
    named = [each for each in people if each.name]
    return named if items[0].kind == "many" and items[0].people == len(named) else people


def _name_of(item: _Item) -> str:
    """Return the name of an item, without titles; empty where it has none."""
    if item.kind == "gds":
        family, _, given = item.text.rpartition(" ")[0].partition("/")
        return f"{given.title()} / {family.title()}"
    return _TITLED.sub("", item.text).strip(" .")


_TITLED = re.compile(rf"^{_TITLES}")
