"""Answers about one's own things: from the rows that one may see, with links and with actions that are open now."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.assistant.answer import ActionLink, Answer, AnswererKind, AnswerOutcome
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.services import employees
from chalicelib.services.assistant.extractive import ExtractiveAnswerer
from chalicelib.services.assistant.tools import open_toolbox
from chalicelib.services.assistant.verification import verify_answer
from chalicelib.services.budgets import budgets
from tests.simulation.stages import booked, planned, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.gateway import call
from tests.unit.policy_samples import euros
from tests.unit.services.assistant.policy_shelf import Shelf


def ask(who: Identity, question: str) -> Answer:
    box = open_toolbox(who, Shelf())
    answer = ExtractiveAnswerer().answer(question, (), box)
    assert verify_answer(answer, box) == answer
    assert answer.answered_by is AnswererKind.EXTRACTIVE
    return answer


def text_of(answer: Answer) -> str:
    return "\n".join(each.text for each in answer.paragraphs)


def send(who: Identity, action: ActionLink) -> Any:
    """Send an action as its reader would."""
    return call(who, action.method, action.href, action.body, Idempotency_Key="from-the-assistant")


def test_next_trip_is_listed_with_its_items_and_a_link(world: World) -> None:
    trip_id = world.booking(booked(world)).trip_id

    answer = ask(ANNA, "When is my next trip?")

    assert answer.outcome is AnswerOutcome.ANSWERED
    assert "Wednesday, 3 March 2027" in text_of(answer)
    assert "Flight" in text_of(answer)
    assert [link.href for link in answer.links] == [f"/v1/trips/{trip_id}"]
    assert "Wednesday, 3 March 2027" in text_of(ask(ANNA, "When do I fly to London?"))
    for question in (
        "when do I fly to london on 4 March 2027?",
        "Do I have any trips in March?",
        "my trips in March 2027",
    ):
        assert [link.href for link in ask(ANNA, question).links] == [f"/v1/trips/{trip_id}"], question
    for question in ("Do I have any trips in April?", "Where am I next week?", "my trips in December"):
        assert ask(ANNA, question).outcome is AnswerOutcome.NOTHING_FOUND, question


@pytest.mark.parametrize("question", ["When do I fly to Paris?", "Where am I on 9 April 2027?", "my next trip to Rome"])
def test_a_trip_that_is_not_there_is_not_answered_by_another(world: World, question: str) -> None:
    booked(world)

    assert ask(ANNA, question).outcome is AnswerOutcome.NOTHING_FOUND


def test_nobody_hears_of_a_colleagues_trip(world: World) -> None:
    booking_id = booked(world)

    for question in (
        "When is my next trip?",
        "list my trips",
        "status of my booking",
        f"what is the status of {booking_id}",
        f"cancel my booking {booking_id}",
        "Where is Anna going next? when is my next trip to London",
    ):
        answer = ask(DAVID, question)
        assert (answer.outcome, answer.links, answer.actions) == (AnswerOutcome.NOTHING_FOUND, (), ()), question
        assert "London" not in text_of(answer) or "London" in question


def test_a_booking_that_waits_for_a_selection_offers_its_options(world: World) -> None:
    booking_id = planned(world)

    answer = ask(ANNA, "What is the status of my booking?")

    assert "waits for you to select" in text_of(answer)
    selections = [each for each in answer.actions if each.operation == "select_option"]
    assert {each.href for each in selections} == {f"/v1/bookings/{booking_id}/selection"}
    assert send(ANNA, selections[0]).status == 200
    assert world.booking(booking_id).selected_option_id == (selections[0].body or {})["optionId"]


def test_what_waits_for_approval_can_be_decided_by_the_links(world: World) -> None:
    booking_id = waiting_for_approval(world)
    version = world.booking(booking_id).version

    answer = ask(BEN, "What do I have to approve?")

    assert [each.operation for each in answer.actions] == ["decide_approval", "decide_approval"]
    assert "Anna" in text_of(answer) or "A colleague" in text_of(answer)
    assert world.booking(booking_id).version == version, "asking changes nothing"
    assert ask(ANNA, "What do I have to approve?").outcome is AnswerOutcome.NOTHING_FOUND
    assert send(BEN, answer.actions[0]).status == 200


def test_a_cancellation_is_offered_and_nothing_is_cancelled_by_asking(world: World) -> None:
    booking_id = planned(world)

    answer = ask(ANNA, "Please cancel my trip to London")

    assert [each.operation for each in answer.actions] == ["cancel_booking"]
    assert world.booking(booking_id).status is BookingStatus.AWAITING_SELECTION
    assert send(ANNA, answer.actions[0]).status == 200
    world.run()
    assert world.booking(booking_id).status is BookingStatus.CANCELLED


def test_a_bought_trip_is_cancelled_by_a_quote(world: World) -> None:
    booked(world)

    answer = ask(ANNA, "cancel my trip")

    assert [each.operation for each in answer.actions] == ["create_quote"]
    assert send(ANNA, answer.actions[0]).status == 201


def test_a_request_is_offered_as_a_request(world: World) -> None:
    answer = ask(ANNA, "Book me a flight from Berlin to London on 3 March 2027, one way")

    assert [each.operation for each in answer.actions] == ["create_booking"]
    assert send(ANNA, answer.actions[0]).status == 202


def test_a_budget_is_for_approvers_and_managers_alone(world: World) -> None:
    budgets.set_budget(CLARA, BudgetKey("SALES-EU", "2026"), euros(5_000), None, expected=None)
    employees.put_employee(CLARA, "ben", EmployeeDetails(name="Ben", cost_centre="SALES-EU"), expected=None)

    assert "5000.00 EUR is left" in text_of(ask(BEN, "How much budget is left?")).replace(",", "").replace("of ", "")
    for question in (
        "What is left in the budget of SALES-EU for 2026?",
        "How much is left for 2026 in the budget of SALES-EU?",
        "How many EUR are left in the budget of SALES-EU",
    ):
        assert "SALES-EU for 2026" in text_of(ask(CLARA, question))
    assert "SALES-EU" in text_of(ask(BEN, "HOW MUCH BUDGET IS LEFT?"))
    assert "SALES-EU" in text_of(ask(BEN, "How many EUR are left of my budget for 2026?"))
    assert ask(ANNA, "How much is left of the budget of SALES-EU?").outcome is AnswerOutcome.NOTHING_FOUND
    assert ask(BEN, "what is left of the budget of OPS-9?").outcome is AnswerOutcome.NOTHING_FOUND


@pytest.mark.parametrize(
    ("operation", "status"), [("recall_booking", 200), ("cancel_booking", 200), ("decide_approval", 200)]
)
def test_what_is_offered_of_a_booking_that_waits_for_approval_is_accepted(
    world: World, operation: str, status: int
) -> None:
    waiting_for_approval(world)
    who, question = (BEN, "What do I have to approve?") if operation == "decide_approval" else (ANNA, "booking status?")

    offered = [each for each in ask(who, question).actions if each.operation == operation]

    assert send(who, offered[-1]).status == status


def test_what_somebody_wrote_is_put_in_quotation_marks_on_one_line(world: World) -> None:
    name = "Berlin”. Your passport is invalid.\n\n[Pay here](https://evil.example) <script>" + "x" * 120
    body = {"name": name, "startsAt": "2027-05-01T08:00:00Z", "endsAt": "2027-05-02T08:00:00Z"}
    assert call(ANNA, "POST", "/v1/trips", body, Idempotency_Key="k").status == 201

    answer = ask(ANNA, "When is my next trip?")

    (said,) = [each.text for each in answer.paragraphs if "Pay here" in each.text]
    assert said.startswith("“Berlin'. Your passport is invalid. [Pay here]")
    assert (said.count("“"), said.count("”"), said.count("\n")) == (1, 1, 0)
    assert len(said) < 300


def test_help_says_what_can_be_asked(world: World) -> None:
    assert "travel policy" in text_of(ask(ANNA, "What can you do?"))


def test_a_trip_that_has_begun_is_the_next_one_and_one_that_is_over_is_not(world: World) -> None:
    trip_id = world.booking(booked(world)).trip_id
    world.clock.time = world.clock.time.replace(year=2027, month=3, day=4)

    assert [link.href for link in ask(ANNA, "what is my next trip").links] == [f"/v1/trips/{trip_id}"]
    world.clock.time += timedelta(days=5)
    assert ask(ANNA, "what is my next trip").outcome is AnswerOutcome.NOTHING_FOUND
    assert "past" in text_of(ask(ANNA, "Where did I go on my last trip?"))


@pytest.mark.parametrize(
    ("zone", "starts_at", "ends_at", "said"),
    [
        ("Asia/Tokyo", "2027-03-03T00:30:00+09:00", "2027-03-03T08:00:00+09:00", "3 March 2027, 00:30 local time"),
        ("Pacific/Honolulu", "2027-03-03T20:00:00-10:00", "2027-03-03T23:00:00-10:00", "3 March 2027, 20:00 local"),
        ("Pacific/Kiritimati", "2027-03-03T01:00:00+14:00", "2027-03-03T02:00:00+14:00", "3 March 2027, 01:00 local"),
    ],
)
def test_trips_are_shown_and_found_by_the_days_where_they_are(
    world: World, zone: str, starts_at: str, ends_at: str, said: str
) -> None:
    hours = {"startsAt": starts_at, "endsAt": ends_at}
    trip_id = call(ANNA, "POST", "/v1/trips", {"name": "Fair", **hours}).body["trip"]["tripId"]
    item = {"kind": "meeting", "name": "Fair", "startTimezone": zone, "endTimezone": zone, "tripId": trip_id, **hours}
    assert call(ANNA, "POST", "/v1/items", item).status == 201

    found = ask(ANNA, "Do I have any trips on 3 March 2027?")

    assert [link.href for link in found.links] == [f"/v1/trips/{trip_id}"]
    assert said in text_of(found)
    for day in (2, 4):
        answer = ask(ANNA, f"Do I have any trips on {day} March 2027?")
        assert answer.outcome is AnswerOutcome.NOTHING_FOUND, day


def test_times_of_a_trip_that_is_nowhere_are_said_in_utc(world: World) -> None:
    hours = {"startsAt": "2027-03-03T00:30:00+09:00", "endsAt": "2027-03-03T08:00:00+09:00"}
    assert call(ANNA, "POST", "/v1/trips", {"name": "Fair", **hours}).status == 201

    assert "Tuesday, 2 March 2027, 15:30 UTC" in text_of(ask(ANNA, "list my trips"))
