"""Every POST of the served description, under one key: the same answer to the last byte, another request refused, and
after a crash between the effect and the answer the effect once and no key that is stuck for ever."""

from typing import Any

import pytest

from tests.support.connection import WRITES, Crash, Cut
from tests.support.daily_share import share
from tests.support.described import describe_api
from tests.support.gateway import Answered, call
from tests.unit.api.scenes import SCENES, PostRequest


def post(request: PostRequest, path: str = "", body: Any = None) -> Answered:
    sent = body if body is not None else request.body
    return call(request.who, "POST", path or request.path, sent, Idempotency_Key="the-key")


def comparable(answer: Answered) -> tuple[int, str, list[str | None]]:
    """An answer without what differs each time it is sent."""
    return answer.status, answer.text, [answer.headers.get(name) for name in ("Location", "ETag", "Content-Type")]


def test_every_post_that_is_described_is_tried_here() -> None:
    document = describe_api()
    posts = [item["post"] for item in document["paths"].values() if "post" in item]
    by_people = [each for each in posts if each.get("security") != []]

    assert {each["operationId"] for each in by_people} == SCENES.keys()
    keyless = [
        each["operationId"]
        for each in by_people
        if not any("IdempotencyKey" in parameter.get("$ref", "") for parameter in each["parameters"])
    ]
    assert keyless == []


@pytest.mark.parametrize("operation", SCENES)
def test_the_same_key_is_the_same_answer_and_another_request_is_refused(operation: str) -> None:
    where, prepare = SCENES[operation]
    with where() as scene:
        request = prepare(scene)
        first = post(request)
        after = scene.rows()
        scene.clock.turn(minutes=5)

        again = post(request)

        assert first.status < 300, first.text
        assert first.status != 202 or "Location" in first.headers, "where the work can be watched"
        assert comparable(again) == comparable(first)
        assert again.headers["Idempotency-Replayed"] == "true"
        if request.other_path or request.other_body is not None:
            refused = post(request, request.other_path, request.other_body)
            assert (refused.status, refused.body["type"]) == (422, "urn:sojourn:problem:key-reused")
        assert scene.rows() == after


@pytest.mark.parametrize("operation", SCENES)
def test_a_sender_that_died_before_it_answered_is_taken_over_and_done_once(operation: str) -> None:
    where, prepare = SCENES[operation]
    with where() as scene:
        request = prepare(scene)
        assert post(request).status < 300
        undisturbed = scene.rows()

    with where() as scene:
        request = prepare(scene)
        whole = scene.wire.scissors
        scene.wire.scissors = at_the_end
        with pytest.raises(Crash):
            post(request)
        scene.wire.scissors = whole
        assert post(request).status == 409, "the first may still be at it"
        scene.clock.turn(seconds=61)

        answers = [post(request) for _ in range(2)]

        assert answers[0].status < 300, answers[0].text
        assert comparable(answers[0]) == comparable(answers[1])
        assert scene.rows() == undisturbed


@pytest.mark.parametrize("operation", share(list(SCENES), lambda _: None, one_in=12))
def test_what_the_sdk_sends_twice_is_answered_as_if_it_was_sent_once(operation: str) -> None:
    """Of every write the first answer is lost, and the SDK sends it again by itself: what a condition refuses then is
    there already, and nobody else's. Some of the operations, others each day."""
    where, prepare = SCENES[operation]
    with where() as scene:
        status = post(prepare(scene)).status
        undisturbed = scene.rows()

    with where() as scene:
        request = prepare(scene)
        whole = scene.wire.scissors
        scene.wire.scissors = lambda each: Cut.BLINK if each.operation in WRITES else None
        answer = post(request)
        scene.wire.scissors = whole

        assert answer.status == status < 300, answer.text
        assert scene.rows() == undisturbed


def at_the_end(each: Any) -> Cut | None:
    """The answer is not kept any more: its sender dies where it would be."""
    keeps = each.operation == "dynamodb.UpdateItem" and each.mentions("sojourn-local-idempotency")
    return Cut.BEFORE if keeps else None
