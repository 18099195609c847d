"""When secrets are rotated: on AWS, by the function that is there for it, and every one that is ours to choose."""

import pytest

from infra.foundation import template as foundation
from infra.policies import GRANTS, STAGES
from infra.workflow import rotation
from infra.workflow import template as workflow
from tests.support.resolving import resolve

# What was hashed by another key would not be found any more.
KEPT = "sojourn-{stage}-locator-index"
WORKFLOW = {"ArtifactsBucket": "artifacts", "BookingDefinitionKey": "key"}


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage != "local"])
def test_every_secret_of_the_foundation_is_rotated_by_its_function(stage: str) -> None:
    made = resolve(workflow.template(), stage, **WORKFLOW).values()
    schedules = [each["Properties"] for each in made if each["Type"] == "AWS::SecretsManager::RotationSchedule"]
    secrets = [each for each in resolve(foundation.template(), stage).values() if "SecretsManager" in each["Type"]]

    assert {each["SecretId"] for each in schedules} == {each["Properties"]["Name"] for each in secrets} - {
        KEPT.format(stage=stage)
    }
    for each in schedules:
        assert each["RotationLambdaARN"].endswith(f":function:sojourn-{stage}-{rotation.FUNCTION}:live")
        assert each["RotationRules"] == {"ScheduleExpression": "rate(90 days)"}


def test_secrets_manager_of_this_account_alone_may_call_the_function() -> None:
    (permission,) = [
        each["Properties"]
        for each in resolve(workflow.template(), "prod", **WORKFLOW).values()
        if each["Type"] == "AWS::Lambda::Permission"
    ]

    assert permission["FunctionName"] == "sojourn-prod-rotate_secret:live"
    assert permission["Principal"] == "secretsmanager.amazonaws.com"
    assert permission["SourceAccount"] == "123456789012"


@pytest.mark.parametrize("stage", STAGES)
def test_the_embedded_cloud_is_asked_for_no_rotation(stage: str) -> None:
    made = resolve(workflow.template(), stage, EmulatorEndpoint="http://127.0.0.1:4566", **WORKFLOW)
    kinds = {each["Type"] for each in made.values()}

    assert "AWS::SecretsManager::RotationSchedule" not in kinds


def test_the_function_may_rotate_what_is_rotated_and_read_no_other_secret() -> None:
    assert set(GRANTS[rotation.FUNCTION]) == {f"secret:rotate:{name}" for name in rotation.ROTATED}
