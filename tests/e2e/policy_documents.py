"""Policy documents of a deployed copy: announced, uploaded by the signed form, confirmed, and parsed by its queue."""

import hashlib
from typing import Any

from local.client import Client
from tests.e2e.documents import send
from tests.support.waiting import eventually

Json = dict[str, Any]
MARKDOWN = b"# Travel handbook\n\n## 1 Flights\n\nEconomy is booked for flights under six hours.\n"
_SUFFIXES = {"application/pdf": "pdf", "text/markdown": "md"}


def announced(body: bytes, content_type: str) -> Json:
    """How a file is announced."""
    return {
        "fileName": f"handbook.{_SUFFIXES[content_type]}",
        "contentType": content_type,
        "sizeBytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }


def uploaded(manager: Client, body: bytes = MARKDOWN, content_type: str = "text/markdown") -> str:
    """The id of a document whose file is in the store, but not confirmed yet."""
    new = {"title": "Travel handbook", "file": announced(body, content_type)}
    made = manager.post("/v1/policy-documents", new)
    assert send(made["upload"], body).status == 204
    return str(made["document"]["documentId"])


def confirmed(manager: Client, body: bytes = MARKDOWN, content_type: str = "text/markdown") -> str:
    """The id of a document that waits to be parsed."""
    document_id = uploaded(manager, body, content_type)
    manager.post(f"/v1/policy-documents/{document_id}/versions/1/confirmation")
    return document_id


def ended(manager: Client, document_id: str, version: int = 1) -> Json:
    """A version, once its parsing has ended."""

    def look() -> Json:
        versions = manager.get(f"/v1/policy-documents/{document_id}")["versions"]
        (found,) = [each for each in versions if each["version"] == version]
        return dict(found) if found["status"] in ("parsed", "indexed", "failed") else {}

    return eventually(look)
