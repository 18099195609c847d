"""Rights as they are enforced: the emulator checks each function's role, and each role opens what the table grants."""

import http.client
import json
import uuid
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError

from infra import policies, policy_statements
from local.stack import Stack
from tests.e2e.world import World

Key = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def tables(stack: Stack) -> dict[str, Key]:
    """Every table of the copy, without its prefix, and a key of it that no row has."""
    database = stack.client("dynamodb")
    described = [
        database.describe_table(TableName=name)["Table"]
        for page in database.get_paginator("list_tables").paginate()
        for name in page["TableNames"]
    ]
    return {table["TableName"].removeprefix(stack.name("")): _unused_key(table) for table in described}


def _unused_key(table: dict[str, Any]) -> Key:
    kinds = {attribute["AttributeName"]: attribute["AttributeType"] for attribute in table["AttributeDefinitions"]}
    names = [part["AttributeName"] for part in table["KeySchema"]]
    return {name: {kinds[name]: "0" if kinds[name] == "N" else "-"} for name in names}


def as_function(stack: Stack, function: str, service: str) -> Any:
    """A client that has the rights of one function and no others."""
    role = stack.client("lambda").get_function_configuration(FunctionName=stack.name(function))["Role"]
    held = stack.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return boto3.client(  # type: ignore[call-overload]
        service,
        region_name=stack.region,
        endpoint_url=stack.endpoint,
        aws_access_key_id=held["AccessKeyId"],
        aws_secret_access_key=held["SecretAccessKey"],
        aws_session_token=held["SessionToken"],
    )


def is_allowed(call: Any, **arguments: Any) -> bool:
    try:
        call(**arguments)
    except ClientError as error:
        if "AccessDenied" not in error.response["Error"]["Code"]:
            raise
        return False
    return True


def granted(function: str, action: str) -> set[str]:
    """The tables on which a function was granted a DynamoDB action."""
    grants = [grant.split(":") for grant in policies.GRANTS[function]]
    return {
        table for kind, verb, table in grants if kind == "table" and action == policy_statements.TABLE_ACTIONS[verb]
    }


@pytest.mark.parametrize("function", sorted(policies.GRANTS))
def test_a_function_reads_and_writes_the_tables_it_was_granted_and_no_other(
    stack: Stack, tables: dict[str, Key], function: str
) -> None:
    dynamodb = as_function(stack, function, "dynamodb")

    named = {table: {"TableName": stack.name(table), "Key": key} for table, key in tables.items()}
    got = {table for table, key in named.items() if is_allowed(dynamodb.get_item, **key)}
    deleted = {table for table, key in named.items() if is_allowed(dynamodb.delete_item, **key)}
    scanned = {table for table in tables if is_allowed(dynamodb.scan, TableName=stack.name(table))}

    assert len(tables) >= 13
    assert got == granted(function, "GetItem")
    assert deleted == granted(function, "DeleteItem")
    assert scanned == granted(function, "Scan")


def test_only_who_starts_bookings_may_start_the_workflow(stack: Stack) -> None:
    starters = {name for name, grants in policies.GRANTS.items() if "workflow:start:booking" in grants}
    assert starters == {"api_handler", "websocket_message", "booking_intake", "sweeper", "reconcile_bookings"}

    client = as_function(stack, "step_book", "stepfunctions")

    assert not is_allowed(client.start_execution, stateMachineArn=stack.state_machine_arn, name="forbidden")


def refusal(stack: Stack, path: str, token: str = "") -> tuple[int, dict[str, str], dict[str, Any]]:
    address = urlsplit(stack.base_url)
    connection = http.client.HTTPConnection(address.netloc, timeout=30)
    try:
        connection.request("GET", address.path + path, headers={"Authorization": token} if token else {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), json.loads(answer.read())
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [("/v1/me", 401), ("/v1/nowhere", 404)],
)
def test_the_gateway_refuses_in_the_words_of_the_api(stack: Stack, path: str, status: int) -> None:
    answered, headers, problem = refusal(stack, path)

    assert answered == status
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert problem["status"] == status
    assert problem["requestId"] == headers["X-Request-Id"]


def test_a_role_that_is_taken_away_counts_no_more_though_the_token_names_it(world: World) -> None:
    email = f"{uuid.uuid4().hex}@example.com"
    manager = world.newcomer("Mia Roth", "traveller", "travel-manager", email=email)
    before = manager.call("GET", "/v1/webhooks").status

    world.service("cognito-idp").admin_remove_user_from_group(
        UserPoolId=world.stack.user_pool_id, Username=email, GroupName="travel-manager"
    )

    assert (before, manager.call("GET", "/v1/webhooks").status) == (200, 403)
