"""Which rights a call of a client needs: the actions that AWS checks, on which resources, by AWS's own reference of
each service. Ids that are made up are left out, so that the same call is the same request in every test."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from infra.policies import GRANTS
from tests.least_privilege.requests import ACCOUNT, Request, with_context
from tests.support.keys import AUDIT_BUCKET
from tests.support.tables import REGION, STAGE

Params = Mapping[str, Any]

_IN_TRANSACTIONS = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
    "Get": "GetItem",
}
_FOLDERS = {
    grant.partition("/")[2]
    for grants in GRANTS.values()
    for grant in grants
    if grant.startswith("bucket:") and "/" in grant
}
_SENDS = {"PostToConnection": "POST", "DeleteConnection": "DELETE"}


class NotNamed(Exception):
    """A client called something of which is not known here which right it needs."""


def requests_of(service: str, operation: str, params: Params) -> list[Request]:
    """Return every right that this call needs. Raises NotNamed."""
    if service not in _SERVICES:
        raise NotNamed(f"{service}.{operation}")
    return list(_SERVICES[service](operation, params))


def arn(service: str, thing: str, *, region: str = REGION, account: str = ACCOUNT) -> str:
    """Return the ARN of a thing."""
    return f"arn:aws:{service}:{region}:{account}:{thing}"


def of_table(action: str, table: str, index: str = "", **keys: list[str]) -> Request:
    """Return the request of an action on a table, or on an index of it, which AWS then checks alone."""
    name = table.rpartition("/")[2]
    return with_context(f"dynamodb:{action}", arn("dynamodb", f"table/{name}{index and f'/index/{index}'}"), **keys)


def _of_dynamodb(operation: str, params: Params) -> Iterator[Request]:
    if operation in {"TransactWriteItems", "TransactGetItems"}:
        for item in params["TransactItems"]:
            for kind, said in item.items():
                action, table = _IN_TRANSACTIONS[kind], said["TableName"]
                yield of_table(action, table, dynamodb__enclosingoperation=[operation])
    elif operation in {"BatchGetItem", "BatchWriteItem"}:
        yield from (of_table(operation, table) for table in params["RequestItems"])
    else:
        yield of_table(operation, params["TableName"], params.get("IndexName", ""))


def _of_sqs(operation: str, params: Params) -> Iterator[Request]:
    name = params["QueueName"] if operation == "GetQueueUrl" else params["QueueUrl"].rpartition("/")[2]
    yield Request(f"sqs:{operation}", arn("sqs", name))


def _of_stepfunctions(operation: str, params: Params) -> Iterator[Request]:
    machine = f"stateMachine:sojourn-{STAGE}-booking"
    thing = machine.replace("stateMachine", "execution") + ":x" if operation == "DescribeExecution" else machine
    yield Request(f"states:{operation}", arn("states", thing))


def _of_s3(operation: str, params: Params) -> Iterator[Request]:
    is_audit = params["Bucket"] == AUDIT_BUCKET or "audit-anchors" in params["Bucket"]
    thing = "audit-anchors" if is_audit else "documents"
    bucket = f"arn:aws:s3:::sojourn-{STAGE}-{thing}-{ACCOUNT}-{REGION}"
    if operation in {"ListObjectsV2", "ListObjectVersions", "HeadBucket"}:
        yield Request("s3:ListBucketVersions" if operation == "ListObjectVersions" else "s3:ListBucket", bucket)
        return
    if operation == "GetObject" and thing == "documents":  # else S3 calls what is not there forbidden
        yield Request("s3:ListBucket", bucket)
    file = f"{folder_of(params['Key'])}/x"
    yield from (Request(f"s3:{action}", f"{bucket}/{file}") for action in _object_actions(operation, params))
    if thing == "documents" and operation in _ENCRYPTED_BY:  # by the bucket's own key, in the name of whoever asks
        yield of_key(_ENCRYPTED_BY[operation], "documents")


def folder_of(key: str) -> str:
    """Return the folder of a bucket that a file is in: the innermost of those that grants name, or the first."""
    inside = (each for each in _FOLDERS if key.startswith(f"{each}/"))
    return max(inside, key=len, default=key.partition("/")[0])


_ENCRYPTED_BY = {"GetObject": "Decrypt", "PutObject": "GenerateDataKey"}


def _object_actions(operation: str, params: Params) -> list[str]:
    match operation:
        case "PutObject":
            return ["PutObject", *(["PutObjectTagging"] if "Tagging" in params else [])]
        case "DeleteObject":
            return ["DeleteObjectVersion" if "VersionId" in params else "DeleteObject"]
        case "GetObject" | "HeadObject":
            return ["GetObject"]
        case _:
            raise NotNamed(f"s3.{operation}")


def of_key(action: str, name: str) -> Request:
    """Return the request of an action with a key, which has a made-up id and is known by its alias."""
    return with_context(f"kms:{action}", arn("kms", "key/x"), kms__resourcealiases=[f"alias/sojourn-{STAGE}-{name}"])


def _of_kms(operation: str, params: Params) -> Iterator[Request]:
    yield of_key(operation, params["KeyId"].removeprefix(f"alias/sojourn-{STAGE}-"))


def _of_cognito(operation: str, _params: Params) -> Iterator[Request]:
    tag = {"aws__resourcetag/sojourn": [f"sojourn-{STAGE}-users"]}
    yield with_context(f"cognito-idp:{operation}", arn("cognito-idp", "userpool/x"), **tag)


def _of_ssm(operation: str, params: Params) -> Iterator[Request]:
    names = params["Names"] if operation == "GetParameters" else [params["Name"]]
    yield from (Request(f"ssm:{operation}", arn("ssm", f"parameter{name}")) for name in names)


def _of_secrets(operation: str, params: Params) -> Iterator[Request]:
    name = params["SecretId"].rpartition(":")[2]
    of_ours = ("signing", "supplier-sandbox", "locator-index")
    known = next((each for each in of_ours if name.startswith(f"sojourn-{STAGE}-{each}")), "")
    if not known:
        raise NotNamed(f"secretsmanager.{operation} {name}")
    yield Request(f"secretsmanager:{operation}", arn("secretsmanager", f"secret:sojourn-{STAGE}-{known}-AbCdEf"))


def _of_sockets(operation: str, _params: Params) -> Iterator[Request]:
    where = arn("execute-api", f"x/api/{_SENDS[operation]}/@connections/x")
    yield Request("execute-api:ManageConnections", where)


def _of_bedrock(operation: str, params: Params) -> Iterator[Request]:
    if operation not in {"Converse", "InvokeModel"}:
        raise NotNamed(f"bedrock-runtime.{operation}")
    yield Request("bedrock:InvokeModel", arn("bedrock", f"foundation-model/{params['modelId']}", account=""))


def _of_lambda(operation: str, params: Params) -> Iterator[Request]:
    if operation != "Invoke":
        raise NotNamed(f"lambda.{operation}")
    yield Request("lambda:InvokeFunction", arn("lambda", f"function:{params['FunctionName']}:{params['Qualifier']}"))


_SERVICES: dict[str, Callable[[str, Params], Iterator[Request]]] = {
    "dynamodb": _of_dynamodb,
    "sqs": _of_sqs,
    "stepfunctions": _of_stepfunctions,
    "s3": _of_s3,
    "kms": _of_kms,
    "cognito-idp": _of_cognito,
    "ssm": _of_ssm,
    "secretsmanager": _of_secrets,
    "apigatewaymanagementapi": _of_sockets,
    "bedrock-runtime": _of_bedrock,
    "lambda": _of_lambda,
}
