"""Looks: somebody's reading of another's position, who may take one, and what it shows."""

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, NamedTuple

import msgspec

from chalicelib.domain.ids import derive_id
from chalicelib.domain.text import DISPLAY_NAME_PATTERN
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.windows import Grounds, chosen_level, coarse_before, consent_at, least, window_at
from chalicelib.domain.value import Value

SHORTEST_REASON, LONGEST_REASON = 3, 300
# Who keeps looking for one reason, as a live map does, has looked once in so long.
ONE_LOOK = timedelta(minutes=15)
_REASON = re.compile(DISPLAY_NAME_PATTERN)
_BEGINNING = datetime.min.replace(tzinfo=UTC)

Reason = Annotated[
    str,
    msgspec.Meta(
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        pattern=f"^{DISPLAY_NAME_PATTERN}$",
        description="Why you look: the person whose position it is reads it",
        examples=["Strike at the airport: checking who needs another way home"],
    ),
]


class LookKind(StrEnum):
    """What of a person's position was looked at."""

    LIVE = "live"
    LAST_PLACE = "last_place"
    PROGRESS = "progress"
    HISTORY = "history"


class Standing(StrEnum):
    """As whom somebody looks."""

    SELF = "self"
    ARRANGER = "arranger"
    TRAVEL_MANAGER = "travel_manager"
    SHARE_LINK = "share_link"


class Look(Value, frozen=True, kw_only=True):
    """One look, as the person whose position it was sees it. Who opened a share link is nobody we know."""

    look_id: Annotated[
        str, msgspec.Meta(examples=["lok_01JQZX5V9D7R8M3T2K6W4H0YBE"], description="Id of the look, as paths name it")
    ]
    user_id: Annotated[str, msgspec.Meta(description="Whose position it was")]
    viewer_id: Annotated[str | None, msgspec.Meta(description="Who looked; null for a share link, and once erased")]
    standing: Annotated[Standing, msgspec.Meta(description="As whom somebody looked")]
    kind: Annotated[LookKind, msgspec.Meta(description="What of the position was looked at")]
    reason: Annotated[str | None, msgspec.Meta(description="In the viewer's words; null for a share link")]
    at: Annotated[datetime, msgspec.Meta(description="When it began; looking on for the same reason is the same look")]
    level: Annotated[SharingLevel, msgspec.Meta(description="The most exact level that was shown")]
    since: Annotated[datetime | None, msgspec.Meta(description="Beginning of the time that was looked at")] = None
    until: Annotated[datetime | None, msgspec.Meta(description="End of the time that was looked at")] = None
    share_id: Annotated[str | None, msgspec.Meta(description="The share link that was opened")] = None


class Range(NamedTuple):
    """The time that is looked at; None is open."""

    since: datetime | None = None
    until: datetime | None = None


class Sight(NamedTuple):
    """What somebody may see of a person's positions: none before `since`, none of before `coarse_before` more exactly
    than the city, and none more exactly than `level`."""

    user_id: str
    standing: Standing
    level: SharingLevel
    since: datetime
    coarse_before: datetime

    def level_at(self, at: datetime) -> SharingLevel | None:
        """Return how exactly a position of this moment may be shown; None when it may not be."""
        if at < self.since:
            return None
        return least(self.level, SharingLevel.CITY) if at < self.coarse_before else self.level


def is_reason(text: str | None) -> bool:
    """Return whether a text says why somebody looks: one line of words, neither empty nor a story."""
    words = text or ""
    return SHORTEST_REASON <= len(words) <= LONGEST_REASON and _REASON.fullmatch(words) is not None


def own_sight(user_id: str) -> Sight:
    """Return what people see of themselves: all that is kept, as it is kept."""
    return Sight(user_id, Standing.SELF, SharingLevel.EXACT, _BEGINNING, _BEGINNING)


def decide_sight(grounds: Grounds, user_id: str, standing: Standing, kind: LookKind, now: datetime) -> Sight | None:
    """Return what somebody who stands so to a person may see of them now; None when it is nothing.

    Without consent nobody sees anything, also of what was kept before; nothing is seen of a time before the consent of
    now was given. Where somebody is, is seen while their trip's window is open, and by arrangers while it is one of a
    booked trip: a trip by hand may be written by whom it is shared with.
    """
    consent = consent_at(grounds.consents, now)
    if not grounds.is_active or consent is None:
        return None
    windows = [each for each in grounds.windows if each.is_booked or standing is not Standing.ARRANGER]
    window = window_at(windows, now)
    needs_window = kind is not LookKind.HISTORY or standing is Standing.ARRANGER
    if needs_window and window is None:
        return None
    level = least(chosen_level(grounds.preferences), grounds.company.level)
    if level is None:
        return None
    since = max(consent.starts_at, window.interval.starts_at) if needs_window and window else consent.starts_at
    return Sight(user_id, standing, level, since, coarse_before(grounds.windows, now, grounds.company.exact_for))


def look_of(sight: Sight, viewer_id: str, kind: LookKind, reason: str, asked: Range, now: datetime) -> Look:
    """Return the look that is written down: the same one again for who goes on looking at the same for one reason."""
    seed = (sight.user_id, viewer_id, sight.standing, kind, reason, sight.level, *map(str, asked))
    return Look(
        look_id=derive_id("lok", _begin_of_look(now), *seed),
        user_id=sight.user_id,
        viewer_id=viewer_id,
        standing=sight.standing,
        kind=kind,
        reason=reason,
        at=now,
        level=sight.level,
        since=asked.since,
        until=asked.until,
    )


def visit_of(sight: Sight, share_id: str, kind: LookKind, asked: Range, now: datetime) -> Look:
    """Return the look that a visit of a share link is, however often it is opened meanwhile."""
    seed = (sight.user_id, share_id, kind, sight.level, *map(str, asked))
    return Look(
        look_id=derive_id("lok", _begin_of_look(now), *seed),
        user_id=sight.user_id,
        viewer_id=None,
        standing=Standing.SHARE_LINK,
        kind=kind,
        reason=None,
        at=now,
        level=sight.level,
        since=asked.since,
        until=asked.until,
        share_id=share_id,
    )


def _begin_of_look(now: datetime) -> datetime:
    """Return the quarter of an hour that a moment belongs to."""
    length = ONE_LOOK.total_seconds()
    return datetime.fromtimestamp(now.timestamp() // length * length, UTC)
