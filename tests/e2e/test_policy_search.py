"""Searching the policy against a deployed copy: by the function that is there for it, and without it."""

import json
import uuid
from typing import Any

import pytest

from tests.alarms.functions import log_group
from tests.e2e.policy_documents import confirmed
from tests.e2e.world import World
from tests.support.waiting import eventually

pytestmark = pytest.mark.waits


def search(world: World, words: str) -> Any:
    return world.traveller.get(f"/v1/policies/search?q={words}&limit=3")


def searched(world: World) -> list[str]:
    """What the function that has the models says of its searches."""
    events = world.stack.client("logs").filter_log_events(logGroupName=log_group("search_policies"))["events"]
    lines = [json.loads(each["message"]) for each in events if each["message"].startswith("{")]
    return [line["searchMethod"] for line in lines if line.get("operation") == "searchPolicies" and "duration" in line]


def test_function_is_asked_and_what_it_quotes_is_in_the_policy(world: World) -> None:
    before = len(searched(world))

    found = search(world, "hotel+night+London")

    hits = [each["citation"] for each in found["items"] if each["citation"]["documentId"] == "travel-policy"]
    policy = world.traveller.get("/v1/policies/current")
    texts = {clause["number"]: clause["text"] for clause in policy["clauses"]}
    assert hits
    assert all(hit["quote"] == texts[hit["number"]][hit["start"] : hit["end"]] for hit in hits)
    assert {hit["version"] for hit in hits} == {policy["version"]}
    assert eventually(lambda: searched(world)[before:]) == [found["method"]]


def test_words_are_ranked_by_whoever_is_asked_where_the_function_may_not_be_called(world: World) -> None:
    with_function = search(world, "hotel+night+London")
    before = len(searched(world))

    with world.denied("api_handler", "lambda:InvokeFunction"):
        found = eventually(lambda: _search_alone(world, before))

    assert found["method"] == "words"
    assert [hit["citation"]["number"] for hit in found["items"]][:1] == [
        hit["citation"]["number"] for hit in with_function["items"]
    ][:1]
    assert search(world, f"{uuid.uuid4().hex}")["items"] == []


def test_document_is_found_once_it_is_indexed_quoted_in_a_booking_and_gone_when_it_is_deleted(world: World) -> None:
    word = f"zz{uuid.uuid4().hex[:10]}"
    body = f"# Handbook\n\n## 4.2 Conference {word}\n\nA flight to a {word} is booked in economy.\n".encode()
    document_id = confirmed(world.manager, body)
    path = f"/v1/policy-documents/{document_id}"
    version: dict[str, Any] = eventually(
        lambda: next(
            (each for each in world.manager.get(path)["versions"] if each["status"] in ("indexed", "failed")), {}
        )
    )

    (hit,) = search(world, word)["items"]
    sections = world.traveller.get(f"{path}/versions/1/sections")["items"]
    booking = world.options(world.trip_request(purpose=f"The {word}"))
    world.manager.call("DELETE", path)

    citation = hit["citation"]
    (section,) = [each for each in sections if each["position"] == citation["position"]]
    assert version["status"] == "indexed", version
    assert (citation["documentId"], citation["version"], citation["number"]) == (document_id, 1, "4.2")
    assert section["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert citation in [each["citation"] for each in booking["policySections"]]
    assert search(world, word)["items"] == []


def _search_alone(world: World, before: int) -> Any:
    """What a search finds that the function has no line of; nothing while it has."""
    said = len(searched(world))
    found = search(world, "hotel+night+London")
    return found if len(searched(world)) == said and said >= before else None
