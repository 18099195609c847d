"""Policy documents and their sections in their tables: what is written is read, and who changed it first counts."""

import random
from collections.abc import Iterator

import msgspec
import pytest
from pynamodb.transactions import TransactWrite

from chalicelib.domain.mentions import Erased
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import PolicyDocumentStatus
from chalicelib.domain.policy_documents.section import LONGEST_TEXT, Section, Table
from chalicelib.dynamodb.due_rows import put_off
from chalicelib.dynamodb.tables import transactions
from chalicelib.errors import NotFound, PersonErased, VersionConflict
from chalicelib.models import mentions, policy_documents, policy_sections
from chalicelib.models.policy_documents import DuePolicyDocumentRow
from tests.support.policy_document_samples import DOCUMENT_ID, MANAGER, NOW, parsed, pending, policy_file, section
from tests.support.tables import make_tables
from tests.support.wire import aws_on_the_wire

DYNAMODBS_LIMIT = 400_000


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with aws_on_the_wire():
        make_tables("policy-documents", "policy-sections", "limits", "mentions")
        yield


def test_document_is_read_as_it_was_written_and_found_where_it_is_due() -> None:
    document = policy_documents.add_document(pending())

    assert policy_documents.get_document(DOCUMENT_ID) == document
    assert [due.key for due in policy_documents.list_due(NOW)] == []
    assert [due.key for due in policy_documents.list_due(NOW + parsing.UPLOAD_KEPT)] == [(DOCUMENT_ID,)]
    with pytest.raises(NotFound):
        policy_documents.get_document("pdc_01JQZX5V9D7R8M3T2K6W4H0YBF")


def test_document_that_is_added_again_is_the_one_that_is_there() -> None:
    policy_documents.add_document(pending())
    changed = policy_documents.replace_document(pending(), parsed(pending(), 1))

    assert policy_documents.add_document(pending()) == changed


def test_change_of_what_somebody_else_has_changed_is_refused() -> None:
    before = policy_documents.add_document(pending())
    policy_documents.replace_document(before, parsed(before, 1))

    with pytest.raises(VersionConflict):
        policy_documents.replace_document(before, parsing.expire_upload(before, 1, NOW))
    with pytest.raises(VersionConflict):
        policy_documents.remove_document(before)


def test_uploader_who_is_being_erased_adds_nothing() -> None:
    with TransactWrite(connection=transactions()) as transaction:
        erased = Erased(erasure_id="era_1", subjects=(MANAGER,))
        mentions.mark(transaction, MANAGER, erased, NOW, instead_of=None)

    with pytest.raises(PersonErased):
        policy_documents.add_document(pending())
    others = parsing.create_document(DOCUMENT_ID, "Handbook", policy_file(), uploaded_by="manager-2", now=NOW)
    kept = policy_documents.add_document(others)
    with pytest.raises(PersonErased):
        policy_documents.replace_document(kept, parsing.add_version(kept, policy_file(), uploaded_by=MANAGER, now=NOW))
    added = parsing.add_version(kept, policy_file(), uploaded_by="manager-2", now=NOW)
    assert len(policy_documents.replace_document(kept, added).versions) == 2


def test_lists_have_what_can_be_read_or_is_in_a_status() -> None:
    before = policy_documents.add_document(pending())

    def found(*, readable: bool, status: PolicyDocumentStatus | None = None) -> int:
        return len(policy_documents.list_documents(readable=readable, status=status, limit=9, start=None).rows)

    assert (found(readable=False), found(readable=True)) == (1, 0)
    assert found(readable=False, status=PolicyDocumentStatus.PARSED) == 0
    after = policy_documents.replace_document(before, parsed(before, 1))
    assert (found(readable=True), found(readable=False, status=PolicyDocumentStatus.PARSED)) == (1, 1)
    policy_documents.replace_document(after, parsing.delete_document(after, NOW))
    assert (found(readable=False), len(list(policy_documents.list_every_document()))) == (0, 1)


def test_removed_document_is_gone_and_removing_it_again_harms_nothing() -> None:
    document = policy_documents.add_document(pending())

    policy_documents.remove_document(document)
    policy_documents.remove_document(document)

    with pytest.raises(NotFound):
        policy_documents.get_document(DOCUMENT_ID)


def test_document_that_was_put_off_is_found_later_and_can_be_changed() -> None:
    document = policy_documents.add_document(pending())
    late = NOW + parsing.UPLOAD_KEPT
    (due,) = policy_documents.list_due(late)

    put_off(DuePolicyDocumentRow, due, late)

    assert list(policy_documents.list_due(late)) == []
    assert policy_documents.replace_document(document, parsing.expire_upload(document, 1, late)).revision == 2


def test_sections_are_written_over_and_removed_by_version() -> None:
    policy_sections.write_sections(DOCUMENT_ID, 1, [section(place) for place in range(60)])
    policy_sections.write_sections(DOCUMENT_ID, 1, [section(place, f"Again {place}.") for place in range(60)])
    policy_sections.write_sections(DOCUMENT_ID, 2, [section(0)])

    found = list(policy_sections.read_sections(DOCUMENT_ID, 1, count=55))
    first = policy_sections.list_sections(DOCUMENT_ID, 1, count=55, limit=50, start=None)
    rest = policy_sections.list_sections(DOCUMENT_ID, 1, count=55, limit=50, start=first.next)

    assert [each.text for each in found] == [f"Again {place}." for place in range(55)]
    assert [*first.rows, *rest.rows] == found
    assert rest.next is None
    assert policy_sections.get_section(DOCUMENT_ID, 2, 0) == section(0)
    with pytest.raises(NotFound):
        policy_sections.get_section(DOCUMENT_ID, 2, 1)
    assert policy_sections.remove_sections(DOCUMENT_ID, 1) == 60
    assert policy_sections.remove_sections(DOCUMENT_ID, 1) == 0
    assert policy_sections.get_section(DOCUMENT_ID, 2, 0) == section(0)


def test_longest_section_of_the_rarest_letters_with_all_of_it_in_a_table_fits_a_row() -> None:
    rng = random.Random(17)
    text = "".join(chr(rng.randrange(0x20000, 0x2A000)) for _ in range(LONGEST_TEXT))
    table = Table(start=0, end=LONGEST_TEXT, caption=None, rows=((text,),))
    longest: Section = msgspec.structs.replace(section(), text=text, tables=(table,))

    row = policy_sections.PolicySectionRow("version", 0, section=longest)

    assert len(str(row.serialize()["section"]["S"]).encode()) < DYNAMODBS_LIMIT
