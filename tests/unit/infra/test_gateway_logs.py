"""Both gateways write what is called, and nothing that a token or a person could be in; where the account lets them."""

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import gateway_logs, policies, tracing
from infra.foundation import template as foundation
from infra.target import Target
from infra.templates import Value
from infra.watching import workflow_parameters
from infra.workflow import machine
from infra.workflow import template as workflow
from tests.support.resolving import resolve

REGION = "eu-central-1"
ROLE = "arn:aws:iam::123456789012:role/gateway-logs"
# What a path, a query, a header or an address would be: a token or a person may be in each.
NEVER = ("path}", "querystring", "header", "identity", "email", "name", "body")


def make(tracing: str) -> Value:
    """As much of a packaged template as gateways write of, finished."""
    resources = {
        "RestAPI": {"Type": "AWS::Serverless::Api", "Properties": {"StageName": "api"}},
        "WebsocketAPIStage": {"Type": "AWS::ApiGatewayV2::Stage", "Properties": {"StageName": "api"}},
        "APIHandler": {"Type": "AWS::Serverless::Function", "Properties": {"Tracing": tracing}},
    }
    stage = {"Type": "String"}
    return gateway_logs.add_logs({"Parameters": {"Stage": stage}, "Conditions": {}, "Resources": resources})


@pytest.fixture
def packaged() -> Value:
    return make("Active")


@pytest.fixture
def account() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client("apigateway", region_name=REGION)


def settings(packaged: Value, stage: str, writes: str) -> tuple[Any, Any]:
    made = resolve(packaged, stage, AccessLogs=writes)
    return (
        made["RestAPI"]["Properties"].get("AccessLogSetting"),
        made["WebsocketAPIStage"]["Properties"].get("AccessLogSettings"),
    )


def test_calls_are_written_into_groups_that_are_there(packaged: Value) -> None:
    groups = {
        it["Properties"]["LogGroupName"]
        for it in resolve(foundation.template(), "dev").values()
        if it["Type"] == "AWS::Logs::LogGroup"
    }

    for setting in settings(packaged, "dev", "true"):
        assert setting["DestinationArn"].partition(":log-group:")[2] in groups


def test_nothing_is_written_where_the_account_does_not_let_gateways_write(packaged: Value) -> None:
    assert settings(packaged, "dev", "false") == (None, None)


@pytest.mark.parametrize("api", gateway_logs.FORMATS)
def test_line_is_one_object_that_names_the_call_and_nobody(api: str) -> None:
    text = json.dumps(gateway_logs.FORMATS[api])

    assert "$context.requestId" in text, "which the gateway asks for"
    assert "\n" not in text
    assert [word for word in NEVER if word in text.replace("$context.resourcePath", "").replace("eventType", "")] == []
    assert all(value.startswith("$context.") for value in gateway_logs.FORMATS[api].values())


def test_account_is_asked_whether_its_gateways_may_write(account: Any) -> None:
    assert not gateway_logs.may_log(Target("dev", REGION))
    account.update_account(patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": ROLE}])

    assert gateway_logs.may_log(Target("dev", REGION))
    assert gateway_logs.log_parameters(Target("dev", REGION), {"Parameters": {"AccessLogs": {}}}) == {
        "AccessLogs": "true"
    }


def test_release_of_before_is_not_given_what_it_does_not_know() -> None:
    assert gateway_logs.log_parameters(Target("dev", REGION), {"Parameters": {"Stage": {}}}) == {}


def test_embedded_cloud_writes_none() -> None:
    assert not gateway_logs.may_log(Target("local", REGION, "http://127.0.0.1:1"))


class Gateway:
    """Both gateways of a stage that Chalice has deployed, and what is changed of them."""

    def __init__(self, role: str = "") -> None:
        self.role = role
        self.changes: list[dict[str, Any]] = []

    def get_account(self) -> dict[str, str]:
        return {"cloudwatchRoleArn": self.role} if self.role else {}

    def get_caller_identity(self) -> dict[str, str]:
        return {"Account": "123456789012"}

    def update_stage(self, **change: Any) -> None:
        self.changes.append(change)


@pytest.mark.parametrize("role", ["", ROLE])
def test_what_chalice_deployed_writes_the_same_lines(
    role: str, packaged: Value, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = Gateway(role)
    monkeypatch.setattr(Target, "client", lambda _self, _service: gateway)

    assert gateway_logs.log_calls(Target("dev", REGION), "r1", "w1", "api") is bool(role)

    *sockets, rest = gateway.changes
    patches = {each["path"]: each["value"] for each in rest["patchOperations"]}
    of_rest, of_sockets = settings(packaged, "dev", "true")
    assert patches["/tracingEnabled"] == "true"
    assert patches.get("/accessLogSettings/format") == (of_rest["Format"] if role else None)
    assert patches.get("/accessLogSettings/destinationArn") == (of_rest["DestinationArn"] if role else None)
    assert [each["AccessLogSettings"] for each in sockets] == ([of_sockets] if role else [])


# --- traces -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tracing", "traced"), [("Active", True), ("PassThrough", None)])
def test_gateway_is_traced_where_its_function_is(tracing: str, traced: bool | None) -> None:
    assert make(tracing)["Resources"]["RestAPI"]["Properties"].get("TracingEnabled") is traced


@pytest.mark.parametrize("stage", policies.STAGES)
def test_functions_may_send_traces_where_they_are_traced(stage: str) -> None:
    granted = [each for each in policies.policy("step_plan", stage)["Statement"] if "xray" in str(each["Action"])]

    assert granted == tracing.trace_statements("step_plan", stage)
    assert bool(granted) is tracing.is_traced(stage) is (stage != "local")


def test_function_that_is_not_traced_may_send_nothing() -> None:
    for function in tracing.UNTRACED:
        assert "xray" not in json.dumps(policies.policy(function, "prod"))


@pytest.mark.parametrize(("traced", "rights"), [("true", 1), ("false", 0)])
def test_workflow_is_traced_where_the_functions_are(traced: str, rights: int) -> None:
    made = resolve(workflow.template(), "dev", Tracing=traced)
    granted = [each for each in made["BookingMachineRole"]["Properties"]["Policies"] if each["PolicyName"] == "trace"]

    assert made["BookingMachine"]["Properties"]["TracingConfiguration"] == {"Enabled": bool(rights)}
    assert len(granted) == rights
    assert machine.resources().keys() == {"BookingMachine", "BookingMachineRole"}


# --- what the workflow's stack is told --------------------------------------------------------------------------------


class Functions:
    def get_account_settings(self) -> dict[str, Any]:
        return {"AccountLimit": {"ConcurrentExecutions": 10}}


def test_workflow_stack_knows_where_alarms_go_and_what_the_account_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "client", lambda _self, _service: Functions())
    said = {"ALARM_SNS_TOPIC_ARN": "", "SLACK_CHANNEL_ID": "C1", "HOME": "/"}

    given = workflow_parameters(Target("dev", REGION), said)

    assert given == {"AlarmSnsTopicArn": "", "SlackChannelId": "C1", "Tracing": "true", "AccountConcurrency": "10"}
    assert given.keys() <= workflow.template()["Parameters"].keys()


def test_embedded_cloud_is_not_asked() -> None:
    assert workflow_parameters(Target("dev", REGION, "http://127.0.0.1:1"), {}) == {"Tracing": "false"}


@pytest.mark.parametrize(("workspace", "channel", "made"), [("T1", "C1", True), ("T1", "", False), ("", "C1", False)])
def test_chat_is_made_where_both_its_names_are_known(workspace: str, channel: str, made: bool) -> None:
    resources = resolve(workflow.template(), "dev", SlackWorkspaceId=workspace, SlackChannelId=channel)

    assert {"Chat", "ChatRole"} <= resources.keys() if made else not {"Chat", "ChatRole"} & resources.keys()
