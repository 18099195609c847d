"""The client knows exactly what the API describes."""

import inspect
from collections.abc import Iterator
from typing import Any, get_type_hints

import msgspec
import pytest

import app
import sojourn_client
from chalicelib.api.http import problems
from chalicelib.api.http.route import Route
from chalicelib.api.http.routing import Endpoint, HeadEndpoint
from chalicelib.api.openapi.event_schemas import name_event
from chalicelib.domain.bookings import booking, events
from local import make_client
from sojourn_client import Answer, Client, EventType, errors, models
from sojourn_client.events import ENDED, UnknownEvent, read_event
from sojourn_client.operations import Operations
from tests.support import event_samples
from tests.support.described import describe_api

Json = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Json:
    return describe_api()


def operations(document: Json) -> dict[str, Json]:
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


def routes() -> Iterator[Route]:
    for methods in app.app.routes.values():
        for entry in methods.values():
            if not isinstance(entry.view_function, HeadEndpoint):
                assert isinstance(entry.view_function, Endpoint)
                yield entry.view_function.route


def reread(example: Any, kind: Any) -> Any:
    """An example of the description as a value of `kind`."""
    return msgspec.json.decode(msgspec.json.encode(example), type=kind)


def hints(name: str) -> dict[str, Any]:
    """The types of a method of the client."""
    namespace = {**vars(sojourn_client), **vars(inspect.getmodule(Operations))}
    return get_type_hints(getattr(Client, name), namespace)


def test_client_is_as_the_description_has_it(document: Json) -> None:
    assert list(make_client.find_outdated(document)) == [], "`make client` writes it anew"


def test_every_operation_is_a_method(document: Json) -> None:
    methods = {name for name, _ in inspect.getmembers(Operations, inspect.isfunction) if not name.startswith("_")}

    assert {name for name in methods if not name.startswith("all_")} == operations(document).keys()


def test_every_list_can_be_walked(document: Json) -> None:
    lists = [n for n, o in operations(document).items() if any(p.get("name") == "cursor" for p in o["parameters"])]

    assert lists
    assert all(hasattr(Client, f"all_{name.removeprefix('list_')}") for name in lists)


def test_service_reads_every_body_as_it_was_meant(document: Json) -> None:
    bodies = {route.name: route.body_types["application/json"] for route in routes() if route.body_types}
    for name, operation in operations(document).items():
        assert (name in bodies) == ("requestBody" in operation)
    for name, body in bodies.items():
        example = operations(document)[name]["requestBody"]["content"]["application/json"]["example"]
        written = msgspec.json.encode(reread(example, hints(name)["body"]))
        assert msgspec.json.decode(written, type=body) == reread(example, body), name


def test_client_reads_every_answer(document: Json) -> None:
    for name, operation in operations(document).items():
        output = hints(name)["return"]
        assert output.__origin__ is Answer
        status = min(status for status in operation["responses"] if status.startswith("2"))
        content = operation["responses"][status].get("content", {"none": {"example": None}})
        usual = {media: content[media] for media in content if media in ("application/json", "none")} or content
        for media, body in usual.items():
            read = reread(body["example"], *output.__args__)
            assert isinstance(read, str) == (media not in ("application/json", "none")), name


def test_every_problem_has_its_error() -> None:
    described = {kind.slug: kind.status for kind in problems.TABLE.values()}

    for slug, status in described.items():
        body = msgspec.json.encode(
            models.Problem(type=problems.TYPE_PREFIX + slug, title="", status=status, detail="", request_id="")
        )
        found = type(errors.error_of(status, {}, body))
        assert found.slug == slug
    assert errors.BY_SLUG.keys() - described.keys() == {""}, "the base"


def test_an_event_of_a_newer_server_is_kept_as_it_came() -> None:
    sample = msgspec.to_builtins(event_samples.make_event(events.EventType.BOOKED))
    newer = {**sample, "type": "booking.teleported", "data": {"to": "Mars"}}

    read = read_event(msgspec.json.encode(newer))

    assert isinstance(read, UnknownEvent)
    assert (read.type, read.data, read.seq) == ("booking.teleported", {"to": "Mars"}, sample["seq"])
    with pytest.raises(msgspec.ValidationError):
        read_event(b'{"type": "booking.booked"}')


def test_events_are_the_service_s() -> None:
    assert set(EventType) == {str(each) for each in events.EventType}
    for each in events.EventType:
        sent = msgspec.json.encode(event_samples.make_event(each))
        read = read_event(sent)
        assert type(read) is getattr(models, name_event(each))
        assert read.type == EventType(each.value)
        assert msgspec.json.decode(msgspec.json.encode(read))["data"] == event_samples.DATA[each]
    assert {str(status) for status in ENDED} == {str(status) for status in booking.TERMINAL}
