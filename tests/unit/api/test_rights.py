"""That every operation which changes something says by which right, and that it is refused once that right has ended:
generated from the routes, the workflow's steps and the messages of a WebSocket."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.route import Route
from chalicelib.domain.authorization.operations import OPEN_TO_FORMER, RIGHTS, SOCKET_RIGHTS, STEP_RIGHTS, Right
from chalicelib.domain.identity import Identity, Role
from chalicelib.workers import websocket
from infra.booking_workflow import STATES
from tests.simulation.approvals import company
from tests.simulation.world import ANNA, CLARA, World
from tests.simulation.worlds import world
from tests.support.gateway import call, example_path

ROUTES = {route.name: route for blueprint in BLUEPRINTS for route in blueprint.api_routes}
OF_PEOPLE = [route for route in ROUTES.values() if not route.public]
CLOSED = [route for route in OF_PEOPLE if route.name not in OPEN_TO_FORMER]
OF_ROLES = [route for route in OF_PEOPLE if RIGHTS.get(route.name) in {Right.MANAGER, Right.OPERATOR}]
STEPS = {state["Parameters"]["FunctionName"][2:-1] for state in STATES.values() if state["Type"] == "Task"}
MESSAGES = {kind.__struct_config__.tag: kind for kind in get_args(websocket.Message)}

named = pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.name)


def size() -> tuple[int, int]:
    """How many operations and messages, by how many ways in which a right ends: leaving, and a role. Arrangements,
    profiles, erasures and delegations end in the tests of `services/authorization`, where they are used."""
    return len(OF_PEOPLE) + len(MESSAGES), 2


def test_every_operation_that_changes_something_names_its_right() -> None:
    writing = {name for name, route in ROUTES.items() if route.method != "GET"}

    assert set(RIGHTS) == writing
    assert set(ROUTES) >= OPEN_TO_FORMER
    for name, right in RIGHTS.items():
        assert ROUTES[name].public is (right in {Right.SIGNATURE, Right.DEVICE}), name
        assert (right in {Right.MANAGER, Right.OPERATOR}) is (bool(ROUTES[name].roles) and name != "create_booking"), (
            name
        )


def test_every_step_of_the_workflow_names_what_it_asks() -> None:
    assert set(STEP_RIGHTS) == STEPS


def test_every_message_names_its_right() -> None:
    assert set(SOCKET_RIGHTS) == set(MESSAGES)


@pytest.fixture(scope="module")
def without_anna() -> Iterator[World]:
    """A company that Anna has left, though her token is good; and she was everything in it."""
    with world() as made:
        company(made)
        assert call(CLARA, "DELETE", "/v1/employees/anna").status == 204
        yield made


ALL_ROLES = Identity(
    user_id="anna",
    email=ANNA.email,
    name=ANNA.name,
    groups=frozenset({"traveller", "approver", "travel-manager", "operator"}),
)


@named
def test_who_has_left_does_and_sees_nothing(without_anna: World, route: Route) -> None:
    writes = without_anna.wire.tables.writes
    answer = call(ALL_ROLES, route.method, example_path(route), {} if route.body_type else None)

    assert (answer.status, answer.body["type"]) == (403, "urn:sojourn:problem:not-allowed")
    assert "deactivated" in answer.body["detail"]
    assert without_anna.wire.tables.writes == writes


@pytest.mark.parametrize("name", sorted(OPEN_TO_FORMER))
def test_who_has_left_may_still_ask_for_their_own_data_and_nobody_elses(without_anna: World, name: str) -> None:
    route = ROUTES[name]
    mine = call(ALL_ROLES, route.method, example_path(route), {} if route.body_type else None)

    assert mine.status != 403
    if name in {"request_export", "request_erasure"}:
        assert call(ALL_ROLES, "POST", route.path, {"userId": "ben"}).status == 403


@pytest.mark.parametrize("kind", sorted(MESSAGES))
def test_who_has_left_hears_nothing_by_a_connection_that_is_open(kind: str) -> None:
    example: dict[str, Any] = {
        "bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7",
        "idempotencyKey": "k",
        "body": {"request": "to Rome"},
    }
    example |= {"message": "a day later", "userId": "clara"}
    with world() as made:
        company(made)
        connection = made.listen(made.ask())
        assert call(CLARA, "DELETE", "/v1/employees/anna").status == 204
        fields = {each.encode_name for each in msgspec.structs.fields(MESSAGES[kind])}
        body = {"action": kind, **{key: value for key, value in example.items() if key in fields}}
        websocket.on_message({"requestContext": {"connectionId": connection}, "body": json.dumps(body)})

    _, said = made.wire.pushed[-1]
    assert (said["type"], said["code"]) == ("error", "not_allowed")


@pytest.mark.parametrize("route", OF_ROLES, ids=lambda route: route.name)
def test_who_has_lost_a_role_does_nothing_by_it(without_anna: World, route: Route) -> None:
    """The token names the role still; tests/unit/api/test_lost_roles.py has more of this."""
    clara = msgspec.structs.replace(ALL_ROLES, user_id="clara", email=CLARA.email, name=CLARA.name)
    without_anna.wire.lost_roles["clara"] = frozenset({Role.TRAVEL_MANAGER, Role.OPERATOR, Role.APPROVER})
    answer = call(clara, route.method, example_path(route), {} if route.body_type else None)
    without_anna.wire.lost_roles.clear()

    assert (answer.status, answer.body["type"]) == (403, "urn:sojourn:problem:not-allowed")
