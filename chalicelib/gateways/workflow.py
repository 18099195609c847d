"""The booking workflow on Step Functions: one execution a booking, named by it, so that starting twice starts once.

One that was lost is followed by another, under a name of its own: a name is taken for ninety days.
"""

from typing import Literal

import msgspec
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import settings
from chalicelib.domain.bookings.booking import Decision
from chalicelib.errors import Unavailable
from chalicelib.gateways import aws, parameters

ExecutionStatus = Literal["running", "ended", "unknown"]

_TOKEN_IS_SPENT = frozenset({"TaskTimedOut", "TaskDoesNotExist", "InvalidToken"})


def execution_id(booking_id: str) -> str:
    """Return what names a booking's execution, without the account it runs in."""
    return f"{settings.current().name('booking')}:{booking_id}"


def start(booking_id: str, execution: int = 1, *, resume: bool = False) -> None:
    """Start an execution of the booking, from the beginning or to `resume` at what is committed; harmless when it has
    been started already. Raises Unavailable."""
    given = {"bookingId": booking_id, **({"resume": "true"} if resume else {})}
    call = {"stateMachineArn": parameters.current().state_machine_arn, "name": _name(booking_id, execution)}
    try:
        aws.client("stepfunctions").start_execution(**call, input=_json(given))
    except ClientError as error:
        if _code(error) != "ExecutionAlreadyExists":
            raise Unavailable("The workflow could not be started.") from error
    except BotoCoreError as error:
        raise Unavailable("The workflow could not be started.") from error


def notify(task_token: str, decision: Decision) -> bool:
    """Notify the waiting execution of the decision; False when it no longer waits on this token. Raises Unavailable."""
    return _end_wait("send_task_success", taskToken=task_token, output=_json({"decision": decision}))


def expire(task_token: str) -> bool:
    """Notify the waiting execution that nobody decided in time; False when it no longer waits. Raises Unavailable."""
    return _end_wait("send_task_failure", taskToken=task_token, error="DeadlinePassed")


def _end_wait(call: str, **arguments: str) -> bool:
    try:
        getattr(aws.client("stepfunctions"), call)(**arguments)
    except ClientError as error:
        if _code(error) in _TOKEN_IS_SPENT:
            return False
        raise Unavailable("The workflow could not be notified of the decision.") from error
    except BotoCoreError as error:
        raise Unavailable("The workflow could not be notified of the decision.") from error
    return True


def status(booking_id: str, execution: int = 1) -> ExecutionStatus:
    """Return whether an execution of the booking runs, has ended, or is not known: never started, or forgotten. Raises
    Unavailable."""
    arn = parameters.current().state_machine_arn.replace(":stateMachine:", ":execution:")
    try:
        found = aws.client("stepfunctions").describe_execution(executionArn=f"{arn}:{_name(booking_id, execution)}")
    except ClientError as error:
        if _code(error) == "ExecutionDoesNotExist":
            return "unknown"
        raise Unavailable("The status of the workflow could not be read.") from error
    except BotoCoreError as error:
        raise Unavailable("The status of the workflow could not be read.") from error
    return "running" if found["status"] == "RUNNING" else "ended"


def _name(booking_id: str, execution: int) -> str:
    return booking_id if execution == 1 else f"{booking_id}-r{execution}"


def _json(value: dict[str, str]) -> str:
    return msgspec.json.encode(value).decode()


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
