"""Queues that are not worked off: whose function is turned off, or cannot read what is sent."""

from functools import partial

from infra.foundation.queues import QUEUES
from tests.alarms.faults import rings
from tests.alarms.functions import OF_QUEUES
from tests.alarms.stage import Stage
from tests.simulation.cloud.queues import Queue
from tests.support.tables import STAGE

MANY = 1_000


class NoEventSource:
    """Stands where a queue's event source is turned off."""

    def is_full(self) -> bool:
        return True

    def deliver(self, queue: Queue) -> None:
        raise AssertionError(f"{queue.name} has nobody to deliver to")


def turn_off(stage: Stage, queue: str) -> None:
    """Turn the event source of a queue off."""
    assert queue in OF_QUEUES
    stage.world.deliverers[f"sojourn-{STAGE}-{queue}"] = NoEventSource()


def send_what_nobody_can_read(queue: str, stage: Stage) -> None:
    """A message that is no JSON is put aside at once."""
    stage.send(queue, "{")
    stage.run(minutes=6)


def leave_unread(queue: str, stage: Stage) -> None:
    """One message waits for a function that is turned off."""
    turn_off(stage, queue)
    stage.send(queue, "{}")
    stage.run(minutes=20)


def pile_up(queue: str, stage: Stage) -> None:
    """A thousand messages wait."""
    turn_off(stage, queue)
    for _ in range(MANY):
        stage.send(queue, "{}")
    stage.run(minutes=12)


for each in QUEUES:
    rings(f"{each}-dead-letters")(partial(send_what_nobody_can_read, each))
    rings(f"{each}-late")(partial(leave_unread, each))
    rings(f"{each}-backlog")(partial(pile_up, each))
