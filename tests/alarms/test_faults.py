"""Faults ring the alarms that they are written for, through the lines and metrics that they cause; nothing else does.

`make evaluate-alarms` tries all of them and a whole day; here some stand for each way in which an alarm comes to ring.
"""

import pytest

from tests.alarms import __main__ as command
from tests.alarms.cloudwatch.metrics import metric
from tests.alarms.described import Described, describe
from tests.alarms.every_fault import FAULTS
from tests.alarms.faults import rings
from tests.alarms.faults_of_requests import ask
from tests.alarms.functions import log_group
from tests.alarms.judging import read_log, rung
from tests.alarms.names import Emitted
from tests.alarms.stage import Stage, stage
from tests.alarms.troubles import always_slow, broken, calls_of
from tests.alarms.usual_day import TRIPS, live_through
from tests.simulation.stages import planned
from tests.simulation.world import ANNA

DESCRIBED = describe()
# By lines, by AWS's own metrics, by a formula of several, by silence, by our own metrics.
SOME = ("exceptions", "bookings-dead-letters", "error-rate", "sweeper-silent", "approvals-blocked")


def judge(opened: Stage, described: Described = DESCRIBED) -> set[str]:
    """The alarms that rang; every line keeps the format of metrics."""
    assert read_log(opened, described) == []
    return set(rung(opened, described))


def test_every_alarm_has_a_fault_and_every_fault_an_alarm() -> None:
    assert sorted(DESCRIBED.names()) == sorted(FAULTS)


@pytest.mark.parametrize("name", SOME)
def test_fault_rings_its_alarm(name: str) -> None:
    with stage() as opened:
        FAULTS[name].provoke(opened)

    assert name in judge(opened)


def test_usual_hours_ring_nothing() -> None:
    with stage() as opened:
        live_through(opened, hours=2, trips=TRIPS[:4])

    assert judge(opened) == set()
    assert {each.status for each in opened.world.asked()} >= {"booked", "cancelled"}


def test_alarm_on_something_else_does_not_ring() -> None:
    aside = [each for each in DESCRIBED.alarms if each.name == "bookings-dead-letters"]
    of = metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", {"QueueName": "sojourn-local-booking-dlq"})
    wrong = tuple(each._replace(queries=(each.queries[0]._replace(metric=of),)) for each in aside)  # type: ignore[call-arg]
    with stage() as opened:
        FAULTS["bookings-dead-letters"].provoke(opened)

    assert judge(opened, DESCRIBED._replace(alarms=wrong, composites=())) == set()


def test_filter_on_another_group_counts_nothing() -> None:
    moved = tuple(each._replace(group=log_group("nightly")) for each in DESCRIBED.filters)
    with stage() as opened:
        FAULTS["exceptions"].provoke(opened)

    assert "exceptions" not in judge(opened, DESCRIBED._replace(filters=moved))


def test_alarm_has_one_fault() -> None:
    with pytest.raises(ValueError, match="has a fault already"):
        rings("exceptions")(lambda _stage: None)


def test_function_whose_time_is_over_dies_and_lambda_says_so() -> None:
    with stage() as opened:
        opened.trouble = always_slow(opened, calls_of(opened, ("step_plan",)), 61)
        opened.world.ask()
        opened.run(seconds=90)

    lines = [line.text for line in opened.functions.log if line.group == log_group("step_plan")]
    errors = metric("AWS/Lambda", "Errors", {"FunctionName": "sojourn-local-step_plan"})
    assert any("Task timed out after 60.00 seconds" in line for line in lines)
    assert not any('"level":"ERROR"' in line for line in lines), "who is dead says nothing"
    assert sum(opened.metrics.between(errors, 0, 1e12)) >= 1


def test_what_is_refused_runs_nothing_and_is_counted() -> None:
    with stage() as opened:
        opened.functions.limit = 2
        answers = [opened.call(ANNA, "GET", "/v1/trips") for _ in range(3)]
        opened.run(minutes=1)

    assert [answer is not None and answer.status for answer in answers] == [200, 200, False]
    assert sum(opened.metrics.between(metric("AWS/Lambda", "Throttles"), 0, 1e12)) == 1
    assert max(opened.metrics.between(metric("AWS/Lambda", "ConcurrentExecutions"), 0, 1e12)) == 2


def test_lines_go_to_the_group_of_their_function() -> None:
    with stage() as opened:
        planned(opened.world)
        opened.call(ANNA, "GET", "/v1/trips")

    groups = {line.group for line in opened.functions.log}
    assert groups >= set(map(log_group, ("step_plan", "step_await_selection", "push_events", "api_handler")))


@pytest.mark.parametrize(
    ("failed", "alarm"), [(4, "errors"), (4, "exceptions"), (4, "api-errors"), (10, "errors-burst"), (9, "error-rate")]
)
def test_one_less_than_is_asked_for_rings_nothing(failed: int, alarm: str) -> None:
    with stage() as opened:
        opened.trouble = broken(calls_of(opened, ("api_handler",)))
        ask(opened, failed, every=1)
        opened.trouble = lambda _call: None
        ask(opened, 8 if alarm == "error-rate" else 0)  # too few for a rate, however many of them fail
        opened.run(minutes=3)

    assert alarm not in judge(opened)


def test_alarm_without_a_fault_fails_the_command_by_its_name() -> None:
    (alarm, *_) = DESCRIBED.alarms
    added = DESCRIBED._replace(alarms=(*DESCRIBED.alarms, alarm._replace(name="brand-new")))
    found = command.Findings()

    command._ring_all(added, Emitted(added), found, "brand-new")

    assert found.wrong == ["brand-new: no fault is written for it (tests/alarms/faults_of_*.py)"]


def test_alarm_that_its_fault_does_not_ring_fails_the_command_by_its_name() -> None:
    deaf = tuple(each._replace(threshold=1e9) for each in DESCRIBED.alarms if each.name == "bookings-late")
    others = tuple(each for each in DESCRIBED.alarms if each.name != "bookings-late")
    described, found = DESCRIBED._replace(alarms=(*others, *deaf)), command.Findings()

    command._ring_all(described, Emitted(described), found, "bookings-late")

    assert found.rung == 0
    assert found.wrong == ["bookings-late: its fault does not ring it, but none"]
