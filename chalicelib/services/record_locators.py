"""Record locators: with a family name they open a booking at the airline's or the hotel's. They are kept encrypted, and
decrypted here and nowhere else, for whoever may see them; an order is found by a keyed hash of its record locator."""

import hashlib
import hmac

import msgspec

from chalicelib import observability, settings
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.trips.item import Item
from chalicelib.gateways import encryption
from chalicelib.gateways.encryption import DecryptionFailed, RowKey


def make_booking_key(booking_id: str) -> RowKey:
    """Return a new data key for the record locators of a booking. Raises Unavailable."""
    return encryption.make_row_key(_booking_context(booking_id), key="locators")


def hash_locator(locator: str, key: bytes) -> str:
    """Return by what an order is found: HMAC-SHA-256 (hex) of the record locator in capitals, without space in it,
    under the key of the stage. Record locators are few enough to try them all, so the hash alone has to tell
    nothing."""
    return hmac.digest(key, "".join(locator.split()).upper().encode(), hashlib.sha256).hex()


def reveal_orders(booking: Booking) -> tuple[str | None, ...]:
    """Return the record locator of each order; None where there is none any more. Raises Unavailable."""
    context = _booking_context(booking.booking_id)
    return tuple(_decrypt(order.encrypted_locator, context) for order in booking.orders)


def reveal_item(item: Item) -> Item:
    """Return an item with its record locator readable. Raises Unavailable."""
    locator = _decrypt(item.encrypted_locator, _item_context(item))
    return msgspec.structs.replace(item, record_locator=locator, encrypted_locator=None)


def protect_item(item: Item) -> Item:
    """Return an item as it is kept: its record locator, if it has one, encrypted. Raises Unavailable."""
    if item.record_locator is None:
        return msgspec.structs.replace(item, encrypted_locator=None)
    encrypted = encryption.encrypt(item.record_locator.encode(), _item_context(item), key="locators")
    return msgspec.structs.replace(item, record_locator=None, encrypted_locator=encrypted)


def _decrypt(encrypted: Encrypted | None, context: dict[str, str]) -> str | None:
    """Return a record locator; one that does not open is missing, so that nothing else is missing because of it."""
    if encrypted is None:
        return None
    try:
        return encryption.decrypt(encrypted, context, key="locators").decode()
    except DecryptionFailed:
        observability.error("record locator cannot be decrypted", **context)
        return None


def _booking_context(booking_id: str) -> dict[str, str]:
    return {"table": settings.current().name("bookings"), "bookingId": booking_id}


def _item_context(item: Item) -> dict[str, str]:
    """Return what an item's record locator is bound to: its booking's, where a booking made it, for it is a copy."""
    if item.booking_id is not None:
        return _booking_context(item.booking_id)
    return {"table": settings.current().name("items"), "itemId": item.item_id}
