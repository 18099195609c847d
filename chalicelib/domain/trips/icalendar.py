"""Trips as calendar programs read them: iCalendar (RFC 5545, RFC 7986), with all times in UTC.

Written here rather than by a library, because what a feed needs of the format is small: text escaped, lines folded,
moments in UTC, which every program shows in its own zone. The clocks of the places stand in the text beside.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from chalicelib.domain.local_days import local_day
from chalicelib.domain.timestamps import clamp_moment
from chalicelib.domain.trips.item import Item, ItemKind, ItemPlace, ItemStatus
from chalicelib.domain.trips.item_text import description_of, place_of, title_of
from chalicelib.domain.trips.trip import Trip, TripStatus

_Span = tuple[datetime, datetime, str | None, str | None]

CONTENT_TYPE = "text/calendar; charset=utf-8"

_STATUS = {
    ItemStatus.PLANNED: "TENTATIVE",
    ItemStatus.CONFIRMED: "CONFIRMED",
    ItemStatus.DONE: "CONFIRMED",
    ItemStatus.CANCELLED: "CANCELLED",
}
# What takes the traveller's time; a night's stay, a car or a note keeps nobody from meeting.
_BUSY = frozenset({ItemKind.FLIGHT, ItemKind.RAIL, ItemKind.RIDE, ItemKind.MEETING})
_LONGEST_LINE = 75  # octets, without the line break
_REFRESH = "PT1H"
# Whatever some reader takes for the end of a line: of RFC 5545, of Unicode, or of a programming language.
_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")

# A calendar must have something in it (RFC 5545, 3.6): one without trips has the zone that its times are in.
_NOTHING = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def write_calendar(name: str, itineraries: Iterable[tuple[Trip, Iterable[Item]]]) -> str:
    """Return the calendar `name` of trips with their items: an event for each trip's days, and one for each item with a
    start.

    Nothing of what opens a booking elsewhere is in it, because the address of a calendar is all that one needs to read.
    """
    events = [line for trip, items in itineraries for line in _trip_lines(trip, list(items))]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Sojourn//Trips//EN",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",  # what Outlook goes by
        *(events or _NOTHING),
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold_line(line)}\r\n" for line in lines)


def _trip_lines(trip: Trip, items: list[Item]) -> Iterator[str]:
    is_off = trip.status is TripStatus.CANCELLED
    dated = [item for item in items if item.starts_at is not None]
    first, last = days_of(trip, dated)
    status = "CANCELLED" if is_off else "TENTATIVE" if trip.status is TripStatus.PLANNED else "CONFIRMED"
    yield "BEGIN:VEVENT"
    yield from _marks(trip.trip_id, trip.version, trip.created_at, trip.updated_at)
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(trip.name)}"
    if trip.notes:
        yield f"DESCRIPTION:{_text(trip.notes)}"
    yield f"STATUS:{status}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
    for item in dated:
        yield from _item_lines(item, is_off=is_off)


def _item_lines(item: Item, *, is_off: bool) -> Iterator[str]:
    if item.starts_at is None:
        return  # it stands nowhere in a calendar
    yield "BEGIN:VEVENT"
    yield from _marks(item.item_id, item.version, item.created_at, item.updated_at)
    yield f"DTSTART:{_utc(item.starts_at)}"
    if item.ends_at is not None and _utc(item.ends_at) > _utc(item.starts_at):
        yield f"DTEND:{_utc(item.ends_at)}"
    yield f"SUMMARY:{_text(title_of(item))}"
    if description := description_of(item):
        yield f"DESCRIPTION:{_text(description)}"
    if place := place_of(item):
        yield from _place_lines(place)
    yield f"CATEGORIES:{item.kind.value.upper()}"
    status = "CANCELLED" if is_off else _STATUS[item.status]
    yield f"STATUS:{status}"
    # Some programs pass over STATUS, and would show the time of what is cancelled as taken.
    yield f"TRANSP:{'OPAQUE' if item.kind in _BUSY and status != 'CANCELLED' else 'TRANSPARENT'}"
    yield "END:VEVENT"


def _marks(thing_id: str, version: int, created_at: datetime, updated_at: datetime) -> Iterator[str]:
    """Yield what tells a calendar program that this is the event it knows, and whether it has changed."""
    yield f"UID:{thing_id}@sojourn"
    yield f"DTSTAMP:{_utc(updated_at)}"
    yield f"CREATED:{_utc(created_at)}"
    yield f"LAST-MODIFIED:{_utc(updated_at)}"
    yield f"SEQUENCE:{version - 1}"


def _place_lines(place: ItemPlace) -> Iterator[str]:
    yield f"LOCATION:{_text(', '.join(part for part in (place.name, place.address) if part))}"
    if place.latitude is not None and place.longitude is not None:
        yield f"GEO:{place.latitude:.6f};{place.longitude:.6f}"


def days_of(trip: Trip, dated: list[Item]) -> tuple[date, date]:
    """Return the first and the last day of the trip on any of the walls that its traveller passes; where the date line
    is crossed, one may arrive the day before one left."""
    spans = sorted((_span(item) for item in dated), key=lambda span: span[:2])
    zones = [start_zone for _, _, start_zone, _ in spans if start_zone]
    first, last = zones[0] if zones else "UTC", _last_zone(spans)
    starts_at, ends_at = clamp_moment(trip.starts_at), clamp_moment(trip.ends_at)
    days = [local_day(starts_at, first), local_day(ends_at, last)]
    for start, end, start_zone, end_zone in spans:
        if start_zone and end_zone and starts_at <= start and end <= ends_at:
            days += [local_day(start, start_zone), local_day(end, end_zone)]
    return min(days), max(days)


def _last_zone(spans: list[_Span]) -> str:
    """Return the zone of what ends last."""
    ends = [(end, place, zone) for place, (_, end, _, zone) in enumerate(spans) if zone]
    return max(ends)[2] if ends else "UTC"


def _span(item: Item) -> _Span:
    """Return from when until when the item is, and its zones."""
    start = clamp_moment(item.starts_at or item.created_at)
    return start, clamp_moment(item.ends_at) if item.ends_at else start, *item.zones


def _utc(moment: datetime) -> str:
    return f"{clamp_moment(moment).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """Return a TEXT value (RFC 5545, 3.3.11); line breaks of any kind are kept, other control characters cannot be."""
    plain = _CONTROL.sub("", _LINE_BREAK.sub("\n", value).replace("\t", " "))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold_line(line: str) -> str:
    """Return the line in pieces of at most 75 octets, no character taken apart (RFC 5545, 3.1)."""
    if len(line.encode()) <= _LONGEST_LINE:
        return line
    pieces, piece, room = [], "", _LONGEST_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LONGEST_LINE - 1
        piece, room = piece + character, room - size
    return "\r\n ".join([*pieces, piece])
