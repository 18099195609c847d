"""What trips are listed by across the company."""

from datetime import UTC, datetime, time
from typing import Annotated

import msgspec

from chalicelib.domain.bookings.parties import PartyRole
from chalicelib.domain.ids import UserId
from chalicelib.domain.places.place import CountryCode
from chalicelib.domain.text import CostCentre
from chalicelib.domain.timestamps import Day
from chalicelib.domain.trips.trip import TripStatus, Window
from chalicelib.domain.value import SentValue
from chalicelib.domain.verdict import Outcome


class TripFilters(SentValue, frozen=True):
    """Which trips are meant; all of them together."""

    status: Annotated[TripStatus | None, msgspec.Meta(description="Only trips that have this status now")] = None
    starts_from: Annotated[
        Day | None,
        msgspec.Meta(
            description="Only trips that start on this day (UTC) or later; with `scope=all`, today if neither this, "
            "`startsTo`, `on` nor `userId` is given"
        ),
    ] = None
    starts_to: Annotated[
        Day | None,
        msgspec.Meta(
            description="Only trips that start on this day (UTC) or earlier; with `scope=all` at most 366 days from "
            "the first, which are meant if it is not given"
        ),
    ] = None
    user_id: Annotated[
        UserId | None, msgspec.Meta(description="`userId` of a requester or traveller; only for travel managers")
    ] = None
    role: Annotated[
        PartyRole | None,
        msgspec.Meta(description="`requester`: only trips that they asked for; `traveller`: only those they travel on"),
    ] = None
    cost_centre: Annotated[
        CostCentre | None,
        msgspec.Meta(description="With `scope=all`: only trips of whose booking it pays, or a share"),
    ] = None
    outcome: Annotated[
        Outcome | None,
        msgspec.Meta(description="With `scope=all`: only trips whose booked option had this policy outcome"),
    ] = None
    country: Annotated[
        CountryCode | None,
        msgspec.Meta(description="With `scope=all`: only trips whose booking has a place in this country"),
    ] = None
    on: Annotated[
        Day | None,
        msgspec.Meta(
            description="With `scope=all` and `country`: only booked trips that are there on this day, by the calendar "
            "there: on the way in or out, staying, or between arriving and leaving"
        ),
    ] = None

    @property
    def is_of_bookings(self) -> bool:
        """Whether a trip's booking says whether it is meant; with `on`, the country is no matter of the booking."""
        of_booking = (self.cost_centre, self.outcome, None if self.on else self.country)
        return any(each is not None for each in of_booking)

    @property
    def window(self) -> Window:
        """From the first moment of the first day to the last of the last one."""
        since = datetime.combine(self.starts_from, time(), UTC) if self.starts_from else None
        until = datetime.combine(self.starts_to, time.max, UTC) if self.starts_to else None
        return Window(since, until)
