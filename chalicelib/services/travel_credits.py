"""Travel credits: what of them pays for an option, and reading them."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.offers import Option
from chalicelib.domain.travel_credits import Credit, CreditUse, uses_of
from chalicelib.errors import NotAllowed
from chalicelib.gateways import clock
from chalicelib.models import travel_credits

_LOOKED_AT = 100


def credits_for(employee_id: str, option: Option) -> tuple[CreditUse, ...]:
    """What of an employee's credits would pay for an option, at this moment."""
    found, _ = travel_credits.list_credits(employee_id, limit=_LOOKED_AT, start=None)
    return uses_of(found, option.price_by_supplier, clock.now())


def list_credits(
    identity: Identity, *, employee_id: str | None, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Credit], dict[str, Any] | None]:
    """One page of an employee's credits, the caller's own when none is named, and where the next page starts.

    Used-up and expired ones are among them. Raises NotAllowed for somebody else's, unless by a travel manager.
    """
    whose = employee_id or identity.user_id
    if whose != identity.user_id and not identity.has(Role.TRAVEL_MANAGER):
        raise NotAllowed("Only a travel manager may see the credits of others.")
    return travel_credits.list_credits(whose, limit=limit, start=start)
