"""Tracking devices over HTTP: registering one, which shows its credential once; listing, naming and revoking them."""

from typing import Annotated

import msgspec

from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example, Page, identifier, links_to
from chalicelib.api.openapi import examples
from chalicelib.domain.tracking.devices import PREFIX, DeviceDetails, DeviceName
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict, NotFound, VersionConflict
from chalicelib.services.tracking import devices as service

blueprint = ApiBlueprint(
    __name__, tag="Tracking devices", description="Your devices that report where you are, each by its own credential."
)

_DEVICE = {"deviceId": identifier(PREFIX, "The device's id")}
_ID = _DEVICE["deviceId"].example
_OPERATIONS = ("get_tracking_device", "rename_tracking_device", "revoke_tracking_device")


class DeviceRequest(Value, frozen=True):
    """What a device is to be called."""

    name: DeviceName


class DeviceRegistration(DeviceDetails, frozen=True):
    """A device that is new, with what it signs in by."""

    credential: Annotated[
        str,
        msgspec.Meta(
            description="What the device sends to report positions. It is shown once: keep it like a password"
        ),
    ]


def _example(name: str = "Anna's phone", version: int = 1) -> DeviceDetails:
    return DeviceDetails(device_id=_ID, name=name, version=version, created_at=examples.AT, updated_at=examples.AT)


def _registration(view: DeviceDetails, credential: str) -> DeviceRegistration:
    return DeviceRegistration(**msgspec.structs.asdict(view), credential=credential)


@blueprint.route(
    "/v1/me/tracking-devices",
    method="POST",
    status=201,
    summary="Register a tracking device",
    description=(
        "The answer has the device's credential, which cannot be read again. A retry with the same Idempotency-Key "
        "returns the same one; it is stored encrypted and is readable only with that key."
    ),
    errors=[Conflict],
    links=[links_to(*_OPERATIONS, deviceId="/deviceId", etag=True), links_to("list_tracking_devices")],
    example=lambda: Example(
        request=DeviceRequest(name="Anna's phone"),
        response=_registration(_example(), f"{_ID}.q3Xw7c0ZtYb1nV5kR8sJ2mD4fG6hL9pA"),
    ),
)
def register_tracking_device(call: Call[DeviceRequest, None]) -> Answer[DeviceRegistration]:
    device, credential = service.register_device(call.identity, call.body.name, call.new_id(PREFIX))
    return Answer(
        _registration(device.details, credential.text),
        version=device.version,
        location=f"/v1/me/tracking-devices/{device.device_id}",
    )


@blueprint.route(
    "/v1/me/tracking-devices",
    summary="List my tracking devices, oldest first",
    links=[links_to(*_OPERATIONS, deviceId="/items/0/deviceId")],
    example=lambda: Example(response=Page(items=(_example(),), next_cursor=None)),
)
def list_tracking_devices(call: Call[None, None]) -> Answer[Page[DeviceDetails]]:
    return call.page((each.details for each in service.list_devices(call.identity)), None)


@blueprint.route(
    "/v1/me/tracking-devices/{deviceId}",
    summary="Get a tracking device",
    params=_DEVICE,
    errors=[NotFound],
    links=[links_to(*_OPERATIONS, deviceId="/deviceId", etag=True)],
    example=lambda: Example(response=_example()),
)
def get_tracking_device(call: Call[None, None]) -> Answer[DeviceDetails]:
    device = service.get_device(call.identity, call.path["deviceId"])
    return Answer(device.details, version=device.version)


@blueprint.route(
    "/v1/me/tracking-devices/{deviceId}",
    method="PUT",
    summary="Rename a tracking device",
    params=_DEVICE,
    errors=[NotFound, VersionConflict],
    links=[links_to(*_OPERATIONS, deviceId="/deviceId", etag=True)],
    example=lambda: Example(
        request=DeviceRequest(name="Anna's old phone"), response=_example("Anna's old phone", version=2)
    ),
)
def rename_tracking_device(call: Call[DeviceRequest, None]) -> Answer[DeviceDetails]:
    device = service.rename_device(call.identity, call.path["deviceId"], call.body.name, expected=call.expected_version)
    return Answer(device.details, version=device.version)


@blueprint.route(
    "/v1/me/tracking-devices/{deviceId}",
    method="DELETE",
    status=204,
    summary="Revoke a tracking device",
    description="It reports nothing from then on. What it has reported stays as long as positions are kept.",
    params=_DEVICE,
    errors=[NotFound, VersionConflict],
    links=[links_to("list_tracking_devices", "register_tracking_device")],
    example=Example,
)
def revoke_tracking_device(call: Call[None, None]) -> Answer[None]:
    service.revoke_device(call.identity, call.path["deviceId"], expected=call.expected_version)
    return Answer(None)
