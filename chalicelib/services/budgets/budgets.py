"""Setting and reading what a cost centre may spend on travel."""

from itertools import pairwise

from msgspec import UNSET, UnsetType

from chalicelib import clock, observability
from chalicelib.domain.budgets.budget import DEFAULT_THRESHOLDS, Budget, BudgetKey
from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.money import Money
from chalicelib.domain.value import Cursor
from chalicelib.domain.versions import require_version
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput, NotFound, SojournError
from chalicelib.models import budgets, employees
from chalicelib.services.budgets.alerts import watch_budget
from chalicelib.services.policies import check_rate


def get_budget(identity: Identity, cost_centre: str, period: str) -> Budget:
    """Return a budget as it stands. Raises NotAllowed for travellers, NotFound."""
    identity.require(Role.TRAVEL_MANAGER, Role.APPROVER, Role.SYSTEM)
    return budgets.get_budget(cost_centre, period)


def list_budgets(identity: Identity, period: str | None, *, limit: int, start: Cursor | None) -> ResultPage[Budget]:
    """List a page of the budgets of a period (by default this year, or that in which the page before was read) by cost
    centre, and where the next page starts. Raises NotAllowed."""
    identity.require(Role.TRAVEL_MANAGER, Role.SYSTEM)
    usual = start["period"]["S"] if start else str(clock.now().year)
    return budgets.list_budgets(period or usual, limit=limit, start=start)


def set_budget(
    identity: Identity,
    key: BudgetKey,
    limit: Money,
    thresholds: tuple[int, ...] | None,
    *,
    expected: int | None,
    owner_id: str | UnsetType | None = UNSET,
) -> Budget:
    """Make a budget, or change one; `expected` is the version that the caller has seen, None for any. Without
    `thresholds` they stay as they are, or as usual; so does the owner of the cost centre without `owner_id`.

    Raises NotAllowed, VersionConflict, InvalidInput for another currency, a new budget in one that the travel policy
    has no rate for, a negative limit or thresholds that do not ascend, or an owner who is no active employee,
    BudgetExceeded when more than `limit` is already spoken for.
    """
    identity.require(Role.TRAVEL_MANAGER)
    if limit.amount < 0:
        raise InvalidInput("A budget cannot be negative.", [FieldError("/limit/amount", "at least 0")])
    _check_thresholds(thresholds or ())
    _check_owner(owner_id)
    try:
        budget = budgets.get_budget(*key)
    except NotFound:
        require_version(None, expected, "The budget")
        check_rate(limit.currency)
        usual = DEFAULT_THRESHOLDS if thresholds is None else thresholds
        return budgets.create_budget(*key, limit, usual, owner_id or None)
    require_version(budget, expected, "The budget")
    if limit.currency != budget.limit.currency:
        kept = budget.limit.currency
        raise InvalidInput(
            "The currency of a budget cannot be changed.", [FieldError("/limit/currency", f"the budget is in {kept}")]
        )
    return _watch_thresholds(budgets.change_limit(budget, limit, thresholds, owner_id))


def _check_thresholds(thresholds: tuple[int, ...]) -> None:
    errors = [
        FieldError(f"/thresholds/{place + 1}", "must be above the threshold before it")
        for place, (low, high) in enumerate(pairwise(thresholds))
        if high <= low
    ]
    if errors:
        raise InvalidInput("Thresholds must ascend, without duplicates.", errors)


def _check_owner(owner_id: str | UnsetType | None) -> None:
    if not owner_id:
        return
    owner = employees.find_employee(owner_id)
    if owner is None or not owner.active:
        raise InvalidInput(
            "This person cannot own a cost centre.", [FieldError("/ownerId", "is not an active employee")]
        )


def _watch_thresholds(budget: Budget) -> Budget:
    """Check the thresholds of a budget after its new limit; what cannot be published now is left to the nightly run."""
    try:
        if watch_budget(budget.key):
            return budgets.get_budget(*budget.key)
    except SojournError:
        observability.warning(
            "budget alerts left to the nightly run", costCentre=budget.cost_centre, period=budget.period
        )
    return budget
