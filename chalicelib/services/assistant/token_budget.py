"""What answering by models may take: so many tokens a person and day, and so many US cents a day for everybody.

Both stand in the table of counts, and both are taken before a model is asked, by what its turn may need at most; what
it did not need is given back, so that calls side by side never take more than there is.
"""

import hashlib
from datetime import timedelta
from typing import NamedTuple

from chalicelib import clock, settings
from chalicelib.domain.trip_requests.request_reader import ModelUnavailable
from chalicelib.errors import Unavailable
from chalicelib.model_names import PricedModel
from chalicelib.models import call_counts
from chalicelib.services.trip_requests.model_budget import cost_of

_MICRODOLLARS_A_CENT = 10_000
_KEPT = timedelta(days=2)
_EVERYBODY = "everybody"

TOKENS_SPENT = "tokens_spent"
DAY_SPENT = "day_spent"


class Reservation(NamedTuple):
    """What was taken for one turn of a model: of a person's tokens, and of everybody's money in millionths of a US
    dollar; under the keys of the day on which it was taken."""

    model: PricedModel
    person_key: str
    money_key: str
    tokens: int
    cost: int


def reserve_turn(user_id: str, model: PricedModel, input_tokens: int, output_tokens: int) -> Reservation:
    """Take what a model's turn may need at most. Raises ModelUnavailable when not so much is left, and when nobody
    knows."""
    here = settings.current()
    wanted = Reservation(
        model,
        _key(user_id),
        _key(_EVERYBODY),
        input_tokens + output_tokens,
        cost_of(model, input_tokens, output_tokens),
    )
    _take(wanted.person_key, wanted.tokens, here.assistant_tokens_a_day, TOKENS_SPENT)
    try:
        _take(wanted.money_key, wanted.cost, here.assistant_cents_a_day * _MICRODOLLARS_A_CENT, DAY_SPENT)
    except ModelUnavailable:
        _release(wanted.person_key, wanted.tokens)
        raise
    return wanted


def settle_turn(reserved: Reservation, tokens: tuple[int, int] | None) -> int:
    """Give back what a turn did not need, and return what it cost; of one whose tokens nobody knows, nothing."""
    if tokens is None:
        return reserved.cost
    cost = cost_of(reserved.model, *tokens)
    _release(reserved.person_key, reserved.tokens - sum(tokens))
    _release(reserved.money_key, reserved.cost - cost)
    return cost


def release_turn(reserved: Reservation) -> None:
    """Give back all that was taken for a turn that was not taken."""
    _release(reserved.person_key, reserved.tokens)
    _release(reserved.money_key, reserved.cost)


def _take(key: str, amount: int, limit: int, otherwise: str) -> None:
    try:
        taken = call_counts.add_amount(key, amount, clock.now() + _KEPT)
    except Unavailable:
        raise ModelUnavailable("budget_unknown") from None
    if taken > limit:
        _release(key, amount)
        raise ModelUnavailable(otherwise)


def _release(key: str, amount: int) -> None:
    """Give an amount back to its day. Where it cannot be, the day has less: never more."""
    try:
        call_counts.add_amount(key, -amount, clock.now() + _KEPT)
    except Unavailable:
        return


def _key(whose: str) -> str:
    day = clock.now().date().isoformat()
    return hashlib.sha256(f"assistant {day} {whose}".encode()).hexdigest()[:32]
