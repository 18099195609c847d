"""Every PUT, PATCH and DELETE of the served description, where the answer to each of its writes is lost once."""

import pytest

from tests.support.connection import WRITES, Cut
from tests.support.daily_share import share
from tests.support.described import describe_api
from tests.unit.api.change_scenes import CHANGE_SCENES


def test_every_change_that_is_described_is_tried_here() -> None:
    operations = [
        item[method]["operationId"]
        for item in describe_api()["paths"].values()
        for method in ("put", "patch", "delete")
        if method in item
    ]

    assert sorted(operations) == sorted(CHANGE_SCENES)


@pytest.mark.parametrize("operation", share(list(CHANGE_SCENES), lambda _: None, one_in=12))
def test_what_the_sdk_sends_twice_is_answered_as_if_it_was_sent_once(operation: str) -> None:
    """The SDK sends a write again by itself when no answer comes: what a condition refuses then is there already, or
    gone already, and by nobody else. Some of the operations, others each day."""
    where, prepare = CHANGE_SCENES[operation]
    with where() as scene:
        status = prepare(scene).send().status
        undisturbed = scene.rows()

    with where() as scene:
        change = prepare(scene)
        whole = scene.wire.scissors
        scene.wire.scissors = lambda each: Cut.BLINK if each.operation in WRITES else None
        answer = change.send()
        scene.wire.scissors = whole

        assert answer.status == status < 300, answer.text
        assert scene.rows() == undisturbed
