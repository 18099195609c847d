"""The sandbox changing its mind: a flight moved or cancelled in its own books, and the notice that says so."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import msgspec

from chalicelib.domain.offers.offers import Slice
from chalicelib.domain.servicing.supplier_changes import FlightTimes, NoticeData, NoticeKind, SupplierNotice
from chalicelib.errors import NotFound
from chalicelib.gateways.suppliers.sandbox import returns
from chalicelib.gateways.suppliers.sandbox.flights import flight_offer, read_ticket
from chalicelib.gateways.suppliers.sandbox.inventory import find_hold
from chalicelib.gateways.suppliers.sandbox.inventory_items import decode_id
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item


def move_flight(order_key: str, part_index: int, by: timedelta, now: datetime) -> tuple[str, SupplierNotice]:
    """Move one slice of an order by so much from its first time; the notice of it and its id.

    Raises NotFound for what is no flight of an order, Conflict when it was given back.
    """
    flight_slice = _slice(order_key, part_index, now)
    order = returns.disrupt(order_key, part_index, int(by.total_seconds()), find_inventory_item, now)
    times = tuple(
        FlightTimes(departs_at=each.departs_at + by, arrives_at=each.arrives_at + by) for each in flight_slice.segments
    )
    data = NoticeData(
        order_key=order_key, order_id=order.order_id, sequence=order.sequence, part_index=part_index, times=times
    )
    return _notice(NoticeKind.SCHEDULE_CHANGED, data, now)


def cancel_part(order_key: str, part_index: int, now: datetime) -> tuple[str, SupplierNotice]:
    """Cancel one part of an order; the notice of it and its id. Raises NotFound, Conflict."""
    order = returns.disrupt(order_key, part_index, None, find_inventory_item, now)
    data = NoticeData(order_key=order_key, order_id=order.order_id, sequence=order.sequence, part_index=part_index)
    return _notice(NoticeKind.CANCELLED, data, now)


def write_notice(notice: SupplierNotice) -> bytes:
    """Return the notice as it is sent and signed."""
    return msgspec.json.encode(notice)


def _notice(kind: NoticeKind, data: NoticeData, now: datetime) -> tuple[str, SupplierNotice]:
    name = blake2b(f"{data.order_key} {data.sequence}".encode(), digest_size=12).hexdigest()
    return f"msg_{name}", SupplierNotice(type=kind, timestamp=now, data=data)


def _slice(order_key: str, part_index: int, now: datetime) -> Slice:
    hold = find_hold(order_key, now)
    if hold is None or decode_id(hold.offer_id)[0] != "f":
        raise NotFound("This part of the order is not a flight.")
    offer = flight_offer(
        read_ticket(hold.offer_id), find_inventory_item(hold.offer_id), hold.price, now.astimezone(UTC)
    )
    if part_index >= len(offer.slices):
        raise NotFound("The order has no such part.")
    return offer.slices[part_index]
