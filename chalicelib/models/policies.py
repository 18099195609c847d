"""The policies table: every version of the travel policy that was ever published. Rows are added and never changed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist, GetError, TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib import clock
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.errors import is_transient
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta, transactions
from chalicelib.errors import NotFound, SojournError, Unavailable, VersionConflict

# One company, one travel policy; the key leaves room for others.
_TRAVEL = "travel"
_CONDITION_FAILED = "ConditionalCheckFailed"
_MOST_SINGLES = 8  # a booking shows verdicts of several versions, with the words of each
SEEN_SECONDS = 60.0  # how long a process believes that a version that it has read is there


Write = Callable[[TransactWrite], None]
"""What else a transaction writes."""


class PolicyRow(Model):
    """One version; `document` is the whole policy, the other attributes are what is asked of it without reading it."""

    Meta = table_meta("policies")

    policy_id = UnicodeAttribute(hash_key=True, attr_name="policyId")
    version = NumberAttribute(range_key=True)
    effective_from = UnicodeAttribute(attr_name="effectiveFrom")
    digest = UnicodeAttribute()
    published_by = UnicodeAttribute(attr_name="publishedBy")
    published_at = TimeAttribute(attr_name="publishedAt")
    document = StructAttribute[Policy](Policy)


class VersionKey(NamedTuple):
    """A version and the digest of what it says: together they name a policy that never changes."""

    version: int
    digest: str


class _Head(NamedTuple):
    """What is known of a version without its text."""

    key: VersionKey
    effective_from: date


class PublishedVersion(NamedTuple):
    """That a version was published: when, by whom, and from which day (UTC) it counts unless a newer one does."""

    version: int
    effective_from: date
    published_at: datetime
    published_by: str


class CitedDocumentChanged(VersionConflict):
    """A policy document that a new version cites has changed since it was read."""


def add_policy(
    policy: Policy, *, digest: str, published_by: str, published_at: datetime, beside: Sequence[Write] = ()
) -> None:
    """Store a new version, and what is written `beside` it in the same transaction. The documents that it cites change
    their revision so: whoever deletes one at the same time, having found that nothing cites it, is refused.

    Raises VersionConflict when there is one of its number already, CitedDocumentChanged, Unavailable.
    """
    row = PolicyRow(
        _TRAVEL,
        policy.version,
        effective_from=policy.effective_from.isoformat(),
        digest=digest,
        published_by=published_by,
        published_at=published_at,
        document=policy,
    )
    try:
        with TransactWrite(connection=transactions()) as transaction:
            transaction.save(row, condition=PolicyRow.policy_id.does_not_exist())
            for write in beside:
                write(transaction)
    except TransactWriteError as error:
        raise _refusal(error, policy.version) from error


def _refusal(error: TransactWriteError, version: int) -> SojournError:
    """Return what the transaction's refusal means: its first reason is that of the policy."""
    codes = [reason.code if reason else None for reason in error.cancellation_reasons]
    if codes[:1] == [_CONDITION_FAILED]:
        return VersionConflict(f"Version {version} of the travel policy has just been published.")
    if _CONDITION_FAILED in codes or "TransactionConflict" in codes:
        return CitedDocumentChanged("A policy document that the travel policy cites is being changed; try again.")
    return Unavailable("It is not certain whether the travel policy was published.")


def find_newest_version(effective_on: date | None = None) -> VersionKey | None:
    """Return the newest version, of those that count on `effective_on` if it is given, as it is at this moment."""
    for head in _list_heads():
        if effective_on is None or head.effective_from <= effective_on:
            return head.key
    return None


def list_versions_that_count(today: date) -> list[int]:
    """Return the version in effect on `today`, if there is one, and those that will be on some later day, as they are
    at this moment."""
    found: list[int] = []
    earliest = date.max
    for head in _list_heads():
        if head.effective_from < earliest:
            found.append(head.key.version)
            earliest = head.effective_from
        if earliest <= today:
            break
    return found


def list_published(*, limit: int, start: Cursor | None) -> ResultPage[PublishedVersion]:
    """Return one page of all versions, newest first, and where it goes on. DynamoDB reads whole rows for it, policies
    of tens of kilobytes, whatever it returns of them."""
    rows = PolicyRow.query(
        _TRAVEL,
        scan_index_forward=False,
        consistent_read=True,
        limit=limit,
        page_size=limit,
        last_evaluated_key=start,
        attributes_to_get=["version", "effectiveFrom", "publishedAt", "publishedBy"],
    )
    found = [
        PublishedVersion(int(row.version), date.fromisoformat(row.effective_from), row.published_at, row.published_by)
        for row in rows
    ]
    return ResultPage(found, rows.last_evaluated_key)


def find_known(version: int) -> VersionKey | None:
    """Return the key of a version, if this process has read it with those above it already."""
    return next((head.key for head in _known.heads if head.key.version == version), None)


def read_version(version: int) -> Policy:
    """Return a version by its number alone, as this process has read it of late. Raises NotFound, Unavailable."""
    now = clock.elapsed()
    policy, seen_at = _known.singles.pop(version, (None, 0.0))
    if policy is None or now - seen_at >= SEEN_SECONDS:
        policy, seen_at = get_version(version), now
    _known.singles[version] = (policy, seen_at)
    if len(_known.singles) > _MOST_SINGLES:
        del _known.singles[next(iter(_known.singles))]
    return policy


class _Known:
    """The versions that this process has read, newest first and none left out in between, and when they were last seen
    to be there. A version never changes, so only newer ones are asked for: a query reads whole rows, policies of tens
    of kilobytes, whatever it returns of them."""

    def __init__(self) -> None:
        self.heads: tuple[_Head, ...] = ()
        self.seen_at = 0.0
        # Others that were read by their number, and when: a booking made by a former one is shown with its words.
        self.singles: dict[int, tuple[Policy, float]] = {}


_known = _Known()


def _list_heads() -> Iterator[_Head]:
    """Yield the versions, newest first, read consistently; of those that are known, now and then the newest is read
    again, for a table may have been restored from before it."""
    heads, now = _known.heads, clock.elapsed()
    if heads and now - _known.seen_at < SEEN_SECONDS:
        newer = [_to_head(row) for row in _query(PolicyRow.version > heads[0].key.version)]
        heads = (*newer, *heads)
    elif heads:
        heads = _see_again(heads)
    if not heads:
        _known.seen_at = now
    _known.heads = heads
    yield from heads
    for row in _query(PolicyRow.version < heads[-1].key.version if heads else None):
        _known.heads = heads = (*heads, _to_head(row))
        yield heads[-1]


def _see_again(heads: tuple[_Head, ...]) -> tuple[_Head, ...]:
    """Return the versions that are known with those above them; none when the newest is not there as it was."""
    newer: list[_Head] = []
    for row in _query(PolicyRow.version >= heads[0].key.version):
        head = _to_head(row)
        if head == heads[0]:
            _known.seen_at = clock.elapsed()
            return (*newer, *heads)
        newer.append(head)
    return ()


def _query(where: Condition | None) -> Iterator[PolicyRow]:
    yield from PolicyRow.query(
        _TRAVEL,
        where,
        scan_index_forward=False,
        consistent_read=True,
        page_size=5,
        attributes_to_get=["version", "effectiveFrom", "digest"],
    )


def _to_head(row: PolicyRow) -> _Head:
    return _Head(VersionKey(int(row.version), row.digest), date.fromisoformat(row.effective_from))


def get_version(version: int) -> Policy:
    """Return one version of the travel policy. Raises NotFound, and Unavailable when it may be read a moment later."""
    return _get_row(version).document


def _get_row(version: int) -> PolicyRow:
    try:
        return PolicyRow.get(_TRAVEL, version)
    except DoesNotExist:
        raise NotFound(f"There is no version {version} of the travel policy.") from None
    except GetError as error:
        if is_transient(error):
            raise Unavailable("The travel policy could not be read.") from error
        raise
