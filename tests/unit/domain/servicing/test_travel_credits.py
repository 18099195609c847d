"""Using credits up: never more than there is of one, never more than there is to pay, and every move accounted for."""

from collections import Counter
from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.openapi.servicing_examples import CREDIT
from chalicelib.domain.money import Money
from chalicelib.domain.servicing.travel_credits import (
    Credit,
    CreditStep,
    CreditUse,
    clip_uses,
    moves_between,
    return_uses,
    uses_of,
)
from tests.support.booked_samples import NOW


def euros(amount: int) -> Money:
    return Money(amount=amount, currency="EUR")


amounts = st.integers(0, 500).map(euros)
suppliers = st.sampled_from(["sandbox", "other"])
prices = st.dictionaries(suppliers, amounts)


@st.composite
def kept_credits(draw: st.DrawFn) -> list[Credit]:
    return [
        msgspec.structs.replace(
            CREDIT,
            credit_id=f"crd_{number}",
            remaining=draw(amounts),
            supplier=draw(suppliers),
            expires_at=NOW + timedelta(days=draw(st.integers(-2, 9))),
        )
        for number in range(draw(st.integers(0, 7)))
    ]


uses = st.lists(
    st.builds(
        CreditUse,
        credit_id=st.sampled_from(["crd_1", "crd_2", "crd_3"]),
        supplier=suppliers,
        amount=st.integers(1, 500).map(euros),
        status=st.just("reserved"),
    ),
    unique_by=lambda use: use.credit_id,
    max_size=3,
).map(tuple)


@given(found=kept_credits(), to_pay=prices)
def test_no_more_is_used_than_is_left_or_is_to_be_paid(found: list[Credit], to_pay: dict[str, Money]) -> None:
    taken = uses_of(found, to_pay, NOW)

    by_id = {credit.credit_id: credit for credit in found}
    paid: Counter[str] = Counter()
    for use in taken:
        credit = by_id[use.credit_id]
        assert 0 < use.amount.amount <= credit.remaining.amount
        assert credit.expires_at > NOW
        assert use.supplier == credit.supplier
        paid[use.supplier] += use.amount.amount
    assert all(paid[supplier] <= to_pay[supplier].amount for supplier in paid)
    assert len({use.credit_id for use in taken}) == len(taken) <= 5


@given(taken=uses, to_pay=prices)
def test_what_is_clipped_pays_all_that_it_can_and_no_more(
    taken: tuple[CreditUse, ...], to_pay: dict[str, Money]
) -> None:
    for supplier in ("sandbox", "other"):
        before = sum(use.amount.amount for use in taken if use.supplier == supplier)
        after = sum(use.amount.amount for use in clip_uses(taken, to_pay) if use.supplier == supplier)
        assert after == min(before, to_pay.get(supplier, euros(0)).amount)


@given(taken=uses, refund=amounts)
def test_a_refund_returns_as_much_as_credits_paid(taken: tuple[CreditUse, ...], refund: Money) -> None:
    kept, back = return_uses(taken, refund)

    total = sum(use.amount.amount for use in taken)
    assert sum(use.amount.amount for use in back) == min(total, refund.amount)
    assert sum(use.amount.amount for use in kept) + sum(use.amount.amount for use in back) == total


@given(before=uses, after=uses)
def test_moves_lead_from_the_uses_before_to_those_after(
    before: tuple[CreditUse, ...], after: tuple[CreditUse, ...]
) -> None:
    held = Counter({use.credit_id: use.amount.amount for use in before})
    for move in moves_between(before, after):
        assert move.amount.amount > 0
        held[move.credit_id] += move.amount.amount * (1 if move.step is CreditStep.RESERVE else -1)

    assert +held == Counter({use.credit_id: use.amount.amount for use in after})


@given(taken=uses, refund=amounts)
def test_spending_and_returning_is_said_by_their_own_moves(taken: tuple[CreditUse, ...], refund: Money) -> None:
    spent = tuple(msgspec.structs.replace(use, status="spent") for use in taken)

    assert {move.step for move in moves_between(taken, spent)} <= {CreditStep.SPEND}
    assert {move.step for move in moves_between(spent, return_uses(spent, refund)[0])} <= {CreditStep.RETURN}
    assert moves_between(spent, spent) == ()
