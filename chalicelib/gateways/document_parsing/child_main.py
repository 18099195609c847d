"""The child process: `python -m chalicelib.gateways.document_parsing.child_main <work> <folder> ...`.

It has its own limits of memory and time, so that whatever a file does to it ends with it. The file lies in the folder
as `body`; progress and questions go out as lines of JSON, the answer is the file `answer`.
"""

import json
import logging
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.domain.policy_documents.problems import ParsingProblem
from chalicelib.gateways.document_parsing.protocol import ParsingFailed
from chalicelib.gateways.document_parsing.tables import PageTables

BODY, TABLES, ANSWER = "body", "tables", "answer"


def main(arguments: Sequence[str]) -> None:
    """Do one piece of work, and write its answer."""
    work, folder, memory, seconds, *rest = arguments
    _limit(int(memory), int(seconds))
    logging.disable(logging.CRITICAL)  # libraries tell of each oddity of a file
    sys.setrecursionlimit(2_000)
    _answer(Path(folder), _WORK[work], rest)


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(folder: Path, work: Callable[[Path, Sequence[str]], Any], rest: Sequence[str]) -> None:
    """Write what comes of the work: what was made, or the problem. A library that stumbles over a file says by that
    that the file is damaged."""
    try:
        made = {"made": work(folder, rest)}
    except ParsingFailed as failed:
        made = {"problem": failed.problem, "detail": failed.detail}
    except (MemoryError, RecursionError) as error:
        made = {"problem": ParsingProblem.TOO_COMPLEX, "detail": type(error).__name__}
    except Exception as error:  # noqa: BLE001 - parsers raise anything over a damaged file
        problem = ParsingProblem.TOO_COMPLEX if _is_short_of_memory() else ParsingProblem.DAMAGED
        made = {"problem": problem, "detail": f"{type(error).__name__} while it was read"}
    (folder / ANSWER).write_bytes(msgspec.msgpack.encode(made))


def _is_short_of_memory() -> bool:
    """Return whether so much memory was used that an error may come of it: libraries in C name it as they like."""
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    return _most_resident() > most // 2


def _most_resident() -> int:
    """Return how many bytes of memory this program had at most. `getrusage` counts those of whoever started it too."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii", errors="replace").splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")]
    return max(peaks, default=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _parse(folder: Path, rest: Sequence[str]) -> Any:
    from chalicelib.gateways.document_parsing.formats import parse_body

    def ask_for_tables(pages: Sequence[int]) -> PageTables | None:
        _say(tables=list(pages))
        sys.stdin.readline()
        answer = folder / TABLES
        return msgspec.msgpack.decode(answer.read_bytes(), type=PageTables) if answer.exists() else None

    return parse_body((folder / BODY).read_bytes(), rest[0], _report_progress, ask_for_tables)


def _tables(folder: Path, rest: Sequence[str]) -> Any:
    from chalicelib.gateways.document_parsing.pdf_tables import read_page_tables

    seconds, *pages = rest
    return read_page_tables((folder / BODY).read_bytes(), [int(page) for page in pages], seconds=float(seconds))


def _parse_output(folder: Path, _rest: Sequence[str]) -> Any:
    from chalicelib.gateways.document_parsing.automation_output import parse_output

    return parse_output((folder / BODY).read_bytes(), _report_progress)


def _report_progress(done: int, of: int | None) -> None:
    _say(done=done, of=of)


def _say(**said: Any) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


_WORK = {"parse": _parse, "tables": _tables, "output": _parse_output}

if __name__ == "__main__":
    main(sys.argv[1:])
