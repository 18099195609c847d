"""What one booking counts for in the reports, as it stands: a pure function of it, so that counting it again, late or
twice, gives the same, and a recount can say what the reports should be."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.mentions import ERASED_NAME
from chalicelib.domain.bookings.traveller_payments import price_components
from chalicelib.domain.money import Money, divide, split
from chalicelib.domain.offers.offers import FlightOffer, Offer, TransportOffer, kind_of
from chalicelib.domain.reports.measures import Measures, add_up, divide_number, with_figures
from chalicelib.domain.servicing.amendments import ReceiptPart, fee_of, refund_of
from chalicelib.domain.trip_requests.preferences import ComponentKind
from chalicelib.domain.value import Value
from chalicelib.domain.verdict import Outcome

# In the place of a user id: neither can be one.
GUESTS = "(guests)"
ERASED = "(erased)"
# In the place of a key, where there is one group alone.
COMPANY = "-"
SEPARATOR = "#"
# Characters of a station's name: a key of DynamoDB has at most 1,024 bytes.
_LONGEST_END = 100

# Statuses of which an event may change what a booking counts for.
COUNTED = frozenset(
    {
        BookingStatus.BOOKED,
        BookingStatus.CHANGING,
        BookingStatus.CANCELLED,
        BookingStatus.COMPENSATION_REQUIRED,
        BookingStatus.DECLINED,
    }
)

_KINDS = {
    ComponentKind.FLIGHT: "flights",
    ComponentKind.RAIL: "rail",
    ComponentKind.STAY: "stays",
    ComponentKind.CAR: "cars",
}


class Dimension(StrEnum):
    """By what a report is grouped."""

    COMPANY = "company"
    COST_CENTRE = "costCentre"
    TRAVELLER = "traveller"
    ROUTE = "route"
    CARRIER = "carrier"


class Group(NamedTuple):
    """What figures are of: one cost centre, one traveller, one route..., in one currency."""

    dimension: Dimension
    key: str
    currency: str


class Entry(Value, frozen=True):
    """What a booking counts for in one group."""

    dimension: Dimension
    key: str
    currency: str
    measures: Measures

    @property
    def group(self) -> Group:
        return Group(self.dimension, self.key, self.currency)


class Contribution(Value, frozen=True):
    """Everything that a booking counts for, all of it in one month, `2027-03`."""

    month: str
    entries: tuple[Entry, ...]

    def by_group(self) -> dict[Group, Measures]:
        return {entry.group: entry.measures for entry in self.entries}

    def in_order(self) -> "Contribution":
        """Return the same with its entries in the one order in which contributions are compared."""
        return Contribution(month=self.month, entries=tuple(sorted(self.entries, key=lambda entry: entry.group)))


def report_month_of(booking: Booking) -> str | None:
    """Return the month in which a booking counts, which never changes: that in which it was bought, or in which it was
    asked for if it was declined. None while it counts for nothing."""
    if booking.trip_id is not None:
        return _month(booking.booked_at or booking.created_at)
    return _month(booking.created_at) if booking.status is BookingStatus.DECLINED else None


def contribution_of(booking: Booking) -> Contribution | None:
    """Return what a booking counts for as it stands; None while it counts for nothing."""
    month = report_month_of(booking)
    if month is None:
        return None
    return Contribution(
        month=month, entries=tuple(_count_bought(booking) if booking.trip_id else _count_declined(booking))
    )


def _month(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m}"


def _count_declined(booking: Booking) -> Iterator[Entry]:
    once = Measures(declined=1)
    return _by_people(booking, [Measures()] * len(booking.request.travellers), once)


def _count_bought(booking: Booking) -> Iterator[Entry]:
    yield from _by_people(booking, _measure_places(booking), _measure_booking(booking))
    yield from _by_slices(booking)


def _by_people(booking: Booking, places: Sequence[Measures], once: Measures) -> Iterator[Entry]:
    """Yield what is counted for the company, and by cost centre and traveller: of each the sum of its travellers', by
    their places, and what is counted `once` for a booking."""

    def entry(dimension: Dimension, key: str, mine: Sequence[Measures]) -> Entry:
        measures = with_figures(add_up([*mine, once]), travellers=0 if once.declined else len(mine))
        return Entry(dimension=dimension, key=key, currency=booking.request.currency, measures=measures)

    yield entry(Dimension.COMPANY, COMPANY, places)
    for dimension, keys in (
        (Dimension.COST_CENTRE, booking.request.charged),
        (Dimension.TRAVELLER, _traveller_keys(booking)),
    ):
        for key in dict.fromkeys(keys):
            mine = [measures for each, measures in zip(keys, places, strict=True) if each == key]
            yield entry(dimension, key.replace(SEPARATOR, " "), mine)


def _traveller_keys(booking: Booking) -> tuple[str, ...]:
    """Return as whom each traveller is counted. Who is erased is nobody any more, though their id stays in the booking
    for the audit."""
    asked = booking.request.travellers
    if not booking.travellers:
        return tuple(_key_of(each.given_name, each.family_name, booking.requester_id) for each in asked)
    return tuple(_key_of(each.given_name, each.family_name, each.user_id) for each in booking.travellers)


def _key_of(given_name: str, family_name: str, user_id: str | None) -> str:
    if (given_name, family_name) == ERASED_NAME:
        return ERASED
    return user_id or GUESTS


def _measure_booking(booking: Booking) -> Measures:
    """Return what is counted once for a booking, whoever travels by it."""
    outcome = booking.selected.verdict.outcome if booking.selected.verdict else None
    bought_on = (booking.booked_at or booking.created_at).date()
    return Measures(
        bookings=1,
        cancelled=int(all(order.status == "cancelled" for order in booking.orders)),
        compliant=int(outcome is Outcome.COMPLIANT),
        exceptions=int(outcome is not None and outcome is not Outcome.COMPLIANT),
        lead_days=max(0, (booking.request.starts_on - bought_on).days),
        compared=int(_cheapest_compliant(booking) is not None),
    )


def _measure_places(booking: Booking) -> list[Measures]:
    """Return what each traveller's part of a booking comes to, by their places."""
    count = len(booking.request.travellers)
    shares: list[list[Measures]] = [[] for _ in range(count)]
    for index, (offer, price) in enumerate(price_components(booking)):
        done = [part for part in _cancelled_parts(booking) if part.component_index == index]
        divided = {
            "gross": _amounts(price, count),
            _KINDS[kind_of(offer)]: _amounts(price, count),
            **{name: _amounts(amount, count) for name, amount in _came_of(done, price.currency).items()},
            "co2_grams": divide_number(sum(_kept_emissions(booking, index, offer)), count),
        }
        for place in range(count):
            shares[place].append(Measures(**{name: parts[place] for name, parts in divided.items()}))
    for place, amount in enumerate(divide_number(_missed_savings(booking), count)):
        shares[place].append(Measures(missed_savings=amount))
    for use in booking.credits:
        shares[min(use.traveller, count - 1)].append(Measures(by_credit=use.amount.amount))
    return [add_up(each) for each in shares]


def _came_of(done: Sequence[ReceiptPart], currency: str) -> dict[str, Money]:
    """Return what came of parts that were cancelled."""
    parts = tuple(done)
    return {
        "refunded": refund_of(parts, currency, "original"),
        "credited": refund_of(parts, currency, "credit"),
        "fees": fee_of(parts, currency),
    }


def _cancelled_parts(booking: Booking) -> list[ReceiptPart]:
    return [part for receipt in booking.receipts for part in receipt.parts if part.status == "cancelled"]


def _cheapest_compliant(booking: Booking) -> int | None:
    """Return the price of the cheapest option within the policy that was offered, in minor units; None without one."""
    currency = booking.request.currency
    prices = [
        option.price.amount
        for option in booking.options
        if option.verdict is not None
        and option.verdict.outcome is Outcome.COMPLIANT
        and option.price.currency == currency
    ]
    return min(prices, default=None)


def _missed_savings(booking: Booking) -> int:
    """Return by how much what was bought costs more than the cheapest option within the policy."""
    cheapest = _cheapest_compliant(booking)
    paid = sum(price.amount for _, price in price_components(booking))
    return 0 if cheapest is None else max(0, paid - cheapest)


def _kept_emissions(booking: Booking, index: int, offer: Offer) -> list[int]:
    """Return the emissions of each slice, in grams for all travellers: of one that was cancelled none."""
    if not isinstance(offer, TransportOffer):
        return []
    segments = [each.segments for each in offer.slices]
    distances = [sum(segment.distance_metres for segment in each) for each in segments]
    grams = [part.amount for part in split(Money(amount=offer.co2_grams, currency="XXX"), distances)]
    gone = booking.orders[index].cancelled_parts
    return [0 if place in gone else each for place, each in enumerate(grams)]


def _by_slices(booking: Booking) -> Iterator[Entry]:
    """Yield what is counted by route and by carrier: the fare divided equally among its slices, and of each slice among
    its segments. What travel credits paid is paid of whole fares, and so is not among it."""
    figures: dict[tuple[Dimension, str], list[Measures]] = {}
    for index, (offer, price) in enumerate(price_components(booking)):
        if not isinstance(offer, TransportOffer):
            continue
        emissions = _kept_emissions(booking, index, offer)
        for place, fare in enumerate(divide(price, len(offer.slices))):
            done = [
                part for part in _cancelled_parts(booking) if (part.component_index, part.part_index) == (index, place)
            ]
            whole = Measures(
                gross=fare.amount,
                co2_grams=emissions[place],
                **{name: amount.amount for name, amount in _came_of(done, price.currency).items()},
            )
            journeys = 0 if place in booking.orders[index].cancelled_parts else len(booking.request.travellers)
            route, carriers = _route_of(offer, place), _carriers_of(offer, place)
            figures.setdefault((Dimension.ROUTE, route), []).append(with_figures(whole, journeys=journeys))
            for carrier, part in zip(carriers, _divide_measures(whole, len(carriers)), strict=True):
                figures.setdefault((Dimension.CARRIER, carrier), []).append(with_figures(part, journeys=journeys))
    for (dimension, key), found in figures.items():
        measures = with_figures(add_up(found), bookings=1)
        yield Entry(
            dimension=dimension,
            key=key.replace(SEPARATOR, " "),
            currency=booking.request.currency,
            measures=measures,
        )


def _divide_measures(whole: Measures, count: int) -> list[Measures]:
    parts = {name: divide_number(value, count) for name, value in whole.changes()}
    return [Measures(**{name: each[place] for name, each in parts.items()}) for place in range(count)]


def _route_of(offer: TransportOffer, place: int) -> str:
    """Return the two ends of a slice, by airport codes or by names of stations, whichever of them it starts from."""
    if isinstance(offer, FlightOffer):
        segments = offer.slices[place].segments
        ends = (segments[0].origin, segments[-1].destination)
    else:
        rides = offer.slices[place].segments
        ends = (rides[0].origin.name[:_LONGEST_END], rides[-1].destination.name[:_LONGEST_END])
    return "-".join(sorted(ends)) if isinstance(offer, FlightOffer) else " - ".join(sorted(ends))


def _carriers_of(offer: TransportOffer, place: int) -> list[str]:
    """Return who sells each segment of a slice: its marketing carrier, or the railway."""
    if isinstance(offer, FlightOffer):
        return [segment.marketing_carrier for segment in offer.slices[place].segments]
    return [ride.operator for ride in offer.slices[place].segments]


def _amounts(whole: Money, count: int) -> tuple[int, ...]:
    return tuple(each.amount for each in divide(whole, count))
