"""The API's own description (OpenAPI 3.1), made from the routes that it serves and the types that check its input."""

import re
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import msgspec
from chalice.app import Chalice

from chalicelib import __version__, errors
from chalicelib.api.http import problems
from chalicelib.api.http.addresses import EXAMPLE_ADDRESS
from chalicelib.api.http.calls import is_page
from chalicelib.api.http.problems import Kind, Problem
from chalicelib.api.http.route import JSON, Route
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Endpoint, Example
from chalicelib.api.http.versions import VERSION_HEADER
from chalicelib.api.openapi.event_streams import EVENT_STREAM, describe_stream
from chalicelib.api.openapi.headers import PARAMETERS, REQUEST_ID, pick_headers
from chalicelib.api.openapi.links import add_links
from chalicelib.api.openapi.request_examples import shorten
from chalicelib.api.openapi.schemas import FORM, REF, Schemas
from chalicelib.api.openapi.security import SECURITY_SCHEMES, describe_security, explain_access
from chalicelib.domain.authorization.operations import OPEN_TO_FORMER
from chalicelib.domain.value import JsonObject
from chalicelib.services.api_addresses import complete_addresses

blueprint = ApiBlueprint(__name__, tag="Service")


_DESCRIPTION = """\
Request a business trip in words or as data, select one of the options that are evaluated against the company's travel
policy, have it approved and booked, and follow its progress. Cancel or change it later, with a quote and a refund.

Ids are prefixed ULIDs, times are RFC 3339 in UTC, amounts of money are in minor units. Errors are problem details (RFC
9457). Only `/v1/health`, `/v1/docs`, this document and the secret address of a calendar or of a shared track can be
read without a Cognito **id** token; programs have access tokens of their own, with scopes; devices report positions by
a credential of their own. A person who makes too many calls in a minute is answered 429 with `Retry-After`; so is
everybody, by the gateway and without it, when too many requests arrive at once.
"""


@blueprint.route(
    "/v1/openapi.json",
    summary="Get the OpenAPI description",
    public=True,
    cache_control="public, max-age=300",
    example=lambda: Example({"openapi": "3.1.0", "info": {"title": "Sojourn", "version": __version__}, "paths": {}}),
)
def get_openapi(call: Call[None, None]) -> Answer[JsonObject]:
    return Answer(_document(blueprint.current_app, call.api_address))


def build_document(app: Chalice, address: str = EXAMPLE_ADDRESS) -> JsonObject:
    """Build the OpenAPI document of the routes of `app`, whose callers put `address` before each path."""
    # What only the description needs: whoever asks for something else waits for none of it.
    from chalicelib.api.openapi.webhooks import DATA_TYPES, WEBHOOK_PARAMETERS, describe_messages, describe_webhooks
    from chalicelib.domain.bookings.event_data.by_type import EVENT_DATA

    routes = list(_routes(app))
    schemas = Schemas(routes, [*DATA_TYPES.values(), *EVENT_DATA.values()])
    paths: dict[str, JsonObject] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Sojourn",
            "version": __version__,
            "summary": "Corporate travel booking under a travel policy",
            "description": _DESCRIPTION,
            "contact": {"name": "The company that runs this deployment"},
            "license": {"name": "Apache License 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": address}],
        "tags": _tags(routes),
        "paths": paths,
        "webhooks": describe_webhooks(schemas),
        "components": {
            "schemas": {**schemas.components, **describe_messages(schemas)},
            "headers": pick_headers(paths),
            "parameters": {**PARAMETERS, **WEBHOOK_PARAMETERS},
            "securitySchemes": SECURITY_SCHEMES,
        },
    }
    add_links(document, routes)
    text = msgspec.json.encode(document).decode()
    return dict(msgspec.json.decode(complete_addresses(text, address)))


# A stage has an address or two: its own, and that of the domain before it.
_document = lru_cache(maxsize=4)(build_document)


def _routes(app: Chalice) -> Iterator[Route]:
    for path in app.routes:
        for entry in app.routes[path].values():
            if isinstance(entry.view_function, Endpoint):
                yield entry.view_function.route


def _tags(routes: list[Route]) -> list[JsonObject]:
    described = dict.fromkeys((route.tag for route in routes), "")
    described.update({route.tag: route.tag_description for route in routes if route.tag_description})
    return [{"name": tag, "description": text} if text else {"name": tag} for tag, text in described.items()]


def _operation(route: Route, schemas: Schemas) -> JsonObject:
    example = route.example()
    operation: JsonObject = {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.tag],
        "parameters": [*_path_parameters(route), *_query_parameters(route, schemas), *_header_parameters(route)],
        "responses": {
            str(route.status): _success(route, schemas, example),
            **_others(route, schemas),
            **_failures(route),
        },
        "security": describe_security(route),
    }
    operation["description"] = "\n\n".join(
        each for each in (route.description, _deprecated(route), _when(route), explain_access(route)) if each
    )
    if route.deprecated:
        operation["deprecated"] = True
    if route.body_types:
        operation["requestBody"] = _request_body(route, schemas, example)
    return operation


def _request_body(route: Route, schemas: Schemas, example: Example) -> JsonObject:
    """Describe the body by the media types that it may be sent as, a form first: where it comes later, a generator
    makes code that refers to a type of it, but no such type."""
    examples = {media_type: each.example() for media_type, each in route.takes.items()} or {JSON: example.request}
    content = {
        media_type: {"schema": schemas.sent(kind), "example": _plain(shorten(examples[media_type]))}
        for media_type, kind in sorted(route.body_types.items(), key=lambda each: each[0] != FORM)
    }
    return {"required": route.open_query is None, "content": content}


def _deprecated(route: Route) -> str:
    if route.deprecated is None:
        return ""
    since, sunset, successor = route.deprecated
    return f"Deprecated since {since}: use `{successor}` instead. It works until {sunset}."


def _when(route: Route) -> str:
    if route.method == "GET" or not route.statuses:
        return ""
    return f"Allowed while the status of the booking is {' or '.join(f'`{status}`' for status in route.statuses)}."


def _path_parameters(route: Route) -> Iterator[JsonObject]:
    for name, param in route.params.items():
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": param.description,
            "schema": {"type": "string", "pattern": f"^{param.pattern}$"},
            "example": param.example,
        }


def _query_parameters(route: Route, schemas: Schemas) -> Iterator[JsonObject]:
    if route.described_query is None:
        return
    whole = schemas.query(route.described_query)
    for name, schema in whole["properties"].items():
        plain = {key: value for key, value in schema.items() if key != "description"}
        parameter = {"name": name, "in": "query", "required": name in whole["required"], "schema": _without_null(plain)}
        yield {**parameter, "description": schema["description"]} if "description" in schema else parameter


def _without_null(schema: JsonObject) -> JsonObject:
    """Return `schema` without its null, which a query cannot express: a parameter that is not given is absent."""
    found = {key: value for key, value in schema.items() if key != "default" or value is not None}
    members = [each for each in found.pop("anyOf", []) if each != {"type": "null"}]
    if len(members) == 1:
        return {**members[0], **found}
    return {**found, "anyOf": members} if members else found


def _header_parameters(route: Route) -> Iterator[JsonObject]:
    names = [
        ("IdempotencyKeyRequired", route.idempotency == "required"),
        ("IdempotencyKey", route.idempotency == "accepted"),
        ("IfMatch", route.needs_if_match),
        ("IfMatchOptional", route.takes_if_match),
        ("IfNoneMatch", route.method == "GET" and not route.is_stream),
        ("ActFor", route.scope is not None),
        ("LastEventId", route.is_stream and route.method == "GET"),
    ]
    for name, applies in names:
        if applies:
            yield {"$ref": f"#/components/parameters/{name}"}


def _success(route: Route, schemas: Schemas, example: Example) -> JsonObject:
    names = [
        ("X-Request-Id", True),
        (VERSION_HEADER, True),
        ("Deprecation", route.deprecated is not None),
        ("Sunset", route.deprecated is not None),
        ("ETag", route.output_type is not None and not route.is_stream),
        ("Location", route.status in {201, 202}),
        ("Link", is_page(route.output_type)),
        ("Idempotency-Replayed", route.idempotency != "none"),
    ]
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name, applies in names if applies}
    response: JsonObject = {"description": route.summary, "headers": headers}
    if route.is_stream:
        stream = {"schema": describe_stream(route, schemas), "example": _plain(example.response)}
        response["content"] = {EVENT_STREAM: stream}
    elif route.output_type is not None:
        content = {"schema": schemas.of(route.output_type), "example": _plain(example.response)}
        response["content"] = {route.produces.partition(";")[0]: content, **dict(_alternatives(route, schemas))}
    return response


def _alternatives(route: Route, schemas: Schemas) -> Iterator[tuple[str, JsonObject]]:
    """Yield what else a successful answer may be sent as, by its media type."""
    for media_type, each in route.alternatives.items():
        yield media_type.partition(";")[0], {"schema": schemas.of(each.body_type), "example": _plain(each.example())}


def _others(route: Route, schemas: Schemas) -> dict[str, JsonObject]:
    """Describe the responses of other statuses that have the same body."""
    found = {}
    for status, example in route.also.items():
        answer = _success(route, schemas, example())
        headers = {name: header for name, header in answer["headers"].items() if name != "ETag"}
        found[str(status)] = {**answer, "description": HTTPStatus(status).phrase, "headers": headers}
    return found


def _failures(route: Route) -> dict[str, JsonObject]:
    """Describe the error responses by status: the edge's own errors and those that the route declares."""
    kinds: dict[str, Kind] = {}
    for error in [*_edge_errors(route), *route.errors]:
        kind = problems.kind_of(error)
        if error is errors.VersionConflict and route.needs_if_match:
            kind = problems.kind_of(problems.PreconditionFailed)
        kinds[kind.slug] = kind
    by_status: dict[str, list[Kind]] = {}
    for kind in sorted(kinds.values()):
        by_status.setdefault(str(kind.status), []).append(kind)
    not_modified = (
        {"304": {"description": "Not modified: the caller has the current representation"}}
        if _can_be_304(route)
        else {}
    )
    return {**not_modified, **{status: _failure(found, route) for status, found in by_status.items()}}


def _can_be_304(route: Route) -> bool:
    return route.method == "GET" and not route.is_stream


def _edge_errors(route: Route) -> Iterator[type[Exception]]:
    conditions: list[tuple[bool, list[type[Exception]]]] = [
        (not route.public, [errors.Unauthenticated, errors.TooManyRequests, errors.Unavailable]),
        (not route.public and route.name not in OPEN_TO_FORMER, [errors.NotAllowed]),  # who has left
        (bool(route.roles) or route.scope is not None, [errors.NotAllowed]),
        (route.scope is not None, [errors.InsufficientScope]),
        (bool(route.params), [errors.NotFound]),
        (True, [errors.InvalidInput, errors.SojournError]),
        (bool(route.body_types), [errors.BodyTooLarge, problems.UnsupportedMedia]),
        (route.idempotency != "none", [errors.StillRunning, errors.KeyReused]),
        (route.needs_if_match, [problems.PreconditionRequired]),
        (route.reads_if_match, [problems.PreconditionFailed]),
    ]
    for applies, found in conditions:
        yield from found if applies else ()


def _failure(kinds: list[Kind], route: Route) -> JsonObject:
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Request-Id", VERSION_HEADER)}
    if any(kind.retry_after is not None for kind in kinds):
        headers["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
    content: JsonObject = {
        "schema": {"$ref": REF.format(name="Problem")},
        "examples": {kind.slug: {"value": _problem_example(kind, route)} for kind in kinds},
    }
    return {
        "description": "; or: ".join(kind.title for kind in kinds),
        "headers": headers,
        "content": {problems.CONTENT_TYPE: content},
    }


def _problem_example(kind: Kind, route: Route) -> Any:
    instance = re.sub(r"{(\w+)}", lambda name: route.params[name.group(1)].example, route.path)
    example = Problem(
        type=problems.TYPE_PREFIX + kind.slug,
        title=kind.title,
        status=kind.status,
        detail=f"{kind.title}.",
        remedy=kind.remedy,
        instance=instance,
        request_id=REQUEST_ID,
    )
    return _plain(example)


def _plain(value: Any) -> Any:
    """Return `value` as a caller sees it."""
    return msgspec.json.decode(msgspec.json.encode(value))
