"""The other way to deploy: `chalice deploy`, with what comes before and after it, in a copy of the project, into an
emulator of its own. What it makes is compared with what CloudFormation makes, tried by a booking, changed and deleted.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from infra.chalice_finish import Deployed, read_deployed
from infra.layers import BUILT, Platform
from infra.package import ROOT
from infra.policy_places import bind_statements, resolve
from infra.smoke import Copy, SmokeTestFailed, try_stage
from infra.target import Target
from local import cloud, deployment
from local.checkout import written_paths
from local.deployment import STAGE
from local.stack import Stack
from tests.conformance.deployed_parts import Parts, describe, sort_rights

HASTE = {"SFN_WAIT_SCALE": "0.1"}
ADDED = '\n\n@app.route("/v1/added")\ndef get_added() -> dict[str, str]:\n    return {"added": "yes"}\n'

# What the two ways make differently, by the part and what it is, and why that is right.
ARGUED = {
    ("functions", "api_handler", "name"): "Chalice calls the API's function by the application and the stage alone",
    ("functions", "*", "size"): "Chalice packages by itself, with what slimming leaves out and without bytecode",
    (
        "functions",
        "*",
        "looked_up",
    ): "CloudFormation tells a function what the other looks up in a parameter, or by name",
    (
        "functions",
        "*",
        "pushes",
    ): "Chalice reads the rights before its API has an id, so they name any API of the account",
}


class PathFailed(Exception):
    """A command of the path ended otherwise than it should; the message is what it printed."""


class Compared(NamedTuple):
    """How many parts were compared, which differ without a reason, and how the booking went."""

    parts: int
    differences: tuple[str, ...]
    booked: str

    @property
    def passed(self) -> bool:
        return not self.differences and self.booked.endswith("booked, cancelled")

    def describe(self) -> str:
        differ = f"{len(self.differences)} differ without a reason"
        return f"chalice deploy: {self.parts} parts compared, {differ}; {self.booked}"


@contextmanager
def project() -> Iterator[Path]:
    """A copy of the project without what was built in it, in which the local stage is deployed for this computer."""
    with tempfile.TemporaryDirectory(prefix="sojourn-chalice-") as folder:
        copy = Path(folder, "project")
        for path in written_paths():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, copy / path)
        config = copy / ".chalice" / "config.json"
        project_config = json.loads(config.read_text(encoding="utf-8"))
        project_config["stages"][STAGE]["lambda_architecture"] = Platform.here().architecture
        config.write_text(json.dumps(project_config, indent=2), encoding="utf-8")
        if BUILT.exists():  # which layers were made decides which functions get one
            (copy / "build").mkdir()
            (copy / "build" / BUILT.name).symlink_to(BUILT)
        yield copy


def run(copy: Path, endpoint: str, *command: str) -> str:
    """Run a tool of the environment in the copy; what it printed. PathFailed: it failed."""
    tool, *arguments = command
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "eu-central-1",
    }
    path = str(Path(sys.executable).with_name(tool))
    done = subprocess.run([path, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PathFailed(f"{' '.join(command)}: {done.stdout}{done.stderr}")
    return done.stdout


def deploy(copy: Path, endpoint: str) -> Deployed:
    """Deploy by Chalice's own command, as docs/operations.md says."""
    run(copy, endpoint, "python", "-m", "infra.foundation", "--stage", STAGE)
    run(copy, endpoint, "chalice", "deploy", "--stage", STAGE)
    run(copy, endpoint, "python", "-m", "infra.chalice_finish", "--stage", STAGE)
    return read_deployed(STAGE, copy)


def compare(packaged: Stack, say: Callable[[str], None]) -> Compared:
    """Deploy the other way, compare with a copy that CloudFormation deployed, book, change and delete."""
    with project() as copy, tempfile.TemporaryDirectory(prefix="sojourn-chalice-home-") as folder:
        home = Path(folder)
        running, _ = cloud.start(home, settings=HASTE)
        try:
            deployed = deploy(copy, running.endpoint)
            stack = open_deployed(running, home, deployed, say)
            ours, theirs = bind_rights(stack, describe(stack)), describe(packaged)
            booked = _book(stack)
            _change_and_delete(copy, stack)
            return Compared(sum(map(len, theirs.values())), tuple(differ(theirs, ours)), booked)
        finally:
            cloud.stop(home)


def open_deployed(running: cloud.Cloud, home: Path, deployed: Deployed, say: Callable[[str], None]) -> Stack:
    """Return what Chalice deployed as a copy, with its people and its policy."""
    cloudformation = Target(STAGE, "eu-central-1", running.endpoint).client("cloudformation")
    outputs = {
        each["OutputKey"]: each["OutputValue"]
        for part in ("foundation", "workflow")
        for each in cloudformation.describe_stacks(StackName=f"sojourn-{STAGE}-{part}")["Stacks"][0]["Outputs"]
    }
    ids = {"RestAPIId": deployed.rest_api, "WebsocketAPIId": deployed.websocket_api}
    return deployment.open_copy(running, home, outputs | ids, say)


def bind_rights(stack: Stack, parts: dict[str, Parts]) -> dict[str, Parts]:
    """Return the parts of what Chalice deployed with rights as CloudFormation binds them to account and region: the
    files that Chalice reads know neither, and all else of a right is to be the same."""
    account = stack.client("sts").get_caller_identity()["Account"]
    functions = {
        name: {**each, "rights": sort_rights(_bind(each["rights"], account, stack.region))}
        for name, each in parts["functions"].items()
    }
    return {**parts, "functions": functions}


def _bind(rights: list[Any], account: str, region: str) -> list[Any]:
    return [resolve(each, account=account, region=region) for each in bind_statements(rights)]


def differ(theirs: dict[str, dict[str, Any]], ours: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield what the two ways made differently and nobody has argued for."""
    for part in theirs.keys() | ours.keys():
        packaged, deployed = theirs.get(part, {}), ours.get(part, {})
        for name in sorted(packaged.keys() | deployed.keys()):
            one, other = packaged.get(name, {}), deployed.get(name, {})
            for field in sorted(one.keys() | other.keys()):
                is_argued = (part, name, field) in ARGUED or (part, "*", field) in ARGUED
                if one.get(field) != other.get(field) and not is_argued:
                    yield f"{part} {name} {field}: {one.get(field)!r} packaged, {other.get(field)!r} by chalice deploy"


def _book(stack: Stack) -> str:
    try:
        return try_stage(stack.target, Copy(stack.base_url, stack.user_pool_id, stack.user_pool_client_id))
    except SmokeTestFailed as error:
        return f"NOT BOOKED: {error}"


def _change_and_delete(copy: Path, stack: Stack) -> None:
    """Add a route and deploy again: the same API has it. Delete: the functions and both APIs are gone."""
    before = read_deployed(STAGE, copy)
    application = copy / "app.py"
    application.write_text(application.read_text(encoding="utf-8") + ADDED, encoding="utf-8")
    after = deploy(copy, stack.endpoint)
    paths = {each["path"] for each in _resources(stack, after.rest_api)}
    if (before.rest_api, before.websocket_api) != (after.rest_api, after.websocket_api) or "/v1/added" not in paths:
        raise PathFailed(f"the second deployment did not change the first: {before} became {after}")
    run(copy, stack.endpoint, "python", "-m", "infra.chalice_delete", "--stage", STAGE)
    run(copy, stack.endpoint, "chalice", "delete", "--stage", STAGE)
    left = [each["FunctionName"] for each in stack.client("lambda").list_functions()["Functions"]]
    apis = [each["id"] for each in stack.client("apigateway").get_rest_apis()["items"]]
    if left or apis:
        raise PathFailed(f"chalice delete left {left} and the APIs {apis}")


def _resources(stack: Stack, api: str) -> list[dict[str, Any]]:
    pages = stack.client("apigateway").get_paginator("get_resources").paginate(restApiId=api)
    return [each for page in pages for each in page["items"]]
