"""What moves of a budget leave of it."""

from typing import NamedTuple

from chalicelib.domain.budgets.budget import BudgetMove, BudgetStep


class Sums(NamedTuple):
    """What moves leave of a budget that had nothing before."""

    reserved: int = 0
    committed: int = 0
    awaiting: int = 0

    def after(self, move: BudgetMove) -> "Sums":
        amount = move.amount.amount
        reserved, committed = {
            BudgetStep.RESERVE: (amount, 0),
            BudgetStep.COMMIT: (-amount, amount),
            BudgetStep.RELEASE: (-amount, 0),
            BudgetStep.REFUND: (0, -amount),
        }[move.step]
        return Sums(self.reserved + reserved, self.committed + committed, self.awaiting + move.awaiting_approval)
