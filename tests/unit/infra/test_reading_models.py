"""Models may be asked by the doors that take in requests alone, and only those that the stage names."""

import json
from pathlib import Path
from typing import cast

import pytest

from infra import policies, reading_models
from infra.reading_models import ask_statements, find_models

NOVA = "amazon.nova-lite-v1:0"


def rights(stage: str) -> dict[str, list[dict[str, object]]]:
    """What each function may do with Bedrock."""
    found = {
        name: [each for each in policies.policy(name, stage)["Statement"] if "bedrock" in json.dumps(each)]
        for name in policies.GRANTS
    }
    return {name: statements for name, statements in found.items() if statements}


@pytest.fixture(name="configured")
def a_stage_with_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = json.loads(reading_models.CHALICE.read_text(encoding="utf-8"))
    named = f"{NOVA}=0.06/0.24,eu.{NOVA}=0.078/0.312"
    config["stages"]["prod"]["environment_variables"]["SOJOURN_READING_MODELS"] = named
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    monkeypatch.setattr(policies, "find_models", lambda stage: find_models(stage, file))


@pytest.mark.parametrize("stage", policies.STAGES)
def test_nobody_may_ask_a_model_where_none_is_named(stage: str) -> None:
    assert find_models(stage) == ()
    assert rights(stage) == {}


@pytest.mark.usefixtures("configured")
def test_both_doors_that_take_requests_may_ask_exactly_the_models_of_the_stage() -> None:
    allowed = rights("prod")

    assert set(allowed) == {"api_handler", "websocket_message"}
    for statements in allowed.values():
        assert {action for each in statements for action in cast("list[str]", each["Action"])} == {
            "bedrock:InvokeModel"
        }
        resources = {arn for each in statements for arn in cast("list[str]", each["Resource"])}
        assert resources == {
            f"arn:aws:bedrock:*::foundation-model/{NOVA}",
            f"arn:aws:bedrock:*:*:inference-profile/eu.{NOVA}",
        }
    assert rights("staging") == {}


@pytest.mark.parametrize(
    ("model_id", "arn"),
    [
        (NOVA, f"arn:aws:bedrock:*::foundation-model/{NOVA}"),
        ("mistral.large-v1:0", "arn:aws:bedrock:*::foundation-model/mistral.large-v1:0"),
        (
            "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc123",
            "arn:aws:bedrock:eu-central-1:111122223333:application-inference-profile/abc123",
        ),
    ],
)
def test_a_model_is_named_by_its_arn(model_id: str, arn: str) -> None:
    (statement,) = ask_statements([model_id])

    assert statement == {"Effect": "Allow", "Action": ["bedrock:InvokeModel"], "Resource": [arn]}


@pytest.mark.parametrize("area", ["eu", "us", "apac", "global", "us-gov"])
def test_the_models_of_a_profile_may_be_asked_by_it_alone(area: str) -> None:
    profile, model = ask_statements([f"{area}.{NOVA}"])

    assert profile["Resource"] == [f"arn:aws:bedrock:*:*:inference-profile/{area}.{NOVA}"]
    assert model["Resource"] == [f"arn:aws:bedrock:*::foundation-model/{NOVA}"]
    assert model["Condition"] == {"ArnLike": {"bedrock:InferenceProfileArn": profile["Resource"][0]}}


def test_no_statement_is_wider_than_a_model() -> None:
    for statement in ask_statements([NOVA, f"eu.{NOVA}"]):
        assert all(arn.endswith(NOVA) for arn in cast("list[str]", statement["Resource"]))
