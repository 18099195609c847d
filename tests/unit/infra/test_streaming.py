"""What `chalice deploy` has deployed is told to stream as the packaged template says it."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

import boto3
import pytest
from botocore.stub import Stubber

from infra import streaming
from infra.target import Target

REGION, ACCOUNT, API = "eu-central-1", "111122223333", "abc123"
ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:sojourn-dev-stream_events"


class Stubbed(NamedTuple):
    """A stage whose gateway and functions are asked for what is expected, and nothing else."""

    gateway: Stubber
    functions: Stubber
    on_aws: bool = True
    region: str = REGION

    def client(self, service: str) -> Any:
        return {"apigateway": self.gateway, "lambda": self.functions}[service].client

    def account(self) -> str:
        return ACCOUNT


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubbed]:
    known = {"region_name": REGION, "aws_access_key_id": "test", "aws_secret_access_key": "test"}
    gateway = Stubber(boto3.client("apigateway", **known))  # type: ignore[call-overload]
    made = Stubbed(gateway, Stubber(boto3.client("lambda", **known)))  # type: ignore[call-overload]
    with made.gateway, made.functions:
        yield made
        made.gateway.assert_no_pending_responses()
        made.functions.assert_no_pending_responses()


def stream(stage: Stubbed) -> int:
    return streaming.stream_deployed(cast("Target", stage), API, ARN)


def expect_streams(stage: Stubbed) -> None:
    resources = [
        {"id": "r1", "path": "/v1/sse/me", "resourceMethods": {"GET": {}, "HEAD": {}, "OPTIONS": {}}},
        {"id": "r2", "path": "/v1/sse/assistant/messages", "resourceMethods": {"POST": {}, "OPTIONS": {}}},
        {"id": "r3", "path": "/v1/me", "resourceMethods": {"GET": {}}},
        {"id": "r4", "path": "/v1/sse"},
    ]
    stage.gateway.add_response("get_resources", {"items": resources}, {"restApiId": API, "embed": ["methods"]})
    action = f"2021-11-15/functions/{ARN}/response-streaming-invocations"
    stage.gateway.add_response(
        "put_integration",
        {},
        {
            "restApiId": API,
            "resourceId": "r1",
            "httpMethod": "GET",
            "type": "AWS_PROXY",
            "integrationHttpMethod": "POST",
            "uri": f"arn:aws:apigateway:{REGION}:lambda:path/{action}",
            "responseTransferMode": "STREAM",
            "timeoutInMillis": 900_000,
        },
    )


def test_what_streams_gets_its_integration_and_the_gateway_may_call_its_function(stage: Stubbed) -> None:
    expect_streams(stage)
    permission = {
        "FunctionName": ARN,
        "StatementId": "gateway-streams",
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{API}/*/GET/v1/sse/*",
    }
    stage.functions.add_response("add_permission", {}, permission)

    assert stream(stage) == 1


def test_doing_it_again_changes_nothing(stage: Stubbed) -> None:
    expect_streams(stage)
    stage.functions.add_client_error("add_permission", "ResourceConflictException")

    assert stream(stage) == 1


def test_nothing_is_done_in_the_embedded_cloud(stage: Stubbed) -> None:
    assert stream(stage._replace(on_aws=False)) == 0
