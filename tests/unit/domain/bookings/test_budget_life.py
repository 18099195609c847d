"""What a trip takes of budgets from its choice to its end, whatever its shape: moves add up to what was paid in each
year, and nothing is left reserved."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus, BudgetShare
from chalicelib.domain.bookings.budget_shares import (
    commit_moves,
    correction_moves,
    mark_committed,
    refund_moves,
    release_moves,
    scale_shares,
)
from chalicelib.domain.bookings.credit_slots import slots_of_option
from chalicelib.domain.bookings.traveller_payments import find_payable, find_returns, find_spent
from chalicelib.domain.budgets.budget import BudgetKey, BudgetMove
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Offer, with_prices
from chalicelib.domain.servicing.travel_credits import CreditUse, clip_uses, return_uses
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.support.booked_samples import booking, orders_of
from tests.unit.domain.bookings.budget_sums import Sums
from tests.unit.domain.bookings.refund_samples import cancelled_part, receipt_of, use_of
from tests.unit.domain.offers.new_year_trips import trips_over_new_year
from tests.unit.domain.policies.policy_shapes import itinerary

CODE = "EUR"
AMOUNTS = st.integers(0, 12) | st.integers(0, 10**6)


class Ledger(NamedTuple):
    """What moves have left of each budget."""

    sums: Mapping[BudgetKey, Sums]

    def after(self, moves: Iterable[BudgetMove]) -> "Ledger":
        sums = dict(self.sums)
        for move in moves:
            sums[move.key] = sums.get(move.key, Sums()).after(move)
            assert min(sums[move.key]) >= 0
        return Ledger(sums)

    def said(self) -> dict[BudgetKey, Sums]:
        return {key: found for key, found in self.sums.items() if any(found)}


def shares_of(charged: Mapping[BudgetKey, Money]) -> tuple[BudgetShare, ...]:
    return tuple(
        BudgetShare(cost_centre=key.cost_centre, period=key.period, amount=amount, status="reserved")
        for key, amount in charged.items()
    )


def chosen(request: TripRequest, offers: list[Offer], amounts: list[int]) -> Booking:
    option = with_prices(itinerary(*offers), [Money(amount=amount, currency=CODE) for amount in amounts])
    return booking(
        BookingStatus.BOOKED,
        request=request,
        options=(option,),
        selected_option_id=option.option_id,
        price=option.price,
    )


def payable(made: Booking, uses: tuple[CreditUse, ...]) -> dict[BudgetKey, Money]:
    return find_payable(made.request, [(each, each.price) for each in made.selected.components], uses)


@st.composite
def uses_for(draw: st.DrawFn, made: Booking) -> tuple[CreditUse, ...]:
    """Credits of some travellers, for some of whom they pay a part and for some all."""
    slots = slots_of_option(made, made.selected)
    some = draw(st.permutations(list(slots.items())))[: draw(st.integers(0, 4))]
    return clip_uses([use_of(slot, draw(AMOUNTS) or most.amount, CODE) for slot, most in some], slots)


@given(trips_over_new_year(), st.data())
@settings(max_examples=50)
def test_moves_of_a_trip_of_any_shape_lead_to_what_each_year_has_paid(
    trip: tuple[TripRequest, list[Offer], list[str]], data: st.DataObject
) -> None:
    request, offers, _ = trip
    prices = [data.draw(AMOUNTS) for _ in offers]
    reserved = chosen(request, offers, prices)
    uses = data.draw(uses_for(reserved))
    shares = shares_of(payable(reserved, uses))
    ledger = Ledger({}).after(correction_moves((), shares))
    assert ledger.after(release_moves(shares)).said() == {}

    # It is charged at other prices, some components less.
    charged = [data.draw(st.integers(0, price)) for price in prices]
    bought = chosen(request, offers, charged)
    uses = clip_uses(uses, slots_of_option(bought, bought.selected))
    less = shares_of(payable(bought, uses))
    ledger = ledger.after(correction_moves(shares, less)).after(commit_moves(less))
    made = msgspec.structs.replace(bought, credits=uses, orders=orders_of(bought.selected))
    committed = mark_committed(less)
    spent = find_spent(made, (), uses)
    assert {share.key: share.amount for share in committed} == spent
    assert ledger.said() == {key: Sums(committed=each.amount) for key, each in spent.items() if each.amount}
    paid = sum(each.amount for each in spent.values()) + sum(use.amount.amount for use in uses)
    assert paid == sum(charged)

    # And given back, component by component in any order, each for a fee or for none.
    kept = 0
    for index in data.draw(st.permutations(range(len(offers)))):
        fee = data.draw(st.sampled_from([0, charged[index] // 3, charged[index]]))
        done = (cancelled_part(index, 0, (charged[index], fee), "original", CODE),)
        uses, _ = return_uses(made.credits, find_returns(made, done))
        left = find_spent(made, done, uses)
        after = scale_shares(committed, spent, left)
        ledger = ledger.after(refund_moves(committed, after))
        kept += fee
        made = msgspec.structs.replace(made, credits=uses, receipts=(*made.receipts, receipt_of(made, done)))
        committed, spent = after, left
    assert {share.key: share.amount for share in committed} == spent
    assert ledger.said() == {key: Sums(committed=each.amount) for key, each in spent.items() if each.amount}
    assert sum(each.amount for each in spent.values()) + sum(use.amount.amount for use in made.credits) == kept
