"""What judges the templates finds what is wrong with one, and passes over nothing that is not argued."""

import json
from pathlib import Path

import pytest

from infra import lint
from infra.package import ROOT
from infra.templates import Value

ARGUED = ROOT / "docs" / "decisions" / "template-findings.md"
QUEUE: Value = {"Type": "AWS::SQS::Queue", "DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete"}


def template(**properties: object) -> str:
    resource = {**QUEUE, "Properties": {"SqsManagedSseEnabled": True, "MessageRetentionPeriod": 60, **properties}}
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Queue": resource}})


def serverless(**properties: object) -> str:
    function = {"Type": "AWS::Serverless::Function", "Properties": {"CodeUri": "./deployment.zip", **properties}}
    return json.dumps({"Transform": "AWS::Serverless-2016-10-31", "Resources": {"Worker": function}})


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lint, "RENDERED", tmp_path)
    monkeypatch.setattr(lint, "CLEAN", tmp_path / "clean.json")
    return tmp_path


def judge(monkeypatch: pytest.MonkeyPatch, **texts: str) -> int:
    monkeypatch.setattr(lint, "render_all", lambda: texts)
    return lint.main()


def test_a_clean_template_is_looked_at_once(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(monkeypatch, queues=template()) == 0
    assert judge(monkeypatch, queues=template()) == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("; 1 looked at anew")
    assert second.endswith("; 0 looked at anew")


def test_what_is_wrong_is_found_and_found_again(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert judge(monkeypatch, queues=template()) == 0

    for _ in range(2):
        assert judge(monkeypatch, queues=template(NoSuchProperty=1)) == 1
        assert "NoSuchProperty" in capfd.readouterr().out


def test_what_sam_refuses_is_said(
    rendered: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert judge(monkeypatch, service=serverless(Events={"Daily": {"Type": "NoSuchEvent"}})) == 1

    assert "Worker" in capsys.readouterr().err


def test_a_packaged_template_is_judged_as_sam_makes_it() -> None:
    made = json.loads(lint.translate(serverless(Handler="app.run", Runtime="python3.13")))

    assert {each["Type"] for each in made["Resources"].values()} == {"AWS::Lambda::Function", "AWS::IAM::Role"}
    assert "Transform" not in made


def test_every_rule_that_is_passed_over_is_argued() -> None:
    lines = ARGUED.read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith(("| `I", "| `W"))]
    argued = {(rule.strip("`"), where): why for rule, where, why in rows}

    assert argued == {(rule, "everywhere"): why for rule, why in lint.SKIPPED.items()} | {
        (rule, "stage `local`"): why for rule, why in lint.SKIPPED_LOCALLY.items()
    }
