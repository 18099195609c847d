"""What a booking counts for: to the minor unit, in every group, through refunds and erasure."""

from collections import Counter
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.traveller_payments import find_spent
from chalicelib.domain.privacy.anonymity import anonymise_all
from chalicelib.domain.reports.contribution import (
    ERASED,
    GUESTS,
    Contribution,
    Dimension,
    contribution_of,
    report_month_of,
)
from chalicelib.domain.reports.measures import Measures, add_up, divide_number
from chalicelib.domain.verdict import Outcome, Verdict
from tests.support.booked_samples import NOW, booking, orders_of
from tests.unit.domain.bookings.credit_samples import paid_with_credits
from tests.unit.domain.bookings.refund_samples import cancelled_part, receipt_of
from tests.unit.policy_samples import crowd, euros, flight, option, stay, trip

BOOKED_AT = datetime(2027, 1, 31, 23, 30, tzinfo=UTC)
COMPLIANT = Verdict(outcome=Outcome.COMPLIANT, policy_version=1, violations=())
EXCEPTION = Verdict(outcome=Outcome.APPROVAL_REQUIRED, policy_version=1, violations=())


def booked(**changes: object) -> Booking:
    """A bought flight there and back for 180 EUR with two nights for 300 EUR, within the policy."""
    chosen = msgspec.structs.replace(option(flight(), stay()), verdict=COMPLIANT)
    usual = {
        "trip_id": "trp_01JQZX5V9D7R8M3T2K6W4H0YBE",
        "booked_at": BOOKED_AT,
        "options": (chosen,),
        "selected_option_id": chosen.option_id,
        "price": chosen.price,
        "orders": orders_of(chosen),
    }
    return booking(BookingStatus.BOOKED, **(usual | changes))


def figures(made: Booking) -> dict[tuple[str, str], Measures]:
    found = contribution_of(made)
    assert found is not None
    return {(entry.dimension.value, entry.key): entry.measures for entry in found.entries}


def net_by_centre(found: Contribution) -> dict[str, int]:
    return {entry.key: entry.measures.net for entry in found.entries if entry.dimension is Dimension.COST_CENTRE}


def with_trip(made: Booking) -> Booking:
    return msgspec.structs.replace(made, trip_id="trp_01JQZX5V9D7R8M3T2K6W4H0YBE")


def test_nothing_counts_before_it_is_bought_or_declined() -> None:
    assert all(
        contribution_of(booking(status)) is None for status in BookingStatus if status is not BookingStatus.DECLINED
    )


def test_a_booking_counts_in_the_month_in_which_it_was_bought() -> None:
    assert report_month_of(booked()) == "2027-01"
    assert report_month_of(booked(booked_at=None)) == f"{NOW:%Y-%m}"  # from before that was kept


def test_what_was_bought_is_counted_for_everybody_whom_it_concerns() -> None:
    found = figures(booked())

    company = found["company", "-"]
    assert (company.bookings, company.travellers, company.gross, company.net) == (1, 1, 48_000, 48_000)
    assert (company.flights, company.stays, company.rail, company.cars) == (18_000, 30_000, 0, 0)
    assert (company.compliant, company.exceptions, company.co2_grams) == (1, 0, 220_000)
    assert company.lead_days == 31
    assert found["costCentre", "SALES-EU"] == found["traveller", "anna"] == company
    route = found["route", "BER-LHR"]
    assert (route.bookings, route.journeys, route.gross, route.co2_grams) == (1, 2, 18_000, 220_000)
    assert found["carrier", "LH"] == route


def test_a_cancelled_slice_lowers_money_and_emissions_of_the_month_in_which_it_was_bought() -> None:
    made = booked()
    part = cancelled_part(0, 1, (9_000, 2_000), "original", "EUR")
    orders = (msgspec.structs.replace(made.orders[0], cancelled_parts=(1,)), made.orders[1])
    after = msgspec.structs.replace(made, orders=orders, receipts=(receipt_of(made, (part,)),), updated_at=NOW)

    found = figures(after)

    company, route = found["company", "-"], found["route", "BER-LHR"]
    assert (company.gross, company.refunded, company.fees, company.net) == (48_000, 7_000, 2_000, 41_000)
    assert (company.co2_grams, company.cancelled) == (110_000, 0)
    assert (route.gross, route.refunded, route.journeys) == (18_000, 7_000, 1)
    assert report_month_of(after) == "2027-01"


def test_a_credit_granted_instead_of_money_does_not_lower_the_spend() -> None:
    made = booked()
    receipt = receipt_of(made, (cancelled_part(0, 0, (9_000, 1_000), "credit", "EUR"),))

    company = figures(msgspec.structs.replace(made, receipts=(receipt,)))["company", "-"]

    assert (company.credited, company.refunded, company.net) == (8_000, 0, 48_000)


def test_a_booking_against_the_policy_counts_as_an_exception_with_what_it_cost_more() -> None:
    within = msgspec.structs.replace(option(flight(price=euros(90)), stay()), option_id="opt_2", verdict=COMPLIANT)
    chosen = msgspec.structs.replace(option(flight(), stay()), verdict=EXCEPTION)

    company = figures(booked(options=(chosen, within)))["company", "-"]

    assert (company.compliant, company.exceptions, company.compared, company.missed_savings) == (0, 1, 1, 9_000)


def test_a_declined_request_counts_as_declined_in_the_month_in_which_it_was_made() -> None:
    found = contribution_of(booking(BookingStatus.DECLINED))

    assert found is not None
    assert found.month == f"{NOW:%Y-%m}"
    assert {entry.measures for entry in found.entries} == {Measures(declined=1)}
    assert {entry.dimension for entry in found.entries} == {"company", "costCentre", "traveller"}


def test_whoever_is_erased_is_counted_as_nobody_in_particular() -> None:
    made = booked(request=trip(travellers=crowd(3)))

    before, after = figures(made), figures(msgspec.structs.replace(made, **anonymise_all(made)))

    assert {key for dimension, key in before if dimension == "traveller"} == {"anna", GUESTS}
    assert {key for dimension, key in after if dimension == "traveller"} == {ERASED}
    assert after["traveller", ERASED] == before["company", "-"] == after["company", "-"]


@settings(max_examples=30)
@given(paid_with_credits(), st.data())
def test_cost_centres_and_travellers_add_up_to_the_company_and_to_what_budgets_pay(
    made: Booking, data: st.DataObject
) -> None:
    parts = tuple(
        cancelled_part(number, 0, (paid, data.draw(st.integers(0, paid))), "original", made.request.currency)
        for number, paid in enumerate(order.price.amount for order in made.orders)
        if data.draw(st.booleans())
    )
    after = with_trip(msgspec.structs.replace(made, credits=(), receipts=(receipt_of(made, parts),)))
    found = contribution_of(after)
    assert found is not None

    spent: Counter[str] = Counter()
    for key, amount in find_spent(after, (), after.credits).items():
        spent[key.cost_centre] += amount.amount

    assert net_by_centre(found) == dict(spent)
    company = figures(after)["company", "-"]
    for dimension in (Dimension.COST_CENTRE, Dimension.TRAVELLER):
        money = add_up(entry.measures for entry in found.entries if entry.dimension is dimension)
        for name in ("gross", "refunded", "by_credit", "fees", "credited", "travellers", "missed_savings", "co2_grams"):
            assert getattr(money, name) == getattr(company, name), (dimension, name)


@settings(max_examples=30)
@given(paid_with_credits())
def test_what_credits_pay_is_no_spend_of_whose_travellers_they_name(made: Booking) -> None:
    found = contribution_of(with_trip(made))
    assert found is not None

    spent: Counter[str] = Counter()
    for key, amount in find_spent(made, (), made.credits).items():
        spent[key.cost_centre] += amount.amount

    assert net_by_centre(found) == dict(spent)


@settings(max_examples=30)
@given(paid_with_credits())
def test_routes_and_carriers_add_up_to_what_was_bought_of_fares(made: Booking) -> None:
    found = contribution_of(with_trip(made))
    assert found is not None

    sums = {
        dimension: sum(entry.measures.gross for entry in found.entries if entry.dimension is dimension)
        for dimension in (Dimension.ROUTE, Dimension.CARRIER)
    }

    assert set(sums.values()) == {figures(with_trip(made))["company", "-"].flights}


@pytest.mark.parametrize(("whole", "count"), [(7, 3), (-7, 3), (0, 2), (5, 1)])
def test_a_number_is_divided_without_a_rest(whole: int, count: int) -> None:
    parts = divide_number(whole, count)

    assert (sum(parts), len(parts), max(parts) - min(parts) <= 1) == (whole, count, True)
