"""PynamoDB's requests, put together in fewer steps: the same, key by key and in the same order, which
`test_quick_models.py` holds them to.

What is looked up anew for every call (which attribute is the key, of which type it is, whether a value is a path) is
looked up once, and the expressions' common parts are written down without going through their format strings.
"""

from functools import cache
from typing import Any

import pytest
from pynamodb.attributes import Attribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.connection.base import BOTOCORE_EXCEPTIONS, MetaTable
from pynamodb.constants import BINARY, BOOLEAN, NUMBER, STRING
from pynamodb.exceptions import GetError, QueryError
from pynamodb.expressions.condition import And, Comparison, Condition, Exists, NotExists, Or
from pynamodb.expressions.operand import Value, _Operand
from pynamodb.expressions.update import Update
from pynamodb.models import Model
from pynamodb.pagination import ResultIterator

Names = dict[str, str]
Values = dict[str, dict[str, Any]]

_SCALARS = frozenset({BINARY, BOOLEAN, NUMBER, STRING})
_OWN_GET = Model.get.__func__  # type: ignore[attr-defined]
_OWN_ROWS = Model.query.__func__  # type: ignore[attr-defined]
_OWN_QUERY = TableConnection.query
_OWN_OPERATION = Connection.get_operation_kwargs
_OWN_OPERAND, _OWN_VALUE = _Operand._to_operand, Value.__init__
_OWN_CONNECTION = Model._get_connection.__func__  # type: ignore[attr-defined]


def hurry(patch: pytest.MonkeyPatch) -> None:
    """Let PynamoDB's requests be put together more quickly for as long as `patch` lasts."""
    patch.setattr(Model, "_get_connection", classmethod(_get_connection))
    patch.setattr(Model, "get", classmethod(_get))
    patch.setattr(TableConnection, "query", _query)
    patch.setattr(Connection, "get_operation_kwargs", _get_operation)
    patch.setattr(Model, "query", classmethod(_query_rows))
    patch.setattr(MetaTable, "get_identifier_map", _get_identifier_map)
    patch.setattr(_Operand, "_to_operand", _to_operand)
    patch.setattr(Value, "__init__", _make_value)
    patch.setattr(Value, "serialize", _serialize_value, raising=False)
    patch.setattr(Comparison, "serialize", _serialize_comparison, raising=False)
    for both in (And, Or):
        patch.setattr(both, "serialize", _serialize_both, raising=False)
    for kind in (Exists, NotExists):
        patch.setattr(kind, "serialize", _serialize_existence, raising=False)


# Keys


@cache
def _key_of(table: MetaTable, index: str | None) -> tuple[str, str]:
    """The name and type of a table's hash key, or of an index's."""
    name = table.hash_keyname if index is None else table.get_index_hash_keyname(index)
    return name, table.get_attribute_type(name)


@cache
def _range_of(table: MetaTable) -> tuple[str, str] | None:
    name = table.range_keyname
    return None if name is None else (name, table.get_attribute_type(name))


def _get_identifier_map(
    self: MetaTable, hash_key: str, range_key: str | None = None, key: str = "Key"
) -> dict[str, Any]:
    name, kind = _key_of(self, None)
    found = {name: {kind: hash_key}}
    if range_key is not None and (ranged := _range_of(self)) is not None:
        found[ranged[0]] = {ranged[1]: range_key}
    return {key: found}


@cache
def _key_attributes(model: Any) -> tuple[tuple[str, str, Attribute[Any]], ...]:
    """The names and types of a table's key, and what makes values of it."""
    found = (model._hash_key_attribute(), model._range_key_attribute())
    return tuple((each.attr_name, each.attr_type, each) for each in found if each is not None)


# Calls


def _get_connection(model: Any) -> TableConnection:
    found: TableConnection | None = model._connection
    if found is None or found.table_name != model.Meta.table_name:
        return _OWN_CONNECTION(model)  # type: ignore[no-any-return]
    return found


def _get(
    model: Any,
    hash_key: Any,
    range_key: Any = None,
    consistent_read: bool = False,
    attributes_to_get: Any = None,
) -> Any:
    if attributes_to_get is not None:
        return _OWN_GET(model, hash_key, range_key, consistent_read, attributes_to_get)
    table = model._get_connection()
    key: dict[str, dict[str, Any]] = {}
    for (name, kind, attribute), value in zip(_key_attributes(model), (hash_key, range_key), strict=False):
        if value is not None:
            key[name] = {kind: attribute.serialize(value)}
    asked = {"TableName": table.table_name, "Key": key, "ConsistentRead": consistent_read}
    try:
        item = table.connection.dispatch("GetItem", asked).get("Item")
    except BOTOCORE_EXCEPTIONS as error:
        raise GetError(f"Failed to get item: {error}", error)  # noqa: B904 - as PynamoDB does
    if not item:
        raise model.DoesNotExist
    return model.from_raw_data(item)


def _query(self: TableConnection, hash_key: Any, **given: Any) -> Any:
    if not isinstance(hash_key, str) or given.get("attributes_to_get") or given.get("return_consumed_capacity"):
        return _OWN_QUERY(self, hash_key, **given)
    index = given.get("index_name") or None
    name, kind = _key_of(self.get_meta_table(), index)
    names: Names = {name: "#0"}
    values: Values = {":0": {kind: hash_key}}
    ranged, wanted = given.get("range_key_condition"), given.get("filter_condition")
    asked: dict[str, Any] = {"TableName": self.table_name}
    asked["KeyConditionExpression"] = (
        "#0 = :0" if ranged is None else f"(#0 = :0 AND {ranged.serialize(names, values)})"
    )
    if wanted is not None:
        asked["FilterExpression"] = wanted.serialize(names, values)
    if given.get("consistent_read"):
        asked["ConsistentRead"] = True
    if given.get("exclusive_start_key"):
        asked |= self.connection.get_exclusive_start_key_map(self.table_name, given["exclusive_start_key"])
    if index:
        asked["IndexName"] = index
    if given.get("limit") is not None:
        asked["Limit"] = given["limit"]
    if given.get("select"):
        asked["Select"] = given["select"].upper()
    if given.get("scan_index_forward") is not None:
        asked["ScanIndexForward"] = given["scan_index_forward"]
    asked["ExpressionAttributeNames"] = {placeholder: each for each, placeholder in names.items()}
    asked["ExpressionAttributeValues"] = values
    try:
        return self.connection.dispatch("Query", asked)
    except BOTOCORE_EXCEPTIONS as error:
        raise QueryError(f"Failed to query items: {error}", error)  # noqa: B904 - as PynamoDB does


def _query_rows(  # noqa: PLR0917 - as PynamoDB's own
    model: Any,
    hash_key: Any,
    range_key_condition: Any = None,
    filter_condition: Any = None,
    consistent_read: bool = False,
    index_name: str | None = None,
    scan_index_forward: bool | None = None,
    limit: int | None = None,
    last_evaluated_key: Any = None,
    attributes_to_get: Any = None,
    page_size: int | None = None,
    rate_limit: float | None = None,
) -> Any:
    if model._discriminator or attributes_to_get is not None or rate_limit is not None:
        given = (range_key_condition, filter_condition, consistent_read, index_name, scan_index_forward, limit)
        more = (last_evaluated_key, attributes_to_get, page_size, rate_limit)
        return _OWN_ROWS(model, hash_key, *given, *more)
    asked = {
        "range_key_condition": range_key_condition,
        "filter_condition": filter_condition,
        "index_name": index_name,
        "exclusive_start_key": last_evaluated_key,
        "consistent_read": consistent_read,
        "scan_index_forward": scan_index_forward,
        "limit": limit if page_size is None else page_size,
        "attributes_to_get": None,
    }
    hashed = _hash_attribute(model, index_name).serialize(hash_key)
    return ResultIterator(model._get_connection().query, (hashed,), asked, map_fn=model.from_raw_data, limit=limit)


@cache
def _hash_attribute(model: Any, index: str | None) -> Attribute[Any]:
    found: Attribute[Any] = (model._indexes[index] if index else model)._hash_key_attribute()
    return found


def _get_operation(  # noqa: PLR0917 - as PynamoDB's own
    self: Connection,
    table_name: str,
    hash_key: str,
    range_key: str | None = None,
    key: str = "Key",
    attributes: Any = None,
    actions: Any = None,
    condition: Any = None,
    return_values: str | None = None,
    return_values_on_condition_failure: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    if any(each is not None for each in more.values()) or not _is_plain(condition, attributes):
        return _OWN_OPERATION(
            self,
            table_name,
            hash_key,
            range_key,
            key,
            attributes,
            actions=actions,
            condition=condition,
            return_values=return_values,
            return_values_on_condition_failure=return_values_on_condition_failure,
            **more,
        )
    names: Names = {}
    values: Values = {}
    table = self.get_meta_table(table_name)
    asked = {"TableName": table_name, **table.get_identifier_map(hash_key, range_key, key=key)}
    if attributes and key == "Item":
        asked["Item"].update(attributes)
    if condition is not None:
        asked["ConditionExpression"] = condition.serialize(names, values)
    if return_values is not None:
        asked["ReturnValues"] = return_values
    if return_values_on_condition_failure is not None:
        asked["ReturnValuesOnConditionCheckFailure"] = return_values_on_condition_failure
    if actions is not None:
        asked["UpdateExpression"] = Update(*actions).serialize(names, values)  # type: ignore[arg-type]
    if names:
        asked["ExpressionAttributeNames"] = {placeholder: each for each, placeholder in names.items()}
    if values:
        asked["ExpressionAttributeValues"] = values
    return asked


def _is_plain(condition: Any, attributes: Any) -> bool:
    """Whether PynamoDB would neither refuse the condition nor have to find out of which types the attributes are."""
    if condition is not None and not isinstance(condition, Condition):
        return False
    return not attributes or all(isinstance(each, dict) for each in attributes.values())


# Expressions


def _to_operand(self: Any, value: Any) -> Any:
    if isinstance(value, _Operand | Attribute):
        return _OWN_OPERAND(self, value)
    return self._to_value(value)


def _make_value(self: Any, value: Any, attribute: Any = None) -> None:
    if value is None or attribute is None or isinstance(value, dict) or attribute.attr_type not in _SCALARS:
        _OWN_VALUE(self, value, attribute)
        return
    kind = attribute.attr_type
    self.attr_type, self.values = kind, ({kind: attribute.serialize(value)},)


def _serialize_value(self: Value, _names: Names, values: Values) -> str:
    placeholder = f":{len(values)}"
    values[placeholder] = self.values[0]
    return placeholder


def _serialize_comparison(self: Comparison, names: Names, values: Values) -> str:
    left, right = self.values
    return f"{left.serialize(names, values)} {self.operator} {right.serialize(names, values)}"


def _serialize_both(self: Condition, names: Names, values: Values) -> str:
    one, other = self.values
    return f"({one.serialize(names, values)} {self.operator} {other.serialize(names, values)})"


def _serialize_existence(self: Condition, names: Names, values: Values) -> str:
    return f"{self.operator} ({self.values[0].serialize(names, values)})"
