"""Where the things that a policy names lie. The table of grants knows no region, and neither does the file from which
Chalice's own `deploy` takes a policy; CloudFormation does, and so deployed policies are bound to theirs.

With region and account in each ARN the longest policy would be longer than IAM takes. So both stay `*` there, and one
statement denies every other region. A role's own policy opens nothing in another account by itself. A bucket is named
whole, for anybody may take its name.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

from infra.policy_statements import Statement
from infra.templates import Value

BUCKET = re.compile(r"arn:aws:s3:::(?P<name>sojourn-[a-z0-9-]+)-\*(?P<keys>/.*)?")
SOCKET = re.compile(r"arn:aws:execute-api:\*:\*:\*/(?P<path>api/(?:POST|DELETE)/@connections/\*)")
# Models are asked in whichever region a profile finds room; which they are is said where they are allowed.
ANYWHERE = ["bedrock:InvokeModel", "bedrock:ApplyGuardrail"]
ONLY_HERE: Value = {
    "Effect": "Deny",
    "NotAction": ANYWHERE,
    "Resource": ["*"],
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": {"Ref": "AWS::Region"}}},
}


def bind_statements(statements: Iterable[Value | Statement]) -> list[Value]:
    """Return statements as CloudFormation is to make them: buckets with their whole names, the WebSocket API with the
    id that the gateway gives it, and nothing of it in another region. Those that are bound already stay as they are."""
    bound = [cast("Value", _replace(dict(each), _name)) for each in statements]
    return bound if ONLY_HERE in bound else [*bound, ONLY_HERE]


def resolve(statement: Value, *, account: str, region: str, socket_api: str = "abcdefghij") -> Statement:
    """Return a bound statement as it stands in the role of a stage that lies there."""
    known = {
        "${AWS::Partition}": "aws",
        "${AWS::Region}": region,
        "${AWS::AccountId}": account,
        "${WebsocketAPI}": socket_api,
    }

    def fill(text: str) -> str:
        for name, value in known.items():
            text = text.replace(name, value)
        return text

    return cast("Statement", _replace(statement, fill))


def _replace(value: Any, change: Callable[[str], Any]) -> Any:
    """Return a value with all texts changed, those that are substituted as what they become."""
    match value:
        case {"Fn::Sub": str(text)} if len(value) == 1:
            changed = change(text)
            return {"Fn::Sub": text} if "${" in changed else changed
        case {"Ref": str(name)} if len(value) == 1:
            changed = change(f"${{{name}}}")
            return value if "${" in changed else changed
        case str():
            return change(value)
        case dict():
            return {key: _replace(each, change) for key, each in value.items()}
        case list():
            return [_replace(each, change) for each in value]
        case _:
            return value


def _name(text: str) -> Any:
    if found := SOCKET.fullmatch(text):
        return {"Fn::Sub": f"arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:*:${{WebsocketAPI}}/{found['path']}"}
    if found := BUCKET.fullmatch(text):
        name = f"{found['name']}-${{AWS::AccountId}}-${{AWS::Region}}"
        return {"Fn::Sub": f"arn:${{AWS::Partition}}:s3:::{name}{found['keys'] or ''}"}
    return text
