"""What a stay may cost by the request itself: a night, for all nights, or both."""

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.domain.money import Money, convert
from chalicelib.domain.offers.offers import StayOffer
from chalicelib.domain.policies.document import Policy
from chalicelib.domain.policies.rules.hotels import nightly_price
from chalicelib.domain.trip_requests.trip_request import TripRequest


class _Limit(NamedTuple):
    """What a stay costs, the most that the request lets it cost, and for what that is."""

    price: Money
    cap: Money
    unit: str


def is_above_limit(stay: StayOffer, request: TripRequest, policy: Policy) -> bool | None:
    """Return whether a stay costs more, a night or in all, than the request asks for; None where no rate of the company
    can tell."""
    found = [_is_more(limit.price, limit.cap, policy) for limit in _limits_of(stay, request)]
    return True if True in found else None if None in found else False


def describe_limits(stay: StayOffer, request: TripRequest, policy: Policy) -> Iterator[str]:
    """Yield in words which limits of the request a stay exceeds, or could not be held to."""
    for price, cap, unit in _limits_of(stay, request):
        above = _is_more(price, cap, policy)
        if above:
            yield f"{price} {unit}, above the {cap} requested: no hotel within the limit was offered"
        if above is None:
            yield f"{price} {unit}, not compared with the {cap} requested: no exchange rate is set"


def _limits_of(stay: StayOffer, request: TripRequest) -> Iterator[_Limit]:
    asked = request.stays[stay.stay_index]
    if asked.nightly_cap is not None:
        yield _Limit(nightly_price(stay), asked.nightly_cap, "a night")
    if asked.total_cap is not None:
        yield _Limit(stay.price, asked.total_cap, "for all nights")


def _is_more(price: Money, cap: Money, policy: Policy) -> bool | None:
    if price.currency == cap.currency:
        return price.amount > cap.amount
    price_rate, cap_rate = policy.rate(price.currency), policy.rate(cap.currency)
    if price_rate is None or cap_rate is None:
        return None
    return convert(price, policy.currency, price_rate) > convert(cap, policy.currency, cap_rate)
