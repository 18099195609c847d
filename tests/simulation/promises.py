"""What whoever asks again may rely on: what is done already is not refused."""

from typing import Any

from chalicelib.domain.booking import Booking
from chalicelib.domain.identity import Identity
from chalicelib.domain.quotes import was_confirmed


def is_done(identity: Identity, path: str, body: Any, booking: Booking) -> bool:
    """Whether what this person asks of the booking with a POST has been done, and nothing has come of it since."""
    what = path.rpartition("/")[2]
    if booking.ending is not None:
        return False
    if what == "selection":
        return bool(booking.selected_option_id == body["optionId"])
    if what == "approval":
        given = booking.approval
        rulings = {(step.decided_by, step.status.value) for step in given.steps} if given else set()
        known = given is not None and given.hash == body["approvalHash"]
        return known and (identity.user_id, body["decision"]) in rulings
    if what == "revision":
        return booking.last_revision is not None and booking.last_revision.revised_at is not None
    if what in _DECISIONS:
        return booking.waiting is not None and booking.waiting.decision == _DECISIONS[what]
    if what == "confirmation":
        return was_confirmed(booking, path.split("/")[-2])
    if what == "decision":
        decided = {each.change_id: each.decision for each in booking.supplier_changes}
        return bool(decided.get(path.split("/")[-2]) == body["decision"])
    return False


_DECISIONS = {"cancellation": "cancelled", "recall": "recalled"}
