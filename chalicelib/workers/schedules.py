"""Scheduled jobs: the sweeper every minute, the WebSocket heartbeat every five, the nightly retention."""

from collections.abc import Callable

import msgspec

from chalicelib import observability


class JobsFailed(Exception):
    """Parts of a scheduled job could not be done at all; the other parts were."""


def sweep() -> None:
    """Do what is still pending. Raises JobsFailed."""
    from chalicelib.services import employee_imports
    from chalicelib.services.documents import maintenance as document_maintenance
    from chalicelib.services.operations import people_changes, sweeper

    _do_each(
        ("cleanUpDocuments", document_maintenance.clean_up_documents),
        ("followUpPeople", people_changes.follow_up_changes),
        ("importPeople", employee_imports.carry_on_imports),
        ("sweep", sweeper.sweep),
    )


def send_heartbeats() -> None:
    """Ping the open connections and prune those that are gone; end the feeds of those who may see nothing more of whom
    they follow."""
    from chalicelib.services import live_updates
    from chalicelib.services.tracking import followers

    with observability.scheduled_operation("heartbeat") as line:
        line.note(**live_updates.send_heartbeats()._asdict())
    with observability.scheduled_operation("endFeeds") as line:
        line.note(**followers.end_feeds()._asdict())


def purge_expired() -> None:
    """Delete data that is no longer needed, and hold the reports against the bookings. Raises JobsFailed."""
    from chalicelib.services.operations import retention
    from chalicelib.services.reports import recount

    _do_each(("purgeExpired", retention.purge_expired), ("recountReports", recount.recount_reports))


def anchor_audit() -> None:
    """Anchor the audit chains that have changed. Raises PartsFailed."""
    from chalicelib.services.operations import anchoring

    _do_each(("anchorAudit", anchoring.anchor_heads))


def _do_each(*jobs: tuple[str, Callable[[], msgspec.Struct]]) -> None:
    """Do the parts of a schedule, each as an operation of its own that keeps no other from being done."""
    failed = [name for name, work in jobs if not _do_guarded(name, work)]
    if failed:
        raise JobsFailed(", ".join(failed))


def _do_guarded(name: str, work: Callable[[], msgspec.Struct]) -> bool:
    try:
        with observability.scheduled_operation(name) as line:
            line.note(**msgspec.structs.asdict(work()))
    except Exception:  # noqa: BLE001 - the operation's line says what it was; the alarm sees what is raised in the end
        return False
    return True
