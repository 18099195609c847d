"""What must hold of a booking's terms at every write: what is chosen, at which price, how it ends, and what is agreed
to be changed of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from chalicelib import settings
from chalicelib.domain.approvals.approval import ApprovalStatus
from chalicelib.domain.bookings.booking import MAX_ROUNDS, Booking, BookingStatus, Ending
from chalicelib.domain.bookings.parts import part_count, parts_of
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.amendments import CancellationTerms
from chalicelib.domain.servicing.quotes import Replacement
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.verdict import Outcome
from chalicelib.models import quotes
from tests.simulation.refunds import charge


def of_choice(before: Booking, after: Booking) -> Iterator[str]:
    """It is chosen in time, of what the policy does not deny, and dearer only within what is tolerated."""
    name = after.booking_id
    if before.status is BookingStatus.AWAITING_SELECTION and after.status is BookingStatus.HOLDING:
        if after.selected.verdict is None or after.selected.verdict.outcome is Outcome.DENIED:
            yield f"{name}: what is chosen is denied"
        if before.options_expire_at is not None and after.updated_at >= before.options_expire_at:
            yield f"{name}: it is chosen too late"
    kept = (after.holds, after.credits, after.budgets, after.approval_request)
    if after.selected_option_id is None and any(kept):
        yield f"{name}: nothing is chosen, and yet it keeps {kept}"
    if after.planning_rounds_since_revision > MAX_ROUNDS:
        yield f"{name}: it is planned {after.planning_rounds_since_revision} times"
    held = bool(after.holds) and not before.holds
    given = after.approval_request is not None and after.approval_request.status is ApprovalStatus.APPROVED
    bought = after.status is BookingStatus.PURCHASING is not before.status and not given
    if (held or bought) and after.price is not None and after.chosen_price is not None:
        most = after.chosen_price.amount * (100 + settings.current().price_tolerance_percent)
        if after.price.amount * 100 > most:
            yield f"{name}: {after.price} is to be paid, chosen was {after.chosen_price}"


def of_replacement(after: Booking) -> Iterator[str]:
    """What is bought in another trip's place is chosen as it is made, and not denied either."""
    verdict = after.selected.verdict if after.selected_option_id is not None else None
    if after.replaces_booking_id is not None and (verdict is None or verdict.outcome is Outcome.DENIED):
        yield f"{after.booking_id}: it is to take the place of {after.replaces_booking_id}, and is denied"


def of_shares(after: Booking) -> Iterator[str]:
    """Each cost centre is charged what its travellers pay of what begins in a year, less what credits of theirs pay: to
    the cent, and never less than nothing."""
    price, currency = after.price, after.request.currency
    if price is None or after.receipts:
        return
    prices = [each.price.amount for each in after.orders or after.selected.components]
    by_credit: Counter[tuple[str, int]] = Counter()
    for use in after.credits:
        by_credit[use.issuer, use.traveller] += use.amount.amount
    to_pay = charge(after, prices, by_credit)
    if sum(prices) != price.amount or to_pay.total() + by_credit.total() != price.amount:
        yield f"{after.booking_id} costs {price}, its components {prices}, its budgets and credits {to_pay, by_credit}"
    for share in after.budgets:
        if share.amount.currency == currency and share.amount.amount != to_pay.get(share.key):
            yield f"{after.booking_id} charges {share.amount} to {share.key}; its travellers pay {to_pay}"


def of_ending(before: Booking, after: Booking) -> Iterator[str]:
    """It expires only when its time is over, somebody could have decided, and nobody has."""
    name = after.booking_id
    if after.terminal and after.pending_compensations:
        yield f"{name} is {after.status}, and yet {after.pending_compensations} is not compensated"
    if after.ending is not Ending.EXPIRED or before.ending is not None:
        return
    if before.waiting is not None and before.waiting.decision is not None:
        yield f"{name}: it expires, and {before.waiting.decision} was decided"
    if before.status is BookingStatus.AWAITING_APPROVAL:
        return  # what silence does to approval is looked at where it is said
    if before.waiting is None:
        yield f"{name}: it expires as {before.status}, and nobody could have decided"
    until = before.options_expire_at
    if before.status is BookingStatus.REVISING and before.last_revision is not None:
        until = before.last_revision.revise_until
    if until is not None and after.updated_at < until:
        yield f"{name}: it expires before {until}"


def of_patience(before: Booking, after: Booking) -> Iterator[str]:
    """Nothing that passes ends a booking while what was chosen, or is held, is still to be had."""
    if after.ending is not Ending.FAILED or before.ending is not None or after.failure is None:
        return
    code, name = after.failure.code, after.booking_id
    if code == "workflow_lost" and after.execution < _EXECUTIONS:
        yield f"{name}: it is given up after {after.execution} executions"
    until = _to_be_had_until(before)
    if code in _PASSES and until is not None and after.updated_at < until:
        yield f"{name}: it is given up as {before.status} for {code}, and could have been had until {until}"


def _to_be_had_until(booking: Booking) -> datetime | None:
    """Until when what comes next may be tried; None where no offer is chosen."""
    if booking.status in _PURCHASES and booking.holds and not booking.orders:
        return min(hold.expires_at for hold in booking.holds) - _LAST_MINUTES
    if booking.status is BookingStatus.HOLDING and not booking.holds:
        return booking.selected.expires_at - _LAST_MINUTES
    return None


def of_revision(before: Booking, after: Booking) -> Iterator[str]:
    """It is revised in time, and planned by the policy of that day."""
    last = before.last_revision
    if before.status is BookingStatus.REVISING and after.status is BookingStatus.PLANNING:
        if last is None or last.revise_until is None or after.updated_at >= last.revise_until:
            yield f"{after.booking_id}: it is revised too late"
        if after.policy_version is not None:
            yield f"{after.booking_id}: it is planned anew under the policy of before"
    if before.status is BookingStatus.AWAITING_SELECTION and after.status is BookingStatus.PLANNING:
        if before.options_expire_at is None or after.updated_at >= before.options_expire_at:
            yield f"{after.booking_id}: it is revised in words too late"
        if after.policy_version is not None or after.options or after.request == before.request:
            yield f"{after.booking_id}: it is to be planned again, and keeps what was planned"


def of_amendment(before: Booking, after: Booking) -> Iterator[str]:
    """A change is as it was quoted, while the quote stands; and as long as it is under way, so is the booking."""
    name, agreed = after.booking_id, after.amendment
    if (agreed is not None) != (after.status in _CHANGING and after.trip_id is not None):
        yield f"{name} is {after.status}, its change is {agreed and agreed.kind}"
    if agreed is None or before.amendment is not None or not agreed.kind.is_quoted:
        return
    if any(each.part_index in before.orders[each.component_index].cancelled_parts for each in agreed.parts):
        yield f"{name}: what was given back is to be given back again"
    quote = quotes.find_quote(name, agreed.source_id)
    if quote is None or quote.parts != agreed.parts or quote.replacement_booking_id != agreed.replacement_booking_id:
        yield f"{name}: what is agreed is not what was quoted"
    elif quote.booking_version != before.version or after.updated_at >= quote.expires_at:
        yield f"{name}: a quote of version {quote.booking_version}, until {quote.expires_at}, is agreed to"
    moving = {each.part_id for each in agreed.parts}
    stays = [each for each in parts_of(before) if each.status == "confirmed" and each.part_id not in moving]
    if quote is not None and quote.fully_cancelled == bool(stays):
        yield f"{name}: {len(stays)} parts are left, which its quote does not say"
    if quote is not None and quote.replacement is not None:
        moved, bought = _of_what_moves(before, quote.parts), _of_what_is_bought(quote.replacement)
        if moved != bought:
            yield f"{name}: {moved} is to be replaced by {bought}"


def _of_what_moves(booking: Booking, moved: Sequence[CancellationTerms]) -> list[str]:
    """From where to where each slice leads that moves, and where each stay and each car is."""
    parts = [(booking.selected.components[each.component_index], each.part_index) for each in moved]
    return sorted(_where(booking.request, offer, part_index) for offer, part_index in parts)


def _of_what_is_bought(replacement: Replacement) -> list[str]:
    """The same of what is to take its place."""
    return sorted(
        _where(replacement, offer, part_index)
        for offer in replacement.option.components
        for part_index in range(part_count(offer))
    )


def _where(asked: TripRequest | Replacement, offer: Offer, part_index: int) -> str:
    match offer:
        case FlightOffer() | RailOffer():
            slice_asked = asked.slices[offer.slice_indexes[part_index]]
            return f"{slice_asked.origin.name} to {slice_asked.destination.name}"
        case StayOffer():
            return f"stay in {asked.stays[offer.stay_index].place.name}"
        case CarOffer():
            return f"car in {asked.cars[offer.car_index].pick_up.name}"


_PASSES = frozenset({"supplier_unavailable", "supplier_timeout", "unavailable"})
_PURCHASES = frozenset({BookingStatus.HOLDING, BookingStatus.AWAITING_APPROVAL, BookingStatus.PURCHASING})
_LAST_MINUTES = timedelta(minutes=2)
_EXECUTIONS = 6
_CHANGING = frozenset({BookingStatus.CHANGING, BookingStatus.COMPENSATION_REQUIRED})


def of_notices(before: Booking, after: Booking) -> Iterator[str]:
    """Each change by the supplier counts once, in order, of what is still there, and is decided on once, in time."""
    if after.supplier_changes == before.supplier_changes:
        return
    name, known = after.booking_id, {each.change_id: each for each in before.supplier_changes}
    open_parts = [each.part_id for each in after.supplier_changes if each.decision is None]
    if len(set(open_parts)) != len(open_parts):
        yield f"{name}: several changes of one flight are to be decided on"
    for each in after.supplier_changes:
        old = known.get(each.change_id)
        if old is None:
            last = max((k.sequence for k in known.values() if k.component_index == each.component_index), default=0)
            if each.sequence <= last:
                yield f"{name}: notice {each.sequence} counts after notice {last}"
            if each.part_index in before.orders[each.component_index].cancelled_parts:
                yield f"{name}: a notice counts of {each.part_id}, which was given back"
        elif each.decision != old.decision:
            in_time = each.decision == "superseded" or old.open_at(after.updated_at)
            if old.decision is not None or not in_time:
                yield f"{name}: the change of {each.part_id} is {each.decision}, and was {old.decision}"
