"""That every table is wired: it stands in the code and in the foundation, keyed alike, and somebody may use it."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pynamodb.models import Model

from chalicelib import models, settings
from chalicelib.gateways.suppliers.sandbox import fault_table
from chalicelib.gateways.suppliers.sandbox import tables as sandbox_tables
from infra import policies
from infra.foundation.tables import TABLES

Keys = dict[str, tuple[str, ...]]


def row_classes() -> dict[str, type[Model]]:
    """The class of each table's rows, by the table's name."""
    modules = [import_module(f"{models.__name__}.{each.name}") for each in iter_modules(models.__path__)]
    classes = [
        value
        for module in [*modules, sandbox_tables, fault_table]
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Model) and value.__module__ == module.__name__
    ]
    return {named(each): each for each in classes if hasattr(each, "Meta")}


def named(rows: Any) -> str:
    return str(rows.Meta.table_name).removeprefix(settings.current().name(""))


def keys_in_code(rows: Any) -> Keys:
    keyed = [each for each in rows.get_attributes().values() if each.is_hash_key or each.is_range_key]
    own = tuple(str(each.attr_name) for each in sorted(keyed, key=lambda each: not each.is_hash_key))
    indexes = {str(name): index._get_schema()["key_schema"] for name, index in rows._indexes.items()}
    return {"": own, **{name: in_order(keys) for name, keys in indexes.items()}}


def in_order(keys: list[dict[str, str]]) -> tuple[str, ...]:
    """The attributes of an index's key, the partition's first."""
    return tuple(each["AttributeName"] for each in sorted(keys, key=lambda each: each["KeyType"] != "HASH"))


def keys_as_deployed() -> dict[str, Keys]:
    return {
        table.name: {
            "": tuple(filter(None, (table.partition, table.sort))),
            **{index.name: tuple(filter(None, (index.partition, index.sort))) for index in table.indexes},
        }
        for table in TABLES
    }


def tables_granted() -> set[str]:
    granted = [grant.split(":") for each in policies.GRANTS.values() for grant in each]
    return {thing for service, _, thing in granted if service == "table"}


def test_every_table_is_keyed_and_indexed_as_it_is_deployed() -> None:
    assert {name: keys_in_code(rows) for name, rows in row_classes().items()} == keys_as_deployed()


def test_every_table_is_granted_to_a_function_and_no_other_is() -> None:
    assert tables_granted() == {table.name for table in TABLES}
