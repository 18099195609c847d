"""The sandbox's sales desk: holds, orders and what is given back, each once for each key, never more than there is.

Every step reads, decides, and writes one transaction that fails if anything it had read has changed; then it starts
over. A hold past its end counts for nothing: its seats are taken back by whoever finds a unit full.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from chalicelib.domain.money import Money
from chalicelib.errors import (
    Conflict,
    HoldExpired,
    HoldReleased,
    InvalidInput,
    KeyReused,
    NotFound,
    OfferExpired,
    OrderCancelled,
    SoldOut,
    SupplierUnavailable,
)
from chalicelib.gateways.suppliers.sandbox import tables
from chalicelib.gateways.suppliers.sandbox.faults import InjectedFault
from chalicelib.gateways.suppliers.sandbox.inventory_items import InventoryItem
from chalicelib.gateways.suppliers.sandbox.prices import change_price
from chalicelib.gateways.suppliers.sandbox.seeded_choices import seeded_choice
from chalicelib.gateways.suppliers.sandbox.tables import (
    HoldRecord,
    LedgerEntry,
    LedgerRecord,
    OrderRecord,
    SeatStep,
    Tombstone,
    Unit,
)

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)

LONGEST_HOLD = timedelta(hours=72)
_ATTEMPTS = 25
_FULL_PRICE = 10_000
# Without 0, 1, I and O, which people misread.
_LOCATOR_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def hold_seats(
    item: InventoryItem, key: str, until: datetime, offered_until: datetime, now: datetime, fault: InjectedFault
) -> HoldRecord:
    """Hold `item` under `key`. Raises SoldOut, OfferExpired, InvalidInput, HoldExpired, HoldReleased, KeyReused."""
    end = min(until, now + LONGEST_HOLD, item.starts_at).replace(microsecond=0)

    def attempt() -> HoldRecord | None:
        found, _ = tables.read_ledger(hold_row(key))
        if found is not None:
            return _same_hold(_live_hold(found, now), item)
        if now >= offered_until:
            raise OfferExpired("This offer has expired; search again.")
        if end <= now:
            raise InvalidInput("A hold must end after now and before the journey begins.")
        fault.refuse_sale()
        units = _open_units(item)
        if not all(unit.left >= item.count for unit in units.values()):
            if not _reclaim(units, now):
                raise SoldOut("The sandbox supplier has not enough of this offer left.")
            return None
        record = _new_hold(item, units, key, end, fault.percent)
        take = SeatStep("take", record.units, item.count, record.hold_id, hold_row(key), int(end.timestamp()))
        return record if tables.write([LedgerEntry(hold_row(key), record, 0)], [take]) else None

    return until_written(attempt, key)


def price_hold(item: InventoryItem, key: str, now: datetime, fault: InjectedFault) -> Money:
    """Return what the hold's order will be charged, brought up to date. Raises NotFound, HoldExpired or
    HoldReleased."""

    def attempt() -> Money | None:
        found, version = tables.read_ledger(hold_row(key))
        record = _same_hold(_live_hold(found, now), item)
        if record.status == "ordered":
            return record.price
        fault.refuse_sale()
        adjustment = record.adjustment * fault.percent // 100
        price = change_price(item.price, _percents(item.units, tables.read_units(item.units)), adjustment)
        if price == record.price and adjustment == record.adjustment:
            return price
        repriced = _with(record, price=price, adjustment=adjustment)
        return price if tables.write([LedgerEntry(hold_row(key), repriced, version)]) else None

    return until_written(attempt, key)


def release_seats(key: str, now: datetime) -> None:
    """Give back what `key` holds; bury the key when it holds nothing."""

    def attempt() -> bool | None:
        found, version = tables.read_ledger(hold_row(key))
        if found is None:
            return tables.write([LedgerEntry(hold_row(key), Tombstone(buried_at=now), 0)]) or None
        if not isinstance(found, HoldRecord) or found.status != "held":
            return True
        return _end_hold(key, found, version, "released") or None

    until_written(attempt, key)


def order_seats(
    hold_key: str, key: str, item_of: Callable[[str], InventoryItem], now: datetime, fault: InjectedFault
) -> OrderRecord:
    """Buy what `hold_key` holds. Raises NotFound, HoldExpired, HoldReleased, OrderCancelled, Conflict, SoldOut."""

    def attempt() -> OrderRecord | None:
        found, _ = tables.read_ledger(order_row(key))
        if found is not None:
            return _same_order(found, hold_key)
        held, version = tables.read_ledger(hold_row(hold_key))
        hold = _live_hold(held, now)
        if hold.status == "ordered":
            if hold.order_key == key:
                # Bought by the same call in another thread, after the order was looked for: look again.
                return None
            raise Conflict("This hold was bought before, with another key.")
        fault.refuse_sale()
        order = _new_order(hold, item_of(hold.offer_id), key, hold_key, now, fault.percent)
        entries = [
            LedgerEntry(order_row(key), order, 0),
            LedgerEntry(hold_row(hold_key), _with(hold, status="ordered", order_key=key, price=order.price), version),
        ]
        sell = SeatStep("sell", hold.units, hold.seats, hold.hold_id)
        return order if tables.write(entries, [sell]) else None

    return until_written(attempt, key)


def find_hold(key: str, now: datetime) -> HoldRecord | None:
    found, _ = tables.read_ledger(hold_row(key))
    if not isinstance(found, HoldRecord):
        return None
    return _with(found, status="expired") if found.status == "held" and now >= found.expires_at else found


def available(item: InventoryItem, units: dict[str, Unit], now: datetime) -> bool:
    """Return whether every unit of `item` has enough left, with what expired holds still keep."""
    return all(
        _left_at(units[name], now) >= item.count if name in units else capacity >= item.count
        for name, capacity in item.units.items()
    )


def percents(item: InventoryItem, units: dict[str, Unit]) -> list[int]:
    """Return what is asked now for each unit, in percent of its price."""
    return _percents(item.units, units)


def set_seats_left(item: InventoryItem, seats: int) -> None:
    """Let `seats` be left from now on of every unit of `item`, whatever is held or sold of it."""
    for name, capacity in item.units.items():
        tables.open_unit(name, capacity)
        tables.set_left(name, seats)


def set_price_percent(item: InventoryItem, percent: int) -> None:
    """Ask `percent` of its price from now on for every unit of `item`."""
    for name, capacity in item.units.items():
        tables.open_unit(name, capacity)
        tables.set_percent(name, percent)


def until_written(attempt: Callable[[], T | None], key: str) -> T:
    """Return the first result of `attempt`, which gives None when it lost a race and must look again."""
    for turn in range(_ATTEMPTS):
        result = attempt()
        if result is not None:
            return result
        time.sleep(0.02 * min(turn + 1, 5) * seeded_choice("turn", key, turn))
    raise SupplierUnavailable("The sandbox supplier's inventory of these seats is busy at the moment.")


def hold_row(key: str) -> str:
    return f"hold {key}"


def order_row(key: str) -> str:
    return f"order {key}"


def _live_hold(found: LedgerRecord | None, now: datetime) -> HoldRecord:
    """Return the hold, while it can be relied on, or after it was bought."""
    if found is None:
        raise NotFound("The sandbox supplier has no such hold.")
    if not isinstance(found, HoldRecord) or found.status == "released":
        raise HoldReleased("This hold was released before.")
    if found.status != "ordered" and (found.status == "expired" or now >= found.expires_at):
        raise HoldExpired("This hold has expired.")
    return found


def _same_hold(record: HoldRecord, item: InventoryItem) -> HoldRecord:
    if record.offer_id != item.offer_id:
        raise KeyReused("This key was used for a hold of another offer.")
    return record


def _same_order(found: LedgerRecord, hold_key: str) -> OrderRecord:
    if not isinstance(found, OrderRecord) or found.status == "cancelled":
        raise OrderCancelled("This order was cancelled before.")
    if found.hold_key != hold_key:
        raise KeyReused("This key was used to buy another hold.")
    return found


def _open_units(item: InventoryItem) -> dict[str, Unit]:
    """Return the state of every unit of `item`, each with a row of its own from now on."""
    units = tables.read_units(item.units)
    missing = [name for name in item.units if name not in units]
    for name in missing:
        tables.open_unit(name, item.units[name])
    return units | tables.read_units(missing) if missing else units


def _reclaim(units: dict[str, Unit], now: datetime) -> bool:
    """Take back what expired holds keep on `units`; False when there is nothing to take."""
    second = now.timestamp()
    expired = {held.key for unit in units.values() for held in unit.holds.values() if held.until <= second}
    for key in expired:
        found, version = tables.read_ledger(key)
        if isinstance(found, HoldRecord) and found.status == "held" and now >= found.expires_at:
            _end_hold(key.removeprefix("hold "), found, version, "expired")
    return bool(expired)


def _end_hold(key: str, record: HoldRecord, version: int, status: str) -> bool:
    back = SeatStep("release", record.units, record.seats, record.hold_id)
    return tables.write([LedgerEntry(hold_row(key), _with(record, status=status), version)], [back])


def _new_hold(item: InventoryItem, units: dict[str, Unit], key: str, until: datetime, percent: int) -> HoldRecord:
    adjustment = _FULL_PRICE * percent // 100
    return HoldRecord(
        status="held",
        hold_id=f"sbh_{_fingerprint('hold', key)}",
        offer_id=item.offer_id,
        units=tuple(item.units),
        seats=item.count,
        price=change_price(item.price, _percents(item.units, units), adjustment),
        adjustment=adjustment,
        expires_at=until,
    )


def _new_order(
    hold: HoldRecord, item: InventoryItem, key: str, hold_key: str, now: datetime, percent: int
) -> OrderRecord:
    return OrderRecord(
        status="confirmed",
        order_id=f"sbo_{_fingerprint('order', key)}",
        record_locator=_locator(key),
        hold_key=hold_key,
        units=hold.units,
        seats=hold.seats,
        price=change_price(hold.price, [percent]),
        refundability=item.refundability,
        fee=item.fee,
        starts_at=item.starts_at,
        ordered_at=now,
    )


def _percents(names: Iterable[str], units: dict[str, Unit]) -> list[int]:
    return [units[name].percent if name in units else tables.UNCHANGED_PRICE for name in names]


def _left_at(unit: Unit, now: datetime) -> int:
    second = now.timestamp()
    return unit.left + sum(held.seats for held in unit.holds.values() if held.until <= second)


def _fingerprint(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()


def _locator(key: str) -> str:
    number = int.from_bytes(blake2b(f"locator {key}".encode(), digest_size=8).digest(), "big")
    return "".join(_LOCATOR_LETTERS[number >> 5 * i & 31] for i in range(6))


def _with(record: S, **changes: Any) -> S:
    return msgspec.structs.replace(record, **changes)
