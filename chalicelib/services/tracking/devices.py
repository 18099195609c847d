"""The devices that report where their owner is: registering, naming and revoking them, and who one is that reports."""

from typing import NamedTuple, NoReturn

import msgspec

from chalicelib import clock, settings
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking import devices as rules
from chalicelib.domain.tracking.devices import Credential, TrackingDevice
from chalicelib.domain.versions import require_version
from chalicelib.errors import NotFound, Unauthenticated
from chalicelib.models import tracking_devices
from chalicelib.services.authorization.people import is_active


class RegisteredDevice(NamedTuple):
    """A device that is new, with its credential, which nobody can read again."""

    device: TrackingDevice
    credential: Credential


def register_device(identity: Identity, name: str, device_id: str) -> RegisteredDevice:
    """Register a device of the caller under a new id. Raises Conflict when they have too many, PersonErased."""
    import secrets

    now = clock.now()
    credential = rules.make_credential(device_id, secrets.token_bytes(rules.SECRET_BYTES))
    salt = secrets.token_hex(rules.SALT_BYTES)
    device = TrackingDevice(
        device_id=device_id,
        user_id=identity.user_id,
        name=name,
        version=1,
        created_at=now,
        updated_at=now,
        salt=salt,
        secret_hash=rules.hash_secret(credential.secret, salt),
    )
    tracking_devices.add_device(device, settings.current().tracking_devices_a_person)
    return RegisteredDevice(device, credential)


def list_devices(identity: Identity) -> list[TrackingDevice]:
    """Return the caller's devices, the oldest first."""
    return tracking_devices.list_devices(identity.user_id)


def get_device(identity: Identity, device_id: str) -> TrackingDevice:
    """Return a device of the caller. Raises NotFound."""
    found = tracking_devices.find_device(device_id)
    if found is None or found.user_id != identity.user_id:
        raise NotFound(f"There is no device {device_id}.")
    return found


def rename_device(identity: Identity, device_id: str, name: str, *, expected: int | None) -> TrackingDevice:
    """Give a device of the caller another name. Raises NotFound, VersionConflict."""
    before = get_device(identity, device_id)
    require_version(before, expected, "The device")
    after = msgspec.structs.replace(before, name=name, version=before.version + 1, updated_at=clock.now())
    tracking_devices.replace_device(before, after)
    return after


def revoke_device(identity: Identity, device_id: str, *, expected: int | None) -> None:
    """Let a device of the caller report nothing from now on. Raises NotFound, VersionConflict."""
    found = get_device(identity, device_id)
    require_version(found, expected, "The device")
    tracking_devices.remove_device(found)


def end_devices(user_id: str) -> int:
    """End all devices of a person who has left, or is erased; how many. Done again it finds none."""
    return tracking_devices.remove_devices(user_id)


def authenticate_device(credential: Credential | None) -> TrackingDevice:
    """Return the device whose credential this is.

    Raises Unauthenticated, in the same words whatever is wrong: there is no such device, or none any more, the secret
    is another, or its owner has left.
    """
    device = tracking_devices.find_device(credential.device_id) if credential else None
    is_opened = rules.is_opened_by(credential.secret if credential else "", device)
    if device is None or not is_opened or not is_active(device.user_id):
        _refuse()
    return device


def _refuse() -> NoReturn:
    raise Unauthenticated("This is no credential of a device that may report.")
