"""What whoever asks again may rely on: what is done already is not refused."""

from typing import Any

from chalicelib.domain.bookings.booking import Booking, BookingStatus, Decision, Ending
from chalicelib.domain.bookings.quote_status import was_confirmed
from chalicelib.domain.bookings.revisions import ReturnCause
from chalicelib.domain.identity import Identity


def is_done(identity: Identity, path: str, body: Any, booking: Booking) -> bool:
    """Whether what this person asks of the booking with a POST has been done, and nothing has come of it since."""
    what = path.rpartition("/")[2]
    if what == "cancellation":
        cancelled = booking.waiting is not None and booking.waiting.decision is Decision.CANCELLED
        return cancelled or booking.ending is Ending.CANCELLED or booking.status is BookingStatus.CANCELLED
    if booking.ending is not None:
        return False
    if what == "selection":
        return bool(booking.selected_option_id == body["optionId"])
    if what in ("approval", "recall"):
        return _has_come_back(identity, body, booking) or _has_ruled(identity, body, booking)
    if what == "revision":
        return booking.last_revision is not None and booking.last_revision.revised_at is not None
    if what == "confirmation":
        return was_confirmed(booking, path.split("/")[-2])
    if what == "decision":
        decided = {each.change_id: each.decision for each in booking.supplier_changes}
        return bool(decided.get(path.split("/")[-2]) == body["decision"])
    return False


def _has_ruled(identity: Identity, body: Any, booking: Booking) -> bool:
    given = booking.approval_request
    if given is None or given.hash != body.get("approvalHash"):
        return False
    return (identity.user_id, body["decision"]) in {(step.decided_by, step.status.value) for step in given.steps}


def _has_come_back(identity: Identity, body: Any, booking: Booking) -> bool:
    last = booking.last_revision
    if last is None or last.revised_at is not None or last.returned_by != identity.user_id:
        return False
    same = body.get("approvalHash", last.approval_hash) == last.approval_hash
    return bool(same and body.get("decision", ReturnCause.RECALLED) == last.cause)
