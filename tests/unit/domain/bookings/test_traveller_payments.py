"""What travellers of several cost centres pay when credits pay for some of them: to the minor unit, through purchase
and refunds, and nobody's credit for anybody else."""

from collections import Counter
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BudgetShare
from chalicelib.domain.bookings.budget_shares import refund_moves, scale_shares
from chalicelib.domain.bookings.credit_slots import slots_of_option
from chalicelib.domain.bookings.traveller_payments import find_payable, find_returns, find_spent
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import with_prices
from chalicelib.domain.servicing.amendments import ReceiptPart, RefundTo
from chalicelib.domain.servicing.travel_credits import CreditUse, PaySlot, clip_uses, return_uses
from tests.unit.domain.bookings.credit_samples import (
    CODES,
    PERIODS,
    booked,
    paid_with_credits,
)
from tests.unit.domain.bookings.refund_samples import cancelled_part, receipt_of, use_of


def payable(made: Booking, uses: tuple[CreditUse, ...]) -> dict[BudgetKey, int]:
    priced = [(component, component.price) for component in made.selected.components]
    return {key: each.amount for key, each in find_payable(made.request, priced, uses).items()}


def by_centre(amounts: dict[BudgetKey, int]) -> dict[str, int]:
    """What each cost centre pays, in whatever period."""
    sums: Counter[str] = Counter()
    for key, amount in amounts.items():
        sums[key.cost_centre] += amount
    return dict(sums)


def summed(amounts: dict[BudgetKey, Money]) -> int:
    return sum(each.amount for each in amounts.values())


@given(paid_with_credits())
def test_shares_are_the_price_less_the_credits_and_never_less_than_nothing(made: Booking) -> None:
    to_pay = payable(made, made.credits)

    assert min(to_pay.values()) >= 0
    assert made.price is not None
    assert sum(to_pay.values()) == made.price.amount - sum(use.amount.amount for use in made.credits)


@given(paid_with_credits())
def test_a_credit_eases_the_cost_centre_of_its_own_traveller_alone(made: Booking) -> None:
    for use in made.credits:
        others = tuple(each for each in made.credits if each != use)
        without, with_it = by_centre(payable(made, others)), by_centre(payable(made, made.credits))
        eased = {centre: without[centre] - with_it[centre] for centre in with_it if without[centre] != with_it[centre]}
        assert eased == {made.request.charged[use.traveller]: use.amount.amount}


@given(paid_with_credits(), st.data())
def test_shares_fall_when_components_cost_less(made: Booking, data: st.DataObject) -> None:
    """So that what was reserved is enough for what is charged, whatever a credit no longer pays."""
    prices = [
        Money(amount=data.draw(st.integers(0, component.price.amount)), currency=made.request.currency)
        for component in made.selected.components
    ]
    uses = clip_uses(made.credits, slots_of_option(made, with_prices(made.selected, prices)))

    cheaper = find_payable(made.request, list(zip(made.selected.components, prices, strict=True)), uses)

    before = payable(made, made.credits)
    assert all(0 <= cheaper[key].amount <= before[key] for key in before)
    assert summed(cheaper) == sum(price.amount for price in prices) - sum(use.amount.amount for use in uses)


@st.composite
def cancellations(draw: st.DrawFn, made: Booking) -> list[tuple[ReceiptPart, ...]]:
    """Parts of every component, given back in some order, several at once or one after another."""
    parts = []
    for number, order in enumerate(made.orders):
        first = draw(st.integers(0, order.price.amount))
        for part_index, paid in enumerate((first, order.price.amount - first)):
            fee = draw(st.sampled_from([0, 0, paid, paid // 3]))
            to: RefundTo = draw(st.sampled_from(["original", "original", "original", "credit"]))
            parts.append(cancelled_part(number, part_index, (paid, fee), to, made.request.currency))
    parts = list(draw(st.permutations(parts)))
    ends = sorted({*draw(st.lists(st.integers(0, len(parts)), max_size=3)), 0, len(parts)})
    return [tuple(parts[start:end]) for start, end in pairwise(ends)]


@given(paid_with_credits(), st.data())
@settings(max_examples=60)
def test_refunds_return_to_where_it_came_from(made: Booking, data: st.DataObject) -> None:
    """However a trip is given back, in pieces or at once: first to the credits of the traveller that have paid in that
    period, then to the budget of their cost centre, never more than they have paid, and all of it together."""
    spent = find_spent(made, (), made.credits)
    shares = tuple(
        BudgetShare(cost_centre=key.cost_centre, period=key.period, amount=amount, status="committed")
        for key, amount in spent.items()
    )
    for done in data.draw(cancellations(made)):
        slots = find_returns(made, done)
        uses, returns = return_uses(made.credits, slots)
        left = find_spent(made, done, uses)
        less = scale_shares(shares, spent, left)

        refund = sum(part.refund.amount for part in done if part.refund_to == "original")
        returned = sum(each.amount.amount for each in returns)
        assert min(amount.amount for amount in slots.values()) >= 0
        assert returned == sum(amount.amount for amount in slots.values()) <= refund
        assert all(0 <= left[key].amount <= spent[key].amount for key in spent)
        assert summed(spent) - summed(left) == refund - returned
        assert {share.key: share.amount for share in less} == left
        assert all(moved.amount.amount > 0 for moved in refund_moves(shares, less))
        receipts = (*made.receipts, receipt_of(made, done))
        made, shares, spent = msgspec.structs.replace(made, credits=uses, receipts=receipts), less, left

    kept = sum(part.fee.amount for receipt in made.receipts for part in receipt.parts)
    kept += sum(part.refund.amount for receipt in made.receipts for part in receipt.parts if part.refund_to == "credit")
    assert summed(spent) + sum(use.amount.amount for use in made.credits) == kept


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    ("centres", "prices", "used", "pays"),
    [
        (["OPS", "SALES-EU"], [10_001], {0: 5_001}, {"OPS": 0, "SALES-EU": 5_000}),
        (["OPS", "SALES-EU"], [10_001], {1: 5_000}, {"OPS": 5_001, "SALES-EU": 0}),
        (["OPS", "SALES-EU"], [10_001], {0: 5_001, 1: 5_000}, {"OPS": 0, "SALES-EU": 0}),
        (["OPS", "SALES-EU"], [1, 1], {0: 2}, {"OPS": 0, "SALES-EU": 0}),
        (["OPS", "SALES-EU"], [3, 3], {0: 4}, {"OPS": 0, "SALES-EU": 2}),
        (["OPS", "SALES-EU", "OPS"], [100], {0: 34}, {"OPS": 33, "SALES-EU": 33}),
        (["OPS", "SALES-EU", "OPS"], [100], {1: 33}, {"OPS": 67, "SALES-EU": 0}),
        (["OPS", "SALES-EU", "OPS"], [101], {2: 33}, {"OPS": 34, "SALES-EU": 34}),
        (["OPS", "OPS"], [999, 1], {1: 499}, {"OPS": 501}),
        (["OPS", "SALES-EU", "RESEARCH"], [2], {1: 1}, {"OPS": 1, "SALES-EU": 0, "RESEARCH": 0}),
        (["OPS", "SALES-EU", "RESEARCH"], [5, 7], {0: 1}, {"OPS": 4, "SALES-EU": 4, "RESEARCH": 3}),
        (["OPS"], [10_000], {0: 2_500}, {"OPS": 7_500}),
    ],
)
def test_who_pays_what_beside_a_credit(
    code: str, centres: list[str], prices: list[int], used: dict[int, int], pays: dict[str, int]
) -> None:
    made = booked(code, centres, prices)
    uses = tuple(use_of(PaySlot("sandbox", "LH", place), amount, code) for place, amount in used.items())

    assert clip_uses(uses, slots_of_option(made, made.selected)) == uses
    assert by_centre(payable(made, uses)) == pays


@given(paid_with_credits())
def test_each_budget_pays_what_begins_in_its_year(made: Booking) -> None:
    """Less what credits pay, of the earlier year first."""
    whole = payable(made, ())
    pays = payable(made, made.credits)

    for period in ("2026", "2027"):
        prices = [
            each.price.amount for each, of in zip(made.selected.components, PERIODS, strict=False) if of == period
        ]
        assert sum(amount for key, amount in whole.items() if key.period == period) == sum(prices)
    assert list(whole) == list(pays) == sorted(whole, key=lambda key: (made.request.charged.index(key[0]), key[1]))
    assert all(pays[key] <= whole[key] for key in whole)


@pytest.mark.parametrize(
    ("used", "pays", "cancelled", "returned", "refunded"),
    [
        # 100 in the new year and 60 in the old one, both of one carrier; a credit pays the old year first.
        (50, {"2026": 10, "2027": 100}, 1, 50, {"2026": 10}),
        (50, {"2026": 10, "2027": 100}, 0, 0, {"2027": 100}),
        (60, {"2026": 0, "2027": 100}, 1, 60, {}),
        (75, {"2026": 0, "2027": 85}, 1, 60, {}),
        (75, {"2026": 0, "2027": 85}, 0, 15, {"2027": 85}),
        (160, {"2026": 0, "2027": 0}, 0, 100, {}),
        (0, {"2026": 60, "2027": 100}, 1, 0, {"2026": 60}),
    ],
)
def test_refund_returns_to_the_credit_that_paid_in_its_year_and_else_to_the_budget_of_that_year(
    used: int, pays: dict[str, int], cancelled: int, returned: int, refunded: dict[str, int]
) -> None:
    made = booked("EUR", ["OPS"], [100, 60])
    uses = (use_of(PaySlot("sandbox", "LH", 0), used, "EUR"),) if used else ()
    made = msgspec.structs.replace(made, credits=uses)
    price = made.selected.components[cancelled].price.amount
    done = (cancelled_part(cancelled, 0, (price, 0), "original", "EUR"),)

    kept, back = return_uses(made.credits, find_returns(made, done))
    spent, left = find_spent(made, (), made.credits), find_spent(made, done, kept)

    assert {key.period: amount.amount for key, amount in spent.items()} == pays
    assert sum(each.amount.amount for each in back) == returned
    differences = {key.period: (spent[key] - left[key]).amount for key in spent}
    assert {period: amount for period, amount in differences.items() if amount} == refunded
