"""The faults that the sandbox supplier was told to have: rows that are used up one call at a time."""

from enum import StrEnum
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PynamoDBException, UpdateError
from pynamodb.models import Model

from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.tables import table_meta
from chalicelib.errors import SupplierUnavailable


class FaultKind(StrEnum):
    """How a call goes wrong."""

    ERROR = "error"
    TIMEOUT = "timeout"
    TIMEOUT_AFTER_EFFECT = "timeout_after_effect"
    PRICE_CHANGE = "price_change"
    SOLD_OUT = "sold_out"


class FaultRow(Model):
    """A fault for the next `left` calls of `operation` whose key or offer contains `match` (all when empty)."""

    Meta = table_meta("sandbox-faults")

    operation = UnicodeAttribute(hash_key=True)
    fault_id = UnicodeAttribute(range_key=True, attr_name="faultId")
    kind = UnicodeAttribute()
    left = NumberAttribute()
    percent = NumberAttribute()
    match = UnicodeAttribute()


class Fault(NamedTuple):
    """One armed fault; `percent` is what a price change leaves of the price (110 is a tenth more)."""

    operation: str
    fault_id: str
    kind: FaultKind
    left: int
    percent: int
    match: str


def add_fault(fault: Fault) -> None:
    FaultRow(
        fault.operation,
        fault.fault_id,
        kind=fault.kind.value,
        left=fault.left,
        percent=fault.percent,
        match=fault.match,
    ).save()


def list_faults(operation: str) -> list[Fault]:
    """Return every fault armed for `operation`, spent ones too, in the order in which they were armed."""
    try:
        return [_to_fault(row) for row in FaultRow.query(operation, consistent_read=True)]
    except PynamoDBException as error:
        raise _unavailable() from error


def use_fault(fault: Fault) -> bool:
    """Use `fault` up by one call; False when others have used it up meanwhile."""
    row = FaultRow(fault.operation, fault.fault_id)
    try:
        row.update(actions=[FaultRow.left.set(FaultRow.left - 1)], condition=FaultRow.left >= 1)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise _unavailable() from error
        return False
    return True


def remove_fault(fault: Fault) -> None:
    FaultRow(fault.operation, fault.fault_id).delete()


def _unavailable() -> SupplierUnavailable:
    return SupplierUnavailable("The sandbox supplier's faults cannot be read at the moment.")


def _to_fault(row: FaultRow) -> Fault:
    return Fault(
        operation=row.operation,
        fault_id=row.fault_id,
        kind=FaultKind(row.kind),
        left=int(row.left),
        percent=int(row.percent),
        match=row.match,
    )
