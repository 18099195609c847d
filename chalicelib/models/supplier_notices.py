"""The supplier-notices table: what suppliers told, and what came of it, for ninety days; and beside it, under an id of
ours, what was put aside for a person."""

from datetime import datetime, timedelta

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.servicing.notice_reviews import NoticeReview, ReviewStatus
from chalicelib.domain.servicing.supplier_changes import SupplierNotice
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, changing, table_meta
from chalicelib.errors import NotFound, VersionConflict

KEPT_FOR = timedelta(days=90)


class NoticeRow(Model):
    """One notice under the id that its supplier gave it, with what came of it when it came last."""

    Meta = table_meta("supplier-notices")

    notice_id = UnicodeAttribute(hash_key=True, attr_name="noticeId")
    outcome = UnicodeAttribute()
    received_at = TimeAttribute(attr_name="receivedAt")
    ttl = TTLAttribute()
    notice = StructAttribute[SupplierNotice](SupplierNotice)


class _ByStatus(GlobalSecondaryIndex["ReviewRow"]):
    class Meta:
        index_name = "review-status"
        projection = AllProjection()

    status = UnicodeAttribute(hash_key=True, attr_name="reviewStatus")
    review_id = UnicodeAttribute(range_key=True, attr_name="noticeId")


class ReviewRow(Model):
    """One notice that was put aside, under the id of its review."""

    Meta = table_meta("supplier-notices")

    review_id = UnicodeAttribute(hash_key=True, attr_name="noticeId")
    status = UnicodeAttribute(attr_name="reviewStatus")
    ttl = TTLAttribute()
    document = StructAttribute[NoticeReview](NoticeReview)

    by_status = _ByStatus()


def note(notice_id: str, notice: SupplierNotice, outcome: str, now: datetime) -> None:
    """Write down what came of a notice."""
    NoticeRow(notice_id, outcome=outcome, received_at=now, ttl=now + KEPT_FOR, notice=notice).save()


def put_aside(review: NoticeReview) -> NoticeReview:
    """Keep a notice for a person, once; return it as it is kept."""
    try:
        with changing("The notice"):
            _row(review).save(condition=ReviewRow.review_id.does_not_exist())
    except VersionConflict:
        return get_review(review.review_id)
    return review


def decide_review(review: NoticeReview) -> None:
    """Write down what a person decided. Raises VersionConflict when it is decided already."""
    with changing("The notice"):
        _row(review).save(condition=ReviewRow.status == ReviewStatus.NEEDS_REVIEW.value)


def get_review(review_id: str) -> NoticeReview:
    """Return a notice that was put aside, read consistently. Raises NotFound."""
    try:
        return ReviewRow.get(review_id, consistent_read=True).document
    except DoesNotExist:
        raise NotFound(f"There is no notice {review_id}.") from None


def list_reviews(status: ReviewStatus, *, limit: int, start: Cursor | None) -> ResultPage[NoticeReview]:
    """Return one page of the notices with this status, the oldest first, and where it goes on."""
    rows = ReviewRow.by_status.query(status.value, limit=limit, last_evaluated_key=start)
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def _row(review: NoticeReview) -> ReviewRow:
    return ReviewRow(review.review_id, status=review.status.value, ttl=review.received_at + KEPT_FOR, document=review)
