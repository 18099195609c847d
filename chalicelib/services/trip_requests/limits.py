"""How much of a trip can be bought at once, and how far ahead: what whoever sells its parts on this stage sells."""

from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.errors import FieldError, InvalidInput
from chalicelib.gateways.suppliers import registry


def limits_of(*, with_stay: bool) -> SaleLimits:
    """Return what is sold at most of a trip, with or without a hotel."""
    return registry.sale_limits(("flight", "stay") if with_stay else ("flight",))


def check_party(travellers: int, *, with_stay: bool) -> None:
    """Raise InvalidInput, with the limit, for more travellers than anybody sells a trip for."""
    most = limits_of(with_stay=with_stay).travellers
    if travellers > most:
        detail = f"{travellers} travellers; a trip is sold for at most {most}"
        raise InvalidInput("No supplier sells a trip for so many.", [FieldError("/travellers", detail)])
