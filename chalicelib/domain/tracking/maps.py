"""What maps answer: places, routes, and tracks laid onto roads; each says who knows it."""

from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.places.place import CountryCode, IataCode
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.domain.value import Value

LARGEST_LATITUDE, LARGEST_LONGITUDE = 90, 180
Latitude = Annotated[
    float, msgspec.Meta(ge=-LARGEST_LATITUDE, le=LARGEST_LATITUDE, description="WGS 84 degrees", examples=[60.1695])
]
Longitude = Annotated[
    float, msgspec.Meta(ge=-LARGEST_LONGITUDE, le=LARGEST_LONGITUDE, description="WGS 84 degrees", examples=[24.9525])
]


class TravelMode(StrEnum):
    """How somebody goes from one place to another."""

    CAR = "car"
    BICYCLE = "bicycle"
    FOOT = "foot"
    FLIGHT = "flight"


class MapSource(StrEnum):
    """Who knows what was answered."""

    OFFLINE = "offline"  # what ships with the service: airports, cities, zones, and arithmetic on the globe
    LOCATION_SERVICE = "location_service"  # Amazon Location
    OSRM = "osrm"
    VALHALLA = "valhalla"


# Whom to name where an answer is shown, as the licences ask.
ATTRIBUTIONS = {
    MapSource.OFFLINE: "GeoNames (CC BY 4.0), changed; airportsdata (MIT)",
    MapSource.LOCATION_SERVICE: "© AWS, HERE",
    MapSource.OSRM: "© OpenStreetMap contributors (ODbL)",
    MapSource.VALHALLA: "© OpenStreetMap contributors (ODbL)",
}
# How far one may ask to go, as the crow flies: beyond it no answer would mean anything.
FARTHEST_METRES = {
    TravelMode.CAR: 5_000_000,
    TravelMode.BICYCLE: 500_000,
    TravelMode.FOOT: 250_000,
    TravelMode.FLIGHT: 20_100_000,  # half the globe
}
# A point that is farther from every road is on none: the middle of a lake, or another continent than the map's.
FARTHEST_FROM_ROAD_METRES = 1_000


class PlaceKind(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    POSTAL_CODE = "postal_code"
    STREET = "street"
    ADDRESS = "address"
    POINT_OF_INTEREST = "point_of_interest"
    AIRPORT = "airport"


class MapPlace(Value, frozen=True):
    """A place that a text means, or that is at a point."""

    name: Annotated[str, msgspec.Meta(description="What it is called, by itself", examples=["Helsinki"])]
    label: Annotated[
        str, msgspec.Meta(description="What sets it apart from its namesakes", examples=["Helsinki, Finland (HEL)"])
    ]
    kind: Annotated[PlaceKind, msgspec.Meta(description="What the place is")]
    latitude: Latitude
    longitude: Longitude
    country: Annotated[CountryCode | None, msgspec.Meta(description="Country of the place (ISO 3166-1 alpha-2)")]
    timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the place", examples=["Europe/Helsinki"])]
    airports: Annotated[
        tuple[IataCode, ...], msgspec.Meta(description="Airports that serve it, the main one first; empty if not known")
    ]
    distance_metres: Annotated[
        int | None, msgspec.Meta(description="From the point that was asked about; null when none was")
    ]
    source: Annotated[MapSource, msgspec.Meta(description="Whose knowledge it is")]


class RoadPoint(Value, frozen=True):
    """The point of a road that is nearest to another point."""

    name: Annotated[str | None, msgspec.Meta(description="The road's name; null if it has none")]
    latitude: Latitude
    longitude: Longitude
    distance_metres: Annotated[int, msgspec.Meta(ge=0, description="From the point that was asked about")]
    source: Annotated[MapSource, msgspec.Meta(description="Whose knowledge it is")]


class MapRoute(Value, frozen=True):
    """A way to go through points in their order. An estimate rests on the great circle between them: nobody knows
    whether there is a road."""

    source: MapSource
    mode: TravelMode
    is_estimate: bool
    distance_metres: int
    duration_seconds: int
    path: tuple[Point, ...]


class TracePoint(Value, frozen=True):
    """Where a device was, at a second since 1970 (UTC) if that is known, and within how many metres it believes so."""

    point: Point
    at: int | None = None
    accuracy_metres: float | None = None


class MatchedPoint(Value, frozen=True):
    """The point of a road where a device was most probably, and metres from where it said that it was."""

    point: Point
    distance_metres: float


class MapMatch(Value, frozen=True):
    """A track laid onto roads: for each of its points the one on the road, None where there is none; and the paths
    along roads, of which there is more than one where the track cannot have followed roads in between."""

    source: MapSource
    points: tuple[MatchedPoint | None, ...]
    paths: tuple[tuple[Point, ...], ...]
    confidence: float  # from 0 to 1, as its source has it; of several paths, the least

    @property
    def is_matched(self) -> bool:
        """Return whether any point of the track is on a road."""
        return any(point is not None for point in self.points)
