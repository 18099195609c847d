"""What the assistant may say of a person's own trips, bookings, approvals, budget and documents: read through the very
services that the API asks, as that person, and short enough to be told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest
from chalicelib.domain.assistant.answer import Href
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.budgets.budget import Budget
from chalicelib.domain.documents import EXPIRING, Document, DocumentKind, DocumentStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.local_days import local_time
from chalicelib.domain.money import Money
from chalicelib.domain.trips.item import Item, ItemKind
from chalicelib.domain.trips.trip import ANY_TIME, TripStatus, Window
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import NotFound
from chalicelib.models import employees
from chalicelib.models.bookings import BookingSummary
from chalicelib.services.approvals import inbox
from chalicelib.services.approvals.inbox import ApprovalTask
from chalicelib.services.authorization.trips import SeenTrip
from chalicelib.services.bookings import queries
from chalicelib.services.bookings.queries import BookingOperation
from chalicelib.services.budgets import budgets
from chalicelib.services.documents import documents
from chalicelib.services.trips import trips
from chalicelib.services.trips.trips import TripFilter

MOST_READ = 100  # rows that are looked at for one question

LocalMoment = Annotated[
    datetime,
    msgspec.Meta(
        description="Local to where it happens, with its offset; in UTC in lists, and where nobody knows where"
    ),
]


class TripFact(Value, frozen=True):
    """A trip of the person's, or one that they may see."""

    trip_id: str
    name: str
    status: TripStatus
    starts_at: LocalMoment
    ends_at: LocalMoment
    booking_id: str | None
    href: Href


class ItemFact(Value, frozen=True):
    """An item of a trip: a flight, a night, a meeting."""

    kind: ItemKind
    name: str
    starts_at: LocalMoment | None
    ends_at: LocalMoment | None
    origin: str | None
    destination: str | None
    place: str | None


class TripDetail(TripFact, frozen=True, kw_only=True):
    """A trip with its items, in the order in which they start."""

    price: Money | None
    items: tuple[ItemFact, ...]


class BookingFact(Value, frozen=True):
    """A booking that the person asked for or travels by."""

    booking_id: str
    name: str
    status: BookingStatus
    starts_on: date
    ends_on: date
    places: tuple[str, ...]
    price: Money | None
    trip_id: str | None
    href: Href


class ViolationFact(Value, frozen=True):
    """A rule of the travel policy that an option violates."""

    clause: str
    expected: str
    actual: str


class OptionFact(Value, frozen=True):
    """An option of a booking that may be selected."""

    option_id: str
    rank: int
    price: Money
    outcome: Outcome | None
    violations: tuple[ViolationFact, ...]


class ApprovalFact(Value, frozen=True):
    """An approval request of a booking."""

    status: str
    deadline: datetime
    price: Money
    comment: str | None


class BookingDetail(Value, frozen=True):
    """A booking that the person may see, with what they may do with it now."""

    booking_id: str
    status: BookingStatus
    places: tuple[str, ...]
    starts_on: date
    ends_on: date
    price: Money | None
    trip_id: str | None
    options: tuple[OptionFact, ...]
    options_expire_at: datetime | None
    selected_option_id: str | None
    approval: ApprovalFact | None
    failure: str | None
    operations: tuple[BookingOperation, ...]
    href: Href


class ApprovalTaskFact(Value, frozen=True):
    """An approval request that waits for the person."""

    booking_id: str
    requester_name: str | None
    places: tuple[str, ...]
    price: Money
    deadline: datetime
    clauses: tuple[str, ...]
    href: Href


class BudgetFact(Value, frozen=True):
    """A cost centre's budget."""

    cost_centre: str
    period: str
    limit: Money
    reserved: Money
    committed: Money
    remaining: Money
    href: Href


class DocumentFact(Value, frozen=True):
    """An uploaded document of the person's."""

    document_id: str
    kind: DocumentKind
    file_name: str
    status: DocumentStatus
    expires_on: date | None
    days_left: Annotated[int | None, msgspec.Meta(description="Until it expires; negative once it has")]
    href: Href


AnyFact = TripFact | BookingFact | BookingDetail | ApprovalTaskFact | BudgetFact | DocumentFact


def name_fact(fact: AnyFact) -> str:
    """Return what a link to it is called."""
    match fact:
        case TripFact():
            return f"Trip: {fact.name}"
        case BookingFact():
            return f"Booking: {fact.name}"
        case BookingDetail():
            return f"Booking: {' – '.join(fact.places)}"
        case ApprovalTaskFact():
            return f"Approval request: {' – '.join(fact.places)}"
        case BudgetFact():
            return f"Budget of {fact.cost_centre} for {fact.period}"
        case DocumentFact():
            return f"{fact.kind.value.capitalize()}: {fact.file_name}"


def list_trips(identity: Identity, *, upcoming: bool | None, limit: int) -> list[TripFact]:
    """List the person's own trips: those that are yet to end, the next first; those that are over, the latest first;
    or, with None, all, the latest start first."""
    now = clock.now()
    if upcoming is None:
        return [_trip_fact(each, ()) for each in _read_trips(identity, TripFilter())[:limit]]
    if not upcoming:
        past = _read_trips(identity, TripFilter(starts=Window(until=now)))
        return [_trip_fact(each, ()) for each in past if each.trip.ends_at < now][:limit]
    ahead = _read_trips(identity, TripFilter(starts=Window(since=now)))
    begun = _read_trips(identity, TripFilter(status=TripStatus.IN_PROGRESS, starts=ANY_TIME))
    alive = [each for each in (*begun, *ahead) if each.trip.status is not TripStatus.CANCELLED]
    return [_trip_fact(each, ()) for each in sorted(alive, key=lambda each: each.trip.starts_at)[:limit]]


def _read_trips(identity: Identity, wanted: TripFilter) -> list[SeenTrip]:
    found = trips.list_trips(identity, wanted, user_id=None, limit=MOST_READ, start=None).rows
    return [each for each in found if isinstance(each, SeenTrip)]  # nothing can be told of one that cannot be read


def get_trip(identity: Identity, trip_id: str) -> TripDetail:
    """Return a trip that the person may see, with its items. Raises NotFound."""
    found = trips.get_trip(identity, trip_id)
    items = trips.list_itinerary(identity, found)
    fact = _trip_fact(found, items)
    return TripDetail(
        **msgspec.structs.asdict(fact), price=found.shown.price, items=tuple(_item_fact(each) for each in items)
    )


def list_bookings(identity: Identity, *, status: BookingStatus | None, limit: int) -> list[BookingFact]:
    """List bookings that the person asked for or travels by, newest first; nothing can be told of one that cannot be
    read."""
    found = queries.list_bookings(identity, status=status, limit=limit, start=None).rows
    return [_booking_fact(each) for each in found if isinstance(each, BookingSummary)]


def get_booking(identity: Identity, booking_id: str) -> tuple[BookingDetail, Booking]:
    """Return a booking that the person may see, in short and whole. Raises NotFound, Conflict for who was asked to
    approve it once."""
    booking = queries.get_booking(identity, booking_id)
    request = queries.show_request(identity, booking)
    detail = BookingDetail(
        booking_id=booking.booking_id,
        status=booking.status,
        places=tuple(place.name for place in request.places),
        starts_on=request.starts_on,
        ends_on=request.ends_on,
        price=booking.price,
        trip_id=booking.trip_id,
        options=_option_facts(booking) if booking.choosable else (),
        options_expire_at=booking.options_expire_at if booking.choosable else None,
        selected_option_id=booking.selected_option_id,
        approval=_approval_fact(booking.approval_request),
        failure=booking.failure.detail if booking.failure else None,
        operations=queries.operations(identity, booking),
        href=f"/v1/bookings/{booking.booking_id}",
    )
    return detail, booking


def list_approvals(identity: Identity, *, limit: int) -> list[ApprovalTaskFact]:
    """List what waits for the person's approval, the earliest deadline first."""
    found = inbox.list_approvals(identity, scope="mine", limit=limit, start=None).rows
    return [_task_fact(each) for each in found]


def get_budget(identity: Identity, cost_centre: str | None, period: str | None) -> BudgetFact:
    """Return a budget, by default that of the person's own cost centre for this year. Raises NotAllowed for travellers,
    NotFound, also for whoever has no cost centre."""
    centre = cost_centre or _own_cost_centre(identity)
    return _budget_fact(budgets.get_budget(identity, centre, period or str(clock.now().year)))


def _own_cost_centre(identity: Identity) -> str:
    record = employees.find_employee(identity.user_id)
    if record is None or record.cost_centre is None:
        raise NotFound("Your employee record names no cost centre.")
    return record.cost_centre


def list_documents(
    identity: Identity, *, kind: DocumentKind | None, expiring_within_days: int | None, limit: int
) -> list[DocumentFact]:
    """List the person's own documents, newest first; or those that expire within so many days, or have, the earliest
    first."""
    today = clock.now().date()
    read = MOST_READ if expiring_within_days is not None else limit
    found = documents.list_documents(identity, kind=kind, trip_id=None, limit=read, start=None).rows
    facts = [_document_fact(each, today) for each in found]
    if expiring_within_days is None:
        return facts
    soon = [
        (each.days_left, each)
        for each in facts
        if each.kind in EXPIRING and each.days_left is not None and each.days_left <= expiring_within_days
    ]
    return [each for _, each in sorted(soon, key=lambda pair: pair[0])[:limit]]


def _trip_fact(found: SeenTrip, items: Sequence[Item]) -> TripFact:
    trip = found.shown
    first = next((zone for each in items if (zone := each.zones[0])), "UTC")
    last = next((zone for each in reversed(items) if (zone := each.zones[1])), "UTC")
    return TripFact(
        trip_id=trip.trip_id,
        name=trip.name,
        status=trip.status_at(clock.now()),
        starts_at=local_time(trip.starts_at, first),
        ends_at=local_time(trip.ends_at, last),
        booking_id=trip.booking_id if found.sees_all else None,
        href=f"/v1/trips/{trip.trip_id}",
    )


def _item_fact(item: Item) -> ItemFact:
    start, end = item.zones
    return ItemFact(
        kind=item.kind,
        name=item.name,
        starts_at=item.starts_at and local_time(item.starts_at, start or "UTC"),
        ends_at=item.ends_at and local_time(item.ends_at, end or "UTC"),
        origin=item.origin,
        destination=item.destination,
        place=item.place.name if item.place else None,
    )


def _booking_fact(summary: BookingSummary) -> BookingFact:
    return BookingFact(
        booking_id=summary.booking_id,
        name=summary.name,
        status=summary.status,
        starts_on=summary.starts_on,
        ends_on=summary.ends_on,
        places=summary.places,
        price=summary.price,
        trip_id=summary.trip_id,
        href=f"/v1/bookings/{summary.booking_id}",
    )


def _option_facts(booking: Booking) -> tuple[OptionFact, ...]:
    return tuple(
        OptionFact(
            option_id=each.option_id,
            rank=each.rank,
            price=each.price,
            outcome=each.verdict.outcome if each.verdict else None,
            violations=tuple(
                ViolationFact(clause=it.clause, expected=it.expected, actual=it.actual)
                for it in (each.verdict.violations if each.verdict else ())
            ),
        )
        for each in booking.options
    )


def _approval_fact(approval: ApprovalRequest | None) -> ApprovalFact | None:
    if approval is None:
        return None
    return ApprovalFact(
        status=approval.status.value, deadline=approval.deadline, price=approval.price, comment=approval.comment
    )


def _task_fact(task: ApprovalTask) -> ApprovalTaskFact:
    return ApprovalTaskFact(
        booking_id=task.booking_id,
        requester_name=task.requester_name,
        places=tuple(place.name for place in task.request.places) if task.request else (),
        price=task.price,
        deadline=task.deadline,
        clauses=tuple(each.number for each in task.clauses),
        href=f"/v1/bookings/{task.booking_id}",
    )


def _budget_fact(budget: Budget) -> BudgetFact:
    return BudgetFact(
        cost_centre=budget.cost_centre,
        period=budget.period,
        limit=budget.limit,
        reserved=budget.reserved,
        committed=budget.committed,
        remaining=budget.remaining,
        href=f"/v1/budgets/{budget.cost_centre}/{budget.period}",
    )


def _document_fact(document: Document, today: date) -> DocumentFact:
    return DocumentFact(
        document_id=document.document_id,
        kind=document.kind,
        file_name=document.file_name,
        status=document.status,
        expires_on=document.expires_on,
        days_left=(document.expires_on - today).days if document.expires_on else None,
        href=f"/v1/documents/{document.document_id}",
    )
