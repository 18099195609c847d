"""Where bookings stand in the company's lists: by the month in which they start, and by the cost centre that pays.

The indexes carry keys alone, so that a booking is written into them when it is requested and when its days or its cost
centre change, and not by each of its steps; whoever lists reads the bookings themselves.
"""

from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model
from pynamodb.pagination import ResultIterator

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.day_ranges import DayRange
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow, choose_page, id_of_row, read_partitions
from chalicelib.dynamodb.tables import table_meta
from chalicelib.models.booking_lists import ListedRow, read_bookings


class _ByMonth(GlobalSecondaryIndex["PlacedRow"]):
    class Meta:
        index_name = "month-start"
        projection = KeysOnlyProjection()

    starts_in = UnicodeAttribute(hash_key=True, attr_name="startsIn")
    starts_on = UnicodeAttribute(range_key=True, attr_name="startsOn")


class _ByCostCentre(GlobalSecondaryIndex["PlacedRow"]):
    class Meta:
        index_name = "cost-centre-start"
        projection = KeysOnlyProjection()

    cost_centre = UnicodeAttribute(hash_key=True, attr_name="costCentre")
    starts_on = UnicodeAttribute(range_key=True, attr_name="startsOn")


class PlacedRow(Model):
    """What the company's lists know of a booking before they read it."""

    Meta = table_meta("bookings")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    starts_in = UnicodeAttribute(attr_name="startsIn", null=True)
    starts_on = UnicodeAttribute(attr_name="startsOn", null=True)
    cost_centre = UnicodeAttribute(attr_name="costCentre", null=True)

    by_month = _ByMonth()
    by_cost_centre = _ByCostCentre()


class Places(NamedTuple):
    """Which bookings a list goes over before its filters: of a person, newest first; of a cost centre, or of all, in
    order of their first days."""

    kind: Literal["person", "cost centre", "all"]
    key: str
    days: DayRange | None


def changed_places(before: Booking | None, after: Booking) -> list[PlacedRow]:
    """Return the rows to save by which the lists of cost centres that pay a share, beside the first one, find the
    booking. One that pays no more has a row without the cost centre, which stands in no list: no function may delete
    anything of a booking."""
    was, is_now = _further_places(before) if before else {}, _further_places(after)
    left = {key: (None, starts_on) for key, (_, starts_on) in was.items() if key not in is_now}
    changed = {key: place for key, place in is_now.items() if was.get(key) != place}
    return [
        PlacedRow(key, cost_centre=cost_centre, starts_on=starts_on)
        for key, (cost_centre, starts_on) in (left | changed).items()
    ]


def _further_places(booking: Booking) -> dict[str, tuple[str | None, str]]:
    """Return the cost centre and first day under which the booking stands beside its own row, by the rows' keys."""
    starts_on = booking.request.starts_on.isoformat()
    others = list(dict.fromkeys(booking.request.charged))[1:]
    return {f"{booking.booking_id}#pays#{each}": (each, starts_on) for each in others}


def list_bookings(
    where: Places, keep: Callable[[Booking], bool], *, limit: int, start: Cursor | None
) -> ResultPage[Booking | UnreadableRow]:
    """Return one page of the bookings of a list that `keep` wants, and where the next page starts. One that cannot be
    read is there whatever is wanted, for nobody knows.

    It reads at most five times as many bookings as it may hold, so it may be short, or empty, although more follow.
    """

    def choose(booking_ids: list[str]) -> list[Booking | UnreadableRow]:
        found = read_bookings(booking_ids, consistent=False)
        return [each for each in found if isinstance(each, UnreadableRow) or keep(each)]

    return choose_page(lambda room, at: _read_places(where, room, at), choose, limit=limit, start=start)


def _read_places(where: Places, limit: int, start: Cursor | None) -> ResultPage[str]:
    """Return ids of up to `limit` bookings as they stand in the list, and where it goes on."""
    match where:
        case Places("person", user_id, _):
            rows = ListedRow.by_requester.query(
                user_id, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=start
            )
            return ResultPage([id_of_row(row.booking_id) for row in rows], rows.last_evaluated_key)
        case Places("cost centre", cost_centre, DayRange() as days):
            placed = _query(PlacedRow.by_cost_centre, days, cost_centre, limit, start)
            return ResultPage([id_of_row(row.booking_id) for row in placed], placed.last_evaluated_key)
        case Places(_, _, DayRange() as days):
            months = days.months(start["startsIn"]["S"] if start else None)
            query = partial(_query, PlacedRow.by_month, days)
            of_months, position = read_partitions("startsIn", months, query, limit=limit, start=start)
            return ResultPage([row.booking_id for row in of_months], position)
    raise ValueError(f"a list of {where.kind} needs days")


def _query(
    index: GlobalSecondaryIndex[PlacedRow], days: DayRange, key: str, limit: int, start: Cursor | None
) -> ResultIterator[PlacedRow]:
    """Read on from where a page ended, and not from the first day: that may be today, and be later by now, and
    DynamoDB takes no place outside of what is read."""
    first = start["startsOn"]["S"] if start else days.first.isoformat()
    within = PlacedRow.starts_on.between(first, days.last.isoformat())
    return index.query(key, within, limit=limit, page_size=limit, last_evaluated_key=start)
