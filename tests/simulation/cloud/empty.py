"""The simulation's AWS for tests that need no world: quicker than moto, and as true of what Sojourn asks of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pynamodb.models import Model

from chalicelib import clock
from tests.simulation.cloud import foundation_queues, foundation_tables
from tests.simulation.cloud.wire import Wire, answered
from tests.support.keys import AUDIT_BUCKET
from tests.support.process_memory import forget_all
from tests.support.tables import STAGE

_FOUNDATION = json.dumps(
    {"userPoolId": "pool", "userPoolClientId": "client", "stateMachineArn": "arn", "auditBucket": AUDIT_BUCKET}
)


@contextmanager
def empty_cloud() -> Iterator[Wire]:
    """The foundation's tables, queues and pool, empty; calls are answered one at a time, whichever threads make them.

    A test whose code asks for something that is not known here fails, also when that code has caught the error.
    """
    tables = foundation_tables()
    tables.clear()
    forget_all()
    tables.committed = lambda _written: None
    made = Wire(tables, foundation_queues(clock.now))
    made.parameters[f"/sojourn/{STAGE}/foundation"] = _FOUNDATION
    with answered(made) as wire:
        yield wire
    tables.clear()
    assert not wire.unknown, wire.unknown


def take_table_away(patch: pytest.MonkeyPatch, model: type[Model]) -> None:
    """Let there be no table of this model for as long as `patch` lasts."""
    patch.delitem(foundation_tables().tables, model.Meta.table_name)
