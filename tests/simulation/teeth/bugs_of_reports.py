"""Seeded bugs of what bookings count for in the reports."""

from tests.simulation.teeth.bug import Bug

OF_REPORTS = (
    Bug(
        "what a booking counted for before is counted on",
        "chalicelib.models.reports:_changes_between",
        "difference = is_now.get(group, NOTHING) - was.get(group, NOTHING)",
        "difference = is_now.get(group, NOTHING)",
    ),
    Bug(
        "a booking is counted by whoever looked first",
        "chalicelib.services.reports.counting:_replace",
        "if counted is not None and counted.version > booking.version:",
        "if counted is not None:",
    ),
    Bug(
        "a cancellation is not counted",
        "chalicelib.domain.reports.contribution:COUNTED",
        "BookingStatus.CANCELLED,",
        "",
    ),
)
