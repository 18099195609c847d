"""A rule of every kind that is broken by all that it speaks of, and what that is in each shape of trips."""

from dataclasses import dataclass, field

import msgspec

from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Slice
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.policies.rules.cabins import CabinBand, CabinByDuration
from chalicelib.domain.policies.rules.carriers import BarredCarriers, Carrier, PreferredCarriers
from chalicelib.domain.policies.rules.cars import CarBand, HighestCarCategory
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.policies.rules.fares import FareBand, FareCap
from chalicelib.domain.policies.rules.hotels import HotelStars, NightlyCap, StayLength
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.policies.rules.people import TravellingTogether
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.policies.rules.rail import RailClassByDuration
from chalicelib.domain.policies.rules.routes import ShortRoute
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.trip_requests.trip_request import Cabin, CarCategory, TripRequest
from chalicelib.domain.verdict import Action
from tests.unit.domain.policies.policy_shapes import (
    SHAPES,
    first_class,
    itinerary,
)
from tests.unit.policy_samples import crowd, euros

NOTE = Action.NOTE
WITH_FLIGHTS = frozenset({"there and back", "split tickets", "rail out and air back", "open jaw", "eight slices"})
WITH_STAYS = frozenset({"there and back", "split tickets", "hotel alone", "rail out and air back", "open jaw"})
ABROAD = frozenset({"there and back", "split tickets", "open jaw", "eight slices"})
ALL = frozenset(SHAPES)


@dataclass(frozen=True)
class Expected:
    """A rule that is broken by everything that it speaks of: on which shapes, and which it is about beforehand."""

    rule: AnyRule
    breaks: frozenset[str]
    named: dict[str, str] = field(default_factory=dict)
    about: frozenset[str] | None = None


EVERYTHING = [
    Expected(
        CabinByDuration(clause="1.1", action=NOTE, bands=(CabinBand(from_seconds=0, cabin=Cabin.ECONOMY),)),
        WITH_FLIGHTS,
    ),
    Expected(RailClassByDuration(clause="1.1", action=NOTE), frozenset({"rail out and air back"})),
    Expected(FareCap(clause="1.1", action=NOTE, bands=(FareBand(from_metres=0, amounts=(euros(1),)),)), WITH_FLIGHTS),
    Expected(NightlyCap(clause="1.1", action=NOTE, default=(euros(1),)), WITH_STAYS),
    Expected(HotelStars(clause="1.1", action=NOTE, max_stars=2), WITH_STAYS),
    Expected(StayLength(clause="1.1", action=NOTE, max_nights=1), WITH_STAYS, dict.fromkeys(WITH_STAYS, "2 nights")),
    Expected(
        HighestCarCategory(clause="1.1", action=NOTE, bands=(CarBand(from_travellers=1, category=CarCategory.MINI),)),
        frozenset({"car alone"}),
    ),
    Expected(TotalCap(clause="1.1", action=NOTE, amounts=(euros(1),)), ALL),
    Expected(BudgetAvailable(clause="1.1", action=NOTE), ALL),
    Expected(AdvanceBooking(clause="1.1", action=NOTE, min_days=360), ALL),
    Expected(AdvanceBooking(clause="1.1", action=NOTE, min_days=360, scope="domestic"), ALL - ABROAD),
    Expected(AdvanceBooking(clause="1.1", action=NOTE, min_days=360, scope="international"), ABROAD),
    Expected(PreferredCarriers(clause="1.1", action=NOTE, carriers=(Carrier(code="BA", name="BA"),)), WITH_FLIGHTS),
    Expected(BarredCarriers(clause="1.1", action=NOTE, carriers=(Carrier(code="LH", name="LH"),)), WITH_FLIGHTS),
    Expected(
        DestinationApproval(clause="1.1", action=NOTE, reason="far", countries=("GB", "FR", "NG")),
        ABROAD | {"hotel alone"},
        {
            **dict.fromkeys(("there and back", "split tickets", "hotel alone"), "London"),
            "open jaw": "London, Paris",
            "eight slices": "London, Paris, Lagos",
        },
    ),
    Expected(
        ShortRoute(clause="1.1", action=NOTE, min_metres=300_000),
        frozenset({"rail out and air back", "eight slices"}),
        dict.fromkeys(("rail out and air back", "eight slices"), "255 km"),
    ),
    Expected(
        Refundable(clause="1.1", action=NOTE, component_kind=ComponentKind.FLIGHT, above=(euros(1),)), WITH_FLIGHTS
    ),
    Expected(
        Refundable(clause="1.1", action=NOTE, component_kind=ComponentKind.RAIL, above=(euros(1),)),
        frozenset({"rail out and air back"}),
    ),
    Expected(Refundable(clause="1.1", action=NOTE, component_kind=ComponentKind.STAY, above=(euros(1),)), WITH_STAYS),
    Expected(
        Refundable(clause="1.1", action=NOTE, component_kind=ComponentKind.CAR, above=(euros(1),)),
        frozenset({"car alone"}),
    ),
    Expected(
        TravellingTogether(clause="1.1", action=NOTE, max_travellers=1),
        WITH_FLIGHTS,
        dict.fromkeys(WITH_FLIGHTS, "2 travellers"),
    ),
    Expected(PurposeStated(clause="1.1", action=NOTE), ALL),
    Expected(PurposeStated(clause="1.1", action=NOTE, scope="international"), ABROAD),
    Expected(OverlappingTrip(clause="1.1", action=NOTE), frozenset(), about=ALL),
]


def grand(shape: str) -> tuple[TripRequest, Option]:
    """A trip of this shape that two take for no purpose, in the best class there is, and nothing refundable."""
    request, chosen = SHAPES[shape]
    components = [_grand(each) for each in chosen.components]
    return msgspec.structs.replace(request, travellers=crowd(2), purpose=None), itinerary(*components)


def _grand(offer: Offer) -> Offer:
    fixed = msgspec.structs.replace(offer, refundability=Refundability.NONE)
    if isinstance(fixed, RailOffer):
        return first_class(fixed)
    if not isinstance(fixed, FlightOffer):
        return fixed
    slices = [
        tuple(msgspec.structs.replace(one, cabin=Cabin.BUSINESS) for one in each.segments) for each in fixed.slices
    ]
    return msgspec.structs.replace(fixed, slices=tuple(Slice(segments=each) for each in slices))
