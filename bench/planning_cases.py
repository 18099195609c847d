"""A trip with hundreds of offers a slice and a policy of twenty rules, as `bench.planning` plans it."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Slice, StayOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.planning.judging import PolicyJudge
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.cabins import CabinBand, CabinByDuration
from chalicelib.domain.policies.rules.carriers import BarredCarriers, Carrier, PreferredCarriers
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.policies.rules.hotels import CityCap, CountryCap, HotelStars, NightlyCap, StayLength
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.policies.rules.people import TravellingTogether
from chalicelib.domain.policies.rules.routes import ShortRoute
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.trip_requests.preferences import ComponentKind, MostStops, RefundableComponents, Strength
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, TripRequest
from chalicelib.domain.verdict import Action
from tests.unit.policy_samples import BERLIN, LONDON, TODAY, euros, flight, left, policy, segment, stay, trip

FIRST_DAY = date(2027, 3, 3)
_WISHES = (
    MostStops(strength=Strength.WISH, stops=0),
    RefundableComponents(strength=Strength.WISH, kinds=(ComponentKind.FLIGHT,)),
)


class PlanningCase(NamedTuple):
    """What is offered for a trip, the trip, and who judges it: what `plan` takes."""

    offers: list[Offer]
    request: TripRequest
    policy: Policy
    judge: PolicyJudge


def there_and_back(fares: int, beds: int, chance: random.Random, *, is_tight: bool = False) -> PlanningCase:
    """Berlin to London and back with a hotel: so many one-way fares each way, so many rooms, and two wishes. Where it
    is tight, what is better costs more, so that hardly an offer is worse than another in everything."""
    request = trip(preferences=_WISHES)
    offers: list[Offer] = [
        *(_fare(chance, f"out{number:03}", 0, FIRST_DAY) for number in range(fares)),
        *(_fare(chance, f"home{number:03}", 1, FIRST_DAY + timedelta(days=2)) for number in range(fares)),
        *(_room(chance, f"room{number:03}") for number in range(beds)),
    ]
    return _case(request, _tighten(offers, chance) if is_tight else offers)


def many_slices(slices: int, fares: int, chance: random.Random, *, is_tight: bool = False) -> PlanningCase:
    """To and fro between Berlin and London, so many slices a day apart: so many fares each."""
    ends = (BERLIN, LONDON)
    request = trip(
        slices=tuple(
            SliceRequest(
                origin=ends[number % 2],
                destination=ends[(number + 1) % 2],
                depart_on=FIRST_DAY + timedelta(days=number),
            )
            for number in range(slices)
        ),
        stays=(),
        preferences=_WISHES,
    )
    offers: list[Offer] = [
        _fare(chance, f"fare{index}{number:03}", index, asked.depart_on)
        for index, asked in enumerate(request.slices)
        for number in range(fares)
    ]
    return _case(request, _tighten(offers, chance) if is_tight else offers)


def _tighten(offers: list[Offer], chance: random.Random) -> list[Offer]:
    return [msgspec.structs.replace(offer, price=_worth_of(offer, chance)) for offer in offers]


def _worth_of(offer: Offer, chance: random.Random) -> Money:
    """A price that rises with whatever speaks for an offer."""
    worth = chance.randrange(60) + 2_000 * (offer.refundability is not Refundability.NONE)
    match offer:
        case FlightOffer():
            seconds = sum(each.duration for each in offer.slices)
            worth += 30_000 - seconds + (140_000 - offer.co2_grams) // 8
        case StayOffer():
            worth += 40_000 - 2 * offer.distance_to_centre_metres + 3_000 * (offer.stars or 1)
    return Money(amount=max(3_000, worth), currency="EUR")


def _case(request: TripRequest, offers: list[Offer]) -> PlanningCase:
    rules, budgets = twenty_rules(), left(euros(2_500))

    def evaluate(options: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(
            msgspec.structs.replace(each, verdict=judge(each, request, rules, today=TODAY, budgets=budgets))
            for each in options
        )

    return PlanningCase(offers, request, rules, PolicyJudge(request, rules, evaluate, today=TODAY, budgets=budgets))


def twenty_rules() -> Policy:
    """Rules of every family, separable ones and those on the whole trip, notes and denials."""

    def carriers(*codes: str) -> tuple[Carrier, ...]:
        return tuple(Carrier(code=code, name=code) for code in codes)

    def bands(*amounts: int) -> tuple[FareBand, ...]:
        starts = (0, 1_500_000, 4_000_000)
        return tuple(
            FareBand(from_metres=start, amounts=(euros(most),)) for start, most in zip(starts, amounts, strict=True)
        )

    cities = tuple(CityCap(city=name, country="GB", amounts=(euros(220),)) for name in ("Leeds", "Bath", "London"))
    economy = CabinBand(from_seconds=0, cabin=Cabin.ECONOMY)
    comfort = CabinBand(from_seconds=0, cabin=Cabin.PREMIUM_ECONOMY)
    rules: tuple[AnyRule, ...] = (
        CabinByDuration(clause="1.1", action=Action.APPROVE, bands=(economy,)),
        CabinByDuration(clause="1.1", action=Action.DENY, bands=(comfort,)),
        FareCap(clause="1.2", action=Action.APPROVE, bands=bands(300, 400, 800)),
        FareCap(clause="1.2", action=Action.DENY, bands=bands(1_500, 2_000, 4_000)),
        NightlyCap(
            clause="1.3",
            action=Action.APPROVE,
            default=(euros(150),),
            countries=(CountryCap(country="DE", amounts=(euros(140),)),),
            cities=cities,
        ),
        NightlyCap(clause="1.3", action=Action.DENY, default=(euros(600),)),
        HotelStars(clause="1.4", action=Action.NOTE, max_stars=4),
        StayLength(clause="1.4", action=Action.APPROVE, max_nights=14),
        TotalCap(clause="1.5", action=Action.APPROVE, amounts=(euros(900),)),
        TotalCap(clause="1.5", action=Action.DENY, amounts=(euros(5_000),)),
        BudgetAvailable(clause="1.5", action=Action.DENY),
        PreferredCarriers(clause="1.6", action=Action.NOTE, carriers=carriers("LH", "BA")),
        BarredCarriers(clause="1.6", action=Action.DENY, carriers=carriers("QQ")),
        Refundable(clause="1.7", action=Action.APPROVE, component_kind=ComponentKind.FLIGHT, above=(euros(280),)),
        Refundable(clause="1.7", action=Action.NOTE, component_kind=ComponentKind.STAY, above=(euros(500),)),
        DestinationApproval(clause="1.8", action=Action.APPROVE, reason="security", countries=("AF", "SY")),
        ShortRoute(clause="1.8", action=Action.APPROVE, min_metres=400_000),
        AdvanceBooking(clause="1.9", action=Action.NOTE, min_days=14),
        TravellingTogether(clause="1.9", action=Action.APPROVE, max_travellers=4),
        OverlappingTrip(clause="1.9", action=Action.NOTE),
    )
    return policy(*rules)


def _fare(chance: random.Random, offer_id: str, index: int, day: date) -> FlightOffer:
    cabin = chance.choices([Cabin.ECONOMY, Cabin.PREMIUM_ECONOMY, Cabin.BUSINESS], [80, 12, 8])[0]
    stops = chance.choices([0, 1], [60, 40])[0]
    departs_at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC) + timedelta(minutes=5 * chance.randrange(180))
    carrier, number = chance.choice(["LH", "BA", "U2", "FR", "KL"]), str(chance.randrange(100, 999))
    first = segment(60 * chance.randrange(60, 130), cabin, carrier, departs_at, number)
    changed_at = first.arrives_at + timedelta(minutes=chance.randrange(45, 120))
    change = segment(60 * chance.randrange(60, 130), cabin, carrier, changed_at, number)
    ends = ("BER", "LHR") if index % 2 == 0 else ("LHR", "BER")
    segments = (first, change)[: 1 + stops]
    known = tuple(msgspec.structs.replace(each, origin=ends[0], destination=ends[1]) for each in segments)
    price = int(chance.lognormvariate(4.6, 0.5) * 100 * (1 + 1.5 * (cabin is Cabin.BUSINESS)))
    return flight(
        offer_id,
        Money(amount=price, currency="EUR"),
        (Slice(segments=known),),
        slice_indexes=(index,),
        cabin=cabin,
        co2_grams=chance.randrange(80_000, 140_000),
        refundability=chance.choices(list(Refundability), [60, 25, 15])[0],
    )


def _room(chance: random.Random, offer_id: str) -> StayOffer:
    stars = chance.choice([None, 2, 3, 3, 4, 4, 5])
    price = int(chance.lognormvariate(5.4, 0.35) * 100)
    return stay(
        offer_id,
        Money(amount=price, currency="EUR"),
        name=f"Hotel {chance.randrange(30)}",
        stars=stars,
        distance_to_centre_metres=chance.randrange(200, 9_000),
        refundability=chance.choices(list(Refundability), [40, 10, 50])[0],
    )
