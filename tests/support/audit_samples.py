"""A booking's audit chain."""

from datetime import timedelta

from chalicelib.domain.bookings.audit import GENESIS, Actor, AuditEntry, audit_id, chain_entry
from tests.support.booked_samples import BOOKING_ID, NOW


def chain(length: int) -> list[AuditEntry]:
    """So many entries, each chained to the one before."""
    entries: list[AuditEntry] = []
    for seq in range(1, length + 1):
        entry = AuditEntry(
            audit_id=audit_id(BOOKING_ID, seq),
            booking_id=BOOKING_ID,
            requester_id="anna",
            seq=seq,
            timestamp=NOW + timedelta(seconds=seq),
            actor=Actor(kind="system", id="plan"),
            action="booking.held",
            status_before="holding",
            status_after="holding",
            detail={"price": {"amount": 100 * seq, "currency": "EUR"}},
            previous_hash=entries[-1].hash if entries else GENESIS,
            previous_at=entries[-1].timestamp if entries else None,
        )
        entries.append(chain_entry(entry))
    return entries
