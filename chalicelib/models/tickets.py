"""The table of tickets, each of which opens one connection. A row has a hash of what opens it, and holds whose it is so
that only that opens it: nobody who reads the table gets in, or learns who took a ticket.
"""

from datetime import datetime
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, UpdateError
from pynamodb.models import Model

from chalicelib import clock
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.tables import TimeAttribute, table_meta


class TicketRow(Model):
    """One ticket; `session` is encrypted."""

    Meta = table_meta("tickets")

    ticket_id = UnicodeAttribute(hash_key=True, attr_name="ticketId")
    secret_hash = UnicodeAttribute(attr_name="secretHash")
    session = UnicodeAttribute()
    used_at = TimeAttribute(attr_name="usedAt", null=True)
    used_by = UnicodeAttribute(attr_name="usedBy", null=True)  # which call it was; it names nobody
    expires_at = NumberAttribute(attr_name="expiresAt")  # seconds since the epoch; also the table's TTL


class StoredTicket(NamedTuple):
    """What is known of a ticket that does not open anything."""

    secret_hash: str
    is_used: bool


def put_ticket(ticket_id: str, secret_hash: str, session: str, expires_at: datetime) -> None:
    """Keep a ticket until it expires; one of the same id, which was told to nobody, is good no more."""
    TicketRow(ticket_id, secret_hash=secret_hash, session=session, expires_at=int(expires_at.timestamp())).save()


def use_ticket(ticket_id: str, secret_hash: str, now: datetime) -> str | None:
    """Use a ticket up, and return what it holds; None for one that is another, used, expired or not there. Of several
    who come with it at once, one is given it: also where the SDK sends it twice, and is refused by its own use."""
    row, call_id = TicketRow(ticket_id), clock.new_id("use")
    is_good = (
        (TicketRow.secret_hash == secret_hash)
        & TicketRow.used_at.does_not_exist()
        & (TicketRow.expires_at > int(now.timestamp()))
    )
    try:
        row.update([TicketRow.used_at.set(now), TicketRow.used_by.set(call_id)], condition=is_good)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise
        kept = _find(ticket_id)
        return kept.session if kept is not None and kept.used_by == call_id else None
    return row.session


def find_ticket(ticket_id: str) -> StoredTicket | None:
    """Return what is known of a ticket; None where it is not there, or not any more."""
    row = _find(ticket_id)
    return None if row is None else StoredTicket(row.secret_hash, row.used_at is not None)


def _find(ticket_id: str) -> TicketRow | None:
    try:
        return TicketRow.get(ticket_id, consistent_read=True)
    except DoesNotExist:
        return None
