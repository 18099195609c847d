"""The assistant's tools: each takes plain JSON, asks as whoever opened the box, and returns what they may see."""

from typing import Any

import msgspec
import pytest

from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.identity import Identity
from chalicelib.domain.value import JsonObject
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chalicelib.services.assistant.tools import TOOLS, open_toolbox
from chalicelib.services.budgets import budgets
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.unit.policy_samples import euros
from tests.unit.services.assistant.policy_shelf import HANDBOOK, Shelf

NOBODYS_BOOKING = "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE"
_PEOPLE_WORDS = ("user", "employee", "person", "traveller", "requester", "identity", "owner")


def ask(who: Identity, tool: str, **arguments: Any) -> JsonObject:
    return open_toolbox(who, Shelf()).run(tool, arguments)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_tool_takes_nobody_and_nothing_unknown(tool: str) -> None:
    schema = TOOLS[tool].describe_input()
    (definition,) = [each for name, each in schema["$defs"].items() if name == TOOLS[tool].input_type.__name__]

    assert definition["additionalProperties"] is False
    assert not [field for field in definition["properties"] if any(word in field.lower() for word in _PEOPLE_WORDS)]
    with pytest.raises(InvalidInput) as refused:
        open_toolbox(ANNA, Shelf()).run(tool, {"userId": "david"})
    assert "/userId" in [error.pointer for error in refused.value.errors]


def test_an_unknown_tool_and_wrong_arguments_are_refused_with_pointers() -> None:
    with pytest.raises(NotFound):
        ask(ANNA, "publish_policy")
    with pytest.raises(InvalidInput) as refused:
        ask(ANNA, "search_policy", question="", limit=99)

    assert {error.pointer for error in refused.value.errors} == {"/question", "/limit"}


def test_search_hands_out_the_words_that_it_found() -> None:
    box = open_toolbox(ANNA, Shelf())

    found = box.run("search_policy", {"question": "hotel in London"})

    first = found["sections"][0]
    assert first["section"] == "3.1 Hotels"
    assert box.citations[first["quoteHandle"]].quote == HANDBOOK[0].text.split("\n\n")[0] == first["quote"]


def test_own_trips_and_bookings_are_found_and_nobody_elses(world: World) -> None:
    booking_id = booked(world)
    trip_id = world.booking(booking_id).trip_id

    mine = ask(ANNA, "list_trips")["trips"]
    assert [each["tripId"] for each in mine] == [trip_id]
    assert [each["bookingId"] for each in ask(ANNA, "list_bookings")["bookings"]] == [booking_id]
    assert ask(ANNA, "get_trip", tripId=trip_id)["items"][0]["kind"] == "flight"
    assert ask(DAVID, "list_trips")["trips"] == ask(DAVID, "list_bookings")["bookings"] == []
    for tool, arguments in (("get_trip", {"tripId": trip_id}), ("get_booking", {"bookingId": booking_id})):
        with pytest.raises(NotFound):
            ask(DAVID, tool, **arguments)


def test_what_waits_for_approval_is_shown_to_its_approver_alone(world: World) -> None:
    booking_id = waiting_for_approval(world)

    assert [each["bookingId"] for each in ask(BEN, "list_approvals")["approvals"]] == [booking_id]
    assert ask(ANNA, "list_approvals")["approvals"] == []


@pytest.mark.usefixtures("world")
def test_a_budget_is_for_approvers_and_managers() -> None:
    centre = {"costCentre": "GENERAL", "period": "2027"}
    budgets.set_budget(CLARA, BudgetKey("GENERAL", "2027"), euros(5_000), None, expected=None)

    with pytest.raises(NotAllowed):
        ask(ANNA, "get_budget", **centre)
    assert ask(CLARA, "get_budget", **centre)["remaining"] == {"amount": 500_000, "currency": "EUR"}


def test_only_what_may_be_done_now_is_offered(world: World) -> None:
    booking_id = planned(world)
    option = world.booking(booking_id).options[0]
    box = open_toolbox(ANNA, Shelf())

    offered = box.run("propose_action", {"action": "cancel", "bookingId": booking_id})

    action = box.actions[offered["actionHandle"]]
    assert (action.operation, action.href) == ("cancel_booking", f"/v1/bookings/{booking_id}/cancellation")
    chosen = ask(ANNA, "propose_action", action="select", bookingId=booking_id, optionId=option.option_id)
    assert chosen["title"] == "Select this option"
    for arguments in ({"action": "approve", "bookingId": booking_id}, {"action": "select", "bookingId": booking_id}):
        with pytest.raises(Conflict):
            ask(ANNA, "propose_action", **arguments)
    with pytest.raises(NotFound):
        ask(DAVID, "propose_action", action="cancel", bookingId=booking_id)
    with pytest.raises(InvalidInput):
        ask(ANNA, "propose_action", action="cancel")


def test_results_are_plain_json(world: World) -> None:
    booking_id = planned(world)

    for tool, arguments in (("get_booking", {"bookingId": booking_id}), ("list_documents", {})):
        found = ask(ANNA, tool, **arguments)
        assert msgspec.json.decode(msgspec.json.encode(found)) == found
