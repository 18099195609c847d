"""Which cost centres a booking may charge, as employee records and budgets have it at this moment, and which it charges
unless one is named: each traveller's share to their own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache

import msgspec

from chalicelib.domain.authorization.spending import travellers_of
from chalicelib.domain.bookings.booking import Booking, period_of
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.employees import Employee
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


def find_charges(booking: Booking, found: Mapping[str, Budget | None]) -> tuple[Charge, ...]:
    """Return for each share of the booking whether it may be charged as it is, alike ones once; the budgets that were
    `found` name the owners of cost centres."""
    people = {each: employees.find_employee(each) for each in _users(booking.requester_id, travellers_of(booking))}
    owners = {centre: _find_owner(budget) for centre, budget in found.items()}
    default, requester = employee_records.default_cost_centre(), people[booking.requester_id]
    places: dict[Charge, tuple[int, ...]] = {}
    for place, (cost_centre, traveller) in enumerate(zip(booking.request.charged, travellers_of(booking), strict=True)):
        user_id = traveller.user_id or booking.requester_id
        entitled = (requester,) if user_id == booking.requester_id else (requester, people[user_id])
        charge = charge_of(entitled, cost_centre, default, owners[cost_centre])
        places[charge] = (*places.get(charge, ()), place)
    if len(places) == 1:
        return tuple(places)
    return tuple(charge._replace(travellers=of) for charge, of in places.items())


def find_owners(booking: Booking) -> dict[str, str | None]:
    """Return the owners who have to approve, by the cost centres that may not be charged without them; None for one who
    is not there any more."""
    charges = find_charges(booking, find_budgets(booking.request))
    return {charge.cost_centre: charge.owner_id for charge in charges if not charge.is_own}


def check_charge(booking: Booking) -> None:
    """Raise InvalidInput, with what may be charged, when the booking may not charge what its request names."""
    refusal = _find_refusal(booking)
    if refusal:
        raise InvalidInput("You may not charge this cost centre.", [FieldError("/costCentre", refusal)])


def periods_on_sale(depart_on: date | None, now: datetime) -> tuple[str, ...]:
    """Return the budget periods that a trip may fall into: the one of its departure, or where that is not known, those
    of all days on sale."""
    if depart_on is not None:
        return (str(depart_on.year),)
    window = sale_window(None, now)
    return tuple(str(year) for year in range(window.today.year, window.last.year + 1))


def why_not_charge(
    requester_id: str, periods: Sequence[str], cost_centre: str, travellers: Sequence[str | None]
) -> str | None:
    """Return why the requester may charge a cost centre in none of these periods, whatever else is asked for; None when
    they may, be it with its owner's approval. `travellers` are user ids, None for a guest; none where nobody is known
    but the requester."""
    default, found = employee_records.default_cost_centre(), cache(employees.find_employee)
    owners = [_find_owner(find_budget(cost_centre, period)) for period in periods]
    for user_id in dict.fromkeys(travellers or (None,)):
        entitled = [found(each) for each in dict.fromkeys([requester_id, user_id or requester_id])]
        refusals = [charge_of(entitled, cost_centre, default, owner).refusal for owner in owners]
        if all(refusals):
            return refusals[0]
    return None


def refuse_lost_charge(booking: Booking) -> None:
    """Raise Conflict when the booking may no longer charge what its request names, as it could when it was made."""
    refusal = _find_refusal(booking)
    if refusal:
        raise Conflict(f"You may no longer charge this cost centre: {refusal}.")


def find_budgets(request: TripRequest) -> dict[str, Budget | None]:
    """Return the budget of each cost centre that is charged, None where there is none; the first traveller's comes
    first."""
    return {each: find_budget(each, period_of(request)) for each in dict.fromkeys(request.charged)}


def find_budget(cost_centre: str, period: str) -> Budget | None:
    """Return the budget of a cost centre; None without one."""
    try:
        return budgets.get_budget(cost_centre, period)
    except NotFound:
        return None


def _find_refusal(booking: Booking) -> str | None:
    charges = find_charges(booking, find_budgets(booking.request))
    return next((charge.refusal for charge in charges if charge.refusal), None)


def _find_owner(budget: Budget | None) -> Employee | None:
    return employees.find_employee(budget.owner_id) if budget and budget.owner_id else None


def _users(requester_id: str, travellers: Sequence[BookingTraveller]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([requester_id, *(each.user_id for each in travellers if each.user_id)]))
