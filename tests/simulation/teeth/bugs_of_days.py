"""Seeded bugs of days and nights: UTC, or the day of the flight, stands in for what the clocks there show."""

from tests.simulation.teeth.bug import Bug

_FAR = (47,)

OF_DAYS = (
    Bug(
        "who lands after midnight has no room until the next evening",
        "chalicelib.domain.planning.nights:_night_of_arrival",
        "return night_of(last.arrives_at, last.destination_timezone)",
        "return night_of(last.arrives_at + timedelta(hours=6), last.destination_timezone)",
        _FAR,
    ),
    Bug(
        "a stay begins in the night that it is in UTC",
        "chalicelib.domain.planning.nights:_night_of_arrival",
        "return night_of(last.arrives_at, last.destination_timezone)",
        'return night_of(last.arrives_at, "UTC")',
        _FAR,
    ),
    Bug(
        "nights without a room are not said",
        "chalicelib.domain.planning.nights:find_missing_nights",
        "if stay is None or not flights:",
        "if stay is None or flights:",
        _FAR,
    ),
    Bug(
        "days ahead are counted from the day in UTC",
        "chalicelib.services.bookings.evaluation:evaluate_options",
        "today = local_day(clock.now(), booking.request.origin.timezone)",
        "today = clock.now().date()",
        _FAR,
    ),
)
