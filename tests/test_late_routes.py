"""The API's function loads each resource when it is first asked for, and has all of them nevertheless."""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from chalice.app import Chalice

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.late_routes import TABLE_NAME, LateRoutes, make_table, read_table
from chalicelib.api.http.routing import ApiBlueprint
from infra.package import add_route_table
from tests.support.starting import start_process

TABLE = make_table(BLUEPRINTS)
# A process of the API's function: its resources when it has started, after somebody has asked for one path, and after
# somebody has listed all; what a table makes of the app, and what the description makes of it.
START = """
import json, sys
from chalicelib import cold_start
from chalicelib.api.http import late_routes
if len(sys.argv) > 1:
    late_routes.read_table = lambda: json.loads(sys.argv[1])
import app
def resources():
    return sorted(name for name in sys.modules if hasattr(sys.modules[name], "blueprint"))
seen = [resources()]
app.app.routes["/v1/items/{itemId}"]
seen.append(resources())
routes = [[path, sorted(entries)] for path, entries in app.app.routes.items()]
seen.append(resources())
from chalicelib.api.openapi.document import build_document
print(json.dumps({"resources": seen, "routes": routes, "document": build_document(app.app)}))
"""


def start(table: Any = None, **environment: str) -> dict[str, Any]:
    arguments = [] if table is None else [json.dumps(table)]
    started = start_process(START, *arguments, AWS_LAMBDA_FUNCTION_NAME="sojourn-dev-api_handler", **environment)
    return dict(started)


@pytest.fixture(scope="module")
def at_once() -> dict[str, Any]:
    """The API's function as it starts where no table is beside it."""
    return start()


def test_function_has_the_same_routes_and_description_as_one_that_has_loaded_all(at_once: dict[str, Any]) -> None:
    late = start(TABLE, AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")

    assert late["routes"] == at_once["routes"]
    assert late["document"] == at_once["document"]


def test_function_loads_what_it_is_asked_for_and_nothing_else() -> None:
    before, asked, listed = start(TABLE)["resources"]

    assert before == []
    assert "chalicelib.api.items" in asked
    assert len(asked) <= 2
    assert set(listed) == {blueprint.module for blueprint in BLUEPRINTS}


def test_function_that_starts_before_anybody_waits_loads_all(at_once: dict[str, Any]) -> None:
    ahead = start(TABLE, AWS_LAMBDA_INITIALIZATION_TYPE="provisioned-concurrency")

    assert ahead["resources"] == at_once["resources"]
    assert len(set(map(tuple, ahead["resources"]))) == 1


def test_every_module_that_a_table_names_has_the_blueprint_of_its_routes() -> None:
    for blueprint in BLUEPRINTS:
        assert sys.modules[blueprint.module].blueprint is blueprint


def test_package_holds_the_table(tmp_path: Path) -> None:
    code = tmp_path / "deployment.zip"
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app.py", "")

    add_route_table(code)

    with zipfile.ZipFile(code) as archive:
        archive.extractall(tmp_path)
    assert read_table(tmp_path) == TABLE
    assert (tmp_path / TABLE_NAME).exists()


def test_no_table_is_found_where_nothing_is_packaged(tmp_path: Path) -> None:
    assert read_table(tmp_path) is None
    assert read_table() is None


def routes_of(app: Chalice, **blueprints: ApiBlueprint | None) -> LateRoutes:
    """The routes of an app whose paths are the names of these; one that is None cannot be imported."""

    def load(name: str) -> ApiBlueprint:
        found = blueprints[name]
        if found is None:
            raise ImportError(name)
        return found

    routes = LateRoutes({f"/{name}": [name] for name in blueprints}, load, app.register_blueprint)
    app.routes = routes  # type: ignore[assignment]
    return routes


def test_module_that_could_not_be_imported_is_tried_again() -> None:
    blueprints: dict[str, ApiBlueprint | None] = {"broken": None}
    routes = routes_of(Chalice("test", configure_logs=False), **blueprints)

    for _ in range(2):
        with pytest.raises(ImportError):
            routes["/broken"]

    assert list(routes) == ["/broken"]


def test_path_that_no_table_names_has_no_methods() -> None:
    assert routes_of(Chalice("test", configure_logs=False))["/nowhere"] == {}
