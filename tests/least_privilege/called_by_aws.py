"""The rights that a service of AWS uses in a function's name, which no test of ours can call: who does, and when. A
right stands here only together with what makes the service use it, which is read from `app.py` and the templates."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from infra.tracing import SAMPLING, SENDING, UNTRACED, is_traced
from infra.workflow.machine import LOG_DELIVERY
from tests.least_privilege.naming import arn
from tests.least_privilege.requests import Call, Record, Request
from tests.least_privilege.stages import MACHINE
from tests.support.tables import ROOT


class Use(NamedTuple):
    """What a service does in a function's name. `source` is where AWS says so."""

    actions: tuple[str, ...]
    who: str
    why: str
    source: str
    resources: Callable[[str, str], Iterator[str]]
    """Given a function and a stage: on what it does so, if it does."""


def _own_logs(function: str, stage: str) -> Iterator[str]:
    if function == MACHINE:
        return
    yield arn("logs", f"log-group:/aws/lambda/sojourn-{stage}-{function}:log-stream:x")
    if function == "api_handler":  # `chalice deploy` calls the API's function by the application and the stage alone
        yield arn("logs", f"log-group:/aws/lambda/sojourn-{stage}:log-stream:x")


def _own_queue(function: str, stage: str) -> Iterator[str]:
    yield from (arn("sqs", f"sojourn-{stage}-{queue}") for name, queue in _event_sources().items() if name == function)


def _log_delivery(function: str, _stage: str) -> Iterator[str]:
    if function == MACHINE:
        yield "*"


def _traces(function: str, stage: str) -> Iterator[str]:
    if is_traced(stage) and function not in UNTRACED:
        yield "*"


def _sampling(function: str, stage: str) -> Iterator[str]:
    yield from _traces(function, stage) if function == MACHINE else ()


USES = (
    Use(
        ("logs:CreateLogStream", "logs:PutLogEvents"),
        "Lambda",
        "writes what the function prints into its own log group",
        "Lambda developer guide: AWSLambdaBasicExecutionRole (CreateLogGroup is left out: the groups are made before)",
        _own_logs,
    ),
    Use(
        ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
        "Lambda's event source mapping",
        "receives the queue's messages, counts them, and deletes those that the function has handled",
        "Lambda developer guide: AWSLambdaSQSQueueExecutionRole",
        _own_queue,
    ),
    Use(
        tuple(f"logs:{action}" for action in LOG_DELIVERY),
        "Step Functions",
        "sets up the delivery of the executions' log when the state machine is made or changed",
        "Step Functions developer guide: logging to CloudWatch, required permissions",
        _log_delivery,
    ),
    Use(
        SENDING,
        "Lambda, or Step Functions,",
        "sends the segments of a trace, where the stage is traced",
        "Lambda developer guide: AWSXRayDaemonWriteAccess; Step Functions developer guide: X-Ray, IAM policy",
        _traces,
    ),
    Use(
        SAMPLING,
        "Step Functions",
        "asks by which rules executions are traced",
        "Step Functions developer guide: X-Ray, IAM policy",
        _sampling,
    ),
)


def calls_of_aws(function: str, stage: str) -> Record:
    """Return every call that services make in this function's name on a stage, with who makes it for a test."""
    return {
        Call(function, Request(action, resource)): (f"{use.who} {use.why}",)
        for use in USES
        for action in use.actions
        for resource in use.resources(function, stage)
    }


@cache
def _event_sources() -> dict[str, str]:
    """Return which queue's messages each handler of `app.py` is given."""
    found = {}
    for node in ast.walk(ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "on_sqs_message":
            given = {each.arg: each.value for each in node.keywords}
            found[ast.literal_eval(given["name"])] = str(ast.literal_eval(given["queue"].args[0]))  # type: ignore[attr-defined]
    return found
