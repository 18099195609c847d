"""The same trip on other dates: what would be bought instead, and the booking that takes the place of the one before.

The new booking goes through the workflow like any other, from where an option has been chosen. Until it is bought the
old one waits, and is given back only then: nobody is without a trip because a change failed.
"""

from datetime import date, datetime

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.domain.booking import PATIENCE, Booking, State
from chalicelib.domain.budget import BudgetStep
from chalicelib.domain.clauses import relevant_clauses
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers import Option
from chalicelib.domain.policy import Outcome
from chalicelib.domain.progress import EventType
from chalicelib.domain.quotes import Replacement
from chalicelib.domain.travel_credits import CreditUse, used
from chalicelib.domain.trip_request import TripRequest
from chalicelib.domain.value import Value
from chalicelib.errors import Conflict
from chalicelib.models import bookings
from chalicelib.models.transitions import Beside, Record
from chalicelib.services import passengers, policies
from chalicelib.services.booking_changes import change
from chalicelib.services.booking_intake import set_going
from chalicelib.services.booking_planning import CLAUSES_SHOWN, best_options
from chalicelib.services.booking_terms import budget_move
from chalicelib.services.booking_verdicts import judged, share_of
from chalicelib.services.travel_credits import with_credits
from chalicelib.services.trip_requests import StayWish
from chalicelib.services.trip_revisions import RevisionAsk


class DateChange(Value, frozen=True):
    """The dates that a trip is to move to; what is not named stays, but for a stay for all nights of the trip, which
    goes with it."""

    depart_on: date | UnsetType = UNSET
    return_on: date | UnsetType | None = UNSET
    stay: StayWish | UnsetType | None = UNSET

    def as_revision(self) -> RevisionAsk:
        return RevisionAsk(depart_on=self.depart_on, return_on=self.return_on, stay=self.stay)


def best_option(booking: Booking, request: TripRequest, quote_id: str, now: datetime) -> Option:
    """What would be bought instead, judged by the policy and the budget of today. Raises Conflict when nothing is on
    offer."""
    policy = policies.get_policy()
    imagined = Booking(
        booking_id=quote_id,
        employee_id=booking.employee_id,
        state=State.PLANNING,
        version=1,
        created_at=now,
        updated_at=now,
        due_at=None,
        request=request,
        policy_version=policy.version,
    )
    options = judged(imagined, best_options(imagined), policy)
    if not options:
        raise Conflict("No supplier offers this journey on these dates.")
    return next((each for each in options if each.verdict and each.verdict.outcome is not Outcome.DENIED), options[0])


def replacement_of(
    identity: Identity, booking: Booking, replacement: Replacement, booking_id: str, now: datetime
) -> Booking:
    """The booking that is to take the place of the quoted one, as if its traveller had just chosen what was quoted.

    Raises Conflict when the policy denies it.
    """
    option = replacement.option
    request = msgspec.structs.replace(
        booking.request, depart_on=replacement.depart_on, return_on=replacement.return_on, stay=replacement.stay
    )
    if option.verdict is None or option.verdict.outcome is Outcome.DENIED:
        raise Conflict("The travel policy allows nothing on these dates.")
    policy = policies.get_policy()
    made = Booking(
        booking_id=booking_id,
        employee_id=booking.employee_id,
        state=State.HOLDING,
        version=1,
        created_at=now,
        updated_at=now,
        due_at=now + PATIENCE[State.REQUESTED],
        request=request,
        policy_version=policy.version,
        clauses=relevant_clauses(policy, request, CLAUSES_SHOWN),
        options=(option,),
        options_expire_at=option.expires_at,
        selected_option_id=option.option_id,
        chosen_price=option.price,
        price=option.price,
        replaces=booking.booking_id,
    )
    passengers.note_booking(identity, request.passenger_ids, made.booking_id)
    return made


def exchange(old: Beside, made: Booking) -> Booking:
    """Commit that one booking is to take the other's place, both in one transaction, and set the new one going. Its
    price is reserved: of the traveller's credits first, the rest on the budget.

    Raises VersionConflict when either has changed meanwhile, BudgetExceeded.
    """
    with_credits(made.employee_id, made.selected, lambda uses: _commit_exchange(old, made, uses))
    set_going(made.booking_id)
    return bookings.get_booking(old.after.booking_id)


def _commit_exchange(old: Beside, made: Booking, uses: tuple[CreditUse, ...]) -> None:
    price = made.selected.price
    share = share_of(made, price, policies.get_policy(made.policy_version), uses)
    credit = {"credit": used(uses, price.currency)} if uses else {}
    record = Record(
        actor=old.record.actor,
        event=EventType.SELECTED,
        data={"optionId": made.selected_option_id, "price": price, "replaces": made.replaces, **credit},
        budget=budget_move(BudgetStep.RESERVE, share) if share else None,
        beside=old,
    )
    change(None, msgspec.structs.replace(made, budget=share, credits=uses), record)
