"""The tracking preferences table: a row for everybody who has said how their positions are shared, with how far those
have been coarsened.

Whoever has a row is due: once a night it is looked up what of theirs is to be coarsened by now.
"""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.models import Model

from chalicelib.domain.tracking.preferences import TrackingPreferences
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta
from chalicelib.models.mentions import save_unless_erased

_DUE = "yes"


class _ByDue(GlobalSecondaryIndex["DuePreferencesRow"]):
    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="dueAt")


class DuePreferencesRow(DueRow):
    """What is known of a person's preferences before they are read."""

    Meta = table_meta("tracking-preferences")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    due = UnicodeAttribute(null=True)

    by_due = _ByDue()


class PreferencesRow(Model):
    """One person's preferences; `coarsened_until` says before when all their positions have been coarsened."""

    Meta = table_meta("tracking-preferences")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    due = UnicodeAttribute(default=_DUE)
    due_at = TimeAttribute(attr_name="dueAt")
    coarsened_until = TimeAttribute(attr_name="coarsenedUntil", null=True)
    version = NumberAttribute()
    document = StructAttribute[TrackingPreferences](TrackingPreferences)


def find_preferences(user_id: str) -> TrackingPreferences | None:
    """Return a person's preferences, read consistently; None before they have said any."""
    row = _find(user_id)
    return row.document if row else None


def replace_preferences(before: TrackingPreferences | None, after: TrackingPreferences) -> None:
    """Keep `after` in the place of `before`, or as the first. Raises VersionConflict when that is no longer what is
    there, PersonErased, Unavailable."""
    missing = PreferencesRow.user_id.does_not_exist()
    condition = missing if before is None else PreferencesRow.version == before.version
    kept = _find(after.user_id) if before else None
    row = PreferencesRow(
        after.user_id,
        due_at=after.updated_at,
        coarsened_until=kept.coarsened_until if kept else None,
        version=after.version,
        document=after,
    )
    save_unless_erased(row, condition, of=[after.user_id], what="What you want of your positions")


def delete_preferences(user_id: str) -> bool:
    """Forget a person's preferences; whether there were any."""
    row = _find(user_id)
    if row is not None:
        row.delete()
    return row is not None


def list_due(before: datetime) -> Iterator[Due]:
    """Yield the people whose positions are to be looked through, the longest overdue first."""
    for row in DuePreferencesRow.by_due.query(_DUE, DuePreferencesRow.due_at < to_text(before), page_size=PAGE):
        yield Due((row.user_id,), row.due_at)


def find_coarsened(user_id: str) -> datetime | None:
    """Return before when all positions of a person have been coarsened; None when none have."""
    row = _find(user_id)
    return row.coarsened_until if row else None


def note_coarsened(due: Due, until: datetime, *, next_at: datetime | None = None) -> None:
    """Note how far a person's positions have been coarsened; with it, once that is all, when it is looked at again.
    Raises VersionConflict when they have changed their preferences meanwhile: they are due at once."""
    noted = [PreferencesRow.coarsened_until.set(until)]
    following = [PreferencesRow.due_at.set(next_at)] if next_at is not None else []
    with changing("What the person wants of their positions"):
        PreferencesRow(due.key[0]).update([*noted, *following], condition=DuePreferencesRow.due_at == due.due_at)


def _find(user_id: str) -> PreferencesRow | None:
    try:
        return PreferencesRow.get(user_id, consistent_read=True)
    except DoesNotExist:
        return None
