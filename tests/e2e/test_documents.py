"""Documents against a deployed copy: real uploads by the signed form, real downloads, and what the store refuses."""

import base64
import hashlib
import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from infra.guards import go_on
from infra.migrations.__main__ import MIGRATIONS
from infra.migrations.running import migrate
from tests.e2e.documents import (
    BODIES,
    PDF,
    Json,
    _http,
    announce,
    announcement,
    code_of,
    confirm,
    kept,
    send,
    status_of,
)
from tests.e2e.world import World
from tests.support.waiting import eventually


@pytest.mark.parametrize("content_type", list(BODIES))
def test_what_is_uploaded_comes_back_byte_for_byte(world: World, content_type: str) -> None:
    body = BODIES[content_type] + uuid.uuid4().bytes * 1000
    document_id = kept(world.traveller, body, content_type=content_type)

    link = world.traveller.get(f"/v1/documents/{document_id}/download")
    answer = _http.request("GET", link["url"])

    assert answer.status == 200
    assert answer.data == body
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert hashlib.sha256(answer.data).hexdigest() == link["sha256"]


def test_a_file_of_ten_megabytes_is_taken(world: World) -> None:
    body = PDF.ljust(10 * 1024 * 1024, b"%")

    document_id = kept(world.traveller, body)

    link = world.traveller.get(f"/v1/documents/{document_id}/download")
    assert hashlib.sha256(_http.request("GET", link["url"]).data).hexdigest() == hashlib.sha256(body).hexdigest()


def test_the_store_refuses_what_the_form_does_not_allow(world: World) -> None:
    document_id, form = announce(world.traveller)
    other = form["fields"]["key"].replace("uploads/", "documents/")

    refused = {
        "larger": send(form, PDF + b"x"),
        "smaller": send(form, PDF[:-1]),
        "type": send(form, Content_Type="text/html"),
        "key": send(form, key=other),
        "other person": send(form, key=f"uploads/somebody-else/{document_id}"),
        "no checksum": send(form, x_amz_checksum_sha256=None),
        "otherwise encrypted": send(form, x_amz_server_side_encryption="AES256"),
        "another field": send(form, acl="public-read"),
        "signature": send(form, x_amz_signature="0" * 64),
    }

    assert {name: code_of(answer) for name, answer in refused.items()} == {
        "larger": "EntityTooLarge",
        "smaller": "EntityTooSmall",
        "type": "AccessDenied",
        "key": "AccessDenied",
        "other person": "AccessDenied",
        "no checksum": "AccessDenied",
        "otherwise encrypted": "AccessDenied",
        "another field": "AccessDenied",
        "signature": "SignatureDoesNotMatch",
    }
    reply = world.traveller.call("POST", f"/v1/documents/{document_id}/confirmation")
    assert status_of(reply) == (409, "urn:sojourn:problem:conflict")


def test_a_form_ends_after_five_minutes(world: World) -> None:
    _, form = announce(world.traveller)

    policy = json.loads(base64.b64decode(form["fields"]["policy"]))

    left = datetime.fromisoformat(policy["expiration"]) - datetime.now(UTC)
    assert timedelta(minutes=4) < left <= timedelta(minutes=5)
    policy["expiration"] = "2099-01-01T00:00:00Z"
    longer = base64.b64encode(json.dumps(policy).encode()).decode()
    assert code_of(send(form, policy=longer)) == "SignatureDoesNotMatch"
    late = world.service("s3").generate_presigned_post(bucket_of(world), "uploads/late", ExpiresIn=-1)
    assert code_of(send(late)) == "AccessDenied"
    in_time = world.service("s3").generate_presigned_post(bucket_of(world), "uploads/in-time", ExpiresIn=60)
    assert send(in_time).status == 204


def test_a_file_that_is_not_the_announced_one_is_rejected_and_gone(world: World) -> None:
    document_id, form = announce(world.traveller)
    other = bytes(reversed(PDF))
    # The embedded store does not check the form's checksum; AWS refuses such an upload itself.
    assert send(form, other).status == 204

    rejected = confirm(world.traveller, document_id)

    assert (rejected["status"], rejected["rejection"]["code"]) == ("rejected", "checksum")
    assert stored(world, document_id) == []
    reply = world.traveller.call("GET", f"/v1/documents/{document_id}/download")
    assert reply.status == 409


def test_a_program_that_calls_itself_a_pdf_is_rejected(world: World) -> None:
    program = b"MZ\x90\x00" + bytes(60)
    document_id, form = announce(world.traveller, program)
    assert send(form, program).status == 204

    rejected = confirm(world.traveller, document_id)

    assert (rejected["status"], rejected["rejection"]["code"]) == ("rejected", "content")
    assert stored(world, document_id) == []


def test_a_form_is_worth_nothing_after_the_check(world: World) -> None:
    document_id, form = announce(world.traveller)
    assert send(form).status == 204
    confirm(world.traveller, document_id)

    assert send(form, bytes(reversed(PDF))).status == 204

    assert confirm(world.traveller, document_id)["status"] == "confirmed"
    link = world.traveller.get(f"/v1/documents/{document_id}/download")
    assert _http.request("GET", link["url"]).data == PDF


def test_somebody_elses_document_does_not_exist(world: World) -> None:
    document_id = kept(world.traveller)

    for role in ("second-traveller", "approver", "travel-manager"):
        other = world.person(role)
        for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/download"), ("POST", "/confirmation")):
            assert other.call(method, f"/v1/documents/{document_id}{path}").status == 404, (role, method, path)
        assert document_id not in {it["documentId"] for it in other.get("/v1/documents?limit=100")["items"]}
    assert world.traveller.get(f"/v1/documents/{document_id}")["status"] == "confirmed"


def test_a_link_is_for_one_file_and_cannot_be_bent(world: World) -> None:
    document_id = kept(world.traveller)
    other_id = kept(world.traveller)
    url = world.traveller.get(f"/v1/documents/{document_id}/download")["url"]

    bent = {
        "other file": url.replace(document_id, other_id),
        "longer": url.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"),
        "shown": url.replace("attachment", "inline"),
        "unsigned": url.partition("?")[0],
    }

    assert all(changed != url for changed in bent.values())
    assert {name: _http.request("GET", changed).status for name, changed in bent.items()} == dict.fromkeys(bent, 403)


def test_a_deleted_document_is_gone_with_its_file(world: World) -> None:
    document_id = kept(world.traveller)
    seen = world.traveller.call("GET", f"/v1/documents/{document_id}")
    link = world.traveller.get(f"/v1/documents/{document_id}/download")["url"]

    stale = world.traveller.call("DELETE", f"/v1/documents/{document_id}", headers={"If-Match": '"v1"'})
    gone = world.traveller.call("DELETE", f"/v1/documents/{document_id}", headers={"If-Match": seen.headers["ETag"]})

    assert (stale.status, gone.status) == (412, 204)
    assert world.traveller.call("GET", f"/v1/documents/{document_id}").status == 404
    assert world.traveller.call("DELETE", f"/v1/documents/{document_id}").status == 404
    assert _http.request("GET", link).status == 404
    assert stored(world, document_id) == []


@pytest.mark.waits
def test_the_sweeper_reminds_and_finishes_what_was_begun(world: World) -> None:
    expiry = (datetime.now(UTC).date() + timedelta(days=20)).isoformat()
    passport = kept(world.traveller, kind="passport", expiresOn=expiry)
    deleted = kept(world.traveller)
    world.traveller.call("DELETE", f"/v1/documents/{deleted}")
    owner = next(row["userId"] for row in world.rows("documents") if row["documentId"] == deleted)
    key = {"userId": {"S": owner}, "documentId": {"S": deleted}}
    row = next(row for row in world.rows("documents") if row["documentId"] == deleted)
    document = json.dumps({**json.loads(row["document"]), "dueAt": "2026-01-01T00:00:00Z"})
    world.service("dynamodb").update_item(
        TableName=world.stack.name("documents"),
        Key=key,
        UpdateExpression="SET dueAt = :then, document = :document",
        ExpressionAttributeValues={":then": {"S": "2026-01-01T00:00:00.000Z"}, ":document": {"S": document}},
    )

    world.invoke("sweeper")

    def reminders() -> list[int]:
        return [it["daysBefore"] for it in world.traveller.get(f"/v1/documents/{passport}")["reminders"]]

    assert eventually(reminders) == [30]
    assert deleted not in {row["documentId"] for row in world.rows("documents")}
    world.invoke("sweeper")
    assert reminders() == [30]


def test_lists_are_paged_and_filtered(world: World) -> None:
    client = world.person("second-traveller")
    made = [announce(client, kind=kind)[0] for kind in ("receipt", "visa", "receipt", "invoice", "receipt")]
    receipts = [made[4], made[2], made[0]]

    first = client.get("/v1/documents?kind=receipt&limit=2")
    second = client.get(f"/v1/documents?kind=receipt&limit=1&cursor={first['nextCursor']}")

    assert [it["documentId"] for it in first["items"] + second["items"]][:3] == receipts
    assert client.call("GET", f"/v1/documents?kind=visa&cursor={first['nextCursor']}").status == 400
    assert [it["documentId"] for it in client.get("/v1/documents?limit=5")["items"]] == made[::-1]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"contentType": "image/svg+xml"}, "/contentType"),
        ({"contentType": "text/html"}, "/contentType"),
        ({"sizeBytes": 0}, "/sizeBytes"),
        ({"sizeBytes": 10 * 1024 * 1024 + 1}, "/sizeBytes"),
        ({"sha256": "A" * 64}, "/sha256"),
        ({"fileName": "../../etc/passwd.pdf"}, "/fileName"),
        ({"fileName": "hotel.exe"}, "/fileName"),
        ({"key": "documents/me/mine"}, "/key"),
        ({"expiresOn": "2030-01-01"}, "/expiresOn"),
        ({"kind": "visa", "expiresOn": "2020-01-01"}, "/expiresOn"),
        ({"tripId": "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"}, "/tripId"),
    ],
)
def test_what_cannot_be_taken_is_named(world: World, changes: Json, pointer: str) -> None:
    reply = world.traveller.call("POST", "/v1/documents", announcement(**changes) if "contentType" not in changes
                                 else announcement() | changes)  # fmt: skip

    assert reply.status == 400
    assert [error["pointer"] for error in reply.body["errors"]] == [pointer]


def test_the_bucket_is_closed_to_the_world(world: World) -> None:
    s3, bucket = world.service("s3"), bucket_of(world)

    block = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]

    assert all(block.values())
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert _http.request("GET", f"{world.stack.endpoint}/{bucket}").status == 403


def bucket_of(world: World) -> str:
    buckets = world.service("s3").list_buckets()["Buckets"]
    (bucket,) = [str(each["Name"]) for each in buckets if "-documents-" in each["Name"]]
    return bucket


def stored(world: World, document_id: str) -> list[str]:
    """Keys of the document's files that the bucket still has."""
    s3, bucket = world.service("s3"), bucket_of(world)
    found = [
        each["Key"]
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
        for each in page.get("Contents", [])
    ]
    return [key for key in found if key.endswith(document_id)]


def test_a_file_is_tagged_with_its_kind_by_which_it_is_archived(world: World) -> None:
    user_id = world.traveller.get("/v1/me")["userId"]
    document_id = kept(world.traveller, PDF + uuid.uuid4().bytes)

    tags = world.service("s3").get_object_tagging(Bucket=bucket_of(world), Key=f"documents/{user_id}/{document_id}")[
        "TagSet"
    ]

    assert tags == [{"Key": "kind", "Value": "receipt"}]


def test_a_migration_goes_there_and_back_on_what_a_stage_keeps(world: World) -> None:
    user_id = world.traveller.get("/v1/me")["userId"]
    key = f"documents/{user_id}/{kept(world.traveller, PDF + uuid.uuid4().bytes)}"
    where = {"Bucket": bucket_of(world), "Key": key}
    read = world.service("s3").get_object_tagging

    seen = []
    for number in (1, 0, 1):
        migrate(world.stack.target, MIGRATIONS[:1], number, print, go_on)
        seen.append(read(**where)["TagSet"])

    tagged = [{"Key": "kind", "Value": "receipt"}]
    assert seen == [tagged, [], tagged]
