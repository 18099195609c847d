"""PynamoDB's own work around a call, done in fewer steps.

A schedule makes some two hundred calls, and a third of its time went into looking up again what a model's attributes
are called and which types they have. What stands here answers as PynamoDB does, from what was looked up once;
`test_quick_models.py` holds it to that, request by request and row by row.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import pytest
from pynamodb.attributes import (
    Attribute,
    AttributeContainer,
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.connection.base import MetaTable
from pynamodb.constants import NULL
from pynamodb.exceptions import AttributeNullError
from pynamodb.expressions import operand, util
from pynamodb.expressions.operand import Path
from pynamodb.models import Model

from chalicelib.domain import compatibility
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, lengthen
from tests.simulation.cloud import quick_requests

Values = dict[str, dict[str, Any]]

_OWN_GET, _OWN_SET = Attribute.__get__, Attribute.__set__
_OWN_DEFAULTS, _OWN_ATTRIBUTES = AttributeContainer._set_defaults, AttributeContainer._set_attributes
_OWN_SERIALIZE = AttributeContainer._container_serialize
_OWN_DESERIALIZE = AttributeContainer._container_deserialize
_OWN_INSTANTIATE = AttributeContainer._instantiate.__func__  # type: ignore[attr-defined]
_OWN_PATH, _OWN_SUBSTITUTE = Path.__init__, util.substitute_names
_OWN_TYPE = MetaTable.get_attribute_type
_has_index_name, _index_hash_keyname = cache(MetaTable.has_index_name), cache(MetaTable.get_index_hash_keyname)


# Of these the values are frozen.
_LASTING = (UnicodeAttribute, NumberAttribute, BooleanAttribute, StructAttribute, TimeAttribute)


class Plan(NamedTuple):
    """What is known of a model: every attribute by its names in Python and in the table, and the defaults that rows
    have when they are new and when they are read."""

    attributes: tuple[tuple[str, str, Attribute[Any]], ...]
    new: tuple[tuple[str, Any], ...]
    kept: tuple[tuple[str, Any], ...]
    lasting: bool
    """Whether what is read of a row is the same each time, and cannot be changed in place."""


def hurry(patch: pytest.MonkeyPatch) -> None:
    """Let PynamoDB be quicker for as long as `patch` lasts."""
    for model in _models(Model):
        _plan(model)
    patch.setattr(Attribute, "__get__", _get)
    patch.setattr(Attribute, "__set__", _set)
    patch.setattr(AttributeContainer, "_set_defaults", _set_defaults)
    patch.setattr(AttributeContainer, "_set_attributes", _set_attributes)
    patch.setattr(AttributeContainer, "_container_serialize", _serialize)
    patch.setattr(AttributeContainer, "_container_deserialize", _deserialize)
    patch.setattr(AttributeContainer, "_instantiate", classmethod(_instantiate))
    patch.setattr(NumberAttribute, "serialize", _as_text)
    patch.setattr(NumberAttribute, "deserialize", _as_number)
    patch.setattr(StructAttribute, "deserialize", read)
    patch.setattr(Path, "__init__", _make_path)
    patch.setattr(Path, "serialize", _serialize_path, raising=False)
    patch.setattr(operand, "substitute_names", _substitute_names)
    patch.setattr(MetaTable, "has_index_name", _has_index_name)
    patch.setattr(MetaTable, "get_index_hash_keyname", _index_hash_keyname)
    patch.setattr(MetaTable, "get_attribute_type", _attribute_type)
    quick_requests.hurry(patch)


def _models(base: type[Model]) -> Iterator[type[Model]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


@cache
def _plan(model: Any) -> Plan | None:
    """What can be known of a model once and for all; None where PynamoDB has to look itself."""
    known: dict[str, Attribute[Any]] = model.get_attributes()
    if model._discriminator or any(isinstance(each, MapAttribute | ListAttribute) for each in known.values()):
        return None
    for name, each in known.items():
        each._python_name = name  # type: ignore[attr-defined]
    new = (
        (name, each.default if each.default_for_new is None else each.default_for_new) for name, each in known.items()
    )
    return Plan(
        tuple((name, each.attr_name, each) for name, each in known.items()),
        tuple((name, default) for name, default in new if default is not None),
        tuple((name, each.default) for name, each in known.items() if each.default is not None),
        all(isinstance(each, _LASTING) and not callable(each.default) for each in known.values()),
    )


# Models


def _get(self: Any, instance: Any, owner: Any = None) -> Any:
    if instance is None:
        return self
    try:
        name = self._python_name
    except AttributeError:
        return _OWN_GET(self, instance, owner)
    return instance.attribute_values.get(name)


def _set(self: Any, instance: Any, value: Any) -> None:
    try:
        name = self._python_name
    except AttributeError:
        _OWN_SET(self, instance, value)
        return
    instance.attribute_values[name] = value


def _set_defaults(self: Any, _user_instantiated: bool = True) -> None:
    plan = _plan(self.__class__)
    if plan is None:
        _OWN_DEFAULTS(self, _user_instantiated)
        return
    _take_defaults(self.attribute_values, plan.new if _user_instantiated else plan.kept)


def _take_defaults(values: dict[str, Any], defaults: tuple[tuple[str, Any], ...]) -> None:
    for name, default in defaults:
        value = default() if callable(default) else default
        if value is not None:
            values[name] = value


def _set_attributes(self: Any, **given: Any) -> None:
    if _plan(self.__class__) is None or not given.keys() <= self._attributes.keys():
        _OWN_ATTRIBUTES(self, **given)
        return
    self.attribute_values.update(given)


def _serialize(self: Any, null_check: bool = True) -> Values:
    plan = _plan(self.__class__)
    if plan is None:
        return _OWN_SERIALIZE(self, null_check)
    values, row = self.attribute_values, {}
    for name, kept_as, attribute in plan.attributes:
        value = values.get(name)
        text = None if value is None else attribute.serialize(value)
        if text is not None:
            row[kept_as] = {attribute.attr_type: text}
        elif null_check and not attribute.null:
            raise AttributeNullError(name)
    return row


def _deserialize(self: Any, attribute_values: Values) -> None:
    plan = _plan(self.__class__)
    if plan is None:
        _OWN_DESERIALIZE(self, attribute_values)
        return
    if not plan.lasting:
        self.attribute_values = _read_row(plan, attribute_values)
        return
    known = _READ.get(id(attribute_values))
    if known is None or known[1] is not plan:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        known = _READ[id(attribute_values)] = (attribute_values, plan, _read_row(plan, attribute_values))
    self.attribute_values = known[2].copy()


# What was read of a row, by the identity of the row: the cloud changes none in place, and gives out the same one until
# somebody writes it. The row is kept as well, so that no other one gets its identity.
_READ: dict[int, tuple[Values, Plan, dict[str, Any]]] = {}
_MOST_READ = 256


def _read_row(plan: Plan, attribute_values: Values) -> dict[str, Any]:
    values: dict[str, Any] = {}
    _take_defaults(values, plan.kept)
    for name, kept_as, attribute in plan.attributes:
        value = attribute_values.get(kept_as)
        if value and NULL not in value:
            values[name] = attribute.deserialize(attribute.get_value(value))
    return values


def _instantiate(model: Any, row: Values) -> Any:
    if _plan(model) is None:
        return _OWN_INSTANTIATE(model, row)
    instance = model.__new__(model)
    _deserialize(instance, row)
    return instance


# Values


def read(attribute: StructAttribute[Any], text: str) -> Any:
    """What stands in an attribute; the values are frozen, so the same text need be read only once."""
    try:
        read_text = attribute._read_text  # type: ignore[attr-defined]
    except AttributeError:
        read_text = attribute._read_text = _reader(attribute.kind)  # type: ignore[attr-defined]
    return read_text(text)


def _reader(kind: Any) -> Callable[[str], Any]:
    """Reads texts of a kind, and keeps no more of them than a few worlds come back to: what is kept beyond that only
    drives what is at work out of the processor's caches."""

    @lru_cache(maxsize=64)
    def read_text(text: str) -> Any:
        return compatibility.read(lengthen(text), kind)

    return read_text


def _as_text(_attribute: Any, value: Any) -> str:
    return str(value) if type(value) is int else json.dumps(value)


@lru_cache(maxsize=1024)
def _number(text: str) -> Any:
    return json.loads(text)


def _as_number(_attribute: Any, text: str) -> Any:
    return _number(text)


# Expressions and tables


def _make_path(self: Any, attribute: Any) -> None:
    if not isinstance(attribute, Attribute):
        _OWN_PATH(self, attribute)
        return
    self.attribute, self.attr_type = attribute, attribute.attr_type
    self.values = (list(attribute.attr_path),)


def _serialize_path(self: Path, names: dict[str, str], _values: Values) -> str:
    return _substitute_names(self.values[0], names)


def _substitute_names(path: Any, placeholders: dict[str, str]) -> str:
    if len(path) != 1 or isinstance(path, str) or not path[0].isidentifier():
        return _OWN_SUBSTITUTE(path, placeholders)
    name = path[0]
    return placeholders.setdefault(name, f"#{len(placeholders)}")


def _attribute_type(self: Any, name: str, value: Any = None) -> str:
    return _type_of_key(self, name) or _OWN_TYPE(self, name, value)


@cache
def _type_of_key(table: MetaTable, name: str) -> str | None:
    return next(
        (each["AttributeType"] for each in table.data["AttributeDefinitions"] if each["AttributeName"] == name), None
    )
