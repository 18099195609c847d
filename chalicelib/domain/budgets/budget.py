"""A cost centre's budget for a period, and the ways in which a booking may move it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.value import Value

DEFAULT_THRESHOLDS = (80, 95)
"""Where a budget warns unless its manager says otherwise, in percent of the limit."""

Threshold = Annotated[int, msgspec.Meta(ge=10, le=100, description="Percent of the limit")]


class BudgetKey(NamedTuple):
    """Which budget."""

    cost_centre: str
    period: str


class BudgetAlert(Value, frozen=True):
    """A threshold of a budget: since when it counts as reached (None: it does not), and how often it has been."""

    percent: int
    number: int = 0
    reached_at: datetime | None = None
    notified: bool = True


class Budget(Value, frozen=True):
    """What a cost centre may spend on travel in a period; `limit` is always `reserved + committed + remaining`, and
    `awaiting_approval` that part of `reserved` which nobody has approved yet."""

    cost_centre: str
    period: str
    limit: Money
    reserved: Money
    committed: Money
    awaiting_approval: Money
    version: int
    thresholds: tuple[Threshold, ...] = DEFAULT_THRESHOLDS
    alerts: tuple[BudgetAlert, ...] = ()
    owner_id: str | None = None

    @property
    def key(self) -> BudgetKey:
        return BudgetKey(self.cost_centre, self.period)

    @property
    def remaining(self) -> Money:
        return self.limit - self.reserved - self.committed


class BudgetStep(StrEnum):
    """What one transition does to a budget."""

    RESERVE = "reserve"
    COMMIT = "commit"
    RELEASE = "release"
    REFUND = "refund"


class BudgetMove(Value, frozen=True):
    """`amount` (in the budget's currency; on RESERVE it may be a negative correction) moved in one transition.

    By `awaiting_approval`, in minor units, more or less of what is reserved is not approved yet; of all that its
    requester has reserved so there may be `most_awaiting` (None: as much as there is).
    """

    step: BudgetStep
    cost_centre: str
    period: str
    amount: Money
    awaiting_approval: int = 0
    most_awaiting: int | None = None

    @property
    def key(self) -> BudgetKey:
        return BudgetKey(self.cost_centre, self.period)
