"""Every kind of rule that a policy may hold; its JSON says which it is by `rule`."""

from chalicelib.domain.policies.rules.cabins import CabinByDuration
from chalicelib.domain.policies.rules.carriers import BarredCarriers, PreferredCarriers
from chalicelib.domain.policies.rules.cars import HighestCarCategory
from chalicelib.domain.policies.rules.destinations import DestinationApproval
from chalicelib.domain.policies.rules.fares import FareCap
from chalicelib.domain.policies.rules.hotels import HotelStars, NightlyCap, StayLength
from chalicelib.domain.policies.rules.money import BudgetAvailable, Refundable, TotalCap
from chalicelib.domain.policies.rules.people import TravellingTogether
from chalicelib.domain.policies.rules.purposes import PurposeStated
from chalicelib.domain.policies.rules.rail import RailClassByDuration
from chalicelib.domain.policies.rules.routes import ShortRoute
from chalicelib.domain.policies.rules.timing import AdvanceBooking
from chalicelib.domain.policies.rules.trips import OverlappingTrip

AnyRule = (
    CabinByDuration
    | RailClassByDuration
    | FareCap
    | NightlyCap
    | TotalCap
    | BudgetAvailable
    | AdvanceBooking
    | PreferredCarriers
    | BarredCarriers
    | DestinationApproval
    | ShortRoute
    | Refundable
    | HotelStars
    | StayLength
    | HighestCarCategory
    | TravellingTogether
    | PurposeStated
    | OverlappingTrip
)
