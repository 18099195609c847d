"""A trip and the items on its itinerary: what a booking becomes once it is bought."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from chalicelib.domain.booking import Booking
from chalicelib.domain.money import Money
from chalicelib.domain.offers import FlightOffer, Order, StayOffer
from chalicelib.domain.value import Value


class TripState(StrEnum):
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    FLIGHT = "flight"
    STAY = "stay"


class Trip(Value):
    """A journey of one employee; its itinerary is the list of its items."""

    trip_id: str
    employee_id: str
    booking_id: str
    name: Annotated[str, msgspec.Meta(examples=["Berlin to London"])]
    state: TripState
    starts_at: datetime
    ends_at: datetime
    price: Money
    created_at: datetime
    updated_at: datetime
    version: int = 1


class TripItem(Value):
    """One entry of an itinerary: a flight segment or a stay; times are UTC, zones say the local time."""

    item_id: str
    trip_id: str
    employee_id: str
    kind: ItemKind
    name: str
    description: str
    status: str
    reference: Annotated[str, msgspec.Meta(description="Record locator or confirmation number")]
    starts_at: datetime
    ends_at: datetime
    start_timezone: str
    end_timezone: str
    latitude: float | None
    longitude: float | None
    created_at: datetime
    updated_at: datetime
    created_by: str
    version: int = 1
