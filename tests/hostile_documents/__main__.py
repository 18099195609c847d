"""`python -m tests.hostile_documents`: parse every hostile document as a worker does, a sound one between them."""

# ruff: noqa: T201 - what it prints is what it is for

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.hostile_documents.catalogue import all_documents
from tests.hostile_documents.hostile import PARSED, PDF, Hostile, hostile
from tests.hostile_documents.pdfs import sound

MOST_MEMORY = 512  # MB, of the worker and its child together
_SOUND_EVERY = 20
DIED = "died"


class Answer(NamedTuple):
    """How a document ended, and how much memory (MB) the worker and its child have taken at most by then."""

    end: str
    memory: int


class Worker:
    """A worker process; another takes its place when it dies."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "document"
        self._process = self._start()

    @staticmethod
    def _start() -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.hostile_documents.worker"]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, document: Hostile) -> Answer:
        """Let the worker parse a document."""
        self._file.write_bytes(document.make())
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("the worker was started with pipes")
        self._process.stdin.write(json.dumps({"path": str(self._file), "type": document.content_type}).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._process = self._start()
            return Answer(DIED, 0)
        return Answer(**json.loads(line))

    def end(self) -> None:
        """Let it go."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()


def main(arguments: Sequence[str]) -> int:
    """Parse what the arguments name, else everything, and say how it went in one line."""
    wanted = [each for each in all_documents() if not arguments or any(word in each.name for word in arguments)]
    known = hostile(PDF, "a sound one", sound, PARSED)
    tried = [each for at, document in enumerate(wanted) for each in ([document, known][: 1 + (at % _SOUND_EVERY == 0)])]
    answers: list[Answer] = []
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        worker = Worker(Path(folder))
        for document in tried:
            begun = time.monotonic()
            answers.append(worker.ask(document))
            _report(document, answers[-1], time.monotonic() - begun)
        worker.end()
    wrong = sum(answer.end not in document.ends for document, answer in zip(tried, answers, strict=True))
    died = sum(answer.end == DIED for answer in answers)
    memory = max(answer.memory for answer in answers)
    print(
        f"hostile-documents: {len(tried)} documents, {len(tried) - wrong} ended in a clear status, "
        f"peak memory {memory} MB, {died} workers died"
    )
    return int(wrong > 0 or died > 0 or memory >= MOST_MEMORY)


def _report(document: Hostile, answer: Answer, took: float) -> None:
    said = f"{document.content_type}: {document.name} ended as {answer.end} after {took:.0f} s"
    if answer.end not in document.ends:
        print(f"{said}, not as {sorted(document.ends)}", file=sys.stderr)
    elif took > 20:
        print(said, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
