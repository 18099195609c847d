"""The description that a copy serves, judged by people who know OpenAPI: its validator, and Redocly's linter."""

import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from local.stack import Stack

Json = dict[str, Any]

HERE = Path(__file__).parent
REDOCLY = HERE / "node_modules" / ".bin" / "redocly"
INSTALLED = HERE / "node_modules" / ".package-lock.json"  # npm's own record of what it put there
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


class LinterFailed(Exception):
    """The linter did not run; the message is what it, or npm, printed."""


def fetch(stack: Stack) -> Json:
    """The document as anybody gets it."""
    with urllib.request.urlopen(f"{stack.base_url}/v1/openapi.json", timeout=60) as answer:  # noqa: S310 - our own
        return dict(json.load(answer))


def operation_ids(document: Json) -> set[str]:
    """Every operation that it describes."""
    return {operation["operationId"] for path in document["paths"].values() for operation in path.values()}


def faults(document: Json) -> list[str]:
    """All that the validator and the linter find, warnings included."""
    invalid = [f"invalid: {error.message}" for error in OpenAPIV31SpecValidator(document).iter_errors()]
    return invalid + _lint(document)


def _lint(document: Json) -> list[str]:
    _install()
    with tempfile.TemporaryDirectory() as folder:
        served = Path(folder) / "openapi.json"
        served.write_text(json.dumps(document), encoding="utf-8")
        command = [str(REDOCLY), "lint", str(served), "--config", str(HERE / "redocly.yaml"), "--format", "json"]
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **QUIET}, capture_output=True, text=True, check=False
        )
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise LinterFailed(f"{done.stdout}{done.stderr}") from error
    return [f"{each['severity']}: {each['ruleId']}: {each['message']}" for each in found["problems"]]


def _install() -> None:
    """Exactly what package-lock.json names, unless it is there; without running anything of the packages' own."""
    lock = HERE / "package-lock.json"
    if INSTALLED.exists() and INSTALLED.stat().st_mtime >= lock.stat().st_mtime:
        return
    if shutil.which("npm") is None:
        raise LinterFailed("The linter needs Node.js 20.19 or newer, with npm, on PATH.")
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LinterFailed(f"npm ci failed:\n{done.stdout}{done.stderr}")
