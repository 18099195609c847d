"""Planning by the letter, for small cases: every itinerary is made and judged, all are sorted, and what is shown is
chosen by going through them. What `plan` finds without making them all is held against it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise, product
from typing import NamedTuple

from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.planning.itineraries import CHANGE_AT_ONE_PLACE, gaps_of
from chalicelib.domain.planning.judging import Judge
from chalicelib.domain.planning.nights import arrival_night, beds_from, find_missing_nights, first_night
from chalicelib.domain.planning.preferences import cabins_below, list_rides
from chalicelib.domain.planning.scoring import Rating, Valuation
from chalicelib.domain.planning.stay_limits import is_above_limit
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from chalicelib.domain.verdict import Outcome

TransportOffer = FlightOffer | RailOffer


class Made(NamedTuple):
    """An itinerary that was made, with all by which it is compared."""

    gravity: int
    musts: int
    missing_beds: int
    cost: int
    traits: tuple[int, ...]
    unmet: tuple[int, ...]
    ids: tuple[str, ...]
    option: Option

    @property
    def key(self) -> tuple[object, ...]:
        return self[:7]

    def beats(self, other: "Made") -> bool:
        mine, theirs = (self.gravity, *self.traits, *self.unmet), (other.gravity, *other.traits, *other.unmet)
        return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


def make_all(offers: Sequence[Offer], request: TripRequest, policy: Policy) -> list[tuple[Offer, ...]]:
    """Every itinerary that can be made, a stay that nobody offers left out."""
    sold = [offer for offer in offers if offer.price.currency == request.currency]
    cars: list[list[tuple[Offer, ...]]] = [
        [(each,) for each in sold if isinstance(each, CarOffer) and each.car_index == index]
        for index in range(len(request.cars))
    ]
    made: list[tuple[Offer, ...]] = []
    for fares in _cover(sold, frozenset(range(len(request.slices)))):
        if _is_in_time(fares, request):
            stays = _stays(sold, fares, request, policy)
            made += [(*fares, *chain.from_iterable(rest)) for rest in product(*stays, *cars)]
    return [components for components in made if components]


def rate(
    components: tuple[Offer, ...],
    option: Option,
    request: TripRequest,
    valuation: Valuation,
    rating_of: Callable[[Offer], Rating],
) -> Made:
    ratings = [rating_of(offer) for offer in components]
    found = [each.want for rating in ratings for each in rating.shortfalls]
    unmet = tuple(found.count(place) for place in range(len(valuation.wants)))
    missing = option.unoffered_nights
    traits = tuple(sum(column) for column in zip(*(rating.traits for rating in ratings), strict=True))
    booked = {offer.stay_index: offer.offer_id for offer in components if isinstance(offer, StayOffer)}
    return Made(
        gravity=option.verdict.outcome.gravity if option.verdict else 0,
        musts=sum(valuation.wants[place].strength is Strength.MUST for place in found),
        missing_beds=missing,
        cost=sum(rating.cost for rating in ratings),
        traits=(*traits[:-1], missing),
        unmet=unmet,
        ids=(
            *(offer.offer_id for offer in components if isinstance(offer, FlightOffer | RailOffer)),
            *(booked.get(index, "") for index in range(len(request.stays))),
            *(offer.offer_id for offer in components if isinstance(offer, CarOffer)),
        ),
        option=option,
    )


def rank_all(offers: Sequence[Offer], request: TripRequest, policy: Policy, judge: Judge) -> list[Made]:
    """Every itinerary, judged, best first."""
    valuation = Valuation(request, policy)
    known = {id(offer): valuation.rate(offer) for offer in offers}

    def rating_of(offer: Offer) -> Rating:
        return known[id(offer)]

    made = make_all(offers, request, policy)
    options = [
        Option(
            option_id="opt",
            components=components,
            rank=1,
            reasons=(),
            missing_nights=find_missing_nights(components, request),
        )
        for components in made
    ]
    judged = judge.judge(tuple(options))
    return sorted(
        (
            rate(components, option, request, valuation, rating_of)
            for components, option in zip(made, judged, strict=True)
        ),
        key=lambda one: one.key,
    )


def choose(ranked: Sequence[Made], request: TripRequest, policy: Policy, limit: int) -> list[Made]:
    """What is shown of all itineraries."""
    if not ranked:
        return []
    wants = Valuation(request, policy).wants
    unbeaten = [one for one in ranked if not any(other.beats(one) for other in ranked)]
    open_to_choice = [one for one in unbeaten if one.gravity < Outcome.DENIED.gravity]
    cheapest = min(ranked, key=lambda one: (one.gravity, one.musts, one.missing_beds, one.traits[0], one.key))
    musts = [cheapest, *[one for one in open_to_choice if _is_in_cabin(one.option, request)][:1]]
    for place, want in enumerate(wants):
        if want.strength is Strength.WISH:
            musts += [one for one in open_to_choice if one.unmet[place] == 0][:1]
    chosen = list({one.ids: one for one in musts}.values())[:20]
    size = max(limit, len(chosen))
    spare: list[Made] = []
    known = {one.ids for one in chosen}
    for one in unbeaten:
        if len(chosen) >= size:
            break
        if one.ids not in known:
            alike = any(sum(thing in _things(other) for other in chosen) >= 2 for thing in _things(one))
            (spare if alike else chosen).append(one)
    return sorted([*chosen, *spare[: size - len(chosen)]], key=lambda one: one.key)


def _cover(offers: Iterable[Offer], left: frozenset[int]) -> Iterator[tuple[TransportOffer, ...]]:
    if not left:
        yield ()
        return
    for offer in offers:
        if (
            isinstance(offer, FlightOffer | RailOffer)
            and offer.slice_indexes[0] == min(left)
            and left.issuperset(offer.slice_indexes)
        ):
            for rest in _cover(offers, left - set(offer.slice_indexes)):
                yield (offer, *rest)


def _is_in_time(fares: Sequence[TransportOffer], request: TripRequest) -> bool:
    flown = {ride.place: ride.flown for fare in fares for ride in list_rides(fare)}
    for before, after in pairwise(range(len(request.slices))):
        last, first = flown[before].segments[-1], flown[after].segments[0]
        needed = CHANGE_AT_ONE_PLACE if last.destination == first.origin else gaps_of(request).needed[before]
        if (first.departs_at - last.arrives_at).total_seconds() < needed:
            return False
    return True


def _stays(
    offers: Iterable[Offer], fares: Sequence[TransportOffer], request: TripRequest, policy: Policy
) -> list[list[tuple[Offer, ...]]]:
    found: list[list[tuple[Offer, ...]]] = []
    for index, stay in enumerate(request.stays):
        beds = [each for each in offers if isinstance(each, StayOffer) and each.stay_index == index]
        fitting = beds_from(first_night(stay, arrival_night(fares, stay)), beds)
        within = [bed for bed in fitting if not is_above_limit(bed, request, policy)] or fitting
        found.append([(bed,) for bed in within] if beds else [()])
    return found


def _is_in_cabin(option: Option, request: TripRequest) -> bool:
    def is_as_asked(offer: TransportOffer, cabin: Cabin) -> bool:
        if isinstance(offer, FlightOffer):
            return offer.cabin is cabin
        return not cabins_below(cabin, offer.cabin, offer) and (cabin is not Cabin.ECONOMY or offer.cabin is cabin)

    return all(
        is_as_asked(offer, request.slices[index].cabin) for offer in option.transport for index in offer.slice_indexes
    )


def _things(one: Made) -> set[object]:
    journey = tuple(
        sorted(
            (ride.place, segment.designator, segment.departs_at)
            for offer in one.option.transport
            for ride in list_rides(offer)
            for segment in ride.flown.segments
        )
    )
    hotels: set[object] = {(stay.name, stay.latitude, stay.longitude) for stay in one.option.stays}
    return {journey, *hotels} if journey else hotels


def as_ids(options: Iterable[Option]) -> list[tuple[str, ...]]:
    return [tuple(offer.offer_id for offer in option.components) for option in options]
