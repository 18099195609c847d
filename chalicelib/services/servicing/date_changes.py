"""A booked trip, or one slice of it, on other dates: what would be bought instead, and the booking that takes its
place.

The new booking goes through the workflow like any other, from where an option has been chosen. Until it is bought the
old one waits, and is cancelled only then: nobody is without a trip because a change failed.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.domain.booking_commits import BookingCommit, LinkedBooking
from chalicelib.domain.bookings.booking import PATIENCE, Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.parts import BookingPart, parts_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.policies.groups import policy_for
from chalicelib.domain.policies.retrieval import relevant_clauses
from chalicelib.domain.servicing.amendments import PartId
from chalicelib.domain.servicing.quotes import Quote
from chalicelib.domain.servicing.travel_credits import CreditUse, total_used
from chalicelib.domain.timestamps import Day
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, FieldError, InvalidInput
from chalicelib.models import bookings
from chalicelib.services import passengers, policies
from chalicelib.services.booking_workflow.planning import CLAUSES_SHOWN, best_options
from chalicelib.services.booking_workflow.start import set_going
from chalicelib.services.booking_workflow.terms import reservations
from chalicelib.services.bookings.commits import change
from chalicelib.services.bookings.evaluation import evaluate_options, groups_of, shares_of
from chalicelib.services.travel_credits import with_credits
from chalicelib.services.trip_requests.currencies import refuse_lost_currency
from chalicelib.services.trip_requests.parsing import StayPreferences, date_errors_in
from chalicelib.services.trip_requests.revising import RevisionRequest, redate_request

OUTBOUND, INBOUND = 0, 1  # the slices of a trip


class DateChange(Value, frozen=True):
    """The dates that a trip is to move to; what is not named stays, but for a stay for all nights of the trip, which
    goes with it."""

    depart_on: Day | UnsetType = UNSET
    return_on: Day | UnsetType | None = UNSET
    stay: StayPreferences | UnsetType | None = UNSET

    def as_revision(self) -> RevisionRequest:
        return RevisionRequest(depart_on=self.depart_on, return_on=self.return_on, stay=self.stay)


def moved_request(
    booking: Booking, moved: Sequence[BookingPart], date_change: DateChange, now: datetime
) -> TripRequest:
    """Return what is asked for when these parts move to other dates: the trip, or the one slice of it.

    Raises InvalidInput for dates that cannot be, or that are not of what moves, and for a stay without the outbound
    slice, Conflict when nobody sells it in its currency any more.
    """
    whole = redate_request(booking.request, date_change.as_revision())
    slices = _slices(booking, {each.part_id for each in moved})
    with_stay = any(each.kind == "stay" for each in moved)
    errors = list(_misplaced(date_change, slices, with_stay=with_stay))
    if not errors and _is_crossed(booking, whole):
        errors = [
            FieldError(
                "/returnOn" if INBOUND in slices else "/departOn",
                "the inbound slice would be before the outbound slice",
            )
        ]
    if errors:
        raise InvalidInput("The trip cannot be moved to these dates.", errors)
    inbound_alone = slices == {INBOUND} and whole.return_on is not None
    request = msgspec.structs.replace(
        _journey(booking.request, slices),
        depart_on=whole.return_on if inbound_alone else whole.depart_on,
        return_on=whole.return_on if slices == {OUTBOUND, INBOUND} else None,
        stay=whole.stay if with_stay else None,
    )
    # Beside a return that stays booked, a stay lies with the whole journey and not only with the slice that moves.
    keeps_return = with_stay and _keeps_return(booking, slices)
    checked = msgspec.structs.replace(request, return_on=whole.return_on) if keeps_return else request
    wrong = date_errors_in(checked, now)
    if wrong:
        at_return = [FieldError("/returnOn", each.detail) for each in wrong]
        raise InvalidInput("These dates cannot be booked.", at_return if inbound_alone else wrong)
    refuse_lost_currency(request)
    return request


def best_option(booking: Booking, request: TripRequest, quote_id: str, now: datetime) -> Option:
    """Return what would be bought instead, judged by the policy and the budget of today. Raises Conflict when nothing
    is on offer."""
    policy = policies.get_policy()
    imagined = Booking(
        booking_id=quote_id,
        requester_id=booking.requester_id,
        status=BookingStatus.PLANNING,
        version=1,
        created_at=now,
        updated_at=now,
        due_at=None,
        request=request,
        travellers=booking.travellers,
        policy_version=policy.version,
        replaces_booking_id=booking.booking_id,
    )
    options = evaluate_options(imagined, best_options(imagined), policy)
    if not options:
        raise Conflict("No supplier offers this journey on these dates.")
    return next((each for each in options if each.verdict and each.verdict.outcome is not Outcome.DENIED), options[0])


def replacement_of(identity: Identity, booking: Booking, quote: Quote, now: datetime) -> Booking | None:
    """Return the booking that is to take the place of what was quoted, as if its traveller had just chosen that; None
    where nothing does.

    Raises Conflict when the policy denies it.
    """
    replacement, booking_id = quote.replacement, quote.replacement_booking_id
    if replacement is None or booking_id is None:
        return None
    option = replacement.option
    slices = _slices(booking, {each.part_id for each in quote.parts})
    request = msgspec.structs.replace(
        _journey(booking.request, slices),
        depart_on=replacement.depart_on,
        return_on=replacement.return_on,
        stay=replacement.stay,
    )
    if option.verdict is None or option.verdict.outcome is Outcome.DENIED:
        raise Conflict("The travel policy allows no option on these dates.")
    policy = policies.get_policy()
    made = Booking(
        booking_id=booking_id,
        requester_id=booking.requester_id,
        status=BookingStatus.HOLDING,
        version=1,
        created_at=now,
        updated_at=now,
        due_at=now + PATIENCE[BookingStatus.REQUESTED],
        request=request,
        travellers=booking.travellers,
        barred=booking.barred,
        policy_version=policy.version,
        clauses=relevant_clauses(policy_for(policy, groups_of(booking)), request, CLAUSES_SHOWN),
        options=(option,),
        options_expire_at=option.expires_at,
        selected_option_id=option.option_id,
        chosen_price=option.price,
        price=option.price,
        replaces_booking_id=booking.booking_id,
    )
    passengers.note_booking(identity, request.passenger_ids, made.booking_id)
    return made


def exchange(old: LinkedBooking, made: Booking) -> Booking:
    """Commit that one booking is to take the other's place, both in one transaction, and set the new one going. Its
    price is reserved: of the traveller's credits first, the rest on the budgets.

    Raises VersionConflict when either has changed meanwhile, BudgetExceeded.
    """
    with_credits(made, made.selected, lambda uses: _commit_exchange(old, made, uses))
    set_going(made.booking_id)
    return bookings.get_booking(old.after.booking_id)


def _commit_exchange(old: LinkedBooking, made: Booking, uses: tuple[CreditUse, ...]) -> None:
    price = made.selected.price
    shares = shares_of(made, made.selected, policies.get_policy(made.policy_version), uses)
    credit = {"credit": total_used(uses, price.currency)} if uses else {}
    record = BookingCommit(
        actor=old.record.actor,
        event=EventType.SELECTED,
        data={
            "optionId": made.selected_option_id,
            "price": price,
            "replacesBookingId": made.replaces_booking_id,
            **credit,
        },
        budgets=reservations(shares),
        linked=old,
        relies_on=old.record.relies_on,
    )
    change(None, msgspec.structs.replace(made, budgets=shares, credits=uses), record)


def _slices(booking: Booking, part_ids: Collection[PartId]) -> set[int]:
    """Return which slices of the trip these parts are."""
    flights = [each.part_id for each in parts_of(booking) if each.kind == "flight"]
    return {number for number, flight in enumerate(flights) if flight in part_ids}


def _misplaced(date_change: DateChange, slices: set[int], *, with_stay: bool) -> Iterator[FieldError]:
    """Yield an error for each date that is given without its slice, or missing for one."""
    if OUTBOUND not in slices:
        if with_stay or INBOUND not in slices:
            yield FieldError("/parts", "a stay moves only together with the outbound slice")
        if date_change.depart_on is not UNSET:
            yield FieldError("/departOn", "the outbound slice is not among the parts to move")
    if INBOUND not in slices and date_change.return_on is not UNSET:
        yield FieldError("/returnOn", "the inbound slice is not among the parts to move")
    if INBOUND in slices and date_change.return_on is None:
        yield FieldError("/returnOn", "required for the inbound slice")
    if not with_stay and date_change.stay is not UNSET:
        yield FieldError("/stay", "no stay is among the parts to move")


def _keeps_return(booking: Booking, slices: set[int]) -> bool:
    """Return whether the inbound slice stays booked as it is."""
    flights = [each for each in parts_of(booking) if each.kind == "flight"]
    return INBOUND not in slices and len(flights) > INBOUND and flights[INBOUND].status == "confirmed"


def _is_crossed(booking: Booking, whole: TripRequest) -> bool:
    """Return whether the inbound slice, where both slices are still booked, would come before the outbound one."""
    both = all(each.status == "confirmed" for each in parts_of(booking) if each.kind == "flight")
    return both and whole.return_on is not None and whole.return_on < whole.depart_on


def _journey(request: TripRequest, slices: set[int]) -> TripRequest:
    """Return the request as these slices of the trip lead: the inbound slice alone from the destination to the
    origin."""
    if slices != {INBOUND}:
        return request
    return msgspec.structs.replace(request, origin=request.destination, destination=request.origin)
