"""The tracking-devices table: a row for every device that may report, gone as soon as it may not any more."""

from collections.abc import Sequence
from contextlib import suppress

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, TransactWriteError
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.mentions import TRACKING_DEVICE, Mention
from chalicelib.domain.tracking.devices import TrackingDevice
from chalicelib.dynamodb.tables import StructAttribute, table_meta, transactions
from chalicelib.errors import Conflict, NotFound, Unavailable, VersionConflict
from chalicelib.models import mentions
from chalicelib.models.limits import Limit, scope_of
from chalicelib.models.mentions import Contended, save_unless_erased

_WHAT = "The device"
_A_PAGE = 100  # more than a person may have


class TrackingDeviceRow(Model):
    """One device; whose it is, is found by the mention that is written with it."""

    Meta = table_meta("tracking-devices")

    device_id = UnicodeAttribute(hash_key=True, attr_name="deviceId")
    version = NumberAttribute()
    document = StructAttribute[TrackingDevice](TrackingDevice)


def add_device(device: TrackingDevice, most: int) -> None:
    """Add a device to those of its owner, who has less than `most` of them.

    One under the same id that was never changed is of an earlier sending of the same request, whose answer, and with it
    the credential, was lost: it makes room for this. Raises Conflict when there are as many, PersonErased, Unavailable.
    """
    is_new = TrackingDeviceRow.device_id.does_not_exist()
    try:
        save_unless_erased(
            _to_row(device),
            is_new,
            of=[device.user_id],
            what=_WHAT,
            mentions=[_mention(device)],
            at=device.created_at,
            within=_room_for(device, most),
        )
    except Contended:
        raise
    except VersionConflict:
        replace_device(device, device)


def find_device(device_id: str) -> TrackingDevice | None:
    """Return the device, read consistently, so that revoking it counts at once; None when there is none."""
    try:
        return TrackingDeviceRow.get(device_id, consistent_read=True).document
    except DoesNotExist:
        return None


def list_devices(user_id: str) -> list[TrackingDevice]:
    """Return all devices of a person, the oldest first, read consistently."""
    named = mentions.list_things(user_id, TRACKING_DEVICE, limit=_A_PAGE).rows
    rows = TrackingDeviceRow.batch_get(named, consistent_read=True) if named else ()
    return sorted((row.document for row in rows), key=lambda device: device.device_id)


def replace_device(before: TrackingDevice, after: TrackingDevice) -> None:
    """Put `after` in the place of `before`. Raises VersionConflict when that is not there any more, Unavailable."""
    save_unless_erased(_to_row(after), TrackingDeviceRow.version == before.version, of=(), what=_WHAT)


def remove_device(device: TrackingDevice) -> None:
    """Remove a device: it reports nothing from then on. Raises NotFound when it is gone, Unavailable."""
    try:
        with TransactWrite(connection=transactions()) as transaction:
            transaction.delete(TrackingDeviceRow(device.device_id), TrackingDeviceRow.device_id.exists())
            mentions.remove_mentions(transaction, [_mention(device)])
    except TransactWriteError as error:
        if find_device(device.device_id) is None:
            raise NotFound("There is no such device.") from None
        raise Unavailable("The device could not be removed.") from error


def remove_devices(user_id: str) -> int:
    """Remove all devices of a person; how many there were, also those that somebody else removes at this moment. Raises
    Unavailable."""
    found = list_devices(user_id)
    for device in found:
        with suppress(NotFound):
            remove_device(device)
    return len(found)


def _room_for(device: TrackingDevice, most: int) -> Limit:
    def count(_recent: Sequence[str]) -> int:
        return sum(each.device_id != device.device_id for each in list_devices(device.user_id))

    return Limit(
        scope=scope_of("tracking devices", device.user_id),
        most=most,
        key=device.device_id,
        count=count,
        full=Conflict(f"You may have at most {most} devices; revoke one first."),
    )


def _to_row(device: TrackingDevice) -> TrackingDeviceRow:
    return TrackingDeviceRow(device.device_id, version=device.version, document=device)


def _mention(device: TrackingDevice) -> Mention:
    return Mention(device.user_id, f"{TRACKING_DEVICE}/{device.device_id}")
