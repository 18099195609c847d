"""The person-feeds table: which events concern a person or a pool, in an order that is theirs, for a while.

A feed has a head, which counts, so that entries have numbers without a gap: who has read one has had all before it. An
entry, the mark that its event is in the feed, and the new head are one transaction, so that an event is in a feed once
however often it is added.
"""

from datetime import timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.domain.bookings.events import Event
from chalicelib.domain.bookings.feeds import Attention, FeedEntry, person_of_feed
from chalicelib.dynamodb.retry import until_kept
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import VersionConflict
from chalicelib.models.mentions import save_unless_erased

KEPT = timedelta(days=30)

_HEAD = "head"
_ENTRY = "entry/"
_MARK = "mark/"
_TURNS = 8
_PAUSE = 0.02


class FeedHeadRow(Model):
    """Of one feed: how many entries it has had. It stays when they go, for numbers are given once."""

    Meta = table_meta("person-feeds")

    feed = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    number = NumberAttribute()


class FeedEntryRow(Model):
    """One event in one feed; `entry` holds its number, so that they sort."""

    Meta = table_meta("person-feeds")

    feed = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")
    document = StructAttribute[FeedEntry](FeedEntry)


class FeedMarkRow(Model):
    """That an event is in a feed."""

    Meta = table_meta("person-feeds")

    feed = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    expires_at = NumberAttribute(attr_name="expiresAt")


class StoredFeedRow(Model):
    """Whatever a feed has, by its key alone."""

    Meta = table_meta("person-feeds")

    feed = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)


def add_event(feed: str, event: Event, attention: Attention, feeds: tuple[str, ...]) -> bool:
    """Put an event at the end of a feed; False when it is there already.

    Raises PersonErased, VersionConflict when others write there all the time, Unavailable.
    """
    expires_at = int((event.at + KEPT).timestamp())
    person = person_of_feed(feed)

    def attempt() -> bool:
        # Whoever adds it in between changes the head as well: what is not marked now is not when that is unchanged.
        number = get_head(feed)
        if _is_marked(feed, event.event_id):
            return False
        entry = FeedEntry(
            number=number + 1,
            event_id=event.event_id,
            booking_id=event.booking_id,
            seq=event.seq,
            at=event.at,
            attention=attention,
            feeds=feeds,
        )
        save_unless_erased(
            FeedHeadRow(feed, _HEAD, number=entry.number),
            FeedHeadRow.number == number if number else FeedHeadRow.entry.does_not_exist(),
            of=[person] if person else [],
            what="The feed",
            beside=[
                FeedEntryRow(feed, _entry(entry.number), expires_at=expires_at, document=entry),
                FeedMarkRow(feed, f"{_MARK}{event.event_id}", expires_at=expires_at),
            ],
        )
        return True

    return until_kept(attempt, VersionConflict, attempts=_TURNS, pause=_PAUSE)


def get_head(feed: str) -> int:
    """Return the number of the latest entry of a feed, read consistently; 0 before the first."""
    try:
        return int(FeedHeadRow.get(feed, _HEAD, consistent_read=True).number)
    except DoesNotExist:
        return 0


def list_entries(feed: str, *, after: int, limit: int) -> list[FeedEntry]:
    """Return the entries of a feed with numbers above `after`, in order, read consistently."""
    rows = FeedEntryRow.query(
        feed,
        FeedEntryRow.entry.between(_entry(after + 1), f"{_ENTRY}~"),
        consistent_read=True,
        limit=limit,
        page_size=limit,
    )
    return [row.document for row in rows]


def forget_feed(feed: str, limit: int) -> int:
    """Delete up to `limit` rows of a feed; how many there were. Done again until it is fewer, nothing is left."""
    keys = ["feed", "entry"]
    rows = list(StoredFeedRow.query(feed, consistent_read=True, limit=limit, page_size=limit, attributes_to_get=keys))
    for row in rows:
        row.delete()
    return len(rows)


def _is_marked(feed: str, event_id: str) -> bool:
    try:
        FeedMarkRow.get(feed, f"{_MARK}{event_id}", consistent_read=True)
    except DoesNotExist:
        return False
    return True


def _entry(number: int) -> str:
    return f"{_ENTRY}{number:012d}"
