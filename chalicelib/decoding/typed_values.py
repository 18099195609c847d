"""From plain values, of a body or of a query, to typed ones, or to a list of everything that is wrong with them.

Every door reads what comes in by this: no text is changed on the way, no number guessed, no time without a zone or
outside of our centuries taken, no money in what nobody can be paid in.
"""

import re
import types
import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain, islice
from math import isfinite
from operator import is_
from typing import Any, TypeVar, cast, get_args, get_origin

import msgspec

from chalicelib.decoding.explanations import explain, explain_missing, explain_unknown, type_at
from chalicelib.decoding.json_text import text_error
from chalicelib.domain.money import CURRENCY, currency_error
from chalicelib.domain.timestamps import time_error
from chalicelib.errors import FieldError, InvalidInput

MOST_ERRORS = 50

T = TypeVar("T")


class _Refused(msgspec.ValidationError):
    """What a rule of ours says of a value that has the right type: in words for whoever sent it."""


_PATH = re.compile(r" - at (?:key in )?`(\$.*)`$", re.DOTALL)
_DIGITS = re.compile(r"-?[0-9]{1,18}")
_DECIMALS = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?")
_TRUTHS = {"true": True, "false": False}
_NUMBERS = frozenset({int, float, type(None)})
_ROWS = frozenset({list, tuple})
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


def to_body(value: Any, wanted: type[T]) -> T:
    """Return plain JSON values as `wanted`; InvalidInput with a pointer for each thing wrong."""
    try:
        return _convert(value, wanted)
    except msgspec.ValidationError as error:
        found = _everything_wrong(value, wanted) or [_locate(error, "", value, wanted)]
        raise InvalidInput("The body is not valid.", found) from error


def to_query(given: Mapping[str, Sequence[str]], wanted: type[T] | None) -> T | None:
    """Return query parameters as `wanted` (None: no parameters are known); InvalidInput for each thing wrong."""
    fields = () if wanted is None else msgspec.structs.fields(cast(Any, wanted))
    many = {field.encode_name for field in fields if _item_type(field.type) is not None}
    repeated = [name for name, values in given.items() if len(values) > 1 and name not in many]
    known = {field.encode_name for field in fields}
    unknown = given.keys() - known
    found = [FieldError(_step(name), "Give it once.") for name in repeated]
    found += [FieldError(_step(name), explain_unknown(name, known, what="parameter")) for name in sorted(unknown)]
    if found:
        raise InvalidInput("The query is not valid.", found[:MOST_ERRORS])
    lost = [FieldError(_step(name), error) for name, values in given.items() if (error := text_error("".join(values)))]
    if lost:
        raise InvalidInput("The query has text that is none.", lost)
    if wanted is None:
        return None
    named = [field for field in fields if field.encode_name in given]
    plain = {field.encode_name: _read_words(given[field.encode_name], field) for field in named}
    try:
        return _convert(plain, wanted)
    except msgspec.ValidationError as error:
        found = _everything_wrong(plain, wanted) or [_locate(error, "", plain, wanted)]
        raise InvalidInput("The query is not valid.", found) from error


def _read_words(words: Sequence[str], field: msgspec.structs.FieldInfo) -> Any:
    """Return what a parameter says: a number or a truth where its type wants one, in plain digits or as JSON writes it;
    else its words."""
    item = _item_type(field.type)
    if item is not None:
        return [_read_word(word, item) for word in words]
    return _read_word(words[0], field.type)


def _read_word(word: str, wanted: Any) -> Any:
    kinds = set(_members(wanted))
    if bool in kinds and word in _TRUTHS:
        return _TRUTHS[word]
    if int in kinds and _DIGITS.fullmatch(word):
        return int(word)
    if float in kinds and _DECIMALS.fullmatch(word) and isfinite(number := float(word)):
        return number
    return word


def _convert(value: Any, wanted: type[T]) -> T:
    """Return `value` as `wanted`; msgspec.ValidationError. Patterns end in `$`, which Python lets match before a last
    line break, too: text that ends in one is judged again with something else there. No pattern bounds a time."""
    found = msgspec.convert(value, wanted)
    without_grace = _without_line_end(value)
    if without_grace is not value:
        msgspec.convert(without_grace, wanted)
    for error in _list_errors(found, wanted):
        raise _Refused(error)
    return found


def _list_errors(value: Any, wanted: Any = None) -> Iterator[str]:
    """Yield what is wrong with the times and the currencies in a typed value, which is one of `wanted` where that is
    known."""
    error = None
    if isinstance(value, date):
        error = time_error(value)
    elif isinstance(value, str):
        error = currency_error(value) if _is_currency(wanted) else None
    elif isinstance(value, msgspec.Struct):
        yield from _list_errors_of_fields(value)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _list_errors(each)
    elif isinstance(value, list | tuple | set | frozenset) and not _holds_numbers_alone(value):
        for each in value:
            yield from _list_errors(each)
    if error is not None:
        yield error


def _list_errors_of_fields(value: msgspec.Struct) -> Iterator[str]:
    currencies = _list_currency_fields(type(value))
    for name in value.__struct_fields__:
        held = getattr(value, name)
        if name in currencies:
            yield from _list_errors(held, currencies[name])
        elif held is not None and not isinstance(held, str | int):  # with text and numbers nothing is wrong
            yield from _list_errors(held)


@cache
def _list_currency_fields(struct: Any) -> Mapping[str, Any]:
    """Return the fields of a struct that hold the code of a currency, by name, with their types."""
    return {field.name: field.type for field in msgspec.structs.fields(struct) if _is_currency(field.type)}


def _is_currency(wanted: Any) -> bool:
    """Return whether a type is the code of a currency, or that or nothing."""
    if get_origin(wanted) in (types.UnionType, typing.Union):
        return any(_is_currency(each) for each in get_args(wanted))
    if not hasattr(wanted, "__metadata__"):
        return False
    return CURRENCY in wanted.__metadata__ or _is_currency(wanted.__origin__)


def _without_line_end(value: Any) -> Any:
    """Return `value` itself, unless some text in it ends in a line break."""
    if isinstance(value, str):
        return f"{value[:-1]}\r" if value.endswith("\n") else value
    changed: Any = value
    if isinstance(value, dict):
        changed = {name: _without_line_end(each) for name, each in value.items()}
        return changed if any(changed[name] is not each for name, each in value.items()) else value
    if isinstance(value, list) and not _holds_numbers_alone(value):
        changed = [_without_line_end(each) for each in value]
        return value if all(map(is_, changed, value)) else changed
    return value


def _holds_numbers_alone(value: Collection[Any]) -> bool:
    """Return whether there is nothing but numbers, or rows of them, of which messages hold many thousands: they have
    neither a zone nor a line end."""
    kinds = set(map(type, value))
    return kinds <= _NUMBERS or (kinds <= _ROWS and _NUMBERS.issuperset(map(type, chain.from_iterable(value))))


def _everything_wrong(value: Any, wanted: Any) -> list[FieldError]:
    """Walk the structs and lists to find the errors after the first, at which msgspec stops."""
    return list(islice(_walk(value, wanted, ""), MOST_ERRORS))


def _walk(value: Any, wanted: Any, at: str) -> Iterator[FieldError]:
    """Yield the errors inside `value`; where there are none, the error of it as a whole."""
    struct, item, held = _struct_type(wanted, value), _item_type(wanted), _held_types(wanted)
    inside: Iterator[FieldError] = iter(())
    if struct is not None and isinstance(value, dict):
        inside = _walk_fields(value, struct, at)
    elif item is not None and isinstance(value, list):
        inside = (error for index, each in enumerate(value) for error in _walk(each, item, f"{at}/{index}"))
    elif held is not None and isinstance(value, dict):
        inside = _walk_held(value, *held, at)
    first = next(inside, None)
    if first is not None:
        yield first
        yield from inside
        return
    try:
        _convert(value, wanted)
    except msgspec.ValidationError as error:
        yield _locate(error, at, value, wanted)


def _walk_fields(value: dict[str, Any], struct: Any, at: str) -> Iterator[FieldError]:
    known = _list_fields(struct)
    config = (get_origin(struct) or struct).__struct_config__
    if config.forbid_unknown_fields:
        for name in sorted(value.keys() - known.keys() - {config.tag_field}):
            yield FieldError(at + _step(name), explain_unknown(name, known))
    for name, field in known.items():
        if name in value:
            yield from _walk(value[name], field.type, at + _step(name))
        elif field.required:
            yield FieldError(at + _step(name), explain_missing(field.type))


@cache
def _list_fields(struct: Any) -> Mapping[str, msgspec.structs.FieldInfo]:
    """Return the fields of a struct by the names that they have in JSON."""
    return {field.encode_name: field for field in msgspec.structs.fields(struct)}


def _walk_held(value: dict[str, Any], known: Any, held: Any, at: str) -> Iterator[FieldError]:
    for name, each in value.items():
        wrong = next(_walk(name, known, at + _step(name)), None)
        if wrong is not None:
            yield wrong
        else:
            yield from _walk(each, held, at + _step(name))


def _struct_type(wanted: Any, value: Any) -> Any:
    """Return the one struct that `wanted` is or may be (`Stay | None`), or of several the one that `value` names by its
    tag; None where that is none."""
    classes = [(each, get_origin(each) or each) for each in _members(wanted)]
    found = [each for each, cls in classes if isinstance(cls, type) and issubclass(cls, msgspec.Struct)]
    if len(found) > 1 and isinstance(value, dict):
        found = [each for each in found if _is_tagged(each, value)]
    return found[0] if len(found) == 1 else None


def _is_tagged(struct: Any, value: dict[str, Any]) -> bool:
    config = (get_origin(struct) or struct).__struct_config__
    return config.tag_field is not None and value.get(config.tag_field) == config.tag


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


def _locate(error: msgspec.ValidationError, at: str, value: Any, wanted: Any) -> FieldError:
    """Return what is wrong, in words of ours, where msgspec's path (`$.a[0].b`) leads to below `at`."""
    if isinstance(error, _Refused):
        return FieldError(at, str(error))
    match = _PATH.search(str(error))
    path = match.group(1).partition("[...]")[0] if match else ""  # how msgspec writes a key that it does not name
    steps = [name or index for name, index in _STEP.findall(path)]
    pointer = at + "".join(map(_step, steps))
    if isinstance(error.__cause__, ValueError):  # a type of ours that looks at its fields together
        return FieldError(pointer, f"{error.__cause__}.")
    info, found = type_at(wanted, value, steps)
    return FieldError(pointer, explain(found, info, pointer.rpartition("/")[2]))


def _step(name: str) -> str:
    """Return one step of an RFC 6901 pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")
