"""A tree is driven through `app.py` alone: whatever else it has, and wherever."""

import subprocess
from pathlib import Path

import pytest

from bench import work
from bench.compare import different_ends, start_once
from bench.running import Given
from bench.trees import Function, Tree, ask_for_work, commit_of, export, functions_in

APP = """
import os
def app(event, context):
    return {"statusCode": 200, "body": event["path"]}
def step_plan(event, context):
    import colorsys
    if os.environ["AWS_LAMBDA_FUNCTION_NAME"] != "sojourn-local-step_plan" or os.environ["_HANDLER"] != "app.step_plan":
        raise RuntimeError
    raise %s(event["bookingId"])
"""


def tree(folder: Path, error: str) -> Tree:
    """A tree with an API and one step, which ends in `error`; botocore is what the worker replaces a part of."""
    for name, source in {
        "app.py": APP % error,
        "botocore/__init__.py": "",
        "botocore/awsrequest.py": "AWSResponse = HeadersDict = None",
        "botocore/httpsession.py": "class URLLib3Session: pass",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    functions = (Function("api_handler", "app", "api"), Function("step_plan", "step_plan", "step"))
    return Tree(folder.name, folder, functions, Given({"PATH": ""}, {"read": {"path": "/v1/me"}}, {}))


def test_functions_that_are_compared_are_what_the_template_says() -> None:
    def function(handler: str, *sources: str) -> dict[str, object]:
        events = {source: {"Type": source} for source in sources}
        return {"Type": "AWS::Serverless::Function", "Properties": {"Handler": handler, "Events": events}}

    resources = {
        "Api": function("app.app"),
        "Role": {"Type": "AWS::IAM::Role", "Properties": {}},
        "Queue": function("app.push_events", "SQS"),
        "Step": function("app.step_plan"),
        "Clock": function("app.sweeper", "Schedule"),
        "Socket": function("app.websocket_connect"),
        "Stream": function("app.stream_events"),
        "Authorizer": function("app.authorize_caller"),
    }

    assert functions_in({"Resources": resources}) == (
        Function("api_handler", "app", "api"),
        Function("push_events", "push_events", "queue"),
        Function("step_plan", "step_plan", "step"),
        Function("sweeper", "sweeper", "schedule"),
        Function("websocket_connect", "websocket_connect", "websocket"),
    )


def test_every_function_is_started_under_its_name_and_answers_the_first_event_of_its_kind(tmp_path: Path) -> None:
    made = tree(tmp_path / "new", "LookupError")
    api, step = made.functions

    assert start_once(made, api).answer == {"statusCode": 200, "body": "/v1/me"}
    assert start_once(made, step).answer == {"raised": "LookupError"}


def test_what_the_first_call_imports_counts_among_the_modules(tmp_path: Path) -> None:
    made = tree(tmp_path / "new", "LookupError")
    (api, step) = (start_once(made, function) for function in made.functions)

    assert step.modules == api.modules + 1


def test_functions_whose_first_call_ends_otherwise_are_named(tmp_path: Path) -> None:
    old, new = tree(tmp_path / "old", "LookupError"), tree(tmp_path / "new", "ValueError")

    assert different_ends((old, old)) == []
    assert different_ends((old, new)) == ["step_plan (LookupError, ValueError)"]


def test_a_tree_with_a_bench_of_its_own_says_what_it_is_sent(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    own = "ENVIRONMENT = {}\ndef events(): return {'read': {'path': '/v0'}}\ndef answers(): return {'GetItem': {}}\n"
    (tmp_path / "bench" / "work.py").write_text(own, encoding="utf-8")

    assert ask_for_work(tmp_path) == Given({}, {"read": {"path": "/v0"}}, {"GetItem": {}})


def test_a_tree_without_a_bench_is_sent_what_this_one_is(tmp_path: Path) -> None:
    given = ask_for_work(tmp_path)

    assert given.environment == work.ENVIRONMENT
    assert given.events.keys() == {"read", "write"}


def test_a_commit_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SystemExit, match="no-such-branch"):
        commit_of("no-such-branch")


def test_a_commit_is_exported_without_a_trace_in_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", "-C", str(tmp_path / "repository")]
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository" / "app.py").write_text("app = 1\n", encoding="utf-8")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]):
        subprocess.run([*git, *command], check=True)
    (tmp_path / "repository" / "app.py").write_text("app = 2\n", encoding="utf-8")
    monkeypatch.setattr("bench.trees.ROOT", tmp_path / "repository")
    monkeypatch.setattr("bench.trees.BUILT", tmp_path / "built")

    exported = export(commit_of("HEAD"))

    assert (exported / "app.py").read_text(encoding="utf-8") == "app = 1\n"
    status = subprocess.run([*git, "worktree", "list"], check=True, capture_output=True, text=True)
    assert len(status.stdout.splitlines()) == 1
