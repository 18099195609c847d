"""How a grant is said in IAM's words, service by service; `policies.py` says who has which."""

from chalicelib.gateways.functions import ALIAS
from infra.foundation.tables import TABLES

EMULATED = "local"

Statement = dict[str, object]

TABLE_ACTIONS = {
    "get": "GetItem",
    "batch": "BatchGetItem",
    "put": "PutItem",
    "update": "UpdateItem",
    "delete": "DeleteItem",
    "check": "ConditionCheckItem",
    "write": "BatchWriteItem",
    "query": "Query",
    "scan": "Scan",
}
_INDEXES = {table.name: frozenset(index.name for index in table.indexes) for table in TABLES}
_AUDIT, _PUT = "booking-audit", "dynamodb:PutItem"


def log_statement(function: str, stage: str) -> Statement:
    """Return the statement by which a function writes its own log."""
    # `chalice deploy` calls the API's function by the application and the stage alone.
    names = [f"sojourn-{stage}-{function}", *([f"sojourn-{stage}"] if function == "api_handler" else [])]
    groups = [f"arn:aws:logs:*:*:log-group:/aws/lambda/{name}:*" for name in names]
    return allow(["logs:CreateLogStream", "logs:PutLogEvents"], groups)


def statement_of(service: str, verb: str, thing: str, stage: str) -> Statement:
    """Return the statement of a grant that is neither of a table nor of a key."""
    name = f"sojourn-{stage}-{thing}"
    if service == "accounts":
        return _accounts_statement(verb, name, stage)
    bucket, _, folder = name.partition("/")
    within = f"{folder}/*" if folder else "*"
    machine = f"states:*:*:stateMachine:{name}"
    known: dict[tuple[str, str], tuple[list[str], str]] = {
        ("queue", "send"): (["sqs:GetQueueUrl", "sqs:SendMessage"], f"sqs:*:*:{name}"),
        ("queue", "consume"): (
            [
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:GetQueueUrl",
                "sqs:ReceiveMessage",
            ],
            f"sqs:*:*:{name}",
        ),
        ("workflow", "start"): (["states:StartExecution"], machine),
        ("workflow", "inspect"): (["states:DescribeStateMachine"], machine),
        ("workflow", "describe"): (["states:DescribeExecution"], f"states:*:*:execution:{name}:*"),
        # The emulator, unlike AWS, cannot tell which state machine a task token belongs to.
        ("workflow", "notify"): (["states:SendTaskSuccess"], "*" if stage == EMULATED else machine),
        ("workflow", "expire"): (["states:SendTaskFailure"], "*" if stage == EMULATED else machine),
        ("secret", "rotate"): (
            [
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
            ],
            f"secretsmanager:*:*:secret:{name}-??????",  # six characters that AWS makes up
        ),
        ("secret", "read"): (["secretsmanager:GetSecretValue"], f"secretsmanager:*:*:secret:{name}-??????"),
        # A bucket's name ends in the account's id. To whoever may not list it, S3 calls what is not there forbidden.
        ("bucket", "read"): (["s3:GetObject"], f"s3:::{bucket}-*/{within}"),
        ("bucket", "add"): (["s3:PutObject"], f"s3:::{bucket}-*/{within}"),
        ("bucket", "list"): (["s3:ListBucket"], f"s3:::{bucket}-*"),
        ("bucket", "keep"): (
            ["s3:DeleteObject", "s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"],
            f"s3:::{bucket}-*/{folder}/*",
        ),
        ("bucket", "store"): (["s3:GetObject", "s3:PutObject", "s3:PutObjectTagging"], f"s3:::{bucket}-*/{folder}/*"),
        ("bucket", "write"): (["s3:PutObject", "s3:PutObjectTagging"], f"s3:::{bucket}-*/{folder}/*"),
        ("bucket", "take"): (["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], f"s3:::{bucket}-*/{folder}/*"),
        ("bucket", "hide"): (["s3:DeleteObject"], f"s3:::{bucket}-*/{folder}/*"),
        ("bucket", "purge"): (["s3:DeleteObjectVersion"], f"s3:::{bucket}-*/{folder}/*"),
        ("bucket", "versions"): (["s3:ListBucketVersions"], f"s3:::{bucket}-*"),
        # The emulator, unlike AWS, looks at the function and not at the alias that is called.
        ("function", "invoke"): (
            ["lambda:InvokeFunction"],
            f"lambda:*:*:function:{name}{'' if stage == EMULATED else f':{ALIAS}'}",
        ),
        ("parameter", "read"): (["ssm:GetParameter"], f"ssm:*:*:parameter/sojourn/{stage}/{thing}"),
        # The id of a WebSocket API is made by the gateway, so it cannot be named here; its stage can.
        ("socket", "send"): (["execute-api:ManageConnections"], f"execute-api:*:*:*/{thing}/POST/@connections/*"),
        ("socket", "close"): (["execute-api:ManageConnections"], f"execute-api:*:*:*/{thing}/DELETE/@connections/*"),
    }
    actions, resource = known[service, verb]
    return allow(actions, [resource if resource == "*" else f"arn:aws:{resource}"])


_KEY_ACTIONS = {
    "encrypt": ["kms:GenerateDataKey"],
    "decrypt": ["kms:Decrypt"],
    "use": ["kms:Decrypt", "kms:GenerateDataKey"],
    "sign": ["kms:Sign"],
    "verify": ["kms:GetPublicKey"],
}


def key_statement(verb: str, names: list[str], stage: str) -> Statement:
    """Return the statement for keys: they have made-up ids; the aliases name them. AWS takes it as a condition, the
    emulator as the resource."""
    actions = _KEY_ACTIONS[verb]
    if stage == EMULATED:
        return allow(actions, [f"arn:aws:kms:*:*:alias/{name}" for name in names])
    named = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": [f"alias/{name}" for name in names]}}
    return {**allow(actions, ["arn:aws:kms:*:*:key/*"]), "Condition": named}


def table_statements(thing: str, actions: set[str], stage: str) -> list[Statement]:
    """Return the statements for a table, or for `table/index`. IAM cannot say of the audit's rows "only what is new":
    that stands in the condition of the transaction. It can say "only in a transaction"."""
    table, _, index = thing.partition("/")
    if index and index not in _INDEXES[table]:
        raise ValueError(f"{table} has no index {index}")
    arn = f"arn:aws:dynamodb:*:*:table/sojourn-{stage}-{table}{index and f'/index/{index}'}"
    if thing != _AUDIT or _PUT not in actions:
        return [allow(sorted(actions), [arn])]
    within = {"ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}}
    others = [allow(sorted(actions - {_PUT}), [arn])] if actions - {_PUT} else []
    return [{**allow([_PUT], [arn]), "Condition": within}, *others]


_ACCOUNT_ACTIONS = {
    "ask": ["cognito-idp:AdminListGroupsForUser", "cognito-idp:ListUsers"],
    "list": ["cognito-idp:ListUsersInGroup"],
    "erase": ["cognito-idp:AdminDeleteUser", "cognito-idp:ListUsers"],
}


def _accounts_statement(verb: str, name: str, stage: str) -> Statement:
    """Return the statement for accounts: pools have made-up ids, a tag names them; but the emulator has no such one."""
    statement = allow(_ACCOUNT_ACTIONS[verb], ["arn:aws:cognito-idp:*:*:userpool/*"])
    if stage == EMULATED:
        return statement
    return {**statement, "Condition": {"StringEquals": {"aws:ResourceTag/sojourn": name}}}


def allow(actions: list[str], resources: list[str]) -> Statement:
    """Return the statement that allows these actions on these resources."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources}
