"""Finds the itineraries that come first, exactly and without making all there are.

The order is that of `Ranked.key`: gravity of the verdict, musts unmet, nights without a bed, generalised cost, then
each trait, each want unmet, and the ids of the offers. Gravity by gravity, the offers that may be judged so kindly are
combined best first (`search`); what the rules on the whole then find graver waits for its turn.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from heapq import merge
from typing import NamedTuple

from chalicelib.domain.offers.offers import Offer, Option
from chalicelib.domain.planning.dominance import drop_dominated, find_dominators
from chalicelib.domain.planning.itineraries import CO2, COST, MISSING_BEDS, MUSTS, PRICE, SECONDS, Candidate, Layout
from chalicelib.domain.planning.judging import GRAVEST, Judge
from chalicelib.domain.planning.nights import find_missing_nights
from chalicelib.domain.planning.scoring import Traits
from chalicelib.domain.planning.search import Effort, Found, Ordering, Scope, search
from chalicelib.domain.trip_requests.trip_request import TripRequest

# Steps that one search may take before what it found is no longer called exact; and how many comparisons of what is
# found with what is not, which take less each, there may be for each of these.
STEPS, _COMPARISONS = 20_000, 4

# The price limit of a gravity that no itinerary is as kind as.
NOTHING = -1

Admits = Callable[[Candidate], bool]


class Ranked(NamedTuple):
    """An itinerary in its place; `packed` are its figures as one number."""

    gravity: int
    figures: tuple[int, ...]
    ids: tuple[str, ...]
    chosen: tuple[Candidate, ...]
    packed: int

    @property
    def key(self) -> tuple[int, tuple[int, ...], tuple[str, ...]]:
        return self.gravity, self.figures, self.ids

    @property
    def traits(self) -> Traits:
        return Traits(*self.figures[PRICE : PRICE + len(Traits._fields)])


class Planner:
    """Finds the first itineraries of some layouts, in several orders and among some candidates alone."""

    def __init__(self, layouts: Sequence[Layout], request: TripRequest, judge: Judge, steps: int = STEPS) -> None:
        self._request, self._judge, self._steps = request, judge, steps
        # By the identity of the offer, of which `layouts` keep every one: to hash one takes longer than to judge it.
        self._floors: dict[int, int] = {}
        self._orderings: dict[tuple[int, ...], Ordering] = {}
        self._ranked: dict[tuple[str, ...], Ranked] = {}
        self._comparing = Effort(_COMPARISONS * steps)
        self.is_exact = True
        self.layouts = drop_dominated(layouts, self.floor) if judge.follows_price else tuple(layouts)
        figures = len(layouts[0].slots[0][0].figures) if layouts else 0
        self._by_cost = tuple(range(figures))
        self._by_price = (MUSTS, MISSING_BEDS, PRICE, *(at for at in range(COST, figures) if at != PRICE))
        self._limits = self._find_limits()

    def floor(self, candidate: Candidate) -> int:
        """Return the gravity that the verdict on any itinerary with this candidate has at least."""
        offer = candidate.offer
        if offer is None:
            return 0
        known = self._floors.get(id(offer))
        if known is None:
            known = self._floors[id(offer)] = self._judge.floor(offer)
        return known

    def by_cost(self, admits: Admits = lambda _: True) -> Iterator[Ranked]:
        """Yield itineraries of these candidates in the order in which they are ranked."""
        return self._in_order(self._by_cost, admits)

    def by_price(self) -> Iterator[Ranked]:
        """Yield itineraries in the order of their gravity, musts and beds, and then of their price."""
        return self._in_order(self._by_price, lambda _: True)

    def find_least(self) -> Traits:
        """Return the least price, seconds and grams of CO2 of all itineraries that lack as few beds as can be, whatever
        their verdict, and how many those lack."""
        least = Traits()
        for field, place in (("price", PRICE), ("seconds", SECONDS), ("co2_grams", CO2)):
            effort = Effort(self._steps)
            found = next(search(self._ordering((MISSING_BEDS, place)), Scope(lambda _: True), effort), None)
            if found is not None:
                beds, best = (sum(each.figures[at] for each in found.chosen) for at in (MISSING_BEDS, place))
                least = least._replace(**{field: best, "missing_beds": beds})
            self.is_exact &= not effort.is_spent
        return least

    def is_beaten(self, one: Ranked) -> bool:
        """Return whether any itinerary is better in something and worse in nothing."""
        effort, packing = self._comparing, self._ordering(self._by_cost).packing
        for chosen in find_dominators(self.layouts, packing, one.figures, one.gravity, self.floor, effort):
            if self.beats(self._rank(chosen), one):
                return True
        self.is_exact &= not effort.is_spent
        return False

    def beats(self, one: Ranked, other: Ranked) -> bool:
        """Return whether `other` is worse in something and better in nothing."""
        if one.gravity > other.gravity or (one.gravity == other.gravity and one.packed == other.packed):
            return False
        return self._ordering(self._by_cost).packing.covers(other.packed, one.packed)

    def judge(self, chosen: Sequence[Ranked]) -> tuple[Option, ...]:
        """Return the options that these itineraries are, with their verdicts."""
        return self._judge.judge(tuple(map(self._option, chosen)))

    def _in_order(self, order: tuple[int, ...], admits: Admits) -> Iterator[Ranked]:
        graver: dict[int, list[tuple[int, tuple[str, ...], Ranked]]] = defaultdict(list)
        effort = Effort(self._steps)
        for gravity in range(GRAVEST + 1):
            fresh = self._judge_in_order(order, admits, gravity, graver, effort)
            waiting = sorted(graver[gravity], key=lambda each: each[:2])
            yield from (ranked for _, _, ranked in merge(waiting, fresh, key=lambda each: each[:2]))

    def _judge_in_order(
        self,
        order: tuple[int, ...],
        admits: Admits,
        gravity: int,
        graver: dict[int, list[tuple[int, tuple[str, ...], Ranked]]],
        effort: Effort,
    ) -> Iterator[tuple[int, tuple[str, ...], Ranked]]:
        """Yield what is judged just so gravely, in order; keep what is judged more gravely."""
        if not self.layouts or self._limits[gravity] == NOTHING:
            return
        scope = Scope(lambda each: self.floor(each) <= gravity and admits(each), self._limits[gravity])
        found = (
            each for each in search(self._ordering(order), scope, effort) if not self._was_found_before(each, gravity)
        )
        for one in found:
            ranked = self._rank(one.chosen)
            place = (one.order, one.ids, ranked)
            if ranked.gravity == gravity:
                yield place
            else:
                graver[ranked.gravity].append(place)
        self.is_exact &= not effort.is_spent

    def _was_found_before(self, found: Found, gravity: int) -> bool:
        """Return whether a search for what is judged more kindly has come upon it."""
        if gravity == 0 or max(map(self.floor, found.chosen)) >= gravity:
            return False
        most = self._limits[gravity - 1]
        return most is None or _price_of(found.chosen) <= most

    def _rank(self, chosen: tuple[Candidate, ...]) -> Ranked:
        ids = _ids(chosen)
        if ids not in self._ranked:
            option = Option(option_id="", components=_components(chosen), rank=1, reasons=())
            gravity = self._judge.gravity(option, max(map(self.floor, chosen)))
            figures = tuple(map(sum, zip(*(each.figures for each in chosen), strict=True)))
            packed = self._ordering(self._by_cost).packing.pack(figures)
            self._ranked[ids] = Ranked(gravity, figures, ids, chosen, packed)
        return self._ranked[ids]

    def _option(self, one: Ranked) -> Option:
        components = _components(one.chosen)
        return Option(
            option_id=option_id(components),
            components=components,
            rank=1,
            reasons=(),
            missing_nights=find_missing_nights(components, self._request),
        )

    def _ordering(self, order: tuple[int, ...]) -> Ordering:
        if order not in self._orderings:
            self._orderings[order] = Ordering(self.layouts, order)
        return self._orderings[order]

    def _find_limits(self) -> tuple[int | None, ...]:
        """Return the most that an itinerary may cost in all to be judged so kindly, by gravity; None where no price is
        too high."""
        highest = max((_total(layout, max) for layout in self.layouts), default=0)
        offer = next((each.offer for layout in self.layouts for each in layout.slots[0] if each.offer), None)
        if offer is None:
            return (None,) * (GRAVEST + 1)
        floor_at = cache(lambda price: self._judge.floor_at(offer, price))
        return tuple(_find_limit(floor_at, gravity, highest) for gravity in range(GRAVEST + 1))


def option_id(components: Sequence[Offer]) -> str:
    """Derive the option's id: the same offers make the same option, in whatever search they were found."""
    ids = "\n".join(sorted(component.offer_id for component in components))
    return f"opt_{sha256(ids.encode()).hexdigest()[:24]}"


def _find_limit(floor_at: Callable[[int], int], gravity: int, highest: int) -> int | None:
    if floor_at(highest) <= gravity:
        return None
    kind, grave = NOTHING, highest
    while grave - kind > 1:
        middle = (kind + grave) // 2
        if floor_at(middle) <= gravity:
            kind = middle
        else:
            grave = middle
    return kind


def _total(layout: Layout, of: Callable[[Iterator[int]], int]) -> int:
    return sum(of(each.figures[PRICE] for each in slot) for slot in layout.slots)


def _price_of(chosen: Sequence[Candidate]) -> int:
    return sum(each.figures[PRICE] for each in chosen)


def _components(chosen: Sequence[Candidate]) -> tuple[Offer, ...]:
    return tuple(each.offer for each in chosen if each.offer is not None)


def _ids(chosen: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(each.offer_id for each in chosen)
