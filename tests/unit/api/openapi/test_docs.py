"""The reference page has everything that the document has, is whole in itself, and runs nothing."""

import base64
import hashlib
import json
import re
import shlex
from html.parser import HTMLParser
from typing import Any, get_args

import msgspec
import pytest

import app
from chalicelib.api.openapi import docs, html_page, html_schemas
from chalicelib.api.openapi import document as openapi_document
from chalicelib.workers import websocket
from tests.unit.api.harness import Api
from tests.unit.api.small_api import notes

pytestmark = pytest.mark.usefixtures("stage")

VOID = frozenset({"meta", "br", "wbr", "link"})


class Page(HTMLParser):
    """What a browser would find in the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.examples: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-2:] == ["pre", "code"]:
            self.examples.append(data)

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi_document.build_document(app.app, "/api")


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


def test_page_needs_nothing_from_elsewhere_and_runs_nothing(page: Page) -> None:
    tags = {tag for tag, _ in page.tags}

    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on") or name == "style"]
    assert "url(" not in html_page.render({**_EMPTY})
    assert "@import" not in html_page.render({**_EMPTY})


def test_examples_are_commands_that_send_the_examples(page: Page, document: dict[str, Any]) -> None:
    commands = [shlex.split(each) for each in page.examples if each.startswith("curl ")]
    sent = [json.loads(words[words.index("-d") + 1]) for words in commands if "-d" in words]
    bodies = [each["requestBody"] for each in operations(document).values() if "requestBody" in each]

    assert len(commands) == len(operations(document))
    assert all(re.fullmatch(r"\$API/v1/[^{} ]+", next(w for w in words if w.startswith("$API"))) for words in commands)
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

    assert "<script" not in html
    assert Page(html).examples[1] == json.dumps({evil: evil}, indent=2)


def test_anybody_may_read_the_page_and_keep_it() -> None:
    api = Api(notes, docs.blueprint)

    first = api.send("GET", "/v1/docs")
    again = api.send("GET", "/v1/docs", if_none_match=first.headers["ETag"])

    assert (first.status_code, first.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert "buy_note" in first.body.decode()
    assert (again.status_code, again.body) == (304, b"")


def test_browser_may_take_this_style_and_nothing_else() -> None:
    answer = Api(docs.blueprint).send("GET", "/v1/docs")
    style = re.search(r"<style>(.*?)</style>", answer.body.decode(), re.DOTALL)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))

    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"
    assert set(policy.values()) == {"'none'", policy["style-src"]}
    assert policy["default-src"] == "'none'"


_EMPTY: dict[str, Any] = {
    "info": {"title": "Sojourn", "version": "1"},
    "servers": [{"url": "/"}],
    "tags": [],
    "paths": {},
    "components": {"schemas": {}, "parameters": {}},
}
