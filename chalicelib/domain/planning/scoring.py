"""What makes one option better than another: whole numbers of which less is always better, and what each is worth."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Option, Refundability, Slice, StayOffer
from chalicelib.domain.policies.document import Policy, TradeOffs
from chalicelib.domain.policies.rules.carriers import PreferredCarriers
from chalicelib.domain.trip_requests.trip_request import TripRequest

_MORNING, _NIGHT = time(6), time(23)

# A request for a hotel near the centre makes every kilometre count this many times.
_NEAR_CENTRE = 3


class Traits(NamedTuple):
    """The traits by which options are compared; `price` is the whole price in minor units of the request's currency."""

    price: int
    seconds: int
    connections: int
    unsocial: int
    co2_grams: int
    centre_metre_nights: int
    missing_star_nights: int
    other_carriers: int
    lower_cabins: int
    no_refunds: int
    missing_beds: int = 0


def reader(request: TripRequest, policy: Policy) -> Callable[[Option], Traits]:
    """Return a function that reads an option's traits; it remembers each offer, for many options share one."""
    preferred = {
        carrier.code for rule in policy.rules if isinstance(rule, PreferredCarriers) for carrier in rule.carriers
    }
    seen: dict[str, Traits] = {}

    def read(option: Option) -> Traits:
        traits = []
        for component in option.components:
            if component.offer_id not in seen:
                seen[component.offer_id] = (
                    _of_flight(component, request, preferred)
                    if isinstance(component, FlightOffer)
                    else _of_stay(component)
                )
            traits.append(seen[component.offer_id])
        together = Traits(*(sum(values) for values in zip(*traits, strict=True)))
        return together._replace(missing_beds=option.unoffered_nights)

    return read


def cost(price: Money, traits: Traits, request: TripRequest, worth: TradeOffs) -> int:
    """Return the generalised cost in 1/3600 of a minor unit of the policy's currency, `price` being the price in it.

    price + travellers x (hours x `hour` + connections x `connection` + unsocial times x `unsocial_time`
    + other carriers x `non_preferred_carrier` + cabins below x `lower_cabin`) + tonnes x `co2_tonne`
    + kilometres x nights x `centre_kilometre` (three times where the request asks for a hotel near the centre)
    + missing stars (four where the supplier says none) x nights x `star` + components without refund x
    `non_refundable`. Whole numbers throughout; thousandths of a metre's or a gram's worth are rounded down.
    """
    near = _NEAR_CENTRE if request.stay is not None and request.stay.near_centre else 1
    each = (
        traits.seconds * worth.hour
        + 3600 * traits.connections * worth.connection
        + 3600 * traits.unsocial * worth.unsocial_time
        + 3600 * traits.other_carriers * worth.non_preferred_carrier
        + 3600 * traits.lower_cabins * worth.lower_cabin
    )
    together = (
        traits.co2_grams * worth.co2_tonne * 3600 // 1_000_000
        + near * traits.centre_metre_nights * worth.centre_kilometre * 3600 // 1000
        + 3600 * traits.missing_star_nights * worth.star
        + 3600 * traits.no_refunds * worth.non_refundable
    )
    return 3600 * price.amount + len(request.travellers) * each + together


def best(all_traits: Iterable[Traits]) -> Traits:
    """Return the least of each trait over all options that lack no more beds than others must."""
    known = list(all_traits)
    fewest = min(traits.missing_beds for traits in known)
    complete = [traits for traits in known if traits.missing_beds == fewest]
    return Traits(*(min(values) for values in zip(*complete, strict=True)))


def describe(option: Option, traits: Traits, least: Traits) -> list[str]:
    """Return what speaks for and against an option, in plain words; `least` holds the best of every trait."""
    words = []
    if traits.price == least.price and traits.missing_beds == least.missing_beds:
        words.append("cheapest")
    if traits.seconds == least.seconds:
        words.append("shortest journey")
    if traits.co2_grams == least.co2_grams:
        words.append("lowest CO2")
    words += [f"{stay.distance_to_centre_metres / 1000:.1f} km from the centre" for stay in option.stays]
    if traits.connections == 0:
        words.append("no change of aircraft")
    else:
        words.append(f"{traits.connections} change{'s' * (traits.connections > 1)} of aircraft")
    if traits.unsocial:
        words.append("departs before 06:00 or arrives between 23:00 and 06:00")
    if traits.other_carriers:
        words.append("not all flights with a preferred carrier")
    if traits.lower_cabins:
        words.append("in a lower cabin than requested")
    if traits.no_refunds:
        words.append("cannot be refunded in full or in part" if _nothing_back(option) else "only partly refundable")
    return words


def _of_flight(flight: FlightOffer, request: TripRequest, preferred: set[str]) -> Traits:
    segments = [segment for flight_slice in flight.slices for segment in flight_slice.segments]
    return Traits(
        price=flight.price.amount,
        seconds=sum(flight_slice.duration for flight_slice in flight.slices),
        connections=len(segments) - len(flight.slices),
        unsocial=sum(_unsocial(flight_slice) for flight_slice in flight.slices),
        co2_grams=flight.co2_grams,
        centre_metre_nights=0,
        missing_star_nights=0,
        other_carriers=sum(segment.marketing_carrier not in preferred for segment in segments) if preferred else 0,
        lower_cabins=sum(max(0, request.cabin.rank - segment.cabin.rank) for segment in segments),
        no_refunds=int(flight.refundability is Refundability.NONE),
    )


def _of_stay(stay: StayOffer) -> Traits:
    return Traits(
        price=stay.price.amount,
        seconds=0,
        connections=0,
        unsocial=0,
        co2_grams=0,
        centre_metre_nights=stay.distance_to_centre_metres * stay.nights,
        missing_star_nights=(5 - (stay.stars or 1)) * stay.nights,
        other_carriers=0,
        lower_cabins=0,
        no_refunds=int(stay.refundability is Refundability.NONE),
    )


def _unsocial(flight_slice: Slice) -> int:
    """Return how many of a slice's two ends lie in the night there: off before 06:00, or there from 23:00 to
    06:00."""
    first, last = flight_slice.segments[0], flight_slice.segments[-1]
    departs, arrives = (
        _local(first.departs_at, first.origin_timezone),
        _local(last.arrives_at, last.destination_timezone),
    )
    return int(departs < _MORNING) + int(arrives >= _NIGHT or arrives < _MORNING)


def _local(moment: datetime, zone: str) -> time:
    return moment.astimezone(ZoneInfo(zone)).time()


def _nothing_back(option: Option) -> bool:
    return all(component.refundability is Refundability.NONE for component in option.components)
