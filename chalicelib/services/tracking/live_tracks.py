"""What is known of the last hour of somebody, and what somebody else may see of them now."""

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.tracking.fix import Signal
from chalicelib.domain.tracking.live import LIVE_SECONDS
from chalicelib.domain.tracking.looks import LookKind, Sight
from chalicelib.domain.tracking.screening import CLOCK_TOLERANCE
from chalicelib.errors import NotAllowed, NotFound
from chalicelib.services.tracking.history import read_track
from chalicelib.services.tracking.looks import look_at


def read_live_track(user_id: str, since: int | None = None) -> list[Signal]:
    """Return the track of somebody's last hour, or of what is left of it since a second, of which nothing is flagged.
    Raises Unavailable."""
    now = int(clock.now().timestamp())
    begins_at = max(now - LIVE_SECONDS, since or 0)
    span = range(begins_at, now + CLOCK_TOLERANCE + 1)
    return [each.signal for each in read_track(user_id, span) if not each.flags]


def find_sight(identity: Identity, user_id: str, reason: str | None) -> Sight | None:
    """Return what a follower may see of a traveller now; None when it is nothing any more. Raises Unavailable."""
    try:
        return look_at(identity, user_id, kind=LookKind.LIVE, reason=reason)
    except (NotAllowed, NotFound):
        return None
