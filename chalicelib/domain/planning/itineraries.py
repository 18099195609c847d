"""What an itinerary is made of: fares that cover every slice exactly once, one stay offer for each stay, one car offer
for each car; and which offers go together.

A slice leaves some time after the one before has arrived, and a stay begins in the night in which its travellers come.
So the offers are sorted into layouts: one way in which fares share the slices, with one night of arrival at each stay;
within a layout whatever fits by its times goes with whatever else.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise, product
from typing import NamedTuple

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, MissingNightReason, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.places.geo import great_circle_distance
from chalicelib.domain.planning.nights import arrival_night, beds_from, first_night, missing_nights_of
from chalicelib.domain.planning.preferences import Ride, list_rides
from chalicelib.domain.planning.scoring import Rating, Traits, Valuation
from chalicelib.domain.planning.stay_limits import is_above_limit
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.trip_request import TripRequest

# Seconds between an arrival and the next departure: at one airport or station, and where one has to change it. What
# lies between two cities is travelled by oneself, at no more than so many metres a second.
CHANGE_AT_ONE_PLACE = 3600
CHANGE_OF_PLACE = 2 * 3600
_BY_ONESELF = 200_000 / 3600

# Places in the figures of a candidate; the traits follow from PRICE on, and after them each want.
MUSTS, MISSING_BEDS, COST, PRICE, SECONDS, CO2 = 0, 1, 2, 3, 4, 7


class Passage(NamedTuple):
    """When and where a slice of the request is left and reached."""

    slice_index: int
    departs: int
    arrives: int
    origin: str
    destination: str


class Candidate(NamedTuple):
    """An offer as it competes for its place; `offer` is None for a stay that nobody offers. `figures` add up: musts
    unmet, nights without a bed, cost, the traits, and each want unmet."""

    offer: Offer | None
    offer_id: str
    figures: tuple[int, ...]
    rating: Rating | None = None
    passages: tuple[Passage, ...] = ()


class Gaps(NamedTuple):
    """How many seconds at least lie between each slice and the next where they do not meet at one place."""

    needed: tuple[int, ...]

    def fits(self, before: Passage, after: Passage) -> bool:
        """Return whether somebody who comes by one slice reaches the next."""
        is_there = before.destination == after.origin
        needed = CHANGE_AT_ONE_PLACE if is_there else self.needed[before.slice_index]
        return before.arrives + needed <= after.departs


class Link(NamedTuple):
    """Where two slices that follow each other are in a layout: of which slots, and at which places of their fares."""

    before: tuple[int, int]
    after: tuple[int, int]


class Layout(NamedTuple):
    """Candidates that go together, a slot for each fare, stay and car; what each pair of following slices needs."""

    slots: tuple[tuple[Candidate, ...], ...]
    links: tuple[Link, ...]
    gaps: Gaps

    def fits(self, chosen: Sequence[Candidate]) -> bool:
        """Return whether the last of these candidates, of the first slots, is reached by and reaches the others."""
        last = len(chosen) - 1
        return all(
            self.gaps.fits(chosen[before[0]].passages[before[1]], chosen[after[0]].passages[after[1]])
            for before, after in self.links
            if max(before[0], after[0]) == last
        )


def lay_out(offers: Iterable[Offer], request: TripRequest, policy: Policy, valuation: Valuation) -> tuple[Layout, ...]:
    """Return every layout in which these offers make an itinerary.

    A stay goes with the night in which its travellers come (`first_night`), or, where no bed is offered from that,
    with the night after. Of its offers, the ones above the limit that the request itself asks for are left out unless
    all are. Offers in a currency other than the request's are left out. A stay that nobody offers is left out; where no
    fare is offered for a slice, or no car, there is no itinerary.
    """
    sold = list({_key(offer): offer for offer in offers if offer.price.currency == request.currency}.values())
    return tuple(_Drawer(sold, request, policy, valuation).draw())


def describe_lack(offers: Iterable[Offer], request: TripRequest) -> str:
    """Return in words why no itinerary can be made of these offers: what nobody offers, or that nothing fits."""
    sold = [offer for offer in offers if offer.price.currency == request.currency]
    flown = {ride.place for offer in sold for ride in list_rides(offer)}
    driven = {offer.car_index for offer in sold if isinstance(offer, CarOffer)}
    missing = [
        *(
            f"from {each.origin.name} to {each.destination.name} on {each.depart_on}"
            for index, each in enumerate(request.slices)
            if index not in flown
        ),
        *(
            f"a car in {each.pick_up.name} on {each.pick_up_on}"
            for index, each in enumerate(request.cars)
            if index not in driven
        ),
    ]
    if missing or not sold:
        return f"No supplier offers this on these dates{': ' * bool(missing)}{'; '.join(missing)}."
    return "Nothing that suppliers offer on these dates fits together: each slice has to leave once one can be there."


def gaps_of(request: TripRequest) -> Gaps:
    """Return the time that is needed between each slice of the request and the next."""
    return Gaps(
        tuple(
            CHANGE_OF_PLACE
            + round(
                great_circle_distance(
                    before.destination.latitude,
                    before.destination.longitude,
                    after.origin.latitude,
                    after.origin.longitude,
                )
                / _BY_ONESELF
            )
            for before, after in pairwise(request.slices)
        )
    )


def list_covers(blocks: Iterable[tuple[int, ...]], count: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield every way to cover the slices from 0 to `count` exactly once by some of the blocks, each in order of its
    first slice."""
    known = sorted(set(blocks))

    def cover(left: frozenset[int]) -> Iterator[tuple[tuple[int, ...], ...]]:
        if not left:
            yield ()
            return
        for block in known:
            if block[0] == min(left) and left.issuperset(block):
                for rest in cover(left - set(block)):
                    yield (block, *rest)

    return cover(frozenset(range(count)))


class _Drawer:
    """Draws the layouts of one request."""

    def __init__(self, offers: Sequence[Offer], request: TripRequest, policy: Policy, valuation: Valuation) -> None:
        self._request, self._policy, self._valuation = request, policy, valuation
        self._gaps = gaps_of(request)
        self._fares: dict[tuple[int, ...], list[Candidate]] = defaultdict(list)
        self._beds: dict[int, list[StayOffer]] = defaultdict(list)
        self._cars: dict[int, list[Candidate]] = defaultdict(list)
        self._found: dict[tuple[int, date | None], tuple[Candidate, ...]] = {}
        for offer in offers:
            match offer:
                case FlightOffer() | RailOffer():
                    self._add_fare(offer)
                case StayOffer():
                    self._beds[offer.stay_index].append(offer)
                case CarOffer():
                    self._cars[offer.car_index].append(self._candidate(offer))

    def draw(self) -> Iterator[Layout]:
        cars = [tuple(self._cars[index]) for index in range(len(self._request.cars))]
        for cover in list_covers(self._fares, len(self._request.slices)):
            links = tuple(_links(cover))
            for fares in product(*(self._by_nights(block) for block in cover)):
                nights = {stay: night for group, _ in fares for stay, night in group}
                stays = [self._rooms(index, nights.get(index)) for index in range(len(self._request.stays))]
                slots = (*(each for _, each in fares), *stays, *cars)
                if all(slots) and any(slot[0].offer for slot in slots):
                    yield Layout(slots, links, self._gaps)

    def _add_fare(self, offer: FlightOffer | RailOffer) -> None:
        candidate = self._candidate(offer)
        follows = [pair for pair in pairwise(candidate.passages) if pair[0].slice_index + 1 == pair[1].slice_index]
        if all(self._gaps.fits(before, after) for before, after in follows):
            self._fares[offer.slice_indexes].append(candidate)

    def _by_nights(
        self, block: tuple[int, ...]
    ) -> list[tuple[tuple[tuple[int, date | None], ...], tuple[Candidate, ...]]]:
        """Return the fares of a block by the nights in which they bring to stays."""
        reached = [(index, stay) for index, stay in enumerate(self._request.stays) if stay.arrives_by in block]
        groups: dict[tuple[tuple[int, date | None], ...], list[Candidate]] = defaultdict(list)
        for candidate in self._fares[block]:
            offers = (candidate.offer,) if candidate.offer is not None else ()
            nights = tuple((index, arrival_night(offers, stay)) for index, stay in reached)
            groups[nights].append(candidate)
        return [(nights, tuple(candidates)) for nights, candidates in groups.items()]

    def _rooms(self, index: int, night: date | None) -> tuple[Candidate, ...]:
        """Return what there is for a stay to which one comes in that night; nothing where there are beds, and none for
        it."""
        if (index, night) not in self._found:
            self._found[index, night] = tuple(self._find_rooms(index, night))
        return self._found[index, night]

    def _find_rooms(self, index: int, night: date | None) -> Iterator[Candidate]:
        stay, beds = self._request.stays[index], self._beds[index]
        if not beds:
            yield Candidate(None, "", self._figures(Rating(self._with_missing(Traits(), index, night, ()), 0, ())))
            return
        fitting = beds_from(first_night(stay, night), beds)
        within = [bed for bed in fitting if not is_above_limit(bed, self._request, self._policy)]
        for bed in within or fitting:
            rating = self._valuation.rate(bed)
            rating = rating._replace(traits=self._with_missing(rating.traits, index, night, (bed,)))
            yield Candidate(bed, bed.offer_id, self._figures(rating), rating)

    def _with_missing(self, traits: Traits, index: int, night: date | None, rooms: Sequence[StayOffer]) -> Traits:
        missing = missing_nights_of(index, self._request.stays[index], night, rooms)
        return traits._replace(missing_beds=sum(each.reason is MissingNightReason.NOT_OFFERED for each in missing))

    def _candidate(self, offer: Offer) -> Candidate:
        rating = self._valuation.rate(offer)
        passages = tuple(map(_passage, list_rides(offer)))
        return Candidate(offer, offer.offer_id, self._figures(rating), rating, passages)

    def _figures(self, rating: Rating) -> tuple[int, ...]:
        wants = self._valuation.wants
        unmet = [0] * len(wants)
        for each in rating.shortfalls:
            unmet[each.want] += 1
        musts = sum(count for count, want in zip(unmet, wants, strict=True) if want.strength is Strength.MUST)
        return (musts, rating.traits.missing_beds, rating.cost, *rating.traits, *unmet)


def _links(cover: Sequence[tuple[int, ...]]) -> Iterator[Link]:
    where = {index: (slot, place) for slot, block in enumerate(cover) for place, index in enumerate(block)}
    for before, after in pairwise(sorted(where)):
        if where[before][0] != where[after][0]:
            yield Link(where[before], where[after])


def _passage(ride: Ride) -> Passage:
    first, last = ride.flown.segments[0], ride.flown.segments[-1]
    origin = first.origin if isinstance(first.origin, str) else first.origin.code
    destination = last.destination if isinstance(last.destination, str) else last.destination.code
    return Passage(ride.place, int(first.departs_at.timestamp()), int(last.arrives_at.timestamp()), origin, destination)


def _key(offer: Offer) -> tuple[str, object]:
    match offer:
        case FlightOffer() | RailOffer():
            return offer.offer_id, offer.slice_indexes
        case StayOffer():
            return offer.offer_id, offer.stay_index
        case CarOffer():
            return offer.offer_id, ("car", offer.car_index)
