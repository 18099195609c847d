"""Read units, counted where moto says one for whatever is read, and compared between a small table and a large one."""

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

Json = dict[str, Any]
SIZES = (100, 100_000)


@contextmanager
def counting_queries(row_type: Any, units: list[float]) -> Iterator[None]:
    """Add to `units` what every Query that is made meanwhile by the client of this kind of row takes, read eventually
    consistently: half a unit for each 4 kB of the items that it went over."""
    events = row_type._get_connection().connection.client.meta.events

    def count(parsed: Json, **_: Any) -> None:
        assert parsed["ScannedCount"] == parsed["Count"] == len(parsed["Items"]), "it went over more than it returned"
        units.append(math.ceil(sum(map(_size, parsed["Items"])) / 4096) * 0.5)

    events.register("after-call.dynamodb.Query", count)
    try:
        yield
    finally:
        events.unregister("after-call.dynamodb.Query", count)


def _size(item: Json) -> int:
    """Bytes of an item as DynamoDB counts them: names and texts in UTF-8, numbers about two digits a byte."""
    total = 0
    for name, value in item.items():
        text = value.get("S")
        total += len(name.encode()) + (len(text.encode()) if text is not None else len(value["N"]) // 2 + 2)
    return total


def compare_sizes(costs: Mapping[int, Mapping[str, list[float]]], titles: Iterable[str], what: str) -> bool:
    """Print the units of each page of each list at each size, and return whether they are the same at all sizes."""
    all_same = True
    for title in titles:
        for size in SIZES:
            print(f"  {title:28} of {size:>7}{what}: {', '.join(str(units) for units in costs[size][title])}")
        same = len({tuple(costs[size][title]) for size in SIZES}) == 1
        print(f"  {'met   ' if same else 'MISSED'} {title}: the same at both sizes")
        all_same = all_same and same
    return all_same
