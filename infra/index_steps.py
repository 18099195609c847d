"""DynamoDB makes or removes one index of a table at a time, so a release that changes more takes several updates."""

import copy
from itertools import zip_longest

from infra.templates import Value

TABLE = "AWS::DynamoDB::Table"
INDEXES = "GlobalSecondaryIndexes"
Indexes = dict[str, Value]


def split(old: Value, new: Value) -> list[Value]:
    """Return the templates that lead from the old one to the new one, the last, each with at most one index of any
    table more, or less, than the one before."""
    paths = {name: _path(old["Resources"][name], new["Resources"][name]) for name in _tables_of_both(old, new)}
    between = zip_longest(*(path[:-1] for path in paths.values()))
    return [*(_template(old, new, dict(zip(paths, states, strict=True))) for states in between), new]


def _tables_of_both(old: Value, new: Value) -> list[str]:
    return [
        name
        for name, it in new["Resources"].items()
        if it["Type"] == TABLE and old.get("Resources", {}).get(name, {}).get("Type") == TABLE
    ]


def _path(old: Value, new: Value) -> list[Indexes]:
    """Return which indexes a table has after each update. A changed one is removed and made again."""
    before, after = _indexes(old), _indexes(new)
    changed = [name for name in after if name in before and before[name] != after[name]]
    states = []
    now = dict(before)
    for name in [name for name in after if name not in before]:
        now = {**now, name: after[name]}
        states.append(now)
    for name in changed:
        without = {other: it for other, it in now.items() if other != name}
        now = {**without, name: after[name]}
        states += [without, now]
    for name in [name for name in before if name not in after]:
        now = {other: it for other, it in now.items() if other != name}
        states.append(now)
    return states


def _indexes(table: Value) -> Indexes:
    return {index["IndexName"]: index for index in table["Properties"].get(INDEXES, [])}


def _template(old: Value, new: Value, states: dict[str, Indexes | None]) -> Value:
    """Return the new template, in which these tables have these indexes; None is what they shall have in the end."""
    made = copy.deepcopy(new)
    for name, indexes in states.items():
        if indexes is not None:
            made["Resources"][name]["Properties"] |= _properties(
                old["Resources"][name], new["Resources"][name], indexes
            )
            if not indexes:
                del made["Resources"][name]["Properties"][INDEXES]
    return made


def _properties(old: Value, new: Value, indexes: Indexes) -> Value:
    """Return the properties of a table that its indexes decide: only attributes of keys may be defined."""
    keyed = [*new["Properties"]["KeySchema"], *(key for index in indexes.values() for key in index["KeySchema"])]
    used = {key["AttributeName"] for key in keyed}
    defined = {it["AttributeName"]: it for table in (old, new) for it in table["Properties"]["AttributeDefinitions"]}
    return {
        INDEXES: list(indexes.values()),
        "AttributeDefinitions": [it for name, it in defined.items() if name in used],
    }
