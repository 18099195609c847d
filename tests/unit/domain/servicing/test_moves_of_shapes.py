"""What moves of a trip of any shape: nothing but what is named and what goes along, and never across what stays."""

from datetime import timedelta

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from chalicelib.domain.local_days import local_day
from chalicelib.domain.servicing.date_changes import DateChange, SliceDateChange
from chalicelib.domain.servicing.moves import BookedTrip, Move
from chalicelib.domain.servicing.requested_parts import RequestedPart
from chalicelib.errors import InvalidInput
from tests.support.trip_shapes import TripShape, trip_shapes
from tests.unit.domain.servicing.move_samples import booked, flown, moved
from tests.unit.policy_samples import flight, option


def tried(booked_trip: BookedTrip, change: DateChange) -> tuple[Move | None, list[str]]:
    """What moves, or where the date change is wrong."""
    try:
        return moved(booked_trip, change), []
    except InvalidInput as error:
        return None, [each.pointer for each in error.errors]


SHAPES = trip_shapes(st.integers(1, 6))


@given(SHAPES, st.integers(1, 40))
@settings(max_examples=60)
def test_a_whole_journey_of_any_shape_moves_day_by_day(shape: TripShape, days: int) -> None:
    by = timedelta(days=days)
    change = DateChange(
        slices=tuple(
            SliceDateChange(slice=index, depart_on=each.depart_on + by)
            for index, each in enumerate(shape.request.slices)
        )
    )

    move = moved(booked(shape), change)

    assert move.request == msgspec.structs.replace(
        shape.request,
        slices=tuple(msgspec.structs.replace(each, depart_on=each.depart_on + by) for each in shape.request.slices),
        stays=tuple(
            msgspec.structs.replace(each, check_in=each.check_in + by, check_out=each.check_out + by)
            for each in shape.request.stays
        ),
        cars=tuple(
            msgspec.structs.replace(each, pick_up_on=each.pick_up_on + by, drop_off_on=each.drop_off_on + by)
            for each in shape.request.cars
        ),
    )
    assert set(move.part_ids) == {each.part_id for each in booked(shape).parts}
    assert move.kept == ()


@given(SHAPES, st.data())
@settings(max_examples=150)
def test_some_of_any_shape_moves_and_the_rest_is_left(shape: TripShape, data: st.DataObject) -> None:
    trip_booked = booked(shape)
    places = data.draw(st.sets(st.sampled_from(range(len(shape.request.slices))), min_size=1))
    days = {place: data.draw(st.integers(-3, 3)) for place in sorted(places)}
    change = DateChange(
        slices=tuple(
            SliceDateChange(slice=place, depart_on=shape.request.slices[place].depart_on + timedelta(days=by))
            for place, by in days.items()
        )
    )

    days_said = {f"/slices/{place}/departOn" for place in range(len(days))}
    move, wrong = tried(trip_booked, change)
    assert set(wrong) <= days_said
    assume(move is not None)
    assert move is not None

    slices = [RequestedPart("slices", place) for place in days]
    assert [each for each in move.pointers if each.field == "slices"] == slices
    named = [(shape.request.slices[place].origin, shape.request.slices[place].destination) for place in days]
    assert [(each.origin, each.destination) for each in move.request.slices] == named
    moving = {each.part_id for each in trip_booked.parts if each.requested in move.pointers}
    assert set(move.part_ids) == moving
    left = {each.place for each in move.kept}
    assert left == set(range(len(shape.request.slices))) - places
    for index, request in enumerate(move.request.stays):
        assert request.check_in < request.check_out
        assert all(by is None or by < len(move.request.slices) for by in (request.arrives_by, request.leaves_by))
        assert move.locate(f"/stays/{index}/checkIn") in days_said
    for index in range(len(move.request.slices)):
        assert move.locate(f"/slices/{index}/arrival") == f"/slices/{index}/arrival"
    for place, new in zip(days, move.request.slices, strict=True):
        for kept in move.kept:
            zone = new.origin.timezone
            before = kept.place < place
            day = local_day(kept.ends_at if before else kept.starts_at, zone)
            assert new.depart_on >= day if before else new.depart_on <= day


@given(SHAPES, st.data())
@settings(max_examples=100)
def test_what_is_bought_never_crosses_what_stays(shape: TripShape, data: st.DataObject) -> None:
    """Crossed is what leaves before the slice before it has arrived, or arrives after the next has left."""
    assume(len(shape.request.slices) > 1)
    place = data.draw(st.integers(0, len(shape.request.slices) - 1))
    by = timedelta(hours=data.draw(st.integers(-200, 200)))
    trip_booked = booked(shape)
    here = SliceDateChange(slice=place, depart_on=shape.request.slices[place].depart_on)
    move = moved(trip_booked, DateChange(slices=(here,)))
    sold = next(each for each in trip_booked.parts if each.requested == ("slices", place))
    later = [each for each in trip_booked.parts if each.requested.field == "slices" and each.requested.place > place]
    before = [each for each in trip_booked.parts if each.requested.field == "slices" and each.requested.place < place]

    offer = flight(slices=(flown(sold.starts_at + by, sold.ends_at + by),))

    crossed = any(each.starts_at < sold.ends_at + by for each in later)
    crossed = crossed or any(each.ends_at > sold.starts_at + by for each in before)
    assert move.is_crossed_by(option(offer)) == crossed
    assert not move.is_crossed_by(option(flight(slices=(flown(sold.starts_at, sold.ends_at),))))
