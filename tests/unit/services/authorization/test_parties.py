"""Whoever travels by a booking sees it and acts on it as its requester does; and knows no co-traveller's ids."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.api.booking_views import to_view
from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.identity import Identity
from chalicelib.domain.verdict import Outcome
from chalicelib.domain.webhooks.webhook import envelope, notice_of
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.services import live_updates
from chalicelib.services.booking_workflow import decisions, revisions
from chalicelib.services.bookings import audits, queries
from chalicelib.services.bookings.queries import BookingOperation
from chalicelib.services.servicing import quotes, supplier_notices
from chalicelib.services.trip_requests.revising import RevisionRequest
from tests.simulation.stages import booked, may_charge, planned, sent_back, waiting_for_approval
from tests.simulation.supplier_changes import moved, taken
from tests.simulation.world import ANNA, BEN, CLARA, DAVID, World
from tests.support.passenger_samples import EVE
from tests.unit.services.authorization.arranged import DAVIDS, EVES, QUOTE_ID, TOGETHER, arrange


@pytest.fixture
def arranged(world: World) -> World:
    arrange(world)
    return world


READS: dict[str, Callable[[Identity, str], object]] = {
    "booking": queries.get_booking,
    "audit": lambda who, booking_id: queries.list_audit_entries(who, booking_id, limit=10, start=None),
    "verification": audits.verify_audit,
    "events": lambda who, booking_id: live_updates.events_after(who, booking_id, None, 10),
    "receipts": lambda who, booking_id: quotes.list_receipts(who, booking_id, limit=10, start=None),
}


@pytest.mark.parametrize("read", READS)
@pytest.mark.parametrize("who", [ANNA, DAVID, EVE], ids=lambda who: who.user_id)
def test_requester_and_travellers_see_what_was_booked(arranged: World, who: Identity, read: str) -> None:
    booking_id = planned(arranged, passenger_ids=TOGETHER)

    assert READS[read](who, booking_id)


def test_who_travels_by_another_booking_sees_nothing_of_this_one(arranged: World) -> None:
    booking_id = planned(arranged, passenger_ids=(DAVIDS,))

    with pytest.raises(NotFound):
        queries.get_booking(EVE, booking_id)


def test_traveller_chooses_and_cancels_what_others_booked_for_them(arranged: World) -> None:
    booking_id = planned(arranged, passenger_ids=TOGETHER)
    assert queries.operations(DAVID, arranged.booking(booking_id)) == (BookingOperation.SELECT, BookingOperation.CANCEL)

    arranged.choose(booking_id, identity=DAVID)
    arranged.run()

    assert arranged.booking(booking_id).status is BookingStatus.BOOKED
    other = planned(arranged, passenger_ids=TOGETHER)
    decisions.cancel_booking(EVE, other)
    arranged.run()
    assert arranged.booking(other).status is BookingStatus.CANCELLED


def test_traveller_recalls_revises_and_chooses_again(arranged: World) -> None:
    booking_id = waiting_for_approval(arranged, passenger_ids=(DAVIDS,))

    revisions.recall(DAVID, booking_id, "Another day.")
    arranged.run()
    assert queries.operations(DAVID, arranged.booking(booking_id)) == (BookingOperation.REVISE, BookingOperation.CANCEL)
    revisions.revise_booking(DAVID, booking_id, RevisionRequest(purpose="A visit"), operation_id="1")
    arranged.run()

    assert arranged.booking(booking_id).request.purpose == "A visit"
    arranged.choose(booking_id, Outcome.APPROVAL_REQUIRED, identity=DAVID)


def test_traveller_has_what_is_booked_cancelled_and_answers_the_supplier(arranged: World) -> None:
    booking_id = booked(arranged, passenger_ids=(DAVIDS,))
    taken(moved(arranged, booking_id))
    (change,) = arranged.booking(booking_id).supplier_changes

    supplier_notices.decide_change(DAVID, booking_id, change.change_id, "accepted")
    quote = quotes.quote_cancellation(DAVID, booking_id, None, quote_id=QUOTE_ID)
    quotes.confirm_quote(DAVID, booking_id, quote.quote_id)
    arranged.run()

    assert arranged.booking(booking_id).status is BookingStatus.CANCELLED


def test_traveller_names_no_cost_centre_that_only_the_requester_may_charge(arranged: World) -> None:
    may_charge("MARKETING", user_id="anna")
    may_charge(user_id="david")
    booking_id = sent_back(arranged, passenger_ids=(DAVIDS,))
    elsewhere = RevisionRequest(cost_centre="MARKETING")

    with pytest.raises(InvalidInput):
        revisions.revise_booking(DAVID, booking_id, elsewhere, operation_id="1")
    revisions.revise_booking(ANNA, booking_id, elsewhere, operation_id="2")

    assert arranged.booking(booking_id).request.cost_centre == "MARKETING"


@pytest.mark.parametrize(
    ("who", "seen"),
    [(ANNA, TOGETHER), (CLARA, TOGETHER), (DAVID, (DAVIDS,)), (EVE, (EVES,))],
    ids=["anna", "clara", "david", "eve"],
)
def test_co_travellers_know_each_other_by_name_alone(arranged: World, who: Identity, seen: tuple[str, ...]) -> None:
    booking = arranged.booking(planned(arranged, passenger_ids=TOGETHER))

    view = to_view(who, booking)

    assert view.request.passenger_ids == seen
    assert tuple(each.passenger_id for each in view.travellers if each.passenger_id) == seen
    assert [each.given_name for each in view.travellers] == ["David", "Eve", "Gustavo"]
    hidden = set(TOGETHER) - set(seen)
    assert not any(each in msgspec.json.encode(view).decode() for each in hidden)


def subjects_for(who: Identity, booking_id: str) -> set[tuple[str, ...]]:
    """Of whom the audit and the events say to somebody that they travel."""
    entries, _ = queries.list_audit_entries(who, booking_id, limit=50, start=None)
    events = live_updates.events_after(who, booking_id, None, 50)
    assert {each.requester_id for each in events} == {"anna"}
    return {each.subject_ids for each in entries} | {each.traveller_ids for each in events}


def test_audit_names_who_acted_and_whom_it_concerns(arranged: World) -> None:
    booking_id = planned(arranged, passenger_ids=TOGETHER)
    arranged.choose(booking_id, identity=EVE)

    entries, _ = queries.list_audit_entries(ANNA, booking_id, limit=50, start=None)

    assert [each.actor.id for each in entries if each.actor.kind == "person"] == ["anna", "eve"]
    assert {(each.requester_id, each.subject_ids) for each in entries} == {("anna", ("david", "eve"))}
    assert audits.verify_audit(EVE, booking_id).intact


def test_audit_and_events_show_each_only_whom_they_may_know(arranged: World) -> None:
    booking_id = waiting_for_approval(arranged, passenger_ids=TOGETHER)

    told = {who.user_id: subjects_for(who, booking_id) for who in (ANNA, CLARA, DAVID, EVE, BEN)}

    everybody = {("david", "eve")}
    assert told == {"anna": everybody, "clara": everybody, "david": {("david",)}, "eve": {("eve",)}, "ben": {()}}


def test_live_events_show_each_only_whom_they_may_know(arranged: World) -> None:
    booking_id = planned(arranged, passenger_ids=TOGETHER)
    heard = {who.user_id: arranged.listen(booking_id, who) for who in (ANNA, DAVID, EVE)}
    arranged.choose(booking_id, identity=DAVID)
    arranged.run()

    told = {
        name: {tuple(message["event"]["travellerIds"]) for to, message in arranged.wire.pushed if to == connection_id}
        for name, connection_id in heard.items()
    }

    assert told == {"anna": {("david", "eve")}, "david": {("david",)}, "eve": {("eve",)}}


def test_webhooks_say_who_asked_and_who_travels(arranged: World) -> None:
    booking_id = planned(arranged, passenger_ids=TOGETHER)
    (event, *_) = live_updates.events_after(CLARA, booking_id, None, 1)

    told = msgspec.json.decode(envelope(notice_of(event)))["data"]

    assert (told["requesterId"], told["travellerIds"]) == ("anna", ["david", "eve"])
