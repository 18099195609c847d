"""Puts the application into the embedded cloud exactly as it goes to AWS: packaged, then through CloudFormation."""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from infra.commands import CommandFailed
from infra.deploy import DeploymentFailed, Say, Target, deploy
from infra.package import REGION, ROOT, Package
from local.cloud import Cloud
from local.seed import create_users, seed
from local.stack import Stack, load, save

STAGE = "local"


class PackagingFailed(CommandFailed):
    """Chalice could not package the application; the message is what it printed."""


def build(home: Path, say: Say) -> Package:
    """Package the application for this computer, in a process of its own so that `app.py` is read afresh."""
    out = home / "package"
    command = [sys.executable, "-m", "infra.package", "--stage", STAGE, "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackagingFailed(f"{done.stdout}{done.stderr}")
    say(done.stdout.strip().splitlines()[-1])
    return Package(out / "deployment.zip", out / "sam.json")


def install(cloud: Cloud, home: Path, built: Package, say: Say, *, is_seeded: bool = True) -> Stack:
    """Deploy both stacks into a running emulator, create the users and, if it is seeded, what they need to book; the
    copy, ready to be called."""
    outputs = deploy(Target(STAGE, REGION, cloud.endpoint), built, say)
    return open_copy(cloud, home, outputs, say, is_seeded=is_seeded)


def open_copy(cloud: Cloud, home: Path, outputs: Mapping[str, str], say: Say, *, is_seeded: bool = True) -> Stack:
    """Create the users and the seed of what was deployed, and make the first call; the copy, ready to be called."""
    fill = seed if is_seeded else create_users
    seeded = fill(save_copy(cloud, home, outputs))
    say(f"deploy: GET /v1/health says {_health(seeded)}")
    return seeded


def save_copy(cloud: Cloud, home: Path, outputs: Mapping[str, str]) -> Stack:
    """Remember where a copy that was deployed is to be called, with the users that it had; the copy."""
    api, socket = outputs["RestAPIId"], outputs["WebsocketAPIId"]
    known = load(home) if (home / "stack.json").exists() else None
    stack = Stack(
        home=str(home),
        stage=STAGE,
        region=REGION,
        endpoint=cloud.endpoint,
        base_url=f"{cloud.endpoint}/_aws/execute-api/{api}/api",
        websocket_url=f"ws://127.0.0.1:{cloud.port}/_aws/execute-api/{socket}/api",
        websocket_endpoint=f"{cloud.endpoint}/_aws/execute-api/{socket}/api",
        user_pool_id=outputs["UserPoolId"],
        user_pool_client_id=outputs["UserPoolClientId"],
        state_machine_arn=outputs["StateMachineArn"],
        users=known.users if known else {},
    )
    save(stack)
    return stack


def _health(stack: Stack) -> str:
    """Make the first call: it proves the deployment, and the first caller does not wait for the package to be
    unpacked."""
    try:
        with urllib.request.urlopen(f"{stack.base_url}/v1/health", timeout=60) as answer:  # nosec B310 - http, our own
            return str(json.load(answer)["status"])
    except urllib.error.HTTPError as error:
        raise DeploymentFailed(f"The deployed API answers {error.code}: {error.read().decode()}") from error


def describe(stack: Stack) -> str:
    """Return what a person needs to call the copy."""
    return "\n".join(
        [
            f"Reference   {stack.base_url}/v1/docs",
            f"WebSocket   {stack.websocket_url}",
            f"Users       {', '.join(user.role for user in stack.users.values())}  (make token USER=traveller)",
            f"export BASE={stack.base_url}",
        ]
    )
