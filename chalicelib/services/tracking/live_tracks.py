"""What is known of where somebody is now, and what somebody else may see of it."""

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking.fix import Signal
from chalicelib.domain.tracking.live import LIVE_SECONDS
from chalicelib.domain.tracking.looks import LookKind, Sight
from chalicelib.domain.tracking.screening import CLOCK_TOLERANCE
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.services.tracking.history import read_track
from chalicelib.services.tracking.looks import look_at


def read_live_track(user_id: str, since: int = 0, until: int | None = None) -> list[Signal]:
    """Return somebody's track of now, from a second on until another that is no part of it, of which nothing is
    flagged and nothing is older than half a day. Raises Unavailable."""
    now = int(clock.now().timestamp())
    ends_at = now + CLOCK_TOLERANCE + 1
    span = range(max(now - LIVE_SECONDS, since), ends_at if until is None else min(until, ends_at))
    return [each.signal for each in read_track(user_id, span) if not each.flags]


def find_sight(identity: Identity, user_id: str, reason: str | None) -> Sight | None:
    """Return what a follower may see of a traveller now; None when it is nothing any more. Raises Unavailable."""
    try:
        return look_at(identity, user_id, kind=LookKind.LIVE, reason=reason)
    except (NotAllowed, NotFound):
        return None
