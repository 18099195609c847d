"""`make deploy` for a stage that is not this computer's: the same code path as on AWS, into an emulator."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from infra.deploy import DeploymentFailed, Target, deploy
from infra.package import ROOT, Package
from local import cloud

STAGE = "staging"


@pytest.fixture(scope="module")
def staging(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of the staging stage, for Lambda's own processor."""
    out = tmp_path_factory.mktemp("staging")
    command = [sys.executable, "-m", "infra.package", "--stage", STAGE, "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Package(out / "deployment.zip", out / "sam.json")


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    home = tmp_path_factory.mktemp("account")
    started, _ = cloud.start(home)
    yield Target(STAGE, endpoint=started.endpoint)
    cloud.stop(home)


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What was said of the first deployment."""
    return []


@pytest.fixture(scope="module")
def outputs(target: Target, staging: Package, said: list[str]) -> dict[str, str]:
    return deploy(target, staging, said.append)


@pytest.mark.usefixtures("outputs")
def test_the_workflow_comes_after_the_functions_that_it_calls(said: list[str]) -> None:
    done = [line.split()[1] for line in said if " create complete in " in line]

    assert done == [f"sojourn-{STAGE}-{part}" for part in ("foundation", "service", "workflow")]


@pytest.mark.parametrize("part", ["foundation", "service", "workflow"])
@pytest.mark.usefixtures("outputs")
def test_no_stack_of_a_stage_that_people_depend_on_is_deleted_by_accident(target: Target, part: str) -> None:
    cloudformation = target.client("cloudformation")

    with pytest.raises(ClientError, match="TerminationProtection is enabled"):
        cloudformation.delete_stack(StackName=target.stack(part))


def test_functions_are_for_graviton_and_carry_the_stages_settings(
    target: Target, outputs: dict[str, str], staging: Package
) -> None:
    function = target.client("lambda").get_function_configuration(FunctionName=f"sojourn-{STAGE}-api_handler")

    assert function["Architectures"] == ["arm64"]
    given = function["Environment"]["Variables"]
    assert given["SOJOURN_STAGE"] == STAGE
    assert given["SOJOURN_INVOKE_MODE"] == "queue"
    assert given["SOJOURN_USER_POOL_ID"] == outputs["UserPoolId"]
    assert given["SOJOURN_STATE_MACHINE_ARN"] == outputs["StateMachineArn"]
    text = staging.template.read_text(encoding="utf-8")
    assert "https://${WebsocketAPI}.execute-api." in text


@pytest.mark.usefixtures("outputs")
def test_tables_of_a_protected_stage_cannot_be_deleted_by_accident(target: Target) -> None:
    database = target.client("dynamodb")

    tables = [name for name in database.list_tables()["TableNames"] if name.startswith(f"sojourn-{STAGE}-")]
    protected = {name: database.describe_table(TableName=name)["Table"]["DeletionProtectionEnabled"] for name in tables}
    assert len(protected) >= 13
    assert set(protected.values()) == {True}


def test_deploying_the_same_again_changes_nothing(target: Target, outputs: dict[str, str], staging: Package) -> None:
    assert deploy(target, staging, print) == outputs


@pytest.mark.usefixtures("outputs")
def test_a_refused_deployment_says_which_resource_and_why(target: Target, staging: Package, tmp_path: Path) -> None:
    template = json.loads(staging.template.read_text(encoding="utf-8"))
    template["Resources"]["Lost"] = {
        "Type": "AWS::SQS::Queue",
        "Properties": {"QueueName": {"Fn::ImportValue": "sojourn-nowhere"}},
    }
    broken = tmp_path / "sam.json"
    broken.write_text(json.dumps(template), encoding="utf-8")

    with pytest.raises(DeploymentFailed, match=r"Lost \(AWS::SQS::Queue\): .*'sojourn-nowhere'"):
        deploy(target, Package(staging.code, broken), print)


def test_packaging_does_not_depend_on_this_shells_settings(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "infra.package", "--stage", "dev", "--out", str(tmp_path)]
    subprocess.run(
        command,
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "SOJOURN_STAGE": "prod", "AWS_REGION": ""},
    )

    assert "sojourn-prod-" not in (tmp_path / "sam.json").read_text(encoding="utf-8")
