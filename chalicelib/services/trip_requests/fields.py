"""A trip request as it comes in: in words, or in fields with places by name or code."""

from typing import Annotated

import msgspec

from chalicelib.domain.ids import PassengerId
from chalicelib.domain.money import CurrencyCode, Money
from chalicelib.domain.places.place import Landmark
from chalicelib.domain.text import CostCentre, ShortText
from chalicelib.domain.timestamps import Day, TimeOfDay
from chalicelib.domain.trip_requests.preferences import AnyPreference, TimeWindow
from chalicelib.domain.trip_requests.trip_request import (
    ENGLISH,
    MOST_CARS,
    MOST_PREFERENCES,
    MOST_SLICES,
    MOST_STAYS,
    Answers,
    Cabin,
    CarCategory,
    TravellerName,
    TravelMode,
)
from chalicelib.domain.value import Value

PlaceText = Annotated[
    str, msgspec.Meta(min_length=1, max_length=100, description="A city, or an IATA airport or city code")
]


class RequestedSlice(Value, frozen=True, kw_only=True):
    """One direction of the journey. Days and times are local, those of the arrival to the destination."""

    origin: Annotated[PlaceText, msgspec.Meta(examples=["Berlin"])]
    destination: Annotated[PlaceText, msgspec.Meta(examples=["London"])]
    depart_on: Annotated[Day, msgspec.Meta(description="Day of departure, local to the origin (ISO 8601)")]
    mode: Annotated[TravelMode, msgspec.Meta(description="Whether to fly, to go by train, or either")] = TravelMode.AIR
    cabin: Annotated[Cabin, msgspec.Meta(description="Cabin to search in")] = Cabin.ECONOMY
    departure: Annotated[
        TimeWindow | None, msgspec.Meta(description="Between which local times to depart; null: any")
    ] = None
    arrival: Annotated[
        TimeWindow | None,
        msgspec.Meta(description="Between which local times to arrive, by the destination's clock; null: any"),
    ] = None


class RequestedStay(Value, frozen=True, kw_only=True):
    """A hotel stay; by default where the trip goes to, for all nights there."""

    place: Annotated[
        PlaceText | None, msgspec.Meta(description="By default where the trip goes to, if that is one place")
    ] = None
    check_in: Annotated[
        Day | None,
        msgspec.Meta(
            description="Date of the first night; by default the night of arrival, to which an arrival before 06:00 of "
            "the next day belongs. Required where no slice arrives"
        ),
    ] = None
    check_out: Annotated[
        Day | None,
        msgspec.Meta(description="By default the day of the next departure from there; required, or `nights`, without"),
    ] = None
    nights: Annotated[int, msgspec.Meta(ge=1, le=99, description="Instead of `checkOut`")] | None = None
    nightly_cap: Annotated[
        Money | None, msgspec.Meta(description="The most that a room may cost a night; null: what the policy allows")
    ] = None
    near_centre: Annotated[bool, msgspec.Meta(description="True: hotels near the centre rank higher")] = False
    total_cap: Annotated[
        Money | None, msgspec.Meta(description="The most that all nights and rooms may cost together")
    ] = None
    near: Annotated[Landmark | None, msgspec.Meta(description="The hotel should be near this place")] = None
    min_stars: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=5)] | None, msgspec.Meta(description="At least so many stars; null: any")
    ] = None
    refundable: Annotated[bool, msgspec.Meta(description="True: at least partly refundable")] = False


class RequestedCar(Value, frozen=True, kw_only=True):
    """A rental car; days and times are local to where it is picked up and dropped off."""

    pick_up: Annotated[PlaceText, msgspec.Meta(examples=["Munich"])]
    pick_up_on: Annotated[Day, msgspec.Meta(description="Day of pick-up, local to that place (ISO 8601)")]
    pick_up_at: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day at which to pick the car up")] = (
        "10:00"
    )
    drop_off: Annotated[PlaceText | None, msgspec.Meta(description="By default where it is picked up")] = None
    drop_off_on: Annotated[Day, msgspec.Meta(description="Day of return, local to that place (ISO 8601)")]
    drop_off_at: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day at which to return the car")] = (
        "10:00"
    )
    category: Annotated[CarCategory, msgspec.Meta(description="Smallest category that will do")] = CarCategory.MINI
    automatic: Annotated[bool, msgspec.Meta(description="True: only with an automatic gearbox")] = False


Slices = Annotated[
    tuple[RequestedSlice, ...],
    msgspec.Meta(
        max_length=MOST_SLICES,
        description="In order of time: one way, there and back, through several cities, with gaps travelled by "
        "oneself, or none at all",
    ),
]
Stays = Annotated[
    tuple[RequestedStay, ...], msgspec.Meta(max_length=MOST_STAYS, description="Hotel stays in order of time")
]
Cars = Annotated[tuple[RequestedCar, ...], msgspec.Meta(max_length=MOST_CARS, description="Rental cars")]
Preferences = Annotated[
    tuple[AnyPreference, ...],
    msgspec.Meta(
        max_length=MOST_PREFERENCES,
        description="What must be so (`must`: what falls short comes last, and says in what) or would be liked "
        "(`wish`)",
    ),
]


class BookingRequest(Value, frozen=True):
    """A trip request: `request` in words, or at least one of `slices`, `stays` and `cars`.

    `answers` answers the questions of an earlier attempt, by the question's field.
    """

    request: Annotated[str, msgspec.Meta(min_length=1, max_length=1000, description="The trip in words")] | None = None
    answers: Annotated[
        Answers,
        msgspec.Meta(description="Answers to the `questions` of a 422, by their `field`: the `code` of a choice each"),
    ] = {}
    replies: Annotated[
        tuple[Annotated[str, msgspec.Meta(min_length=1, max_length=500)], ...],
        msgspec.Meta(
            max_length=10,
            description="What you said since, in order: answers in words to what was asked back about `request`, and "
            "corrections of it",
            examples=[["the one in Germany", "no, the 12th"]],
        ),
    ] = ()
    slices: Slices = ()
    stays: Stays = ()
    cars: Cars = ()
    preferences: Preferences = ()
    cabin: Annotated[
        Cabin | None, msgspec.Meta(description="Of a request in words that names none; `economy` by default")
    ] = None
    purpose: Annotated[
        ShortText | None, msgspec.Meta(description="What the trip is for; the policy may ask for it")
    ] = None
    cost_centre: Annotated[
        CostCentre | None,
        msgspec.Meta(
            description="The cost centre that is charged for all; by default each traveller's share is charged to "
            "their own, and a guest's to yours"
        ),
    ] = None
    travellers: Annotated[
        tuple[TravellerName, ...],
        msgspec.Meta(max_length=9, description="Travellers, you included; by default only you"),
    ] = ()
    passenger_ids: Annotated[
        tuple[PassengerId, ...],
        msgspec.Meta(
            max_length=9, description="Instead of `travellers`: ids of passenger profiles that you may book for"
        ),
    ] = ()
    currency: Annotated[
        CurrencyCode | None,
        msgspec.Meta(
            description="Currency of the offers, the company's by default; one in which no supplier sells is refused, "
            "with those that there are"
        ),
    ] = None

    @property
    def said(self) -> str | None:
        """All that was said of the trip in words: the request, and what was said since."""
        return None if self.request is None else "\n".join((self.request, *self.replies))

    @property
    def words(self) -> str | None:
        """The words that are read: those of the request, or the same in English where that was asked for."""
        return None if self.request is None else self.answers.get(ENGLISH, "").strip() or self.request
