"""How versions of a policy document change: only as the table of moves has it, each change with its event."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.document import (
    MOST_EVENTS,
    MOST_VERSIONS,
    MOVES,
    ParsingProgress,
    PolicyDocument,
    PolicyDocumentStatus,
)
from chalicelib.domain.policy_documents.problems import ADVICE, ParsingProblem, failure_of
from chalicelib.errors import Conflict, NotFound
from tests.support.policy_document_samples import DOCUMENT_ID, MANAGER, NOW, failed, parsed, pending, policy_file

Change = Callable[[PolicyDocument, int], PolicyDocument]

LATER = NOW + timedelta(minutes=5)
CHANGES: dict[str, Change] = {
    "add": lambda document, _version: parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW),
    "receive": lambda document, version: parsing.receive_file(document, version, NOW),
    "begin": lambda document, version: parsing.begin_parsing(document, version, NOW, until=LATER),
    "progress": lambda document, version: parsing.report_progress(document, version, ParsingProgress(), NOW),
    "release": lambda document, version: parsing.release_parsing(document, version, NOW, counts=True),
    "complete": lambda document, version: parsing.complete_parsing(document, version, ParsingProgress(), NOW),
    "fail": failed,
    "expire": lambda document, version: parsing.expire_upload(document, version, NOW),
    "notify": lambda document, version: parsing.mark_notified(document, version, NOW),
    "index": lambda document, version: parsing.complete_indexing(document, version, "words", NOW),
    "delete": lambda document, version: parsing.delete_version(document, version, NOW),
    "delete all": lambda document, _version: parsing.delete_document(document, NOW),
}
ENDED = {PolicyDocumentStatus.INDEXED, PolicyDocumentStatus.FAILED}


@given(st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(1, 3)), max_size=25))
@settings(max_examples=150, deadline=None)
def test_whatever_happens_in_whatever_order_a_document_stays_sound(changes: list[tuple[str, int]]) -> None:
    document = pending()

    for name, version in changes:
        before = document
        try:
            document = CHANGES[name](before, version)
        except (Conflict, NotFound):
            continue

        for then, now in zip(before.versions, document.versions, strict=False):
            assert now.status is then.status or now.status in MOVES[then.status]
            assert (now.file, now.version) == (then.file, then.version)
        assert document.revision > before.revision or document == before
        seqs = [event.seq for event in document.events]
        assert seqs == sorted(set(seqs))
        assert not seqs or seqs[-1] <= document.revision
        assert [each.version for each in document.versions] == list(range(1, len(document.versions) + 1))
        for each in document.versions:
            assert each.due_at is not None or (each.status in ENDED and each.notified)
            assert (each.failure is not None) == (each.status is PolicyDocumentStatus.FAILED)


def test_newest_version_that_was_parsed_counts_whatever_came_after_it() -> None:
    document = parsed(pending(), 1)

    document = parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW)
    assert document.current is not None
    assert document.current.version == 1
    document = failed(document, 2)
    document = parsed(parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW), 3)

    assert document.current is not None
    assert document.current.version == 3
    assert document.newest.version == 3


def test_older_version_counts_again_once_the_newer_is_deleted() -> None:
    document = parsed(parsing.add_version(parsed(pending(), 1), policy_file(), uploaded_by=MANAGER, now=NOW), 2)

    document = parsing.delete_version(document, 2, NOW)

    assert document.current is not None
    assert document.current.version == 1
    assert not document.deleted
    assert parsing.delete_version(document, 1, NOW).deleted


def test_number_of_a_deleted_version_is_never_given_again() -> None:
    document = parsing.delete_version(parsed(pending(), 1), 1, NOW)

    document = parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW)

    assert document.newest.version == 2
    assert document.find(1) is None


def test_attempt_that_was_thought_dead_holds_no_claim_any_more() -> None:
    document = parsing.begin_parsing(parsing.receive_file(pending(), 1, NOW), 1, NOW, until=LATER)
    assert parsing.holds_claim(document, 1, 1)

    document = parsing.begin_parsing(document, 1, LATER, until=LATER + timedelta(minutes=5))

    assert not parsing.holds_claim(document, 1, 1)
    assert parsing.holds_claim(document, 1, 2)
    assert not parsing.holds_claim(parsing.delete_version(document, 1, LATER), 1, 2)


def test_claim_ends_at_its_time() -> None:
    document = parsing.begin_parsing(parsing.receive_file(pending(), 1, NOW), 1, NOW, until=LATER)

    assert parsing.is_claimed(document.versions[0], NOW)
    assert not parsing.is_claimed(document.versions[0], LATER)


def test_attempt_that_failed_for_a_system_that_was_away_is_not_counted() -> None:
    document = parsing.receive_file(pending(), 1, NOW)

    for _ in range(parsing.MOST_ATTEMPTS):
        begun = parsing.begin_parsing(document, 1, NOW, until=LATER)
        document = parsing.release_parsing(begun, 1, NOW, counts=False)
    assert not parsing.is_given_up(document.versions[0])
    for _ in range(parsing.MOST_ATTEMPTS):
        begun = parsing.begin_parsing(document, 1, NOW, until=LATER)
        document = parsing.release_parsing(begun, 1, NOW, counts=True)

    assert parsing.is_given_up(document.versions[0])


def test_events_and_versions_are_bounded() -> None:
    document = parsing.begin_parsing(parsing.receive_file(pending(), 1, NOW), 1, NOW, until=LATER)

    for pages in range(MOST_EVENTS + 5):
        document = parsing.report_progress(document, 1, ParsingProgress(pages_parsed=pages), NOW)
    for _ in range(MOST_VERSIONS - 1):
        document = parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW)

    assert len(document.events) == MOST_EVENTS
    with pytest.raises(Conflict, match="at most"):
        parsing.add_version(document, policy_file(), uploaded_by=MANAGER, now=NOW)


def test_uploader_is_forgotten_and_nothing_else() -> None:
    document = parsing.add_version(parsed(pending(), 1), policy_file(), uploaded_by="manager-2", now=NOW)

    after = parsing.forget_uploader(document, MANAGER, NOW)

    assert [each.uploaded_by for each in after.versions] == [None, "manager-2"]
    assert parsing.forget_uploader(after, MANAGER, NOW) is after


@pytest.mark.parametrize("problem", ParsingProblem)
def test_every_problem_says_what_to_do(problem: ParsingProblem) -> None:
    failure = failure_of(problem, "page 3")

    assert failure.detail == ADVICE[problem]
    assert failure.detail.endswith((".", ")."))
    assert failure.found == "page 3"


def test_event_ids_lead_back_to_their_numbers() -> None:
    document = parsed(pending(), 1)

    assert [parsing.seq_of(DOCUMENT_ID, each.event_id) for each in document.events] == [1, 2, 3, 4]
    assert parsing.seq_of("pdc_01JQZX5V9D7R8M3T2K6W4H0YBF", document.events[0].event_id) is None
    assert parsing.seq_of(DOCUMENT_ID, "evt_01JQZX5V9D7R8M3T2K6W4H0YBE_00000\u0664") is None
