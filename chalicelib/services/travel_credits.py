"""Travel credits: what of them pays for an option, and reading them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from chalicelib import clock
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.bookings.credit_slots import holders_of, slots_of_option
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option, OptionCredit
from chalicelib.domain.servicing.travel_credits import Credit, CreditHolder, CreditUse, uses_of
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import CreditSpent
from chalicelib.models import travel_credits

T = TypeVar("T")

_ATTEMPTS = 4
_LOOKED_AT = 100


def with_credits(booking: Booking, option: Option, do: Callable[[tuple[CreditUse, ...]], T]) -> T:
    """Do what takes an option of a booking, with the credits of its travellers that would pay for it at this moment.
    When another booking uses them up first, with what is left, and in the end with none."""
    try:  # again, since what is left of a credit may not be seen yet
        return until_kept(lambda: do(_uses_for(booking, option)), CreditSpent, attempts=_ATTEMPTS)
    except CreditSpent:
        return do(())


def show_credits(identity: Identity, booking: Booking, options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return the options, each with those of the caller's own credits that would pay for it now, and how much."""
    owned = [holder for holder in holders_of(booking) if holder.user_id == identity.user_id]
    found = _credits_of(owned)
    return tuple(msgspec.structs.replace(each, credits=_offered(booking, each, found)) for each in options)


def _offered(booking: Booking, option: Option, found: Sequence[Credit]) -> tuple[OptionCredit, ...]:
    by_id = {credit.credit_id: credit for credit in found}
    uses = uses_of(found, slots_of_option(booking, option), holders_of(booking), clock.now())
    return tuple(
        OptionCredit(
            credit_id=use.credit_id,
            issuer=use.issuer,
            value=by_id[use.credit_id].remaining,
            would_pay=use.amount,
            expires_at=by_id[use.credit_id].expires_at,
        )
        for use in uses
    )


def find_credits(booking: Booking) -> list[Credit]:
    """Return the credits of a booking's travellers, as far as they are looked at when something is paid."""
    return _credits_of(holders_of(booking))


def _uses_for(booking: Booking, option: Option) -> tuple[CreditUse, ...]:
    return uses_of(find_credits(booking), slots_of_option(booking, option), holders_of(booking), clock.now())


def _credits_of(holders: Sequence[CreditHolder]) -> list[Credit]:
    """Return the credits that these users hold, for themselves and for their guests."""
    return [
        credit
        for user_id in dict.fromkeys(holder.user_id for holder in holders)
        for credit in travel_credits.list_credits(user_id, limit=_LOOKED_AT, start=None)[0]
    ]


def list_credits(identity: Identity, *, user_id: str | None, limit: int, start: Cursor | None) -> ResultPage[Credit]:
    """List a page of an employee's credits, the caller's own when none is named, and where the next page starts.

    Used-up and expired ones are among them. Raises NotAllowed for somebody else's, unless by the travel desk or a
    travel manager.
    """
    return travel_credits.list_credits(identity.person_arranged_for(user_id), limit=limit, start=start)
