"""What must not reach AWS does not, and a stage that people depend on is changed only if somebody says yes."""

import io
import json
import sys
from pathlib import Path

import pytest
from moto import mock_aws

from infra import guards
from infra.deploy import SETTINGS, deploy, main, settings
from infra.foundation import template as foundation
from infra.gateway_answers import CHALICE
from infra.package import REGION, Package
from infra.target import DeploymentFailed, Target
from infra.templates import Value

EMULATOR = "http://127.0.0.1:4566"
RIGHT = (3, 13)
PREFIX = "sojourn-${Stage}-"


def package_of(folder: Path, runtime: str, stage: str = "dev") -> Package:
    properties = {"Runtime": runtime, "Environment": {"Variables": {"SOJOURN_STAGE": stage}}}
    function = {"Type": "AWS::Serverless::Function", "Properties": properties}
    (folder / "sam.json").write_text(json.dumps({"Resources": {"APIHandler": function}}), encoding="utf-8")
    return Package(folder / "deployment.zip", folder / "sam.json")


@pytest.mark.parametrize("stage", ["local", "dev", "staging", "prod"])
def test_only_the_embedded_cloud_takes_the_local_stage(stage: str) -> None:
    guards.check(Target(stage, endpoint=EMULATOR), RIGHT)
    if stage != "local":
        guards.check(Target(stage), RIGHT)
        return
    with pytest.raises(DeploymentFailed, match="for the embedded cloud alone"):
        guards.check(Target(stage), RIGHT)


def test_the_local_stage_is_refused_before_aws_is_asked_for_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Target, "client", lambda _, service: pytest.fail(f"{service} was asked"))

    with pytest.raises(DeploymentFailed, match="for the embedded cloud alone"):
        deploy(Target("local"), package_of(tmp_path, guards.RUNTIME), print)


@pytest.mark.parametrize("interpreter", [(3, 11), (3, 12), (3, 14), (3, 15), (4, 13)])
def test_another_interpreter_than_the_functions_is_refused_on_aws_and_nowhere_else(
    interpreter: tuple[int, int],
) -> None:
    guards.check(Target("dev", endpoint=EMULATOR), interpreter)

    with pytest.raises(
        DeploymentFailed, match=rf"run on python3\.13, and this is Python {interpreter[0]}\.{interpreter[1]}"
    ):
        guards.check(Target("dev"), interpreter)


def test_a_package_for_another_runtime_is_refused_on_aws_and_nowhere_else(tmp_path: Path) -> None:
    template: Value = json.loads(package_of(tmp_path, "python3.11").template.read_text(encoding="utf-8"))
    guards.check_package(Target("dev", endpoint=EMULATOR), template)

    with pytest.raises(DeploymentFailed, match=r"for python3\.11, but functions run on python3\.13"):
        guards.check_package(Target("dev"), template)


def test_a_package_without_a_layer_that_functions_need_is_refused_on_aws_and_nowhere_else(tmp_path: Path) -> None:
    template: Value = json.loads(package_of(tmp_path, guards.RUNTIME).template.read_text(encoding="utf-8"))
    search = {
        **template["Resources"]["APIHandler"]["Properties"],
        "FunctionName": {"Fn::Sub": f"{PREFIX}search_policies"},
    }
    template["Resources"]["SearchPolicies"] = {"Type": "AWS::Serverless::Function", "Properties": search}
    guards.check_package(Target("dev", endpoint=EMULATOR), template)

    with pytest.raises(DeploymentFailed, match="search_policies: packaged without what a layer brings"):
        guards.check_package(Target("dev"), template)

    search["Layers"] = [{"Ref": "RetrievalLayer"}]
    guards.check_package(Target("dev"), template)


def test_a_package_for_another_stage_is_refused(tmp_path: Path) -> None:
    template: Value = json.loads(package_of(tmp_path, guards.RUNTIME, "dev").template.read_text(encoding="utf-8"))

    for stage in ("local", "staging", "prod"):
        with pytest.raises(DeploymentFailed, match=f"for dev, and not for {stage}"):
            guards.check_package(Target(stage, endpoint=EMULATOR), template)


@pytest.mark.parametrize("stage", ["staging", "prod"])
def test_where_nobody_can_be_asked_yes_has_to_be_said_before(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    with pytest.raises(DeploymentFailed, match="nobody can be asked here, so YES=1"):
        guards.ask_somebody(Target(stage), print, agreed=False)
    said: list[str] = []

    guards.ask_somebody(Target(stage), said.append, agreed=True)("Change it?")

    assert said == ["deploy: Change it? YES=1"]


@pytest.mark.parametrize("answer", ["", "y", "no", "prod", "yess"])
def test_only_yes_is_yes(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", ask)
    agree = guards.ask_somebody(Target("prod"), print, agreed=False)

    with pytest.raises(DeploymentFailed, match="the answer was not yes"):
        agree("Change it?")

    assert asked == ["Change it? [yes/no] "]
    monkeypatch.setattr("builtins.input", lambda _: " Yes ")
    agree("Change it?")


@pytest.mark.parametrize(
    "target", [Target("dev"), Target("local", endpoint=EMULATOR), Target("prod", endpoint=EMULATOR)]
)
def test_nobody_is_asked_for_what_nobody_depends_on(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", pytest.fail)

    guards.ask_somebody(target, print, agreed=False)("Change it?")


def test_what_is_said_of_a_stage_is_a_parameter_and_empty_is_said_too() -> None:
    assert settings({}) == {}
    assert settings({"ALARM_EMAIL": "", "DOCUMENTS_ORIGIN": "https://travel.example.com", "HOME": "/"}) == {
        "AlarmEmail": "",
        "DocumentsOrigin": "https://travel.example.com",
    }
    assert set(SETTINGS.values()) <= foundation.template()["Parameters"].keys()


def run(monkeypatch: pytest.MonkeyPatch, stage: str, **environment: str) -> int:
    for name in ("AWS_ENDPOINT_URL", "YES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.argv", ["infra.deploy", "--stage", stage])
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("infra.guards.RUNTIME", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    monkeypatch.setattr("infra.deploy.package", lambda stage: pytest.fail(f"{stage} was packaged"))
    return main()


@mock_aws
def test_the_command_says_where_it_would_deploy_to_before_it_asks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "prod") == 1

    printed = capsys.readouterr()
    assert printed.out == f"deploy: prod to account 123456789012, {REGION}, AWS\n"
    assert "nobody can be asked here, so YES=1" in printed.err


def test_the_command_refuses_the_local_stage_on_aws(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "local", YES="1") == 1

    assert "for the embedded cloud alone" in capsys.readouterr().err


def test_a_region_that_the_stage_does_not_allow_is_refused_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = json.loads(CHALICE.read_text(encoding="utf-8"))
    config["stages"]["prod"]["environment_variables"]["SOJOURN_ALLOWED_REGIONS"] = "eu-central-1,eu-west-1"
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    monkeypatch.setattr(guards, "CHALICE", file)
    monkeypatch.setattr(Target, "client", lambda _, service: pytest.fail(f"{service} was asked"))

    guards.check(Target("prod", region="eu-west-1"), RIGHT)
    with pytest.raises(
        DeploymentFailed, match=r"settings of prod do not hold in us-east-1: .* us-east-1 is not allowed"
    ):
        deploy(Target("prod", region="us-east-1"), package_of(tmp_path, guards.RUNTIME, "prod"), print)


def test_a_package_whose_models_are_asked_outside_the_allowed_regions_is_refused(tmp_path: Path) -> None:
    template: Value = json.loads(package_of(tmp_path, guards.RUNTIME, "dev").template.read_text(encoding="utf-8"))
    variables = template["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"]
    variables |= {"SOJOURN_ALLOWED_REGIONS": "eu-central-1", "SOJOURN_USER_POOL_ID": {"Fn::ImportValue": "pool"}}
    guards.check_package(Target("dev", region="eu-central-1"), template)

    variables["SOJOURN_READING_MODELS"] = "eu.amazon.nova-lite-v1:0=0.078/0.312"
    with pytest.raises(DeploymentFailed, match=r"the model eu\.amazon\S+ is an inference profile that may be asked"):
        guards.check_package(Target("dev", region="eu-central-1"), template)
