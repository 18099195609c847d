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

    code: Annotated[
        str, msgspec.Meta(pattern="^[0-9]{7}$", description="UIC code of the station", examples=["8011160"])
    ]
    name: Annotated[ShortText, msgspec.Meta(description="Name of the station as its railway has it")]
    country: Annotated[CountryCode, msgspec.Meta(description="Country of the station (ISO 3166-1 alpha-2)")]


class RailSegment(Value, frozen=True):
    """A ride on one train between two stations; times are UTC, the time zones give local time."""

    operator: Annotated[ShortText, msgspec.Meta(description="Railway that runs the train")]
    train: Annotated[ShortText, msgspec.Meta(description="Its kind and number", examples=["ICE 1601"])]
    origin: Annotated[Station, msgspec.Meta(description="Station of departure")]
    destination: Annotated[Station, msgspec.Meta(description="Station of arrival")]
    departs_at: Annotated[datetime, msgspec.Meta(description="When it leaves the station, by the timetable")]
    arrives_at: Annotated[datetime, msgspec.Meta(description="When it reaches the station, by the timetable")]
    origin_timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the station of departure")]
    destination_timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the station of arrival")]
    distance_metres: Annotated[Metres, msgspec.Meta(description="Distance between the stations in metres")]
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
    cabin: Annotated[Cabin, msgspec.Meta(description="Class of the fare; first class stands for all above economy")]
    fare: Annotated[ShortText, msgspec.Meta(description="Name of the fare", examples=["Flexible"])]
    seat_selection: Annotated[SeatSelection, msgspec.Meta(description="Whether a seat may be chosen")]
    co2_grams: Grams
