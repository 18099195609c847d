"""The operations whose answers the gateway sends on while they are made, by a function of their own.

Chalice knows no such integration, so both ways to deploy are told here: the packaged template, and what Chalice has
deployed by itself. The embedded cloud streams nothing: there the API's function answers these operations as all others,
whole, after a wait.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from infra.policy_statements import EMULATED
from infra.templates import Value, sub

if TYPE_CHECKING:
    from infra.target import Target

FUNCTION = "stream_events"
WRAPPER = "chalicelib/workers/stream_bootstrap"
"""What Lambda starts in place of its own runtime, by its place in the package; it has to be executable."""
PREFIX = "/v1/sse/"
METHOD = "get"
MODE = "STREAM"
# As long as the function may run, and as the gateway lets an answer be sent.
TIMEOUT_MS = 900_000
_LOGICAL = "StreamEvents"
_INTEGRATION = "x-amazon-apigateway-integration"
_PATHS = "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/"
_ACTION = "2021-11-15/functions/{function}/response-streaming-invocations"


def stream_routes(template: Value, stage: str) -> Value:
    """Have the gateway of a packaged template stream what can be streamed, on every stage on AWS. A release that has no
    function for it stays as it is."""
    resources = template["Resources"]
    if stage == EMULATED or _LOGICAL not in resources:
        return template
    for path, methods in resources["RestAPI"]["Properties"]["DefinitionBody"]["paths"].items():
        if path.startswith(PREFIX) and METHOD in methods:
            methods[METHOD][_INTEGRATION] = {
                "type": "aws_proxy",
                "httpMethod": "POST",
                "uri": sub(f"{_PATHS}{_ACTION.format(function=f'${{{_LOGICAL}.Arn}}')}"),
                "responseTransferMode": MODE,
                "timeoutInMillis": TIMEOUT_MS,
            }
    resources.setdefault(f"{_LOGICAL}InvokePermission", _permit())
    return template


def _permit() -> Value:
    api = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${RestAPI}"
    properties = {
        "FunctionName": {"Ref": _LOGICAL},
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": sub(f"{api}/*/{METHOD.upper()}{PREFIX}*"),
    }
    return {"Type": "AWS::Lambda::Permission", "Properties": properties}


def stream_deployed(target: "Target", rest_api: str, function_arn: str) -> int:
    """Have the gateway that Chalice has deployed stream, from its next deployment on; how many operations."""
    if not target.on_aws:
        return 0
    gateway = target.client("apigateway")
    resources = list(_list_streaming(gateway, rest_api))
    for resource in resources:
        gateway.put_integration(
            restApiId=rest_api,
            resourceId=resource,
            httpMethod=METHOD.upper(),
            type="AWS_PROXY",
            integrationHttpMethod="POST",
            uri=f"arn:aws:apigateway:{target.region}:lambda:path/{_ACTION.format(function=function_arn)}",
            responseTransferMode=MODE,
            timeoutInMillis=TIMEOUT_MS,
        )
    _permit_deployed(target, rest_api, function_arn)
    return len(resources)


def _list_streaming(gateway: Any, rest_api: str) -> Iterator[str]:
    pages = gateway.get_paginator("get_resources").paginate(restApiId=rest_api, embed=["methods"])
    for resource in (each for page in pages for each in page["items"]):
        if resource["path"].startswith(PREFIX) and METHOD.upper() in resource.get("resourceMethods", {}):
            yield str(resource["id"])


def _permit_deployed(target: "Target", rest_api: str, function_arn: str) -> None:
    functions = target.client("lambda")
    source = f"arn:aws:execute-api:{target.region}:{target.account()}:{rest_api}/*/{METHOD.upper()}{PREFIX}*"
    try:
        functions.add_permission(
            FunctionName=function_arn,
            StatementId="gateway-streams",
            Action="lambda:InvokeFunction",
            Principal="apigateway.amazonaws.com",
            SourceArn=source,
        )
    except functions.exceptions.ResourceConflictException:
        return  # finished before
