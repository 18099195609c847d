"""Seeded bugs of what happens when AWS has no room for something, and when a schedule overlaps itself."""

from tests.simulation.teeth.bug import Bug

_THROTTLED = (42,)  # the kind of schedules in which AWS has no room for minutes

OF_ROOM = (
    Bug(
        "a step waits no longer than seconds for room",
        "infra.booking_workflow:retry",
        "_again(minutes, 30, longest=60)",
        "_again(minutes, 4, longest=20)",
        _THROTTLED,
    ),
)
