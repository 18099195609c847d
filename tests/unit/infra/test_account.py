"""What an account has one of: gateways that may write logs, and an alarm on its charges, where AWS knows them."""

from typing import Any

import pytest

from infra import account
from infra.guards import go_on
from infra.stacks import Plan, Stacks
from infra.target import DeploymentFailed, Target

EMULATOR = "http://127.0.0.1:1"


class Bucket:
    """In place of where templates lie."""

    def __init__(self, target: Target) -> None:
        self.target = target

    def put(self, _body: bytes, name: str) -> str:
        return f"{self.target.region}/{name}"

    def url(self, key: str) -> str:
        return f"https://bucket/{key}"


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    found: list[Plan] = []
    monkeypatch.setattr(account, "Artifacts", Bucket)
    monkeypatch.setattr(Stacks, "apply", lambda _self, plan: found.append(plan))
    return found


def install(limit: str, **environment: str) -> None:
    account.install("eu-central-1", limit, {"AWS_ENDPOINT_URL": EMULATOR, **environment}, print, go_on)


def test_gateways_write_where_the_stages_are_and_charges_are_watched_where_they_are_known(applied: list[Plan]) -> None:
    install("200", ALARM_EMAIL="ops@example.com")

    gateways, charges = applied
    assert (gateways.stack, gateways.template_url) == (
        "sojourn-account-gateways",
        "https://bucket/eu-central-1/gateways.json",
    )
    assert (charges.stack, charges.template_url) == (
        "sojourn-account-charges",
        "https://bucket/us-east-1/charges.json",
    )
    assert charges.given == {"ChargesLimit": "200", "AlarmEmail": "ops@example.com"}


def test_without_a_limit_charges_are_not_watched(applied: list[Plan]) -> None:
    install("")

    assert [plan.stack for plan in applied] == ["sojourn-account-gateways"]


def test_address_that_is_not_said_stays(applied: list[Plan]) -> None:
    install("200")

    assert applied[1].given == {"ChargesLimit": "200"}


def test_what_is_given_is_declared() -> None:
    declared: dict[str, Any] = account.charges_template()["Parameters"]

    assert declared.keys() == {"ChargesLimit", *account.NOTIFIED.values()}


def test_alarm_compares_the_charges_of_the_month_in_dollars_with_the_limit() -> None:
    alarm = account.charges_template()["Resources"]["ChargesAlarm"]["Properties"]

    assert (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"]) == (
        "AWS/Billing",
        "EstimatedCharges",
        "Maximum",
    )
    assert alarm["Dimensions"] == [{"Name": "Currency", "Value": "USD"}]
    assert alarm["Threshold"] == {"Ref": "ChargesLimit"}
    assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "ChargesTopic"}]


def test_role_of_the_gateways_outlives_the_stack() -> None:
    made = account.gateway_template()["Resources"]

    assert {it["DeletionPolicy"] for it in made.values()} == {"Retain"}
    assert made["GatewayAccount"]["Properties"] == {"CloudWatchRoleArn": {"Fn::GetAtt": ["GatewayLogRole", "Arn"]}}


def test_what_went_wrong_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object) -> None:
        raise DeploymentFailed("sojourn-account-gateways: AccessDenied")

    monkeypatch.setattr(account, "install", fail)
    monkeypatch.setattr("sys.argv", ["account"])

    assert account.main() == 1
    assert "AccessDenied" in capsys.readouterr().err
