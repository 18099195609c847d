"""Finishes what `chalice deploy` has deployed: what Chalice cannot say, and the workflow, which names the functions.

`python -m infra.chalice_finish --stage dev` uses the credentials and region of the environment. What it says is read
from `infra/service.yaml`, which the packaged path merges into Chalice's template: how the gateway answers by itself and
how many calls it lets through, what is not tried again, which messages of a batch come again, and the functions' tags.
Which functions have which layer is read from `infra/layers.py`, as packaging does.
"""

import argparse
import base64
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from infra import guards, intake, layers, policies
from infra.artifacts import Artifacts
from infra.commands import command
from infra.data_plane.deployed import put_deployed
from infra.data_plane.functions import read_settings
from infra.deploy import Deployment
from infra.gateway_answers import RESPONSES, answer_origin, find_origin
from infra.gateway_logs import log_calls
from infra.limits import read_setting, throttle_public
from infra.managed_policies import attach_managed, find_role
from infra.package import MERGED, ROOT
from infra.packaged_template import ALIAS
from infra.stacks import Agree, Stacks
from infra.streaming import FUNCTION, stream_deployed
from infra.target import DeploymentFailed, Say, Target
from infra.templates import Value, load

API_STAGE = "api"


class Finish(NamedTuple):
    """What one function lacks after `chalice deploy`: how often it is tried again, what of a batch comes again,
    whether it has to know where connections are, and how it is traced, where that is not as the others are."""

    name: str
    invocations: Value
    response_types: tuple[str, ...]
    pushes: bool
    tracing: str


class Deployed(NamedTuple):
    """What `chalice deploy` wrote down of a stage: the API's address, before `/v1`, and the ids of both APIs."""

    rest_api: str
    address: str
    websocket_api: str
    functions: dict[str, str]  # name in app.py -> ARN


def read_deployed(stage: str, project: Path = ROOT) -> Deployed:
    """Return what was deployed. DeploymentFailed: nothing was, from this folder."""
    file = project / ".chalice" / "deployed" / f"{stage}.json"
    if not file.exists():
        raise DeploymentFailed(f"{file.relative_to(project)} is not there: `chalice deploy --stage {stage}` first.")
    resources = {each["name"]: each for each in json.loads(file.read_text(encoding="utf-8"))["resources"]}
    rest = resources["rest_api"]
    made = {name: each for name, each in resources.items() if each["resource_type"] == "lambda_function"}
    functions = {name: each["lambda_arn"] for name, each in made.items()}
    return Deployed(
        rest["rest_api_id"], rest["rest_api_url"].rstrip("/"), resources["websocket_api"]["websocket_api_id"], functions
    )


def list_finishes() -> Iterator[Finish]:
    """Yield what `infra/service.yaml` says of each function and Chalice cannot."""
    for made in load(MERGED)["Resources"].values():
        properties = made["Properties"]
        if "FunctionName" in properties:
            events = properties.get("Events", {}).values()
            types = [each for event in events for each in event["Properties"].get("FunctionResponseTypes", [])]
            pushes = "SOJOURN_WEBSOCKET_ENDPOINT" in properties.get("Environment", {}).get("Variables", {})
            name = properties["FunctionName"]["Fn::Sub"].removeprefix("sojourn-${Stage}-")
            tracing = properties.get("Tracing", "")
            yield Finish(name, properties.get("EventInvokeConfig", {}), tuple(types), pushes, tracing)


def list_gateway_responses() -> dict[str, Value]:
    """Return how the gateway answers what never reaches the application, by the kind of answer."""
    found: dict[str, Value] = load(MERGED)["Resources"]["RestAPI"]["Properties"]["DefinitionBody"][RESPONSES]
    return found


def finish(target: Target, say: Say, agree: Agree = guards.go_on) -> Deployed:
    """Finish a stage that `chalice deploy` has deployed. Doing it again changes nothing. DeploymentFailed: it is not
    deployed, or the workflow could not be."""
    guards.check(target)
    deployed = read_deployed(target.stage)
    agree(f"Finish {target.stage}?")
    streams = stream_deployed(target, deployed.rest_api, deployed.functions[FUNCTION])
    _finish_gateway(target, deployed)
    log_calls(target, deployed.rest_api, deployed.websocket_api, API_STAGE)
    throttles = _bound_calls(target, deployed)
    for each in list_finishes():
        _finish_function(target, deployed, each)
    given = sum(_give_layer(target, deployed, layer) for layer in layers.LAYERS)
    networked = put_deployed(target, deployed.functions, read_settings(target.stage))
    answers = len(list_gateway_responses())
    functions = f"{len(deployed.functions)} functions, {given} of them with a layer, {networked} in the data plane"
    say(f"finish: {answers} answers of the gateway, {throttles} bounds, {streams} streams, {functions}")
    deployment = Deployment(target, Stacks(target, say, agree), Artifacts(target))
    deployment.apply_workflow(deployment.plan_workflow())
    return deployed


def _finish_gateway(target: Target, deployed: Deployed) -> None:
    gateway = target.client("apigateway")
    for kind, response in answer_origin(list_gateway_responses(), find_origin(target.stage)).items():
        gateway.put_gateway_response(restApiId=deployed.rest_api, responseType=kind, **response)
    gateway.create_deployment(restApiId=deployed.rest_api, stageName=API_STAGE)


def _bound_calls(target: Target, deployed: Deployed) -> int:
    """Bound how many calls both gateways let through; how many bounds there are."""
    gateway = target.client("apigateway")
    merged = load(MERGED)["Resources"]
    (every,) = merged["RestAPI"]["Properties"]["MethodSettings"]
    throttles = [read_setting(every), *(throttle_public(*each) for each in _list_public(gateway, deployed.rest_api))]
    patches = [patch for each in throttles for patch in each.to_patches()]
    gateway.update_stage(restApiId=deployed.rest_api, stageName=API_STAGE, patchOperations=patches)
    sockets = merged["WebsocketAPIStage"]["Properties"]["DefaultRouteSettings"]
    target.client("apigatewayv2").update_stage(
        ApiId=deployed.websocket_api, StageName=API_STAGE, DefaultRouteSettings=sockets
    )
    return len(throttles) + 1


def _list_public(gateway: Any, api: str) -> Iterator[tuple[str, str]]:
    """Yield the routes that run a function for anybody, by path and method."""
    pages = gateway.get_paginator("get_resources").paginate(restApiId=api, embed=["methods"])
    for resource in (each for page in pages for each in page["items"]):
        for method, operation in resource.get("resourceMethods", {}).items():
            if method != "OPTIONS" and operation.get("authorizationType", "NONE") == "NONE":
                yield resource["path"], method


def _finish_function(target: Target, deployed: Deployed, each: Finish) -> None:
    arn = deployed.functions[each.name]
    functions = target.client("lambda")
    functions.tag_resource(Resource=arn, Tags={"application": "sojourn", "stage": target.stage})
    attach_managed(target, each.name, find_role(functions, arn))
    _name_alias(functions, arn)
    if each.invocations:
        functions.put_function_event_invoke_config(FunctionName=arn, **each.invocations)
    if each.response_types:
        enabled = intake.stage_asks_queue(target.stage, function=each.name)
        changed = {"FunctionResponseTypes": list(each.response_types), "Enabled": enabled}
        for mapping in functions.list_event_source_mappings(FunctionName=arn)["EventSourceMappings"]:
            functions.update_event_source_mapping(UUID=mapping["UUID"], **changed)
    if each.pushes:
        _set_addresses(functions, arn, list_addresses(target, deployed))
    if each.tracing:
        functions.update_function_configuration(FunctionName=arn, TracingConfig={"Mode": each.tracing})
        functions.get_waiter("function_updated_v2").wait(FunctionName=arn)


def _name_alias(functions: Any, arn: str) -> None:
    """Give a function the alias by which the workflow calls it: whatever was deployed last, for Chalice knows no
    versions."""
    try:
        functions.create_alias(FunctionName=arn, Name=ALIAS, FunctionVersion="$LATEST")
    except functions.exceptions.ResourceConflictException:
        return  # finished before: it goes along by itself


def _give_layer(target: Target, deployed: Deployed, layer: layers.Layer) -> int:
    """Publish a layer, unless its newest version is the same, and give it to the functions that have it; how many."""
    having = [arn for name, arn in deployed.functions.items() if name in layer.functions]
    if not having:
        return 0
    client = target.client("lambda")
    known = client.get_function_configuration(FunctionName=having[0])
    wanted = layers.Platform(known["Architectures"][0], known["Runtime"].removeprefix("python"))
    if layer not in layers.list_packaged(target.stage, wanted) and not target.on_aws:
        return 0
    version = _publish(target, client, layer, wanted)
    for arn in having:
        client.update_function_configuration(FunctionName=arn, Layers=[version])
        client.get_waiter("function_updated_v2").wait(FunctionName=arn)
    return len(having)


def _publish(target: Target, client: Any, layer: layers.Layer, wanted: layers.Platform) -> str:
    """Return the ARN of the version of a layer that has the content of now."""
    body = layers.build(layer, wanted).read_bytes()
    name = f"sojourn-{target.stage}-{layer.name}"
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    for newest in client.list_layer_versions(LayerName=name, MaxItems=1)["LayerVersions"]:
        found = client.get_layer_version(LayerName=name, VersionNumber=newest["Version"])
        if found["Content"]["CodeSha256"] == digest:
            return str(found["LayerVersionArn"])
    artifacts = Artifacts(target)
    content = {"S3Bucket": artifacts.bucket, "S3Key": artifacts.put(body, layer.zip_name)}
    runtimes, architectures = [f"python{wanted.python}"], [wanted.architecture]
    made = client.publish_layer_version(
        LayerName=name, Content=content, CompatibleRuntimes=runtimes, CompatibleArchitectures=architectures
    )
    return str(made["LayerVersionArn"])


def list_addresses(target: Target, deployed: Deployed) -> dict[str, str]:
    """Return what those are told who send to connections: where these are, and where the API is."""
    return {
        "SOJOURN_WEBSOCKET_ENDPOINT": _find_address(target, deployed.websocket_api),
        "SOJOURN_API_URL": _find_address(target, deployed.rest_api),
    }


def _find_address(target: Target, api: str) -> str:
    if target.on_aws:
        return f"https://{api}.execute-api.{target.region}.amazonaws.com/{API_STAGE}"
    return f"{target.endpoint}/_aws/execute-api/{api}/{API_STAGE}"


def _set_addresses(functions: Any, arn: str, addresses: dict[str, str]) -> None:
    """Tell a function these addresses, beside what it knows."""
    known = functions.get_function_configuration(FunctionName=arn)["Environment"]["Variables"]
    variables = {**known, **addresses}
    if known == variables:
        return
    functions.update_function_configuration(FunctionName=arn, Environment={"Variables": variables})
    functions.get_waiter("function_updated_v2").wait(FunctionName=arn)


@command
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", required=True, choices=policies.STAGES)
    target = Target.from_environment(parser.parse_args().stage)
    started = time.monotonic()
    agree = guards.ask_somebody(target)
    deployed = finish(target, print, agree)
    print(f"finish: {target.stage} is up at {deployed.address} after {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
