"""Points on the globe as integers, so that what came in goes out again digit for digit."""

from chalicelib.domain.tracking.fix import DEGREE, Fix

# Latitude and longitude in 1e-7 degree, WGS 84; the longitude from -180 to 180 degrees, both included.
Point = tuple[int, int]


def point_of(fix: Fix) -> Point:
    """Return where a fix was."""
    return fix.latitude, fix.longitude


def point_at(latitude: float, longitude: float) -> Point:
    """Return the point at a latitude and a longitude in degrees."""
    return round(latitude * DEGREE), round(longitude * DEGREE)


def degrees_text(value: int) -> str:
    """Return a coordinate in degrees with its seven digits after the point."""
    whole, rest = divmod(abs(value), DEGREE)
    return f"{'-' if value < 0 else ''}{whole}.{rest:07}"
