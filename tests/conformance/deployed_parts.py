"""What a deployment is made of, as AWS's services say: functions and their rights, what calls them, and the APIs."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from infra.packaged_template import ALIAS
from local.stack import Stack

Parts = dict[str, dict[str, Any]]
CONNECTIONS = "@connections"


def describe(stack: Stack) -> dict[str, Parts]:
    """Return every part of a deployment by what it is and its name, each with what may differ; ids that a deployment
    makes up are left out."""
    functions = _find_functions(stack)
    return {
        "functions": {name: _describe_function(stack, name, each) for name, each in functions.items()},
        "queues": _describe_mappings(stack, functions),
        "schedules": _describe_rules(stack, functions),
        "routes": _describe_routes(stack),
        "answers": _describe_answers(stack),
        "throttles": _describe_throttles(stack),
        "traces": _describe_traces(stack),
        "sockets": _describe_socket_routes(stack),
    }


def _find_functions(stack: Stack) -> dict[str, dict[str, Any]]:
    pages = stack.client("lambda").get_paginator("list_functions").paginate()
    found = [each for page in pages for each in page["Functions"]]
    return {_name_of(stack, each["FunctionName"]): each for each in found}


def _name_of(stack: Stack, function: str) -> str:
    """Return a function's name in app.py."""
    prefix = f"sojourn-{stack.stage}"
    return function.removeprefix(prefix).removeprefix("-") or "api_handler"


def _describe_function(stack: Stack, name: str, function: Mapping[str, Any]) -> dict[str, Any]:
    functions = stack.client("lambda")
    variables = function.get("Environment", {}).get("Variables", {})
    tags = functions.list_tags(Resource=function["FunctionArn"])["Tags"]
    invoked = _find_retries(functions, function["FunctionName"])
    rights = _describe_rights(stack, function["Role"].rsplit("/", 1)[1])
    return {
        "name": function["FunctionName"],
        "handler": function["Handler"],
        "runtime": function["Runtime"],
        "architectures": function.get("Architectures"),
        "memory": function["MemorySize"],
        "timeout": function["Timeout"],
        "size": function["CodeSize"],
        "layers": [_describe_layer(functions, each["Arn"]) for each in function.get("Layers", ())],
        "looked_up": {key: value for key, value in variables.items() if key in _LOOKED_UP},
        "settings": {key: value for key, value in variables.items() if key not in _LOOKED_UP},
        "traced": function.get("TracingConfig", {}).get("Mode"),
        "tags": {key: tags.get(key) for key in ("application", "stage")},
        "retries": {key: invoked.get(key) for key in ("MaximumRetryAttempts", "MaximumEventAgeInSeconds")},
        "rights": [each for each in rights if CONNECTIONS not in str(each["Resource"])],
        "pushes": [each for each in rights if CONNECTIONS in str(each["Resource"])],
    }


def _describe_layer(functions: Any, version: str) -> str:
    """Return a layer by its name and what is in it; the two ways may count its versions differently."""
    content = functions.get_layer_version_by_arn(Arn=version)["Content"]
    return f"{version.rsplit(':', 2)[1]} {content['CodeSha256']}"


def _find_retries(functions: Any, name: str) -> dict[str, Any]:
    """Return how often a call that nobody waits for is tried again: of the alias, or of what was deployed last."""
    for qualifier in ({"Qualifier": ALIAS}, {}):
        try:
            return dict(functions.get_function_event_invoke_config(FunctionName=name, **qualifier))
        except functions.exceptions.ResourceNotFoundException:
            continue
    return {}


# What one way is given, and the other looks up.
_LOOKED_UP = frozenset(
    {
        "SOJOURN_USER_POOL_ID",
        "SOJOURN_USER_POOL_CLIENT_ID",
        "SOJOURN_USER_POOL_ARN",
        "SOJOURN_STATE_MACHINE_ARN",
        "SOJOURN_AUDIT_BUCKET",
        "SOJOURN_DOCUMENTS_BUCKET",
        "SOJOURN_WEBSOCKET_ENDPOINT",
        "SOJOURN_API_URL",
        "SOJOURN_PUBLIC_URL",
    }
)


def _describe_rights(stack: Stack, role: str) -> list[Any]:
    iam = stack.client("iam")
    documents = [
        iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        for name in iam.list_role_policies(RoleName=role)["PolicyNames"]
    ]
    for attached in iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"]:
        version = iam.get_policy(PolicyArn=attached["PolicyArn"])["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=attached["PolicyArn"], VersionId=version)
        documents.append(found["PolicyVersion"]["Document"])
    statements = [statement for document in documents for statement in document["Statement"]]
    kept = [{key: each for key, each in statement.items() if key != "Sid"} for statement in statements]
    return sort_rights(kept)


def sort_rights(rights: Iterable[Any]) -> list[Any]:
    """Return rights in an order that is the same however they were granted."""
    return sorted(rights, key=lambda each: json.dumps(each, sort_keys=True))


def _describe_mappings(stack: Stack, functions: Mapping[str, Mapping[str, Any]]) -> Parts:
    found: Parts = {}
    for name, function in functions.items():
        asked = stack.client("lambda").list_event_source_mappings(FunctionName=function["FunctionName"])
        for mapping in asked["EventSourceMappings"]:
            found[name] = {
                "queue": mapping["EventSourceArn"].rsplit(":", 1)[1],
                "batch": mapping["BatchSize"],
                "failures": mapping.get("FunctionResponseTypes", []),
                "concurrency": mapping.get("ScalingConfig", {}),
            }
    return found


def _describe_rules(stack: Stack, functions: Mapping[str, Mapping[str, Any]]) -> Parts:
    events = stack.client("events")
    names = {f"{each['FunctionArn']}{alias}": name for name, each in functions.items() for alias in ("", f":{ALIAS}")}
    found: Parts = {}
    for rule in events.list_rules()["Rules"]:
        for aimed in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
            name = names.get(aimed["Arn"])
            if name:
                found[name] = {"when": rule["ScheduleExpression"], "state": rule["State"]}
    return found


def _rest_api(stack: Stack) -> str:
    return stack.base_url.rsplit("/", 2)[1]


def _describe_routes(stack: Stack) -> Parts:
    gateway, api = stack.client("apigateway"), _rest_api(stack)
    authorizers = {each["id"]: each for each in gateway.get_authorizers(restApiId=api)["items"]}
    pages = gateway.get_paginator("get_resources").paginate(restApiId=api, embed=["methods"])
    found: Parts = {}
    for resource in (each for page in pages for each in page["items"]):
        for method, operation in resource.get("resourceMethods", {}).items():
            authorizer = authorizers.get(operation.get("authorizerId", ""), {})
            found[f"{method} {resource['path']}"] = {
                "authorization": operation.get("authorizationType"),
                "pools": [each.rsplit("/", 1)[0] for each in authorizer.get("providerARNs", [])],
                "header": authorizer.get("identitySource"),
                "integration": operation.get("methodIntegration", {}).get("type"),
                "answers": operation.get("methodIntegration", {}).get("integrationResponses", {}),
            }
    return found


def _describe_answers(stack: Stack) -> Parts:
    gateway = stack.client("apigateway")
    responses = gateway.get_gateway_responses(restApiId=_rest_api(stack))["items"]
    return {
        each["responseType"]: {
            "status": each.get("statusCode"),
            "headers": each.get("responseParameters"),
            "body": each.get("responseTemplates"),
        }
        for each in responses
        if not each.get("defaultResponse")
    }


def _describe_throttles(stack: Stack) -> Parts:
    """Return how many calls of which route the gateway lets through."""
    stages = stack.client("apigateway").get_stages(restApiId=_rest_api(stack))["item"]
    return {
        key.replace("~1", "/").lstrip("/"): {"rate": it["throttlingRateLimit"], "burst": it["throttlingBurstLimit"]}
        for stage in stages
        for key, it in stage.get("methodSettings", {}).items()
    }


def _describe_traces(stack: Stack) -> Parts:
    """Return whether the gateway's calls are traced."""
    stages = stack.client("apigateway").get_stages(restApiId=_rest_api(stack))["item"]
    return {stage["stageName"]: {"traced": stage.get("tracingEnabled", False)} for stage in stages}


def _describe_socket_routes(stack: Stack) -> Parts:
    gateway = stack.client("apigatewayv2")
    api = stack.websocket_url.rsplit("/", 2)[1]
    integrations = {each["IntegrationId"]: each for each in gateway.get_integrations(ApiId=api)["Items"]}
    found: Parts = {}
    for route in gateway.get_routes(ApiId=api)["Items"]:
        integration = integrations[route["Target"].rsplit("/", 1)[1]]
        function = integration["IntegrationUri"].split(":function:")[1].split("/")[0].removesuffix(f":{ALIAS}")
        found[route["RouteKey"]] = {"function": _name_of(stack, function)}
    return found
