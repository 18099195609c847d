"""What the sandbox's fares include: their names, what comes back, bags and the choice of a seat, by brand, cabin and
kind of airline. Of the order of what network and low-cost carriers publish, and nobody's own."""

from chalicelib.domain.offers.terms import BagAllowance, Refundability, SeatSelection
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.gateways.suppliers.sandbox.fares import FareBrand

REFUNDS = {
    FareBrand.LIGHT: Refundability.NONE,
    FareBrand.STANDARD: Refundability.WITH_FEE,
    FareBrand.FLEX: Refundability.FULL,
}
# Bags on board and checked. A low-cost airline's light fare is for what goes under the seat.
_LOW_COST_BAGS = {FareBrand.LIGHT: (0, 0), FareBrand.STANDARD: (1, 0), FareBrand.FLEX: (1, 1)}
_ECONOMY_BAGS = {FareBrand.LIGHT: (1, 0), FareBrand.STANDARD: (1, 1), FareBrand.FLEX: (1, 1)}
# What each checked bag may weigh; those of the cabins that are not here, 32 kg.
_KILOGRAMS = {Cabin.ECONOMY: 23, Cabin.PREMIUM_ECONOMY: 23}
_HEAVY_KILOGRAMS = 32
_CABIN_BAGS = {Cabin.PREMIUM_ECONOMY: (1, 2), Cabin.BUSINESS: (2, 2), Cabin.FIRST: (2, 3)}


def brands_of(cabin: Cabin) -> tuple[FareBrand, ...]:
    """Return the brands that a cabin is sold in, the cheapest first: none above economy is without a refund."""
    return tuple(FareBrand) if cabin is Cabin.ECONOMY else (FareBrand.STANDARD, FareBrand.FLEX)


def fare_name(cabin: Cabin, brand: FareBrand) -> str:
    """Return what the fare is called: "Economy Light"."""
    return f"{cabin.replace('_', ' ')} {brand}".title()


def bag_allowance(cabin: Cabin, brand: FareBrand, *, low_cost: bool) -> BagAllowance:
    """Return the bags that a fare of this cabin includes for each traveller."""
    economy = _LOW_COST_BAGS if low_cost else _ECONOMY_BAGS
    on_board, checked = economy[brand] if cabin is Cabin.ECONOMY else _CABIN_BAGS[cabin]
    kilograms = _KILOGRAMS.get(cabin, _HEAVY_KILOGRAMS) if checked else None
    return BagAllowance(cabin=on_board, checked=checked, checked_kilograms=kilograms)


def seat_selection(cabin: Cabin, brand: FareBrand, *, low_cost: bool) -> SeatSelection:
    """Return whether the seat may be chosen: for a fee in the cheapest fares, with a low-cost airline in all but its
    flexible one."""
    costs = brand is FareBrand.LIGHT or (low_cost and brand is FareBrand.STANDARD)
    return SeatSelection.FOR_A_FEE if cabin is Cabin.ECONOMY and costs else SeatSelection.INCLUDED
