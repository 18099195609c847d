"""That every table is wired: it stands in the code and in the foundation, keyed alike, and somebody may use it."""

from typing import Any

from infra import policies
from infra.foundation.tables import TABLES
from tests.support.row_classes import row_classes

Keys = dict[str, tuple[str, ...]]


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
    return {thing.partition("/")[0] for service, _, thing in granted if service == "table"}


def test_every_table_is_keyed_and_indexed_as_it_is_deployed() -> None:
    in_code: dict[str, Keys] = {}
    for name, classes in row_classes().items():
        for keys in map(keys_in_code, classes):
            assert in_code.setdefault(name, keys)[""] == keys[""]
            in_code[name] = in_code[name] | keys

    assert in_code == keys_as_deployed()


def test_every_table_is_granted_to_a_function_and_no_other_is() -> None:
    assert tables_granted() == {table.name for table in TABLES}
