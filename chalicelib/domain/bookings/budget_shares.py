"""What a booking takes of budgets: one share for each cost centre and period that is charged and has a budget, and the
moves by which the shares follow the booking."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from chalicelib.domain.bookings.booking import BudgetShare
from chalicelib.domain.budgets.budget import BudgetKey, BudgetMove, BudgetStep
from chalicelib.domain.money import Money

Shares = Sequence[BudgetShare]
Moves = tuple[BudgetMove, ...]


def scale_shares(
    shares: Shares, before: Mapping[BudgetKey, Money], after: Mapping[BudgetKey, Money]
) -> tuple[BudgetShare, ...]:
    """Return the shares of a booking that charges each budget `after` and no longer `before`: each changed in that
    proportion, so by the rates at which the shares were settled."""
    return tuple(_scale(share, before[share.key], after[share.key]) for share in shares)


def mark_committed(shares: Shares) -> tuple[BudgetShare, ...]:
    """Return the shares once what they pay for is bought."""
    return tuple(msgspec.structs.replace(share, status="committed") for share in shares)


def mark_approved(shares: Shares) -> tuple[BudgetShare, ...]:
    """Return the shares once nobody has to approve them any more."""
    return tuple(msgspec.structs.replace(share, awaiting_approval=False) for share in shares)


def release_moves(shares: Shares) -> Moves:
    """Return the moves that return what is reserved."""
    return tuple(budget_move(BudgetStep.RELEASE, share) for share in shares if share.status == "reserved")


def commit_moves(shares: Shares) -> Moves:
    """Return the moves that commit what is reserved."""
    return tuple(budget_move(BudgetStep.COMMIT, share) for share in shares)


def correction_moves(before: Shares, after: Shares) -> Moves:
    """Return the moves from some reservations to others, of each budget by the difference."""
    return tuple(_corrections({each.key: each for each in before}, {each.key: each for each in after}))


def refund_moves(before: Shares, after: Shares) -> Moves:
    """Return the moves that return what is committed and no longer spent."""
    return tuple(
        BudgetMove(
            step=BudgetStep.REFUND, cost_centre=was.cost_centre, period=was.period, amount=was.amount - now.amount
        )
        for was, now in zip(before, after, strict=True)
        if was.amount != now.amount
    )


def budget_move(step: BudgetStep, share: BudgetShare) -> BudgetMove:
    """Return the move of a whole share."""
    return BudgetMove(
        step=step,
        cost_centre=share.cost_centre,
        period=share.period,
        amount=share.amount,
        awaiting_approval=_awaiting(share) if step is BudgetStep.RESERVE else -_awaiting(share),
    )


def _scale(share: BudgetShare, paid: Money, to_pay: Money) -> BudgetShare:
    if not paid.amount or paid == to_pay:
        return share
    rounded_up = -(-share.amount.amount * to_pay.amount // paid.amount)
    return msgspec.structs.replace(share, amount=Money(amount=rounded_up, currency=share.amount.currency))


def _corrections(before: dict[BudgetKey, BudgetShare], after: dict[BudgetKey, BudgetShare]) -> Iterator[BudgetMove]:
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            yield budget_move(BudgetStep.RESERVE, now)
        elif was is not None and now is None:
            yield budget_move(BudgetStep.RELEASE, was)
        elif was is not None and now is not None and was != now:
            yield BudgetMove(
                step=BudgetStep.RESERVE,
                cost_centre=now.cost_centre,
                period=now.period,
                amount=now.amount - was.amount,
                awaiting_approval=_awaiting(now) - _awaiting(was),
            )


def _awaiting(share: BudgetShare) -> int:
    """Return how much of a share nobody has approved yet, in minor units."""
    return share.amount.amount if share.awaiting_approval else 0
