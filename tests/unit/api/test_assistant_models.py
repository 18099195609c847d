"""The assistant over HTTP where a language model chooses: what it chose comes out as JSON and as events, is kept in the
conversation, and nothing that it obeys gets out of the way."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.api import assistant
from chalicelib.domain.assistant.answer import AnswererKind
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.models import policies
from chalicelib.services.assistant.chosen import NOTICE
from chalicelib.settings import Settings
from tests.assistant_attacks.injections import INJECTIONS, Injection
from tests.assistant_attacks.obedient import WORD, ObedientModel
from tests.simulation.cloud.empty import empty_cloud
from tests.support.answering_models import answer, find, model_answers
from tests.support.converse import Converse, fail, say
from tests.support.turning_clock import turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person
from tests.unit.policy_samples import seeded_policy

MESSAGES = "/v1/assistant/messages"
HOTEL = "How much may a hotel in Berlin cost per night?"
LOOKUPS: list[tuple[str, dict[str, Any]]] = [
    ("search_policy", {"question": HOTEL}),
    ("list_trips", {"when": "all"}),
    ("list_bookings", {}),
    ("list_documents", {}),
]
UNKNOWN = {
    "their_booking": "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE",
    "own_booking": "bkg_01JQZX5V9D7R8M3T2K6W4H0YBF",
    "to_approve": "bkg_01JQZX5V9D7R8M3T2K6W4H0YBG",
    "their_trip": "trp_01JQZX5V9D7R8M3T2K6W4H0YBE",
    "own_trip": "trp_01JQZX5V9D7R8M3T2K6W4H0YBF",
    "own_option": "opt_01JQZX5V9D7R8M3T2K6W4H0YBE",
}


@pytest.fixture(name="bedrock")
def a_bedrock(stage: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Converse]:
    """A stage with the seeded policy, searched by words, on which a model answers."""

    def unreachable(*_: Any, **__: Any) -> bytes:
        raise Unavailable("The function could not be called.")

    monkeypatch.setattr(functions, "invoke", unreachable)
    with empty_cloud(), turning_clock(), model_answers(answer(), assistant_tokens_a_day=10**9) as made:
        policies.add_policy(
            seeded_policy(), digest="1", published_by="eva", published_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        yield made


@pytest.fixture
def anna(bedrock: Converse, pool_keys: PoolKeys) -> Person:
    return Person(Api(assistant.blueprint), pool_keys, "anna")


def script(bedrock: Converse, *replies: Any) -> None:
    bedrock.replies.clear()
    bedrock.replies.extend(replies)


def test_what_a_model_chose_is_answered_word_for_word_and_kept(anna: Person, bedrock: Converse) -> None:
    script(bedrock, say(find("search_policy", question=HOTEL)), answer(quotes=["quote-1"]))

    sent = anna.post(MESSAGES, {"message": HOTEL})

    kept = anna.get(f"/v1/assistant/conversations/{sent['conversationId']}/messages")["items"][0]
    assert sent["answer"] == kept["answer"]
    assert (sent["answer"]["answeredBy"], sent["answer"]["notice"]) == (AnswererKind.MODEL.value, NOTICE)
    cited = sent["answer"]["citations"][0]
    clause = seeded_policy().clause(cited["number"])
    assert clause is not None
    assert clause.text[cited["start"] : cited["end"]] == cited["quote"] == sent["answer"]["paragraphs"][1]["text"]
    assert sent["answer"]["usage"]["inputTokens"] == 6_000


def test_rules_answer_where_no_model_does_and_say_so(anna: Person, bedrock: Converse) -> None:
    script(bedrock, fail("ThrottlingException"))

    found = anna.post(MESSAGES, {"message": HOTEL})["answer"]

    assert (found["answeredBy"], found["outcome"], found["usage"]) == ("extractive", "answered", None)
    assert found["notice"].endswith("No language model chose an answer.")
    assert bedrock.asked


def test_a_model_that_chooses_nothing_hides_no_rule(anna: Person, bedrock: Converse) -> None:
    found = anna.post(MESSAGES, {"message": HOTEL})["answer"]

    assert found["answeredBy"] == "extractive"
    assert found["citations"]
    assert bedrock.asked


def test_a_model_that_quotes_something_else_hides_no_rule_either(anna: Person, bedrock: Converse) -> None:
    script(bedrock, say(find("search_policy", question="When do I hand in receipts?")), answer(quotes=["quote-1"]))

    found = anna.post(MESSAGES, {"message": HOTEL})["answer"]

    assert [each["number"] for each in found["citations"]] == ["7.4", "5.1"]
    assert found["paragraphs"][-1] == {"text": found["citations"][1]["quote"], "citation": 1}


@pytest.mark.parametrize("injection", INJECTIONS[::4], ids=lambda each: each.name)
def test_what_is_written_into_a_message_gets_nothing_past_the_door(
    anna: Person, bedrock: Converse, injection: Injection
) -> None:
    bedrock.think = ObedientModel(LOOKUPS)

    written = injection.fill(UNKNOWN).replace("\x00", "")

    found = anna.post(MESSAGES, {"message": f"{HOTEL}\n> {written}"[:2_000]})["answer"]

    assert bedrock.asked
    shown = json.dumps(found)
    assert WORD not in shown
    assert found["actions"] == []
    for paragraph in found["paragraphs"]:
        if paragraph["citation"] is not None:
            assert paragraph["text"] == found["citations"][paragraph["citation"]]["quote"]
    for cited in found["citations"]:
        clause = seeded_policy().clause(cited["number"])
        assert clause is not None
        assert clause.text[cited["start"] : cited["end"]] == cited["quote"]
