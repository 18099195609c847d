"""What both gateways write down of each call: access logs, a JSON object a call, and traces.

Access logs need a role that an account has once in each region (`infra/account.py`), so they are written where it has
one. They hold no path and no query as they were sent, for both may carry a token; and no address that a call came from,
for it is somebody's, and nothing here is blocked by address.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from infra.templates import Value, sub
from infra.tracing import is_traced

if TYPE_CHECKING:
    from infra.target import Target  # which is made of what packaging knows, as is what this adds to

PARAMETER = "AccessLogs"
_CONDITION = "WritesAccessLogs"
GROUPS = {
    "RestAPI": "/aws/apigateway/sojourn-${Stage}-rest",
    "WebsocketAPI": "/aws/apigateway/sojourn-${Stage}-websocket",
}
_LOG = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
_OF_BOTH = {
    "requestId": "$context.requestId",
    "extendedRequestId": "$context.extendedRequestId",
    "status": "$context.status",
    "error": "$context.error.responseType",
    "integrationStatus": "$context.integration.status",
    "integrationLatency": "$context.integrationLatency",
}
_OF_REST = {
    "httpMethod": "$context.httpMethod",
    "resourcePath": "$context.resourcePath",
    "userId": "$context.authorizer.claims.sub",
    "principalId": "$context.authorizer.principalId",
    "authorizerError": "$context.authorizer.error",
    "responseLatency": "$context.responseLatency",
    "responseLength": "$context.responseLength",
    "xrayTraceId": "$context.xrayTraceId",
}
_OF_SOCKETS = {
    "eventType": "$context.eventType",
    "routeKey": "$context.routeKey",
    "connectionId": "$context.connectionId",
    "messageId": "$context.messageId",
}
FORMATS: Mapping[str, Mapping[str, str]] = {"RestAPI": _OF_BOTH | _OF_REST, "WebsocketAPI": _OF_BOTH | _OF_SOCKETS}


def add_logs(template: Value) -> Value:
    """Have both gateways of a packaged template write access logs, if the parameter says that they can, and have the
    REST API's calls traced where its function is."""
    template["Parameters"][PARAMETER] = {
        "Type": "String",
        "AllowedValues": ["true", "false"],
        "Default": "false",
        "Description": "Whether both gateways write access logs; deploying finds out whether the account lets them.",
    }
    template["Conditions"][_CONDITION] = {"Fn::Equals": [{"Ref": PARAMETER}, "true"]}
    resources = template["Resources"]
    rest = resources["RestAPI"]["Properties"]
    rest["AccessLogSetting"] = _if_written(_setting("RestAPI"))
    if resources["APIHandler"]["Properties"].get("Tracing") == "Active":
        rest["TracingEnabled"] = True
    resources["WebsocketAPIStage"]["Properties"]["AccessLogSettings"] = _if_written(_setting("WebsocketAPI"))
    return template


def log_parameters(target: "Target", template: Value) -> dict[str, str]:
    """Return whether the gateways of a template are to write access logs; nothing if it is of a release that had
    none."""
    if PARAMETER not in template.get("Parameters", {}):
        return {}
    return {PARAMETER: str(may_log(target)).lower()}


def may_log(target: "Target") -> bool:
    """Return whether the account lets its gateways write logs. The embedded cloud's write none."""
    return target.on_aws and bool(target.client("apigateway").get_account().get("cloudwatchRoleArn"))


def log_calls(target: "Target", rest_api: str, websocket_api: str, stage: str) -> bool:
    """Have gateways that Chalice has deployed write access logs and traces; whether they write logs."""
    patches = _trace_patches(target)
    writes = may_log(target)
    if writes:
        arn, text = _destination(target, "RestAPI"), _format("RestAPI")
        patches += [_replace("/accessLogSettings/destinationArn", arn), _replace("/accessLogSettings/format", text)]
        settings = {"DestinationArn": _destination(target, "WebsocketAPI"), "Format": _format("WebsocketAPI")}
        target.client("apigatewayv2").update_stage(ApiId=websocket_api, StageName=stage, AccessLogSettings=settings)
    target.client("apigateway").update_stage(restApiId=rest_api, stageName=stage, patchOperations=patches)
    return writes


def _trace_patches(target: "Target") -> list[Value]:
    return [_replace("/tracingEnabled", str(is_traced(target.stage)).lower())]


def _replace(path: str, value: str) -> Value:
    return {"op": "replace", "path": path, "value": value}


def _destination(target: "Target", api: str) -> str:
    name = GROUPS[api].replace("${Stage}", target.stage)
    return f"arn:aws:logs:{target.region}:{target.account()}:log-group:{name}"


def _setting(api: str) -> Value:
    return {"DestinationArn": sub(f"{_LOG}{GROUPS[api]}"), "Format": _format(api)}


def _format(api: str) -> str:
    return json.dumps(FORMATS[api], separators=(",", ":"))


def _if_written(setting: Any) -> Value:
    return {"Fn::If": [_CONDITION, setting, {"Ref": "AWS::NoValue"}]}
