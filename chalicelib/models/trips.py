"""The trips table; a booked trip is written together with its booking, through `booking_commits.py`."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.day_ranges import month_of
from chalicelib.domain.trips.trip import ANY_TIME, Trip, Window
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, page_of
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta, transactions
from chalicelib.errors import NotFound, TripChanged
from chalicelib.models.mentions import Basis, save_unless_erased


class _ByTraveller(GlobalSecondaryIndex["TripRow"]):
    """A trip stands in it once for each of its parties."""

    class Meta:
        index_name = "traveller-start"
        projection = AllProjection()

    traveller_id = UnicodeAttribute(hash_key=True, attr_name="travellerId")
    starts_at = TimeAttribute(range_key=True, attr_name="startsAt")


class TripRow(Model):
    """One trip, for the one whose it is in the first place; each of its other parties has a copy beside it, which is
    written in the same transaction, and by which they find it in the index."""

    Meta = table_meta("trips")

    trip_id = UnicodeAttribute(hash_key=True, attr_name="tripId")
    traveller_id = UnicodeAttribute(attr_name="travellerId")
    starts_at = TimeAttribute(attr_name="startsAt")
    starts_in = UnicodeAttribute(attr_name="startsIn", null=True)  # not of a copy
    version = NumberAttribute()
    document = StructAttribute[Trip](Trip)

    by_traveller = _ByTraveller()


def to_row(trip: Trip) -> TripRow:
    """Return the row that keeps `trip`."""
    row = _row(trip.trip_id, trip.traveller_id, trip)
    row.starts_in = month_of(trip.starts_at.astimezone(UTC).date())
    return row


def to_copies(trip: Trip) -> list[TripRow]:
    """Return the rows by which the other parties of `trip` find it."""
    return [_row(f"{trip.trip_id}#{user_id}", user_id, trip) for user_id in trip.parties[1:]]


def _row(key: str, user_id: str, trip: Trip) -> TripRow:
    return TripRow(key, traveller_id=user_id, starts_at=trip.starts_at, version=trip.version, document=trip)


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


def as_read(trip: Trip) -> Basis:
    """Return what has to stand for something to be put on the trip: that it is as it was read, and so is not being
    deleted. Else TripChanged is raised."""
    changed = TripChanged("The trip has changed meanwhile.")
    return Basis(TripRow, trip.trip_id, TripRow.version == trip.version, changed)


def create_trip(trip: Trip) -> None:
    """Keep a new trip. Raises VersionConflict when there is one of its id already, PersonErased."""
    missing = TripRow.trip_id.does_not_exist()
    save_unless_erased(to_row(trip), missing, beside=to_copies(trip), of=[trip.traveller_id], what="The trip")


def replace_trip(before: Trip, after: Trip, *, erasing: bool = False) -> None:
    """Keep `after` in the place of `before`. Raises VersionConflict when that is no longer what is there, and
    PersonErased but where the traveller's erasure itself does it."""
    people = [] if erasing else [after.traveller_id]
    unchanged = TripRow.version == before.version
    save_unless_erased(to_row(after), unchanged, beside=to_copies(after), of=people, what="The trip")


def delete_trip(trip: Trip) -> None:
    """Remove the trip; harmless when it is gone."""
    with TransactWrite(connection=transactions()) as transaction:
        for row in (to_row(trip), *to_copies(trip)):
            transaction.delete(row)


def list_trips(
    user_id: str,
    *,
    within: Window = ANY_TIME,
    keep: Callable[[Trip], bool] = lambda _trip: True,
    limit: int,
    start: Cursor | None,
) -> ResultPage[Trip]:
    """Return one page of the trips that a user is a party of, that start `within` and that `keep` wants, the latest
    start first, and the key after which the next page starts."""
    if is_empty(within, start):
        return ResultPage([], None)
    rows = TripRow.by_traveller.query(
        user_id,
        starts_in(within),
        scan_index_forward=False,
        page_size=limit,
        last_evaluated_key=start,
    )
    found, position = page_of(rows, lambda row: keep(row.document), limit=limit)
    return ResultPage([row.document for row in found], position)


def place_of(trip: Trip, user_id: str) -> Cursor:
    """Return the place of a trip in the list of one of its other parties: the key after which the rest follows."""
    return _place(f"{trip.trip_id}#{user_id}", user_id, trip.starts_at)


def place_at(trip_id: str, user_id: str, starts_at: Mapping[str, str]) -> Cursor:
    """Return the place of a trip of which is known where it stood, whether or not it is still there."""
    return {
        "tripId": {"S": f"{trip_id}#{user_id}"},
        "travellerId": {"S": user_id},
        "startsAt": {"S": starts_at["S"]},
    }


def first_place(user_id: str) -> Cursor:
    """Return the key after which all trips of a user follow."""
    return _place("~", user_id, datetime(9999, 12, 31, tzinfo=UTC))


def _place(key: str, user_id: str, starts_at: datetime) -> Cursor:
    return {
        "tripId": {"S": key},
        "travellerId": {"S": user_id},
        "startsAt": {"S": TripRow.starts_at.serialize(starts_at)},
    }


def starts_in(within: Window) -> Condition | None:
    """Return the condition of trips that start within a window, if it is one."""
    if within.since and within.until:
        return TripRow.starts_at.between(within.since, within.until)
    if within.since:
        return TripRow.starts_at >= within.since
    return TripRow.starts_at <= within.until if within.until else None


def is_empty(within: Window, start: Cursor | None) -> bool:
    """Return whether nothing can follow: DynamoDB refuses to go on from a place that the clock has moved out of the
    window."""
    since = within.since and TripRow.starts_at.serialize(within.since)
    until = within.until and TripRow.starts_at.serialize(within.until)
    if start is not None:
        return bool(since and start["startsAt"]["S"] < since)
    return bool(since and until and since > until)
