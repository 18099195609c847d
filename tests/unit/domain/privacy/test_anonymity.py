"""Taking people out of a booking of any shape: what is theirs goes, what accounts and audit need stays."""

from datetime import UTC, datetime, time, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.domain.offers.offers import Overlap, OverlapKind
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.policies.rules.trips import OverlappingTrip
from chalicelib.domain.privacy.anonymity import anonymise_all, names_until
from chalicelib.domain.verdict import Action
from tests.support.trip_shapes import TripShape, trip_shapes
from tests.unit.policy_samples import verdict_on

HOME = Landmark(name="Granny's house in Acacia Road", latitude=51.5, longitude=-0.1)
KEPT = timedelta(days=30)


def near_home(shape: TripShape) -> TripShape:
    stays = tuple(msgspec.structs.replace(each, near=HOME) for each in shape.request.stays)
    return shape._replace(request=msgspec.structs.replace(shape.request, stays=stays))


@settings(max_examples=40)
@given(trip_shapes().map(near_home))
def test_nothing_of_who_travelled_is_left_and_all_of_what_was_travelled_is(shape: TripShape) -> None:
    booking = shape.booking

    after = msgspec.structs.replace(booking, **anonymise_all(booking))

    text = msgspec.json.encode(after).decode()
    for each in shape.request.travellers:
        assert each.family_name not in text
    assert HOME.name not in text
    assert "Sales kickoff" not in text
    assert after.options == booking.options
    assert (after.request.slices, after.request.cars) == (shape.request.slices, shape.request.cars)
    assert [(each.place, each.check_in, each.check_out) for each in after.request.stays] == [
        (each.place, each.check_in, each.check_out) for each in shape.request.stays
    ]
    assert anonymise_all(after) == {}


@settings(max_examples=40)
@given(trip_shapes(), st.data())
def test_no_name_is_left_in_what_options_say_of_other_trips(shape: TripShape, data: st.DataObject) -> None:
    kinds = st.sampled_from(OverlapKind)
    names = [each.full_name for each in shape.request.travellers]
    overlaps = tuple(Overlap(kind=data.draw(kinds), traveller=each) for each in names)
    options = [msgspec.structs.replace(each, overlaps=overlaps) for each in shape.booking.options]
    rule = OverlappingTrip(clause="2.6", action=Action.NOTE)
    judged = tuple(msgspec.structs.replace(each, verdict=verdict_on(rule, each)) for each in options)
    booking = msgspec.structs.replace(shape.booking, options=judged)

    after = msgspec.structs.replace(booking, **anonymise_all(booking))

    text = msgspec.json.encode(after).decode()
    assert not [each for each in shape.request.travellers if each.family_name in text]
    assert [len(each.overlaps) for each in after.options] == [len(names)] * len(options)
    assert anonymise_all(after) == {}


@settings(max_examples=40)
@given(trip_shapes(), st.sampled_from([BookingStatus.BOOKED, BookingStatus.CANCELLED, BookingStatus.PLANNING]))
def test_names_are_kept_after_the_last_day_that_was_asked_for(shape: TripShape, status: BookingStatus) -> None:
    booking = msgspec.structs.replace(shape.booking, status=status)
    days = [
        *(each.depart_on for each in shape.request.slices),
        *(each.check_out for each in shape.request.stays),
        *(each.drop_off_on for each in shape.request.cars),
    ]

    until = names_until(booking, KEPT)

    last = datetime.combine(max(days), time(), UTC)
    assert until == (None if status is BookingStatus.PLANNING else last + KEPT)
    assert names_until(msgspec.structs.replace(booking, **anonymise_all(booking)), KEPT) is None
