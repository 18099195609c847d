"""Brings one CloudFormation stack up to date: shows what would change, asks, changes it, and watches it to its end."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from typing import NamedTuple

from botocore.exceptions import ClientError

from infra.backups import back_up
from infra.stack_changes import Change, beyond_code, changes_of, describe, headline
from infra.stack_statuses import DONE, RESTING, Treatment, advise
from infra.target import DeploymentFailed, Held, Say, Target
from infra.templates import Value

TAGS = {"application": "sojourn"}
LIMIT_SECONDS = 3_600
NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")
STARTS = frozenset({"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "DELETE_IN_PROGRESS"})
Agree = Callable[[str], None]  # returns when somebody wants what was shown; DeploymentFailed if not


class Plan(NamedTuple):
    """What a stack is to become. `given` are the parameters that are said now; the others keep their value.

    While it is updated, and for `watch_minutes` after, an alarm of `alarms` (ARNs) takes the update back.
    """

    stack: str
    template: Value
    template_url: str
    given: dict[str, str]
    alarms: tuple[str, ...] = ()
    watch_minutes: int = 0
    imports: tuple[Value, ...] = ()  # resources that are there already, to be taken in and not to be made
    template_key: str = ""  # where the template lies among the stage's artifacts
    named_roles: bool = False  # the template names roles, which is to be said
    only_code: bool = False  # nothing is changed if more than functions' code would be


class Stacks:
    """The stacks of a stage, in its account and region."""

    def __init__(self, target: Target, say: Say, agree: Agree) -> None:
        self._target = target
        self._client = target.client("cloudformation")
        self.say = say
        self._agree = agree

    def find(self, stack: str) -> Value | None:
        """Return what CloudFormation says of a stack; None if there is none."""
        try:
            found: list[Value] = self._client.describe_stacks(StackName=stack)["Stacks"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        return found[0] if found and found[0]["StackStatus"] != "DELETE_COMPLETE" else None

    def outputs(self, stack: str) -> dict[str, str]:
        """Return what a stack answers. DeploymentFailed: there is none."""
        return _outputs(self._found(stack))

    def apply(self, plan: Plan) -> dict[str, str]:
        """Bring the stack up to date; its outputs. DeploymentFailed says what failed, why, and what to do."""
        started = time.monotonic()
        known = self.find(plan.stack)
        advice = advise(plan.stack, known["StackStatus"]) if known else None
        if known and advice and advice.treatment in {Treatment.WAIT, Treatment.STOP}:
            raise DeploymentFailed(self._explain(plan.stack, known))
        if known and advice and advice.treatment in {Treatment.CREATE_AGAIN, Treatment.MEND}:
            plan = plan._replace(given=_values(known, plan.template) | plan.given)
        if advice and advice.treatment is Treatment.CREATE_AGAIN:
            self.delete(plan.stack)
            known, advice = None, None
        first = advice is None or advice.treatment in {Treatment.CREATE, Treatment.MEND}
        changed = self._change(plan, known, first=first)
        done = self._found(plan.stack)
        if done["StackStatus"] not in (DONE if changed else RESTING):
            raise DeploymentFailed(self._explain(plan.stack, done))
        state = done["StackStatus"].lower().replace("_", " ") if changed else "unchanged"
        self.say(f"deploy: {plan.stack} {state} in {time.monotonic() - started:.1f} s")
        return _outputs(done)

    def differs(self, plan: Plan) -> bool:
        """Return whether the stack is not what the plan would make of it, by its template and parameters."""
        known = self.find(plan.stack)
        values = {each["ParameterKey"]: each["ParameterValue"] for each in (known or {}).get("Parameters", [])}
        return self.template(plan.stack) != plan.template or not plan.given.items() <= values.items()

    def protect(self, stack: str) -> None:
        """Let nobody delete the stack by accident."""
        self._client.update_termination_protection(StackName=stack, EnableTerminationProtection=True)

    def delete(self, stack: str) -> None:
        """Take a stack away, protected or not, and wait until it is gone. DeploymentFailed: not all of it could go."""
        self._client.update_termination_protection(StackName=stack, EnableTerminationProtection=False)
        self._client.delete_stack(StackName=stack)
        left = self._await_end(stack, LIMIT_SECONDS, gone={"StackStatus": "DELETE_COMPLETE"})
        if left["StackStatus"] != "DELETE_COMPLETE":
            raise DeploymentFailed(self._explain(stack, left))

    def template(self, stack: str) -> Value:
        """Return the template that was deployed last, as it was sent; nothing where nothing of it is there."""
        known = self.find(stack)
        if known is None or advise(stack, known["StackStatus"]).treatment not in {Treatment.UPDATE, Treatment.MEND}:
            return {}
        body = self._client.get_template(StackName=stack, TemplateStage="Original")["TemplateBody"]
        found: Value = json.loads(body) if isinstance(body, str) else body
        return found

    def is_broken(self, stack: str) -> bool:
        """Return whether the last try left the stack in pieces, which are gone on with as they are."""
        known = self.find(stack)
        whole = {Treatment.CREATE, Treatment.CREATE_AGAIN, Treatment.UPDATE}
        return known is not None and advise(stack, known["StackStatus"]).treatment not in whole

    def resources(self, stack: str) -> set[str]:
        """Return what the stack has, by logical ids."""
        if self.find(stack) is None:
            return set()
        pages = self._client.get_paginator("list_stack_resources").paginate(StackName=stack)
        found = [it for page in pages for it in page["StackResourceSummaries"]]
        return {it["LogicalResourceId"] for it in found if it["ResourceStatus"] != "DELETE_COMPLETE"}

    def _change(self, plan: Plan, known: Value | None, *, first: bool) -> bool:
        """Change the stack, and wait until that is over; whether there was anything to change."""
        name = f"deploy-{uuid.uuid4().hex[:12]}"
        try:
            self._client.create_change_set(ChangeSetName=name, **_request(plan, known, self._target))
        except ClientError as error:
            raise DeploymentFailed(f"{plan.stack}: {error.response['Error']['Message']}") from error
        changes = self._await_changes(plan.stack, name)
        if not changes:
            self._client.delete_change_set(StackName=plan.stack, ChangeSetName=name)
            return False
        self._show(plan.stack, changes)
        if plan.only_code and (more := beyond_code(changes)):
            self._client.delete_change_set(StackName=plan.stack, ChangeSetName=name)
            raise Held("\n".join([f"{plan.stack}: more than code would change.", *describe(more)]))
        try:
            self._agree(f"Change {plan.stack}?")
        except DeploymentFailed:
            self._client.delete_change_set(StackName=plan.stack, ChangeSetName=name)
            raise
        back_up(self._target, plan.stack, name, changes, self.say)
        # Retained by its policy is what has served, and not what a failed first try leaves: the next could not make it.
        # And a first try is not taken back at all, for protected tables do not go: it is gone on with.
        keeping = {"RetainExceptOnCreate": True, **({"DisableRollback": True} if first else {})}
        imports = bool(plan.imports)
        self._client.execute_change_set(StackName=plan.stack, ChangeSetName=name, **({} if imports else keeping))
        self._await_end(plan.stack, LIMIT_SECONDS + 60 * plan.watch_minutes)
        return True

    def _await_changes(self, stack: str, name: str) -> list[Change]:
        """Return what a change set holds, once CloudFormation has made it; nothing, if nothing would change."""
        for _ in _moments(LIMIT_SECONDS, f"{stack}: the change set"):
            made = self._client.describe_change_set(StackName=stack, ChangeSetName=name)
            if made["Status"] == "CREATE_COMPLETE":
                pages = self._client.get_paginator("describe_change_set").paginate(StackName=stack, ChangeSetName=name)
                return [change for page in pages for change in changes_of(page["Changes"])]
            if made["Status"] == "FAILED":
                reason = str(made.get("StatusReason", ""))
                if any(words in reason for words in NOTHING_TO_DO):
                    return []
                self._client.delete_change_set(StackName=stack, ChangeSetName=name)
                raise DeploymentFailed(f"{stack}: {reason}")
        raise AssertionError("moments end by an error alone")

    def _show(self, stack: str, changes: list[Change]) -> None:
        self.say(f"deploy: {stack}: {headline(changes)}")
        if self._target.on_aws:
            for line in describe(changes):
                self.say(f"  {line}")

    def _found(self, stack: str) -> Value:
        found = self.find(stack)
        if found is None:
            raise DeploymentFailed(f"{stack} is gone: somebody has deleted it meanwhile.")
        return found

    def _await_end(self, stack: str, limit_seconds: float, gone: Value | None = None) -> Value:
        for _ in _moments(limit_seconds, stack):
            state = self.find(stack) or gone
            if state is None:
                raise DeploymentFailed(f"{stack} is gone: somebody has deleted it meanwhile.")
            if not state["StackStatus"].endswith("IN_PROGRESS"):
                return state
        raise AssertionError("moments end by an error alone")

    def _explain(self, stack: str, state: Value) -> str:
        """Return the state of a stack, what failed when it was last worked on, and what to do."""
        status = state["StackStatus"]
        lines = [f"{stack} is {status}: {state.get('StackStatusReason', '')}", *self._failures(stack)]
        return "\n".join([*lines, advise(stack, status).sentence])

    def _failures(self, stack: str) -> list[str]:
        pages = self._client.get_paginator("describe_stack_events").paginate(StackName=stack)
        last = list(_since_start(event for page in pages for event in page["StackEvents"]))
        return [
            f"  {event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', '')}"
            for event in reversed(last)
            if event["ResourceStatus"].endswith("FAILED")
        ]


def _outputs(known: Value) -> dict[str, str]:
    return {each["OutputKey"]: each["OutputValue"] for each in known.get("Outputs", [])}


def _request(plan: Plan, known: Value | None, target: Target) -> Value:
    kind = "IMPORT" if plan.imports else "UPDATE"
    if known is None or known["StackStatus"] == "REVIEW_IN_PROGRESS":
        kind = "IMPORT" if plan.imports else "CREATE"
        known = None
    return {
        "StackName": plan.stack,
        "ChangeSetType": kind,
        "TemplateURL": plan.template_url,
        "Parameters": parameters(plan, known),
        "Capabilities": ["CAPABILITY_NAMED_IAM" if plan.named_roles else "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        **({"ResourcesToImport": list(plan.imports)} if plan.imports else {"Tags": _tags(target)}),
        **({"RollbackConfiguration": _rollback(plan)} if plan.alarms else {}),
    }


def _tags(target: Target) -> list[Value]:
    return [{"Key": key, "Value": value} for key, value in {**TAGS, "stage": target.stage}.items()]


def _rollback(plan: Plan) -> Value:
    triggers = [{"Arn": arn, "Type": "AWS::CloudWatch::Alarm"} for arn in plan.alarms]
    return {"RollbackTriggers": triggers, "MonitoringTimeInMinutes": plan.watch_minutes}


def parameters(plan: Plan, known: Value | None) -> list[Value]:
    """Return the parameters of an update. One that is not said keeps its value: by itself it would fall back to the
    template's default, and whoever was subscribed to the alarms would not be any more."""
    declared = plan.template.get("Parameters", {})
    if unknown := plan.given.keys() - declared.keys():
        raise DeploymentFailed(f"{plan.stack} has no parameter {', '.join(sorted(unknown))}.")
    there = {each["ParameterKey"] for each in (known or {}).get("Parameters", [])}
    given = [{"ParameterKey": key, "ParameterValue": value} for key, value in plan.given.items()]
    kept = [key for key in declared if key in there and key not in plan.given]
    return given + [{"ParameterKey": key, "UsePreviousValue": True} for key in kept]


def _values(known: Value, template: Value) -> dict[str, str]:
    """Return the parameters of a try that failed, so that the next one has the same."""
    declared = template.get("Parameters", {})
    values = {each["ParameterKey"]: each["ParameterValue"] for each in known.get("Parameters", [])}
    return {key: value for key, value in values.items() if key in declared and not declared[key].get("NoEcho")}


def _since_start(events: Iterator[Value]) -> Iterator[Value]:
    """Return the events, newest first, back to the start of the last operation."""
    for event in events:
        yield event
        if event["PhysicalResourceId"] == event["StackId"] and event["ResourceStatus"] in STARTS:
            return


def _moments(limit_seconds: float, what: str) -> Iterator[None]:
    """Return again and again, a little later each time, until the limit; then it has taken too long."""
    deadline, pause = time.monotonic() + limit_seconds, 0.1
    while time.monotonic() < deadline:
        yield
        time.sleep(pause)
        pause = min(pause * 1.5, 5)
    raise DeploymentFailed(f"{what} is still not done after {limit_seconds:.0f} s: look at it in CloudFormation.")
