"""The sandbox changing its mind: a part of an order moved or cancelled in its own books, and the notice that says
so."""

from datetime import datetime, timedelta
from hashlib import blake2b

import msgspec

from chalicelib.domain.servicing.supplier_changes import NoticeData, NoticeKind, SegmentTimes, SupplierNotice
from chalicelib.errors import NotFound
from chalicelib.gateways.suppliers.sandbox import returns
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item


def move_part(order_key: str, part_index: int, by: timedelta, now: datetime) -> tuple[str, SupplierNotice]:
    """Move one slice of an order, flown or by rail, by so much from its first time; the notice of it and its id.

    Raises NotFound for what is no slice of an order, Conflict when it was given back.
    """
    part = returns.find_part(order_key, part_index, find_inventory_item)
    if not part.times:
        raise NotFound("This part of the order is not travelled, and has no times to move.")
    order = returns.disrupt(order_key, part_index, int(by.total_seconds()), find_inventory_item, now)
    times = tuple(
        SegmentTimes(departs_at=departs_at + by, arrives_at=arrives_at + by) for departs_at, arrives_at in part.times
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
