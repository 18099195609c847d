"""Copies of the repository that are deployed one after the other: an earlier release, and the one after this."""

# ruff: noqa: S607 - git and tar of whoever runs this

import os
import subprocess
import sys
from pathlib import Path

from infra.package import ROOT
from local.checkout import written_paths
from tests.recipes.workflow_step.recipe import RECIPE

ENVIRONMENTS = (".venv", ".venv-cloud")


class DeploymentRefused(Exception):
    """A copy could not be deployed; the message is what it printed."""


def check_out(folder: Path, commit: str) -> Path:
    """Return a copy of the repository as it was at a commit."""
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["tar", "x"], cwd=folder, input=archive, check=True)
    return _link_environments(folder)


def copy_with_another_step(folder: Path) -> Path:
    """Return a copy of what is here, with one step more in the workflow, after the recipe of CONTRIBUTING.md."""
    folder.mkdir()
    names = b"\0".join(os.fsencode(path) for path in written_paths())
    archive = subprocess.run(
        ["tar", "c", "--null", "--files-from=-"], cwd=ROOT, input=names, check=True, stdout=subprocess.PIPE
    ).stdout
    subprocess.run(["tar", "x"], cwd=folder, input=archive, check=True)
    RECIPE.apply(folder)
    return _link_environments(folder)


def _link_environments(folder: Path) -> Path:
    for name in ENVIRONMENTS:
        if not (folder / name).exists():
            (folder / name).symlink_to((ROOT / name).resolve(), target_is_directory=True)
    return folder


def run(root: Path, home: Path, module: str, *arguments: str, endpoint: str = "") -> str:
    """Run a command of a copy against the cloud that runs at `home`. DeploymentRefused: it failed."""
    environment = {**os.environ, "SOJOURN_HOME": str(home), **({"AWS_ENDPOINT_URL": endpoint} if endpoint else {})}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise DeploymentRefused(f"{' '.join(command)} in {root}:\n{done.stdout}{done.stderr}")
    return done.stdout
