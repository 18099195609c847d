"""Journeys of several slices in words: pairs of places ("Berlin to Paris"), what goes on from there ("on to Madrid"),
and ways home, be it from elsewhere ("home from Frankfurt").

A journey from one place to another, with or without the way back, is no such journey: `route` reads it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.trip_requests.reading.place_names import (
    MOST_WORDS_IN_A_PLACE,
    is_place,
    is_same_as_any,
    place_at_start,
    tidy_name,
)
from chalicelib.domain.trip_requests.reading.words import GAP, Words, is_filler

_CONNECTOR = re.compile(
    rf"(?<![\s{GAP},])[\s{GAP},]*(?:(?:\b(?:fly|flying|go|going|travel|heading|head)\s+)?\b(?:in)?to\b|->|>|(?<=[\s{GAP}])-(?=\s))"
    r"\s*(?:the )?",
    re.IGNORECASE,
)
_REVERSED = re.compile(r"(?<!\s)\s*(?:,\s*coming )?\b(?:from|ex|out of)\b[\s-]*", re.IGNORECASE)
_HEADS = re.compile(r"\b(?:to|into|for|visit(?:ing)?)\s*$", re.IGNORECASE)
_LEAVES = re.compile(
    r"(?:^|\b(?:from|of|leaving|departing|between|fly|flying|flights?|book|tickets?|trip|train|trains|then|and|to|into|in"
    rf"|out|on|by|outbound|return|go|going|travel)|[:;,.!?)\-{GAP}])\s*$",
    re.IGNORECASE,
)
_SPACE = rf"[\s{GAP},]*"
_ONWARD = re.compile(
    r"\b(?:then|on|onwards?|continu(?:e|ing)|going on|go on|from there|after that|next)"
    rf"(?:{_SPACE}\b(?:on|onwards?|i|we|fly|flying|go|going|travel|travelling|travel on|a|flight|over|down|up)){{0,4}}"
    rf"{_SPACE}\b(?:to|into)\s+",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:(?:(?:and )?(?:then )?(?:fly(?:ing)?|com(?:e|ing)|go(?:ing)?|bring me|return(?:s|ing)?|travel(?:l?ing)?) )?"
    r"(?:back|home)(?: home)?|return(?:s|ing)?|inbound)\b",
    re.IGNORECASE,
)
_TO = re.compile(rf"{_SPACE}(?:\bflight\s+)?\b(?:to|into)\s+", re.IGNORECASE)
_FROM = re.compile(rf"{_SPACE}(?:\bflight\s+)?\b(?:from|out of|ex)\s+", re.IGNORECASE)
_NOTHING = re.compile(
    rf"(?:[\s{GAP},]|\b(?:and|then|on|from|the|of|at|by|in|flight|fly|flying|we|i|go|going)\b)*", re.IGNORECASE
)


class NamedSlice(NamedTuple):
    """A slice as it is named, at `start` to `end` of the text."""

    origin: str | None
    destination: str | None
    start: int
    end: int
    goes_back: bool = False


class _Event(NamedTuple):
    """A pair of places, a place that is gone on to, or a way back; None is what the words leave out."""

    kind: str  # "pair", "onward" or "back"
    origin: str | None
    destination: str | None
    start: int
    end: int


def take_slices(words: Words) -> tuple[NamedSlice, ...]:
    """Return the slices of a journey that has more than a way there and the same way back, taken out of `words`;
    nothing of a simpler one."""
    slices = _build(list(_find_events(words.text)))
    if len(slices) < 2 or _is_there_and_back(slices):
        return ()
    for one_slice in slices:
        words.blank(one_slice.start, one_slice.end)
    return slices


def find_origin(text: str, destinations: list[str]) -> NamedSlice | None:
    """Return the one pair of places in `text` that leads to these destinations: "Kick-off in London: Berlin to
    London"."""
    pairs = list(_find_pairs(text))
    if len(pairs) != 1 or not is_same_as_any(pairs[0].destination or "", destinations):
        return None
    return NamedSlice(pairs[0].origin, pairs[0].destination, pairs[0].start, pairs[0].end)


def _is_there_and_back(slices: tuple[NamedSlice, ...]) -> bool:
    """Return whether the second slice is nothing but a word such as "back"."""
    if len(slices) != 2:
        return False
    return (
        slices[1].goes_back
        and is_same_as_any(slices[1].origin or "", [slices[0].destination or ""])
        and (is_same_as_any(slices[1].destination or "", [slices[0].origin or ""]))
    )


def _build(events: list[_Event]) -> tuple[NamedSlice, ...]:
    """Return the slices that the events are, in order: each goes on from where the one before it ended."""
    slices: list[NamedSlice] = []
    for event in events:
        if event.kind != "pair" and not slices:
            continue
        origin = event.origin or slices[-1].destination
        destination = event.destination or (slices[0].origin if event.kind == "back" else None)
        is_home = event.kind == "back" and slices and _is_at(slices[-1].destination, destination)
        repeats = slices and _is_at(slices[-1].origin, origin) and _is_at(slices[-1].destination, destination)
        if is_home or repeats or _is_at(origin, destination):
            continue
        slices.append(NamedSlice(origin, destination, event.start, event.end, event.kind == "back"))
    return tuple(slices)


def _is_at(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and is_same_as_any(one, [other])


def _find_events(text: str) -> Iterator[_Event]:
    """Yield what is travelled in the order of the text."""
    pairs = list(_find_pairs(text))
    found = sorted([*pairs, *_find_onward(text, pairs), *_find_backs(text)], key=lambda event: event.start)
    before: _Event | None = None
    for event in found:
        is_chained = before is not None and event.end > before.end and event.origin == before.destination
        if before is None or event.start >= before.end or is_chained:
            yield event
            before = event


def _find_pairs(text: str) -> Iterator[_Event]:
    for match in _CONNECTOR.finditer(text):
        origin = _place_ending(text, match.start())
        destination = place_at_start(text[match.end() :])
        is_joined = GAP not in match[0] or re.search(r"\bfrom\s*$", text[: origin[0]] if origin else "", re.IGNORECASE)
        if origin and destination and is_joined:
            start, name = origin
            yield _Event("pair", name, tidy_name(destination), start, match.end() + len(destination))
    for match in _REVERSED.finditer(text):
        destination_at = _place_ending(text, match.start())
        origin_name = place_at_start(text[match.end() :])
        if destination_at and origin_name and _HEADS.search(text[: destination_at[0]]):
            start, name = destination_at
            yield _Event("pair", tidy_name(origin_name), name, start, match.end() + len(origin_name))


def _find_onward(text: str, pairs: list[_Event]) -> Iterator[_Event]:
    for match in _ONWARD.finditer(text):
        if place := place_at_start(text[match.end() :]):
            yield _Event("onward", None, tidy_name(place), match.start(), match.end() + len(place))
    pairs = sorted(pairs, key=lambda event: event.end)
    for match in _CONNECTOR.finditer(text):
        before = [event for event in pairs if event.end <= match.start()]
        place = place_at_start(text[match.end() :])
        if before and place and GAP in match[0] and _NOTHING.fullmatch(text[before[-1].end : match.start()]):
            start = match.end() - len(match[0].lstrip(f" ,{GAP}"))
            yield _Event("onward", None, tidy_name(place), start, match.end() + len(place))


def _find_backs(text: str) -> Iterator[_Event]:
    for match in _BACK.finditer(text):
        end, ends = match.end(), {"to": "", "from": ""}
        for _ in range(2):
            for name, pattern in (("to", _TO), ("from", _FROM)):
                found = pattern.match(text, end)
                place = place_at_start(text[found.end() :]) if found and not ends[name] else None
                if found and place:
                    ends[name], end = tidy_name(place), found.end() + len(place)
        yield _Event("back", ends["from"] or None, ends["to"] or None, match.start(), end)


def _place_ending(text: str, end: int) -> tuple[int, str] | None:
    """Return where the longest name of a place starts that ends before `end`, and the name."""
    begin = max(text.rfind(mark, 0, end) for mark in (GAP, ";", "!", "?", ":", "(")) + 1
    part = text[begin:end]
    for token in list(re.finditer(r"[^\s,]\S*", part))[-MOST_WORDS_IN_A_PLACE:]:
        candidate = part[token.start() :].rstrip(" ,")
        if not candidate or is_filler(candidate) or not is_place(candidate):
            continue
        before = text[: begin + token.start()]
        after_filler = all(is_filler(word.strip(",")) or word == "," for word in part[: token.start()].split())
        if candidate[0].isupper() or after_filler or _LEAVES.search(before):
            return begin + token.start(), tidy_name(candidate)
    return None
