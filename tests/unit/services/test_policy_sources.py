"""A travel policy cites words of policy documents only as they stand there, and knows when a newer version has come."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib.domain.identity import Identity
from chalicelib.domain.policies.citing import MOST_CITED_DOCUMENTS
from chalicelib.domain.policies.sources import ClauseSource
from chalicelib.domain.policy_documents import parsing
from chalicelib.domain.policy_documents.citation import LONGEST_QUOTE, is_verbatim
from chalicelib.errors import FieldError, InvalidInput, VersionConflict
from chalicelib.models import policies, policy_documents
from chalicelib.services import policy_sources as service
from chalicelib.services.policies import get_policy, publish_policy
from chalicelib.services.policy_sources import CitedSources, cite_sources, list_outdated_sources
from tests.simulation.cloud.empty import empty_cloud
from tests.support.cited_documents import (
    HANDBOOK,
    LONDON,
    OTHER,
    add_version,
    keep_document,
    make_draft,
    make_sections,
    make_source,
)
from tests.support.policy_document_samples import NOW, failed, pending, policy_file

CLARA = Identity(user_id="clara", email="c@example.com", name="Clara", groups=frozenset({"travel-manager"}))
SECTIONS = make_sections(f"Hotels. {LONDON}", "Flights. Economy is flown below six hours.")


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with empty_cloud():
        yield


def errors_of(*sources: ClauseSource | None) -> list[FieldError]:
    with pytest.raises(InvalidInput) as refused:
        publish_policy(CLARA, make_draft(*sources))
    return list(refused.value.errors)


def test_published_policy_has_its_citations_and_a_clause_shows_its_own() -> None:
    keep_document(SECTIONS)
    economy = make_source("Economy is flown below six hours", number="2")

    published = publish_policy(CLARA, make_draft(make_source(), None, economy))

    assert published == get_policy()
    assert [each.clause for each in published.citations] == ["1.1", "1.3"]
    assert all(is_verbatim(each.citation, SECTIONS[each.citation.position]) for each in published.citations)
    cited = published.cited_clause("1.1")
    assert cited is not None
    assert cited.citation is not None
    assert (cited.text, cited.citation.quote, cited.citation.page) == ("Words of clause 1.", LONDON, 1)
    assert (cited.citation.start, cited.citation.end) == (8, 8 + len(LONDON))
    assert cited.policy_version == 1
    assert published.citation_of("1.2") is None
    assert (published.cites(HANDBOOK), published.cites(HANDBOOK, 2), published.cites(OTHER)) == (True, False, False)


def test_policy_without_sources_asks_no_document() -> None:
    published = publish_policy(CLARA, make_draft(None))

    assert published.citations == ()
    assert list_outdated_sources(published) == ()


def test_every_source_that_cannot_be_cited_is_named() -> None:
    keep_document(SECTIONS)
    policy_documents.add_document(failed(pending(OTHER), 1))

    errors = errors_of(
        make_source(),
        make_source(LONDON.replace("180", "190")),
        None,
        make_source(document_id=OTHER),
        make_source(version=2),
        make_source(document_id=OTHER[:-1] + "G"),
        make_source(number="7"),
    )

    assert [error.pointer for error in errors] == [
        "/clauses/1/source/quote",
        "/clauses/3/source/version",
        "/clauses/4/source/version",
        "/clauses/5/source/documentId",
        "/clauses/6/source/number",
    ]
    assert LONDON in errors[0].detail
    assert errors[1].detail == "version 1 is failed and has no sections to cite; none of it can be cited yet"
    assert errors[2].detail == "the document has no version 2; there is 1"


def test_of_many_wrong_quotes_all_are_named_and_the_first_explained() -> None:
    keep_document(SECTIONS)
    wrong = [make_source(LONDON.replace("180", str(amount))) for amount in range(200, 230)]

    errors = errors_of(*wrong)

    assert len(errors) == 30
    assert [LONDON in error.detail for error in errors] == [True] * 20 + [False] * 10


def test_a_policy_that_cites_too_many_documents_is_refused() -> None:
    sources = [make_source(version=version) for version in range(1, MOST_CITED_DOCUMENTS + 2)]

    assert [error.pointer for error in errors_of(*sources)] == ["/clauses"]


def test_a_policy_that_its_citations_make_too_large_is_refused() -> None:
    words = "Long words of a handbook. " * 90
    keep_document(make_sections(words))
    draft = make_draft(*[make_source(words[:LONGEST_QUOTE])] * 100)
    assert len(msgspec.json.encode(draft)) < 350_000

    with pytest.raises(InvalidInput, match="with the words that it cites"):
        publish_policy(CLARA, draft)


def test_a_newer_version_makes_a_source_outdated_and_says_where_its_words_stand() -> None:
    document = keep_document(SECTIONS)
    economy = make_source("Economy is flown below six hours", number="2")
    published = publish_policy(CLARA, make_draft(make_source(), economy))
    assert list_outdated_sources(published) == ()

    newer = make_sections("A new preface.", "Flights. Economy is flown below five hours.", f"Rooms. {LONDON}")
    add_version(document, newer)

    moved, gone = list_outdated_sources(published)
    assert (moved.clause, moved.cited_version, moved.newest_version) == ("1.1", 1, 2)
    assert moved.citation is not None
    assert is_verbatim(moved.citation, newer[2])
    assert (moved.citation.version, moved.citation.number, moved.citation.page) == (2, "3", 3)
    assert (gone.clause, gone.citation) == ("1.2", None)
    assert get_policy() == published


def test_a_newer_version_that_is_not_parsed_makes_nothing_outdated() -> None:
    document = keep_document(SECTIONS)
    published = publish_policy(CLARA, make_draft(make_source()))
    before = policy_documents.get_document(document.document_id)

    policy_documents.replace_document(before, parsing.add_version(before, policy_file(), uploaded_by="m", now=NOW))

    assert list_outdated_sources(published) == ()


def test_an_older_version_may_be_cited_beside_a_newer_one() -> None:
    keep_document(SECTIONS, make_sections("Nothing of it."))

    published = publish_policy(CLARA, make_draft(make_source()))

    assert [each.newest_version for each in list_outdated_sources(published)] == [2]


def change_meanwhile(patch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Let the cited document change so many times, each time after its words were checked."""
    left = [times]

    def cite_and_change(draft: object) -> CitedSources:
        found = cite_sources(draft)  # type: ignore[arg-type]
        if left[0]:
            left[0] -= 1
            before = policy_documents.get_document(HANDBOOK)
            policy_documents.replace_document(before, msgspec.structs.replace(before, revision=before.revision + 1))
        return found

    patch.setattr(service, "cite_sources", cite_and_change)
    return left


def test_a_document_that_changes_meanwhile_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_document(SECTIONS)
    left = change_meanwhile(monkeypatch, 2)

    published = publish_policy(CLARA, make_draft(make_source()))

    assert left == [0]
    assert published.version == 1


def test_whoever_deletes_a_document_that_has_just_been_cited_is_refused() -> None:
    keep_document(SECTIONS)
    before = policy_documents.get_document(HANDBOOK)  # and found that nothing cites it

    publish_policy(CLARA, make_draft(make_source()))

    with pytest.raises(VersionConflict):
        policy_documents.replace_document(before, parsing.delete_document(before, NOW))


def test_a_document_that_is_deleted_after_it_was_checked_is_not_cited(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_document(SECTIONS)

    def cite_and_delete(draft: object) -> CitedSources:
        found = cite_sources(draft)  # type: ignore[arg-type]
        before = policy_documents.get_document(HANDBOOK)
        policy_documents.replace_document(before, parsing.delete_document(before, NOW))
        return found

    monkeypatch.setattr(service, "cite_sources", cite_and_delete)

    with pytest.raises(InvalidInput) as refused:
        publish_policy(CLARA, make_draft(make_source()))

    assert [error.pointer for error in refused.value.errors] == ["/clauses/0/source/documentId"]
    assert policies.find_newest_version() is None
