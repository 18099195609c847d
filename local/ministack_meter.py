"""Counts at the embedded cloud's door what AWS would bill: calls by service, DynamoDB's units, functions' time, lines,
transitions and messages, each by the function that caused it and the booking that it was for.

A function's calls are known by the trace that botocore sends along; what calls without one (the deployment, tests) is
counted under no function. `POST /_sojourn/usage` lets it begin, `DELETE` end, and `GET` answers with all that was
counted. Until it begins nothing takes longer because of it.
"""

import itertools
import json
import re
import threading
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from local import ministack_units
from local.ministack_units import Measured, Units

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[str, str, dict[str, str], bytes, Mapping[str, Any]], Awaitable[Answer]]

PATH = "/_sojourn/usage"
# What Lambda writes of its own around the lines of an invocation, and CloudWatch counts beside each line.
PLATFORM_BYTES = 330
LINE_BYTES = 26
MESSAGE_BYTES = 65_536  # of SQS: a longer one is paid as several
PUSHED_BYTES = 32_768  # of a WebSocket API: as above

_BOOKING = re.compile(r"bkg_[0-9A-HJKMNP-TV-Z]{26}")
# The emulator's worker reports what an invocation took of a processor, and its start before.
_CALL = "result = handler_fn(event, context)"
_CALL_TIMED = "_began = time.process_time(); result = handler_fn(event, context)"
_REPORT = 'json.dumps({"status": "ok", "result": result})'
_REPORT_TIMED = 'json.dumps({"status": "ok", "result": result, "began": _began, "cpu": time.process_time() - _began})'


class Cause(NamedTuple):
    """By which function something was used, and for which booking; empty, where that is not known."""

    function: str = ""
    booking: str = ""


class Meter:
    """What was used while it was on."""

    def __init__(self) -> None:
        self.on = False
        self._lock = threading.Lock()
        self._used: dict[Cause, Units] = {}
        self._running: dict[str, Cause] = {}  # by the root of an invocation's trace
        self.stored = Units(float)

    def add(self, cause: Cause, units: Mapping[str, float]) -> None:
        """Add units by their names."""
        with self._lock:
            used = self._used.setdefault(cause, Units(float))
            for name, number in units.items():
                used[name] += number

    def begin(self, trace: str, cause: Cause) -> None:
        """Note who calls while this trace is sent along."""
        with self._lock:
            self._running[trace] = cause

    def end(self, trace: str) -> None:
        """Forget a trace."""
        with self._lock:
            self._running.pop(trace, None)

    def find_cause(self, headers: Mapping[str, str]) -> Cause:
        """Return who makes a call."""
        sent = next((value for name, value in headers.items() if name.lower() == "x-amzn-trace-id"), "")
        with self._lock:
            return self._running.get(_root(sent), Cause())

    def report(self) -> bytes:
        """Return everything as JSON."""
        with self._lock:
            used = [{**cause._asdict(), "units": dict(units)} for cause, units in self._used.items()]
            return json.dumps({"used": used, "stored": dict(self.stored)}).encode()


def install(app: Any, lambda_runtime: Any, apigateway: Any, stepfunctions: Any, dynamodb: Any) -> None:
    """Let the emulator count."""
    meter = Meter()
    ministack_units.install(dynamodb, meter)
    _answer_usage(app, meter)
    _count_invocations(lambda_runtime, meter)
    _count_transitions(stepfunctions, meter)
    _count_pushes(apigateway, meter)
    for service, handler in list(app.SERVICE_HANDLERS.items()):
        count = (
            _count_units(dynamodb, handler, meter) if service == "dynamodb" else _count_calls(service, handler, meter)
        )
        app.SERVICE_HANDLERS[service] = count


def _answer_usage(app: Any, meter: Meter) -> None:
    handle = app._handle_pre_body_request

    async def answer(method: str, path: str, *more: Any) -> Any:
        if path == PATH:
            meter.on = {"POST": True, "DELETE": False}.get(method, meter.on)
            return 200, {"Content-Type": "application/json"}, meter.report()
        return await handle(method, path, *more)

    app._handle_pre_body_request = answer


def _count_invocations(lambda_runtime: Any, meter: Meter) -> None:
    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if _CALL not in script or _REPORT not in script:
        raise SystemExit("The emulator's worker calls functions in another way than this was written for.")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_CALL, _CALL_TIMED).replace(_REPORT, _REPORT_TIMED)
    invoke, numbers = lambda_runtime.Worker.invoke, itertools.count(1)

    def invoke_counted(worker: Any, event: Any, request_id: str, **more: Any) -> Any:
        if not meter.on:
            return invoke(worker, event, request_id, **more)
        trace = more.get("trace_id") or f"Root=1-00000000-{next(numbers):024x};Parent={0:016x};Sampled=0"
        cause = Cause(_shorten(worker.func_name), _find_booking(event))
        meter.begin(_root(trace), cause)
        try:
            result = invoke(worker, event, request_id, **{**more, "trace_id": trace})
        finally:
            meter.end(_root(trace))
        meter.add(cause if cause.booking else _name_created(cause, result), _units_of(event, result))
        return result

    lambda_runtime.Worker.invoke = invoke_counted


def _name_created(cause: Cause, result: Mapping[str, Any]) -> Cause:
    """Return the cause with the booking that an invocation made, if it made one."""
    return cause._replace(booking=_find_booking(result.get("result")))


def _root(trace: str) -> str:
    return trace.partition(";")[0]


def _shorten(function: str) -> str:
    return function.split("-", 2)[2] if function.startswith("sojourn-") else function


def _find_booking(value: Any) -> str:
    found = _BOOKING.search(json.dumps(value))
    return found[0] if found else ""


def _units_of(event: Any, result: Mapping[str, Any]) -> dict[str, float]:
    """Return what an invocation used: a start, time, lines, and what called it."""
    kind = "cold" if result.get("cold_start") else "warm"
    lines = str(result.get("log", "")).splitlines()
    units: dict[str, float] = {
        f"invocations:{kind}": 1,
        f"cpu:{kind}": float(result.get("cpu", 0)),
        "logs.bytes": PLATFORM_BYTES + sum(len(line.encode()) + LINE_BYTES for line in lines),
        **_units_of_caller(event, result),
    }
    if kind == "cold":
        units["cpu:start"] = float(result.get("began", 0))
    for name in itertools.chain.from_iterable(map(_metrics_in, lines)):
        units[f"metric:{name}"] = units.get(f"metric:{name}", 0) + 1
    return units


def _units_of_caller(event: Any, result: Mapping[str, Any]) -> dict[str, float]:
    """Return what AWS bills for passing an event on: a request, a message of a WebSocket, messages off a queue."""
    if not isinstance(event, dict):
        return {}
    connection = (
        event.get("requestContext", {}).get("eventType") if isinstance(event.get("requestContext"), dict) else ""
    )
    if connection:
        return (
            {"websocket.messages": _chunks(str(event.get("body") or ""), PUSHED_BYTES)}
            if connection == "MESSAGE"
            else {}
        )
    if "httpMethod" in event:
        answer = result.get("result")
        body = str(answer.get("body") or "") if isinstance(answer, dict) else ""
        return {"api.requests": 1, "api.bytes": len(body.encode())}
    taken = [each for each in event.get("Records", []) if each.get("eventSource") == "aws:sqs"]
    return {"sqs.requests": 2} if taken else {}  # received, and deleted, a batch at a time


def _chunks(text: str, size: int) -> int:
    return max(1, -(-len(text.encode()) // size))


def _metrics_in(line: str) -> list[str]:
    """Return the metrics that a line of a function is, each with the values of its dimensions."""
    if '"_aws"' not in line:
        return []
    fields = json.loads(line)
    return [
        f"{each['Namespace']}/{metric['Name']}{{{','.join(f'{key}={fields[key]}' for key in keys)}}}"
        for each in fields["_aws"]["CloudWatchMetrics"]
        for keys in each["Dimensions"]
        for metric in each["Metrics"]
    ]


def _count_transitions(stepfunctions: Any, meter: Meter) -> None:
    add_event = stepfunctions._add_event

    def add_counted(execution: Any, event_type: str, details: Any = None) -> Any:
        # A task is paid for each time that it is tried, every other state when it is entered.
        is_entered = event_type.endswith("StateEntered") and event_type != "TaskStateEntered"
        if meter.on and (is_entered or event_type == "TaskScheduled"):
            name = str(execution.get("name") or execution.get("executionArn", ""))
            meter.add(Cause("workflow", _find_booking([name, execution.get("input", "")])), {"states.transitions": 1})
        return add_event(execution, event_type, details)

    stepfunctions._add_event = add_counted


def _count_pushes(apigateway: Any, meter: Meter) -> None:
    handle = apigateway.handle_connections_api

    async def handle_counted(
        method: str, api_id: str, stage: str, connection_id: str, body: bytes, headers: dict[str, str]
    ) -> Any:
        if meter.on:
            messages = max(1, -(-len(body or b"") // PUSHED_BYTES)) if method == "POST" else 0
            meter.add(meter.find_cause(headers), {"websocket.messages": messages, f"call:websocket:{method}": 1})
        return await handle(method, api_id, stage, connection_id, body, headers)

    apigateway.handle_connections_api = handle_counted


def _count_units(dynamodb: Any, handler: Handler, meter: Meter) -> Handler:
    async def count(method: str, path: str, headers: dict[str, str], body: bytes, query: Mapping[str, Any]) -> Answer:
        if not meter.on:
            return await handler(method, path, headers, body, query)
        cause, action = meter.find_cause(headers), headers.get("x-amz-target", "").rpartition(".")[2]
        measured = Measured(dynamodb, action, body)
        status, answered, answer = await handler(method, path, headers, measured.begin(), query)
        answer, units = measured.end(status, answer)
        answered.pop("x-amz-crc32", None)
        meter.add(cause, {f"call:dynamodb:{action}": 1, **units})
        return status, answered, answer

    return count


def _count_calls(service: str, handler: Handler, meter: Meter) -> Handler:
    async def count(method: str, path: str, headers: dict[str, str], body: bytes, query: Mapping[str, Any]) -> Answer:
        if not meter.on:
            return await handler(method, path, headers, body, query)
        cause = meter.find_cause(headers)
        answer = await handler(method, path, headers, body, query)
        units = {f"call:{service}:{_action(service, method, headers, query)}": 1.0}
        if service == "sqs":
            units["sqs.requests"] = max(1, -(-len(body) // MESSAGE_BYTES))
        if service == "s3" and method == "PUT":
            units["s3.bytes"] = len(body)
        meter.add(cause, units)
        return answer

    return count


def _action(service: str, method: str, headers: Mapping[str, str], query: Mapping[str, Any]) -> str:
    if service == "s3":
        return method
    target = headers.get("x-amz-target", "").rpartition(".")[2]
    asked = query.get("Action", "")
    return target or str(asked[0] if isinstance(asked, list) and asked else asked) or method
