"""Policy documents against a deployed copy: uploaded by the signed form, parsed by the queue's function, followed,
read, replaced by another version, and deleted."""

import hashlib

import pytest

from local.client import Client
from tests.e2e.documents import _http, send
from tests.e2e.policy_documents import MARKDOWN, announced, confirmed, ended
from tests.e2e.world import World
from tests.support.policy_files import MadeSection, make_pdf

pytestmark = pytest.mark.waits

PDF_TYPE = "application/pdf"
SECTIONS = (
    MadeSection("Flights", ("Economy is booked for flights under six hours.",), number="1"),
    MadeSection("Hotels", ("A room may cost 180 EUR a night in Vienna.",), number="2", new_page=True),
)


def events_of(client: Client, document_id: str, after: str | None = None) -> list[str]:
    headers = {"Last-Event-ID": after} if after else {}
    text = client.call("GET", f"/v1/sse/policy-documents/{document_id}?wait=0", headers=headers).raw.decode()
    return [line.removeprefix("event: policy_document.") for line in text.splitlines() if line.startswith("event: ")]


def test_pdf_is_parsed_read_by_everybody_followed_and_deleted(world: World) -> None:
    body = make_pdf(SECTIONS)

    document_id = confirmed(world.manager, body, PDF_TYPE)
    version = ended(world.manager, document_id)

    path = f"/v1/policy-documents/{document_id}"
    sections = world.traveller.get(f"{path}/versions/current/sections")["items"]
    link = world.traveller.get(f"{path}/versions/1/download")
    assert version["status"] in ("parsed", "indexed"), version
    assert (version["progress"]["pages"], version["progress"]["sections"]) == (2, 2)
    assert [(each["number"], each["heading"]) for each in sections] == [("1", "Flights"), ("2", "Hotels")]
    assert [each["pages"][0]["page"] for each in sections] == [1, 2]
    assert "180 EUR a night in Vienna" in sections[1]["text"]
    assert hashlib.sha256(_http.request("GET", link["url"]).data).hexdigest() == link["sha256"]
    seen = events_of(world.manager, document_id)
    assert seen[:3] == ["created", "received", "parsing"]
    assert "parsed" in seen
    assert "parsed" in events_of(world.traveller, document_id)
    assert events_of(world.traveller, document_id)[0] not in ("created", "received", "parsing")
    assert world.manager.call("DELETE", path).status == 204
    assert world.traveller.call("GET", path).status == 404


def test_damaged_file_ends_in_a_status_that_says_what_to_do_and_the_version_before_counts(world: World) -> None:
    document_id = confirmed(world.manager)
    assert ended(world.manager, document_id)["failure"] is None

    damaged = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog"
    made = world.manager.post(f"/v1/policy-documents/{document_id}/versions", announced(damaged, PDF_TYPE))
    assert send(made["upload"], damaged).status == 204
    world.manager.post(f"/v1/policy-documents/{document_id}/versions/2/confirmation")
    failed = ended(world.manager, document_id, 2)

    seen = world.traveller.get(f"/v1/policy-documents/{document_id}")
    assert (failed["status"], failed["failure"]["problem"]) == ("failed", "damaged")
    assert "save it anew" in failed["failure"]["detail"]
    assert (seen["currentVersion"], [each["version"] for each in seen["versions"]]) == (1, [1])
    assert seen["versions"][0]["file"]["sha256"] == hashlib.sha256(MARKDOWN).hexdigest()
