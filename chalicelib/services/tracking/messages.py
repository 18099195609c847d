"""Messages on the `positions` queue: what a device has reported, in rows of whole numbers, which are a third as long as
objects and are read as fast as they come."""

from collections.abc import Iterator, Sequence

from chalicelib.domain.ids import UserId
from chalicelib.domain.tracking.device_formats.decoded import Reported
from chalicelib.domain.tracking.devices import DeviceId
from chalicelib.domain.tracking.fix import Fix, Ping
from chalicelib.domain.value import Value

# Second, latitude, longitude, accuracy, speed, heading, altitude, battery, each as `Fix` holds it.
FixRow = tuple[int, int, int, int | None, int | None, int | None, int | None, int | None]
PingRow = tuple[int, int | None]  # second, battery

# A row is 100 bytes at most, and a message may have 256 KB.
MOST_ROWS = 1_000


class PositionsMessage(Value, frozen=True, forbid_unknown_fields=False):
    """Fixes and pings of one device."""

    user_id: UserId
    device_id: DeviceId
    fixes: tuple[FixRow, ...] = ()
    pings: tuple[PingRow, ...] = ()

    def reported(self) -> Iterator[Reported]:
        """Yield what the device reported."""
        for row in self.fixes:
            yield Fix(row[0], self.device_id, *row[1:])
        for at, battery in self.pings:
            yield Ping(at=at, device=self.device_id, battery=battery)


def to_messages(user_id: str, device_id: str, reported: Sequence[Reported]) -> Iterator[PositionsMessage]:
    """Yield the messages that hold all of what a device reported, each short enough for a queue."""
    for begin in range(0, len(reported), MOST_ROWS):
        part = reported[begin : begin + MOST_ROWS]
        yield PositionsMessage(
            user_id=user_id,
            device_id=device_id,
            fixes=tuple(_row_of(each) for each in part if isinstance(each, Fix)),
            pings=tuple((each.at, each.battery) for each in part if isinstance(each, Ping)),
        )


def _row_of(fix: Fix) -> FixRow:
    return (
        fix.at,
        fix.latitude,
        fix.longitude,
        fix.accuracy_dm,
        fix.speed_cm_s,
        fix.heading_cdeg,
        fix.altitude_dm,
        fix.battery,
    )
