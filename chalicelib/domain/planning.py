"""How offers become options, and which of them a traveller sees first.

Options are ranked by generalised cost: the price, plus what the company says an hour, a change of aircraft, a tonne of
CO2 and so on are worth to it (`TradeOffs` of the policy). Options that keep to the policy come before those that need
an approval, and these before those that are denied. An option that another beats in everything is never shown.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from itertools import product
from typing import NamedTuple, TypeVar

import msgspec

from chalicelib.domain import option_traits
from chalicelib.domain.money import Money, convert
from chalicelib.domain.offers import FlightOffer, Offer, Option, StayOffer
from chalicelib.domain.option_traits import Traits
from chalicelib.domain.policy import Policy
from chalicelib.domain.rule_findings import nightly_price
from chalicelib.domain.trip_request import TripRequest

MOST_FLIGHTS, MOST_STAYS = 60, 40

# Options beyond this place by cost are not looked at, so that the comparison of all with all stays small.
_CONSIDERED = 400
# So many options at most share a flight or a hotel, as long as there are others.
_ALIKE = 2

AnyOffer = TypeVar("AnyOffer", FlightOffer, StayOffer)


class _Ranked(NamedTuple):
    """An option in its place: gravest verdict first decides, then cost, then every trait, then the id."""

    gravity: int
    cost: int
    traits: Traits
    option_id: str
    option: Option

    @property
    def key(self) -> tuple[int, int, Traits, str]:
        return self.gravity, self.cost, self.traits, self.option_id

    def beats(self, other: "_Ranked") -> bool:
        """Whether `other` is worse in something and better in nothing."""
        mine, theirs = (self.gravity, *self.traits), (other.gravity, *other.traits)
        return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


def combine(
    flights: Sequence[FlightOffer], stays: Sequence[StayOffer], request: TripRequest, policy: Policy
) -> tuple[Option, ...]:
    """Every itinerary that can be made of the offers, the cheapest first, without verdict: judge each, then `rank`.

    A stay above the nightly limit that the request itself asks for is left out unless all are. Offers in a currency
    other than the request's are left out. Of more than 60 flights or 40 stays the cheapest and the shortest (nearest)
    are taken in turn. Where a stay is asked for and none is offered, the options are flights alone.
    """
    fit = [flight for flight in flights if flight.price.currency == request.currency]
    some_flights = _shortlist(fit, MOST_FLIGHTS, lambda flight: sum(leg.duration for leg in flight.legs))
    beds = [stay for stay in stays if stay.price.currency == request.currency] if request.stay is not None else []
    wished = [stay for stay in beds if not above_wish(stay, request, policy)]
    some_stays = _shortlist(wished or beds, MOST_STAYS, lambda stay: stay.distance_to_centre)
    pairs: Iterable[tuple[Offer, ...]] = product(some_flights, some_stays) if some_stays else product(some_flights)
    options = [Option(option_id=_option_id(pair), components=pair, rank=1, reasons=()) for pair in pairs]
    options.sort(key=lambda option: (option.price.amount, option.option_id))
    return tuple(msgspec.structs.replace(option, rank=place) for place, option in enumerate(options, 1))


def rank(options: Iterable[Option], request: TripRequest, policy: Policy, limit: int = 5) -> tuple[Option, ...]:
    """The best `limit` of `options`, best first, each with its rank and the reasons for it in words.

    The cheapest of those with the kindest verdict is always among them, and at most two share a flight or a hotel as
    long as there are others. The order depends on the options alone, not on the order in which they come; an option
    without a verdict counts as compliant.
    """
    ranked = sorted(_rate(options, request, policy), key=lambda one: one.key)
    if not ranked:
        return ()
    chosen = _choose(ranked[:_CONSIDERED], limit)
    cheapest = min(ranked, key=lambda one: (one.gravity, one.traits.price, one.key))
    if all(one.option_id != cheapest.option_id for one in chosen):
        chosen = sorted([*chosen[: limit - 1], cheapest], key=lambda one: one.key)
    best = option_traits.best([one.traits for one in ranked])
    return tuple(
        msgspec.structs.replace(
            one.option, rank=place, reasons=_reasons(one, best, request, policy, cheapest=one is cheapest)
        )
        for place, one in enumerate(chosen, 1)
    )


def with_prices(option: Option, prices: Sequence[Money]) -> Option:
    """`option` with its components at `prices`, one for each in their order, and no verdict: judge it again."""
    components: list[Offer] = []
    for component, price in zip(option.components, prices, strict=True):
        dearer: Offer = msgspec.structs.replace(component, price=price)
        if isinstance(dearer, StayOffer):
            dearer = msgspec.structs.replace(dearer, nightly=nightly_price(dearer))
        components.append(dearer)
    return msgspec.structs.replace(option, components=tuple(components), verdict=None)


def above_wish(stay: StayOffer, request: TripRequest, policy: Policy) -> bool:
    """Whether a room costs more a night than the request asks for; False where no rate of the company can tell."""
    if request.stay is None or request.stay.nightly_cap is None:
        return False
    price, wish = nightly_price(stay), request.stay.nightly_cap
    if price.currency == wish.currency:
        return price.amount > wish.amount
    price_rate, wish_rate = policy.rate(price.currency), policy.rate(wish.currency)
    if price_rate is None or wish_rate is None:
        return False
    return convert(price, policy.currency, price_rate) > convert(wish, policy.currency, wish_rate)


def _rate(options: Iterable[Option], request: TripRequest, policy: Policy) -> Iterable[_Ranked]:
    read = option_traits.reader(request, policy)
    rate = policy.rate(request.currency)
    for option in options:
        traits = read(option)
        # Without a rate nothing else can be put beside the price: then the price alone decides.
        cost = traits.price
        if rate is not None:
            price = convert(option.price, policy.currency, rate)
            cost = option_traits.cost(price, traits, request, policy.trade_offs)
        gravity = option.verdict.outcome.gravity if option.verdict else 0
        yield _Ranked(gravity, cost, traits, option.option_id, option)


def _choose(ranked: Sequence[_Ranked], limit: int) -> list[_Ranked]:
    """The first `limit` that nothing before them beats, of which at most two are alike unless there are no others."""
    chosen: list[_Ranked] = []
    spare: list[_Ranked] = []
    for one in ranked:
        if len(chosen) == limit:
            break
        if any(other.beats(one) for other in (*chosen, *spare)):
            continue
        alike = max(sum(offer in other.option.components for other in chosen) for offer in one.option.components)
        (chosen if alike < _ALIKE or not one.option.stays else spare).append(one)
    return sorted([*chosen, *spare[: limit - len(chosen)]], key=lambda one: one.key)


def _shortlist(offers: Iterable[AnyOffer], size: int, figure: Callable[[AnyOffer], int]) -> list[AnyOffer]:
    """At most `size` offers: the cheapest and those with the smallest `figure` in turn."""
    unique = list({offer.offer_id: offer for offer in offers}.values())
    cheapest = sorted(unique, key=lambda offer: (offer.price.amount, figure(offer), offer.offer_id))
    smallest = sorted(unique, key=lambda offer: (figure(offer), offer.price.amount, offer.offer_id))
    turns = (offer for pair in zip(cheapest, smallest, strict=True) for offer in pair)
    return list({offer.offer_id: offer for offer in turns}.values())[:size]


def _option_id(components: Sequence[Offer]) -> str:
    """The same offers make the same option, in whatever search they were found."""
    ids = "\n".join(sorted(component.offer_id for component in components))
    return f"opt_{sha256(ids.encode()).hexdigest()[:24]}"


def _reasons(one: _Ranked, best: Traits, request: TripRequest, policy: Policy, *, cheapest: bool) -> tuple[str, ...]:
    words = option_traits.describe(one.option, one.traits, best)
    if cheapest and one.traits.price > best.price:
        words.insert(0, "cheapest with the best verdict")
    if request.stay is not None and not one.option.stays:
        words.append("no hotel was offered for these nights")
    words += [
        f"{nightly_price(stay)} a night, above the {request.stay.nightly_cap} asked for: no hotel within it was offered"
        for stay in one.option.stays
        if request.stay is not None and above_wish(stay, request, policy)
    ]
    if one.option.verdict and one.gravity:
        clauses = sorted({violation.clause for violation in one.option.verdict.violations})
        outcome = one.option.verdict.outcome.replace("_", " ")
        words.append(f"{outcome} by clause {', '.join(clauses)}")
    return tuple(words)
