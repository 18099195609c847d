"""What a traveller wants of their own positions: how exactly they are shared, and at which hours not at all."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.domain.local_days import local_time
from chalicelib.domain.timestamps import TimeOfDay, Zone, zone_errors_in
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.value import Value
from chalicelib.errors import FieldError, InvalidInput

# Who grants the consent and says nothing else shares no more than this.
DEFAULT_LEVEL = SharingLevel.CITY


class QuietHours(Value, frozen=True, kw_only=True):
    """Hours of every day in which no position is kept, by the clock on the wall: from `from` until `until`, through
    midnight where that comes first."""

    since: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day from which no position is kept")] = (
        msgspec.field(name="from")
    )
    until: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day until which no position is kept")]
    timezone: Annotated[Zone, msgspec.Meta(description="Zone at home: it counts where the itinerary names no other")]
    at_place: Annotated[
        bool, msgspec.Meta(description="Whether, on the way, the clock of the place counts instead")
    ] = True

    def holds_at(self, at: datetime, zone: str) -> bool:
        """Return whether the clock in `zone` shows one of these hours; at a change to winter time an hour that comes
        twice is quiet twice."""
        shown = local_time(at, zone).strftime("%H:%M")
        if self.since < self.until:
            return self.since <= shown < self.until
        return shown >= self.since or shown < self.until


class TrackingPreferences(Value, frozen=True, kw_only=True):
    """A traveller's preferences, as they are kept; whether they consent stands with their consents."""

    user_id: str
    level: SharingLevel
    quiet_hours: QuietHours | None = None
    updated_at: datetime
    version: int = 1

    def is_quiet(self, at: datetime, zones: Iterable[str]) -> bool:
        """Return whether a moment is quiet by the clock of one of these zones, in which the itinerary has the
        traveller; by the one at home where it says nothing, or that alone is to count."""
        quiet = self.quiet_hours
        if quiet is None:
            return False
        clocks = (set(zones) if quiet.at_place else set()) or {quiet.timezone}
        return any(quiet.holds_at(at, zone) for zone in clocks)


def next_preferences(
    before: TrackingPreferences | None,
    user_id: str,
    level: SharingLevel,
    quiet_hours: QuietHours | None,
    now: datetime,
) -> TrackingPreferences:
    """Return what the traveller wants from now on. Raises InvalidInput for quiet hours that are none."""
    if wrong := list(_errors_in(quiet_hours)):
        raise InvalidInput("The quiet hours are not valid.", wrong)
    return TrackingPreferences(
        user_id=user_id,
        level=level,
        quiet_hours=quiet_hours,
        updated_at=now,
        version=before.version + 1 if before else 1,
    )


def _errors_in(quiet: QuietHours | None) -> Iterator[FieldError]:
    if quiet is None:
        return
    if quiet.since == quiet.until:
        yield FieldError("/quietHours/until", "They end as they begin: withdraw the consent to share nothing at all.")
    for error in zone_errors_in(timezone=quiet.timezone):
        yield FieldError(f"/quietHours{error.pointer}", error.detail)
