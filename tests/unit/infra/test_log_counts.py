"""What the log groups' filters count: the lines that functions really write, and those that Lambda writes of them."""

from typing import Any

import pytest

from chalicelib import observability
from chalicelib.errors import NotFound
from infra.foundation import logs
from infra.foundation.logs import Count
from tests.alarms.cloudwatch.patterns import read_pattern

CAPTURED = pytest.CaptureFixture[str]
# As Lambda writes them of functions in Python, its own ids and times left as they come.
ENDED_BY_LAMBDA = {
    "out of time": "2026-11-29T03:00:29.012Z 7f2c-11 Task timed out after 29.01 seconds",
    "out of memory": "RequestId: 7f2c-11 Error: Runtime exited with error: signal: killed",
    "a module is missing": "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'jose'",
    "no such handler": "[ERROR] Runtime.HandlerNotFound: Handler 'step_plan' missing on module 'app'",
    "broken code": "[ERROR] Runtime.UserCodeSyntaxError: Syntax error in module 'app': invalid syntax (app.py, line 3)",
    "a setting is wrong": (
        "[ERROR] ValidationError: Invalid enum value 'boat'\nTraceback (most recent call last):\n"
        '  File "/var/lang/lib/python3.13/importlib/__init__.py", line 88, in import_module'
    ),
}
USUAL = (
    "START RequestId: 7f2c-11 Version: 3",
    "END RequestId: 7f2c-11",
    "REPORT RequestId: 7f2c-11\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 98",
    "INIT_START Runtime Version: python:3.13.v40\tRuntime Version ARN: arn:aws:lambda:eu-central-1::runtime:1",
    # What a function raises, it has written itself, as a line with its traceback; this one is not to count twice.
    '[ERROR] JobsFailed: sweep\nTraceback (most recent call last):\n  File "/var/task/app.py", line 126, in sweeper',
)


def counts(count: Count, line: str) -> int:
    """How often a line is counted in its group."""
    return sum(read_pattern(pattern)(line) for pattern in count.patterns)


def written(capsys: CAPTURED) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_error_that_nobody_foresaw_is_counted_once_as_an_error_and_as_an_exception(capsys: CAPTURED) -> None:
    with pytest.raises(ZeroDivisionError), observability.operation("step_plan"):
        raise ZeroDivisionError

    (line,) = written(capsys)
    assert (counts(logs.ERRORS, line), counts(logs.EXCEPTIONS, line)) == (1, 1)


def test_request_that_ends_in_an_unhandled_error_is_counted_though_it_is_answered(capsys: CAPTURED) -> None:
    with observability.operation("get_booking") as work:
        work.fail(ZeroDivisionError(), unexpected=True)

    (line,) = written(capsys)
    assert (counts(logs.ERRORS, line), counts(logs.EXCEPTIONS, line)) == (1, 1)


def test_error_that_was_foreseen_is_an_error_and_no_exception(capsys: CAPTURED) -> None:
    observability.error("event not delivered", bookingId="bkg_1")

    (line,) = written(capsys)
    assert (counts(logs.ERRORS, line), counts(logs.EXCEPTIONS, line)) == (1, 0)


def test_what_is_refused_and_what_goes_well_is_not_counted(capsys: CAPTURED) -> None:
    with pytest.raises(NotFound), observability.operation("get_booking"):
        raise NotFound("There is no such booking.")
    with observability.operation("step_plan"):
        observability.warning("push left to the sweeper", bookingId="bkg_1")
        observability.metric("TableThrottles", by_operation=False)

    lines = written(capsys)
    assert len(lines) == 4
    assert [line for line in lines if any(counts(count, line) for count in logs.COUNTS)] == []


@pytest.mark.parametrize("what", ENDED_BY_LAMBDA)
def test_function_that_could_not_write_of_itself_is_counted_as_an_exception(what: str) -> None:
    line = ENDED_BY_LAMBDA[what]

    assert (counts(logs.ERRORS, line), counts(logs.EXCEPTIONS, line)) == (0, 1)


@pytest.mark.parametrize("line", USUAL)
def test_what_lambda_writes_of_every_call_is_not_counted(line: str) -> None:
    assert [count.name for count in logs.COUNTS if counts(count, line)] == []


@pytest.mark.parametrize(
    ("count", "fields"),
    [
        (logs.COMPENSATION_REQUIRED, {"event": "compensation_required"}),
        (logs.BUDGET_THRESHOLD, {"event": "budget.threshold_reached"}),
    ],
)
def test_event_is_counted_by_its_own_count_alone(count: Count, fields: dict[str, Any], capsys: CAPTURED) -> None:
    observability.warning("something happened", **fields)

    (line,) = written(capsys)
    assert [each for each in logs.COUNTS if counts(each, line)] == [count]
