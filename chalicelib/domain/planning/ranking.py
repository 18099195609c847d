"""Which itineraries a traveller is shown, and why each ranks where it does.

Itineraries are ranked by generalised cost: the price, plus what the company says an hour, a change of aircraft, a tonne
of CO2 and so on are worth to it (`TradeOffs` of the policy). Those that keep to the policy come before those that need
an approval, these before those that cannot be judged, and these before those that are denied; of the equally judged
those come first that lack the fewest musts, then the fewest beds. One that another beats in everything is never shown.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.planning.explanation import Explanation
from chalicelib.domain.planning.itineraries import MISSING_BEDS, MUSTS, PRICE, Candidate, describe_lack, lay_out
from chalicelib.domain.planning.judging import GRAVEST, Judge
from chalicelib.domain.planning.planner import STEPS, Admits, Planner, Ranked
from chalicelib.domain.planning.preferences import cabins_below, list_rides
from chalicelib.domain.planning.scoring import Valuation
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest

Thing = tuple[object, ...]
"""A journey or a hotel, by what makes it another."""

# So many are shown, more where it takes more to show the cheapest and the best by each wish.
USUALLY_SHOWN, MOST_SHOWN = 5, 20
CUT_SHORT = "more is offered than could be compared: there may be better ones"
# So many itineraries at most share a journey or a hotel (at other fares and rates), as long as there are others.
_ALIKE = 2
# So many are looked at in order before those alike are left out of the search itself.
_SCANNED = 64


class Plan(NamedTuple):
    """The itineraries to show, best first; `is_exact` is False where the search was cut short, and `lack` says why
    there is none."""

    options: tuple[Option, ...]
    is_exact: bool
    lack: str | None = None


def plan(
    offers: Collection[Offer],
    request: TripRequest,
    policy: Policy,
    judge: Judge,
    limit: int = USUALLY_SHOWN,
    steps: int = STEPS,
) -> Plan:
    """Return the best `limit` itineraries that can be made of `offers` and more where needed, best first, each judged
    and with its rank and the reasons for it in words.

    Always among them are the cheapest of those with the kindest verdict, for each wish the first that meets it, and
    the first in the cabin that was asked for, where the policy does not deny them; at most two share a journey or a
    hotel as long as there are others. The order depends on the offers alone, not on the order in which they come. What
    takes more than so many `steps` is cut short, unless nothing has been found until then.
    """
    valuation = Valuation(request, policy)
    layouts = lay_out(offers, request, policy, valuation)
    planner = Planner(layouts, request, judge, steps)
    chosen = _Choice(planner, request, valuation, limit).choose()
    if not chosen and not planner.is_exact:
        return plan(offers, request, policy, judge, limit, steps=10 * max(steps, 1))
    if not chosen:
        return Plan((), planner.is_exact, describe_lack(offers, request))
    least, cheapest = planner.find_least(), min(chosen, key=_by_price)
    explain = Explanation(request, policy, valuation, layouts, least).explain
    options = tuple(
        explain(one, option, place, is_cheapest=one is cheapest)
        for place, (one, option) in enumerate(zip(chosen, planner.judge(chosen), strict=True), 1)
    )
    if not planner.is_exact:
        options = tuple(msgspec.structs.replace(each, reasons=(*each.reasons, CUT_SHORT)) for each in options)
    return Plan(options, planner.is_exact)


class _Choice:
    """Chooses what is shown of a planner's itineraries."""

    def __init__(self, planner: Planner, request: TripRequest, valuation: Valuation, limit: int) -> None:
        self._planner, self._request, self._valuation, self._limit = planner, request, valuation, limit
        self._order = _unbeaten(planner)
        self._head: list[Ranked] = []

    def choose(self) -> list[Ranked]:
        """Return what is shown, in order."""
        musts = {one.ids: one for one in islice(self._list_musts(), MOST_SHOWN)}
        if not musts:
            return []
        size = max(self._limit, len(musts))
        chosen = list(musts.values())
        spare = self._scan(chosen, size)
        if len(chosen) < size and len(self._head) == _SCANNED:
            self._search_unlike(chosen, size)
        shown = {one.ids for one in chosen}
        spare = [one for one in spare if one.ids not in shown]
        return sorted([*chosen, *spare[: size - len(chosen)]], key=lambda one: one.key)

    def _list_musts(self) -> Iterator[Ranked]:
        """Yield what is always shown: the cheapest, the first in the cabin asked for, the first by each wish."""
        yield from islice(self._planner.by_price(), 1)
        tests = [self._is_in_cabin, *map(self._meets, self._list_wishes())]
        for meets in tests:
            found = self._find_first(meets)
            if found is not None:
                yield found

    def _list_wishes(self) -> list[int]:
        return [place for place, want in enumerate(self._valuation.wants) if want.strength is Strength.WISH]

    def _find_first(self, meets: Admits) -> Ranked | None:
        """Return the first that nothing beats, all of whose offers meet the test, if it may be chosen."""
        for one in self._look_ahead():
            if all(map(meets, one.chosen)):
                return one if _may_be_chosen(one) else None
        for one in self._planner.by_cost(meets):
            if not _may_be_chosen(one):
                return None
            if not self._planner.is_beaten(one):
                return one
        return None

    def _look_ahead(self) -> Iterator[Ranked]:
        """Yield the first few in order, taking from the search what is not known yet."""
        for place in range(_SCANNED):
            while len(self._head) <= place:
                one = next(self._order, None)
                if one is None:
                    return
                self._head.append(one)
            yield self._head[place]

    def _scan(self, chosen: list[Ranked], size: int) -> list[Ranked]:
        """Choose of the first in order those that are not alike; return the others."""
        spare: list[Ranked] = []
        known = {one.ids for one in chosen}
        for one in self._look_ahead():
            if len(chosen) >= size:
                break
            if one.ids in known:
                continue
            (spare if _is_alike(one, chosen) else chosen).append(one)
        return spare

    def _search_unlike(self, chosen: list[Ranked], size: int) -> None:
        """Choose further ones that are not alike, without looking at those that are."""
        last = self._head[-1].key
        taken = _count_things(chosen)

        def admits(candidate: Candidate) -> bool:
            return all(taken[thing] < _ALIKE for thing in _hotels_of(candidate))

        for one in self._planner.by_cost(admits):
            if len(chosen) >= size:
                return
            known = any(one.ids == other.ids for other in chosen)
            if one.key <= last or known or _is_alike(one, chosen) or self._planner.is_beaten(one):
                continue
            chosen.append(one)
            taken.update(_things(one))

    def _is_in_cabin(self, candidate: Candidate) -> bool:
        """Return whether it is no transport, or all of it in the cabin that was asked for."""
        offer = candidate.offer
        if not isinstance(offer, FlightOffer | RailOffer):
            return True
        asked = [self._request.slices[index].cabin for index in offer.slice_indexes]
        if isinstance(offer, RailOffer):
            return all(
                not cabins_below(cabin, offer.cabin, offer)
                and (cabin is not Cabin.ECONOMY or offer.cabin is Cabin.ECONOMY)
                for cabin in asked
            )
        return all(offer.cabin is cabin for cabin in asked)

    def _meets(self, want: int) -> Admits:
        return lambda candidate: (
            candidate.rating is None or all(each.want != want for each in candidate.rating.shortfalls)
        )


def _unbeaten(planner: Planner) -> Iterator[Ranked]:
    """Yield in order those that none before beats; whoever beats another comes before it."""
    kept: list[Ranked] = []
    for one in planner.by_cost():
        if not any(planner.beats(other, one) for other in kept):
            kept.append(one)
            yield one


def _may_be_chosen(one: Ranked) -> bool:
    return one.gravity < GRAVEST


def _is_alike(one: Ranked, chosen: Sequence[Ranked]) -> bool:
    taken = _count_things(chosen)
    return any(taken[thing] >= _ALIKE for thing in _things(one))


def _count_things(chosen: Iterable[Ranked]) -> Counter[Thing]:
    return Counter(thing for one in chosen for thing in _things(one))


def _things(one: Ranked) -> set[Thing]:
    """Return the journey and the hotels of an itinerary, whatever the fares and the rates."""
    rides = sorted(
        (ride.place, segment.designator, segment.departs_at)
        for each in one.chosen
        if each.offer is not None
        for ride in list_rides(each.offer)
        for segment in ride.flown.segments
    )
    hotels = {hotel for each in one.chosen for hotel in _hotels_of(each)}
    return {tuple(rides), *hotels} if rides else hotels


def _hotels_of(candidate: Candidate) -> set[Thing]:
    offer = candidate.offer
    return {(offer.name, offer.latitude, offer.longitude)} if isinstance(offer, StayOffer) else set()


def _by_price(one: Ranked) -> tuple[int, int, int, int, tuple[int, ...], tuple[str, ...]]:
    return one.gravity, one.figures[MUSTS], one.figures[MISSING_BEDS], one.figures[PRICE], one.figures, one.ids
