"""Lives of bookings, version by version, and what the reports should say of them: for tests of counting."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.privacy.anonymity import anonymise_all
from chalicelib.domain.reports.contribution import Dimension, Group, contribution_of
from chalicelib.domain.reports.measures import NOTHING, Measures
from chalicelib.domain.verdict import Outcome, Verdict
from chalicelib.models import bookings, reports
from chalicelib.models.reports import FiguresRow
from tests.support.booked_samples import booking, orders_of
from tests.unit.domain.bookings.refund_samples import cancelled_part, receipt_of
from tests.unit.policy_samples import crowd, flight, option, stay, trip

CENTRES = ("SALES-EU", "OPS", "RESEARCH")
YEARS = ("2026", "2027")
Totals = dict[tuple[Group, str], Measures]


def booking_id(number: int) -> str:
    return f"bkg_01JQZX5V9D7R8M3T2K6W4H{number:04d}"


def life_of(number: int) -> list[Booking]:
    """The versions of a booking of two travellers: chosen, bought, a slice cancelled, all cancelled, erased; of every
    fourth, declined and erased."""
    chosen = msgspec.structs.replace(
        option(flight(), stay()),
        verdict=Verdict(
            outcome=(Outcome.COMPLIANT, Outcome.APPROVAL_REQUIRED)[number % 2], policy_version=1, violations=()
        ),
    )
    made = booking(
        BookingStatus.PURCHASING,
        booking_id=booking_id(number),
        requester_id=f"user-{number % 5}",
        request=trip(
            travellers=crowd(2),
            cost_centre=CENTRES[number % 3],
            cost_centres=(CENTRES[number % 3], CENTRES[(number + 1) % 3]),
        ),
        options=(chosen,),
        selected_option_id=chosen.option_id,
    )
    if number % 4 == 3:
        declined = _next(made, status=BookingStatus.DECLINED)
        return [made, declined, _next(declined, **anonymise_all(declined))]
    bought = _next(
        made,
        status=BookingStatus.BOOKED,
        trip_id=f"trp_{number}",
        booked_at=datetime(2027 - number % 2, 1 + number % 2, 5, tzinfo=UTC),
        orders=orders_of(chosen),
        price=chosen.price,
    )
    cancelled = msgspec.structs.replace(bought.orders[0], cancelled_parts=(1,))
    first = receipt_of(bought, (cancelled_part(0, 1, (9_000, 1_500), "original", "EUR"),))
    changed = _next(bought, orders=(cancelled, bought.orders[1]), receipts=(first,))
    rest = receipt_of(
        bought,
        (
            cancelled_part(0, 0, (9_000, 0), "credit", "EUR"),
            cancelled_part(1, 0, (30_000, 5_000), "original", "EUR"),
        ),
    )
    gone = tuple(
        msgspec.structs.replace(each, status="cancelled", cancelled_parts=(0, 1)[: 2 - place])
        for place, each in enumerate(bought.orders)
    )
    ended = _next(changed, status=BookingStatus.CANCELLED, orders=gone, receipts=(first, rest))
    return [made, bought, changed, ended, _next(ended, **anonymise_all(ended))]


def _next(before: Booking, **changes: Any) -> Booking:
    return msgspec.structs.replace(before, version=before.version + 1, **changes)


def keep(made: Booking) -> None:
    """Put a version of a booking into the table, as its commit would."""
    bookings.to_row(made).save()


def expected_of(kept: Iterable[Booking]) -> Totals:
    """What the reports should say of these bookings."""
    totals: Totals = {}
    for each in kept:
        contribution = contribution_of(each)
        for group, measures in contribution.by_group().items() if contribution else ():
            key = (group, contribution.month if contribution else "")
            totals[key] = totals.get(key, NOTHING) + measures
    return totals


def reported() -> Totals:
    """What the reports say."""
    return {
        (each.group, each.month): each.measures
        for dimension in Dimension
        for year in YEARS
        for each in reports.list_figures(dimension, year, consistent=True)
    }


def rows_naming(user_id: str) -> list[FiguresRow]:
    """The rows of figures that name a person."""
    return [row for row in FiguresRow.scan() if user_id in row.entry]
