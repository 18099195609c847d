"""Metadata filters as Amazon S3 Vectors documents them: which operators there are, and what each takes and means."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

Metadata = Mapping[str, Any]


class WrongFilter(Exception):
    """A filter that the service refuses."""


def _require(is_right: object, message: str) -> None:
    if not is_right:
        raise WrongFilter(message)


def _is_primitive(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_primitives(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_primitive(each) for each in value)


def _any_of(kept: Any, wanted: Collection[Any]) -> bool:
    """Whether a value, or of a list any, is among these; True is no 1."""
    held = kept if isinstance(kept, list) else [kept]
    return any(type(one) is type(other) and one == other for one in held for other in wanted)


_NUMBERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "$gt": lambda kept, wanted: bool(kept > wanted),
    "$gte": lambda kept, wanted: bool(kept >= wanted),
    "$lt": lambda kept, wanted: bool(kept < wanted),
    "$lte": lambda kept, wanted: bool(kept <= wanted),
}


def fits(wanted: Any, metadata: Metadata, hidden: Collection[str]) -> bool:
    """Whether metadata fit a filter. Raises WrongFilter, also where an earlier condition has settled it."""
    _require(isinstance(wanted, dict) and wanted, "A filter is an object.")
    found = [_fits_entry(key, value, metadata, hidden) for key, value in wanted.items()]
    return all(found)


def _fits_entry(key: str, value: Any, metadata: Metadata, hidden: Collection[str]) -> bool:
    if key in {"$and", "$or"}:
        _require(isinstance(value, list) and value, f"{key} takes filters.")
        found = [fits(each, metadata, hidden) for each in value]
        return all(found) if key == "$and" else any(found)
    _require(not key.startswith("$"), f"There is no {key}.")
    _require(key not in hidden, f"{key} cannot be filtered by.")
    conditions = value if isinstance(value, dict) else {"$eq": value}
    _require(conditions, f"{key} has no condition.")
    found = [_fits_condition(name, each, metadata.get(key)) for name, each in conditions.items()]
    return all(found)


def _fits_condition(name: str, wanted: Any, kept: Any) -> bool:
    match name:
        case "$eq" | "$ne":
            _require(_is_primitive(wanted), f"{name} takes a value.")
            return (kept is not None and _any_of(kept, [wanted])) == (name == "$eq")
        case "$in" | "$nin":
            _require(_is_primitives(wanted), f"{name} takes values.")
            return (kept is not None and _any_of(kept, wanted)) == (name == "$in")
        case "$exists":
            _require(isinstance(wanted, bool), "$exists takes true or false.")
            return (kept is not None) is bool(wanted)
        case _:
            _require(name in _NUMBERS, f"There is no {name}.")
            _require(_is_number(wanted), f"{name} takes a number.")
            return _is_number(kept) and bool(_NUMBERS[name](kept, wanted))
