"""How long one stays where a slice ends, in nights: "two nights there, then on to Linz", which says when the next slice
departs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.journeys.named_slices import NamedSlice
from chalicelib.domain.trip_requests.reading.journeys.place_names import is_same_place, place_at_start

_AT_A_PLACE = LatePattern(r"(?:[\s,:]*(?:in|at)|\s+(?:on )?(?:to|into))\s+(?=[^\W\d_])", re.IGNORECASE)


class Stopover(NamedTuple):
    """A number of nights as said, at `start` to `end` of the text."""

    start: int
    end: int
    nights: int
    stop: int | None = None  # of the slice at the end of which they are spent


def nights_behind(
    stopovers: Sequence[Stopover], slices: Sequence[NamedSlice], text: str
) -> tuple[list[int | None], tuple[Stopover, ...]]:
    """Return how many nights are said between each slice and the one before it, None where nothing or several lengths
    are; and the stopovers that say so. One is of the place that is named behind it, else of where the slice before it
    ends."""
    said: list[list[Stopover]] = [[] for _ in slices]
    for each in stopovers:
        stop = _stop_of(each, slices, text)
        if stop is not None and stop + 1 < len(slices):
            said[stop + 1].append(each._replace(stop=stop))
    nights = [group[0].nights if len({each.nights for each in group}) == 1 else None for group in said]
    used = tuple(each for group, count in zip(said, nights, strict=True) if count is not None for each in group)
    return nights, used


def _stop_of(said: Stopover, slices: Sequence[NamedSlice], text: str) -> int | None:
    """Return the slice at the end of which nights are spent; None where that is none for certain."""
    if lead := _AT_A_PLACE.match(text, said.end):
        name = place_at_start(text[lead.end() :])
        ends = [place for place, each in enumerate(slices) if name and is_same_place(each.destination, name)]
        if name:
            return ends[0] if len(ends) == 1 else None
    before = [place for place, each in enumerate(slices) if each.end <= said.start]
    return max(before) if before else None
