"""What was kept before the company had lists stands in them after the migration, and not after the way back."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import boto3
import msgspec
import pytest
from moto import mock_aws

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.trips.trip import trip_of
from chalicelib.models.bookings import to_copies, to_row
from chalicelib.models.company_bookings import changed_places
from chalicelib.models.trip_days import rows_of
from chalicelib.models.trips import to_copies as to_trip_copies
from chalicelib.models.trips import to_row as to_trip_row
from infra.guards import go_on
from infra.migrations.company_lists import MIGRATION
from infra.migrations.migration import Migration, Skipped
from infra.migrations.running import migrate
from infra.target import Target
from tests.support.booked_samples import NOW, ordered
from tests.support.tables import REGION, STAGE, make_tables

KEYS = ("startsIn", "startsOn", "costCentre")
BEFORE = Migration(1, "before", lambda _: iter(()), lambda _: iter(()))
TWO = (Traveller(given_name="Anna", family_name="Muster"), Traveller(given_name="Ben", family_name="Larsen"))


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with mock_aws():
        make_tables("bookings", "trips", "trip-days")
        yield


def client() -> Any:
    return boto3.client("dynamodb", REGION)


def rows() -> dict[str, list[Any]]:
    found = {name: client().scan(TableName=f"sojourn-{STAGE}-{name}")["Items"] for name in ("bookings", "trips")}
    found["trip-days"] = client().scan(TableName=f"sojourn-{STAGE}-trip-days")["Items"]
    return {name: sorted(items, key=str) for name, items in found.items()}


def booked() -> Booking:
    whole = msgspec.structs.replace(ordered(trip_id="trp_1"), status=BookingStatus.BOOKED)
    request = msgspec.structs.replace(whole.request, travellers=TWO, cost_centres=("OPS", "SALES-EU"))
    travellers = (whole.travellers[0], msgspec.structs.replace(whole.travellers[0], user_id="ben"))
    return msgspec.structs.replace(whole, request=request, travellers=travellers)


def write(booking: Booking) -> None:
    trip = trip_of(booking, "trp_1", NOW)
    for row in (
        to_row(booking),
        *to_copies(booking),
        *changed_places(None, booking),
        to_trip_row(trip),
        *to_trip_copies(trip),
        *rows_of(booking),
    ):
        row.save()


def forget() -> None:
    """Leave what an earlier release kept of all this."""
    for name, key in (("bookings", "bookingId"), ("trips", "tripId")):
        for row in client().scan(TableName=f"sojourn-{STAGE}-{name}")["Items"]:
            client().delete_item(TableName=f"sojourn-{STAGE}-{name}", Key={key: row[key]})
            if "#pays#" not in row[key]["S"]:
                kept = {attribute: value for attribute, value in row.items() if attribute not in KEYS}
                client().put_item(TableName=f"sojourn-{STAGE}-{name}", Item=kept)
    for row in client().scan(TableName=f"sojourn-{STAGE}-trip-days")["Items"]:
        place = {name: row[name] for name in ("countryMonth", "tripId")}
        client().delete_item(TableName=f"sojourn-{STAGE}-trip-days", Key=place)


def run(to: int) -> int:
    return migrate(Target(STAGE, REGION), [BEFORE, MIGRATION], to, lambda _: None, go_on)


def test_there_it_is_as_this_release_writes_it_and_back_as_the_one_before_did() -> None:
    write(booked())
    wanted = rows()
    forget()
    old = rows()

    there, again = run(2), run(2)
    found = rows()
    run(1)

    assert old != wanted
    assert (found, rows()) == (wanted, old)
    assert (there > 0, again) == (True, 0)


def test_what_the_booking_has_written_since_is_not_written_over() -> None:
    whole = booked()
    write(whole)
    forget()
    orders = tuple(msgspec.structs.replace(each, status="cancelled") for each in whole.orders)
    cancelled = msgspec.structs.replace(whole, orders=orders, version=2)
    pending = list(MIGRATION.upgrade(Target(STAGE, REGION)))

    to_row(cancelled).save()
    for row in rows_of(whole):
        row.days = ()
        row.save()
    for change in pending:
        with suppress(Skipped):
            change.apply()
    run(2)

    assert {row["days"]["S"] for row in rows()["trip-days"]} == {"[]"}
