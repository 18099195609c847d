"""Which cost centres a booking may charge, as employee records and budgets have it at this moment, and which it charges
unless one is named: each traveller's share to their own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache

import msgspec

from chalicelib.domain.authorization.spending import travellers_of
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.budgets.budget import Budget, BudgetKey
from chalicelib.domain.employees import Employee
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.offers.periods import budget_keys, periods_of, periods_of_request
from chalicelib.domain.policies.charging import Charge, charge_of
from chalicelib.domain.trip_requests.sale_window import sale_window
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotFound
from chalicelib.models import budgets, employees
from chalicelib.services import employees as employee_records


def charge_travellers(requester_id: str, request: TripRequest, travellers: Sequence[BookingTraveller]) -> TripRequest:
    """Return the request with each traveller's share charged to their own cost centre; who is no user follows the
    requester."""
    own = {user_id: employee_records.cost_centre_of(user_id) for user_id in _users(requester_id, travellers)}
    charged = tuple(own[each.user_id or requester_id] for each in travellers)
    differ = len(set(charged)) > 1
    return msgspec.structs.replace(request, cost_centre=charged[0], cost_centres=charged if differ else ())


def find_charges(booking: Booking, found: Mapping[BudgetKey, Budget | None]) -> tuple[Charge, ...]:
    """Return for each share of the booking whether it may be charged to the budgets of its cost centre that were
    `found`, alike ones once; these name the owners of cost centres."""
    people = {each: employees.find_employee(each) for each in _users(booking.requester_id, travellers_of(booking))}
    owners = {key: _find_owner(budget) for key, budget in found.items()}
    default, requester = employee_records.default_cost_centre(), people[booking.requester_id]
    places: dict[Charge, list[int]] = {}
    for place, (cost_centre, traveller) in enumerate(zip(booking.request.charged, travellers_of(booking), strict=True)):
        user_id = traveller.user_id or booking.requester_id
        entitled = (requester,) if user_id == booking.requester_id else (requester, people[user_id])
        of_centre = [owner for key, owner in owners.items() if key.cost_centre == cost_centre]
        for charge in dict.fromkeys(charge_of(entitled, cost_centre, default, owner) for owner in of_centre):
            places.setdefault(charge, []).append(place)
    everybody = len(booking.request.travellers)
    return tuple(
        charge if len(of) == everybody else charge._replace(travellers=tuple(of)) for charge, of in places.items()
    )


def find_owners(booking: Booking) -> dict[str, tuple[str | None, ...]]:
    """Return the owners who have to approve, by the cost centres that may not be charged without them: of each period
    that is charged, None for one who is not there any more."""
    owners: dict[str, dict[str | None, None]] = {}
    for charge in find_charges(booking, find_budgets(charged_budgets(booking))):
        if not charge.is_own:
            owners.setdefault(charge.cost_centre, {})[charge.owner_id] = None
    return {cost_centre: tuple(each) for cost_centre, each in owners.items()}


def check_charge(booking: Booking) -> None:
    """Raise InvalidInput, with what may be charged, when the booking may not charge what its request names, in whatever
    period it is charged. A trip of which no day is known is charged in none yet."""
    refusals = [
        _find_refusal(booking, budget_keys(booking.request, (period,)))
        for period in periods_of_request(booking.request)
    ]
    if refusals and refusals[0] and all(refusals):
        raise InvalidInput("You may not charge this cost centre.", [FieldError("/costCentre", refusals[0])])


def periods_on_sale(days: Collection[date], now: datetime) -> tuple[str, ...]:
    """Return the budget periods that a trip may be charged to: those of the days on which something of it begins, or
    where none is known, those of all days on sale."""
    if days:
        return tuple(sorted({str(day.year) for day in days}))
    window = sale_window(None, now)
    return tuple(str(year) for year in range(window.today.year, window.last.year + 1))


def why_not_charge(
    requester_id: str, periods: Sequence[str], cost_centre: str, travellers: Sequence[str | None]
) -> str | None:
    """Return why the requester may charge a cost centre in none of these periods, whatever else is asked for; None when
    they may, be it with its owner's approval. `travellers` are user ids, None for a guest; none where nobody is known
    but the requester."""
    default, found = employee_records.default_cost_centre(), cache(employees.find_employee)
    owners = [_find_owner(find_budget(BudgetKey(cost_centre, period))) for period in periods]
    for user_id in dict.fromkeys(travellers or (None,)):
        entitled = [found(each) for each in dict.fromkeys([requester_id, user_id or requester_id])]
        refusals = [charge_of(entitled, cost_centre, default, owner).refusal for owner in owners]
        if all(refusals):
            return refusals[0]
    return None


def refuse_lost_charge(booking: Booking, option: Option) -> None:
    """Raise Conflict when the booking may no longer charge its request's cost centres for an option, as it could when
    the option was judged."""
    refusal = _find_refusal(booking, budget_keys(booking.request, periods_of(option.components, booking.request)))
    if refusal:
        raise Conflict(f"You may no longer charge this cost centre: {refusal}.")


def charged_budgets(booking: Booking) -> tuple[BudgetKey, ...]:
    """Return which budgets what is chosen is charged to; while nothing is, those that one of the options may be charged
    to, or without options whatever may be found."""
    request, options = booking.request, booking.options
    chosen = options if booking.selected_option_id is None else (booking.selected,)
    periods = periods_of((each for option in chosen for each in option.components), request)
    return budget_keys(request, periods or periods_of_request(request))


def find_budgets(keys: Iterable[BudgetKey]) -> dict[BudgetKey, Budget | None]:
    """Return these budgets, None for one that is not there."""
    return {key: find_budget(key) for key in keys}


def find_budget(key: BudgetKey) -> Budget | None:
    """Return the budget of a cost centre for a period; None without one."""
    try:
        return budgets.get_budget(*key)
    except NotFound:
        return None


def _find_refusal(booking: Booking, keys: Iterable[BudgetKey]) -> str | None:
    charges = find_charges(booking, find_budgets(keys))
    return next((charge.refusal for charge in charges if charge.refusal), None)


def _find_owner(budget: Budget | None) -> Employee | None:
    return employees.find_employee(budget.owner_id) if budget and budget.owner_id else None


def _users(requester_id: str, travellers: Sequence[BookingTraveller]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([requester_id, *(each.user_id for each in travellers if each.user_id)]))
