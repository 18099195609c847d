"""Whatever calls a function of a stage calls its alias, so that a new release takes over by moving it; what is rendered
here is what SAM makes of the packaged template."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from chalice.cli.factory import CLIFactory

from chalicelib.api import streams
from infra import limits, streaming
from infra.gateway_answers import CHALICE
from infra.lint import translate
from infra.package import ROOT
from infra.packaged_template import ALIAS, SHIFTS, finish, functions, shift_traffic
from infra.rendering import render_service
from infra.templates import Value
from infra.tracing import UNTRACED
from infra.watched import WATCHED
from infra.workflow import machine

STAGE = "prod"
WORKFLOW = machine.resources()


@pytest.fixture(scope="module")
def packaged() -> Value:
    template: Value = json.loads(render_service(STAGE))
    return template


@pytest.fixture(scope="module")
def rendered(packaged: Value) -> Value:
    translated: Value = json.loads(translate(json.dumps(packaged)))["Resources"]
    return translated


def of_kind(resources: Value, kind: str) -> dict[str, Value]:
    return {name: it for name, it in resources.items() if it["Type"] == kind}


def texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from texts(each)
        case list():
            for each in value:
                yield from texts(each)


def test_every_function_has_an_alias_that_leads_to_the_version_of_this_release(rendered: Value) -> None:
    names = of_kind(rendered, "AWS::Lambda::Function").keys()
    aliases = of_kind(rendered, "AWS::Lambda::Alias")

    assert aliases.keys() == {f"{name}Alias{ALIAS}" for name in names}
    assert {it["Properties"]["Name"] for it in aliases.values()} == {ALIAS}
    for name in names:
        version, attribute = aliases[f"{name}Alias{ALIAS}"]["Properties"]["FunctionVersion"]["Fn::GetAtt"]
        assert (attribute, rendered[version]["Properties"]["FunctionName"]) == ("Version", {"Ref": name})


def test_every_integration_of_the_api_names_the_alias(packaged: Value, rendered: Value) -> None:
    (api,) = of_kind(rendered, "AWS::ApiGateway::RestApi").values()
    uris = [text for text in texts(api["Properties"]["Body"]) if "/functions/" in text]

    assert len(uris) > 90
    named = {uri.split("/functions/")[1] for uri in uris}
    assert named == {
        *(f"${{{name}Alias{ALIAS}}}/invocations" for name in ("APIHandler", "AuthorizeCaller")),
        f"${{StreamEventsAlias{ALIAS}}}/response-streaming-invocations",
    }


def test_what_streams_has_the_documented_integration_and_no_other_has_it(packaged: Value, rendered: Value) -> None:
    (api,) = of_kind(rendered, "AWS::ApiGateway::RestApi").values()
    found = {
        (path, method): operation["x-amazon-apigateway-integration"]
        for path, methods in api["Properties"]["Body"]["paths"].items()
        for method, operation in methods.items()
        if "responseTransferMode" in operation.get("x-amazon-apigateway-integration", {})
    }

    assert found.keys() == {(path, "get") for path in streams.ROUTES}
    region, function = "arn:${AWS::Partition}:apigateway:${AWS::Region}", f"${{StreamEventsAlias{ALIAS}}}"
    action = f"2021-11-15/functions/{function}/response-streaming-invocations"
    for integration in found.values():
        assert integration == {
            "type": "aws_proxy",
            "httpMethod": "POST",
            "uri": {"Fn::Sub": f"{region}:lambda:path/{action}"},
            "responseTransferMode": "STREAM",
            "timeoutInMillis": 900_000,
        }


def test_the_gateway_may_call_the_function_that_streams_for_what_streams(packaged: Value) -> None:
    permission = packaged["Resources"]["StreamEventsInvokePermission"]["Properties"]

    api = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${RestAPI}"
    assert permission == {
        "FunctionName": {"Ref": f"StreamEventsAlias{ALIAS}"},
        "Action": "lambda:InvokeFunction",
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": {"Fn::Sub": f"{api}/*/GET/v1/sse/*"},
    }


def test_the_function_that_streams_is_small_and_started_by_our_runtime(packaged: Value) -> None:
    function = packaged["Resources"]["StreamEvents"]["Properties"]

    assert (function["MemorySize"], function["Timeout"]) == (256, streaming.TIMEOUT_MS / 1000)
    assert function["Environment"]["Variables"]["AWS_LAMBDA_EXEC_WRAPPER"] == f"/var/task/{streaming.WRAPPER}"
    assert function[limits.RESERVED]["Fn::If"][1] == 50
    assert os.access(ROOT / streaming.WRAPPER, os.X_OK), "Lambda has to be able to run it"


def test_nothing_streams_in_the_embedded_cloud_and_of_a_release_that_has_no_function_for_it() -> None:
    api: Value = {"Properties": {"DefinitionBody": {"paths": {"/v1/sse/me": {"get": {}}}}}}
    earlier: Value = {"Resources": {"RestAPI": api}}
    here: Value = {"Resources": {"RestAPI": api, "StreamEvents": {}}}

    assert streaming.stream_routes(json.loads(json.dumps(earlier)), "prod") == earlier
    assert streaming.stream_routes(json.loads(json.dumps(here)), "local") == here
    assert streaming.stream_routes(json.loads(json.dumps(here)), "prod") != here
    assert "AWS_LAMBDA_EXEC_WRAPPER" not in json.dumps(json.loads(CHALICE.read_text())["stages"]["local"])


def test_every_route_of_the_websocket_names_the_alias(rendered: Value) -> None:
    integrations = of_kind(rendered, "AWS::ApiGatewayV2::Integration")
    named = {
        it["Properties"]["IntegrationUri"]["Fn::Sub"][1]["WebsocketHandler"]["Fn::Sub"] for it in integrations.values()
    }

    assert named == {f"${{{name}}}:{ALIAS}" for name in ("WebsocketConnect", "WebsocketMessage", "WebsocketDisconnect")}


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("AWS::Lambda::Permission", lambda it: it["FunctionName"]),
        ("AWS::Lambda::EventSourceMapping", lambda it: it["FunctionName"]),
        ("AWS::Events::Rule", lambda it: it["Targets"][0]["Arn"]),
        ("AWS::Lambda::EventInvokeConfig", lambda it: {"Ref": f"Alias{it['Qualifier']}"}),
    ],
)
def test_everything_else_that_calls_a_function_names_the_alias(kind: str, named: Any, rendered: Value) -> None:
    found = of_kind(rendered, kind)

    assert len(found) >= 3
    assert [name for name, it in found.items() if not named(it["Properties"])["Ref"].endswith(f"Alias{ALIAS}")] == []


def test_the_workflow_calls_the_alias() -> None:
    substitutions = WORKFLOW["BookingMachine"]["Properties"]["DefinitionSubstitutions"]

    assert {text["Fn::Sub"].rpartition(":")[2] for name, text in substitutions.items() if name != "Stage"} == {ALIAS}


def test_a_release_takes_over_bit_by_bit_and_is_taken_back_when_an_alarm_rings(rendered: Value) -> None:
    groups = of_kind(rendered, "AWS::CodeDeploy::DeploymentGroup")
    names = of_kind(rendered, "AWS::Lambda::Function").keys()

    assert groups.keys() == {f"{name}DeploymentGroup" for name in names}
    for group in groups.values():
        properties = group["Properties"]
        assert properties["DeploymentConfigName"] == {
            "Fn::Sub": ["CodeDeployDefault.Lambda${ConfigName}", {"ConfigName": SHIFTS[STAGE]}]
        }
        alarms = properties["AlarmConfiguration"]["Alarms"]
        assert [it["Name"] for it in alarms] == [{"Fn::Sub": f"sojourn-${{Stage}}-{name}"} for name in WATCHED]
        assert "DEPLOYMENT_STOP_ON_ALARM" in properties["AutoRollbackConfiguration"]["Events"]
    for alias in of_kind(rendered, "AWS::Lambda::Alias").values():
        shift = alias["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
        assert shift["DeploymentGroupName"]["Ref"] in groups


@pytest.mark.parametrize("stage", ["local", "dev"])
def test_stages_that_nobody_depends_on_change_at_once(stage: str, packaged: Value) -> None:
    bare = json.loads(json.dumps(packaged))
    for properties in functions(bare).values():
        del properties["DeploymentPreference"]

    assert shift_traffic(json.loads(json.dumps(bare)), stage) == bare
    assert shift_traffic(bare, STAGE) == packaged


def test_functions_push_to_connections_of_their_own_stages_api_alone(packaged: Value) -> None:
    pushing = [
        resource
        for it in packaged["Resources"].values()
        if it["Type"] == "AWS::IAM::Role"
        for policy in it["Properties"]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        if "execute-api:ManageConnections" in statement.get("Action", ())
        for resource in statement["Resource"]
    ]

    api = "arn:${AWS::Partition}:execute-api:${AWS::Region}:*:${WebsocketAPI}/api"
    assert {each["Fn::Sub"] for each in pushing} == {f"{api}/{method}/@connections/*" for method in ("POST", "DELETE")}
    assert len(pushing) >= 5


def test_a_package_is_finished_once_however_often_it_is_deployed(packaged: Value) -> None:
    assert finish(json.loads(json.dumps(packaged))) == packaged


def test_every_function_is_called_by_its_stage(packaged: Value) -> None:
    named = {it["FunctionName"]["Fn::Sub"] for it in functions(packaged).values()}

    assert len(named) == len(functions(packaged))
    assert all(name.startswith("sojourn-${Stage}-") for name in named)


def test_the_room_that_functions_have_is_what_chalices_own_command_gives_them(packaged: Value) -> None:
    config, configured = CLIFactory(str(ROOT)).create_config_obj(STAGE), limits.list_configured(STAGE)

    assert limits.list_reserved(packaged) == configured
    assert {name: config.scope(STAGE, name).reserved_concurrency for name in configured} == configured


def test_no_room_is_kept_where_the_account_has_none(rendered: Value) -> None:
    made = of_kind(rendered, "AWS::Lambda::Function").values()
    kept = [it["Properties"][limits.RESERVED] for it in made if limits.RESERVED in it["Properties"]]

    assert len(kept) >= 11
    assert all(it["Fn::If"][0] == "Reserves" and it["Fn::If"][2] == {"Ref": "AWS::NoValue"} for it in kept)


def test_environments_of_the_api_are_kept_warm_on_the_alias_when_asked_for(rendered: Value) -> None:
    warm = {
        name: it["Properties"]["ProvisionedConcurrencyConfig"]
        for name, it in of_kind(rendered, "AWS::Lambda::Alias").items()
        if "ProvisionedConcurrencyConfig" in it["Properties"]
    }

    asked = {"ProvisionedConcurrentExecutions": {"Ref": "ApiProvisionedConcurrency"}}
    assert warm == {f"APIHandlerAlias{ALIAS}": {"Fn::If": ["Provisions", asked, {"Ref": "AWS::NoValue"}]}}


def test_both_gateways_let_through_so_many_calls_and_of_public_routes_fewer(packaged: Value, rendered: Value) -> None:
    (stage,) = of_kind(rendered, "AWS::ApiGateway::Stage").values()
    bounds = {
        (it["ResourcePath"], it["HttpMethod"]): limits.read_setting(it) for it in stage["Properties"]["MethodSettings"]
    }
    paths = packaged["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    public = {
        (f"/{path.replace('/', '~1')}", method.upper())
        for path, methods in paths.items()
        for method, it in methods.items()
        if method != "options" and "security" not in it
    }

    every = bounds.pop(("/*", "*"))
    assert (every.rate, every.burst) == (1000, 500)
    assert bounds.keys() == public
    assert ("/~1v1~1health", "GET") in public
    assert all(it.rate < every.rate and it.burst < every.burst for it in bounds.values())
    (sockets,) = of_kind(rendered, "AWS::ApiGatewayV2::Stage").values()
    assert sockets["Properties"]["DefaultRouteSettings"] == {"ThrottlingRateLimit": 200, "ThrottlingBurstLimit": 100}


def test_gateways_and_functions_say_what_they_do(packaged: Value) -> None:
    rest, sockets = (packaged["Resources"][name]["Properties"] for name in ("RestAPI", "WebsocketAPIStage"))

    untraced = {each["FunctionName"]["Fn::Sub"] for each in functions(packaged).values() if each["Tracing"] != "Active"}
    assert untraced == {f"sojourn-${{Stage}}-{name}" for name in UNTRACED}
    assert rest["TracingEnabled"] is True
    assert rest["AccessLogSetting"]["Fn::If"][0] == sockets["AccessLogSettings"]["Fn::If"][0] == "WritesAccessLogs"
    assert packaged["Parameters"]["AccessLogs"]["Default"] == "false"
