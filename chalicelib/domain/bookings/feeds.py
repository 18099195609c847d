"""Whom an event of a booking concerns: in whose feeds it goes, and whether it waits for something they do. The one
place that decides it; what of it somebody may see is asked again when it is read.

A feed is one person's, or that of a pool, which everybody reads who belongs to it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.approvals.approval import ApprovalStep, Pool
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.bookings.parties import list_party_users
from chalicelib.domain.value import Value

_PERSON, _POOL = "person/", "pool/"

# Of these an approver hears that they are asked, and of those what has become of it since.
_ASKS_APPROVERS = frozenset(
    {
        EventType.AWAITING_APPROVAL,
        EventType.APPROVAL_REMINDED,
        EventType.APPROVAL_ESCALATED,
        EventType.APPROVAL_REASSIGNED,
        EventType.APPROVAL_UNBLOCKED,
        EventType.APPROVERS_NOTIFIED,
    }
)
_ENDS_APPROVAL = frozenset(
    {
        EventType.APPROVAL_STEP_DECIDED,
        EventType.APPROVAL_EXPIRED,
        EventType.APPROVED,
        EventType.APPROVAL_DECLINED,
        EventType.SENT_BACK,
        EventType.RECALLED,
        EventType.APPROVAL_VOIDED,
        EventType.CANCELLED,
        EventType.EXPIRED,
    }
)
# What waits for the requester, and for those who travel as well.
_WAITS_FOR_REQUESTER = frozenset({EventType.AWAITING_SELECTION, EventType.AWAITING_REVISION})
_WAITS_FOR_PARTIES = frozenset({EventType.SUPPLIER_CHANGED})
_INFORMS_PARTIES = frozenset(
    {
        EventType.AWAITING_APPROVAL,
        EventType.APPROVED,
        EventType.APPROVAL_DECLINED,
        EventType.APPROVAL_BLOCKED,
        EventType.APPROVAL_VOIDED,
        EventType.APPROVAL_EXPIRED,
        EventType.SENT_BACK,
        EventType.RECALLED,
        EventType.PRICE_CHANGED,
        EventType.SOLD_OUT,
        EventType.DELAYED,
        EventType.BOOKED,
        EventType.CHANGED,
        EventType.CHANGE_WAITING,
        EventType.CHANGE_ABANDONED,
        EventType.SUPPLIER_CHANGE_ACCEPTED,
        EventType.SUPPLIER_CHANGE_DECLINED,
        EventType.DECLINED,
        EventType.EXPIRED,
        EventType.CANCELLED,
        EventType.FAILED,
        EventType.COMPENSATION_REQUIRED,
    }
)


class Attention(StrEnum):
    """What an event asks of whoever gets it."""

    ACTION = "action"
    """It waits for something that they do."""
    INFORMATION = "information"
    """It says what became of something."""


class FeedEntry(Value, frozen=True):
    """An event in a feed: where it stands there, and in which feeds it is, in the order in which they were written."""

    number: int
    event_id: str
    booking_id: str
    seq: int
    at: datetime
    attention: Attention
    feeds: tuple[str, ...]


class Addressed(NamedTuple):
    """A feed that an event goes into, and what it asks of whoever reads it there."""

    feed: str
    attention: Attention


def feed_of_person(user_id: str) -> str:
    """Return the feed of one person."""
    return f"{_PERSON}{user_id}"


def feed_of_pool(pool: Pool) -> str:
    """Return the feed of a pool."""
    return f"{_POOL}{pool.value}"


def person_of_feed(feed: str) -> str | None:
    """Return whose feed it is; None for that of a pool."""
    return feed.removeprefix(_PERSON) if feed.startswith(_PERSON) else None


def address_event(event: Event, before: Booking | None, after: Booking) -> tuple[Addressed, ...]:
    """Return the feeds that an event goes into, by which a booking becomes `after`: those of people before those of
    pools, each once. Who is asked to do something hears of it as that, also where it tells them something besides."""
    found: dict[str, Attention] = {}
    for feed, attention in _list_addressed(event.type, before, after):
        if found.get(feed) is not Attention.ACTION:
            found[feed] = attention
    return in_order(Addressed(*each) for each in found.items())


def in_order(addressed: Iterable[Addressed]) -> tuple[Addressed, ...]:
    """Return the feeds in the order in which they are written: those of people first, so that whoever finds an event in
    a pool's feed has it in their own by then, if it is there as well."""
    return tuple(sorted(addressed, key=lambda each: (is_pool(each.feed), each.feed)))


def asks_approvers(event: Event) -> bool:
    """Return whether an event asks for approval, which their delegates hear as well."""
    return event.type in _ASKS_APPROVERS


def is_pool(feed: str) -> bool:
    """Return whether a feed is that of a pool."""
    return feed.startswith(_POOL)


def _list_addressed(kind: EventType, before: Booking | None, after: Booking) -> Iterator[tuple[str, Attention]]:
    parties = [feed_of_person(each) for each in list_party_users(after)]
    if kind in _WAITS_FOR_REQUESTER:
        yield feed_of_person(after.requester_id), Attention.ACTION
    if kind in _WAITS_FOR_PARTIES:
        yield from ((each, Attention.ACTION) for each in parties)
    if kind in _INFORMS_PARTIES:
        yield from ((each, Attention.INFORMATION) for each in parties)
    asked = after.approval_request
    if kind is EventType.APPROVERS_NOTIFIED and asked is not None:
        yield from _address_steps(asked.steps, Attention.INFORMATION)
    elif kind in _ASKS_APPROVERS and asked is not None:
        yield from _address_steps(asked.open_steps, Attention.ACTION)
    waited = before.approval_request if before else None
    if kind in _ENDS_APPROVAL and waited is not None and waited.pending:
        yield from _address_steps(waited.steps, Attention.INFORMATION)


def _address_steps(steps: Iterable[ApprovalStep], attention: Attention) -> Iterator[tuple[str, Attention]]:
    for step in steps:
        yield from ((feed_of_person(person), attention) for person in step.people)
        if step.pool is not None:
            yield feed_of_pool(step.pool), attention
