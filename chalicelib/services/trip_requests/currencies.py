"""In which currency a trip can be bought: one that whoever sells its parts on this stage sells in."""

from collections.abc import Collection

from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import Conflict, FieldError, InvalidInput
from chalicelib.gateways.suppliers import registry


def check_currency(currency: str, kinds: Collection[str]) -> None:
    """Raise InvalidInput, with those that there are, for a trip in a currency in which nobody sells components of all
    these kinds."""
    refusal = _find_refusal(currency, kinds)
    if refusal:
        raise InvalidInput("No supplier sells this trip in this currency.", [FieldError("/currency", refusal)])


def refuse_lost_currency(request: TripRequest) -> None:
    """Raise Conflict for a trip that is changed when nobody sells it in its currency, which stays as it was."""
    refusal = _find_refusal(request.currency, registry.kinds_of(request))
    if refusal:
        raise Conflict(f"No supplier sells this trip in its currency: {refusal}.")


def _find_refusal(currency: str, kinds: Collection[str]) -> str | None:
    sold = registry.sold_currencies(kinds)
    if currency in sold:
        return None
    return f"{currency} is not sold; sold are {', '.join(sorted(sold))}"
