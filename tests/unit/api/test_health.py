"""What anybody may learn about the service, and what a person about themselves."""

import time
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from chalicelib import __version__, settings
from chalicelib.api import health, me
from chalicelib.gateways import aws
from chalicelib.services.operations import health as service
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api

ROLE = "arn:aws:iam::123456789012:role/any"
MACHINE = "arn:aws:states:eu-central-1:123456789012:stateMachine:sojourn-local-booking"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[Api]:
    """The API in an account that has nothing yet."""
    here = settings.Settings(user_pool_id="p", user_pool_client_id="c", state_machine_arn=MACHINE)
    monkeypatch.setattr(settings, "current", lambda: here)
    monkeypatch.setattr(service, "_kept", service._Kept())
    aws.client.cache_clear()
    with mock_aws():
        yield Api(health.blueprint)
    aws.client.cache_clear()


def _make(*things: str) -> None:
    region = "eu-central-1"
    if "table" in things:
        boto3.client("dynamodb", region).create_table(
            TableName="sojourn-local-bookings",
            KeySchema=[{"AttributeName": "bookingId", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "bookingId", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
    if "queue" in things:
        boto3.client("sqs", region).create_queue(QueueName="sojourn-local-bookings")
    if "machine" in things:
        definition = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
        boto3.client("stepfunctions", region).create_state_machine(
            name="sojourn-local-booking", definition=definition, roleArn=ROLE
        )


def test_all_is_well_when_everything_answers(api: Api) -> None:
    _make("table", "queue", "machine")

    answer = api.send("GET", "/v1/health")

    assert answer.status_code == 200
    found = answer.json_body
    assert (found["status"], found["stage"], found["version"]) == ("ok", "local", __version__)
    assert {name: each["status"] for name, each in found["dependencies"].items()} == {
        "database": "ok",
        "queue": "ok",
        "workflow": "ok",
    }


def test_what_does_not_answer_is_named(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    _make("table", "queue")

    answer = api.send("GET", "/v1/health")

    assert (answer.status_code, answer.json_body["status"]) == (503, "degraded")
    statuses = {name: each["status"] for name, each in answer.json_body["dependencies"].items()}
    assert statuses == {"database": "ok", "queue": "ok", "workflow": "failing"}
    assert b"arn:" not in answer.body
    assert "A dependency does not answer" in capsys.readouterr().err


def test_asking_often_costs_nothing(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    assert api.send("GET", "/v1/health").status_code == 503
    _make("table", "queue", "machine")

    assert api.send("GET", "/v1/health").status_code == 503

    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + 10)
    assert api.send("GET", "/v1/health").status_code == 200


@pytest.mark.usefixtures("stage", "nobody_has_left")
def test_a_person_learns_what_their_roles_allow(pool_keys: PoolKeys) -> None:
    token = pool_keys.id_token(cognito__groups=["approver", "unheard-of"])

    answer = Api(me.blueprint).send("GET", "/v1/me", token=token)

    assert answer.status_code == 200
    assert answer.json_body == {
        "userId": "user-ada",
        "email": "ada@example.com",
        "name": "Ada Lovelace",
        "roles": ["approver"],
        "permissions": ["bookings:approve", "budgets:read"],
    }
