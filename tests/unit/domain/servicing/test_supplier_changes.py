"""What a supplier's schedule change makes of an option: new times for one slice, and nothing else."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.offers.offers import FlightOffer, Option
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.servicing.supplier_changes import SegmentTimes, reschedule_option, times_of
from tests.support.trip_shapes import TripShape, car, trip_shapes
from tests.unit.policy_samples import stay


@given(trip_shapes(st.integers(1, 6)), st.data())
@settings(max_examples=60)
def test_one_slice_of_any_fare_moves_and_everything_else_stands(shape: TripShape, data: st.DataObject) -> None:
    option = shape.option
    fares = [number for number, each in enumerate(option.components) if isinstance(each, FlightOffer | RailOffer)]
    component_index = data.draw(st.sampled_from(fares))
    part_index = data.draw(st.integers(0, len(option.transport[component_index].slices) - 1))
    by = timedelta(minutes=data.draw(st.integers(-3000, 3000)))
    before = times_of(option.components[component_index], part_index)

    moved = reschedule_option(option, component_index, part_index, [_shift(each, by) for each in before])

    assert moved.verdict is None
    assert times_of(moved.components[component_index], part_index) == tuple(_shift(each, by) for each in before)
    back = reschedule_option(moved, component_index, part_index, before)
    assert back.components == option.components


def test_stay_and_car_have_no_schedule() -> None:
    still = Option(option_id="opt_1", components=(stay(), car()), rank=1, reasons=())

    for component_index, offer in enumerate(still.components):
        assert times_of(offer, 0) == ()
        with pytest.raises(ValueError, match="no schedule"):
            reschedule_option(still, component_index, 0, ())


def _shift(times: SegmentTimes, by: timedelta) -> SegmentTimes:
    return msgspec.structs.replace(times, departs_at=times.departs_at + by, arrives_at=times.arrives_at + by)
