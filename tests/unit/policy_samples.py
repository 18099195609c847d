"""Trips, offers and policies that the tests of policy, verdicts, clauses and planning speak about."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Offer, Option, Segment, Slice, StayOffer
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.place import Place
from chalicelib.domain.policies.document import Clause, Policy, PolicyDraft, Rate, TradeOffs
from chalicelib.domain.policies.evaluation import judge
from chalicelib.domain.policies.rules.kinds import AnyRule
from chalicelib.domain.policies.rules.rule import CostCentreBudget
from chalicelib.domain.trip_requests.trip_request import Cabin, SliceRequest, StayRequest, Traveller, TripRequest
from chalicelib.domain.verdict import Verdict

SEED = Path(__file__).parents[2] / "local" / "seed_data" / "travel-policy.json"
TODAY = date(2027, 1, 4)
DEPARTURE = datetime(2027, 3, 3, 8, 15, tzinfo=UTC)

BERLIN = Place(
    name="Berlin", country="DE", airports=("BER",), latitude=52.52, longitude=13.40, timezone="Europe/Berlin"
)
LONDON = Place(
    name="London", country="GB", airports=("LHR", "LGW"), latitude=51.51, longitude=-0.13, timezone="Europe/London"
)
HAMBURG = Place(
    name="Hamburg", country="DE", airports=("HAM",), latitude=53.55, longitude=9.99, timezone="Europe/Berlin"
)
LAGOS = Place(name="Lagos", country="NG", airports=("LOS",), latitude=6.46, longitude=3.39, timezone="Africa/Lagos")
SAMPLE_TRADE_OFFS = TradeOffs(
    hour=4500,
    connection=3000,
    unsocial_time=3500,
    co2_tonne=10000,
    centre_kilometre=800,
    star=1500,
    non_preferred_carrier=1500,
    lower_cabin=8000,
    non_refundable=1500,
)


def euros(amount: int) -> Money:
    return Money(amount=amount * 100, currency="EUR")


def trip(**changes: Any) -> TripRequest:
    """Berlin to London and back, 3 to 5 March 2027, one passenger, economy, a hotel, a purpose; with changes, of which
    `origin`, `destination`, `depart_on`, `return_on`, `cabin` and `stay` are those of a journey there and back."""
    usual: dict[str, Any] = {
        "purpose": "Sales kickoff",
        "cost_centre": "SALES-EU",
        "travellers": (Traveller(given_name="Anna", family_name="Muster"),),
        "currency": "EUR",
    }
    journey: dict[str, Any] = {
        "origin": BERLIN,
        "destination": LONDON,
        "depart_on": date(2027, 3, 3),
        "return_on": date(2027, 3, 5),
        "cabin": Cabin.ECONOMY,
    }
    journey |= {field: changes.pop(field) for field in journey if field in changes}
    usual_stay = stay_request(place=journey["destination"], leaves_by=None if journey["return_on"] is None else 1)
    asked = changes.pop("stay", usual_stay)
    there_and_back = {"slices": slices_there_and_back(**journey), "stays": (asked,) if asked else ()}
    return TripRequest(**{**usual, **there_and_back, **changes})


def slices_there_and_back(
    origin: Place, destination: Place, depart_on: date, return_on: date | None, cabin: Cabin = Cabin.ECONOMY
) -> tuple[SliceRequest, ...]:
    """One slice there and, if a day is said, one back."""
    out = SliceRequest(origin=origin, destination=destination, depart_on=depart_on, cabin=cabin)
    if return_on is None:
        return (out,)
    return (out, SliceRequest(origin=destination, destination=origin, depart_on=return_on, cabin=cabin))


def stay_request(**changes: Any) -> StayRequest:
    """A stay in London from 3 to 5 March 2027, between the slices of a journey there and back; with changes."""
    usual: dict[str, Any] = {
        "place": LONDON,
        "check_in": date(2027, 3, 3),
        "check_out": date(2027, 3, 5),
        "arrives_by": 0,
        "leaves_by": 1,
    }
    return StayRequest(**{**usual, **changes})


def crowd(size: int) -> tuple[Traveller, ...]:
    return tuple(Traveller(given_name="Anna", family_name=f"Muster {number}") for number in range(size))


def segment(
    seconds: int = 7200,
    cabin: Cabin = Cabin.ECONOMY,
    marketing_carrier: str = "LH",
    departs_at: datetime = DEPARTURE,
    number: str = "2030",
) -> Segment:
    return Segment(
        marketing_carrier=marketing_carrier,
        flight_number=number,
        origin="BER",
        destination="LHR",
        departs_at=departs_at,
        arrives_at=departs_at + timedelta(seconds=seconds),
        origin_timezone="Europe/Berlin",
        destination_timezone="Europe/London",
        distance_metres=930_000,
        cabin=cabin,
    )


def flight(
    offer_id: str = "f1", price: Money | None = None, slices: Sequence[Slice] = (), **changes: Any
) -> FlightOffer:
    """A refundable return flight of two hours each way for 180 EUR; with changes."""
    usual: dict[str, Any] = {
        "offer_id": offer_id,
        "supplier": "sandbox",
        "slices": tuple(slices)
        or (
            Slice(segments=(segment(),)),
            Slice(segments=(segment(departs_at=DEPARTURE + timedelta(days=2)),)),
        ),
        "slice_indexes": tuple(range(len(slices) or 2)),
        "cabin": Cabin.ECONOMY,
        "price": price or euros(180),
        "refundability": Refundability.FULL,
        "cancellation_fee": None,
        "co2_grams": 220_000,
        "expires_at": DEPARTURE - timedelta(days=30),
    }
    return FlightOffer(**{**usual, **changes})


def stay(offer_id: str = "s1", price: Money | None = None, **changes: Any) -> StayOffer:
    """A refundable room of three stars in London for two nights, 300 EUR, 1.8 km from the centre; with changes."""
    usual: dict[str, Any] = {
        "offer_id": offer_id,
        "supplier": "sandbox",
        "name": "The Sample Rooms",
        "city": "London",
        "country": "GB",
        "timezone": "Europe/London",
        "stay_index": 0,
        "latitude": 51.5,
        "longitude": -0.1,
        "stars": 3,
        "distance_to_centre_metres": 1_800,
        "check_in": date(2027, 3, 3),
        "check_out": date(2027, 3, 5),
        "rooms": 1,
        "nightly": euros(150),
        "price": price or euros(300),
        "refundability": Refundability.FULL,
        "cancellation_fee": None,
        "expires_at": DEPARTURE - timedelta(days=30),
    }
    return StayOffer(**{**usual, **changes})


def option(*components: Offer) -> Option:
    return Option(option_id="opt_1", components=components or (flight(), stay()), rank=1, reasons=())


def policy(*rules: AnyRule, **changes: Any) -> Policy:
    """A policy of these rules on clauses 1.1 to 1.9, in EUR, with rates of USD and JPY; with changes."""
    usual: dict[str, Any] = {
        "version": 7,
        "name": "Sample",
        "effective_from": date(2026, 1, 1),
        "currency": "EUR",
        "rates": (Rate(currency="USD", rate="0.92"), Rate(currency="JPY", rate="0.0061")),
        "clauses": tuple(Clause(number=f"1.{n}", title=f"Clause {n}", text="Sample.") for n in range(1, 10)),
        "rules": rules,
        "trade_offs": SAMPLE_TRADE_OFFS,
    }
    return Policy(**{**usual, **changes})


def seeded_document() -> PolicyDraft:
    return msgspec.json.decode(SEED.read_bytes(), type=PolicyDraft)


def seeded_policy() -> Policy:
    document = seeded_document()
    return Policy(**{f: getattr(document, f) for f in PolicyDraft.__struct_fields__}, version=1)


PLENTY = euros(1_000_000)


def left(remaining: Money | None, cost_centre: str = "SALES-EU", period: str = "2027") -> tuple[CostCentreBudget, ...]:
    """What is left of the one budget that is charged."""
    return (CostCentreBudget(cost_centre, period, remaining),)


def verdict_on(
    rule: AnyRule, chosen: Option | None = None, request: TripRequest | None = None, **changes: Any
) -> Verdict:
    """The verdict on the usual option and trip, or on these, under a policy of this one rule."""
    known: dict[str, Any] = {"today": TODAY, "budgets": left(PLENTY), **changes}
    return judge(chosen or option(), request or trip(), policy(rule), **known)
