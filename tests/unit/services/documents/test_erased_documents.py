"""What an erasure takes of documents: each version of each file, whatever became of its document before."""

from chalicelib.models import documents as table
from chalicelib.services.documents import documents as service
from chalicelib.services.documents import maintenance as document_maintenance
from tests.support.files import BUCKET
from tests.unit.services.documents.document_world import ADA, BOB, PDF, World


def test_a_person_can_be_forgotten(world: World) -> None:
    for _ in range(3):
        world.confirmed()
    others, deleted = world.confirmed(BOB), world.confirmed()
    service.delete_document(ADA, deleted.document_id, expected=None)
    assert len(table.list_all("ada")) == 4

    assert service.erase_documents("ada") == 4
    assert service.erase_documents("ada") == 0

    assert {(each.file_name, each.trip_id) for each in table.list_all("ada")} == {("erased", None)}
    assert list(service.list_documents(ADA, kind=None, trip_id=None, limit=9, start=None)[0]) == []
    assert {key for key, _ in world.versions()} == {service.kept_key(others), service.upload_key(others)}


def test_no_version_is_left_of_a_document_that_was_deleted_and_removed_before(world: World) -> None:
    deleted = world.confirmed()
    service.delete_document(ADA, deleted.document_id, expected=None)
    world.clock.turn(days=2)
    document_maintenance.clean_up_documents()
    assert (table.list_all("ada"), world.versions() != []) == ([], True)

    assert service.erase_documents("ada") == 0

    assert world.versions() == []


def test_a_file_that_comes_late_goes_for_good_with_the_row_of_its_erased_document(world: World) -> None:
    late = world.announce()
    service.erase_documents("ada")
    world.upload(late)
    with world.wire.quiet():  # by whoever confirmed it in this moment
        world.s3.put_object(Bucket=BUCKET, Key=service.kept_key(late), Body=PDF)

    world.clock.turn(minutes=11)
    document_maintenance.clean_up_documents()

    assert world.versions() == []
    assert table.list_all("ada") == []
