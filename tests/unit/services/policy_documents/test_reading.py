"""Everybody reads what was parsed; what failed or is under way is for travel managers alone."""

import pytest

from chalicelib.domain.policy_documents.document import PolicyDocumentEventType, PolicyDocumentStatus
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.models import policy_documents, policy_sections
from chalicelib.services.policy_documents import deletion, queries, uploaders
from tests.support import policy_document_samples as samples
from tests.unit.services.policy_documents.policy_world import MANAGER, TRAVELLER, PolicyWorld

NEW, READABLE = "new", "readable"


def test_who_does_not_manage_travel_sees_what_was_parsed_and_not_by_whom(world: PolicyWorld) -> None:
    document = world.parsed()
    world.add_version(document)
    world.create()

    seen = queries.get_document(TRAVELLER, document.document_id)
    listed = queries.list_documents(TRAVELLER, status=None, limit=10, start=None)[0]

    assert [each.version for each in seen.versions] == [1]
    assert [each.uploaded_by for each in seen.versions] == [None]
    assert {each.type for each in seen.events} == {PolicyDocumentEventType.PARSED}
    assert listed == [seen]
    assert [each.version for each in queries.get_document(MANAGER, document.document_id).versions] == [1, 2]
    assert len(queries.list_documents(MANAGER, status=None, limit=10, start=None)[0]) == 2


def test_document_that_was_never_parsed_is_not_there_for_others(world: PolicyWorld) -> None:
    pending = world.create()
    policy_documents.replace_document(pending, samples.failed(pending, 1))

    assert queries.get_document(MANAGER, pending.document_id).versions[0].failure is not None
    for attempt in (
        lambda: queries.get_document(TRAVELLER, pending.document_id),
        lambda: queries.list_sections(TRAVELLER, pending.document_id, None, limit=5, start=None),
        lambda: queries.create_download_link(TRAVELLER, pending.document_id, 1),
        lambda: queries.events_after(TRAVELLER, pending.document_id, None),
        lambda: queries.list_sections(MANAGER, pending.document_id, 1, limit=5, start=None),
        lambda: queries.create_download_link(MANAGER, pending.document_id, 1),
    ):
        with pytest.raises(NotFound):
            attempt()


def test_list_is_filtered_by_the_status_of_the_newest_version_that_one_sees(world: PolicyWorld) -> None:
    document = world.parsed()
    world.add_version(document)

    def found(identity: object, status: PolicyDocumentStatus) -> int:
        who = MANAGER if identity is NEW else TRAVELLER
        return len(queries.list_documents(who, status=status, limit=10, start=None)[0])

    assert (found(NEW, PolicyDocumentStatus.PENDING), found(NEW, PolicyDocumentStatus.PARSED)) == (1, 0)
    assert (found(READABLE, PolicyDocumentStatus.PENDING), found(READABLE, PolicyDocumentStatus.PARSED)) == (0, 1)


def test_list_goes_on_where_its_page_ended(world: PolicyWorld) -> None:
    made = [world.parsed().document_id for _ in range(5)]

    found, start = list[str](), None
    while True:
        page, start = queries.list_documents(TRAVELLER, status=None, limit=2, start=start)
        found += [each.document_id for each in page]
        if start is None:
            break

    assert found == made[::-1]


def test_sections_are_read_page_by_page_and_by_their_place(world: PolicyWorld) -> None:
    document = world.parsed()

    version, page = queries.list_sections(TRAVELLER, document.document_id, None, limit=1, start=None)
    _, rest = queries.list_sections(TRAVELLER, document.document_id, 1, limit=5, start=page.next)

    assert version.version == 1
    assert [each.text for each in (*page.rows, *rest.rows)] == ["Words of 0.", "Words of 1."]
    assert queries.get_section(TRAVELLER, document.document_id, None, 1)[1].text == "Words of 1."
    with pytest.raises(NotFound, match="has 2 sections"):
        queries.get_section(TRAVELLER, document.document_id, None, 2)
    with pytest.raises(NotFound):
        queries.get_section(TRAVELLER, document.document_id, 2, 0)


def test_rows_that_a_dead_worker_left_are_not_read(world: PolicyWorld) -> None:
    document = world.parsed()
    policy_sections.write_sections(document.document_id, 1, [samples.section(2, "Of an earlier attempt.")])

    _, page = queries.list_sections(TRAVELLER, document.document_id, 1, limit=50, start=None)

    assert len(page.rows) == 2


def test_file_of_a_parsed_version_can_be_downloaded(world: PolicyWorld) -> None:
    document = world.parsed()

    link = queries.create_download_link(TRAVELLER, document.document_id, None)

    assert link.file_name == "handbook.md"
    assert f"policies/{document.document_id}/1/file" in link.url


def test_events_go_on_after_the_last_that_was_seen(world: PolicyWorld) -> None:
    document = world.parsed()

    events, _ = queries.events_after(MANAGER, document.document_id, None)
    rest, _ = queries.events_after(MANAGER, document.document_id, events[1].event_id)

    assert [each.type.value.partition(".")[2] for each in events] == ["created", "received", "parsing", "parsed"]
    assert rest == events[2:]
    with pytest.raises(InvalidInput):
        queries.events_after(MANAGER, document.document_id, "evt_01JQZX5V9D7R8M3T2K6W4H0YBE_000001")


def test_uploader_who_is_erased_is_forgotten_also_where_a_document_is_being_removed(world: PolicyWorld) -> None:
    documents = [world.parsed() for _ in range(3)]
    deletion.delete_document(MANAGER, documents[0].document_id, expected=None)

    first = uploaders.erase_uploader("bob", limit=2, start=None)
    second = uploaders.erase_uploader("bob", limit=2, start=first[1])

    assert (first[0], second[0]) == (2, 1)
    assert all(each.uploaded_by is None for it in policy_documents.list_every_document() for each in it.versions)
    assert uploaders.erase_uploader("bob", limit=5, start=None)[0] == 0


def test_page_of_long_sections_ends_early_and_the_next_goes_on(
    world: PolicyWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy_sections, "MOST_LETTERS", 10)
    document = world.parsed()

    first = queries.list_sections(TRAVELLER, document.document_id, 1, limit=50, start=None)[1]
    rest = queries.list_sections(TRAVELLER, document.document_id, 1, limit=50, start=first.next)[1]

    assert [each.position for each in first.rows] == [0]
    assert [each.position for each in rest.rows] == [1]
    assert rest.next is None or queries.list_sections(TRAVELLER, document.document_id, 1, limit=50, start=rest.next)[
        1
    ] == ([], None)
