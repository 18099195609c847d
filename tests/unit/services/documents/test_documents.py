"""Documents from their announcement to their deletion: what is kept is what was announced, and nobody else's."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from chalicelib.api.openapi.examples import TRIP
from chalicelib.domain.documents import ContentType, Document, DocumentKind, DocumentStatus
from chalicelib.domain.trips.share import Right, Share
from chalicelib.errors import Conflict, InvalidInput, NotFound, Unavailable, VersionConflict
from chalicelib.gateways import storage
from chalicelib.models import documents as table
from chalicelib.models import shares, trips
from chalicelib.services.documents import documents as service
from chalicelib.services.documents import maintenance as document_maintenance
from tests.support.connection import Crash, Cut
from tests.support.files import BUCKET, FILES, announcement
from tests.support.wire import Call
from tests.unit.services.documents.document_world import (
    ADA,
    BEGUN,
    BOB,
    PDF,
    World,
    cut_at,
)


def policy_of(fields: dict[str, str]) -> dict[str, Any]:
    return dict(json.loads(base64.b64decode(fields["policy"])))


def test_the_form_takes_exactly_what_was_announced_for_five_minutes(world: World) -> None:
    new = announcement()
    document, form = service.create_document(ADA, new, "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2")

    policy = policy_of(form.fields)
    fixed = {name: value for each in policy["conditions"] if isinstance(each, dict) for name, value in each.items()}
    checksum = base64.b64encode(hashlib.sha256(PDF).digest()).decode()
    assert document.status is DocumentStatus.PENDING
    assert ["content-length-range", len(PDF), len(PDF)] in policy["conditions"]
    assert fixed["bucket"] == BUCKET
    assert fixed["key"] == form.fields["key"] == "uploads/ada/doc_01JQZXB2M4C6N8P0R2T4V6X8Z2"
    assert fixed["Content-Type"] == "application/pdf"
    assert fixed["x-amz-checksum-sha256"] == checksum
    assert not [name for name in form.fields if "encryption" in name], "the bucket's key is the one"
    assert form.expires_at == BEGUN + timedelta(minutes=5)
    assert form.url == f"https://{BUCKET}.s3.eu-central-1.amazonaws.com/"
    signed_for = datetime.fromisoformat(policy["expiration"]) - datetime.now(UTC)
    assert timedelta(minutes=4) < signed_for <= timedelta(minutes=5)
    unbound = form.fields.keys() - fixed.keys() - {"policy", "x-amz-signature"}
    assert unbound == set()


def test_the_same_announcement_again_gives_the_same_document(world: World) -> None:
    first, _ = service.create_document(ADA, announcement(), "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2")
    world.clock.turn(minutes=1)
    again, form = service.create_document(ADA, announcement(), "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2")

    assert again == first
    assert form.expires_at == BEGUN + timedelta(minutes=6)


def test_everything_wrong_is_named_at_once(world: World) -> None:
    new = announcement(file_name="a.exe", expires_on=BEGUN.date(), trip_id="trp_01JQZXB2M4C6N8P0R2T4V6X8Z0")

    with pytest.raises(InvalidInput) as refused:
        service.create_document(ADA, new, "doc_01JQZXB2M4C6N8P0R2T4V6X8Z2")

    assert [error.pointer for error in refused.value.errors] == ["/fileName", "/expiresOn", "/tripId"]


@pytest.mark.parametrize("content_type", list(ContentType))
def test_a_file_as_announced_is_kept_byte_for_byte(world: World, content_type: ContentType) -> None:
    document = world.announce(content_type=content_type)
    world.upload(document, FILES[content_type], content_type.value)

    confirmed = service.confirm_document(ADA, document.document_id)

    assert confirmed.status is DocumentStatus.CONFIRMED
    assert world.kept() == [service.kept_key(document)]
    kept = world.s3.get_object(Bucket=BUCKET, Key=service.kept_key(document), ChecksumMode="ENABLED")
    assert kept["Body"].read() == FILES[content_type]
    assert kept["ContentType"] == content_type.value


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (PDF + b" ", "application/pdf", "size"),
        (b"x" * 200_000, "application/pdf", "size"),
        (PDF, "text/html", "content-type"),
        (PDF.replace(b"obj", b"OBJ"), "application/pdf", "checksum"),
    ],
)
def test_another_file_is_rejected_and_removed(world: World, body: bytes, content_type: str, code: str) -> None:
    document = world.announce()
    world.upload(document, body, content_type)

    rejected = service.confirm_document(ADA, document.document_id)

    assert rejected.status is DocumentStatus.REJECTED
    assert rejected.rejection is not None
    assert rejected.rejection.code == code
    assert world.kept() == []
    with pytest.raises(Conflict, match="rejected"):
        service.create_download_link(ADA, document.document_id)


def test_what_only_calls_itself_a_pdf_is_rejected(world: World) -> None:
    program = b"MZ\x90\x00" + b"\x00" * 60
    document = world.announce(body=program)
    world.upload(document, program)

    rejected = service.confirm_document(ADA, document.document_id)

    assert rejected.rejection is not None
    assert rejected.rejection.code == "content"
    assert world.kept() == []


def test_nothing_uploaded_is_nothing_to_confirm(world: World) -> None:
    document = world.announce()

    with pytest.raises(Conflict, match="Nothing has been uploaded"):
        service.confirm_document(ADA, document.document_id)

    assert service.get_document(ADA, document.document_id).status is DocumentStatus.PENDING


def test_a_second_upload_after_the_check_changes_nothing(world: World) -> None:
    document = world.confirmed()
    world.upload(document, b"%PDF-something else entirely")

    again = service.confirm_document(ADA, document.document_id)

    assert again == document
    kept = world.s3.get_object(Bucket=BUCKET, Key=service.kept_key(document))
    assert kept["Body"].read() == PDF


def test_somebody_elses_document_does_not_exist(world: World) -> None:
    document = world.confirmed()

    for attempt in (service.get_document, service.confirm_document, service.create_download_link):
        with pytest.raises(NotFound):
            attempt(BOB, document.document_id)
    with pytest.raises(NotFound):
        service.delete_document(BOB, document.document_id, expected=None)
    assert service.list_documents(BOB, kind=None, trip_id=None, limit=10, start=None)[0] == []
    assert service.get_document(ADA, document.document_id) == document


def test_a_link_gives_an_attachment_of_the_announced_type_for_a_minute(world: World) -> None:
    document = world.confirmed(file_name='Flüge "März".pdf')

    link = service.create_download_link(ADA, document.document_id)

    query = {name: value for name, (value,) in parse_qs(urlsplit(link.url).query).items()}
    assert query["X-Amz-Expires"] == "60"
    assert query["response-content-type"] == "application/pdf"
    assert query["response-content-disposition"] == (
        "attachment; filename=\"Fl_ge _M_rz_.pdf\"; filename*=UTF-8''Fl%C3%BCge%20%22M%C3%A4rz%22.pdf"
    )
    assert urlsplit(link.url).path == f"/documents/ada/{document.document_id}"
    assert link.expires_at == BEGUN + timedelta(minutes=1)


def test_lists_are_ones_own_newest_first_by_kind_and_by_trip(world: World) -> None:
    trip = msgspec.structs.replace(TRIP, traveller_id="ada")
    trips.to_row(trip).save()
    receipt = world.announce()
    visa = world.announce(kind=DocumentKind.VISA, trip_id=trip.trip_id)
    invoice = world.announce(kind=DocumentKind.INVOICE, trip_id=trip.trip_id)
    world.announce(BOB)

    def found(kind: DocumentKind | None = None, trip_id: str | None = None) -> list[Document]:
        return service.list_documents(ADA, kind=kind, trip_id=trip_id, limit=10, start=None)[0]

    assert found() == [invoice, visa, receipt]
    assert found(DocumentKind.VISA) == [visa]
    assert found(trip_id=trip.trip_id) == [invoice, visa]
    assert found(DocumentKind.INVOICE, trip.trip_id) == [invoice]
    service.delete_document(ADA, visa.document_id, expected=None)
    assert found() == [invoice, receipt]
    assert found(DocumentKind.VISA) == []


@pytest.mark.parametrize("kind", [None, DocumentKind.RECEIPT])
def test_a_list_is_walked_without_loss_or_double(world: World, kind: DocumentKind | None) -> None:
    made = [world.announce().document_id for _ in range(7)]

    seen: list[str] = []
    start = None
    while True:
        page, start = service.list_documents(ADA, kind=kind, trip_id=None, limit=2, start=start)
        seen += [document.document_id for document in page]
        if start is None:
            break

    assert seen == made[::-1]


@pytest.mark.parametrize("right", [None, Right.READ])
def test_a_trip_that_one_may_not_change_is_no_trip(world: World, right: Right | None) -> None:
    trips.to_row(msgspec.structs.replace(TRIP, traveller_id="bob")).save()
    if right:
        share(TRIP.trip_id, right)

    with pytest.raises(InvalidInput) as refused:
        world.announce(trip_id=TRIP.trip_id)

    assert [error.pointer for error in refused.value.errors] == ["/tripId"]


def test_a_document_may_belong_to_a_trip_that_one_shares_in_writing(world: World) -> None:
    trips.to_row(msgspec.structs.replace(TRIP, traveller_id="bob")).save()
    share(TRIP.trip_id, Right.WRITE)

    document = world.announce(trip_id=TRIP.trip_id)

    assert service.list_documents(ADA, kind=None, trip_id=TRIP.trip_id, limit=10, start=None)[0] == [document]
    assert service.list_documents(BOB, kind=None, trip_id=TRIP.trip_id, limit=10, start=None)[0] == []


def share(trip_id: str, right: Right) -> None:
    shared = Share(trip_id=trip_id, user_id="ada", right=right, shared_at=BEGUN, updated_at=BEGUN, shared_by="bob")
    shares.put_share(None, shared)


def test_what_was_deleted_is_gone_with_its_file(world: World) -> None:
    document = world.confirmed()

    service.delete_document(ADA, document.document_id, expected=document.version)

    assert world.kept() == []
    for attempt in (service.get_document, service.confirm_document, service.create_download_link):
        with pytest.raises(NotFound):
            attempt(ADA, document.document_id)
    with pytest.raises(NotFound):
        service.delete_document(ADA, document.document_id, expected=None)
    world.clock.turn(minutes=11)
    assert document_maintenance.clean_up_documents().removed == 1
    with pytest.raises(NotFound):
        table.get_document("ada", document.document_id)


def test_only_the_version_that_was_seen_is_deleted(world: World) -> None:
    document = world.confirmed()

    with pytest.raises(VersionConflict):
        service.delete_document(ADA, document.document_id, expected=document.version - 1)

    assert service.get_document(ADA, document.document_id) == document


def test_a_deletion_during_a_confirmation_leaves_no_file_behind(world: World) -> None:
    document = world.announce()
    world.upload(document)
    write = storage.write

    def overtaken(*arguments: Any, **named: Any) -> None:
        service.delete_document(ADA, document.document_id, expected=None)
        write(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "write", overtaken)
        with pytest.raises(NotFound):
            service.confirm_document(ADA, document.document_id)

    assert world.kept() == [service.kept_key(document)]
    world.clock.turn(minutes=11)
    document_maintenance.clean_up_documents()
    assert world.kept() == []


# Whatever call a process dies at, doing it again ends the same way.


def crash_at_every_call(world: World, work: Any, check: Any) -> int:
    """Do `work` once for each of its calls, crashing there; then, uncut, `check` what `work` had begun with."""
    crashes = 0
    for how in (Cut.BEFORE, Cut.AFTER):
        number = 0
        while True:
            subject = world.announce()
            world.upload(subject)
            first = len(world.wire.calls)
            world.wire.scissors = cut_at(first + number, how)
            try:
                work(subject)
            except Crash:
                crashes += 1
                number += 1
            else:
                break
            finally:
                world.wire.scissors = lambda _call: None
            check(subject)
    return crashes


def test_a_confirmation_that_crashed_anywhere_ends_well_when_sent_again(world: World) -> None:
    def check(document: Document) -> None:
        assert service.confirm_document(ADA, document.document_id).status is DocumentStatus.CONFIRMED
        assert service.kept_key(document) in world.kept()

    crashes = crash_at_every_call(world, lambda it: service.confirm_document(ADA, it.document_id), check)

    assert crashes >= 2 * 4  # read the row, read the file, write it, write the row, remove the upload


def test_a_deletion_that_crashed_anywhere_is_finished(world: World) -> None:
    def begin(document: Document) -> None:
        service.confirm_document(ADA, document.document_id)
        service.delete_document(ADA, document.document_id, expected=None)

    def check(document: Document) -> None:
        try:
            service.delete_document(ADA, document.document_id, expected=None)
        except NotFound:
            pass  # the crashed one got so far
        world.clock.turn(minutes=11)
        document_maintenance.clean_up_documents()
        assert not [key for key in world.kept() if key.endswith(document.document_id)]
        with pytest.raises(NotFound):
            table.get_document("ada", document.document_id)

    assert crash_at_every_call(world, begin, check) >= 2 * 8


@pytest.mark.parametrize("verb", ["GET", "PUT"])
def test_a_store_that_does_not_answer_is_said_to_be_unavailable(world: World, verb: str) -> None:
    document = world.announce()
    world.upload(document)

    def store(call: Call) -> Cut | None:
        return Cut.UNREACHABLE if call.operation.startswith(f"other.{verb}") else None

    world.wire.scissors = store
    with pytest.raises(Unavailable):
        service.confirm_document(ADA, document.document_id)
    world.wire.scissors = lambda _call: None

    assert service.confirm_document(ADA, document.document_id).status is DocumentStatus.CONFIRMED


def test_a_store_that_does_not_answer_holds_up_no_deletion(world: World) -> None:
    document = world.confirmed()
    world.wire.scissors = lambda call: Cut.UNREACHABLE if call.operation.startswith("other.DELETE") else None

    service.delete_document(ADA, document.document_id, expected=None)

    with pytest.raises(NotFound):
        service.get_document(ADA, document.document_id)
    world.clock.turn(minutes=11)
    assert document_maintenance.clean_up_documents().failed == 1
    world.wire.scissors = lambda _call: None
    world.clock.turn(minutes=1)
    assert document_maintenance.clean_up_documents().removed == 1
    assert world.kept() == []
