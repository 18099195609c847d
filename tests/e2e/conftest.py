"""A copy of Sojourn for the end-to-end tests: packaged, deployed into an embedded cloud of its own, and taken away."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from infra.package import Package
from local import cloud, deployment
from local.cloud import Cloud
from local.stack import Stack, load
from tests.e2e.killing import Passage, passage
from tests.e2e.world import World

# The pauses between the workflow's retries, shortened to this part: they are waited for here, not tested.
HASTE = {"SFN_WAIT_SCALE": "0.1"}


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The application as it is deployed on this computer."""
    return deployment.build(tmp_path_factory.mktemp("built"), print)


@pytest.fixture(scope="session")
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A deployed copy with its users. SOJOURN_E2E_HOME names the home of a running one to use instead."""
    if running := os.environ.get("SOJOURN_E2E_HOME"):
        yield load(Path(running))
        return
    home = tmp_path_factory.mktemp("copy")
    started, _ = cloud.start(home, settings=HASTE)
    try:
        yield deployment.install(started, home, request.getfixturevalue("package"), print)
    finally:
        cloud.stop(home)


@pytest.fixture(scope="session")
def world(stack: Stack) -> World:
    """The copy with its travel policy and budgets in force."""
    return World(stack)


class Here(NamedTuple):
    """A copy whose functions ask for everything through a passage, and whose clock stands: only tests sweep."""

    world: World
    running: Cloud
    passage: Passage


@pytest.fixture(scope="session")
def here(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    home = tmp_path_factory.mktemp("killed")
    with passage("sojourn-local-") as way:
        running, _ = cloud.start(home, settings={**HASTE, "AWS_ENDPOINT_URL": way.url})
        way.upstream = running.endpoint
        try:
            stack = deployment.install(running, home, package, print)
            world = World(stack)
            with world.unscheduled():
                yield Here(world, running, way)
        finally:
            cloud.stop(home)
