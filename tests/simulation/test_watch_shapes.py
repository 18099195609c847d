"""The simulation sees it when an option is no answer to its request: a slice left out or travelled twice, what is at
another place or another time, and a must that it lacks without saying so."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.offers.offers import Option
from chalicelib.domain.trip_requests.trip_request import TripRequest
from tests.simulation import shapes
from tests.simulation.stages import planned
from tests.simulation.watch_shapes import of_answer, of_request
from tests.simulation.world import World

replace = msgspec.structs.replace
Broken = Callable[[Option], Option]


def plan(world: World, shape: shapes.Shape) -> Booking:
    return world.booking(planned(world, **shape.asks))


def with_components(option: Option, *places: int) -> Option:
    return replace(option, components=tuple(option.components[place] for place in places))


def with_index(option: Option, place: int, field: str, value: object) -> Option:
    changed = replace(option.components[place], **{field: value})
    return replace(option, components=(*option.components[:place], changed, *option.components[place + 1 :]))


@pytest.mark.parametrize(
    "shape", [shapes.TWO_CITIES, shapes.RAIL_AIR_AND_CAR, shapes.PARTICULAR, shapes.HOTEL_ALONE, shapes.OPEN_JAW]
)
def test_what_is_planned_answers_its_request(world: World, shape: shapes.Shape) -> None:
    booking = plan(world, shape)

    assert [text for option in booking.options for text in of_answer(booking.request, option)] == []
    assert list(of_request(booking.request)) == []


BROKEN: dict[str, tuple[Broken, str]] = {
    "a slice is left out": (lambda each: with_components(each, 0, 2), "travels the slices [0] of 2"),
    "a slice is travelled twice": (lambda each: with_components(each, 0, 1, 1, 2), "travels the slices [0, 1, 1] of 2"),
    "the car is left out": (lambda each: with_components(each, 0, 1), "has the cars [] of 1"),
    "they stand in another order": (lambda each: with_components(each, 1, 0, 2), "names its components in another"),
    "a slice is another": (
        lambda each: with_index(with_index(each, 0, "slice_indexes", (1,)), 1, "slice_indexes", (0,)),
        "leaves by slice 0 on 2027-03-06",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_option_that_does_not_answer_is_seen(world: World, name: str) -> None:
    booking = plan(world, shapes.RAIL_AIR_AND_CAR)
    broken, expected = BROKEN[name]

    found = list(of_answer(booking.request, broken(booking.options[0])))

    assert any(text.startswith(expected) for text in found), found


def test_must_that_is_lacking_and_not_said_is_seen(world: World) -> None:
    booking = plan(world, shapes.PARTICULAR)
    lacking = next(each for each in booking.options if each.unmet)

    found = list(of_answer(booking.request, replace(lacking, unmet=())))

    assert found == [
        f"lacks {each.preference} of {each.pointer}, which it does not say"
        for each in sorted(lacking.unmet, key=lambda each: (each.pointer, each.preference))
    ]


def test_stay_that_is_between_other_slices_is_seen(world: World) -> None:
    request: TripRequest = plan(world, shapes.TWO_CITIES).request
    stale = replace(request, stays=(request.stays[0], replace(request.stays[1], arrives_by=0)))

    assert list(of_request(stale)) == ["stay 1 in London is between the slices 0 and 2"]


def test_train_that_comes_too_late_for_its_flight_is_seen(world: World) -> None:
    booking = plan(world, shapes.RAIL_AND_AIR)
    option = booking.options[0]
    rail, air = option.transport
    leaves = rail.slices[0].segments[-1].arrives_at + timedelta(minutes=59)
    first, *others = air.slices[0].segments
    flown = replace(air.slices[0], segments=(replace(first, departs_at=leaves), *others))
    late = replace(option, components=(rail, replace(air, slices=(flown,)), *option.components[2:]))

    found = list(of_answer(booking.request, late))

    assert any("leaves by slice 1 before one can be there by slice 0" in text for text in found)
