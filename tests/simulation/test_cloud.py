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
from moto import mock_aws

from tests.simulation.cloud import foundation_queues
from tests.simulation.cloud.requests import (
    CONDITIONS,
    FILTERS,
    KEYS,
    TABLES,
    UPDATES,
    Asked,
    expressions,
    sequences,
)
from tests.simulation.cloud.rows import Failure
from tests.simulation.cloud.tables import Tables
from tests.simulation.cloud.wire import Wire
from tests.simulation.schedules import run_schedule
from tests.support.tables import REGION, empty_tables
from tests.support.turning_clock import START

INVALID: Any = ("ClientError", "ValidationException", [], None)


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
        response = error.response
        reasons = [
            (reason["Code"], comparable(reason.get("Item"))) for reason in response.get("CancellationReasons", ())
        ]
        old = comparable(response.get("Item"))
        return type(error).__name__, response["Error"]["Code"], reasons, old


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
