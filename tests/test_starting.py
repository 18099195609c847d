"""What each function imports when it starts: the API where it is served and while packaging, and nowhere else.

Every start is a process of its own, told apart by the name that Lambda gives it.
"""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NamedTuple

import pytest

from chalicelib import api
from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.routing import ApiBlueprint
from chalicelib.settings import API_FUNCTION, Settings, load
from chalicelib.workers import starting
from infra.handlers import handlers
from tests.support.starting import start_process

ROOT = Path(__file__).parent.parent
APP = (ROOT / "app.py").read_text(encoding="utf-8")
FUNCTIONS = handlers(APP)
OTHERS = sorted(FUNCTIONS - {API_FUNCTION})
# One of each kind: they start alike but for the worker.
HELP_TEXTS = {"ClientMethodDocstring", "LazyLoadedDocstring", "PaginatorDocstring", "WaiterDocstring"}
STARTED = ("step_hold", "push_events", "sweeper", "websocket_connect")
START = """
import json, re, sys
compiled, compile = [], re.compile
def compile_counted(pattern, flags=0):
    compiled.append(len(pattern) if isinstance(pattern, (str, bytes)) else 0)
    return compile(pattern, flags)
re.compile = compile_counted
import app
modules, letters = sorted(sys.modules), sum(compiled)
from chalice.deploy.swagger import CFNSwaggerGenerator
paths = CFNSwaggerGenerator().generate_swagger(app.app)["paths"]
routes = {path: sorted(methods) for path, methods in app.app.routes.items()}
described = {path: sorted(it) for path, it in paths.items()}
print(json.dumps({"modules": modules, "letters": letters, "routes": routes, "described": described}))
"""
Routes = dict[str, list[str]]


class Started(NamedTuple):
    """A process that has imported `app.py`: its modules, the letters of the patterns that it has compiled, the app's
    routes, and what Chalice would deploy of them."""

    modules: list[str]
    letters: int
    routes: Routes
    described: Routes


@cache
def start(**environment: str) -> Started:
    return Started(**start_process(START, **environment))


def declared() -> Routes:
    """Every route that a module of the API declares, whether anything mounts it or not."""
    modules = [import_module(each.name) for each in walk_packages(api.__path__, f"{api.__name__}.")]
    blueprints = {id(it): it for module in modules for it in vars(module).values() if isinstance(it, ApiBlueprint)}
    found: dict[str, list[str]] = {}
    for blueprint in blueprints.values():
        for route in blueprint.api_routes:
            found.setdefault(route.path, []).append(route.method)
            if route.method == "GET":  # and what a reader may ask for without the body
                found[route.path].append("HEAD")
    return {path: sorted(methods) for path, methods in found.items()}


def function_named(name: str, source: str) -> ast.FunctionDef:
    (found,) = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name]
    return found


def imported_in(function: ast.FunctionDef) -> list[str]:
    """The modules that a function imports, be it themselves or something out of them."""
    imports = [(str(node.module), node.names) for node in ast.walk(function) if isinstance(node, ast.ImportFrom)]
    named = [(module, f"{module}.{each.name}") for module, names in imports for each in names]
    return [inner if is_module(inner) else module for module, inner in named]


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def needed_by(handler: str) -> set[str]:
    """The modules that a handler imports with its first event: its worker, and what its function of the worker does."""
    delegate = function_named(handler, APP)
    (worker,) = imported_in(delegate)
    (called,) = [
        node.func.attr
        for node in ast.walk(delegate)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and worker.endswith(f".{node.func.value.id}")
    ]
    source = (ROOT / f"{worker.replace('.', '/')}.py").read_text(encoding="utf-8")
    return {worker, *imported_in(function_named(called, source))}


def imported_by_worker_of(handler: str) -> set[str]:
    """The modules that the worker of a handler imports as soon as it is imported itself."""
    (worker,) = imported_in(function_named(handler, APP))
    tree = ast.parse((ROOT / f"{worker.replace('.', '/')}.py").read_text(encoding="utf-8"))
    return {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}


def carried_by_layers(modules: list[str]) -> list[str]:
    """Those of what only a layer brings: the modules of what `layers/*.in` asks for."""
    asked = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "layers").glob("*.in"))
    wanted = {re.sub(r"[-_.]+", "-", name) for name in re.findall(r"^([A-Za-z0-9_.-]+)==", asked, re.MULTILINE)}
    brought = {module for module, names in packages_distributions().items() if wanted & {*map(str.lower, names)}}
    assert {"numpy", "pypdf"} <= brought
    return sorted(brought & {name.partition(".")[0] for name in modules})


def of_the_api(modules: list[str]) -> list[str]:
    return [name for name in modules if name == "chalicelib.api" or name.startswith("chalicelib.api.")]


@pytest.fixture(scope="module")
def packaging() -> Started:
    return start()


def test_every_route_is_mounted_and_described_while_packaging(packaging: Started) -> None:
    wanted = declared()

    assert len(wanted) > 50
    assert packaging.routes == wanted
    assert packaging.described.keys() == wanted.keys()
    # Chalice adds the preflight.
    assert {path: [it for it in methods if it != "options"] for path, methods in packaging.described.items()} == {
        path: [method.lower() for method in methods] for path, methods in wanted.items()
    }


def test_every_blueprint_is_listed_once() -> None:
    assert len(set(map(id, BLUEPRINTS))) == len(BLUEPRINTS)
    assert sum(len(blueprint.api_routes) for blueprint in BLUEPRINTS) == sum(
        method != "HEAD" for methods in declared().values() for method in methods
    )


@pytest.mark.parametrize("name", ["sojourn-dev-api_handler", "sojourn-dev"])
def test_function_of_the_api_mounts_all_of_it_by_either_name_that_it_is_deployed_under(
    packaging: Started, name: str
) -> None:
    started = start(AWS_LAMBDA_FUNCTION_NAME=name)

    assert started.routes == packaging.routes
    assert "chalicelib.api.blueprints" in started.modules
    assert carried_by_layers(started.modules) == []


@pytest.mark.parametrize("handler", STARTED)
def test_other_function_starts_with_its_worker_and_nothing_of_the_api(handler: str) -> None:
    started = start(AWS_LAMBDA_FUNCTION_NAME=f"sojourn-dev-{handler}")

    assert started.routes == {}
    assert of_the_api(started.modules) == []
    assert carried_by_layers(started.modules) == []
    workers = {name for name in started.modules if name.startswith("chalicelib.workers.")}
    assert workers <= {"chalicelib.workers.starting", *needed_by(handler), *imported_by_worker_of(handler)}
    assert needed_by(handler) <= set(started.modules)


@pytest.mark.parametrize("handler", OTHERS)
def test_function_starts_with_just_what_its_first_event_imports(handler: str) -> None:
    assert set(starting.modules_of(handler)) == needed_by(handler)


def test_function_without_tables_starts_with_the_sdk_alone() -> None:
    modules = set(start(AWS_LAMBDA_FUNCTION_NAME="sojourn-dev-booking_intake").modules)

    assert "boto3" in modules
    assert "pynamodb" not in modules


@pytest.mark.parametrize("handler", ["api_handler", "step_hold"])
def test_function_starts_without_what_libraries_import_for_no_server(handler: str) -> None:
    modules = set(start(AWS_LAMBDA_FUNCTION_NAME=f"sojourn-dev-{handler}").modules)

    assert {"botocore.client", "urllib3.connection"} <= modules
    assert "chalicelib.gateways.cache.in_process" in modules  # and what a shared cache takes only where there is one
    assert modules.isdisjoint({"chalicelib.gateways.cache.valkey", "chalicelib.gateways.cache.resp", "pg8000"})
    assert modules.isdisjoint({"botocore.docs.service", "html.parser", "importlib.metadata", "zipfile"})


@pytest.mark.parametrize("handler", ["api_handler", *STARTED])
def test_function_starts_without_the_patterns_that_words_are_read_by(handler: str) -> None:
    modules = start(AWS_LAMBDA_FUNCTION_NAME=f"sojourn-dev-{handler}").modules
    of_requests = "chalicelib.domain.trip_requests"
    patterns = {f"{of_requests}.{name}" for name in ("reading", "claims", "languages", "conversation.reading")}

    assert all(map(find_spec, patterns))
    assert [name for name in modules if any(f"{name}.".startswith(f"{each}.") for each in patterns)] == []


@pytest.mark.parametrize("handler", ["api_handler", *STARTED])
def test_patterns_that_a_start_compiles_are_few_and_short(handler: str) -> None:
    # Those of words have 300,000 letters, and take longer than all else.
    assert 1_000 < start(AWS_LAMBDA_FUNCTION_NAME=f"sojourn-dev-{handler}").letters < 40_000


def test_function_that_reads_the_policy_starts_without_what_publishing_it_takes() -> None:
    modules = set(start(AWS_LAMBDA_FUNCTION_NAME="sojourn-dev-step_hold").modules)

    assert "chalicelib.services.policies" in modules
    assert modules.isdisjoint({"chalicelib.services.policy_sources", "chalicelib.domain.policies.citing", "difflib"})


def test_clients_are_made_and_called_without_their_help_texts() -> None:
    calls = (
        "import app, boto3; client = boto3.client('sqs', 'eu-central-1'); "
        "print(repr(client.send_message.__doc__), client.meta.service_model)"
    )
    given = {"PATH": os.environ["PATH"], "SOJOURN_STAGE": "dev", "AWS_LAMBDA_FUNCTION_NAME": "sojourn-dev-step_hold"}
    command = [sys.executable, "-c", calls]

    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stdout) == (0, "'' ServiceModel(sqs)\n"), done.stderr


@pytest.mark.parametrize(
    ("library", "module", "wanted"),
    [
        ("botocore", r"botocore\.docs", {"DEPRECATED_SERVICE_NAMES"}),
        ("botocore", r"botocore\.docs\.docstring", HELP_TEXTS),
        ("boto3", r"botocore\.docs", {"DEPRECATED_SERVICE_NAMES"}),
        ("boto3", r"botocore\.docs\.docstring", HELP_TEXTS),
        ("urllib3", r"(?:urllib3)?\.+http2", {"probe"}),
    ],
)
def test_stand_ins_have_all_that_the_libraries_take_from_them(library: str, module: str, wanted: set[str]) -> None:
    found = find_spec(library)
    assert found is not None
    assert found.origin is not None
    sources = [path.read_text(encoding="utf-8") for path in Path(found.origin).parent.rglob("*.py")]
    taken = [names for text in sources for names in re.findall(rf"from {module} import (\([^)]*\)|[^\n]*)", text)]

    assert {name for names in taken for name in re.findall(r"(\w+)(?:\s+as \w+)?", names)} <= wanted


@pytest.mark.parametrize("handler", OTHERS)
def test_function_named_after_an_event_handler_serves_no_http(handler: str) -> None:
    assert not Settings(stage="dev", function_name=f"sojourn-dev-{handler}").serves_http


@pytest.mark.parametrize(
    "name",
    ["", "sojourn-dev", "sojourn-dev-api_handler", "travel-api", "sojourn-prod-step_hold", "sojourn-development"],
)
def test_process_that_may_be_the_api_serves_http(name: str) -> None:
    assert Settings(stage="dev", function_name=name).serves_http


def test_unknown_handler_starts_without_a_worker() -> None:
    assert starting.modules_of("somebody_else") == ()


def test_function_is_known_by_the_name_that_lambda_gives_it() -> None:
    environment: dict[str, Any] = {"SOJOURN_STAGE": "dev", "AWS_LAMBDA_FUNCTION_NAME": "sojourn-dev-step_hold"}

    assert load(environment).handler == "step_hold"
    assert load({}).handler == ""
