"""Rows that are to be looked at again by themselves, seen without what they hold, so that one that cannot be read can
still be found, named, and put off."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from chalicelib.domain.backoff import doubling_pause
from chalicelib.dynamodb.errors import is_condition_failed

# What could not be done is tried after this long, each time twice as long, up to the longest.
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
PAGE = 100  # keys that are read at a time


class DueRow(Model):
    """The keys of a table's row and when it is due. A model of a table adds the keys; whoever writes the row whole
    forgets how often it was put off."""

    due_at = UnicodeAttribute(attr_name="dueAt")
    put_off_count = NumberAttribute(attr_name="putOffCount", null=True)
    put_off_since = UnicodeAttribute(attr_name="putOffSince", null=True)


class Due(NamedTuple):
    """A row whose time has come: its key, and when it was due, as it stands in the index."""

    key: tuple[Any, ...]
    due_at: str


def to_text(moment: datetime) -> str:
    """Return a time as it stands in rows: of fixed width, so that it sorts as it reads."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def put_off(
    rows: type[DueRow],
    found: Due,
    now: datetime,
    *,
    first: timedelta = FIRST_PAUSE,
    longest: timedelta = LONGEST_PAUSE,
) -> datetime | None:
    """Let a row be due later, each time twice as much later; since when it has been put off, None when it has moved on.

    Only its place in the index changes, and nothing that it holds: no version of it is made.
    """
    unmoved = rows.due_at == found.due_at
    row = rows(*found.key)
    count: list[Action] = [rows.put_off_count.add(1), rows.put_off_since.set(rows.put_off_since | found.due_at)]
    try:
        row.update(count, condition=unmoved)
        pause = doubling_pause(int(row.put_off_count or 1), first=first, longest=longest)
        row.update([rows.due_at.set(to_text(now + pause))], condition=unmoved)
    except UpdateError as error:
        if not is_condition_failed(error):
            raise
        return None
    return to_moment(row.put_off_since)


def to_moment(text: str | None) -> datetime | None:
    """Return the moment that a row's text says; None when it says none."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
