"""The reference page: guides, every operation with examples, every type; a style and a script, and nothing else."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from chalicelib.api.openapi.guides import GUIDES, Guide
from chalicelib.api.openapi.html import Html, element, inline, join, prose
from chalicelib.api.openapi.html_operations import badge, id_of, show_example, show_operation, write_value
from chalicelib.api.openapi.html_schemas import schemas, show_name
from chalicelib.api.openapi.search_index import list_entries, stop_words
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
        "`subscribed`, with the `events` since `lastEventId`, and whether there are `more`; then each new `event`",
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
        _navigation(groups, document),
        element(
            "main",
            _welcome(document),
            *map(_guide, GUIDES),
            _operations(groups, document),
            _sockets(),
            _types(document),
        ),
        element("footer", element("a", "Contents", href="#contents", class_="up")),
        Html(f"<script>{_script()}</script>"),
        id="top",
    )
    return f'<!doctype html>\n<html lang="en">{head}{body}</html>\n'


def security_policy() -> str:
    """Return the page's Content-Security-Policy: its own style and script, and nothing else from anywhere."""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(_style())}'; script-src 'sha256-{_digest(_script())}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _digest(source: str) -> str:
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


@cache
def _style() -> str:
    return Path(__file__).with_name("docs.css").read_text(encoding="utf-8")


@cache
def _script() -> str:
    return Path(__file__).with_name("docs.js").read_text(encoding="utf-8")


class _Group:
    """The operations of one tag."""

    def __init__(self, tag: JsonObject, operations: list[tuple[str, str, JsonObject]]) -> None:
        self.name, self.description, self.operations = tag["name"], tag.get("description", ""), operations
        self.anchor = f"tag-{re.sub(r'[^A-Za-z0-9]+', '-', self.name)}"


def _groups(document: JsonObject) -> list[_Group]:
    listed = [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if "operationId" in operation
    ]
    return [_Group(tag, [each for each in listed if tag["name"] in each[2]["tags"]]) for tag in document["tags"]]


def _navigation(groups: list[_Group], document: JsonObject) -> Html:
    words = {each.anchor: each.write() for each in list_entries(document)}
    guides = [_menu_link(each.title, each.anchor, words) for each in GUIDES]
    types = [_menu_link(show_name(each), f"type-{each}", words) for each in sorted(document["components"]["schemas"])]
    operations = [
        _menu(group.name, group.anchor, [_entry(method, each, words) for _, method, each in group.operations])
        for group in groups
    ]
    listed = element(
        "ul",
        _menu("Guides", "guides", guides),
        *operations,
        _menu("WebSocket", "websocket", []),
        _menu("Types", "types", types),
    )
    field = element("input", id="search-text", type="search", autocomplete="off", aria_label="Search the reference",
                    placeholder="Search (/)")  # fmt: skip
    count = element("p", id="found-count", role="status", class_="quiet")
    search = Html(
        f'<div id="search" role="search" hidden data-stop="{" ".join(stop_words())}">{field}{count}'
        f'<ul id="found" aria-label="Found"></ul></div>'
    )
    return element("nav", search, listed, id="contents", aria_label="Contents")


def _menu(name: str, anchor: str, links: list[Html]) -> Html:
    below = element("ul", *(element("li", each) for each in links)) if links else ""
    return element("li", element("a", name, href=f"#{anchor}"), below)


def _menu_link(name: str, anchor: str, words: dict[str, str]) -> Html:
    return element("a", name, href=f"#{anchor}", data_words=words[anchor])


def _entry(method: str, operation: JsonObject, words: dict[str, str] | None = None) -> Html:
    """Render the link to an operation, with what it is found by if it is that of the menu."""
    said = words[id_of(operation)] if words else ""
    return element("a", badge(method), " ", inline(operation["summary"]), href=f"#{id_of(operation)}", data_words=said)


def _welcome(document: JsonObject) -> Html:
    info = document["info"]
    base = document["servers"][0]["url"].rstrip("/")
    source = element("a", "OpenAPI 3.1", href=f"{base}/v1/openapi.json")
    return element(
        "section",
        element("h1", info.get("summary") or info["title"]),
        prose(info.get("description", "")),
        element("p", "For programs: ", source, "."),
        id="guides",
    )


def _guide(guide: Guide) -> Html:
    rows = [join([element("dt", element("code", name)), element("dd", inline(said))]) for name, said in guide.rows]
    return element(
        "section",
        element("h2", element("a", guide.title, href=f"#{guide.anchor}")),
        prose(guide.text),
        *(show_example(title, command, is_open=True) for title, command in guide.commands),
        element("dl", *rows, class_="rows") if rows else "",
        id=guide.anchor,
    )


def _operations(groups: list[_Group], document: JsonObject) -> Html:
    return element("div", *(_group(group, document) for group in groups), id="operations")


def _group(group: _Group, document: JsonObject) -> Html:
    links = (element("li", _entry(method, operation)) for _, method, operation in group.operations)
    parts = [show_operation(path, method, operation, document) for path, method, operation in group.operations]
    head = element("h2", element("a", group.name, href=f"#{group.anchor}"))
    return element(
        "section", head, prose(group.description), element("ul", *links, class_="listed"), *parts, id=group.anchor
    )


def _sockets() -> Html:
    """Describe the WebSocket API, which OpenAPI cannot."""
    sections = [
        element("article", element("h3", title), show_example("Send", write_value(message), is_open=True),
                element("p", "Answered by ", inline(answer), ", or by ", element("code", "error"), "."))
        for title, message, answer in _MESSAGES
    ]  # fmt: skip
    head = element("h2", element("a", "WebSocket", href="#websocket"))
    return element("section", head, prose(_SOCKETS), *sections, id="websocket")


def _types(document: JsonObject) -> Html:
    return element("section", element("h2", element("a", "Types", href="#types")), schemas(document), id="types")
