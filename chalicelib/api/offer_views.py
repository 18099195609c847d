"""What suppliers offer as the API shows it: names beside codes, the clock there beside each time, and how long each
slice takes with its connections. All of it is derived from the offer, which is kept without."""

from itertools import pairwise
from typing import Annotated, TypeVar

import msgspec

from chalicelib.domain.offers.airlines import airline_name
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, Segment, Slice, StayOffer
from chalicelib.domain.offers.rail import RailOffer, RailSegment, RailSlice
from chalicelib.domain.offers.terms import Seconds
from chalicelib.domain.places.airport_names import airport_name
from chalicelib.domain.timestamps import LocalText, show_local
from chalicelib.domain.value import Value

Shown = TypeVar("Shown", bound=Value)
DurationSeconds = Annotated[Seconds, msgspec.Meta(description="Seconds from departure to arrival")]
Stops = Annotated[int, msgspec.Meta(ge=0, description="Connections; 0 is non-stop")]
AirlineName = Annotated[str | None, msgspec.Meta(description="Name of the airline; null if it is not known")]
AirportName = Annotated[str | None, msgspec.Meta(description="Name of the airport; null if it is not known")]


class Connection(Value, frozen=True):
    """A connection within a slice: where one waits for the next flight or train, and how long."""

    arrival: Annotated[
        str, msgspec.Meta(description="IATA code of the airport, or UIC code of the station, of arrival")
    ]
    departure: Annotated[
        str, msgspec.Meta(description="Code of the one where it goes on; another one means a transfer between them")
    ]
    name: Annotated[str | None, msgspec.Meta(description="Name of where one arrives; null if it is not known")]
    waiting_seconds: Annotated[Seconds, msgspec.Meta(description="Seconds from arrival to departure")]


Connections = Annotated[
    tuple[Connection, ...], msgspec.Meta(description="Where one changes, in order; one fewer than `segments`")
]


class SegmentView(Segment, frozen=True, kw_only=True):
    """A flight segment: one flight number between two airports; times are UTC, and local to each airport."""

    marketing_carrier_name: AirlineName
    operating_carrier_name: AirlineName
    origin_name: AirportName
    destination_name: AirportName
    departs_at_local: Annotated[
        LocalText, msgspec.Meta(description="Departure by the clock at the origin, with its offset")
    ]
    arrives_at_local: Annotated[
        LocalText, msgspec.Meta(description="Arrival by the clock at the destination, with its offset")
    ]
    duration_seconds: DurationSeconds


class SliceView(Slice, frozen=True, kw_only=True):
    """A slice: one direction of a journey, of one segment or of several with connections."""

    segments: Annotated[
        tuple[SegmentView, ...], msgspec.Meta(min_length=1, description="Flights of the slice, in order of departure")
    ]
    duration_seconds: DurationSeconds
    stops: Stops
    connections: Connections


class FlightOfferView(FlightOffer, frozen=True, kw_only=True, tag="flight", tag_field="kind"):
    """A fare for all travellers over its slices: one way, there and back, or through several cities."""

    slices: Annotated[
        tuple[SliceView, ...],
        msgspec.Meta(min_length=1, description="Directions that the fare covers, in order of departure"),
    ]


class RailSegmentView(RailSegment, frozen=True, kw_only=True):
    """A ride on one train between two stations; times are UTC, and local to each station."""

    departs_at_local: Annotated[
        LocalText, msgspec.Meta(description="Departure by the clock at the origin, with its offset")
    ]
    arrives_at_local: Annotated[
        LocalText, msgspec.Meta(description="Arrival by the clock at the destination, with its offset")
    ]
    duration_seconds: DurationSeconds


class RailSliceView(RailSlice, frozen=True, kw_only=True):
    """A slice by rail, of one train or of several with changes."""

    segments: Annotated[
        tuple[RailSegmentView, ...],
        msgspec.Meta(min_length=1, description="Trains of the slice, in order of departure"),
    ]
    duration_seconds: DurationSeconds
    stops: Stops
    connections: Connections


class RailOfferView(RailOffer, frozen=True, kw_only=True, tag="rail", tag_field="kind"):
    """A rail fare for all travellers over its slices."""

    slices: Annotated[
        tuple[RailSliceView, ...],
        msgspec.Meta(min_length=1, description="Directions that the fare covers, in order of departure"),
    ]


class StayOfferView(StayOffer, frozen=True, kw_only=True, tag="stay", tag_field="kind"):
    """A hotel stay. `nightly` is the average price of one room a night, `price` the total for all rooms and nights."""

    nights: Annotated[int, msgspec.Meta(ge=1, description="Nights from the first to the day of departure")]


class CarOfferView(CarOffer, frozen=True, kw_only=True, tag="car", tag_field="kind"):
    """A rental car for all travellers; times are UTC, and local to where it is picked up and dropped off."""

    pick_up_at_local: Annotated[LocalText, msgspec.Meta(description="Pick-up by the clock there, with its offset")]
    drop_off_at_local: Annotated[LocalText, msgspec.Meta(description="Return by the clock there, with its offset")]


OfferView = FlightOfferView | RailOfferView | StayOfferView | CarOfferView


def to_offer_view(offer: Offer) -> OfferView:
    """Return the view of an offer, which is a component of an option."""
    match offer:
        case FlightOffer():
            return extend(FlightOfferView, offer, slices=tuple(map(_show_slice, offer.slices)))
        case RailOffer():
            return extend(RailOfferView, offer, slices=tuple(map(_show_rail_slice, offer.slices)))
        case StayOffer():
            return extend(StayOfferView, offer, nights=offer.nights)
        case CarOffer():
            return extend(
                CarOfferView,
                offer,
                pick_up_at_local=show_local(offer.pick_up_at, offer.pick_up.timezone),
                drop_off_at_local=show_local(offer.drop_off_at, offer.drop_off.timezone),
            )


def extend(kind: type[Shown], value: Value, **fields: object) -> Shown:
    """Return the view of this kind: `value` with other or further fields."""
    return kind(**(msgspec.structs.asdict(value) | fields))


def _show_slice(flown: Slice) -> SliceView:
    return SliceView(
        segments=tuple(map(_show_segment, flown.segments)),
        duration_seconds=flown.duration,
        stops=len(flown.segments) - 1,
        connections=tuple(
            _connection(before, after, before.destination, after.origin, airport_name(before.destination))
            for before, after in pairwise(flown.segments)
        ),
    )


def _show_rail_slice(ridden: RailSlice) -> RailSliceView:
    return RailSliceView(
        segments=tuple(extend(RailSegmentView, each, **_show_times(each)) for each in ridden.segments),
        duration_seconds=ridden.duration,
        stops=len(ridden.segments) - 1,
        connections=tuple(
            _connection(before, after, before.destination.code, after.origin.code, before.destination.name)
            for before, after in pairwise(ridden.segments)
        ),
    )


def _connection(
    before: Segment | RailSegment, after: Segment | RailSegment, arrival: str, departure: str, name: str | None
) -> Connection:
    waiting = int((after.departs_at - before.arrives_at).total_seconds())
    return Connection(arrival=arrival, departure=departure, name=name, waiting_seconds=max(0, waiting))


def _show_segment(segment: Segment) -> SegmentView:
    operating = segment.operating_carrier
    return extend(
        SegmentView,
        segment,
        marketing_carrier_name=airline_name(segment.marketing_carrier),
        operating_carrier_name=airline_name(operating) if operating else None,
        origin_name=airport_name(segment.origin),
        destination_name=airport_name(segment.destination),
        **_show_times(segment),
    )


def _show_times(segment: Segment | RailSegment) -> dict[str, object]:
    return {
        "departs_at_local": show_local(segment.departs_at, segment.origin_timezone),
        "arrives_at_local": show_local(segment.arrives_at, segment.destination_timezone),
        "duration_seconds": segment.duration,
    }
