"""The runtime that streams, against a stand-in of Lambda's Runtime API: what is yielded is sent at once, and nothing
that becomes of one answer keeps the next event from being answered."""

import base64
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from chalicelib import tracing
from chalicelib.workers import stream_runtime
from chalicelib.workers.stream_runtime import Ending, Invocation, Runtime
from infra.package import ROOT
from infra.streaming import WRAPPER
from tests.support.runtime_api import TRACE, Answered, RuntimeApi
from tests.support.waiting import PATIENCE

pytestmark = pytest.mark.waits


@pytest.fixture(autouse=True)
def no_trace_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a runtime notes of an event is not carried into other tests."""
    monkeypatch.setattr(tracing, "_noted", {})


Answer = Callable[[dict[str, Any], Invocation], Iterator[bytes]]


@contextmanager
def running(answer: Answer) -> Iterator[RuntimeApi]:
    """A runtime that answers by a handler, and the API that it asks; it has to be able to answer one event more."""
    ending = Ending()

    def handle(event: dict[str, Any], invocation: Invocation) -> Any:
        if event == {"last": True}:
            ending.stopping.set()
            return nothing()
        return answer(event, invocation)

    with RuntimeApi() as api:
        runtime = Runtime(api.address, ending.stopping)
        thread = threading.Thread(target=stream_runtime.answer_events, args=(runtime, handle, ending), daemon=True)
        thread.start()
        yield api
        assert api.invoke({"last": True}).ended.wait(PATIENCE)
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert api.faults == []


def nothing() -> Iterator[bytes]:
    yield from ()


def test_what_is_yielded_is_sent_before_more_is_asked_for() -> None:
    taken = threading.Event()

    def answer(event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        yield b'{"statusCode":200,"headers":{}}' + b"\0" * 8
        yield f"hello {event['name']}".encode()
        assert taken.wait(PATIENCE)
        yield b""
        yield "und tschüss".encode()

    with running(answer) as api:
        answered = api.invoke({"name": "Ada"})

        assert answered.prelude() == (200, {})
        assert next(answered.chunks()) == b"hello Ada"
        taken.set()
        assert answered.text() == "und tschüss"

    assert answered.is_whole
    assert answered.headers["lambda-runtime-function-response-mode"] == "streaming"
    assert answered.headers["transfer-encoding"] == "chunked"
    assert answered.headers["content-type"] == "application/vnd.awslambda.http-integration-response"


def test_an_event_comes_with_its_id_its_time_and_its_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000")
    seen: list[tuple[str, str, int, tracing.Trace | None]] = []

    def answer(_event: dict[str, Any], invocation: Invocation) -> Iterator[bytes]:
        left = invocation.get_remaining_time_in_millis()
        seen.append((invocation.aws_request_id, invocation.invoked_function_arn, left, tracing.find_trace()))
        yield b"x"

    with running(answer) as api:
        answered = api.invoke({}, seconds=500)
        answered.text()

    ((request_id, arn, left, trace),) = seen
    assert request_id == answered.request_id
    assert trace is not None
    assert f"Root={trace.trace_id};Parent={trace.parent_id};Sampled=1" == TRACE
    assert arn.endswith(":function:stream:live")
    assert 0 < left <= 500_000


def test_a_slow_reader_holds_up_what_is_made_and_loses_nothing() -> None:
    made: list[int] = []

    def answer(_event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        for number in range(400):
            made.append(number)
            yield b"%06d" % number * 10_000

    with running(answer) as api:
        answered = api.invoke({})
        answered.taking.clear()
        first = next(answered.chunks())
        made_meanwhile = len(made)
        answered.taking.set()
        chunks = [first, *answered.chunks()]

    assert made_meanwhile < 200, "everything was made while nobody took it"
    assert chunks == [b"%06d" % number * 10_000 for number in range(400)]


def test_a_chunk_that_nobody_takes_until_the_time_is_over_ends_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = threading.Event()

    def answer(_event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 1_000_000
        finally:
            closed.set()

    with running(answer) as api:
        answered = api.invoke({}, seconds=0)
        answered.taking.clear()
        answered.ended.set()  # its time is over: the next event may be asked for

        assert closed.wait(PATIENCE)
        answered.cut()
        answered.taking.set()


@pytest.mark.parametrize("when", ["between two chunks", "while it is waited for"])
def test_a_reader_who_leaves_ends_the_answer_and_the_next_event_is_answered(
    when: str, capsys: pytest.CaptureFixture[str]
) -> None:
    left, closed = threading.Event(), threading.Event()

    def answer(event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        if event["name"] == "second":
            yield b"answered"
            return
        try:
            yield b"begun"
            if when == "while it is waited for":
                left.wait(PATIENCE)
            while True:
                yield b": ping\n\n" * 1_000
        finally:
            closed.set()

    with running(answer) as api:
        first = api.invoke({"name": "first"})
        assert next(first.chunks()) == b"begun"
        first.cut()
        left.set()
        assert closed.wait(PATIENCE)
        assert api.invoke({"name": "second"}).text() == "answered"

    assert "ERROR" not in capsys.readouterr().err


def test_an_error_that_comes_midway_is_said_behind_the_last_chunk_and_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def answer(event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        yield b"begun"
        if event["fails"]:
            raise ZeroDivisionError("of ada@example.com")

    with running(answer) as api:
        broken = api.invoke({"fails": True})
        assert (broken.text(), broken.is_whole) == ("begun", False)
        assert api.invoke({"fails": False}).text() == "begun"

    said = json.loads(base64.b64decode(broken.trailers["lambda-runtime-function-error-body"]))
    assert broken.trailers["lambda-runtime-function-error-type"] == "Function.ZeroDivisionError"
    assert said["errorType"] == "ZeroDivisionError"
    assert "ada@" not in json.dumps(said)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if '"ERROR"' in line]
    assert [(line["message"], line["requestId"]) for line in lines] == [("answer not whole", broken.request_id)]


def test_an_event_that_cannot_be_begun_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    def answer(_event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        raise KeyError("requestContext")

    with running(answer) as api:
        answered = api.invoke({})
        assert answered.ended.wait(PATIENCE)

    assert answered.error is not None
    assert (answered.error["errorType"], answered.error["header"]) == ("KeyError", "Function.KeyError")
    assert '"event not answered"' in capsys.readouterr().err


def test_a_connection_that_did_not_outlast_the_freeze_is_opened_again() -> None:
    def answer(_event: dict[str, Any], _: Invocation) -> Iterator[bytes]:
        yield b"x"

    with running(answer) as api:
        api.wait_until_idle()
        api.close_connections()
        api.wait_until_idle()
        assert api.invoke({}).text() == "x"


class Process:
    """A runtime as Lambda starts it: by the wrapper, with what it would have run itself."""

    def __init__(self, api: RuntimeApi, handler: str) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "LAMBDA_TASK_ROOT": str(ROOT),
            "AWS_LAMBDA_RUNTIME_API": api.address,
            "_HANDLER": handler,
        }
        command = [str(ROOT / WRAPPER), sys.executable, "/var/runtime/bootstrap.py"]
        self.run = subprocess.Popen(command, cwd="/", env=environment, stderr=subprocess.PIPE, text=True)

    def send(self, number: signal.Signals) -> None:
        self.run.send_signal(number)

    def wait(self) -> tuple[int, str]:
        _, said = self.run.communicate(timeout=PATIENCE)
        return self.run.returncode, said


def begun(answered: Answered) -> bool:
    return next(answered.chunks()) == b"begun"


def test_a_process_is_frozen_between_two_events_and_ends_an_open_stream_when_it_is_shut_down() -> None:
    with RuntimeApi() as api:
        process = Process(api, "tests.support.ticking.tick")
        assert api.invoke({"seconds": 0}).text() == "begunover"

        api.wait_until_idle()
        api.wait_until_idle()
        process.send(signal.SIGSTOP)
        second = api.invoke({"seconds": 600})
        process.send(signal.SIGCONT)
        assert begun(second)
        process.send(signal.SIGTERM)

        assert second.text() == "stopping"
        assert second.is_whole
        assert process.wait() == (0, "")
        assert api.faults == []


def test_a_process_that_waits_for_an_event_ends_at_once() -> None:
    with RuntimeApi() as api:
        process = Process(api, "tests.support.ticking.tick")
        api.wait_until_idle()
        process.send(signal.SIGTERM)

        assert process.wait() == (0, "")


def test_a_handler_that_cannot_be_loaded_is_reported() -> None:
    with RuntimeApi() as api:
        code, said = Process(api, "tests.support.ticking.no_such_handler").wait()

        assert code == 1
        assert '"handler not loaded"' in said
        assert api.start_error is not None
        assert api.start_error["errorType"] == "AttributeError"
