"""Documents of a deployed copy as a browser sends them: announced, uploaded by the signed form, confirmed."""

import hashlib
from collections.abc import Mapping
from typing import Any

import urllib3

from local.client import Client, Reply
from tests.support.files import FILES, NAMES

Json = dict[str, Any]
BODIES = {content_type.value: body for content_type, body in FILES.items()}
PDF = BODIES["application/pdf"]
_http = urllib3.PoolManager(retries=False)


def announcement(body: bytes = PDF, content_type: str = "application/pdf", **changes: Any) -> Json:
    names = {each.value: name for each, name in NAMES.items()}
    said = {
        "kind": "receipt",
        "fileName": names[content_type],
        "contentType": content_type,
        "sizeBytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    return said | changes


def announce(client: Client, body: bytes = PDF, **said: Any) -> tuple[str, Json]:
    """A new document's id, and the form to upload it with."""
    made = client.post("/v1/documents", announcement(body, **said))
    return made["document"]["documentId"], made["upload"]


def send(form: Json, body: bytes = PDF, **changes: str | None) -> urllib3.BaseHTTPResponse:
    """POST the form as a browser does, with fields changed or left out (None)."""
    named = {name.replace("_", "-"): value for name, value in changes.items()}
    fields = {name: value for name, value in {**form["fields"], **named}.items() if value is not None}
    sent: list[tuple[str, Any]] = [*fields.items(), ("file", ("file", body, "application/octet-stream"))]
    return _http.request("POST", form["url"], fields=sent)


def confirm(client: Client, document_id: str) -> Json:
    return dict(client.post(f"/v1/documents/{document_id}/confirmation"))


def kept(client: Client, body: bytes = PDF, **said: Any) -> str:
    """The id of a document whose file was uploaded and confirmed."""
    document_id, form = announce(client, body, **said)
    assert send(form, body).status == 204
    assert confirm(client, document_id)["status"] == "confirmed"
    return document_id


def code_of(answer: urllib3.BaseHTTPResponse) -> str:
    return answer.data.decode().partition("<Code>")[2].partition("</Code>")[0]


def status_of(reply: Reply) -> tuple[int, str]:
    return reply.status, str(reply.body.get("type", "")) if isinstance(reply.body, Mapping) else ""
