"""CloudFormation by those of its rules that the embedded cloud does not keep, on one stack of named resources.

What is kept when a stack goes (`Retain`) is also kept when its first try is rolled back, unless RetainExceptOnCreate is
said; a name that is taken cannot be made again; a protected resource cannot be deleted; a parameter that an update does
not name takes the template's default; a stack whose first try was rolled back takes no update.
"""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

Value = dict[str, Any]
STACK_ID = "arn:aws:cloudformation:eu-central-1:123456789012:stack/sojourn-dev-foundation/1"
ENDED = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE",
         "IMPORT_ROLLBACK_COMPLETE"}  # fmt: skip
MENDABLE = {"CREATE_FAILED", "UPDATE_FAILED"}


class OneStack:
    """A client of CloudFormation that knows one stack. `state` may be set; `breaks` names resources that fail now."""

    def __init__(self, state: str = "", parameters: dict[str, str] | None = None) -> None:
        self.state = state
        self.parameters = parameters or {}
        self.resources: set[str] = set()  # of the stack
        self.names: set[str] = set()  # that are taken in the account
        self.breaks: set[str] = set()
        self.protected = False
        self.templates: dict[str, Value] = {}
        self.calls: list[tuple[str, Value]] = []
        self._template: Value = {}
        self._asked: Value = {}

    def describe_stacks(self, StackName: str) -> Value:  # noqa: N803
        if not self.state:
            raise _refuse(f"Stack with id {StackName} does not exist")
        told = [{"ParameterKey": key, "ParameterValue": value} for key, value in self.parameters.items()]
        outputs = [{"OutputKey": "Told", "OutputValue": self.parameters.get("Told", "")}]
        return {"Stacks": [{"StackStatus": self.state, "StackId": STACK_ID, "Parameters": told, "Outputs": outputs}]}

    def create_change_set(self, **asked: Any) -> Value:
        self.calls.append(("create_change_set", asked))
        fits = {"CREATE": {"", "REVIEW_IN_PROGRESS"}, "UPDATE": ENDED | MENDABLE}[asked["ChangeSetType"]]
        if self.state not in fits:
            raise _refuse(f"Stack is in {self.state or 'no'} state and can not be updated.")
        self._asked = asked
        self.state = self.state or "REVIEW_IN_PROGRESS"
        return {}

    def describe_change_set(self, **_: Any) -> Value:
        template = self.templates[self._asked["TemplateURL"]]
        added = [
            {"ResourceChange": {"Action": "Add", "LogicalResourceId": name, "ResourceType": "AWS::DynamoDB::Table"}}
            for name in template["Resources"]
            if name not in self.resources
        ]
        if added or self._told(template) != self.parameters:
            return {"Status": "CREATE_COMPLETE", "Changes": added}
        return {"Status": "FAILED", "StatusReason": "The submitted information didn't contain changes."}

    def get_paginator(self, operation: str) -> "_Pages":
        return _Pages(getattr(self, operation))

    def delete_change_set(self, **_: Any) -> None:
        self.calls.append(("delete_change_set", {}))

    def execute_change_set(self, **asked: Any) -> None:
        self.calls.append(("execute_change_set", asked))
        first = self._asked["ChangeSetType"] == "CREATE"
        template = self.templates[self._asked["TemplateURL"]]
        self.parameters = self._told(template)
        made: list[str] = []
        for name in [name for name in template["Resources"] if name not in self.resources]:
            if name in self.breaks or name in self.names:
                self._fail(made, template, asked, first=first)
                return
            made.append(name)
            self.resources.add(name)
            self.names.add(name)
        self._template = template
        self.state = "CREATE_COMPLETE" if first else "UPDATE_COMPLETE"

    def describe_stack_events(self, **_: Any) -> Value:
        failed = {"LogicalResourceId": "Broken", "PhysicalResourceId": "x", "StackId": STACK_ID,
                  "ResourceType": "AWS::DynamoDB::Table", "ResourceStatus": "CREATE_FAILED",
                  "ResourceStatusReason": "it broke"}  # fmt: skip
        started = {**failed, "PhysicalResourceId": STACK_ID, "ResourceStatus": "UPDATE_IN_PROGRESS"}
        long_ago = {**failed, "LogicalResourceId": "LongAgo"}
        return {"StackEvents": [failed, started, long_ago]}

    def update_termination_protection(self, EnableTerminationProtection: bool, **_: Any) -> None:  # noqa: N803
        self.protected = EnableTerminationProtection

    def delete_stack(self, **_: Any) -> None:
        if self.protected:
            raise _refuse("Stack cannot be deleted while TerminationProtection is enabled")
        self.calls.append(("delete_stack", {}))
        self.state, self.resources, self.parameters = "", set(), {}

    def _told(self, template: Value) -> dict[str, str]:
        told = {key: it["Default"] for key, it in template.get("Parameters", {}).items() if "Default" in it}
        for each in self._asked["Parameters"]:
            key = each["ParameterKey"]
            told[key] = self.parameters[key] if each.get("UsePreviousValue") else each["ParameterValue"]
        return told

    def _fail(self, made: list[str], template: Value, asked: Value, *, first: bool) -> None:
        if asked.get("DisableRollback"):
            self.state = "CREATE_FAILED" if first else "UPDATE_FAILED"
            return
        for name in made:
            resource = template["Resources"][name]
            if resource.get("Properties", {}).get("DeletionProtectionEnabled"):
                self.state = "ROLLBACK_FAILED" if first else "UPDATE_ROLLBACK_FAILED"
                return
            self.resources.discard(name)
            if resource.get("DeletionPolicy") != "Retain" or asked.get("RetainExceptOnCreate"):
                self.names.discard(name)
        self.state = "ROLLBACK_COMPLETE" if first else "UPDATE_ROLLBACK_COMPLETE"


class _Pages:
    def __init__(self, ask: Any) -> None:
        self._ask = ask

    def paginate(self, **asked: Any) -> Iterator[Value]:
        yield self._ask(**asked)


def _refuse(message: str) -> ClientError:
    return ClientError({"Error": {"Code": "ValidationError", "Message": message}}, "CloudFormation")
