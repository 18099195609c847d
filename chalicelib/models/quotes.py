"""The quotes table: what changing a booking would cost, kept a week longer than it stands."""

from datetime import timedelta

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.servicing.quotes import Quote
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta
from chalicelib.errors import VersionConflict
from chalicelib.models.mentions import save_unless_erased

KEPT_FOR = timedelta(days=7)


class _ByRequester(GlobalSecondaryIndex["QuoteRow"]):
    class Meta:
        index_name = "requester-created"
        projection = AllProjection()

    requester_id = UnicodeAttribute(hash_key=True, attr_name="requesterId")
    created_at = TimeAttribute(range_key=True, attr_name="createdAt")


class QuoteRow(Model):
    """One quote."""

    Meta = table_meta("quotes")

    booking_id = UnicodeAttribute(hash_key=True, attr_name="bookingId")
    quote_id = UnicodeAttribute(range_key=True, attr_name="quoteId")
    requester_id = UnicodeAttribute(attr_name="requesterId")
    created_at = TimeAttribute(attr_name="createdAt")
    ttl = TTLAttribute()
    document = StructAttribute[Quote](Quote)

    by_requester = _ByRequester()


def put_quote(quote: Quote) -> Quote:
    """Keep a quote, and return what is kept under its id: the first, which somebody may have seen, stays as it is.
    Raises PersonErased."""
    row = QuoteRow(
        quote.booking_id,
        quote.quote_id,
        requester_id=quote.requester_id,
        created_at=quote.created_at,
        ttl=quote.expires_at + KEPT_FOR,
        document=quote,
    )
    try:
        save_unless_erased(row, QuoteRow.quote_id.does_not_exist(), of=[quote.requester_id], what="The quote")
    except VersionConflict:
        first = find_quote(quote.booking_id, quote.quote_id)
        if first is None:
            raise
        return first
    return quote


def find_quote(booking_id: str, quote_id: str) -> Quote | None:
    """Return the quote, read consistently; None when this booking has none of that id."""
    try:
        return QuoteRow.get(booking_id, quote_id, consistent_read=True).document
    except DoesNotExist:
        return None


def list_quotes(requester_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Quote]:
    """Return one page of an employee's quotes, the oldest first, and the key after which the next page starts."""
    rows = QuoteRow.by_requester.query(requester_id, limit=limit, page_size=limit, last_evaluated_key=start)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def delete_quote(quote: Quote) -> None:
    """Remove a quote; harmless when it is gone."""
    QuoteRow(quote.booking_id, quote.quote_id).delete()
