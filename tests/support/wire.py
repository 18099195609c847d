"""The wire between our code and AWS: every call of every client passes here, and can be cut here.

It wraps the hook (`before-send`) by which moto answers botocore, and adds to moto what it lacks of DynamoDB's
transactions: idempotency by client token. The simulation has a connection, and a cloud, of its own, which are faster.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, cast

import botocore.endpoint
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from moto import mock_aws
from moto.core import botocore_stubber
from moto.core.botocore_stubber import MockRawResponse

from tests.support.connection import Crash, Cut, RecordedConnection
from tests.support.readable import readable


class Call(NamedTuple):
    """One call to the outside; botocore's own retries of it have the same number."""

    number: int
    operation: str  # such as dynamodb.PutItem
    body: bytes

    def mentions(self, text: str) -> bool:
        return text.encode() in readable(self.body)


Scissors = Callable[[Call], Cut | None]


class Wire(RecordedConnection[Call]):
    """The wire to moto. `scissors` says for every call whether and how it is cut."""

    def __init__(self) -> None:
        super().__init__()
        self.scissors: Scissors = lambda _call: None
        self._under_way: tuple[str, Call, Cut | None] | None = None
        self._transactions: dict[str, tuple[int, dict[str, str], bytes]] = {}

    def carry(self, moto: Callable[..., Any], request: AWSPreparedRequest) -> AWSResponse:
        """Answer one HTTP request, unless it is cut."""
        with self._lock:
            operation = _operation(request)
            if self._quiet:
                return self._answer(operation, moto, request)
            call, cut = self._look(operation, request)
            if cut is Cut.BEFORE:
                raise Crash(f"before {call.number} {operation}")
            if cut is Cut.UNREACHABLE:
                raise ConnectTimeoutError(endpoint_url=request.url)
            answer = self._answer(operation, moto, request)
            if cut is Cut.AFTER:
                raise Crash(f"after {call.number} {operation}")
            if cut in (Cut.LOST, Cut.BLINK):
                raise ReadTimeoutError(endpoint_url=request.url)
            return answer

    def _look(self, operation: str, request: AWSPreparedRequest) -> tuple[Call, Cut | None]:
        invocation = str(request.headers.get("amz-sdk-invocation-id", b""))
        if self._under_way and invocation and self._under_way[0] == invocation:
            _, known, cut = self._under_way
            return known, None if cut is Cut.BLINK else cut
        call = Call(len(self.calls), operation, _bytes(request.body) + request.url.encode())
        self.calls.append(call)
        cut = self.scissors(call)
        if cut is not None:
            self.cut.append((call, cut))
        self._under_way = (invocation, call, cut)
        return call, cut

    def _answer(self, operation: str, moto: Callable[..., Any], request: AWSPreparedRequest) -> AWSResponse:
        if self.refusals.get(operation):
            headers = {"content-type": "application/x-amz-json-1.0"}
            return _response(request.url, 400, headers, self.refusals[operation].pop(0))
        if operation.endswith(".TransactWriteItems"):
            return self._transact(moto, request)
        answer: AWSResponse = moto(request)
        return answer

    def _transact(self, moto: Callable[..., Any], request: AWSPreparedRequest) -> AWSResponse:
        """A transaction that is sent again with its token is answered again and not done again."""
        token = json.loads(_bytes(request.body)).get("ClientRequestToken", "")
        if token in self._transactions:
            status, headers, body = self._transactions[token]
            return _response(request.url, status, headers, body)
        answer: AWSResponse = moto(request)
        content = answer.content
        if token and answer.status_code == 200:
            self._transactions[token] = (answer.status_code, dict(answer.headers), content)
        return _response(request.url, answer.status_code, dict(answer.headers), content)


@contextmanager
def aws_on_the_wire() -> Iterator[Wire]:
    """AWS replaced by moto, one call at a time, with a wire before it; nothing waits between botocore's retries."""
    wire = Wire()
    stub = botocore_stubber.BotocoreStubber.__call__

    def on_send(self: Any, event_name: str, request: AWSPreparedRequest, **kwargs: Any) -> Any:
        return wire.carry(lambda asked: stub(self, event_name, asked, **kwargs), request)

    class NoSleep:
        sleep = staticmethod(lambda _seconds: None)

    with pytest.MonkeyPatch.context() as patch, mock_aws():
        patch.setattr(botocore_stubber.BotocoreStubber, "__call__", on_send)
        patch.setattr(botocore.endpoint, "time", NoSleep)
        yield wire


def _operation(request: AWSPreparedRequest) -> str:
    target = request.headers.get("X-Amz-Target", b"")
    service, _, name = (target.decode() if isinstance(target, bytes) else target).partition(".")
    for known, short in _SERVICES.items():
        if service.startswith(known):
            return f"{short}.{name}"
    return f"other.{request.method} {request.url}"


_SERVICES = {"DynamoDB": "dynamodb", "AmazonSQS": "sqs", "AWSStepFunctions": "stepfunctions", "AmazonSSM": "ssm"}


def _bytes(body: Any) -> bytes:
    if hasattr(body, "read"):
        content = bytes(body.read())
        body.seek(0)  # it is still to be sent
        return content
    return body.encode() if isinstance(body, str) else bytes(body or b"")


def _response(url: str, status: int, headers: dict[str, str], body: str | bytes) -> AWSResponse:
    raw, any_headers = cast("Any", MockRawResponse(body)), cast("Any", HeadersDict(headers))
    return AWSResponse(url, status, any_headers, raw)
