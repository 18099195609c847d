"""The queues, each with its dead-letter queue, to which a message goes after five failed tries."""

from infra.templates import Value, attribute, identify, name_of, resource

# Each queue, and for how many seconds its function may run at most. A message stays hidden for six times as long.
QUEUES = {"bookings": 30, "notifications": 30, "webhooks": 30, "reconciliations": 60, "policy-documents": 300,
          "policy-index": 900, "positions": 60, "reporting": 300}  # fmt: skip
TRIES = 5
FOUR_DAYS = 345_600
FOURTEEN_DAYS = 1_209_600


def resources() -> dict[str, Value]:
    """Return every queue and its dead letters."""
    working = {identify(name, "Queue"): _queue(name, seconds) for name, seconds in QUEUES.items()}
    return working | {dead_letters(name): _encrypted(f"{name}-dlq", FOURTEEN_DAYS) for name in QUEUES}


def dead_letters(name: str) -> str:
    """Return the id of the dead-letter queue of this one."""
    return identify(name, "DeadLetters")


def _queue(name: str, seconds: int) -> Value:
    redrive = {"deadLetterTargetArn": attribute(dead_letters(name), "Arn"), "maxReceiveCount": TRIES}
    return _encrypted(name, FOUR_DAYS, VisibilityTimeout=6 * seconds, RedrivePolicy=redrive)


def _encrypted(name: str, retention_seconds: int, **more: object) -> Value:
    usual = {"QueueName": name_of(name), "MessageRetentionPeriod": retention_seconds, "SqsManagedSseEnabled": True}
    return resource("SQS::Queue", usual | more, kept=False)
