"""What a traveller asks for, once it is understood: real places, real dates, nothing left to guess."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal, get_args

import msgspec

from chalicelib.domain.money import CurrencyCode, Money
from chalicelib.domain.passport_spelling import LatinName
from chalicelib.domain.person_names import normalise_name
from chalicelib.domain.places.place import Place
from chalicelib.domain.text import LONGEST_NAME, CostCentre, PersonName, ShortText
from chalicelib.domain.value import Value

# What may have to be asked back about a request in words.
Answerable = Literal[
    "origin",
    "destination",
    "departOn",
    "returnOn",
    "nights",
    "cabin",
    "nightlyCap",
    "travellers",
    "latinNames",
    "costCentre",
    "unread",
]
AnswerText = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Answers = Annotated[
    dict[Answerable, AnswerText],
    msgspec.Meta(extra_json_schema={"propertyNames": {"enum": list(get_args(Answerable))}}),
]
Doubtful = Literal["origin", "destination"]  # of a request in fields
PlaceAnswers = Annotated[
    dict[Doubtful, ShortText], msgspec.Meta(extra_json_schema={"propertyNames": {"enum": list(get_args(Doubtful))}})
]


class Cabin(StrEnum):
    """Cabin class of a flight."""

    ECONOMY = "economy"
    PREMIUM_ECONOMY = "premium_economy"
    BUSINESS = "business"
    FIRST = "first"

    @property
    def rank(self) -> int:
        return list(Cabin).index(self)


class StayRequest(Value, frozen=True):
    """A requested hotel stay at the destination: local dates, from the night of `checkIn` to the night before
    `checkOut`."""

    check_in: date
    check_out: date
    nightly_cap: Money | None = None
    near_centre: bool = False
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

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days

    def ends_on(self, check_in: date) -> date:
        """Return the check-out of a stay that begins in the night of `check_in`."""
        return check_in + timedelta(days=self.nights) if self.keeps_nights else self.check_out


class Traveller(Value, frozen=True):
    """A traveller, with the name as in the passport."""

    given_name: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
    family_name: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
    latin_given_name: Annotated[
        str | None, msgspec.Meta(description="As spelled for the carrier; null if the name is in letters from A to Z")
    ] = None
    latin_family_name: str | None = None

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


class TripRequest(Value, frozen=True):
    """A trip request as it was understood; dates are local to the place of departure."""

    origin: Place
    destination: Place
    depart_on: date
    return_on: date | None
    cabin: Cabin
    stay: StayRequest | None
    purpose: ShortText | None
    cost_centre: Annotated[
        CostCentre, msgspec.Meta(description="The cost centre that is charged, or that of the first traveller's share")
    ]
    travellers: Annotated[tuple[Traveller, ...], msgspec.Meta(min_length=1, max_length=9)]
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
