"""A release of code alone, one that is held because more would change, and the way back, in an emulator."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.deploy import deploy
from infra.package import ROOT, Package
from infra.releases import go_back
from infra.smoke import Copy, SmokeTestFailed, try_stage
from infra.target import Held, Target
from local import cloud
from local.stack import Stack

STAGE = "local"
FUNCTION = f"sojourn-{STAGE}-step_plan"


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    home = tmp_path_factory.mktemp("account")
    started, _ = cloud.start(home)
    yield Target(STAGE, endpoint=started.endpoint)
    cloud.stop(home)


def changed(package: Package, folder: Path, **properties: Any) -> Package:
    """The package with other code, and with other properties of one function."""
    code = folder / "deployment.zip"
    for zipped in package.code.parent.glob("*.zip"):  # the layers too
        shutil.copyfile(zipped, folder / zipped.name)
    with zipfile.ZipFile(code, "a") as archive:
        archive.writestr("release.txt", "another")
    template = json.loads(package.template.read_text(encoding="utf-8"))
    template["Resources"]["StepPlan"]["Properties"] |= properties
    made = folder / "sam.json"
    made.write_text(json.dumps(template), encoding="utf-8")
    return Package(code, made)


def digest(target: Target) -> str:
    return str(target.client("lambda").get_function_configuration(FunctionName=FUNCTION)["CodeSha256"])


def test_code_goes_alone_more_is_held_and_the_release_before_comes_back(
    target: Target, package: Package, tmp_path: Path
) -> None:
    said: list[str] = []
    deploy(target, package, said.append)
    first = digest(target)

    deploy(target, changed(package, tmp_path), said.append, only_code=True)
    second = digest(target)
    with pytest.raises(Held, match=r"more than code would change.(.|\n)*StepPlan"):
        deploy(target, changed(package, tmp_path, MemorySize=640), said.append, only_code=True)
    held = digest(target)
    go_back(target, said.append)

    assert second != first
    assert held == second
    assert digest(target) == first


def test_what_is_held_ends_by_a_code_of_its_own(target: Target, package: Package, tmp_path: Path) -> None:
    changed(package, tmp_path, Timeout=7)
    command = [sys.executable, "-m", "infra.deploy", "--stage", STAGE, "--scope", "code", "--package", str(tmp_path)]
    environment = {"AWS_ENDPOINT_URL": target.endpoint, "PATH": ""}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == Held.exit_code, done.stdout + done.stderr
    assert "more than code would change" in done.stderr


def test_a_stage_that_works_passes_the_smoke_test(stack: Stack) -> None:
    came = try_stage(stack.target, Copy(stack.base_url, stack.user_pool_id, stack.user_pool_client_id))

    assert came.endswith("booked, cancelled")
    users = stack.client("cognito-idp").list_users(UserPoolId=stack.user_pool_id, Filter='email ^= "smoke-test"')
    assert users["Users"] == []


def test_a_stage_that_does_not_answer_fails_the_smoke_test(target: Target) -> None:
    with pytest.raises(SmokeTestFailed, match="404"):
        try_stage(target, Copy(f"{target.endpoint}/_aws/execute-api/nothing/api", "", ""))
