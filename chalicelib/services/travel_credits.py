"""Travel credits: what of them pays for an option, and reading them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from chalicelib import clock
from chalicelib.domain.identity import Identity
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.servicing.travel_credits import Credit, CreditUse, uses_of
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage
from chalicelib.dynamodb.retry import until_kept
from chalicelib.errors import CreditSpent
from chalicelib.models import travel_credits

T = TypeVar("T")

_ATTEMPTS = 4
_LOOKED_AT = 100


def with_credits(user_id: str, option: Option, do: Callable[[tuple[CreditUse, ...]], T]) -> T:
    """Do what takes an option, with the credits that would pay for it at this moment. When another booking of the same
    employee uses them up first, with what is left, and in the end with none."""
    try:  # again, since what is left of a credit may not be seen yet
        return until_kept(lambda: do(_credits_for(user_id, option)), CreditSpent, attempts=_ATTEMPTS)
    except CreditSpent:
        return do(())


def find_credits(user_id: str) -> Sequence[Credit]:
    """Return an employee's credits, as far as they are looked at when something is paid."""
    found, _ = travel_credits.list_credits(user_id, limit=_LOOKED_AT, start=None)
    return found


def _credits_for(user_id: str, option: Option) -> tuple[CreditUse, ...]:
    return uses_of(find_credits(user_id), option.price_by_supplier, clock.now())


def list_credits(identity: Identity, *, user_id: str | None, limit: int, start: Cursor | None) -> ResultPage[Credit]:
    """List a page of an employee's credits, the caller's own when none is named, and where the next page starts.

    Used-up and expired ones are among them. Raises NotAllowed for somebody else's, unless by a travel manager.
    """
    return travel_credits.list_credits(identity.person_meant(user_id), limit=limit, start=start)
