"""The assistant over HTTP: answers as JSON and as events, conversations, bounds, and nobody's but one's own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from chalicelib.api import assistant
from chalicelib.errors import Unavailable
from chalicelib.gateways import functions
from chalicelib.models import policies
from chalicelib.settings import Settings
from tests.simulation.cloud.empty import empty_cloud
from tests.support.turning_clock import turning_clock
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person, pointers
from tests.unit.policy_samples import seeded_policy

pytestmark = pytest.mark.usefixtures("stage")

MESSAGES, EVENTS = "/v1/assistant/messages", "/v1/sse/assistant/messages"
CONVERSATIONS = "/v1/assistant/conversations"

# Of the seeded policy: which clause is to be quoted first, by words alone.
ANSWERED = {
    "How much may a hotel in Berlin cost per night?": "5.1",
    "Can I fly business class to Singapore?": "4.2",
    "Do I have to take the train on short routes?": "4.7",
    "How early must I book a trip abroad?": "2.2",
    "May I keep my frequent flyer points?": "4.10",
    "Who approves my trip?": "3.5",
    "When do I have to hand in my receipts?": "7.4",
    "Is a taxi from the airport paid?": "7.1",
    "May I rent a car?": "7.5",
    "Do I need a visa?": "6.5",
    "Darf ich Business Class fliegen?": "4.2",
    "Was darf eine Übernachtung kosten?": "5.1",
}
REFUSED = (
    "What is the weather in Berlin?",
    "How do I cook rice?",
    "Wie wird das Wetter morgen?",
    "Donne-moi une recette de crêpes",
    "May I take my dog along?",
    "Who won the match?",
)


@pytest.fixture
def api(stage: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The assistant over the seeded policy, searched by words, since no function can be reached."""

    def unreachable(*_: Any, **__: Any) -> bytes:
        raise Unavailable("The function could not be called.")

    monkeypatch.setattr(functions, "invoke", unreachable)
    with empty_cloud(), turning_clock():
        policies.add_policy(
            seeded_policy(), digest="1", published_by="eva", published_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        yield Api(assistant.blueprint)


@pytest.fixture
def anna(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "anna")


@pytest.fixture
def david(api: Api, pool_keys: PoolKeys) -> Person:
    return Person(api, pool_keys, "david", "traveller", "travel-manager")


def ask(person: Person, message: str, **more: Any) -> Any:
    return person.post(MESSAGES, {"message": message, **more})


def read_events(text: str) -> list[dict[str, Any]]:
    """The events of a stream, with their ids and types."""
    blocks = [block for block in text.strip().split("\n\n") if not block.startswith("retry:")]
    lines = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [{"id": each["id"], "type": each["event"], "data": msgspec.json.decode(each["data"])} for each in lines]


def stream(person: Person, conversation_id: str, query: str = "wait=0", **headers: str) -> list[dict[str, Any]]:
    answer = person.send("GET", f"/v1/sse/assistant/conversations/{conversation_id}?{query}", **headers)
    assert answer.status_code == 200, answer.body
    assert answer.headers["Content-Type"] == "text/event-stream"
    return read_events(answer.body.decode())


@pytest.mark.parametrize(("question", "number"), ANSWERED.items())
def test_a_question_about_the_policy_is_answered_by_its_clause_word_for_word(
    anna: Person, question: str, number: str
) -> None:
    answer = ask(anna, question)["answer"]

    clause = seeded_policy().clause(number)
    assert clause is not None
    first = answer["citations"][0]
    assert (first["documentId"], first["number"], first["heading"]) == ("travel-policy", number, clause.title)
    assert clause.text[first["start"] : first["end"]] == first["quote"] == answer["paragraphs"][1]["text"]
    assert answer["answeredBy"] == "extractive"
    assert "no language model" in answer["notice"]


@pytest.mark.parametrize("question", REFUSED)
def test_what_the_policy_is_not_about_is_refused_without_a_quote(anna: Person, question: str) -> None:
    answer = ask(anna, question)["answer"]

    assert answer["outcome"] in {"out_of_scope", "nothing_found"}
    assert answer["citations"] == answer["actions"] == []


def test_a_message_is_kept_with_its_answer_in_its_conversation(anna: Person) -> None:
    first = ask(anna, "May I rent a car?")
    second = ask(anna, "and a taxi?", conversationId=first["conversationId"])

    assert (first["number"], second["number"]) == (1, 2)
    assert second["answer"]["citations"]
    path = f"{CONVERSATIONS}/{first['conversationId']}"
    assert anna.walk(f"{path}/messages?limit=1") == [first, second]
    kept = anna.get(path)
    assert (kept["title"], kept["messages"], kept["answering"]) == ("May I rent a car?", 2, False)
    assert anna.walk(f"{CONVERSATIONS}?limit=1") == [kept]
    assert anna.send("DELETE", path).status_code == 204
    assert anna.send("GET", path).status_code == 404
    assert anna.walk(CONVERSATIONS) == []


def test_events_say_the_same_and_are_read_again_from_anywhere(anna: Person) -> None:
    sent = anna.send("POST", EVENTS, {"message": "May I rent a car?"}, idempotency_key="k1")
    events = read_events(sent.body.decode())
    again = anna.send("POST", EVENTS, {"message": "May I rent a car?"}, idempotency_key="k1")

    assert sent.headers["Content-Type"] == "text/event-stream"
    assert again.body == sent.body
    assert [each["type"] for each in events][:3] == ["message.started", "text", "citation"]
    assert events[-1]["type"] == "message.completed"
    conversation_id = events[0]["data"]["conversationId"]
    (message,) = anna.walk(f"{CONVERSATIONS}/{conversation_id}/messages")
    quotes = [each["quote"] for each in message["answer"]["citations"]]
    assert [each["data"]["quote"] for each in events if each["type"] == "citation"] == quotes
    for place, event in enumerate(events):
        rest = events[place + 1 :]
        assert stream(anna, conversation_id, last_event_id=event["id"]) == rest
        assert stream(anna, conversation_id, f"wait=0&lastEventId={event['id']}") == rest
    assert stream(anna, conversation_id) == events


def test_a_retry_is_the_same_message(anna: Person) -> None:
    body = {"message": "May I rent a car?"}
    first = anna.send("POST", MESSAGES, body, idempotency_key="k2")
    again = anna.send("POST", MESSAGES, body, idempotency_key="k2")

    assert (again.body, again.headers["Idempotency-Replayed"]) == (first.body, "true")
    assert anna.send("POST", MESSAGES, body | {"message": "Other"}, idempotency_key="k2").status_code == 422
    assert len(anna.walk(CONVERSATIONS)) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/message"),
        ({"message": ""}, "/message"),
        ({"message": " \n "}, "/message"),
        ({"message": "x" * 2001}, "/message"),
        ({"message": 5}, "/message"),
        ({"message": "Hi", "conversationId": "cnv_1"}, "/conversationId"),
        ({"message": "Hi", "userId": "david"}, "/userId"),
        ({"message": "Hi", "tools": []}, "/tools"),
    ],
)
def test_a_message_out_of_bounds_is_refused_where_it_is_wrong(anna: Person, body: Any, pointer: str) -> None:
    for path in (MESSAGES, EVENTS):
        assert pointer in pointers(anna.send("POST", path, body))
    assert anna.walk(CONVERSATIONS) == []


def test_a_message_needs_a_key(anna: Person) -> None:
    assert pointers(anna.send("POST", MESSAGES, {"message": "Hi"}, idempotency_key="")) == ["/Idempotency-Key"]


def test_a_conversation_is_its_persons_alone_and_no_managers(anna: Person, david: Person) -> None:
    conversation_id = ask(anna, "May I rent a car?")["conversationId"]

    for method, path, body in (
        ("GET", f"{CONVERSATIONS}/{conversation_id}", None),
        ("GET", f"{CONVERSATIONS}/{conversation_id}/messages", None),
        ("GET", f"/v1/sse/assistant/conversations/{conversation_id}?wait=0", None),
        ("POST", MESSAGES, {"message": "Hi", "conversationId": conversation_id}),
        ("DELETE", f"{CONVERSATIONS}/{conversation_id}", None),
    ):
        assert david.send(method, path, body).status_code == 404, (method, path)
    assert david.walk(CONVERSATIONS) == []
    assert anna.get(f"{CONVERSATIONS}/{conversation_id}")["messages"] == 1


def test_an_event_of_another_conversation_is_no_place_to_go_on(anna: Person) -> None:
    first, other = (ask(anna, "May I rent a car?")["conversationId"] for _ in range(2))
    foreign = stream(anna, other)[0]["id"]

    refused = anna.send("GET", f"/v1/sse/assistant/conversations/{first}?wait=0", last_event_id=foreign)

    assert pointers(refused) == ["/Last-Event-ID"]
