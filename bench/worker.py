"""One handler in a process of its own, as Lambda runs it: an unpacked folder on the path, nothing else but Python.

Run as `python -I -S -B worker.py <descriptor> <folder> <module> <attribute>`; orders come as JSON lines on standard
input, answers go as JSON lines to the file descriptor. Botocore's transport gives canned answers, all above is real.
"""

import importlib
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]


class Context:
    """What handlers ask of Lambda's context."""

    aws_request_id = "0f2c1a52-3b1d-4c7e-9a55-1c0c8f2d4b10"
    function_name = "bench"
    function_version = "$LATEST"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-central-1:000000000000:function:bench"
    log_group_name = "/aws/lambda/bench"
    log_stream_name = "bench"

    def get_remaining_time_in_millis(self) -> int:
        return 29_000


class Raw:
    """The body of a canned answer, as urllib3 would give it."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.body


def stub_transport(answers: dict[str, bytes], calls: list[str]) -> None:
    """Answer every request at the place where botocore would open a connection; its operation is noted in `calls`.

    `answers` are those of one table, by its name and the operation, or by the operation alone. Of other tables there is
    nothing, and what is asked of them is noted with their name.
    """
    from botocore.awsrequest import AWSResponse, HeadersDict
    from botocore.httpsession import URLLib3Session

    def send(_self: Any, request: Any) -> Any:
        given = request.headers.get("X-Amz-Target", b"")
        service, _, operation = (given if isinstance(given, str) else given.decode()).rpartition(".")
        asked = json.loads(request.body) if service.startswith("DynamoDB") else {}
        table = asked.get("TableName") or ", ".join(asked.get("RequestItems", ()))
        known = answers.get(f"{table} {operation}", answers.get(operation))
        calls.append(f"{operation} of {table}" if known is None else operation)
        asked_of = asked.get("RequestItems", {})
        nothing: Json = {"Responses": {each: [] for each in asked_of}, "UnprocessedKeys": {}} if asked_of else {}
        headers: Any = HeadersDict({"Content-Type": "application/x-amz-json-1.0", "x-amzn-RequestId": "BENCH"})
        return AWSResponse(request.url, 200, headers, Raw(known or json.dumps(nothing).encode()))

    transport: Any = URLLib3Session
    transport.send = send


def clocks() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


def since(begun: tuple[float, float]) -> list[float]:
    """Milliseconds of CPU and of the wall's clock."""
    cpu, wall = clocks()
    return [(cpu - begun[0]) * 1000, (wall - begun[1]) * 1000]


def main() -> None:
    answers_to, folder, module, attribute = sys.argv[1:]
    out = os.fdopen(int(answers_to), "w", buffering=1)
    orders = (json.loads(line) for line in sys.stdin)
    setup = next(orders)
    lines: Any = sys.stdout
    lines.reconfigure(line_buffering=True)  # as Lambda has it
    sys.path.insert(0, folder)
    at_start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    begun = clocks()
    handler: Callable[[Json, Context], Json] = getattr(importlib.import_module(module), attribute)
    init = since(begun)
    imported = len(sys.modules)

    answers = {name: json.dumps(answer).encode() for name, answer in setup["answers"].items()}
    events = {name: json.dumps(event) for name, event in setup["events"].items()}
    calls: list[str] = []
    begun = clocks()
    stub_transport(answers, calls)
    first = answer(handler, json.loads(events[setup["first"]]))
    cold = since(begun)
    started = {
        "init": init,
        "first": cold,
        "answer": first,
        "imported": imported,
        "modules": len(sys.modules),
        "rss_at_start": at_start,
    }
    out.write(json.dumps(started) + "\n")

    for order in orders:
        calls.clear()
        if order["do"] == "once":
            given = handler(json.loads(events[order["event"]]), Context())
            reply: Json = {"answer": given, "calls": list(calls)}
        else:
            reply = {"microseconds": timed(handler, events[order["event"]], order["times"])}
        reply["rss"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        out.write(json.dumps(reply) + "\n")


def answer(handler: Callable[[Json, Context], Any], event: Json) -> Any:
    """What a handler answers; an error by its name, for some events are made to end in one."""
    try:
        return handler(event, Context())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is shown to who compares
        return {"raised": type(error).__name__}


def timed(handler: Callable[[Json, Context], Json], event: str, times: int) -> float:
    """CPU microseconds a request; every request gets an event of its own, as from Lambda, decoded outside the clock."""
    given = [json.loads(event) for _ in range(times)]
    context = Context()
    begun = time.process_time()
    for each in given:
        handler(each, context)
    return (time.process_time() - begun) / times * 1e6


main()
