"""The sandbox's returns desk: whole orders taken back, and parts of them on terms that were quoted before.

What a part costs is its share of what was paid for the order. The fee of an order is shared out in the same way, so
that giving it back part by part costs what giving it back at once does.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from chalicelib import settings
from chalicelib.domain.money import Money, split, total
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.amendments import RefundTo
from chalicelib.errors import Conflict, Departed, KeyReused, NotFound, QuoteExpired
from chalicelib.gateways.suppliers.sandbox import tables
from chalicelib.gateways.suppliers.sandbox.inventory import hold_row, order_row, until_written
from chalicelib.gateways.suppliers.sandbox.inventory_items import InventoryItem, Part
from chalicelib.gateways.suppliers.sandbox.tables import (
    CancelledPart,
    Disruption,
    HoldRecord,
    LedgerEntry,
    OrderRecord,
    QuoteRecord,
    ReturnTerms,
    SeatStep,
    Tombstone,
)

FindInventoryItem = Callable[[str], InventoryItem]

LONGEST_QUOTE = timedelta(days=4)
CREDIT_FOR = timedelta(days=365)
# How long what was moved is taken back for nothing: a little longer than its traveller may think about it.
_FREE_FOR = timedelta(hours=96)
# An airline voids a ticket free of charge within a day of its sale when departure is at least a week away
# (14 CFR 259.5(b)(4)); the sandbox does so for every offer.
_VOID_WITHIN = timedelta(hours=24)
_VOID_BEFORE_START = timedelta(days=7)


def cancel_order(key: str, item_of: FindInventoryItem, now: datetime) -> Money:
    """Cancel `key`'s order and return its refund, equal every time; nothing, and the key is buried, when there is no
    order.

    Parts that were given back before count with what came back for them; a part that has begun is taken back as well,
    since this compensates a purchase.
    """

    def attempt() -> Money | None:
        found, version = tables.read_ledger(order_row(key))
        nothing = Money(amount=0, currency=settings.current().currency)
        if found is None:
            return nothing if tables.write([LedgerEntry(order_row(key), Tombstone(buried_at=now), 0)]) else None
        if not isinstance(found, OrderRecord):
            return nothing
        if found.refund is not None:
            return found.refund
        item = _inventory_item(found, item_of)
        cancelled = _return_parts(found, item, _terms(found, item, _left(found, item), now), key)
        back = SeatStep("put_back", _units(item, _left(found, item)), found.seats)
        return cancelled.refund if tables.write([LedgerEntry(order_row(key), cancelled, version)], [back]) else None

    return until_written(attempt, key)


def quote_return(
    order_key: str, parts: Sequence[int], key: str, item_of: FindInventoryItem, until: datetime, now: datetime
) -> QuoteRecord:
    """Quote the terms under `key`. Raises NotFound, Conflict, Departed, KeyReused."""
    wanted = tuple(dict.fromkeys(parts))

    def attempt() -> QuoteRecord | None:
        order, _ = _order(order_key)
        quoted, version = tables.read_ledger(_row(key))
        if isinstance(quoted, QuoteRecord):
            if (quoted.order_key, {each.part_index for each in quoted.parts}) != (order_key, set(wanted)):
                raise KeyReused("This key was used for another quote.")
            if now < quoted.expires_at or _is_confirmed(order, key):
                return quoted
        item = _inventory_item(order, item_of)
        _refuse_gone(order, item, wanted, now)
        starts = min(starts_at(order, item, part_index) for part_index in wanted)
        record = QuoteRecord(
            order_key=order_key,
            parts=_terms(order, item, wanted, now),
            expires_at=min(until, now + LONGEST_QUOTE, starts),
            credit_until=order.ordered_at + CREDIT_FOR,
        )
        return record if tables.write([LedgerEntry(_row(key), record, version)]) else None

    return until_written(attempt, key)


def confirm_return(key: str, item_of: FindInventoryItem, now: datetime) -> QuoteRecord:
    """Take back what was quoted under `key`, once. Raises NotFound, QuoteExpired, Conflict, Departed."""

    def attempt() -> QuoteRecord | None:
        quote, _ = tables.read_ledger(_row(key))
        if not isinstance(quote, QuoteRecord):
            raise NotFound("The sandbox supplier has no quote under this key.")
        order, version = _order(quote.order_key)
        if _is_confirmed(order, key):
            return quote
        if now >= quote.expires_at:
            raise QuoteExpired("The sandbox supplier's cancellation terms have expired.")
        wanted, item = tuple(each.part_index for each in quote.parts), _inventory_item(order, item_of)
        _refuse_gone(order, item, wanted, now)
        back = SeatStep("put_back", _units(item, wanted), order.seats)
        entry = LedgerEntry(order_row(quote.order_key), _return_parts(order, item, quote.parts, key), version)
        return quote if tables.write([entry], [back]) else None

    return until_written(attempt, key)


def find_part(order_key: str, part_index: int, item_of: FindInventoryItem) -> Part:
    """Return a part of an order as it was sold. Raises NotFound."""
    order, _ = _order(order_key)
    parts = _inventory_item(order, item_of).parts
    if part_index not in range(len(parts)):
        raise NotFound("The order has no such part.")
    return parts[part_index]


def disrupt(
    order_key: str, part_index: int, seconds: int | None, item_of: FindInventoryItem, now: datetime
) -> OrderRecord:
    """Move a part of an order by `seconds` from its first time, or cancel it (None). Raises NotFound, Conflict."""

    def attempt() -> OrderRecord | None:
        order, version = _order(order_key)
        _refuse_gone(order, _inventory_item(order, item_of), [part_index], now)
        disruption = Disruption(
            part_index=part_index,
            seconds=seconds or 0,
            cancelled=seconds is None,
            free_until=now + (_FREE_FOR if seconds is not None else CREDIT_FOR),
        )
        after = msgspec.structs.replace(
            order, disruptions=(*order.disruptions, disruption), sequence=order.sequence + 1
        )
        return after if tables.write([LedgerEntry(order_row(order_key), after, version)]) else None

    return until_written(attempt, order_key)


def _row(key: str) -> str:
    return f"quote {key}"


def _order(key: str) -> tuple[OrderRecord, int]:
    found, version = tables.read_ledger(order_row(key))
    if not isinstance(found, OrderRecord):
        raise NotFound("The sandbox supplier has no such order.")
    return found, version


def _inventory_item(order: OrderRecord, item_of: FindInventoryItem) -> InventoryItem:
    held, _ = tables.read_ledger(hold_row(order.hold_key))
    if not isinstance(held, HoldRecord):
        raise NotFound("The sandbox supplier has no such order.")
    return item_of(held.offer_id)


def _is_confirmed(order: OrderRecord, key: str) -> bool:
    return any(each.key == key for each in order.cancelled_parts)


def _left(order: OrderRecord, item: InventoryItem) -> tuple[int, ...]:
    """Return the parts that have not been given back."""
    gone = {each.part_index for each in order.cancelled_parts}
    return tuple(part_index for part_index in range(len(item.parts)) if part_index not in gone)


def _refuse_gone(order: OrderRecord, item: InventoryItem, parts: Sequence[int], now: datetime) -> None:
    if not parts or not set(parts) <= set(range(len(item.parts))):
        raise NotFound("The order has no such part.")
    if order.status == "cancelled" or not set(parts) <= set(_left(order, item)):
        raise Conflict("This part was cancelled before.")
    if any(now >= starts_at(order, item, part_index) for part_index in parts):
        raise Departed("The journey has begun: this part can no longer be cancelled.")


def starts_at(order: OrderRecord, item: InventoryItem, part_index: int) -> datetime:
    """Return when a part begins, as often as it may have been moved; what is cancelled never does."""
    disrupted = _disruption(order, part_index)
    if disrupted is not None and disrupted.cancelled:
        return datetime.max.replace(tzinfo=UTC)
    return item.parts[part_index].starts_at + timedelta(seconds=disrupted.seconds if disrupted else 0)


def _disruption(order: OrderRecord, part_index: int) -> Disruption | None:
    return next((each for each in reversed(order.disruptions) if each.part_index == part_index), None)


def _terms(order: OrderRecord, item: InventoryItem, parts: Sequence[int], now: datetime) -> tuple[ReturnTerms, ...]:
    """Return what giving back these parts costs now; for each part the same whatever else is given back."""
    weights = [part.weight for part in item.parts]
    whole, refund_to = _fee(order, item, now)
    prices, fees = split(order.price, weights), split(whole, weights)
    return tuple(
        _free(part_index, prices[part_index])
        if (disrupted := _disruption(order, part_index)) is not None and now < disrupted.free_until
        else ReturnTerms(
            part_index=part_index,
            paid=prices[part_index],
            fee=min(fees[part_index], prices[part_index]),
            refund=prices[part_index] - min(fees[part_index], prices[part_index]),
            refund_to=refund_to,
        )
        for part_index in parts
    )


def _free(part_index: int, paid: Money) -> ReturnTerms:
    nothing = Money(amount=0, currency=paid.currency)
    return ReturnTerms(part_index=part_index, paid=paid, fee=nothing, refund=paid, refund_to="original")


def _fee(order: OrderRecord, item: InventoryItem, now: datetime) -> tuple[Money, RefundTo]:
    """Return what is kept of the whole order, and where the rest goes.

    Nothing is kept of what is void or refundable. A fare with nothing back gives a credit, less what a change would
    cost; a room with nothing back is lost.
    """
    voidable = now < order.ordered_at + _VOID_WITHIN and now < order.starts_at - _VOID_BEFORE_START
    if voidable or order.refundability is Refundability.FULL:
        return Money(amount=0, currency=order.price.currency), "original"
    if order.refundability is Refundability.WITH_FEE and order.fee is not None:
        return min(order.fee, order.price), "original"
    if item.credit_fee is not None:
        return min(item.credit_fee, order.price), "credit"
    return order.price, "original"


def _return_parts(order: OrderRecord, item: InventoryItem, terms: Sequence[ReturnTerms], key: str) -> OrderRecord:
    """Return the order with these parts given back; its refund is what came back as money."""
    added = (CancelledPart(**msgspec.structs.asdict(each), key=key) for each in terms)
    cancelled_parts = (*order.cancelled_parts, *added)
    if len(cancelled_parts) < len(item.parts):
        return msgspec.structs.replace(order, cancelled_parts=cancelled_parts)
    refund = total((each.refund for each in cancelled_parts if each.refund_to == "original"), order.price.currency)
    return msgspec.structs.replace(order, cancelled_parts=cancelled_parts, status="cancelled", refund=refund)


def _units(item: InventoryItem, parts: Sequence[int]) -> tuple[str, ...]:
    return tuple(unit for part_index in parts for unit in item.parts[part_index].units)
