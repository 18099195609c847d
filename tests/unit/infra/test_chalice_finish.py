"""What `chalice deploy` leaves to be said is read from the same file as the packaged path's."""

import json
from pathlib import Path

import pytest

from infra import policies
from infra.chalice_finish import Deployed, list_addresses, list_finishes, list_gateway_responses, read_deployed
from infra.foundation import __main__ as making
from infra.gateway_answers import CHALICE
from infra.target import DeploymentFailed, Target

POOL = "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/eu-central-1_AbC"


def test_every_function_is_finished() -> None:
    assert {each.name for each in list_finishes()} == set(policies.GRANTS)


def test_what_is_not_tried_again_and_what_fails_of_a_batch_is_read() -> None:
    finishes = {each.name: each for each in list_finishes()}

    assert {name for name, each in finishes.items() if each.invocations} == {"heartbeat", "sweeper", "anchor_audit"}
    assert {name for name, each in finishes.items() if each.response_types} == {
        "booking_intake",
        "push_events",
        "deliver_webhooks",
        "reconcile_bookings",
        "parse_policy_document",
        "index_policy_document",
        "store_positions",
        "copy_reports",
    }
    assert {name for name, each in finishes.items() if each.tracing} == {"heartbeat", "sweeper"}
    assert {name for name, each in finishes.items() if each.pushes} >= {"push_events", "heartbeat", "websocket_message"}


@pytest.mark.parametrize(
    ("endpoint", "before", "after"),
    [
        ("", "https://", ".execute-api.eu-central-1.amazonaws.com/api"),
        ("http://127.0.0.1:4566", "http://127.0.0.1:4566/_aws/execute-api/", "/api"),
    ],
)
def test_who_sends_to_connections_knows_where_they_and_the_api_are(endpoint: str, before: str, after: str) -> None:
    deployed = Deployed("rest1", "", "socket1", {})

    assert list_addresses(Target("dev", "eu-central-1", endpoint), deployed) == {
        "SOJOURN_WEBSOCKET_ENDPOINT": f"{before}socket1{after}",
        "SOJOURN_API_URL": f"{before}rest1{after}",
    }


def test_every_answer_of_the_gateway_is_a_problem() -> None:
    for kind, response in list_gateway_responses().items():
        assert "application/problem+json" in json.dumps(response), kind


def test_what_was_not_deployed_from_here_cannot_be_finished(tmp_path: Path) -> None:
    with pytest.raises(DeploymentFailed, match=r"dev\.json is not there: `chalice deploy --stage dev` first"):
        read_deployed("dev", tmp_path)


@pytest.mark.parametrize("stage", policies.STAGES)
def test_the_pool_is_written_for_its_stage_alone_and_replaced(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.json"
    before = CHALICE.read_text(encoding="utf-8")
    config.write_text(before, encoding="utf-8")
    monkeypatch.setattr(making, "CHALICE", config)

    assert making.write_pool(stage, "arn:of:another")
    assert making.write_pool(stage, POOL)
    assert not making.write_pool(stage, POOL)

    expected = json.loads(before)
    expected["stages"][stage]["environment_variables"]["SOJOURN_USER_POOL_ARN"] = POOL
    assert json.loads(config.read_text(encoding="utf-8")) == expected
