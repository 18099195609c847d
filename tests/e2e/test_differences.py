"""Where the emulator is not AWS, and the code does something about it: each difference, so that its end is noticed.

A test that fails here after a new release of the emulator is good news: what works around it can go. The list, with
what is done about each, is in docs/decisions/embedded-cloud.md.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local import cloud
from local.stack import Stack

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": ["lambda.amazonaws.com", "states.amazonaws.com"]},
            "Action": "sts:AssumeRole",
        }
    ],
}


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """An emulator with nothing deployed in it."""
    home = tmp_path_factory.mktemp("bare")
    started, _ = cloud.start(home)
    yield Stack(
        home=str(home),
        stage="local",
        region="eu-central-1",
        endpoint=started.endpoint,
        base_url="",
        websocket_url="",
        websocket_endpoint="",
        user_pool_id="",
        user_pool_client_id="",
        state_machine_arn="",
    )
    cloud.stop(home)


def test_a_fixed_deployment_of_a_websocket_api_is_refused(bare: Stack) -> None:
    cloudformation = bare.client("cloudformation")
    socket = {"Name": "s", "ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.action"}
    template = {
        "Resources": {
            "Socket": {"Type": "AWS::ApiGatewayV2::Api", "Properties": socket},
            "Fixed": {"Type": "AWS::ApiGatewayV2::Deployment", "Properties": {"ApiId": {"Ref": "Socket"}}},
        }
    }

    with pytest.raises(ClientError, match=r"Unrecognized resource types: .AWS::ApiGatewayV2::Deployment"):
        cloudformation.create_stack(StackName="fixed", TemplateBody=json.dumps(template))


@pytest.mark.waits
def test_a_wait_whose_limit_comes_from_its_input_does_not_end(bare: Stack) -> None:
    queue = bare.client("sqs").create_queue(QueueName="waiting")["QueueUrl"]
    wait = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": queue, "MessageBody.$": "$$.Task.Token"},
        "TimeoutSecondsPath": "$.limit",
        "End": True,
    }
    states = bare.client("stepfunctions")
    machine = states.create_state_machine(
        name="waits",
        definition=json.dumps({"StartAt": "Wait", "States": {"Wait": wait}}),
        roleArn=_role(bare, "waits"),
    )["stateMachineArn"]
    execution = states.start_execution(stateMachineArn=machine, input='{"limit": 1}')["executionArn"]

    time.sleep(2.5)
    assert states.describe_execution(executionArn=execution)["status"] == "RUNNING"
    states.stop_execution(executionArn=execution)


def test_permission_to_answer_one_state_machine_is_not_enough_to_answer_it(bare: Stack) -> None:
    client = _with_rights(bare, "states:SendTaskSuccess", "arn:aws:states:*:*:stateMachine:waits")

    with pytest.raises(ClientError, match="AccessDenied"):
        client.send_task_success(taskToken="none", output="{}")


def _role(stack: Stack, name: str) -> str:
    made = stack.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))
    return str(made["Role"]["Arn"])


def _with_rights(stack: Stack, action: str, resource: str) -> Any:
    role = _role(stack, "answers")
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    stack.client("iam").put_role_policy(RoleName="answers", PolicyName="answers", PolicyDocument=policy)
    held = stack.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return boto3.client(
        "stepfunctions",
        region_name=stack.region,
        endpoint_url=stack.endpoint,
        aws_access_key_id=held["AccessKeyId"],
        aws_secret_access_key=held["SecretAccessKey"],
        aws_session_token=held["SessionToken"],
    )


def test_workers_share_one_unpacked_package(stack: Stack) -> None:
    for function in ("websocket_disconnect", "heartbeat"):
        stack.client("lambda").invoke(FunctionName=stack.name(function), Payload=b"{}")

    folders = list((Path(stack.home) / "tmp").glob("ministack-lambda-*/code"))
    assert len(folders) >= 2
    assert all(folder.is_symlink() for folder in folders)
    assert len({folder.resolve() for folder in folders}) == 1
