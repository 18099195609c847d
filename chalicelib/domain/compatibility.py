"""Reading what another release of Sojourn wrote: rows and messages outlive a deployment, and a rollback of it.

What an older release wrote lacks fields, which take their defaults. What a newer one wrote has fields that are not
known here: they are passed over, and the value says that it `is_newer`, also after changes of it, so that nobody
writes it back without them. What cannot be understood even so, such as a status that is not known here, is an error.
"""

import threading
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec


def read(text: str | bytes, kind: Any) -> Any:
    """Return the value in a JSON text, whatever fields a newer release has added to it. Raises
    msgspec.ValidationError."""
    try:
        return _decoder(kind).decode(text)
    except msgspec.ValidationError:
        plain = msgspec.json.decode(text)
        known = _keep_known(plain, _describe(kind))
        if known == plain:
            raise
    return _decoder(_newer_kind(kind)).decode(msgspec.json.encode(known))


def is_newer(value: object) -> bool:
    """Return whether the value has fields of a newer release that were passed over when it was read."""
    if isinstance(value, tuple):
        return any(map(is_newer, value))
    return getattr(value, "_has_unknown_fields", False)


# msgspec notes what it finds out about a kind while it is still at it. A thread that reads the same kind meanwhile, or
# one that has it inside, would use what is not there yet, and the process would end.
_FINDING_OUT = threading.Lock()


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    with _FINDING_OUT:
        return msgspec.json.Decoder(kind)


@cache
def _describe(kind: Any) -> Any:
    from msgspec import inspect

    with _FINDING_OUT:
        return inspect.type_info(kind)


@cache
def _newer_kind(kind: Any) -> Any:
    """Return a kind like this one whose values say that they are newer; `msgspec.structs.replace` keeps the kind."""
    if isinstance(kind, UnionType):
        return Union[tuple(map(_newer_kind, get_args(kind)))]  # noqa: UP007 - made of what is known when it runs
    if get_origin(kind) is tuple:
        return tuple[tuple(each if each is ... else _newer_kind(each) for each in get_args(kind))]  # type: ignore[misc]
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return kind
    return msgspec.defstruct(
        kind.__name__,
        [],
        bases=(kind,),
        module=kind.__module__,
        namespace={"_has_unknown_fields": True},
        frozen=True,
        tag=kind.__struct_config__.tag,
        tag_field=kind.__struct_config__.tag_field,
    )


def _keep_known(plain: Any, kind: Any) -> Any:
    """Return `plain` without the fields of objects that their kind does not have, at any depth."""
    from msgspec import inspect

    if isinstance(kind, inspect.Metadata):
        return _keep_known(plain, kind.type)
    if isinstance(kind, inspect.UnionType):
        return _keep_known(plain, _pick(plain, kind))
    if isinstance(plain, dict):
        if isinstance(kind, inspect.StructType):
            return _keep_known_fields(plain, kind)
        if isinstance(kind, inspect.DictType):
            return {name: _keep_known(each, kind.value_type) for name, each in plain.items()}
    if isinstance(plain, list):
        if isinstance(kind, inspect.TupleType):
            kinds = (*kind.item_types, *[None] * len(plain))
            return [_keep_known(each, of) for each, of in zip(plain, kinds, strict=False)]
        return [_keep_known(each, getattr(kind, "item_type", None)) for each in plain]
    return plain


def _keep_known_fields(plain: dict[str, Any], kind: Any) -> dict[str, Any]:
    fields = {field.encode_name: field.type for field in kind.fields}
    kept = {name: _keep_known(each, fields[name]) for name, each in plain.items() if name in fields}
    if kind.tag_field in plain:
        kept[kind.tag_field] = plain[kind.tag_field]
    return kept


def _pick(plain: Any, union: Any) -> Any:
    """Return the kind of a union that `plain` is of, as far as its shape says."""
    from msgspec import inspect

    shapes: tuple[type, ...] = ()
    if isinstance(plain, dict):
        tagged = [
            each
            for each in union.types
            if isinstance(each, inspect.StructType) and each.tag_field and plain.get(each.tag_field) == each.tag
        ]
        if tagged:
            return tagged[0]
        shapes = (inspect.StructType, inspect.DictType)
    elif isinstance(plain, list):
        shapes = (inspect.CollectionType, inspect.TupleType)
    return next((each for each in union.types if isinstance(each, shapes)), None)
