"""What a stay may cost, as the request says it: a night, for all nights, or both."""

from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.planning.stay_limits import describe_limits, is_above_limit
from tests.unit.policy_samples import euros, policy, stay, stay_request, trip

POLICY = policy()


@settings(max_examples=100, deadline=None)
@given(
    nights=st.integers(1, 9),
    rooms=st.integers(1, 4),
    price=st.integers(1, 2_000),
    cap=st.integers(1, 2_000),
    nightly=st.none() | st.integers(1, 500),
)
def test_limit_for_all_nights_holds_however_many_there_are(
    nights: int, rooms: int, price: int, cap: int, nightly: int | None
) -> None:
    """A night that is won over the date line, or a room for each who travels, makes the limit no higher."""
    asked = stay_request()
    limits = {"total_cap": euros(cap), "nightly_cap": euros(nightly) if nightly else None}
    request = trip(stay=msgspec.structs.replace(asked, check_out=asked.check_in + timedelta(days=3), **limits))
    found = stay("s1", euros(price), check_out=asked.check_in + timedelta(days=nights), rooms=rooms)
    is_above = price > cap or (nightly is not None and price > nightly * nights * rooms)

    assert is_above_limit(found, request, POLICY) is is_above
    said = f"{euros(price)} for all nights, above the {euros(cap)} requested: no hotel within the limit was offered"
    assert (said in describe_limits(found, request, POLICY)) is (price > cap)
