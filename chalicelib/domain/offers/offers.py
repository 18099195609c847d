"""What a supplier offers and what a traveller chooses from: flights, stays, and the options made of them."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.encryption import Encrypted
from chalicelib.domain.money import Money, total
from chalicelib.domain.places.place import CountryCode, IataCode
from chalicelib.domain.trip_requests.trip_request import Cabin
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Verdict

Seconds = Annotated[int, msgspec.Meta(ge=0, description="Seconds")]
Metres = Annotated[int, msgspec.Meta(ge=0, description="Metres")]
Grams = Annotated[int, msgspec.Meta(ge=0, description="Grams of CO2 equivalent, all travellers together")]


class Segment(Value, frozen=True):
    """A flight segment: one flight number between two airports; times are UTC, the time zones give local time."""

    marketing_carrier: Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{2}$", description="IATA airline designator")]
    flight_number: Annotated[str, msgspec.Meta(description="Without the airline designator", examples=["2030"])]
    origin: IataCode
    destination: IataCode
    departs_at: datetime
    arrives_at: datetime
    origin_timezone: str
    destination_timezone: str
    distance_metres: Metres
    cabin: Cabin

    @property
    def flight_designator(self) -> str:
        """The airline designator and the flight number together, as "LH2030"."""
        return f"{self.marketing_carrier}{self.flight_number}"

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


class Refundability(StrEnum):
    """How much of the price a cancellation refunds."""

    NONE = "none"
    WITH_FEE = "with_fee"
    FULL = "full"


class FlightOffer(Value, frozen=True, tag="flight", tag_field="kind"):
    """A fare for all travellers over all slices (outbound, and inbound on a return trip)."""

    offer_id: str
    supplier: str
    slices: Annotated[tuple[Slice, ...], msgspec.Meta(min_length=1, max_length=2)]
    cabin: Cabin
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    co2_grams: Grams
    expires_at: datetime

    @property
    def carriers(self) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                segment.marketing_carrier for flight_slice in self.slices for segment in flight_slice.segments
            )
        )


class StayOffer(Value, frozen=True, tag="stay", tag_field="kind"):
    """A hotel stay. `nightly` is the average price of one room a night, `price` the total for all rooms and nights."""

    offer_id: str
    supplier: str
    name: str
    city: str
    country: CountryCode
    latitude: float
    longitude: float
    stars: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=5)] | None, msgspec.Meta(description="Null if the supplier does not say")
    ]
    distance_to_centre_metres: Metres
    check_in: date
    check_out: date
    rooms: Annotated[int, msgspec.Meta(ge=1)]
    nightly: Money
    price: Money
    refundability: Refundability
    cancellation_fee: Money | None
    expires_at: datetime

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days


Offer = FlightOffer | StayOffer


class MissingNightReason(StrEnum):
    """Why an option has no room for a night."""

    IN_TRANSIT = "in_transit"
    NOT_OFFERED = "not_offered"
    NOT_REQUESTED = "not_requested"


class MissingNight(Value, frozen=True):
    """A night without a room: `in_transit` to the destination, `not_offered` by any hotel, or after the arrival and
    before the requested check-in (`not_requested`)."""

    night: Annotated[date, msgspec.Meta(description="Date of the evening, local to the destination")]
    reason: MissingNightReason


class OverlapKind(StrEnum):
    """How another trip of a traveller overlaps an option."""

    SAME_FLIGHT = "same_flight"
    OVERLAPPING_DATES = "overlapping_dates"


class Overlap(Value, frozen=True):
    """Another trip that a traveller has at the same time; it is named to those who may see that trip."""

    kind: OverlapKind
    traveller: Annotated[str, msgspec.Meta(description="Name of the traveller who has the other trip")]
    trip_id: Annotated[str | None, msgspec.Meta(description="Null unless you may see that trip")] = None
    trip_name: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


class OptionCredit(Value, frozen=True):
    """A travel credit of yours that would pay for an option, if it were selected now."""

    credit_id: str
    issuer: Annotated[str, msgspec.Meta(description="The carrier or hotel that granted it and that alone it pays")]
    value: Annotated[Money, msgspec.Meta(description="What is left of it")]
    would_pay: Annotated[Money, msgspec.Meta(description="What it would pay of this option")]
    expires_at: datetime


class Option(Value, frozen=True):
    """An option to select: a flight and, if requested, a stay, with its policy verdict."""

    option_id: str
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

    @property
    def flights(self) -> tuple[FlightOffer, ...]:
        return tuple(c for c in self.components if isinstance(c, FlightOffer))

    @property
    def stays(self) -> tuple[StayOffer, ...]:
        return tuple(c for c in self.components if isinstance(c, StayOffer))

    @property
    def unoffered_nights(self) -> int:
        """How many nights lack a room because no hotel offers one."""
        return sum(missing.reason is MissingNightReason.NOT_OFFERED for missing in self.missing_nights)

    @property
    def price(self) -> Money:
        return total((c.price for c in self.components), self.components[0].price.currency)

    @property
    def co2_grams(self) -> int:
        return sum(flight.co2_grams for flight in self.flights)

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
    """An order: one component (flight fare or stay) bought from a supplier."""

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
        tuple[int, ...], msgspec.Meta(description="Cancelled parts: indexes of the slices of a flight, from 0")
    ] = ()


def with_prices(option: Option, prices: Sequence[Money]) -> Option:
    """Return the option with its components at other prices, in their order, and without a verdict: it must be judged
    anew."""
    components = tuple(_with_price(offer, price) for offer, price in zip(option.components, prices, strict=True))
    return msgspec.structs.replace(option, components=components, verdict=None)


def _with_price(offer: Offer, price: Money) -> Offer:
    if isinstance(offer, StayOffer):
        nightly = Money(amount=-(-price.amount // (offer.nights * offer.rooms)), currency=price.currency)
        return msgspec.structs.replace(offer, price=price, nightly=nightly)
    return msgspec.structs.replace(offer, price=price)
