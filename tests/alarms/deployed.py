"""The lines of a deployed copy on the embedded cloud, which evaluates no filter, no metric and no alarm itself."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.alarms.cloudwatch.metrics import Metrics
from tests.alarms.functions import LogLine

PREFIX = "/aws/lambda/sojourn-"


class Copy:
    """What was logged by a copy's functions; AWS's own metrics nobody counts there."""

    def __init__(self, log: list[LogLine], now: datetime) -> None:
        self.log, self.now = log, now
        self.metrics = Metrics()
        self.counting: set[str] = set()
        self.began = min((line.at for line in log), default=now).replace(second=0, microsecond=0)
        # Of what is silent nothing is known: the copy may have been stopped meanwhile.
        self.seen_since = now


def read_copy(logs: Any, now: datetime) -> Copy:
    """What the functions have logged, by a client of CloudWatch Logs."""
    return Copy(sorted(_lines(logs), key=lambda line: line.at), now)


def _lines(logs: Any) -> Iterator[LogLine]:
    for found in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=PREFIX):
        for group in found["logGroups"]:
            name = group["logGroupName"]
            for page in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
                for event in page["events"]:
                    at = datetime.fromtimestamp(event["timestamp"] / 1000, UTC)
                    yield LogLine(name, event["message"].rstrip(), at)
