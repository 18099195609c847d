"""What travellers would rather have, or must have: preferences of a trip request, each for all of the trip or for some
slices or stays of it.

A must that no itinerary meets is said, with the nearest that can be had; a wish moves an itinerary up by what the
company says such a thing is worth, or by a place where it says nothing.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.timestamps import TimeOfDay
from chalicelib.domain.value import Value

CarrierCode = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{2}$", description="IATA airline designator")]
SliceIndexes = Annotated[
    tuple[Annotated[int, msgspec.Meta(ge=0, le=7)], ...],
    msgspec.Meta(max_length=8, description="Places in `slices`, from 0, that it is about; empty for all"),
]
StayIndexes = Annotated[
    tuple[Annotated[int, msgspec.Meta(ge=0, le=7)], ...],
    msgspec.Meta(max_length=8, description="Places in `stays`, from 0, that it is about; empty for all"),
]


class Strength(StrEnum):
    """Whether something must be so, or would only be liked."""

    MUST = "must"
    WISH = "wish"


class TimeWindow(Value, frozen=True):
    """Between which local times something is to happen, both included; null is open on that side."""

    not_before: Annotated[
        TimeOfDay | None, msgspec.Meta(description="Earliest local time of day; null: from midnight")
    ] = None
    not_after: Annotated[
        TimeOfDay | None, msgspec.Meta(description="Latest local time of day; null: until midnight")
    ] = None
    strength: Annotated[
        Strength, msgspec.Meta(description="Whether an offer outside these times is refused or only ranked lower")
    ] = Strength.MUST

    def includes(self, moment: datetime, zone: str) -> bool:
        """Return whether clocks in `zone` show a time within it at `moment`."""
        shown = f"{moment.astimezone(ZoneInfo(zone)):%H:%M}"
        return (self.not_before or shown) <= shown <= (self.not_after or shown)


class Alliance(StrEnum):
    """An airline alliance."""

    ONEWORLD = "oneworld"
    SKYTEAM = "skyteam"
    STAR_ALLIANCE = "star_alliance"


class ComponentKind(StrEnum):
    """Kind of a component of a trip."""

    FLIGHT = "flight"
    RAIL = "rail"
    STAY = "stay"
    CAR = "car"


class SeatPosition(StrEnum):
    """Where in a row a seat is."""

    AISLE = "aisle"
    WINDOW = "window"


class Preference(Value, frozen=True, tag_field="preference"):
    """What every preference has."""

    strength: Annotated[
        Strength, msgspec.Meta(description="Whether an option that lacks it is left out, or only ranked lower")
    ]


class MostStops(Preference, frozen=True, kw_only=True, tag="most_stops"):
    """At most so many changes of aircraft or train on a slice; 0 is non-stop."""

    stops: Annotated[int, msgspec.Meta(ge=0, le=3, description="Changes on a slice; 0 is non-stop")]
    slices: SliceIndexes = ()


class NoOvernight(Preference, frozen=True, kw_only=True, tag="no_overnight"):
    """No slice is under way through the night."""

    slices: SliceIndexes = ()


class CabinAsRequested(Preference, frozen=True, kw_only=True, tag="cabin_as_requested"):
    """Every segment in the cabin that its slice asks for, or a better one."""

    slices: SliceIndexes = ()


class WithCarriers(Preference, frozen=True, kw_only=True, tag="carriers"):
    """Every flight with one of these carriers, or with a member of the alliance."""

    carriers: Annotated[
        tuple[CarrierCode, ...], msgspec.Meta(max_length=20, description="Airlines that will do, by IATA designator")
    ] = ()
    alliance: Annotated[
        Alliance | None, msgspec.Meta(description="Its members will do as well; null: only `carriers`")
    ] = None
    slices: SliceIndexes = ()


class WithoutCarriers(Preference, frozen=True, kw_only=True, tag="without_carriers"):
    """No flight with any of these carriers."""

    carriers: Annotated[
        tuple[CarrierCode, ...],
        msgspec.Meta(min_length=1, max_length=20, description="Airlines that will not do, by IATA designator"),
    ]
    slices: SliceIndexes = ()


class RefundableComponents(Preference, frozen=True, kw_only=True, tag="refundable"):
    """Components of these kinds (none: of all) are at least partly refundable."""

    kinds: Annotated[
        tuple[ComponentKind, ...],
        msgspec.Meta(max_length=4, description="Kinds of components that are meant; empty for all"),
    ] = ()


class CheckedBags(Preference, frozen=True, kw_only=True, tag="checked_bags"):
    """At least so many checked bags a traveller are included."""

    bags: Annotated[int, msgspec.Meta(ge=1, le=3, description="Bags for each traveller, included in the fare")]
    slices: SliceIndexes = ()


class SeatChoice(Preference, frozen=True, kw_only=True, tag="seat"):
    """A seat at the aisle or at the window can be chosen, for a fee or without one."""

    position: Annotated[SeatPosition, msgspec.Meta(description="Which seats it is about")]
    slices: SliceIndexes = ()


class NearPlace(Preference, frozen=True, kw_only=True, tag="near_place"):
    """A hotel at most so many metres from the place that its stay is to be near, or from the centre."""

    within_metres: Annotated[
        int, msgspec.Meta(ge=100, le=50_000, description="Farthest that the hotel may be from there, in metres")
    ]
    stays: StayIndexes = ()


AnyPreference = (
    MostStops
    | NoOvernight
    | CabinAsRequested
    | WithCarriers
    | WithoutCarriers
    | RefundableComponents
    | CheckedBags
    | SeatChoice
    | NearPlace
)
