"""Calling another function of the stage, over the SDK and a stub of its wire."""

import io
from collections.abc import Iterator
from typing import Any

import boto3
import msgspec
import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.response import StreamingBody
from botocore.stub import Stubber

from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, functions
from tests.support.tables import REGION


class Question(msgspec.Struct):
    text: str


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    client = boto3.client("lambda", REGION, aws_access_key_id="test", aws_secret_access_key="test")
    monkeypatch.setattr(aws, "client", lambda _service, **_limits: client)
    with Stubber(client) as stubber:
        yield stubber


def _answer(body: bytes, **more: str) -> dict[str, Any]:
    return {"StatusCode": 200, "Payload": StreamingBody(io.BytesIO(body), len(body)), **more}


def test_function_is_called_by_its_alias_and_answers_json(stub: Stubber) -> None:
    stub.add_response(
        "invoke",
        _answer(b'{"found":1}'),
        {"FunctionName": "sojourn-local-search_policies", "Qualifier": "live", "Payload": b'{"text":"meals"}'},
    )

    assert functions.invoke("search_policies", Question("meals"), seconds=2.0) == b'{"found":1}'
    stub.assert_no_pending_responses()


def test_function_that_fails_is_unavailable(stub: Stubber) -> None:
    stub.add_response("invoke", _answer(b'{"errorMessage":"boom"}', FunctionError="Unhandled"))

    with pytest.raises(Unavailable, match=r"search_policies failed\."):
        functions.invoke("search_policies", Question("meals"), seconds=2.0)


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "TooManyRequestsException", "AccessDeniedException"])
def test_function_that_cannot_be_called_is_unavailable(stub: Stubber, code: str) -> None:
    stub.add_client_error("invoke", code)

    with pytest.raises(Unavailable, match=rf"could not be called \({code}\)"):
        functions.invoke("search_policies", Question("meals"), seconds=2.0)


def test_function_that_does_not_answer_in_time_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    class Silent:
        def invoke(self, **_: object) -> None:
            raise ReadTimeoutError(endpoint_url="https://lambda")

    def make(service: str, **patience: Any) -> Silent:
        asked.update(patience, service=service)
        return Silent()

    monkeypatch.setattr(aws, "client", make)

    with pytest.raises(Unavailable):
        functions.invoke("search_policies", Question("meals"), seconds=2.0)
    assert asked == {"service": "lambda", "timeout": 2.0, "attempts": 1}
