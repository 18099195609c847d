"""Looking through a whole copy for what tells of people who were erased: first for one planted trace in each place, so
that the scan is known to see, then for them. What may stay is listed in `kept.py`, and nothing else may."""

import itertools
import random
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from typing import NamedTuple

from tests.erasure.kept import may_stay
from tests.erasure.places import Cloud, Place, list_places, plant, read_place
from tests.erasure.spellings import Hit, Search, Trace, make_word, spell

# A function that was at a queue when it was told to rest may take one message more.
_TRIES = 3
_AROUND = 200  # characters


class Found(NamedTuple):
    """A trace that was found where it may not be, and what stands around it."""

    place: Place
    hit: Hit
    text: str


class Planted(NamedTuple):
    """How many traces were planted, and in which places they were not found."""

    total: int
    missed: list[Place]


def find_planted(cloud: Cloud, chance: random.Random) -> Planted:
    """Plant a word in each place, in one spelling after the other, look for them, and take them out again."""
    places = list_places(cloud)
    missed = []
    for number, place in enumerate(places):
        if not any(_is_seen(cloud, place, make_word(chance), number) for _ in range(_TRIES)):
            missed.append(place)
    return Planted(len(places), missed)


def _is_seen(cloud: Cloud, place: Place, word: str, number: int) -> bool:
    """Whether a word is found in a place where it is planted in the `number`-th of its spellings."""
    spellings = list(spell(word).values())
    search = Search([Trace("nobody", "planted", word)])
    with ExitStack() as stack:
        stack.callback(plant(cloud, place, f"... {spellings[number % len(spellings)]} ..."))
        return any(hit for text in read_place(cloud, place) for hit in search.find(text))


def find_left(cloud: Cloud, traces: Iterable[Trace]) -> list[Found]:
    """Every trace that is anywhere it may not be."""
    search = Search(traces)
    return [
        Found(place, hit, text)
        for place in list_places(cloud)
        for text in read_place(cloud, place)
        for hit in search.find(text)
        if not may_stay(place, hit.trace.kind)
    ]


def describe(found: Iterable[Found]) -> list[str]:
    """What was found, a line for each place and kind of trace, the most frequent first."""
    found = list(found)
    counts = Counter((str(each.place), each.hit.trace.kind, each.hit.spelling) for each in found)
    lines = [f"  {count} x {kind} in {place}, {spelling}" for (place, kind, spelling), count in counts.most_common(20)]
    examples = [f"  for example, in {each.place}: {_cut_out(each)}" for each in itertools.islice(found, 3)]
    return [*lines, *examples]


def _cut_out(found: Found) -> str:
    """What stands before and after a trace that was found."""
    start = found.text.casefold().find(spell(found.hit.trace.word)[found.hit.spelling].casefold())
    return found.text[max(0, start - _AROUND) : start + _AROUND]
