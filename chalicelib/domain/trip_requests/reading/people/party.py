"""Who is said to travel: people in lists ("Priya, Arjun and me", "Mr. Abbey and two of his staff"), how many they are,
and groups of which neither is said. Whether the requester is among them, the words around the list say."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.asides.own_travel import speaks_of_own_travel
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday
from chalicelib.domain.trip_requests.reading.people.appositions import (
    begin_of_name,
    begin_with_role,
    end_with_role,
    is_office_before,
    is_position,
    is_rank,
    is_role_before,
)
from chalicelib.domain.trip_requests.reading.people.head_counts import take_group, take_head_count, take_uncertain_count
from chalicelib.domain.trip_requests.reading.people.leads import LOOK_BACK, find_lead
from chalicelib.domain.trip_requests.reading.people.name_words import LABELS, is_no_name, is_of_a_place
from chalicelib.domain.trip_requests.reading.people.person_patterns import ITEM, ROLES, TITLES
from chalicelib.domain.trip_requests.reading.people.travel_verbs import (
    MAY_BEFORE,
    MAY_BEHIND,
    NOT_TRAVELLING,
    PRONOUNS,
    ROUTE_BEHIND,
    SAYS_NOT,
    STAY_BEHIND,
    THEIR_JOURNEY,
    VERB,
    WITH_ME,
    is_bystander,
)
from chalicelib.domain.trip_requests.reading.people.traveller_names import NAME_WORD
from chalicelib.domain.trip_requests.reading.text.numbers import count_of
from chalicelib.domain.trip_requests.reading.text.words import GAP, Words, is_filler

_JOINED = LatePattern(
    rf"[\s{GAP}]*(?:,|;|&|\+|/|\band\b|\bplus\b|\bn\b|\bas well as\b|\balong with\b|\btogether with\b)"
    rf"(?:[\s,;]*\b(?:and|for|with|also)\b)?[\s{GAP};]*",
    re.IGNORECASE,
)
_JOINED_BY_A_WORD = LatePattern(r"&|\+|\b(?:and|plus|n|as well as|along with|together with)\b", re.IGNORECASE)
_AND_ANOTHER = LatePattern(rf",? (?:and|&) (?:{TITLES})?{NAME_WORD}")
_NAMED_KINDS = frozenset(("titled", "full"))
_KINDS = ("me", "gds", "many", "role", "titled", "full", "first")
# "The Federal Office for Migration".
_OFFICE_FOR = LatePattern(
    r"\b(?:Office|Ministry|Department|Agency|Institute|Authority|Cent(?:re|er)|Bureau|Association|Society|Committee"
    r"|Council"
    r"|Board|Commission|Directorate|Fund|Foundation|Academy|Chamber) for $"
)
# "Ann Lee flies Rome to Oslo": on what of the journey somebody goes, which may be not all of it.
_GOES = LatePattern(r"\s+(?:will |then |only )?(?:flies|fly|travels?|goes|go|returns?|comes back|leaves|takes)\b")
_OWN = LatePattern(r"(?:my|our)\b", re.IGNORECASE)
# "Accompanied by the deputy director, Mr. Lee": with whom one travels, not only meets.
_TRAVELS_WITH = LatePattern(
    r"\b(?:accompanied by|(?:travel(?:s|l?ing)?|fl(?:y|ies|ying)|go(?:es|ing)?|journey(?:s|ing)?)"
    r"(?: there| together| along)? with)\s+$",
    re.IGNORECASE,
)
_JOINS_AHEAD = LatePattern(r"\s*(?:to\b|->?|>|/)\s*")
_GOES_ON = LatePattern(r"\s+(?:(?:over )?(?:from|to)|on(?:to)?|an?)\b", re.IGNORECASE)
_ONESELF = LatePattern(
    r"(?<![\w.])(?:i|i'm|i'll|i'd|i've|me|myself|mine|my (?:flight|ticket|trip|journey|return))(?![\w.])|\b(?:us|we)\b",
    re.IGNORECASE,
)
_SENTENCE_BEGINS = LatePattern(r"(?:^|[.!?:;])\s*$")
_ENDS = LatePattern(rf"\s*(?:$|[,.:;!?{GAP})])")


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
    words.take_all(STAY_BEHIND)
    group = take_uncertain_count(words)
    head_count = take_head_count(words)
    others: list[Somebody] = []
    travels: bool | None = None
    named: list[_Chain] = []
    going: list[_Chain] = []  # each said to go somewhere by itself
    for chain in [_with_roles(words.text, each) for each in _find_chains(words.text)]:
        lead = find_lead(words.text, chain.start, are_titled=_are_titled(chain))
        if not _is_of_travellers(words.text, chain, lead):
            named.append(chain)
            continue
        has_me = any(item.kind == "me" for item in chain.items)
        going += [chain] if not has_me and _GOES.match(words.text, chain.end) else []
        others += _people_of(_without_appositions(words.text, chain.items))
        if has_me or (lead is not None and lead[0] == "with") or WITH_ME.match(words.text, chain.end):
            travels = True
        elif travels is None and (lead is None or lead[0] != "count"):
            travels = False
        start = lead[1] if lead else chain.start
        words.blank(start, chain.end + (words.text[chain.end : chain.end + 1] == ")"))
    if not others and travels is None and head_count.total in {None, 1} and (only := _only_named(words.text, named)):
        others += _people_of(_without_appositions(words.text, only.items))
        travels = WITH_ME.match(words.text, only.end) is not None
        words.blank(only.start, only.end)
    if len(going) > 1 and GAP in words.text[going[0].end : going[-1].start]:
        said = " and ".join(item.text for chain in going for item in chain.items if item.text)
        return PartyReading(tuple(others), None, travels, said, is_certain=False)
    says_not = [match for match in words.take_all(NOT_TRAVELLING) if SAYS_NOT.search(match[0])]
    pronoun = words.take(PRONOUNS)
    if says_not or (pronoun is not None and others and "us" not in pronoun[0]):
        travels = False
    others = list(dict.fromkeys(others)) if all(each.name for each in others) else others
    if group is None and head_count.total is None and not others:
        is_of_all = pronoun is not None and "all" in pronoun[0].lower()
        group = pronoun[0] if pronoun and is_of_all else take_group(words)
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


def _with_roles(text: str, chain: _Chain) -> _Chain:
    """Return a list with what the first of it is said to be before the name, and the last one behind it."""
    first, last = chain.items[0].kind, chain.items[-1].kind
    start = begin_with_role(text, chain.start) if first in _NAMED_KINDS else chain.start
    end = end_with_role(text, chain.end) if last in _NAMED_KINDS else chain.end
    return chain._replace(start=start, end=end)


def _is_joined(text: str, one: _Item, other: _Item) -> bool:
    """Return whether two people are of one list; the requester is joined to it by a word, not by a comma alone."""
    start = begin_with_role(text, other.start) if other.kind in _NAMED_KINDS else other.start
    between = text[one.end : max(start, one.end)]
    if one.kind == "many" and between == " (":
        return True
    if not _JOINED.fullmatch(between):
        return False
    if one.kind == "me" and (text[: one.start].endswith(("(", ": ", ":", "- ")) or _AND_ANOTHER.match(text, other.end)):
        return True
    return "me" not in (one.kind, other.kind) or _JOINED_BY_A_WORD.search(between) is not None


def _find_items(text: str) -> Iterator[_Item]:
    position = 0
    while match := ITEM.search(text, position):
        position = match.end()
        kind = next(name for name in _KINDS if match[name])
        if kind in {"first", "full"}:
            if named := _name_in(match, text):
                yield named
            elif not names_place(match[0]):  # of "Addis Ababa" no part is a name
                # What is no name may be the first word before one: "Book Keisha Thornton".
                position = match.start() + len(match[0].split(" ", 1)[0])
        elif kind == "many":
            yield _Item(kind, "", *match.span(), people=count_of(match["count"]))
        elif match["named"] and is_office_before(text, *match.span("named")):
            continue
        elif kind != "titled" or not _IS_ROLE.fullmatch(_TITLED.sub("", match[0])):
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
    while len(words) > 1 and (words[-1][0].lower() in LABELS or _leads_on_from(text, words[-1][0], end)):
        end = start + words.pop().start()
    return start + words[-1].end()


def _leads_on_from(text: str, word: str, end: int) -> bool:
    """Return whether the last word of what looks like a name is where a journey starts: "Ann Lee Rome to Oslo"."""
    return _JOINS_AHEAD.match(text, end) is not None and names_place(word)


def _name_in(match: re.Match[str], text: str) -> _Item | None:
    """Return the name that a match is, without words that are none at its ends; None where it is no name."""
    words = list(re.finditer(r"\S+", text[match.start() : _end_of_name(text, *match.span())]))
    while words and words[-1][0].lower() in LABELS:
        words.pop()
    if not words or is_filler(words[0][0]) or (len(words) == 1 and is_role_before(text, match.start(), words[0][0])):
        return None
    end = match.start() + words[-1].end()
    written, behind = text[match.start() : end], text[end : end + 2]
    if behind.startswith("'") or re.match(r"[-/]\w|\d", behind) or names_place(written):
        return None
    if any(is_no_name(word[0]) for word in words) or is_office_before(text, match.start(), end) or is_rank(written):
        return None
    if len(words) > 1 and all(names_place(word[0]) for word in words):
        return None  # "a ticket Kochi Chennai"
    if "," in written and any(names_place(part.strip()) for part in written.split(",")):
        return None  # "for QBR, Atlanta departure"
    if len(words) == 1 and written.isupper() and not text.isupper():
        return None  # "for SXSW"
    skipped = begin_of_name(written)
    return _Item("full" if len(words) > 1 else "first", written[skipped:], match.start() + skipped, end)


def _are_titled(chain: _Chain) -> bool:
    return all(item.kind == "titled" for item in chain.items)


def _is_of_travellers(text: str, chain: _Chain, lead: tuple[str, int] | None) -> bool:
    """Return whether a list is one of travellers: by what leads to it, by what they do, or because the requester is in
    it."""
    kinds = {item.kind for item in chain.items}
    if kinds == {"me"}:
        return False
    if "gds" in kinds or ("me" in kinds and len(chain.items) > 1):
        return True
    if lead is not None and lead[0] == "with" and kinds == {"role"} and not _OWN.match(text, chain.start):
        return bool(chain.items[0].text) and _TRAVELS_WITH.search(text[: chain.start]) is not None
    may = MAY_BEFORE.search(text[max(0, chain.start - LOOK_BACK) : chain.start])
    does = (MAY_BEHIND if may else VERB).match(text, chain.end) is not None
    if kinds == {"first"}:
        return _are_called_to_travel(text, chain, lead, does=does)
    if lead is None:
        return (does or _opens_a_route(text, chain)) and not is_of_a_place(text, chain.start, chain.end)
    if lead[0] == "count":
        return bool(kinds & {"titled", "full"}) and _is_right_behind_a_count(text, chain)
    return "first" not in kinds or len(chain.items) > 1


def _are_called_to_travel(text: str, chain: _Chain, lead: tuple[str, int] | None, *, does: bool) -> bool:
    """Return whether people who are called by one name each travel: "for Jana", "Jana will fly to Oslo"."""
    is_alone = len(chain.items) == 1
    if lead is None or _OFFICE_FOR.search(text[: chain.start]):
        return lead is None and is_alone and does and _is_subject(text, chain)
    ends = _ENDS.match(text, chain.end) or (is_alone and _GOES_ON.match(text, chain.end))
    return lead[0] in {"for", "label"} and bool(ends)


def _is_subject(text: str, chain: _Chain) -> bool:
    """Return whether somebody called by one name stands where a sentence begins: "Jana will fly to Oslo"."""
    return _SENTENCE_BEGINS.search(text[: chain.start]) is not None and not is_everyday(chain.items[0].text)


def _only_named(text: str, chains: Sequence[_Chain]) -> _Chain | None:
    """Return the one list of people whom a text names with their full names, as the ones whom it is about: whoever
    asks says nothing of a journey of their own."""
    found = [
        chain
        for chain in chains
        if {item.kind for item in chain.items} <= {"titled", "full"}
        and not is_bystander(text, chain.start, chain.end)
        and not is_of_a_place(text, chain.start, chain.end)
    ]
    if len(found) == 1 and not speaks_of_own_travel(text):
        return found[0]
    return next((chain for chain in chains if _is_of_their_journey(text, chains, chain)), None)


def _is_of_their_journey(text: str, chains: Sequence[_Chain], chain: _Chain) -> bool:
    """Return whether the one person whom a text names has a journey of their own in it, and whoever asks has none: "the
    court hears our interpreter, Ms Lee; arrange her flight"."""
    is_one = len(chain.items) == 1 and chain.items[0].kind in {"titled", "full", "role"} and bool(chain.items[0].text)
    others = [each for each in chains if each is not chain and not _NAMED_KINDS.isdisjoint(i.kind for i in each.items)]
    is_alone = is_one and all(each.items[0].text in chain.items[0].text for each in others)
    return is_alone and THEIR_JOURNEY.search(text, chain.end) is not None and not _ONESELF.search(text)


def _opens_a_route(text: str, chain: _Chain) -> bool:
    """Return whether several people, or one with a title, stand at the beginning right before from where to where:
    "Dr Ann Lee plus Bob Ray, Rome to Oslo"."""
    kinds = {item.kind for item in chain.items}
    are_travellers = kinds <= {"titled", "full"} and (len(chain.items) > 1 or "titled" in kinds)
    return (
        are_travellers and not text[: chain.start].strip(f"{GAP} ,") and ROUTE_BEHIND.match(text, chain.end) is not None
    )


def _is_right_behind_a_count(text: str, chain: _Chain) -> bool:
    return bool(_ENDS.match(text, chain.end)) or VERB.match(text, chain.end) is not None


def _without_appositions(text: str, items: Sequence[_Item]) -> list[_Item]:
    """Return the items without roles that say who the person before them is: "Ann Lee, our new trainee"."""
    kept: list[_Item] = []
    for item in items:
        before = kept[-1] if kept else None
        is_role = item.kind == "role" and not item.text
        if item.kind in {"full", "first"}:
            is_role = is_position(item.text, text[item.end :])
        is_role_of = is_role and before is not None and before.text
        if not (is_role_of and before and text[before.end : item.start].strip() == ","):
            kept.append(item)
    return kept


def _people_of(items: Sequence[_Item]) -> list[Somebody]:
    """Return whom the items of a list are; "my two colleagues, Ann Lee and Bob Ray" are two."""
    people: list[Somebody] = []
    for place, item in enumerate(items):
        if item.kind == "many" and not _are_named_behind(items, place):
            people += [Somebody("")] * item.people
        elif item.kind not in {"me", "many"}:
            people.append(Somebody(_name_of(item)))
    return people


def _are_named_behind(items: Sequence[_Item], place: int) -> bool:
    """Return whether those who are counted at a place of a list are the ones whom it goes on to name: "two colleagues,
    Ann Lee and Bob Ray"."""
    behind = list(takewhile(lambda item: item.kind not in {"me", "many"} and bool(_name_of(item)), items[place + 1 :]))
    return len(behind) == items[place].people


def _name_of(item: _Item) -> str:
    """Return the name of an item, without titles; empty where it has none."""
    if item.kind == "gds":
        family, _, given = item.text.rpartition(" ")[0].partition("/")
        return f"{given.title()} / {family.title()}" if given else family.title()
    return _TITLED.sub("", item.text).strip(" .")


_TITLED = LatePattern(rf"^{TITLES}")
_IS_ROLE = LatePattern(ROLES, re.IGNORECASE)  # "Sr. Manager"
