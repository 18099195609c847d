"""What DynamoDB would count of reads and writes, by the partition that they go to: what a key bears is bounded."""

from collections import Counter
from collections.abc import Iterable
from math import ceil
from typing import Any, NamedTuple

from tests.simulation.cloud.rows import Index, Key, Table
from tests.simulation.cloud.values import Item
from tests.support.tables import STAGE

READ_BYTES, WRITE_BYTES = 4_096, 1_024  # of one unit


class UnitKey(NamedTuple):
    """A partition: of a table, or of one of its indexes."""

    table: str
    by: str  # the index, or nothing
    partition: Any


class Meter:
    """Units by partition. A read is half as dear if it need not be consistent, a write twice as dear in a
    transaction."""

    def __init__(self) -> None:
        self.reads: Counter[UnitKey] = Counter()
        self.halves: Counter[UnitKey] = Counter()
        self.writes: Counter[UnitKey] = Counter()

    def count_read(self, table: Table, index: Index, rows: Iterable[Item], partition: Any, *, consistent: bool) -> None:
        """Count one read of these rows, which a query reads whole, whatever it returns of them."""
        units = max(1, ceil(sum(map(size_of_row, rows)) / READ_BYTES))
        (self.reads if consistent else self.halves)[_key(table, index, partition)] += units

    def count_write(self, table: Table, key: Key, before: Item | None, after: Item | None, *, together: bool) -> None:
        """Count one write to a table, and what follows from it in its indexes."""
        largest = max(size_of_row(each) if each else 0 for each in (before, after))
        self.writes[_key(table, table.own, key[0])] += _to_units(largest) * (2 if together else 1)
        for index in table.indexes.values():
            self._count_index(table, index, index.entry_of(before), index.entry_of(after))

    def _count_index(self, table: Table, index: Index, old: Item | None, new: Item | None) -> None:
        if old == new:
            return
        moved = old is None or new is None or any(old[name] != new[name] for name in index.key_names)
        entries = [old, new] if moved else [new]
        for entry in filter(None, entries):
            ((_, partition),) = entry[index.hash_name].items()
            self.writes[_key(table, index, partition)] += _to_units(size_of_row(entry))

    def units(self) -> dict[UnitKey, tuple[float, int]]:
        """Read and write units of each partition that was touched."""
        touched = sorted(self.reads.keys() | self.halves.keys() | self.writes.keys(), key=str)
        return {key: (self.reads[key] + self.halves[key] / 2, self.writes[key]) for key in touched}


def _key(table: Table, index: Index, partition: Any) -> UnitKey:
    name = next((name for name, each in table.indexes.items() if each is index), "")
    return UnitKey(table.name.removeprefix(f"sojourn-{STAGE}-"), name, partition)


def _to_units(size: int) -> int:
    return max(1, ceil(size / WRITE_BYTES))


def size_of_row(row: Item) -> int:
    """Bytes as DynamoDB counts them: names and values, numbers by two digits a byte."""
    return sum(len(name.encode()) + size_of(value) for name, value in row.items())


def size_of(value: dict[str, Any]) -> int:
    """Bytes of one value."""
    ((kind, inner),) = value.items()
    match kind:
        case "S":
            return len(inner.encode())
        case "N":
            return len(inner) // 2 + 2
        case "B":
            return len(inner)
        case "BOOL" | "NULL":
            return 1
        case "SS":
            return sum(len(each.encode()) for each in inner)
        case "M":
            return 3 + sum(1 + len(name.encode()) + size_of(each) for name, each in inner.items())
        case "L":
            return 3 + sum(1 + size_of(each) for each in inner)
    raise AssertionError(f"a value of another kind: {kind}")
