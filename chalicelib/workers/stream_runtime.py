"""A runtime for Lambda that streams: it asks for an event, and sends on what the handler yields for it, as it comes.

Lambda's own runtime for Python sends an answer once it is whole. This one speaks the same Runtime API (version
2018-06-01), with a response in chunks. It is started by `stream_bootstrap`, loads the handler once, and runs until the
environment is shut down; between two events Lambda freezes the process.
"""

import base64
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPMessage
from importlib import import_module
from types import FrameType
from typing import Any, NamedTuple, cast

import msgspec

from chalicelib import observability, tracing

_VERSION = "/2018-06-01/runtime"
_STREAM = {
    "Content-Type": "application/vnd.awslambda.http-integration-response",
    "Lambda-Runtime-Function-Response-Mode": "streaming",
    "Transfer-Encoding": "chunked",
    "Trailer": "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body",
}
# Before the function's time is over: a chunk that nobody has taken by then is taken by nobody.
_LAST_SECONDS = 2.0

Chunks = Generator[bytes, None, None]
Handler = Callable[[dict[str, Any], "Invocation"], Chunks]


class ReaderLeft(Exception):
    """Nobody takes what is sent any more."""


class Failure(NamedTuple):
    """An error as Lambda is told of it."""

    type: str
    body: bytes


class Invocation:
    """One event, and the time that there is to answer it."""

    def __init__(self, headers: HTTPMessage, body: bytes, stopping: threading.Event) -> None:
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers.get("Lambda-Runtime-Invoked-Function-Arn", "")
        self.trace = headers.get("Lambda-Runtime-Trace-Id", "")
        self.body = body
        self._deadline_ms = int(headers["Lambda-Runtime-Deadline-Ms"])
        self._stopping = stopping

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until Lambda ends the function."""
        return max(0, self._deadline_ms - int(time.time() * 1000))

    def now(self) -> float:
        """Return the seconds of a clock that never goes back."""
        return time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait so long; True as soon as the environment is being shut down."""
        return self._stopping.wait(seconds)


class Runtime:
    """The Runtime API of one environment, at `host:port`."""

    def __init__(self, address: str, stopping: threading.Event) -> None:
        self._address = address
        self._stopping = stopping
        self._connection = HTTPConnection(address)

    def take_event(self) -> Invocation:
        """Wait for the next event, for as long as that takes. A connection that did not outlast the freeze is opened
        again, once."""
        try:
            return self._take_event()
        except (OSError, HTTPException):
            self._connect_again()
            return self._take_event()

    def send(self, invocation: Invocation, chunks: Iterator[bytes]) -> None:
        """Send an answer while it is made. Raises ReaderLeft when it is not taken; an error of `chunks`, which is the
        end of the answer, and told so."""
        failure: Exception | None = None
        with self._taken():
            self._begin(f"{_VERSION}/invocation/{invocation.aws_request_id}/response")
        while failure is None:
            try:
                chunk = next(chunks)
            except StopIteration:
                break
            except Exception as error:  # noqa: BLE001 - raised below, when Lambda has been told
                failure = error
                break
            with self._taken():
                self._write(chunk, invocation.get_remaining_time_in_millis() / 1000 - _LAST_SECONDS)
        with self._taken():
            self._end(failure)
        if failure is not None:
            raise failure

    def report(self, invocation: Invocation, error: BaseException) -> None:
        """Say that an event could not be answered."""
        self._post(f"{_VERSION}/invocation/{invocation.aws_request_id}/error", describe_error(error))

    def report_start(self, error: BaseException) -> None:
        """Say that the handler could not be loaded."""
        self._post(f"{_VERSION}/init/error", describe_error(error))

    def close(self) -> None:
        """Ask for nothing more."""
        self._connection.close()

    def _take_event(self) -> Invocation:
        self._connection.request("GET", f"{_VERSION}/invocation/next")
        answer = self._connection.getresponse()
        return Invocation(answer.headers, answer.read(), self._stopping)

    def _begin(self, path: str) -> None:
        self._connection.putrequest("POST", path)
        for name, value in _STREAM.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()

    def _write(self, chunk: bytes, seconds: float) -> None:
        """Send a chunk, which has to be taken within so many seconds."""
        if chunk:  # an empty one would be the end
            self._connection.sock.settimeout(max(seconds, 0.1))
            self._connection.send(b"%x\r\n%b\r\n" % (len(chunk), chunk))

    def _end(self, error: Exception | None) -> None:
        self._connection.send(b"0\r\n%b\r\n" % (b"" if error is None else _write_trailers(error)))
        self._connection.getresponse().read()
        if self._connection.sock is not None:
            self._connection.sock.settimeout(None)  # the next event may be long in coming

    def _post(self, path: str, failure: Failure) -> None:
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": failure.type}
        self._connection.request("POST", path, failure.body, headers)
        self._connection.getresponse().read()

    @contextmanager
    def _taken(self) -> Iterator[None]:
        """Stand around what sends: leave a connection on which half an answer was sent."""
        try:
            yield
        except (OSError, HTTPException) as error:
            self._connect_again()
            raise ReaderLeft("The answer was not taken.") from error

    def _connect_again(self) -> None:
        self._connection.close()
        self._connection = HTTPConnection(self._address)


class Ending:
    """How the environment is shut down: an open stream is ended, and nothing more is asked for."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.is_idle = False

    def shut_down(self, _signal: int, _frame: FrameType | None) -> None:
        """Take the signal. Raises SystemExit while no event is being answered."""
        self.stopping.set()
        if self.is_idle:
            raise SystemExit(0)


def load_handler(name: str) -> Handler:
    """Return the handler that Lambda knows by this name: `app.stream_events`."""
    module, _, function = name.rpartition(".")
    return cast("Handler", getattr(import_module(module), function))


def describe_error(error: BaseException) -> Failure:
    """Return an error by its name and where it was raised; its own words, which may be about somebody, are not told."""
    name, frames, at = type(error).__name__, list[str](), error.__traceback__
    while at is not None:
        frames.append(f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}")
        at = at.tb_next
    said = {"errorType": name, "errorMessage": "It was logged.", "stackTrace": frames}
    return Failure(f"Function.{name}", msgspec.json.encode(said))


def answer_events(runtime: Runtime, handler: Handler, ending: Ending) -> None:
    """Answer one event after the other, until the environment is shut down. Whatever becomes of one, the next is
    answered."""
    try:
        while not ending.stopping.is_set():
            ending.is_idle = True
            invocation = runtime.take_event()
            ending.is_idle = False
            tracing.note_trace(invocation.trace)
            _answer(runtime, handler, invocation)
    finally:
        runtime.close()


def _answer(runtime: Runtime, handler: Handler, invocation: Invocation) -> None:
    try:
        chunks = handler(msgspec.json.decode(invocation.body), invocation)
    except Exception as error:  # noqa: BLE001 - Lambda is told, and goes on asking
        observability.error("event not answered", requestId=invocation.aws_request_id)
        runtime.report(invocation, error)
        return
    try:
        runtime.send(invocation, chunks)
    except ReaderLeft:
        return  # which is how most streams end
    except Exception:  # noqa: BLE001 - Lambda has been told by the end of the answer
        observability.error("answer not whole", requestId=invocation.aws_request_id)
    finally:
        chunks.close()


def _write_trailers(error: Exception) -> bytes:
    """Return what says behind the last chunk that the answer is not whole."""
    failure = describe_error(error)
    return (b"Lambda-Runtime-Function-Error-Type: %b\r\nLambda-Runtime-Function-Error-Body: %b\r\n") % (
        failure.type.encode(),
        base64.b64encode(failure.body),
    )


def main(address: str, name: str) -> None:
    """Load the handler that Lambda names, and answer the events of the Runtime API at this address until the
    environment is shut down."""
    ending = Ending()
    signal.signal(signal.SIGTERM, ending.shut_down)
    runtime = Runtime(address, ending.stopping)
    try:
        handler = load_handler(name)
    except Exception as error:
        observability.error("handler not loaded")
        runtime.report_start(error)
        raise
    answer_events(runtime, handler, ending)


if __name__ == "__main__":
    main(*sys.argv[1:])
