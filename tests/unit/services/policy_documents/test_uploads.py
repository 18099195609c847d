"""Policy documents from their announcement to the queue that has them parsed."""

import base64
import json

import msgspec
import pytest

from chalicelib.domain.identity import Identity
from chalicelib.domain.policy_documents.document import MOST_DOCUMENTS, PolicyDocumentStatus
from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound, VersionConflict
from chalicelib.models import policy_documents
from chalicelib.services.policy_documents import deletion
from chalicelib.services.policy_documents import uploads as service
from chalicelib.services.policy_documents.files import kept_key, upload_key
from tests.support.connection import Crash, Cut
from tests.support.policy_document_samples import HANDBOOK, policy_file
from tests.unit.services.documents.document_world import cut_at
from tests.unit.services.policy_documents.policy_world import MANAGER, TRAVELLER, PolicyWorld, sweep

OTHER = Identity(user_id="eve", email="eve@example.com", name="Eve", groups=frozenset({"travel-manager"}))


def test_form_takes_exactly_the_file_that_was_announced(world: PolicyWorld) -> None:
    new = service.PolicyDocumentRequest(title="Travel handbook", file=policy_file())

    document, form = service.create_document(MANAGER, new, "pdc_01JQZXB2M4C6N8P0R2T4V6X8Z2")

    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert document.versions[0].status is PolicyDocumentStatus.PENDING
    assert form.fields["key"] == upload_key(document.document_id, 1)
    assert ["content-length-range", len(HANDBOOK), len(HANDBOOK)] in policy["conditions"]
    assert form.fields["x-amz-checksum-sha256"]


def test_same_announcement_again_gives_the_same_document(world: PolicyWorld) -> None:
    new = service.PolicyDocumentRequest(title="Travel handbook", file=policy_file())
    first, _ = service.create_document(MANAGER, new, "pdc_01JQZXB2M4C6N8P0R2T4V6X8Z2")
    world.clock.turn(minutes=1)

    again, _ = service.create_document(MANAGER, new, "pdc_01JQZXB2M4C6N8P0R2T4V6X8Z2")

    assert again == first


def test_only_travel_managers_write(world: PolicyWorld) -> None:
    document = world.create()
    new = service.PolicyDocumentRequest(title="Travel handbook", file=policy_file())

    with pytest.raises(NotAllowed):
        service.create_document(TRAVELLER, new, "pdc_01JQZXB2M4C6N8P0R2T4V6X8Z2")
    with pytest.raises(NotAllowed):
        service.create_version(TRAVELLER, document.document_id, policy_file(), expected=None, operation_id=None)
    with pytest.raises(NotAllowed):
        service.confirm_version(TRAVELLER, document.document_id, 1)
    with pytest.raises(NotAllowed):
        deletion.delete_document(TRAVELLER, document.document_id, expected=None)
    with pytest.raises(NotAllowed):
        deletion.delete_version(TRAVELLER, document.document_id, 1, expected=None)


def test_name_that_does_not_fit_the_type_is_refused_where_it_stands(world: PolicyWorld) -> None:
    wrong = msgspec.structs.replace(policy_file(), file_name="handbook.exe")
    document = world.create()

    with pytest.raises(InvalidInput) as refused:
        service.create_document(MANAGER, service.PolicyDocumentRequest(title="T", file=wrong), "pdc_1")
    assert [each.pointer for each in refused.value.errors] == ["/file/fileName"]
    with pytest.raises(InvalidInput) as refused:
        service.create_version(MANAGER, document.document_id, wrong, expected=None, operation_id=None)
    assert [each.pointer for each in refused.value.errors] == ["/fileName"]


def test_confirmed_file_is_kept_and_sent_to_be_parsed(world: PolicyWorld) -> None:
    document = world.received()

    assert document.versions[0].status is PolicyDocumentStatus.RECEIVED
    assert world.kept() == [kept_key(document.document_id, 1)]
    assert world.take("policy-documents") == [{"documentId": document.document_id, "version": 1}]
    assert service.confirm_version(MANAGER, document.document_id, 1) == document
    assert world.take("policy-documents") == []


def test_nothing_is_confirmed_before_a_file_came(world: PolicyWorld) -> None:
    document = world.create()

    with pytest.raises(Conflict, match="Nothing has been uploaded"):
        service.confirm_version(MANAGER, document.document_id, 1)
    with pytest.raises(NotFound):
        service.confirm_version(MANAGER, document.document_id, 2)


def test_other_file_than_announced_fails_and_says_so(world: PolicyWorld) -> None:
    document = world.create()
    world.upload(document, body=HANDBOOK.replace(b"180", b"999"))

    after = service.confirm_version(MANAGER, document.document_id, 1)

    failure = after.versions[0].failure
    assert after.versions[0].status is PolicyDocumentStatus.FAILED
    assert failure is not None
    assert failure.problem is ParsingProblem.NOT_AS_ANNOUNCED
    assert world.kept() == []
    assert world.take("policy-documents") == []


def test_next_version_is_made_once_a_request(world: PolicyWorld) -> None:
    document = world.parsed()

    first = service.create_version(MANAGER, document.document_id, policy_file(), expected=None, operation_id="op-1")
    again = service.create_version(MANAGER, document.document_id, policy_file(), expected=None, operation_id="op-1")
    other = service.create_version(OTHER, document.document_id, policy_file(), expected=None, operation_id="op-2")

    assert [made[1].version for made in (first, again, other)] == [2, 2, 3]
    assert other[1].uploaded_by == "eve"


def test_next_version_can_be_bound_to_what_was_seen(world: PolicyWorld) -> None:
    document = world.parsed()

    with pytest.raises(VersionConflict):
        service.create_version(
            MANAGER, document.document_id, policy_file(), expected=document.revision - 1, operation_id=None
        )
    made = service.create_version(
        MANAGER, document.document_id, policy_file(), expected=document.revision, operation_id=None
    )
    assert made[1].version == 2


def test_company_has_so_many_documents_and_no_more(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_DOCUMENTS == 200
    monkeypatch.setattr(policy_documents, "MOST_DOCUMENTS", 2)
    first = world.create()
    world.create()

    with pytest.raises(Conflict, match="at most 2"):
        world.create()
    deletion.delete_document(MANAGER, first.document_id, expected=None)
    assert world.create().document_id


@pytest.mark.parametrize("how", [Cut.BEFORE, Cut.AFTER])
def test_confirmation_that_dies_anywhere_is_finished_by_the_next_or_by_the_sweeper(
    world: PolicyWorld, how: Cut
) -> None:
    number = crashes = 0
    while True:
        document = world.create()
        world.upload(document)
        world.wire.scissors = cut_at(len(world.wire.calls) + number, how)
        try:
            service.confirm_version(MANAGER, document.document_id, 1)
        except Crash:
            crashes += 1
            number += 1
        else:
            break
        finally:
            world.wire.scissors = lambda _call: None

        if world.version(document).status is PolicyDocumentStatus.PENDING:
            service.confirm_version(MANAGER, document.document_id, 1)
        world.clock.turn(minutes=2)
        sweep(world)
        assert world.version(document).status is PolicyDocumentStatus.RECEIVED
        assert kept_key(document.document_id, 1) in world.kept()
        sent = {each["documentId"] for each in world.take("policy-documents")}
        assert document.document_id in sent
        deletion.delete_document(MANAGER, document.document_id, expected=None)
    assert crashes >= 7
