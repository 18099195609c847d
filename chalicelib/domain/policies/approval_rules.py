"""How a company approves: how far up the line a price has to go, how long people may be silent, and how much dearer
something may have become since it was approved. A part of the travel policy."""

from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.money import Money, convert
from chalicelib.domain.value import Value

MOST_LEVELS = 5

ApprovalMode = Literal["all", "any"]
LimitSeconds = Annotated[int, msgspec.Meta(ge=1, le=2_592_000, description="Seconds, 30 days at most")]
MinorUnits = Annotated[int, msgspec.Meta(ge=0, le=10_000_000_000, description="Minor units of the policy's currency")]


class ApprovalTier(Value, frozen=True):
    """From this price of the whole option on, the number of levels of the management chain that have to approve."""

    from_amount: MinorUnits
    levels: Annotated[
        int, msgspec.Meta(ge=1, le=MOST_LEVELS, description="Number of levels; 1 is the traveller's manager alone")
    ]


class ApprovalRules(Value, frozen=True):
    """Who approves, and by when. `all`: one level after another; `any`: all at once, and the first decision counts."""

    tiers: Annotated[
        tuple[ApprovalTier, ...],
        msgspec.Meta(max_length=20, description="Ascending, the first from 0; if empty, one level at every price"),
    ] = ()
    mode: Annotated[
        ApprovalMode, msgspec.Meta(description="Whether levels are asked one after another or all at once")
    ] = "all"
    limit_seconds: Annotated[
        LimitSeconds | None,
        msgspec.Meta(description="Time limit for an approval, in seconds; the stage's default if null"),
    ] = None
    remind_after_seconds: Annotated[
        LimitSeconds | None,
        msgspec.Meta(description="Seconds without a decision after which an approver is reminded; never if null"),
    ] = None
    escalate_after_seconds: Annotated[
        LimitSeconds | None,
        msgspec.Meta(
            description=(
                "Seconds without a decision after which the request escalates to the next level; never if null"
            )
        ),
    ] = None
    tolerance_percent: Annotated[
        int, msgspec.Meta(ge=0, le=100, description="Highest price increase after approval, in percent")
    ] = 0
    tolerance_amount: Annotated[
        MinorUnits | None,
        msgspec.Meta(
            description="Highest price increase after approval, in minor units; the lower of the two limits counts"
        ),
    ] = None

    def levels_for(self, amount: int | None) -> int:
        """Return the levels that a price in the policy's currency needs; the most there are for one that has no
        rate."""
        if amount is None:
            return max((tier.levels for tier in self.tiers), default=1)
        return max((tier.levels for tier in self.tiers if tier.from_amount <= amount), default=1)

    def tolerates(self, approved: Money, price: Money, rate: Decimal | None, currency: str) -> bool:
        """Return whether `price` may be paid where `approved` was. `rate` is the worth of one major unit of its
        currency in the policy's `currency`, None where there is none: then no amount can vouch for it."""
        if price.currency != approved.currency:
            return False
        rise = price - approved
        if rise.amount <= 0:
            return True
        if rise.amount * 100 > approved.amount * self.tolerance_percent:
            return False
        if self.tolerance_amount is None:
            return True
        return rate is not None and convert(rise, currency, rate).amount <= self.tolerance_amount
