"""Where an answer leads: OpenAPI links to the operations that its route declares, filled from the exchange.

Operations that several resources lead to are named here once, by what they take the id of.
"""

from collections.abc import Mapping, Sequence

from chalicelib.api.http.calls import is_page
from chalicelib.api.http.route import Links, Route
from chalicelib.domain.value import JsonObject

REASON = "reason"
"""Why somebody's position is looked at: who has said it says it again with what they look at next."""

BODY = "x-request-body"
"""Which fields of the next request stand where in an answer. OpenAPI's own `requestBody` is one value or one
expression, and generators refuse an object of expressions."""

BOOKING_RECORDS = ("get_booking", "list_audit_entries", "verify_audit", "list_receipts", "stream_booking_events")
"""What can be read of a booking, whatever has become of it."""

BOUGHT_BOOKING_OPERATIONS = (*BOOKING_RECORDS, "create_quote")
"""What there is to do with a booking that is bought: nothing is chosen or approved any more."""

OPEN_BOOKING_OPERATIONS = (
    *BOUGHT_BOOKING_OPERATIONS,
    "select_option",
    "decide_approval",
    "recall_booking",
    "revise_booking",
    "cancel_booking",
    "send_message",
)
"""What there is, or may come to be, to do with a booking that is not bought yet."""

TRIP_OPERATIONS = (
    "get_trip",
    "replace_trip",
    "update_trip",
    "delete_trip",
    "cancel_trip",
    "get_timeline",
    "get_trip_progress",
    "list_shares",
    "create_trip_calendar",
)


def add_links(document: JsonObject, routes: Sequence[Route]) -> None:
    """Put `links` into each successful response of `document` whose route leads anywhere.

    Raises LookupError for a declaration that does not fit: an operation that is not there, or an id that it takes and
    nobody gives.
    """
    by_name = {route.name: route for route in routes}
    for route in routes:
        operation = document["paths"][route.path][route.method.lower()]
        found = {name: link for group in route.links for name, link in _links(route, group, by_name)}
        if is_page(route.output_type) and (filters := _filters(operation)):
            found["next_page"] = _next_page(route, filters)
        if found:
            operation["responses"][str(route.status)]["links"] = found


def _links(route: Route, group: Links, by_name: Mapping[str, Route]) -> list[tuple[str, JsonObject]]:
    """Return the links of a group by the operations they lead to; one that names the operation itself is left out, so
    that all operations on a thing can be declared as one."""
    unknown = sorted(set(group.operations) - by_name.keys())
    if unknown:
        raise LookupError(f"{route.name} leads to {', '.join(unknown)}, which is no operation")
    return [(name, _link(route, group, by_name[name])) for name in group.operations if name != route.name]


def _link(route: Route, group: Links, target: Route) -> JsonObject:
    parameters = {name: _source_of(name, route, group, target) for name in target.params}
    unused = sorted(group.ids.keys() - parameters.keys())
    if unused:
        raise LookupError(f"{route.name} leads to {target.name}, which takes no {', '.join(unused)}")
    if group.etag and target.needs_if_match:
        parameters["If-Match"] = "$response.header.ETag"
    if _takes_reason(route) and _takes_reason(target):
        parameters[REASON] = f"$request.query.{REASON}"
    link: JsonObject = {"operationId": target.name, "description": target.summary, "parameters": parameters}
    if target.name in group.bodies:
        link[BODY] = {name: _in_answer(at) for name, at in group.bodies[target.name].items()}
    return link


def _takes_reason(route: Route) -> bool:
    return route.query_type is not None and REASON in route.query_type.__struct_fields__


def _source_of(name: str, route: Route, group: Links, target: Route) -> str:
    """Return where the path parameter `name` of `target` stands: in the answer as declared, else in the request's own
    path."""
    if name in group.ids:
        return _in_answer(group.ids[name])
    if name not in route.params:
        raise LookupError(f"{route.name} leads to {target.name} and does not say where its {name} stands")
    return f"$request.path.{name}"


def _in_answer(pointer: str) -> str:
    return f"$response.body#{pointer}"


def _filters(operation: JsonObject) -> list[str]:
    """Return the parameters of an operation's query, if it is a list with further pages; else none."""
    names = [each["name"] for each in operation["parameters"] if each.get("in") == "query"]
    return names if "cursor" in names else []


def _next_page(route: Route, filters: Sequence[str]) -> JsonObject:
    """Return the same list with the same filters, from where the answer ends."""
    same_path = {name: f"$request.path.{name}" for name in route.params}
    same_query = {name: f"$request.query.{name}" for name in filters}
    return {
        "operationId": route.name,
        "description": "The next page, unless `nextCursor` is null",
        "parameters": {**same_path, **same_query, "cursor": _in_answer("/nextCursor")},
    }
