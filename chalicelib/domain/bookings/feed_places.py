"""Where a reader of their feeds has got to, and what comes next: the feeds of a person and of their pools in one order,
each event once.

Each feed is numbered without a gap, and a place holds how far each has been read. Reading on from any place gives what
comes after it, whatever was read at once before.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chalicelib.domain.approvals.approval import Pool
from chalicelib.domain.bookings.feeds import FeedEntry, feed_of_person, feed_of_pool

PLACE_PATTERN = r"[0-9]{1,12}(?:\.[0-9]{1,12}){2}"
_POOLS = (Pool.APPROVERS, Pool.TRAVEL_MANAGERS)
_PLACE = re.compile(PLACE_PATTERN)


class FeedPlace(NamedTuple):
    """How far the feed of a person, that of the approvers and that of the travel managers have been read."""

    person: int = 0
    approvers: int = 0
    travel_managers: int = 0

    @property
    def text(self) -> str:
        return ".".join(map(str, self))


class Placed(NamedTuple):
    """An entry to be shown, or None where one is passed over, and the place behind it."""

    entry: FeedEntry | None
    place: FeedPlace


def read_place(text: str) -> FeedPlace | None:
    """Return the place that a text says; None when it says none."""
    return FeedPlace(*map(int, text.split("."))) if _PLACE.fullmatch(text) else None


def list_feeds(user_id: str, pools: Sequence[Pool]) -> tuple[str | None, ...]:
    """Return the feeds that a person reads, in the order of a place; None for a pool to which they do not belong."""
    return (feed_of_person(user_id), *(feed_of_pool(each) if each in pools else None for each in _POOLS))


def merge_feeds(
    feeds: Sequence[str | None], found: Mapping[str, Sequence[FeedEntry]], after: FeedPlace, limit: int
) -> list[Placed]:
    """Return the next entries, at most `limit`, by the time of what happened as far as the order of each feed leaves
    that open, each with the place behind it. `found` are the next entries of each feed. An event that is in several of
    the reader's feeds is shown in the first of them, and passed over in the others."""
    read = [each for each in feeds if each is not None]
    waiting = {feed: list(found.get(feed, ())) for feed in read}
    place, placed = after, list[Placed]()
    while len(placed) < limit and any(waiting.values()):
        feed = min((each for each in read if waiting[each]), key=lambda each: (waiting[each][0].at, read.index(each)))
        entry = waiting[feed].pop(0)
        place = FeedPlace(*(entry.number if each == feed else at for each, at in zip(feeds, place, strict=True)))
        is_first = next(each for each in read if each in entry.feeds) == feed
        placed.append(Placed(entry if is_first else None, place))
    return placed
