"""Settings in Parameter Store: who reads them, when, by which right, and what is said when one is not there."""

import json
from collections.abc import Iterator
from pathlib import Path

import boto3
import msgspec
import pytest
from moto import mock_aws

from chalicelib import settings
from chalicelib.settings import PACKAGED, Settings, load
from infra import settings_rights
from infra.policies import STAGES

REGION = "eu-central-1"
FOLDER = "/sojourn/dev/settings/"
IN_LAMBDA = {"SOJOURN_STAGE": "dev", "AWS_REGION": REGION, "AWS_LAMBDA_FUNCTION_NAME": "sojourn-dev-api_handler"}


@pytest.fixture(autouse=True)
def account() -> Iterator[None]:
    with mock_aws():
        yield


def put(**values: str) -> None:
    for name, value in values.items():
        boto3.client("ssm", REGION).put_parameter(Name=f"{FOLDER}{name}", Value=value, Type="SecureString")


def test_a_function_reads_what_lies_there_as_if_it_were_given() -> None:
    put(sweep="7", currency="CHF")

    here = load({**IN_LAMBDA, "SOJOURN_SWEEP_SECONDS": "ssm:sweep", "SOJOURN_CURRENCY": "ssm:currency"})

    assert (here.sweep_seconds, here.currency, here.stage) == (7, "CHF", "dev")


def test_every_setting_may_lie_there_but_what_packaging_needs() -> None:
    usual = msgspec.to_builtins(Settings())
    own = {"region", "aws_endpoint_url", "function_name", "initialization", "suppliers"}
    names = [name for name in Settings.__struct_fields__ if name not in own | PACKAGED]
    put(**{name: str(usual[name]) or " " for name in names if usual[name] != ""})

    given = {f"SOJOURN_{name.upper()}": f"ssm:{name}" for name in names if usual[name] != ""}

    assert len(given) > 15, "more than one call of Parameter Store takes"
    read = load({**IN_LAMBDA, **given})
    assert {name: getattr(read, name) for name in names} == {name: getattr(Settings(), name) for name in names}


def test_suppliers_may_lie_there_too() -> None:
    put(suppliers="flight=sandbox,rail=sandbox,stay=sandbox,car=sandbox")

    assert load({**IN_LAMBDA, "SOJOURN_SUPPLIERS": "ssm:suppliers"}).suppliers == Settings().suppliers


def test_nobody_else_asks_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.parameter_store.read_parameters", None)

    here = load({"SOJOURN_STAGE": "dev", "SOJOURN_SWEEP_SECONDS": "ssm:sweep"})

    assert here.sweep_seconds == Settings().sweep_seconds


def test_a_function_without_any_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.parameter_store.read_parameters", None)

    assert load({**IN_LAMBDA, "SOJOURN_SWEEP_SECONDS": "9"}).sweep_seconds == 9


def test_one_that_is_not_there_is_named() -> None:
    with pytest.raises(msgspec.ValidationError, match=f"there is no parameter {FOLDER}sweep"):
        load({**IN_LAMBDA, "SOJOURN_SWEEP_SECONDS": "ssm:sweep"})


def test_a_value_that_is_off_is_refused_as_if_it_were_given() -> None:
    put(sweep="soon")

    with pytest.raises(msgspec.ValidationError, match="sweep_seconds"):
        load({**IN_LAMBDA, "SOJOURN_SWEEP_SECONDS": "ssm:sweep"})


@pytest.mark.parametrize("name", sorted(PACKAGED))
def test_what_packaging_needs_cannot_lie_there(name: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="needed while packaging"):
        load({f"SOJOURN_{name.upper()}": "ssm:somewhere"})


def test_functions_of_a_stage_that_has_some_may_read_its_own(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    given = {"dev": {"SOJOURN_CURRENCY": "ssm:currency"}, "prod": {"SOJOURN_CURRENCY": "EUR"}}
    stages = {stage: {"environment_variables": each} for stage, each in given.items()}
    config.write_text(json.dumps({"stages": stages}), encoding="utf-8")

    (statement,) = settings_rights.read_statements("dev", config)

    assert statement["Action"] == ["ssm:GetParameters"]
    assert statement["Resource"] == ["arn:aws:ssm:*:*:parameter/sojourn/dev/settings/*"]
    assert settings_rights.read_statements("prod", config) == []


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_pays_for_what_it_does_not_use(stage: str) -> None:
    assert settings_rights.read_statements(stage) == []
    assert settings.IN_PARAMETER_STORE == "ssm:"
