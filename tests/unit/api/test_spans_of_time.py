"""Every operation that takes two days or moments takes them in any order: what ends before it begins is refused, or
holds nothing, and breaks nothing. The operations are those that are registered."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import permutations
from typing import Any, get_args
from urllib.parse import urlencode

import msgspec
import pytest

import app
from chalicelib.api.http.route import Route
from chalicelib.api.http.routing import Endpoint
from tests.unit.api.shipped import Shipped

READING: dict[str, Route] = {
    f"GET {path}": methods["GET"].view_function.route
    for path, methods in app.app.routes.items()
    if "GET" in methods and isinstance(methods["GET"].view_function, Endpoint)
}
SAMPLES = {datetime: ("2027-03-04T11:30:00Z", "2027-03-03T08:15:00Z"), date: ("2027-03-04", "2027-03-03")}


def times_of(route: Route) -> list[tuple[str, tuple[str, str]]]:
    """The parameters of a route that are days or moments, with a later and an earlier one."""
    if route.query_type is None:
        return []
    found = ((field.encode_name, set(plain_types(field.type))) for field in msgspec.structs.fields(route.query_type))
    return [(name, samples) for name, kinds in found for kind, samples in SAMPLES.items() if kind in kinds]


def plain_types(wanted: Any) -> Iterator[Any]:
    """The types that a union is of, and those that are annotated."""
    if hasattr(wanted, "__metadata__"):
        yield from plain_types(wanted.__origin__)
    elif get_args(wanted):
        for each in get_args(wanted):
            yield from plain_types(each)
    else:
        yield wanted


SPANNED = {name: route for name, route in READING.items() if len(times_of(route)) > 1}


@pytest.mark.parametrize("name", SPANNED)
def test_a_time_that_ends_before_it_begins_breaks_nothing(name: str, shipped: Shipped) -> None:
    route = SPANNED[name]
    path = route.path
    for param_name, param in route.params.items():
        path = path.replace(f"{{{param_name}}}", param.example)

    for (first, (later, _)), (second, (_, earlier)) in permutations(times_of(route), 2):
        query = urlencode({first: later, second: earlier, "reason": "a delay"})
        query = query if "reason" in route.query_type.__struct_fields__ else query.rpartition("&")[0]
        answer = shipped.through_gateway("GET", f"{path}?{query}", claims=shipped.claims)
        assert answer["statusCode"] < 500, (query, answer["body"])


def test_operations_with_spans_are_found() -> None:
    assert {"GET /v1/me/geofence-events", "GET /v1/me/positions", "GET /v1/bookings", "GET /v1/trips"} <= SPANNED.keys()
