"""Bookings and trips stand in the company's lists by keys of their own, and booked trips in a table by the countries
that they are in; those that were kept before have neither."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.domain import compatibility
from chalicelib.domain.bookings.booking import Booking
from chalicelib.dynamodb.tables import lengthen
from chalicelib.models import company_bookings, trip_days
from infra.migrations.migration import Change, Migration, Skipped
from infra.migrations.rows import Row, change_rows, scan
from infra.target import Target

_PLACED = ("startsIn", "startsOn", "costCentre")


def _upgrade(target: Target) -> Iterator[Change]:
    yield from change_rows(target, "bookings", _place_booking)
    yield from change_rows(target, "trips", _place_trip)
    for row in scan(target, "bookings"):
        if "document" in row:
            yield from _missing_rows(target, _read(row))


def _downgrade(target: Target) -> Iterator[Change]:
    """Take the keys away, and what stands beside bookings; a row of a traveller's list has none of them."""
    for row in scan(target, "bookings"):
        if "#pays#" in row["bookingId"]["S"]:
            yield Change(row["bookingId"]["S"], _deleting(target, "bookings", {"bookingId": row["bookingId"]}))
    for row in scan(target, "trip-days"):
        key = {name: row[name] for name in ("countryMonth", "tripId")}
        yield Change(f"{row['countryMonth']['S']} {row['tripId']['S']}", _deleting(target, "trip-days", key))
    yield from change_rows(target, "bookings", _displace)
    yield from change_rows(target, "trips", _displace)


def _place_booking(row: Row) -> Row | None:
    if "document" not in row or "startsIn" in row:
        return None
    request = _read(row).request
    starts_on = request.starts_on.isoformat()
    placed = dict(zip(_PLACED, (starts_on[:7], starts_on, request.charged[0]), strict=True))
    return {**row, **{name: {"S": text} for name, text in placed.items()}}


def _place_trip(row: Row) -> Row | None:
    if "#" in row["tripId"]["S"] or "startsIn" in row:
        return None
    return {**row, "startsIn": {"S": row["startsAt"]["S"][:7]}}


def _displace(row: Row) -> Row | None:
    return {name: value for name, value in row.items() if name not in _PLACED}


def _missing_rows(target: Target, booking: Booking) -> Iterator[Change]:
    """Yield the rows beside a booking that are not there. One that the booking has written since is newer than this."""
    dynamodb = target.client("dynamodb")
    for table, rows in (
        ("bookings", company_bookings.changed_places(None, booking)),
        ("trip-days", trip_days.rows_of(booking)),
    ):
        name = f"sojourn-{target.stage}-{table}"
        for row in rows:
            item = row.serialize()
            key: Row = {each: item[each] for each in ("bookingId", "countryMonth", "tripId") if each in item}
            if "Item" not in dynamodb.get_item(TableName=name, Key=key, ConsistentRead=True):
                yield Change(" ".join(str(each["S"]) for each in key.values()), _adding(dynamodb, name, item, key))


def _adding(dynamodb: Any, table: str, item: Row, key: Mapping[str, Any]) -> Callable[[], None]:
    def add() -> None:
        try:
            dynamodb.put_item(
                TableName=table, Item=item, ConditionExpression=f"attribute_not_exists({next(iter(key))})"
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                raise Skipped from error
            raise

    return add


def _deleting(target: Target, table: str, key: Row) -> Callable[[], None]:
    def delete() -> None:
        target.client("dynamodb").delete_item(TableName=f"sojourn-{target.stage}-{table}", Key=key)

    return delete


def _read(row: Row) -> Booking:
    booking: Booking = compatibility.read(lengthen(row["document"]["S"]), Booking)
    return booking


MIGRATION = Migration(2, "company-lists", _upgrade, _downgrade)
