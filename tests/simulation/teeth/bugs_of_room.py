"""Seeded bugs of what happens when AWS has no room for something, and when a schedule overlaps itself."""

from tests.simulation.teeth.bug import Bug

_THROTTLED = (42,)  # the kind of schedules in which AWS has no room for minutes
_OVERLAPPED = (41,)  # and that in which a job runs within itself

OF_ROOM = (
    Bug(
        "a step waits no longer than seconds for room",
        "infra.booking_workflow:retry",
        "_again(minutes, 30, longest=60)",
        "_again(minutes, 4, longest=20)",
        _THROTTLED,
    ),
    Bug(
        "a sweeper that another one was quicker than cannot notify the workflow",
        "chalicelib.gateways.workflow:_end_wait",
        "if _code(error) in _TOKEN_IS_SPENT:",
        "if not _code(error):",
        _OVERLAPPED,
    ),
    Bug(
        "a heartbeat cannot close what another one has closed",
        "chalicelib.gateways.websockets:close",
        "if not _is_gone(error):",
        "if error:",
        _OVERLAPPED,
    ),
    Bug(
        "a night fails at the names that another one has taken out",
        "chalicelib.services.privacy.erasure:end_names",
        "return until_kept(attempt)",
        "return attempt()",
        _OVERLAPPED,
    ),
)
