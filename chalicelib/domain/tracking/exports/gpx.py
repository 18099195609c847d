"""Tracks as GPX 1.1, the exchange format of receivers and of most programs that draw tracks.

Speed and course stand in Garmin's extension for track points, which many of them read; the accuracy in one of our own,
because GPX knows a dilution of precision and no metres. Which device it was, and its battery, nobody needs to draw it.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from chalicelib.domain.tracking.fix import Fix
from chalicelib.domain.tracking.geometry.points import degrees_text

GPX = "http://www.topografix.com/GPX/1/1"
GARMIN = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2"
EXTENSION = "urn:sojourn:gpx:1"

_OPENING = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<gpx version="1.1" creator="Sojourn" xmlns="{GPX}" xmlns:garmin="{GARMIN}" xmlns:sojourn="{EXTENSION}">\n'
)
# What XML 1.0 has no way to write, not even as a number (section 2.2).
_UNWRITABLE = {
    number: "\N{REPLACEMENT CHARACTER}"
    for number in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if chr(number) not in "\t\n\r"
}


def write_gpx(name: str, stretches: Iterable[Sequence[Fix]]) -> str:
    """Return a track as a GPX document, to be encoded as UTF-8. Its stretches are what a receiver recorded without a
    break, each in order of time (`split_at_gaps`)."""
    return "".join(_document(name, stretches))


def _document(name: str, stretches: Iterable[Sequence[Fix]]) -> Iterator[str]:
    title = f"<name>{_text(name)}</name>"
    yield _OPENING
    yield f"<metadata>{title}</metadata>\n<trk>{title}\n"
    for stretch in stretches:
        yield "<trkseg>\n"
        yield from (_track_point(fix) for fix in stretch)
        yield "</trkseg>\n"
    yield "</trk>\n</gpx>\n"


def _track_point(fix: Fix) -> str:
    elevation = "" if fix.altitude_dm is None else f"<ele>{_decimal(fix.altitude_dm, 1)}</ele>"
    extensions = f"{_motion(fix)}{_accuracy(fix)}"
    return (
        f'<trkpt lat="{degrees_text(fix.latitude)}" lon="{degrees_text(fix.longitude)}">{elevation}'
        f"<time>{fix.moment:%Y-%m-%dT%H:%M:%SZ}</time>"
        f"{extensions and f'<extensions>{extensions}</extensions>'}</trkpt>\n"
    )


def _motion(fix: Fix) -> str:
    speed = "" if fix.speed_cm_s is None else f"<garmin:speed>{_decimal(fix.speed_cm_s, 2)}</garmin:speed>"
    course = "" if fix.heading_cdeg is None else f"<garmin:course>{_decimal(fix.heading_cdeg, 2)}</garmin:course>"
    return f"<garmin:TrackPointExtension>{speed}{course}</garmin:TrackPointExtension>" if speed or course else ""


def _accuracy(fix: Fix) -> str:
    if fix.accuracy_dm is None:
        return ""
    return f"<sojourn:accuracyMetres>{_decimal(fix.accuracy_dm, 1)}</sojourn:accuracyMetres>"


def _decimal(number: int, digits: int) -> str:
    whole, rest = divmod(abs(number), 10**digits)
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{digits}}"


def _text(text: str) -> str:
    return escape(text.translate(_UNWRITABLE), quote=False)
