"""Kills a function's process at a chosen call: all that a copy's functions ask of its services goes through here.

The emulator runs every function in processes of its own, as AWS does, and tells them where the services are. Told this
address instead, a function can be ended by SIGKILL just before one of its calls, or when the call has had its effect
and the answer is on its way: no handler, no `finally` and no retry of the function runs any more.
"""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, NamedTuple

import urllib3

from tests.support.readable import readable

_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length"})


class Point(NamedTuple):
    """Where to kill: at the first call of `operation` by `function` that mentions all of `about`."""

    function: str
    operation: str  # such as DynamoDB.TransactWriteItems
    when: Literal["before", "after"]
    about: tuple[str, ...]


class Killed(NamedTuple):
    """A process that was killed at a point; `emulator` is the process that had started it."""

    point: Point
    pid: int
    emulator: int


class Passage:
    """What stands between functions and services. `upstream` is where the services are."""

    def __init__(self, prefix: str) -> None:
        self.upstream = ""
        self.killed: list[Killed] = []
        self._prefix = prefix  # of the functions' names
        self._points: list[Point] = []
        self._lock = threading.Lock()
        self._pool = urllib3.PoolManager(maxsize=32, retries=False, timeout=60)
        self._server = _server(self)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def kill(self, function: str, operation: str, when: Literal["before", "after"], *about: str) -> Point:
        """From now on, kill at the first call that fits."""
        point = Point(function, operation, when, about)
        with self._lock:
            self._points.append(point)
        return point

    def has_killed(self, point: Point) -> bool:
        with self._lock:
            return any(each.point == point for each in self.killed)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def carry(
        self, method: str, path: str, headers: dict[str, str], body: bytes, port: int
    ) -> urllib3.BaseHTTPResponse | None:
        """The answer to one call of the process behind `port`, or None when that was killed."""
        point, pid = self._point(headers, body, port)
        if point is not None and point.when == "before":
            self._end(point, pid)
            return None
        answer = self._pool.request(method, self.upstream + path, headers=headers, body=body, decode_content=False)
        if point is not None:
            self._end(point, pid)
            return None
        return answer

    def _point(self, headers: dict[str, str], body: bytes, port: int) -> tuple[Point | None, int]:
        """The point that this call is, and whose call it is; the point is used up by it."""
        operation, said = _operation(headers), readable(body)
        with self._lock:
            fitting = [
                each
                for each in self._points
                if each.operation == operation and all(word.encode() in said for word in each.about)
            ]
            if not fitting:
                return None, 0
            pid = caller(port, self._server.server_address[1])
            name = function_of(pid).removeprefix(self._prefix)
            found = next((each for each in fitting if each.function == name), None)
            if found is not None:
                self._points.remove(found)
            return found, pid

    def _end(self, point: Point, pid: int) -> None:
        parent = parent_of(pid)
        os.kill(pid, signal.SIGKILL)
        with self._lock:
            self.killed.append(Killed(point, pid, parent))


def _operation(headers: dict[str, str]) -> str:
    """Which call a request of botocore's JSON protocols is: `DynamoDB_20120810.Query` is DynamoDB.Query."""
    service, _, operation = headers.get("x-amz-target", "").partition(".")
    return f"{service.partition('_')[0]}.{operation}"


def _server(passage: Passage) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _pass(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            answer = passage.carry(self.command, self.path, headers, body, self.client_address[1])
            if answer is None:
                self.close_connection = True
                return
            with suppress(BrokenPipeError, ConnectionResetError):  # who asked was killed at another call meanwhile
                self._answer(answer)

        def _answer(self, answer: urllib3.BaseHTTPResponse) -> None:
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                if name.lower() not in _HOP_BY_HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.data)))
            self.end_headers()
            self.wfile.write(answer.data)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = _pass  # noqa: N815 - as http.server names them

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@contextmanager
def passage(prefix: str) -> Iterator[Passage]:
    """A passage whose `upstream` is still to be said."""
    made = Passage(prefix)
    try:
        yield made
    finally:
        made.close()


def caller(port: int, here: int) -> int:
    """The process on this computer whose end of a connection to the port `here` is `port`."""
    if not Path("/proc/net/tcp").exists():
        return _by_lsof(port)
    inode = find_inode(Path("/proc/net/tcp").read_text(encoding="ascii"), port, here)
    for each in Path("/proc").iterdir():
        if each.name.isdigit() and inode in _sockets(each):
            return int(each.name)
    raise ProcessLookupError(f"nobody has port {port}")


def _by_lsof(port: int) -> int:
    command = ["lsof", "-nP", "-t", f"-iTCP:{port}", "-sTCP:ESTABLISHED"]  # whichever lsof this computer has
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return next(int(pid) for pid in shown if int(pid) != os.getpid())


def find_inode(table: str, port: int, to: int) -> str:
    """The socket of a connection from one port to another; the same port may have others, to elsewhere."""
    for line in table.splitlines()[1:]:
        fields = line.split()
        if [int(end.rpartition(":")[2], 16) for end in fields[1:3]] == [port, to]:
            return f"socket:[{fields[9]}]"
    raise ProcessLookupError(f"there is no connection from port {port} to {to}")


def _sockets(process: Path) -> set[str]:
    found = set()
    with suppress(OSError):  # it has ended, or is somebody else's
        for descriptor in (process / "fd").iterdir():
            with suppress(OSError):
                found.add(str(descriptor.readlink()))
    return found


def function_of(pid: int) -> str:
    """The Lambda function that a process runs; empty for every other process."""
    words = _environment_of(pid)
    names = [word.partition("=")[2] for word in words if word.startswith("AWS_LAMBDA_FUNCTION_NAME=")]
    return names[0] if names else ""


def parent_of(pid: int) -> int:
    """The process that started another."""
    return int(_ps("-o", "ppid=", "-p", str(pid)))


def _ps(*words: str) -> str:
    command = ["ps", *words]  # whichever ps the person at this computer has
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _environment_of(pid: int) -> list[str]:
    environment = Path(f"/proc/{pid}/environ")
    if environment.exists():
        return environment.read_bytes().decode(errors="replace").split("\0")
    return _ps("eww", "-o", "command=", "-p", str(pid)).split()
