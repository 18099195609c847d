"""Step Functions in one process: executions by name, and the four calls by which the app starts, asks and answers."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from random import Random
from typing import Any, NamedTuple

import msgspec

from infra import booking_workflow
from tests.simulation.state_machine import Execution, Json, load


class Answer(NamedTuple):
    """What Step Functions answers: a status, and the body as data."""

    status: int
    body: dict[str, Any]


class Workflow:
    """One state machine and its executions."""

    def __init__(self, arn: str, definition: Json, now: Callable[[], datetime], rng: Random) -> None:
        self.arn, self.definition, self.now, self.rng = arn, definition, now, rng
        self.executions: dict[str, Execution] = {}

    def answer(self, operation: str, body: dict[str, Any]) -> Answer:
        """Answer one call, with its status."""
        if operation == "StartExecution":
            return self._start(body)
        if operation == "DescribeExecution":
            return self._describe(body)
        if operation == "SendTaskSuccess":
            return self._end_wait(body["taskToken"], "success", json.loads(body["output"]))
        if operation == "SendTaskFailure":
            return self._end_wait(body["taskToken"], "failure", body["error"])
        raise NotImplementedError(f"stepfunctions.{operation}")

    def _start(self, body: dict[str, Any]) -> Answer:
        name, given = body["name"], json.loads(body["input"])
        if body["stateMachineArn"] != self.arn:
            return _refused("StateMachineDoesNotExist")
        running = self.executions.get(name)
        if running and (running.status != "RUNNING" or running.given != given):
            return _refused("ExecutionAlreadyExists")
        if running is None:
            self.executions[name] = Execution(self.definition, name, given, self.now(), self.rng)
        return Answer(200, {"executionArn": self._execution_arn(name), "startDate": self.now()})

    def _describe(self, body: dict[str, Any]) -> Answer:
        found = self.executions.get(body["executionArn"].rpartition(":")[2])
        if found is None or body["executionArn"] != self._execution_arn(found.name):
            return _refused("ExecutionDoesNotExist")
        answered = {"executionArn": body["executionArn"], "stateMachineArn": self.arn, "name": found.name}
        return Answer(200, answered | {"status": found.status, "startDate": self.now()})

    def _end_wait(self, token: str, kind: str, value: Json) -> Answer:
        execution = self.executions.get(token.rpartition("/")[0])
        if execution is None:
            return _refused("InvalidToken")
        answered = execution.answer(token, kind, value, self.now())
        return Answer(200, {}) if answered else _refused("TaskTimedOut")

    def _execution_arn(self, name: str) -> str:
        return f"{self.arn.replace(':stateMachine:', ':execution:')}:{name}"


def _refused(code: str) -> Answer:
    return Answer(400, {"__type": code, "message": code})


@cache
def booking_definition() -> Json:
    """The booking workflow, read as it is deployed."""
    return load(booking_workflow.text())


def send_through_json(value: Json) -> Json:
    """A value as it comes out of Lambda, or goes in."""
    return msgspec.json.decode(msgspec.json.encode(value))
