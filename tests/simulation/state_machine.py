"""A small, faithful interpreter of the part of the Amazon States Language that infra/booking_workflow.py uses.

It lives in virtual time and does one step whenever it is told to. A construct that it does not know is refused when
the definition is loaded, so that a test never passes because something was overlooked.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

Json = Any
Invoke = Callable[[str, Json], Json]

_COMMON = {"Type", "Comment", "Next", "End"}
_FIELDS = {
    "Task": _COMMON
    | {"Resource", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "Retry", "Catch"}
    | {"TimeoutSeconds", "TimeoutSecondsPath"},
    "Choice": {"Type", "Comment", "Choices", "Default"},
    "Pass": _COMMON | {"Parameters"},
    "Wait": {"Type", "Comment", "SecondsPath", "Next"},
    "Succeed": {"Type", "Comment"},
    "Fail": {"Type", "Comment", "Error", "Cause"},
}
_RULE_FIELDS = {
    "Choices": {"Variable", "StringEquals", "IsPresent", "Next"},
    "Retry": {"ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds", "JitterStrategy"},
    "Catch": {"ErrorEquals", "ResultPath", "Next"},
}
_INVOKE = "arn:aws:states:::lambda:invoke"
_WAIT = f"{_INVOKE}.waitForTaskToken"


class Unsupported(Exception):
    """The definition uses something that this interpreter does not know."""


class TaskFailed(Exception):
    """A task ended in an error of this name."""

    def __init__(self, error: str, cause: str = "") -> None:
        super().__init__(error, cause)
        self.error, self.cause = error, cause


class Execution:
    """One run of the workflow. `step` does what is due; `wake_at` is when there is something due."""

    def __init__(self, definition: Mapping[str, Json], name: str, given: Json, now: datetime, rng: Random) -> None:
        self.definition, self.name, self.data, self.rng = definition, name, given, rng
        self.status = "RUNNING"
        self.error: str | None = None
        self.given = given
        self.path: list[str] = []
        self.token: str | None = None
        self.wake_at: datetime | None = now
        self._tokens = 0
        self._answer: tuple[str, Json] | None = None
        self._wait_until: datetime | None = None
        self._attempts: Counter[int] = Counter()
        self._times_out_at = now + timedelta(seconds=definition["TimeoutSeconds"])
        self._enter(str(definition["StartAt"]), now)

    @property
    def state(self) -> str:
        return self.path[-1]

    @property
    def waits(self) -> bool:
        return self.token is not None

    def step(self, now: datetime, invoke: Invoke) -> None:
        """Do the present state, or as much of it as can be done now."""
        if self.status != "RUNNING":
            return
        if now >= self._times_out_at:
            self.end("TIMED_OUT", "States.Timeout")
            return
        state = self.definition["States"][self.state]
        getattr(self, f"_do_{state['Type'].lower()}")(state, now, invoke)
        if self.status != "RUNNING":  # ended from outside while its task was at work
            self.token, self.wake_at = None, None

    def answer(self, token: str, kind: str, value: Json, now: datetime) -> bool:
        """End the wait on `token`; False when nothing waits on it any more."""
        if token != self.token or self._answer is not None or self.status != "RUNNING":
            return False
        if self._wait_until is not None and now >= self._wait_until:
            return False
        self._answer, self.wake_at = (kind, value), now
        return True

    def end(self, status: str, error: str | None = None) -> None:
        """End the run, from within or, as when the service loses it, from outside."""
        self.status, self.error, self.token, self.wake_at = status, error, None, None

    def _enter(self, name: str, now: datetime) -> None:
        self.path.append(name)
        self._entered_at = now
        self.token, self._answer, self._wait_until = None, None, None
        self._attempts.clear()

    def _go(self, state: Mapping[str, Json], now: datetime) -> None:
        self._enter(str(state["Next"]), now)
        self.wake_at = now

    def _do_pass(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        if "Parameters" in state:
            self.data = fill(state["Parameters"], self.data, {})
        self._go(state, now)

    def _do_choice(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        for rule in state["Choices"]:
            if _holds(rule, self.data):
                return self._go(rule, now)
        return self._go({"Next": state["Default"]}, now)

    def _do_wait(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        if self._wait_until is None:
            seconds = look(state["SecondsPath"], self.data)
            if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 0:
                self.end("FAILED", "States.Runtime")
                return
            self._wait_until = now + timedelta(seconds=seconds)
        if now < self._wait_until:
            self.wake_at = self._wait_until
            return
        self._go(state, now)

    def _do_succeed(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        self.end("SUCCEEDED")

    def _do_fail(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        self.end("FAILED", str(state["Error"]))

    def _do_task(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        try:
            result = self._call(state, now, invoke) if state["Resource"] == _INVOKE else self._wait(state, now, invoke)
        except TaskFailed as error:
            self._failed(state, error, now)
            return
        if result is _NOT_YET:
            return
        if "ResultSelector" in state:
            result = fill(state["ResultSelector"], result, {})
        self.data = look(state.get("OutputPath", "$"), put(state.get("ResultPath", "$"), self.data, result))
        self._go(state, now)

    def _call(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> Json:
        asked = fill(state["Parameters"], self.data, {})
        return {"StatusCode": 200, "Payload": invoke(asked["FunctionName"], asked["Payload"])}

    def _wait(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> Json:
        if self.token is None:
            self._begin_wait(state, now, invoke)
        if self._answer is not None:
            kind, value = self._answer
            if kind == "failure":
                raise TaskFailed(value)
            return value
        assert self._wait_until is not None
        if now >= self._wait_until:
            raise TaskFailed("States.Timeout")
        self.wake_at = self._wait_until
        return _NOT_YET

    def _begin_wait(self, state: Mapping[str, Json], now: datetime, invoke: Invoke) -> None:
        self._tokens += 1
        self.token = f"{self.name}/{self._tokens}"
        seconds = look(state["TimeoutSecondsPath"], self.data)
        if not isinstance(seconds, int) or isinstance(seconds, bool) or seconds < 1:
            raise TaskFailed("States.Runtime", f"{seconds!r} is no timeout")
        self._wait_until = now + timedelta(seconds=seconds)
        asked = fill(state["Parameters"], self.data, self._context())
        try:
            invoke(asked["FunctionName"], asked["Payload"])
        except TaskFailed:
            if self._answer is None:  # an answer that came before the function failed counts
                raise

    def _context(self) -> Json:
        entered = self._entered_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "Task": {"Token": self.token},
            "State": {"EnteredTime": entered, "RetryCount": sum(self._attempts.values())},
        }

    def _failed(self, state: Mapping[str, Json], error: TaskFailed, now: datetime) -> None:
        self.token, self._answer, self._wait_until = None, None, None
        for number, retrier in enumerate(state.get("Retry", ())):
            if not matches(retrier["ErrorEquals"], error.error):
                continue
            if self._attempts[number] >= retrier.get("MaxAttempts", 3):
                break
            self.wake_at = now + self._pause(retrier, self._attempts[number])
            self._attempts[number] += 1
            return
        for catcher in state.get("Catch", ()):
            if matches(catcher["ErrorEquals"], error.error):
                failure = {"Error": error.error, "Cause": error.cause}
                self.data = put(catcher.get("ResultPath", "$"), self.data, failure)
                self._go(catcher, now)
                return
        self.end("FAILED", error.error)

    def _pause(self, retrier: Mapping[str, Json], attempts: int) -> timedelta:
        seconds = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** attempts
        seconds = min(seconds, retrier.get("MaxDelaySeconds", seconds))
        if retrier.get("JitterStrategy") == "FULL":
            seconds = self.rng.uniform(0, seconds)
        return timedelta(seconds=round(seconds, 3))


_NOT_YET = object()


def load(text: str) -> Json:
    """The definition, if every construct in it is known. Raises Unsupported."""
    definition = json.loads(text)
    _only(definition, {"Comment", "StartAt", "TimeoutSeconds", "States"}, "the machine")
    for name, state in definition["States"].items():
        if state["Type"] not in _FIELDS:
            raise Unsupported(f"{name}: {state['Type']}")
        _only(state, _FIELDS[state["Type"]], name)
        for part, fields in _RULE_FIELDS.items():
            for rule in state.get(part, ()):
                _only(rule, fields, f"{name}.{part}")
        if state["Type"] == "Task" and state["Resource"] not in (_INVOKE, _WAIT):
            raise Unsupported(f"{name}: {state['Resource']}")
    return definition


def _holds(rule: Mapping[str, Json], data: Json) -> bool:
    """Whether a choice is to be taken."""
    if "IsPresent" in rule:
        return is_there(rule["Variable"], data) is bool(rule["IsPresent"])
    return bool(look(rule["Variable"], data) == rule["StringEquals"])


def is_there(path: str, data: Json) -> bool:
    """Whether there is anything at a reference path."""
    try:
        look(path, data)
    except TaskFailed:
        return False
    return True


def matches(names: list[str], error: str) -> bool:
    """Whether an error of this name is meant: by its name, or by one of the two that mean many."""
    wildcard = "States.ALL" in names or ("States.TaskFailed" in names and error != "States.Timeout")
    return error in names or wildcard


def look(path: str, data: Json) -> Json:
    """What stands at a reference path. Raises TaskFailed where there is nothing."""
    here = data
    for part in _parts(path):
        if not isinstance(here, dict) or part not in here:
            raise TaskFailed("States.ParameterPathFailure", path)
        here = here[part]
    return here


def put(path: str, data: Json, value: Json) -> Json:
    """`data` with `value` at a reference path."""
    parts = _parts(path)
    if not parts:
        return value
    result = dict(data)
    here = result
    for part in parts[:-1]:
        here[part] = dict(here.get(part, {}))
        here = here[part]
    here[parts[-1]] = value
    return result


def fill(template: Json, data: Json, context: Json) -> Json:
    """A payload template with what its `.$` fields point at in the input (`$`) or the context (`$$`)."""
    if not isinstance(template, dict):
        return template
    filled = {}
    for key, value in template.items():
        if not key.endswith(".$"):
            filled[key] = fill(value, data, context)
        elif value.startswith("$$"):
            filled[key.removesuffix(".$")] = look(value[1:], context)
        else:
            filled[key.removesuffix(".$")] = look(value, data)
    return filled


def _parts(path: str) -> list[str]:
    if path != "$" and not path.startswith("$."):
        raise Unsupported(path)
    if any(sign in path for sign in "[]*@?("):
        raise Unsupported(path)
    return path.split(".")[1:]


def _only(thing: Mapping[str, Json], known: set[str], where: str) -> None:
    unknown = set(thing) - known
    if unknown:
        raise Unsupported(f"{where}: {', '.join(sorted(unknown))}")
