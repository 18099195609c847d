"""A stack is brought up to date from whatever state it is in, or somebody is told what to do; nothing is lost by it."""

import itertools
from typing import Any

import pytest
from botocore.loaders import Loader
from hypothesis import given
from hypothesis import strategies as st

from infra.foundation import template as foundation
from infra.stack_changes import changes_of, describe, headline
from infra.stack_statuses import ADVICE, DONE, RESTING, Treatment, advise
from infra.stacks import Plan, Stacks
from infra.target import DeploymentFailed, Target
from tests.support.cloudformation import OneStack, Value

STACK = "sojourn-dev-foundation"
URL = "https://example.com/template.json"


def plan(template: Value, **told: str) -> Plan:
    return Plan(STACK, template, URL, told)


def table(*, policy: str = "Retain", protected: bool = False) -> Value:
    return {
        "Type": "AWS::DynamoDB::Table",
        "DeletionPolicy": policy,
        "Properties": {"TableName": "x", "DeletionProtectionEnabled": protected},
    }


def template(resources: Value, **defaults: str) -> Value:
    return {"Parameters": {key: {"Default": value} for key, value in defaults.items()}, "Resources": resources}


@pytest.fixture
def said() -> list[str]:
    return []


def stacks(cloud: OneStack, said: list[str], monkeypatch: pytest.MonkeyPatch, *asked: str) -> Stacks:
    monkeypatch.setattr(Target, "client", lambda *_: cloud)
    monkeypatch.setattr("infra.stacks.time.sleep", lambda _: None)
    questions = list(asked)
    return Stacks(Target("dev", "eu-central-1"), said.append, questions.append)


def apply(
    cloud: OneStack, what: Plan, monkeypatch: pytest.MonkeyPatch, said: list[str] | None = None
) -> dict[str, str]:
    cloud.templates[what.template_url] = what.template
    return stacks(cloud, [] if said is None else said, monkeypatch).apply(what)


def test_every_status_that_cloudformation_has_is_known() -> None:
    model = Loader().load_service_model("cloudformation", "service-2")

    assert set(model["shapes"]["StackStatus"]["enum"]) | {"DELETE_COMPLETE"} == ADVICE.keys()


def test_every_status_in_which_nothing_can_be_done_says_what_to_do() -> None:
    for state, advice in ADVICE.items():
        if advice.treatment in {Treatment.STOP, Treatment.WAIT, Treatment.MEND, Treatment.CREATE_AGAIN}:
            assert len(advise(STACK, state).sentence) > 60, state
            assert "{" not in advise(STACK, state).sentence
    assert (
        "continue-update-rollback --stack-name sojourn-dev-foundation"
        in advise(STACK, "UPDATE_ROLLBACK_FAILED").sentence
    )
    assert advise(STACK, "INVENTED").treatment is Treatment.STOP


@pytest.mark.parametrize("state", sorted(ADVICE.keys() - {"DELETE_COMPLETE"}))
def test_a_stack_in_any_status_is_brought_up_to_date_or_left_alone_with_a_sentence(
    state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = OneStack(state)
    treatment = ADVICE[state].treatment

    if treatment in {Treatment.STOP, Treatment.WAIT}:
        with pytest.raises(DeploymentFailed, match=r"Broken \(AWS::DynamoDB::Table\): it broke") as failed:
            apply(cloud, plan(template({"Notes": table()})), monkeypatch)
        assert advise(STACK, state).sentence in str(failed.value)
        assert "LongAgo" not in str(failed.value), "what failed in an earlier operation is over"
        assert cloud.calls == []
        return
    apply(cloud, plan(template({"Notes": table()})), monkeypatch)
    assert cloud.state in DONE
    assert cloud.resources == {"Notes"}


@pytest.mark.parametrize("policy", ["Retain", "Delete"])
@pytest.mark.parametrize("protected", [True, False])
@pytest.mark.parametrize("breaks", ["Bookings", "Notes", "Zones"])
def test_a_first_try_that_fails_is_repeated(
    policy: str, protected: bool, breaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud = OneStack()
    what = plan(template({name: table(policy=policy, protected=protected) for name in ("Bookings", "Notes", "Zones")}))
    cloud.breaks = {breaks}
    with pytest.raises(DeploymentFailed, match="run this again"):
        apply(cloud, what, monkeypatch)

    cloud.breaks = set()
    apply(cloud, what, monkeypatch)

    assert cloud.state in DONE
    assert cloud.resources == {"Bookings", "Notes", "Zones"}


def test_a_first_try_that_was_rolled_back_keeps_no_name_but_its_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = OneStack("ROLLBACK_COMPLETE", {"Told": "me@example.com", "Gone": "x"})
    cloud.protected = True

    outputs = apply(cloud, plan(template({"Notes": table()}, Told="", Other="o")), monkeypatch)

    assert outputs == {"Told": "me@example.com"}
    assert [name for name, _ in cloud.calls] == ["delete_stack", "create_change_set", "execute_change_set"]


def test_an_update_that_fails_leaves_what_it_made_neither_kept_nor_named(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = OneStack("CREATE_COMPLETE")
    cloud.breaks = {"Zones"}
    what = plan(template({"Notes": table(), "Zones": table()}))
    with pytest.raises(DeploymentFailed, match="It is as it was before"):
        apply(cloud, what, monkeypatch)
    cloud.breaks = set()

    apply(cloud, what, monkeypatch)

    assert cloud.resources == {"Notes", "Zones"}


def test_whatever_outlives_the_stack_under_a_name_of_its_own_needs_that_a_failed_try_lets_it_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named = [
        name
        for name, it in foundation.template()["Resources"].items()
        if it.get("DeletionPolicy") == "Retain" and any(key.endswith("Name") for key in it["Properties"])
    ]
    assert len(named) > 20
    for state in ("", "CREATE_COMPLETE"):
        cloud = OneStack(state)
        apply(cloud, plan(template({"Notes": table()})), monkeypatch)
        ((_, executed),) = [call for call in cloud.calls if call[0] == "execute_change_set"]
        assert executed["RetainExceptOnCreate"] is True


@given(
    before=st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["", "x", "y"])),
    said=st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["", "x", "y"])),
)
def test_what_is_not_said_keeps_its_value(before: dict[str, str], said: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        cloud = OneStack("UPDATE_COMPLETE", dict(before))

        apply(cloud, plan(template({"Notes": table()}, A="default", B="", C="default", D=""), **said), monkeypatch)

    defaults = {"A": "default", "B": "", "C": "default", "D": ""}
    assert cloud.parameters == defaults | before | said


def test_alarms_take_an_update_back_and_watch_it_for_a_while_after(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = OneStack("CREATE_COMPLETE")
    arn = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:sojourn-dev-api-errors"

    apply(cloud, plan(template({"Notes": table()}))._replace(alarms=(arn,), watch_minutes=5), monkeypatch)
    apply(cloud, plan(template({"Notes": table(), "Zones": table()})), monkeypatch)

    first, second = (asked for name, asked in cloud.calls if name == "create_change_set")
    assert first["RollbackConfiguration"] == {
        "RollbackTriggers": [{"Arn": arn, "Type": "AWS::CloudWatch::Alarm"}],
        "MonitoringTimeInMinutes": 5,
    }
    assert "RollbackConfiguration" not in second


def test_a_parameter_that_the_template_does_not_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeploymentFailed, match="has no parameter AlarmMail"):
        apply(OneStack(), plan(template({"Notes": table()}), AlarmMail="x"), monkeypatch)


def test_nothing_to_change_is_said_and_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud, said = OneStack("UPDATE_ROLLBACK_COMPLETE"), list[str]()

    apply(cloud, plan(template({})), monkeypatch, said)

    assert [name for name, _ in cloud.calls] == ["create_change_set", "delete_change_set"]
    assert said[0].startswith(f"deploy: {STACK} unchanged in ")
    assert cloud.state in RESTING


def test_a_failed_try_with_nothing_to_change_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeploymentFailed, match="CREATE_FAILED"):
        apply(OneStack("CREATE_FAILED"), plan(template({})), monkeypatch)


def refuse(question: str) -> None:
    raise DeploymentFailed(question)


def test_whoever_does_not_want_what_is_shown_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = OneStack("CREATE_COMPLETE")
    what = plan(template({"Notes": table()}))
    cloud.templates[URL] = what.template
    said: list[str] = []
    careful = stacks(cloud, said, monkeypatch)
    monkeypatch.setattr(careful, "_agree", refuse)

    with pytest.raises(DeploymentFailed, match="Change sojourn-dev-foundation"):
        careful.apply(what)

    assert [name for name, _ in cloud.calls] == ["create_change_set", "delete_change_set"]
    assert said == [f"deploy: {STACK}: 1 added", "  + added Notes (AWS::DynamoDB::Table)"]


def change(action: str, name: str, replacement: str = "", *fields: str) -> Value:
    details = [{"Target": {"Attribute": "Properties", "Name": field}} for field in fields]
    it: dict[str, Any] = {"Action": action, "LogicalResourceId": name, "ResourceType": "AWS::SQS::Queue"}
    return {"ResourceChange": {**it, **({"Replacement": replacement} if replacement else {}), "Details": details}}


def test_a_change_set_is_shown_with_what_takes_most_care_first() -> None:
    found = changes_of(
        [
            change("Add", "New"),
            change("Modify", "Longer", "False", "VisibilityTimeout", "Tags"),
            change("Modify", "Renamed", "True", "QueueName"),
            change("Modify", "Doubtful", "Conditional", "QueueName"),
            change("Remove", "Old"),
            change("Import", "Found"),
            {"Type": "Hook"},
        ]
    )

    assert headline(found) == "1 added, 1 taken in, 1 changed, 2 replaced, 1 removed"
    assert describe(found) == [
        "- removed Old (AWS::SQS::Queue)",
        "! replaced (perhaps) Doubtful (AWS::SQS::Queue): QueueName",
        "! replaced Renamed (AWS::SQS::Queue): QueueName",
        "~ changed Longer (AWS::SQS::Queue): Tags, VisibilityTimeout",
        "< taken in Found (AWS::SQS::Queue)",
        "+ added New (AWS::SQS::Queue)",
    ]
    assert headline([]) == "no resource changes"


def test_every_action_that_cloudformation_has_can_be_shown() -> None:
    actions = Loader().load_service_model("cloudformation", "service-2")["shapes"]["ChangeAction"]["enum"]
    replacements = ["", "True", "False", "Conditional"]

    for action, replacement in itertools.product(actions, replacements):
        (line,) = describe(changes_of([change(action, "It", replacement)]))
        assert "It (AWS::SQS::Queue)" in line
