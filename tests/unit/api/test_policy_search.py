"""Searching the policy over HTTP: what is found and how it is shown, bounds, who may, and what happens without the
function that carries the models."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.api import policy_search
from chalicelib.api.openapi import examples
from chalicelib.domain.policy_documents.search import Ranking, RankingMethod
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.models import policies
from chalicelib.services.policy_search.ranking import SearchQuery, rank
from chalicelib.settings import Settings
from tests.simulation.cloud.empty import empty_cloud
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.policy_samples import seeded_policy

pytestmark = pytest.mark.usefixtures("stage")


class SearchFunction:
    """The function of the stage: it ranks by what it is set to, and cannot be reached while it is `down`."""

    def __init__(self) -> None:
        self.down = False
        self.answer: bytes | None = None
        self.asked: list[tuple[str, SearchQuery, float]] = []

    def invoke(self, name: str, query: SearchQuery, *, seconds: float) -> bytes:
        self.asked.append((name, query, seconds))
        if self.down:
            raise Unavailable("The function could not be called.")
        found = msgspec.structs.replace(rank(query, None), method=RankingMethod.MEANING)
        return self.answer if self.answer is not None else msgspec.json.encode(found)


@pytest.fixture
def function(monkeypatch: pytest.MonkeyPatch) -> SearchFunction:
    made = SearchFunction()
    monkeypatch.setattr(functions, "invoke", made.invoke)
    return made


@pytest.fixture
def anna(stage: Settings, function: SearchFunction, pool_keys: PoolKeys) -> Iterator[Person]:
    with empty_cloud():
        yield Person(Api(policy_search.blueprint), pool_keys, "anna")


@pytest.fixture
def policy(anna: Person) -> None:
    policies.add_policy(seeded_policy(), digest="1", published_by="eva", published_at=datetime(2026, 1, 1, tzinfo=UTC))


def search(person: Person, query: str) -> Any:
    return person.get(f"/v1/policies/search?{query}")


@pytest.mark.usefixtures("policy")
def test_clause_that_bears_on_the_question_is_quoted_word_for_word(anna: Person) -> None:
    found = search(anna, "q=conference+at+holiday+destinations&limit=3")

    first = found["items"][0]
    clause = seeded_policy().clause("6.4")
    assert clause is not None
    assert found["method"] == "meaning"
    assert len(found["items"]) <= 3
    assert (first["citation"]["documentId"], first["citation"]["number"]) == ("travel-policy", "6.4")
    assert clause.text[first["citation"]["start"] : first["citation"]["end"]] == first["citation"]["quote"]
    assert first["score"] > 0
    assert first["why"]


@pytest.mark.usefixtures("policy")
def test_nothing_found_is_an_answer(anna: Person) -> None:
    for query in ("q=xylophone", "q=%3F%21", "q=+", "q=hotel&documentId=pdc_01JQZX5V9D7R8M3T2K6W4H0YBE"):
        assert search(anna, query)["items"] == []


def test_company_without_any_policy_finds_nothing(anna: Person) -> None:
    assert search(anna, "q=hotel")["items"] == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("", "/q"),
        ("q=", "/q"),
        (f"q={'a' * 501}", "/q"),
        ("q=a&limit=0", "/limit"),
        ("q=a&limit=51", "/limit"),
        ("q=a&documentId=other", "/documentId"),
        ("q=a&language=en", "/language"),
    ],
)
def test_what_is_out_of_bounds_is_refused_with_a_pointer(anna: Person, query: str, pointer: str) -> None:
    assert pointers(anna.send("GET", f"/v1/policies/search?{query}")) == [pointer]


@pytest.mark.usefixtures("policy")
def test_longest_question_and_most_sections_are_taken(anna: Person, function: SearchFunction) -> None:
    search(anna, f"q={'%C3%A9' * 500}&limit=50")

    ((name, query, seconds),) = function.asked
    assert (name, len(query.question), query.limit) == ("search_policies", 500, 50)
    assert 0 < seconds <= 10


@pytest.mark.usefixtures("policy")
def test_without_the_function_words_are_ranked_here_and_that_is_said(
    anna: Person, function: SearchFunction, capsys: pytest.CaptureFixture[str]
) -> None:
    with_function = search(anna, "q=hotel+night+limit")
    function.down = True

    found = search(anna, "q=hotel+night+limit")

    assert found == with_function | {"method": "words"}
    assert '"SearchesByWords":[1.0]' in capsys.readouterr().err.replace(" ", "")


@pytest.mark.usefixtures("policy")
@pytest.mark.parametrize(
    "answer", [b"", b"null", b"{}", b'{"hits":[],"method":"stars"}', b'{"hits":[{}],"method":"words"}']
)
def test_answer_that_cannot_be_read_is_as_none(anna: Person, function: SearchFunction, answer: bytes) -> None:
    function.answer = answer

    found = search(anna, "q=hotel+night+limit")

    assert (found["method"], found["items"] != []) == ("words", True)


def test_answer_of_the_function_is_shown_as_it_is(anna: Person, function: SearchFunction) -> None:
    function.answer = msgspec.json.encode(Ranking(hits=(examples.POLICY_SECTION,), method=RankingMethod.MEANING))

    assert search(anna, "q=taxi") == {
        "items": [json.loads(msgspec.json.encode(examples.POLICY_SECTION))],
        "method": "meaning",
    }


def test_nobody_who_is_not_signed_in_may_search(function: SearchFunction, nobody_has_left: None) -> None:
    assert Api(policy_search.blueprint).send("GET", "/v1/policies/search?q=hotel").status_code == 401
    assert function.asked == []
