"""A booked trip, or parts of it, on other dates: what would be bought instead, and the booking that takes its place.

The new booking goes through the workflow like any other, from where an option has been chosen. Until it is bought the
old one waits, and is cancelled only then: nobody is without a trip because a change failed.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from chalicelib.domain.booking_commits import BookingCommit, LinkedBooking
from chalicelib.domain.bookings.booking import PATIENCE, Booking, BookingStatus
from chalicelib.domain.bookings.events import EventType
from chalicelib.domain.bookings.parts import BookingPart, part_count, part_name, parts_of
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.planning.itineraries import CHANGE_AT_ONE_PLACE
from chalicelib.domain.policies.groups import policy_for
from chalicelib.domain.policies.retrieval import relevant_clauses
from chalicelib.domain.servicing.date_changes import DateChange
from chalicelib.domain.servicing.moves import BookedPart, BookedTrip, KeptSlice, Move, move_parts
from chalicelib.domain.servicing.quotes import Quote
from chalicelib.domain.servicing.travel_credits import CreditUse, total_used
from chalicelib.domain.verdict import Outcome
from chalicelib.errors import Conflict, InvalidInput
from chalicelib.models import bookings
from chalicelib.services import passengers, policies
from chalicelib.services.booking_workflow.planning import CLAUSES_SHOWN, best_options
from chalicelib.services.booking_workflow.start import set_going
from chalicelib.services.booking_workflow.terms import reservations
from chalicelib.services.bookings.commits import change
from chalicelib.services.bookings.evaluation import evaluate_options, groups_of, shares_of
from chalicelib.services.servicing.asked_parts import asked_as
from chalicelib.services.servicing.journeys import list_slices, places_of
from chalicelib.services.travel_credits import with_credits
from chalicelib.services.trip_requests.currencies import refuse_lost_currency
from chalicelib.services.trip_requests.limits import trip_errors_in

_Described = tuple[str, date, date]


def plan_move(booking: Booking, parts: Sequence[BookingPart], date_change: DateChange, now: datetime) -> Move:
    """Return what moves of a booking of which `parts` are left, and the request of what is bought instead.

    Raises InvalidInput, with pointers into the date change, for what cannot move so and for dates that cannot be,
    Conflict when nobody sells it in its currency any more.
    """
    moved = move_parts(_read_trip(booking, parts), date_change, now)
    wrong = [each._replace(pointer=moved.locate(each.pointer)) for each in trip_errors_in(moved.request, now)]
    if wrong:
        raise InvalidInput("These dates cannot be booked.", wrong)
    refuse_lost_currency(moved.request)
    return moved


def _read_trip(booking: Booking, parts: Sequence[BookingPart]) -> BookedTrip:
    """Return a booking's trip as it may move: in the midst of its journey."""
    beside = (each for each in list_slices(booking) if each.booking.booking_id != booking.booking_id)
    return BookedTrip(
        request=booking.request,
        option=booking.selected,
        parts=tuple(
            BookedPart(each.part_id, asked_as(booking, each), each.name, each.starts_at, each.ends_at) for each in parts
        ),
        places=places_of(booking),
        beside=tuple(KeptSlice(each.place, each.part.name, each.part.starts_at, each.part.ends_at) for each in beside),
        change=timedelta(seconds=CHANGE_AT_ONE_PLACE),
    )


def best_option(booking: Booking, moved: Move, quote_id: str, now: datetime) -> Option:
    """Return what would be bought instead, judged by the policy and the budget of today: nothing that crosses what
    stays booked, and not once more what is booked. Raises Conflict when nothing is on offer."""
    policy = policies.get_policy()
    imagined = Booking(
        booking_id=quote_id,
        requester_id=booking.requester_id,
        status=BookingStatus.PLANNING,
        version=1,
        created_at=now,
        updated_at=now,
        due_at=None,
        request=moved.request,
        travellers=booking.travellers,
        policy_version=policy.version,
        replaces_booking_id=booking.booking_id,
    )
    offered = best_options(imagined)
    booked = _describe_moving(booking, moved)
    others = [each for each in offered if _describe_all(each) != booked]
    if offered and not others:
        raise Conflict("No supplier offers anything else for this than what is booked.")
    options = evaluate_options(imagined, tuple(each for each in others if not moved.is_crossed_by(each)), policy)
    if not options:
        between = " between the slices that stay" if offered else ""
        raise Conflict(f"No supplier offers this on these dates{between}.")
    return next((each for each in options if each.verdict and each.verdict.outcome is not Outcome.DENIED), options[0])


def _describe_moving(booking: Booking, moved: Move) -> Counter[_Described]:
    """Return what is booked of the parts that move: an option of the same flights, trains, hotels and cars at the same
    times is nothing for which anybody pays twice."""
    return Counter(
        _describe(booking.selected.components[each.component_index], each.part_index)
        for each in parts_of(booking)
        if each.part_id in moved.part_ids
    )


def _describe_all(option: Option) -> Counter[_Described]:
    return Counter(_describe(offer, part) for offer in option.components for part in range(part_count(offer)))


def _describe(offer: Offer, part: int) -> _Described:
    """Return what one part of an offer is, whatever it costs: its name, and when it begins and ends."""
    match offer:
        case FlightOffer() | RailOffer():
            return part_name(offer, part), offer.slices[part].departs_at, offer.slices[part].arrives_at
        case StayOffer():
            return part_name(offer, part), offer.check_in, offer.check_out
        case CarOffer():
            return part_name(offer, part), offer.pick_up_at, offer.drop_off_at


def replacement_of(identity: Identity, booking: Booking, quote: Quote, now: datetime) -> Booking | None:
    """Return the booking that is to take the place of what was quoted, as if its traveller had just chosen that; None
    where nothing does.

    Raises Conflict when the policy denies it.
    """
    replacement, booking_id = quote.replacement, quote.replacement_booking_id
    if replacement is None or booking_id is None:
        return None
    option = replacement.option
    request = msgspec.structs.replace(
        booking.request,
        slices=replacement.slices,
        stays=replacement.stays,
        cars=replacement.cars,
        preferences=replacement.preferences,
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
        desk_user_ids=booking.desk_user_ids,
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
