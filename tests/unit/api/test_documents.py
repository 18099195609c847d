"""What the edge refuses of documents before it looks at anything: each malformed announcement, by its fault."""

import json
from typing import Any

import msgspec
import pytest

from chalicelib.api import documents
from tests.support.files import announcement
from tests.unit.api.harness import Api

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")

SOUND: dict[str, Any] = msgspec.to_builtins(announcement())


def refused(token: str, body: Any, **headers: str) -> tuple[int, list[str]]:
    answer = Api(documents.blueprint).send(
        "POST", "/v1/documents", token=token, body=body, content_type="application/json", **headers
    )
    problem = json.loads(answer.body)
    return answer.status_code, [error["pointer"] for error in problem.get("errors", [])]


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"kind": "selfie"}, ["/kind"]),
        ({"kind": None}, ["/kind"]),
        ({"kind": ["receipt"]}, ["/kind"]),
        ({"fileName": ""}, ["/fileName"]),
        ({"fileName": 7}, ["/fileName"]),
        ({"fileName": "a" * 201}, ["/fileName"]),
        ({"fileName": "a/b.pdf"}, ["/fileName"]),
        ({"fileName": "a\u0000.pdf"}, ["/fileName"]),
        ({"fileName": "gpj.\u202efdp"}, ["/fileName"]),
        ({"contentType": "text/html"}, ["/contentType"]),
        ({"contentType": "application/PDF"}, ["/contentType"]),
        ({"contentType": "application/pdf;x=y"}, ["/contentType"]),
        ({"sizeBytes": 0}, ["/sizeBytes"]),
        ({"sizeBytes": -1}, ["/sizeBytes"]),
        ({"sizeBytes": 1.5}, ["/sizeBytes"]),
        ({"sizeBytes": "48"}, ["/sizeBytes"]),
        ({"sizeBytes": True}, ["/sizeBytes"]),
        ({"sizeBytes": 10 * 1024 * 1024 + 1}, ["/sizeBytes"]),
        ({"sizeBytes": 2**53 - 1}, ["/sizeBytes"]),
        ({"sha256": "0" * 63}, ["/sha256"]),
        ({"sha256": "0" * 65}, ["/sha256"]),
        ({"sha256": "G" * 64}, ["/sha256"]),
        ({"sha256": "0" * 63 + "\n"}, ["/sha256"]),
        ({"tripId": "mine"}, ["/tripId"]),
        ({"tripId": "trp_01JQZXB2M4C6N8P0R2T4V6X8Z\n"}, ["/tripId"]),
        ({"expiresOn": "tomorrow"}, ["/expiresOn"]),
        ({"expiresOn": "2027-02-30"}, ["/expiresOn"]),
        ({"expiresOn": 20270301}, ["/expiresOn"]),
        ({"documentId": "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2"}, ["/documentId"]),
        ({"userId": "bob"}, ["/userId"]),
        ({"status": "confirmed"}, ["/status"]),
        ({"sizeBytes": 0, "sha256": "", "kind": "x"}, ["/kind", "/sizeBytes", "/sha256"]),
    ],
)
def test_a_malformed_announcement_is_named(token: str, changes: dict[str, Any], pointers: list[str]) -> None:
    assert refused(token, SOUND | changes) == (400, pointers)


@pytest.mark.parametrize("field", ["kind", "fileName", "contentType", "sizeBytes", "sha256"])
def test_what_is_missing_is_named(token: str, field: str) -> None:
    assert refused(token, {name: value for name, value in SOUND.items() if name != field}) == (400, [f"/{field}"])


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"sizeBytes": NaN}', b'{"sizeBytes": 1, "sizeBytes": 2}', b"\xff\xfe"]
)
def test_what_is_no_object_of_json_is_refused(token: str, body: bytes) -> None:
    assert refused(token, body)[0] == 400


@pytest.mark.parametrize(
    "path",
    ["doc_1", "bkg_01JQZXB2M4C6N8P0R2T4V6X8Z2", "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2%0A", "..%2Fdoc", "doc_" + "I" * 26],
)
def test_an_id_that_cannot_be_is_no_document(token: str, path: str) -> None:
    assert Api(documents.blueprint).send("GET", f"/v1/documents/{path}", token=token).status_code == 404


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "kind=selfie", "tripId=x", "userId=bob", "cursor=abc"])
def test_a_query_that_cannot_be_is_refused(token: str, query: str) -> None:
    answer = Api(documents.blueprint).send("GET", f"/v1/documents?{query}", token=token)

    assert answer.status_code == 400
