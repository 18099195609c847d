"""Taking what devices report: what nobody may keep is dropped at once, the rest goes to a queue and is answered for.

Nothing is stored here, so that a device is answered at once; it may send again what it is not sure of, for the same fix
twice is one fix.
"""

from datetime import timedelta
from typing import NamedTuple

from chalicelib import clock, observability, settings
from chalicelib.domain.tracking.device_formats.decoded import Decoded, RefusedFix
from chalicelib.domain.tracking.device_formats.fields import TimeBounds
from chalicelib.domain.tracking.devices import TrackingDevice
from chalicelib.gateways import queues
from chalicelib.services.tracking.messages import to_messages
from chalicelib.services.tracking.windows import SharingLevels


class Receipt(NamedTuple):
    """What became of a message: how many of its fixes and pings are on their way to be stored, how many nobody may
    keep, and which are refused."""

    accepted: int
    not_kept: int
    refused: tuple[RefusedFix, ...]


def find_time_bounds() -> TimeBounds:
    """Return between which seconds a fix may lie now: not older than positions are kept, and not farther ahead than a
    wrong clock explains."""
    here, now = settings.current(), clock.now()
    earliest = now - timedelta(days=here.positions_kept_days)
    latest = now + timedelta(seconds=here.clock_ahead_seconds)
    return TimeBounds(int(earliest.timestamp()), int(latest.timestamp()))


def take_reported(device: TrackingDevice, decoded: Decoded) -> Receipt:
    """Send what a device reported on its way to be stored, as far as anybody may keep it. Raises Unavailable: then it
    is not certain what is on its way, and the device should send all of it again."""
    levels = SharingLevels()
    kept = [each for each in decoded.reported if levels.level_at(device.user_id, each.at) is not None]
    for message in to_messages(device.user_id, device.device_id, kept):
        queues.send("positions", message)
    receipt = Receipt(len(kept), len(decoded.reported) - len(kept), decoded.refused)
    _note(receipt, decoded.passed_over)
    return receipt


def _note(receipt: Receipt, passed_over: int) -> None:
    """Say in the line of the operation what was taken and what was not: nothing is lost in silence."""
    observability.touch(
        accepted=receipt.accepted,
        notKept=receipt.not_kept,
        refused=len(receipt.refused),
        refusals=sorted({each.reason.value for each in receipt.refused}),
        passedOver=passed_over,
    )
