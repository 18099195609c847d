"""What could not be undone: kept in full, shown to operators and nobody else, tried again when they ask."""

import json
import logging
import threading
from typing import Any

import boto3
import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.errors import Conflict, NotAllowed, NotFound
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault, disarm_faults
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, LedgerRow
from chalicelib.models import booking_audit
from chalicelib.services.operations import compensations
from chalicelib.services.operations.reconciliation import reconcile_booking
from chalicelib.services.trip_requests.fields import RequestedStay
from chalicelib.workers import schedules
from tests.simulation.invariants import violations
from tests.simulation.outcomes import event_types
from tests.simulation.stages import EVA, FOR_EVER, planned, stuck, waiting_for_approval
from tests.simulation.world import ANNA, BEN, CLARA, World
from tests.support.connection import Cut
from tests.support.tables import REGION, alarms, metric_filters

OLDEST = "CompensationOldestSeconds"


def listed(limit: int = 100) -> list[str]:
    """Ids of all that waits, page by page."""
    found, position = compensations.list_compensations(EVA, limit=limit, start=None)
    while position:
        more, position = compensations.list_compensations(EVA, limit=limit, start=position)
        found += more
    return [each.booking_id for each in found]


def test_pending_compensations_are_shown_with_all_that_the_supplier_must_be_asked(world: World) -> None:
    booking = stuck(world, stay=RequestedStay())

    (shown,) = compensations.list_compensations(EVA, limit=10, start=None)[0]

    assert [(each.kind, each.idempotency_key) for each in shown.pending_compensations] == [
        ("hold", booking.component_key(0)),
        ("hold", booking.component_key(1)),
    ]
    assert [each.supplier_reference_id for each in shown.pending_compensations] == [
        hold.hold_id for hold in booking.holds
    ]
    assert {(each.error, each.supplier, each.attempts) for each in shown.pending_compensations} == {
        ("SupplierTimeout", "sandbox", 1)
    }
    assert (shown.attempts, shown.next_attempt_at) == (1, booking.due_at)
    assert shown.failure is not None
    assert shown.failure.code == "declined_by_approver"


def test_nothing_of_the_journey_is_shown(world: World) -> None:
    booking = stuck(world)

    text = msgspec.json.encode(compensations.get_compensation(EVA, booking.booking_id)).decode()

    assert not any(word in text for word in ("Berlin", "London", "BER", "LHR", "Anna", "@", "2027", "Sales"))


def test_what_could_be_compensated_is_not_kept_back_by_what_could_not(world: World) -> None:
    booking_id = waiting_for_approval(world, stay=RequestedStay())
    first, second = (world.booking(booking_id).component_key(component_index) for component_index in range(2))
    arm_fault("release", "error", times=FOR_EVER, match=first)
    world.decide(booking_id, "declined")
    world.run(300)

    (left,) = compensations.get_compensation(EVA, booking_id).pending_compensations

    assert (left.kind, left.idempotency_key) == ("hold", first)
    status = {row.key: row.record.status for row in LedgerRow.scan() if isinstance(row.record, HoldRecord)}
    assert status == {f"hold {first}": "held", f"hold {second}": "released"}


def test_attempts_are_counted_for_each_and_forgotten_when_all_is_compensated(world: World) -> None:
    booking = stuck(world, stay=RequestedStay())
    first = compensations.get_compensation(EVA, booking.booking_id)
    world.run(600)
    disarm_faults()
    arm_fault("release", "error", times=FOR_EVER, match=booking.component_key(0))
    compensations.retry_compensation(EVA, booking.booking_id)
    world.run()

    now = compensations.get_compensation(EVA, booking.booking_id)
    (left,) = now.pending_compensations
    assert (left.error, left.idempotency_key, left.attempts) == (
        "SupplierUnavailable",
        booking.component_key(0),
        now.attempts,
    )
    assert (left.first_failed_at, now.waiting_since) == (first.waiting_since, first.waiting_since)
    assert left.last_failed_at == world.clock.time

    disarm_faults()
    world.run(7200)
    ended = compensations.get_compensation(EVA, booking.booking_id)
    assert (ended.status, ended.pending_compensations, ended.next_attempt_at) == (BookingStatus.DECLINED, (), None)
    assert listed() == []


def test_the_longest_waiting_comes_first_page_by_page(world: World) -> None:
    waiting = []
    for _ in range(3):
        waiting.append(stuck(world).booking_id)
        world.run(90)  # the first are tried again meanwhile, and are due later than those that come after

    assert listed(limit=1) == listed(limit=2) == listed() == waiting


def test_retry_is_done_at_once_and_says_who_asked(world: World) -> None:
    booking = stuck(world)
    disarm_faults()
    world.sweeping = False

    shown = compensations.retry_compensation(EVA, booking.booking_id)
    compensations.retry_compensation(EVA, booking.booking_id)
    world.run()

    assert shown.next_attempt_at == world.clock.time
    assert world.booking(booking.booking_id).status is BookingStatus.DECLINED
    assert violations(world) == []
    entries, _ = booking_audit.list_entries(booking.booking_id)
    (asked,) = [each for each in entries if each.action == "booking.compensation_redriven"]
    assert (asked.actor.kind, asked.actor.id, asked.status_after) == ("person", "eva", "compensation_required")


@pytest.mark.parametrize("cut", [Cut.UNREACHABLE, Cut.LOST])
def test_retry_whose_message_is_lost_is_done_by_the_sweeper(world: World, cut: Cut) -> None:
    booking = stuck(world)
    world.run(900)  # by now it is tried every eight minutes
    disarm_faults()
    world.wire.scissors = lambda call: cut if call.mentions("reconciliations") else None

    compensations.retry_compensation(EVA, booking.booking_id)
    world.wire.scissors = lambda _call: None
    world.run(60)

    assert world.booking(booking.booking_id).status is BookingStatus.DECLINED


@pytest.mark.waits
def test_many_who_retry_at_once_write_one_intact_chain(world: World) -> None:
    booking = stuck(world)
    failed: list[Exception] = []

    def ask() -> None:
        try:
            compensations.retry_compensation(EVA, booking.booking_id)
        except Exception as error:  # noqa: BLE001 - whatever a thread raises fails the test
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    disarm_faults()
    world.run()

    assert failed == []
    assert event_types(world, booking.booking_id).count("compensation_redriven") == 1
    assert world.booking(booking.booking_id).status is BookingStatus.DECLINED
    assert violations(world) == []


def test_what_has_ended_cannot_be_tried_again(world: World) -> None:
    booking = stuck(world)
    disarm_faults()
    world.run(3600)

    with pytest.raises(Conflict, match="declined"):
        compensations.retry_compensation(EVA, booking.booking_id)


def test_a_booking_that_needed_no_operator_is_not_there(world: World) -> None:
    booking_id = planned(world)

    for look in (compensations.get_compensation, compensations.retry_compensation):
        for nobodys in (booking_id, "bkg_01JQZX5V9D7R8M3T2K6W999999"):
            with pytest.raises(NotFound):
                look(EVA, nobodys)


@pytest.mark.parametrize("person", [ANNA, BEN, CLARA])
def test_only_operators_are_shown_and_may_retry(world: World, person: Identity) -> None:
    booking = stuck(world)

    with pytest.raises(NotAllowed):
        compensations.list_compensations(person, limit=10, start=None)
    for look in (compensations.get_compensation, compensations.retry_compensation):
        with pytest.raises(NotAllowed):
            look(person, booking.booking_id)


def test_compensation_of_a_booking_whose_workflow_died_is_escalated_when_it_fails(world: World) -> None:
    booking_id = waiting_for_approval(world)
    world.executions[booking_id].end("ABORTED")
    arm_fault("release", "timeout", times=FOR_EVER)
    world.run(2 * 86_400, until=lambda: world.booking(booking_id).status is BookingStatus.COMPENSATION_REQUIRED)

    assert listed() == [booking_id]

    disarm_faults()
    world.run(3600)
    assert world.booking(booking_id).status is BookingStatus.EXPIRED
    assert violations(world) == []


def test_not_even_a_bug_keeps_a_failed_compensation_from_being_seen(world: World) -> None:
    booking_id = waiting_for_approval(world)
    (row,) = [row for row in LedgerRow.scan() if row.key.startswith("hold ")]
    whole = row.serialize()["record"]["S"]
    put_record(world, row.key, "{}")  # what the supplier's table holds cannot be read

    world.decide(booking_id, "declined")
    world.run(300)

    (left,) = compensations.get_compensation(EVA, booking_id).pending_compensations
    assert left.error == "ValidationError"
    put_record(world, row.key, whole)
    world.run(7200)
    assert world.booking(booking_id).status is BookingStatus.DECLINED


def put_record(world: World, key: str, text: str) -> None:
    with world.wire.quiet():
        boto3.client("dynamodb", region_name=REGION).update_item(
            TableName="sojourn-local-sandbox-ledger",
            Key={"key": {"S": key}},
            UpdateExpression="SET #record = :text",
            ExpressionAttributeNames={"#record": "record"},
            ExpressionAttributeValues={":text": {"S": text}},
        )


def test_a_last_try_that_succeeds_closes_the_booking_quietly(world: World) -> None:
    booking_id = waiting_for_approval(world)
    arm_fault("release", "error", times=6)  # every attempt of the step but the one that would escalate
    world.decide(booking_id, "declined")

    world.run(300)

    assert world.booking(booking_id).status is BookingStatus.DECLINED
    assert "compensation_required" not in event_types(world, booking_id)
    assert world.executions[booking_id].status == "SUCCEEDED"


@pytest.fixture
def heard(world: World) -> None:
    """Worlds keep their log lines to themselves; not here."""
    logging.disable(logging.NOTSET)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


@pytest.mark.usefixtures("heard")
def test_failed_compensation_writes_the_log_line_that_the_alarm_counts(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    booking = stuck(world)
    reconcile_booking(booking.booking_id)

    written = [line for line in lines(capsys) if line.get("event") == "compensation_required"]
    filters = metric_filters("CompensationRequiredCount")
    (watched,) = alarms("CompensationRequiredCount")
    assert len(written) == 2
    assert {each["LogGroupName"]["Ref"] for each in filters} == {
        "StepEscalateLog",
        "SweeperLog",
        "ReconcileBookingsLog",
    }
    assert {each["FilterPattern"] for each in filters} == {'{ $.event = "compensation_required" }'}
    assert {each["MetricTransformations"][0]["MetricNamespace"] for each in filters} == {watched["Namespace"]}


@pytest.mark.usefixtures("heard")
def test_sweeper_measures_how_many_wait_and_how_long(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    stuck(world)
    stuck(world)
    world.clock.turn(hours=2)
    lines(capsys)

    schedules.sweep()

    written = lines(capsys)
    (measured,) = [line for line in written if OLDEST in line]
    (swept,) = [line for line in written if line["message"] == "sweep"]
    assert swept["pending_compensations"] == 2
    (seconds,) = measured[OLDEST]
    (watched,) = alarms(OLDEST)
    assert watched["Threshold"] < 7200 <= seconds
    dimensions = {each["Name"]: each["Value"] for each in watched["Dimensions"]}
    assert measured["operation"] == dimensions["operation"]
    assert measured["_aws"]["CloudWatchMetrics"][0]["Namespace"] == watched["Namespace"]
