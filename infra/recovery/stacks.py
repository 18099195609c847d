"""Clears stacks away that stand for what is gone: CloudFormation would take it for granted, and make nothing anew."""

from typing import Any

from botocore.exceptions import ClientError

from infra.artifacts import is_there
from infra.deploy import PARTS
from infra.stacks import Agree
from infra.target import DeploymentFailed, Say, Target
from infra.transfer.files import bucket_of

DELAY_SECONDS, ATTEMPTS = 2, 1_800


def clear_stacks(target: Target, say: Say, agree: Agree) -> bool:
    """Delete the stage's stacks, if the pool or the bucket of documents that they made is gone; whether they were. What
    outlives a stack stays, and the next deployment takes it in."""
    if not _is_deployed(target) or not _has_lost(target):
        return False
    agree(f"Delete the stacks of {target.stage}, whose pool or documents are gone, to make them anew?")
    cloudformation = target.client("cloudformation")
    for part in reversed(PARTS):
        stack = target.stack(part)
        if not is_known(target, stack):
            continue
        cloudformation.update_termination_protection(StackName=stack, EnableTerminationProtection=False)
        cloudformation.delete_stack(StackName=stack)
        cloudformation.get_waiter("stack_delete_complete").wait(
            StackName=stack, WaiterConfig={"Delay": DELAY_SECONDS if target.on_aws else 1, "MaxAttempts": ATTEMPTS}
        )
        say(f"restore: {stack} is cleared away")
    return True


def stop_executions(target: Target, say: Say) -> int:
    """End every booking's execution; how many there were. They know what the tables that come back do not, and wait for
    answers that nobody will give; and a machine is not deleted while it has any. The sweeper starts others."""
    states = target.client("stepfunctions")
    machine = f"arn:aws:states:{target.region}:{target.account()}:stateMachine:sojourn-{target.stage}-booking"
    stopped = 0
    try:
        for arn in _list_running(states, machine):
            states.stop_execution(executionArn=arn, error="Restored", cause="The stage is restored.")
            stopped += 1
    except ClientError as error:
        if error.response["Error"]["Code"] != "StateMachineDoesNotExist":
            raise
    say(f"restore: {stopped} executions are ended")
    return stopped


def _list_running(states: Any, machine: str) -> list[str]:
    pages = states.get_paginator("list_executions").paginate(stateMachineArn=machine, statusFilter="RUNNING")
    return [each["executionArn"] for page in pages for each in page["executions"]]


def is_known(target: Target, stack: str) -> bool:
    """Return whether CloudFormation has a stack."""
    pages = target.client("cloudformation").get_paginator("list_stacks").paginate()
    return any(
        each["StackName"] == stack and each["StackStatus"] != "DELETE_COMPLETE"
        for page in pages
        for each in page["StackSummaries"]
    )


def _is_deployed(target: Target) -> bool:
    return is_known(target, target.stack("foundation"))


def _has_lost(target: Target) -> bool:
    return not (
        is_there(target.client("s3").head_bucket, Bucket=bucket_of(target))
        and is_there(target.client("cognito-idp").describe_user_pool, UserPoolId=_pool(target))
    )


def _pool(target: Target) -> str:
    found = target.client("cloudformation").describe_stacks(StackName=target.stack("foundation"))["Stacks"]
    outputs = {each["OutputKey"]: each["OutputValue"] for each in found[0].get("Outputs", [])}
    if "UserPoolId" not in outputs:
        raise DeploymentFailed(f"{target.stack('foundation')} names no user pool: look at it in CloudFormation.")
    return str(outputs["UserPoolId"])
