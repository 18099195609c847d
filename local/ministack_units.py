"""What a call of DynamoDB is billed, worked out in the emulator as AWS does: by the size of rows, in whole units.

A write is one unit for each kilobyte begun, of the larger of the row before and after, and as much again for each index
whose entry it changes; a transaction is twice that on the table. A read is half a unit for each four kilobytes begun of
what was looked at, a consistent one a whole unit, one of a transaction two. The emulator says what writes consume when
it is asked; what it says of reads takes no notice of sizes, so those are worked out here.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Protocol

Document = dict[str, Any]
Units = defaultdict[str, float]

READ_BLOCK = 4096
# Kept beside each row and each entry of an index, and paid for with them.
OVERHEAD_BYTES = 100
WRITES = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})

_looked_at: ContextVar[list[int] | None] = ContextVar("looked_at", default=None)


class Storage(Protocol):
    """Where the bytes that rows take are added up, while it is on."""

    on: bool
    stored: Units


def install(dynamodb: Any, meter: "Storage") -> None:
    """Let the emulator's module of DynamoDB say what queries look at, and add up what rows take."""
    paginate, put, remove = dynamodb._paginate_evaluated_items, dynamodb._set_item, dynamodb._remove_item

    def paginate_noted(items: Any, limit: Any, table: Any, index_name: Any = None) -> Any:
        page, more = paginate(items, limit, table, index_name)
        noted = _looked_at.get()
        if noted is not None:
            entries = (dynamodb._apply_index_projection(item, table, index_name) for item in page)
            noted.append(sum(dynamodb._item_size_bytes(entry) for entry in (entries if index_name else page)))
        return page, more

    def put_noted(table: Any, partition: Any, sort: Any, item: Any) -> Any:
        if meter.on:
            _add_stored(dynamodb, meter.stored, table, _find(table, partition, sort), -1)
            _add_stored(dynamodb, meter.stored, table, item, 1)
        return put(table, partition, sort, item)

    def remove_noted(table: Any, partition: Any, sort: Any) -> Any:
        if meter.on:
            _add_stored(dynamodb, meter.stored, table, _find(table, partition, sort), -1)
        return remove(table, partition, sort)

    dynamodb._paginate_evaluated_items = paginate_noted
    dynamodb._set_item, dynamodb._remove_item = put_noted, remove_noted


def _find(table: Any, partition: Any, sort: Any) -> Document | None:
    found: Document | None = table["items"].get(partition, {}).get(sort)
    return found


def _add_stored(dynamodb: Any, stored: Units, table: Any, item: Document | None, sign: int) -> None:
    """Add the bytes of a row, or take them away, and those of its entries in indexes, which no backup holds."""
    if not item:
        return
    views = (dynamodb._index_write_view(table, index, item) for index in table.get("GlobalSecondaryIndexes") or [])
    entries = [view[1] for view in views if view]
    name = shorten(str(table["TableName"]))
    stored[name] += sign * (dynamodb._item_size_bytes(item) + OVERHEAD_BYTES)
    stored[f"{name}/indexes"] += sign * sum(dynamodb._item_size_bytes(each) + OVERHEAD_BYTES for each in entries)


def shorten(name: str) -> str:
    """Return a table's name without that of its stage."""
    return name.split("-", 2)[2] if name.startswith("sojourn-") else name


class Measured:
    """One call under way: its request, changed so that the emulator says what it consumes, and what it consumed."""

    def __init__(self, dynamodb: Any, action: str, body: bytes) -> None:
        self._dynamodb, self._action = dynamodb, action
        self._request: Document = json.loads(body or b"{}")
        self._noted: list[int] = []

    def begin(self) -> bytes:
        """Return the request as it is passed on."""
        _looked_at.set(self._noted)
        if self._action not in WRITES:
            return json.dumps(self._request).encode()
        return json.dumps({**self._request, "ReturnConsumedCapacity": "INDEXES"}).encode()

    def end(self, status: int, answer: bytes) -> tuple[bytes, Units]:
        """Return the answer as the caller gets it, and the units by what was read or written."""
        _looked_at.set(None)
        if self._action not in WRITES:
            return answer, self._count_read() if status == 200 else Units(float)
        if status != 200:
            return answer, self._count_refused()
        document = json.loads(answer)
        consumed = document.pop("ConsumedCapacity", [])
        units = _count_written(consumed if isinstance(consumed, list) else [consumed])
        if "ReturnConsumedCapacity" in self._request:
            return answer, units
        return json.dumps(document, ensure_ascii=False).encode(), units

    def _count_refused(self) -> Units:
        """Return what a refused write costs: one unit for each row at least, and two in a transaction."""
        operations = [next(iter(each.values())) for each in self._request.get("TransactItems", [])]
        units: Units = Units(float)
        for each in operations or [self._request]:
            if "TableName" in each:
                units[f"write:{shorten(each['TableName'])}"] += 2 if operations else 1
        return units

    def _count_read(self) -> Units:
        units: Units = Units(float)
        match self._action:
            case "GetItem":
                self._count_rows(units, self._request["TableName"], [self._request["Key"]], self._per_block())
            case "BatchGetItem":
                for table, asked in self._request["RequestItems"].items():
                    self._count_rows(units, table, asked["Keys"], 1 if asked.get("ConsistentRead") else 0.5)
            case "TransactGetItems":
                for got in (each["Get"] for each in self._request["TransactItems"]):
                    self._count_rows(units, got["TableName"], [got["Key"]], 2)
            case "Query" | "Scan":
                index = self._request.get("IndexName")
                where = shorten(self._request["TableName"]) + (f"/{index}" if index else "")
                units[f"read:{where}"] += blocks(sum(self._noted)) * self._per_block()
        return units

    def _per_block(self) -> float:
        return 1 if self._request.get("ConsistentRead") else 0.5

    def _count_rows(self, units: Units, table: str, keys: list[Document], per_block: float) -> None:
        known = self._dynamodb._tables.get(table)
        rows = [self._dynamodb._get_item_by_key(known, key) if known else None for key in keys]
        sizes = (self._dynamodb._item_size_bytes(row) if row else 0 for row in rows)
        units[f"read:{shorten(table)}"] += sum(blocks(size) * per_block for size in sizes)


def blocks(size: int) -> int:
    """Return how many blocks are read for so many bytes: one at least, for looking costs what little there is."""
    return max(1, -(-size // READ_BLOCK))


def _count_written(consumed: list[Mapping[str, Any]]) -> Units:
    units: Units = Units(float)
    for entry in consumed:
        table = shorten(str(entry["TableName"]))
        for index, used in _indexes(entry):
            units[f"write:{table}/{index}"] += used
        own = entry.get("WriteCapacityUnits", entry.get("Table", {}).get("CapacityUnits", 0))
        units[f"write:{table}"] += own
    return units


def _indexes(entry: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for index, used in entry.get("GlobalSecondaryIndexes", {}).items():
        yield index, float(used["CapacityUnits"])
