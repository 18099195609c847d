"""What a supplier offers and what a traveller chooses from: flights, stays, and the options made of them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.money import Money, average, total
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.terms import BagAllowance, BaseOffer, Grams, Metres, SeatSelection, SliceIndexes
from chalicelib.domain.places.place import CountryCode, IataCode
from chalicelib.domain.text import ShortText
from chalicelib.domain.trip_requests.preferences import ComponentKind, Strength
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import ApprovalKind, Verdict

Designator = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{2}$", description="IATA airline designator")]


class Segment(Value, frozen=True):
    """A flight segment: one flight number between two airports; times are UTC, the time zones give local time."""

    marketing_carrier: Annotated[
        Designator, msgspec.Meta(description="IATA designator of the airline that sells the flight")
    ]
    flight_number: Annotated[str, msgspec.Meta(description="Without the airline designator", examples=["2030"])]
    origin: Annotated[IataCode, msgspec.Meta(description="IATA code of the airport of departure")]
    destination: Annotated[IataCode, msgspec.Meta(description="IATA code of the airport of arrival")]
    departs_at: Annotated[datetime, msgspec.Meta(description="When it leaves the gate, by the timetable")]
    arrives_at: Annotated[datetime, msgspec.Meta(description="When it reaches the gate, by the timetable")]
    origin_timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the origin airport")]
    destination_timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the destination airport")]
    distance_metres: Annotated[Metres, msgspec.Meta(description="Great-circle distance between the airports in metres")]
    cabin: Annotated[Cabin, msgspec.Meta(description="Cabin in which this flight is booked")]
    operating_carrier: Annotated[
        Designator | None,
        msgspec.Meta(description="The airline whose aircraft and crew it is; null if the supplier does not say"),
    ] = None

    @property
    def flight_designator(self) -> str:
        """The airline designator and the flight number together, as "LH2030"."""
        return f"{self.marketing_carrier}{self.flight_number}"

    @property
    def designator(self) -> str:
        """What the flight is called."""
        return self.flight_designator

    @property
    def name(self) -> str:
        """What it is called on an itinerary."""
        return f"{self.flight_designator} {self.origin} to {self.destination}"

    @property
    def duration(self) -> int:
        """Block time in seconds."""
        return int((self.arrives_at - self.departs_at).total_seconds())


class Slice(Value, frozen=True):
    """A slice: one direction of a journey, of one segment or of several with connections."""

    segments: Annotated[tuple[Segment, ...], msgspec.Meta(min_length=1)]

    @property
    def departs_at(self) -> datetime:
        return self.segments[0].departs_at

    @property
    def arrives_at(self) -> datetime:
        return self.segments[-1].arrives_at

    @property
    def duration(self) -> int:
        """Seconds from first departure to last arrival."""
        return int((self.arrives_at - self.departs_at).total_seconds())

    @property
    def name(self) -> str:
        """What the slice is called as a part of a booking."""
        numbers = "+".join(segment.flight_designator for segment in self.segments)
        return f"{numbers} {self.segments[0].origin} to {self.segments[-1].destination}"


class FlightOffer(BaseOffer, frozen=True, kw_only=True, tag="flight", tag_field="kind"):
    """A fare for all travellers over its slices: one way, there and back, or through several cities."""

    slices: Annotated[tuple[Slice, ...], msgspec.Meta(min_length=1)]
    slice_indexes: SliceIndexes
    cabin: Annotated[Cabin, msgspec.Meta(description="Lowest cabin of its segments")]
    co2_grams: Grams
    fare_brand: Annotated[
        ShortText | None, msgspec.Meta(description="Name of the fare; null if the supplier does not say")
    ] = None
    bags: Annotated[BagAllowance | None, msgspec.Meta(description="Null if the supplier does not say")] = None
    seat_selection: Annotated[SeatSelection | None, msgspec.Meta(description="Null if the supplier does not say")] = (
        None
    )

    @property
    def carriers(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                segment.marketing_carrier for flight_slice in self.slices for segment in flight_slice.segments
            )
        )


class StayOffer(BaseOffer, frozen=True, kw_only=True, tag="stay", tag_field="kind"):
    """A hotel stay. `nightly` is the average price of one room a night, `price` the total for all rooms and nights."""

    name: Annotated[str, msgspec.Meta(description="Name of the hotel")]
    city: Annotated[str, msgspec.Meta(description="City of the hotel")]
    country: Annotated[CountryCode, msgspec.Meta(description="Country of the hotel (ISO 3166-1 alpha-2)")]
    timezone: Annotated[str, msgspec.Meta(description="IANA time zone of the hotel")]
    latitude: float
    longitude: float
    stars: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=5)] | None, msgspec.Meta(description="Null if the supplier does not say")
    ]
    distance_to_centre_metres: Annotated[
        Metres, msgspec.Meta(description="From the hotel to the centre of its city, in metres")
    ]
    check_in: Annotated[date, msgspec.Meta(description="Day of the first night")]
    check_out: Annotated[date, msgspec.Meta(description="Day of departure; the night before it is the last")]
    stay_index: Annotated[int, msgspec.Meta(ge=0, le=7, description="Place in the request's `stays`, from 0")]
    rooms: Annotated[int, msgspec.Meta(ge=1, description="Rooms for all travellers together")]
    nightly: Annotated[Money, msgspec.Meta(description="Average price of one room a night, taxes included")]
    breakfast_included: Annotated[bool | None, msgspec.Meta(description="Null if the supplier does not say")] = None

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days


TransportOffer = FlightOffer | RailOffer
Offer = FlightOffer | RailOffer | StayOffer | CarOffer


def kind_of(offer: Offer) -> ComponentKind:
    """Return which kind of component an offer is of."""
    match offer:
        case FlightOffer():
            return ComponentKind.FLIGHT
        case RailOffer():
            return ComponentKind.RAIL
        case StayOffer():
            return ComponentKind.STAY
        case CarOffer():
            return ComponentKind.CAR


class MissingNightReason(StrEnum):
    """Why an option has no room for a night."""

    IN_TRANSIT = "in_transit"
    NOT_OFFERED = "not_offered"
    NOT_REQUESTED = "not_requested"


class MissingNight(Value, frozen=True):
    """A night without a room: `in_transit` to the destination, `not_offered` by any hotel, or after the arrival and
    before the requested check-in (`not_requested`)."""

    night: Annotated[date, msgspec.Meta(description="Date of the evening, local to the destination")]
    reason: Annotated[MissingNightReason, msgspec.Meta(description="Why there is no room for it")]
    stay_index: Annotated[int, msgspec.Meta(ge=0, le=7, description="Place in the request's `stays`, from 0")] = 0


class UnmetPreference(Value, frozen=True):
    """What somebody must have or would rather have, and an option lacks."""

    preference: Annotated[
        str, msgspec.Meta(description="Which kind of preference, or field of the request", examples=["most_stops"])
    ]
    strength: Annotated[Strength, msgspec.Meta(description="Whether it had to be so, or would only be liked")]
    pointer: Annotated[
        str, msgspec.Meta(description="The slice, stay or car of the request that lacks it", examples=["/slices/0"])
    ]
    detail: Annotated[str, msgspec.Meta(description="What it lacks, in words", examples=["1 change, at most 0 asked"])]
    is_offered: Annotated[
        bool,
        msgspec.Meta(description="False: nobody offers it for this slice, stay or car; this is among the nearest"),
    ]


class CheaperOption(Value, frozen=True):
    """Another shown option that costs less, and the time that it takes more (less than 0: it is faster as well)."""

    rank: Annotated[int, msgspec.Meta(ge=1, description="Its position in the ranking")]
    saves: Annotated[Money, msgspec.Meta(description="How much less it costs")]
    extra_seconds: Annotated[int, msgspec.Meta(description="Seconds under way, all slices together")]


class LimitExcess(Value, frozen=True):
    """By how much an option is above a limit of the travel policy or what is left of a budget."""

    rule: Annotated[
        str,
        msgspec.Meta(examples=["fare_cap"], description="Name of the rule that sets the limit, such as `nightly_cap`"),
    ]
    clause: Annotated[str, msgspec.Meta(description="Number of the clause that states the rule")]
    excess: Annotated[Money, msgspec.Meta(description="How much it is above the limit")]


class ChoiceCost(Value, frozen=True):
    """What choosing an option costs beside its price: the limits that it exceeds, who would have to approve, and what
    other options would save."""

    excesses: Annotated[
        tuple[LimitExcess, ...], msgspec.Meta(description="Limits that it exceeds, and by how much; empty if none")
    ]
    approval_kind: Annotated[ApprovalKind, msgspec.Meta(description="What kind of approval it would need")]
    approvers: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Who would have to approve, or may object, one after another; empty if nobody has to",
            examples=[["level 1 of the management chain"]],
        ),
    ]
    cheaper: Annotated[
        tuple[CheaperOption, ...],
        msgspec.Meta(description="At most three, none of which both costs more and takes longer than another"),
    ]


class OverlapKind(StrEnum):
    """How another trip of a traveller overlaps an option."""

    SAME_FLIGHT = "same_flight"
    OVERLAPPING_DATES = "overlapping_dates"


class Overlap(Value, frozen=True):
    """Another trip that a traveller has at the same time; it is named to those who may see that trip."""

    kind: Annotated[OverlapKind, msgspec.Meta(description="Whether it is the same flight or only the same time")]
    traveller: Annotated[str, msgspec.Meta(description="Name of the traveller who has the other trip")]
    trip_id: Annotated[str | None, msgspec.Meta(description="Null unless you may see that trip")] = None
    trip_name: Annotated[str | None, msgspec.Meta(description="Name of that trip; null if you may not see it")] = None
    starts_at: Annotated[
        datetime | None, msgspec.Meta(description="When that trip begins; null if you may not see it")
    ] = None
    ends_at: Annotated[datetime | None, msgspec.Meta(description="When that trip ends; null if you may not see it")] = (
        None
    )


class OptionCredit(Value, frozen=True):
    """A travel credit of yours that would pay for an option, if it were selected now."""

    credit_id: Annotated[str, msgspec.Meta(description="Id of the travel credit")]
    issuer: Annotated[str, msgspec.Meta(description="The carrier or hotel that granted it and that alone it pays")]
    value: Annotated[Money, msgspec.Meta(description="What is left of it")]
    would_pay: Annotated[Money, msgspec.Meta(description="What it would pay of this option")]
    expires_at: Annotated[datetime, msgspec.Meta(description="Until when the credit can be used")]


class Option(Value, frozen=True):
    """An option to select: what is travelled, stayed in and driven, with its policy verdict. Components come in the
    order of the request: slices, stays, cars."""

    option_id: Annotated[
        str, msgspec.Meta(description="Selects this option; valid until the booking's `optionsExpireAt`")
    ]
    components: Annotated[tuple[Offer, ...], msgspec.Meta(min_length=1)]
    rank: Annotated[int, msgspec.Meta(ge=1, description="Position in the ranking; 1 is the best")]
    reasons: Annotated[tuple[str, ...], msgspec.Meta(description="Reasons for the rank, in words")]
    verdict: Verdict | None = None
    missing_nights: Annotated[
        tuple[MissingNight, ...],
        msgspec.Meta(description="Nights of the requested stay for which the option has no room; empty if it has all"),
    ] = ()
    overlaps: Annotated[
        tuple[Overlap, ...], msgspec.Meta(description="Other trips that its travellers have at the same time")
    ] = ()
    credits: Annotated[
        tuple[OptionCredit, ...],
        msgspec.Meta(description="Your travel credits that would pay for it; said while options wait for a selection"),
    ] = ()

    unmet: Annotated[
        tuple[UnmetPreference, ...],
        msgspec.Meta(description="What it lacks of what the request must have or would rather have"),
    ] = ()
    choice_cost: Annotated[
        ChoiceCost | None,
        msgspec.Meta(description="What choosing it costs beside its price, as it was when the options were shown"),
    ] = None

    @property
    def flights(self) -> tuple[FlightOffer, ...]:
        return tuple(c for c in self.components if isinstance(c, FlightOffer))

    @property
    def rail(self) -> tuple[RailOffer, ...]:
        return tuple(c for c in self.components if isinstance(c, RailOffer))

    @property
    def transport(self) -> tuple[TransportOffer, ...]:
        """Its flights and trains."""
        return tuple(c for c in self.components if isinstance(c, FlightOffer | RailOffer))

    @property
    def stays(self) -> tuple[StayOffer, ...]:
        return tuple(c for c in self.components if isinstance(c, StayOffer))

    @property
    def cars(self) -> tuple[CarOffer, ...]:
        return tuple(c for c in self.components if isinstance(c, CarOffer))

    @property
    def unoffered_nights(self) -> int:
        """How many nights lack a room because no hotel offers one."""
        return sum(missing.reason is MissingNightReason.NOT_OFFERED for missing in self.missing_nights)

    @property
    def price(self) -> Money:
        """What all components cost together. They are all in the currency of the request, in which suppliers are
        asked and in no other; nothing is converted."""
        return total((c.price for c in self.components), self.components[0].price.currency)

    @property
    def co2_grams(self) -> int:
        return sum(each.co2_grams for each in self.transport)

    @property
    def duration(self) -> int:
        """Seconds under way, all slices together."""
        return sum(each.duration for offer in self.transport for each in offer.slices)

    @property
    def stops(self) -> int:
        """Connections between flights or trains, all slices together."""
        return sum(len(each.segments) - 1 for offer in self.transport for each in offer.slices)

    @property
    def expires_at(self) -> datetime:
        return min(c.expires_at for c in self.components)


class Hold(Value, frozen=True):
    """A supplier's promise to keep one component at a price until a time."""

    component_index: int
    hold_id: str
    supplier: str
    price: Money
    expires_at: datetime


class Order(Value, frozen=True):
    """An order: one component (a flight or rail fare, a stay, a car) bought from a supplier."""

    component_index: int
    order_id: str
    supplier: str
    # The supplier's record locator or confirmation number: with a name it opens the order at the supplier's.
    encrypted_locator: Encrypted | None
    price: Money
    status: Annotated[
        Literal["confirmed", "cancelled"], msgspec.Meta(description="`cancelled` once all parts are cancelled")
    ]
    cancelled_parts: Annotated[
        tuple[int, ...],
        msgspec.Meta(description="Cancelled parts: indexes of the slices of a flight or rail fare, from 0"),
    ] = ()
    locator_hash: str | None = None  # keyed, by which the order is found; None where the record locator is gone


def with_prices(option: Option, prices: Sequence[Money]) -> Option:
    """Return the option with its components at other prices, in their order, and without a verdict: it must be judged
    anew."""
    components = tuple(_with_price(offer, price) for offer, price in zip(option.components, prices, strict=True))
    return msgspec.structs.replace(option, components=components, verdict=None)


def _with_price(offer: Offer, price: Money) -> Offer:
    match offer:
        case FlightOffer() | RailOffer():
            return msgspec.structs.replace(offer, price=price)
        case StayOffer():
            nightly = average(price, offer.nights * offer.rooms)
            return msgspec.structs.replace(offer, price=price, nightly=nightly)
        case CarOffer():
            return msgspec.structs.replace(offer, price=price, daily=average(price, offer.days))
