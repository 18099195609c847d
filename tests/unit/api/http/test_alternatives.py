"""A route that answers in several media types, and lists that anybody may read who knows their address."""

from typing import Annotated, Any

import msgspec
import pytest

from chalicelib.api.http.media_types import choose_media_type
from chalicelib.api.http.route import PathParam
from chalicelib.api.http.routing import Alternative, Answer, ApiBlueprint, Call, Example, Page, PageQuery, answer_in
from chalicelib.api.openapi.document import build_document
from chalicelib.domain.value import Value
from tests.unit.api.harness import Api

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")

MAP, SHEET = "application/geo+json", "text/csv; charset=utf-8"


class PlaceView(Value, frozen=True):
    name: Annotated[str, msgspec.Meta(examples=["Berlin"])]


class PlaceFeature(Value, frozen=True, tag_field="type", tag="Feature"):
    properties: PlaceView


BERLIN = PlaceView(name="Berlin")
places = ApiBlueprint("places", tag="Places")


@places.route(
    "/v1/places/first",
    public=True,
    summary="Get the first place",
    alternatives={
        MAP: Alternative(PlaceFeature, lambda: PlaceFeature(properties=BERLIN)),
        SHEET: Alternative(str, lambda: "name\nBerlin\n"),
    },
    example=lambda: Example(BERLIN),
)
def get_first_place(call: Call[None, None]) -> Answer[PlaceView]:
    chosen = choose_media_type(call.headers.get("accept"), ["application/json", MAP, SHEET.partition(";")[0]])
    if chosen == MAP:
        return answer_in(MAP, PlaceFeature(properties=BERLIN), {})
    return answer_in(SHEET, "name\nBerlin\n", {}) if chosen == "text/csv" else Answer(BERLIN)


@places.route(
    "/v1/places/of/{token}",
    public=True,
    params={"token": PathParam("[a-z]+", "What opens the list", "abc")},
    summary="List places",
    example=lambda: Example(Page(items=(BERLIN,), next_cursor=None)),
)
def list_places(call: Call[None, PageQuery]) -> Answer[Page[PlaceView]]:
    started = call.position()
    return call.page([PlaceView(name=str(started))], None if started else {"name": {"S": "Berlin"}})


def test_what_is_asked_for_is_answered_and_caches_keep_them_apart() -> None:
    api = Api(places)
    plain, drawn, sheet = (
        api.send("GET", "/v1/places/first", accept=accept) for accept in ("*/*", "application/geo+json", "text/csv")
    )

    assert (plain.headers["Content-Type"], plain.json_body) == ("application/json", {"name": "Berlin"})
    assert drawn.headers["Content-Type"] == MAP
    assert msgspec.json.decode(drawn.body) == {"type": "Feature", "properties": {"name": "Berlin"}}
    assert (sheet.headers["Content-Type"], sheet.body) == (SHEET, b"name\nBerlin\n")
    assert {answer.headers["Vary"] for answer in (plain, drawn, sheet)} == {"Accept"}
    assert len({answer.headers["ETag"] for answer in (plain, drawn, sheet)}) == 3


def test_each_media_type_is_described_with_its_own_example() -> None:
    found = build_document(Api(places).app)["paths"]["/v1/places/first"]["get"]["responses"]["200"]["content"]

    assert found.keys() == {"application/json", MAP, "text/csv"}
    assert found[MAP]["schema"] == {"$ref": "#/components/schemas/PlaceFeature"}
    assert found[MAP]["example"] == {"type": "Feature", "properties": {"name": "Berlin"}}
    assert found["text/csv"] == {"schema": {"type": "string"}, "example": "name\nBerlin\n"}


def walk(api: Api, path: str) -> Any:
    return api.send("GET", path)


def test_a_list_that_needs_no_token_goes_on_by_a_cursor_of_its_own() -> None:
    api = Api(places)
    first = walk(api, "/v1/places/of/abc")
    cursor = first.json_body["nextCursor"]

    second = walk(api, f"/v1/places/of/abc?cursor={cursor}")
    other = walk(api, f"/v1/places/of/xyz?cursor={cursor}")

    assert first.headers["Link"] == f'<http://localhost/v1/places/of/abc?limit=20&cursor={cursor}>; rel="next"'
    assert second.json_body == {"items": [{"name": "{'name': {'S': 'Berlin'}}"}], "nextCursor": None}
    assert other.status_code == 400
