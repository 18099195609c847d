"""A release of code alone changes nothing else, and says what it would have had to."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.backups import back_up, endangered
from infra.deploy import read_package
from infra.stack_changes import Change, beyond_code
from infra.stacks import Plan, Stacks
from infra.target import DeploymentFailed, Held, Target
from infra.templates import Value
from tests.support.cloudformation import OneStack

STACK = "sojourn-dev-service"
URL = "https://example.com/template.json"
FUNCTION = "AWS::Lambda::Function"
CODE = Change("Modify", "APIHandler", FUNCTION, ("Code",))

# What a change set may hold beside new code, one of each kind of change that a person has to see.
MORE = [
    Change("Add", "Sweeper", FUNCTION),
    Change("Remove", "Sweeper", FUNCTION),
    Change("Replace", "Sweeper", FUNCTION, ("Code", "FunctionName")),
    Change("Modify", "Sweeper", FUNCTION, ("Code", "Environment")),
    Change("Modify", "Sweeper", FUNCTION, ("MemorySize",)),
    Change("Dynamic", "Sweeper", FUNCTION, ("Code",), certain=False),
    Change("Modify", "SweeperRole", "AWS::IAM::Role", ("Policies",)),
    Change("Add", "Route", "AWS::ApiGatewayV2::Route"),
    Change("Modify", "RestAPI", "AWS::ApiGateway::RestApi", ("Body",)),
    Change("Remove", "Permission", "AWS::Lambda::Permission"),
]


def described(change: Change) -> Value:
    details: list[Value] = [{"Target": {"Attribute": "Properties", "Name": name}} for name in change.fields]
    for cause in change.follows:
        source = {"ChangeSource": "ResourceAttribute", "CausingEntity": f"{cause}.Arn", "Evaluation": "Dynamic"}
        details = [{**each, **source} for each in details]
    replacement = {"Replace": "True", "Dynamic": "Conditional"}.get(change.action, "False")
    action = "Modify" if change.action in {"Replace", "Dynamic"} else change.action
    it = {"Action": action, "LogicalResourceId": change.resource, "ResourceType": change.kind}
    return {"ResourceChange": {**it, "Replacement": replacement, "Details": details}}


class Changing(OneStack):
    """A stack whose next change set holds what it is told."""

    def __init__(self, *changes: Change) -> None:
        super().__init__("UPDATE_COMPLETE")
        self.changes = changes

    def describe_change_set(self, **_: Any) -> Value:
        return {"Status": "CREATE_COMPLETE", "Changes": [described(each) for each in self.changes]}


def release(cloud: Changing, monkeypatch: pytest.MonkeyPatch, *, only_code: bool) -> None:
    template: Value = {"Resources": {}}
    cloud.templates[URL] = template
    monkeypatch.setattr(Target, "client", lambda *_: cloud)
    plan = Plan(STACK, template, URL, {}, only_code=only_code)
    Stacks(Target("dev", "eu-central-1"), lambda _: None, lambda _: None).apply(plan)


def executed(cloud: OneStack) -> bool:
    return "execute_change_set" in [name for name, _ in cloud.calls]


def test_new_code_goes_by_itself_with_the_version_that_it_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    version = Change("Add", "APIHandlerVersion1", "AWS::Lambda::Version")
    alias = Change("Modify", "APIHandlerAliaslive", "AWS::Lambda::Alias", ("FunctionVersion",))
    cloud = Changing(CODE, version, alias)

    release(cloud, monkeypatch, only_code=True)

    assert executed(cloud)


@pytest.mark.parametrize("more", MORE, ids=lambda each: f"{each.action} {each.kind} {each.fields}")
def test_whatever_else_would_change_is_held(more: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Changing(CODE, more)

    with pytest.raises(Held, match=f"more than code would change.(.|\n)*{more.resource}"):
        release(cloud, monkeypatch, only_code=True)

    assert not executed(cloud)
    assert "delete_change_set" in [name for name, _ in cloud.calls]
    assert beyond_code([CODE, more]) == [more]


def follower(name: str, *causes: str) -> Change:
    return Change("Dynamic", name, "AWS::Events::Rule", ("Targets",), certain=False, follows=frozenset(causes))


def test_what_names_a_function_with_new_code_is_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Changing(CODE, follower("Api", "APIHandler"), follower("Deployment", "Api"))

    release(cloud, monkeypatch, only_code=True)

    assert executed(cloud)


def test_what_names_something_that_really_changes_is_held() -> None:
    queue = Change("Replace", "Queue", "AWS::SQS::Queue", ("QueueName",))
    both, deep = follower("Mapping", "APIHandler", "Queue"), follower("Rule", "Mapping")
    itself = follower("Itself", "Itself")

    assert beyond_code([CODE, queue, both, deep, itself]) == [queue, both, deep, itself]


def test_a_plan_differs_by_its_template_and_its_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = Changing()
    cloud.parameters = {"Stage": "dev", "Kept": "x"}
    there: Value = {"Resources": {"Notes": {"Type": "AWS::DynamoDB::Table"}}}
    monkeypatch.setattr(cloud, "get_template", lambda **_: {"TemplateBody": there}, raising=False)
    monkeypatch.setattr(Target, "client", lambda *_: cloud)
    stacks = Stacks(Target("dev", "eu-central-1"), lambda _: None, lambda _: None)

    assert not stacks.differs(Plan(STACK, there, URL, {"Stage": "dev"}))
    assert stacks.differs(Plan(STACK, there, URL, {"Stage": "dev", "Definition": "new"}))
    assert stacks.differs(Plan(STACK, {"Resources": {}}, URL, {"Stage": "dev"}))


class Tables:
    """DynamoDB and CloudFormation as far as a backup asks them."""

    def __init__(self, *, refuses: bool = False, statuses: tuple[str, ...] = ("AVAILABLE",)) -> None:
        self.refuses, self.statuses = refuses, list(statuses)
        self.made: list[tuple[str, str]] = []

    def describe_stack_resource(self, LogicalResourceId: str, **_: Any) -> Value:  # noqa: N803
        return {"StackResourceDetail": {"PhysicalResourceId": f"sojourn-dev-{LogicalResourceId.lower()}"}}

    def create_backup(self, TableName: str, BackupName: str) -> Value:  # noqa: N803
        if self.refuses:
            raise ClientError({"Error": {"Code": "LimitExceededException", "Message": "too many"}}, "CreateBackup")
        self.made.append((TableName, BackupName))
        return {"BackupDetails": {"BackupArn": "arn:1"}}

    def describe_backup(self, **_: Any) -> Value:
        return {"BackupDescription": {"BackupDetails": {"BackupStatus": self.statuses.pop(0)}}}


@pytest.mark.parametrize("action", ["Remove", "Replace", "Dynamic"])
def test_a_table_that_ends_is_backed_up_before(action: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tables, said = Tables(statuses=("CREATING", "AVAILABLE")), list[str]()
    monkeypatch.setattr(Target, "client", lambda *_: tables)
    monkeypatch.setattr("infra.backups.time.sleep", lambda _: None)

    back_up(Target("dev"), STACK, "deploy-1", [CODE, Change(action, "Trips", "AWS::DynamoDB::Table")], said.append)

    assert tables.made == [("sojourn-dev-trips", "sojourn-dev-trips-before-deploy-1")]
    assert said == ["deploy: sojourn-dev-trips is backed up as sojourn-dev-trips-before-deploy-1"]


def test_what_does_not_end_is_not_backed_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "client", lambda *_: pytest.fail("nothing is to be asked"))
    kept = [Change(action, "Trips", "AWS::DynamoDB::Table") for action in ("Add", "Modify", "Import")]

    back_up(Target("dev"), STACK, "deploy-1", [*kept, Change("Remove", "Old", "AWS::SQS::Queue")], print)

    assert endangered(kept) == []


def test_nothing_is_changed_where_the_backup_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Target, "client", lambda *_: Tables(refuses=True))

    with pytest.raises(DeploymentFailed, match="could not be backed up, so nothing is changed: too many"):
        back_up(Target("dev"), STACK, "deploy-1", [Change("Remove", "Trips", "AWS::DynamoDB::Table")], print)


def test_a_package_that_is_not_there_is_said(tmp_path: Any) -> None:
    with pytest.raises(DeploymentFailed, match=r"deployment\.zip.* is not there: `make package` first"):
        read_package(tmp_path)
