"""An If-Match that is no ETag is told from one that somebody else's change has overtaken, by every operation that reads
one; generated from the routes."""

from collections.abc import Iterator

import msgspec
import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.route import Route
from chalicelib.domain.identity import Role
from tests.simulation.world import CLARA, World
from tests.simulation.worlds import world
from tests.support.gateway import call, example_path

ROUTES = [route for blueprint in BLUEPRINTS for route in blueprint.api_routes if route.reads_if_match]
EVERYBODY = msgspec.structs.replace(CLARA, groups=frozenset(Role))


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    with world() as made:
        made.wire.lost_roles["clara"] = frozenset()
        yield made


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_an_etag_without_its_quotes_is_explained(here: World, route: Route) -> None:
    body = msgspec.to_builtins(route.example().request) if route.body_type else None

    answer = call(EVERYBODY, route.method, example_path(route), body, if_match="v3")

    assert answer.status == 400, answer.text
    assert answer.body["errors"] == [
        {"pointer": "/If-Match", "detail": 'Send the ETag as it was answered, its quotes included: such as "v3".'}
    ]
