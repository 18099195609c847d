"""What operators do with queues: see how deep they are, and put what was given up back, losing nothing."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from moto import mock_aws

from infra.deploy import Target
from infra.queues import Depth, NoSuchQueue, depths, redrive
from tests.support.tables import REGION, make_queues

HERE = Target("local", REGION)
DEAD = "arn:aws:sqs:eu-central-1:123456789012:sojourn-local-reconciliations-dlq"


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with mock_aws():
        make_queues()
        yield


def send(queue: str, *bodies: str) -> None:
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.get_queue_url(QueueName=f"sojourn-local-{queue}")["QueueUrl"]
    for body in bodies:
        sqs.send_message(
            QueueUrl=url,
            MessageBody=body,
            MessageAttributes={"trace": {"DataType": "String", "StringValue": body}},
        )


def taken(queue: str) -> dict[str, str]:
    """Bodies on a queue, each with the attribute that it was sent with."""
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.get_queue_url(QueueName=f"sojourn-local-{queue}")["QueueUrl"]
    found: dict[str, str] = {}
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get(
        "Messages", []
    ):
        found |= {each["Body"]: each["MessageAttributes"]["trace"]["StringValue"] for each in got}
    return found


def test_every_queue_is_shown_with_what_waits_and_what_was_given_up() -> None:
    send("reconciliations", "a")
    send("reconciliations-dlq", "b", "c")

    found = {each.queue: each for each in depths(HERE)}

    assert found["reconciliations"] == Depth("reconciliations", waiting=1, in_flight=0, dead_letters=2)
    assert found["bookings"] == Depth("bookings", 0, 0, 0)
    assert not [name for name in found if name.endswith("-dlq")]


def without_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the cloud answer as the embedded one does when it is asked to move messages."""
    real = Target.client

    def client(target: Target, service: str) -> Any:
        made = real(target, service)
        made.meta.events.register(
            "before-call.sqs.StartMessageMoveTask",
            lambda **_: (stub_answer(400), {"Error": {"Code": "InvalidAction", "Message": "no"}}),
        )
        return made

    monkeypatch.setattr(Target, "client", client)


def stub_answer(status: int) -> AWSResponse:
    return AWSResponse("https://sqs", status, {}, None)  # type: ignore[arg-type]


def test_messages_are_moved_by_hand_where_the_cloud_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tasks(monkeypatch)
    bodies = [f"m{number}" for number in range(23)]
    send("reconciliations-dlq", *bodies)

    assert redrive(HERE, "reconciliations") == 23

    assert taken("reconciliations") == {body: body for body in bodies}
    assert taken("reconciliations-dlq") == {}


def test_nothing_given_up_is_nothing_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    without_tasks(monkeypatch)

    assert redrive(HERE, "webhooks") == 0


def test_the_clouds_own_task_is_used_where_there_is_one_and_watched_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, Any]] = []
    real = Target.client

    def client(target: Target, service: str) -> Any:
        made = real(target, service)
        answers = {
            "StartMessageMoveTask": {"TaskHandle": "t"},
            "ListMessageMoveTasks": {"Results": [{"Status": "COMPLETED", "ApproximateNumberOfMessagesMoved": 5}]},
        }
        for operation, answer in answers.items():

            def reply(params: Any, answer: Any = answer, operation: str = operation, **_: Any) -> Any:
                asked.append((operation, params["body"]))
                return stub_answer(200), answer

            made.meta.events.register(f"before-call.sqs.{operation}", reply)
        return made

    monkeypatch.setattr(Target, "client", client)

    assert redrive(HERE, "reconciliations") == 5
    assert [operation for operation, _ in asked] == ["StartMessageMoveTask", "ListMessageMoveTasks"]
    assert DEAD in str(asked[0][1])


@pytest.mark.parametrize("queue", ["", "nothing", "reconciliations-dlq"])
def test_a_queue_that_is_not_there_is_said(queue: str) -> None:
    with pytest.raises(NoSuchQueue):
        redrive(HERE, queue)
