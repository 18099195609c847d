"""Who may charge which cost centre, as employee records and budgets have it at this moment."""

from chalicelib.domain.bookings.booking import period_of
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.policies.charging import Charge, charge_of
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import Conflict, FieldError, InvalidInput, NotFound
from chalicelib.models import budgets, employees
from chalicelib.services import employees as employee_records


def find_charge(requester_id: str, cost_centre: str, budget: Budget | None) -> Charge:
    """Return whether the requester may charge the cost centre, of which `budget` names the owner."""
    owner_id = budget.owner_id if budget else None
    return charge_of(
        employees.find_employee(requester_id),
        cost_centre,
        employee_records.default_cost_centre(),
        employees.find_employee(owner_id) if owner_id else None,
    )


def find_owner(cost_centre: str, period: str) -> str | None:
    """Return the owner of a cost centre; None when there is none, or they have left."""
    budget = find_budget(cost_centre, period)
    owner = employees.find_employee(budget.owner_id) if budget and budget.owner_id else None
    return owner.user_id if owner and owner.active else None


def check_charge(requester_id: str, request: TripRequest) -> None:
    """Raise InvalidInput, with what the requester may charge, when they may not charge what the request names."""
    refusal = _refusal(requester_id, request)
    if refusal:
        raise InvalidInput("You may not charge this cost centre.", [FieldError("/costCentre", refusal)])


def refuse_lost_charge(requester_id: str, request: TripRequest) -> None:
    """Raise Conflict when the requester may no longer charge what the request names, as they could when they made
    it."""
    refusal = _refusal(requester_id, request)
    if refusal:
        raise Conflict(f"You may no longer charge this cost centre: {refusal}.")


def find_budget(cost_centre: str, period: str) -> Budget | None:
    """Return the budget of a cost centre; None without one."""
    try:
        return budgets.get_budget(cost_centre, period)
    except NotFound:
        return None


def _refusal(requester_id: str, request: TripRequest) -> str | None:
    budget = find_budget(request.cost_centre, period_of(request))
    return find_charge(requester_id, request.cost_centre, budget).refusal
