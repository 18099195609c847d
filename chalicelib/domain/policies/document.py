"""The company's travel policy: its clauses, the rules they carry, and the verdict on an option. No model decides one.

A rule says what it allows, the clause it rests on, and the action that breaking it calls for. `verdicts.judge` applies
them; `policy_checks.check` says what is wrong with a document before it becomes a version.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.money import CurrencyCode, Money, convert
from chalicelib.domain.places.place import CountryCode, IataCode
from chalicelib.domain.policies.approval_rules import ApprovalRules
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Action

ClauseNumber = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[1-9][0-9]{0,2}(\.[1-9][0-9]{0,2}){0,3}$", description="The clause's number", examples=["4.2"]
    ),
]
CarrierCode = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{2}$", description="IATA airline designator")]
Amounts = Annotated[
    tuple[Money, ...],
    msgspec.Meta(
        min_length=1,
        description="One limit in several currencies, the policy's own among them; others are converted by `rates`",
        examples=[[{"amount": 20000, "currency": "EUR"}]],
    ),
]
Scope = Literal["any", "domestic", "international"]


class Tag(StrEnum):
    """What trips a clause speaks of, beyond the rules that it carries."""

    ALWAYS = "always"
    FLIGHT = "flight"
    STAY = "stay"
    DOMESTIC = "domestic"
    INTERNATIONAL = "international"
    GROUP = "group"


class Clause(Value, frozen=True):
    """One numbered paragraph of the policy, as employees read it."""

    number: ClauseNumber
    title: ShortText
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
    tags: tuple[Tag, ...] = ()


class Rate(Value, frozen=True):
    """The company's exchange rate: one major unit of `currency` is `rate` major units of the policy's currency."""

    currency: CurrencyCode
    rate: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^[0-9]{1,7}(\.[0-9]{1,9})?$",
            description="A decimal number, as text to be exact",
            examples=["0.92"],
        ),
    ]

    @property
    def worth(self) -> Decimal:
        """The rate as a number."""
        return Decimal(self.rate)


class Rule(Value, frozen=True, tag_field="rule"):
    """What every rule has: the clause it rests on, and what breaking it calls for."""

    clause: ClauseNumber
    action: Action

    @property
    def name(self) -> str:
        return str(self.__struct_config__.tag)


class CabinBand(Value, frozen=True):
    """From this flight time on, this cabin is the highest allowed."""

    from_seconds: Annotated[int, msgspec.Meta(ge=0, description="Seconds")]
    cabin: Cabin


class CabinByDuration(Rule, frozen=True, tag="cabin_by_duration"):
    """The highest cabin in each direction, by the block time of that direction's longest flight."""

    bands: Annotated[tuple[CabinBand, ...], msgspec.Meta(min_length=1, description="Ascending, the first from 0")]


class FareBand(Value, frozen=True):
    """From this route length on, this much for one passenger in one direction."""

    from_metres: Annotated[int, msgspec.Meta(ge=0, description="Metres")]
    amounts: Amounts


class FareCap(Rule, frozen=True, tag="fare_cap"):
    """The highest fare for one passenger and direction, by great-circle length of the route; a return has twice it."""

    bands: Annotated[tuple[FareBand, ...], msgspec.Meta(min_length=1, description="Ascending, the first from 0")]


class CityCap(Value, frozen=True):
    """A city's nightly limit; `also` lists the names under which suppliers know the city."""

    city: ShortText
    country: CountryCode
    amounts: Amounts
    also: tuple[ShortText, ...] = ()


class CountryCap(Value, frozen=True):
    country: CountryCode
    amounts: Amounts


class NightlyCap(Rule, frozen=True, tag="nightly_cap"):
    """The highest price of a room a night, all taxes in: the city's, else the country's, else the default."""

    default: Amounts
    countries: tuple[CountryCap, ...] = ()
    cities: tuple[CityCap, ...] = ()


class TotalCap(Rule, frozen=True, tag="total_cap"):
    """The highest price of the whole option, all passengers together."""

    amounts: Amounts


class BudgetAvailable(Rule, frozen=True, tag="budget_available"):
    """The cost centre has a budget, and the price fits into what is left of it."""


class AdvanceBooking(Rule, frozen=True, tag="advance_booking"):
    """At least this many days from the day of booking to the day of departure."""

    min_days: Annotated[int, msgspec.Meta(ge=1, le=365, description="Days")]
    scope: Scope = "any"


class Carrier(Value, frozen=True):
    code: CarrierCode
    name: ShortText


class PreferredCarriers(Rule, frozen=True, tag="preferred_carriers"):
    """Every flight is with one of these."""

    carriers: Annotated[tuple[Carrier, ...], msgspec.Meta(min_length=1)]


class BarredCarriers(Rule, frozen=True, tag="barred_carriers"):
    """No flight is with one of these."""

    carriers: Annotated[tuple[Carrier, ...], msgspec.Meta(min_length=1)]


class City(Value, frozen=True):
    """A city by name, and by its airports where a trip may name one of them instead."""

    city: ShortText
    country: CountryCode
    airports: tuple[IataCode, ...] = ()


class DestinationApproval(Rule, frozen=True, tag="destination_approval"):
    """The destination is none of these countries and cities; `reason` says why in a few words."""

    reason: ShortText
    countries: tuple[CountryCode, ...] = ()
    cities: tuple[City, ...] = ()


class ShortRoute(Rule, frozen=True, tag="short_route"):
    """No flight between places nearer than this to each other: there is a train."""

    min_metres: Annotated[int, msgspec.Meta(ge=1, description="Metres")]
    scope: Scope = "any"


class Refundable(Rule, frozen=True, tag="refundable"):
    """A component that costs more than this gives at least part of its price back when cancelled."""

    component: Literal["flight", "stay"]
    above: Amounts


class HotelStars(Rule, frozen=True, tag="hotel_stars"):
    """No hotel has more stars than this."""

    max_stars: Annotated[int, msgspec.Meta(ge=1, le=4)]


class StayLength(Rule, frozen=True, tag="stay_length"):
    """No stay is longer than this."""

    max_nights: Annotated[int, msgspec.Meta(ge=1, le=365)]


class TravellingTogether(Rule, frozen=True, tag="travelling_together"):
    """No more employees than this on one aircraft."""

    max_passengers: Annotated[int, msgspec.Meta(ge=1, le=8)]


class PurposeStated(Rule, frozen=True, tag="purpose_stated"):
    """The request says what the trip is for."""

    scope: Scope = "any"


AnyRule = (
    CabinByDuration
    | FareCap
    | NightlyCap
    | TotalCap
    | BudgetAvailable
    | AdvanceBooking
    | PreferredCarriers
    | BarredCarriers
    | DestinationApproval
    | ShortRoute
    | Refundable
    | HotelStars
    | StayLength
    | TravellingTogether
    | PurposeStated
)

Worth = Annotated[int, msgspec.Meta(ge=0, description="Minor units of the policy's currency")]


class TradeOffs(Value, frozen=True):
    """What the company would pay to be spared each of these once: how options are ranked, never how they are judged."""

    hour: Annotated[Worth, msgspec.Meta(description="an hour of one passenger's journey")] = 0
    connection: Annotated[Worth, msgspec.Meta(description="a change of aircraft, a passenger")] = 0
    unsocial_hour: Annotated[
        Worth,
        msgspec.Meta(description="a departure before 06:00 or an arrival from 23:00 to 06:00, local, a passenger"),
    ] = 0
    co2_tonne: Annotated[Worth, msgspec.Meta(description="a tonne of CO2 equivalent")] = 0
    centre_kilometre: Annotated[Worth, msgspec.Meta(description="a kilometre from hotel to centre, a night")] = 0
    star: Annotated[Worth, msgspec.Meta(description="a hotel star less, a night")] = 0
    other_carrier: Annotated[Worth, msgspec.Meta(description="a flight with a carrier not preferred, a passenger")] = 0
    lower_cabin: Annotated[Worth, msgspec.Meta(description="a flight a cabin below the one asked for")] = 0
    no_refund: Annotated[Worth, msgspec.Meta(description="a component that gives nothing back")] = 0


class PolicyDocument(Value, frozen=True):
    """A travel policy as a travel manager writes it; publishing it makes a `Policy`, which has a version."""

    name: ShortText
    effective_from: Annotated[date, msgspec.Meta(description="The first day (UTC) on which it counts")]
    currency: Annotated[CurrencyCode, msgspec.Meta(description="The policy's own currency: every limit is given in it")]
    rates: tuple[Rate, ...]
    clauses: Annotated[tuple[Clause, ...], msgspec.Meta(min_length=1, max_length=500)]
    rules: Annotated[tuple[AnyRule, ...], msgspec.Meta(max_length=500)]
    trade_offs: TradeOffs = TradeOffs()
    approvals: ApprovalRules = ApprovalRules()


class Policy(PolicyDocument, frozen=True, kw_only=True):
    """One published version of the travel policy; it never changes."""

    version: Annotated[int, msgspec.Meta(ge=1)]

    def clause(self, number: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.number == number), None)

    def rate(self, currency: str) -> Decimal | None:
        """The worth of one major unit of `currency` in the policy's own, None when the company set none."""
        if currency == self.currency:
            return Decimal(1)
        return next((rate.worth for rate in self.rates if rate.currency == currency), None)

    def levels_for(self, price: Money) -> int:
        """How many levels of the line have to agree to `price`; all that there are when nobody set its rate."""
        rate = self.rate(price.currency)
        return self.approvals.levels_for(None if rate is None else convert(price, self.currency, rate).amount)

    def tolerates(self, approved: Money, price: Money) -> bool:
        """Whether `price` may be paid where `approved` was, without asking again."""
        return self.approvals.tolerates(approved, price, self.rate(price.currency), self.currency)
