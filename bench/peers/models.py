"""An item in pydantic, for the peers whose framework validates with it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=200)]
Zone = Annotated[str, Field(pattern="^[A-Za-z0-9/_+-]{1,64}$")]


class Kind(StrEnum):
    FLIGHT = "flight"
    STAY = "stay"
    RIDE = "ride"
    RAIL = "rail"
    MEETING = "meeting"
    NOTE = "note"


class Status(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    DONE = "done"


class Place(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Text
    address: Text | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class ItemDetails(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Kind = Kind.NOTE
    name: Text
    description: Annotated[str, Field(max_length=2_000)] | None = None
    status: Status = Status.PLANNED
    tripId: None = None
    startsAt: AwareDatetime | None = None
    endsAt: AwareDatetime | None = None
    startTimezone: Zone | None = None
    endTimezone: Zone | None = None
    place: Place | None = None
    recordLocator: Annotated[str, Field(max_length=100)] | None = None
    expiresAt: AwareDatetime | None = None


class ItemView(BaseModel):
    itemId: str
    kind: Kind
    name: str
    description: str | None
    status: Status
    tripId: str | None
    startsAt: datetime | None
    endsAt: datetime | None
    startTimezone: str | None
    endTimezone: str | None
    place: Place | None
    recordLocator: str | None
    booked: bool
    userId: str
    createdAt: datetime
    updatedAt: datetime
    createdBy: str
    expiresAt: datetime | None
    version: int
