"""Claims about a request in words: each a value of the trip, with the phrase of the request that bears it out.

A claim is never believed: `checking` reads the phrase by the same rules as any request, and keeps the claim only where
that gives the same value.
"""

from typing import Annotated

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.text import ShortText
from chalicelib.domain.timestamps import Day
from chalicelib.domain.trip_requests.preferences import AnyPreference, TimeWindow
from chalicelib.domain.trip_requests.trip_request import MOST_SLICES, Cabin, CarCategory, TravelMode
from chalicelib.domain.value import Value

LONGEST_PHRASE = 200
MOST_CLAIMS = 80

Phrase = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=LONGEST_PHRASE,
        description="The words of the request that say so, copied letter by letter, whole: with weekday, month and "
        "year, currency, unit and limit",
    ),
]
PlaceName = Annotated[
    str, msgspec.Meta(min_length=1, max_length=100, description="City in English, or IATA code if that is written")
]
SliceIndex = Annotated[int, msgspec.Meta(ge=0, le=MOST_SLICES - 1, description="Which slice of the journey, from 0")]


class Claim(Value, frozen=True, kw_only=True, tag_field="says"):
    """What every claim has."""

    phrase: Phrase


class OriginClaim(Claim, frozen=True, kw_only=True, tag="origin"):
    """Where a slice departs."""

    slice: SliceIndex
    place: PlaceName


class DestinationClaim(Claim, frozen=True, kw_only=True, tag="destination"):
    """Where a slice arrives."""

    slice: SliceIndex
    place: PlaceName


class DepartureDayClaim(Claim, frozen=True, kw_only=True, tag="depart_on"):
    """The local day on which a slice departs; the way back is a slice as well."""

    slice: SliceIndex
    day: Day


class OneWayClaim(Claim, frozen=True, kw_only=True, tag="one_way"):
    """There is no way back."""


class ModeClaim(Claim, frozen=True, kw_only=True, tag="mode"):
    """What all slices are travelled by."""

    mode: TravelMode


class CabinClaim(Claim, frozen=True, kw_only=True, tag="cabin"):
    """The cabin of all slices."""

    cabin: Cabin


class DepartureClaim(Claim, frozen=True, kw_only=True, tag="departure"):
    """Between which local times a slice departs."""

    slice: SliceIndex
    window: TimeWindow


class ArrivalClaim(Claim, frozen=True, kw_only=True, tag="arrival"):
    """Between which local times a slice arrives."""

    slice: SliceIndex
    window: TimeWindow


class HotelClaim(Claim, frozen=True, kw_only=True, tag="hotel"):
    """A hotel is asked for."""


class StayPlaceClaim(Claim, frozen=True, kw_only=True, tag="stay_place"):
    """A city in which a hotel is asked for, or a car to which no slice leads."""

    place: PlaceName


class NightsClaim(Claim, frozen=True, kw_only=True, tag="nights"):
    """How many nights are spent away."""

    nights: Annotated[int, msgspec.Meta(ge=1, le=99)]


class CheckInClaim(Claim, frozen=True, kw_only=True, tag="check_in"):
    """The first night of a hotel, or the first day of a car, to which no slice leads."""

    day: Day


class CheckOutClaim(Claim, frozen=True, kw_only=True, tag="check_out"):
    """The last day of such a hotel or car."""

    day: Day


class NightlyCapClaim(Claim, frozen=True, kw_only=True, tag="nightly_cap"):
    """The most that a night may cost."""

    amount: Money


class TotalCapClaim(Claim, frozen=True, kw_only=True, tag="total_cap"):
    """The most that all nights may cost together."""

    amount: Money


class NearCentreClaim(Claim, frozen=True, kw_only=True, tag="near_centre"):
    """The hotel is to be near the centre."""


class MinStarsClaim(Claim, frozen=True, kw_only=True, tag="min_stars"):
    """How many stars the hotel has at least."""

    stars: Annotated[int, msgspec.Meta(ge=1, le=5)]


class CarClaim(Claim, frozen=True, kw_only=True, tag="car"):
    """A rental car is asked for."""

    category: CarCategory = CarCategory.MINI
    automatic: bool = False


class PreferenceClaim(Claim, frozen=True, kw_only=True, tag="preference"):
    """What must be so of the trip, or would be liked."""

    preference: AnyPreference


class PartyClaim(Claim, frozen=True, kw_only=True, tag="party"):
    """How many travel in all."""

    count: Annotated[int, msgspec.Meta(ge=1, le=999)]


class CompanionClaim(Claim, frozen=True, kw_only=True, tag="companion"):
    """Somebody who travels besides whoever asks, by their whole name."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class PurposeClaim(Claim, frozen=True, kw_only=True, tag="purpose"):
    """What the trip is for, in the words of the request."""

    purpose: ShortText


AnyClaim = (
    OriginClaim
    | DestinationClaim
    | DepartureDayClaim
    | OneWayClaim
    | ModeClaim
    | CabinClaim
    | DepartureClaim
    | ArrivalClaim
    | HotelClaim
    | StayPlaceClaim
    | NightsClaim
    | CheckInClaim
    | CheckOutClaim
    | NightlyCapClaim
    | TotalCapClaim
    | NearCentreClaim
    | MinStarsClaim
    | CarClaim
    | PreferenceClaim
    | PartyClaim
    | CompanionClaim
    | PurposeClaim
)


class ClaimedTrip(Value, frozen=True):
    """The trip that a request in words asks for, claim by claim."""

    claims: Annotated[tuple[AnyClaim, ...], msgspec.Meta(max_length=MOST_CLAIMS)]
