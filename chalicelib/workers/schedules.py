"""Scheduled jobs: the sweeper every minute, the WebSocket heartbeat every five, the nightly retention."""

import msgspec

from chalicelib import observability


def sweep() -> None:
    """Do what is still pending."""
    from chalicelib.services.documents import maintenance as document_maintenance
    from chalicelib.services.operations import sweeper

    with observability.operation("sweep") as line:
        line.note(**msgspec.structs.asdict(sweeper.sweep()))
    with observability.operation("cleanUpDocuments") as line:
        line.note(**msgspec.structs.asdict(document_maintenance.clean_up_documents()))


def send_heartbeats() -> None:
    """Ping the open connections and prune those that are gone."""
    from chalicelib.services import live_updates

    with observability.operation("heartbeat") as line:
        still_open, closed = live_updates.send_heartbeats()
        line.note(open=still_open, closed=closed)


def purge_expired() -> None:
    """Delete data that is no longer needed."""
    from chalicelib.services.operations import retention

    with observability.operation("purgeExpired") as line:
        line.note(**msgspec.structs.asdict(retention.purge_expired()))
