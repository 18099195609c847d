"""Who pays what of a trip: the price of each component is divided among the travellers, and what each of them pays is
charged to a cost centre."""

from collections.abc import Collection, Iterable, Sequence

from chalicelib.domain.money import Money, divide, total
from chalicelib.domain.trip_requests.trip_request import TripRequest


def places_by_cost_centre(request: TripRequest) -> dict[str, tuple[int, ...]]:
    """Return which travellers, by their place in the request, are charged to which cost centre; the first traveller's
    comes first."""
    return {
        cost_centre: tuple(place for place, each in enumerate(request.charged) if each == cost_centre)
        for cost_centre in dict.fromkeys(request.charged)
    }


def divide_by_place(request: TripRequest, amounts: Iterable[Money], currency: str) -> tuple[Money, ...]:
    """Return what each traveller pays, by their place, of amounts of which each is divided among all of them.

    A component is divided by itself, so that no traveller pays more of anything when nothing costs more, and a credit
    for one component pays no more than its traveller does.
    """
    divided = [divide(amount, len(request.travellers)) for amount in amounts]
    return tuple(total((shares[place] for shares in divided), currency) for place in range(len(request.travellers)))


def share_of_travellers(
    request: TripRequest, amounts: Iterable[Money], currency: str, places: Collection[int]
) -> Money:
    """Return what these travellers, by their places, pay of the amounts."""
    paid = divide_by_place(request, amounts, currency)
    return total((paid[place] for place in places), currency)


def charge_cost_centres(request: TripRequest, paid: Sequence[Money], currency: str) -> dict[str, Money]:
    """Return what each cost centre pays when each traveller, by their place, pays this."""
    return {
        cost_centre: total((paid[place] for place in places), currency)
        for cost_centre, places in places_by_cost_centre(request).items()
    }


def divide_by_cost_centre(request: TripRequest, amounts: Iterable[Money], currency: str) -> dict[str, Money]:
    """Return what each cost centre pays of the amounts; together they pay exactly that."""
    return charge_cost_centres(request, divide_by_place(request, amounts, currency), currency)
