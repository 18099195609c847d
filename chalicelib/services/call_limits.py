"""How many calls a person may make in a minute: so many that read, so many that write, whichever door they come by; and
how often a device of theirs may report, which is counted like what reads, for counting each would cost more than
keeping what it says.

A call that writes is counted in a table, exactly, for the price of one more write. Calls that read are counted where
they are answered, and accounted for in the table by the batch, so that who reads little costs nothing: a person may be
answered `UNCOUNTED_READS` more of them a minute by each container. When the table cannot be asked, calls are let
through, as many as the limit by each container.
"""

import hashlib
import threading
from datetime import timedelta
from typing import Literal

from chalicelib import clock, observability, settings
from chalicelib.errors import TooManyRequests, Unavailable
from chalicelib.models import call_counts

CallKind = Literal["read", "write", "device"]

WINDOW_SECONDS = 60
UNCOUNTED_READS = 20  # of a person in a window and a container
_BATCH: dict[CallKind, int] = {"read": 20, "write": 1, "device": 20}  # how many are accounted for at once
_REFUSALS: dict[CallKind, str] = {
    "read": "You may make {} calls a minute that read.",
    "write": "You may make {} calls a minute that write.",
    "device": "A device may report {} times a minute: send several fixes at once.",
}
_COUNTS_KEPT = timedelta(minutes=5)  # longer than a window, whatever the clocks say


class Grant:
    """What a container may still answer of one person's calls in one window without asking."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.refused = False


class CallLimits:
    """The limits as one container keeps them: the grants of the present window."""

    def __init__(self) -> None:
        self._window = 0
        self._grants: dict[tuple[str, CallKind], Grant] = {}
        self._counting = threading.Lock()

    def count_call(self, user_id: str, kind: CallKind) -> None:
        """Count a call of this person. Raises TooManyRequests when it is more than they may make in this window."""
        limit = _limit(kind)
        if limit == 0:
            return
        window, passed = divmod(int(clock.now().timestamp()), WINDOW_SECONDS)
        with self._counting:
            grant = self._grant(window, user_id, kind)
            if grant.left == 0 and not grant.refused:
                grant.left = _ask_for(user_id, kind, window, limit)
                grant.refused = grant.left == 0
            if grant.refused:
                observability.metric("CallsRefused", by_operation=False)
                raise TooManyRequests(_REFUSALS[kind].format(limit), retry_after=WINDOW_SECONDS - passed)
            grant.left -= 1

    def _grant(self, window: int, user_id: str, kind: CallKind) -> Grant:
        if window != self._window:
            self._window, self._grants = window, {}
        free = 0 if kind == "write" else min(UNCOUNTED_READS, _limit(kind))
        return self._grants.setdefault((user_id, kind), Grant(free))


def _limit(kind: CallKind) -> int:
    here = settings.current()
    match kind:
        case "read":
            return here.reads_per_minute
        case "write":
            return here.writes_per_minute
        case "device":
            return here.device_calls_per_minute


def _ask_for(user_id: str, kind: CallKind, window: int, limit: int) -> int:
    """Account for a batch of calls, and return how many of it may be made; the limit when nobody knows."""
    batch = min(_BATCH[kind], limit)
    try:
        made = call_counts.add_calls(_key(user_id, kind, window), batch, clock.now() + _COUNTS_KEPT)
    except Unavailable:
        observability.warning("call not counted")
        return limit
    return max(0, min(batch, limit - (made - batch)))


def _key(user_id: str, kind: CallKind, window: int) -> str:
    return hashlib.sha256(f"{user_id} {kind} {window}".encode()).hexdigest()[:32]


_here = CallLimits()


def count_call(user_id: str, kind: CallKind) -> None:
    """Count a call that this container answers. Raises TooManyRequests."""
    _here.count_call(user_id, kind)
