"""What an offer means for the inventory: which units it takes, how many of each, at what price, on what terms."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.money import Money
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.places.place import Place
from chalicelib.errors import NotFound


@dataclass(frozen=True, slots=True)
class Part:
    """What can be given back by itself: its units, when it begins, its share of the price among all parts, and when
    each of its segments departs and arrives, if it is travelled."""

    units: tuple[str, ...]
    starts_at: datetime
    weight: int
    times: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class InventoryItem:
    """`units` maps each unit (a flight's cabin on a date, a hotel's night) to how many it had when nothing was sold;
    `credit_fee` is what is kept of a fare that gives a credit instead of money.
    """

    offer_id: str
    units: dict[str, int]
    count: int
    price: Money
    refundability: Refundability
    fee: Money | None
    starts_at: datetime
    parts: tuple[Part, ...]
    credit_fee: Money | None = None

    @property
    def description(self) -> str:
        """Everything that a fault's `match` may look for."""
        return " ".join((self.offer_id, *self.units))


def encode_id(kind: str, *parts: object) -> str:
    """Return an offer id that holds all that is needed to make the offer again, so that no search need be stored."""
    text = "\t".join(str(part) for part in parts)
    return f"sbx-{kind}-{urlsafe_b64encode(text.encode()).decode().rstrip('=')}"


def decode_id(offer_id: str) -> tuple[str, list[str]]:
    """Return the kind and the parts. Raises NotFound for what is no offer id of the sandbox."""
    supplier, _, rest = offer_id.partition("-")
    kind, _, text = rest.partition("-")
    if supplier != "sbx" or not text:
        raise unknown_offer(offer_id)
    try:
        parts = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError:
        raise unknown_offer(offer_id) from None
    return kind, parts.split("\t")


def write_place(place: Place) -> tuple[object, ...]:
    """Return the parts of an id that say all of a place."""
    position = (place.latitude, place.longitude, place.timezone)
    return place.name, place.country, ",".join(place.airports), *position


def read_place(parts: Sequence[str]) -> Place:
    """Return the place that these parts of an id stand for. Raises ValueError."""
    name, country, airports, latitude, longitude, timezone = parts
    return Place(
        name=name,
        country=country,
        airports=tuple(airports.split(",")),
        latitude=float(latitude),
        longitude=float(longitude),
        timezone=timezone,
    )


def unknown_offer(offer_id: str) -> NotFound:
    return NotFound(f"The sandbox supplier has made no offer {offer_id}.")
