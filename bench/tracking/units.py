"""What DynamoDB bills for the calls that are made, counted where they leave: moto answers one unit for whatever is read
or written, so the units are those of the sizes, as AWS works them out.

A write is a unit for each kilobyte begun, a read half of one for each four kilobytes begun of all that a query goes
over, a whole one where it has to be consistent.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from typing import Any

import pytest
from botocore.client import BaseClient

from tests.simulation.cloud.units import READ_BYTES, WRITE_BYTES, size_of_row

Json = Mapping[str, Any]


class Units:
    """Units that were read and written, by table."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.written: Counter[str] = Counter()

    @property
    def reads(self) -> float:
        return sum(self.read.values())

    @property
    def writes(self) -> float:
        return sum(self.written.values())

    def count(self, operation: str, request: Json, answer: Json) -> None:
        """Count one call. Raises LookupError for an operation of which nobody said here what it costs."""
        match operation:
            case "PutItem":
                self._write(request["TableName"], request["Item"])
            case "BatchWriteItem":
                puts = (
                    (table, each["PutRequest"]) for table, found in request["RequestItems"].items() for each in found
                )
                for table, put in puts:
                    self._write(table, put["Item"])
            case "GetItem":
                self._read(request["TableName"], [answer.get("Item", {})], request)
            case "BatchGetItem":
                self._count_batch(request["RequestItems"], answer["Responses"])
            case "Query" if answer["ScannedCount"] == answer["Count"]:
                self._read(request["TableName"], answer["Items"], request)
            case _:
                raise LookupError(f"Nobody said what this {operation} costs.")

    def _count_batch(self, asked: Json, answered: Json) -> None:
        """Count rows that are read one by one, those that are not there as well."""
        for table, each in asked.items():
            found = answered.get(table, [])
            for row in [*found, *[{}] * (len(each["Keys"]) - len(found))]:
                self._read(table, [row], each)

    def _write(self, table: str, row: Json) -> None:
        self.written[table] += max(1, ceil(size_of_row(_with_bytes(row)) / WRITE_BYTES))

    def _read(self, table: str, rows: list[Any], asked: Json) -> None:
        blocks = max(1, ceil(sum(size_of_row(row) for row in rows) / READ_BYTES))
        self.read[table] += blocks * (1 if asked.get("ConsistentRead") else 0.5)  # type: ignore[assignment]


@contextmanager
def counted() -> Iterator[Units]:
    """Count what every client of DynamoDB reads and writes meanwhile."""
    client: Any = BaseClient  # whose method is not in its stubs
    units, send = Units(), client._make_request

    def send_counted(self: Any, operation: Any, request: Any, context: Any) -> Any:
        http, answer = send(self, operation, request, context)
        if operation.service_model.service_name == "dynamodb":
            units.count(operation.name, json.loads(request["body"]), answer)
        return http, answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_request", send_counted)
        yield units


def _with_bytes(row: Json) -> dict[str, Any]:
    """Return a row as it is sent with its bytes as bytes, which JSON writes a third longer."""
    return {name: {"B": base64.b64decode(value["B"])} if "B" in value else dict(value) for name, value in row.items()}
