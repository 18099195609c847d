"""What is offered to drive: rental cars."""

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.terms import BaseOffer
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import CarCategory
from chalicelib.domain.value import Value


class RentalStation(Value, frozen=True):
    """Where a rental car is picked up or dropped off."""

    name: Annotated[ShortText, msgspec.Meta(description="Name of the rental station")]
    city: Annotated[str, msgspec.Meta(description="City of the station")]
    country: Annotated[CountryCode, msgspec.Meta(description="Country of the station (ISO 3166-1 alpha-2)")]
    latitude: float
    longitude: float
    timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the station")]


class CarOffer(BaseOffer, frozen=True, kw_only=True, tag="car", tag_field="kind"):
    """A rental car for all travellers; times are UTC. `daily` is the average price of a day of 24 hours, begun ones
    included."""

    company: Annotated[ShortText, msgspec.Meta(description="Rental company")]
    model: Annotated[ShortText, msgspec.Meta(description="A car of its category", examples=["Volkswagen Golf"])]
    category: Annotated[
        CarCategory, msgspec.Meta(description="Size of the car, by the first letter of its ACRISS code")
    ]
    acriss: Annotated[
        str,
        msgspec.Meta(
            pattern="^[A-Z]{4}$",
            description="Category, doors, gearbox and fuel of the car, as an ACRISS code",
            examples=["CDAR"],
        ),
    ]
    seats: Annotated[int, msgspec.Meta(ge=1, description="Seats, the driver's included")]
    automatic: Annotated[bool, msgspec.Meta(description="True: with an automatic gearbox")]
    pick_up: Annotated[RentalStation, msgspec.Meta(description="Where the car is picked up")]
    drop_off: Annotated[RentalStation, msgspec.Meta(description="Where the car is returned")]
    pick_up_at: Annotated[datetime, msgspec.Meta(description="When the car is picked up")]
    drop_off_at: Annotated[datetime, msgspec.Meta(description="When the car has to be returned")]
    car_index: Annotated[int, msgspec.Meta(ge=0, le=7, description="Place in the request's `cars`, from 0")]
    days: Annotated[
        int, msgspec.Meta(ge=1, description="Days that are charged: of 24 hours each, the last one begun included")
    ]
    daily: Annotated[Money, msgspec.Meta(description="Average price of such a day, taxes included")]

    @property
    def name(self) -> str:
        """What it is called on an itinerary."""
        return f"{self.company} car in {self.pick_up.city}"
