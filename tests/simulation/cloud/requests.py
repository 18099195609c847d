"""Requests of DynamoDB as Sojourn makes them and as it might: tables, expressions, and strategies that draw both."""

import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Asked = tuple[str, dict[str, Any]]
# Two tables in the two shapes of the foundation's: a hash key alone, and one with a number beside it; each with an
# index, whose projections are all that there are.
TABLES: list[dict[str, Any]] = [
    {
        "TableName": "things",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in (("id", "S"), ("kind", "S"), ("due", "S"))
        ],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": f"by-{projection['ProjectionType']}",
                "KeySchema": [
                    {"AttributeName": "kind", "KeyType": "HASH"},
                    {"AttributeName": "due", "KeyType": "RANGE"},
                ],
                "Projection": projection,
            }
            for projection in (
                {"ProjectionType": "KEYS_ONLY"},
                {"ProjectionType": "ALL"},
                {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["n", "text"]},
            )
        ],
    },
    {
        "TableName": "rows",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in (("id", "S"), ("seq", "N"), ("kind", "S"))
        ],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "seq", "KeyType": "RANGE"}],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by-kind",
                "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    },
]
NAMES = {
    "#n": "n",
    "#text": "text",
    "#kind": "kind",
    "#due": "due",
    "#id": "id",
    "#seq": "seq",
    "#map": "map",
    "#inside": "inside",
}
VALUES: dict[str, Any] = {
    ":one": {"N": "1"},
    ":five": {"N": "5"},
    ":minus": {"N": "-3"},
    ":text": {"S": "booked"},
    ":start": {"S": "boo"},
    ":due": {"S": "d5"},
    ":kind": {"S": "k1"},
    ":inner": {"M": {"seats": {"N": "2"}}},
    ":list": {"L": [{"S": "x"}]},
    ":set": {"SS": ["p"]},
}
CONDITIONS = (
    "attribute_not_exists(#id)",
    "attribute_exists(#id)",
    "attribute_not_exists(#map.#inside)",
    "attribute_exists(#map.#inside)",
    "attribute_type(#text, :kind)",
    "#n = :five",
    "#n <> :five",
    "#n < :five",
    "#n <= :five",
    "#n > :one",
    "#n >= :five",
    "#n BETWEEN :minus AND :five",
    "#text IN (:text, :kind)",
    "begins_with(#text, :start)",
    "contains(#text, :start)",
    "NOT #n = :five",
    "(attribute_not_exists(#id) OR #n <= :one)",
    "(#n >= :one AND #text = :text)",
    "((#text = :text AND attribute_exists(#n)) AND #n >= :one)",
    "((#n = :five OR #text = :text) OR attribute_not_exists(#id))",
)
UPDATES = (
    "SET #n = :five",
    "SET #n = #n + :one",
    "SET #n = #n - :five, #text = :text",
    "SET #n = if_not_exists(#n, :one)",
    "SET #map = :inner",
    "SET #map.#inside = :inner",
    "SET #map.#inside = :inner, #n = #n - :one",
    "REMOVE #map.#inside",
    "REMOVE #kind",
    "REMOVE #kind, #text",
    "SET #kind = :kind REMOVE #text",
    "SET #due = :due ADD #n :one",
    "ADD #n :one",
    "ADD tags :set",
    "SET things = list_append(if_not_exists(things, :list), :list)",
    "SET #text = #kind, #kind = #text",
)
KEYS = {
    ("things", None): ("#id = :id",),
    ("things", "by-KEYS_ONLY"): ("#kind = :kind", "#kind = :kind AND #due <= :due"),
    ("things", "by-ALL"): (
        "(#kind = :kind AND #due > :due)",
        "#kind = :kind AND #due >= :due",
        "#kind = :kind AND #due BETWEEN :due AND :later",
        "#kind = :kind AND begins_with(#due, :prefix)",
    ),
    ("things", "by-INCLUDE"): ("#kind = :kind", "#kind = :kind AND #due < :due", "#kind = :kind AND #due = :due"),
    ("rows", None): (
        "#id = :id",
        "#id = :id AND #seq > :one",
        "(#id = :id AND #seq <= :five)",
        "#id = :id AND #seq = :one",
    ),
    ("rows", "by-kind"): ("#kind = :kind",),
}
FILTERS = (
    None,
    "#n = :five",
    "attribute_exists(#text)",
    "#text = :text AND #n > :one",
    "(#n = :five OR #text = :text)",
)
ids = st.sampled_from(["a", "b", "c"])
kinds = st.sampled_from([{"S": "k1"}, {"S": "k2"}])
numbers = st.sampled_from(["1", "5", "-3", "2.5"]).map(lambda text: {"N": text})
texts = st.sampled_from([{"S": "booked"}, {"S": "bo"}, {"S": "ä"}, {"NULL": True}])
inner = st.sampled_from([{"M": {}}, {"M": {"inside": {"M": {"seats": {"N": "2"}}}}}])


def used(text: str, among: Mapping[str, Any]) -> dict[str, Any]:
    return {name: among[name] for name in among if re.search(rf"{name}\b", text)}


def expressions(**texts_by_name: str | None) -> dict[str, Any]:
    """Parameters with these expressions, and with the names and values that they use."""
    made: dict[str, Any] = {name: text for name, text in texts_by_name.items() if text is not None}
    joined = " ".join(made.values())
    values = VALUES | {":id": {"S": "a"}, ":later": {"S": "d8"}, ":prefix": {"S": "d"}}
    for field, among in (("ExpressionAttributeNames", NAMES), ("ExpressionAttributeValues", values)):
        if found := used(joined, among):
            made[field] = found
    return made


@st.composite
def keys(draw: st.DrawFn, table: str) -> dict[str, Any]:
    key: dict[str, Any] = {"id": {"S": draw(ids)}}
    return key | {"seq": {"N": draw(st.sampled_from("125"))}} if table == "rows" else key


@st.composite
def items(draw: st.DrawFn, table: str) -> dict[str, Any]:
    """An item whose place in an index is its own: of rows in one place nobody promises an order."""
    key = draw(keys(table))
    place = key["id"]["S"] + key.get("seq", {"N": ""})["N"]
    optional = {
        "kind": kinds,
        "due": st.sampled_from("258").map(lambda digit: {"S": f"d{digit}{place}"}),
        "n": numbers,
        "text": texts,
        "map": inner,
    }
    chosen = draw(st.sets(st.sampled_from(sorted(optional))))
    return key | {name: draw(optional[name]) for name in sorted(chosen)}


@st.composite
def steps(draw: st.DrawFn, *, in_transaction: bool = False) -> Asked:
    """One write, as a request of its own or as a part of a transaction."""
    table = draw(st.sampled_from(["things", "rows"]))
    condition = draw(st.none() | st.sampled_from(CONDITIONS))
    on_failure = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} if condition and draw(st.booleans()) else {}
    kind = draw(st.sampled_from(["Put", "Update", "Delete", *(["ConditionCheck"] if in_transaction else [])]))
    if kind == "ConditionCheck":
        condition = condition or CONDITIONS[0]
    if kind == "Update":
        asked = {"Key": draw(keys(table))} | expressions(
            UpdateExpression=draw(st.sampled_from(UPDATES)), ConditionExpression=condition
        )
        if not in_transaction:
            asked["ReturnValues"] = draw(st.sampled_from(["ALL_NEW", "ALL_OLD", "NONE"]))
    else:
        place = {"Item": draw(items(table))} if kind == "Put" else {"Key": draw(keys(table))}
        asked = place | expressions(ConditionExpression=condition)
    return kind, {"TableName": table} | asked | on_failure


@st.composite
def transactions(draw: st.DrawFn) -> Asked:
    several = draw(st.lists(steps(in_transaction=True), min_size=1, max_size=4))
    return "TransactWriteItems", {"TransactItems": [{kind: step} for kind, step in several]}


@st.composite
def queries(draw: st.DrawFn) -> Asked:
    table, index = draw(st.sampled_from(list(KEYS)))
    wanted = expressions(
        KeyConditionExpression=draw(st.sampled_from(KEYS[table, index])),
        FilterExpression=draw(st.sampled_from(FILTERS)),
        ProjectionExpression=draw(st.sampled_from([None, "#id, #n", "#id"])),
    )
    wanted |= {"TableName": table} | ({"IndexName": index} if index else {"ConsistentRead": draw(st.booleans())})
    wanted |= draw(st.sampled_from([{}, {"ScanIndexForward": False}, {"ScanIndexForward": True}]))
    return "Query", wanted | draw(st.sampled_from([{}, {"Limit": 1}, {"Limit": 2}, {"Limit": 50}]))


@st.composite
def reads(draw: st.DrawFn) -> Asked:
    table = draw(st.sampled_from(["things", "rows"]))
    shown = expressions(ProjectionExpression=draw(st.sampled_from([None, "#n, #text"])))
    if draw(st.booleans()):
        return "GetItem", {"TableName": table, "Key": draw(keys(table)), "ConsistentRead": True} | shown
    several = draw(st.lists(keys(table), min_size=1, max_size=4))
    return "BatchGetItem", {"RequestItems": {table: {"Keys": several, "ConsistentRead": True} | shown}}


def scans() -> st.SearchStrategy[Asked]:
    tables = st.sampled_from(["things", "rows"])
    return tables.flatmap(
        lambda table: st.sampled_from(FILTERS).map(
            lambda text: ("Scan", {"TableName": table} | expressions(FilterExpression=text))
        )
    )


alone = steps().map(lambda step: (f"{step[0]}Item", step[1]))
sequences = st.lists(alone | alone | transactions() | queries() | reads() | scans(), min_size=6, max_size=25)
