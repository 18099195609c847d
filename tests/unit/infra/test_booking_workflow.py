"""What each task of the workflow does while there is no room for its function, or a part of AWS is away: it waits."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from infra import booking_workflow as workflow
from tests.simulation.state_machine import Execution, Json, TaskFailed

TASKS = sorted(name for name, state in workflow.STATES.items() if state["Type"] == "Task")
START = datetime(2027, 1, 1, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)
GIVEN: dict[str, Any] = {
    "bookingId": "bkg_1",
    "round": 1,
    "approvalRequests": 0,
    "waitSeconds": 1800,
    "error": {"Error": "SupplierUnavailable", "Cause": ""},
    "ending": "failed",
}
OF_PEOPLE = [name for name in TASKS if name.startswith("Await")]
PATIENT = [name for name in TASKS if f"Delay{name}" in workflow.STATES]


def execute(task: str, error: str, seed: int, until: timedelta) -> tuple[Execution, datetime]:
    """Begin at a task whose calls fail with `error`; the execution, and when it was last called before `until`."""

    def fail(_function: str, _payload: Json) -> Json:
        raise TaskFailed(error)

    definition: dict[str, Any] = {**workflow.definition(), "StartAt": task}
    made, now = Execution(definition, "one", GIVEN, START, Random(seed)), START
    while made.wake_at is not None and made.wake_at < START + until and made.path == [task]:
        now = made.wake_at
        made.step(now, fail)
    return made, now


@pytest.mark.parametrize("task", TASKS)
def test_a_function_that_is_throttled_for_five_minutes_ends_nothing(task: str) -> None:
    for seed, error in enumerate(workflow.OF_LAMBDA * 2):
        assert execute(task, error, seed, FIVE_MINUTES)[0].path == [task], error


@pytest.mark.parametrize("task", [name for name in TASKS if name not in PATIENT])
def test_a_table_that_is_throttled_for_five_minutes_ends_nothing(task: str) -> None:
    """Patient steps ask another task when to go on, which waits as long."""
    assert {tuple(execute(task, "Unavailable", seed, FIVE_MINUTES)[0].path) for seed in range(10)} == {(task,)}


@pytest.mark.parametrize("task", TASKS)
def test_what_was_away_is_called_again_within_a_minute_and_not_for_ever(task: str) -> None:
    for seed in range(10):
        _, last = execute(task, "Lambda.TooManyRequestsException", seed, FIVE_MINUTES)
        assert START + FIVE_MINUTES - last < timedelta(minutes=1)
        given_up, _ = execute(task, "Lambda.TooManyRequestsException", seed, timedelta(hours=1))
        assert given_up.path != [task] or given_up.status == "FAILED"


@pytest.mark.parametrize("task", OF_PEOPLE)
def test_a_wait_that_nobody_answered_is_not_begun_again(task: str) -> None:
    made, last = execute(task, "States.Timeout", 0, FIVE_MINUTES)

    assert (last, len(made.path)) == (START, 2)


def test_there_are_tasks_of_each_kind() -> None:
    assert (len(TASKS), len(OF_PEOPLE), len(PATIENT)) >= (17, 3, 6)
