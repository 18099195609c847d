"""The trips table; a booked trip is written together with its booking, through `booking_commits.py`."""

from collections.abc import Callable, Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.trips.trip import ANY_TIME, Trip, Window
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, page_of
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import NotFound
from chalicelib.models.mentions import save_unless_erased


class _ByTraveller(GlobalSecondaryIndex["TripRow"]):
    class Meta:
        index_name = "traveller-start"
        projection = AllProjection()

    traveller_id = UnicodeAttribute(hash_key=True, attr_name="travellerId")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class TripRow(Model):
    """One trip."""

    Meta = table_meta("trips")

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    traveller_id = UnicodeAttribute(attr_name="travellerId")
    starts_at = TimeAttribute(attr_name="startsAt")
    version = NumberAttribute()
    document = StructAttribute[Trip](Trip)

    by_traveller = _ByTraveller()


def to_row(trip: Trip) -> TripRow:
    """Return the row that keeps `trip`."""
    return TripRow(
        trip.trip_id,
        traveller_id=trip.traveller_id,
        starts_at=trip.starts_at,
        version=trip.version,
        document=trip,
    )


def get_trip(trip_id: str) -> Trip:
    """Return the trip, read consistently. Raises NotFound."""
    try:
        return TripRow.get(trip_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no trip {trip_id}.") from None


def find_trip(trip_id: str) -> Trip | None:
    """Return the trip, read consistently, or None when there is none."""
    try:
        return get_trip(trip_id)
    except NotFound:
        return None


def get_trips(trip_ids: Iterable[str]) -> dict[str, Trip]:
    """Return those of `trip_ids` that there are, by id; read consistently."""
    return {row.trip_id: row.document for row in TripRow.batch_get(list(trip_ids), consistent_read=True)}


def create_trip(trip: Trip) -> None:
    """Keep a new trip. Raises VersionConflict when there is one of its id already, PersonErased."""
    save_unless_erased(to_row(trip), TripRow.trip_id.does_not_exist(), of=[trip.traveller_id], what="The trip")


def replace_trip(before: Trip, after: Trip, *, erasing: bool = False) -> None:
    """Keep `after` in the place of `before`. Raises VersionConflict when that is no longer what is there, and
    PersonErased but where the traveller's erasure itself does it."""
    people = [] if erasing else [after.traveller_id]
    save_unless_erased(to_row(after), TripRow.version == before.version, of=people, what="The trip")


def delete_trip(trip_id: str) -> None:
    """Remove the trip; harmless when it is gone."""
    TripRow(trip_id).delete()


def list_trips(
    traveller_id: str,
    *,
    within: Window = ANY_TIME,
    keep: Callable[[Trip], bool] = lambda _trip: True,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Trip]:
    """Return one page of those of an employee's trips that start `within` and that `keep` wants, the latest start
    first, and the key after which the next page starts."""
    if _is_empty(within, start):
        return ResultPage([], None)
    rows = TripRow.by_traveller.query(
        traveller_id,
        _starts(within),
        scan_index_forward=False,
        page_size=limit,
        last_evaluated_key=start,
    )
    found, position = page_of(rows, lambda row: keep(row.document), limit=limit)
    return ResultPage([row.document for row in found], position)


def _starts(within: Window) -> Condition | None:
    if within.since and within.until:
        return TripRow.starts_at.between(within.since, within.until)
    if within.since:
        return TripRow.starts_at >= within.since
    return TripRow.starts_at <= within.until if within.until else None


def _is_empty(within: Window, start: Cursor | None) -> bool:
    """Return whether nothing can follow: DynamoDB refuses to go on from a place that the clock has moved out of the
    window."""
    since = within.since and TripRow.starts_at.serialize(within.since)
    until = within.until and TripRow.starts_at.serialize(within.until)
    if start is not None:
        return bool(since and start["startsAt"]["S"] < since)
    return bool(since and until and since > until)
