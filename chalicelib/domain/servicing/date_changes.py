"""What a traveller asks to move of a booked trip: which slices, stays and cars, and to which dates and times."""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.domain.servicing.requested_parts import RequestedPart
from chalicelib.domain.timestamps import Day, TimeOfDay
from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.trip_request import (
    MOST_CARS,
    MOST_SLICES,
    MOST_STAYS,
    CarRequest,
    SliceRequest,
    StayRequest,
)
from chalicelib.domain.value import Value

Changed = TypeVar("Changed", bound=Value)


class SliceDateChange(Value, frozen=True, kw_only=True):
    """A slice of the booking's request, and what changes of it; what is left out stays."""

    slice: Annotated[int, msgspec.Meta(ge=0, le=MOST_SLICES - 1, description="Place in the request's `slices`, from 0")]
    depart_on: (
        Annotated[Day, msgspec.Meta(description="New day of departure, local to the origin (ISO 8601)")] | UnsetType
    ) = UNSET
    departure: Annotated[
        TimeWindow | UnsetType | None, msgspec.Meta(description="Between which local times to depart; null: any")
    ] = UNSET
    arrival: Annotated[
        TimeWindow | UnsetType | None, msgspec.Meta(description="Between which local times to arrive; null: any")
    ] = UNSET

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said of the slice."""
        return self == SliceDateChange(slice=self.slice)

    def apply(self, before: SliceRequest) -> SliceRequest:
        """Return the slice as it is to be."""
        return _replace(before, depart_on=self.depart_on, departure=self.departure, arrival=self.arrival)


class StayDateChange(Value, frozen=True, kw_only=True):
    """A stay of the booking's request, and its new dates. A date that is left out goes along with the slices that move;
    without either the stay remains as it is booked."""

    stay: Annotated[int, msgspec.Meta(ge=0, le=MOST_STAYS - 1, description="Place in the request's `stays`, from 0")]
    check_in: Annotated[Day, msgspec.Meta(description="New day of the first night (ISO 8601)")] | UnsetType = UNSET
    check_out: Annotated[Day, msgspec.Meta(description="New day of departure (ISO 8601)")] | UnsetType = UNSET

    @property
    def remains(self) -> bool:
        """Whether the stay is named only so that it does not go along."""
        return self.check_in is UNSET and self.check_out is UNSET

    def apply(self, along: StayRequest) -> StayRequest:
        """Return the stay as it is to be, where nothing was said of a date `along` with its slices."""
        moved = along
        if self.check_in is not UNSET:
            begun = _replace(moved, check_in=self.check_in, begins_on_arrival=False)
            moved = _replace(begun, check_out=moved.ends_on(self.check_in))
        return moved if self.check_out is UNSET else _replace(moved, check_out=self.check_out, keeps_nights=False)


class CarDateChange(Value, frozen=True, kw_only=True):
    """A car of the booking's request, and what changes of it; what is left out stays, and without anything the car
    remains as it is booked."""

    car: Annotated[int, msgspec.Meta(ge=0, le=MOST_CARS - 1, description="Place in the request's `cars`, from 0")]
    pick_up_on: Annotated[Day, msgspec.Meta(description="New day of pick-up (ISO 8601)")] | UnsetType = UNSET
    pick_up_at: Annotated[TimeOfDay | UnsetType, msgspec.Meta(description="New local time of day of the pick-up")] = (
        UNSET
    )
    drop_off_on: Annotated[Day, msgspec.Meta(description="New day of return (ISO 8601)")] | UnsetType = UNSET
    drop_off_at: Annotated[TimeOfDay | UnsetType, msgspec.Meta(description="New local time of day of the return")] = (
        UNSET
    )

    @property
    def remains(self) -> bool:
        """Whether the car is named only so that it does not go along."""
        return self == CarDateChange(car=self.car)

    def apply(self, before: CarRequest) -> CarRequest:
        """Return the car as it is to be."""
        return _replace(
            before,
            pick_up_on=self.pick_up_on,
            pick_up_at=self.pick_up_at,
            drop_off_on=self.drop_off_on,
            drop_off_at=self.drop_off_at,
        )


class DateChange(Value, frozen=True, kw_only=True):
    """What is to move, and to which dates and times; what is not named stays, unless it goes along."""

    slices: Annotated[tuple[SliceDateChange, ...], msgspec.Meta(max_length=MOST_SLICES)] = ()
    stays: Annotated[tuple[StayDateChange, ...], msgspec.Meta(max_length=MOST_STAYS)] = ()
    cars: Annotated[tuple[CarDateChange, ...], msgspec.Meta(max_length=MOST_CARS)] = ()

    @property
    def moved(self) -> frozenset[RequestedPart]:
        """What is named to be moved."""
        slices = [RequestedPart("slices", each.slice) for each in self.slices]
        stays = [RequestedPart("stays", each.stay) for each in self.stays if not each.remains]
        cars = [RequestedPart("cars", each.car) for each in self.cars if not each.remains]
        return frozenset([*slices, *stays, *cars])


def _replace(value: Changed, **changes: Any) -> Changed:
    """Return the value with those of the changes that say something."""
    return msgspec.structs.replace(value, **{field: each for field, each in changes.items() if each is not UNSET})
