"""The AWS of the simulation, in one process and in virtual time: what Sojourn uses of it, and nothing more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from tests.simulation.cloud.queues import Queues
from tests.simulation.cloud.tables import Tables
from tests.support.tables import REGION, described_queues, described_tables

ADDRESS = f"https://sqs.{REGION}.amazonaws.com/123456789012/"


@cache
def foundation_tables() -> Tables:
    """The foundation's tables; one set for the whole process, to be emptied for every world."""
    tables = Tables()
    for described in described_tables():
        tables.create(described)
    return tables


def foundation_queues(now: Callable[[], datetime]) -> Queues:
    """The foundation's queues, empty."""
    queues = Queues(now, ADDRESS)
    for name, seconds in described_queues().items():
        queues.create(name, timedelta(seconds=seconds))
    return queues
