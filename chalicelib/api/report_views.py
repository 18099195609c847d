"""How figures of a report are shown: as JSON, and as CSV for a spreadsheet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

import msgspec

from chalicelib.domain.csv_text import Cell, money_cells, write_rows
from chalicelib.domain.money import Money
from chalicelib.domain.reports.contribution import ERASED, GUESTS, Dimension
from chalicelib.domain.reports.periods import GroupFigures
from chalicelib.domain.value import Value

_GROUP = msgspec.Meta(
    description=(
        "What the figures are of, by `groupBy`: a month, a cost centre, a traveller's `userId` (`(guests)` for all who "
        "have no account, `(erased)` for those who were erased), a route by its two ends in alphabetical order, both "
        "directions together, or a carrier by its IATA designator or a railway by its name"
    ),
    examples=["2027-03"],
)


_TRAVELLER = msgspec.Meta(
    description="`userId` of the traveller whose figures they are; null where they are of anything else"
)


class SpendByKind(Value, frozen=True):
    """What was bought, by kind; refunds are not taken off."""

    flights: Annotated[Money, msgspec.Meta(description="Fares of airlines")]
    rail: Annotated[Money, msgspec.Meta(description="Fares of railways")]
    stays: Annotated[Money, msgspec.Meta(description="Hotel stays")]
    cars: Annotated[Money, msgspec.Meta(description="Rental cars")]


class SpendFigures(Value, frozen=True):
    """What was spent in one group, in one currency; a group has one such entry for each."""

    group: Annotated[str, _GROUP]
    traveller_id: Annotated[str | None, _TRAVELLER]
    bookings: Annotated[int, msgspec.Meta(ge=0, description="Bookings that were bought, cancelled ones included")]
    cancelled_bookings: Annotated[int, msgspec.Meta(ge=0, description="Bookings of which everything was cancelled")]
    gross: Annotated[Money, msgspec.Meta(description="Prices of what was bought")]
    refunded: Annotated[Money, msgspec.Meta(description="Money that came back for what was cancelled")]
    fees: Annotated[Money, msgspec.Meta(description="Kept by suppliers of what was cancelled")]
    credited: Annotated[Money, msgspec.Meta(description="Granted as travel credits for what was cancelled")]
    co2_grams: Annotated[int, msgspec.Meta(ge=0, description="Of flights and trains that were not cancelled")]
    journeys: Annotated[
        int | None,
        msgspec.Meta(
            description="Travellers on slices, or on segments by carrier, not cancelled; by route and carrier"
        ),
    ]
    travellers: Annotated[int | None, msgspec.Meta(description="Of all bookings together; null by route and carrier")]
    paid_by_credit: Annotated[
        Money | None, msgspec.Meta(description="Paid by travel credits instead of money; null by route and carrier")
    ]
    net: Annotated[
        Money | None,
        msgspec.Meta(description="`gross` less `refunded` and `paidByCredit`, as budgets have it; null as above"),
    ]
    by_kind: Annotated[SpendByKind | None, msgspec.Meta(description="`gross` by kind; null by route and carrier")]


class ComplianceFigures(Value, frozen=True):
    """How one group kept to the travel policy, in one currency; a group has one such entry for each."""

    group: Annotated[str, _GROUP]
    traveller_id: Annotated[str | None, _TRAVELLER]
    bookings: Annotated[int, msgspec.Meta(ge=0, description="Bookings that were bought")]
    within_policy: Annotated[int, msgspec.Meta(ge=0, description="Of these, what needed nobody's approval")]
    approved_exceptions: Annotated[
        int,
        msgspec.Meta(ge=0, description="Of these, what somebody approved, or did not object to, against the policy"),
    ]
    declined: Annotated[int, msgspec.Meta(ge=0, description="Requests that were declined; they are none of `bookings`")]
    average_lead_days: Annotated[
        float | None, msgspec.Meta(description="Days from the purchase to the first day of the trip; null without any")
    ]
    compared_bookings: Annotated[
        int, msgspec.Meta(ge=0, description="Bookings for which an option within the policy was offered")
    ]
    missed_savings: Annotated[
        Money, msgspec.Meta(description="By how much these cost more than the cheapest such option")
    ]


def to_spend(figures: GroupFigures, dimension: Dimension) -> SpendFigures:
    """Return what was spent; of fares alone where figures are by route or carrier."""
    found = figures.measures
    of_fares = dimension in (Dimension.ROUTE, Dimension.CARRIER)

    def money(amount: int) -> Money:
        return Money(amount=amount, currency=figures.currency)

    return SpendFigures(
        group=figures.name,
        traveller_id=_traveller_of(figures, dimension),
        bookings=found.bookings,
        cancelled_bookings=found.cancelled,
        gross=money(found.gross),
        refunded=money(found.refunded),
        fees=money(found.fees),
        credited=money(found.credited),
        co2_grams=found.co2_grams,
        journeys=found.journeys if of_fares else None,
        travellers=None if of_fares else found.travellers,
        paid_by_credit=None if of_fares else money(found.by_credit),
        net=None if of_fares else money(found.net),
        by_kind=None
        if of_fares
        else SpendByKind(
            flights=money(found.flights), rail=money(found.rail), stays=money(found.stays), cars=money(found.cars)
        ),
    )


def to_compliance(figures: GroupFigures, dimension: Dimension) -> ComplianceFigures:
    """Return how a group kept to the policy."""
    found = figures.measures
    return ComplianceFigures(
        group=figures.name,
        traveller_id=_traveller_of(figures, dimension),
        bookings=found.bookings,
        within_policy=found.compliant,
        approved_exceptions=found.exceptions,
        declined=found.declined,
        average_lead_days=round(found.lead_days / found.bookings, 1) if found.bookings else None,
        compared_bookings=found.compared,
        missed_savings=Money(amount=found.missed_savings, currency=figures.currency),
    )


def _traveller_of(figures: GroupFigures, dimension: Dimension) -> str | None:
    is_person = dimension is Dimension.TRAVELLER and figures.name not in (GUESTS, ERASED)
    return figures.name if is_person else None


_SPEND_COLUMNS = (
    *("group", "currency", "bookings", "cancelledBookings", "gross", "refunded", "fees", "credited", "co2Grams"),
    *("journeys", "travellers", "paidByCredit", "net", "flights", "rail", "stays", "cars"),
)
_COMPLIANCE_COLUMNS = (
    *("group", "currency", "bookings", "withinPolicy", "approvedExceptions", "declined", "averageLeadDays"),
    *("comparedBookings", "missedSavings"),
)


def write_spend(rows: Sequence[SpendFigures]) -> str:
    """Return spend as CSV, a line an entry, below the names of its columns; amounts in major units."""
    return write_rows([_SPEND_COLUMNS, *map(_spend_cells, rows)])


def write_compliance(rows: Sequence[ComplianceFigures]) -> str:
    """Return compliance as CSV, a line an entry, below the names of its columns; amounts in major units."""
    return write_rows([_COMPLIANCE_COLUMNS, *map(_compliance_cells, rows)])


def _spend_cells(row: SpendFigures) -> list[Cell]:
    kinds = row.by_kind
    return [
        *(row.group, row.gross.currency, row.bookings, row.cancelled_bookings),
        *map(_amount, (row.gross, row.refunded, row.fees, row.credited)),
        *(row.co2_grams, row.journeys, row.travellers),
        *map(_amount, (row.paid_by_credit, row.net)),
        *map(_amount, (kinds.flights, kinds.rail, kinds.stays, kinds.cars) if kinds else (None,) * 4),
    ]


def _compliance_cells(row: ComplianceFigures) -> list[Cell]:
    lead = None if row.average_lead_days is None else Decimal(str(row.average_lead_days))
    return [
        *(row.group, row.missed_savings.currency, row.bookings, row.within_policy, row.approved_exceptions),
        *(row.declined, lead, row.compared_bookings, _amount(row.missed_savings)),
    ]


def _amount(money: Money | None) -> Decimal | None:
    return money_cells(money)[0]
