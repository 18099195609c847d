"""The tables in a process of their own, as DynamoDB is one: what they hold is no memory of whoever asks them."""

import multiprocessing
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from tests.simulation.cloud import foundation_tables
from tests.simulation.cloud.rows import Failure, Written
from tests.simulation.cloud.tables import Answer, Tables
from tests.simulation.cloud.units import Meter, size_of_row

_CLOSE, _MEASURE, _REPORT = "close", "measure", "report"


class Consumed(NamedTuple):
    """Units that were read and written since it was measured, and the bytes that rows take, by table."""

    read: Mapping[str, float]
    written: Mapping[str, int]
    stored: Mapping[str, int]


class RemoteTables:
    """The foundation's tables, which another process answers for."""

    def __init__(self) -> None:
        self.committed: Callable[[Sequence[Written]], None] = lambda _written: None
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def answer(self, operation: str, params: Mapping[str, Any]) -> Answer:
        """Answer one request. Raises what the tables raise."""
        answer: Answer = self._ask(operation, params)
        return answer

    def measure(self) -> None:
        """Count units from now on."""
        self._ask(_MEASURE, {})

    def report(self) -> Consumed:
        """Return what was consumed."""
        consumed: Consumed = self._ask(_REPORT, {})
        return consumed

    def close(self) -> None:
        """End the other process."""
        self._ask(_CLOSE, {})
        self._process.join()

    def _ask(self, operation: str, params: Mapping[str, Any]) -> Any:
        self._pipe.send((operation, params))
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


def _serve(pipe: Connection) -> None:
    tables = foundation_tables()
    tables.clear()
    while True:
        operation, params = pipe.recv()
        try:
            answer = _answer(tables, operation, params)
        except (Failure, NotImplementedError) as error:
            answer = error
        pipe.send(answer)
        if operation == _CLOSE:
            return


def _answer(tables: Tables, operation: str, params: Mapping[str, Any]) -> Any:
    match operation:
        case "close":
            return None
        case "measure":
            tables.meter = Meter()
            return None
        case "report":
            return _consumed(tables)
    return tables.answer(operation, params)


def _consumed(tables: Tables) -> Consumed:
    read, written, stored = Counter[str](), Counter[str](), Counter[str]()
    for key, (reads, writes) in (tables.meter or Meter()).units().items():
        read[key.table] += reads  # type: ignore[assignment]
        written[key.table] += writes
    for table in tables.tables.values():
        stored[table.name] += sum(size_of_row(row) for row in table.rows.values())
    return Consumed(dict(read), dict(written), dict(stored))
