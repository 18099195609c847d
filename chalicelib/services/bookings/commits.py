"""How services change a booking: through the one door, and then notifying those who listen. A notification may be lost;
the event stays in the outbox, and the sweeper retries it."""

from collections.abc import Callable
from functools import wraps
from typing import Annotated, ParamSpec, TypeVar

import msgspec

from chalicelib import observability
from chalicelib.domain.booking_commits import BookingCommit, name_clauses
from chalicelib.domain.bookings.audit import Actor
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.parties import is_party
from chalicelib.domain.identity import Identity
from chalicelib.domain.ids import BookingId
from chalicelib.domain.value import Value
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import RightChanged, Unavailable
from chalicelib.gateways import queues
from chalicelib.models import booking_commits
from chalicelib.services.bookings.measurements import measure_change

P = ParamSpec("P")
T = TypeVar("T")


def retry_when_rights_change(use_case: Callable[P, T]) -> Callable[P, T]:
    """Have a use case done again, from its reading on, when a record that the right to it rests on changes in that
    moment: who still has the right is not refused for it, and who has lost it hears why."""

    @wraps(use_case)
    def retried(*args: P.args, **kwargs: P.kwargs) -> T:
        return until_kept(lambda: use_case(*args, **kwargs), RightChanged)

    return retried


class Announcement(Value, frozen=True, forbid_unknown_fields=False):
    """A message on the `notifications` queue: this event of this booking is pending for its readers."""

    booking_id: BookingId
    seq: Annotated[int, msgspec.Meta(ge=1)]


class ReconciliationMessage(Value, frozen=True, forbid_unknown_fields=False):
    """A message on the `reconciliations` queue: this booking has pending work, which `reconciliation.py` does."""

    booking_id: BookingId


def change(before: Booking | None, after: Booking, record: BookingCommit) -> Booking:
    """Commit a change, measure it and announce its event, which names the clauses that the verdicts rest on of which it
    tells. Raises what `booking_commits.commit` raises."""
    record = name_clauses(after, record)
    after = _note_desk(after, record)
    if record.linked is not None:
        linked = record.linked._replace(after=_note_desk(record.linked.after, record.linked.record))
        record = msgspec.structs.replace(record, linked=linked)
    kept = booking_commits.commit(before, after, record)
    measure_change(before, kept, record.event)
    announce(kept.booking_id, kept.version)
    if record.linked is not None:
        measure_change(record.linked.before, record.linked.after, record.linked.record.event)
        announce(record.linked.after.booking_id, record.linked.after.version)
    if kept.replaces_booking_id is not None and kept.terminal and not (before and before.terminal):
        request_reconciliation(kept.replaces_booking_id)  # it waits for how this one ends
    return kept


def announce(booking_id: str, seq: int) -> None:
    """Ask for an event to be pushed; when that fails it stays in the outbox."""
    try:
        queues.send("notifications", Announcement(booking_id=booking_id, seq=seq))
    except Unavailable:
        observability.warning("push left to the sweeper", bookingId=booking_id, seq=seq)


def request_reconciliation(booking_id: str) -> None:
    """Ask that a booking's pending work be done now; when that fails the sweeper does it once the booking is due."""
    try:
        queues.send("reconciliations", ReconciliationMessage(booking_id=booking_id))
    except Unavailable:
        observability.warning("reconciliation left to the sweeper", bookingId=booking_id)


def person(user_id: str) -> Actor:
    """Return a person as the one who acts."""
    return Actor(kind="person", id=user_id)


def actor_of(identity: Identity) -> Actor:
    """Return the caller as the one who acts, with the program that does it for them."""
    return Actor(
        kind="person", id=identity.user_id, program_id=identity.program.client_id if identity.program else None
    )


def acting(identity: Identity, booking: Booking) -> Actor:
    """Return who acts on a booking and may: one of its parties, or else the travel desk for them. Who asked for it as
    the travel desk is so until its end."""
    is_desk = identity.user_id in booking.desk_user_ids or not is_party(booking, identity.user_id)
    return msgspec.structs.replace(actor_of(identity), role="travel_desk" if is_desk else None)


def _note_desk(after: Booking, record: BookingCommit) -> Booking:
    """Return the booking with who acted on it as the travel desk, and so never decides on it."""
    if record.actor.role is None or record.actor.id in after.desk_user_ids:
        return after
    return msgspec.structs.replace(after, desk_user_ids=(*after.desk_user_ids, record.actor.id))


def system(part: str) -> Actor:
    """Return a part of the system as the one who acts."""
    return Actor(kind="system", id=part)
