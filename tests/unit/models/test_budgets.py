"""A budget's rows: they add up whatever the bookings do, and no answer is not mistaken for a refusal."""

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pynamodb.exceptions import PutError, UpdateError

from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.budgets.budget import BudgetAlert, BudgetMove, BudgetStep
from chalicelib.domain.money import Money
from chalicelib.errors import BudgetExceeded, NotFound, Unavailable, VersionConflict
from chalicelib.models import budgets
from chalicelib.models.booking_commits import commit
from tests.support.booked_samples import NOW, booking
from tests.support.connection import Cut
from tests.support.tables import make_tables
from tests.support.wire import Wire, aws_on_the_wire
from tests.unit.policy_samples import euros

SYSTEM = Actor(kind="system", id="test")
LIMIT = 100


@pytest.fixture
def wire() -> Iterator[Wire]:
    with aws_on_the_wire() as wire:
        make_tables()
        yield wire


def test_a_new_budget_is_whole(wire: Wire) -> None:
    made = budgets.create_budget("SALES-EU", "2027", euros(LIMIT))

    assert made == budgets.get_budget("SALES-EU", "2027")
    assert (made.remaining, made.reserved, made.committed) == (euros(LIMIT), euros(0), euros(0))
    with pytest.raises(VersionConflict):
        budgets.create_budget("SALES-EU", "2027", euros(1))


def test_a_budget_that_is_not_there_is_not_found(wire: Wire) -> None:
    with pytest.raises(NotFound):
        budgets.get_budget("SALES-EU", "2030")


def test_a_limit_follows_what_the_author_has_seen(wire: Wire) -> None:
    seen = budgets.create_budget("SALES-EU", "2027", euros(LIMIT))

    changed = budgets.change_limit(seen, euros(150))

    assert (changed.limit, changed.remaining) == (euros(150), euros(150))
    with pytest.raises(VersionConflict):
        budgets.change_limit(seen, euros(200))
    with pytest.raises(BudgetExceeded):
        budgets.change_limit(changed, euros(-1))


def test_a_limit_that_the_sdk_had_to_send_twice_is_kept_once(wire: Wire) -> None:
    wire.scissors = lambda made: None if made.operation == "dynamodb.GetItem" else Cut.BLINK

    made = budgets.create_budget("SALES-EU", "2027", euros(LIMIT))
    raised = budgets.change_limit(made, euros(2 * LIMIT), thresholds=(50,), owner_id="ben")

    assert raised == budgets.get_budget("SALES-EU", "2027")
    assert (raised.version, raised.limit, raised.remaining) == (2, euros(2 * LIMIT), euros(2 * LIMIT))


def test_no_answer_is_not_taken_for_a_refusal(wire: Wire) -> None:
    wire.scissors = lambda call: Cut.LOST if call.operation == "dynamodb.PutItem" else None
    with pytest.raises(PutError):
        budgets.create_budget("SALES-EU", "2027", euros(LIMIT))
    wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "dynamodb.UpdateItem" else None

    with pytest.raises(UpdateError):
        budgets.change_limit(budgets.get_budget("SALES-EU", "2027"), euros(1))


def test_alerts_follow_what_was_seen_and_change_nothing_else(wire: Wire) -> None:
    seen = budgets.create_budget("SALES-EU", "2027", euros(LIMIT))
    alerts = (BudgetAlert(percent=80, number=1),)

    kept = budgets.keep_alerts(seen, alerts)

    assert kept == budgets.get_budget("SALES-EU", "2027")
    assert kept == msgspec.structs.replace(seen, alerts=alerts, version=2)
    with pytest.raises(VersionConflict):
        budgets.keep_alerts(seen, ())
    wire.scissors = lambda call: Cut.UNREACHABLE if call.operation == "dynamodb.UpdateItem" else None
    with pytest.raises(Unavailable):
        budgets.keep_alerts(kept, ())


def test_budget_that_was_kept_before_there_were_thresholds_warns_as_usual(wire: Wire) -> None:
    budgets.create_budget("SALES-EU", "2027", euros(LIMIT))
    budgets.BudgetRow("SALES-EU", "2027").update(actions=[budgets.BudgetRow.thresholds.remove()])

    found = budgets.get_budget("SALES-EU", "2027")

    assert (found.thresholds, found.alerts) == ((80, 95), ())
    assert budgets.change_limit(found, euros(150)).thresholds == (80, 95)


Steps = st.lists(st.tuples(st.sampled_from(list(BudgetStep)), st.integers(min_value=-30, max_value=70)), max_size=8)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(steps=Steps)
def test_a_budget_adds_up_whatever_is_asked_of_it(wire: Wire, steps: list[tuple[BudgetStep, int]]) -> None:
    centre = f"C{len(wire.calls)}"
    budgets.create_budget(centre, "2027", euros(LIMIT))
    now = commit(None, booking(booking_id=f"bkg_{centre}"), BookingCommit(actor=SYSTEM, event=EventType.REQUESTED))
    reserved, committed = 0, 0

    for step, amount in steps:
        size = amount if step is BudgetStep.RESERVE else abs(amount)
        asked = BudgetMove(step=step, cost_centre=centre, period="2027", amount=euros(size))
        try:
            now = commit(
                now,
                move(now, BookingStatus.REQUESTED, NOW),
                BookingCommit(actor=SYSTEM, event=EventType.HELD, budgets=(asked,)),
            )
        except BudgetExceeded:
            continue
        reserved += {BudgetStep.RESERVE: size, BudgetStep.REFUND: 0}.get(step, -size)
        committed += {BudgetStep.COMMIT: size, BudgetStep.REFUND: -size}.get(step, 0)

    kept = budgets.get_budget(centre, "2027")
    assert (kept.reserved, kept.committed) == (euros(reserved), euros(committed))
    assert kept.remaining == kept.limit - kept.reserved - kept.committed
    assert kept.remaining.amount >= 0
    assert min(kept.reserved, kept.committed) >= Money(amount=0, currency="EUR")
