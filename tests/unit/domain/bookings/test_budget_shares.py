"""A price divided among travellers and their cost centres: to the minor unit, whatever becomes of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import BudgetShare
from chalicelib.domain.bookings.budget_shares import (
    commit_moves,
    correction_moves,
    mark_committed,
    refund_moves,
    release_moves,
    scale_shares,
)
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.money import Money, divide
from chalicelib.domain.trip_requests.cost_shares import divide_by_cost_centre, places_by_cost_centre
from chalicelib.domain.trip_requests.trip_request import Traveller, TripRequest
from tests.unit.domain.bookings.budget_sums import Sums
from tests.unit.policy_samples import trip

# Currencies with two digits, none and three of them.
CODES = ("EUR", "JPY", "KWD")
CENTRES = st.lists(st.sampled_from(["SALES-EU", "OPS", "RESEARCH", "BOARD"]), min_size=1, max_size=9)
AMOUNTS = st.integers(0, 10**9)


def charged_to(*cost_centres: str) -> TripRequest:
    people = tuple(Traveller(given_name=f"N{place}", family_name="Weber") for place in range(len(cost_centres)))
    return trip(travellers=people, cost_centre=cost_centres[0], cost_centres=cost_centres)


def paid_of(request: TripRequest, amount: int, currency: str = "EUR") -> dict[BudgetKey, Money]:
    """What each budget is charged of an amount, of which every third unit falls into the next year."""
    periods = {"2026": amount - amount // 3, "2027": amount // 3}
    return {
        BudgetKey(centre, period): money
        for period, part in periods.items()
        for centre, money in divide_by_cost_centre(request, [Money(amount=part, currency=currency)], currency).items()
    }


def shares(request: TripRequest, amount: int, currency: str = "EUR") -> tuple[BudgetShare, ...]:
    return tuple(
        BudgetShare(cost_centre=key.cost_centre, period=key.period, amount=money, status="reserved")
        for key, money in paid_of(request, amount, currency).items()
    )


@given(AMOUNTS, st.integers(1, 9), st.sampled_from(CODES))
def test_parts_are_alike_but_for_one_unit_and_add_up_to_the_whole(amount: int, count: int, code: str) -> None:
    parts = [each.amount for each in divide(Money(amount=amount, currency=code), count)]

    assert sum(parts) == amount
    assert parts == sorted(parts, reverse=True)
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("amount", "count", "parts"),
    [
        (0, 3, [0, 0, 0]),
        (1, 2, [1, 0]),
        (2, 3, [1, 1, 0]),
        (5, 3, [2, 2, 1]),
        (6, 3, [2, 2, 2]),
        (10_001, 2, [5001, 5000]),
        (10, 4, [3, 3, 2, 2]),
        (99, 9, [11] * 9),
        (107, 9, [12] * 8 + [11]),
        (7, 1, [7]),
    ],
)
def test_what_is_left_over_goes_to_the_first(amount: int, count: int, parts: list[int]) -> None:
    assert [each.amount for each in divide(Money(amount=amount, currency="EUR"), count)] == parts


@given(CENTRES, st.lists(AMOUNTS, max_size=4), st.sampled_from(CODES))
def test_cost_centres_pay_what_their_travellers_pay_of_each_component_and_all_of_it_together(
    centres: list[str], amounts: list[int], code: str
) -> None:
    components = [Money(amount=amount, currency=code) for amount in amounts]
    request = charged_to(*centres)

    paid = divide_by_cost_centre(request, components, code)

    each = [divide(component, len(centres)) for component in components]
    assert paid == {
        centre: Money(amount=sum(parts[place].amount for parts in each for place in places), currency=code)
        for centre, places in places_by_cost_centre(request).items()
    }
    assert sum(money.amount for money in paid.values()) == sum(amounts)
    assert list(paid) == list(dict.fromkeys(centres))


@given(CENTRES, st.lists(AMOUNTS, min_size=2, max_size=5), st.sampled_from(CODES))
@settings(max_examples=60)
def test_shares_fall_with_the_price_step_by_step_and_stay_exact(
    centres: list[str], amounts: list[int], code: str
) -> None:
    """Several refunds one after another leave what would be charged for the rest at once."""
    request = charged_to(*centres)
    before, *steps = sorted(amounts, reverse=True)
    now = mark_committed(shares(request, before, code))
    sums = {share.key: Sums(committed=share.amount.amount) for share in now}

    for after in steps:
        less = scale_shares(now, paid_of(request, before, code), paid_of(request, after, code))
        for move in refund_moves(now, less):
            assert move.amount.amount > 0
            sums[move.key] = sums[move.key].after(move)
        before, now = after, less

    assert now == mark_committed(shares(request, before, code))
    assert {each: sums[each].committed for each in sums} == {each.key: each.amount.amount for each in now}


@given(CENTRES, st.integers(1, 10**9), AMOUNTS, st.integers(1, 10**9))
@settings(max_examples=60)
def test_shares_in_another_currency_fall_in_proportion_and_never_below(
    centres: list[str], before: int, after: int, worth: int
) -> None:
    """A budget in another currency keeps the rate at which its share was settled; what is nothing is nothing."""
    request, after = charged_to(*centres), min(before, after)
    paid, still = paid_of(request, before), paid_of(request, after)
    settled = tuple(
        BudgetShare(
            cost_centre=each.cost_centre,
            period=each.period,
            amount=Money(amount=money.amount * worth // 10**6, currency="USD"),
            status="committed",
        )
        for each, money in paid.items()
    )

    less = scale_shares(settled, paid, still)

    for was, now in zip(settled, less, strict=True):
        there, left = paid[was.key].amount, still[was.key].amount
        if there:
            assert 0 <= now.amount.amount * there - was.amount.amount * left < there
            assert now.amount.amount <= was.amount.amount


@given(CENTRES, CENTRES, AMOUNTS, AMOUNTS, st.booleans(), st.booleans())
@settings(max_examples=80)
def test_moves_lead_each_budget_from_one_reservation_to_the_next(
    first: list[str], second: list[str], before: int, after: int, asked: bool, still: bool
) -> None:
    """One move of each budget at most, as one transaction can hold no more; and nothing is left when it is released."""
    was, now = (
        tuple(
            BudgetShare(
                cost_centre=share.cost_centre,
                period=share.period,
                amount=share.amount,
                status="reserved",
                awaiting_approval=awaits,
            )
            for share in shares(charged_to(*centres), amount)
        )
        for centres, amount, awaits in ((first, before, asked), (second, after, still))
    )
    sums: dict[BudgetKey, Sums] = {}

    for moves in (correction_moves((), was), correction_moves(was, now)):
        assert len({move.key for move in moves}) == len(moves)
        for move in moves:
            sums[move.key] = sums.get(move.key, Sums()).after(move)

    wanted = {each.key: Sums(each.amount.amount, 0, each.amount.amount if still else 0) for each in now}
    assert {each: found for each, found in sums.items() if any(found)} == {
        each: found for each, found in wanted.items() if any(found)
    }
    for last, left in ((release_moves(now), 0), (commit_moves(now), 1)):
        ended = {move.key: wanted[move.key].after(move) for move in last}
        assert all(found == Sums(0, left * wanted[each].reserved, 0) for each, found in ended.items())
