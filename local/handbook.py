"""The seeded travel handbook: a policy document of twelve pages, of which the seeded travel policy cites the words."""

import hashlib
import time
from pathlib import Path
from typing import NamedTuple

import msgspec
import urllib3

from local.client import Client
from sojourn_client.models import Clause, ClauseSource, PolicySubmission

HANDBOOK = Path(__file__).parent / "seed_data" / "travel-handbook.pdf"
TITLE = "Travel handbook"
_READABLE = ("parsed", "indexed")
_PATIENCE_SECONDS, _PAUSE_SECONDS = 120, 0.25


class HandbookFailed(Exception):
    """The handbook was uploaded and cannot be cited; the message says why."""


class CitableVersion(NamedTuple):
    """A version of a policy document whose sections can be read."""

    document_id: str
    version: int


def provide_handbook(manager: Client) -> CitableVersion:
    """Return the handbook as it is kept, uploaded and parsed if it is not there yet. Raises Refused, HandbookFailed."""
    for each in manager.get("/v1/policy-documents?limit=100")["items"]:
        if each["title"] == TITLE and each["currentVersion"]:
            return CitableVersion(each["documentId"], each["currentVersion"])
    return _upload_handbook(manager, HANDBOOK.read_bytes())


def cite_handbook(draft: PolicySubmission, handbook: CitableVersion) -> PolicySubmission:
    """Return the seeded policy with each clause resting on the handbook's section of the same number, which has its
    words."""

    def with_source(clause: Clause) -> Clause:
        source = ClauseSource(**handbook._asdict(), number=clause.number, quote=clause.text)
        return msgspec.structs.replace(clause, source=source)

    return msgspec.structs.replace(draft, clauses=tuple(map(with_source, draft.clauses)))


def _upload_handbook(manager: Client, body: bytes) -> CitableVersion:
    file = {
        "fileName": HANDBOOK.name,
        "contentType": "application/pdf",
        "sizeBytes": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
    }
    made = manager.post("/v1/policy-documents", {"title": TITLE, "file": file})
    sent = [*made["upload"]["fields"].items(), ("file", (HANDBOOK.name, body, "application/pdf"))]
    stored = urllib3.request("POST", made["upload"]["url"], fields=sent)
    if stored.status != 204:
        raise HandbookFailed(f"The store answered {stored.status} to the handbook: {stored.data.decode()[:200]}")
    path = f"/v1/policy-documents/{made['document']['documentId']}"
    manager.post(f"{path}/versions/{made['version']}/confirmation")
    return _wait_until_parsed(manager, path, made["version"])


def _wait_until_parsed(manager: Client, path: str, version: int) -> CitableVersion:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        document = manager.get(path)
        (found,) = [each for each in document["versions"] if each["version"] == version]
        if found["status"] in _READABLE:
            return CitableVersion(document["documentId"], version)
        if found["status"] == "failed":
            raise HandbookFailed(f"The handbook could not be parsed: {found['failure']}")
        time.sleep(_PAUSE_SECONDS)
    raise HandbookFailed(f"The handbook is not parsed after {_PATIENCE_SECONDS} s: it is {found['status']}.")
