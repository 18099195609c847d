"""Asks the embedded cloud for one right in a function's name, by a call that changes nothing: what it names is not
there, or it does not meet its own condition. Whether that may be asked is decided before."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.foundation.tables import NUMBERS, TABLES
from infra.packaged_template import ALIAS
from local.stack import Stack
from tests.least_privilege.requests import Request

_NOBODY = "00000000-0000-0000-0000-000000000000"
_KINDS = {each.name: each for each in TABLES}
_IN_TRANSACTIONS = {
    "PutItem": "Put",
    "UpdateItem": "Update",
    "DeleteItem": "Delete",
    "ConditionCheckItem": "ConditionCheck",
    "GetItem": "Get",
}
_SERVICES = {"states": "stepfunctions", "execute-api": "apigatewaymanagementapi"}


class Asker:
    """Asks as one function: with the credentials that its role gives it."""

    def __init__(self, stack: Stack, function: str) -> None:
        self._stack = stack
        role = stack.client("lambda").get_function_configuration(FunctionName=stack.name(function))["Role"]
        self._held = stack.client("sts").assume_role(RoleArn=role, RoleSessionName="proof")["Credentials"]

    def may(self, request: Request) -> bool:
        """Ask for what is requested on this stage; whether the answer is anything but that it is denied."""
        service, _, action = request.action.partition(":")
        try:
            _CALLS[service](self, action, request)
        except ClientError as error:
            return "AccessDenied" not in error.response["Error"]["Code"]
        return True

    def client(self, service: str) -> Any:
        """Return a client with the rights of the function."""
        of_sockets = service == "execute-api"
        return boto3.client(  # type: ignore[call-overload]
            _SERVICES.get(service, service),
            region_name=self._stack.region,
            endpoint_url=self._stack.websocket_endpoint if of_sockets else self._stack.endpoint,
            aws_access_key_id=self._held["AccessKeyId"],
            aws_secret_access_key=self._held["SecretAccessKey"],
            aws_session_token=self._held["SessionToken"],
        )

    def named(self, thing: str) -> str:
        """Return the address of a queue of the stage."""
        return f"{self._stack.endpoint}/000000000000/{thing}"

    @property
    def machine(self) -> str:
        return self._stack.state_machine_arn

    @property
    def pool(self) -> str:
        return self._stack.user_pool_id


def _ask_dynamodb(asker: Asker, action: str, request: Request) -> None:
    database, (_, table, *index) = asker.client("dynamodb"), request.resource.split("/", 2)
    if action in {"Query", "Scan"}:
        _ask_for_rows(database, action, table, index)
        return
    one = _one_row(action, table)
    within = request.keys.get("dynamodb:enclosingoperation", ())
    if "TransactWriteItems" in within or action == "ConditionCheckItem":
        database.transact_write_items(TransactItems=[{_IN_TRANSACTIONS[action]: one}])
    elif within:
        database.transact_get_items(TransactItems=[{"Get": one}])
    elif action == "BatchGetItem":
        database.batch_get_item(RequestItems={table: {"Keys": [one["Key"]]}})
    else:
        getattr(database, {"GetItem": "get_item", "PutItem": "put_item"}.get(action, _snake(action)))(**one)


def _ask_for_rows(database: Any, action: str, table: str, index: list[str]) -> None:
    where: dict[str, Any] = {"TableName": table, "Limit": 1}
    described = _KINDS[table.split("-", 2)[2]]
    partition = described.partition
    if index:
        where["IndexName"] = index[0].removeprefix("index/")
        partition = next(each.partition for each in described.indexes if each.name == where["IndexName"])
    if action == "Query":
        condition = {"ExpressionAttributeNames": {"#key": partition}, "ExpressionAttributeValues": {":key": {"S": "-"}}}
        where |= {"KeyConditionExpression": "#key = :key", **condition}
    getattr(database, action.lower())(**where)


def _one_row(action: str, table: str) -> dict[str, Any]:
    described = _KINDS[table.split("-", 2)[2]]
    names = [name for name in (described.partition, described.sort) if name]
    key = {name: {"N": "0"} if name in NUMBERS else {"S": "-"} for name in names}
    never = {"ConditionExpression": "attribute_exists(#never)", "ExpressionAttributeNames": {"#never": "neverThere"}}
    match action:
        case "GetItem" | "BatchGetItem":
            return {"TableName": table, "Key": key}
        case "PutItem":
            return {"TableName": table, "Item": key, **never}
        case "UpdateItem":
            return {"TableName": table, "Key": key, "UpdateExpression": "REMOVE #never", **never}
        case _:
            return {"TableName": table, "Key": key, **never}


def _snake(action: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in action).lstrip("_")


def _ask_sqs(asker: Asker, action: str, request: Request) -> None:
    queues, name = asker.client("sqs"), request.resource.rpartition(":")[2]
    more: dict[str, dict[str, Any]] = {
        "SendMessage": {"MessageBody": "", "DelaySeconds": -1},
        "DeleteMessage": {"ReceiptHandle": "-"},
        "ChangeMessageVisibility": {"ReceiptHandle": "-", "VisibilityTimeout": 0},
    }
    if action == "GetQueueUrl":
        queues.get_queue_url(QueueName=name)
    else:
        getattr(queues, _snake(action))(QueueUrl=asker.named(name), **more[action])


def _ask_states(asker: Asker, action: str, _request: Request) -> None:
    execution = asker.machine.replace(":stateMachine:", ":execution:") + ":-"
    given: dict[str, dict[str, Any]] = {
        "StartExecution": {"stateMachineArn": asker.machine, "name": "-", "input": "no JSON"},
        "DescribeStateMachine": {"stateMachineArn": asker.machine},
        "DescribeExecution": {"executionArn": execution},
        "SendTaskSuccess": {"taskToken": "-", "output": "{}"},
        "SendTaskFailure": {"taskToken": "-"},
    }
    getattr(asker.client("states"), _snake(action))(**given[action])


def _ask_s3(asker: Asker, action: str, request: Request) -> None:
    bucket, _, key = request.resource.removeprefix("arn:aws:s3:::").partition("/")
    bucket = bucket.replace("123456789012", "000000000000")
    files, one = asker.client("s3"), {"Bucket": bucket, "Key": key}
    calls: dict[str, Callable[[], Any]] = {
        "ListBucket": lambda: files.list_objects_v2(Bucket=bucket, MaxKeys=1),
        "ListBucketVersions": lambda: files.list_object_versions(Bucket=bucket, MaxKeys=1),
        "GetObject": lambda: files.get_object(**one),
        "PutObject": lambda: files.put_object(**one, IfMatch='"never"', Body=b""),
        "PutObjectTagging": lambda: files.put_object_tagging(**one, Tagging={"TagSet": []}),
        "DeleteObject": lambda: files.delete_object(**one),
        "DeleteObjectVersion": lambda: files.delete_object(**one, VersionId="never"),
    }
    calls[action]()


def _ask_kms(asker: Asker, action: str, request: Request) -> None:
    alias = request.keys["kms:resourcealiases"][0]
    more: dict[str, dict[str, Any]] = {
        "Decrypt": {"CiphertextBlob": b"-"},
        "GenerateDataKey": {"KeySpec": "AES_256"},
        "Sign": {"Message": b"-", "SigningAlgorithm": "ECDSA_SHA_256"},
        "GetPublicKey": {},
    }
    getattr(asker.client("kms"), _snake(action))(KeyId=alias, **more[action])


def _ask_functions(asker: Asker, _action: str, request: Request) -> None:
    name = request.resource.partition(":function:")[2].partition(":")[0]
    asker.client("lambda").invoke(FunctionName=name, Qualifier=ALIAS, InvocationType="DryRun")


def _ask_accounts(asker: Asker, action: str, _request: Request) -> None:
    more: dict[str, Mapping[str, Any]] = {
        "AdminListGroupsForUser": {"Username": _NOBODY},
        "AdminDeleteUser": {"Username": _NOBODY},
        "ListUsers": {"Limit": 1},
        "ListUsersInGroup": {"GroupName": "nobody", "Limit": 1},
    }
    getattr(asker.client("cognito-idp"), _snake(action))(UserPoolId=asker.pool, **more[action])


def _ask_ssm(asker: Asker, action: str, request: Request) -> None:
    name = request.resource.partition(":parameter")[2]
    given: dict[str, Any] = {"Names": [name]} if action == "GetParameters" else {"Name": name}
    getattr(asker.client("ssm"), _snake(action))(**given)


def _ask_secrets(asker: Asker, action: str, request: Request) -> None:
    name = request.resource.rpartition(":")[2].rpartition("-")[0]
    more: dict[str, dict[str, Any]] = {
        "PutSecretValue": {"SecretString": "-", "VersionStages": ["NEVER"]},
        "UpdateSecretVersionStage": {"VersionStage": "NEVER", "MoveToVersionId": _NOBODY},
    }
    getattr(asker.client("secretsmanager"), _snake(action))(SecretId=name, **more.get(action, {}))


def _ask_sockets(asker: Asker, _action: str, request: Request) -> None:
    sockets = asker.client("execute-api")
    if "/POST/" in request.resource:
        sockets.post_to_connection(ConnectionId="bm9ib2R5", Data=json.dumps({}))
    else:
        sockets.delete_connection(ConnectionId="bm9ib2R5")


_CALLS: dict[str, Callable[[Asker, str, Request], None]] = {
    "dynamodb": _ask_dynamodb,
    "sqs": _ask_sqs,
    "states": _ask_states,
    "s3": _ask_s3,
    "kms": _ask_kms,
    "lambda": _ask_functions,
    "cognito-idp": _ask_accounts,
    "ssm": _ask_ssm,
    "secretsmanager": _ask_secrets,
    "execute-api": _ask_sockets,
}
