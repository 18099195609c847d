"""Where suppliers' books and the bookings differ after a stage was brought back to a moment: what was bought or held
after it, for which no booking stands, is cancelled and released, for nobody would travel on it, and all would pay. What
was cancelled after it, and stands here as booked, is named for a person to decide on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Literal

from chalicelib import observability
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.value import Value
from chalicelib.gateways.suppliers import registry
from chalicelib.models import bookings

_EVER, _NEVER = datetime(2000, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class UnknownPurchase(Value, frozen=True):
    """A hold or an order that no booking stands for, by the supplier and the key under which it was made."""

    supplier: str
    kind: Literal["hold", "order"]
    key: str


def list_unknown(since: datetime) -> Iterator[UnknownPurchase]:
    """Yield what suppliers hold, and have sold since a moment, for nobody. Raises SupplierUnavailable, Unavailable."""
    for name, load in registry.SUPPLIER_BOOKS.items():
        for purchase in load().list_standing(since):
            if not _is_known(purchase.key):
                yield UnknownPurchase(supplier=name, kind=purchase.kind, key=purchase.key)


def list_vanished() -> Iterator[str]:
    """Yield the keys of orders that bookings say stand, and of which suppliers have nothing left. Raises
    SupplierUnavailable, Unavailable."""
    standing = {
        name: {each.key for each in load().list_standing(_EVER) if each.kind == "order"}
        for name, load in registry.SUPPLIER_BOOKS.items()
    }
    for due in bookings.list_overdue(BookingStatus.BOOKED, _NEVER):
        booking = bookings.get_booking(due.key[0])
        for order in booking.orders:
            key = booking.component_key(order.component_index)
            if order.status == "confirmed" and key not in standing.get(order.supplier, {key}):
                yield key


def compensate(unknown: UnknownPurchase) -> None:
    """Cancel the order, or release the hold; safe twice. Raises SupplierUnavailable, SupplierTimeout."""
    supplier = registry.SUPPLIER_BOOKS[unknown.supplier]()
    match unknown.kind:
        case "order":
            supplier.cancel(unknown.key)
        case "hold":
            supplier.release(unknown.key)
    observability.warning("unknown purchase compensated", supplier=unknown.supplier, kind=unknown.kind, key=unknown.key)


def _is_known(key: str) -> bool:
    booking = bookings.find_booking(key.partition("/")[0])
    return booking is not None and key in _keys_of(booking)


def _keys_of(booking: Booking) -> frozenset[str]:
    """Return the keys under which a booking has bought, or may still buy: those of its present choice."""
    if booking.selected_option_id is None or (booking.terminal and booking.status is not BookingStatus.BOOKED):
        return frozenset()
    return frozenset(booking.component_key(index) for index in range(len(booking.selected.components)))
