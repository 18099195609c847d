"""Every answer says which release answered, and a deprecated operation since when it is and until when it works."""

from datetime import date

import pytest

from chalicelib import __version__
from chalicelib.api.http import routing
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from chalicelib.api.http.versions import Deprecation, check_deprecation
from chalicelib.api.openapi import document as openapi_document
from tests.unit.api.harness import Api

pytestmark = pytest.mark.usefixtures("stage")

SINCE, SUNSET = date(2027, 1, 1), date(2028, 1, 1)


@pytest.fixture
def api() -> Api:
    blueprint = ApiBlueprint(__name__, tag="Notes")

    @blueprint.route(
        "/v1/old-notes",
        summary="List notes",
        public=True,
        example=lambda: Example([]),
        deprecated=Deprecation(since=SINCE, sunset=SUNSET, successor="list_notes"),
    )
    def list_old_notes(call: Call[None, None]) -> Answer[list[str]]:
        return Answer([])

    @blueprint.route("/v1/notes", summary="List notes", public=True, example=lambda: Example([]))
    def list_notes(call: Call[None, None]) -> Answer[list[str]]:
        return Answer([])

    return Api(blueprint)


def test_every_answer_says_which_release_answered(api: Api) -> None:
    for path, status in (("/v1/notes", 200), ("/v1/notes?colour=red", 400)):
        answer = api.send("GET", path)

        assert (answer.status_code, answer.headers["Sojourn-Version"]) == (status, __version__)
        assert "Deprecation" not in answer.headers


def test_deprecated_operation_says_since_when_and_until_when(api: Api) -> None:
    answer = api.send("GET", "/v1/old-notes")

    assert answer.headers["Deprecation"] == "@1798761600"
    assert answer.headers["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"


def test_description_marks_what_is_deprecated_and_names_what_to_use(api: Api) -> None:
    paths = openapi_document.build_document(api.app)["paths"]
    old, new = (paths[path]["get"] for path in ("/v1/old-notes", "/v1/notes"))

    assert old["deprecated"] is True
    assert "use `list_notes` instead. It works until 2028-01-01." in old["description"]
    assert {"Deprecation", "Sunset", "Sojourn-Version"} <= old["responses"]["200"]["headers"].keys()
    assert "deprecated" not in new
    assert not {"Deprecation", "Sunset"} & new["responses"]["200"]["headers"].keys()


def test_browsers_may_read_these_headers() -> None:
    assert {"Sojourn-Version", "Deprecation", "Sunset"} <= set(routing.EXPOSE_HEADERS)


@pytest.mark.parametrize(
    ("sunset", "is_enough"), [(date(2028, 1, 1), True), (date(2027, 12, 31), False), (SINCE, False)]
)
def test_callers_have_a_year(sunset: date, is_enough: bool) -> None:
    deprecation = Deprecation(since=SINCE, sunset=sunset, successor="list_notes")

    if is_enough:
        check_deprecation(deprecation)
    else:
        with pytest.raises(ValueError, match="12 months"):
            check_deprecation(deprecation)
