"""What was counted at the door as what is billed: units, calls, and the time of functions by their memory."""

import pytest

from bench.cost.metered import Model, Reading, Speed, Used, learn_speeds, merge, times, without
from bench.cost.schedules import runs_a_day
from infra import policies

BOOKING = "bkg_01JCOST0000000000000000000"


def reading(**functions: dict[str, float]) -> Reading:
    return Reading(tuple(Used(name, "", units) for name, units in functions.items()), {})


def test_units_of_rows_and_calls_of_services_are_billed_under_their_own_names() -> None:
    units = {"write:bookings": 32.0, "write:bookings/status-due": 2.0, "read:policies": 9.0, "call:dynamodb:GetItem": 3,
             "call:kms:Decrypt": 2, "call:kms:Sign": 1, "states.transitions": 18, "logs.bytes": 2e9}  # fmt: skip

    usage = Model({}, {}, kept_log_months=0.5).usage_of({"step_book": units})

    assert usage.of("dynamodb.writes") == 34
    assert usage.of("dynamodb.reads") == 9
    assert (usage.of("kms.requests"), usage.of("kms.signatures")) == (2, 1)
    assert usage.of("states.transitions") == 18
    assert (usage.of("logs.gigabytes"), usage.of("logs.gigabyteMonths")) == (2, 1)


def test_a_function_is_billed_for_its_share_of_a_processor_and_for_what_it_waits_for() -> None:
    speeds = {"api_handler": Speed(start=0.4, first=0.1, later=0.02)}
    units = {"invocations:warm": 10.0, "call:s3:GET": 10}

    half = Model(speeds, {"api_handler": 1769 // 2}, 0)
    whole = Model(speeds, {"api_handler": 1769}, 0, cold=lambda _function: 1.0)

    waited = 10 * 0.030
    assert half.usage_of({"api_handler": units}).of("lambda.gigabyteSeconds") == pytest.approx(
        (10 * 0.02 * 1769 / 884 + waited) * 884 / 1024
    )
    assert whole.usage_of({"api_handler": units}).of("lambda.gigabyteSeconds") == pytest.approx(
        (10 * 0.5 + waited) * 1769 / 1024
    )


def test_speeds_are_learnt_from_starts_and_from_later_events() -> None:
    units = {"invocations:cold": 2.0, "invocations:warm": 4.0, "cpu:start": 0.8, "cpu:cold": 0.2, "cpu:warm": 0.08}

    assert learn_speeds(reading(step_plan=units)) == {"step_plan": Speed(0.4, 0.1, 0.02)}


def test_usage_between_two_readings_leaves_out_what_was_used_before() -> None:
    before = Reading((Used("sweeper", "", {"read:bookings": 3}),), {"bookings": 100})
    after = Reading(
        (Used("sweeper", "", {"read:bookings": 3}), Used("step_book", BOOKING, {"write:bookings": 32})),
        {"bookings": 16_100},
    )

    between = after.since(before)

    assert between.by_function() == {"step_book": {"write:bookings": 32}}
    assert between.stored == {"bookings": 16_000}
    assert between.of_booking(BOOKING).sum_of("write:") == 32
    assert between.of_booking("bkg_other").by_function() == {}


def test_what_is_called_from_outside_costs_nobody_anything() -> None:
    assert Reading((Used("", "", {"call:dynamodb:GetItem": 3}),), {}).by_function() == {}


def test_units_are_multiplied_added_and_taken_away_function_by_function() -> None:
    one, two = {"a": {"write:bookings": 2.0}}, {"a": {"write:bookings": 1.0}, "b": {"read:policies": 4.0}}

    assert times(one, 3) == {"a": {"write:bookings": 6}}
    assert merge([one, two]) == {"a": {"write:bookings": 3}, "b": {"read:policies": 4}}
    assert without(merge([one, two]), two) == {"a": {"write:bookings": 2}, "b": {}}
    assert without(two, one)["a"] == {"write:bookings": 0}


def test_every_schedule_of_the_application_is_known_by_how_often_it_runs() -> None:
    runs = runs_a_day()

    assert runs["sweeper"] >= runs["heartbeat"] >= runs["anchor_audit"] >= runs["nightly"] == 1
    assert runs.keys() <= policies.GRANTS.keys()
