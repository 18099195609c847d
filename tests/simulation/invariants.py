"""What must hold for every booking and for all of them together, whatever has failed on the way."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from chalicelib.domain.bookings.audit import verify
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.event_data.by_type import EVENT_DATA
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.trips.item import SUPPLIER, Item
from chalicelib.models import approval_tasks, booking_audit, booking_events, budgets, items, limits, trip_days
from chalicelib.models.approval_tasks import ApprovalTaskRow
from chalicelib.models.budgets import BudgetRow
from chalicelib.models.trip_days import TripDaysRow
from chalicelib.models.trips import TripRow
from chalicelib.services.booking_workflow.resumption import MAX_EXECUTIONS
from chalicelib.services.operations.sweeper import PUSH_GIVEN_UP
from tests.simulation.days import of_days
from tests.simulation.itineraries import of_itinerary
from tests.simulation.refunds import of_credits, of_exchanges, of_money, of_returns
from tests.simulation.report_sums import of_reports
from tests.simulation.supplier_ledgers import Books
from tests.simulation.watch_approvals import of_silence
from tests.simulation.world import World
from tests.simulation.worlds import all_bookings


class Readers(NamedTuple):
    """What was pushed to whom, who listens to which booking, what they knew of it when they began to, and when
    the tokens ended of connections that were closed for that."""

    pushed: Sequence[tuple[str, Mapping[str, Any]]]
    listening: Mapping[str, Sequence[str]]
    backlog: Mapping[tuple[str, str], set[int]]
    closed: Mapping[str, datetime] = {}


def violations(world: World, *, ended: bool = True) -> list[str]:
    """Everything that does not hold, in words. `ended`: every booking had time enough to come to its end."""
    readers = Readers(
        world.wire.pushed,
        _who_may_listen(world),
        world.backlog,
        {each: world.token_ends[each] for each in world.wire.closed},
    )
    with world.wire.quiet():
        unknown = [f"{name} is asked for, which the simulation does not know" for name in world.wire.unknown]
        return [*world.found, *unknown, *world.watch.found, *kept_wrong(world.books, readers, ended=ended)]


def _who_may_listen(world: World) -> dict[str, list[str]]:
    """Who listens to which booking, of those who have not left meanwhile."""
    gone = {each for each, who in world.listeners.items() if world.watch.rights.has_left(who.user_id, world.wire.turn)}
    return {booking_id: [each for each in those if each not in gone] for booking_id, those in world.listening.items()}


def kept_wrong(books: Books, readers: Readers, *, ended: bool = True) -> list[str]:
    """What does not hold of what is kept, in whichever tables the models read: these need not be a world's."""
    booked = all_bookings()
    found = [f for booking in booked for f in _of_one(books, readers, booking, ended=ended)]
    found += [f"the supplier: {text}" for text in books.wrong()]
    found += _of_inboxes(booked)
    return [
        *found,
        *_of_budgets(booked),
        *_of_trips(booked),
        *_of_presence(booked),
        *of_credits(booked),
        *of_exchanges(booked),
        *_of_nobody(booked, books),
        *of_reports(booked),
    ]


def _of_inboxes(booked: list[Booking]) -> Iterator[str]:
    """What waits for approval is in the inboxes of those who are asked, and in no others."""
    wanted = {key for booking in booked for key in approval_tasks.rows_of(booking)}
    there = {(row.assignee, row.urgency) for row in ApprovalTaskRow.scan()}
    yield from (f"{key} is missing in the inbox" for key in sorted(wanted - there))
    yield from (f"{key} is left over in the inbox" for key in sorted(there - wanted))


def _of_one(books: Books, readers: Readers, booking: Booking, *, ended: bool) -> Iterator[str]:
    name = booking.booking_id
    if ended and not booking.terminal:
        yield f"{name} is stuck in {booking.status}"
    if ended:
        yield from of_silence(booking)
    entries, _ = booking_audit.list_entries(name)
    proof = verify(name, entries, booking.audit_head, version=booking.version, now=booking.updated_at)
    if not proof.intact or len(entries) != booking.version:
        yield f"{name}: the audit chain breaks at {proof.first_broken_entry_id}: {proof.reason}"
    events = booking_events.list_events(name, after=0, limit=1000)
    if [event.seq for event in events] != list(range(1, booking.version + 1)):
        yield f"{name}: its events are {[event.seq for event in events]}, its version {booking.version}"
    if len({event.event_id for event in events}) != len(events):
        yield f"{name}: two events have one id"
    yield from _of_data(events)
    yield from of_days(booking, events)
    yield from _of_repetitions(booking, Counter(event.type for event in events))
    yield from _of_patience(booking, events)
    yield from _of_purchases(booking, books)
    yield from of_returns(booking, books.returned())
    yield from of_money(booking)
    yield from _of_pushes(readers, booking)


def _of_data(events: Sequence[Event]) -> Iterator[str]:
    """What an event says is what the description says of its type: no less, and nothing else."""
    for event in events:
        try:
            msgspec.convert(event.data, EVENT_DATA[event.type])
        except msgspec.ValidationError as error:
            yield f"{event.booking_id}: {event.type} says {event.data}: {error}"


def _of_patience(booking: Booking, events: Sequence[Event]) -> Iterator[str]:
    """What passes by itself ends nothing while there is time: neither a lost execution nor a supplier's absence."""
    code = booking.failure.code if booking.failure else None
    if code == "workflow_lost" and booking.execution < MAX_EXECUTIONS:
        yield f"{booking.booking_id} ended because its executions were lost"
    if code not in ("supplier_unavailable", "supplier_timeout"):
        return
    for before, event in pairwise(each for each in events if each.type is not EventType.RESUMED):
        ended = event.type in (EventType.COMPENSATING, EventType.FAILED)
        if ended and before.type is EventType.DELAYED and event.at < datetime.fromisoformat(before.data["until"]):
            yield f"{booking.booking_id} ended {event.at}, and would have been tried until {before.data['until']}"


_ONCE_A_ROUND = (
    *(EventType.OPTIONS_PLANNED, EventType.OPTIONS_EVALUATED, EventType.SELECTED, EventType.HELD),
    EventType.APPROVERS_NOTIFIED,
)
_ONCE_A_REVISION = (EventType.POLICY_RETRIEVED,)
_ONCE = (EventType.REQUESTED, EventType.COMPENSATING, EventType.ORDERED, EventType.BOOKED)


def _of_repetitions(booking: Booking, counts: Mapping[EventType, int]) -> Iterator[str]:
    """What happens once is told once, however often its task is delivered."""
    revised = sum(1 for each in booking.revisions if each.revised_at is not None) + len(booking.reconsidered)
    for most, types in ((booking.round, _ONCE_A_ROUND), (1 + revised, _ONCE_A_REVISION), (1, _ONCE)):
        for each in types:
            if counts.get(each, 0) > most:
                yield f"{booking.booking_id}: {each} {counts[each]} times, in {booking.round} rounds"


def _of_purchases(booking: Booking, books: Books) -> Iterator[str]:
    mine = f"{booking.booking_id}/"
    orders = {key: order for key, order in books.bought().items() if key.startswith(mine)}
    holds = {key for key in books.held() if key.startswith(mine)}
    if booking.status is BookingStatus.BOOKED:
        kept = [order for order in booking.orders if order.status == "confirmed"]
        wanted = {booking.component_key(order.component_index) for order in kept}
        if set(orders) != wanted:
            yield f"{booking.booking_id} is booked, and bought are {sorted(orders)} instead of {sorted(wanted)}"
        if {order.order_id for order in kept} != {order.order_id for order in orders.values()}:
            yield f"{booking.booking_id} says that it bought something else than the supplier says"
        charged, said = (sum(order.price.amount for order in each) for each in (orders.values(), kept))
        whole = sum(order.price.amount for order in booking.orders)
        if booking.price is None or charged != said or whole != booking.price.amount:
            yield f"{booking.booking_id} was charged {charged} and says {booking.price}"
    elif booking.terminal and any(order.status == "confirmed" for order in booking.orders):
        yield f"{booking.booking_id} is {booking.status}, and says that an order of it stands"
    elif booking.terminal and orders:
        yield f"{booking.booking_id} is {booking.status}, and yet {sorted(orders)} is bought"
    current = {booking.component_key(index) for index in range(9)} if booking.selected_option_id else set()
    orphans = holds if booking.terminal else holds - current
    if orphans:
        yield f"{booking.booking_id} is {booking.status}, and yet {sorted(orphans)} is held"


def _of_pushes(readers: Readers, booking: Booking) -> Iterator[str]:
    """Who listened from the beginning has got every event while their connection was good (more than once is allowed:
    the id tells)."""
    got: dict[str, set[int]] = defaultdict(set)
    for connection, message in readers.pushed:
        if message["type"] == "event" and message["event"]["bookingId"] == booking.booking_id:
            got[connection].add(message["event"]["seq"])
    for connection in readers.listening.get(booking.booking_id, ()):
        missed = set(range(1, booking.version + 1)) - got[connection] - readers.backlog[connection, booking.booking_id]
        if missed and connection in readers.closed:
            # What came shortly before its end may have been on its way still: a push is given up after so long.
            last = readers.closed[connection] - PUSH_GIVEN_UP
            events = booking_events.list_events(booking.booking_id, after=0, limit=1000)
            missed &= {each.seq for each in events if each.at < last}
        if missed:
            yield f"{booking.booking_id}: {connection} never got the events {sorted(missed)}"


def _of_budgets(booked: list[Booking]) -> Iterator[str]:
    shares: Counter[tuple[str, str, str]] = Counter()
    for booking in booked:
        for share in booking.budgets:
            shares[share.cost_centre, share.period, share.status] += share.amount.amount
            if share.status != ("committed" if _was_bought(booking) else "reserved"):
                yield f"{booking.booking_id} is {booking.status} and has {share.status} its budget"
        if booking.budgets and booking.terminal and not _was_bought(booking):
            yield f"{booking.booking_id} is {booking.status} and keeps its budget"
    yield from _of_awaiting(booked)
    for row in BudgetRow.scan():
        budget = budgets.get_budget(row.cost_centre, row.period)
        key = (row.cost_centre, row.period)
        if budget.reserved.amount != shares[*key, "reserved"] or budget.committed.amount != shares[*key, "committed"]:
            yield f"{key}: {budget.reserved} reserved, {budget.committed} committed, its bookings say {dict(shares)}"
        if int(row.remaining) != budget.remaining.amount or budget.remaining.amount < 0:
            yield f"{key}: {row.remaining} left, which does not add up"


def _of_awaiting(booked: list[Booking]) -> Iterator[str]:
    """What somebody has reserved that is not approved is counted to the cent, and nothing that has ended is."""
    kept_budgets = [(row.cost_centre, row.period) for row in BudgetRow.scan()]
    awaiting: Counter[tuple[str, str, str]] = Counter()
    for booking in booked:
        for cost_centre, period in kept_budgets:
            awaiting[cost_centre, period, booking.requester_id] += 0
        for share in booking.budgets:
            place = (share.cost_centre, share.period, booking.requester_id)
            awaiting[place] += share.amount.amount if share.awaiting_approval else 0
            if share.awaiting_approval and (booking.terminal or _was_bought(booking)):
                yield f"{booking.booking_id} is {booking.status} and says that its budget awaits approval"
    for place, amount in awaiting.items():
        kept = limits.find_sum(limits.scope_of("awaiting approval", *place))
        if kept != amount:
            yield f"{place}: {kept} is counted to await approval, the bookings say {amount}"


def _of_trips(booked: list[Booking]) -> Iterator[str]:
    every = {row.trip_id: row.document for row in TripRow.scan() if "#" not in row.trip_id}
    trips = {trip_id: trip for trip_id, trip in every.items() if trip.created_by == SUPPLIER}  # none planned by hand
    wanted = {booking.trip_id: booking for booking in booked if _was_bought(booking)}
    if set(trips) != set(wanted):
        yield f"the trips are {sorted(trips)}, the booked bookings say {sorted(map(str, wanted))}"
    for trip_id, trip in trips.items():
        itinerary: list[Item] = items.list_itinerary(trip_id)
        booking = wanted.get(trip_id)
        if booking is None:
            continue
        yield from of_itinerary(booking, trip, itinerary)


def _of_presence(booked: list[Booking]) -> Iterator[str]:
    """Where people are when is what their bookings say now, whatever was changed and cancelled."""
    kept = {(row.country_month, row.trip_id): row.days for row in TripDaysRow.scan() if row.days}
    wanted = {(row.country_month, row.trip_id): row.days for each in booked for row in trip_days.rows_of(each)}
    for place in sorted(kept.keys() | wanted.keys()):
        if kept.get(place) != wanted.get(place):
            yield f"{place} is kept to be there on {kept.get(place)}, the bookings say {wanted.get(place)}"


def _was_bought(booking: Booking) -> bool:
    """Whether it was booked, whatever was given back since."""
    return booking.status is BookingStatus.BOOKED or booking.amendment is not None or bool(booking.receipts)


def _of_nobody(booked: list[Booking], books: Books) -> Iterator[str]:
    """What the supplier keeps for no booking at all."""
    known = {booking.booking_id for booking in booked}
    for key in sorted(books.keys()):
        if key.split("/", 1)[0] not in known:
            yield f"the supplier has {key}, of which no booking knows"
