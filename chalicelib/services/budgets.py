"""Setting and reading what a cost centre may spend on travel."""

from chalicelib.domain.budget import Budget
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.money import Money
from chalicelib.errors import FieldError, InvalidInput, NotFound, VersionConflict
from chalicelib.models import budgets


def get_budget(identity: Identity, cost_centre: str, period: str) -> Budget:
    """A budget as it stands. Raises NotAllowed for travellers, NotFound."""
    identity.require(Role.TRAVEL_MANAGER, Role.APPROVER)
    return budgets.get_budget(cost_centre, period)


def set_budget(identity: Identity, cost_centre: str, period: str, limit: Money, expected: int | None) -> Budget:
    """Make a budget, or change the limit of one; `expected` is the version that the caller has seen, None for any.

    Raises NotAllowed, VersionConflict, InvalidInput for another currency or a negative limit, BudgetExceeded when more
    than `limit` is already spoken for.
    """
    identity.require(Role.TRAVEL_MANAGER)
    if limit.amount < 0:
        raise InvalidInput("A budget cannot be negative.", [FieldError("/limit/amount", "at least 0")])
    try:
        budget = budgets.get_budget(cost_centre, period)
    except NotFound:
        if expected:
            raise VersionConflict("There is no such budget.") from None
        return budgets.create_budget(cost_centre, period, limit)
    if expected is not None and expected != budget.version:
        raise VersionConflict("The budget has moved meanwhile.")
    if limit.currency != budget.limit.currency:
        message = f"This budget is kept in {budget.limit.currency}."
        raise InvalidInput(message, [FieldError("/limit/currency", message)])
    return budgets.change_limit(budget, limit)
