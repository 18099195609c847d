"""What a version of the travel policy counts for on a day: in effect, waiting for its day, or superseded."""

from collections.abc import Collection
from enum import StrEnum


class VersionStatus(StrEnum):
    """What a version counts for today (UTC)."""

    SCHEDULED = "scheduled"
    IN_EFFECT = "in_effect"
    SUPERSEDED = "superseded"


def status_of(version: int, in_effect: int | None, counting: Collection[int]) -> VersionStatus:
    """Return what a version counts for, when `in_effect` is in effect and `counting` are all that count on that day or
    will on a later one. A version that a newer one overtakes before its own day comes is superseded at once."""
    if version == in_effect:
        return VersionStatus.IN_EFFECT
    return VersionStatus.SCHEDULED if version in counting else VersionStatus.SUPERSEDED
