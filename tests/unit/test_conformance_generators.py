"""What generators make of the description is judged: each kind of fault is found, and sound output has none; so are
clients' journeys and addresses."""

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from local.client import Reply
from tests.conformance import generators
from tests.conformance.addresses import Followed, find_addresses, find_views, is_ours
from tests.conformance.generated_clients import judge_journey
from tests.conformance.generators import GENERATORS, Generated, Generator, Made, Missing, camel, judge, pascal, prepare
from tests.support.promises import addresses_in

Json = dict[str, Any]

DESCRIBED: Json = {
    "paths": {
        "/v1/me": {"get": {"operationId": "get_me", "parameters": []}},
        "/v1/trips/{tripId}": {
            "get": {"operationId": "get_trip", "parameters": [{"name": "limit", "in": "query"}]},
            "delete": {"operationId": "delete_trip", "parameters": []},
        },
        "/v1/openapi.json": {"get": {"operationId": "get_openapi", "parameters": []}},
        "/v1/sse/me": {"get": {"operationId": "stream_me", "parameters": []}},
        "/v1/other/{otherId}": {"get": {"operationId": "get_other", "parameters": []}},
    }
}
IDS = ["get_me", "get_trip", "delete_trip", "get_openapi", "stream_me", "get_other"]
SHAPES: dict[str, tuple[str, Callable[[str], str]]] = {
    "java": (
        "src/main/java/org/openapitools/client/api/TripsApi.java",
        lambda name: f"    public okhttp3.Call {camel(name)}Call(String tripId) {{\n",
    ),
    "go": ("api_trips.go", lambda name: f"func (a *TripsAPIService) {pascal(name)}Execute(r ApiRequest) {{\n"),
    "csharp": (
        "src/Org.OpenAPITools/Api/TripsApi.cs",
        lambda name: f"        Task<I{pascal(name)}ApiResponse> {pascal(name)}Async(string tripId);\n",
    ),
    "typescript-fetch": ("apis/TripsApi.ts", lambda name: f"    async {camel(name)}Raw(tripId: string) {{\n"),
    "python": ("openapi_client/api/trips_api.py", lambda name: f"    def {name}_with_http_info(\n"),
    "openapi-typescript": ("schema.d.ts", lambda name: f"    {name}: {{\n"),
}


def write_output(generator: Generator, folder: Path, names: list[str]) -> None:
    """Write what a generator would make of these operations."""
    if generator.name == "postman":
        items = [
            {
                "request": {
                    "method": method.upper(),
                    "url": {"path": path.replace("{", ":").replace("}", "")[1:].split("/")},
                }
            }
            for path, methods in DESCRIBED["paths"].items()
            for method, operation in methods.items()
            if operation["operationId"] in names
        ]
        (folder / "collection.json").write_text(json.dumps({"item": [{"item": items}]}), encoding="utf-8")
    elif generator.name == "openapi-python-client":
        for name in names:
            file = folder / "generated_client" / "api" / "trips" / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("def _get_kwargs(\n    trip_id: str,\n) -> None: ...\n", encoding="utf-8")
    else:
        place, shape = SHAPES[generator.name]
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        head = "export interface operations {\n" if generator.name == "openapi-typescript" else ""
        (folder / place).write_text(head + "".join(map(shape, names)), encoding="utf-8")


def made_by(generator: Generator, folder: Path, names: list[str], status: int = 0, printed: str = "") -> Made:
    write_output(generator, folder, names)
    return Made(generator, folder, status, printed)


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda each: str(each.name))
def test_each_lost_operation_is_found_in_what_each_generator_makes(generator: Generator, tmp_path: Path) -> None:
    whole = made_by(generator, _made(tmp_path / "whole"), IDS)
    less = made_by(generator, _made(tmp_path / "less"), [name for name in IDS if name != "delete_trip"])

    assert judge(whole, DESCRIBED) == []
    assert len(judge(less, DESCRIBED)) == 1
    assert "lost" in judge(less, DESCRIBED)[0]


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("status", "printed"),
    [
        (1, "Exception in thread main"),
        (0, "[main] ERROR o.o.codegen - no such template"),
        (0, "[main] WARN  o.o.codegen.DefaultGenerator - FILEPATH_COLLISION: File path collision detected."),
        (0, "WARNING parsing POST /v1/employees/imports within people_in_bulk."),
    ],
)
def test_a_generator_that_fails_or_complains_is_a_fault(status: int, printed: str, tmp_path: Path) -> None:
    made = made_by(GENERATORS[0], tmp_path, IDS, status, printed)

    assert len(judge(made, DESCRIBED)) == 1


SAID = {
    "user": "usr",
    "requester": "usr",
    "requested": "bkg",
    "read": "bkg",
    "departOn": "2027-03-03",
    "refused": [404, 404],
}


def journey(status: int = 0, **changes: Any) -> "subprocess.CompletedProcess[str]":
    return subprocess.CompletedProcess([], status, json.dumps({**SAID, **changes}), "it broke")


def test_sound_journey_has_no_fault() -> None:
    assert judge_journey(journey(), "usr", date(2027, 3, 3)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        journey(1),
        journey(user="somebody"),
        journey(requester="somebody"),
        journey(read="another"),
        journey(departOn="2027-03-02"),
        journey(refused=[200, 404]),
    ],
)
def test_each_fault_of_a_journey_is_found(wrong: "subprocess.CompletedProcess[str]") -> None:
    assert len(judge_journey(wrong, "usr", date(2027, 3, 3))) == 1


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(generators, "PROGRAMS", tmp_path)

    with pytest.raises(Missing, match="there is no"):
        prepare()
    assert Generated(missing="there is no Java here").describe() == "generators: not run, since there is no Java here"


def test_addresses_are_found_in_bodies_and_headers() -> None:
    headers = {"Location": "https://a/v1/1", "Link": '<https://a/v1/2>; rel="next", <https://a/v1/3>; rel="prev"'}
    body = {
        "url": "https://a/v1/4",
        "actions": [{"method": "POST", "href": "https://a/v1/5"}, {"method": "GET", "href": "https://a/v1/6"}],
        "items": [{"eventsUrl": "https://a/v1/7", "title": "https://a/v1/8"}],
    }

    found = [address[-1] for _, address in find_addresses(Reply(200, headers, body, b""))]

    assert found == ["1", "2", "3", "4", "6", "7"]


def test_whole_addresses_of_a_booking_are_offered_by_their_paths() -> None:
    booking = {
        "eventsUrl": "https://a/stage/v1/sse/bookings/1",
        "url": "https://a/elsewhere",
        "title": "/v1/bookings/1",
    }

    assert list(addresses_in(booking)) == [("/eventsUrl", "/v1/sse/bookings/1")]


def test_views_are_what_can_be_looked_at_with_these_ids() -> None:
    assert find_views(DESCRIBED, {"tripId": "trp_1"}) == ["/v1/me", "/v1/trips/trp_1?limit=1"]


def test_address_of_somebody_else_is_not_followed() -> None:
    assert is_ours("https://a/v1/1", "https://a/stage")
    assert is_ours("webcal://a/v1/1", "https://a/stage")
    assert is_ours("/v1/1", "https://a/stage")
    assert not is_ours("https://b/v1/1", "https://a/stage")


def test_too_few_kinds_of_addresses_are_no_success() -> None:
    everywhere = frozenset({"Location", "Link", "url", "eventsUrl"})

    assert Followed(everywhere, 4, ()).passed
    assert not Followed(everywhere - {"Link"}, 3, ()).passed
    assert not Followed(everywhere, 4, ("url: 404 https://a/v1/4",)).passed
