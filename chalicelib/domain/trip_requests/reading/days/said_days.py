"""What the words say of the days of a trip before any day is settled, and after how many nights it can end so."""

import re
from datetime import date
from typing import NamedTuple

from chalicelib.domain.trip_requests.reading.days.dates import Mention, occurrences


class Said(NamedTuple):
    """What the words say, before any day is settled."""

    out: Mention | None
    back: Mention | None
    loose: Mention | None
    vague: re.Match[str] | None
    one_way: bool
    round_trip: bool
    nights: int | None
    days: int | None
    extra: tuple[Mention, ...] = ()
    returns: bool = True  # whether anything is said of a way back

    @property
    def is_relative(self) -> bool:
        """Whether any of the days depends on which day today is."""
        return any(mention.relative for mention in (self.out, self.back, self.loose) if mention)


def fits(day: date, said: Said) -> bool:
    """Return whether a trip that starts on `day` can end as is said: not before, and after as many nights."""
    return lengths_of(day, said) != []


def lengths_of(day: date, said: Said) -> list[int] | None:
    """Return after how many nights a trip that starts on `day` can end as is said; None where that says nothing yet."""
    back, out = said.back, said.out
    if back is None or not back.days or back.weekday is not None:
        return None
    ends = back.days
    if out and out.numeric and back.numeric and len(out.days) == len(ends) == 2 and day in out.days:
        ends = (following(ends[out.days.index(day)], day, back),)  # one writer, one order
    return [(end - day).days for end in ends if day <= end and said.nights in {None, (end - day).days}]


def following(end: date, day: date, back: Mention) -> date:
    """Return an end whose year is said, else the first of that month and day on or after `day`."""
    if not back.relative or end >= day:
        return end
    return occurrences((end.month, end.day), None, day, 1)[0]
