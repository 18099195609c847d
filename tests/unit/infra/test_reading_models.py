"""Models may be asked by the doors that take in requests and questions alone, and only those that the stage names."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from infra import policies, reading_models
from infra.reading_models import ask_statements, find_models, model_statements

NOVA = "amazon.nova-lite-v1:0"
PRO = "amazon.nova-pro-v1:0"
GUARDRAIL = "arn:aws:bedrock:*:*:guardrail/abc123def456"


def rights(stage: str) -> dict[str, list[dict[str, object]]]:
    """What each function may do with Bedrock."""
    found = {
        name: [each for each in policies.policy(name, stage)["Statement"] if "bedrock" in json.dumps(each)]
        for name in policies.GRANTS
    }
    return {name: statements for name, statements in found.items() if statements}


@pytest.fixture(name="configure")
def stages_of_ones_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets what prod's environment says."""

    def configure(**variables: str) -> None:
        config = json.loads(reading_models.CHALICE.read_text(encoding="utf-8"))
        config["stages"]["prod"]["environment_variables"] |= variables
        file = tmp_path / "config.json"
        file.write_text(json.dumps(config), encoding="utf-8")
        monkeypatch.setattr(policies, "model_statements", lambda stage, purpose: model_statements(stage, purpose, file))

    return configure


@pytest.fixture(name="configured")
def a_stage_with_models(configure: Callable[..., None]) -> None:
    configure(SOJOURN_READING_MODELS=f"{NOVA}=0.06/0.24,eu.{NOVA}=0.078/0.312")


@pytest.mark.parametrize("stage", policies.STAGES)
def test_nobody_may_ask_a_model_where_none_is_named(stage: str) -> None:
    assert find_models(stage, "words") == find_models(stage, "answers") == ()
    assert model_statements(stage, "answers") == []
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


def test_the_api_alone_may_ask_the_models_that_answer_and_apply_their_guardrail(configure: Callable[..., None]) -> None:
    configure(SOJOURN_ASSISTANT_MODELS=f"{PRO}=0.8/3.2", SOJOURN_ASSISTANT_GUARDRAIL="abc123def456:3")

    assert rights("prod") == {
        "api_handler": [
            {
                "Effect": "Allow",
                "Action": ["bedrock:InvokeModel"],
                "Resource": [f"arn:aws:bedrock:*::foundation-model/{PRO}"],
            },
            {"Effect": "Allow", "Action": ["bedrock:ApplyGuardrail"], "Resource": [GUARDRAIL]},
        ]
    }


def test_a_guardrail_that_watches_no_model_is_no_right(configure: Callable[..., None]) -> None:
    configure(SOJOURN_ASSISTANT_GUARDRAIL="abc123def456:3")

    assert rights("prod") == {}


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
