"""The consents table: a row for every decision, never changed, but for the mark that it is yet to run out."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.privacy.consents import Consent, Purpose
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.due_rows import PAGE, Due, DueRow, to_text
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import NotFound
from chalicelib.models.mentions import save_unless_erased

_EXPIRING = "yes"


class _ByExpiry(GlobalSecondaryIndex["DueConsentRow"]):
    class Meta:
        index_name = "expiring-until"
        projection = AllProjection()

    expiring = UnicodeAttribute(hash_key=True)
    due_at = UnicodeAttribute(range_key=True, attr_name="until")


class DueConsentRow(DueRow):
    """What is known of a decision that is over before it is read."""

    Meta = table_meta("consents")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    due_at = UnicodeAttribute(attr_name="until")

    by_expiry = _ByExpiry()


class ConsentRow(Model):
    """One decision; `entry` is the purpose and the number of the decision, so that they sort."""

    Meta = table_meta("consents")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    entry = UnicodeAttribute(range_key=True)
    expiring = UnicodeAttribute(null=True)
    until = TimeAttribute(null=True)
    document = StructAttribute[Consent](Consent)


def add_consent(consent: Consent) -> None:
    """Add a decision. Raises VersionConflict when another has been added meanwhile, PersonErased for one that is
    granted, Unavailable."""
    row = ConsentRow(
        consent.user_id,
        _entry(consent.purpose, consent.version),
        expiring=_EXPIRING if consent.expires_at else None,
        until=consent.expires_at,
        document=consent,
    )
    people = [consent.user_id] if consent.granted else []  # withdrawing is part of an erasure
    save_unless_erased(row, ConsentRow.user_id.does_not_exist(), of=people, what="The decision")


def find_consent(user_id: str, purpose: Purpose) -> Consent | None:
    """Return the latest decision, read consistently; None before the first."""
    rows = ConsentRow.query(
        user_id,
        ConsentRow.entry.startswith(f"{purpose}#"),
        scan_index_forward=False,
        consistent_read=True,
        limit=1,
    )
    return next((row.document for row in rows), None)


def list_latest(user_id: str, purpose: Purpose, most: int) -> list[Consent]:
    """Return a person's latest decisions for a purpose, the last one first, read consistently."""
    mine = ConsentRow.entry.startswith(f"{purpose}#")
    rows = ConsentRow.query(user_id, mine, scan_index_forward=False, consistent_read=True, limit=most, page_size=most)
    return [row.document for row in rows]


def list_history(
    user_id: str, purpose: Purpose | None, *, limit: int, start: Cursor | None, latest_first: bool = True
) -> ResultPage[Consent]:
    """Return one page of a person's decisions, of one purpose or of all, and where it goes on."""
    rows = ConsentRow.query(
        user_id,
        ConsentRow.entry.startswith(f"{purpose}#") if purpose else None,
        scan_index_forward=not latest_first,
        limit=limit,
        last_evaluated_key=start,
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_expired(before: datetime) -> Iterator[Due]:
    """Yield decisions whose time is over and that are marked still, the oldest first."""
    for row in DueConsentRow.by_expiry.query(_EXPIRING, DueConsentRow.due_at < to_text(before), page_size=PAGE):
        yield Due((row.user_id, row.entry), row.due_at)


def get_decision(due: Due) -> Consent:
    """Return a decision as it was listed. Raises NotFound."""
    try:
        return ConsentRow.get(due.key[0], due.key[1], consistent_read=True).document
    except DoesNotExist:
        raise NotFound("There is no such decision.") from None


def unmark(consent: Consent) -> None:
    """Note that what had to be done when this decision ran out has been done; doing it twice changes nothing."""
    row = ConsentRow(consent.user_id, _entry(consent.purpose, consent.version))
    row.update(actions=[ConsentRow.expiring.remove()], condition=ConsentRow.user_id.exists())


def _entry(purpose: Purpose, version: int) -> str:
    return f"{purpose}#{version:06d}"
