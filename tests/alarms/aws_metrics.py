"""AWS's own metrics of queues, tables, the workflow and the gateway, counted where they happen, by the names and with
the dimensions that AWS documents."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib.domain.identity import Identity
from chalicelib.gateways import parameters
from tests.alarms.cloudwatch.metrics import Metrics, metric
from tests.alarms.functions import Functions, TooManyRequests
from tests.simulation.cloud.queues import Queue
from tests.simulation.cloud.rows import Failure
from tests.simulation.state_machine import Execution
from tests.simulation.world import MACHINE, World
from tests.support import gateway
from tests.support.connection import Crash
from tests.support.gateway import Answered
from tests.support.tables import STAGE

GATEWAY_TAKES = timedelta(milliseconds=8)
LONGEST_ANSWER = timedelta(seconds=29)  # that the gateway waits for
DISTRIBUTION = "E1EXAMPLE"  # the id of the one before the stage
API = {"ApiName": f"sojourn-{STAGE}", "Stage": "api"}


_READS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"})
CHARGED_EVERY = timedelta(hours=6)
DOLLARS_A_RUN = 0.000_002  # of a function, with what it calls; what this is multiplied by is what matters


class Backups:
    """AWS Backup: what became of its jobs, by the vault that they are of."""

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics

    def end(self, what: str) -> None:
        """Count a job that ended so, such as NumberOfBackupJobsFailed."""
        vault = {"BackupVaultName": f"sojourn-{STAGE}-tables"}
        self._metrics.put(metric("AWS/Backup", what, vault), self._made.clock.time, 1, "Count")


class Front:
    """CloudFront before the stage, and its firewall: what became of requests that came there."""

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics

    def answer(self, *, failed: bool) -> None:
        """Count a request that was answered, by 5xx or not."""
        self._put("AWS/CloudFront", "Requests", 1, "None")
        self._put("AWS/CloudFront", "5xxErrorRate", 100 if failed else 0, "Percent")

    def block(self, requests: int) -> None:
        """Count requests that the firewall stopped."""
        self._put("AWS/WAFV2", "BlockedRequests", requests, "Count")

    def _put(self, namespace: str, what: str, value: float, unit: str) -> None:
        distribution = {"DistributionId": DISTRIBUTION, "Region": "Global"}
        firewall = {"WebACL": f"sojourn-{STAGE}-edge", "Rule": "ALL"}
        of = distribution if namespace == "AWS/CloudFront" else firewall
        self._metrics.put(metric(namespace, what, of), self._made.clock.time, value, unit)


class Charges:
    """Billing: what the account is estimated to owe this month, said a few times a day."""

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics
        self.others = 0.0  # what else in the account costs, in US dollars

    def say(self, runs: int) -> None:
        """Say what so many runs of functions come to, and everything else."""
        of = metric("AWS/Billing", "EstimatedCharges", {"Currency": "USD"})
        self._metrics.put(of, self._made.clock.time, self.others + runs * DOLLARS_A_RUN, "None")


class Queues:
    """SQS: how many messages wait in each queue, and since when the oldest. What failed too often is a dead letter."""

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics
        self._sent_at: dict[tuple[str, str], datetime] = {}
        made.wire.queues.sent = self._note
        self._deliver = made.deliver
        made.deliver = self._deliver_and_set_aside  # type: ignore[method-assign]

    @staticmethod
    def name_of(queue: str) -> str:
        """The physical name of one of our queues."""
        return f"sojourn-{STAGE}-{queue}"

    def sample(self) -> None:
        """Measure every queue."""
        now = self._made.clock.time
        for name, queue in self._made.wire.queues.queues.items():
            waiting = queue.ready(now)
            hidden = sum(message.visible_at > now and message.tries > 0 for message in queue.messages.values())
            ages = [now - self._sent_at.get((name, each), now) for each in queue.messages]
            self._put(name, "ApproximateNumberOfMessagesVisible", len(waiting), "Count")
            self._put(name, "ApproximateNumberOfMessagesNotVisible", hidden, "Count")
            oldest = max(ages, default=timedelta(0)).total_seconds()
            self._put(name, "ApproximateAgeOfOldestMessage", oldest, "Seconds")

    def _note(self, name: str, _request: Mapping[str, Any]) -> None:
        """Note when a message came; it is the last of its queue."""
        queue = self._made.wire.queues.queues[name]
        self._sent_at[name, next(reversed(queue.messages))] = self._made.clock.time
        self._put(name, "NumberOfMessagesSent", 1, "Count")

    def _deliver_and_set_aside(self, queue: Queue, size: int) -> None:
        known = len(self._made.set_aside)
        self._deliver(queue, size)
        dead = self._made.wire.queues.queues[f"{queue.name}-dlq"]
        for message in self._made.set_aside[known:]:
            dead.messages[message.id] = message
            self._sent_at[dead.name, message.id] = self._sent_at.get((queue.name, message.id), self._made.clock.time)

    def _put(self, name: str, what: str, value: float, unit: str) -> None:
        self._metrics.put(metric("AWS/SQS", what, {"QueueName": name}), self._made.clock.time, value, unit)


class Tables:
    """DynamoDB: what it does, and what it refuses, by table and operation.

    The functions' own client hears of a refusal as it would from DynamoDB, for each attempt.
    """

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics
        self._clients: list[Any] = []

    def listen(self, patch: pytest.MonkeyPatch) -> None:
        """Stand between the functions and DynamoDB."""
        wire = self._made.wire
        ask, effect = wire.aws, wire._effect

        def aws(client: Any, operation: str, params: Mapping[str, Any]) -> Any:
            self._clients.append(client)
            try:
                return ask(client, operation, params)
            finally:
                self._clients.pop()

        def observed(name: str, service: str, operation: str, params: Mapping[str, Any]) -> Any:
            try:
                answer = effect(name, service, operation, params)
            except Failure as failure:
                if service == "dynamodb":
                    self._refused(operation, params, failure)
                raise
            if service == "dynamodb":
                self._count("SuccessfulRequestLatency", operation, params, 5, "Milliseconds")
                self._count_units(operation, params)
            return answer

        patch.setattr(wire, "aws", aws)
        patch.setattr(wire, "_effect", observed)

    def _refused(self, operation: str, params: Mapping[str, Any], failure: Failure) -> None:
        if "Throughput" in failure.code or "Throttling" in failure.code:
            self._count("ThrottledRequests", operation, params, 1, "Count")
        _notify(self._clients[-1], operation, failure)

    def _count(self, what: str, operation: str, params: Mapping[str, Any], value: float, unit: str) -> None:
        table = params.get("TableName")
        if isinstance(table, str):
            of = metric("AWS/DynamoDB", what, {"TableName": table, "Operation": operation})
            self._metrics.put(of, self._made.clock.time, value, unit)

    def _count_units(self, operation: str, params: Mapping[str, Any]) -> None:
        """Count a unit for each row that is read or written; of one that is larger it would be more."""
        units = "ConsumedReadCapacityUnits" if operation in _READS else "ConsumedWriteCapacityUnits"
        for table in _tables_of(params):
            self._metrics.put(metric("AWS/DynamoDB", units, {"TableName": table}), self._made.clock.time, 1, "Count")


def _tables_of(params: Mapping[str, Any]) -> list[str]:
    """The tables of a call: the one that it names, or those of the rows of a transaction or a batch."""
    if isinstance(table := params.get("TableName"), str):
        return [table]
    parts = [part for each in params.get("TransactItems", ()) for part in each.values()]
    return [*(part["TableName"] for part in parts), *params.get("RequestItems", ())]


def _notify(client: Any, operation: str, failure: Failure) -> None:
    """Let those hear of an attempt that failed who registered with botocore for it; whether there is another is decided
    by the simulation."""
    parsed = {"Error": {"Code": failure.code, "Message": failure.message}, "ResponseMetadata": {}, **failure.more}
    client.meta.events.emit(
        f"needs-retry.dynamodb.{operation}",
        response=(SimpleNamespace(status_code=400, headers={}), parsed),
        endpoint=None,
        operation=client.meta.service_model.operation_model(operation),
        attempts=1,
        caught_exception=None,
        request_dict={"context": {}},
    )


class Workflows:
    """Step Functions: executions as they begin and end, and transitions that come faster than the account may.

    `transitions` is how many of those the account may make in a second.
    """

    def __init__(self, made: World, metrics: Metrics) -> None:
        self._made, self._metrics = made, metrics
        self._began: set[str] = set()
        self._ended: set[int] = set()
        self._made_at: list[datetime] = []
        self.transitions = 5_000
        self._step = made._step
        made._step = self._step_or_wait  # type: ignore[method-assign]

    def sample(self) -> None:
        """Count what has begun and ended since."""
        for execution in self._made.executions.values():
            if execution.name not in self._began:
                self._began.add(execution.name)
                self._put("ExecutionsStarted")
            if execution.status != "RUNNING" and id(execution) not in self._ended:
                self._ended.add(id(execution))
                self._put(_ENDINGS[execution.status])

    def _step_or_wait(self, execution: Execution) -> None:
        now = self._made.clock.time
        self._made_at = [at for at in self._made_at if now - at < timedelta(seconds=1)]
        if len(self._made_at) >= self.transitions:
            self._put("ExecutionThrottled")
            execution.wake_at = now + timedelta(seconds=1)
            return
        self._made_at.append(now)
        self._step(execution)

    def _put(self, what: str) -> None:
        of = metric("AWS/States", what, {"StateMachineArn": MACHINE})
        self._metrics.put(of, self._made.clock.time, 1, "Count")


_ENDINGS = {
    "SUCCEEDED": "ExecutionsSucceeded",
    "FAILED": "ExecutionsFailed",
    "ABORTED": "ExecutionsAborted",
    "TIMED_OUT": "ExecutionsTimedOut",
}


class Gateway:
    """API Gateway before the API's function."""

    def __init__(self, functions: Functions, metrics: Metrics) -> None:
        self._functions, self._metrics = functions, metrics

    def call(
        self, made: World, identity: Identity, method: str, url: str, body: Any, **headers: str
    ) -> Answered | None:
        """One request; nothing when the function was refused, died or took too long, which the caller sees as 5xx."""
        with made.wire.quiet():
            parameters.user_pool()  # of which the tokens are that the gateway lets through
        began = self._functions.now
        answered, took = None, timedelta(0)
        try:
            with made.wire.inside("api_handler"):
                answered = gateway.call(identity, method, url, body, **headers)
        except (TooManyRequests, Crash):
            answered = None
        else:
            took = self._functions.last_duration()
            answered = answered if took <= LONGEST_ANSWER else None
        self._measure(began, answered.status if answered else 504, took)
        return answered

    def _measure(self, at: datetime, status: int, took: timedelta) -> None:
        took = min(took, LONGEST_ANSWER)
        counts = {"Count": 1, "4XXError": 400 <= status < 500, "5XXError": status >= 500}
        for name, value in counts.items():
            self._put(name, at, int(value), "Count")
        for name, latency in (("IntegrationLatency", took), ("Latency", took + GATEWAY_TAKES)):
            self._put(name, at, latency / timedelta(milliseconds=1), "Milliseconds")

    def _put(self, name: str, at: datetime, value: float, unit: str) -> None:
        for dimensions in (API, {"ApiName": API["ApiName"]}):
            self._metrics.put(metric("AWS/ApiGateway", name, dimensions), at, value, unit)
