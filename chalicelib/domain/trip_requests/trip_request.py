"""What a traveller asks for, once it is understood: real places, real dates, nothing left to guess."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, get_args
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.domain.money import CurrencyCode, Money
from chalicelib.domain.passport_spelling import LatinName
from chalicelib.domain.person_names import normalise_name
from chalicelib.domain.places.place import Landmark, Place
from chalicelib.domain.text import LONGEST_NAME, CostCentre, PersonName, ShortText
from chalicelib.domain.timestamps import TimeOfDay
from chalicelib.domain.trip_requests.preferences import AnyPreference, TimeWindow
from chalicelib.domain.value import Value

MOST_SLICES = MOST_STAYS = 8
MOST_CARS = 4
MOST_PREFERENCES = 20
# Hotels rarely give a room before this local time.
CHECK_IN_FROM = time(15)
_FROM_MIDNIGHT = time()

# What may have to be asked back about a request in words; of one in fields, the places, each by where it stands first.
Answerable = Literal[
    "origin",
    "destination",
    "departOn",
    "returnOn",
    "nights",
    "dropOffOn",
    "cabin",
    "nightlyCap",
    "travellers",
    "latinNames",
    "costCentre",
    "unread",
    "english",
    "reading",
]
# What is asked about a request in another language: the same in English, which is then read in its place.
ENGLISH: Answerable = "english"
# What is asked where two readings of the same words differ; a choice names a whole request.
READING: Answerable = "reading"
AnswerText = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
_PLACE = r"(slices\.[0-7]\.(origin|destination)|stays\.[0-7]\.place|cars\.[0-3]\.(pickUp|dropOff))"
PlaceField = Annotated[str, msgspec.Meta(pattern=f"^{_PLACE}$", examples=["slices.0.destination"])]
_DAY = r"slices\.[0-7]\.departOn"
AnswerField = Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(get_args(Answerable))}|{_PLACE}|{_DAY})$")]
Answers = dict[AnswerField, AnswerText]
PlaceAnswers = dict[PlaceField, ShortText]


class Cabin(StrEnum):
    """Cabin class of a flight; of a train, first class stands for all above economy."""

    ECONOMY = "economy"
    PREMIUM_ECONOMY = "premium_economy"
    BUSINESS = "business"
    FIRST = "first"

    @property
    def rank(self) -> int:
        return _CABIN_RANKS[self]


# Looked up, because planning and searching compare cabins by the hundred thousand.
_CABIN_RANKS = {cabin: rank for rank, cabin in enumerate(Cabin)}


class TravelMode(StrEnum):
    """What a slice is travelled by."""

    AIR = "air"
    RAIL = "rail"
    ANY = "any"


class SliceRequest(Value, frozen=True, kw_only=True):
    """A requested slice: one direction of a journey, from one place to another on one day. Dates and times are local,
    those of the departure to its origin, those of the arrival to its destination."""

    origin: Annotated[Place, msgspec.Meta(description="Where the slice begins")]
    destination: Annotated[Place, msgspec.Meta(description="Where the slice ends")]
    depart_on: Annotated[date, msgspec.Meta(description="Day of departure, local to the origin")]
    mode: Annotated[TravelMode, msgspec.Meta(description="Whether it is flown, goes by train, or may be either")] = (
        TravelMode.AIR
    )
    cabin: Annotated[
        Cabin, msgspec.Meta(description="Asked for; options also come in the cabins next to it, unless it is a must")
    ] = Cabin.ECONOMY
    departure: Annotated[
        TimeWindow | None, msgspec.Meta(description="Between which times it departs; null: at any")
    ] = None
    arrival: Annotated[TimeWindow | None, msgspec.Meta(description="Between which times it arrives; null: at any")] = (
        None
    )


class StayRequest(Value, frozen=True, kw_only=True):
    """A requested hotel stay: local dates, from the night of `checkIn` to the night before `checkOut`."""

    place: Annotated[Place, msgspec.Meta(description="City where the hotel is to be")]
    check_in: Annotated[date, msgspec.Meta(description="Day of the first night, by the calendar of the hotel")]
    check_out: Annotated[date, msgspec.Meta(description="Day of departure; the night before it is the last")]
    nightly_cap: Annotated[
        Money | None, msgspec.Meta(description="The most that a room may cost a night; null: what the policy allows")
    ] = None
    near_centre: Annotated[bool, msgspec.Meta(description="True: hotels near the centre rank higher")] = False
    begins_on_arrival: Annotated[
        bool,
        msgspec.Meta(
            description="True: the stay begins in the night of arrival, whatever its date (an arrival before 06:00 "
            "belongs to the night before); `checkIn` is then the date of departure"
        ),
    ] = False
    keeps_nights: Annotated[
        bool,
        msgspec.Meta(description="True: a number of nights was requested; check-out moves with the night of arrival"),
    ] = False
    total_cap: Annotated[
        Money | None, msgspec.Meta(description="The most that all nights and rooms may cost together")
    ] = None
    arrives_by: Annotated[
        int | None,
        msgspec.Meta(
            description="Place in `slices`, from 0, of the slice by which the travellers arrive; null: by themselves"
        ),
    ] = None
    leaves_by: Annotated[
        int | None,
        msgspec.Meta(
            description="Place in `slices`, from 0, of the slice by which the travellers depart; null: by themselves"
        ),
    ] = None
    near: Annotated[Landmark | None, msgspec.Meta(description="The hotel should be near this place")] = None
    min_stars: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=5)] | None, msgspec.Meta(description="At least so many stars; null: any")
    ] = None
    refundable: Annotated[bool, msgspec.Meta(description="True: at least partly refundable")] = False

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days

    def ends_on(self, check_in: date) -> date:
        """Return the check-out of a stay that begins in the night of `check_in`."""
        return check_in + timedelta(days=self.nights) if self.keeps_nights else self.check_out


class CarCategory(StrEnum):
    """Category of a rental car: the first letter of its ACRISS code."""

    MINI = "mini"
    ECONOMY = "economy"
    COMPACT = "compact"
    INTERMEDIATE = "intermediate"
    STANDARD = "standard"
    FULL_SIZE = "full_size"
    PREMIUM = "premium"

    @property
    def rank(self) -> int:
        return list(CarCategory).index(self)


class CarRequest(Value, frozen=True, kw_only=True):
    """A requested rental car; dates and times are local to where it is picked up and dropped off."""

    pick_up: Annotated[Place, msgspec.Meta(description="City or airport where the car is picked up")]
    pick_up_on: Annotated[date, msgspec.Meta(description="Day of pick-up, local to that place")]
    pick_up_at: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day at which the car is picked up")]
    drop_off: Annotated[Place, msgspec.Meta(description="City or airport where the car is returned")]
    drop_off_on: Annotated[date, msgspec.Meta(description="Day of return, local to that place")]
    drop_off_at: Annotated[TimeOfDay, msgspec.Meta(description="Local time of day at which the car is returned")]
    category: Annotated[CarCategory, msgspec.Meta(description="At least this category")] = CarCategory.MINI
    automatic: Annotated[bool, msgspec.Meta(description="True: with an automatic gearbox")] = False

    @property
    def picked_up_at(self) -> datetime:
        """The moment in UTC at which it is picked up."""
        return _Moment(self.pick_up_on, time.fromisoformat(self.pick_up_at), self.pick_up).in_utc()

    @property
    def dropped_off_at(self) -> datetime:
        """The moment in UTC at which it is dropped off."""
        return _Moment(self.drop_off_on, time.fromisoformat(self.drop_off_at), self.drop_off).in_utc()


class Traveller(Value, frozen=True):
    """A traveller, with the name as in the passport."""

    given_name: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=LONGEST_NAME, description="All given names, in the order of the passport"
        ),
    ]
    family_name: Annotated[
        str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME, description="Family name as the passport has it")
    ]
    latin_given_name: Annotated[
        str | None, msgspec.Meta(description="As spelled for the carrier; null if the name is in letters from A to Z")
    ] = None
    latin_family_name: Annotated[
        str | None, msgspec.Meta(description="As spelled for the carrier; null if the name is in letters from A to Z")
    ] = None

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"


class TravellerName(Value, frozen=True):
    """A traveller of a new request, with the name as in the passport; its Latin spelling is asked where it is left out
    and the name is in other letters."""

    given_name: PersonName
    family_name: PersonName
    latin_given_name: LatinName | None = None
    latin_family_name: LatinName | None = None

    def __post_init__(self) -> None:
        for field in ("given_name", "family_name"):
            msgspec.structs.force_setattr(self, field, normalise_name(getattr(self, field)))


class TripRequest(Value, frozen=True, kw_only=True):
    """A trip request as it was understood: what is travelled, in order of time, where is stayed and what is driven."""

    slices: Annotated[
        tuple[SliceRequest, ...],
        msgspec.Meta(
            max_length=MOST_SLICES,
            description="Directions of the journey, in order of departure; empty for a trip without travel",
        ),
    ]
    stays: Annotated[
        tuple[StayRequest, ...],
        msgspec.Meta(max_length=MOST_STAYS, description="Hotel stays, in the order of the request"),
    ]
    cars: Annotated[
        tuple[CarRequest, ...],
        msgspec.Meta(max_length=MOST_CARS, description="Rental cars, in the order of the request"),
    ] = ()
    preferences: Annotated[
        tuple[AnyPreference, ...],
        msgspec.Meta(
            max_length=MOST_PREFERENCES,
            description="What somebody must have or would rather have, beside places, days and cabins",
        ),
    ] = ()
    purpose: Annotated[
        ShortText | None,
        msgspec.Meta(description="What the trip is for, in the requester's words; null if nobody said"),
    ]
    cost_centre: Annotated[
        CostCentre, msgspec.Meta(description="The cost centre that is charged, or that of the first traveller's share")
    ]
    travellers: Annotated[
        tuple[Traveller, ...],
        msgspec.Meta(
            min_length=1, max_length=9, description="Who travels, in the order of the request; one entry for each seat"
        ),
    ]
    currency: Annotated[
        CurrencyCode, msgspec.Meta(description="ISO 4217 code of the currency in which offers are requested")
    ]
    passenger_ids: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Ids of the passenger profiles of the travellers, if they were given as profiles"),
    ] = ()
    cost_centres: Annotated[
        tuple[CostCentre, ...],
        msgspec.Meta(
            description="Cost centre of each traveller's share, in the order of `travellers`; empty if `costCentre` "
            "is charged for all"
        ),
    ] = ()

    @property
    def charged(self) -> tuple[str, ...]:
        """The cost centre of each traveller's share, in the order of the travellers."""
        return self.cost_centres or (self.cost_centre,) * len(self.travellers)

    @property
    def starts_on(self) -> date:
        """The first day of the trip, on the wall of `start`."""
        return self._first.day

    @property
    def start(self) -> Place:
        """Where the trip starts."""
        return self._first.place

    @property
    def ends_on(self) -> date:
        """The last day that is asked for, each on the wall of its own place."""
        return max(
            [
                *(each.depart_on for each in self.slices),
                *(each.check_out for each in self.stays),
                *(each.drop_off_on for each in self.cars),
            ]
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place of the trip once, in the order in which it is named: slices first, then stays and cars."""
        slices = [place for each in self.slices for place in (each.origin, each.destination)]
        stays = [each.place for each in self.stays]
        cars = [place for each in self.cars for place in (each.pick_up, each.drop_off)]
        return tuple(dict.fromkeys([*slices, *stays, *cars]))

    @property
    def destinations(self) -> tuple[Place, ...]:
        """Where the trip goes: its places but the one it starts from, if it is travelled from there."""
        home = self.slices[0].origin if self.slices else None
        return tuple(place for place in self.places if place != home)

    @property
    def _first(self) -> "_Moment":
        """What happens first: not by the dates alone, as one may arrive the day before one left where the date line is
        crossed; slices are in order of time."""
        begins = (
            *(_Moment(each.depart_on, _FROM_MIDNIGHT, each.origin) for each in self.slices[:1]),
            *(_Moment(each.check_in, CHECK_IN_FROM, each.place) for each in self.stays if each.arrives_by is None),
            *(_Moment(each.pick_up_on, time.fromisoformat(each.pick_up_at), each.pick_up) for each in self.cars),
        )
        return begins[0] if len(begins) == 1 else min(begins, key=_Moment.in_utc)


class _Moment(NamedTuple):
    """When and where something begins or ends, by the clock there."""

    day: date
    hour: time
    place: Place

    def in_utc(self) -> datetime:
        return datetime.combine(self.day, self.hour, ZoneInfo(self.place.timezone)).astimezone(UTC)
