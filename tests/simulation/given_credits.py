"""A travel credit that a carrier gave in place of money back, as tests begin with one."""

from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.travel_credits import Credit
from chalicelib.models import travel_credits
from tests.simulation.quoting import cancelled
from tests.simulation.stages import booked
from tests.simulation.world import ANNA, World


def credit_of(made: World) -> Credit:
    """Anna's credit, after she gave a booking back for which there was no money back."""
    booking_id = booked(made, Refundability.NONE)
    cancelled(made, booking_id)
    return the_credit(made)


def the_credit(made: World) -> Credit:
    with made.wire.quiet():
        (credit,), _ = travel_credits.list_credits(ANNA.user_id, limit=10, start=None)
    return credit


def parts(credit: Credit) -> tuple[int, int, int]:
    return credit.remaining.amount, credit.reserved.amount, credit.spent.amount
