"""Of many cases that are alike, the share that one run of the tests tries: one of each kind at least, and of all those
whose turn it is on this day. As many days in a row as one of so many is tried, try every case.

The day stands at the head of each run (`TEST_DAY`); given in the environment, it has the same cases tried again.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")

VARIABLE = "TEST_DAY"


def current_day() -> int:
    """Return the number of the day (UTC) whose share is tried, or the one that is given."""
    return int(os.environ.get(VARIABLE) or datetime.now(UTC).date().toordinal())


def keep_day() -> int:
    """Have every process that this one starts try the same day's share, also when it begins after midnight."""
    day = current_day()
    os.environ[VARIABLE] = str(day)
    return day


def share(cases: Sequence[T], kind: Callable[[T], Hashable], *, one_in: int, day: int | None = None) -> list[T]:
    """Return those whose turn it is, and one more of each kind that none of them is of, in the order of all."""
    today = current_day() if day is None else day
    of_kind: dict[Hashable, list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        of_kind[kind(case)].append(place)
    chosen = {place for place in range(len(cases)) if (place + today) % one_in == 0}
    chosen |= {places[today % len(places)] for places in of_kind.values() if chosen.isdisjoint(places)}
    return [cases[place] for place in sorted(chosen)]
