"""Keeps the functions of steps that a release has not, as long as executions may call them.

An execution goes on, for days, by the workflow as it was when it began. So a release that is taken back, or that has a
step less, leaves the step's function with the code that it has until the last execution that may need it is over.
"""

from datetime import datetime, timedelta

from botocore.exceptions import ClientError

from infra.packaged_template import functions
from infra.target import Target
from infra.templates import Value

LATE = timedelta(minutes=5)  # an execution may still begin by the old workflow just after it has been changed


def keep_steps_in_use(target: Target, new: Value, deployed: Value) -> tuple[Value, list[str]]:
    """Return the service's template with the steps that are still called, and their names."""
    missing = {name: it for name, it in _steps(deployed).items() if name not in _steps(new)}
    if not missing or not _may_call(target, set(missing.values())):
        return new, []
    kept = {name: deployed["Resources"][name] for name in missing}
    roles = {it["Properties"]["Role"]["Fn::GetAtt"][0] for it in kept.values()}
    resources = {**new["Resources"], **kept, **{role: deployed["Resources"][role] for role in roles}}
    return {**new, "Resources": resources}, sorted(missing.values())


def _steps(template: Value) -> dict[str, str]:
    """Return the names of the steps' functions, as the workflow has them, by their logical ids."""
    named = {name: it["FunctionName"]["Fn::Sub"] for name, it in functions(template).items()} if template else {}
    return {name: text.rpartition("-")[2] for name, text in named.items() if "-step_" in text}


def _may_call(target: Target, steps: set[str]) -> bool:
    """Return whether the workflow calls one of the steps, or an execution runs that began before it was changed."""
    states = target.client("stepfunctions")
    arn = f"arn:aws:states:{target.region}:{target.account()}:stateMachine:sojourn-{target.stage}-booking"
    try:
        definition = states.describe_state_machine(stateMachineArn=arn)["definition"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "StateMachineDoesNotExist":
            return False
        raise
    if any(f"sojourn-{target.stage}-{step}" in definition for step in steps):
        return True
    changed = _changed_at(target)
    pages = states.get_paginator("list_executions").paginate(stateMachineArn=arn, statusFilter="RUNNING")
    return any(each["startDate"] < changed + LATE for page in pages for each in page["executions"])


def _changed_at(target: Target) -> datetime:
    """Return when the workflow was changed last."""
    (found,) = target.client("cloudformation").describe_stack_resources(
        StackName=target.stack("workflow"), LogicalResourceId="BookingMachine"
    )["StackResources"]
    changed: datetime = found["Timestamp"]
    return changed
