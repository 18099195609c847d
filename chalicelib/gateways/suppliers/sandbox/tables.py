"""The sandbox supplier's own tables: how many of each unit are left, and the ledger of holds and orders by key.

A unit is a flight's cabin on a date or a hotel's night. Its row exists only once something was sold or set; `left`,
what `holds` keeps and `sold` always add up to what the unit had. A hold or an order and all its units change in one
transaction, conditional on the ledger row's version and on `left`, so that nothing is sold twice and nothing is lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, PutError, PynamoDBException, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.money import Money
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.amendments import RefundTo
from chalicelib.domain.value import Value
from chalicelib.dynamodb.errors import is_condition_failed, refusal_code
from chalicelib.dynamodb.tables import StructAttribute, table_meta, transactions
from chalicelib.errors import SupplierTimeout, SupplierUnavailable

UNCHANGED_PRICE = 100
_LOST_RACE = {"ConditionalCheckFailed", "TransactionConflict", "None"}


class HoldRecord(Value, frozen=True, tag="hold"):
    """A hold as the supplier knows it; `adjustment` is how far its price was changed, in ten-thousandths."""

    status: Literal["held", "ordered", "released", "expired"]
    hold_id: str
    offer_id: str
    units: tuple[str, ...]
    seats: int
    price: Money
    adjustment: int
    expires_at: datetime
    order_key: str | None = None


class ReturnTerms(Value, frozen=True):
    """What giving one part of an order back costs."""

    part_index: int
    paid: Money
    fee: Money
    refund: Money
    refund_to: RefundTo


class CancelledPart(ReturnTerms, frozen=True):
    """A part of an order that was given back, under the key of a quote."""

    key: str


class Disruption(Value, frozen=True):
    """A part of an order that the supplier itself has moved by `seconds` or cancelled; it is taken back for nothing
    until `free_until`."""

    part_index: int
    seconds: int
    cancelled: bool
    free_until: datetime


class OrderRecord(Value, frozen=True, tag="order"):
    """An order with all that a refund needs; `refund` is all that came back for it, once nothing of it is left."""

    status: Literal["confirmed", "cancelled"]
    order_id: str
    record_locator: str
    hold_key: str
    units: tuple[str, ...]
    seats: int
    price: Money
    refundability: Refundability
    fee: Money | None
    starts_at: datetime
    ordered_at: datetime
    refund: Money | None = None
    cancelled_parts: tuple[CancelledPart, ...] = ()
    disruptions: tuple[Disruption, ...] = ()
    sequence: int = 0


class QuoteRecord(Value, frozen=True, tag="quote"):
    """Terms on which parts of an order are taken back, while they stand."""

    order_key: str
    parts: tuple[ReturnTerms, ...]
    expires_at: datetime
    credit_until: datetime | None


class Tombstone(Value, frozen=True, tag="tombstone"):
    """Given back before it was made: a hold or an order with this key that comes later is refused."""

    buried_at: datetime


LedgerRecord = HoldRecord | OrderRecord | QuoteRecord | Tombstone


class LedgerRow(Model):
    """One hold, order or quote; `key` says which by its prefix."""

    Meta = table_meta("sandbox-ledger")

    key = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    record: StructAttribute[LedgerRecord] = StructAttribute(LedgerRecord)


class UnitRow(Model):
    """What is left of one unit; `holds` maps hold ids to their ledger key, seats and end (Unix seconds)."""

    Meta = table_meta("sandbox-inventory")

    unit = UnicodeAttribute(hash_key=True)
    left = NumberAttribute()
    sold = NumberAttribute()
    percent = NumberAttribute()
    holds: MapAttribute[str, Any] = MapAttribute()


class Held(NamedTuple):
    """Seats that a hold keeps on a unit, until a Unix second."""

    key: str
    seats: int
    until: int


class Unit(NamedTuple):
    """A unit's state; `percent` of the price is asked for it now."""

    left: int
    sold: int
    percent: int
    holds: dict[str, Held]


class LedgerEntry(NamedTuple):
    """A ledger row to write if it is still at `version` (0 when there is none yet)."""

    key: str
    record: LedgerRecord
    version: int


class SeatStep(NamedTuple):
    """What happens to the seats of hold `hold_id` on `units`: taken, released, sold, or put back after a sale."""

    move: Literal["take", "release", "sell", "put_back"]
    units: Sequence[str]
    seats: int
    hold_id: str = ""
    key: str = ""
    until: int = 0


def read_ledger(key: str) -> tuple[LedgerRecord | None, int]:
    """Return the record under `key` and its version, read consistently; (None, 0) when there is none."""
    try:
        row = LedgerRow.get(key, consistent_read=True)
    except DoesNotExist:
        return None, 0
    except PynamoDBException as error:
        raise _unavailable() from error
    return row.record, int(row.version)


def list_ledger() -> Iterator[tuple[str, LedgerRecord]]:
    """Yield every record of the ledger with its key."""
    try:
        yield from ((row.key, row.record) for row in LedgerRow.scan(consistent_read=True))
    except PynamoDBException as error:
        raise _unavailable() from error


def read_units(units: Iterable[str]) -> dict[str, Unit]:
    """Return the state of those of `units` that have a row, read consistently, a hundred a call."""
    try:
        return {row.unit: _to_unit(row) for row in UnitRow.batch_get(list(dict.fromkeys(units)), consistent_read=True)}
    except PynamoDBException as error:
        raise _unavailable() from error


def open_unit(unit: str, left: int) -> None:
    """Make sure that `unit` has a row: with `left` of it left when there is none."""
    row = UnitRow(unit, left=left, sold=0, percent=UNCHANGED_PRICE, holds={})
    try:
        row.save(condition=UnitRow.unit.does_not_exist())
    except PutError as error:
        if not is_condition_failed(error):
            raise _unavailable() from error


def set_left(unit: str, left: int) -> None:
    """Set how many of an open unit are left, whatever is held or sold of it."""
    UnitRow(unit).update(actions=[UnitRow.left.set(left)], condition=UnitRow.unit.exists())


def set_percent(unit: str, percent: int) -> None:
    """Set what is asked for an open unit, in percent of its price."""
    UnitRow(unit).update(actions=[UnitRow.percent.set(percent)], condition=UnitRow.unit.exists())


def write(entries: Sequence[LedgerEntry], steps: Sequence[SeatStep] = ()) -> bool:
    """Write all of it in one transaction; False when something has changed meanwhile, and then nothing was written.

    Raises SupplierUnavailable when DynamoDB refused, SupplierTimeout when it did not answer.
    """
    try:
        _transact(entries, steps)
    except TransactWriteError as error:
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if refusal_code(error) == "TransactionCanceledException" and codes <= _LOST_RACE:
            return False
        if refusal_code(error) is None:
            raise SupplierTimeout("The sandbox supplier did not answer.") from error
        raise _unavailable() from error
    return True


def _transact(entries: Sequence[LedgerEntry], steps: Sequence[SeatStep]) -> None:
    with TransactWrite(connection=transactions()) as transaction:
        for key, record, version in entries:
            row = LedgerRow(key, version=version + 1, record=record)
            transaction.save(row, condition=LedgerRow.version == version if version else LedgerRow.key.does_not_exist())
        for step in steps:
            for unit in step.units:
                actions, condition = _move(step)
                transaction.update(UnitRow(unit), actions=actions, condition=condition)


def _move(step: SeatStep) -> tuple[list[Any], Any]:
    kept: Any = UnitRow.holds[step.hold_id]
    left, sold = UnitRow.left, UnitRow.sold
    if step.move == "take":
        seat = {"key": step.key, "seats": step.seats, "until": step.until}
        return [left.set(left - step.seats), kept.set(seat)], (left >= step.seats) & kept.does_not_exist()
    if step.move == "release":
        return [left.set(left + step.seats), kept.remove()], kept.exists()
    if step.move == "sell":
        return [sold.set(sold + step.seats), kept.remove()], kept.exists()
    return [left.set(left + step.seats), sold.set(sold - step.seats)], sold >= step.seats


def _to_unit(row: UnitRow) -> Unit:
    return Unit(
        left=int(row.left),
        sold=int(row.sold),
        percent=int(row.percent),
        holds={
            hold_id: Held(key=held["key"], seats=int(held["seats"]), until=int(held["until"]))
            for hold_id, held in row.holds.attribute_values.items()
        },
    )


def _unavailable() -> SupplierUnavailable:
    return SupplierUnavailable("The sandbox supplier's inventory cannot be reached at the moment.")
