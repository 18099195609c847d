"""Using credits up: never more than there is of one, never more than there is to pay, and every move accounted for."""

from collections import Counter
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.openapi.servicing_examples import CREDIT
from chalicelib.domain.money import Money
from chalicelib.domain.servicing.travel_credits import (
    Credit,
    CreditHolder,
    CreditStep,
    CreditUse,
    PaySlot,
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
issuers = st.sampled_from(["BA", "LH", "The Sample Rooms"])
HOLDERS = (CreditHolder("anna", None), CreditHolder("anna", "gst_1"), CreditHolder("david", None))
slots = st.builds(PaySlot, suppliers, issuers, st.integers(0, len(HOLDERS) - 1))
prices = st.dictionaries(slots, amounts, max_size=6)


@st.composite
def kept_credits(draw: st.DrawFn) -> list[Credit]:
    return [
        msgspec.structs.replace(
            CREDIT,
            credit_id=f"crd_{number}",
            user_id=draw(st.sampled_from(["anna", "david", "eve"])),
            guest_id=draw(st.sampled_from([None, None, "gst_1", "gst_2"])),
            issuer=draw(issuers | st.none()),
            remaining=draw(amounts),
            supplier=draw(suppliers),
            expires_at=NOW + timedelta(days=draw(st.integers(-2, 9))),
        )
        for number in range(draw(st.integers(0, 9)))
    ]


uses = st.lists(
    st.builds(
        CreditUse,
        credit_id=st.sampled_from(["crd_1", "crd_2", "crd_3"]),
        supplier=suppliers,
        issuer=issuers,
        traveller=st.integers(0, 1),
        amount=st.integers(1, 500).map(euros),
        status=st.just("reserved"),
    ),
    unique_by=lambda use: use.credit_id,
    max_size=3,
).map(tuple)


@given(found=kept_credits(), to_pay=prices)
def test_no_more_is_used_than_is_left_or_is_to_be_paid_and_by_nobody_else(
    found: list[Credit], to_pay: dict[PaySlot, Money]
) -> None:
    taken = uses_of(found, to_pay, HOLDERS, NOW)

    by_id = {credit.credit_id: credit for credit in found}
    paid: Counter[PaySlot] = Counter()
    for use in taken:
        credit = by_id[use.credit_id]
        assert 0 < use.amount.amount <= credit.remaining.amount
        assert credit.expires_at > NOW
        assert (use.supplier, use.issuer) == (credit.supplier, credit.issuer)
        assert HOLDERS[use.traveller] == (credit.user_id, credit.guest_id)
        paid[use.slot] += use.amount.amount
    assert all(paid[slot] <= to_pay[slot].amount for slot in paid)
    assert len({use.credit_id for use in taken}) == len(taken) <= 5


def credit(**changes: Any) -> Credit:
    return msgspec.structs.replace(CREDIT, **{"user_id": "anna", "issuer": "BA", **changes})


@pytest.mark.parametrize(
    ("kept", "pays"),
    [
        (credit(), True),
        (credit(issuer="LH"), False),
        (credit(issuer=None), False),
        (credit(issuer="British Airways"), False),
        (credit(supplier="other"), False),
        (credit(user_id="david"), False),
        (credit(user_id="eve"), False),
        (credit(guest_id="gst_1"), False),
        (credit(remaining=euros(0)), False),
        (credit(remaining=Money(amount=500, currency="USD"), amount=Money(amount=500, currency="USD")), False),
        (credit(remaining=Money(amount=500, currency="JPY"), amount=Money(amount=500, currency="JPY")), False),
        (credit(remaining=Money(amount=500, currency="KWD"), amount=Money(amount=500, currency="KWD")), False),
        (credit(expires_at=NOW), False),
        (credit(expires_at=NOW + timedelta(seconds=1)), True),
        (credit(expires_at=NOW - timedelta(days=1)), False),
    ],
)
def test_a_credit_pays_its_carrier_for_its_traveller_until_it_expires(kept: Credit, pays: bool) -> None:
    taken = uses_of([kept], {PaySlot("sandbox", "BA", 0): euros(100)}, HOLDERS, NOW)

    assert [use.amount for use in taken] == [euros(100)] * pays


@given(taken=uses, to_pay=prices)
def test_what_is_clipped_pays_all_that_it_can_and_no_more(
    taken: tuple[CreditUse, ...], to_pay: dict[PaySlot, Money]
) -> None:
    for slot in {use.slot for use in taken}:
        before = sum(use.amount.amount for use in taken if use.slot == slot)
        after = sum(use.amount.amount for use in clip_uses(taken, to_pay) if use.slot == slot)
        assert after == min(before, to_pay.get(slot, euros(0)).amount)


@given(taken=uses, refunds=prices)
def test_a_refund_returns_as_much_as_credits_paid_of_it(
    taken: tuple[CreditUse, ...], refunds: dict[PaySlot, Money]
) -> None:
    kept, back = return_uses(taken, refunds)

    for slot in {use.slot for use in taken}:
        total = sum(use.amount.amount for use in taken if use.slot == slot)
        returned = sum(use.amount.amount for use in back if use.slot == slot)
        assert returned == min(total, refunds.get(slot, euros(0)).amount)
        assert sum(use.amount.amount for use in kept if use.slot == slot) + returned == total


@given(before=uses, after=uses)
def test_moves_lead_from_the_uses_before_to_those_after(
    before: tuple[CreditUse, ...], after: tuple[CreditUse, ...]
) -> None:
    held = Counter({use.credit_id: use.amount.amount for use in before})
    for move in moves_between(before, after):
        assert move.amount.amount > 0
        held[move.credit_id] += move.amount.amount * (1 if move.step is CreditStep.RESERVE else -1)

    assert +held == Counter({use.credit_id: use.amount.amount for use in after})


@given(taken=uses, refunds=prices)
def test_spending_and_returning_is_said_by_their_own_moves(
    taken: tuple[CreditUse, ...], refunds: dict[PaySlot, Money]
) -> None:
    spent = tuple(msgspec.structs.replace(use, status="spent") for use in taken)

    assert {move.step for move in moves_between(taken, spent)} <= {CreditStep.SPEND}
    assert {move.step for move in moves_between(spent, return_uses(spent, refunds)[0])} <= {CreditStep.RETURN}
    assert moves_between(spent, spent) == ()
