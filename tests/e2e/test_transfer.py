"""A stage is taken out while it is written to, and put in again: all of it as of one moment, or not at all."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra import guards
from infra.artifacts import Artifacts
from infra.deploy import Deployment
from infra.stacks import Stacks
from infra.target import Target
from infra.transfer import tables
from infra.transfer.bundle import Bundle, BundleBroken, open_bundle
from infra.transfer.exporting import export_stage
from infra.transfer.files import bucket_of
from infra.transfer.importing import Options, import_stage
from infra.transfer.tables import ImportRefused
from local import cloud

pytestmark = pytest.mark.waits

STAGE = "dev"
EMAIL = "anna@example.com"
KEY = "documents/anna/doc_1"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """A stage that has its tables, buckets, pool and keys, and no function."""
    home = tmp_path_factory.mktemp("stage")
    started, _ = cloud.start(home)
    found = Target(STAGE, endpoint=started.endpoint)
    Deployment(found, Stacks(found, say, guards.go_on), Artifacts(found)).apply_foundation()
    yield found
    cloud.stop(home)


def say(_: str) -> None:
    """Say nothing."""


def put(target: Target, table: str, **row: Any) -> None:
    target.client("dynamodb").put_item(TableName=f"sojourn-{STAGE}-{table}", Item=row)


def write_together(target: Target, stop: threading.Event) -> None:
    """Write a trip and its share together, again and again, each time with the next number."""
    dynamodb, number = target.client("dynamodb"), 0
    while not stop.is_set():
        number += 1
        trip = {"tripId": {"S": "trp_1"}, "number": {"N": str(number)}}
        share = {"tripId": {"S": "trp_1"}, "userId": {"S": "anna"}, "number": {"N": str(number)}}
        rows = (("trips", trip), ("shares", share))
        puts = [{"Put": {"TableName": f"sojourn-{STAGE}-{name}", "Item": row}} for name, row in rows]
        dynamodb.transact_write_items(TransactItems=puts)


def make_person(target: Target) -> None:
    pools = target.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    who = {"UserPoolId": pools[0]["Id"], "Username": EMAIL}
    said = [{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]
    target.client("cognito-idp").admin_create_user(**who, MessageAction="SUPPRESS", UserAttributes=said)
    target.client("cognito-idp").admin_add_user_to_group(**who, GroupName="traveller")


def empty(target: Target) -> None:
    """Take all rows and files away."""
    dynamodb, s3 = target.client("dynamodb"), target.client("s3")
    for name in tables.NAMES:
        table = f"sojourn-{STAGE}-{name}"
        keys = [each["AttributeName"] for each in dynamodb.describe_table(TableName=table)["Table"]["KeySchema"]]
        for row in dynamodb.scan(TableName=table)["Items"]:
            dynamodb.delete_item(TableName=table, Key={key: row[key] for key in keys})
    for each in s3.list_objects_v2(Bucket=bucket_of(target)).get("Contents", []):
        s3.delete_object(Bucket=bucket_of(target), Key=each["Key"])


@pytest.fixture(scope="module")
def exported(target: Target, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was taken out of the stage while it was written to; the stage is empty again."""
    put(target, "policies", policyId={"S": "travel"}, version={"N": "1"}, rates={"B": b"\x00\xff"}, tags={"SS": ["a"]})
    target.client("s3").put_object(
        Bucket=bucket_of(target), Key=KEY, Body=b"as it is", ContentType="text/plain", Tagging="kind=receipt"
    )
    make_person(target)
    folder, stop = tmp_path_factory.mktemp("exports") / "bundle", threading.Event()
    writer = threading.Thread(target=write_together, args=(target, stop))
    writer.start()
    try:
        export_stage(target, folder, "a passphrase", say)
    finally:
        stop.set()
        writer.join()
    with pytest.raises(ImportRefused, match="dev has data in 3 tables"):
        import_stage(target, folder, Options(passphrase="a passphrase"), say, guards.go_on)
    empty(target)
    return folder


def bundle_in(folder: Path) -> Bundle:
    found = open_bundle(folder)
    assert found is not None
    return found


def test_a_stage_goes_out_as_of_one_moment_and_comes_back_whole(target: Target, exported: Path) -> None:
    s3, bundle = target.client("s3"), bundle_in(exported)
    (trip,) = bundle.read("tables/trips")
    (share,) = bundle.read("tables/shares")
    assert trip["number"] == share["number"], "what is written together goes out together"
    assert exported.stat().st_mode & 0o077 == 0
    assert s3.list_object_versions(Bucket=Artifacts(target).bucket, Prefix="exports/").get("Versions", []) == []
    assert [person["groups"] for person in bundle.read("people")] == [["traveller"]]
    with pytest.raises(BundleBroken, match="whole already"):
        export_stage(target, exported, "", say)

    rows = import_stage(target, exported, Options(passphrase="a passphrase"), say, guards.go_on)

    found = s3.get_object(Bucket=bucket_of(target), Key=KEY)
    assert rows == 3
    assert (found["Body"].read(), found["ContentType"]) == (b"as it is", "text/plain")
    assert s3.get_object_tagging(Bucket=bucket_of(target), Key=KEY)["TagSet"] == [{"Key": "kind", "Value": "receipt"}]
    for name in ("trips", "shares", "policies"):
        there, kept = tables.count_table(target, name), bundle.manifest.parts[f"tables/{name}"]
        assert (there.rows, there.total) == (1, kept.total)
    with pytest.raises(ImportRefused, match="dev has data in 4 tables"):
        import_stage(target, exported, Options(passphrase="a passphrase"), say, guards.go_on)


def test_who_was_interrupted_goes_on_and_what_was_altered_is_refused(
    target: Target, exported: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    shutil.copytree(exported, folder)
    bundle = bundle_in(folder)
    before = dict(bundle.manifest.parts)
    bundle.manifest.complete = False
    del bundle.manifest.parts["people"]
    bundle.save()
    with pytest.raises(BundleBroken, match="is not whole"):
        import_stage(target, folder, Options(over=True), say, guards.go_on)

    assert export_stage(target, folder, "", say).manifest.parts == before

    (folder / "people.jsonl.gz").write_bytes(b"somebody else")
    with pytest.raises(BundleBroken, match="people of"):
        import_stage(target, folder, Options(over=True), say, guards.go_on)
