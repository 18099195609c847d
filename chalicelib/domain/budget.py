"""A cost centre's budget for a period, and the three ways a booking may move it."""

from enum import StrEnum

from chalicelib.domain.money import Money
from chalicelib.domain.value import Value


class Budget(Value, frozen=True):
    """What a cost centre may spend on travel in a period; `limit` is always `reserved + committed + left`."""

    cost_centre: str
    period: str
    limit: Money
    reserved: Money
    committed: Money
    version: int

    @property
    def left(self) -> Money:
        return self.limit - self.reserved - self.committed


class BudgetStep(StrEnum):
    """What one transition does to a budget."""

    RESERVE = "reserve"
    COMMIT = "commit"
    RELEASE = "release"


class BudgetMove(Value, frozen=True):
    """`amount` (in the budget's currency; on RESERVE it may be a negative correction) moved in one transition."""

    step: BudgetStep
    cost_centre: str
    period: str
    amount: Money
