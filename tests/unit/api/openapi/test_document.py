"""The document says what the app does: every route, with examples that its own schemas accept."""

import json
import re
from typing import Any

import pytest
from chalice.app import Chalice
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource

import app
from chalicelib.api import health, me, positions
from chalicelib.api.openapi import document as openapi_document
from chalicelib.domain.authorization.operations import OPEN_TO_FORMER
from chalicelib.domain.trip_requests.reading.clarifications import ANSWERABLE
from tests.support.described import describe_api
from tests.unit.api.harness import Api
from tests.unit.api.small_api import notes

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def api() -> Api:
    return Api(notes, health.blueprint, me.blueprint, openapi_document.blueprint)


@pytest.fixture(params=["small api", "sojourn"])
def served(request: pytest.FixtureRequest, api: Api) -> Chalice:
    """The app that is described: one that uses every convention, and the one that ships."""
    return api.app if request.param == "small api" else app.app


@pytest.fixture
def document(served: Chalice) -> dict[str, Any]:
    return describe_api("/api") if served is app.app else openapi_document.build_document(served, "/api")


@pytest.fixture
def small_document(api: Api) -> dict[str, Any]:
    return openapi_document.build_document(api.app)


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


def contents(operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Every body of an operation, sent or received."""
    holders = [operation.get("requestBody", {}), *operation["responses"].values()]
    return [body for holder in holders for body in holder.get("content", {}).values()]


BESIDE = frozenset({"title", "description", "examples", "default"})


def rules(schemas: dict[str, Any], schema: Any) -> Any:
    """What a schema asks of a value, and of each field where it is an object; whether null is taken, what is required
    and what is only said beside it left out."""
    if "$ref" in schema:
        return rules(schemas, schemas[schema["$ref"].rpartition("/")[2]])
    if "properties" in schema:
        return {name: rules(schemas, each) for name, each in schema["properties"].items()}
    several = [rules(schemas, each) for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(several) == 1:
        return several[0]
    return {name: value for name, value in schema.items() if name not in BESIDE}


def test_patch_asks_of_each_field_what_the_whole_does(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    both = {path: each for path, each in document["paths"].items() if each.keys() >= {"put", "patch"}}
    for path, methods in both.items():
        whole, partial = (rules(schemas, contents(methods[method])[0]["schema"]) for method in ("put", "patch"))
        assert {name: whole.get(name) for name in partial} == partial, path

    assert both or "/v1/trips" not in document["paths"]


def test_every_operation_that_is_closed_to_who_has_left_says_so(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        is_closed = operation.get("security") != [] and name not in OPEN_TO_FORMER
        assert "403" in operation["responses"] or not is_closed, name


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_is_in_the_document(served: Chalice, document: dict[str, Any]) -> None:
    routes = {
        (path, method.lower()) for path, methods in served.routes.items() for method in methods if method != "HEAD"
    }
    described = {(path, method) for path, methods in document["paths"].items() for method in methods}

    assert described == routes


def test_every_body_has_an_example_that_its_schema_accepts(document: dict[str, Any]) -> None:
    registry: Registry[Any] = Registry().with_resource("urn:d", Resource.from_contents(document, _specification()))
    for operation in operations(document).values():
        assert contents(operation)
        for body in contents(operation):
            schema = _absolute(body["schema"])
            examples = [body["example"]] if "example" in body else [e["value"] for e in body["examples"].values()]
            for example in examples:
                Draft202012Validator(schema, registry=registry).validate(example)


def test_only_public_routes_need_no_token(document: dict[str, Any]) -> None:
    public = {name for name, operation in operations(document).items() if not operation["security"]}

    by_secret = {"read_calendar", "read_shared_track", "receive_notice"}
    by_devices = {each.name for each in positions.blueprint.api_routes}  # which sign in by a credential of their own
    assert len(by_devices) == 4
    assert public - by_devices - {"get_docs", *by_secret} == {"get_health", "get_openapi"}


def test_a_write_says_what_it_needs(small_document: dict[str, Any]) -> None:
    found = operations(small_document)

    assert {"$ref": "#/components/parameters/IdempotencyKeyRequired"} in found["buy_note"]["parameters"]
    assert {"$ref": "#/components/parameters/IfMatch"} in found["change_note"]["parameters"]
    assert {"400", "401", "404", "412", "413", "415", "428", "500"} <= found["change_note"]["responses"].keys()
    assert {"409", "422"} <= found["buy_note"]["responses"].keys()


def test_an_idempotency_key_is_described_as_it_is_read(small_document: dict[str, Any]) -> None:
    schema = small_document["components"]["parameters"]["IdempotencyKey"]["schema"]
    validator = Draft202012Validator(schema)

    assert validator.is_valid("6f1c1b0e-5d0c-4b53-9a55-8a1d2a4c7e10")
    assert not any(validator.is_valid(key) for key in ("", "two words", "schlüssel", "k" * 256))


def test_no_pattern_means_another_thing_to_json_schema_than_to_python() -> None:
    text = json.dumps(describe_api())

    assert re.findall(r'"pattern": "[^"]*\\\\[swdb][^"]*"', text, re.IGNORECASE) == []


def test_what_may_be_answered_is_what_may_be_asked() -> None:
    schemas = describe_api()["components"]["schemas"]
    patterns = {
        name: re.compile(schemas[name]["properties"]["answers"]["propertyNames"]["pattern"])
        for name in ("BookingRequest", "RevisionRequest")
    }
    places = {"slices.0.origin", "slices.7.destination", "stays.3.place", "cars.0.pickUp", "cars.3.dropOff"}
    never = {"slices.8.origin", "slices.0.place", "cars.4.pickUp", "seat", "", "Xorigin", "originX"}

    for name, asked in (("BookingRequest", ANSWERABLE | places), ("RevisionRequest", places)):
        assert {field for field in ANSWERABLE | places | never if patterns[name].search(field)} == asked


def test_what_needs_a_system_that_may_be_away_says_so() -> None:
    found = operations(describe_api())

    assert [name for name, each in found.items() if each["security"] and "503" not in each["responses"]] == []
    assert "504" in found["create_quote"]["responses"]
    degraded = found["get_health"]["responses"]["503"]["content"]["application/json"]
    assert degraded["example"]["status"] == "degraded"


def test_a_list_says_its_filters(small_document: dict[str, Any]) -> None:
    found = operations(small_document)["list_notes"]
    parameters = {each["name"]: each for each in found["parameters"] if "name" in each}

    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}
    assert parameters["colour"]["schema"]["$ref"].endswith("/Colour")
    assert "Link" in found["responses"]["200"]["headers"]


def test_anybody_may_read_the_document_and_keep_it(api: Api) -> None:
    first = api.send("GET", "/v1/openapi.json")
    again = api.send("GET", "/v1/openapi.json", if_none_match=first.headers["ETag"])

    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert first.json_body["openapi"] == "3.1.0"
    assert (again.status_code, again.body) == (304, b"")


def _specification() -> Any:
    from referencing.jsonschema import DRAFT202012

    return DRAFT202012


def _absolute(schema: Any) -> Any:
    """`schema` with its references pointed into the registered document."""
    if isinstance(schema, dict):
        return {k: f"urn:d{v}" if k == "$ref" else _absolute(v) for k, v in schema.items()}
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema


def test_a_number_has_one_bound_on_either_side(document: dict[str, Any]) -> None:
    def mixed(schema: Any, path: str = "") -> list[str]:
        match schema:
            case dict():
                pairs = ({"maximum", "exclusiveMaximum"}, {"minimum", "exclusiveMinimum"})
                here = [path] if any(pair <= schema.keys() for pair in pairs) else []
                return here + [each for key, inner in schema.items() for each in mixed(inner, f"{path}/{key}")]
            case list():
                return [each for place, inner in enumerate(schema) for each in mixed(inner, f"{path}/{place}")]
        return []

    assert mixed(document) == []
