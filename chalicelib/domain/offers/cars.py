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

    name: ShortText
    city: str
    country: CountryCode
    latitude: float
    longitude: float
    timezone: str


class CarOffer(BaseOffer, frozen=True, kw_only=True, tag="car", tag_field="kind"):
    """A rental car for all travellers; times are UTC. `daily` is the average price of a day of 24 hours, begun ones
    included."""

    company: ShortText
    model: Annotated[ShortText, msgspec.Meta(description="A car of its category", examples=["Volkswagen Golf"])]
    category: CarCategory
    acriss: Annotated[str, msgspec.Meta(pattern="^[A-Z]{4}$", description="ACRISS car code", examples=["CDAR"])]
    seats: Annotated[int, msgspec.Meta(ge=1)]
    automatic: bool
    pick_up: RentalStation
    drop_off: RentalStation
    pick_up_at: datetime
    drop_off_at: datetime
    car_index: Annotated[int, msgspec.Meta(ge=0, le=7, description="Place in the request's `cars`, from 0")]
    days: Annotated[int, msgspec.Meta(ge=1)]
    daily: Money

    @property
    def name(self) -> str:
        """What it is called on an itinerary."""
        return f"{self.company} car in {self.pick_up.city}"
