"""The command says of a plane what it is told, and writes down where the database is, without a password."""

import json
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import guards
from infra.data_plane import __main__ as command
from infra.data_plane.__main__ import name_variable, read_authorities, read_parameters, write_places
from infra.data_plane.template import template
from infra.deploy import Deployment
from infra.stacks import Plan
from infra.target import DeploymentFailed, Target
from tests.postgres.tls_front import make_authority

HERE = Target("dev", "eu-central-1")
OUTPUTS = {"DatabaseHost": "db.example.com", "DatabasePort": "5432", "FunctionGroup": "sg-1"}


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield


def test_each_parameter_is_said_by_a_variable_of_its_own() -> None:
    parameters = template()["Parameters"].keys() - {"Stage"}

    said = {name_variable(each): f"value of {each}" for each in parameters}

    assert len(said) == len(parameters)
    assert {"PLANE_NAT", "PLANE_VPC_CIDR", "PLANE_CACHE_NODE_TYPE", "ALARM_SNS_TOPIC_ARN"} <= said.keys()
    assert read_parameters("dev", said) == {"Stage": "dev", **{each: f"value of {each}" for each in parameters}}


def test_what_is_not_said_is_no_parameter_so_that_it_stays_as_it_was() -> None:
    assert read_parameters("dev", {"PATH": "/bin", "PLANE_NAT": "one"}) == {"Stage": "dev", "Nat": "one"}


def test_a_variable_that_means_nothing_is_refused() -> None:
    with pytest.raises(DeploymentFailed, match=r"Nothing is called PLANE_NATS; .*PLANE_NAT\b"):
        read_parameters("dev", {"PLANE_NATS": "one"})


@pytest.mark.usefixtures("cloud")
def test_secrets_say_where_the_database_is_and_as_whom_it_is_asked_and_no_password() -> None:
    names = write_places(HERE, OUTPUTS, "first authorities")
    again = write_places(HERE, OUTPUTS, "later authorities")

    assert names == again == ["sojourn-dev-policy-index", "sojourn-dev-reporting"]
    secrets = boto3.client("secretsmanager", region_name="eu-central-1")
    said = [json.loads(secrets.get_secret_value(SecretId=name)["SecretString"]) for name in names]
    assert [each.pop("username") for each in said] == ["sojourn_dev_policy_index", "sojourn_dev_reporting"]
    assert (
        said
        == [
            {"host": "db.example.com", "port": 5432, "dbname": "sojourn", "caCertificate": "later authorities"},
        ]
        * 2
    )


def test_a_plane_without_a_database_has_no_place_to_write_down() -> None:
    with pytest.raises(DeploymentFailed, match="no database"):
        write_places(HERE, {"FunctionGroup": "sg-1"}, "authorities")


def test_only_certificates_are_taken_for_authorities(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    good, bad = tmp_path / "good.pem", tmp_path / "bad.pem"
    good.write_text(make_authority(datetime.now(UTC)).certificate, encoding="utf-8")
    bad.write_text("-----BEGIN NOTHING-----", encoding="utf-8")

    assert "BEGIN CERTIFICATE" in read_authorities(good)
    for wrong in (bad, tmp_path / "missing.pem"):
        with pytest.raises(DeploymentFailed, match="has no certificates"):
            read_authorities(wrong)


class Stacks:
    """Stacks that are brought up to date without a word."""

    def __init__(self, *_: Any) -> None:
        self.applied: list[Plan] = []
        self.protected: list[str] = []
        made.append(self)

    def apply(self, plan: Plan) -> dict[str, str]:
        self.applied.append(plan)
        return OUTPUTS

    def protect(self, stack: str) -> None:
        self.protected.append(stack)


made: list[Stacks] = []


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(("stage", "protected"), [("dev", []), ("prod", ["sojourn-prod-data-plane"])])
def test_a_stage_gets_its_plane_and_one_that_people_depend_on_is_protected(
    stage: str, protected: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def plan_template(_: Deployment, part: str, template: Any, given: dict[str, str]) -> Plan:
        return Plan(Target(stage).stack(part), template, "https://example.com", given)

    monkeypatch.setattr(command, "Stacks", Stacks)
    monkeypatch.setattr(guards, "check", lambda _: None)
    monkeypatch.setattr(Deployment, "plan_template", plan_template)
    monkeypatch.setattr(sys, "argv", ["data-plane", "--stage", stage])
    monkeypatch.setenv("PLANE_CACHE", "on")
    monkeypatch.setenv("YES", "1")

    assert command.main() == 0

    (plan,) = made[-1].applied
    assert (plan.stack, plan.given) == (f"sojourn-{stage}-data-plane", {"Stage": stage, "Cache": "on"})
    assert made[-1].protected == protected
    assert f"{stage} has its data plane" in capsys.readouterr().out


def test_a_failure_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["data-plane", "--stage", "dev", "--authorities", "nowhere.pem"])

    assert command.main() == 1
    assert "nowhere.pem has no certificates in PEM" in capsys.readouterr().err
