"""The reports say what the bookings come to, once every event has been heard of."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.traveller_payments import find_spent
from chalicelib.domain.reports.contribution import Dimension, Group, contribution_of
from chalicelib.domain.reports.measures import NOTHING, Measures
from chalicelib.models import booking_events
from chalicelib.models.reports import FiguresRow, list_figures

_ENDLESS = datetime(2100, 1, 1, tzinfo=UTC)
Totals = dict[tuple[Group, str], Measures]


def of_reports(booked: Sequence[Booking]) -> Iterator[str]:
    """Yield what is wrong in the reports; nothing while an event is pending still, which may be of a booking that is
    yet to be counted."""
    if any(booking_events.list_pending(_ENDLESS)):
        return
    said, wanted = _read_figures(), _recount(booked)
    for key in sorted(said.keys() | wanted.keys()):
        if said.get(key, NOTHING) != wanted.get(key, NOTHING):
            yield f"the report of {key} says {said.get(key)} instead of {wanted.get(key)}"
    yield from (f"figures of nothing are kept in the report of {key}" for key in sorted(said.keys() - wanted.keys()))
    yield from _of_money(booked, said)


def _of_money(booked: Sequence[Booking], said: Totals) -> Iterator[str]:
    """Yield where cost centres spent something else than their budgets were charged."""
    net: Counter[str] = Counter()
    for (group, _), measures in said.items():
        if group.dimension is Dimension.COST_CENTRE:
            net[group.key] += measures.net
    charged: Counter[str] = Counter()
    for booking in booked:
        if booking.trip_id is not None:
            for key, amount in find_spent(booking, (), booking.credits).items():
                charged[key.cost_centre] += amount.amount
    for cost_centre in sorted(net.keys() | charged.keys()):
        if net[cost_centre] != charged[cost_centre]:
            yield f"{cost_centre} is reported with {net[cost_centre]} and was charged {charged[cost_centre]}"


def _read_figures() -> Totals:
    years = {row.partition[-4:] for row in FiguresRow.scan(FiguresRow.stamp.exists())}
    return {
        (each.group, each.month): each.measures
        for dimension in Dimension
        for year in years
        for each in list_figures(dimension, year, consistent=True)
    }


def _recount(booked: Sequence[Booking]) -> Totals:
    totals: Totals = {}
    for booking in booked:
        contribution = contribution_of(booking)
        for entry in contribution.entries if contribution else ():
            key = (entry.group, contribution.month if contribution else "")
            totals[key] = totals.get(key, NOTHING) + entry.measures
    return totals
