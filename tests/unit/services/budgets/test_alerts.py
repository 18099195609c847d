"""Warnings about budgets over real tables: whoever looks, and whatever dies on the way, each crossing is told once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib import observability
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking, BookingStatus, move
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.budgets.alerts import find_reached
from chalicelib.domain.budgets.budget import Budget, BudgetKey, BudgetMove, BudgetStep
from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.identity import Identity
from chalicelib.domain.webhooks.webhook import Webhook
from chalicelib.errors import BudgetExceeded, InvalidInput, NotAllowed, SojournError
from chalicelib.models import booking_events, budgets, webhooks
from chalicelib.models.booking_commits import commit
from chalicelib.models.webhook_deliveries import DeliveryRow
from chalicelib.services.budgets import alerts as budget_alerts
from chalicelib.services.budgets import budgets as service
from chalicelib.services.operations import outbox, retention, sweeper
from chalicelib.worklist import work_off
from tests.simulation.world import World
from tests.support.booked_samples import NOW, booking
from tests.support.connection import Crash, Cut
from tests.support.tables import alarms
from tests.unit.policy_samples import euros

CLARA = Identity(user_id="clara", email="clara@example.com", name="Clara", groups=frozenset({"travel-manager"}))
BEN = Identity(user_id="ben", email="ben@example.com", name="Ben", groups=frozenset({"approver"}))
KEY = BudgetKey("PARIS", "2027")
SYSTEM = Actor(kind="system", id="test")


class Money:
    """Bookings that take money of one budget of 1,000 euros, a webhook for what is told of it, and the lines logged."""

    def __init__(self, world: World) -> None:
        self.wire, self.clock, self.lines = world.wire, world.clock, list[dict[str, Any]]()
        budgets.create_budget(*KEY, euros(1000))
        webhooks.add_webhook(
            Webhook(
                webhook_id="whk_1",
                url="https://hooks.example.com/",
                event_types=("budget.*",),
                description="",
                enabled=True,
                encrypted_secrets=Encrypted(key="a key", text="secrets"),
                created_at=NOW,
                created_by="clara",
                updated_at=NOW,
            )
        )

    def take(self, euros_: int, number: int, step: BudgetStep = BudgetStep.RESERVE, key: BudgetKey = KEY) -> Booking:
        """Commit a change of a new booking that moves money; nobody has been told of it yet."""
        asked = BudgetMove(step=step, cost_centre=key.cost_centre, period=key.period, amount=euros(euros_))
        now = self.clock.time
        new = booking(booking_id=f"bkg_{number:06d}", created_at=now, updated_at=now, due_at=None)
        return commit(None, new, BookingCommit(actor=SYSTEM, event=EventType.SELECTED, budgets=(asked,)))

    def moved(self, euros_: int, number: int, step: BudgetStep = BudgetStep.RESERVE) -> None:
        """The same, and its event handled."""
        outbox.push_event(self.take(euros_, number, step).booking_id, 1)

    @property
    def budget(self) -> Budget:
        return budgets.get_budget(*KEY)

    @property
    def notified(self) -> list[str]:
        """The warnings that are owed to the one webhook, by threshold and how often it was reached."""
        with self.wire.quiet():
            rows = [row.document for row in DeliveryRow.scan()]
        return sorted(row.event_id[-6:] for row in rows if row.event_type == "budget.threshold_reached")

    @property
    def sent(self) -> int:
        """How often a warning was sent on at once."""
        return len(
            [each for each in self.wire.calls if each.operation == "sqs.SendMessage" and each.mentions("webhooks")]
        )


@pytest.fixture
def money(world: World, monkeypatch: pytest.MonkeyPatch) -> Money:
    made = Money(world)
    monkeypatch.setattr(observability, "warning", lambda _message, **more: made.lines.append(more))
    return made


def test_change_that_reaches_a_threshold_is_notified_with_its_event(money: Money) -> None:
    money.moved(790, 1)
    assert money.notified == []

    money.moved(10, 2)
    money.moved(149, 3)

    (alert,) = money.budget.alerts
    assert (alert.percent, alert.number, alert.reached_at, alert.notified) == (80, 1, money.clock.time, True)
    assert money.notified == ["000001"]
    (line,) = money.lines
    assert (line["costCentre"], line["percent"], line["usedPercent"]) == ("PARIS", 80, 80.0)
    assert line["event"] == "budget.threshold_reached"  # what infra/foundation/logs.py counts
    assert alarms("BudgetThresholdCount")


def test_one_change_may_reach_several_thresholds(money: Money) -> None:
    money.moved(1000, 1)

    assert [each.percent for each in money.budget.alerts] == [80, 95]
    assert money.notified == ["000001", "000001"]


def test_event_that_comes_again_warns_once(money: Money) -> None:
    money.moved(800, 1)

    assert budget_alerts.watch_budget(KEY) == 0
    outbox.push_event("bkg_000001", 1)

    assert money.notified == ["000001"]


def test_use_that_falls_and_rises_again_is_notified_again(money: Money) -> None:
    money.moved(800, 1)
    money.moved(50, 2, BudgetStep.RELEASE)
    money.moved(50, 3)
    assert money.notified == ["000001"]

    money.moved(51, 4, BudgetStep.RELEASE)
    assert find_reached(money.budget) == ()
    money.moved(51, 5)

    assert money.notified == ["000001", "000002"]


def test_what_is_committed_counts_as_what_is_reserved(money: Money) -> None:
    money.moved(800, 1)
    money.moved(800, 2, BudgetStep.COMMIT)

    assert money.notified == ["000001"]
    assert (money.budget.reserved, money.budget.committed) == (euros(0), euros(800))


@pytest.mark.waits
def test_many_at_once_across_both_thresholds_warn_once_each(money: Money) -> None:
    money.moved(600, 1)

    def spend(number: int) -> bool:
        try:
            money.moved(20, number)
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(lambda number: until_done(lambda: spend(number)), range(2, 32)))

    assert sum(done) == 20
    assert (money.budget.remaining, money.budget.reserved) == (euros(0), euros(1000))
    assert money.notified == ["000001", "000001"]
    assert [(each.percent, each.number, each.notified) for each in money.budget.alerts] == [
        (80, 1, True),
        (95, 1, True),
    ]


def until_done(work: Any) -> bool:
    """What an app does that is told to come again."""
    for _ in range(50):
        try:
            return bool(work())
        except BudgetExceeded:
            raise
        except SojournError:
            continue
    raise AssertionError("it never went through")


CALLS = 12


@pytest.mark.parametrize("cut", [Cut.BEFORE, Cut.AFTER, Cut.LOST])
def test_warning_survives_a_cut_at_every_call(money: Money, cut: Cut) -> None:
    for number in range(CALLS):
        key = BudgetKey(f"C{number}", "2027")
        budgets.create_budget(*key, euros(1000))
        kept = money.take(800, number, key=key)
        at = len(money.wire.calls) + number

        money.wire.scissors = lambda call: cut if call.number == at else None  # noqa: B023
        with suppress(Crash, Exception):  # the function has died or failed: its message comes again
            outbox.push_event(kept.booking_id, 1)
        money.wire.scissors = None
        outbox.push_event(kept.booking_id, 1)

        assert money.notified == ["000001"] * (number + 1)
        assert [each.notified for each in budgets.get_budget(*key).alerts] == [True]
        assert booking_events.pending_event(kept.booking_id, 1) is None


def test_every_call_of_a_warning_is_cut_above(money: Money) -> None:
    kept = money.take(800, 1)
    start = len(money.wire.calls)

    outbox.push_event(kept.booking_id, 1)

    assert 8 <= len(money.wire.calls) - start <= CALLS


def test_event_that_nobody_handled_is_found_by_the_sweeper(money: Money) -> None:
    money.take(800, 1)
    money.clock.turn(minutes=61)

    assert sweeper.sweep().events_abandoned == 1

    assert money.notified == ["000001"]


def watch_all(now: datetime) -> int:
    return work_off([budget_alerts.to_watch(now)], seconds=60).counts["warnings"]


def test_lowered_limit_warns_at_once_and_what_died_there_by_night(money: Money) -> None:
    money.moved(700, 1)

    changed = service.set_budget(CLARA, KEY, euros(800), None, expected=None)
    assert money.notified == ["000001"]
    assert [each.percent for each in changed.alerts] == [80]

    budgets.change_limit(money.budget, euros(720))
    assert retention.purge_expired().warnings == 1
    assert money.sent == 2
    assert watch_all(datetime(2026, 12, 31, tzinfo=UTC)) == 0
    assert money.notified == ["000001", "000001"]


def test_limit_is_kept_also_when_nobody_can_be_notified(money: Money) -> None:
    money.moved(700, 1)
    money.wire.scissors = lambda call: Cut.UNREACHABLE if call.mentions("alerts") else None

    service.set_budget(CLARA, KEY, euros(800), None, expected=None)
    money.wire.scissors = None

    assert money.budget.limit == euros(800)
    assert watch_all(datetime(2027, 1, 1, tzinfo=UTC)) == 1


def test_budget_that_a_booking_moves_meanwhile_is_read_again(money: Money) -> None:
    kept = money.take(800, 1)
    money.wire.refusals["dynamodb.UpdateItem"] = ['{"__type": "TransactionConflictException"}'] * 2

    outbox.push_event(kept.booking_id, 1)

    assert money.notified == ["000001"]
    assert [each.notified for each in money.budget.alerts] == [True]


def test_thresholds_are_set_kept_and_taken_away(money: Money) -> None:
    assert money.budget.thresholds == (80, 95)

    set_ = service.set_budget(CLARA, KEY, euros(1000), (50,), expected=None)
    assert set_.thresholds == service.set_budget(CLARA, KEY, euros(900), None, expected=None).thresholds == (50,)
    money.moved(450, 1)
    assert money.notified == ["000001"]
    assert service.set_budget(CLARA, KEY, euros(900), (), expected=None).thresholds == ()
    money.moved(450, 2)
    assert money.notified == ["000001"]
    with pytest.raises(InvalidInput) as wrong:
        service.set_budget(CLARA, KEY, euros(900), (80, 80, 70), expected=None)
    assert [each.pointer for each in wrong.value.errors] == ["/thresholds/1", "/thresholds/2"]


def test_budgets_of_a_period_are_walked_by_their_manager_only(money: Money) -> None:
    for centre in ("OPS", "HR", "IT"):
        budgets.create_budget(centre, "2027", euros(1))
    budgets.create_budget("OPS", "2026", euros(1))

    first, position = service.list_budgets(CLARA, "2027", limit=3, start=None)
    rest, end = service.list_budgets(CLARA, "2027", limit=3, start=position)

    assert [each.cost_centre for each in (*first, *rest)] == ["HR", "IT", "OPS", "PARIS", "SALES-EU"]
    assert end is None
    assert [each.period for each in service.list_budgets(CLARA, None, limit=3, start=None)[0]] == ["2026"]
    with pytest.raises(NotAllowed):
        service.list_budgets(BEN, "2027", limit=3, start=None)


def test_event_without_money_looks_at_no_budget(money: Money) -> None:
    kept = commit(None, booking(), BookingCommit(actor=SYSTEM, event=EventType.REQUESTED))
    commit(kept, move(kept, BookingStatus.PLANNING, NOW), BookingCommit(actor=SYSTEM, event=EventType.HELD))
    start = len(money.wire.calls)

    outbox.push_event(kept.booking_id, 2)

    assert not any(call.mentions("sojourn-local-budgets") for call in money.wire.calls[start:])
