"""The conventions that every route has by being declared: input, errors, versions, caching, headers."""

import json
from typing import Any

import msgspec
import pytest
from chalice.test import HTTPResponse

from chalicelib import settings
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Example
from tests.support.user_pool import PoolKeys, id_claims
from tests.unit.api.harness import Api
from tests.unit.api.small_api import NOTE, World, failures, notes, world

pytestmark = pytest.mark.usefixtures("stage", "nobody_has_left")


@pytest.fixture
def api() -> Api:
    return Api(notes)


@pytest.fixture(autouse=True)
def fresh_world() -> World:
    world.__dict__.update(World().__dict__)
    return world


def pointers(answer: HTTPResponse) -> list[str]:
    return [each["pointer"] for each in answer.json_body["errors"]]


def slug(answer: HTTPResponse) -> str:
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json_body["status"] == answer.status_code
    return str(answer.json_body["type"]).rpartition(":")[2]


def test_an_answer_carries_what_every_answer_carries(api: Api, token: str) -> None:
    answer = api.send("GET", f"/v1/notes/{NOTE}", token=token)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert answer.headers["X-Request-Id"]
    assert answer.json_body["noteId"] == NOTE


def test_a_new_thing_is_located_below_the_gateways_stage(
    api: Api, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "current", lambda: msgspec.structs.replace(stage, verify_tokens_in_app=False))
    claims = {name: str(value) for name, value in id_claims().items()}

    answer = api.through_gateway("POST", "/v1/notes", claims=claims, body='{"title": "Milk"}')

    made = json.loads(answer["body"])["noteId"]
    assert answer["statusCode"] == 201
    assert answer["headers"]["Location"] == f"https://abc123.execute-api.eu-central-1.amazonaws.com/api/v1/notes/{made}"
    assert answer["headers"]["X-Request-Id"] == "req-1"
    assert answer["headers"]["ETag"] == '"v1"'


def test_a_body_in_base64_is_read_too(api: Api, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    import base64

    monkeypatch.setattr(settings, "current", lambda: msgspec.structs.replace(stage, verify_tokens_in_app=False))
    claims = {name: str(value) for name, value in id_claims().items()}
    body = base64.b64encode(b'{"title": "Milk"}').decode()

    answer = api.through_gateway("POST", "/v1/notes", claims=claims, body=body, is_base64=True)

    assert answer["statusCode"] == 201


def test_all_that_is_wrong_with_a_body_is_said_at_once(api: Api, token: str) -> None:
    body = {
        "colour": "green",
        "lines": [{"text": "ok"}, {"text": "", "weight": -1}, {"text": 7, "x/y~z": 1}],
        "more": 1,
    }

    answer = api.send("POST", "/v1/notes", token=token, body=body)

    assert (answer.status_code, slug(answer)) == (400, "invalid-input")
    expected = ["/colour", "/lines/1/text", "/lines/1/weight", "/lines/2/text", "/lines/2/x~1y~0z", "/more", "/title"]
    assert sorted(pointers(answer)) == sorted(expected)


def test_what_only_the_whole_shows_to_be_wrong_is_said_too(api: Api, token: str) -> None:
    answer = api.send("POST", "/v1/notes", token=token, body={"title": "forbidden"})

    assert answer.json_body["errors"] == [{"pointer": "", "detail": "That title is taken."}]


def test_an_optional_field_is_looked_into(api: Api, token: str) -> None:
    answer = api.send("POST", "/v1/notes", token=token, body={"title": "Milk", "firstLine": {"text": "", "a": 1}})

    assert sorted(pointers(answer)) == ["/firstLine/a", "/firstLine/text"]


def test_a_body_where_none_is_taken_is_refused(api: Api, token: str) -> None:
    answer = api.send("POST", "/v1/shelves/Top", token=token, body={"a": 1})

    assert (answer.status_code, slug(answer)) == (400, "invalid-input")
    assert world.bought == []


def test_an_empty_answer_has_no_body_and_no_type(api: Api, token: str) -> None:
    answer = api.send("POST", "/v1/shelves/Top", token=token)

    assert (answer.status_code, answer.body) == (204, b"")
    assert "Content-Type" not in answer.headers


def test_a_path_is_decoded_once(api: Api, token: str) -> None:
    assert api.send("POST", "/v1/shelves/K%C3%A4se%2Ftop", token=token).status_code == 204
    assert world.bought == ["Käse/top"]

    assert api.send("POST", "/v1/shelves/%2541", token=token).status_code == 404


@pytest.mark.parametrize("wrong", ["nte_1", NOTE.lower(), NOTE + "X", f"bkg{NOTE[3:]}", f"{NOTE}%0A", "%00", "..%2F"])
def test_an_id_that_is_none_is_404(api: Api, token: str, wrong: str) -> None:
    answer = api.send("GET", f"/v1/notes/{wrong}", token=token)

    assert (answer.status_code, slug(answer)) == (404, "not-found")


def test_a_query_is_typed(api: Api, token: str) -> None:
    wrong = "?limit=0&colour=green&archived=maybe"

    answer = api.send("GET", f"/v1/notes{wrong}", token=token)

    assert answer.status_code == 400
    assert sorted(pointers(answer)) == ["/archived", "/colour", "/limit"]


@pytest.mark.parametrize("query", ["?nothing=1", "?limit=1&limit=2", "?limit=", "?limit=1.5", "?limit=101", "?Limit=5"])
def test_a_query_that_nobody_understands_is_refused(api: Api, token: str, query: str) -> None:
    assert api.send("GET", f"/v1/notes{query}", token=token).status_code == 400


def test_a_parameter_of_several_values_may_come_several_times(api: Api, token: str) -> None:
    assert api.send("GET", "/v1/notes?tags=a&tags=b&archived=true", token=token).status_code == 200


def test_a_query_where_none_is_known_is_refused(api: Api, token: str) -> None:
    assert pointers(api.send("GET", f"/v1/notes/{NOTE}?expand=all", token=token)) == ["/expand"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("not-found", 404),
        ("budget-exceeded", 409),
        ("ambiguous-request", 422),
        ("supplier-timeout", 504),
        ("unavailable", 503),
        ("still-running", 409),
        ("version-conflict", 409),
    ],
)
def test_each_error_of_ours_is_its_own_problem(api: Api, token: str, name: str, status: int) -> None:
    world.error = failures()[name]

    answer = api.send("GET", f"/v1/notes/{NOTE}", token=token)

    assert (answer.status_code, slug(answer)) == (status, name)
    assert answer.json_body["detail"] == str(world.error)
    assert answer.json_body["instance"] == f"/v1/notes/{NOTE}"
    assert answer.json_body["requestId"] == answer.headers["X-Request-Id"]
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("Retry-After" in answer.headers) == (name in {"supplier-timeout", "unavailable", "still-running"})


def test_a_question_comes_with_its_choices(api: Api, token: str) -> None:
    world.error = failures()["ambiguous-request"]

    answer = api.send("POST", "/v1/notes", token=token, body={"title": "Milk"})

    choices = [{"code": "a", "label": "Dark"}, {"code": "b", "label": "Light"}]
    assert answer.json_body["questions"] == [{"field": "colour", "question": "Which red?", "choices": choices}]


def test_what_nobody_foresaw_is_500_and_says_nothing(api: Api, token: str, capsys: pytest.CaptureFixture[str]) -> None:
    world.error = ZeroDivisionError("secret of ada@example.com")

    answer = api.send("GET", f"/v1/notes/{NOTE}", token=token)

    assert (answer.status_code, slug(answer)) == (500, "internal")
    assert b"secret" not in answer.body
    assert b"ZeroDivision" not in answer.body
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example"
    line = _request_line(capsys)
    assert line["error"] == "ZeroDivisionError"
    assert "small_api.py" in line["stack"]
    assert line["level"] == "ERROR"


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(api: Api, token: str) -> None:
    answer = api.send("DELETE", "/v1/notes", token=token)

    assert (answer.status_code, slug(answer)) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "POST, GET, HEAD"
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example"


def test_an_unchanged_thing_is_not_sent_again(api: Api, token: str) -> None:
    first = api.send("GET", f"/v1/notes/{NOTE}", token=token)
    assert first.headers["ETag"] == '"v3"'

    for known in ('"v3"', 'W/"v3"', '"v2", "v3"', "*"):
        again = api.send("GET", f"/v1/notes/{NOTE}", token=token, if_none_match=known)
        assert (again.status_code, again.body, again.headers["ETag"]) == (304, b"", '"v3"')

    world.version = 4
    assert api.send("GET", f"/v1/notes/{NOTE}", token=token, if_none_match='"v3"').status_code == 200


def test_a_text_goes_out_as_it_is_under_its_own_type(api: Api, token: str) -> None:
    answer = api.send("GET", f"/v1/notes/{NOTE}/print", token=token)

    assert (answer.status_code, answer.body) == (200, b"Milk")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_what_more_than_its_version_changes_is_tagged_by_its_content_too(api: Api, token: str) -> None:
    first = api.send("GET", f"/v1/notes/{NOTE}/print", token=token).headers["ETag"]
    world.bought.append("bread")

    answer = api.send("GET", f"/v1/notes/{NOTE}/print", token=token, if_none_match=first)
    changed = api.send("PUT", f"/v1/notes/{NOTE}", token=token, body={"title": "Milk"}, if_match=first)

    assert (answer.status_code, answer.body) == (200, b"Milk; bread")
    assert answer.headers["ETag"].startswith('"v3.')
    assert answer.headers["ETag"] != first
    assert changed.status_code == 200


def test_a_list_has_a_tag_by_its_content(api: Api, token: str) -> None:
    first = api.send("GET", "/v1/notes?limit=60", token=token)
    again = api.send("GET", "/v1/notes?limit=60", token=token, if_none_match=first.headers["ETag"])

    assert again.status_code == 304


@pytest.mark.parametrize(
    ("if_match", "status"),
    [
        (None, 428),
        ('"v2"', 412),
        ('W/"v3"', 412),
        ("v3", 400),
        ("'v3'", 400),
        ('"v3', 400),
        ("", 400),
        ('"v3", "v4"', 412),
        ('"v3.short"', 412),
        ('"v3"', 200),
        ("*", 200),
    ],
)
def test_a_change_names_the_version_it_is_based_on(api: Api, token: str, if_match: str | None, status: int) -> None:
    headers = {} if if_match is None else {"if_match": if_match}

    answer = api.send("PUT", f"/v1/notes/{NOTE}", token=token, body={"title": "Milk"}, **headers)

    assert answer.status_code == status
    if status == 200:
        assert answer.headers["ETag"] == '"v4"'


def test_a_list_goes_on_where_it_stopped(api: Api, token: str) -> None:
    first = api.send("GET", "/v1/notes?limit=2&colour=red&tags=a&tags=b", token=token)
    link = first.headers["Link"]
    assert link.endswith('>; rel="next"')

    second = api.send("GET", link[1:].partition(">")[0], token=token)

    assert second.status_code == 200
    assert world.starts == [None, {"noteId": {"S": NOTE}, "n": {"N": "7"}}]
    assert api.send("GET", "/v1/notes?limit=60", token=token).json_body["nextCursor"] is None


def test_a_cursor_is_good_for_its_own_list_only(api: Api, token: str, pool_keys: PoolKeys) -> None:
    cursor = api.send("GET", "/v1/notes?colour=red", token=token).json_body["nextCursor"]
    somebody_else = pool_keys.id_token(sub="user-bob")

    assert api.send("GET", f"/v1/notes?colour=red&cursor={cursor}&limit=5", token=token).status_code == 200
    for query, who in (
        (f"colour=blue&cursor={cursor}", token),
        (f"cursor={cursor}", token),
        (f"colour=red&cursor={cursor}", somebody_else),
        (f"colour=red&cursor={cursor}A", token),
        ("colour=red&cursor=%21", token),
    ):
        answer = api.send("GET", f"/v1/notes?{query}", token=who)
        assert (answer.status_code, pointers(answer)) == (400, ["/cursor"])


def test_events_are_sent_as_a_stream(api: Api, token: str) -> None:
    answer = api.send("GET", f"/v1/sse/notes/{NOTE}", token=token, last_event_id="evt_7")

    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.body == b"retry: 500\n\nid: evt_7\n\n"
    assert "ETag" not in answer.headers


def test_a_request_is_one_log_line_that_names_who_what_and_how_long(
    api: Api, token: str, capsys: pytest.CaptureFixture[str]
) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    answer = api.send("GET", f"/v1/notes/{NOTE}", token=token, traceparent=trace)

    line = _request_line(capsys)
    assert line["requestId"] == answer.headers["X-Request-Id"]
    expected = {
        "level": "INFO",
        "service": "sojourn",
        "environment": "local",
        "message": "get_note",
        "operation": "get_note",
        "statusCode": 200,
        "userId": "user-ada",
        "noteId": NOTE,
        "traceparent": trace,
        "outcome": "ok",
    }
    assert {name: line[name] for name in expected} == expected
    assert isinstance(line["duration"], float)
    assert line["timestamp"]


def test_a_line_has_the_gateways_own_id_beside_the_one_that_a_caller_can_choose(
    api: Api, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "current", lambda: msgspec.structs.replace(stage, verify_tokens_in_app=False))
    claims = {name: str(value) for name, value in id_claims().items()}

    api.through_gateway("GET", f"/v1/notes/{NOTE}", claims=claims)

    line = _request_line(capsys)
    assert (line["requestId"], line["extendedRequestId"]) == ("req-1", "AbCdEf-1=")


def test_no_log_line_holds_a_token_or_a_person(api: Api, token: str, capsys: pytest.CaptureFixture[str]) -> None:
    api.send("GET", f"/v1/notes/{NOTE}", token=token, traceparent=token)
    api.send("POST", "/v1/notes", token=token, body={"title": "Ada Lovelace"})
    api.send("POST", "/v1/notes", token=token, body={"title": 7, "ada@example.com": 1})
    api.send("GET", "/v1/notes?Ada+Lovelace=1", token=token)
    api.send("GET", "/v1/notes", token=f"{token}x")
    world.error = RuntimeError(f"{token} of ada@example.com")
    api.send("GET", f"/v1/notes/{NOTE}", token=token)

    said = "".join(capsys.readouterr())
    assert said.count("\n") >= 6
    for private in (token, token.partition(".")[2], "ada@example.com", "Lovelace"):
        assert private not in said


def test_a_refusal_is_a_log_line_with_the_errors_name(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    api.send("GET", f"/v1/notes/{NOTE}")

    line = _request_line(capsys)
    assert (line["statusCode"], line["error"], line["level"]) == (401, "Unauthenticated", "INFO")


def test_a_body_that_would_take_anything_cannot_be_declared() -> None:
    class Lax(msgspec.Struct):
        name: str

    blueprint = ApiBlueprint(__name__, tag="Lax")

    def view(call: Call[Any, None]) -> Answer[None]:
        raise AssertionError(call)

    view.__annotations__["call"] = Call[Lax, None]
    with pytest.raises(TypeError, match="unknown fields"):
        blueprint.route("/v1/lax", method="POST", summary="Lax", example=Example)(view)


def test_a_view_without_types_cannot_be_declared() -> None:
    def untyped(call: Any) -> Answer[None]:
        raise AssertionError(call)

    with pytest.raises(TypeError, match=r"Call\[Body, Query\]"):
        ApiBlueprint(__name__, tag="None").route("/v1/none", summary="None", example=Example)(untyped)


def _request_line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    found = [line for line in lines if "statusCode" in line]
    assert len(found) == 1
    return dict(found[0])
