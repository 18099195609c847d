"""What makes one option better than another: whole numbers of which less is always better, and what each is worth.

All of it adds up: the traits and the cost of an itinerary are the sums of those of its offers.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from chalicelib.domain.local_days import local_time
from chalicelib.domain.money import minor_digits
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Slice, StayOffer, TransportOffer
from chalicelib.domain.offers.rail import RailOffer, RailSlice
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.planning.preferences import (
    Shortfall,
    Want,
    cabins_below,
    distance_of,
    find_shortfalls,
    list_rides,
    list_wants,
)
from chalicelib.domain.policies.document import Policy, TradeOffs
from chalicelib.domain.policies.rules.carriers import PreferredCarriers
from chalicelib.domain.trip_requests.preferences import Strength
from chalicelib.domain.trip_requests.trip_request import Cabin, StayRequest, TripRequest

# Hours of the day.
_MORNING, _NIGHT = 6, 23

# A request for a hotel near the centre, or near a place, makes every kilometre count this many times.
_NEAR = 3
# So finely is cost counted beside the price: a second's part of an hour, a gram's of a tonne, a metre's of a
# kilometre.
_PER_MINOR_UNIT = 3600 * 1_000_000


class Traits(NamedTuple):
    """The traits by which options are compared; `price` is the whole price in minor units of the request's currency,
    `centre_metre_nights` counts threefold where the stay is to be near something."""

    price: int = 0
    seconds: int = 0
    connections: int = 0
    unsocial: int = 0
    co2_grams: int = 0
    centre_metre_nights: int = 0
    missing_star_nights: int = 0
    other_carriers: int = 0
    lower_cabins: int = 0
    no_refunds: int = 0
    missing_beds: int = 0


class Rating(NamedTuple):
    """What one offer adds to an itinerary: its traits, its generalised cost (in `Valuation.unit`), and what it lacks of
    what is wanted."""

    traits: Traits
    cost: int
    shortfalls: tuple[Shortfall, ...]


class Valuation:
    """Rates the offers of a request by what the company says things are worth to it.

    Generalised cost is the price + travellers x (hours x `hour` + connections x `connection` + unsocial times x
    `unsocial_time` + other carriers x `non_preferred_carrier` + cabins below x `lower_cabin`) + tonnes x `co2_tonne` +
    kilometres x nights x `centre_kilometre` (three times where the request asks for a hotel near something) + missing
    stars (four where the supplier says none) x nights x `star` + components without refund x `non_refundable` + what
    each wish is worth that is not met. It is counted exactly, in whole units of which a minor unit of the policy's
    currency has `unit`; without an exchange rate nothing else can be put beside the price, which then decides alone.
    """

    def __init__(self, request: TripRequest, policy: Policy) -> None:
        self._request = request
        self.wants: tuple[Want, ...] = list_wants(request, policy.trade_offs)
        self._preferred = {
            carrier.code for rule in policy.rules if isinstance(rule, PreferredCarriers) for carrier in rule.carriers
        }
        rate = policy.rate(request.currency)
        worth = Fraction(1 if rate is None else rate)
        per_minor = worth * Fraction(10) ** (minor_digits(policy.currency) - minor_digits(request.currency))
        self.unit = _PER_MINOR_UNIT * per_minor.denominator
        weights = _weights(per_minor, self.unit, policy.trade_offs, len(request.travellers))
        self._weights = list(enumerate(Traits(price=self.unit) if rate is None else weights))
        self._wish_unit = self.unit if rate is not None else 0

    def rate(self, offer: Offer) -> Rating:
        """Return what an offer adds to any itinerary that it is part of."""
        traits = self._traits_of(offer)
        shortfalls = find_shortfalls(self.wants, offer)
        wishes = sum(
            self.wants[each.want].worth for each in shortfalls if self.wants[each.want].strength is Strength.WISH
        )
        return Rating(traits, self.cost(traits) + wishes * self._wish_unit, shortfalls)

    def cost(self, traits: Traits) -> int:
        """Return the generalised cost of these traits; wishes come on top."""
        return sum([weight * traits[place] for place, weight in self._weights if traits[place]])

    def _traits_of(self, offer: Offer) -> Traits:
        match offer:
            case FlightOffer():
                segments = [segment for flight_slice in offer.slices for segment in flight_slice.segments]
                preferred = self._preferred
                others = sum(each.marketing_carrier not in preferred for each in segments) if preferred else 0
                return self._of_transport(offer)._replace(other_carriers=others)
            case RailOffer():
                return self._of_transport(offer)
            case StayOffer():
                near = _NEAR if _is_to_be_near(self._request.stays[offer.stay_index]) else 1
                return Traits(
                    price=offer.price.amount,
                    centre_metre_nights=near * distance_of(offer, self._request) * offer.nights,
                    missing_star_nights=(5 - (offer.stars or 1)) * offer.nights,
                    no_refunds=int(offer.refundability is Refundability.NONE),
                )
            case CarOffer():
                return Traits(price=offer.price.amount, no_refunds=int(offer.refundability is Refundability.NONE))

    def _of_transport(self, offer: TransportOffer) -> Traits:
        seconds = connections = unsocial = lower = 0
        for place, flown in list_rides(offer):
            asked, segments = self._request.slices[place].cabin, flown.segments
            seconds += flown.duration
            connections += len(segments) - 1
            unsocial += _count_unsocial(flown)
            if asked is not Cabin.ECONOMY:
                lower += sum(cabins_below(asked, segment.cabin, offer) for segment in segments)
        return Traits(
            price=offer.price.amount,
            seconds=seconds,
            connections=connections,
            unsocial=unsocial,
            co2_grams=offer.co2_grams,
            lower_cabins=lower,
            no_refunds=int(offer.refundability is Refundability.NONE),
        )


def add_traits(all_traits: Iterable[Traits]) -> Traits:
    """Return the sum of each trait."""
    return Traits(*map(sum, zip(Traits(), *all_traits, strict=True)))


def describe(option: Option, traits: Traits, least: Traits) -> list[str]:
    """Return what speaks for and against an option, in plain words; `least` holds the least price, seconds and CO2 of
    all options that lack as few beds as can be, and that number of beds."""
    words = []
    if traits.price == least.price and traits.missing_beds == least.missing_beds:
        words.append("cheapest")
    if option.transport:
        words += _describe_journey(option, traits, least)
    words += [f"{stay.distance_to_centre_metres / 1000:.1f} km from the centre" for stay in option.stays]
    if traits.no_refunds:
        words.append("cannot be refunded in full or in part" if _nothing_back(option) else "only partly refundable")
    return words


def _describe_journey(option: Option, traits: Traits, least: Traits) -> list[str]:
    words = []
    if traits.seconds == least.seconds:
        words.append("shortest journey")
    if traits.co2_grams == least.co2_grams:
        words.append("lowest CO2")
    changed = f"change{'s' * (traits.connections > 1)} of {_name_vehicles(option)}"
    words.append(f"{traits.connections or 'no'} {changed}")
    if traits.unsocial:
        words.append("departs before 06:00 or arrives between 23:00 and 06:00")
    if traits.other_carriers:
        words.append("not all flights with a preferred carrier")
    if traits.lower_cabins:
        words.append("in a lower cabin than requested")
    if len(option.transport) > 1:
        words.append(f"{len(option.transport)} separate tickets")
    return words


def _name_vehicles(option: Option) -> str:
    if not option.rail:
        return "aircraft"
    return "aircraft or train" if option.flights else "train"


def _weights(per_minor: Fraction, unit: int, worth: TradeOffs, travellers: int) -> Traits:
    """Return what one of each trait costs, in units."""
    return Traits(
        price=int(per_minor * unit),
        seconds=travellers * worth.hour * unit // 3600,
        connections=travellers * worth.connection * unit,
        unsocial=travellers * worth.unsocial_time * unit,
        co2_grams=worth.co2_tonne * unit // 1_000_000,
        centre_metre_nights=worth.centre_kilometre * unit // 1000,
        missing_star_nights=worth.star * unit,
        other_carriers=travellers * worth.non_preferred_carrier * unit,
        lower_cabins=travellers * worth.lower_cabin * unit,
        no_refunds=worth.non_refundable * unit,
    )


def _is_to_be_near(stay: StayRequest) -> bool:
    return stay.near_centre or (stay.near is not None and stay.near.point is not None)


def _count_unsocial(flown: Slice | RailSlice) -> int:
    """Return how many of a slice's two ends lie in the night there: off before 06:00, or there from 23:00 to
    06:00."""
    first, last = flown.segments[0], flown.segments[-1]
    leaves = local_time(first.departs_at, first.origin_timezone).hour
    comes = local_time(last.arrives_at, last.destination_timezone).hour
    return int(leaves < _MORNING) + int(comes >= _NIGHT or comes < _MORNING)


def _nothing_back(option: Option) -> bool:
    return all(component.refundability is Refundability.NONE for component in option.components)
