"""What runs by the clock: the sweeper every minute, the WebSocket heartbeat every five."""

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
