"""Policy documents over HTTP: from the upload to the sections, who may do and see what, and what is refused."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from chalicelib.domain.identity import Identity
from chalicelib.models import policy_documents, policy_sections
from tests.simulation.world import ANNA, BEN, CLARA
from tests.support import policy_document_samples as samples
from tests.support.files import BUCKET
from tests.support.gateway import Answered, call
from tests.support.policy_document_samples import HANDBOOK, policy_file
from tests.support.tables import client, empty_tables
from tests.unit.api.scenes import in_moto

ROOT = "/v1/policy-documents"
FILE: dict[str, Any] = msgspec.to_builtins(policy_file())
NEW: dict[str, Any] = {"title": "Travel handbook", "file": FILE}
UNKNOWN = f"{ROOT}/pdc_01JQZXB2M4C6N8P0R2T4V6X8Z2"


@pytest.fixture(scope="module", autouse=True)
def _cloud() -> Iterator[None]:
    with in_moto():
        yield


@pytest.fixture(autouse=True)
def _empty() -> None:
    empty_tables()


def created() -> str:
    answer = call(CLARA, "POST", ROOT, NEW)
    assert answer.status == 201, answer.text
    assert answer.headers["Location"].endswith(answer.body["document"]["documentId"])
    return str(answer.body["document"]["documentId"])


def received() -> str:
    document_id = created()
    client("s3").put_object(
        Bucket=BUCKET, Key=f"uploads/policies/{document_id}/1", Body=HANDBOOK, ContentType="text/markdown"
    )
    answer = call(CLARA, "POST", f"{ROOT}/{document_id}/versions/1/confirmation")
    assert (answer.status, answer.body["versions"][0]["status"]) == (202, "received"), answer.text
    return document_id


def parsed(count: int = 2) -> str:
    document_id = created()
    policy_sections.write_sections(
        document_id, 1, [samples.section(place, f"Words of {place}.") for place in range(count)]
    )
    before = policy_documents.get_document(document_id)
    policy_documents.replace_document(before, samples.parsed(before, 1, count))
    return document_id


def pointers(answer: Answered) -> list[str]:
    return [each["pointer"] for each in answer.body.get("errors", [])]


def test_document_goes_from_its_upload_to_the_queue_and_says_where_to_follow_it() -> None:
    document_id = received()

    document = call(CLARA, "GET", f"{ROOT}/{document_id}").body

    assert document["versions"][0]["file"] == FILE
    assert document["eventsUrl"].endswith(f"/v1/sse/policy-documents/{document_id}")
    assert document["currentVersion"] is None


def test_everybody_reads_what_was_parsed() -> None:
    document_id = parsed()

    for identity in (ANNA, BEN, CLARA):
        document = call(identity, "GET", f"{ROOT}/{document_id}").body
        listed = call(identity, "GET", ROOT).body["items"]
        page = call(identity, "GET", f"{ROOT}/{document_id}/versions/current/sections?limit=1").body
        rest = call(
            identity, "GET", f"{ROOT}/{document_id}/versions/current/sections?limit=1&cursor={page['nextCursor']}"
        )
        assert (document["currentVersion"], listed[0]["documentId"]) == (1, document_id)
        assert [page["items"][0]["text"], rest.body["items"][0]["text"]] == ["Words of 0.", "Words of 1."]
        one = call(identity, "GET", f"{ROOT}/{document_id}/versions/1/sections/1").body
        assert one["text"] == "Words of 1."
        assert "policies/" in call(identity, "GET", f"{ROOT}/{document_id}/versions/1/download").body["url"]
        uploader = CLARA.user_id if identity is CLARA else None
        assert document["versions"][0]["uploadedBy"] == uploader


def test_what_is_under_way_or_failed_is_for_travel_managers_alone() -> None:
    document_id = created()

    assert call(CLARA, "GET", f"{ROOT}/{document_id}").status == 200
    assert [each["newest"]["status"] for each in call(CLARA, "GET", ROOT).body["items"]] == ["pending"]
    assert call(ANNA, "GET", ROOT).body["items"] == []
    for path in ("", "/versions/1/sections", "/versions/current/sections/0", "/versions/1/download"):
        assert call(ANNA, "GET", f"{ROOT}/{document_id}{path}").status == 404
    assert call(ANNA, "GET", f"/v1/sse/policy-documents/{document_id}?wait=0").status == 404


@pytest.mark.parametrize("identity", [ANNA, BEN])
def test_nobody_but_travel_managers_writes(identity: Identity) -> None:
    document_id = parsed()
    path = f"{ROOT}/{document_id}"

    answers = [
        call(identity, "POST", ROOT, NEW),
        call(identity, "POST", f"{path}/versions", FILE),
        call(identity, "POST", f"{path}/versions/1/confirmation"),
        call(identity, "DELETE", f"{path}/versions/1"),
        call(identity, "DELETE", path),
    ]

    assert [each.status for each in answers] == [403] * 5
    assert call(CLARA, "GET", path).body["currentVersion"] == 1


def test_deletion_can_be_bound_to_what_was_seen_and_is_for_everybody() -> None:
    document_id = parsed()
    path = f"{ROOT}/{document_id}"
    seen = call(CLARA, "GET", path)
    assert seen.headers["ETag"]
    made = call(CLARA, "POST", f"{path}/versions", FILE)
    assert (made.status, made.body["version"]) == (201, 2)

    assert call(CLARA, "DELETE", path, If_Match=seen.headers["ETag"]).status == 412
    assert call(CLARA, "DELETE", f"{path}/versions/2").status == 204
    assert call(CLARA, "DELETE", f"{path}/versions/2").status == 404
    now = call(CLARA, "GET", path).headers["ETag"]
    assert call(CLARA, "DELETE", path, If_Match=now).status == 204
    for identity in (ANNA, CLARA):
        assert call(identity, "GET", path).status == 404


def test_tag_of_what_travel_managers_see_is_another_than_that_of_what_travellers_see() -> None:
    path = f"{ROOT}/{parsed()}"

    tags = {call(identity, "GET", path).headers["ETag"] for identity in (ANNA, CLARA)}

    assert len(tags) == 2
    assert call(ANNA, "GET", path, If_None_Match=call(ANNA, "GET", path).headers["ETag"]).status == 304


def test_events_are_streamed_from_where_a_reader_left_off() -> None:
    document_id = parsed()
    path = f"/v1/sse/policy-documents/{document_id}?wait=0"

    everything = call(CLARA, "GET", path)
    rest = call(CLARA, "GET", path, Last_Event_ID=f"evt_{document_id[4:]}_000003")
    public = call(ANNA, "GET", path)

    def types(answer: Answered) -> list[str]:
        return [line[7:] for line in answer.text.splitlines() if line.startswith("event: ")]

    assert everything.headers["Content-Type"].startswith("text/event-stream")
    assert [each.rpartition(".")[2] for each in types(everything)] == ["created", "received", "parsing", "parsed"]
    assert types(rest) == types(public) == ["policy_document.parsed"]
    assert call(CLARA, "GET", path, Last_Event_ID="evt_01JQZXB2M4C6N8P0R2T4V6X8Z2_000001").status == 400


def test_a_stream_goes_on_while_another_version_is_under_way_than_the_one_that_has_ended() -> None:
    document_id = parsed()
    call(CLARA, "POST", f"{ROOT}/{document_id}/versions", FILE)
    path = f"/v1/sse/policy-documents/{document_id}?wait=0"
    assert call(CLARA, "DELETE", f"{ROOT}/{document_id}/versions/1").status == 204

    while_one_is_pending = call(CLARA, "GET", path)
    document = policy_documents.get_document(document_id)
    policy_documents.replace_document(document, samples.failed(document, 2))
    once_it_has_failed = call(CLARA, "GET", path)

    assert while_one_is_pending.text.startswith("retry: 500\n")
    assert once_it_has_failed.text.startswith("retry: 60000\n")


MALFORMED: list[tuple[dict[str, Any], list[str]]] = [
    ({"title": ""}, ["/title"]),
    ({"title": " Handbook"}, ["/title"]),
    ({"title": "a" * 201}, ["/title"]),
    ({"title": "Hand\u202ebook"}, ["/title"]),
    ({"file": None}, ["/file"]),
    ({"file": {**FILE, "fileName": "a/b.md"}}, ["/file/fileName"]),
    ({"file": {**FILE, "fileName": "handbook.pdf"}}, ["/file/fileName"]),
    ({"file": {**FILE, "contentType": "application/msword"}}, ["/file/contentType"]),
    ({"file": {**FILE, "sizeBytes": 0}}, ["/file/sizeBytes"]),
    ({"file": {**FILE, "sizeBytes": 25 * 1024 * 1024 + 1}}, ["/file/sizeBytes"]),
    ({"file": {**FILE, "sha256": "G" * 64}}, ["/file/sha256"]),
    ({"file": {**FILE, "status": "parsed"}}, ["/file/status"]),
    ({"documentId": "pdc_01JQZXB2M4C6N8P0R2T4V6X8Z2"}, ["/documentId"]),
]


def test_malformed_announcement_is_refused_where_it_is_wrong() -> None:
    for changes, expected in MALFORMED:
        answer = call(CLARA, "POST", ROOT, NEW | changes)
        assert (answer.status, pointers(answer)) == (400, expected), changes


def test_what_is_not_there_is_not_found() -> None:
    for path in (
        UNKNOWN,
        f"{ROOT}/doc_01JQZXB2M4C6N8P0R2T4V6X8Z2",
        f"{UNKNOWN}/versions/current/sections",
        f"{UNKNOWN}/versions/1/sections/0",
        f"{UNKNOWN}/versions/0/sections",
        f"{UNKNOWN}/versions/1000/sections",
        f"{UNKNOWN}/versions/latest/sections",
        f"{UNKNOWN}/versions/1/sections/-1",
    ):
        assert call(CLARA, "GET", path).status == 404, path


def test_version_without_a_file_cannot_be_confirmed_yet() -> None:
    document_id = created()

    answer = call(CLARA, "POST", f"{ROOT}/{document_id}/versions/1/confirmation")

    assert answer.status == 409
    assert call(CLARA, "POST", f"{ROOT}/{document_id}/versions/7/confirmation").status == 404
