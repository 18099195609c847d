"""A supplier in memory: the sandbox's catalogue with books of its own, far simpler than the sandbox's and as strict.

Every call is a call to the outside that can be cut, and every change of the books is checked at once: never more sold
than there is, no key that buys twice. A contract test holds it to what the sandbox does.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.searches import CarQuery, FlightQuery, RailQuery, StayQuery
from chalicelib.domain.servicing.supplier_changes import NoticeData, NoticeKind, SegmentTimes, SupplierNotice
from chalicelib.errors import (
    Conflict,
    HoldExpired,
    HoldReleased,
    InvalidInput,
    KeyReused,
    NotFound,
    OfferExpired,
    OrderCancelled,
    SoldOut,
    SupplierTimeout,
    SupplierUnavailable,
)
from chalicelib.gateways.suppliers.protocol import SupplierHold, SupplierOrder, SupplierTerms, SupplierTraveller
from chalicelib.gateways.suppliers.sandbox.prices import change_price
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from tests.simulation.catalogue import few_cars, few_flights, few_stays, few_trains
from tests.simulation.cloud.wire import Outside, Wire
from tests.simulation.refunds_model import ReturnsDesk, Sold

T = TypeVar("T")
Q = TypeVar("Q")
O = TypeVar("O", bound=Offer)  # noqa: E741

SUPPLIER = "model"
LONGEST_HOLD = timedelta(hours=72)
_OFFERS_STAND = timedelta(hours=1)
_inventory_item = lru_cache(maxsize=4096)(find_inventory_item)
_OUTSIDE = Outside(
    lambda: SupplierUnavailable("Nobody could be reached."), lambda: SupplierTimeout("The answer did not come."), 1
)


class Fault(NamedTuple):
    """What goes wrong with the next `times` calls of an operation."""

    operation: str
    kind: str
    times: int
    percent: int


class _Hold:
    """A hold, or the grave of one that was given back before it was made."""

    def __init__(self, offer: Offer, price: Money, adjustment: int, expires_at: datetime) -> None:
        self.offer, self.price, self.adjustment, self.expires_at = offer, price, adjustment, expires_at
        self.status = "held"
        self.order_key: str | None = None


class _Order:
    def __init__(self, hold_key: str, hold: _Hold, price: Money, at: datetime) -> None:
        self.hold_key, self.hold, self.price = hold_key, hold, price
        self.sold = Sold(_inventory_item(hold.offer.offer_id), price, at)

    @property
    def refund(self) -> Money | None:
        """What came back as money, once nothing of it is left."""
        return None if self.sold.units() else self.sold.refund()


class SupplierModel:
    """Keeps the Protocols of whoever sells flights, rail, stays and cars."""

    def __init__(self, wire: Wire, now: Callable[[], datetime]) -> None:
        self.wire, self.now = wire, now
        self.holds: dict[str, _Hold | None] = {}  # None is a tombstone
        self.orders: dict[str, _Order | None] = {}
        self.returns = ReturnsDesk(SUPPLIER)
        self.percents: dict[str, int] = {}
        self.capacity: dict[str, int] = {}
        self.faults: list[Fault] = []
        self.away_until = now()  # nobody is reached before
        self.sales: Counter[str] = Counter()  # by hold key
        self.told: dict[str, tuple[SupplierTraveller, ...]] = {}  # of who travels, by order key
        self.broken: list[str] = []  # what must never be

    # The protocol

    def search_flights(self, query: FlightQuery) -> tuple[FlightOffer, ...]:
        return self._search(few_flights, query)

    def search_rail(self, query: RailQuery) -> tuple[RailOffer, ...]:
        return self._search(few_trains, query)

    def search_stays(self, query: StayQuery) -> tuple[StayOffer, ...]:
        return self._search(few_stays, query)

    def search_cars(self, query: CarQuery) -> tuple[CarOffer, ...]:
        return self._search(few_cars, query)

    def _search(self, catalogue: Callable[[Q], tuple[O, ...]], query: Q) -> tuple[O, ...]:
        return self._call("search", query, lambda fault: self._on_sale(self._catalogue(catalogue, query), fault))

    def hold(self, offer: Offer, *, key: str, travellers: Sequence[SupplierTraveller], until: datetime) -> SupplierHold:
        _check_number(offer, _inventory_item(offer.offer_id).count, len(travellers))
        return self._call("hold", key, lambda fault: self._hold(offer, key, until, fault))

    def price(self, offer: Offer, *, hold_key: str) -> Money:
        return self._call("price", hold_key, lambda fault: self._price_hold(offer, hold_key, fault))

    def release(self, key: str) -> None:
        self._call("release", key, lambda _fault: self._release(key))

    def order(self, hold_key: str, *, key: str, travellers: Sequence[SupplierTraveller] = ()) -> SupplierOrder:
        self.told[key] = tuple(travellers)
        return self._call("order", key, lambda fault: self._order(hold_key, key, fault))

    def cancel(self, key: str) -> Money:
        return self._call("cancel", key, lambda _fault: self._cancel(key))

    def quote_cancel(self, order_key: str, parts: Sequence[int], *, key: str, until: datetime) -> SupplierTerms:
        return self._call(
            "quote_cancel",
            key,
            lambda _fault: self.returns.quote(self._sold_under(order_key), parts, key, until, self.now()),
        )

    def confirm_cancel(self, key: str) -> SupplierTerms:
        return self._call("confirm_cancel", key, lambda _fault: self.returns.confirm(key, self.now()))

    # What the test does to it, and sees of it

    def kept_hold(self, key: str) -> SupplierHold | None:
        """What its books have of a hold."""
        return self._current_hold(key) if self.holds.get(key) else None

    def kept_order(self, key: str) -> SupplierOrder | None:
        """What its books have of an order."""
        return self._sold(key) if self.orders.get(key) else None

    def arm(self, operation: str, kind: str, *, times: int = 1, percent: int = 110) -> None:
        """Let the next `times` calls of `operation` go wrong as the sandbox's faults of this kind do."""
        self.faults.append(Fault(operation, kind, times, percent))

    def disarm(self) -> None:
        self.faults.clear()

    def go_away(self, seconds: float) -> None:
        """Let nobody reach it for so long."""
        self.away_until = max(self.away_until, self.now() + timedelta(seconds=seconds))

    def set_seats_left(self, offer_id: str, seats: int) -> None:
        """From now on `seats` are left of everything that the offer takes."""
        taken = self._all_taken()
        for unit in _inventory_item(offer_id).units:
            self.capacity[unit] = taken[unit] + seats

    def set_price_percent(self, offer_id: str, percent: int) -> None:
        """From now on `percent` of its price is asked for everything that the offer takes."""
        for unit in _inventory_item(offer_id).units:
            self.percents[unit] = percent

    def disrupt(
        self, order_key: str, part_index: int, times: tuple[SegmentTimes, ...] = ()
    ) -> tuple[str, SupplierNotice]:
        """Move one part of an order to other times, or cancel it when there are none; the notice of it and its id."""
        order = self.orders[order_key]
        assert order is not None
        order.sold.free.add(part_index)
        order.sold.sequence += 1
        sequence, order_id = order.sold.sequence, self._sold(order_key).order_id
        data = NoticeData(order_key=order_key, order_id=order_id, sequence=sequence, part_index=part_index, times=times)
        kind = NoticeKind.SCHEDULE_CHANGED if times else NoticeKind.CANCELLED
        return f"msg-{order_key}-{part_index}-{sequence}", SupplierNotice(type=kind, timestamp=self.now(), data=data)

    # What is looked at from outside

    def bought(self) -> dict[str, SupplierOrder]:
        """Every order that stands, by its key."""
        return {key: self._sold(key) for key, order in self.orders.items() if order and order.refund is None}

    def held(self) -> set[str]:
        """The keys of every hold that was neither given back nor bought, run out or not."""
        return {key for key, hold in self.holds.items() if hold is not None and hold.status == "held"}

    def keys(self) -> set[str]:
        """Every key that was ever used."""
        return self.holds.keys() | self.orders.keys()

    # The ledger

    def _call(self, operation: str, request: Any, effect: Callable[[Fault], T]) -> T:
        return self.wire.carry(
            f"supplier.{operation}", {"request": request}, lambda: self._with_fault(operation, effect), _OUTSIDE
        )

    def _with_fault(self, operation: str, effect: Callable[[Fault], T]) -> T:
        if self.now() < self.away_until:
            raise SupplierUnavailable("Nobody could be reached.")
        fault = self._next_fault(operation)
        if fault.kind == "error":
            raise SupplierUnavailable(f"refused to {operation}, as told")
        if fault.kind == "timeout":
            raise SupplierTimeout(f"did not answer to {operation}, as told")
        result = effect(fault)
        self._check()
        if fault.kind == "timeout_after_effect":
            raise SupplierTimeout(f"did not answer to {operation}, as told")
        return result

    def _next_fault(self, operation: str) -> Fault:
        for number, fault in enumerate(self.faults):
            if fault.operation == operation:
                self.faults[number : number + 1] = [fault._replace(times=fault.times - 1)] if fault.times > 1 else []
                return fault
        return Fault(operation, "", 0, 100)

    def _catalogue(self, search: Callable[[Q], T], query: Q) -> T:
        """What the catalogue has; the sandbox looks at tables for that, which is none of the schedule's business."""
        with self.wire.quiet():
            return search(query)

    def _on_sale(self, offers: tuple[O, ...], fault: Fault) -> tuple[O, ...]:
        if fault.kind == "sold_out":
            return ()
        ends, percent, taken = self.now() + _OFFERS_STAND, _percent(fault), self._all_taken()
        return tuple(
            msgspec.structs.replace(offer, supplier=SUPPLIER, price=self._priced(offer, percent * 100), expires_at=ends)
            for offer in offers
            if self._left(offer, taken) >= _inventory_item(offer.offer_id).count
        )

    def _hold(self, offer: Offer, key: str, until: datetime, fault: Fault) -> SupplierHold:
        if key in self.holds:
            if self._live(key).offer.offer_id != offer.offer_id:
                raise KeyReused("This key was used for a hold of another offer.")
            return self._current_hold(key)
        now, item = self.now(), _inventory_item(offer.offer_id)
        if now >= offer.expires_at:
            raise OfferExpired("This offer has expired; search again.")
        end = min(until, now + LONGEST_HOLD, item.starts_at).replace(microsecond=0)
        if end <= now:
            raise InvalidInput("A hold must end after now and before the journey begins.")
        if fault.kind == "sold_out" or self._left(offer, self._all_taken()) < item.count:
            raise SoldOut("Not enough is left of this offer.")
        adjustment = 100 * _percent(fault)
        self.holds[key] = _Hold(offer, self._priced(offer, adjustment), adjustment, end)
        return self._current_hold(key)

    def _price_hold(self, offer: Offer, key: str, fault: Fault) -> Money:
        hold = self._live(key)
        if hold.offer.offer_id != offer.offer_id:
            raise KeyReused("This key was used for a hold of another offer.")
        if hold.status == "ordered":
            return hold.price
        if fault.kind == "sold_out":
            raise SoldOut("Not enough is left of this offer.")
        hold.adjustment = hold.adjustment * _percent(fault) // 100
        hold.price = self._priced(offer, hold.adjustment)
        return hold.price

    def _release(self, key: str) -> None:
        hold = self.holds.setdefault(key, None)
        if hold is not None and hold.status == "held":
            hold.status = "released"

    def _order(self, hold_key: str, key: str, fault: Fault) -> SupplierOrder:
        if key in self.orders:
            order = self.orders[key]
            if order is None or order.refund is not None:
                raise OrderCancelled("This order was cancelled before.")
            if order.hold_key != hold_key:
                raise KeyReused("This key was used to buy another hold.")
            return self._sold(key)
        hold = self._live(hold_key)
        if hold.status == "ordered":
            raise Conflict("This hold was bought before, with another key.")
        if fault.kind == "sold_out":
            raise SoldOut("Not enough is left of this offer.")
        hold.status, hold.order_key = "ordered", key
        hold.price = change_price(hold.price, [_percent(fault)])
        self.orders[key] = _Order(hold_key, hold, hold.price, self.now())
        self.sales[hold_key] += 1
        return self._sold(key)

    def _cancel(self, key: str) -> Money:
        order = self.orders.setdefault(key, None)
        if order is None:
            return Money(amount=0, currency="EUR")
        order.sold.refund_part(key, self.now())
        return order.sold.refund()

    def _sold_under(self, key: str) -> Sold | None:
        order = self.orders.get(key)
        return order.sold if order else None

    def _live(self, key: str) -> _Hold:
        """The hold, while it can be relied on, or after it was bought."""
        if key not in self.holds:
            raise NotFound("There is no such hold.")
        hold = self.holds[key]
        if hold is None or hold.status == "released":
            raise HoldReleased("This hold was released before.")
        if hold.status == "held" and self.now() >= hold.expires_at:
            raise HoldExpired("This hold has expired.")
        return hold

    def _current_hold(self, key: str) -> SupplierHold:
        hold = self.holds[key]
        assert hold is not None
        expired = hold.status == "held" and self.now() >= hold.expires_at
        status: Any = "expired" if expired else hold.status
        return SupplierHold(
            hold_id=f"hold-{key}", supplier=SUPPLIER, price=hold.price, expires_at=hold.expires_at, status=status
        )

    def _sold(self, key: str) -> SupplierOrder:
        order = self.orders[key]
        assert order is not None
        return SupplierOrder(
            order_id=f"order-{key}",
            supplier=SUPPLIER,
            record_locator=f"R{sum(key.encode()) % 100_000:05d}",
            price=order.price,
            status="confirmed" if order.refund is None else "cancelled",
            refund=order.refund,
        )

    def _priced(self, offer: Offer, adjustment: int) -> Money:
        item = _inventory_item(offer.offer_id)
        return change_price(item.price, [self.percents.get(unit, 100) for unit in item.units], adjustment)

    def _left(self, offer: Offer, taken: Mapping[str, int]) -> int:
        units = _inventory_item(offer.offer_id).units
        return min(self.capacity.get(unit, units[unit]) - taken.get(unit, 0) for unit in units)

    def _all_taken(self) -> Counter[str]:
        """How many of each unit are kept by holds that have not run out, or sold."""
        now, taken = self.now(), Counter[str]()
        for hold in self.holds.values():
            if hold is None or (hold.status == "held" and now >= hold.expires_at):
                continue
            order = self.orders.get(hold.order_key) if hold.order_key else None
            item = _inventory_item(hold.offer.offer_id)
            if hold.status == "held":
                taken.update(dict.fromkeys(item.units, item.count))
            elif order is not None:
                taken.update(dict.fromkeys(order.sold.units(), item.count))
        return taken

    def _check(self) -> None:
        """Note it when more is taken of a unit than there ever was, or a hold was sold twice."""
        for unit, count in self._all_taken().items():
            if count > self._capacity_of(unit):
                self.broken.append(f"{unit}: {count} of {self._capacity_of(unit)} are taken")
        self.broken += [f"{key} was sold {count} times" for key, count in self.sales.items() if count > 1]
        choices = defaultdict(set)
        for key in self.bought():
            booking_id, _, choice = key.partition("/")
            choices[booking_id].add(choice.rpartition("/")[0])
        self.broken += [f"{name} has bought {sorted(several)}" for name, several in choices.items() if len(several) > 1]

    def _capacity_of(self, unit: str) -> int:
        if unit not in self.capacity:
            for hold in self.holds.values():
                if hold is not None:
                    self.capacity.update(_inventory_item(hold.offer.offer_id).units | self.capacity)
        return self.capacity[unit]


def _check_number(offer: Offer, count: int, travellers: int) -> None:
    """Nobody travels on somebody else's fare, or without a seat in the car."""
    match offer:
        case FlightOffer() | RailOffer():
            if travellers != count:
                raise InvalidInput(f"The offer is for {count} travellers, not for {travellers}.")
        case CarOffer():
            if travellers > offer.seats:
                raise InvalidInput(f"The car has {offer.seats} seats, not {travellers}.")
        case StayOffer():
            pass  # who shares a room is the hotel's business


def _percent(fault: Fault) -> int:
    return fault.percent if fault.kind == "price_change" else 100
