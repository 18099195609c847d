"""However many indexes a release adds, removes or changes, no update asks DynamoDB for two of one table."""

from itertools import pairwise
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from infra.foundation import tables
from infra.foundation.tables import Index, Table
from infra.foundation.template import template
from infra.index_steps import INDEXES, split
from infra.templates import Value

ATTRIBUTES = ("owner", "day", "kind", "seq")
names = st.sampled_from(["by-owner", "by-day", "by-kind", "by-seq"])
index = st.builds(Index, names, st.sampled_from(ATTRIBUTES), st.sampled_from(["", "name"]))
table = st.builds(
    Table,
    st.sampled_from(["notes", "zones", "trips"]),
    st.just("id"),
    indexes=st.lists(index, max_size=4, unique_by=lambda it: it.name).map(tuple),
)
release = st.lists(table, max_size=3, unique_by=lambda it: it.name)


def template_of(made: list[Table]) -> Value:
    return {"Resources": {f"{it.name}-table": tables.table(it) for it in made} | {"Topic": {"Type": "AWS::SNS::Topic"}}}


def indexes_of(of: Value, name: str) -> dict[str, Value]:
    return {it["IndexName"]: it for it in of["Resources"][name]["Properties"].get(INDEXES, [])}


def operations(before: dict[str, Value], after: dict[str, Value]) -> int:
    """How many indexes an update makes or removes; one that changes is both."""
    changed = sum(2 for name in before.keys() & after.keys() if before[name] != after[name])
    return len(before.keys() ^ after.keys()) + changed


@given(old=release, new=release)
@settings(max_examples=40)
def test_each_update_makes_or_removes_one_index_of_a_table(old: list[Table], new: list[Table]) -> None:
    path = [template_of(old), *split(template_of(old), template_of(new))]

    for before, after in pairwise(path):
        for name in before["Resources"].keys() & after["Resources"].keys() - {"Topic"}:
            assert operations(indexes_of(before, name), indexes_of(after, name)) <= 1
    assert path[-1] == template_of(new)


@given(old=release, new=release)
@settings(max_examples=40)
def test_it_takes_no_more_updates_than_the_table_with_most_changes(old: list[Table], new: list[Table]) -> None:
    before, after = template_of(old), template_of(new)
    shared = before["Resources"].keys() & after["Resources"].keys() - {"Topic"}
    most = max((operations(indexes_of(before, name), indexes_of(after, name)) for name in shared), default=0)

    assert len(split(before, after)) == max(most, 1)


@given(old=release, new=release)
@settings(max_examples=40)
def test_every_template_between_is_one_that_dynamodb_takes(old: list[Table], new: list[Table]) -> None:
    for between in split(template_of(old), template_of(new)):
        assert between["Resources"].keys() == template_of(new)["Resources"].keys()
        for name in between["Resources"].keys() - {"Topic"}:
            properties = between["Resources"][name]["Properties"]
            keyed = [*properties["KeySchema"], *(key for it in properties.get(INDEXES, []) for key in it["KeySchema"])]
            defined = [it["AttributeName"] for it in properties["AttributeDefinitions"]]
            assert sorted(defined) == sorted({cast("str", key["AttributeName"]) for key in keyed})
            assert properties.get(INDEXES) != []


def test_a_first_deployment_and_an_unchanged_one_are_one_update() -> None:
    assert split({}, template()) == [template()]
    assert split(template(), template()) == [template()]
