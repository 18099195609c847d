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
        "chalicelib.domain.planning.nights:missing_nights_of",
        "for night in sorted(wanted - covered)",
        "for night in sorted(wanted - covered) if stay.arrives_by is None",
        _FAR,
    ),
    Bug(
        "what begins in the new year is charged to that in which the trip starts",
        "chalicelib.domain.offers.periods:period_of",
        "return _year(request.cars[offer.car_index].pick_up_on)",
        "return _year(request.starts_on)",
    ),
    Bug(
        "days ahead are counted from the day in UTC",
        "chalicelib.services.bookings.evaluation:Evaluation.__init__",
        "self.today = local_day(clock.now(), request.start.timezone)",
        "self.today = clock.now().date()",
        _FAR,
    ),
)
