"""How long a flight takes from gate to gate: what timetables are about, and what a distance alone says of it."""

TAXI_AND_CLIMB_SECONDS = 45 * 60
CRUISE_METRES_A_SECOND = 870 / 3.6


def block_time(distance_metres: float, tail_wind: float = 0.0) -> float:
    """Return gate to gate in seconds, for a distance along the great circle and a wind in metres a second.

    The usual planning rule of a fixed time for taxi, climb and descent (45 minutes) plus the great circle at cruising
    speed (870 km/h). Both constants are fitted to published timetables.
    """
    return TAXI_AND_CLIMB_SECONDS + distance_metres / (CRUISE_METRES_A_SECOND + tail_wind)
