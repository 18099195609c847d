"""A stay goes with the dates of its trip where it covers its nights, or a number of them."""

from datetime import date
from typing import Any

import msgspec
import pytest

from chalicelib.domain.trip_requests.trip_request import StayRequest
from chalicelib.services.trip_requests.fields import RequestedStay
from chalicelib.services.trip_requests.revising import redate_request
from tests.support.asked_trips import revise_there_and_back
from tests.unit.policy_samples import stay_request, trip

THIRD, FIFTH, TENTH = date(2027, 3, 3), date(2027, 3, 5), date(2027, 3, 10)
WHOLE = stay_request(check_in=THIRD, check_out=FIFTH, begins_on_arrival=True)
TWO_NIGHTS = msgspec.structs.replace(WHOLE, keeps_nights=True, leaves_by=None)
OWN = stay_request(check_in=date(2027, 3, 4), check_out=FIFTH)


@pytest.mark.parametrize(
    ("stay", "return_on", "revision", "expected"),
    [
        (WHOLE, FIFTH, {"depart_on": TENTH, "return_on": date(2027, 3, 14)}, (TENTH, date(2027, 3, 14))),
        (WHOLE, FIFTH, {"depart_on": date(2027, 3, 2)}, (date(2027, 3, 2), FIFTH)),
        (WHOLE, FIFTH, {"return_on": None}, (THIRD, FIFTH)),
        (TWO_NIGHTS, None, {"depart_on": TENTH}, (TENTH, date(2027, 3, 12))),
        (TWO_NIGHTS, None, {"depart_on": date(2027, 2, 27)}, (date(2027, 2, 27), date(2027, 3, 1))),
        (OWN, FIFTH, {"return_on": date(2027, 3, 6)}, (date(2027, 3, 4), FIFTH)),
    ],
)
def test_stay_moves_with_its_trip_or_stays_its_own(
    stay: StayRequest, return_on: date | None, revision: dict[str, Any], expected: tuple[date, date]
) -> None:
    request = trip(stay=stay, return_on=return_on)

    (moved,) = redate_request(request, revise_there_and_back(request, **revision)).stays

    assert (moved.check_in, moved.check_out) == expected
    assert (moved.begins_on_arrival, moved.keeps_nights) == (stay.begins_on_arrival, stay.keeps_nights)


def test_stay_that_is_revised_without_a_first_night_begins_on_arrival() -> None:
    request = trip(stay=OWN)

    revised = redate_request(request, revise_there_and_back(request, stay=RequestedStay(near_centre=True)))

    assert revised.stays == (stay_request(near_centre=True, begins_on_arrival=True),)
