"""The last steps of the workflow: price and judge once more, buy, and keep what was bought as a trip."""

from collections.abc import Sequence

import msgspec

from chalicelib import clock
from chalicelib.domain.approvals.approval import ApprovalRequest, ApprovalStatus
from chalicelib.domain.booking_commits import BookingCommit
from chalicelib.domain.bookings.booking import Booking, BookingStatus, MoveNotAllowed, Waiting, move
from chalicelib.domain.bookings.budget_shares import commit_moves, correction_moves, mark_committed
from chalicelib.domain.bookings.credit_slots import slots_of_orders
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.money import Money, total
from chalicelib.domain.offers.offers import Order, with_prices
from chalicelib.domain.reliances import Reliance
from chalicelib.domain.servicing.travel_credits import clip_uses
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.trip import trip_of
from chalicelib.domain.verdict import ApprovalKind, Outcome
from chalicelib.errors import BudgetExceeded, Conflict, HoldExpired, HoldReleased, NotFound, SoldOut
from chalicelib.gateways import secrets
from chalicelib.gateways.encryption import RowKey
from chalicelib.gateways.suppliers import registry
from chalicelib.services import record_locators
from chalicelib.services.authorization.spending import require_right_to_spend
from chalicelib.services.booking_workflow.terms import (
    Terms,
    apply_terms,
    covers,
    decline_by_policy,
    exceeds_chosen_price,
    over_budget,
    plan_again,
    request_approval,
    terms_of,
    terms_result,
    void,
)
from chalicelib.services.bookings.carrier_facts import Profiles, describe_for_supplier, missing_of, reveal_profiles
from chalicelib.services.bookings.commits import change, system
from chalicelib.services.bookings.evaluation import shares_of_part
from chalicelib.services.bookings.steps import StepResult, is_of_another, result, run_step


class ChargedMore(Conflict):
    """The supplier charged more than it had answered to be the price; the order is cancelled."""


def reprice_option(booking_id: str, of_round: int | None = None, approval_requests: int | None = None) -> StepResult:
    """Ask the prices again and judge again. `confirmed` when what was chosen and approved is still what is bought;
    `approval_required` when it requires an approval that it does not, or no longer, have; `plan_again` when it is no
    longer to be had as it was, or the round that the task belongs to is over.

    `approval_requests` is how often approval had been requested when the workflow came here. When it was asked again
    since, this is the task that did so, or an older one: it leaves the decision to the wait that follows.
    """

    def work(booking: Booking) -> StepResult:
        if booking.status is BookingStatus.PLANNING or is_of_another(booking, of_round):
            return result(booking, "plan_again")
        if booking.status not in (BookingStatus.HOLDING, BookingStatus.AWAITING_APPROVAL):
            return result(booking, "confirmed")
        if _approval_is_open(booking, approval_requests):
            return terms_result(booking)
        relies_on = require_right_to_spend(booking)
        try:
            prices = [
                registry.for_offer(offer).price(offer, hold_key=booking.component_key(component_index))
                for component_index, offer in enumerate(booking.selected.components)
            ]
        except (SoldOut, HoldExpired, HoldReleased, NotFound):
            return plan_again(booking, EventType.SOLD_OUT, "The supplier no longer keeps the hold.")
        priced = with_prices(booking.selected, prices)
        if booking.binding_approval_request is None and exceeds_chosen_price(booking, priced.price):
            return plan_again(booking, EventType.PRICE_CHANGED, f"The price has risen to {priced.price}.")
        return _apply_price(booking, terms_of(booking, priced), relies_on)

    return run_step(booking_id, work)


def place_orders(booking_id: str) -> StepResult:
    """Buy every component, each under its own key, so that buying twice buys once. Raises ChargedMore."""

    def work(booking: Booking) -> StepResult:
        if booking.status is not BookingStatus.PURCHASING or booking.orders:
            return result(booking, "done")
        require_right_to_spend(booking)
        # Both before anything is bought that could not be kept, or found.
        row_key = record_locators.make_booking_key(booking_id)
        index_key = secrets.locator_index_key()
        profiles = reveal_profiles(booking)
        orders = tuple(
            _order_component(booking, component_index, row_key, index_key, profiles)
            for component_index in range(len(booking.holds))
        )
        charged = _compute_charged(booking, orders)
        uses = clip_uses(booking.credits, slots_of_orders(booking, orders))
        shares = shares_of_part(booking, [order.price for order in orders], uses)
        after = move(
            booking,
            BookingStatus.PURCHASING,
            clock.now(),
            orders=orders,
            price=charged,
            budgets=shares,
            credits=uses,
            missing=missing_of(booking, profiles, booking.selected),
        )
        record = BookingCommit(
            actor=system("book"),
            event=EventType.ORDERED,
            data={"orders": len(orders), "price": charged},
            budgets=correction_moves(booking.budgets, shares),
        )
        return result(change(booking, after, record), "done")

    return run_step(booking_id, work)


def record_trip(booking_id: str) -> StepResult:
    """Make the trip and its itinerary, and commit the budgets, in the transaction that makes the booking `booked`."""

    def work(booking: Booking) -> StepResult:
        if not booking.orders:
            raise MoveNotAllowed("There is no purchase to record.")
        now = clock.now()
        trip = trip_of(booking, clock.new_id("trp"), now)
        after = move(
            booking,
            BookingStatus.BOOKED,
            now,
            trip_id=trip.trip_id,
            booked_at=now,
            budgets=mark_committed(booking.budgets),
            credits=tuple(msgspec.structs.replace(use, status="spent") for use in booking.credits),
        )
        record = BookingCommit(
            actor=system("record"),
            event=EventType.BOOKED,
            data={"tripId": trip.trip_id, "price": trip.price},
            budgets=commit_moves(booking.budgets),
            trip=trip,
            items=items_of(booking, trip, now, new_id=lambda: clock.new_id("itm")),
        )
        kept = change(booking, after, record)
        return StepResult(
            booking_id=kept.booking_id, outcome="done", round=kept.round, approval_requests=kept.approval_requests
        )

    return run_step(booking_id, work)


def _approval_is_open(booking: Booking, approval_requests: int | None) -> bool:
    """Return whether the wait for approval decides how it goes on: approval was requested since the task was given, or
    is not there."""
    waits = (
        booking.binding_approval_request is not None
        and booking.binding_approval_request.status is not ApprovalStatus.APPROVED
    )
    return waits or approval_requests not in (None, booking.approval_requests)


def _apply_price(booking: Booking, terms: Terms, relies_on: Sequence[Reliance]) -> StepResult:
    if terms.outcome is Outcome.DENIED:
        return decline_by_policy(booking, terms)
    try:
        if terms.outcome is Outcome.COMPLIANT or covers(booking, terms):
            notified = _notify_approvers(booking, terms)
            approval = _is_accepted(notified.approval_request, terms.price)
            kept = apply_terms(
                notified,
                BookingStatus.PURCHASING,
                terms.as_approved,
                EventType.REPRICED,
                "reprice",
                relies_on,
                waiting=None,
                approval_request=approval,
            )
            return result(kept, "confirmed")
        return terms_result(_ask_again(booking, terms))
    except BudgetExceeded as error:
        return over_budget(booking, error)


def _notify_approvers(booking: Booking, terms: Terms) -> Booking:
    """Notify the approvers, where the verdict requires no more than that; once."""
    if terms.approval_kind is not ApprovalKind.NOTIFY or booking.approval_request is not None:
        return booking
    notified = request_approval(booking, terms, booking.holds)
    after = move(booking, booking.status, clock.now(), approval_request=notified)
    data = {"hash": notified.hash, "price": notified.price, "notified": [step.asked for step in notified.steps]}
    return change(booking, after, BookingCommit(actor=system("reprice"), event=EventType.APPROVERS_NOTIFIED, data=data))


def _is_accepted(approval: ApprovalRequest | None, price: Money) -> ApprovalRequest | None:
    """Return the approval with the price that it is used for, where that is not the one that was approved."""
    if approval is None or approval.status is not ApprovalStatus.APPROVED or approval.price == price:
        return approval
    return msgspec.structs.replace(approval, accepted_price=price)


def _ask_again(booking: Booking, terms: Terms) -> Booking:
    """Void the approval that was given for other terms, if any, and request approval for these."""
    given = booking.binding_approval_request
    voided = (*given.voided, void(booking, given, terms, clock.now())) if given else ()
    event = EventType.APPROVAL_VOIDED if given else EventType.REPRICED
    approval = request_approval(booking, terms, booking.holds, voided)
    is_shown = booking.status is BookingStatus.AWAITING_APPROVAL  # then it may be decided on at once
    waiting = Waiting.opened("approval", clock.now()) if is_shown else None
    return apply_terms(booking, booking.status, terms, event, "reprice", approval_request=approval, waiting=waiting)


def _compute_charged(booking: Booking, orders: tuple[Order, ...]) -> Money:
    """Return what the supplier took for all of it: as agreed or less. Raises ChargedMore."""
    charged = total((order.price for order in orders), booking.request.currency)
    if booking.price and charged > booking.price:
        raise ChargedMore(f"The supplier charged {charged} instead of the agreed {booking.price}.")
    return charged


def _order_component(
    booking: Booking, component_index: int, row_key: RowKey, index_key: bytes, profiles: Profiles
) -> Order:
    key, offer = booking.component_key(component_index), booking.selected.components[component_index]
    travellers = describe_for_supplier(booking, offer, profiles)
    bought = registry.for_offer(offer).order(key, key=key, travellers=travellers)
    return Order(
        component_index=component_index,
        order_id=bought.order_id,
        supplier=bought.supplier,
        encrypted_locator=row_key.encrypt(bought.record_locator.encode()),
        price=bought.price,
        status=bought.status,
        locator_hash=record_locators.hash_locator(bought.record_locator, index_key),
    )
