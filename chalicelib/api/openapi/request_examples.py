"""Examples of what is sent, as somebody would write them: without what means the same when it is left out."""

from typing import Any

import msgspec


def shorten(example: Any) -> Any:
    """Return an instance of a body's type as plain values, without the fields that have their default."""
    return _shorten(example, msgspec.to_builtins(example))


def _shorten(value: Any, plain: Any) -> Any:
    if isinstance(value, msgspec.Struct):
        fields = {field.encode_name: field for field in msgspec.structs.fields(value)}
        said = {
            name: each for name, each in plain.items() if name not in fields or not _is_default(value, fields[name])
        }
        return {
            name: _shorten(getattr(value, fields[name].name), each) if name in fields else each
            for name, each in said.items()
        }
    if isinstance(value, tuple | list):
        return [_shorten(each, shown) for each, shown in zip(value, plain, strict=True)]
    return plain


def _is_default(value: msgspec.Struct, field: msgspec.structs.FieldInfo) -> bool:
    held = getattr(value, field.name)
    if field.default_factory is not msgspec.NODEFAULT:
        return bool(held == field.default_factory())
    return field.default is not msgspec.NODEFAULT and bool(held == field.default)
