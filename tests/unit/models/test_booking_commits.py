"""The one door: a change of a booking is all of it or nothing of it, and each refusal has its own name."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus, ApprovalStep
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.audit import Actor, verify
from chalicelib.domain.bookings.booking import Booking, BookingStatus, Waiting, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.budgets.budget import BudgetMove, BudgetStep
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import trip_of
from chalicelib.errors import BudgetExceeded, Unavailable, VersionConflict
from chalicelib.models import approval_tasks, booking_audit, booking_events, bookings, budgets, items, trips
from chalicelib.models.approval_tasks import ApprovalTaskRow
from chalicelib.models.booking_commits import commit
from tests.support.booked_samples import BOOKING_ID, NOW, booking, ordered
from tests.support.connection import Cut
from tests.support.tables import make_tables
from tests.support.wire import Wire, aws_on_the_wire
from tests.unit.policy_samples import euros

SYSTEM = Actor(kind="system", id="test")
REQUESTED = BookingCommit(actor=SYSTEM, event=EventType.REQUESTED)
TRIP_ID = "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"
TRANSACTION = "dynamodb.TransactWriteItems"


@pytest.fixture
def wire() -> Iterator[Wire]:
    with aws_on_the_wire() as wire:
        make_tables()
        budgets.create_budget("SALES-EU", "2027", euros(500))
        yield wire


def taking(amount: int, step: BudgetStep = BudgetStep.RESERVE) -> BookingCommit:
    step_of = BudgetMove(step=step, cost_centre="SALES-EU", period="2027", amount=euros(amount))
    return BookingCommit(actor=SYSTEM, event=EventType.SELECTED, budgets=(step_of,))


def planned(before: Booking) -> Booking:
    return move(before, BookingStatus.PLANNING, NOW)


def kept_entries() -> int:
    return len(booking_audit.list_entries(BOOKING_ID)[0])


def left() -> int:
    return budgets.get_budget("SALES-EU", "2027").remaining.amount // 100


def cutting(operation: str, cut: Cut) -> Any:
    return lambda call: cut if call.operation == operation else None


def test_a_change_keeps_booking_audit_and_event_together(wire: Wire) -> None:
    first = commit(None, booking(), REQUESTED)
    second = commit(first, planned(first), BookingCommit(actor=SYSTEM, event=EventType.POLICY_RETRIEVED, data={"a": 1}))

    entries, _ = booking_audit.list_entries(BOOKING_ID)
    events = booking_events.list_events(BOOKING_ID, after=0, limit=10)
    assert bookings.get_booking(BOOKING_ID) == second
    assert [event.seq for event in events] == [1, 2]
    assert [(entry.status_before, entry.status_after) for entry in entries] == [
        (None, "requested"),
        ("requested", "planning"),
    ]
    assert verify(BOOKING_ID, entries, second.audit_head, version=2, now=NOW).intact


def test_a_change_of_what_is_no_longer_so_is_refused_whole(wire: Wire) -> None:
    first = commit(None, booking(), REQUESTED)
    commit(first, planned(first), REQUESTED)

    with pytest.raises(VersionConflict):
        commit(first, planned(first), taking(100))

    assert (kept_entries(), left()) == (2, 500)


def test_a_booking_is_not_made_twice(wire: Wire) -> None:
    commit(None, booking(), REQUESTED)

    with pytest.raises(VersionConflict):
        commit(None, booking(requester_id="david"), REQUESTED)

    assert bookings.get_booking(BOOKING_ID).requester_id == "anna"


@pytest.mark.parametrize(
    ("step", "amount"), [(BudgetStep.RESERVE, 501), (BudgetStep.COMMIT, 1), (BudgetStep.RELEASE, 1)]
)
def test_money_that_is_not_there_refuses_the_whole_change(wire: Wire, step: BudgetStep, amount: int) -> None:
    first = commit(None, booking(), REQUESTED)

    with pytest.raises(BudgetExceeded):
        commit(first, planned(first), taking(amount, step))

    assert (kept_entries(), left()) == (1, 500)
    assert bookings.get_booking(BOOKING_ID) == first


def test_a_changed_booking_counts_before_an_empty_budget(wire: Wire) -> None:
    first = commit(None, booking(), REQUESTED)
    commit(first, planned(first), REQUESTED)

    with pytest.raises(VersionConflict):
        commit(first, planned(first), taking(501))


def asking(before: Booking, *people: str) -> Booking:
    """The booking as it waits for approval of these people."""
    steps = tuple(ApprovalStep(level=1, requested_at=NOW, approver_id=person) for person in people)
    approval = ApprovalRequest(
        hash="0" * 64, status=ApprovalStatus.PENDING, price=euros(9), deadline=NOW + timedelta(hours=1), steps=steps
    )
    return move(
        before,
        BookingStatus.AWAITING_APPROVAL,
        NOW,
        approval_request=approval,
        waiting=Waiting(on="approval", task_token="token", entered_at=NOW),
    )


def inbox(person: str) -> list[str]:
    return approval_tasks.list_tasks([approval_tasks.of_person(person)], limit=9, after=None)[0]


def test_a_booking_is_in_the_inboxes_of_those_who_are_asked_as_long_as_they_are(wire: Wire) -> None:
    held = booking(BookingStatus.HOLDING)
    waiting = commit(None, held, REQUESTED)
    waiting = commit(waiting, asking(waiting, "ben"), REQUESTED)
    assert (inbox("ben"), inbox("clara")) == ([BOOKING_ID], [])

    passed_on = commit(waiting, asking(waiting, "clara"), REQUESTED)
    assert (inbox("ben"), inbox("clara")) == ([], [BOOKING_ID])

    with pytest.raises(VersionConflict):  # what is removed from inboxes comes before the booking in a transaction
        commit(waiting, move(waiting, BookingStatus.PURCHASING, NOW), taking(1))
    with pytest.raises(BudgetExceeded):
        commit(passed_on, move(passed_on, BookingStatus.PURCHASING, NOW, waiting=None), taking(501))
    assert inbox("clara") == [BOOKING_ID]
    commit(passed_on, move(passed_on, BookingStatus.PURCHASING, NOW, waiting=None), taking(1))
    assert (inbox("clara"), ApprovalTaskRow.count(approval_tasks.EVERYBODYS)) == ([], 0)


def test_inboxes_together_are_one_list_page_by_page(wire: Wire) -> None:
    for number in range(5):
        made = commit(None, booking(BookingStatus.HOLDING, booking_id=f"bkg_{number}"), REQUESTED)
        people = ("ben", "clara") if number == 2 else ("ben",) if number % 2 else ("clara",)
        commit(made, asking(made, *people), REQUESTED)
    both, found, after = [approval_tasks.of_person(person) for person in ("ben", "clara")], [], None
    for _ in range(9):
        page, after = approval_tasks.list_tasks(both, limit=2, after=after)
        found.append(page)
        if after is None:
            break

    assert found == [["bkg_0", "bkg_1"], ["bkg_2", "bkg_3"], ["bkg_4"]]


def test_a_booked_trip_is_kept_with_its_items(wire: Wire) -> None:
    first = commit(None, ordered(), REQUESTED)
    trip = trip_of(first, TRIP_ID, NOW)
    its_items = items_of(first, trip, NOW, new_id=iter(["itm_1", "itm_2", "itm_3"]).__next__)
    booked = move(first, BookingStatus.BOOKED, NOW, trip_id=TRIP_ID)

    commit(first, booked, BookingCommit(actor=SYSTEM, event=EventType.BOOKED, trip=trip, items=its_items))

    assert trips.get_trip(TRIP_ID) == trip
    assert items.list_itinerary(TRIP_ID) == list(its_items)


def test_a_neighbours_change_of_the_same_budget_is_waited_for(wire: Wire) -> None:
    first = commit(None, booking(), REQUESTED)
    refuse_transactions(wire, times=2)

    commit(first, planned(first), taking(100))

    assert left() == 400


def test_a_budget_that_everybody_changes_refuses_as_a_conflict_in_the_end(wire: Wire) -> None:
    first = commit(None, booking(), REQUESTED)
    refuse_transactions(wire, times=100)

    with pytest.raises(VersionConflict):
        commit(first, planned(first), taking(100))

    assert left() == 500


def test_an_answer_that_is_lost_once_changes_nothing(wire: Wire) -> None:
    first = commit(None, booking(), REQUESTED)
    wire.scissors = cutting(TRANSACTION, Cut.BLINK)

    kept = commit(first, planned(first), taking(100))

    assert bookings.get_booking(BOOKING_ID) == kept
    assert left() == 400


@pytest.mark.parametrize(("cut", "entries"), [(Cut.UNREACHABLE, 1), (Cut.LOST, 2)])
def test_no_answer_at_all_is_unavailable_whether_or_not_it_was_written(wire: Wire, cut: Cut, entries: int) -> None:
    first = commit(None, booking(), REQUESTED)
    wire.scissors = cutting(TRANSACTION, cut)

    with pytest.raises(Unavailable):
        commit(first, planned(first), taking(100))

    assert kept_entries() == entries
    assert left() == 600 - 100 * entries


def refuse_transactions(wire: Wire, *, times: int) -> None:
    """DynamoDB refuses the next transactions as it does when another one is at the same budget."""
    reasons = [{"Code": "None"}, {"Code": "None"}, {"Code": "None"}, {"Code": "TransactionConflict"}]
    error = {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException", "CancellationReasons": reasons}
    wire.refusals[TRANSACTION] = [json.dumps(error | {"Message": "Transaction cancelled"})] * times
