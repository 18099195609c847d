"""A stage is deployed over what it has been: an earlier release, a first try that failed, a stack that was deleted."""

import json
from collections.abc import Iterator

import pytest

from infra import booking_workflow, guards
from infra.artifacts import Artifacts
from infra.deploy import Deployment
from infra.existing import keeping
from infra.foundation import template as foundation
from infra.stacks import Plan, Stacks
from infra.target import DeploymentFailed, Target
from infra.templates import Value
from infra.workflow import machine
from local import cloud

STAGE = "dev"


@pytest.fixture
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """An account where nothing was ever deployed."""
    home = tmp_path_factory.mktemp("account")
    started, _ = cloud.start(home)
    yield Target(STAGE, endpoint=started.endpoint)
    cloud.stop(home)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def deployment(target: Target, said: list[str]) -> Deployment:
    return Deployment(target, Stacks(target, said.append, guards.go_on), Artifacts(target))


def apply(deployment: Deployment, template: Value, given: dict[str, str]) -> None:
    artifacts = deployment.artifacts
    url = artifacts.url(artifacts.put(json.dumps(template).encode(), "foundation.json"))
    deployment.stacks.apply(Plan(deployment.target.stack("foundation"), template, url, given))


def put_row(target: Target) -> None:
    database = target.client("dynamodb")
    database.put_item(TableName="sojourn-dev-trips", Item={"tripId": {"S": "trp_1"}, "note": {"S": "kept"}})


def row(target: Target) -> str:
    database = target.client("dynamodb")
    item = database.get_item(TableName="sojourn-dev-trips", Key={"tripId": {"S": "trp_1"}})["Item"]
    return str(item["note"]["S"])


def pools(target: Target) -> list[str]:
    found = target.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
    return [pool["Id"] for pool in found]


def key_id(target: Target) -> str:
    return str(target.client("kms").describe_key(KeyId="alias/sojourn-dev-locators")["KeyMetadata"]["KeyId"])


def test_a_stage_comes_back_over_what_outlived_it(target: Target, deployment: Deployment) -> None:
    first = deployment.apply_foundation()
    put_row(target)
    pool, key = pools(target), key_id(target)
    cloudformation = target.client("cloudformation")
    cloudformation.delete_stack(StackName=target.stack("foundation"))
    cloudformation.get_waiter("stack_delete_complete").wait(
        StackName=target.stack("foundation"), WaiterConfig={"Delay": 1}
    )
    assert row(target) == "kept"
    assert not target.client("sqs").list_queues().get("QueueUrls")

    again = deployment.apply_foundation()

    assert row(target) == "kept"
    assert pools(target) == pool == [again["UserPoolId"]] == [first["UserPoolId"]]
    assert key_id(target) == key
    assert target.client("sqs").list_queues()["QueueUrls"]
    assert deployment.stacks.resources(target.stack("foundation")) >= {"TripsTable", "LocatorsKey", "BookingsQueue"}


def test_a_first_try_that_fails_is_gone_on_with(target: Target, deployment: Deployment) -> None:
    broken = foundation.template()
    broken["Resources"]["Lost"] = {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::ImportValue": "no"}}}
    broken["Resources"]["Lost"]["DependsOn"] = "TripsTable"
    with pytest.raises(DeploymentFailed, match="run this again: it goes on from there"):
        apply(deployment, broken, {"Stage": STAGE, "AlarmEmail": "someone@example.com"})
    put_row(target)

    deployment.apply_foundation()

    assert row(target) == "kept", "what was made in the first try is what the second goes on with"
    (found,) = target.client("cloudformation").describe_stacks(StackName=target.stack("foundation"))["Stacks"]
    assert found["StackStatus"] == "UPDATE_COMPLETE"
    told = {each["ParameterKey"]: each["ParameterValue"] for each in found["Parameters"]}
    assert told["AlarmEmail"] == "someone@example.com"


def test_the_workflow_moves_to_its_own_stack_and_is_not_replaced(
    target: Target, deployment: Deployment, said: list[str]
) -> None:
    states = target.client("stepfunctions")
    before = foundation.template()
    before["Resources"] |= machine.resources()
    before["Parameters"] |= {"ArtifactsBucket": {"Type": "String"}, "BookingDefinitionKey": {"Type": "String"}}
    key = deployment.artifacts.put(booking_workflow.text().encode(), "booking.asl.json")
    apply(
        deployment,
        before,
        {"Stage": STAGE, "ArtifactsBucket": deployment.artifacts.bucket, "BookingDefinitionKey": key},
    )
    (known,) = states.list_state_machines()["stateMachines"]
    running = states.start_execution(
        stateMachineArn=known["stateMachineArn"], name="bkg_1", input='{"bookingId":"bkg_1"}'
    )

    deployment.apply_foundation()
    outputs = deployment.apply_workflow(deployment.plan_workflow())

    assert outputs["StateMachineArn"] == known["stateMachineArn"]
    assert states.list_state_machines()["stateMachines"] == [known]
    assert "deploy: sojourn-dev-workflow: 2 taken in" in said, "the machine, and the role that it has until the update"
    assert states.describe_execution(executionArn=running["executionArn"])["status"] == "RUNNING"
    assert "BookingMachine" in deployment.stacks.resources(target.stack("workflow"))
    assert "BookingMachine" not in deployment.stacks.resources(target.stack("foundation"))


def test_an_interrupted_move_is_finished_by_the_next_deployment(target: Target, deployment: Deployment) -> None:
    deployment.apply_foundation()
    deployment.apply_workflow(deployment.plan_workflow())
    (known,) = target.client("stepfunctions").list_state_machines()["stateMachines"]
    cloudformation = target.client("cloudformation")
    workflow = deployment.stacks.template(target.stack("workflow"))
    kept = keeping(workflow, ["BookingMachine", "BookingMachineRole"])
    url = deployment.artifacts.url(deployment.artifacts.put(json.dumps(kept).encode(), "workflow.json"))
    deployment.stacks.apply(Plan(target.stack("workflow"), kept, url, {}))
    cloudformation.delete_stack(StackName=target.stack("workflow"))
    cloudformation.get_waiter("stack_delete_complete").wait(
        StackName=target.stack("workflow"), WaiterConfig={"Delay": 1}
    )

    deployment.apply_workflow(deployment.plan_workflow())

    (now,) = target.client("stepfunctions").list_state_machines()["stateMachines"]
    assert now == known
