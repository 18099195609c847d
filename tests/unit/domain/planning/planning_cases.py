"""Small random trips with their offers and policies, of few different figures, so that ties, offers that another beats,
missed connections and violations of every kind are frequent."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer, RentalStation
from chalicelib.domain.offers.offers import Offer, Option, Overlap, OverlapKind, Slice, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSegment, RailSlice, Station
from chalicelib.domain.offers.terms import BagAllowance, Refundability, SeatSelection
from chalicelib.domain.planning.judging import Beside, PolicyJudge
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.cabins import CabinBand, CabinByDuration
from chalicelib.domain.policies.rules.carriers import BarredCarriers, Carrier, PreferredCarriers
from chalicelib.domain.policies.rules.hotels import HotelStars, NightlyCap, StayLength
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.trip_requests.preferences import (
    Alliance,
    AnyPreference,
    CabinAsRequested,
    CheckedBags,
    ComponentKind,
    MostStops,
    NearPlace,
    NoOvernight,
    RefundableComponents,
    SeatChoice,
    SeatPosition,
    Strength,
    TimeWindow,
    WithCarriers,
)
from chalicelib.domain.trip_requests.trip_request import (
    Cabin,
    CarCategory,
    CarRequest,
    SliceRequest,
    StayRequest,
    TravelMode,
    TripRequest,
)
from chalicelib.domain.verdict import Action
from tests.unit.policy_samples import (
    BERLIN,
    HAMBURG,
    LONDON,
    TODAY,
    crowd,
    euros,
    flight,
    left,
    policy,
    segment,
    stay,
    trip,
)

PLACES = (BERLIN, LONDON, HAMBURG)
FIRST_DAY = date(2027, 3, 3)


class PlanningCase(NamedTuple):
    """A trip, what is offered for it, and who judges it."""

    request: TripRequest
    offers: list[Offer]
    policy: Policy
    judge: PolicyJudge


def random_case(chance: random.Random) -> PlanningCase:
    """A trip of up to three slices, two stays and a car, with up to a few thousand itineraries."""
    request = random_request(chance)
    offers = random_offers(chance, request, most=chance.choice([3, 4, 7]))
    rules = random_policy(chance)
    return PlanningCase(request, offers, rules, judge_of(request, rules, chance))


def judge_of(request: TripRequest, rules: Policy, chance: random.Random) -> PolicyJudge:
    budgets = left(euros(chance.choice([150, 600, 5_000])))
    taken = chance.choice(["none", "none", "f1", "f3", "s0"])

    def evaluate(options: tuple[Option, ...]) -> tuple[Option, ...]:
        return tuple(
            msgspec.structs.replace(each, verdict=judge(each, request, rules, today=TODAY, budgets=budgets))
            for each in map(with_overlaps, options)
        )

    def with_overlaps(option: Option) -> Option:
        return _with_overlaps(option, taken)

    beside = Beside(with_overlaps=with_overlaps)
    return PolicyJudge(request, rules, evaluate, today=TODAY, budgets=budgets, beside=beside)


def _with_overlaps(option: Option, taken: str) -> Option:
    if not any(offer.offer_id.startswith(taken) for offer in option.components):
        return option
    return msgspec.structs.replace(
        option, overlaps=(Overlap(kind=OverlapKind.OVERLAPPING_DATES, traveller="Anna Muster"),)
    )


def random_request(chance: random.Random) -> TripRequest:
    count = chance.choice([0, 1, 2, 2, 2, 3])
    day, slices = FIRST_DAY, []
    for number in range(count):
        slices.append(
            SliceRequest(
                origin=PLACES[number % 3],
                destination=PLACES[(number + 1) % 3],
                depart_on=day,
                mode=chance.choice(list(TravelMode)),
                cabin=chance.choice([Cabin.ECONOMY, Cabin.ECONOMY, Cabin.BUSINESS]),
                departure=chance.choice([None, None, TimeWindow(not_before="09:00", strength=_strength(chance))]),
            )
        )
        day += timedelta(days=chance.choice([0, 1, 1, 2]))
    stays = tuple(_random_stay(chance, count) for _ in range(chance.choice([0, 1, 1, 2])))
    cars = (_car_request(),) if chance.random() < 0.3 or not (slices or stays) else ()
    return trip(
        slices=tuple(slices),
        stays=stays,
        cars=cars,
        travellers=crowd(chance.choice([1, 1, 2])),
        preferences=tuple(_random_preference(chance) for _ in range(chance.choice([0, 0, 1, 2, 3]))),
    )


def _strength(chance: random.Random) -> Strength:
    return chance.choice(list(Strength))


def _random_stay(chance: random.Random, slices: int) -> StayRequest:
    check_in = FIRST_DAY + timedelta(days=chance.choice([0, 0, 1]))
    return StayRequest(
        place=LONDON,
        check_in=check_in,
        check_out=check_in + timedelta(days=2),
        arrives_by=chance.choice([None, *range(slices)]) if slices else None,
        begins_on_arrival=chance.random() < 0.5,
        nightly_cap=chance.choice([None, None, euros(100)]),
        near_centre=chance.random() < 0.3,
        min_stars=chance.choice([None, None, 4]),
        refundable=chance.random() < 0.2,
    )


def _car_request() -> CarRequest:
    return CarRequest(
        pick_up=LONDON,
        pick_up_on=FIRST_DAY,
        pick_up_at="10:00",
        drop_off=LONDON,
        drop_off_on=FIRST_DAY + timedelta(days=2),
        drop_off_at="10:00",
    )


def _random_preference(chance: random.Random) -> AnyPreference:
    strength = _strength(chance)
    kinds: list[Callable[[], AnyPreference]] = [
        lambda: MostStops(strength=strength, stops=0),
        lambda: NoOvernight(strength=strength),
        lambda: CabinAsRequested(strength=strength, slices=(0,)),
        lambda: WithCarriers(strength=strength, carriers=("LH",)),
        lambda: WithCarriers(strength=strength, alliance=Alliance.STAR_ALLIANCE),
        lambda: RefundableComponents(strength=strength),
        lambda: CheckedBags(strength=strength, bags=1),
        lambda: SeatChoice(strength=strength, position=SeatPosition.AISLE),
        lambda: NearPlace(strength=strength, within_metres=1_000),
    ]
    return chance.choice(kinds)()


def random_offers(chance: random.Random, request: TripRequest, most: int = 4) -> list[Offer]:
    """Fares of each slice, of two slices and of all, stays of each night that one may come in, and cars."""
    indexes = range(len(request.slices))
    blocks: list[tuple[int, ...]] = [(index,) for index in indexes]
    if len(indexes) > 1:
        blocks += [tuple(indexes), (0, len(indexes) - 1)]
    offers: list[Offer] = []
    for block in dict.fromkeys(blocks):
        for _ in range(chance.randint(1 if len(block) == 1 else 0, most)):
            offers.append(_random_fare(chance, request, block, len(offers)))
    for index, asked in enumerate(request.stays):
        for _ in range(chance.choice([0, 1, 2, most])):
            offers.append(_random_bed(chance, asked, index, len(offers)))
    for index in range(len(request.cars)):
        for _ in range(chance.randint(1, most)):
            offers.append(_random_car(chance, index, len(offers)))
    chance.shuffle(offers)
    return offers


def _price(chance: random.Random) -> Money:
    return euros(chance.choice([60, 90, 100, 110, 250]))


def _random_fare(chance: random.Random, request: TripRequest, block: tuple[int, ...], number: int) -> Offer:
    common: dict[str, Any] = {
        "offer_id": f"f{number}",
        "slice_indexes": block,
        "price": _price(chance) * len(block),
        "refundability": chance.choice(list(Refundability)),
        "co2_grams": chance.choice([50_000, 100_000]),
        "seat_selection": chance.choice(list(SeatSelection)),
    }
    rides = [_random_times(chance, request.slices[index].depart_on) for index in block]
    if len(block) == 1 and chance.random() < 0.3:
        return _rail(rides[0], chance.choice([Cabin.ECONOMY, Cabin.FIRST]), common)
    cabin = chance.choice([Cabin.ECONOMY, Cabin.ECONOMY, Cabin.BUSINESS])
    slices = tuple(
        Slice(
            segments=tuple(
                segment(seconds, cabin, chance.choice(["LH", "BA", "XX"]), departs_at, str(number))
                for departs_at, seconds in ride
            )
        )
        for ride in rides
    )
    bags = chance.choice([None, BagAllowance(cabin=1, checked=0), BagAllowance(cabin=1, checked=1)])
    return flight(**{**common, "slices": slices, "cabin": cabin, "bags": bags})


def _random_times(chance: random.Random, day: date) -> list[tuple[datetime, int]]:
    departs_at = datetime.combine(day, time(chance.choice([6, 8, 13, 21, 23])), UTC)
    ride = [(departs_at, chance.choice([3_600, 7_200, 14_400]))]
    if chance.random() < 0.4:
        ride.append((departs_at + timedelta(hours=5), chance.choice([3_600, 7_200])))
    return ride


def _rail(ride: list[tuple[datetime, int]], cabin: Cabin, common: dict[str, Any]) -> RailOffer:
    station = Station(code="8011160", name="Berlin Hbf", country="DE")
    segments = tuple(
        RailSegment(
            operator="DB",
            train=f"ICE {common['offer_id']}",
            origin=station,
            destination=station,
            departs_at=departs_at,
            arrives_at=departs_at + timedelta(seconds=seconds),
            origin_timezone="Europe/Berlin",
            destination_timezone="Europe/Berlin",
            distance_metres=280_000,
            cabin=cabin,
        )
        for departs_at, seconds in ride
    )
    expires_at = datetime.combine(FIRST_DAY - timedelta(days=30), time(), UTC)
    known = {**common, "supplier": "sandbox", "cancellation_fee": None, "expires_at": expires_at}
    return RailOffer(**known, slices=(RailSlice(segments=segments),), cabin=cabin, fare="Flexible")


def _random_bed(chance: random.Random, asked: StayRequest, index: int, number: int) -> StayOffer:
    check_in = asked.check_in + timedelta(days=chance.choice([-1, 0, 0, 0, 1]))
    return stay(
        f"s{number}",
        _price(chance),
        name=f"Hotel {chance.randint(0, 2)}",
        stay_index=index,
        check_in=check_in,
        check_out=asked.check_out,
        stars=chance.choice([None, 3, 5]),
        distance_to_centre_metres=chance.choice([500, 2_000]),
        refundability=chance.choice(list(Refundability)),
    )


def _random_car(chance: random.Random, index: int, number: int) -> CarOffer:
    where = RentalStation(
        name="London", city="London", country="GB", latitude=51.5, longitude=-0.1, timezone="Europe/London"
    )
    price = _price(chance)
    moment = datetime.combine(FIRST_DAY, time(10), UTC)
    return CarOffer(
        offer_id=f"c{number}",
        supplier="sandbox",
        price=price,
        refundability=chance.choice(list(Refundability)),
        cancellation_fee=None,
        expires_at=moment - timedelta(days=30),
        company="Sample Cars",
        model="Volkswagen Golf",
        category=CarCategory.COMPACT,
        acriss="CDMR",
        seats=5,
        automatic=False,
        pick_up=where,
        drop_off=where,
        pick_up_at=moment,
        drop_off_at=moment + timedelta(days=2),
        car_index=index,
        days=2,
        daily=price,
    )


def random_policy(chance: random.Random) -> Policy:
    """A policy of some rules of some actions."""
    carriers = (Carrier(code="LH", name="Lufthansa"),)
    kinds: list[Callable[[Action], AnyRule]] = [
        lambda action: CabinByDuration(
            clause="1.1", action=action, bands=(CabinBand(from_seconds=0, cabin=Cabin.ECONOMY),)
        ),
        lambda action: PreferredCarriers(clause="1.2", action=action, carriers=carriers),
        lambda action: BarredCarriers(clause="1.3", action=action, carriers=(Carrier(code="XX", name="Nobody"),)),
        lambda action: NightlyCap(clause="1.4", action=action, default=(euros(50),)),
        lambda action: HotelStars(clause="1.5", action=action, max_stars=4),
        lambda action: StayLength(clause="1.6", action=action, max_nights=1),
        lambda action: Refundable(clause="1.7", action=action, component_kind=ComponentKind.FLIGHT, above=(euros(95),)),
        lambda action: TotalCap(clause="1.8", action=action, amounts=(euros(chance.choice([200, 300, 500])),)),
        lambda action: BudgetAvailable(clause="1.9", action=action),
        lambda action: OverlappingTrip(clause="1.1", action=action),
    ]
    count = chance.randint(0, 5)
    return policy(*(kind(chance.choice(list(Action))) for kind in chance.sample(kinds, count)))
