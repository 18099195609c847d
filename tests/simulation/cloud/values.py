"""DynamoDB's values: compared, sorted, found in an item by their path, put there and added up."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Item = Mapping[str, Any]
Path = tuple[str | int, ...]
_ORDERED = frozenset({"S", "N", "B"})


class Refused(Exception):
    """DynamoDB's ValidationException, with what it says."""


def number(text: str) -> int | Decimal:
    """A number as it stands on the wire."""
    try:
        return int(text)
    except ValueError:
        return Decimal(text)


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same to DynamoDB: numbers by value, sets in any order."""
    if one is None or other is None:
        return False
    ((kind, a),) = one.items()
    ((other_kind, b),) = other.items()
    if kind != other_kind:
        return False
    if kind == "N":
        return a == b or number(a) == number(b)
    if kind in ("SS", "BS"):
        return set(a) == set(b)
    if kind == "NS":
        return set(map(number, a)) == set(map(number, b))
    if kind == "L":
        return len(a) == len(b) and all(map(equal, a, b))
    if kind == "M":
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return bool(a == b)


def sort_key(value: Any) -> Any:
    """What a key attribute is sorted by."""
    ((kind, content),) = value.items()
    if kind == "S":
        return content.encode()
    return number(content) if kind == "N" else content


def _in_order(one: Any, other: Any, holds: Callable[[Any, Any], bool]) -> bool:
    if one is None or other is None or one.keys() != other.keys() or next(iter(one)) not in _ORDERED:
        return False
    return holds(sort_key(one), sort_key(other))


COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": equal,
    "<>": lambda a, b: not equal(a, b),
    "<": lambda a, b: _in_order(a, b, lambda x, y: x < y),
    "<=": lambda a, b: _in_order(a, b, lambda x, y: x <= y),
    ">": lambda a, b: _in_order(a, b, lambda x, y: x > y),
    ">=": lambda a, b: _in_order(a, b, lambda x, y: x >= y),
}


def find_at(item: Item, path: Path) -> Any:
    here: Any = item.get(str(path[0]))
    for part in path[1:]:
        if here is None:
            return None
        if isinstance(part, int):
            inner = here.get("L", ())
            here = inner[part] if part < len(inner) else None
        else:
            here = here.get("M", {}).get(part)
    return here


def put_at(made: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value (None removes it) at a path of an item, without changing what the item shared with the old one."""
    top = str(path[0])
    if len(path) == 1:
        if value is None:
            made.pop(top, None)
        else:
            made[top] = value
        return
    if len(path) > 2 or isinstance(path[1], int):
        raise NotImplementedError(f"update of {path}")
    if "M" not in made.get(top, {}):
        raise Refused("The document path provided in the update expression is invalid for update")
    inner = dict(made[top]["M"])
    if value is None:
        inner.pop(path[1], None)
    else:
        inner[path[1]] = value
    made[top] = {"M": inner}


def present(value: Any) -> Any:
    if value is None:
        raise Refused("The provided expression refers to an attribute that does not exist in the item")
    return value


def add_numbers(one: Any, other: Any, factor: int) -> Any:
    if "N" not in present(one) or "N" not in present(other):
        raise Refused("An operand in the update expression has an incorrect data type")
    return {"N": str(number(one["N"]) + factor * number(other["N"]))}


def add_to(old: Any, value: Any) -> Any:
    ((kind, content),) = value.items()
    if kind == "N":
        return value if old is None else add_numbers(old, value, 1)
    if kind not in ("SS", "NS", "BS"):
        raise Refused("Incorrect operand type for operator or function; operator: ADD")
    return {kind: sorted({*(old or {kind: ()})[kind], *content})}


def begins_with(value: Any, start: Any) -> bool:
    return value is not None and "S" in value and bool(value["S"].startswith(start["S"]))


def contains(value: Any, wanted: Any) -> bool:
    if value is None:
        return False
    ((kind, content),) = value.items()
    ((wanted_kind, part),) = wanted.items()
    if kind == "L":
        return any(equal(each, wanted) for each in content)
    if kind in ("SS", "NS", "BS"):
        return part in content
    return kind == wanted_kind and part in content


def size_of(value: Any) -> Any:
    if value is None:
        return None
    ((kind, content),) = value.items()
    return {"N": str(len(content.encode() if kind == "S" else content))}
