"""The Protocols that every supplier keeps, whatever it sells: searched, held, bought, and taken back.

Every call with an effect takes an idempotency key chosen by the caller: the same key does it once, however often and
in whatever order calls arrive. Hold keys and order keys are separate name spaces. A call that raises
`SupplierUnavailable` had no effect; after `SupplierTimeout` the effect is unknown, and the same call may be made again.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.searches import CarQuery, FlightQuery, RailQuery, StayQuery
from chalicelib.domain.passengers import LoyaltyNumber, Meal, Seat, TravelDocument
from chalicelib.domain.passport_spelling import LatinName
from chalicelib.domain.servicing.amendments import RefundTo
from chalicelib.domain.value import Value


class SupplierTraveller(Value, frozen=True):
    """A traveller as a supplier is told of them: when it holds, the name in the Latin spelling of the passport; when it
    sells, also what the profile has for it."""

    given_name: LatinName
    family_name: LatinName
    birth_date: date | None = None
    nationality: str | None = None
    document: TravelDocument | None = None  # on an international journey
    known_traveller_number: str | None = None
    redress_number: str | None = None
    loyalty: tuple[LoyaltyNumber, ...] = ()  # with those who carry or lodge them
    seat: Seat | None = None
    meal: Meal | None = None


class SupplierHold(Value, frozen=True):
    """What became of a hold: `held` until `expires_at`, then `expired`; or `released`; or turned into an order."""

    hold_id: str
    supplier: str
    price: Money
    expires_at: datetime
    status: Literal["held", "ordered", "released", "expired"]


class SupplierOrder(Value, frozen=True):
    """A purchase; `record_locator` is the record locator of a journey or the confirmation number of a stay or a
    car."""

    order_id: str
    supplier: str
    record_locator: str
    price: Money
    status: Literal["confirmed", "cancelled"]
    refund: Money | None = None


class SupplierPartTerms(Value, frozen=True):
    """What giving one part of an order back costs; `paid` is always `fee` and `refund` together."""

    part_index: int
    paid: Money
    fee: Money
    refund: Money
    refund_to: RefundTo


class SupplierTerms(Value, frozen=True):
    """Terms on which parts of an order are taken back until `expires_at`; a credit can be used until `credit_until`."""

    supplier: str
    parts: tuple[SupplierPartTerms, ...]
    expires_at: datetime
    credit_until: datetime | None = None


class Supplier(Protocol):
    """Holds, sells and takes back what it has offered. Any call may raise SupplierUnavailable or SupplierTimeout.

    Offers, holds, orders and terms all carry the supplier's name, under which `registry` knows it.
    """

    def hold(self, offer: Offer, *, key: str, travellers: Sequence[SupplierTraveller], until: datetime) -> SupplierHold:
        """Keep `offer` for `travellers` until `until` or earlier, at the price of now, whatever the offer said.

        The same key returns the same hold. InvalidInput for a name that is not in Latin letters, SoldOut when too few
        are left, OfferExpired after the offer's time, HoldReleased when `key` was released before, HoldExpired when its
        hold has run out, KeyReused when `key` holds another offer.
        """

    def price(self, offer: Offer, *, hold_key: str) -> Money:
        """Return what `offer` costs now: what the order of its hold will be charged from now on.

        Raises SoldOut, NotFound, HoldReleased or HoldExpired.
        """

    def release(self, key: str) -> None:
        """Give back the hold made with `key`. Safe twice and when there is none: then a later hold with it is refused.

        A hold that has become an order is left as it is; `cancel` takes an order back.
        """

    def order(self, hold_key: str, *, key: str, travellers: Sequence[SupplierTraveller] = ()) -> SupplierOrder:
        """Buy what is held under `hold_key`, at the price that `hold` or the latest `price` of it answered, for the
        `travellers` that it is held for, with what carriers need of them; what is left out is asked at check-in.

        The same key returns the same order. NotFound when there is no such hold, HoldExpired, HoldReleased, Conflict
        when another key has bought it, OrderCancelled when `key` was cancelled before; SoldOut when the supplier
        cannot keep its promise (then the hold stays until released).
        """

    def cancel(self, key: str) -> Money:
        """Take back the order made with `key`; the refund, equal however often asked.

        Safe when there is no such order: nothing to refund, and a later order with `key` is refused. Of an order of
        which parts were given back before, the rest.
        """

    def quote_cancel(self, order_key: str, parts: Sequence[int], *, key: str, until: datetime) -> SupplierTerms:
        """Return what giving back these parts of an order would cost: slices of a flight or rail fare, from 0; a stay
        or a car has one.

        The terms stand until `until` or earlier, and are the same for the same key while they stand and after they were
        confirmed; asked later, they are quoted anew. NotFound when there is no such order or part, Conflict when a part
        was given back otherwise, Departed when one has begun, KeyReused when `key` quotes something else.
        """

    def confirm_cancel(self, key: str) -> SupplierTerms:
        """Take back what was quoted under `key`, on the terms quoted; done once, and answered alike ever after.

        NotFound when nothing was quoted, QuoteExpired when the terms no longer stand, Conflict when a part was given
        back otherwise, Departed when one has begun.
        """


class StandingPurchase(Value, frozen=True):
    """A hold or an order that stands at a supplier, by the key under which it was made."""

    kind: Literal["hold", "order"]
    key: str


class SupplierBooks(Supplier, Protocol):
    """Says what stands in its books, whatever the caller knows of it."""

    def list_standing(self, since: datetime) -> Iterable[StandingPurchase]:
        """Return the holds that are held, and the orders made `since` then of which something is left."""


class FlightSupplier(Supplier, Protocol):
    """Sells flights."""

    def search_flights(self, query: FlightQuery) -> tuple[FlightOffer, ...]:
        """Return offers with enough seats now, each for all slices of the query in their order (`slice_indexes` from
        0), which leaves for a slice after the one before has arrived; empty when there are none. InvalidInput for a
        currency it does not sell in."""


class RailSupplier(Supplier, Protocol):
    """Sells rail."""

    def search_rail(self, query: RailQuery) -> tuple[RailOffer, ...]:
        """Return offers with enough seats now (`slice_indexes` is 0); empty when there are none, and where no train
        goes. InvalidInput for a currency it does not sell in."""


class StaySupplier(Supplier, Protocol):
    """Sells stays."""

    def search_stays(self, query: StayQuery) -> tuple[StayOffer, ...]:
        """Return offers with enough rooms now (`stay_index` is 0); empty when there are none. InvalidInput for a
        currency it does not sell in."""


class CarSupplier(Supplier, Protocol):
    """Sells car rentals."""

    def search_cars(self, query: CarQuery) -> tuple[CarOffer, ...]:
        """Return offers with enough cars now (`car_index` is 0); empty when there are none. InvalidInput for a currency
        it does not sell in."""
