"""Where somebody was: their track by time, a page at a time, and its stops and moves. Only the buckets of the time that
is asked for are read, and one at either end, which decides what is wrong with a position."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from chalicelib import clock
from chalicelib.domain.tracking.fix import Signal
from chalicelib.domain.tracking.looks import Sight
from chalicelib.domain.tracking.packing import unpack
from chalicelib.domain.tracking.screening import Screened
from chalicelib.domain.tracking.sharing_levels import ZonesOf, coarsen
from chalicelib.domain.tracking.track_reading import ReadBucket, TrackPlace, place_track, screen_buckets, widen
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.models import positions
from chalicelib.services.tracking.storing import in_no_zone

if TYPE_CHECKING:
    from chalicelib.domain.tracking.stops import Journey

LONGEST_SPAN = timedelta(days=31)
LONGEST_SUMMARY = timedelta(days=7)
USUAL_SPAN = timedelta(days=1)
MOST_SUMMARISED = 20_000

# Some 30 kB, of who reports each ten seconds.
_BUCKETS_A_QUERY = 32
# How many signals a page looks at for each that it may show: a viewer may see none of many.
_LOOKED_AT = 5


class TimeSpan(NamedTuple):
    """The time that is asked for: from a moment on, until another that is no part of it."""

    since: datetime
    until: datetime

    @property
    def seconds(self) -> range:
        """The seconds that begin in it."""
        return range(ceil(self.since.timestamp()), ceil(self.until.timestamp()))


def require_time(begins_at: datetime, ends_at: datetime, field: str) -> None:
    """Raise InvalidInput, at `field`, unless there is any time between two moments."""
    if begins_at >= ends_at:
        raise InvalidInput("The time that is asked for is none.", [FieldError(field, "It ends before it begins.")])


def choose_span(since: datetime | None, until: datetime | None, longest: timedelta = LONGEST_SPAN) -> TimeSpan:
    """Return the time that a caller means: until now, and of one day, where they do not say. Raises InvalidInput."""
    ends_at = until or clock.now()
    begins_at = since or ends_at - USUAL_SPAN
    require_time(begins_at, ends_at, "/until" if until else "/since")
    if ends_at - begins_at > longest:
        detail = f"Ask for at most {longest.days} days at a time, or send `until` as well."
        raise InvalidInput("The time that is asked for is too long.", [FieldError("/since", detail)])
    return TimeSpan(begins_at, ends_at)


def read_track(user_id: str, span: range) -> Iterator[Screened]:
    """Yield what is kept of where a person was in a span of seconds, as a track is sorted, with what is wrong with it.

    A bucket is read when it is come to. What is wrong with a signal does not depend on the span. Raises Unavailable.
    """
    return screen_buckets(_read_buckets(user_id, widen(span)), span, int(clock.now().timestamp()))


def list_positions(
    sight: Sight, span: TimeSpan, *, zones_of: ZonesOf, device: str | None, limit: int, start: Cursor | None
) -> ResultPage[Screened]:
    """Return one page of what a viewer may see of a person's track, the earliest first, and where it goes on. It may be
    short although more follows. `zones_of` knows the person's geofences. Raises Unavailable."""
    after = _read_place(start) if start else None
    track = place_track(read_track(sight.user_id, _visible(sight, span, after)), after)
    shown = list[Screened]()
    for looked_at, (signal, place) in enumerate(track, 1):
        seen = _show(signal, sight, device, zones_of)
        shown += [seen] if seen is not None else []
        if len(shown) == limit or looked_at == _LOOKED_AT * limit:
            return ResultPage(shown, _write_place(place))
    return ResultPage(shown, None)


def summarise_track(sight: Sight, span: TimeSpan, *, device: str | None) -> Mapping[str, "Journey"]:
    """Return the stops and moves of each device in what a viewer may see of a person's track, of which nothing that is
    wrong counts. Raises InvalidInput when there is too much of it, Unavailable."""
    from chalicelib.domain.tracking.stops import find_stops

    found = defaultdict[str, list[Signal]](list)
    for number, signal in enumerate(read_track(sight.user_id, _visible(sight, span, None))):
        if number == MOST_SUMMARISED:
            detail = f"There are more than {MOST_SUMMARISED} positions: ask for a shorter time."
            raise InvalidInput("There is too much to summarise.", [FieldError("/since", detail)])
        seen = _show(signal, sight, device, in_no_zone)
        if seen is not None and not seen.flags:
            found[seen.signal.device].append(seen.signal)
    return {each: find_stops(found[each]) for each in sorted(found)}


def _read_buckets(user_id: str, span: range) -> Iterator[ReadBucket]:
    start: Cursor | None = None
    while True:
        page, start = positions.list_buckets(user_id, span, now=clock.now(), limit=_BUCKETS_A_QUERY, start=start)
        yield from (ReadBucket(bucket.starts_at, unpack(bucket.packed)) for bucket in page)
        if start is None:
            return


def _visible(sight: Sight, span: TimeSpan, after: TrackPlace | None) -> range:
    """Return the seconds of which a viewer may see anything, from that of the place where a page goes on."""
    seconds = span.seconds
    begins_at = max(seconds.start, ceil(sight.since.timestamp()), after.at if after else seconds.start)
    return range(begins_at, seconds.stop)


def _show(screened: Screened, sight: Sight, device: str | None, zones_of: ZonesOf) -> Screened | None:
    """Return what a viewer may see of a signal; None where it is nothing, or of another device than they ask for."""
    signal = screened.signal
    level = sight.level_at(signal.moment) if device in (None, signal.device) else None
    seen = coarsen(signal, level, zones_of) if level is not None else None
    if seen is None:
        return None
    return screened if seen is signal else Screened(seen, frozenset())


def _write_place(place: TrackPlace) -> Cursor:
    return {
        "at": {"N": str(place.at)},
        "device": {"S": place.device},
        "kind": {"N": str(place.kind)},
        "number": {"N": str(place.number)},
    }


def _read_place(cursor: Cursor) -> TrackPlace:
    numbers = (int(cursor[name]["N"]) for name in ("at", "kind", "number"))
    at, kind, number = numbers
    return TrackPlace(at, cursor["device"]["S"], kind, number)
