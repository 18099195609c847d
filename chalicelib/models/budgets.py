"""The budgets table. Limits are set here by the travel manager; what is reserved and committed moves only with a
booking, through `booking_commits.py`."""

from collections.abc import Iterator

import msgspec
from msgspec import UNSET, UnsetType
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, GetError, PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.budgets.budget import DEFAULT_THRESHOLDS, Budget, BudgetAlert, BudgetKey, BudgetMove, BudgetStep
from chalicelib.domain.money import Money
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE
from chalicelib.dynamodb.errors import is_condition_failed, refusal_code
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import BudgetExceeded, NotFound, Unavailable, VersionConflict

_CONFLICT = "TransactionConflictException"


class _ByPeriod(GlobalSecondaryIndex["BudgetRow"]):
    class Meta:
        index_name = "period-centre"
        projection = AllProjection()

    period = UnicodeAttribute(hash_key=True)
    cost_centre = UnicodeAttribute(range_key=True, attr_name="costCentre")


class _KeysByPeriod(GlobalSecondaryIndex["BudgetKeyRow"]):
    class Meta:
        index_name = "period-centre"
        projection = AllProjection()

    period = UnicodeAttribute(hash_key=True)
    cost_centre = UnicodeAttribute(range_key=True, attr_name="costCentre")


class BudgetKeyRow(Model):
    """What is known of a budget before it is read."""

    Meta = table_meta("budgets")

    cost_centre = UnicodeAttribute(hash_key=True, attr_name="costCentre")
    period = UnicodeAttribute(range_key=True)

    by_period = _KeysByPeriod()


class BudgetRow(Model):
    """One budget in minor units; `remaining` is kept beside its parts because a condition cannot add."""

    Meta = table_meta("budgets")

    cost_centre = UnicodeAttribute(hash_key=True, attr_name="costCentre")
    period = UnicodeAttribute(range_key=True)
    currency = UnicodeAttribute()
    limit = NumberAttribute()
    remaining = NumberAttribute()
    reserved = NumberAttribute()
    committed = NumberAttribute()
    version = NumberAttribute()
    thresholds = StructAttribute[tuple[int, ...]](tuple[int, ...], null=True)
    alerts = StructAttribute[tuple[BudgetAlert, ...]](tuple[BudgetAlert, ...], null=True)
    owner_id = UnicodeAttribute(attr_name="ownerId", null=True)
    awaiting_approval = NumberAttribute(attr_name="awaitingApproval", null=True)

    by_period = _ByPeriod()


def get_budget(cost_centre: str, period: str) -> Budget:
    """Return the budget, read consistently. Raises NotFound, Unavailable."""
    try:
        row = BudgetRow.get(cost_centre, period, consistent_read=True)
    except DoesNotExist:
        raise NotFound(f"{cost_centre} has no budget for {period}.") from None
    except GetError as error:
        raise Unavailable("The budget could not be read.") from error
    return _to_budget(row)


def list_budgets(period: str, *, limit: int, start: Cursor | None) -> ResultPage[Budget]:
    """Return one page of a period's budgets by cost centre, as they were a moment ago, and the key after which the next
    page starts."""
    rows = BudgetRow.by_period.query(period, limit=limit, page_size=limit, last_evaluated_key=start)
    return ResultPage([_to_budget(row) for row in rows], rows.last_evaluated_key)


def list_every_budget(period: str) -> Iterator[Budget]:
    """Yield a period's budgets by cost centre, as they were a moment ago."""
    for row in BudgetRow.by_period.query(period, page_size=PAGE):
        yield _to_budget(row)


def list_keys(period: str) -> Iterator[BudgetKey]:
    """Yield the keys of a period's budgets, by cost centre; none of them is read."""
    for row in BudgetKeyRow.by_period.query(period, page_size=PAGE):
        yield BudgetKey(row.cost_centre, row.period)


def create_budget(
    cost_centre: str,
    period: str,
    limit: Money,
    thresholds: tuple[int, ...] = DEFAULT_THRESHOLDS,
    owner_id: str | None = None,
) -> Budget:
    """Create a new, untouched budget. Raises VersionConflict when there is one already."""
    row = BudgetRow(
        cost_centre,
        period,
        currency=limit.currency,
        limit=limit.amount,
        remaining=limit.amount,
        reserved=0,
        committed=0,
        version=1,
        thresholds=thresholds,
        owner_id=owner_id,
    )
    try:
        row.save(condition=BudgetRow.cost_centre.does_not_exist())
    except PutError as error:
        if not is_condition_failed(error):
            raise
        if not _is_kept(_to_budget(row)):
            raise VersionConflict(f"{cost_centre} has a budget for {period} already.") from None
    return _to_budget(row)


def change_limit(
    budget: Budget,
    limit: Money,
    thresholds: tuple[int, ...] | None = None,
    owner_id: str | UnsetType | None = UNSET,
) -> Budget:
    """Keep the budget with another limit, in the same currency, and maybe other thresholds and another owner, if
    nothing has moved it since it was read.

    Raises VersionConflict, and BudgetExceeded when more than the new limit is already spoken for.
    """
    delta = (limit - budget.limit).amount
    if budget.remaining.amount + delta < 0:
        raise BudgetExceeded(f"{budget.reserved + budget.committed} of this budget is already reserved or committed.")
    changed = msgspec.structs.replace(
        budget,
        limit=limit,
        thresholds=budget.thresholds if thresholds is None else thresholds,
        owner_id=budget.owner_id if owner_id is UNSET else owner_id or None,
        version=budget.version + 1,
    )
    try:
        BudgetRow(budget.cost_centre, budget.period).update(
            actions=[
                BudgetRow.limit.set(limit.amount),
                BudgetRow.remaining.set(BudgetRow.remaining + delta),
                BudgetRow.thresholds.set(changed.thresholds),
                BudgetRow.version.set(BudgetRow.version + 1),
                *_set_owner(owner_id),
            ],
            condition=BudgetRow.version == budget.version,
        )
    except UpdateError as error:
        if not is_condition_failed(error):
            raise
        if not _is_kept(changed):
            raise VersionConflict("The budget has changed meanwhile.") from None
    return changed


def _is_kept(budget: Budget) -> bool:
    """Return whether the budget is there just so: the SDK may have sent it twice, for the first answer did not come."""
    try:
        return get_budget(budget.cost_centre, budget.period) == budget
    except NotFound:
        return False


def keep_alerts(budget: Budget, alerts: tuple[BudgetAlert, ...]) -> Budget:
    """Keep the budget with other alerts, if nothing has moved it since it was read.

    Raises VersionConflict; Unavailable when it is not certain whether they were written.
    """
    row = BudgetRow(budget.cost_centre, budget.period)
    try:
        row.update(
            actions=[BudgetRow.alerts.set(alerts), BudgetRow.version.set(BudgetRow.version + 1)],
            condition=BudgetRow.version == budget.version,
        )
    except UpdateError as error:
        if is_condition_failed(error) or refusal_code(error) == _CONFLICT:
            raise VersionConflict("The budget has changed meanwhile.") from None
        raise Unavailable("It is not certain whether the budget's alerts were written.") from error
    return _to_budget(row)


def move_expression(move: BudgetMove) -> tuple[list[Action], Condition]:
    """Return the update and the condition by which one transition moves a budget."""
    amount = move.amount.amount
    bump: list[Action] = [BudgetRow.version.set(BudgetRow.version + 1)]
    if move.awaiting_approval:
        bump.append(BudgetRow.awaiting_approval.add(move.awaiting_approval))
    same_currency = BudgetRow.currency == move.amount.currency
    if move.step is BudgetStep.RESERVE:
        actions = [
            BudgetRow.remaining.set(BudgetRow.remaining - amount),
            BudgetRow.reserved.set(BudgetRow.reserved + amount),
        ]
        enough = (BudgetRow.remaining >= amount) if amount >= 0 else (BudgetRow.reserved >= -amount)
        return [*actions, *bump], same_currency & enough
    if move.step is BudgetStep.COMMIT:
        moves = [
            BudgetRow.reserved.set(BudgetRow.reserved - amount),
            BudgetRow.committed.set(BudgetRow.committed + amount),
        ]
        return [*moves, *bump], same_currency & (BudgetRow.reserved >= amount)
    if move.step is BudgetStep.REFUND:
        back = [
            BudgetRow.remaining.set(BudgetRow.remaining + amount),
            BudgetRow.committed.set(BudgetRow.committed - amount),
        ]
        return [*back, *bump], same_currency & (BudgetRow.committed >= amount)
    freed = [BudgetRow.remaining.set(BudgetRow.remaining + amount), BudgetRow.reserved.set(BudgetRow.reserved - amount)]
    return [*freed, *bump], same_currency & (BudgetRow.reserved >= amount)


def _set_owner(owner_id: str | UnsetType | None) -> list[Action]:
    if owner_id is UNSET:
        return []
    return [BudgetRow.owner_id.set(owner_id) if owner_id else BudgetRow.owner_id.remove()]


def _to_budget(row: BudgetRow) -> Budget:
    def money(amount: float) -> Money:
        return Money(amount=int(amount), currency=row.currency)

    kept: tuple[int, ...] | None = row.thresholds  # rows that were made before there were thresholds have none
    thresholds = DEFAULT_THRESHOLDS if kept is None else kept
    return Budget(
        cost_centre=row.cost_centre,
        period=row.period,
        limit=money(row.limit),
        reserved=money(row.reserved),
        committed=money(row.committed),
        awaiting_approval=money(row.awaiting_approval or 0),
        version=int(row.version),
        thresholds=thresholds,
        alerts=row.alerts or (),
        owner_id=row.owner_id,
    )
