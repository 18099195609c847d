"""Trips as lists of many read them: beside each other, so that one that cannot be read hides no other. It is there by
its id, and reported."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time

from pynamodb.attributes import UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.pagination import ResultIterator

from chalicelib.domain.day_ranges import DayRange
from chalicelib.domain.trips.trip import Trip, Window
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, UnreadableRow, page_of, read_isolated, read_partitions
from chalicelib.dynamodb.tables import IsolatedAttribute, TimeAttribute, Unreadable, table_meta
from chalicelib.models.trips import is_empty, starts_in

Listed = Trip | UnreadableRow


class _ByTraveller(GlobalSecondaryIndex["ListedTripRow"]):
    """A trip stands in it once for each of its parties."""

    class Meta:
        index_name = "traveller-start"
        projection = AllProjection()

    traveller_id = UnicodeAttribute(hash_key=True, attr_name="travellerId")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class _ByMonth(GlobalSecondaryIndex["ListedTripRow"]):
    """A trip stands in it once, by the month (UTC) in which it starts."""

    class Meta:
        index_name = "month-start"
        projection = AllProjection()

    starts_in = UnicodeAttribute(hash_key=True, attr_name="startsIn")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class ListedTripRow(Model):
    """A trip as it is read beside others, or its copy for one of its parties."""

    Meta = table_meta("trips")

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    traveller_id = UnicodeAttribute(attr_name="travellerId")
    starts_at = TimeAttribute(attr_name="startsAt")
    starts_in = UnicodeAttribute(attr_name="startsIn", null=True)  # not of a copy
    document = IsolatedAttribute[Trip](Trip)

    by_traveller = _ByTraveller()
    by_month = _ByMonth()


def read_trips(trip_ids: Iterable[str]) -> dict[str, Listed]:
    """Return those of these trips that there are, by id, read consistently."""
    rows = list(ListedTripRow.batch_get(list(trip_ids), consistent_read=True))
    return dict(zip((row.trip_id for row in rows), _read(rows), strict=True))


def list_trips(
    user_id: str, *, within: Window, keep: Callable[[Trip], bool], limit: int, start: Cursor | None
) -> ResultPage[Listed]:
    """Return one page of the trips that a user is a party of, that start `within` and that `keep` wants, the latest
    start first, and the key after which the next page starts."""
    if is_empty(within, start):
        return ResultPage([], None)
    rows = ListedTripRow.by_traveller.query(
        user_id, starts_in(within), scan_index_forward=False, page_size=limit, last_evaluated_key=start
    )

    def wants(row: ListedTripRow) -> bool:
        return isinstance(row.document, Unreadable) or keep(row.document)

    found, position = page_of(rows, wants, limit=limit)
    return ResultPage(_read(found), position)


def list_starting(days: DayRange, *, limit: int, start: Cursor | None) -> ResultPage[Listed]:
    """Return one page of all trips that start on these days (UTC), the earliest start first, and the key after which
    the next page starts."""

    def query(month: str, room: int, at: Cursor | None) -> ResultIterator[ListedTripRow]:
        # From the place itself that a page ended at: the first day may be today, and be later by now.
        first = datetime.combine(days.first, time(), UTC)
        since = ListedTripRow.starts_at.deserialize(at["startsAt"]["S"]) if at else first
        within = ListedTripRow.starts_at.between(since, datetime.combine(days.last, time.max, UTC))
        return ListedTripRow.by_month.query(month, within, limit=room, page_size=room, last_evaluated_key=at)

    months = days.months(start["startsIn"]["S"] if start else None)
    rows, position = read_partitions("startsIn", months, query, limit=limit, start=start)
    return ResultPage(_read(rows), position)


def _read(rows: Iterable[ListedTripRow]) -> list[Listed]:
    return read_isolated("trips", ((row.trip_id, row.document) for row in rows))
