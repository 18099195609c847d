"""Which sections are put beside the clauses of a trip request, and that no trip request fails for them."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.policy_documents.citation import TRAVEL_POLICY
from chalicelib.domain.policy_documents.search import Ranking, RankingMethod
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.services.policy_search.ranking import SearchQuery, rank
from chalicelib.services.policy_search.trips import PATIENCE, SECTIONS_SHOWN, find_trip_sections
from tests.unit.policy_samples import trip
from tests.unit.services.policy_documents.policy_world import PolicyWorld
from tests.unit.services.policy_search.search_samples import TEXTS, parsed_document, publish


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[SearchQuery, float]]:
    """What the function that has the models is asked, which answers by words."""
    asked: list[tuple[SearchQuery, float]] = []

    def invoke(_name: str, query: SearchQuery, *, seconds: float) -> bytes:
        asked.append((query, seconds))
        return msgspec.json.encode(rank(query, None))

    monkeypatch.setattr(functions, "invoke", invoke)
    return asked


def test_sections_that_speak_of_the_trip_are_found_and_no_clauses(
    world: PolicyWorld, asked: list[tuple[SearchQuery, float]]
) -> None:
    publish(("4.1", "Flights", "Economy is booked."))
    document = parsed_document(world, *TEXTS)

    found = find_trip_sections(trip(purpose="Laundry fair", stay=None))

    assert {(hit.citation.document_id, hit.citation.number) for hit in found} >= {
        (document.document_id, "1."),
        (document.document_id, "2."),
    }
    ((query, seconds),) = asked
    assert (query.limit, query.clauses, seconds) == (SECTIONS_SHOWN, False, PATIENCE)
    assert "flight" in query.question
    assert query.question.startswith("Laundry fair")


def test_function_is_not_asked_where_there_are_no_documents(
    world: PolicyWorld, asked: list[tuple[SearchQuery, float]]
) -> None:
    publish(("4.1", "Flights", "Economy is booked."))

    assert find_trip_sections(trip()) == ()
    assert asked == []


def test_sections_below_the_average_are_not_shown(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed_document(world, *TEXTS)

    def invoke(_name: str, query: SearchQuery, *, seconds: float) -> bytes:
        hits = rank(query, None).hits
        worse = tuple(msgspec.structs.replace(hit, score=-0.1) for hit in hits)
        return msgspec.json.encode(Ranking(hits=(*hits, *worse), method=RankingMethod.MEANING))

    monkeypatch.setattr(functions, "invoke", invoke)

    found = find_trip_sections(trip(purpose="Laundry fair"))

    assert found
    assert all(hit.score > 0 for hit in found)


def test_words_find_sections_while_the_function_is_away(world: PolicyWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    document = parsed_document(world, *TEXTS)

    def invoke(*_: object, **__: object) -> bytes:
        raise Unavailable("The function could not be called.")

    monkeypatch.setattr(functions, "invoke", invoke)

    found = find_trip_sections(trip(purpose="Laundry fair"))

    assert {hit.citation.document_id for hit in found} == {document.document_id}
    assert TRAVEL_POLICY not in {hit.citation.document_id for hit in found}


@pytest.mark.parametrize("error", [Unavailable("away"), RuntimeError("a mistake of ours")])
def test_request_goes_on_without_sections_and_that_is_written_down(
    world: PolicyWorld,
    asked: list[tuple[SearchQuery, float]],
    error: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("chalicelib.services.policy_documents.queries.list_current", fail)

    assert find_trip_sections(trip()) == ()
    assert "policy sections not found" in capsys.readouterr().err
