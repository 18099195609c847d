"""Every value that a view shows, changed in turn: what a token of "what I saw" is tried with."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.timestamps import zone_names


class Changed(NamedTuple):
    """A value that is the same as before but for what is at `pointer`."""

    pointer: str
    value: Any


def change_each(value: Any, pointer: str = "") -> Iterator[Changed]:
    """Yield `value` once for each thing in it, however deep, with only that thing changed, and with each list one
    shorter."""
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            for changed in change_each(getattr(value, field.name), f"{pointer}/{field.encode_name}"):
                replaced = msgspec.structs.replace(value, **{field.name: changed.value})
                yield Changed(changed.pointer, replaced)
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            for changed in change_each(each, f"{pointer}/{number}"):
                yield Changed(changed.pointer, (*value[:number], changed.value, *value[number + 1 :]))
        if value:
            yield Changed(f"{pointer}/-", value[:-1])
    else:
        yield Changed(pointer, _another(value))


def _another(value: Any) -> Any:
    """Return a value of the same type that is another."""
    if isinstance(value, Enum):
        return next((each for each in type(value) if each is not value), None)
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime | date):
        return value + timedelta(days=1)
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str) and value in zone_names():
        return "Asia/Tokyo" if value != "Asia/Tokyo" else "Europe/Berlin"
    if isinstance(value, str):
        return f"{value[:-1]}{'Y' if value.endswith('X') else 'X'}"  # as long, and of capitals, as codes are
    assert value is None, f"{value!r} is not known here"
    return "given"
