"""The zip that goes to Lambda holds all that the application needs: run where nothing else is installed."""

import json
import os
import re
import subprocess
import sys
import zipfile
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from infra import layers
from infra.package import ROOT, Package
from infra.rendering import render_service
from infra.slim import SERVICES, UNUSED
from infra.streaming import WRAPPER
from tests.support.forgeries import Forger
from tests.support.waiting import PATIENCE

# -I: no environment, no user packages; -S: no site-packages. What remains is the standard library and the zip.
CALL = """
import json, sys
sys.path.insert(0, sys.argv[1])
import app
print(json.dumps(app.app(json.loads(sys.argv[2]), None)))
"""
CLIENTS = """
import sys
sys.path.insert(0, sys.argv[1])
import boto3
models = [boto3.client(name, region_name="eu-central-1").meta.service_model for name in sys.argv[2:]]
assert all(model.client_context_parameters is not None for model in models), "read when something is signed ahead"
print(*sorted(model.service_name for model in models))
"""
VERIFY = """
import json, sys
sys.path.insert(0, sys.argv[1])
from jose import jwt
print(jwt.decode(sys.argv[2], json.loads(sys.argv[3]), ["RS256"])["sub"])
"""
NOWHERE = "http://127.0.0.1:9"


def gateway_event(path: str) -> dict[str, Any]:
    """What API Gateway sends for a GET without a body."""
    return {
        "resource": path,
        "path": path,
        "httpMethod": "GET",
        "headers": {"Host": "api.example.com", "Accept": "application/json"},
        "multiValueHeaders": {"Host": ["api.example.com"], "Accept": ["application/json"]},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": "GET",
            "path": f"/api{path}",
            "stage": "api",
            "apiId": "abc123",
            "requestId": "11111111-2222-3333-4444-555555555555",
            "identity": {"sourceIp": "192.0.2.1"},
        },
        "body": None,
        "isBase64Encoded": False,
    }


@pytest.fixture(scope="module")
def unpacked(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(package.code) as archive:
        archive.extractall(folder)
    return folder


def serve(folder: Path, path: str) -> dict[str, Any]:
    """The answer of the unpacked application, in a clean interpreter with a Lambda-like environment."""
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_REGION": "eu-central-1",
        "AWS_LAMBDA_FUNCTION_NAME": "sojourn-local-api_handler",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_ENDPOINT_URL": NOWHERE,
        "SOJOURN_STAGE": "local",
        "SOJOURN_USER_POOL_ID": "eu-central-1_unset",
        "SOJOURN_USER_POOL_CLIENT_ID": "unset",
        "SOJOURN_STATE_MACHINE_ARN": "arn:aws:states:eu-central-1:000000000000:stateMachine:sojourn-local-booking",
    }
    command = [sys.executable, "-I", "-S", "-c", CALL, str(folder), json.dumps(gateway_event(path))]
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_unpacked_package_answers_with_nothing_else_installed(unpacked: Path) -> None:
    answer = serve(unpacked, "/v1/health")

    assert answer["statusCode"] == 503, "nothing that it stands on can be reached here, and it says so"
    body = json.loads(answer["body"])
    assert body["stage"] == "local"
    assert {dependency["status"] for dependency in body["dependencies"].values()} == {"failing"}


def test_unpacked_package_carries_its_data(unpacked: Path) -> None:
    answer = serve(unpacked, "/v1/openapi.json")

    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["openapi"].startswith("3.1")


def test_unpacked_package_can_call_every_service_that_the_application_uses(unpacked: Path) -> None:
    named = re.compile(r'(?:client|(?<!\.)_ask)\(\s*"([a-z0-9-]+)"')
    used = {name for path in (ROOT / "chalicelib").rglob("*.py") for name in named.findall(path.read_text("utf-8"))}

    assert used <= SERVICES
    command = [sys.executable, "-I", "-S", "-c", CLIENTS, str(unpacked), *sorted(SERVICES)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stdout.split() == sorted(SERVICES), done.stderr


def test_what_linters_judge_is_the_template_that_is_packaged(package: Package) -> None:
    judged, packaged = render_service("local"), package.template.read_text(encoding="utf-8")

    assert without_layers(judged) == without_layers(packaged)


def without_layers(template: str) -> dict[str, Any]:
    """A template but for its layers, which are named after what they hold: linters judge it with both, built or not."""
    read: dict[str, Any] = json.loads(template)
    kept = {name: it for name, it in read["Resources"].items() if it["Type"] != layers.KIND}
    for resource in kept.values():
        resource["Properties"].pop("Layers", None)
    return {**read, "Resources": kept}


def test_package_carries_bytecode_for_every_module(package: Package) -> None:
    with zipfile.ZipFile(package.code) as archive:
        names = set(archive.namelist())

    modules = {name for name in names if name.endswith(".py")}
    missing = {name for name in modules if cache_from_source(name) not in names}
    assert len(modules) > 100
    assert missing == set()


def test_package_has_what_starts_the_function_that_streams(package: Package) -> None:
    with zipfile.ZipFile(package.code) as archive:
        assert (archive.getinfo(WRAPPER).external_attr >> 16) & 0o111 == 0o111


def test_package_holds_no_tests_tools_or_secrets(package: Package) -> None:
    with zipfile.ZipFile(package.code) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}

    assert {"app.py", "chalice", "chalicelib"} <= top
    assert not top & {"tests", "local", "infra", "bench", "docs", ".git", ".local", ".venv", "pytest", "moto", "mypy"}


def test_tokens_are_checked_without_what_is_left_out(unpacked: Path) -> None:
    """python-jose has several implementations to choose from; the package has the one."""
    forger = Forger(rsa.generate_private_key(public_exponent=65537, key_size=2048), "first", {"sub": "anna"})
    command = [sys.executable, "-I", "-S", "-c", VERIFY, str(unpacked), forger.good, json.dumps(forger.jwk(forger.key))]

    checked = subprocess.run(command, capture_output=True, text=True, check=False)

    assert checked.stdout.strip() == "anna", checked.stderr
    assert not [path for path in unpacked.iterdir() if path.name.partition("-")[0] in UNUSED]
