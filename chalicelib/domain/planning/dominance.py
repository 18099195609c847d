"""What another beats in everything, and so is never shown: offers that need not be looked at, and itineraries."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from chalicelib.domain.planning.itineraries import CHANGE_AT_ONE_PLACE, Candidate, Layout
from chalicelib.domain.planning.search import Effort, Packing

Floor = Callable[[Candidate], int]


def drop_dominated(layouts: Sequence[Layout], floor: Floor) -> tuple[Layout, ...]:
    """Return the layouts without the candidates of which another of the same slot is better in something, worse in
    nothing, and goes with whatever they go with. It needs a judge that follows the price."""
    if not layouts:
        return ()
    packing = Packing(layouts, range(len(layouts[0].slots[0][0].figures)))
    packed = {id(each): packing.pack(each.figures) for layout in layouts for slot in layout.slots for each in slot}
    kept: dict[tuple[int, bool], tuple[Candidate, ...]] = {}
    found = []
    for layout in layouts:
        slots = []
        for number, slot in enumerate(layout.slots):
            key = id(slot), _is_pressed(layout, number)
            if key not in kept:
                kept[key] = _keep_best(slot, packing, packed, floor, by_time=key[1])
            slots.append(kept[key])
        found.append(layout._replace(slots=tuple(slots)))
    return tuple(found)


def find_dominators(
    layouts: Sequence[Layout],
    packing: Packing,
    figures: tuple[int, ...],
    gravity: int,
    floor: Floor,
    effort: Effort,
) -> Iterator[tuple[Candidate, ...]]:
    """Yield the combinations that are in no figure above these, and of candidates that may be judged as kindly."""
    most = packing.pack(figures)
    for layout in layouts:
        slots = _narrow(layout, packing, most)
        if slots:
            yield from _descend(_Space(layout, slots, packing, most), gravity, floor, effort)


class _Space(NamedTuple):
    """What is left of a layout below some figures, each candidate with its figures packed."""

    layout: Layout
    slots: list[list[tuple[int, Candidate]]]
    packing: Packing
    most: int


def _narrow(layout: Layout, packing: Packing, most: int) -> list[list[tuple[int, Candidate]]]:
    """Return for each slot what stays below these figures beside the least of every other slot; nothing where that
    leaves a slot empty."""
    slots = [[(packing.pack(each.figures), each) for each in slot] for slot in layout.slots]
    while True:
        least = [packing.pack(_least(slot)) for slot in slots]
        together = sum(least)
        narrowed = [
            [each for each in slot if packing.covers(most, together - own + each[0])]
            for slot, own in zip(slots, least, strict=True)
        ]
        if not all(narrowed):
            return []
        if sum(map(len, narrowed)) == sum(map(len, slots)):
            return narrowed
        slots = narrowed


def _least(slot: Sequence[tuple[int, Candidate]]) -> list[int]:
    return [min(column) for column in zip(*(each.figures for _, each in slot), strict=True)]


def _descend(space: _Space, gravity: int, floor: Floor, effort: Effort) -> Iterator[tuple[Candidate, ...]]:
    rests = [0]
    for slot in reversed(space.slots):
        rests.append(rests[-1] + space.packing.pack(_least(slot)))
    rests.reverse()
    open_nodes: list[tuple[int, tuple[Candidate, ...]]] = [(0, ())]
    while open_nodes:
        sofar, chosen = open_nodes.pop()
        if len(chosen) == len(space.slots):
            yield chosen
            continue
        rest = sofar + rests[len(chosen) + 1]
        for packed, candidate in space.slots[len(chosen)]:
            if not effort.spend():
                return
            if (
                space.packing.covers(space.most, packed + rest)
                and space.layout.fits((*chosen, candidate))
                and floor(candidate) <= gravity
            ):
                open_nodes.append((sofar + packed, (*chosen, candidate)))


def _keep_best(
    slot: Sequence[Candidate], packing: Packing, packed: dict[int, int], floor: Floor, *, by_time: bool
) -> tuple[Candidate, ...]:
    kept: list[tuple[int, Candidate]] = []
    for candidate in sorted(slot, key=lambda each: (packed[id(each)], each.offer_id)):
        mine = packed[id(candidate)]
        better = [
            each
            for each in packing.list_covered(mine, kept)
            if packed[id(each)] != mine and (not by_time or _goes_along(each, candidate))
        ]
        # What is judged most kindly beats it whatever it is judged itself.
        if not any(floor(each) == 0 for each in better) and not any(floor(each) <= floor(candidate) for each in better):
            kept.append((mine, candidate))
    return tuple(candidate for _, candidate in kept)


def _goes_along(better: Candidate, candidate: Candidate) -> bool:
    """Return whether whoever reaches and leaves the one in time does so with the other."""
    return all(
        mine.departs >= theirs.departs
        and mine.arrives <= theirs.arrives
        and (mine.origin, mine.destination) == (theirs.origin, theirs.destination)
        for mine, theirs in zip(better.passages, candidate.passages, strict=True)
    )


def _is_pressed(layout: Layout, slot: int) -> bool:
    """Return whether a candidate of this slot may come too late for another, or another for it."""
    return any(
        max(each.passages[before[1]].arrives for each in layout.slots[before[0]])
        + max(CHANGE_AT_ONE_PLACE, *layout.gaps.needed)
        > min(each.passages[after[1]].departs for each in layout.slots[after[0]])
        for before, after in layout.links
        if slot in (before[0], after[0])
    )
