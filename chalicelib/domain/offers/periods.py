"""Which budget period each component of a trip is charged to: the calendar year in which it begins, by the day there.

A slice counts by the day for which it was requested, which is the one on which it is bought to depart: what its carrier
moves into another year later stays charged to the budget that has paid for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.trip_requests.cost_shares import divide_by_cost_centre
from chalicelib.domain.trip_requests.trip_request import TripRequest

# Nobody is longer on the way to a stay than this.
_ARRIVES_WITHIN = timedelta(days=3)


def period_of(offer: Offer, request: TripRequest) -> str:
    """Return the period that a component is charged to as a whole: that of the departure of its first slice, of the
    check-in, or of the pick-up."""
    match offer:
        case FlightOffer() | RailOffer():
            return _year(request.slices[offer.slice_indexes[0]].depart_on)
        case StayOffer():
            return _year(offer.check_in)
        case CarOffer():
            return _year(request.cars[offer.car_index].pick_up_on)


def periods_of(offers: Iterable[Offer], request: TripRequest) -> tuple[str, ...]:
    """Return the periods that some of these components are charged to, in order."""
    return tuple(sorted({period_of(offer, request) for offer in offers}))


def periods_of_request(request: TripRequest) -> tuple[str, ...]:
    """Return the periods that a trip may be charged to before anything is offered for it, in order."""
    return tuple(sorted(set(map(_year, _days_of(request)))))


def charge_budgets(request: TripRequest, priced: Sequence[tuple[Offer, Money]]) -> dict[BudgetKey, Money]:
    """Return what each cost centre pays of components at these prices, by the budget that it is charged to; together
    they pay exactly that. The first traveller's cost centre comes first, and of each the earliest period."""
    by_period = {
        period: [price for offer, price in priced if period_of(offer, request) == period]
        for period in periods_of((offer for offer, _ in priced), request)
    }
    shares = {
        period: divide_by_cost_centre(request, prices, prices[0].currency) for period, prices in by_period.items()
    }
    return {key: shares[key.period][key.cost_centre] for key in budget_keys(request, tuple(shares))}


def budget_keys(request: TripRequest, periods: Sequence[str]) -> tuple[BudgetKey, ...]:
    """Return the budgets of the cost centres that a trip is charged to: the first traveller's come first, and of each
    in the order of these periods."""
    return tuple(BudgetKey(centre, period) for centre in dict.fromkeys(request.charged) for period in periods)


def _days_of(request: TripRequest) -> Iterator[date]:
    """Yield on which days something that is requested may begin: a stay, where its travellers come by a slice, as late
    as they may arrive."""
    yield from (each.depart_on for each in request.slices)
    for stay in request.stays:
        yield stay.check_in
        if stay.arrives_by is not None:
            yield min(stay.check_in + _ARRIVES_WITHIN, stay.check_out - timedelta(days=1))
    yield from (each.pick_up_on for each in request.cars)


def _year(day: date) -> str:
    return str(day.year)
