"""A call that DynamoDB refuses because there are too many is counted, each time that it is tried."""

import io
import json
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from pynamodb.connection import Connection

from chalicelib import observability
from chalicelib.dynamodb import client
from chalicelib.dynamodb.errors import is_throttled

THROTTLED: dict[str, Any] = {"__type": "com.amazonaws.dynamodb.v20120810#ThrottlingException", "message": "Slower."}
MISSING: dict[str, Any] = {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "No."}


class Body(io.BytesIO):
    def stream(self, **_: object) -> list[bytes]:
        return [self.read()]


def answer_all_by(answers: list[dict[str, Any]], made: Any) -> None:
    """Have the client answered by these, one after the other, before anything is sent."""
    left = iter(answers)

    def answer(request: Any, **_: object) -> AWSResponse:
        body = Body(json.dumps(next(left)).encode())
        return AWSResponse(request.url, 400, HTTPHeaders.from_dict({"Content-Type": "application/json"}), body)

    made.meta.events.register("before-send.dynamodb", answer)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(observability, "metric", lambda name, *_, **__: found.append(name))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return found


@pytest.mark.parametrize(
    ("answers", "throttles"), [([THROTTLED, THROTTLED], 2), ([THROTTLED, MISSING], 1), ([MISSING], 0)]
)
def test_every_try_that_is_throttled_is_counted(
    answers: list[dict[str, Any]], throttles: int, counted: list[str]
) -> None:
    made = client._make(Connection(region="eu-central-1", host="http://127.0.0.1:1", max_retry_attempts=1))
    answer_all_by(answers, made)

    with pytest.raises(made.exceptions.ClientError):
        made.describe_table(TableName="sojourn-local-bookings")

    assert counted == ["TableThrottles"] * throttles


@pytest.mark.parametrize(
    ("answer", "throttled"),
    [
        ({}, False),
        ({"Error": {"Code": "ThrottlingException"}}, True),
        ({"Error": {"Code": "ConditionalCheckFailedException"}}, False),
        ({"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": [{"Code": "None"}]}, False),
        (
            {
                "Error": {"Code": "TransactionCanceledException"},
                "CancellationReasons": [{"Code": "ThrottlingError"}, {}],
            },
            True,
        ),
    ],
)
def test_throttled_is_what_was_too_much_and_nothing_else(answer: dict[str, Any], throttled: bool) -> None:
    assert is_throttled(answer) is throttled
