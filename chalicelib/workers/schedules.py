"""What runs by the clock: the sweeper every minute, the WebSocket heartbeat every five, the keeper of data by night."""

import msgspec

from chalicelib import observability
from chalicelib.services import document_upkeep, live_updates, sweeping


def sweep() -> None:
    """Do what is still owed."""
    with observability.operation("sweep") as line:
        line.note(**msgspec.structs.asdict(sweeping.sweep()))
    with observability.operation("settleDocuments") as line:
        line.note(**msgspec.structs.asdict(document_upkeep.settle_documents()))


def beat() -> None:
    """Ping the open connections and prune those that are gone."""
    with observability.operation("heartbeat") as line:
        living, gone = live_updates.beat()
        line.note(living=living, gone=gone)


def retain() -> None:
    """Forget what is kept no longer than it is needed."""
    from chalicelib.services import retention

    with observability.operation("retain") as line:
        line.note(**msgspec.structs.asdict(retention.retain()))
