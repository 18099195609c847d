"""Which texts of a schema are moments, by the types that it was made from: msgspec says so only of those whose zone is
checked."""

from collections.abc import Mapping
from typing import Any

from msgspec import inspect

from chalicelib.domain.value import JsonObject


def mark_times(kind: Any, schema: JsonObject, components: Mapping[str, JsonObject]) -> None:
    """Say `format: date-time` in `schema`, which is of the type `kind`, and in the components that it refers to."""
    _mark(inspect.type_info(kind), schema, components, set())


def _mark(info: Any, schema: Any, components: Mapping[str, JsonObject], seen: set[str]) -> None:
    match info:
        case inspect.Metadata():
            _mark(info.type, schema, components, seen)
        case inspect.DateTimeType():
            _mark_text(schema)
        case inspect.UnionType():
            _mark_members(info, schema, components, seen)
        case inspect.ListType() | inspect.SetType() | inspect.FrozenSetType() | inspect.VarTupleType():
            _mark(info.item_type, schema.get("items", {}), components, seen)
        case inspect.DictType():
            _mark(info.value_type, schema.get("additionalProperties", {}), components, seen)
        case inspect.StructType():
            name = str(schema.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                seen.add(name)
                for field in info.fields:
                    _mark(field.type, components[name]["properties"][field.encode_name], components, seen)


def _mark_members(info: inspect.UnionType, schema: Any, components: Mapping[str, JsonObject], seen: set[str]) -> None:
    """Mark what a union may be: its structs by their names, its one list, its one text."""
    by_name = {each.cls.__name__: each for each in info.types if isinstance(each, inspect.StructType)}
    others = [each for each in info.types if not isinstance(each, inspect.StructType)]
    for member in schema.get("anyOf", ()):
        name = str(member.get("$ref", "")).rpartition("/")[2]
        if name:
            if components[name]["title"] in by_name:
                _mark(by_name[components[name]["title"]], member, components, seen)
            continue
        for other in others:
            if _fits(other, member):
                _mark(other, member, components, seen)


def _fits(info: Any, schema: JsonObject) -> bool:
    """Return whether a member of a union that is no struct is what a schema is of."""
    inner = info.type if isinstance(info, inspect.Metadata) else info
    lists = inspect.ListType | inspect.SetType | inspect.FrozenSetType | inspect.VarTupleType
    kinds = ((inspect.DateTimeType, "string"), (lists, "array"), (inspect.DictType, "object"))
    return any(isinstance(inner, kind) and schema.get("type") == name for kind, name in kinds)


def _mark_text(schema: JsonObject) -> None:
    if schema.get("type") == "string":
        schema.setdefault("format", "date-time")
