"""How offers become options, and which of them a traveller sees first.

Options are ranked by generalised cost: the price, plus what the company says an hour, a change of aircraft, a tonne of
CO2 and so on are worth to it (`TradeOffs` of the policy). Options that keep to the policy come before those that need
an approval, these before those that cannot be judged, and these before those that are denied. An option that another
beats in everything is never shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby, product
from typing import NamedTuple, TypeVar

import msgspec

from chalicelib.domain.money import Money, convert
from chalicelib.domain.offers.offers import FlightOffer, MissingNight, MissingNightReason, Offer, Option, StayOffer
from chalicelib.domain.planning import scoring
from chalicelib.domain.planning.nights import beds_from, find_missing_nights, first_night
from chalicelib.domain.planning.scoring import Traits
from chalicelib.domain.policies.charging import NO_CLAUSE
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.rules.hotels import nightly_price
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Finding, Outcome, Verdict

MOST_FLIGHTS, MOST_STAYS = 60, 40

# Options beyond this place by cost are not looked at, so that the comparison of all with all stays small.
_CONSIDERED = 400
# So many options at most share a journey or a hotel (at other fares and rates), as long as there are others.
_ALIKE = 2

AnyOffer = TypeVar("AnyOffer", FlightOffer, StayOffer)


class _Ranked(NamedTuple):
    """An option in its place: gravest verdict first decides, then nights without a bed, then cost, then every trait,
    then the id."""

    gravity: int
    cost: int
    traits: Traits
    option_id: str
    option: Option

    @property
    def key(self) -> tuple[int, int, int, Traits, str]:
        return self.gravity, self.traits.missing_beds, self.cost, self.traits, self.option_id

    def beats(self, other: "_Ranked") -> bool:
        """Return whether `other` is worse in something and better in nothing."""
        mine, theirs = (self.gravity, *self.traits), (other.gravity, *other.traits)
        return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


def combine(
    flights: Sequence[FlightOffer], stays: Sequence[StayOffer], request: TripRequest, policy: Policy
) -> tuple[Option, ...]:
    """Return every itinerary that can be made of the offers, the cheapest first, without verdict: judge each, then
    `rank`.

    A flight is paired with the stays that begin in the night in which it arrives (`first_night`), or, where none is
    offered for that, in the night after; an option says which nights it lacks. Of the stays, the ones above the limit
    that the request itself asks for, for a night or in all, are left out unless all are. Offers in a currency other
    than the request's are left out. Of more than 60 flights or 40 stays the cheapest and the shortest (nearest) are
    taken in turn. Where a stay is asked for and none is offered, the options are flights alone.
    """
    fit = [flight for flight in flights if flight.price.currency == request.currency]
    some_flights = _choose_shortlist(
        fit, MOST_FLIGHTS, lambda flight: sum(flight_slice.duration for flight_slice in flight.slices)
    )
    beds = [stay for stay in stays if stay.price.currency == request.currency] if request.stay is not None else []
    pairs: list[tuple[Offer, ...]] = []
    for check_in, group in groupby(sorted(some_flights, key=_night(request)), key=_night(request)):
        arriving = list(group)
        fitting = beds_from(check_in, beds)
        preferred = [stay for stay in fitting if not is_above_limit(stay, request, policy)] or fitting
        some_stays = _choose_shortlist(preferred, MOST_STAYS, lambda stay: stay.distance_to_centre_metres)
        pairs += product(arriving, some_stays) if beds else product(arriving)
    options = [
        Option(
            option_id=_option_id(pair),
            components=pair,
            rank=1,
            reasons=(),
            missing_nights=find_missing_nights(pair, request),
        )
        for pair in pairs
    ]
    options.sort(key=lambda option: (option.price.amount, option.option_id))
    return tuple(msgspec.structs.replace(option, rank=place) for place, option in enumerate(options, 1))


def rank(options: Iterable[Option], request: TripRequest, policy: Policy, limit: int = 5) -> tuple[Option, ...]:
    """Return the best `limit` of `options`, best first, each with its rank and the reasons for it in words.

    Always among them are the cheapest of those with the kindest verdict and, where the policy does not deny it, the
    first in the cabin that was asked for; at most two share a journey or a hotel as long as there are others. The order
    depends on the options alone, not on the order in which they come; an option without a verdict counts as compliant.
    """
    ranked = sorted(_rate(options, request, policy), key=lambda one: one.key)
    if not ranked:
        return ()
    cheapest = min(ranked, key=lambda one: (one.gravity, one.traits.missing_beds, one.traits.price, one.key))
    considered = ranked[:_CONSIDERED]
    as_asked = (one for one in ranked if _as_asked(one, request))
    asked = next((one for one in as_asked if not any(other.beats(one) for other in considered)), cheapest)
    chosen = _choose(considered, [cheapest, *([asked] if asked is not cheapest else [])][:limit], limit)
    best = scoring.best([one.traits for one in ranked])
    return tuple(
        msgspec.structs.replace(
            one.option, rank=place, reasons=_reasons(one, best, request, policy, cheapest=one is cheapest)
        )
        for place, one in enumerate(chosen, 1)
    )


def is_above_limit(stay: StayOffer, request: TripRequest, policy: Policy) -> bool | None:
    """Return whether a stay costs more, a night or in all, than the request asks for; None where no rate of the company
    can tell."""
    found = [_is_more(limit.price, limit.cap, policy) for limit in _limits_of(stay, request)]
    return True if True in found else None if None in found else False


class _Limit(NamedTuple):
    """What a stay costs, the most that the request lets it cost, and for what that is."""

    price: Money
    cap: Money
    unit: str


def _limits_of(stay: StayOffer, request: TripRequest) -> Iterator[_Limit]:
    if request.stay is not None and request.stay.nightly_cap is not None:
        yield _Limit(nightly_price(stay), request.stay.nightly_cap, "a night")
    if request.stay is not None and request.stay.total_cap is not None:
        yield _Limit(stay.price, request.stay.total_cap, "for all nights")


def _is_more(price: Money, cap: Money, policy: Policy) -> bool | None:
    if price.currency == cap.currency:
        return price.amount > cap.amount
    price_rate, cap_rate = policy.rate(price.currency), policy.rate(cap.currency)
    if price_rate is None or cap_rate is None:
        return None
    return convert(price, policy.currency, price_rate) > convert(cap, policy.currency, cap_rate)


def _rate(options: Iterable[Option], request: TripRequest, policy: Policy) -> Iterable[_Ranked]:
    read = scoring.reader(request, policy)
    rate = policy.rate(request.currency)
    for option in options:
        traits = read(option)
        # Without a rate nothing else can be put beside the price: then the price alone decides.
        cost = traits.price
        if rate is not None:
            price = convert(option.price, policy.currency, rate)
            cost = scoring.cost(price, traits, request, policy.trade_offs)
        gravity = option.verdict.outcome.gravity if option.verdict else 0
        yield _Ranked(gravity, cost, traits, option.option_id, option)


def _as_asked(one: _Ranked, request: TripRequest) -> bool:
    """Return whether it is in the cabin that was asked for and may be chosen."""
    verdict = one.option.verdict
    allowed = verdict is None or verdict.outcome.may_be_chosen
    return allowed and all(f.cabin is request.cabin for f in one.option.flights)


def _choose(ranked: Sequence[_Ranked], musts: Sequence[_Ranked], limit: int) -> list[_Ranked]:
    """Return `musts` and the first others that nothing beats, of which few are alike unless there are no others."""
    chosen = list(musts)
    spare: list[_Ranked] = []
    for one in ranked:
        if len(chosen) >= limit:
            break
        if one in musts or any(other.beats(one) for other in (*chosen, *spare)):
            continue
        shared = [sum(thing in _things(other.option) for other in chosen) for thing in _things(one.option)]
        (chosen if max(shared) < _ALIKE else spare).append(one)
    return sorted([*chosen, *spare[: limit - len(chosen)]], key=lambda one: one.key)


def _night(request: TripRequest) -> Callable[[FlightOffer], date]:
    return lambda flight: first_night(flight, request)


def _things(option: Option) -> list[tuple[object, ...]]:
    """Return the journeys and hotels of an option, whatever the fare or the rate."""
    journeys: list[tuple[object, ...]] = [
        tuple(
            (segment.flight_designator, segment.departs_at)
            for flight_slice in flight.slices
            for segment in flight_slice.segments
        )
        for flight in option.flights
    ]
    return journeys + [(stay.name, stay.latitude, stay.longitude) for stay in option.stays]


def _choose_shortlist(offers: Iterable[AnyOffer], size: int, figure: Callable[[AnyOffer], int]) -> list[AnyOffer]:
    """Return at most `size` offers: the cheapest and those with the smallest `figure` in turn."""
    unique = list({offer.offer_id: offer for offer in offers}.values())
    cheapest = sorted(unique, key=lambda offer: (offer.price.amount, figure(offer), offer.offer_id))
    smallest = sorted(unique, key=lambda offer: (figure(offer), offer.price.amount, offer.offer_id))
    turns = (offer for pair in zip(cheapest, smallest, strict=True) for offer in pair)
    return list({offer.offer_id: offer for offer in turns}.values())[:size]


def _option_id(components: Sequence[Offer]) -> str:
    """Derive the option's id: the same offers make the same option, in whatever search they were found."""
    ids = "\n".join(sorted(component.offer_id for component in components))
    return f"opt_{sha256(ids.encode()).hexdigest()[:24]}"


def _reasons(one: _Ranked, best: Traits, request: TripRequest, policy: Policy, *, cheapest: bool) -> tuple[str, ...]:
    words = scoring.describe(one.option, one.traits, best)
    if cheapest and one.traits.price > best.price:
        words.insert(0, "cheapest with the best verdict")
    words += _stay_reasons(one.option, request, policy)
    if one.option.verdict and one.gravity:
        words.append(_verdict_reason(one.option.verdict))
    return tuple(words)


def _verdict_reason(verdict: Verdict) -> str:
    """Return why a verdict is not the kindest: its clauses, or where no clause says it, what does."""
    if verdict.outcome is Outcome.CANNOT_BE_JUDGED:
        found: Iterable[Finding] = verdict.missing_facts
    else:
        gravest = verdict.violations[0].action
        found = [each for each in verdict.violations if each.action is gravest]
    clauses = dict.fromkeys(each.clause for each in found if each.clause != NO_CLAUSE)
    others = dict.fromkeys(each.rule.replace("_", " ") for each in found if each.clause == NO_CLAUSE)
    reasons = ([f"clause {', '.join(clauses)}"] if clauses else []) + list(others)
    return f"{verdict.outcome.replace('_', ' ')} by {', '.join(reasons)}"


def _describe_missing(missing: MissingNight) -> str:
    """Return in words why there is no room for a night; one that is spent in transit needs none."""
    night = f"the night of {missing.night.day} {missing.night:%B %Y}"
    match missing.reason:
        case MissingNightReason.IN_TRANSIT:
            return f"{night} is spent in transit"
        case MissingNightReason.NOT_OFFERED:
            return f"no hotel has a room for {night}"
        case MissingNightReason.NOT_REQUESTED:
            return f"no room was requested for {night}"


def _stay_reasons(option: Option, request: TripRequest, policy: Policy) -> list[str]:
    """Return in what an option falls short of the stay that was asked for."""
    if request.stay is None:
        return []
    words = [_describe_missing(missing) for missing in option.missing_nights]
    if not option.stays:
        return ["no hotel was offered for these nights", *words]
    for stay in option.stays:
        for price, cap, unit in _limits_of(stay, request):
            above = _is_more(price, cap, policy)
            if above:
                words.append(f"{price} {unit}, above the {cap} requested: no hotel within the limit was offered")
            if above is None:
                words.append(f"{price} {unit}, not compared with the {cap} requested: no exchange rate is set")
    return words
