"""Changing a part of a thing: JSON Merge Patch (RFC 7396), checked as the whole that comes of it."""

from typing import Any, TypeVar

import msgspec

from chalicelib.decoding.typed_values import to_body
from chalicelib.domain.value import Value

T = TypeVar("T", bound=Value)


def apply_patch(current: T, patch: Value) -> T:
    """Apply `patch` to `current`: null takes one away, an object changes the fields that it names.

    Raises InvalidInput, with a pointer for each thing wrong with what comes of it.
    """
    return to_body(_merge(msgspec.to_builtins(current), msgspec.to_builtins(patch)), type(current))


def _merge(target: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = _merge(merged.get(name), value)
    return merged
