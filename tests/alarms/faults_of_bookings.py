"""Bookings and what belongs to them that cannot go on: workflows, approvals, compensations, budgets, webhooks."""

import json
from datetime import timedelta
from typing import Any

import msgspec

from chalicelib import settings
from chalicelib.domain.identity import Role
from chalicelib.domain.money import Money
from chalicelib.domain.webhooks.signatures import make_headers
from chalicelib.gateways import webhook_http
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.webhook_http import Reached
from chalicelib.models import budgets
from chalicelib.services.webhooks.subscriptions import WebhookRequest, create_webhook
from tests.alarms.faults import rings
from tests.alarms.stage import Stage
from tests.alarms.troubles import calls_of, unreachable
from tests.simulation.approvals import TIMED, asked_for, company, publish
from tests.simulation.cloud import accounts
from tests.simulation.stages import FOR_EVER, booked, may_charge, planned, stuck, waiting_for_approval
from tests.simulation.supplier_changes import moved
from tests.simulation.world import CLARA

SECRET = "the sandbox's secret"


@rings("compensation-required", "bookings-failed")
def break_the_supplier(stage: Stage) -> None:
    """The supplier releases no hold: the compensation fails, and with it the workflow."""
    stuck(stage.world)
    stage.run(minutes=10)


@rings("compensation-waits")
def break_the_supplier_for_long(stage: Stage) -> None:
    stuck(stage.world)
    stage.run(minutes=75)


@rings("budget-threshold-reached")
def use_the_budget_up(stage: Stage) -> None:
    """A trip takes more than a fifth of a budget of which that is to be said."""
    with stage.world.wire.quiet():
        may_charge("SMALL")
        budgets.create_budget("SMALL", "2027", Money(amount=50_000, currency="EUR"), thresholds=(20,))
    booked(stage.world, after=timedelta(0), cost_centre="SMALL")
    stage.run(minutes=10)


@rings("bookings-timed-out")
def wait_for_ever(stage: Stage) -> None:
    """Nothing happens for more than a year, and the execution's time is over."""
    planned(stage.world)
    stage.skip(days=400)
    stage.run(minutes=2)


@rings("bookings-aborted")
def stop_an_execution(stage: Stage) -> None:
    """Somebody stops an execution, as StopExecution does."""
    booking_id = planned(stage.world)
    stage.world.executions[booking_id].end("ABORTED")
    stage.run(minutes=2)


@rings("bookings-throttled")
def start_many_at_once(stage: Stage) -> None:
    """Twenty bookings in an account that may make five transitions a second."""
    stage.workflows.transitions = 5
    for _ in range(20):
        stage.world.ask()
    stage.run(minutes=3)


@rings("bookings-delayed")
def lose_the_supplier(stage: Stage) -> None:
    """The supplier answers no search, and three bookings wait for it."""
    arm_fault("search", "error", times=FOR_EVER)
    for _ in range(3):
        stage.world.ask()
    stage.run(minutes=65)


@rings("work-overdue")
def fail_to_start_again(stage: Stage) -> None:
    """An execution was lost, and the sweeper cannot start another."""
    booking_id = planned(stage.world)
    stage.world.executions[booking_id].end("ABORTED")
    stage.trouble = unreachable(calls_of(stage, ("sweeper",), "stepfunctions."))
    stage.run(minutes=120)


@rings("approvals-overdue")
def leave_approvals_alone(stage: Stage) -> None:
    """Nobody answers six approval requests."""
    company(stage.world)
    publish(stage.world, TIMED)
    for _ in range(6):
        asked_for(stage.world)
    stage.run(hours=4)


@rings("approvals-blocked")
def empty_the_pools(stage: Stage) -> None:
    """Nobody has a role any more by which approval requests of a pool are answered."""
    waiting_for_approval(stage.world)
    everybody = {user_id for members in accounts.MEMBERS.values() for user_id in members}
    stage.world.wire.lost_roles.update(dict.fromkeys(everybody, frozenset({Role.TRAVEL_MANAGER, Role.APPROVER})))
    stage.run(hours=2)


@rings("webhooks-disabled")
def answer_gone(stage: Stage) -> None:
    """The receiver of a webhook says that it is gone."""
    gone: Any = lambda *_request, **_more: Reached(410, None, 5)  # noqa: E731 - stands for a function
    stage.patch.setattr(webhook_http, "post", gone)
    with stage.world.wire.quiet():
        request = WebhookRequest(url="https://gone.example.com/events", event_types=("*",))
        create_webhook(CLARA, request, webhook_id="whk_01JQZX5V9D7R8M3T2K6W000001")
    planned(stage.world)
    stage.run(minutes=10)


@rings("supplier-notice-put-aside")
def move_a_flight_by_days(stage: Stage) -> None:
    """A supplier says that a flight leaves three days later."""
    secret = msgspec.structs.replace(settings.current(), supplier_secret=SECRET)
    stage.patch.setattr(settings, "current", lambda: secret)
    notice_id, notice = moved(stage.world, booked(stage.world, after=timedelta(0)), by=timedelta(days=3))
    body = msgspec.to_builtins(notice)
    headers = make_headers(notice_id, json.dumps(body).encode(), SECRET.encode(), stage.now)
    names = {name.lower().replace("-", "_"): value for name, value in headers.items()}
    stage.call(CLARA, "POST", "/v1/suppliers/sandbox/notices", body, **names)
    stage.run(minutes=5)
