"""Who may charge which cost centre, by every way that a trip comes in and at each step that commits."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import msgspec
import pytest

from chalicelib.domain.approvals.approval import ApprovalStepStatus, Pool
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.budgets.budget import BudgetKey
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import AmbiguousRequest, Conflict, InvalidInput, NotFound
from chalicelib.services import employees
from chalicelib.services.approvals import inbox
from chalicelib.services.booking_workflow import decisions, intake, revisions
from chalicelib.services.budgets import budgets
from chalicelib.services.trip_requests.fields import BookingRequest
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.approvals import HOUR, publish
from tests.simulation.cloud.wire import Call
from tests.simulation.stages import revise, sent_back
from tests.simulation.world import ANNA, BEN, CLARA, LONDON, World
from tests.support.asked_trips import slices_there_and_back
from tests.support.people import person_of
from tests.unit.policy_samples import euros

OLGA = person_of("olga", "Olga Brandt", "traveller")
BOARD = BudgetKey("BOARD", "2027")
WORDS = "Berlin to London 3-5 March 2027"


@pytest.fixture(autouse=True)
def company(world: World) -> None:
    """Clara above Ben above Anna, all of SALES-EU; Olga, of the board, owns its cost centre."""
    with world.wire.quiet():
        for name, manager, centre in (
            ("clara", None, "SALES-EU"),
            ("ben", "clara", "SALES-EU"),
            ("anna", "ben", "SALES-EU"),
            ("olga", "clara", "BOARD"),
        ):
            details = EmployeeDetails(name=name.title(), manager_id=manager, cost_centre=centre)
            employees.put_employee(CLARA, name, details, expected=None)
        budgets.set_budget(CLARA, BOARD, euros(20_000), None, expected=None, owner_id="olga")
        budgets.set_budget(CLARA, BudgetKey("ORPHAN", "2027"), euros(20_000), None, expected=None)


def grant(*cost_centres: str) -> None:
    granted = partial(msgspec.structs.replace, chargeable_cost_centres=cost_centres)
    employees.rewrite_employee(CLARA, "anna", granted, expected=None)


def disown() -> None:
    budgets.set_budget(CLARA, BOARD, euros(20_000), None, expected=None, owner_id=None)


def asked_of_the_board(world: World) -> Booking:
    """The trip that violates the fewest rules: what else there is, is that it is another's cost centre."""
    booking_id = world.ask(cost_centre="BOARD")
    world.run()
    needs = [
        (len(option.verdict.violations), option.option_id)
        for option in world.booking(booking_id).options
        if option.verdict and option.verdict.outcome is Outcome.APPROVAL_REQUIRED
    ]
    decisions.select_option(ANNA, booking_id, min(needs)[1])
    world.run()
    return world.booking(booking_id)


# --- where it comes in ------------------------------------------------------------------------------------------------

DOORS: dict[str, Callable[[World], object]] = {
    "fields": lambda world: world.ask(cost_centre="ORPHAN"),
    "words": lambda _: intake.accept_once(
        ANNA, BookingRequest(request=WORDS, cost_centre="ORPHAN"), idempotency_key="k1"
    ),
    "revision": lambda world: revise(world, sent_back(world), cost_centre="ORPHAN"),
}


@pytest.mark.parametrize("door", DOORS)
def test_cost_centre_without_an_owner_is_refused_with_what_may_be_charged(world: World, door: str) -> None:
    grant("MARKETING")

    with pytest.raises(InvalidInput) as refused:
        DOORS[door](world)

    (error,) = refused.value.errors
    assert error.pointer == "/costCentre"
    assert error.detail == "you may charge SALES-EU, MARKETING; ORPHAN has no owner who could approve"


# What is asked back in each: places in fields, places, days, hotel, people, and words that are not understood.
DOUBTFUL: dict[str, dict[str, Any]] = {
    "a place in fields": {"slices": slices_there_and_back("San Jose", "London", date(2027, 3, 3))},
    "both places in fields": {"slices": slices_there_and_back("San Jose", "Paris", date(2027, 3, 3))},
    "a place": {"request": "San Jose to London on 3 March 2027, one way"},
    "a return": {"request": "Berlin to London on 3 March 2027, round trip"},
    "a day": {"request": "Berlin to London on 3/4/2027, one way"},
    "no day": {"request": "Berlin to London"},
    "nights": {"request": "Berlin to London on 3 March 2027, one way, hotel"},
    "a currency": {"request": "Berlin to London 3-5 March 2027, hotel under 200 a night"},
    "names": {"request": "Berlin to London 3-5 March 2027 for 3 people"},
    "words": {"request": "Berlin to London 3-5 March 2027, unless gizmo"},
}


@pytest.mark.parametrize("doubt", DOUBTFUL)
def test_cost_centre_that_cannot_be_charged_is_refused_before_anything_is_asked(world: World, doubt: str) -> None:
    asked = DOUBTFUL[doubt]
    ways = [asked | {"cost_centre": "ORPHAN"}]
    if "request" in asked:
        ways.append({"request": f"{asked['request']}, cost centre ORPHAN"})

    with pytest.raises(AmbiguousRequest):
        intake.request_booking(ANNA, BookingRequest(**asked), booking_id=f"bkg_{'0' * 26}")
    for body in ways:
        with pytest.raises(InvalidInput, match="You may not charge") as refused:
            intake.request_booking(ANNA, BookingRequest(**body), booking_id=f"bkg_{'0' * 26}")
        assert not isinstance(refused.value, AmbiguousRequest)
        assert [each.pointer for each in refused.value.errors] == ["/costCentre"]
    # Its owner may approve what is not one's own, so that is asked about as anything else.
    with pytest.raises(AmbiguousRequest):
        intake.request_booking(ANNA, BookingRequest(**asked | {"cost_centre": "BOARD"}), booking_id=f"bkg_{'0' * 26}")


def test_of_two_cost_centres_only_what_may_be_charged_is_offered(world: World) -> None:
    words = f"{WORDS}, cost centre ORPHAN, cost centre SALES-EU, cost centre BOARD"

    with pytest.raises(AmbiguousRequest) as asked:
        intake.request_booking(ANNA, BookingRequest(request=words), booking_id=f"bkg_{'0' * 26}")
    (question,) = asked.value.questions

    assert [code for code, _ in question.choices] == ["SALES-EU", "BOARD"]
    for code, _ in question.choices:
        request = BookingRequest(request=words, answers={"costCentre": code})
        assert intake.request_booking(ANNA, request, booking_id=f"bkg_{code:0>26}").request.cost_centre == code


def test_owner_in_a_year_on_sale_may_still_approve_while_the_day_is_open(world: World) -> None:
    budgets.set_budget(CLARA, BudgetKey("NEXT", "2026"), euros(20_000), None, expected=None, owner_id="olga")

    with pytest.raises(AmbiguousRequest):
        intake.request_booking(
            ANNA, BookingRequest(request="Berlin to London", cost_centre="NEXT"), booking_id=f"bkg_{'0' * 26}"
        )
    with pytest.raises(InvalidInput, match="You may not charge"):
        intake.request_booking(ANNA, BookingRequest(request=WORDS, cost_centre="NEXT"), booking_id=f"bkg_{'0' * 26}")


def test_revision_is_refused_its_cost_centre_before_its_place_is_asked(world: World) -> None:
    booking_id = sent_back(world)

    with pytest.raises(InvalidInput, match="You may not charge"):
        revise(world, booking_id, origin="San Jose", cost_centre="ORPHAN")


def test_who_has_no_employee_record_may_charge_the_stages_default_alone(world: World) -> None:
    stranger = msgspec.structs.replace(ANNA, user_id="trainee")

    assert world.ask(stranger, cost_centre=None)
    with pytest.raises(InvalidInput, match="may not charge"):
        world.ask(stranger, cost_centre="ORPHAN")


@pytest.mark.parametrize("who", ["granted", "owner"])
def test_who_was_granted_a_cost_centre_or_owns_it_charges_it_without_approval(world: World, who: str) -> None:
    if who == "granted":
        grant("BOARD")
    booking_id = world.ask(ANNA if who == "granted" else OLGA, cost_centre="BOARD")
    world.run()
    world.choose(booking_id, identity=ANNA if who == "granted" else OLGA)
    world.run()

    assert world.booking(booking_id).status is BookingStatus.BOOKED


# --- with the owner's approval ----------------------------------------------------------------------------------------


def test_anothers_cost_centre_needs_its_owner_and_nobody_else(world: World) -> None:
    booking = asked_of_the_board(world)

    (violation,) = booking.selected.verdict.violations if booking.selected.verdict else ()
    assert (violation.rule, violation.clause, violation.action) == ("own_cost_centre", "0", "approve")
    assert booking.approval_request is not None
    (step,) = booking.approval_request.steps
    assert (step.approver_id, step.cost_centre, booking.approval_request.levels) == ("olga", "BOARD", 1)
    assert [task.booking_id for task in inbox.list_approvals(OLGA, scope="mine", limit=9, start=None)[0]] == [
        booking.booking_id
    ]
    with pytest.raises(NotFound):
        world.decide(booking.booking_id, "approved", BEN)

    world.decide(booking.booking_id, "approved", OLGA)
    world.run()
    assert world.booking(booking.booking_id).status is BookingStatus.BOOKED


@pytest.mark.parametrize("mode", ["all", "any"])
def test_owner_is_asked_before_the_management_chain(world: World, mode: str) -> None:
    publish(world, msgspec.structs.replace(ApprovalRules(limit_seconds=8 * HOUR), mode=mode))
    booking = asked_of_the_board(world)

    world.decide(booking.booking_id, "approved", OLGA)
    after = world.booking(booking.booking_id).approval_request
    assert after is not None
    assert after.pending
    assert [(step.approver_id, step.status.value) for step in after.steps] == [("olga", "approved"), ("ben", "pending")]

    world.decide(booking.booking_id, "approved", BEN)
    world.run()
    assert world.booking(booking.booking_id).status is BookingStatus.BOOKED


def test_silent_owner_is_escalated_to_the_travel_managers(world: World) -> None:
    publish(world, ApprovalRules(limit_seconds=8 * HOUR, escalate_after_seconds=HOUR))
    booking = asked_of_the_board(world)

    world.run(2 * HOUR)

    approval = world.booking(booking.booking_id).approval_request
    assert approval is not None
    assert [step.status for step in approval.steps] == [ApprovalStepStatus.ESCALATED, ApprovalStepStatus.PENDING]
    assert approval.steps[1].pool is Pool.TRAVEL_MANAGERS


def test_owner_must_be_an_active_employee() -> None:
    with pytest.raises(InvalidInput) as refused:
        budgets.set_budget(CLARA, BOARD, euros(20_000), None, expected=None, owner_id="nobody")

    assert [error.pointer for error in refused.value.errors] == ["/ownerId"]


# --- the right ends ---------------------------------------------------------------------------------------------------


def test_right_that_ended_before_the_selection_selects_nothing(world: World) -> None:
    grant("BOARD")
    booking_id = world.ask(cost_centre="BOARD")
    world.run()
    grant()
    disown()

    with pytest.raises(Conflict, match="no longer charge"):
        world.choose(booking_id)


def test_record_that_changes_in_the_moment_of_the_selection_keeps_nobody_from_it(world: World) -> None:
    booking_id = world.ask()
    world.run()
    changes = iter([("MARKETING",)])

    def change_once(call: Call) -> None:
        if call.operation == "dynamodb.TransactWriteItems" and (granted := next(changes, None)):
            with world.wire.quiet():
                grant(*granted)

    world.wire.scissors = change_once
    world.choose(booking_id)
    world.wire.scissors = None
    world.run()

    assert employees.own_record(ANNA).chargeable_cost_centres == ("MARKETING",)
    assert world.booking(booking_id).status is BookingStatus.BOOKED


def test_right_that_ended_before_the_selection_needs_the_owner(world: World) -> None:
    grant("BOARD")
    booking_id = world.ask(cost_centre="BOARD")
    world.run()
    grant()

    world.choose(booking_id)
    world.run()

    approval = world.booking(booking_id).approval_request
    assert approval is not None
    assert approval.steps[0].approver_id == "olga"


def test_right_that_ended_after_an_approval_voids_it_and_the_owner_is_asked(world: World) -> None:
    publish(world, ApprovalRules(limit_seconds=8 * HOUR))
    grant("BOARD")
    booking_id = asked_of_the_board(world).booking_id
    grant()
    world.decide(booking_id, "approved", BEN)
    world.run()

    approval = world.booking(booking_id).approval_request
    assert approval is not None
    assert (len(approval.voided), approval.pending, approval.steps[0].approver_id) == (1, True, "olga")
    world.decide(booking_id, "declined", OLGA)
    world.run()
    assert world.booking(booking_id).status is BookingStatus.DECLINED


def test_owner_who_has_left_owns_nothing(world: World) -> None:
    employees.deactivate_employee(CLARA, "olga", expected=None)

    with pytest.raises(InvalidInput, match="may not charge"):
        world.ask(cost_centre="BOARD")


def test_revision_that_names_no_cost_centre_is_asked_again_whether_it_may(world: World) -> None:
    grant("BOARD")
    publish(world, ApprovalRules(limit_seconds=8 * HOUR))
    booking_id = asked_of_the_board(world).booking_id
    revisions.recall(ANNA, booking_id, None)
    world.run()
    grant()
    disown()

    with pytest.raises(InvalidInput, match="may not charge"):
        revisions.revise_booking(ANNA, booking_id, RevisionRequest(), operation_id="1")
    revisions.revise_booking(ANNA, booking_id, RevisionRequest(cost_centre="SALES-EU"), operation_id="2")
    assert LONDON["cost_centre"] == world.booking(booking_id).request.cost_centre
