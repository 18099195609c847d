"""Nothing sound waits for something broken: whatever is due is done within its time, whatever else cannot be.

It is looked at in worlds where nothing else goes wrong, so that no wait has another reason.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.bookings.booking import TERMINAL
from tests.simulation.duties import DUTIES, Duty
from tests.simulation.world import World
from tests.support.tables import STAGE

SWEEPS = 2  # after which the sweeper has come to everything that was due before the first of them
PUSHED_WITHIN = timedelta(seconds=1)


class Punctuality:
    """Looks at what is due after every sweep, and at when each listener hears of what."""

    def __init__(self, made: World) -> None:
        self.made = made
        self._passed_by: Counter[tuple[str, Any, str]] = Counter()
        self._heard: dict[tuple[str, str, int], datetime] = {}
        self._said: set[str] = set()
        made.swept = self.look
        made.wire.heard = self._hear

    def look(self) -> None:
        """What was due when the sweeper came, and is no later now, it has passed by."""
        now, still = self.made.clock.time, Counter[tuple[str, Any, str]]()
        for duty in DUTIES:
            for key, text in _due(self.made, duty):
                if (_name(duty), key) in self.made.foreign or datetime.fromisoformat(text) + duty.patience > now:
                    continue
                still[duty.table, key, text] = self._passed_by[duty.table, key, text] + 1
        self._passed_by = still
        for (table, key, text), count in still.items():
            if count > SWEEPS:
                self._say(f"{table} {key[0]} is due since {text}, and was passed by {count} times at {now}")

    def _hear(self, connection_id: str, message: dict[str, Any]) -> None:
        if message["type"] == "event":
            event = message["event"]
            self._heard.setdefault((connection_id, event["bookingId"], event["seq"]), self.made.clock.time)

    def late_pushes(self) -> list[str]:
        """Which listeners heard of something later than they could have."""
        rows = self.made.wire.tables.tables[f"sojourn-{STAGE}-booking-events"].rows
        committed = {key: row["createdAt"]["S"] for key, row in rows.items()}
        wrong = []
        for (connection_id, booking_id, seq), heard in self._heard.items():
            at = datetime.fromisoformat(committed[booking_id, seq])
            if heard > at + PUSHED_WITHIN and (connection_id, booking_id) in self.made.backlog:
                wrong.append(f"{connection_id} hears of {booking_id} {seq} after {(heard - at).total_seconds()} s")
        return wrong

    def late_ends(self, within: timedelta) -> list[str]:
        """Which bookings were not over in time."""
        return [
            f"{booking.booking_id} is {booking.status} after {booking.updated_at - booking.created_at}"
            for booking in self.made.asked()
            if booking.status not in TERMINAL or booking.updated_at - booking.created_at > within
        ]

    def _say(self, text: str) -> None:
        where = text.partition(", and")[0]
        if where not in self._said:
            self._said.add(where)
            self.made.found.append(text)


def _name(duty: Duty) -> str:
    return f"sojourn-{STAGE}-{duty.table}"


def _due(made: World, duty: Duty) -> list[tuple[Any, str]]:
    parts = made.wire.tables.tables[_name(duty)].indexes[duty.by].parts
    return [(key, row[duty.attribute]["S"]) for rows in parts.values() for key, row in rows.items()]
