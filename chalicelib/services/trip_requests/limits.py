"""How much of a trip can be bought at once, and how far ahead: what whoever sells its parts on this stage sells."""

from collections.abc import Collection
from datetime import datetime

from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.domain.trip_requests.validation import AskedStays, find_trip_errors
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways.suppliers import registry

CANNOT_BE_BOOKED = "This trip cannot be booked."


def limits_of(kinds: Collection[str]) -> SaleLimits:
    """Return what is sold at most of a trip with components of these kinds."""
    return registry.sale_limits(kinds)


def check_party(travellers: int, kinds: Collection[str]) -> None:
    """Raise InvalidInput, with the limit, for more travellers than anybody sells such a trip for."""
    most = limits_of(kinds).travellers
    if travellers > most:
        detail = f"{travellers} travellers; a trip is sold for at most {most}"
        raise InvalidInput("No supplier sells a trip for so many.", [FieldError("/travellers", detail)])


def check_trip(request: TripRequest, now: datetime) -> None:
    """Raise InvalidInput with everything of `request` that cannot be booked, not any more, or not yet."""
    errors = trip_errors_in(request, now)
    if errors:
        raise InvalidInput(CANNOT_BE_BOOKED, errors)


def trip_errors_in(request: TripRequest, now: datetime, asked: AskedStays | None = None) -> list[FieldError]:
    """Return everything of `request` that cannot be booked, by what whoever sells it on this stage sells; `asked` are
    its stays, where not all of them have nights."""
    return find_trip_errors(request, now, {kind: limits_of([kind]) for kind in registry.kinds_of(request)}, asked)
