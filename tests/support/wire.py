"""The wire between our code and AWS: every call of every client passes here, and can be cut here.

It wraps the hook (`before-send`) by which moto answers botocore. Three services have stand-ins of their own: Step
Functions (the interpreter of the simulation), API Gateway's management API (what reaches a connection is recorded) and,
for transactions, DynamoDB's idempotency by client token, which moto lacks.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import RLock
from typing import Any, NamedTuple, cast
from urllib.parse import unquote, urlsplit

import botocore.endpoint
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse, HeadersDict
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from moto import mock_aws
from moto.core import botocore_stubber
from moto.core.botocore_stubber import MockRawResponse


class Cut(StrEnum):
    """Where a call is cut: the process dies before it or after its effect, its answer is lost (to every attempt, or to
    the first one only), or nobody is reached."""

    BEFORE = "before"
    AFTER = "after"
    LOST = "lost"
    BLINK = "blink"
    UNREACHABLE = "unreachable"


class Crash(BaseException):
    """The process died at this point: no handler of the code under test may catch it."""


class Call(NamedTuple):
    """One call to the outside; botocore's own retries of it have the same number."""

    number: int
    operation: str  # such as dynamodb.PutItem
    body: bytes
    within: str  # which of our functions made it

    def tells(self, text: str) -> bool:
        return text.encode() in self.body


class Answer(NamedTuple):
    status: int
    body: dict[str, Any]


Service = Callable[[str, dict[str, Any]], Answer]
Scissors = Callable[[Call], Cut | None]


class Wire:
    """What went over the wire, and where it is cut. `scissors` says for every call whether and how."""

    def __init__(self) -> None:
        self.scissors: Scissors = lambda _call: None
        self.step_functions: Service = lambda _operation, _body: Answer(400, {"__type": "NotThere"})
        self.calls: list[Call] = []
        self.cut: list[tuple[Call, Cut]] = []
        self.pushed: list[tuple[str, dict[str, Any]]] = []
        self.gone: set[str] = set()
        # Errors (JSON) that the next calls of an operation get instead of their effect.
        self.refusals: dict[str, list[str]] = {}
        self.heard: Callable[[str, dict[str, Any]], None] = lambda _operation, _body: None
        self._lock = RLock()
        self._quiet = 0
        self.within = "test"
        self._under_way: tuple[str, Call, Cut | None] | None = None
        self._transactions: dict[str, tuple[int, dict[str, str], bytes]] = {}

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """What the test itself looks at is neither counted nor cut."""
        self._quiet += 1
        try:
            yield
        finally:
            self._quiet -= 1

    @contextmanager
    def inside(self, function: str) -> Iterator[None]:
        """Calls made here are made by one of our functions, this one."""
        before, self.within = self.within, function
        try:
            yield
        finally:
            self.within = before

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
        call = Call(len(self.calls), operation, _bytes(request.body) + request.url.encode(), self.within)
        self.calls.append(call)
        cut = self.scissors(call)
        if cut is not None:
            self.cut.append((call, cut))
        self._under_way = (invocation, call, cut)
        return call, cut

    def _answer(self, operation: str, moto: Callable[..., Any], request: AWSPreparedRequest) -> AWSResponse:
        service, _, name = operation.partition(".")
        if self.refusals.get(operation):
            headers = {"content-type": "application/x-amz-json-1.0"}
            return _response(request.url, 400, headers, self.refusals[operation].pop(0))
        if service == "stepfunctions":
            status, body = self.step_functions(name, json.loads(_bytes(request.body)))
            return _response(request.url, status, {"content-type": "application/x-amz-json-1.0"}, json.dumps(body))
        if service == "connections":
            return self._push(request)
        if name == "TransactWriteItems":
            return self._transact(moto, request)
        answer: AWSResponse = moto(request)
        if answer.status_code == 200 and service == "sqs":
            self.heard(operation, json.loads(_bytes(request.body)))
        return answer

    def _push(self, request: AWSPreparedRequest) -> AWSResponse:
        connection = unquote(urlsplit(request.url).path.rpartition("/")[2])
        if connection in self.gone:
            headers = {"x-amzn-errortype": "GoneException", "content-type": "application/json"}
            return _response(request.url, 410, headers, "{}")
        self.pushed.append((connection, json.loads(_bytes(request.body))))
        return _response(request.url, 200, {}, "")

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
    if "/@connections/" in unquote(request.url):
        return "connections.Post"
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
