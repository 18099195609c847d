"""What is found of policy documents and of the travel policy, and what is quoted."""

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY, is_verbatim
from chalicelib.domain.policy_documents.search import DocumentVersion, PassageScore, Ranking, RankingMethod
from chalicelib.errors import Unavailable
from chalicelib.gateways.policy_index.local import LocalIndex
from chalicelib.services.policy_documents.deletion import delete_document
from chalicelib.services.policy_search import corpus, ranking
from chalicelib.services.policy_search.corpus import cite_passages, find_section, list_searchable
from chalicelib.services.policy_search.indexing import index_version
from chalicelib.services.policy_search.ranking import SearchQuery, rank
from tests.unit.services.policy_documents.policy_world import MANAGER, PolicyWorld
from tests.unit.services.policy_search.search_samples import PAIR, TEXTS, parsed_document, publish

CLAUSES = (("4.1", "Flights", "Economy is booked."), ("5.2", "Hotels", "A night may cost 180 EUR."))


def asked(question: str, limit: int = 10, document_id: str | None = None) -> SearchQuery:
    return SearchQuery(question=question, limit=limit, document_id=document_id)


def places(ranking: Ranking) -> list[tuple[str, int, str | None]]:
    return [(hit.citation.document_id, hit.citation.version, hit.citation.number) for hit in ranking.hits]


@pytest.fixture(params=["words", "meaning"])
def index(request: pytest.FixtureRequest) -> LocalIndex | None:
    return LocalIndex(PAIR) if request.param == "meaning" else None


def test_clauses_and_sections_are_found_together_with_where_they_stand(
    world: PolicyWorld, index: LocalIndex | None
) -> None:
    publish(*CLAUSES)
    document = parsed_document(world, *TEXTS)
    index_version(document.document_id, 1, index)

    found = rank(asked("economy flights"), index)

    assert set(places(found)[:2]) == {(document.document_id, 1, "1."), (TRAVEL_POLICY, 1, "4.1")}
    assert found.method is (RankingMethod.WORDS if index is None else RankingMethod.MEANING)
    quoted = {hit.citation.document_id: hit.citation for hit in found.hits[:2]}
    section, clause = quoted[document.document_id], quoted[TRAVEL_POLICY]
    assert (section.quote, section.page, section.title) == (TEXTS[0][1], 7, document.title)
    assert (clause.quote, clause.page, clause.title) == ("Economy is booked.", None, "Travel policy")
    assert all(hit.why for hit in found.hits)


def test_section_that_says_only_no_is_found_by_its_question(world: PolicyWorld, index: LocalIndex | None) -> None:
    document = parsed_document(world, *TEXTS)
    index_version(document.document_id, 1, index)

    hit = rank(asked("may my companion fly first class"), index).hits[0]

    assert (hit.citation.quote, hit.citation.position) == ("No.", 2)


def test_new_version_takes_the_place_of_the_old_one(world: PolicyWorld, index: LocalIndex | None) -> None:
    first = parsed_document(world, *TEXTS)
    index_version(first.document_id, 1, index)
    assert places(rank(asked("laundry"), index))[0] == (first.document_id, 1, "2.")

    world.add_version(first)
    parsed_document(world, ("Meals", "Laundry is in no meal."), before=world.stored(first), version=2)

    assert {version for _, version, _ in places(rank(asked("laundry"), index))} == {2}
    index_version(first.document_id, 2, index)
    assert places(rank(asked("laundry"), index)) == [(first.document_id, 2, "1.")]


def test_deleted_document_is_gone_at_once(world: PolicyWorld, index: LocalIndex | None) -> None:
    document = parsed_document(world, *TEXTS)
    index_version(document.document_id, 1, index)

    delete_document(MANAGER, document.document_id, expected=None)

    assert rank(asked("laundry"), index).hits == ()


def test_one_document_alone_is_searched_when_it_is_named(world: PolicyWorld, index: LocalIndex | None) -> None:
    publish(*CLAUSES)
    documents = [parsed_document(world, *TEXTS) for _ in range(2)]
    for each in documents:
        index_version(each.document_id, 1, index)

    def found(document_id: str) -> set[str]:
        return {document for document, _, _ in places(rank(asked("flights", document_id=document_id), index))}

    assert found(documents[0].document_id) == {documents[0].document_id}
    assert found(TRAVEL_POLICY) == {TRAVEL_POLICY}
    assert found("pdc_01JQZXB2M4C6N8P0R2T4999999") == set()


def test_nothing_to_search_is_an_empty_answer(world: PolicyWorld, index: LocalIndex | None) -> None:
    assert rank(asked("laundry"), index).hits == ()


def test_document_that_is_not_indexed_yet_is_found_by_words_among_the_others(world: PolicyWorld) -> None:
    index = LocalIndex(PAIR)
    ready = parsed_document(world, *TEXTS)
    index_version(ready.document_id, 1, index)
    waiting = parsed_document(world, *TEXTS)
    world.take("policy-index")

    found = rank(asked("laundry", limit=3), index)

    assert places(found)[:2] == [(ready.document_id, 1, "2."), (waiting.document_id, 1, "2.")]
    assert len(found.hits) == 3
    assert world.take("policy-index") == []


def test_documents_of_other_models_are_indexed_again_when_they_are_searched_and_asked_for_once(
    world: PolicyWorld,
) -> None:
    document = parsed_document(world, *TEXTS)
    index_version(document.document_id, 1, LocalIndex(PAIR[:1]))
    changed = LocalIndex(PAIR)
    world.take("policy-index")

    assert places(rank(asked("laundry"), changed))[0] == (document.document_id, 1, "2.")
    rank(asked("laundry"), changed)

    assert world.take("policy-index") == [{"documentId": document.document_id, "version": 1}]
    index_version(document.document_id, 1, changed)
    assert "meaning" in rank(asked("laundry"), changed).hits[0].why


def test_travel_policy_is_indexed_when_it_is_first_searched_and_not_again(world: PolicyWorld) -> None:
    publish(*CLAUSES)
    added: list[DocumentVersion] = []

    class Counting(LocalIndex):
        def add_document(self, document: DocumentVersion, sections: Any) -> None:
            added.append(document)
            super().add_document(document, sections)

    for _ in range(2):
        index = Counting(PAIR)
        ranking._seen.clear()  # as in another process
        assert places(rank(asked("a night may cost"), index))[0] == (TRAVEL_POLICY, 1, "5.2")
        rank(asked("economy"), index)

    publish(("1.1", "Hotels", "A night is free."), version=2)
    assert places(rank(asked("a night"), index)) == [(TRAVEL_POLICY, 2, "1.1")]
    assert [each.version for each in added] == [1, 2]


def test_clauses_are_ranked_by_words_while_they_cannot_be_indexed(world: PolicyWorld) -> None:
    publish(*CLAUSES)
    document = parsed_document(world, *TEXTS)
    index_version(document.document_id, 1, LocalIndex(PAIR))

    class Full(LocalIndex):
        def add_document(self, document: DocumentVersion, sections: Any) -> None:
            raise Unavailable("The document store could not be written.")

    found = rank(asked("a night may cost"), Full(PAIR))

    clause = next(hit for hit in found.hits if hit.citation.document_id == TRAVEL_POLICY)
    assert clause.citation.number == "5.2"
    assert "meaning" not in clause.why
    assert any("meaning" in hit.why for hit in found.hits)
    later = rank(asked("a night may cost"), LocalIndex(PAIR)).hits
    assert any("meaning" in hit.why for hit in later if hit.citation.document_id == TRAVEL_POLICY)


def test_passages_of_what_is_not_there_are_left_out(world: PolicyWorld) -> None:
    document = parsed_document(world, *TEXTS)
    searched = list_searchable()

    def score_at(position: int, start: int, end: int) -> PassageScore:
        return PassageScore(
            document_id=document.document_id, version=1, position=position, start=start, end=end, score=1.0
        )

    hits = cite_passages("?", [score_at(3, 0, 2), score_at(2, 0, 4), score_at(2, 2, 2), score_at(2, 0, 3)], searched)

    assert [hit.citation.quote for hit in hits] == ["No."]


_TEXT = st.lists(st.text("ab .\n\u00e9\U0001f600", max_size=500), max_size=3).map("\n\n".join)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(["", "a b", "\u00e9"]), _TEXT), min_size=1, max_size=3),
    st.text("ab ", max_size=6),
)
def test_every_quote_stands_word_for_word_where_it_says(
    world: PolicyWorld, texts: list[tuple[str, str]], question: str
) -> None:
    document = parsed_document(world, *texts)
    for index in (None, LocalIndex(PAIR)):
        index_version(document.document_id, 1, index)
        for hit in rank(asked(question + "a", document_id=document.document_id), index).hits:
            section = find_section(hit.citation)
            assert section is not None
            assert is_verbatim(hit.citation, section)
            assert hit.citation.page == section.page_at(hit.citation.start)


def test_sections_of_a_citation_are_found_again(world: PolicyWorld) -> None:
    publish(*CLAUSES)
    document = parsed_document(world, *TEXTS)
    (clause, *_) = rank(asked("hotels night cost", document_id=TRAVEL_POLICY), None).hits

    found = find_section(clause.citation)

    assert found is not None
    assert is_verbatim(clause.citation, found)
    for position, version in ((9, 1), (0, 9)):
        assert find_section(_moved(clause.citation, position=position, version=version)) is None
        assert find_section(_moved(clause.citation, document.document_id, position, version)) is None


def _moved(citation: Any, document_id: str = TRAVEL_POLICY, position: int = 0, version: int = 1) -> Any:
    return msgspec.structs.replace(citation, document_id=document_id, position=position, version=version)


def test_what_was_read_of_a_version_is_kept(world: PolicyWorld) -> None:
    parsed_document(world, *TEXTS)
    rank(asked("laundry"), None)
    before = len([call for call in world.wire.calls if call.mentions("policy-sections")])

    rank(asked("flights"), None)

    assert len([call for call in world.wire.calls if call.mentions("policy-sections")]) == before
    assert corpus.read_sections.cache_info().currsize == 1
