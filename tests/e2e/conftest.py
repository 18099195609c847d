"""A copy of Sojourn for the end-to-end tests: packaged, deployed into an embedded cloud of its own, and taken away."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.package import ROOT, Package
from local import cloud, deployment
from local.client import signed_in
from local.demo import Step, publish
from local.stack import Stack, load
from tests.e2e.world import World


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The application as it is deployed on this computer."""
    return deployment.build(tmp_path_factory.mktemp("built"), print)


@pytest.fixture(scope="session")
def stack(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A deployed copy with its users. SOJOURN_E2E_HOME names the home of a running one to use instead."""
    if running := os.environ.get("SOJOURN_E2E_HOME"):
        yield load(Path(running))
        return
    home = tmp_path_factory.mktemp("copy")
    started, _ = cloud.start(home)
    try:
        yield deployment.install(started, home, package, print)
    finally:
        cloud.stop(home)


@pytest.fixture(scope="session")
def world(stack: Stack) -> World:
    """The copy with its travel policy and budgets in force."""
    publish(signed_in(stack, "travel-manager"), Step())
    return World(stack)


@pytest.fixture(scope="session")
def chalice_local(stack: Stack) -> Iterator[str]:
    """The address, up to before `/v1`, of the same API under `chalice local`, against the deployed copy's resources."""
    port = cloud.free_port()
    environment = {**os.environ, "SOJOURN_HOME": stack.home, "SOJOURN_LOCAL_PORT": str(port)}
    command = [sys.executable, "-m", "local", "serve"]
    with (Path(stack.home) / "chalice-local.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/v1/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError as answered:
            answered.close()
        except urllib.error.URLError:
            time.sleep(0.1)
            continue
        return
    raise AssertionError(f"{url} does not answer")
