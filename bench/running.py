"""Drives the workers: each in its own process with only what Lambda would give it."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from bench import work
from bench.packages import Peer

Json = dict[str, Any]
WORKER = Path(__file__).parent / "worker.py"
PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"


class Given(NamedTuple):
    """What a handler is given: its environment, the events by name, and DynamoDB's answers by table and operation."""

    environment: dict[str, str]
    events: dict[str, Json]
    answers: dict[str, Json]


class Worker:
    """A running handler. `started` says what its import and its answer to the event `first` took."""

    def __init__(
        self,
        peer: Peer,
        folder: Path,
        *,
        given: Given | None = None,
        first: str = "read",
        prefix: tuple[str, ...] = (),
    ) -> None:
        given = given or Given(work.ENVIRONMENT, work.events(), work.answers())
        reading, writing = os.pipe()
        handler = (str(folder), peer.module, peer.attribute)
        self._process = subprocess.Popen(
            [*prefix, str(PYTHON), "-I", "-S", "-B", str(WORKER), str(writing), *handler],
            env=given.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(writing,),
            text=True,
        )
        os.close(writing)
        self._answers = os.fdopen(reading)
        self.started = self._ask({"answers": given.answers, "events": given.events, "first": first})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._answers.close()
        self._process.wait(timeout=30)

    def once(self, event: str) -> Json:
        """One request, with its answer and the calls of DynamoDB that it made."""
        return self._ask({"do": "once", "event": event})

    def peak_memory(self) -> float:
        """Megabytes, at most so far."""
        return float(self.once("read")["rss"]) / 1024

    def timed(self, event: str, times: int) -> float:
        """CPU microseconds a request."""
        return float(self._ask({"do": "timed", "event": event, "times": times})["microseconds"])

    def _ask(self, order: Json) -> Json:
        if self._process.stdin is None:
            raise RuntimeError("The worker has no input.")
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        line = self._answers.readline()
        if not line:
            raise RuntimeError(f"A worker ended: {self._process.args!r}")
        return dict(json.loads(line))


def check(peer: Peer, worker: Worker) -> None:
    """AssertionError unless a peer answers both requests as it should, with the calls that it should make."""
    for name, status, calls in (("read", 200, work.READING), ("write", 201, work.WRITING)):
        done = worker.once(name)
        answer = done["answer"]
        assert answer["statusCode"] == status, (peer.name, name, done)
        assert done["calls"] == calls, (peer.name, name, done["calls"])
        body = {field: _moment(value) for field, value in json.loads(answer["body"]).items()}
        wanted = {field: _moment(value) for field, value in work.expected(name).items()}
        assert wanted.items() <= body.items(), (peer.name, name, body)
        headers = {**answer.get("headers", {}), **answer.get("multiValueHeaders", {})}
        assert {"etag", "x-request-id", "content-type"} <= {header.lower() for header in headers}, (peer.name, headers)


def _moment(value: Any) -> Any:
    """Moments in one form: some write `.000Z`, some `Z`, some `+00:00`. Objects as text, to be compared."""
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True)
    try:
        return datetime.fromisoformat(value).timestamp()
    except (TypeError, ValueError):
        return value
