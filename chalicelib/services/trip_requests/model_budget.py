"""What reading requests by models may cost: so much for one, so much for all of a day, counted before a model is asked.

A day's amount stands in the table of counts, in millionths of a US dollar: what may be spent is taken up front, and
what was not spent is given back, so that calls side by side never spend more than there is.
"""

import hashlib
from datetime import timedelta

from chalicelib import clock, settings
from chalicelib.domain.trip_requests.request_reader import Answered, ModelUnavailable
from chalicelib.errors import Unavailable
from chalicelib.model_names import PricedModel
from chalicelib.models import call_counts

_MICRODOLLARS_A_CENT = 10_000
_KEPT = timedelta(days=2)


def reserve_cost(model: PricedModel, input_tokens: int, output_tokens: int) -> int:
    """Take what asking a model may cost at most out of what is left of the day, and return it.

    Raises ModelUnavailable when a request may not cost so much, when not so much is left, and when nobody knows.
    """
    here = settings.current()
    cost = cost_of(model, input_tokens, output_tokens)
    if cost > here.reading_cents_a_request * _MICRODOLLARS_A_CENT:
        raise ModelUnavailable("too_expensive")
    try:
        spent = _add(cost)
    except Unavailable:
        raise ModelUnavailable("budget_unknown") from None
    if spent > here.reading_cents_a_day * _MICRODOLLARS_A_CENT:
        release_cost(cost)
        raise ModelUnavailable("day_spent")
    return cost


def settle_cost(model: PricedModel, reserved: int, answered: Answered) -> int:
    """Give back what asking did not cost, and return what it did."""
    cost = cost_of(model, answered.input_tokens, answered.output_tokens)
    release_cost(reserved - cost)
    return cost


def release_cost(amount: int) -> None:
    """Give an amount back to the day. Where it cannot be, the day has less: never more."""
    try:
        _add(-amount)
    except Unavailable:
        return


def cost_of(model: PricedModel, input_tokens: int, output_tokens: int) -> int:
    """Return what so many tokens cost, in millionths of a US dollar, rounded up."""
    return -int(-(input_tokens * model.input_price + output_tokens * model.output_price) // 1)


def _add(amount: int) -> int:
    now = clock.now()
    key = hashlib.sha256(f"reading {now.date().isoformat()}".encode()).hexdigest()[:32]
    return call_counts.add_amount(key, amount, now + _KEPT)
