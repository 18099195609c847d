"""What a stage has encrypted opens in another after it was taken there, there alone, and nothing else is changed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib import clock, settings
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.passengers import PassengerKind
from chalicelib.dynamodb.tables import lengthen, shorten
from chalicelib.gateways import encryption
from chalicelib.gateways.encryption import DecryptionFailed, KeyName
from chalicelib.services import passengers
from infra.target import Target
from infra.transfer.bundle import Bundle, Manifest, Row, begin_bundle
from infra.transfer.encryption import BOUND, KEYS, Reencryption
from infra.transfer.tables import ImportRefused
from tests.simulation.cloud.empty import empty_cloud
from tests.support.passenger_samples import ANNA, details
from tests.support.tables import REGION

THERE = Target("dev", REGION)


@pytest.fixture(autouse=True)
def cloud() -> Iterator[None]:
    with empty_cloud():
        yield


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    keys = {name: f"alias/sojourn-local-{name}" for name in KEYS}
    return begin_bundle(
        tmp_path / "bundle", Manifest(id="b", stage="local", account="1", region=REGION, moment=0, keys=keys)
    )


def encrypted_row(table: str, key: KeyName, *, long: bool, **ids: str) -> Row:
    """A row of a table with a secret somewhere in its document."""
    context = {"table": f"sojourn-local-{table}", **{name: value for name, value in ids.items() if name != "owner"}}
    secret = encryption.encrypt(b"a secret", context, key=key)
    document = {"text": "ü" * (20_000 if long else 1), "orders": [{"encryptedLocator": msgspec.to_builtins(secret)}]}
    return {
        **{name: {"S": value} for name, value in ids.items()},
        "document": {"S": shorten(msgspec.json.encode(document))},
    }


ROWS = {
    "bookings": ("locators", {"bookingId": "bkg_1"}),
    "items": ("locators", {"itemId": "itm_1"}),
    "passengers": ("passengers", {"passengerId": "psg_1"}),
    "webhooks": ("webhooks", {"webhookId": "whk_1"}),
}


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("table", ROWS)
def test_a_secret_opens_where_it_was_taken_and_nowhere_else(table: str, bundle: Bundle, *, long: bool) -> None:
    key, ids = ROWS[table]
    row = encrypted_row(table, key, long=long, **ids)  # type: ignore[arg-type]

    changed = Reencryption(THERE, bundle).change(table, row)

    document = json.loads(lengthen(changed["document"]["S"]))
    secret = msgspec.convert(document["orders"][0]["encryptedLocator"], Encrypted)
    encryption._kept.clear()
    assert document["text"] == "ü" * (20_000 if long else 1)
    with pytest.raises(DecryptionFailed):
        encryption.decrypt(secret, {"table": f"sojourn-local-{table}", **ids}, key=key)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "current", lambda: settings.Settings(stage="dev"))
        assert encryption.decrypt(secret, {"table": f"sojourn-dev-{table}", **ids}, key=key) == b"a secret"  # type: ignore[arg-type]


def test_the_tables_with_secrets_are_those_that_encrypt() -> None:
    assert set(ROWS) == set(BOUND)


def test_a_real_profile_goes_along_and_all_else_stays_as_it_is(bundle: Bundle) -> None:
    made = passengers.create_passenger(ANNA, PassengerKind.EMPLOYEE, details(), passenger_id=clock.new_id("psg"))
    (row,) = boto3.client("dynamodb", region_name=REGION).scan(TableName="sojourn-local-passengers")["Items"]

    changed: dict[str, Any] = Reencryption(THERE, bundle).change("passengers", dict(row))

    assert {name for name in row if row[name] != changed[name]} == {"encrypted"}
    assert changed["passengerId"]["S"] == made.profile.passenger_id
    assert Reencryption(THERE, bundle).change("trips", {"tripId": {"S": "trp_1"}}) == {"tripId": {"S": "trp_1"}}


def test_a_key_that_is_closed_is_said_and_nothing_is_lost(bundle: Bundle) -> None:
    row = encrypted_row("bookings", "locators", long=False, bookingId="bkg_1")
    bundle.manifest.keys["locators"] = "another"

    with pytest.raises(ImportRefused, match="encrypted under another cannot be decrypted"):
        Reencryption(THERE, bundle).change("bookings", row)
