"""What goes back to its traveller: sent back or recalled, given up whole, revised, and planned anew."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import MAX_ROUNDS, Booking, BookingStatus
from chalicelib.domain.bookings.revisions import MAX_REVISIONS, ReturnCause
from chalicelib.domain.bookings.seen import approval_hash
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, InvalidInput, NotAllowed, NotFound
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.models import budgets
from chalicelib.models.bookings import to_row
from chalicelib.services.approvals import inbox
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.bookings import queries as booking_queries
from chalicelib.services.bookings.queries import BookingOperation
from chalicelib.services.trip_requests.fields import RequestedStay
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types, money
from tests.simulation.stages import (
    FORBIDDEN,
    NEEDS_APPROVAL,
    may_charge,
    revise,
    send_back,
    sent_back,
    waiting_for_approval,
)
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.asked_trips import there_and_back
from tests.unit.policy_samples import euros


def approval_again(world: World, booking_id: str) -> Booking:
    """Choose anew, up to where approval is waited for."""
    world.run()
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.AWAITING_APPROVAL
    return booking


def test_what_is_sent_back_is_released_and_may_be_revised(world: World) -> None:
    booking_id = waiting_for_approval(world)
    before = world.booking(booking_id)

    send_back(world, booking_id, "Two nights are enough.")
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.round, booking.options, booking.holds) == (BookingStatus.REVISING, 2, (), ())
    assert (booking.approval_request, booking.budgets, booking.selected_option_id) == (None, (), None)
    assert money(world) == (0, 0)
    (revision,) = booking.revisions
    assert (revision.cause, revision.returned_by, revision.comment) == (
        ReturnCause.SENT_BACK,
        "ben",
        "Two nights are enough.",
    )
    assert (revision.option, revision.price) == (before.selected, before.price)
    assert revision.revise_until == booking.updated_at + timedelta(days=3)
    assert booking_queries.operations(ANNA, booking) == (BookingOperation.REVISE, BookingOperation.CANCEL)
    assert booking_queries.get_booking(BEN, booking_id) == booking  # who sent it back still sees it
    assert violations(world, ended=False) == []


def test_what_was_revised_is_planned_chosen_approved_and_bought(world: World) -> None:
    booking_id = sent_back(world)
    world.listen(booking_id)

    revise(world, booking_id, return_on=date(2027, 3, 4), comment="One night, then.")
    booking = approval_again(world, booking_id)

    assert there_and_back(booking.request).return_on == date(2027, 3, 4)
    (revision,) = booking.revisions
    assert revision.traveller_comment == "One night, then."
    (change,) = revision.changes
    assert (change.pointer, change.before, change.after) == ("/slices/1/departOn", "2027-03-05", "2027-03-04")
    assert booking.approval_request is not None
    (void,) = booking.approval_request.voided
    assert (void.hash, void.reason) == (revision.approval_hash, "sent back to be revised")
    assert {flight_slice.segments[0].departs_at.date() for flight_slice in booking.selected.flights[0].slices[1:]} == {
        date(2027, 3, 4)
    }

    world.decide(booking_id, "approved")
    world.run()

    done = world.booking(booking_id)
    assert (done.status, done.price) == (BookingStatus.BOOKED, booking.price)
    assert money(world) == (0, booking.price.amount if booking.price else 0)
    kinds = event_types(world, booking_id)
    expected = ["sent_back", "reopened", "awaiting_revision", "revised", "policy_retrieved", "options_planned"]
    assert kinds[kinds.index("sent_back") :][:6] == expected
    assert violations(world) == []


def test_traveller_recalls_it_and_revises_nothing_to_choose_another(world: World) -> None:
    booking_id = waiting_for_approval(world)

    revisions.recall(ANNA, booking_id, None)
    assert revisions.recall(ANNA, booking_id, None).version == world.booking(booking_id).version
    world.run()
    revise(world, booking_id)
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.round) == (BookingStatus.AWAITING_SELECTION, 2)
    (revision,) = booking.revisions
    assert (revision.cause, revision.returned_by, revision.changes) == (ReturnCause.RECALLED, "anna", ())
    assert event_types(world, booking_id).count("recalled") == 1
    world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
    world.run()
    approval = world.booking(booking_id).approval_request
    assert approval is not None
    assert [(v.reason, v.decided_by) for v in approval.voided] == [("recalled by the traveller", None)]


def test_recalled_trip_may_be_cancelled(world: World) -> None:
    booking_id = waiting_for_approval(world)
    revisions.recall(ANNA, booking_id, "No trip after all.")
    with pytest.raises(Conflict):  # it is on its way back
        decisions.cancel_booking(ANNA, booking_id)
    world.run()

    decisions.cancel_booking(ANNA, booking_id)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.CANCELLED
    assert violations(world) == []


@pytest.mark.parametrize("sweeping", [True, False])
def test_what_nobody_revises_expires(world: World, sweeping: bool) -> None:
    world.sweeping, world.sweep_every = sweeping, timedelta(hours=6)
    booking_id = sent_back(world)

    world.run(seconds=4 * 86_400, until=world.ended)

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.EXPIRED
    until = booking.revisions[0].revise_until
    assert until is not None
    assert timedelta() <= booking.updated_at - until <= timedelta(hours=6)
    assert violations(world) == []


def test_revision_after_its_time_is_refused(world: World) -> None:
    booking_id = sent_back(world)
    world.sweeping = False
    world.clock.turn(days=3)

    with pytest.raises(Conflict, match="has passed"):
        revise(world, booking_id)


def test_late_decision_on_what_was_recalled_is_refused(world: World) -> None:
    booking_id = waiting_for_approval(world)
    approval = world.booking(booking_id).approval_request
    assert approval is not None

    def approve() -> None:
        decisions.decide_approval(BEN, booking_id, decision="approved", approval_hash=approval.hash, comment=None)

    revisions.recall(ANNA, booking_id, None)
    with pytest.raises(Conflict):
        approve()
    world.run()
    with pytest.raises(Conflict, match="recalled"):  # it is no longer before the approver
        approve()
    revise(world, booking_id, return_on=date(2027, 3, 4))
    approval_again(world, booking_id)
    with pytest.raises(Conflict, match="changed"):  # what was seen then is not what waits now
        approve()


@pytest.mark.waits
def test_recall_and_approval_at_once_have_one_winner(world: World) -> None:
    for _ in range(3):
        booking_id = waiting_for_approval(world)

        def tried(decide: Any) -> bool:
            try:
                decide()
            except Conflict:
                return False
            return True

        recall = lambda: revisions.recall(ANNA, booking_id, None)  # noqa: B023, E731
        with ThreadPoolExecutor(2) as pool:
            approved, recalled = pool.map(tried, [lambda: world.decide(booking_id, "approved"), recall])  # noqa: B023
        world.run()

        assert approved is not recalled
        assert world.booking(booking_id).status is (BookingStatus.BOOKED if approved else BookingStatus.REVISING)
        kinds = event_types(world, booking_id)
        assert (kinds.count("approved"), kinds.count("recalled")) == (int(approved), int(recalled))


def test_who_may_send_back_recall_and_revise(world: World) -> None:
    booking_id = waiting_for_approval(world)
    approval = world.booking(booking_id).approval_request
    assert approval is not None

    assert booking_queries.operations(BEN, world.booking(booking_id)) == (
        BookingOperation.APPROVE,
        BookingOperation.SEND_BACK,
    )
    assert booking_queries.operations(ANNA, world.booking(booking_id)) == (
        BookingOperation.RECALL,
        BookingOperation.CANCEL,
    )
    with pytest.raises(NotAllowed):
        send_back(world, booking_id, by=ANNA)
    with pytest.raises(NotFound):
        send_back(world, booking_id, by=DAVID)
    with pytest.raises(NotAllowed):
        revisions.recall(BEN, booking_id, None)
    with pytest.raises(Conflict):
        revisions.send_back(BEN, booking_id, approval_hash="0" * 64, comment="No.")
    for nothing in (None, " "):
        with pytest.raises(InvalidInput) as wrong:
            send_back(world, booking_id, nothing)
        assert [error.pointer for error in wrong.value.errors] == ["/comment"]
    with pytest.raises(Conflict):
        revise(world, booking_id)

    first = send_back(world, booking_id)
    assert send_back(world, booking_id).version == first.version
    assert booking_queries.operations(ANNA, first) == booking_queries.operations(BEN, first) == ()
    with pytest.raises(Conflict):
        send_back(world, booking_id, by=CLARA)
    world.run()
    assert send_back_again(world, booking_id, first).status is BookingStatus.REVISING
    with pytest.raises(NotFound):
        revisions.revise_booking(DAVID, booking_id, RevisionRequest(), operation_id="1")
    with pytest.raises(NotAllowed):
        revisions.revise_booking(BEN, booking_id, RevisionRequest(), operation_id="1")


def send_back_again(world: World, booking_id: str, first: Booking) -> Booking:
    hash_then = first.revisions[0].approval_hash
    return revisions.send_back(BEN, booking_id, approval_hash=hash_then, comment="Too long.")


def test_same_revision_sent_again_changes_nothing_and_another_is_refused(world: World) -> None:
    booking_id = sent_back(world)

    first = revise(world, booking_id, "1", cabin="premium_economy")
    again = revise(world, booking_id, "1", cabin="premium_economy")
    with pytest.raises(Conflict):
        revise(world, booking_id, "2", cabin="economy")
    world.run()

    assert first.version == again.version
    assert there_and_back(world.booking(booking_id).request).cabin == "premium_economy"
    assert event_types(world, booking_id).count("revised") == 1


def test_revision_that_cannot_be_leaves_it_open(world: World) -> None:
    booking_id = sent_back(world, stay=RequestedStay())

    wrong_ones: list[tuple[dict[str, Any], str]] = [
        ({"return_on": date(2027, 3, 1)}, "/slices/1/departOn"),
        ({"depart_on": date(2026, 3, 1)}, "/slices/0/departOn"),
        ({"destination": "Nowhereville"}, "/slices/0/destination"),
        ({"destination": "Berlin"}, "/slices/0/destination"),
        ({"stay": RequestedStay(check_out=date(2027, 3, 3))}, "/stays/0/checkOut"),
    ]
    for changes, pointer in wrong_ones:
        with pytest.raises(InvalidInput) as wrong:
            revise(world, booking_id, **changes)
        assert pointer in [error.pointer for error in wrong.value.errors]
    assert world.booking(booking_id).status is BookingStatus.REVISING
    assert world.booking(booking_id).revisable


def test_stay_goes_with_the_dates_of_the_trip_unless_it_had_its_own(world: World) -> None:
    together = sent_back(world, stay=RequestedStay())
    apart = sent_back(world, stay=RequestedStay(check_out=date(2027, 3, 4)))

    for booking_id in (together, apart):
        revise(world, booking_id, return_on=date(2027, 3, 6))

    stays = [there_and_back(world.booking(booking_id).request).stay for booking_id in (together, apart)]
    assert [stay.check_out if stay else None for stay in stays] == [date(2027, 3, 6), date(2027, 3, 4)]
    changed = world.booking(together).revisions[0].changes
    assert [change.pointer for change in changed] == ["/slices/1/departOn", "/stays/0/checkOut"]


def test_budget_follows_to_another_year_and_another_cost_centre(world: World) -> None:
    may_charge("OPS")
    booking_id = sent_back(world, depart_on=date(2027, 1, 4), return_on=date(2027, 1, 6))
    budgets.create_budget("SALES-EU", "2026", euros(5_000))
    budgets.create_budget("OPS", "2026", euros(5_000))

    revise(world, booking_id, depart_on=date(2026, 12, 8), return_on=date(2026, 12, 10), cost_centre="OPS")
    booking = approval_again(world, booking_id)

    assert [(share.cost_centre, share.period) for share in booking.budgets] == [("OPS", "2026")]
    assert budgets.get_budget("OPS", "2026").reserved == booking.price
    assert money(world) == (0, 0)
    world.decide(booking_id, "approved")
    world.run()
    assert budgets.get_budget("OPS", "2026").committed == booking.price
    assert violations(world) == []


def test_revised_trip_beyond_the_new_budget_ends_and_says_so(world: World) -> None:
    may_charge("POOR")
    booking_id = sent_back(world)
    budgets.create_budget("POOR", "2027", euros(1))

    revise(world, booking_id, cost_centre="POOR")
    world.run()

    booking = world.booking(booking_id)
    assert booking.status is BookingStatus.DECLINED
    assert booking.failure is not None
    assert "at most 1.00 EUR left in the budget of POOR for 2027" in booking.failure.detail


def test_policy_of_the_day_of_the_revision_counts(world: World) -> None:
    booking_id = sent_back(world)
    world.publish(NEEDS_APPROVAL, FORBIDDEN)

    revise(world, booking_id)
    world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.policy_version) == (BookingStatus.DECLINED, 3)


def test_approver_sees_what_has_changed_since_they_were_asked(world: World) -> None:
    booking_id = waiting_for_approval(world)
    before = world.booking(booking_id)
    (first,), _ = inbox.list_approvals(BEN, scope="mine", limit=10, start=None)
    assert first.comparison is None
    send_back(world, booking_id)
    assert inbox.list_approvals(BEN, scope="mine", limit=10, start=None) == ([], None)
    world.run()
    revise(world, booking_id, return_on=date(2027, 3, 4), comment="Shorter.")
    after = approval_again(world, booking_id)

    (task,), _ = inbox.list_approvals(BEN, scope="mine", limit=10, start=None)

    assert task.comparison is not None
    assert task.comparison.revision.option == before.selected
    assert task.comparison.revision.traveller_comment == "Shorter."
    assert (task.comparison.same_offers, task.option) == (False, after.selected)
    assert before.price is not None
    assert task.comparison.price_change == task.price - before.price


def test_people_go_round_ten_times_at_most_and_use_up_no_round_of_planning(world: World) -> None:
    booking_id = waiting_for_approval(world)
    for number in range(2):
        revisions.recall(ANNA, booking_id, None)
        world.run()
        revise(world, booking_id, str(number))
        booking = approval_again(world, booking_id)
    assert (len(booking.revisions), booking.round, booking.planning_rounds_since_revision) == (2, 3, 1)
    often = msgspec.structs.replace(booking, revisions=booking.revisions * (MAX_REVISIONS // 2))
    assert often.approval_request is not None
    asked = msgspec.structs.replace(often.approval_request, hash=approval_hash(often, often.approval_request))
    often = msgspec.structs.replace(often, approval_request=asked)
    with world.unwatched():
        to_row(often).save()  # as if it had gone on like that

    assert booking_queries.operations(ANNA, often) == (BookingOperation.CANCEL,)
    assert booking_queries.operations(BEN, often) == (BookingOperation.APPROVE,)
    with pytest.raises(Conflict, match="10 times"):
        revisions.recall(ANNA, booking_id, None)
    with pytest.raises(Conflict, match="10 times"):
        send_back(world, booking_id)
    world.decide(booking_id, "approved")
    world.run()
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_each_revision_has_its_rounds_of_planning(world: World) -> None:
    booking_id = sent_back(world)
    revise(world, booking_id)
    world.run()
    arm_fault("hold", "sold_out", times=99)

    for _ in range(MAX_ROUNDS):
        world.choose(booking_id, Outcome.APPROVAL_REQUIRED)
        world.run()

    booking = world.booking(booking_id)
    assert (booking.status, booking.round) == (BookingStatus.FAILED, 1 + MAX_ROUNDS)
