"""What a program may call: at every operation with the scope that it names, with all the others, and with a person's
tokens of the wrong kind; generated from the routes."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.api.http.route import Route
from chalicelib.domain.authorization.operations import RIGHTS, Right
from chalicelib.domain.authorization.scopes import Scope, read_scopes
from chalicelib.domain.identity import Identity, Role
from tests.simulation.approvals import company
from tests.simulation.world import ANNA, CLARA, World
from tests.simulation.worlds import world
from tests.support.described import describe_api
from tests.support.gateway import Answered, call, example_path
from tests.support.people import program_of

ROUTES = {route.name: route for blueprint in BLUEPRINTS for route in blueprint.api_routes}
GUARDED = [route for route in ROUTES.values() if not route.public]
OPEN = [route for route in GUARDED if route.scope]
CLOSED = [route for route in GUARDED if not route.scope]
# Why no program may do what is left: whoever adds an operation says its scope, or finds it a reason here.
FOR_PEOPLE_ONLY = {
    "approving is a person's word": {"decide_approval", "list_approvals", "decide_notice_review"},
    "a supplier's notices are looked at by a person": {"list_notice_reviews", "get_notice_review"},
    "where somebody is, is shown to people who say why": {
        *("get_trip_progress", "stream_tracking", "list_positions", "get_track_summary", "list_position_looks"),
        *("list_my_positions", "get_my_track_summary", "get_tracking", "set_tracking", "delete_positions"),
        *("create_track_share", "list_track_shares", "get_track_share", "revoke_track_share"),
        *("create_geofence", "list_geofences", "get_geofence", "replace_geofence", "delete_geofence"),
        *("list_geofence_events", "list_my_geofence_events"),
        *("register_tracking_device", "list_tracking_devices", "get_tracking_device", "rename_tracking_device"),
        "revoke_tracking_device",
    },
    "what opens it for whoever has it is handed out to people": {
        *("create_trip_calendar", "get_trip_calendar", "revoke_trip_calendar"),
        *("create_my_calendar", "get_my_calendar", "revoke_my_calendar"),
        *("list_shares", "get_share", "put_share", "delete_share"),
    },
    "passports, documents and what is held about a person are theirs": {
        *("create_document", "list_documents", "get_document", "confirm_document", "create_download_link"),
        *("delete_document", "create_passenger", "list_passengers", "get_passenger", "replace_passenger"),
        *("delete_passenger", "list_accesses", "list_consents", "get_consent", "set_consent", "list_consent_history"),
        *("request_export", "get_export", "list_export_entries", "request_erasure", "get_erasure"),
    },
    "it cannot be taken back": {"delete_trip"},
    "a file is for people: programs page through the lists": {
        *("request_list_export", "list_list_exports", "get_list_export", "delete_list_export", "export_employees"),
    },
    "a person looks at what it would change, before it does": {
        *("preview_employee_import", "get_employee_import", "list_employee_import_rows", "apply_employee_import"),
    },
    "it talks with a person": {
        *("send_assistant_message", "stream_assistant_message", "stream_conversation", "list_conversations"),
        *("get_conversation", "list_conversation_messages", "delete_conversation"),
    },
    "what the company allows is decided by people": {
        *("publish_policy", "create_policy_document", "delete_policy_document", "create_policy_document_version"),
        *("delete_policy_document_version", "confirm_policy_document_version", "set_budget"),
        *("create_policy_document_download_link", "stream_policy_document_events"),
    },
    "programs send their token in a header, wherever they connect": {"create_ticket"},
    "it is about who signed in": {"stream_my_events", "get_me", "get_my_employee", "set_delegate", "remove_delegate"},
    "it helps somebody who fills in a form": {
        *("find_colleagues", "geocode", "reverse_geocode", "list_nearest_airports", "get_time_zone", "plan_route"),
    },
    "an operator looks first": {"list_compensations", "get_compensation", "retry_compensation"},
}
EVERY_SCOPE = program_of("a-bot", *Scope)


def size() -> tuple[int, int]:
    """How many operations, by how many callers: people, and programs with each scope and with none."""
    return len(GUARDED), len(Scope) + 2


def named(routes: list[Route]) -> Any:
    return pytest.mark.parametrize("route", routes, ids=lambda route: route.name)


@pytest.fixture(scope="module")
def here() -> Iterator[World]:
    with world() as made:
        company(made)
        made.wire.lost_roles["anna"] = frozenset(Role) - {Role.TRAVELLER}
        yield made


def send(who: Identity, route: Route, **headers: str) -> Answered:
    return call(who, route.method, example_path(route), {} if route.body_type else None, **headers)


def is_let_in(answer: Answered) -> bool:
    """Whether somebody got as far as the operation itself, whatever it made of an example's ids and an empty body."""
    assert answer.status not in {401, 429}, answer.text
    assert answer.status < 500 or answer.body["type"] == "urn:sojourn:problem:unavailable", answer.text
    return answer.status != 403 and "/Act-For" not in answer.text


def assert_lacks(answer: Answered, scope: Scope) -> None:
    """As RFC 6750 has it; and in the body, since a gateway may rename that header."""
    assert (answer.status, answer.body["type"]) == (403, "urn:sojourn:problem:insufficient-scope")
    assert answer.body["scope"] == scope.qualified
    assert answer.headers["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{scope.qualified}"'


def test_every_operation_has_a_scope_or_says_why_it_is_for_people_only() -> None:
    listed = [name for names in FOR_PEOPLE_ONLY.values() for name in names]

    assert sorted(listed) == sorted(route.name for route in CLOSED)


def test_every_scope_opens_something_but_the_one_for_naming_people() -> None:
    assert {route.scope for route in OPEN} == set(Scope) - {Scope.ACT_FOR}


def test_no_scope_to_read_opens_what_writes() -> None:
    reading = {scope for scope in Scope if scope.value.endswith(".read")}

    assert {route.name for route in OPEN if route.scope in reading and route.method != "GET"} == set()


def test_no_program_decides_on_an_approval_or_by_a_role_of_people_beyond_its_records() -> None:
    of_roles = {Right.DECIDE, Right.OPERATOR, Right.MANAGER}
    written = {name for name, right in RIGHTS.items() if right in of_roles and ROUTES[name].scope}

    assert {ROUTES[name].scope for name in written} == {Scope.EMPLOYEES_WRITE, Scope.WEBHOOKS_WRITE}


@named(CLOSED)
def test_what_is_for_people_only_refuses_a_program_with_every_scope_whoever_it_acts_for(
    here: World, route: Route
) -> None:
    for headers in ({}, {"act_for": ANNA.user_id}):
        answer = send(EVERY_SCOPE, route, **headers)

        assert (answer.status, answer.body["detail"]) == (
            403,
            "No program may do this: it takes a person who signs in.",
        )


@named(OPEN)
def test_a_program_needs_the_scope_of_the_operation_and_no_other_will_do(here: World, route: Route) -> None:
    assert route.scope is not None
    others = program_of("a-bot", *(scope for scope in Scope if scope is not route.scope))

    for who in (others, program_of("a-bot")):
        for headers in ({}, {"act_for": ANNA.user_id}):
            answer = send(who, route, **headers)

            assert_lacks(answer, route.scope)
            assert answer.body["detail"].startswith(f"This needs the scope {route.scope.qualified}:")


@named(OPEN)
def test_a_program_acts_as_itself_by_the_scope_alone_but_never_for_nobody(here: World, route: Route) -> None:
    assert route.scope is not None
    answer = send(program_of("a-bot", route.scope), route)

    assert is_let_in(answer) is not route.scope.needs_person
    if route.scope.needs_person:
        assert answer.status == 400
        assert answer.body["errors"][0]["pointer"] == "/Act-For"


@named(OPEN)
def test_a_program_that_names_a_person_has_that_persons_roles_and_no_more(here: World, route: Route) -> None:
    assert route.scope is not None
    who = program_of("a-bot", route.scope, Scope.ACT_FOR)
    is_for_managers = bool(route.roles) and route.name != "create_booking"

    assert is_let_in(send(who, route, act_for=CLARA.user_id))
    assert is_let_in(send(who, route, act_for=ANNA.user_id)) is not is_for_managers


@named(OPEN)
def test_nobody_names_a_person_without_the_scope_for_it(here: World, route: Route) -> None:
    assert route.scope is not None

    for who in (program_of("a-bot", route.scope), ANNA, CLARA):
        answer = send(who, route, act_for="ben")

        assert answer.status == 403
        assert "act for anybody else" in answer.body["detail"]
        if who.is_program:
            assert_lacks(answer, Scope.ACT_FOR)


def test_the_description_says_which_scope_opens_an_operation() -> None:
    paths = describe_api()["paths"]
    for route in GUARDED:
        said = paths[route.path][route.method.lower()]
        of_programs = [each["programs"] for each in said["security"] if "programs" in each]

        assert of_programs == ([[route.scope.qualified]] if route.scope else [])
        assert ("Not open to programs." in said["description"]) is (route.scope is None)


def test_scopes_are_read_as_a_user_pool_and_as_other_issuers_write_them() -> None:
    expected = frozenset({Scope.TRIPS_READ, Scope.ACT_FOR})

    assert read_scopes("sojourn/trips.read openid sojourn/act-for other/trips.write") == expected
    assert read_scopes(["trips.read", "act-for", "admin", 7]) == expected
    assert read_scopes(None) == frozenset()
