"""The simulation's DynamoDB and moto's do the same: whatever is asked of both in the same order, both answer alike.

What the random schedules ask is looked at as well: each way of asking has to be among those that are compared.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from tests.simulation.cloud import foundation_queues
from tests.simulation.cloud.tables import Failure, Tables
from tests.simulation.cloud.wire import Wire
from tests.simulation.schedules import run_schedule
from tests.support.tables import REGION, empty_tables
from tests.support.turning_clock import START

Asked = tuple[str, dict[str, Any]]
INVALID: Any = ("ClientError", "ValidationException", [], None)

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
    told = {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"} if condition and draw(st.booleans()) else {}
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
    return kind, {"TableName": table} | asked | told


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


class Both:
    """The simulation's DynamoDB and moto's, asked the same."""

    def __init__(self) -> None:
        self.client: Any = boto3.client("dynamodb", region_name=REGION)
        self.tables = Tables()
        self.wire = Wire(self.tables, foundation_queues(lambda: START))
        for table in TABLES:
            self.client.create_table(**table)
            self.tables.create(table)

    def forget(self) -> None:
        empty_tables()
        self.tables.clear()

    def ask(self, operation: str, params: dict[str, Any]) -> None:
        motos = outcome(lambda given: self.client._make_api_call(operation, given), operation, params)
        if motos == INVALID and "_exists(#map.#inside)" in str(params):
            return  # moto refuses a condition on a path into what is not there; to DynamoDB there is nothing then
        ours = outcome(lambda given: self.wire.aws(self.client, operation, given), operation, params)
        if motos == INVALID and operation == "TransactWriteItems" and ours[0] == "TransactionCanceledException":
            return  # moto looks at one step after the other and stops at the first that cannot be done

        assert ours == motos, (operation, params)


def outcome(ask: Any, operation: str, params: dict[str, Any]) -> Any:
    """What is answered, in a form in which equal answers are equal: every page of it, or the error."""
    try:
        if operation not in ("Query", "Scan"):
            return plain(operation, ask(dict(params)))
        return every_page(ask, operation, params)
    except ClientError as error:
        told = error.response
        reasons = [(reason["Code"], comparable(reason.get("Item"))) for reason in told.get("CancellationReasons", ())]
        old = comparable(told.get("Item"))
        return type(error).__name__, told["Error"]["Code"], reasons, old


def every_page(ask: Any, operation: str, params: dict[str, Any]) -> list[Any]:
    """DynamoDB promises one page more, maybe empty, after one that was just filled; moto does not."""
    found: list[Any] = []
    start: dict[str, Any] = {}
    while True:
        answer = ask(params | start)
        found += [comparable(item) for item in answer["Items"]]
        if "LastEvaluatedKey" not in answer:
            return sorted(found, key=repr) if operation == "Scan" else found
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def plain(operation: str, answer: Mapping[str, Any]) -> Any:
    if operation == "BatchGetItem":
        return {table: sorted(map(repr, map(comparable, found))) for table, found in answer["Responses"].items()}
    return {field: comparable(answer[field]) for field in ("Item", "Attributes") if answer.get(field)}


def comparable(item: Any) -> Any:
    """An item with its sets in one order."""
    if not item:
        return None
    return {
        name: {kind: sorted(content) if kind == "SS" else content for kind, content in value.items()}
        for name, value in sorted(item.items())
    }


@pytest.fixture(scope="module")
def both() -> Iterator[Both]:
    with mock_aws():
        yield Both()


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(asked=sequences)
def test_whatever_is_asked_both_answer_alike(both: Both, asked: list[Asked]) -> None:
    both.forget()
    for operation, params in asked:
        both.ask(operation, params)
    for table in TABLES:
        both.ask("Scan", {"TableName": table["TableName"]})


def test_what_the_schedules_ask_is_among_what_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    answer = Tables.answer

    def listening(tables: Tables, operation: str, params: Mapping[str, Any]) -> Any:
        asked.update(forms(operation, params))
        return answer(tables, operation, params)

    monkeypatch.setattr(Tables, "answer", listening)
    for seed in range(1, 9):
        run_schedule(seed)

    assert asked - compared() == set()
    assert len(asked) > 30


def test_condition_on_a_path_into_nothing_finds_nothing_there() -> None:
    wire = Wire(Tables(), foundation_queues(lambda: START))
    wire.tables.create(TABLES[0])
    key = {"TableName": "things", "Key": {"id": {"S": "a"}}}

    wire.tables.answer("DeleteItem", key | expressions(ConditionExpression="attribute_not_exists(#map.#inside)"))
    with pytest.raises(Failure, match="ConditionalCheckFailed"):
        wire.tables.answer("DeleteItem", key | expressions(ConditionExpression="attribute_exists(#map.#inside)"))


def test_transaction_that_is_sent_again_is_done_once() -> None:
    tables = Tables()
    tables.create(TABLES[0])
    step = {"TableName": "things", "Key": {"id": {"S": "a"}}} | expressions(UpdateExpression="ADD #n :one")
    once = {"TransactItems": [{"Update": step}], "ClientRequestToken": "t"}

    tables.answer("TransactWriteItems", once)
    tables.answer("TransactWriteItems", once)

    assert tables.answer("GetItem", {"TableName": "things", "Key": step["Key"]})["Item"]["n"] == {"N": "1"}
    with pytest.raises(Failure, match="IdempotentParameterMismatch"):
        tables.answer(
            "TransactWriteItems", once | {"TransactItems": [{"Delete": {"TableName": "things", "Key": step["Key"]}}]}
        )


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("BatchWriteItem", {"RequestItems": {}}),
        ("Query", {"TableName": "things", "KeyConditionExpression": "id = :id", "KeyConditions": {}}),
        ("UpdateItem", {"TableName": "things", "Key": {"id": {"S": "a"}}, "UpdateExpression": "SET n = n * :one"}),
        ("DeleteItem", {"TableName": "things", "Key": {"id": {"S": "a"}}, "ConditionExpression": "unknown(id)"}),
    ],
)
def test_what_is_not_known_is_refused_loudly(operation: str, params: dict[str, Any]) -> None:
    tables = Tables()
    tables.create(TABLES[0])

    with pytest.raises(NotImplementedError):
        tables.answer(operation, params)


def forms(operation: str, params: Mapping[str, Any]) -> set[str]:
    """What a request uses, in words: its parameters, and the signs and functions of its expressions."""
    if operation == "TransactWriteItems":
        parts = [form for step in params["TransactItems"] for kind, part in step.items() for form in forms(kind, part)]
        return {f"{operation} {part}" for part in parts}
    if operation == "BatchGetItem":
        parts = [form for part in params["RequestItems"].values() for form in forms("", part)]
        return {f"{operation} {part}" for part in parts}
    found = {f"{operation} {name}" for name in params if name not in ("ReturnConsumedCapacity", "ClientRequestToken")}
    for name, text in params.items():
        if name.endswith("Expression"):
            found |= {f"{operation} {name} {sign}" for sign in signs(text)}
    if params.get("ReturnValues"):
        found.add(f"{operation} returns {params['ReturnValues']}")
    return found


def signs(text: str) -> set[str]:
    found = set(re.findall(r"<>|<=|>=|[=<>+,-]|\b(?:AND|OR|NOT|IN|BETWEEN|SET|REMOVE|ADD|DELETE)\b", text))
    return found | set(re.findall(r"[a-z_]+(?=\s*\()", text)) | ({"."} if re.search(r"\w\.[#\w]", text) else set())


def compared() -> set[str]:
    """Everything that the random sequences are made of."""
    found: set[str] = set()
    anything = {
        "TableName": "",
        "ConsistentRead": True,
        "ExpressionAttributeNames": {},
        "ExpressionAttributeValues": {},
    }
    on_condition = anything | {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    for prefix in ("", "TransactWriteItems "):
        for kind in ("Put", "Update", "Delete", "ConditionCheck"):
            operation = kind if prefix else f"{kind}Item"
            given = on_condition | {"Item" if kind == "Put" else "Key": {}}
            for text in CONDITIONS:
                found |= {prefix + form for form in forms(operation, given | {"ConditionExpression": text})}
            for text in UPDATES if kind == "Update" else ():
                found |= {prefix + form for form in forms(operation, given | {"UpdateExpression": text})}
    found |= {f"UpdateItem returns {value}" for value in ("ALL_NEW", "ALL_OLD", "NONE")} | {"UpdateItem ReturnValues"}
    shown = {"ProjectionExpression": "#id, #n"}
    found |= forms("GetItem", anything | shown | {"Key": {}})
    found |= forms("BatchGetItem", {"RequestItems": {"": anything | shown | {"Keys": []}}})
    pages = anything | shown | {"IndexName": "", "ScanIndexForward": True, "Limit": 1, "ExclusiveStartKey": {}}
    for text in (text for texts in KEYS.values() for text in texts):
        for condition in FILTERS:
            filtered = {"FilterExpression": condition} if condition else {}
            found |= forms("Query", pages | {"KeyConditionExpression": text} | filtered)
            found |= forms("Scan", anything | filtered)
    return found
