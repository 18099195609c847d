"""Every answer that names a thing says what can be done with it, and only what can be done."""

from collections.abc import Sequence
from typing import Any

import pytest
from chalice.app import Chalice

import app
from chalicelib.api.http.route import Links, Route
from chalicelib.api.http.routing import Answer, ApiBlueprint, Call, Endpoint, Example, PathParam, links_to
from chalicelib.api.openapi import document as openapi_document
from chalicelib.domain.bookings.booking import MOVES, BookingStatus
from tests.support.described import describe_api
from tests.unit.api.harness import Api

Json = dict[str, Any]
pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture
def document() -> Json:
    return describe_api()


def shipped() -> Chalice:
    return app.app


def operations(document: Json) -> dict[str, Json]:
    return {each["operationId"]: each for path in document["paths"].values() for each in path.values()}


def success(operation: Json) -> Json:
    return dict(next(iter(operation["responses"].values())))


def links(document: Json, operation_id: str) -> Json:
    return dict(success(operations(document)[operation_id]).get("links", {}))


def parameters(document: Json, operation_id: str) -> dict[str, Json]:
    shared = document["components"]["parameters"]
    given = operations(document)[operation_id]["parameters"]
    found = [shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in given]
    return {each["name"]: each for each in found}


def is_found_in(example: Any, pointer: str) -> bool:
    """Whether a JSON pointer leads to something, or to a null or the end of a list on its way."""
    for step in pointer.removeprefix("/").split("/"):
        if example is None or example == []:
            return True
        if isinstance(example, list):
            example = example[int(step)]
        elif step in example:
            example = example[step]
        else:
            return False
    return True


def test_every_link_fills_the_path_of_an_operation_with_what_its_answer_has(document: Json) -> None:
    for name, operation in operations(document).items():
        body = success(operation).get("content", {}).get("application/json", {}).get("example")
        for link in links(document, name).values():
            target = parameters(document, link["operationId"])
            in_path = {each for each, parameter in target.items() if parameter["in"] == "path"}

            assert in_path <= link["parameters"].keys() <= target.keys()
            for expression in [*link["parameters"].values(), *link.get("x-request-body", {}).values()]:
                source, _, at = expression.partition("#")
                assert source != "$response.body" or is_found_in(body, at), (name, expression)
                asked_for = expression.rpartition(".")[2]
                assert not expression.startswith("$request.") or asked_for in parameters(document, name)


def test_what_is_made_can_be_read_changed_and_removed(document: Json) -> None:
    found = links(document, "create_item")

    assert {"get_item", "replace_item", "update_item", "delete_item"} <= found.keys()
    assert found["get_item"]["parameters"] == {"itemId": "$response.body#/itemId"}
    assert found["update_item"]["parameters"]["If-Match"] == "$response.header.ETag"


def test_a_list_leads_to_its_items_and_to_its_next_page_under_the_same_filters(document: Json) -> None:
    found = links(document, "list_items")

    assert found["get_item"]["parameters"] == {"itemId": "$response.body#/items/0/itemId"}
    assert found["next_page"]["operationId"] == "list_items"
    assert found["next_page"]["parameters"] == {
        "limit": "$request.query.limit",
        "cursor": "$response.body#/nextCursor",
        "status": "$request.query.status",
        "tripId": "$request.query.tripId",
    }


def test_an_option_that_was_offered_can_be_chosen(document: Json) -> None:
    assert links(document, "get_booking")["select_option"]["x-request-body"] == {
        "optionId": "$response.body#/options/0/optionId"
    }


def test_a_word_out_of_a_few_is_not_taken_from_an_answer(document: Json) -> None:
    found = links(document, "get_booking")

    assert "x-request-body" not in found["create_quote"]  # an approval has a `kind`, too
    assert "x-request-body" not in found["decide_approval"]  # so was decided on a supplier's change


def test_the_version_of_one_thing_is_not_taken_for_that_of_another(document: Json) -> None:
    assert "If-Match" not in links(document, "get_timeline")["replace_trip"]["parameters"]
    assert links(document, "get_share")["put_share"]["parameters"]["If-Match"] == "$response.header.ETag"


def test_another_kind_of_thing_is_read_by_its_id_and_nothing_more(document: Json) -> None:
    found = links(document, "get_booking")

    assert "get_trip" in found
    assert not {"cancel_trip", "delete_trip", "get_consent"} & found.keys()


def test_no_name_in_the_document_reveals_where_the_code_lies(document: Json) -> None:
    assert not [name for name in document["components"]["schemas"] if "chalicelib" in name]
    assert {"TravelDocumentView", "DocumentView"} <= document["components"]["schemas"].keys()


def test_what_must_be_opened_first_is_led_to_only_from_there(document: Json) -> None:
    assert {"get_trip_calendar", "revoke_trip_calendar"} <= links(document, "create_trip_calendar").keys()
    assert "create_trip_calendar" in links(document, "create_trip")
    assert not {"get_trip_calendar", "revoke_trip_calendar"} & links(document, "create_trip").keys()


def test_what_is_cancelled_is_read_or_removed_and_no_more(document: Json) -> None:
    assert {"get_booking", "list_audit_entries", "verify_audit", "stream_booking_events", "list_receipts"} == set(
        links(document, "cancel_booking")
    )
    assert {"get_trip", "delete_trip", "get_timeline", "list_shares"} == set(links(document, "cancel_trip"))


@pytest.mark.parametrize("name", ["create_quote", "get_quote", "confirm_quote", "list_receipts"])
def test_what_is_bought_leads_to_no_choice_and_no_approval(document: Json, name: str) -> None:
    before = {"select_option", "decide_approval", "recall_booking", "revise_booking", "cancel_booking"}

    assert {"get_booking", "list_audit_entries"} <= set(links(document, name))
    assert not before & set(links(document, name))


def test_what_comes_later_in_the_life_of_a_booking_is_led_to(document: Json) -> None:
    assert {"decide_approval", "revise_booking", "create_quote"} <= set(links(document, "select_option"))
    assert {"create_quote", "list_receipts"} <= set(links(document, "confirm_quote"))


def test_operators_are_not_led_to_journeys_nor_travellers_to_their_work(document: Json) -> None:
    assert set(links(document, "get_compensation")) == {"retry_compensation"}
    assert "get_compensation" not in links(document, "get_booking")


def test_a_list_of_people_leads_to_the_one_listed_and_not_to_their_delegate(document: Json) -> None:
    assert links(document, "list_employees")["get_employee"]["parameters"] == {
        "userId": "$response.body#/items/0/userId"
    }


def test_everything_in_an_answer_that_a_link_takes_is_in_its_schema(document: Json) -> None:
    for name, operation in operations(document).items():
        schema = success(operation).get("content", {}).get("application/json", {}).get("schema", {})
        for link in links(document, name).values():
            for expression in [*link["parameters"].values(), *link.get("x-request-body", {}).values()]:
                source, _, pointer = expression.partition("#")
                assert source != "$response.body" or is_described(document, schema, pointer), (name, expression)


def is_described(document: Json, schema: Json, pointer: str) -> bool:
    """Whether `schema` has something where `pointer` leads."""
    for step in pointer.removeprefix("/").split("/"):
        found = resolved(document, schema)
        inner = found.get("items") if step.isdigit() else found.get("properties", {}).get(step)
        if inner is None:
            return False
        schema = inner
    return True


def resolved(document: Json, schema: Json) -> Json:
    """`schema` behind its reference, and without the null that it may be."""
    members = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
    if len(members) == 1:
        return resolved(document, members[0])
    name = schema.get("$ref", "").rpartition("/")[2]
    return dict(document["components"]["schemas"][name]) if name else schema


def test_every_operation_on_one_thing_is_led_to_from_somewhere(document: Json) -> None:
    led_to = {link["operationId"] for name in operations(document) for link in links(document, name).values()}
    takes_id = {name for path, methods in document["paths"].items() if "{" in path for name in ids(methods)}

    # A calendar's address is a secret, and suppliers know their own without being told.
    assert takes_id - led_to == {"read_calendar", "receive_notice"}


def ids(methods: Json) -> list[str]:
    return [operation["operationId"] for operation in methods.values()]


def test_no_link_leads_back_in_the_life_of_a_booking() -> None:
    routes = routes_by_name()
    for route in routes.values():
        for target in {name for group in route.links for name in group.operations}:
            statuses = routes[target].statuses
            assert not route.statuses or not statuses or not ahead(route.statuses).isdisjoint(statuses), (
                route.name,
                target,
            )


def routes_by_name() -> dict[str, Route]:
    views = [entry.view_function for methods in shipped().routes.values() for entry in methods.values()]
    return {view.route.name: view.route for view in views if isinstance(view, Endpoint)}


def ahead(statuses: Sequence[BookingStatus]) -> set[BookingStatus]:
    """`statuses` and all that a booking may come to from there."""
    found: set[BookingStatus] = set()
    more = set(statuses)
    while more:
        found |= more
        more = {after for status in more for after in MOVES[status]} - found
    return found


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (links_to("burn_note", noteId="/noteId"), "buy_note leads to burn_note, which is no operation"),
        (links_to("read_note"), "buy_note leads to read_note and does not say where its noteId stands"),
        (links_to("read_note", noteId="/noteId", pageId="/pageId"), "leads to read_note, which takes no pageId"),
    ],
)
def test_a_declaration_that_does_not_fit_is_refused(declared: Links, said: str) -> None:
    notes = ApiBlueprint("notes", tag="Notes")

    @notes.route("/v1/notes", method="POST", summary="Buy a note", links=[declared], example=Example)
    def buy_note(call: Call[None, None]) -> Answer[None]:
        return Answer(None)

    @notes.route("/v1/notes/{noteId}", summary="One note", params=_NOTE, example=Example)
    def read_note(call: Call[None, None]) -> Answer[None]:
        return Answer(None)

    with pytest.raises(LookupError, match=said):
        openapi_document.build_document(Api(notes).app)


_NOTE = {"noteId": PathParam("[a-z]+", "The note's id", "groceries")}


def test_who_has_said_why_they_look_says_it_again_with_every_link(document: Json) -> None:
    asked = {name for name in operations(document) if "reason" in parameters(document, name)}
    followed = {
        (name, link): each["parameters"].get("reason")
        for name in asked
        for link, each in links(document, name).items()
        if each["operationId"] in asked
    }

    assert {("list_positions", "get_track_summary"), ("get_track_summary", "list_positions")} <= followed.keys()
    assert set(followed.values()) == {"$request.query.reason"}
