"""What must hold at every step, looked at as each write is committed and not only at the end.

A booking moves only as the table of moves allows, each time by one version, with one sealed audit entry and one event
of that version in the same transaction; the budget moves in it by exactly what the booking's own share moves; and
nothing else ever touches an audit entry, an event's content or what is reserved and committed. It has its place in the
lists of those who travel, and of nobody else.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

from chalicelib.domain.approvals.approval import ApprovalStatus
from chalicelib.domain.bookings.audit import GENESIS, AuditEntry, chain_entry
from chalicelib.domain.bookings.booking import MOVES, Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.seen import approval_hash
from chalicelib.domain.verdict import ApprovalKind, Outcome
from chalicelib.models.booking_audit import AuditRow
from chalicelib.models.booking_events import EventRow
from chalicelib.models.bookings import BookingRow
from tests.simulation.cloud.rows import Written
from tests.simulation.rights_model import RightsModel
from tests.simulation.watch_approvals import of_approval, of_purchase
from tests.simulation.watch_credits import of_credits
from tests.simulation.watch_overlaps import OverlapModel
from tests.simulation.watch_parties import of_places, of_trip_places, split_copies
from tests.simulation.watch_rights import Doing, of_items, of_rights
from tests.simulation.watch_shapes import of_answers, of_request
from tests.simulation.watch_terms import (
    of_amendment,
    of_choice,
    of_ending,
    of_notices,
    of_patience,
    of_replacement,
    of_revision,
    of_shares,
)
from tests.support.tables import STAGE

_PREFIX = f"sojourn-{STAGE}-"
_MOST_TOLERATED = 5  # percent; no policy of the simulation tolerates more
# What is written to these alone, which is most of all, moves nothing that is looked at here.
_UNWATCHED = frozenset({"call-counts", "connections", "idempotency", "subscriptions", "webhook-deliveries"})
_SWEEPERS_OWN = {"dueAt", "putOffCount", "putOffSince", "unanchoredSince", "unanchoredPutOffSince"}
_AMOUNTS = ("reserved", "committed")
_AWAITING = "awaitingApproval"  # a part of what is reserved


class Change(NamedTuple):
    """A booking before and after one transaction."""

    before: Booking | None
    after: Booking


class Watch:
    """Looks at every write; what it finds wrong it notes in `found`."""

    def __init__(
        self,
        where: Any,
        quiet: Callable[[], AbstractContextManager[None]] = nullcontext,
        *,
        turn: Callable[[], int] = lambda: 1,
        turns: Callable[[], int] = lambda: 0,
    ) -> None:
        self.where, self.quiet, self.turn = where, quiet, turn
        self.rights, self.overlaps = RightsModel(turns), OverlapModel()
        self.found: list[str] = []

    def __call__(self, written: Sequence[Written]) -> None:
        rows: dict[str, list[Written]] = {}
        for each in written:
            rows.setdefault(each.table.removeprefix(_PREFIX), []).append(each)
        if rows.keys() <= _UNWATCHED:
            return
        own, copies = split_copies(rows.get("bookings", ()), "bookingId")
        changes = [_change(each) for each in own if not _was_put_off(each)]
        with self.quiet():
            terms = [
                text
                for before, after in changes
                for text in (_of_start(after) if before is None else _of_terms(before, after))
            ]
        entries = {entry.booking_id: entry for entry in map(_entry, rows.get("booking-audit", ())) if entry}
        anonymised = {name for name, entry in entries.items() if entry.action == EventType.ANONYMISED}
        wrong = [
            *(text for each in changes for text in _of_move(each, anonymised=each.after.booking_id in anonymised)),
            *terms,
            *_of_audit(changes, rows.get("booking-audit", ())),
            *_of_events(changes, rows.get("booking-events", ())),
            *_of_budgets(changes, rows.get("budgets", ())),
            *of_credits(rows.get("credits", ()), [each.after for each in changes]),
            *of_places(self.rights, [each.after for each in changes], copies),
            *of_trip_places(rows.get("trips", ())),
            *self._of_rights(changes, entries, rows.get("items", ())),
            *(text for each in changes for text in self.overlaps.find_wrong(*each)),
            *(text for each in changes for text in of_answers(*each)),
            *(f"{after.booking_id}: {text}" for before, after in changes for text in _of_shape(before, after)),
        ]
        self.rights.note(rows)
        self.overlaps.note([each.after for each in changes], rows.get("trips", ()))
        self.found += [f"{text} ({self.where()})" for text in wrong]

    def _of_rights(
        self, changes: Sequence[Change], entries: Mapping[str, AuditEntry], items: Sequence[Written]
    ) -> Iterator[str]:
        for before, after in changes:
            entry = entries.get(after.booking_id)
            if entry is not None:
                doing = Doing(entry.actor, entry.action, self.turn())
                yield from of_rights(self.rights, doing, before, after)
        yield from of_items(self.rights, items)


def _of_start(after: Booking) -> Iterator[str]:
    """Yield what does not hold of the terms of a booking that is new."""
    yield from of_replacement(after)
    yield from of_shares(after)


def _of_shape(before: Booking | None, after: Booking) -> Iterator[str]:
    """Yield what does not hold of a request that is new, or revised."""
    if before is None or before.request != after.request:
        yield from of_request(after.request)


def _change(written: Written) -> Change:
    assert written.after is not None, "a booking is never removed"
    return Change(None if written.before is None else _booking(written.before), _booking(written.after))


def _was_put_off(written: Written) -> bool:
    """Whether only the note has changed of when to look again, or to anchor it, which is no change of the booking."""
    before, after = written.before, written.after
    if before is None or after is None:
        return False
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} <= _SWEEPERS_OWN


def _booking(row: Any) -> Booking:
    booking: Booking = BookingRow.document.deserialize(row["document"]["S"])
    return booking


def _of_move(change: Change, *, anonymised: bool) -> Iterator[str]:
    before, after = change
    name = after.booking_id
    if before is None:
        if (after.status, after.version) != (BookingStatus.REQUESTED, 1) and after.version != 1:
            yield f"{name} begins as {after.status} with version {after.version}"
        return
    if after.version != before.version + 1:
        yield f"{name} goes from version {before.version} to {after.version}"
    stays = after.status is before.status and (not before.terminal or anonymised)
    if after.status not in MOVES[before.status] and not stays:
        yield f"{name} goes from {before.status} to {after.status}"
    if (after.requester_id, after.created_at) != (before.requester_id, before.created_at):
        yield f"{name} has become somebody else's"
    if after.updated_at < before.updated_at:
        yield f"{name} goes back in time"
    if after.status is BookingStatus.PURCHASING is not before.status and not _has_approval(before, after):
        yield f"{name} is bought without approval"
    agreed, paid = before.price, after.price
    if after.orders and not before.orders and agreed and paid and paid.amount > agreed.amount:
        yield f"{name} is charged {paid} instead of the agreed {agreed}"


def _of_terms(before: Booking, after: Booking) -> Iterator[str]:
    yield from of_approval(before, after)
    yield from of_purchase(before, after)
    yield from of_choice(before, after)
    yield from of_shares(after)
    yield from of_ending(before, after)
    yield from of_revision(before, after)
    yield from of_amendment(before, after)
    yield from of_notices(before, after)
    yield from of_patience(before, after)


def _has_approval(before: Booking, booking: Booking) -> bool:
    """Whether what is bought needs no approval, or has it: for all that was shown then, and at this price or one that
    is hardly lower."""
    verdict, given, price = booking.selected.verdict, booking.approval_request, booking.price
    if (
        verdict is not None
        and verdict.outcome is not Outcome.DENIED
        and verdict.required_approval_kind.gravity <= ApprovalKind.NOTIFY.gravity
    ):
        return True
    if given is None or given.status is not ApprovalStatus.APPROVED or price is None:
        return False
    offers = [[each.offer_id for each in one.selected.components] for one in (before, booking)]
    if approval_hash(before, given) != given.hash or offers[0] != offers[1] or before.request != booking.request:
        return False
    same_policy = before.policy_version == booking.policy_version
    return same_policy and price.amount * 100 <= given.price.amount * (100 + _MOST_TOLERATED)


def _of_audit(changes: Sequence[Change], rows: Sequence[Written]) -> Iterator[str]:
    entries: dict[str, AuditEntry] = {}
    for row in rows:
        if row.before is not None or row.after is None:
            yield "an audit entry is changed or removed"
            continue
        entry = _entry(row)
        assert entry is not None
        entries[entry.booking_id] = entry
    for before, after in changes:
        entry_of = entries.pop(after.booking_id, None)
        if entry_of is None or entry_of.seq != after.version:
            yield f"{after.booking_id}: version {after.version} has no audit entry of its own"
        elif entry_of.previous_hash != (before.audit_head if before else GENESIS):
            yield f"{after.booking_id}: the entry of version {after.version} is not linked to the one before"
        elif not entry_of.hash == after.audit_head == chain_entry(entry_of).hash:
            yield f"{after.booking_id}: the entry of version {after.version} is not sealed"
    for name in entries:
        yield f"{name}: an audit entry without a change"


def _entry(row: Written) -> AuditEntry | None:
    if row.before is not None or row.after is None:
        return None
    entry: AuditEntry = AuditRow.entry.deserialize(row.after["entry"]["S"])
    return entry


def _of_events(changes: Sequence[Change], rows: Sequence[Written]) -> Iterator[str]:
    new: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if row.after is None or (row.before is not None and row.before["event"] != row.after["event"]):
            yield "an event is changed or removed"
        elif row.before is None:
            event = EventRow.event.deserialize(row.after["event"]["S"])
            new[event.booking_id, event.seq] += 1
    for _, after in changes:
        if new.pop((after.booking_id, after.version), 0) != 1:
            yield f"{after.booking_id}: version {after.version} has no event of its own"
    for name, seq in new:
        yield f"{name}: event {seq} without a change"


def _of_budgets(changes: Sequence[Change], rows: Sequence[Written]) -> Iterator[str]:
    moved: Counter[tuple[str, str, str]] = Counter()
    for before, after in changes:
        for booking, sign in ((after, 1), (before, -1)):
            for share in booking.budgets if booking else ():
                moved[share.cost_centre, share.period, share.status] += sign * share.amount.amount
                if share.awaiting_approval:
                    moved[share.cost_centre, share.period, _AWAITING] += sign * share.amount.amount
    for row in rows:
        yield from _of_budget(row, moved)
    for place, amount in moved.items():
        if amount:
            yield f"budget {place}: a booking moves {amount} of it, and the budget does not"


def _of_budget(row: Written, moved: Counter[tuple[str, str, str]]) -> Iterator[str]:
    """Looks at one budget, and takes from `moved` what it has seen."""
    if row.after is None:
        yield "a budget is removed"
        return
    now = {name: int(row.after[name]["N"]) for name in ("limit", "remaining", *_AMOUNTS)}
    now[_AWAITING] = int(row.after.get(_AWAITING, {"N": "0"})["N"])
    was = {name: int(row.before[name]["N"]) if row.before else 0 for name in _AMOUNTS}
    was[_AWAITING] = int((row.before or {}).get(_AWAITING, {"N": "0"})["N"])
    key = (row.after["costCentre"]["S"], row.after["period"]["S"])
    if now["remaining"] + now["reserved"] + now["committed"] != now["limit"] or min(now.values()) < 0:
        yield f"budget {key}: {now} does not add up"
    if now[_AWAITING] > now["reserved"]:
        yield f"budget {key}: {now} says more to await approval than is reserved"
    for name in (*_AMOUNTS, _AWAITING):
        expected = moved.pop((*key, name), 0)
        if now[name] - was[name] != expected:
            yield f"budget {key}: {name} moves by {now[name] - was[name]}, its bookings by {expected}"
