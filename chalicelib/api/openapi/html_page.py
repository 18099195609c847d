"""The reference page: navigation, every operation with an example as curl, every type; one style and no script."""

import base64
import hashlib
import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.api.openapi.html import Html, element, inline, join, prose, text
from chalicelib.api.openapi.html_schemas import kind, limits, schemas, show_name
from chalicelib.domain.value import JsonObject

_SOCKETS = """\
Booking events are also pushed over WebSocket, at an address of its own. Send the id token in the header
`Authorization`, or, from a browser, in the query as `token`. Messages are JSON with an `action`; an answer has a
`type`, and repeats the `id` of its message if that has one. A live event may arrive twice, with the same `eventId`.
"""
_MESSAGES = (
    (
        "Subscribe to a booking's events",
        {"action": "subscribe", "bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", "lastEventId": None, "id": "1"},
        "`subscribed`, with the `events` since `lastEventId`; then each new `event`",
    ),
    (
        "Unsubscribe from a booking's events",
        {"action": "unsubscribe", "bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", "id": "2"},
        "`unsubscribed`",
    ),
    (
        "Subscribe to what concerns you, over all bookings",
        {"action": "subscribe_me", "lastEventId": "12.0.7", "id": "8"},
        "`subscribed_me`, with the `events` since `lastEventId` and the `place` behind; then each new `person_event`",
    ),
    (
        "Unsubscribe from what concerns you",
        {"action": "unsubscribe_me", "id": "9"},
        "`unsubscribed_me`",
    ),
    (
        "Request a trip, and subscribe to its events",
        {
            "action": "create_booking",
            "idempotencyKey": "6f1c1b0e-5d0c-4b53-9a55-8a1d2a4c7e10",
            "body": {"request": "Berlin to London 3-5 March 2027, hotel near the centre"},
            "id": "3",
        },
        "`booking_accepted`, with the `booking` as in the response of `POST /v1/bookings`",
    ),
    (
        "Say in words what to change of a booking, or what to select",
        {
            "action": "send_message",
            "bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7",
            "message": "back a day later",
            "idempotencyKey": "9d3a52e1",
            "id": "4",
        },
        "`turn`, with what was changed or is asked back",
    ),
    (
        "Follow a traveller: their positions, progress, geofence events and warnings",
        {
            "action": "follow_traveller",
            "userId": "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10",
            "reason": "Strike at the airport: checking who needs another way home",
            "id": "5",
        },
        "`following`; then `positions`, `trip_progress` and `tracking_event`, until `following_ended`",
    ),
    (
        "Follow a traveller no more",
        {"action": "unfollow_traveller", "userId": "6b1f0c7e-0d0a-4a9e-9a43-3c1d2e8f7a10", "id": "6"},
        "`unfollowed`",
    ),
    ("Ping the server", {"action": "ping", "id": "7"}, "`pong`"),
)
_CONVENTIONS = """\
**Idempotency.** Send a new UUID as `Idempotency-Key` with each POST, and the same one when you retry.

**Versions.** Send a response's `ETag` as `If-Match` with PUT and PATCH; a GET with `If-None-Match` may answer 304.

**Paging.** `limit` is 1 to 100; send `nextCursor` as `cursor` for the next page; null means the last page.

**Errors** are problem details (`application/problem+json`): decide by `type`, show `detail`, read `errors` for the
fields that are wrong, and quote `requestId` when you ask for help.
"""


def render(document: JsonObject) -> str:
    """Render the page for an OpenAPI document."""
    info = document["info"]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{info['title']} API"),
        Html(f"<style>{_style()}</style>"),
    )
    groups = _groups(document)
    body = element(
        "body",
        element("a", "To the operations", href="#operations", class_="skip"),
        element("header", element("a", info["title"], href="#top"), element("span", f"API {info['version']}")),
        _navigation(groups),
        element("main", _welcome(document), _operations(groups, document), _sockets(), _types(document)),
        element("a", "Contents", href="#contents", class_="up"),
        id="top",
    )
    return f'<!doctype html>\n<html lang="en">{head}{body}</html>\n'


def security_policy() -> str:
    """Return the page's Content-Security-Policy: its own style, and nothing else from anywhere."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("docs.css").read_text(encoding="utf-8")


class _Group:
    """The operations of one tag."""

    def __init__(self, tag: JsonObject, operations: list[tuple[str, str, JsonObject]]) -> None:
        self.name, self.description, self.operations = tag["name"], tag.get("description", ""), operations
        self.anchor = f"tag-{self.name}"


def _groups(document: JsonObject) -> list[_Group]:
    listed = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "operationId" in operation
    ]
    return [_Group(tag, [each for each in listed if tag["name"] in each[2]["tags"]]) for tag in document["tags"]]


def _navigation(groups: list[_Group]) -> Html:
    items = [
        element(
            "li",
            element("a", group.name, href=f"#{group.anchor}"),
            element("ul", *(_entry(method, operation) for _, method, operation in group.operations)),
        )
        for group in groups
    ]
    more = [element("li", element("a", name, href=f"#{name.lower()}")) for name in ("WebSocket", "Types")]
    return element("nav", element("ul", *items, *more), id="contents", aria_label="Contents")


def _entry(method: str, operation: JsonObject) -> Html:
    return element("li", element("a", _badge(method), " ", inline(operation["summary"]), href=f"#{_id(operation)}"))


def _welcome(document: JsonObject) -> Html:
    info = document["info"]
    base = document["servers"][0]["url"].rstrip("/")
    source = element("a", "OpenAPI 3.1", href=f"{base}/v1/openapi.json")
    return element(
        "section",
        element("h1", info.get("summary") or info["title"]),
        prose(info.get("description", "")),
        prose(_CONVENTIONS),
        element("p", "For programs: ", source, "."),
        prose("In the examples `$API` is where this API is, without `/v1`, and `$TOKEN` is an id token."),
    )


def _operations(groups: list[_Group], document: JsonObject) -> Html:
    return element("div", *(_group(group, document) for group in groups), id="operations")


def _group(group: _Group, document: JsonObject) -> Html:
    listed = element("ul", *(_entry(method, operation) for _, method, operation in group.operations), class_="listed")
    parts = [_operation(path, method, operation, document) for path, method, operation in group.operations]
    head = element("h2", element("a", group.name, href=f"#{group.anchor}"))
    return element("section", head, prose(group.description), listed, *parts, id=group.anchor)


def _operation(path: str, method: str, operation: JsonObject, document: JsonObject) -> Html:
    parameters = [_resolve(each, document) for each in operation["parameters"]]
    return element(
        "article",
        element("h3", element("a", inline(operation["summary"]), href=f"#{_id(operation)}")),
        element("p", _badge(method), " ", element("code", _breakable(path)), class_="path"),
        prose(operation.get("description", "")),
        _parameters(parameters),
        _request(operation),
        _example("As curl", _curl(path, method, operation, parameters), is_open=True),
        *_answers(operation),
        _failures(operation),
        _onward(operation),
        id=_id(operation),
        class_="operation",
    )


def _parameters(parameters: list[JsonObject]) -> Html:
    if not parameters:
        return Html()
    return join([element("h4", "Parameters"), element("dl", *map(_parameter, parameters))])


def _parameter(parameter: JsonObject) -> Html:
    place = f"in the {parameter['in']}" + ("" if parameter["required"] else ", optional")
    schema = parameter["schema"]
    term = [element("code", parameter["name"]), " ", element("span", kind(schema), class_="kind"), " "]
    bounds = limits({name: value for name, value in schema.items() if name != "examples"})
    said = [inline(parameter.get("description", "")), " ", element("span", bounds, class_="quiet") if bounds else ""]
    return join([element("dt", *term, element("span", place, class_="quiet")), element("dd", *said)])


def _request(operation: JsonObject) -> Html:
    if "requestBody" not in operation:
        return Html()
    media, content = next(iter(operation["requestBody"]["content"].items()))
    return join([element("h4", "Body"), element("p", kind(content["schema"]), " as ", element("code", media))])


def _curl(path: str, method: str, operation: JsonObject, parameters: list[JsonObject]) -> str:
    """Write the example as a curl command."""
    values = {each["name"]: each.get("example", "") for each in parameters if each["in"] == "path"}
    address = re.sub(r"{(\w+)}", lambda name: str(values[name.group(1)]), path)
    lines = [f'curl "$API{address}"' if method == "get" else f'curl -X {method.upper()} "$API{address}"']
    if operation["security"]:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    names = {each["name"] for each in parameters if each["in"] == "header"}
    if "Idempotency-Key" in names:
        lines.append('-H "Idempotency-Key: $(uuidgen)"')
    if "If-Match" in names:
        lines.append("-H 'If-Match: \"v3\"'")
    for media, content in list(operation.get("requestBody", {}).get("content", {}).items())[:1]:
        lines.append(f'-H "Content-Type: {media}"')
        lines.append(f"-d {shlex.quote(_write_value(content.get('example')))}")
    return " \\\n  ".join(lines)


def _answers(operation: JsonObject) -> Iterator[Html]:
    for status, response in operation["responses"].items():
        if not status.startswith("2"):
            continue
        yield element("h4", f"Answer {status}")
        for media, content in response.get("content", {}).items():
            yield element("p", kind(content["schema"]), " as ", element("code", media))
            yield _example("Example", _write_value(content.get("example")), is_open=False)
        headers = [element("code", name) for name in response.get("headers", {})]
        yield element("p", "Headers: ", join(headers, ", "), class_="quiet") if headers else Html()


def _failures(operation: JsonObject) -> Html:
    """Return which problems there may be, by status."""
    listed = []
    for status, response in operation["responses"].items():
        if status.startswith(("4", "5")):
            slugs = [slug for content in response["content"].values() for slug in content.get("examples", {})]
            listed.append(
                element("li", element("strong", status), " ", join([element("code", s) for s in slugs], ", "))
            )
    problem = element("a", show_name("Problem"), href="#type-Problem")
    return join([element("h4", "Errors: ", problem), element("ul", *listed, class_="errors")])


def _onward(operation: JsonObject) -> Html:
    """Render the links of an answer."""
    links = [each for response in operation["responses"].values() for each in response.get("links", {}).values()]
    named = {
        each["operationId"]: each.get("description") or each["operationId"] for each in links if "operationId" in each
    }
    if not named:
        return Html()
    items = [element("li", element("a", inline(said), href=f"#op-{name}")) for name, said in named.items()]
    return join([element("h4", "Links to"), element("ul", *items, class_="errors")])


def _sockets() -> Html:
    """Describe the WebSocket API, which OpenAPI cannot."""
    sections = [
        element("article", element("h3", title), _example("Send", _write_value(message), is_open=True),
                element("p", "Answered by ", inline(answer), ", or by ", element("code", "error"), "."))
        for title, message, answer in _MESSAGES
    ]  # fmt: skip
    head = element("h2", element("a", "WebSocket", href="#websocket"))
    return element("section", head, prose(_SOCKETS), *sections, id="websocket")


def _types(document: JsonObject) -> Html:
    return element("section", element("h2", element("a", "Types", href="#types")), schemas(document), id="types")


def _example(title: str, written: str, *, is_open: bool) -> Html:
    inside = join([element("summary", title), element("pre", element("code", written), tabindex="0")])
    return Html(f"<details{' open' if is_open else ''}>{inside}</details>")


def _resolve(parameter: JsonObject, document: JsonObject) -> JsonObject:
    reference = parameter.get("$ref")
    return document["components"]["parameters"][reference.rpartition("/")[2]] if reference else parameter


def _id(operation: JsonObject) -> str:
    return f"op-{operation['operationId']}"


def _badge(method: str) -> Html:
    return element("span", method.upper(), class_=f"method {method}")


def _breakable(path: str) -> Html:
    """Render a path that may break into lines before its slashes."""
    return Html(str(text(path)).replace("/", "<wbr>/"))


def _write_value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)
