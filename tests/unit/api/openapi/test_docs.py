"""The reference page has everything that the document has, is whole in itself, and runs its own script alone."""

import base64
import datetime as dt
import gzip
import hashlib
import json
import re
import shlex
from html.parser import HTMLParser
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.api.openapi import docs, html_page, html_schemas
from chalicelib.api.openapi.descriptions import VALUE_DESCRIPTIONS
from chalicelib.api.openapi.guides import GUIDES
from chalicelib.workers import websocket
from sojourn_client import Client, models
from tests.support.described import describe_api
from tests.unit.api.harness import Api
from tests.unit.api.small_api import notes

pytestmark = pytest.mark.usefixtures("stage")

VOID = frozenset({"meta", "br", "wbr", "link", "input"})


class Page(HTMLParser):
    """What a browser would find in the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.examples: list[str] = []
        self.named: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.named.append((self.tags[-1][1].get("class", ""), data))
        if self.open[-2:] == ["pre", "code"]:
            self.examples.append(data)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return describe_api("/api")


@pytest.fixture(scope="module")
def page(document: dict[str, Any]) -> Page:
    return Page(html_page.render(document))


def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


def test_every_operation_and_every_type_is_on_the_page(page: Page, document: dict[str, Any]) -> None:
    ids = page.values("id")

    assert page.open == []
    assert len(ids) == len(set(ids))
    assert {f"op-{name}" for name in operations(document)} <= set(ids)
    assert {f"type-{name}" for name in document["components"]["schemas"]} <= set(ids)


def test_every_link_leads_somewhere_here(page: Page) -> None:
    ids = set(page.values("id"))
    inside = [link.removeprefix("#") for link in page.values("href") if link.startswith("#")]
    outside = {link for link in page.values("href") if not link.startswith("#")}

    assert len(inside) > 500
    assert set(inside) <= ids
    assert outside == {"/api/v1/openapi.json"}


def test_page_needs_nothing_from_elsewhere_and_runs_its_own_script_alone(page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    attributes = [name for _, each in page.tags for name in each]

    assert not set(tags) & {"img", "iframe", "object", "embed", "link", "form", "base"}
    assert [each for tag, each in page.tags if tag == "script"] == [{}]
    assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}]
    source = html_page.render({**_EMPTY})
    assert not [each for each in ("url(", "@import", "fetch(", "XMLHttpRequest", "eval(", "import(") if each in source]


def test_page_stays_light(document: dict[str, Any]) -> None:
    whole = html_page.render(document).encode()

    assert len(gzip.compress(whole)) < 250_000
    assert len(whole) < 2_000_000


def test_guides_come_first_and_bookings_before_what_runs_the_service(page: Page) -> None:
    ids = page.values("id")
    places = [ids.index(each) for each in ("token", "first-booking", "op-create_booking", "op-select_option",
                                           "op-create_quote", "op-get_trip", "op-publish_policy", "op-get_health",
                                           "types")]  # fmt: skip

    assert places == sorted(places)


def test_every_operation_shows_its_name_in_the_client(page: Page, document: dict[str, Any]) -> None:
    names = [text for place, text in page.named if place == "name"]

    assert sorted(names) == sorted(operations(document))


def test_every_value_of_a_list_stands_with_its_meaning(page: Page, document: dict[str, Any]) -> None:
    said = {text for _, text in page.named}
    meanings = {
        meaning
        for schema in document["components"]["schemas"].values()
        for meaning in schema.get(VALUE_DESCRIPTIONS, ())
        if "`" not in meaning
    }

    assert len(meanings) > 250
    assert meanings <= said


def test_streams_show_the_names_of_their_events_and_the_types_of_their_data(page: Page) -> None:
    shown = [text for _, text in page.named]
    at = shown.index("Event ")

    assert shown[at + 2] == ", its data "
    assert {"#type-Followed", "#type-Event", "#type-BookedEvent"} <= set(page.values("href"))


class Sent(Exception):
    """A request that an example would send: its method, path and body."""


class Recorder:
    """Stands where the client's transport does, and sends nothing."""

    def expect(self, method: str, path: str, headers: Any, body: bytes | None, *, again: bool) -> None:
        raise Sent(method, path, body)


def test_examples_in_python_send_the_examples(page: Page, document: dict[str, Any]) -> None:
    client = Client("https://api.example.com", "token")
    client.transport = Recorder()  # type: ignore[assignment]
    examples = {each[7:].partition("(")[0]: each for each in page.examples if each.startswith("client.")}

    assert examples.keys() == operations(document).keys()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            with pytest.raises(Sent) as sent:
                exec(examples[operation["operationId"]], {"client": client, "models": models, "dt": dt})  # noqa: S102
            verb, address, body = sent.value.args
            assert verb == method.upper()
            assert re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), address.partition("?")[0])
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                kind = getattr(models, content["schema"].get("$ref", "").rpartition("/")[2], Any)
                assert msgspec.json.decode(body, type=kind) == msgspec.convert(content["example"], type=kind)


def test_examples_are_commands_that_send_the_examples(page: Page, document: dict[str, Any]) -> None:
    shown = [each for each in page.examples if each.startswith("curl ")]
    commands = [shlex.split(each) for each in shown if "$(" not in each.replace(_NEW_KEY, "") and each not in GUIDED]
    sent = [json.loads(words[words.index("-d") + 1]) for words in commands if "-d" in words]
    bodies = [each["requestBody"] for each in operations(document).values() if "requestBody" in each]

    assert len(commands) == len(operations(document))
    assert all(
        re.fullmatch(r"\$BASE/v1/[^{} ]+", next(w for w in words if w.startswith("$BASE"))) for words in commands
    )
    assert len(sent) == len(bodies)
    assert all(next(iter(body["content"].values()))["example"] in sent for body in bodies)


def test_messages_over_websocket_are_those_that_are_understood(page: Page) -> None:
    messages = [json.loads(each) for each in page.examples if each.startswith('{\n  "action"')]
    understood = [msgspec.convert(each, websocket.Message) for each in messages]

    assert {type(each) for each in understood} == set(get_args(websocket.Message))


def test_limits_are_shown_in_words() -> None:
    said: dict[str, dict[str, Any]] = {
        "1 to 100, default <code>20</code>": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
        "at least 0": {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
        "at most 200 characters": {"anyOf": [{"type": "string", "maxLength": 200}, {"type": "null"}], "default": None},
        "": {"type": "integer", "minimum": 1 - 10**18, "maximum": 10**18 - 1},
    }

    assert {html_schemas.limits(schema): schema for schema in said.values()} == said


def test_words_of_the_document_stay_words() -> None:
    evil = '<script>alert("x")</script>'
    operation = {"operationId": "o", "summary": evil, "description": f"`{evil}`", "tags": ["T"], "security": []}
    answer = {"content": {"application/json": {"schema": {"enum": [evil]}, "example": {evil: evil}}}}
    paths = {"/v1/x": {"get": {**operation, "parameters": [], "responses": {"200": answer}}}}
    html = html_page.render({**_EMPTY, "tags": [{"name": "T", "description": evil}], "paths": paths})

    assert html.count("<script") == 1
    assert json.dumps({evil: evil}, indent=2) in Page(html).examples


def test_anybody_may_read_the_page_and_keep_it() -> None:
    api = Api(notes, docs.blueprint)

    first = api.send("GET", "/v1/docs")
    again = api.send("GET", "/v1/docs", if_none_match=first.headers["ETag"])

    assert (first.status_code, first.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "buy_note" in first.body.decode()
    assert (again.status_code, again.body) == (304, b"")


def test_browser_may_take_this_style_and_this_script_and_nothing_else() -> None:
    answer = Api(docs.blueprint).send("GET", "/v1/docs")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))

    for tag in ("style", "script"):
        inside = re.search(f"<{tag}>(.*?)</{tag}>", answer.body.decode(), re.DOTALL)
        assert inside
        digest = base64.b64encode(hashlib.sha256(inside.group(1).encode()).digest()).decode()
        assert policy[f"{tag}-src"] == f"'sha256-{digest}'"
    assert set(policy.values()) == {"'none'", policy["style-src"], policy["script-src"]}
    assert policy["default-src"] == "'none'"


_NEW_KEY = "$(python3 -c 'import uuid; print(uuid.uuid4())')"
GUIDED = {command for guide in GUIDES for _, command in guide.commands}
_EMPTY: dict[str, Any] = {
    "info": {"title": "Sojourn", "version": "1"},
    "servers": [{"url": "/"}],
    "tags": [],
    "paths": {},
    "components": {"schemas": {}, "parameters": {}},
}
