"""That a role counts only while the user pool says so, however good the token is that names it: at every operation that
rests on one, whoever tries; and that nobody who acts on what is their own waits for the pool."""

from collections.abc import Iterator

import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.route import Route
from chalicelib.domain.identity import Identity, Role
from chalicelib.workers import websocket
from tests.simulation.approvals import company
from tests.simulation.stages import booked, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.simulation.worlds import world
from tests.support.connection import Cut
from tests.support.gateway import Answered, call, example_path
from tests.support.people import person_of

ROUTES = {route.name: route for blueprint in BLUEPRINTS for route in blueprint.api_routes}
OF_ROLES = [route for route in ROUTES.values() if route.roles and Role.TRAVELLER not in route.roles]
OF_EVERYBODY = [route for route in ROUTES.values() if not route.public and route not in OF_ROLES]
EVERYTHING = person_of("clara", CLARA.name, *Role)
ASKED = "cognito-idp.AdminListGroupsForUser"


def size() -> tuple[int, int]:
    """How many operations rest on a role, by how a role does not hold: taken away, and the pool away."""
    return len(OF_ROLES), 2


of_roles = pytest.mark.parametrize("route", OF_ROLES, ids=lambda route: route.name)


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    with world() as made:
        company(made)
        yield made


@pytest.fixture
def nobody_holds_a_role(here: World) -> Iterator[World]:
    """Clara's token names every role; she has lost all but `traveller`."""
    here.wire.lost_roles["clara"] = frozenset(Role) - {Role.TRAVELLER}
    yield here
    here.wire.lost_roles.clear()


@pytest.fixture
def pool_is_away(here: World) -> Iterator[World]:
    here.wire.scissors = lambda made: Cut.UNREACHABLE if made.operation == ASKED else None
    yield here
    here.wire.scissors = None


def send(who: Identity, route: Route) -> Answered:
    return call(who, route.method, example_path(route), {} if route.body_type else None)


def questions(made: World) -> int:
    return sum(each.operation == ASKED for each in made.wire.calls)


@of_roles
def test_a_role_that_was_taken_away_allows_nothing(nobody_holds_a_role: World, route: Route) -> None:
    writes = nobody_holds_a_role.wire.tables.writes

    answer = send(EVERYTHING, route)

    assert (answer.status, answer.body["type"]) == (403, "urn:sojourn:problem:not-allowed")
    assert nobody_holds_a_role.wire.tables.writes - writes <= 1  # the call is counted


@of_roles
def test_nothing_rests_on_a_role_while_the_pool_cannot_be_asked(pool_is_away: World, route: Route) -> None:
    answer = send(EVERYTHING, route)

    assert (answer.status, answer.body["type"]) == (503, "urn:sojourn:problem:unavailable")
    assert int(answer.headers["Retry-After"]) > 0


@of_roles
def test_the_pool_is_asked_once_a_request(here: World, route: Route) -> None:
    before = questions(here)

    answer = send(EVERYTHING, route)

    assert answer.status not in {403, 503}
    assert questions(here) - before == 1


@pytest.mark.parametrize("route", OF_EVERYBODY, ids=lambda route: route.name)
def test_a_traveller_never_waits_for_the_pool(pool_is_away: World, route: Route) -> None:
    before = questions(pool_is_away)

    assert send(ANNA, route).status != 503
    assert questions(pool_is_away) == before


def test_who_has_a_role_reads_what_is_their_own_without_it(pool_is_away: World) -> None:
    booking_id = pool_is_away.ask(EVERYTHING)
    before = questions(pool_is_away)

    for path in (f"/v1/bookings/{booking_id}", "/v1/trips", "/v1/me", "/v1/consents"):
        assert call(EVERYTHING, "GET", path).status in {200, 404}, path
    assert questions(pool_is_away) == before


def test_an_approver_who_is_one_no_more_decides_nothing() -> None:
    with world() as made:
        booking_id = waiting_for_approval(made)
        approval = made.booking(booking_id).approval_request
        assert approval is not None
        body = {"decision": "approved", "approvalHash": approval.hash}
        made.wire.lost_roles["ben"] = frozenset({Role.APPROVER})

        assert call(BEN, "POST", f"/v1/bookings/{booking_id}/approval", body, idempotency_key="k").status == 404
        assert call(BEN, "GET", "/v1/approvals").body["items"] == []
        assert call(BEN, "GET", f"/v1/bookings/{booking_id}").status == 404

        made.wire.lost_roles.clear()
        assert call(BEN, "POST", f"/v1/bookings/{booking_id}/approval", body, idempotency_key="l").status == 200


def test_a_travel_manager_who_is_one_no_more_sees_nobodys_bookings_and_trips() -> None:
    with world() as made:
        booking = made.booking(booked(made))
        paths = [f"/v1/bookings/{booking.booking_id}", f"/v1/trips/{booking.trip_id}", "/v1/trips?userId=anna"]
        assert [call(CLARA, "GET", path).status for path in paths] == [200, 200, 200]

        made.wire.lost_roles["clara"] = frozenset({Role.TRAVEL_MANAGER})

        assert [call(CLARA, "GET", path).status for path in paths] == [404, 404, 403]


def test_a_connection_hears_by_a_role_only_while_it_is_held() -> None:
    with world() as made:
        booking_id = made.ask()
        clara, anna = made.listen(booking_id, CLARA), made.listen(booking_id)
        made.wire.lost_roles["clara"] = frozenset({Role.TRAVEL_MANAGER})
        made.run(60)
        heard = [to for to, said in made.wire.pushed if said["type"] == "event"]
        body = f'{{"action": "subscribe", "bookingId": "{booking_id}"}}'
        websocket.on_message({"requestContext": {"connectionId": clara}, "body": body})

        assert anna in heard
        assert clara not in heard
        assert made.wire.pushed[-1][1]["code"] == "not_found"
