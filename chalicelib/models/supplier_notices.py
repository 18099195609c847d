"""The supplier-notices table: what suppliers told, and what came of it, for ninety days."""

from datetime import datetime, timedelta

from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.servicing.supplier_changes import SupplierNotice
from chalicelib.dynamodb.tables import StructAttribute, TimeAttribute, table_meta

KEPT_FOR = timedelta(days=90)


class NoticeRow(Model):
    """One notice under the id that its supplier gave it, with what came of it when it came last."""

    Meta = table_meta("supplier-notices")

    notice_id = UnicodeAttribute(hash_key=True, attr_name="noticeId")
    outcome = UnicodeAttribute()
    received_at = TimeAttribute(attr_name="receivedAt")
    ttl = TTLAttribute()
    notice = StructAttribute[SupplierNotice](SupplierNotice)


def note(notice_id: str, notice: SupplierNotice, outcome: str, now: datetime) -> None:
    """Write down what came of a notice."""
    NoticeRow(notice_id, outcome=outcome, received_at=now, ttl=now + KEPT_FOR, notice=notice).save()
