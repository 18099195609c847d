"""The position looks table: who looked at whose position, under the person whose it was. Looks are only added; what is
taken by one who is erased stays, without who they were and what they wrote."""

from datetime import datetime

import msgspec
from pynamodb.attributes import TTLAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model

from chalicelib.domain.tracking.looks import Look
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.tables import StructAttribute, changing, table_meta
from chalicelib.errors import VersionConflict
from chalicelib.models.mentions import Contended, save_unless_erased


class _ByViewer(GlobalSecondaryIndex["LookRow"]):
    class Meta:
        index_name = "viewer-look"
        projection = AllProjection()

    viewer_id = UnicodeAttribute(hash_key=True, attr_name="viewerId")
    look_id = UnicodeAttribute(range_key=True, attr_name="lookId")


class LookRow(Model):
    """One look; a share link's has no viewer."""

    Meta = table_meta("position-looks")

    user_id = UnicodeAttribute(hash_key=True, attr_name="userId")
    look_id = UnicodeAttribute(range_key=True, attr_name="lookId")
    viewer_id = UnicodeAttribute(attr_name="viewerId", null=True)
    expires_at = TTLAttribute(attr_name="expiresAt")
    document = StructAttribute[Look](Look)

    by_viewer = _ByViewer()


def add_look(look: Look, expires_at: datetime) -> None:
    """Add a look; one that is there already stays as it began. Raises PersonErased, Unavailable."""
    people = [each for each in (look.user_id, look.viewer_id) if each]
    try:
        save_unless_erased(_to_row(look, expires_at), LookRow.look_id.does_not_exist(), of=people, what="The look")
    except Contended:
        raise
    except VersionConflict:
        pass  # it is there


def list_looks(user_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Look]:
    """Return one page of the looks at a person's positions, the latest first, and where it goes on."""
    rows = LookRow.query(
        user_id, scan_index_forward=False, consistent_read=True, limit=limit, page_size=limit, last_evaluated_key=start
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def list_taken(viewer_id: str, *, limit: int, start: Cursor | None) -> ResultPage[Look]:
    """Return one page of the looks that a person took at others, the latest first, and where it goes on."""
    rows = LookRow.by_viewer.query(
        viewer_id, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=start
    )
    return ResultPage([row.document for row in rows], rows.last_evaluated_key)


def forget_looks(user_id: str, most: int) -> int:
    """Remove looks at a person's positions; how many."""
    found = list(LookRow.query(user_id, limit=most, consistent_read=True))
    for row in found:
        row.delete()
    return len(found)


def forget_viewer(viewer_id: str, most: int) -> int:
    """Take a person out of looks that they took at others; how many there were. The others keep that somebody looked,
    when, at what, and as whom."""
    found = list(LookRow.by_viewer.query(viewer_id, limit=most))
    for row in found:
        row.viewer_id = None
        row.document = msgspec.structs.replace(row.document, viewer_id=None, reason=None)
        with changing("The look"):
            row.save(condition=LookRow.look_id.exists())
    return len(found)


def _to_row(look: Look, expires_at: datetime) -> LookRow:
    return LookRow(look.user_id, look.look_id, viewer_id=look.viewer_id, expires_at=expires_at, document=look)
