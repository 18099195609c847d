"""From plain values, of a body or of a query, to typed ones, or to a list of everything that is wrong with them."""

import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar, cast, get_args, get_origin

import msgspec

from chalicelib.errors import FieldError, InvalidInput

MOST_ERRORS = 50

T = TypeVar("T")
_PATH = re.compile(r" - at (?:key in )?`(\$.*)`$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


def to_body(value: Any, wanted: type[T]) -> T:
    """Return plain JSON values as `wanted`; InvalidInput with a pointer for each thing wrong."""
    try:
        return _convert(value, wanted, strict=True)
    except msgspec.ValidationError as error:
        found = _everything_wrong(value, wanted, strict=True) or [_locate(str(error), "")]
        raise InvalidInput("The body is not valid.", found) from error


def to_query(given: Mapping[str, Sequence[str]], wanted: type[T] | None) -> T | None:
    """Return query parameters as `wanted` (None: no parameters are known); InvalidInput for each thing wrong."""
    fields = () if wanted is None else msgspec.structs.fields(cast(Any, wanted))
    many = {field.encode_name for field in fields if _item_type(field.type) is not None}
    repeated = [name for name, values in given.items() if len(values) > 1 and name not in many]
    unknown = given.keys() - {field.encode_name for field in fields}
    found = [FieldError(_step(name), "Give it once.") for name in repeated]
    found += [FieldError(_step(name), "Unknown parameter.") for name in sorted(unknown)]
    if found:
        raise InvalidInput("The query is not valid.", found[:MOST_ERRORS])
    if wanted is None:
        return None
    plain = {name: list(values) if name in many else values[0] for name, values in given.items()}
    try:
        query = _convert(plain, wanted, strict=False)
    except msgspec.ValidationError as error:
        found = _everything_wrong(plain, wanted, strict=False) or [_locate(str(error), "")]
        raise InvalidInput("The query is not valid.", found) from error
    nulls = [field.encode_name for field in fields if field.encode_name in plain and getattr(query, field.name) is None]
    if nulls:  # msgspec reads the word; nobody can have meant it
        raise InvalidInput("The query is not valid.", [FieldError(_step(name), "Leave it out.") for name in nulls])
    return query


def _convert(value: Any, wanted: type[T], *, strict: bool) -> T:
    """Return `value` as `wanted`; msgspec.ValidationError. Patterns end in `$`, which Python lets match before a last
    line break, too: text that ends in one is judged again with something else there."""
    found = msgspec.convert(value, wanted, strict=strict)
    without_grace = _without_line_end(value)
    if without_grace is not value:
        msgspec.convert(without_grace, wanted, strict=strict)
    return found


def _without_line_end(value: Any) -> Any:
    """Return `value` itself, unless some text in it ends in a line break."""
    if isinstance(value, str):
        return f"{value[:-1]}\r" if value.endswith("\n") else value
    changed: Any = value
    if isinstance(value, dict):
        changed = {name: _without_line_end(each) for name, each in value.items()}
        return changed if any(changed[name] is not each for name, each in value.items()) else value
    if isinstance(value, list):
        changed = [_without_line_end(each) for each in value]
        return changed if any(new is not old for new, old in zip(changed, value, strict=True)) else value
    return value


def _everything_wrong(value: Any, wanted: Any, *, strict: bool) -> list[FieldError]:
    """Walk the structs and lists to find the errors after the first, at which msgspec stops."""
    return list(islice(_walk(value, wanted, "", strict), MOST_ERRORS))


def _walk(value: Any, wanted: Any, at: str, strict: bool) -> Iterator[FieldError]:
    """Yield the errors inside `value`; where there are none, the error of it as a whole."""
    struct, item, held = _struct_type(wanted), _item_type(wanted), _held_types(wanted)
    inside: Iterator[FieldError] = iter(())
    if struct is not None and isinstance(value, dict):
        inside = _walk_fields(value, struct, at, strict)
    elif item is not None and isinstance(value, list):
        inside = (error for index, each in enumerate(value) for error in _walk(each, item, f"{at}/{index}", strict))
    elif held is not None and isinstance(value, dict):
        inside = _walk_held(value, *held, at, strict)
    first = next(inside, None)
    if first is not None:
        yield first
        yield from inside
        return
    try:
        _convert(value, wanted, strict=strict)
    except msgspec.ValidationError as error:
        yield _locate(str(error), at)


def _walk_fields(value: dict[str, Any], struct: Any, at: str, strict: bool) -> Iterator[FieldError]:
    known = {field.encode_name: field for field in msgspec.structs.fields(struct)}
    config = (get_origin(struct) or struct).__struct_config__
    if config.forbid_unknown_fields:
        for name in sorted(value.keys() - known.keys() - {config.tag_field}):
            yield FieldError(at + _step(name), "Unknown field.")
    for name, field in known.items():
        if name in value:
            yield from _walk(value[name], field.type, at + _step(name), strict)
        elif field.required:
            yield FieldError(at + _step(name), "This field is required.")


def _walk_held(value: dict[str, Any], known: Any, held: Any, at: str, strict: bool) -> Iterator[FieldError]:
    for name, each in value.items():
        wrong = next(_walk(name, known, at + _step(name), strict), None)
        if wrong is not None:
            yield wrong
        else:
            yield from _walk(each, held, at + _step(name), strict)


def _struct_type(wanted: Any) -> Any:
    """Return the one struct that `wanted` is or may be (`Stay | None`); None for a union of several."""
    classes = [(each, get_origin(each) or each) for each in _members(wanted)]
    found = [each for each, cls in classes if isinstance(cls, type) and issubclass(cls, msgspec.Struct)]
    return found[0] if len(found) == 1 else None


def _item_type(wanted: Any) -> Any:
    """Return the item type of a list or a homogeneous tuple; None for anything else."""
    for each in _members(wanted):
        origin, arguments = get_origin(each), get_args(each)
        if origin in (list, set, frozenset) or (origin is tuple and arguments[1:] == (Ellipsis,)):
            return arguments[0]
    return None


def _held_types(wanted: Any) -> tuple[Any, Any] | None:
    """Return the key and value types of a dict; None for anything else."""
    return next((get_args(each) for each in _members(wanted) if get_origin(each) is dict), None)


def _members(wanted: Any) -> Iterator[Any]:
    """Return the members of a union, seen through Annotated; a type that is no union is its only member."""
    if hasattr(wanted, "__metadata__"):
        yield from _members(wanted.__origin__)
    elif get_origin(wanted) in (types.UnionType, typing.Union):
        for each in get_args(wanted):
            yield from _members(each)
    else:
        yield wanted


def _locate(message: str, at: str) -> FieldError:
    """Return msgspec's words with its path (`$.a[0].b`) turned into a pointer below `at`."""
    match = _PATH.search(message)
    if match is None:
        return FieldError(at, f"{message}.")
    steps = _STEP.findall(match.group(1).partition("[...]")[0])  # how msgspec writes a key that it does not name
    return FieldError(at + "".join(_step(name or index) for name, index in steps), f"{message[: match.start()]}.")


def _step(name: str) -> str:
    """Return one step of an RFC 6901 pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")
