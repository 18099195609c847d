"""Whether the systems that Sojourn stands on answer: asked with short timeouts, all at once."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import msgspec

from chalicelib import observability, settings
from chalicelib.gateways import aws, parameters

TIMEOUT_SECONDS = 1.5


class Probe(msgspec.Struct, frozen=True):
    """One system's answer; `latency_milliseconds` until it answered or was given up."""

    ok: bool
    latency_milliseconds: int


def probe_dependencies() -> dict[str, Probe]:
    """Probe each system by name. Never raises: a system that fails is one that is not ok."""
    checks = _checks()
    with ThreadPoolExecutor(max_workers=len(checks)) as pool:
        running = {name: pool.submit(_probe, name, check) for name, check in checks.items()}
        return {name: each.result() for name, each in running.items()}


def _checks() -> Mapping[str, Callable[[], object]]:
    """Return the cheapest call to each system that proves that it is there and that we may speak to it."""
    here = settings.current()
    return {
        "database": partial(_read_nothing, _ask("dynamodb"), here.name("bookings")),
        "queue": partial(_ask("sqs").get_queue_url, QueueName=here.name("bookings")),
        "workflow": partial(_describe_workflow, _ask("stepfunctions")),
    }


def _read_nothing(dynamodb: Any, table: str) -> None:
    dynamodb.get_item(TableName=table, Key={"bookingId": {"S": "health"}}, ProjectionExpression="bookingId")


def _describe_workflow(stepfunctions: Any) -> None:
    stepfunctions.describe_state_machine(stateMachineArn=parameters.current().state_machine_arn)


def _ask(service: str) -> Any:
    return aws.client(service, timeout=TIMEOUT_SECONDS, attempts=1)


def _probe(name: str, check: Callable[[], object]) -> Probe:
    begun = time.perf_counter()
    try:
        check()
        ok = True
    except Exception:  # noqa: BLE001 - whatever a dependency does wrong is what this is here to tell
        observability.error("A dependency does not answer", dependency=name)
        ok = False
    return Probe(ok, round((time.perf_counter() - begun) * 1000))
