"""A place that a trip may name: a city or an airport, with the codes that suppliers know it by."""

from typing import Annotated

import msgspec

from chalicelib.domain.text import ShortText
from chalicelib.domain.value import Value

CountryCode = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2", examples=["DE"])]


IataCode = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$", description="IATA airport code", examples=["BER"])]


class Place(Value, frozen=True):
    """A city or a single airport, as origin or destination of a trip."""

    name: Annotated[
        ShortText,
        msgspec.Meta(description="Name of the city in English, or of the airport if only that airport is meant"),
    ]
    country: Annotated[CountryCode, msgspec.Meta(description="Country of the place (ISO 3166-1 alpha-2)")]
    airports: Annotated[
        tuple[IataCode, ...], msgspec.Meta(min_length=1, description="IATA airport codes, the main airport first")
    ]
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90, description="WGS 84 degrees")]
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180, description="WGS 84 degrees")]
    timezone: Annotated[
        str,
        msgspec.Meta(
            description="IANA time zone of the place, by which its dates and times are meant",
            examples=["Europe/Berlin"],
        ),
    ]


class Landmark(Value, frozen=True):
    """A place that somebody wants to be near: an office, a fair, a station; coordinates are WGS 84 degrees, null where
    it is known by name alone."""

    name: Annotated[ShortText, msgspec.Meta(description="The place in the words of the request")]
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)] | None = None
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)] | None = None

    @property
    def missing_coordinate(self) -> str | None:
        """The one of `latitude` and `longitude` that is not given though the other is; None for both and for none."""
        match self.latitude, self.longitude:
            case None, float():
                return "latitude"
            case float(), None:
                return "longitude"
        return None

    @property
    def point(self) -> tuple[float, float] | None:
        """Its coordinates; None where it is known by name alone."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude
