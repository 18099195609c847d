"""What is offered by rail: trains between stations, and the fares for them."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.domain.offers.terms import BaseOffer, Grams, Metres, SeatSelection, SliceIndexes
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.value import Value


class Station(Value, frozen=True):
    """A railway station."""

    code: Annotated[str, msgspec.Meta(pattern="^[0-9]{7}$", description="UIC station code", examples=["8011160"])]
    name: ShortText
    country: CountryCode


class RailSegment(Value, frozen=True):
    """A ride on one train between two stations; times are UTC, the time zones give local time."""

    operator: ShortText
    train: Annotated[ShortText, msgspec.Meta(description="Its kind and number", examples=["ICE 1601"])]
    origin: Station
    destination: Station
    departs_at: datetime
    arrives_at: datetime
    origin_timezone: str
    destination_timezone: str
    distance_metres: Metres
    cabin: Annotated[Cabin, msgspec.Meta(description="`economy` is second (standard) class")]

    @property
    def designator(self) -> str:
        """What the train is called."""
        return self.train

    @property
    def name(self) -> str:
        """What it is called on an itinerary."""
        return f"{self.train} {self.origin.name} to {self.destination.name}"

    @property
    def duration(self) -> int:
        """Seconds on board."""
        return int((self.arrives_at - self.departs_at).total_seconds())


class RailSlice(Value, frozen=True):
    """A slice by rail, of one train or of several with changes."""

    segments: Annotated[tuple[RailSegment, ...], msgspec.Meta(min_length=1)]

    @property
    def departs_at(self) -> datetime:
        return self.segments[0].departs_at

    @property
    def arrives_at(self) -> datetime:
        return self.segments[-1].arrives_at

    @property
    def duration(self) -> int:
        """Seconds from first departure to last arrival."""
        return int((self.arrives_at - self.departs_at).total_seconds())

    @property
    def name(self) -> str:
        """What the slice is called as a part of a booking."""
        trains = "+".join(segment.train for segment in self.segments)
        return f"{trains} {self.segments[0].origin.name} to {self.segments[-1].destination.name}"


class RailOffer(BaseOffer, frozen=True, kw_only=True, tag="rail", tag_field="kind"):
    """A rail fare for all travellers over its slices."""

    slices: Annotated[tuple[RailSlice, ...], msgspec.Meta(min_length=1)]
    slice_indexes: SliceIndexes
    cabin: Cabin
    fare: Annotated[ShortText, msgspec.Meta(description="Name of the fare", examples=["Flexible"])]
    seat_selection: SeatSelection
    co2_grams: Grams
