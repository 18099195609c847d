"""A booking in a list, whatever its shape: what it is called, its days and its places."""

import msgspec
from hypothesis import given, settings

from chalicelib.domain.trip_requests.titles import name_trip
from chalicelib.models.bookings import BookingSummary, to_row
from tests.support.trip_shapes import TripShape, trip_shapes


@settings(max_examples=40)
@given(trip_shapes())
def test_summary_says_where_the_trip_goes_and_when(shape: TripShape) -> None:
    request = shape.request

    summary = to_row(shape.booking).summary

    assert summary.name == name_trip(request)
    assert summary.starts_on == request.starts_on
    assert summary.ends_on == request.ends_on
    assert all(each.depart_on <= summary.ends_on for each in request.slices)
    assert set(summary.places) == {place.name for place in request.places}
    assert len(summary.places) == len(set(summary.places))
    assert msgspec.json.decode(msgspec.json.encode(summary), type=BookingSummary) == summary
