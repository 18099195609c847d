"""A device's credential: how clients send it, and that nothing else opens a device."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking import devices
from chalicelib.domain.tracking.devices import Credential, TrackingDevice, make_credential, read_authorization

PHONE = "dev_01JQZX5V9D7R8M3T2K6W4H0YBE"
SALT = "5f" * devices.SALT_BYTES
AT = datetime(2027, 3, 3, 8, 15, tzinfo=UTC)
CREDENTIAL = make_credential(PHONE, bytes(range(devices.SECRET_BYTES)))


def device(credential: Credential = CREDENTIAL, salt: str = SALT) -> TrackingDevice:
    return TrackingDevice(
        device_id=credential.device_id,
        user_id="anna",
        name="Anna's phone",
        version=1,
        created_at=AT,
        updated_at=AT,
        salt=salt,
        secret_hash=devices.hash_secret(credential.secret, salt),
    )


def basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Bearer {CREDENTIAL.text}"},
        {"authorization": f"bearer  {CREDENTIAL.text} "},
        basic("anybody", CREDENTIAL.text),
        basic("", CREDENTIAL.text),
        basic(CREDENTIAL.device_id, CREDENTIAL.secret),
    ],
)
def test_clients_send_the_credential_where_they_have_a_field_for_it(headers: dict[str, str]) -> None:
    assert read_authorization(headers) == CREDENTIAL


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": CREDENTIAL.text},
        {"authorization": "Basic ä"},
        {"authorization": "Basic /w=="},
        {"authorization": f"Digest {CREDENTIAL.text}"},
        basic(CREDENTIAL.text, ""),
        basic(CREDENTIAL.device_id, CREDENTIAL.secret + "\n\n."),
    ],
)
def test_what_is_no_credential_is_none(headers: dict[str, str]) -> None:
    assert read_authorization(headers) is None


def test_only_its_own_secret_opens_a_device() -> None:
    other = make_credential(PHONE, bytes(devices.SECRET_BYTES))

    assert devices.is_opened_by(CREDENTIAL.secret, device())
    assert not devices.is_opened_by(other.secret, device())
    assert not devices.is_opened_by("", device())
    assert not devices.is_opened_by("", None)


def test_the_same_secret_leaves_another_trace_on_each_device() -> None:
    assert device().secret_hash != device(salt="00" * devices.SALT_BYTES).secret_hash
    assert CREDENTIAL.secret not in repr(device())


@settings(max_examples=50)
@given(st.text(max_size=90) | st.binary(min_size=24, max_size=24).map(lambda raw: make_credential(PHONE, raw).text))
def test_any_text_is_a_whole_credential_or_none(text: str) -> None:
    found = devices.read_credential(text)

    assert found is None or found.text == text.strip()
