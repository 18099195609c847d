"""The sandbox's tables: a transaction is written whole, against what was read, or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from moto import mock_aws

from chalicelib.domain.money import Money
from chalicelib.errors import SupplierUnavailable
from chalicelib.gateways.suppliers.sandbox.tables import (
    HoldRecord,
    LedgerEntry,
    LedgerRow,
    SeatStep,
    Tombstone,
    UnitRow,
    open_unit,
    read_ledger,
    read_units,
    set_left,
    set_percent,
    write,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BURIED = Tombstone(buried_at=NOON)
HELD = HoldRecord(
    status="held",
    hold_id="sbh_1",
    offer_id="sbx-f-1",
    units=("u1", "u2"),
    seats=2,
    price=Money(amount=100, currency="EUR"),
    adjustment=10_000,
    expires_at=NOON,
)
TAKE = SeatStep("take", HELD.units, 2, HELD.hold_id, "hold k", int(NOON.timestamp()))


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with mock_aws():
        for model in (LedgerRow, UnitRow):
            model.create_table(billing_mode="PAY_PER_REQUEST")
        open_unit("u1", 3)
        open_unit("u2", 2)
        yield


def left_and_sold() -> list[tuple[int, int, int]]:
    units = read_units(["u1", "u2"])
    return [(u.left, sum(h.seats for h in u.holds.values()), u.sold) for u in (units["u1"], units["u2"])]


def test_record_is_read_as_it_was_written() -> None:
    assert write([LedgerEntry("hold k", HELD, 0)])

    assert read_ledger("hold k") == (HELD, 1)
    assert read_ledger("hold other") == (None, 0)


def test_entry_that_changed_since_it_was_read_is_not_overwritten() -> None:
    write([LedgerEntry("hold k", HELD, 0)])
    write([LedgerEntry("hold k", BURIED, 1)])

    assert not write([LedgerEntry("hold k", HELD, 1)])
    assert not write([LedgerEntry("hold k", HELD, 0)])
    assert read_ledger("hold k") == (BURIED, 2)


def test_seats_are_taken_on_every_unit_or_on_none() -> None:
    assert write([LedgerEntry("hold k", HELD, 0)], [TAKE])
    assert left_and_sold() == [(1, 2, 0), (0, 2, 0)]

    other = TAKE._replace(hold_id="sbh_2", seats=1)
    assert not write([LedgerEntry("hold other", HELD, 0)], [other])

    assert left_and_sold() == [(1, 2, 0), (0, 2, 0)]
    assert read_ledger("hold other") == (None, 0)


def test_seats_are_released_sold_and_restored_once() -> None:
    write([LedgerEntry("hold k", HELD, 0)], [TAKE])
    back = SeatStep("release", HELD.units, 2, HELD.hold_id)

    assert write([], [SeatStep("sell", HELD.units, 2, HELD.hold_id)])
    assert left_and_sold() == [(1, 0, 2), (0, 0, 2)]
    assert not write([], [back])
    assert write([], [SeatStep("put_back", HELD.units, 2)])
    assert not write([], [SeatStep("put_back", HELD.units, 2)])
    assert left_and_sold() == [(3, 0, 0), (2, 0, 0)]


def test_opening_a_unit_again_leaves_it_as_it_is() -> None:
    set_left("u1", 1)
    set_percent("u1", 120)

    open_unit("u1", 9)

    unit = read_units(["u1"])["u1"]
    assert (unit.left, unit.percent) == (1, 120)


def test_more_than_a_hundred_units_are_read_at_once() -> None:
    for i in range(120):
        open_unit(f"many {i}", i)

    assert len(read_units(f"many {i}" for i in range(150))) == 120
    assert read_units([]) == {}


def test_tables_that_cannot_be_reached_are_an_unavailable_supplier() -> None:
    LedgerRow.delete_table()
    UnitRow.delete_table()

    with pytest.raises(SupplierUnavailable):
        read_ledger("hold k")
    with pytest.raises(SupplierUnavailable):
        read_units(["u1"])
    with pytest.raises(SupplierUnavailable):
        open_unit("u1", 1)
    with pytest.raises(SupplierUnavailable):
        write([LedgerEntry("hold k", HELD, 0)])
