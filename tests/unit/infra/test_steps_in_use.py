"""A step that a release has not keeps its function as long as an execution may call it, and no longer."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws

from infra import steps_in_use
from infra.steps_in_use import keep_steps_in_use
from infra.target import Target
from infra.templates import Value

REGION = "eu-central-1"
HERE = Target("dev", REGION)
ROLE = "arn:aws:iam::123456789012:role/machine"
INSPECT = "arn:aws:lambda:eu-central-1:123456789012:function:sojourn-dev-step_inspect:live"
HOLD = INSPECT.replace("inspect", "hold")


def service(*names: str, code: str = "new") -> Value:
    """A service's template with these functions, each with a role of its own."""
    resources: Value = {"RestAPI": {"Type": "AWS::Serverless::Api", "Properties": {"code": code}}}
    for name in names:
        resource = "".join(part.capitalize() for part in name.split("_"))
        resources[f"{resource}Role"] = {"Type": "AWS::IAM::Role", "Properties": {"code": code}}
        resources[resource] = {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "FunctionName": {"Fn::Sub": f"sojourn-${{Stage}}-{name}"},
                "Role": {"Fn::GetAtt": [f"{resource}Role", "Arn"]},
                "CodeUri": code,
            },
        }
    return {"Transform": "AWS::Serverless-2016-10-31", "Resources": resources}


def definition(*functions: str) -> str:
    """A workflow that calls these functions, one after the other."""
    states = {
        str(number): {"Type": "Task", "Resource": arn, "Next": str(number + 1)} for number, arn in enumerate(functions)
    }
    return json.dumps({"StartAt": "0", "States": {**states, str(len(functions)): {"Type": "Succeed"}}})


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with mock_aws():
        yield


def deploy_workflow(*functions: str) -> str:
    machine = {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {
            "StateMachineName": "sojourn-dev-booking",
            "RoleArn": ROLE,
            "DefinitionString": definition(*functions),
        },
    }
    body = json.dumps({"Resources": {"BookingMachine": machine}})
    cloudformation = boto3.client("cloudformation", region_name=REGION)
    cloudformation.create_stack(StackName="sojourn-dev-workflow", TemplateBody=body)
    return "arn:aws:states:eu-central-1:123456789012:stateMachine:sojourn-dev-booking"


def begin_before_the_change(monkeypatch: pytest.MonkeyPatch, before: timedelta) -> None:
    """As if the workflow had been changed so long after, or (negative) before, now."""
    monkeypatch.setattr(steps_in_use, "_changed_at", lambda _: datetime.now(UTC) + before)


OLD = service("step_hold", "step_inspect", "nightly", code="old")
NEW = service("step_hold", "nightly")


def test_a_step_that_the_deployed_workflow_calls_stays_with_its_code_and_its_role() -> None:
    deploy_workflow(HOLD, INSPECT)

    kept, names = keep_steps_in_use(HERE, NEW, OLD)

    assert names == ["step_inspect"]
    assert kept["Resources"] == NEW["Resources"] | {
        name: OLD["Resources"][name] for name in ("StepInspect", "StepInspectRole")
    }


def test_a_step_that_an_execution_may_call_stays_although_the_workflow_does_not_call_it_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = deploy_workflow(HOLD)
    boto3.client("stepfunctions", region_name=REGION).start_execution(stateMachineArn=machine, name="bkg_1")
    begin_before_the_change(monkeypatch, timedelta(hours=1))

    assert keep_steps_in_use(HERE, NEW, OLD)[1] == ["step_inspect"]


def test_a_step_goes_when_every_execution_began_after_the_workflow_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = deploy_workflow(HOLD)
    boto3.client("stepfunctions", region_name=REGION).start_execution(stateMachineArn=machine, name="bkg_1")
    begin_before_the_change(monkeypatch, timedelta(hours=-1))

    assert keep_steps_in_use(HERE, NEW, OLD) == (NEW, [])


def test_a_step_goes_when_nothing_runs() -> None:
    deploy_workflow(HOLD)

    assert keep_steps_in_use(HERE, NEW, OLD) == (NEW, [])


def test_a_function_that_is_no_step_goes_at_once() -> None:
    deploy_workflow(HOLD, INSPECT)

    assert keep_steps_in_use(HERE, service("step_hold", "step_inspect"), OLD)[1] == []


@pytest.mark.parametrize("deployed", [{}, service(), NEW])
def test_a_release_that_lacks_no_step_asks_nobody(deployed: Value, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "client", lambda _, service: pytest.fail(f"{service} was asked"))

    assert keep_steps_in_use(HERE, NEW, deployed) == (NEW, [])


def test_before_there_is_a_workflow_nothing_is_called() -> None:
    assert keep_steps_in_use(HERE, NEW, OLD) == (NEW, [])
