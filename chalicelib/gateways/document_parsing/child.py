"""Parsing in a child process of its own, with limits of memory and time: whatever a file does ends in a problem of the
closed list, and never in the death of who asked."""

import json
import os
import signal
import subprocess  # nosec B404 - a parser runs in a child that may be ended
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec

from chalicelib import settings
from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.domain.policy_documents.section import ParsedDocument
from chalicelib.errors import Unavailable
from chalicelib.gateways.document_parsing.child_main import ANSWER, BODY, TABLES
from chalicelib.gateways.document_parsing.protocol import OnProgress, ParsingFailed
from chalicelib.gateways.document_parsing.tables import PageTables

MEMORY = 352 * 1024 * 1024  # bytes of address space, which with the worker's own stay below 512 MB
CPU_SECONDS = 90
WALL_SECONDS = 200.0  # the function may run for 300, and reading tables is waited for
TABLE_SECONDS = 45
TABLES_BEGUN = 35.0  # seconds after which no other page is looked at for tables
_ROOT = Path(__file__).parents[3]
_MODULE = "chalicelib.gateways.document_parsing.child_main"
_LONGEST_LINE = 1 << 16
_LONGEST_ANSWER = 64 * 1024 * 1024

ReadTables = Callable[[Sequence[int]], PageTables | None]
T = TypeVar("T")


def parse_in_child(
    body: bytes,
    content_type: str,
    *,
    on_progress: OnProgress,
    read_tables: ReadTables | None = None,
    memory: int = MEMORY,
    cpu_seconds: int = CPU_SECONDS,
    wall_seconds: float = WALL_SECONDS,
) -> ParsedDocument:
    """Return the sections of a file. Ruled tables of a PDF are read by `read_tables`, else in another child.

    Raises ParsingFailed when the file is the reason, Unavailable when no child can be started.
    """
    with tempfile.TemporaryDirectory(prefix="policy-document-") as folder:
        place = Path(folder)
        (place / BODY).write_bytes(body)
        ask = read_tables or (lambda pages: _tables_of(place / BODY, pages, memory))

        def listen(child: "subprocess.Popen[bytes]") -> None:
            for said in _lines(child.stdout):
                _hear(said, on_progress, ask, place, child.stdin)

        return _run("parse", place, [content_type], ParsedDocument, listen, (memory, cpu_seconds, wall_seconds))


def parse_output_in_child(output: bytes, *, on_progress: OnProgress, memory: int = MEMORY) -> ParsedDocument:
    """Return the sections of what Data Automation made of a file. Raises ParsingFailed, Unavailable."""
    with tempfile.TemporaryDirectory(prefix="policy-document-") as folder:
        (Path(folder) / BODY).write_bytes(output)

        def listen(child: "subprocess.Popen[bytes]") -> None:
            for said in _lines(child.stdout):
                _hear(said, on_progress, lambda _: None, Path(folder), None)

        return _run("output", Path(folder), [], ParsedDocument, listen, (memory, CPU_SECONDS, WALL_SECONDS))


def read_tables_in_child(body: bytes, pages: Sequence[int], *, memory: int = MEMORY) -> PageTables | None:
    """Return the tables of these pages, None when they could not be read within the limits."""
    with tempfile.TemporaryDirectory(prefix="policy-tables-") as folder:
        (Path(folder) / BODY).write_bytes(body)
        return _tables_of(Path(folder) / BODY, pages, memory)


def _tables_of(body: Path, pages: Sequence[int], memory: int) -> PageTables | None:
    with tempfile.TemporaryDirectory(prefix="policy-tables-") as folder:
        (Path(folder) / BODY).symlink_to(body)
        limits = (memory, TABLE_SECONDS, TABLE_SECONDS + 5.0)
        try:
            return _run("tables", Path(folder), [str(TABLES_BEGUN), *map(str, pages)], PageTables, _wait, limits)
        except ParsingFailed:
            return None  # the document is parsed without its tables, and says so


def _wait(child: "subprocess.Popen[bytes]") -> None:
    for _ in _lines(child.stdout):
        pass


def _run(
    work: str,
    folder: Path,
    rest: list[str],
    wanted: type[T],
    listen: Callable[["subprocess.Popen[bytes]"], None],
    limits: tuple[int, int, float],
) -> T:
    memory, cpu_seconds, wall_seconds = limits
    command = [sys.executable, "-m", _MODULE, work, str(folder), str(memory), str(cpu_seconds), *rest]
    with _child(command, wall_seconds) as (child, overdue):
        listen(child)
        child.wait()
    return _read_answer(folder / ANSWER, wanted, child.returncode, overdue.is_set())


@contextmanager
def _child(command: list[str], seconds: float) -> Iterator[tuple["subprocess.Popen[bytes]", threading.Event]]:
    """Start a child that is ended when its time is over, and in any case when it is no longer listened to."""
    overdue = threading.Event()
    try:
        child = subprocess.Popen(  # noqa: S603  # nosec B603 - this interpreter, our own module
            command, cwd=_ROOT, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise Unavailable("The document could not be parsed now.") from error

    def end() -> None:
        overdue.set()
        _kill(child)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield child, overdue
    finally:
        timer.cancel()
        _kill(child)
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()
        child.wait()


def _kill(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.kill()


def _environment() -> dict[str, str]:
    """Return what the child needs to find its libraries: neither settings nor credentials."""
    found = {
        "PYTHONPATH": os.pathsep.join(each for each in sys.path if each),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "MALLOC_ARENA_MAX": "1",
    }
    return settings.process_environment() | found


def _lines(stream: IO[bytes] | None) -> Iterator[dict[str, Any]]:
    """Return what the child says, line by line; what is not JSON is a library's own and is not heard."""
    while stream is not None and (line := stream.readline(_LONGEST_LINE)):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict):
            yield said


def _hear(
    said: dict[str, Any], on_progress: OnProgress, ask: ReadTables, folder: Path, answers: IO[bytes] | None
) -> None:
    if "done" in said:
        on_progress(int(said["done"]), said.get("of"))
    elif "tables" in said:
        found = ask([int(page) for page in said["tables"]])
        if found is not None:
            (folder / TABLES).write_bytes(msgspec.msgpack.encode(found))
        if answers is not None:
            _answer(answers)


def _answer(answers: IO[bytes]) -> None:
    try:
        answers.write(b"\n")
        answers.flush()
    except BrokenPipeError:
        pass  # its time was over meanwhile, which its end says


def _read_answer(answer: Path, wanted: type[T], status: int, overdue: bool) -> T:
    if overdue or status == -signal.SIGXCPU:
        raise ParsingFailed(ParsingProblem.TOO_COMPLEX, "it took too long")
    if status != 0 or not answer.exists():
        raise ParsingFailed(ParsingProblem.TOO_COMPLEX, "it took more memory or time than there is")
    if answer.stat().st_size > _LONGEST_ANSWER:
        raise ParsingFailed(ParsingProblem.TOO_LARGE, "its text is far longer than it may be")
    made = msgspec.msgpack.decode(answer.read_bytes())
    if "problem" in made:
        raise ParsingFailed(ParsingProblem(made["problem"]), made["detail"])
    return msgspec.convert(made["made"], type=wanted)
