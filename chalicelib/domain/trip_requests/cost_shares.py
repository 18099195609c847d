"""Who pays what of a trip: its price is divided among the travellers, and each share is charged to a cost centre."""

from collections.abc import Collection

from chalicelib.domain.money import Money, divide, total
from chalicelib.domain.trip_requests.trip_request import TripRequest


def places_by_cost_centre(request: TripRequest) -> dict[str, tuple[int, ...]]:
    """Return which travellers, by their place in the request, are charged to which cost centre; the first traveller's
    comes first."""
    return {
        cost_centre: tuple(place for place, each in enumerate(request.charged) if each == cost_centre)
        for cost_centre in dict.fromkeys(request.charged)
    }


def share_of_travellers(request: TripRequest, whole: Money, places: Collection[int]) -> Money:
    """Return what these travellers, by their places, pay of the whole."""
    shares = divide(whole, len(request.travellers))
    return total((share for place, share in enumerate(shares) if place in places), whole.currency)


def divide_by_cost_centre(request: TripRequest, whole: Money) -> dict[str, Money]:
    """Return what each cost centre pays of the whole; together they pay exactly that."""
    return {
        cost_centre: share_of_travellers(request, whole, places)
        for cost_centre, places in places_by_cost_centre(request).items()
    }
