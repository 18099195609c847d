"""Other people's traces: GPX 1.0 and 1.1 as receivers and programs write it, read into fixes.

A file is somebody else's, so it is read with limits: no document type, hence no entities, so much of it and so deep.
Which namespace an element stands in does not matter: programs differ in it, and in where they put speed and course.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from chalicelib.domain.tracking.fix import Fix, FixRefused, make_fix

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 32

# What a track point says, by the name of the element, and what we call it.
_MEASURES = {
    "ele": "altitude_metres",
    "speed": "speed_metres_per_second",
    "course": "heading_degrees",
    "accuracyMetres": "accuracy_metres",
}
_UNKNOWN_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # of the first point of a trace that has no times


class UnreadableTrace(Exception):
    """A file is no GPX, or no GPX that may be read."""


class Trace(NamedTuple):
    """What a file holds: its stretches, and how many of its points are no fix, as a device could report one."""

    stretches: tuple[tuple[Fix, ...], ...]
    refused: int


def read_trace(path: Path, device: str = "trace") -> Trace:
    """Return the track of a GPX file. Raises UnreadableTrace."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableTrace(f"{path.name} is larger than {MOST_BYTES >> 20} MB.")
    return parse_trace(path.read_bytes(), device)


def parse_trace(document: bytes, device: str = "trace") -> Trace:
    """Return the track of a GPX document. Raises UnreadableTrace.

    A point without a time, as routes have them, is a second after the one before it.
    """
    reader = _Reader(device)
    parser = ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reader.refuse_document_type
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add_text
    try:
        parser.Parse(document, True)
    except ExpatError as error:
        raise UnreadableTrace(f"This is no XML: {error}") from error
    if not reader.is_gpx:
        raise UnreadableTrace("This is XML, and no GPX.")
    return Trace(tuple(tuple(stretch) for stretch in reader.stretches if stretch), reader.refused)


class _Reader:
    def __init__(self, device: str) -> None:
        self.is_gpx = False
        self.stretches: list[list[Fix]] = []
        self.refused = 0
        self._device = device
        self._open: list[str] = []
        self._text: list[str] = []
        self._point: dict[str, str] | None = None
        self._last_time = _UNKNOWN_TIME.timestamp() - 1

    def refuse_document_type(self, *_: object) -> None:
        raise UnreadableTrace("It has a document type, which GPX has none of.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self._open.append(local)
        self._text = []
        if len(self._open) > DEEPEST:
            raise UnreadableTrace(f"Its elements are nested more than {DEEPEST} deep.")
        self.is_gpx = self.is_gpx or self._open == ["gpx"]
        match local:
            case "trkseg" | "rte":
                self.stretches.append([])
            case "trkpt" | "rtept":
                self._point = dict(attributes)

    def add_text(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        local = self._open.pop()
        if self._point is None:
            return
        if local in {"trkpt", "rtept"}:
            self._finish(self._point)
            self._point = None
        elif local == "time" or local in _MEASURES:
            self._point.setdefault(local, "".join(self._text).strip())

    def _finish(self, point: dict[str, str]) -> None:
        try:
            fix = self._fix_of(point)
        except (KeyError, ValueError, FixRefused):
            self.refused += 1
            return
        self._last_time = fix.at
        self.stretches[-1].append(fix)

    def _fix_of(self, point: dict[str, str]) -> Fix:
        time = point.get("time")
        return make_fix(
            device=self._device,
            at=_time(time) if time else self._last_time + 1,
            latitude=float(point["lat"]),
            longitude=float(point["lon"]),
            **{ours: float(point[theirs]) for theirs, ours in _MEASURES.items() if point.get(theirs)},
        )


def _time(text: str) -> datetime:
    """Return a moment; GPX writes UTC, whether it says so or not."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
