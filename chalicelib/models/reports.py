"""The reports table: what is counted by month, cost centre, traveller, route and carrier, and what each booking counts
for in it.

A booking's share of the figures changes in one transaction with the row that says what it counts for, as of which of
its versions. So an event that comes twice, late or out of order changes nothing, and a recount can say what is wrong.
Names of attributes are short, because a report is paid for by the bytes that it reads.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import blake2s
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, DoesNotExist, GetError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.reports.contribution import SEPARATOR, Contribution, Dimension, Group
from chalicelib.domain.reports.measures import NOTHING, Measures
from chalicelib.dynamodb.due_rows import PAGE
from chalicelib.dynamodb.errors import is_condition_failed
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta, transactions
from chalicelib.errors import Unavailable, VersionConflict

_COUNTED = "counted"
_RECOUNTED = "recounted"
# The first character after the separator: what is below it begins with a key and the separator.
_AFTER = chr(ord(SEPARATOR) + 1)


class FiguresRow(Model):
    """What bookings count for in one group and one month; `counted` says how many they are, `stamp` what changed it
    last."""

    Meta = table_meta("reports")

    partition = UnicodeAttribute(hash_key=True, attr_name="report")
    entry = UnicodeAttribute(range_key=True)
    stamp = UnicodeAttribute(attr_name="x")
    counted = NumberAttribute(attr_name="n")
    bookings = NumberAttribute(attr_name="b", null=True)
    cancelled = NumberAttribute(attr_name="a", null=True)
    travellers = NumberAttribute(attr_name="t", null=True)
    journeys = NumberAttribute(attr_name="j", null=True)
    gross = NumberAttribute(attr_name="g", null=True)
    refunded = NumberAttribute(attr_name="r", null=True)
    by_credit = NumberAttribute(attr_name="y", null=True)
    fees = NumberAttribute(attr_name="f", null=True)
    credited = NumberAttribute(attr_name="c", null=True)
    flights = NumberAttribute(attr_name="kf", null=True)
    rail = NumberAttribute(attr_name="kr", null=True)
    stays = NumberAttribute(attr_name="ks", null=True)
    cars = NumberAttribute(attr_name="kc", null=True)
    co2_grams = NumberAttribute(attr_name="e", null=True)
    compliant = NumberAttribute(attr_name="pc", null=True)
    exceptions = NumberAttribute(attr_name="pe", null=True)
    declined = NumberAttribute(attr_name="pd", null=True)
    lead_days = NumberAttribute(attr_name="l", null=True)
    compared = NumberAttribute(attr_name="o", null=True)
    missed_savings = NumberAttribute(attr_name="m", null=True)


class CountedRow(Model):
    """What one booking counts for, as of its `version`; `revision` says how often that was changed."""

    Meta = table_meta("reports")

    partition = UnicodeAttribute(hash_key=True, attr_name="report")
    entry = UnicodeAttribute(range_key=True)
    version = NumberAttribute()
    revision = NumberAttribute()
    contribution = StructAttribute[Contribution](Contribution)


class RecountRow(Model):
    """How far the recount of a month has come: the booking after which it goes on, and when it came to its end last."""

    Meta = table_meta("reports")

    partition = UnicodeAttribute(hash_key=True, attr_name="report")
    entry = UnicodeAttribute(range_key=True)
    after = UnicodeAttribute(null=True)
    ended_at = TimeAttribute(attr_name="endedAt", null=True)


class Counted(NamedTuple):
    """What a booking is counted for: as of which version, and how often that was changed."""

    booking_id: str
    version: int
    revision: int
    contribution: Contribution


class Figures(NamedTuple):
    """The figures of one group in one month, of how many bookings they are, and what changed them last."""

    group: Group
    month: str
    measures: Measures
    counted: int
    stamp: str


class Contended(VersionConflict):
    """Another booking is being counted into the same figures at this moment."""


def find_counted(month: str, booking_id: str) -> Counted | None:
    """Return what a booking is counted for, read consistently; None when it is not. Raises Unavailable."""
    try:
        row = CountedRow.get(f"{_COUNTED}{SEPARATOR}{month}", booking_id, consistent_read=True)
    except DoesNotExist:
        return None
    except GetError as error:
        raise Unavailable("What a booking counts for could not be read.") from error
    return _to_counted(row)


def list_counted(month: str) -> Iterator[Counted]:
    """Yield what is counted in a month, by booking, read consistently."""
    for row in CountedRow.query(f"{_COUNTED}{SEPARATOR}{month}", page_size=PAGE, consistent_read=True):
        yield _to_counted(row)


def replace_counted(
    before: Counted | None, contribution: Contribution | None, *, month: str, booking_id: str, version: int
) -> None:
    """Count a booking for `contribution` instead of what it was counted for `before`; None: for nothing any more.

    Raises VersionConflict when it is counted otherwise meanwhile (Contended: or what it counts into is changed at this
    moment), Unavailable when it is not certain whether it was written.
    """
    revision = before.revision + 1 if before else 1
    changes = _changes_between(before.contribution if before else None, contribution)
    stamp = _stamp(booking_id, revision)
    row = CountedRow(f"{_COUNTED}{SEPARATOR}{month}", booking_id)
    is_before = CountedRow.entry.does_not_exist() if before is None else CountedRow.revision == before.revision
    try:
        with TransactWrite(connection=transactions()) as transaction:
            if contribution is None:
                transaction.delete(row, condition=is_before)
            else:
                row.version, row.revision, row.contribution = version, revision, contribution
                transaction.save(row, condition=is_before)
            for group, (more, figures) in changes.items():
                transaction.update(_row_of(group, month), actions=_add(more, figures, stamp))
    except TransactWriteError as error:
        raise _refusal(error) from error
    for group, (more, _) in changes.items():
        if more < 0:
            remove_empty(group, month)


def remove_empty(group: Group, month: str) -> None:
    """Delete figures that no booking counts into any more: their key may name somebody who is erased."""
    delete_figures(_row_of(group, month), FiguresRow.counted == 0)


def list_figures(
    dimension: Dimension,
    year: str,
    *,
    after: str = "",
    key: str | None = None,
    consistent: bool = False,
    page: int = PAGE,
) -> Iterator[Figures]:
    """Yield the figures of a year by key, currency and month: those of one key, or of all `after` a key.

    Unless `consistent`, as they were a moment ago.
    """
    begins: Condition | None = None
    if key is not None:
        begins = FiguresRow.entry.startswith(f"{key}{SEPARATOR}")
    elif after:
        begins = FiguresRow.entry >= f"{after}{_AFTER}"
    for row in FiguresRow.query(_partition(dimension, year), begins, page_size=page, consistent_read=consistent):
        yield _to_figures(row, dimension, year)


def set_figures(before: Figures | None, group: Group, month: str, *, counted: int, measures: Measures) -> bool:
    """Put the figures of a group right, if they are still those of `before`; whether they were. `counted` 0 deletes
    them."""
    is_before = FiguresRow.entry.does_not_exist() if before is None else FiguresRow.stamp == before.stamp
    if not counted:
        return delete_figures(_row_of(group, month), is_before)
    stamp = _stamp(f"{before.stamp if before else ''}{group}{month}", counted)
    row = to_row(Figures(group, month, measures, counted, stamp))
    try:
        with TransactWrite(connection=transactions()) as transaction:
            transaction.save(row, condition=is_before)
    except TransactWriteError as error:
        if isinstance(refused := _refusal(error), VersionConflict):
            return False
        raise refused from error
    return True


def to_row(figures: Figures) -> FiguresRow:
    """Return the row that keeps figures; what is zero is not in it."""
    row = _row_of(figures.group, figures.month)
    row.counted, row.stamp = figures.counted, figures.stamp
    for name, value in figures.measures.changes():
        setattr(row, name, value)
    return row


def delete_figures(row: FiguresRow, condition: Condition) -> bool:
    """Delete figures if a condition holds; whether it did."""
    try:
        row.delete(condition=condition)
    except DeleteError as error:
        if not is_condition_failed(error):
            raise Unavailable("It is not certain whether figures were deleted.") from error
        return False
    return True


def scan_months() -> Iterator[str]:
    """Yield the month of every row of figures: for an operator who has reports counted anew."""
    for row in FiguresRow.scan(FiguresRow.stamp.exists(), page_size=PAGE):
        yield f"{row.partition[-4:]}-{row.entry[-2:]}"


def recount_position(month: str) -> str | None:
    """Return the booking after which the recount of a month goes on; None: it begins anew."""
    try:
        return RecountRow.get(_RECOUNTED, month, consistent_read=True).after
    except DoesNotExist:
        return None


def keep_recount_position(month: str, after: str | None, now: datetime) -> None:
    """Note how far the recount of a month has come; None: to its end."""
    RecountRow(_RECOUNTED, month, after=after, ended_at=None if after else now).save()


def _changes_between(before: Contribution | None, after: Contribution | None) -> Mapping[Group, tuple[int, Measures]]:
    """Return how the figures of each group change: how many bookings more count into it, and by how much."""
    was, is_now = (each.by_group() if each else {} for each in (before, after))
    changes: dict[Group, tuple[int, Measures]] = {}
    for group in was | is_now:
        more = (group in is_now) - (group in was)
        difference = is_now.get(group, NOTHING) - was.get(group, NOTHING)
        if more or difference != NOTHING:
            changes[group] = (more, difference)
    return changes


def _add(more: int, figures: Measures, stamp: str) -> list[Action]:
    added: list[Action] = [getattr(FiguresRow, name).add(value) for name, value in figures.changes()]
    return [FiguresRow.counted.add(more), FiguresRow.stamp.set(stamp), *added]


def _row_of(group: Group, month: str) -> FiguresRow:
    year, _, number = month.partition("-")
    return FiguresRow(_partition(group.dimension, year), SEPARATOR.join((group.key, group.currency, number)))


def _partition(dimension: Dimension, year: str) -> str:
    return f"{dimension.value}{SEPARATOR}{year}"


def _to_figures(row: FiguresRow, dimension: Dimension, year: str) -> Figures:
    key, currency, number = row.entry.rsplit(SEPARATOR, 2)
    found = {name: int(getattr(row, name) or 0) for name in Measures.__struct_fields__}
    return Figures(Group(dimension, key, currency), f"{year}-{number}", Measures(**found), int(row.counted), row.stamp)


def _to_counted(row: CountedRow) -> Counted:
    return Counted(row.entry, int(row.version), int(row.revision), row.contribution)


def _stamp(text: str, number: int) -> str:
    """Return a word that is another after each change: by it a recount knows figures that have not changed since."""
    return blake2s(f"{text}/{number}".encode(), digest_size=6).hexdigest()


def _refusal(error: TransactWriteError) -> VersionConflict | Unavailable:
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    if "ConditionalCheckFailed" in codes:
        return VersionConflict("The booking has been counted otherwise meanwhile.")
    if "TransactionConflict" in codes:
        return Contended("Another booking is being counted into the same figures.")
    return Unavailable("It is not certain whether the booking was counted.")
