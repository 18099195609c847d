"""Bought bookings of several cost centres of which travel credits pay a part, for tests of who pays what."""

from datetime import date, timedelta

import msgspec
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.credit_slots import slots_of_option
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import Slice, with_prices
from chalicelib.domain.servicing.travel_credits import clip_uses
from chalicelib.domain.trip_requests.trip_request import Traveller
from tests.support.booked_samples import booking, orders_of
from tests.unit.domain.bookings.refund_samples import use_of
from tests.unit.policy_samples import (
    BERLIN,
    DEPARTURE,
    LONDON,
    flight,
    option,
    segment,
    slices_there_and_back,
    stay,
    trip,
)

# Currencies with two digits, none and three of them.
CODES = ("EUR", "JPY", "KWD")
CENTRES = st.lists(st.sampled_from(["SALES-EU", "OPS", "RESEARCH"]), min_size=1, max_size=5)
# Often few minor units, so that most of what is paid is what is left over.
AMOUNTS = st.integers(0, 12) | st.integers(0, 10**8)
# Over New Year: out in the old one, a hotel from then on, and back in the new one.
JOURNEY = slices_there_and_back(BERLIN, LONDON, date(2026, 12, 30), date(2027, 1, 2))
OUT, BACK = ((Slice(segments=(each,)),) for each in (segment(), segment(departs_at=DEPARTURE + timedelta(days=2))))
BY_BA = (Slice(segments=(segment(marketing_carrier="BA"),)),)
OFFERS = (
    flight("f1", slices=BACK, slice_indexes=(1,)),
    flight("f2", slices=OUT, slice_indexes=(0,)),  # of the same carrier, in the year before
    flight("f3", slices=BY_BA, slice_indexes=(1,)),
    stay("s1", check_in=date(2026, 12, 30), check_out=date(2027, 1, 2)),
)
PERIODS = ("2027", "2026", "2027", "2026")


def booked(code: str, centres: list[str], prices: list[int]) -> Booking:
    """A bought booking of travellers of these cost centres, of components at these prices."""
    chosen = with_prices(option(*OFFERS[: len(prices)]), [Money(amount=each, currency=code) for each in prices])
    people = tuple(Traveller(given_name=f"N{place}", family_name="Weber") for place in range(len(centres)))
    return booking(
        BookingStatus.BOOKED,
        request=trip(
            slices=JOURNEY, travellers=people, cost_centre=centres[0], cost_centres=tuple(centres), currency=code
        ),
        options=(chosen,),
        selected_option_id=chosen.option_id,
        price=chosen.price,
        orders=orders_of(chosen),
    )


@st.composite
def paid_with_credits(draw: st.DrawFn) -> Booking:
    """A bought booking of which credits of some travellers pay a part, or all."""
    prices = draw(st.lists(AMOUNTS, min_size=1, max_size=len(OFFERS)))
    made = booked(draw(st.sampled_from(CODES)), draw(CENTRES), prices)
    slots = slots_of_option(made, made.selected)
    uses = [
        use_of(slot, draw(st.sampled_from([most.amount, most.amount // 2, 1, 10**9])), most.currency)
        for slot, most in draw(st.permutations(list(slots.items())))[:5]
    ]
    return msgspec.structs.replace(made, credits=clip_uses(uses, slots))
