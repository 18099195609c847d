"""Holds together what Chalice, CloudFormation, IAM and Step Functions each know only a part of.

What is checked is read from the files that deploy. Each reader returns problems in words, and has a test with something
broken, so that a reader that finds nothing is known to be able to find something.
"""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from chalicelib import errors
from infra import booking_workflow, policies, policy_files, policy_statements, tracing
from infra.foundation import template
from infra.handlers import EVENTS, SOCKETS, handlers
from infra.packaged_template import ALIAS
from infra.templates import load
from infra.workflow import template as workflow
from tests.support.resolving import resolve

ROOT = Path(__file__).parent.parent
APP = (ROOT / "app.py").read_text(encoding="utf-8")
CONFIG: dict[str, Any] = json.loads((ROOT / ".chalice" / "config.json").read_text(encoding="utf-8"))
SERVICE = load(ROOT / "infra" / "service.yaml")
WORKFLOW: dict[str, Any] = json.loads(booking_workflow.text())
FUNCTIONS = handlers(APP)
EVENT_DECORATORS = EVENTS | SOCKETS.keys()
DEPLOYED = {**template.template()["Resources"], **workflow.template()["Resources"]}
API_GATEWAY_SECONDS = 29
LAMBDA_SECONDS = 900


def _resources(kind: str) -> list[dict[str, Any]]:
    return [it["Properties"] for it in DEPLOYED.values() if it["Type"] == kind]


# --- handlers ---------------------------------------------------------------------------------------------------------


def decorated_handlers(source: str) -> list[str]:
    """Names of the functions in `source` that an event decorator is on."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(function := decorator.func if isinstance(decorator, ast.Call) else decorator, ast.Attribute)
        and function.attr in EVENT_DECORATORS
    ]


def test_every_event_handler_is_in_app() -> None:
    elsewhere = {
        str(path.relative_to(ROOT)): found
        for path in (ROOT / "chalicelib").rglob("*.py")
        if (found := decorated_handlers(path.read_text(encoding="utf-8")))
    }

    assert elsewhere == {}


def test_a_handler_on_a_blueprint_would_be_seen() -> None:
    source = "@blueprint.schedule(Rate(1))\ndef nightly(event): ...\n@blueprint.on_ws_connect()\ndef hello(event): ..."

    assert decorated_handlers(source) == ["nightly", "hello"]


def test_every_handler_in_app_is_one_delegate() -> None:
    longer = [
        node.name
        for node in ast.walk(ast.parse(APP))
        if isinstance(node, ast.FunctionDef) and node.name in FUNCTIONS
        for statements in [[it for it in node.body if not isinstance(it, ast.ImportFrom)]]
        if len(statements) != 1
    ]

    assert longer == []


def test_app_imports_only_the_framework_the_settings_and_what_it_wires_together() -> None:
    imported = set()
    for node in ast.walk(ast.parse(APP)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}

    wiring = ("chalicelib.api.", "chalicelib.workers.", "chalicelib.settings", "chalicelib.cold_start")
    allowed = ("chalice.", *wiring, "typing.")
    assert [name for name in sorted(imported) if not name.startswith(allowed)] == []


# --- functions: size, time, rights, name, log -------------------------------------------------------------------------


def test_the_rights_that_reviewers_read_are_those_of_the_table_and_of_app() -> None:
    golden = policy_files.REVIEWED.read_text(encoding="utf-8")

    assert policy_files.problems(APP, golden) == []


@pytest.mark.parametrize("stage", policies.STAGES)
def test_every_function_has_policy_memory_and_timeout_on_every_stage(stage: str) -> None:
    configured = CONFIG["stages"][stage]["lambda_functions"]

    assert configured.keys() == FUNCTIONS
    for name, settings in configured.items():
        assert settings["iam_policy_file"] == f"policies/{stage}/{name}.json"
        assert 128 <= settings["lambda_memory_size"] <= 10_240
        assert 1 <= settings["lambda_timeout"] <= LAMBDA_SECONDS
    assert configured["api_handler"]["lambda_timeout"] <= API_GATEWAY_SECONDS
    assert configured["websocket_message"]["lambda_timeout"] <= API_GATEWAY_SECONDS


def wildcards(policy: Mapping[str, Any]) -> list[str]:
    """Actions and resources of a policy that name no particular thing."""
    found = []
    for statement in policy["Statement"]:
        found += [action for action in statement["Action"] if "*" in action]
        for resource in statement["Resource"]:
            thing = resource.split(":", 5)[-1]
            named = re.search(r"sojourn|@connections", thing) or "sojourn-" in json.dumps(
                statement.get("Condition", {})
            )
            found += [] if named else [resource]
    return found


def beyond_the_emulator(function: str) -> list[str]:
    """What the emulator cannot limit: task tokens to one state machine, accounts to one pool."""
    accounts = [grant for grant in policies.GRANTS[function] if grant.startswith("accounts:")]
    answers = any(grant.startswith(("workflow:notify:", "workflow:expire:")) for grant in policies.GRANTS[function])
    return [*(["*"] if answers else []), *(["arn:aws:cognito-idp:*:*:userpool/*"] if accounts else [])]


@pytest.mark.parametrize("stage", policies.STAGES)
@pytest.mark.parametrize("function", sorted(policies.GRANTS))
def test_no_policy_reaches_beyond_its_stage(function: str, stage: str) -> None:
    policy = policies.policy(function, stage)

    traces = tracing.trace_statements(function, stage)  # which are of no resource at all
    others = {"Statement": [each for each in policy["Statement"] if each not in traces]}
    assert sorted(wildcards(others)) == (beyond_the_emulator(function) if stage == policy_statements.EMULATED else [])
    stages = [other for other in policies.STAGES if other != stage]
    assert not re.search(rf"sojourn[-/]({'|'.join(stages)})[-/]", json.dumps(policy))


def test_a_vague_policy_would_be_seen() -> None:
    statement = {"Action": ["dynamodb:*"], "Resource": ["arn:aws:dynamodb:*:*:table/*"]}

    assert wildcards({"Statement": [statement]}) == ["dynamodb:*", "arn:aws:dynamodb:*:*:table/*"]


def test_every_function_has_its_fixed_name_in_the_template() -> None:
    names = {
        resource["Properties"]["FunctionName"]["Fn::Sub"]
        for resource in SERVICE["Resources"].values()
        if "FunctionName" in resource["Properties"]
    }

    assert names == {f"sojourn-${{Stage}}-{name}" for name in FUNCTIONS}


@pytest.mark.parametrize(("stage", "days"), [("local", 7), ("dev", 7), ("staging", 30), ("prod", 90)])
def test_every_function_has_a_log_group_that_forgets(stage: str, days: int) -> None:
    made = [*resolve(template.template(), stage).values(), *resolve(workflow.template(), stage).values()]
    groups = {
        it["Properties"]["LogGroupName"]: it["Properties"]["RetentionInDays"]
        for it in made
        if it["Type"] == "AWS::Logs::LogGroup"
    }

    assert {f"/aws/lambda/sojourn-{stage}-{name}" for name in FUNCTIONS} <= groups.keys()
    assert set(groups.values()) == {days}


# --- queues -----------------------------------------------------------------------------------------------------------


_QUEUES = {
    "booking_intake": "bookings",
    "push_events": "notifications",
    "deliver_webhooks": "webhooks",
    "reconcile_bookings": "reconciliations",
    "parse_policy_document": "policy-documents",
    "index_policy_document": "policy-index",
    "store_positions": "positions",
    "copy_reports": "reporting",
}


def test_a_message_stays_hidden_six_times_as_long_as_its_function_may_run() -> None:
    hidden = {it["QueueName"]["Fn::Sub"]: it.get("VisibilityTimeout") for it in _resources("AWS::SQS::Queue")}

    for function, queue in _QUEUES.items():
        longest = max(stage["lambda_functions"][function]["lambda_timeout"] for stage in CONFIG["stages"].values())
        assert hidden[f"sojourn-${{Stage}}-{queue}"] >= 6 * longest


def queues_without_bound(source: str) -> list[str]:
    """Handlers of queues that may take as many batches at once as there is room for."""
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef)
        for it in node.decorator_list
        if isinstance(it, ast.Call) and isinstance(it.func, ast.Attribute) and it.func.attr == "on_sqs_message"
        if "maximum_concurrency" not in {keyword.arg for keyword in it.keywords}
    ]


def test_no_queue_takes_all_the_room_that_functions_have() -> None:
    assert queues_without_bound(APP) == []
    assert queues_without_bound("@app.on_sqs_message(queue='q')\ndef take(event): ...") == ["take"]


def test_every_queue_has_a_dead_letter_queue_and_an_alarm_on_it() -> None:
    queues = {it["QueueName"]["Fn::Sub"]: it for it in _resources("AWS::SQS::Queue")}
    watched = json.dumps(_resources("AWS::CloudWatch::Alarm"))

    working = [name for name in queues if not name.endswith("-dlq")]
    assert working
    for name in working:
        target = queues[name]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert DEPLOYED[target]["Properties"]["QueueName"]["Fn::Sub"] == f"{name}-dlq"
        assert json.dumps({"Name": "QueueName", "Value": {"Fn::Sub": f"{name}-dlq"}}) in watched


def test_queue_functions_report_which_messages_failed() -> None:
    for resource in (
        "BookingIntake",
        "PushEvents",
        "DeliverWebhooks",
        "ReconcileBookings",
        "ParsePolicyDocument",
        "IndexPolicyDocument",
        "StorePositions",
    ):
        (source,) = SERVICE["Resources"][resource]["Properties"]["Events"].values()
        assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


# --- the workflow -----------------------------------------------------------------------------------------------------

Definition = dict[str, Any]
ENDS = {"Succeed", "Fail"}


def _states(definition: Definition) -> Iterator[tuple[str, Definition]]:
    for name, state in definition["States"].items():
        yield name, state
        for inner in [*state.get("Branches", []), *([state["ItemProcessor"]] if "ItemProcessor" in state else [])]:
            yield from _states(inner)


def _successors(state: Definition) -> list[str]:
    return [
        *([state["Next"]] if "Next" in state else []),
        *([state["Default"]] if "Default" in state else []),
        *(choice["Next"] for choice in state.get("Choices", [])),
        *(catcher["Next"] for catcher in state.get("Catch", [])),
    ]


def waits_without_end(definition: Definition) -> list[str]:
    """Tasks that wait for a callback, or run, without a limit in seconds."""
    limits = ("TimeoutSeconds", "TimeoutSecondsPath")
    return [name for name, it in _states(definition) if it["Type"] == "Task" and not any(key in it for key in limits)]


def tasks_without_retry(definition: Definition) -> list[str]:
    """Tasks with neither a Retry nor a Comment that says why they have none."""
    return [
        name
        for name, it in _states(definition)
        if it["Type"] == "Task" and not it.get("Retry") and "retry" not in it.get("Comment", "").lower()
    ]


def paths_without_end(definition: Definition) -> list[str]:
    """States that are unreachable, that lead to a state that does not exist, or from which no named end is in reach."""
    states = definition["States"]
    missing = [f"{name} -> {to}" for name, it in states.items() for to in _successors(it) if to not in states]
    dangling = [name for name, it in states.items() if it["Type"] not in ENDS and not _successors(it)]
    forks = [name for name, it in states.items() if it["Type"] == "Choice" and "Default" not in it]
    return [*missing, *dangling, *forks, *_cut_off(definition)]


def _cut_off(definition: Definition) -> list[str]:
    states = definition["States"]
    reached, ahead = set[str](), [definition["StartAt"]]
    while ahead:
        name = ahead.pop()
        if name in states and name not in reached:
            reached.add(name)
            ahead += _successors(states[name])
    ending = {name for name, it in states.items() if it["Type"] in ENDS}
    while grown := {name for name, it in states.items() if name not in ending and ending & set(_successors(it))}:
        ending |= grown
    return sorted(states.keys() - reached) + sorted(states.keys() - ending)


def called_functions(definition: Definition) -> set[str]:
    """Names of the functions that the tasks call; anything else that a task calls is returned as it stands."""
    called = {
        it.get("Parameters", {}).get("FunctionName", it["Resource"])
        for _, it in _states(definition)
        if it["Type"] == "Task"
    }
    return {re.sub(r"^\$\{(\w+)\}$", r"\1", each) for each in called}


def test_every_task_and_every_wait_has_a_limit() -> None:
    assert waits_without_end(WORKFLOW) == []
    assert WORKFLOW["TimeoutSeconds"] > 0


def test_every_task_is_retried_or_says_why_not() -> None:
    assert tasks_without_retry(WORKFLOW) == []


def test_every_path_ends_in_a_named_state() -> None:
    assert paths_without_end(WORKFLOW) == []


def test_every_failure_is_caught_but_the_last() -> None:
    uncaught = [name for name, it in _states(WORKFLOW) if it["Type"] == "Task" and not it.get("Catch")]

    assert uncaught == ["Escalate"]


def test_the_workflow_waits_for_everything_that_passes_and_for_no_refusal() -> None:
    family = [errors.Unavailable]
    for each in family:
        family += each.__subclasses__()
    passing = {each.__name__ for each in family if each.__module__ == errors.__name__}

    assert passing <= set(booking_workflow.PASSING)
    assert not set(booking_workflow.REFUSALS) & set(booking_workflow.PASSING)


def test_the_workflow_calls_the_steps_of_the_app_and_all_of_them() -> None:
    steps = {name for name in FUNCTIONS if name.startswith("step_")}

    assert called_functions(WORKFLOW) == steps


def test_nothing_that_is_deployed_before_the_functions_names_one() -> None:
    resources = template.template()["Resources"].values()

    assert not [it for it in resources if "FunctionName" in json.dumps(it) or ":function:" in json.dumps(it)]
    assert not {it["Type"] for it in resources} & {"AWS::StepFunctions::StateMachine", "AWS::CloudWatch::Alarm"}


def test_the_workflow_may_invoke_the_steps_and_nothing_else() -> None:
    steps = {name for name in FUNCTIONS if name.startswith("step_")}
    (machine,) = _resources("AWS::StepFunctions::StateMachine")
    (role,) = [it for it in _resources("AWS::IAM::Role") if "states.amazonaws.com" in json.dumps(it)]
    (invoking,) = [
        statement
        for policy in role["Policies"]
        if "PolicyDocument" in policy  # one of tracing is there on some stages alone
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Action"] == "lambda:InvokeFunction"
    ]

    arn = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:sojourn-${Stage}-"
    assert invoking["Resource"] == {"Fn::Sub": f"{arn}step_*"}
    given = {key: value["Fn::Sub"] for key, value in machine["DefinitionSubstitutions"].items() if key != "Stage"}
    assert given == {step: f"{arn}{step}:{ALIAS}" for step in steps}


def _broken(**changes: Any) -> Definition:
    task = {"Type": "Task", "Resource": "${step_hold}", "TimeoutSeconds": 1, "Retry": [{}], "Next": "Done"}
    kept = {key: value for key, value in {**task, **changes}.items() if value is not None}
    return {"StartAt": "Only", "States": {"Only": kept, "Done": {"Type": "Succeed"}}}


def test_a_broken_workflow_would_be_seen() -> None:
    assert waits_without_end(_broken(TimeoutSeconds=None)) == ["Only"]
    assert waits_without_end(_broken(TimeoutSeconds=None, TimeoutSecondsPath="$.wait")) == []
    assert tasks_without_retry(_broken(Retry=[])) == ["Only"]
    assert tasks_without_retry(_broken(Retry=[], Comment="No retry: it may have happened.")) == []
    assert paths_without_end(_broken()) == []
    assert paths_without_end(_broken(Next="Nowhere")) == ["Only -> Nowhere", "Done", "Only"]
    assert paths_without_end(_broken(Next=None, End=True)) == ["Only", "Done", "Only"]
    assert paths_without_end(_broken(Next="Only")) == ["Done", "Only"]
    assert called_functions(_broken()) == {"step_hold"}
    assert called_functions(_broken(Resource="arn:aws:states:::sqs:sendMessage")) == {
        "arn:aws:states:::sqs:sendMessage"
    }
