"""The best combinations of one candidate a slot, in exact order, without making them all.

Figures add up, and so does their order: packed into one whole number, the first figure in front, the numbers of the
candidates add up to the number of the combination. Best first (A*), a combination is only begun when what it can cost
at the least is the least of all that is open; what the open slots cost at the least is known from their cheapest
candidates, from what may still be spent, and from when the next slice can be reached.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import NamedTuple

from chalicelib.domain.planning.itineraries import CHANGE_AT_ONE_PLACE, PRICE, Candidate, Layout

# Pareto points of price and order that are kept for the slots that are left.
_MOST_POINTS = 200


class Effort:
    """How many steps a search may take: past that it stops, and is not exact any more."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def spend(self) -> bool:
        """Return whether there is another step, and take it."""
        self._left -= 1
        return self._left >= 0

    @property
    def is_spent(self) -> bool:
        return self._left < 0


class Entry(NamedTuple):
    """A candidate by its place in an order."""

    order: int
    offer_id: str
    candidate: Candidate


class Found(NamedTuple):
    """A combination, with its place in the order."""

    order: int
    ids: tuple[str, ...]
    chosen: tuple[Candidate, ...]


class Scope(NamedTuple):
    """Which candidates are combined, and what they may cost together (None: anything)."""

    admits: Callable[[Candidate], bool]
    most: int | None = None


class Packing:
    """Packs figures into one whole number each, in an order of figures: sums and comparisons of the numbers are those
    of the figures. `covers` compares figure by figure."""

    def __init__(self, layouts: Sequence[Layout], order: Sequence[int]) -> None:
        self._places = tuple(order)
        widths = [1 + max((_most(layout, place) for layout in layouts), default=0).bit_length() for place in order]
        shifts, shift = [], 0
        for width in reversed(widths):
            shifts.append(shift)
            shift += width
        self._shifts = tuple(reversed(shifts))
        self._guards = sum(1 << (at + width - 1) for at, width in zip(self._shifts, widths, strict=True))

    def pack(self, figures: Sequence[int]) -> int:
        """Return the figures as one number."""
        return sum([figures[place] << shift for place, shift in zip(self._places, self._shifts, strict=True)])

    def covers(self, most: int, packed: int) -> bool:
        """Return whether no figure of `packed` is above that of `most`."""
        return ((most | self._guards) - packed) & self._guards == self._guards

    def list_covered(self, most: int, packed: Iterable[tuple[int, Candidate]]) -> list[Candidate]:
        """Return the candidates of which no figure is above that of `most`."""
        guards = self._guards
        guarded = most | guards
        return [candidate for figures, candidate in packed if (guarded - figures) & guards == guards]


class Ordering:
    """The slots of all layouts, each sorted by one order of figures."""

    def __init__(self, layouts: Sequence[Layout], order: Sequence[int]) -> None:
        self.packing = Packing(layouts, order)
        sorted_slots: dict[int, list[Entry]] = {}
        self.layouts: list[tuple[Layout, list[list[Entry]]]] = []
        for layout in layouts:
            for slot in layout.slots:
                if id(slot) not in sorted_slots:
                    sorted_slots[id(slot)] = sorted(
                        (Entry(self.packing.pack(each.figures), each.offer_id, each) for each in slot),
                        key=lambda entry: entry[:2],
                    )
            self.layouts.append((layout, [sorted_slots[id(slot)] for slot in layout.slots]))


def search(ordering: Ordering, scope: Scope, effort: Effort) -> Iterator[Found]:
    """Yield every combination within the scope, in order, equal ones by the ids of their offers; until the effort is
    spent."""
    heap: list[tuple[int, tuple[str, ...], int, _Node]] = []
    number = count()

    def push(node: "_Node | None") -> None:
        if node is not None:
            heappush(heap, (node.bound, node.ids, next(number), node))

    for layout, slots in ordering.layouts:
        front = _Front(layout, slots, scope)
        if front.is_open:
            push(front.begin((), (), 0, 0))
    while heap and effort.spend():
        bound, ids, _, node = heappop(heap)
        front = node.front
        if node.place is not None:
            push(front.next_to(node))
            taken = front.take(node)
            if taken is None:
                continue
            if taken.bound > bound:
                push(taken)
                continue
            node = taken
        if len(node.chosen) == len(front.slots):
            yield Found(node.order, ids, node.chosen)
        else:
            push(front.begin(node.chosen, ids, node.order, node.price))


class _Node(NamedTuple):
    """What has been chosen for the first slots and, where `place` is one, what is tried next for the slot after
    them."""

    front: "_Front"
    bound: int
    ids: tuple[str, ...]
    chosen: tuple[Candidate, ...]
    order: int
    price: int
    place: int | None


class _Front:
    """One layout, and what its open slots add at the least."""

    def __init__(self, layout: Layout, slots: list[list[Entry]], scope: Scope) -> None:
        self.slots, self._layout, self._scope = slots, layout, scope
        firsts = [self._next_place(slot, 0) for slot in range(len(slots))]
        self.is_open = None not in firsts
        self._least = [0] * (len(slots) + 1)
        self._points: list[_Staircase] | None = None
        self._waits: list[_Departures] | None = None
        if not self.is_open:
            return
        for slot, place in reversed(list(enumerate(firsts))):
            self._least[slot] = self._least[slot + 1] + slots[slot][place or 0].order
        if scope.most is not None and sum(max(map(_price_of, slot)) for slot in slots) > scope.most:
            self._points = self._climb()
        if _may_miss(layout):
            self._waits = self._list_departures()

    def begin(self, chosen: tuple[Candidate, ...], ids: tuple[str, ...], order: int, price: int) -> _Node | None:
        """Return the node that tries the first candidate of the next slot."""
        return self._try(chosen, ids, order, price, 0)

    def next_to(self, node: _Node) -> _Node | None:
        """Return the node that tries the candidate after that of this node."""
        return self._try(node.chosen, node.ids[:-1], node.order, node.price, (node.place or 0) + 1)

    def take(self, node: _Node) -> _Node | None:
        """Return the node in which the candidate is chosen; None where it cannot be, or leads nowhere."""
        entry = self.slots[len(node.chosen)][node.place or 0]
        chosen = (*node.chosen, entry.candidate)
        if not self._layout.fits(chosen):
            return None
        order, price = node.order + entry.order, node.price + _price_of(entry)
        bound = self._bound(len(chosen), price, entry.candidate)
        return None if bound is None else _Node(self, order + bound, node.ids, chosen, order, price, None)

    def _try(
        self, chosen: tuple[Candidate, ...], ids: tuple[str, ...], order: int, price: int, start: int
    ) -> _Node | None:
        slot = len(chosen)
        place = self._next_place(slot, start)
        if place is None:
            return None
        entry = self.slots[slot][place]
        bound = order + entry.order + self._least[slot + 1]
        return _Node(self, bound, (*ids, entry.offer_id), chosen, order, price, place)

    def _next_place(self, slot: int, start: int) -> int | None:
        entries, admits = self.slots[slot], self._scope.admits
        for place in range(start, len(entries)):
            if admits(entries[place].candidate):
                return place
        return None

    def _bound(self, slot: int, price: int, last: Candidate) -> int | None:
        """Return what the slots from this one on add at the least; None where nothing goes on."""
        bound = self._least[slot]
        if self._scope.most is not None:
            if self._points is None:
                pass
            elif (within := self._points[slot].least(self._scope.most - price)) is None:
                return None
            else:
                bound = max(bound, within)
        if self._waits is not None and slot < len(self._waits) and last.passages:
            reached = self._waits[slot].least(last.passages[-1].arrives + CHANGE_AT_ONE_PLACE)
            if reached is None:
                return None
            bound = max(bound, reached)
        return bound

    def _climb(self) -> list["_Staircase"]:
        """Return for each slot what it and those after it add at the least, by what may be spent on them."""
        stairs = [_Staircase([(0, 0)])]
        for slot in reversed(range(len(self.slots))):
            points = _lowest(self._cheapening(slot))
            stairs.append(_Staircase(_lowest((p + q, o + r) for p, o in points for q, r in stairs[-1].points)))
        return stairs[::-1]

    def _cheapening(self, slot: int) -> Iterator[tuple[int, int]]:
        """Yield price and order of the admitted candidates, by price, of which each is earlier in order than those
        before: of the others it is not asked whether they are admitted."""
        least: int | None = None
        for entry in sorted(self.slots[slot], key=lambda entry: (_price_of(entry), entry.order)):
            if (least is None or entry.order < least) and self._scope.admits(entry.candidate):
                least = entry.order
                yield _price_of(entry), entry.order

    def _list_departures(self) -> list["_Departures"]:
        """Return for each fare what it and all after it add at the least, by when one can leave."""
        after = sum(1 for slot in self._layout.slots if slot[0].passages)
        found: list[_Departures] = []
        for slot in reversed(range(after)):
            known = found[-1] if found else None
            entries: list[tuple[int, int]] = []
            for entry in self.slots[slot]:
                if not self._scope.admits(entry.candidate):
                    continue
                passages = entry.candidate.passages
                rest = known.least(passages[-1].arrives + CHANGE_AT_ONE_PLACE) if known else self._least[after]
                if rest is not None:
                    entries.append((passages[0].departs, entry.order + rest))
            found.append(_Departures(entries))
        return found[::-1]


class _Staircase:
    """What is added at the least, by what may be spent."""

    def __init__(self, points: list[tuple[int, int]]) -> None:
        self.points = points
        self._prices = [price for price, _ in points]

    def least(self, most: int) -> int | None:
        at = bisect_right(self._prices, most)
        return self.points[at - 1][1] if at else None


class _Departures:
    """What is added at the least, by when one can leave."""

    def __init__(self, entries: Iterable[tuple[int, int]]) -> None:
        self._times: list[int] = []
        self._least: list[int] = []
        for departs, order in sorted(entries, reverse=True):
            self._times.append(departs)
            self._least.append(min(order, self._least[-1]) if self._least else order)
        self._times.reverse()
        self._least.reverse()

    def least(self, earliest: int) -> int | None:
        at = bisect_left(self._times, earliest)
        return self._least[at] if at < len(self._times) else None


def _lowest(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the points of which none is both cheaper and first in order, cheapest first; of too many, neighbours are
    put together so that nothing is said to cost more than it does."""
    kept: list[tuple[int, int]] = []
    for price, order in sorted(points):
        if not kept or order < kept[-1][1]:
            kept.append((price, order))
    step = -(-len(kept) // _MOST_POINTS) or 1
    return [(kept[at][0], kept[min(at + step, len(kept)) - 1][1]) for at in range(0, len(kept), step)]


def _may_miss(layout: Layout) -> bool:
    """Return whether a fare may arrive too late for the next, where fares follow each other slice by slice."""
    fares = [slot for slot in layout.slots if slot[0].passages]
    indexes = [passage.slice_index for slot in fares for passage in slot[0].passages]
    if indexes != sorted(indexes):
        return False
    return any(
        max(each.passages[-1].arrives for each in before) + max(layout.gaps.needed)
        > min(each.passages[0].departs for each in after)
        for before, after in pairwise(fares)
    )


def _most(layout: Layout, place: int) -> int:
    return sum(max(candidate.figures[place] for candidate in slot) for slot in layout.slots)


def _price_of(entry: Entry) -> int:
    return entry.candidate.figures[PRICE]
