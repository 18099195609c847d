"""Anchoring the audit: what has changed since the last anchor goes, by its head, under a root that is signed and locked
away. Done again, or by two at once, it makes one more anchor or none, and never a wrong one."""

import time
from datetime import datetime

from chalicelib import clock, observability, settings
from chalicelib.domain.bookings import anchors as rules
from chalicelib.domain.bookings.anchors import FIRST_ROOT, Anchor, Leaf
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict
from chalicelib.gateways import anchors
from chalicelib.models import bookings

_A_TREE = 500


class Anchored(Value, frozen=True):
    """What one run did."""

    anchors: int = 0
    bookings: int = 0
    failed: int = 0


def anchor_heads(*, seconds: float | None = None) -> Anchored:
    """Anchor the chains that have changed, the longest unanchored first, until none is left or the time is over.

    Each booking is on its own: one that cannot be read or whose receipt cannot be kept is counted and comes after all
    others. Raises Unavailable when nothing can be signed or kept at all.
    """
    ends = time.monotonic() + (settings.current().anchor_seconds if seconds is None else seconds)
    waiting: list[datetime] = []
    try:
        return _anchor_until(ends, waiting)
    finally:
        _measure_age(waiting)


def _anchor_until(ends: float, waiting: list[datetime]) -> Anchored:
    """Anchor what has changed; `waiting` gets since when those have not been anchored that were put off."""
    began, former, failed, made, proven = clock.now(), anchors.find_latest(), 0, 0, 0
    tried: set[str] = set()
    while time.monotonic() < ends:
        found = [each for each in bookings.list_unanchored(before=began, limit=_A_TREE) if each not in tried]
        if not found:
            break  # nothing is left, or the index lags behind; the next run goes on
        tried.update(found)
        heads = _read_heads(found, waiting)
        failed += len(found) - len(heads)
        if not heads:
            continue
        anchor = _sign(former, heads)
        try:
            anchors.keep_anchor(anchor)
        except Conflict:  # another run does it
            observability.warning("anchoring left to another run", anchored=proven)
            break
        kept = sum(_keep_receipt(each, waiting) for each in rules.list_receipts(anchor))
        former, made, proven, failed = anchor, made + 1, proven + kept, failed + len(heads) - kept
    return Anchored(anchors=made, bookings=proven, failed=failed)


def _read_heads(booking_ids: list[str], waiting: list[datetime]) -> list[Leaf]:
    """Return the heads of bookings as they are now. One that could not be read comes last from then on."""
    heads: list[Leaf] = []
    for booking_id in booking_ids:
        try:
            booking = bookings.get_booking(booking_id)
            heads.append(Leaf(booking_id, booking.version, booking.audit_head, booking.updated_at))
        except Exception as error:  # noqa: BLE001 - whatever one row is, the others are anchored
            _put_off(booking_id, error, waiting)
    return heads


def _sign(former: Anchor | None, heads: list[Leaf]) -> Anchor:
    last = former.signed.statement if former else None
    number, root = (last.number, last.root) if last else (0, FIRST_ROOT)
    statement = rules.make_statement(settings.current().stage, number + 1, heads, root, clock.now())
    return Anchor(signed=anchors.sign(statement), heads=tuple(heads))


def _keep_receipt(receipt: rules.Receipt, waiting: list[datetime]) -> int:
    leaf = receipt.leaf
    try:
        anchors.keep_receipt(receipt)
        bookings.mark_anchored(leaf.booking_id, leaf.version)
    except Exception as error:  # noqa: BLE001 - as above; it is anchored again by the next anchor
        _put_off(leaf.booking_id, error, waiting)
        return 0
    return 1


def _put_off(booking_id: str, error: Exception, waiting: list[datetime]) -> None:
    observability.error("booking not anchored", bookingId=booking_id, error=type(error).__name__)
    since = bookings.put_off_anchoring(booking_id, clock.now())
    if since is not None:
        waiting.append(since)


def _measure_age(waiting: list[datetime]) -> None:
    """Measure for how long the oldest change has not been anchored, if any has not; AuditUnanchoredAlarm looks.

    The index says since when one waits to be tried, which for what was put off is later.
    """
    first = bookings.oldest_unanchored()
    unanchored = [*waiting, *([first] if first else [])]
    if unanchored:
        observability.metric("AuditUnanchoredSeconds", (clock.now() - min(unanchored)).total_seconds(), "Seconds")
