"""The rows of a table, and its indexes, as a read finds them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib import clock
from tests.simulation.cloud.values import Item, number, sort_key

Key = tuple[Any, Any]


class Failure(Exception):
    """What DynamoDB answers instead of a result: its code and message, and what else stands in the answer."""

    def __init__(self, code: str, message: str, **more: Any) -> None:
        super().__init__(code, message)
        self.code, self.message, self.more = code, message, more


class Written(NamedTuple):
    """One row before and after a write; None where there was, or is, none."""

    table: str
    before: Item | None
    after: Item | None


class Index:
    """A secondary index, or the table itself read in its own order. `shows` is None when everything is projected."""

    def __init__(self, hash_name: str, range_name: str | None, shows: frozenset[str] | None) -> None:
        self.hash_name, self.range_name, self.shows = hash_name, range_name, shows
        self.parts: dict[Any, dict[Key, Item]] = {}
        self.changes = 0  # how often something in it was changed
        # What is known of a hash key since something was changed in it.
        self._in_order: dict[Any, list[tuple[Key, Item]]] = {}

    def put(self, key: Key, before: Item | None, after: Item | None) -> None:
        if before is not None and self._has(before):
            self.changes += 1
            content = _content(before[self.hash_name])
            self._in_order.pop(content, None)
            del self.parts[content][key]
        if after is not None and self._has(after):
            self.changes += 1
            content = _content(after[self.hash_name])
            self._in_order.pop(content, None)
            self.parts.setdefault(content, {})[key] = after

    @property
    def key_names(self) -> tuple[str, ...]:
        """The attributes that say where in the index a row stands."""
        return (self.hash_name,) if self.range_name is None else (self.hash_name, self.range_name)

    def entry_of(self, item: Item | None) -> Item | None:
        """What stands here of a row; None when nothing does."""
        return self.project(item) if item is not None and self._has(item) else None

    def _has(self, item: Item) -> bool:
        return self.hash_name in item and (self.range_name is None or self.range_name in item)

    def rows(self, hash_value: Any) -> list[tuple[Key, Item]]:
        """The rows of one hash key, in the order of the range key; not to be changed."""
        content = _content(hash_value)
        found = self._in_order.get(content)
        if found is None:
            found = self._in_order[content] = sorted(self.parts.get(content, {}).items(), key=self.order)
        return found

    def first(self, name: str) -> str | None:
        """The first text that stands in this attribute of any row, or None where there is no row."""
        return min([item[name]["S"] for part in self.parts.values() for item in part.values()], default=None)

    def clear(self) -> None:
        self.parts.clear()
        self.changes += 1
        self._in_order.clear()

    def order(self, row: tuple[Key, Item]) -> tuple[Any, ...]:
        key, item = row
        by_range = sort_key(item[self.range_name]) if self.range_name else 0
        return by_range, *(part if part is not None else "" for part in key)

    def project(self, item: Item) -> Item:
        return item if self.shows is None else {name: item[name] for name in item if name in self.shows}


class Everything(Index):
    """A table as a scan reads it: in the order of its whole key, which is as good as any."""

    def order(self, row: tuple[Key, Item]) -> tuple[Any, ...]:
        return tuple("" if part is None else part for part in row[0])


class Table:
    """One table with its indexes."""

    def __init__(self, described: Mapping[str, Any]) -> None:
        self.name = str(described["TableName"])
        self.types = {each["AttributeName"]: each["AttributeType"] for each in described["AttributeDefinitions"]}
        self.hash_name, self.range_name = _key_names(described["KeySchema"])
        self.own = Index(self.hash_name, self.range_name, None)
        self.rows: dict[Key, Item] = {}
        self.first_stored: dict[Key, datetime] = {}  # when what is there was put there, by the world's clock
        self.indexes: dict[str, Index] = {}
        for each in described.get("GlobalSecondaryIndexes", ()):
            names = _key_names(each["KeySchema"])
            kept = {self.hash_name, self.range_name, *names}
            shows = frozenset(str(name) for name in [*kept, *each["Projection"].get("NonKeyAttributes", ())] if name)
            everything = each["Projection"]["ProjectionType"] == "ALL"
            self.indexes[each["IndexName"]] = Index(*names, None if everything else shows)

    def key_of(self, attributes: Item, *, alone: bool = False) -> Key:
        """The key that stands in `attributes`, which hold nothing else when `alone`. Raises Failure."""
        if alone and len(attributes) != (1 if self.range_name is None else 2):
            raise invalid("The provided key element does not match the schema")
        hash_part = self._key_part(self.hash_name, attributes)
        return hash_part, None if self.range_name is None else self._key_part(self.range_name, attributes)

    def _key_part(self, name: str, attributes: Item) -> Any:
        value = attributes.get(name)
        if value is None or self.types[name] not in value:
            raise invalid("The provided key element does not match the schema")
        content = _content(value)
        if content == "":
            raise invalid("One or more parameter values are not valid. A key attribute cannot be an empty string.")
        return content

    def store(self, key: Key, item: Item | None) -> Written:
        """Put `item` (None removes it) under `key`, in the table and in every index."""
        before = self.rows.get(key)
        if item is None:
            self.rows.pop(key, None)
            self.first_stored.pop(key, None)
        else:
            self.rows[key] = item
            if before is None:
                self.first_stored[key] = clock.now()
        self.own.put(key, before, item)
        for index in self.indexes.values():
            index.put(key, before, item)
        return Written(self.name, before, item)

    def check_item(self, item: Item) -> None:
        """Raises Failure when an index could not keep `item`: a key attribute of another type, or empty."""
        for name, kind in self.types.items():
            value = item.get(name)
            if value is not None and (kind not in value or value[kind] == ""):
                raise invalid(f"One or more parameter values were invalid: {name}")

    def clear(self) -> None:
        self.rows.clear()
        self.first_stored.clear()
        for index in (self.own, *self.indexes.values()):
            index.clear()


def _key_names(schema: Sequence[Mapping[str, str]]) -> tuple[str, str | None]:
    kinds = {each["KeyType"]: each["AttributeName"] for each in schema}
    return kinds["HASH"], kinds.get("RANGE")


def _content(value: Mapping[str, Any]) -> Any:
    ((kind, content),) = value.items()
    return number(content) if kind == "N" else content


def invalid(message: str) -> Failure:
    return Failure("ValidationException", message)
