"""Changes applied to a trip request: each and its opposite give the request back, and what hangs on the slices goes
along."""

from datetime import date, timedelta
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.money import Money
from chalicelib.domain.trip_requests.conversation.applying import apply_change, apply_changes
from chalicelib.domain.trip_requests.conversation.changes import (
    AddCar,
    AddPreference,
    AddReturn,
    AddStay,
    DropCars,
    DropPreferences,
    DropReturn,
    DropStays,
    MoveTrip,
    ReplacePlace,
    SetCabin,
    SetCostCentre,
    SetDeparture,
    SetMode,
    SetPurpose,
    SetSliceEnd,
    SetStayDay,
    SetStayTerms,
    SetWindow,
    TripChange,
)
from chalicelib.domain.trip_requests.preferences import MostStops, Strength, TimeWindow, WithoutCarriers
from chalicelib.domain.trip_requests.trip_request import Cabin, TravelMode, TripRequest
from tests.unit.domain.trip_requests.conversation.trips import (
    GATWICK,
    HAMBURG,
    HOTEL_ALONE,
    LONDON,
    MADRID,
    ONE_WAY,
    PARIS,
    SEVERAL,
    THERE_AND_BACK,
    TRIPS,
    WITHOUT_HOTEL,
    ahead,
)

STOPS = MostStops(strength=Strength.MUST, stops=0)
AVOID = WithoutCarriers(strength=Strength.MUST, carriers=("FR",))
WINDOW = TimeWindow(not_before="13:00")


def after(request: TripRequest, *changes: TripChange) -> TripRequest:
    applied = apply_changes(request, changes)
    assert applied.errors == ()
    return applied.request


OPPOSITES: list[tuple[TripRequest, TripChange, TripChange]] = [
    (THERE_AND_BACK, SetDeparture(slice=1, day=ahead(9)), SetDeparture(slice=1, day=ahead(5))),
    (THERE_AND_BACK, SetDeparture(slice=0, day=ahead(1)), SetDeparture(slice=0, day=ahead(3))),
    (SEVERAL, SetDeparture(slice=1, day=ahead(4)), SetDeparture(slice=1, day=ahead(3))),
    (
        THERE_AND_BACK,
        SetWindow(slice=0, end="departure", window=WINDOW),
        SetWindow(slice=0, end="departure", window=None),
    ),
    (SEVERAL, SetCabin(slices=(0, 2), cabin=Cabin.BUSINESS), SetCabin(slices=(0, 2), cabin=Cabin.ECONOMY)),
    (THERE_AND_BACK, SetMode(slices=(0,), mode=TravelMode.RAIL), SetMode(slices=(0,), mode=TravelMode.AIR)),
    (THERE_AND_BACK, ReplacePlace(before=LONDON, after=PARIS), ReplacePlace(before=PARIS, after=LONDON)),
    (SEVERAL, ReplacePlace(before=MADRID, after=HAMBURG), ReplacePlace(before=HAMBURG, after=MADRID)),
    (
        THERE_AND_BACK,
        SetSliceEnd(slice=1, end="origin", place=GATWICK),
        SetSliceEnd(slice=1, end="origin", place=LONDON),
    ),
    (THERE_AND_BACK, DropReturn(), AddReturn(day=ahead(5))),
    (WITHOUT_HOTEL, DropReturn(), AddReturn(day=ahead(5))),
    (ONE_WAY, AddReturn(day=ahead(8)), DropReturn()),
    (WITHOUT_HOTEL, AddStay(place=LONDON), DropStays(stays=(0,))),
    (SEVERAL, AddStay(place=MADRID), DropStays(stays=(1,))),
    (ONE_WAY, AddStay(place=LONDON, nights=3), DropStays(stays=(0,))),
    (
        HOTEL_ALONE,
        SetStayDay(stay=0, which="check_out", day=ahead(12)),
        SetStayDay(stay=0, which="check_out", day=ahead(10)),
    ),
    (
        THERE_AND_BACK,
        SetStayTerms(stays=(0,), nightly_cap=None, min_stars=4),
        SetStayTerms(stays=(0,), nightly_cap=Money(amount=18_000, currency="EUR"), min_stars=None),
    ),
    (THERE_AND_BACK, AddCar(place=LONDON, from_day=ahead(3), until=ahead(5)), DropCars()),
    (THERE_AND_BACK, AddPreference(preference=STOPS), DropPreferences(kinds=("most_stops",))),
    (THERE_AND_BACK, SetCostCentre(cost_centre="ENG-1"), SetCostCentre(cost_centre="SALES-EU")),
    (THERE_AND_BACK, SetPurpose(purpose="Audit"), SetPurpose(purpose=THERE_AND_BACK.purpose)),
]


@pytest.mark.parametrize(("request_", "change", "opposite"), OPPOSITES, ids=lambda each: str(each)[:40])
def test_change_and_its_opposite_give_the_request_back(
    request_: TripRequest, change: TripChange, opposite: TripChange
) -> None:
    changed = after(request_, change)

    assert changed != request_
    assert after(changed, opposite) == request_


def test_every_kind_of_change_has_an_opposite_here() -> None:
    tried = {type(each) for _, change, opposite in OPPOSITES for each in (change, opposite)}

    assert tried | {MoveTrip} == set(get_args(TripChange))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TRIPS)), st.integers(-60, 200))
def test_trip_moved_there_and_back_is_the_trip(which: str, days: int) -> None:
    request = TRIPS[which]
    moved = after(request, MoveTrip(days=days))

    assert moved.starts_on == request.starts_on + timedelta(days=days)
    assert moved.ends_on == request.ends_on + timedelta(days=days)
    assert after(moved, MoveTrip(days=-days)) == request


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 20), st.integers(0, 20))
def test_hotel_goes_along_with_the_journey_that_it_lies_in(later: int, nights: int) -> None:
    out = ahead(3) + timedelta(days=later)
    back = out + timedelta(days=nights)

    request = after(THERE_AND_BACK, SetDeparture(slice=1, day=back), SetDeparture(slice=0, day=out))

    (stay,) = request.stays
    assert (stay.check_in, stay.check_out, stay.begins_on_arrival) == (out, back, True)
    assert stay.nightly_cap == THERE_AND_BACK.stays[0].nightly_cap


def test_car_goes_along_with_the_days_of_the_journey() -> None:
    with_car = after(THERE_AND_BACK, AddCar(place=LONDON, from_day=ahead(3), until=ahead(5)))

    moved = after(with_car, SetDeparture(slice=0, day=ahead(2)), SetDeparture(slice=1, day=ahead(6)))

    assert [(car.pick_up_on, car.drop_off_on) for car in moved.cars] == [(ahead(2), ahead(6))]


def test_another_place_takes_hotel_and_car_along_but_not_what_the_hotel_was_near() -> None:
    with_car = after(THERE_AND_BACK, AddCar(place=LONDON, from_day=ahead(3), until=ahead(5)))

    moved = after(with_car, ReplacePlace(before=LONDON, after=PARIS))

    assert [each.name for each in moved.places] == [THERE_AND_BACK.slices[0].origin.name, "Paris"]
    assert moved.stays[0].near is None


def test_preference_about_a_slice_goes_with_the_slice() -> None:
    about_back = msgspec.structs.replace(STOPS, slices=(1,))
    about_both = msgspec.structs.replace(AVOID, slices=(0, 1))
    request = after(THERE_AND_BACK, AddPreference(preference=about_back), AddPreference(preference=about_both))

    dropped = after(request, DropReturn())

    assert dropped.preferences == (msgspec.structs.replace(AVOID, slices=(0,)),)


def test_preference_takes_the_place_of_one_of_its_kind() -> None:
    one_stop = msgspec.structs.replace(STOPS, stops=1)

    request = after(THERE_AND_BACK, AddPreference(preference=STOPS), AddPreference(preference=one_stop))

    assert request.preferences == (one_stop,)


def test_hotel_whose_end_nobody_says_lacks_its_nights() -> None:
    applied = apply_change(ONE_WAY, AddStay(place=LONDON))

    assert applied.request == ONE_WAY
    assert [error.pointer for error in applied.errors] == ["/stays/0/checkOut"]


def test_changes_after_which_no_trip_would_be_left_change_nothing() -> None:
    applied = apply_changes(HOTEL_ALONE, [DropStays(stays=(0,))])

    assert (applied.request, [error.pointer for error in applied.errors]) == (HOTEL_ALONE, ["/slices"])


def test_days_of_a_request_are_real() -> None:
    assert after(HOTEL_ALONE, MoveTrip(days=30)).starts_on == date(2027, 4, 7)
