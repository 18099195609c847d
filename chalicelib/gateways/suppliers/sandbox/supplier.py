"""The sandbox supplier, Sojourn's embedded default: invented flights, trains, hotels and cars in real places, with a
real inventory that sells out, holds that run out, prices that move, and faults on demand. See docs/suppliers.md."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from chalicelib import clock
from chalicelib.domain.money import Money
from chalicelib.domain.offers.cars import CarOffer
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.rail import RailOffer
from chalicelib.domain.offers.searches import CarQuery, FlightQuery, RailQuery, StayQuery
from chalicelib.domain.passport_spelling import is_latin_name
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.protocol import (
    StandingPurchase,
    SupplierHold,
    SupplierOrder,
    SupplierPartTerms,
    SupplierTerms,
    SupplierTraveller,
)
from chalicelib.gateways.suppliers.sandbox import inventory, returns
from chalicelib.gateways.suppliers.sandbox.faults import InjectedFault, inject_fault
from chalicelib.gateways.suppliers.sandbox.flights import (
    describe_slice,
    flight_inventory_item,
    flight_offer,
    flight_tickets,
    read_ticket,
)
from chalicelib.gateways.suppliers.sandbox.inventory_items import InventoryItem, decode_id, unknown_offer
from chalicelib.gateways.suppliers.sandbox.prices import change_price, require_currency
from chalicelib.gateways.suppliers.sandbox.stays import read_room, stay_inventory_item, stay_offer, stay_rooms
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, OrderRecord, QuoteRecord, list_ledger, read_units

T = TypeVar("T")
O = TypeVar("O", bound=Offer)  # noqa: E741

SUPPLIER = "sandbox"
# Offers of one half hour expire together, an hour after it began: so they stand for half an hour at least, and the same
# query asked twice gives the same answer.
_OFFERS_TURN = timedelta(minutes=30)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def _car_inventory_item(offer_id: str) -> InventoryItem:
    # Imported here so that whoever needs no car does not wait for it.
    from chalicelib.gateways.suppliers.sandbox.cars import car_inventory_item, read_rental

    return car_inventory_item(read_rental(offer_id))


def _rail_inventory_item(offer_id: str) -> InventoryItem:
    # Imported here so that whoever needs no train does not wait for it.
    from chalicelib.gateways.suppliers.sandbox.rail import rail_inventory_item, read_rail_ticket

    return rail_inventory_item(read_rail_ticket(offer_id))


# How the id of an offer is read, by the kind that it says.
_READERS: Mapping[str, Callable[[str], InventoryItem]] = {
    "f": lambda offer_id: flight_inventory_item(read_ticket(offer_id)),
    "r": _rail_inventory_item,
    "s": lambda offer_id: stay_inventory_item(read_room(offer_id)),
    "c": _car_inventory_item,
}


class Sandbox:
    """Keeps the Protocols of whoever sells flights, rail, stays or cars. `now` is the clock it lives by."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now

    def search_flights(self, query: FlightQuery) -> tuple[FlightOffer, ...]:
        require_currency(query.currency)
        subject = f"flight {' '.join(describe_slice(each) for each in query.slices)}"
        return self._search(subject, lambda now: flight_tickets(query, now), flight_inventory_item, flight_offer)

    def search_rail(self, query: RailQuery) -> tuple[RailOffer, ...]:
        from chalicelib.gateways.suppliers.sandbox.rail import rail_inventory_item, rail_offer, rail_tickets

        require_currency(query.currency)
        there, back = (f"{place.name}, {place.country}" for place in (query.origin, query.destination))
        subject = f"rail {query.depart_on} {there} to {back} {query.cabin}"
        return self._search(subject, lambda now: rail_tickets(query, now), rail_inventory_item, rail_offer)

    def search_stays(self, query: StayQuery) -> tuple[StayOffer, ...]:
        require_currency(query.currency)
        subject = f"stay {query.check_in} {query.place.name}, {query.place.country}"
        return self._search(subject, lambda now: stay_rooms(query, now), stay_inventory_item, stay_offer)

    def search_cars(self, query: CarQuery) -> tuple[CarOffer, ...]:
        from chalicelib.gateways.suppliers.sandbox.cars import car_inventory_item, car_offer, car_rentals

        require_currency(query.currency)
        there, back = (f"{place.name}, {place.country}" for place in (query.pick_up, query.drop_off))
        subject = f"car {query.pick_up_on} {there} to {back}"
        return self._search(subject, lambda now: car_rentals(query, now), car_inventory_item, car_offer)

    def _search(
        self,
        subject: str,
        find: Callable[[datetime], Sequence[T]],
        item_of: Callable[[T], InventoryItem],
        offer_of: Callable[[T, InventoryItem, Money, datetime], O],
    ) -> tuple[O, ...]:
        """Return what `find` finds and what has enough left, as offers at the prices of now; `subject` is what faults
        are matched with."""
        with inject_fault("search", subject) as fault:
            now = self._now()
            found = [(one, item_of(one)) for one in find(now)]
            priced = _on_sale([item for _, item in found], now, fault)
            return tuple(
                offer_of(one, item, priced[item.offer_id], _offer_end(now))
                for one, item in found
                if item.offer_id in priced
            )

    def hold(self, offer: Offer, *, key: str, travellers: Sequence[SupplierTraveller], until: datetime) -> SupplierHold:
        item = find_inventory_item(offer.offer_id)
        _check_number(offer, item, len(travellers))
        _check_names(travellers)
        with inject_fault("hold", f"{key} {item.description}") as fault:
            return _to_hold(inventory.hold_seats(item, key, until, offer.expires_at, self._now(), fault))

    def price(self, offer: Offer, *, hold_key: str) -> Money:
        item = find_inventory_item(offer.offer_id)
        with inject_fault("price", f"{hold_key} {item.description}") as fault:
            return inventory.price_hold(item, hold_key, self._now(), fault)

    def release(self, key: str) -> None:
        with inject_fault("release", key):
            inventory.release_seats(key, self._now())

    def order(self, hold_key: str, *, key: str, travellers: Sequence[SupplierTraveller] = ()) -> SupplierOrder:
        for each in travellers:
            _check_facts(each, self._now().date())
        with inject_fault("order", f"{key} {hold_key}") as fault:
            return _to_order(inventory.order_seats(hold_key, key, find_inventory_item, self._now(), fault))

    def cancel(self, key: str) -> Money:
        with inject_fault("cancel", key):
            return returns.cancel_order(key, find_inventory_item, self._now())

    def list_standing(self, since: datetime) -> Iterator[StandingPurchase]:
        for name, record in list_ledger():
            _, _, key = name.partition(" ")
            if isinstance(record, HoldRecord) and record.status == "held":
                yield StandingPurchase(kind="hold", key=key)
            elif isinstance(record, OrderRecord) and record.status == "confirmed" and record.ordered_at >= since:
                yield StandingPurchase(kind="order", key=key)

    def quote_cancel(self, order_key: str, parts: Sequence[int], *, key: str, until: datetime) -> SupplierTerms:
        with inject_fault("quote_cancel", f"{key} {order_key}"):
            return _to_terms(returns.quote_return(order_key, parts, key, find_inventory_item, until, self._now()))

    def confirm_cancel(self, key: str) -> SupplierTerms:
        with inject_fault("confirm_cancel", key):
            return _to_terms(returns.confirm_return(key, find_inventory_item, self._now()))


def _check_number(offer: Offer, item: InventoryItem, travellers: int) -> None:
    """Refuse a fare for others than so many, and a car in which not all of them have a seat."""
    match offer:
        case FlightOffer() | RailOffer():
            if travellers != item.count:
                raise InvalidInput(f"The offer is for {item.count} travellers, not for {travellers}.")
        case CarOffer():
            if travellers > offer.seats:
                raise InvalidInput(f"The car has {offer.seats} seats, not {travellers}.")
        case StayOffer():
            pass  # who shares a room is the hotel's business


def _check_names(travellers: Sequence[SupplierTraveller]) -> None:
    if not all(is_latin_name(each.given_name) and is_latin_name(each.family_name) for each in travellers):
        raise InvalidInput("Carriers take names in the Latin letters of the passport.")


def _check_facts(traveller: SupplierTraveller, today: date) -> None:
    """Refuse what no carrier takes; nothing of it is kept. What is not given is asked at check-in."""
    _check_names([traveller])
    if traveller.document is not None and traveller.birth_date is None:
        raise InvalidInput("A travel document goes with its holder's birth date.")
    if traveller.document is not None and traveller.document.expires_on and traveller.document.expires_on < today:
        raise InvalidInput("The travel document has expired.")


def find_inventory_item(offer_id: str) -> InventoryItem:
    """Return what the offer means for the inventory. Raises NotFound for an id that the sandbox did not make."""
    kind, _ = decode_id(offer_id)
    if kind not in _READERS:
        raise unknown_offer(offer_id)
    return _READERS[kind](offer_id)


def set_seats_left(offer_id: str, seats: int) -> None:
    """Let `seats` be left from now on of every flight's cabin, or every hotel's night, that the offer takes."""
    inventory.set_seats_left(find_inventory_item(offer_id), seats)


def set_price_percent(offer_id: str, percent: int) -> None:
    """Ask `percent` of its price from now on for everything that the offer takes; for holds when re-priced."""
    inventory.set_price_percent(find_inventory_item(offer_id), percent)


def _on_sale(items: list[InventoryItem], now: datetime, fault: InjectedFault) -> dict[str, Money]:
    """Return the price of each offer that has enough left now."""
    if fault.is_sold_out or not items:
        return {}
    units = read_units(name for item in items for name in item.units)
    return {
        item.offer_id: change_price(item.price, inventory.percents(item, units), fault.percent * 100)
        for item in items
        if inventory.available(item, units, now)
    }


def _offer_end(now: datetime) -> datetime:
    turn = (now - _EPOCH) // _OFFERS_TURN
    return _EPOCH + (turn + 2) * _OFFERS_TURN


def _to_hold(record: HoldRecord) -> SupplierHold:
    return SupplierHold(
        hold_id=record.hold_id,
        supplier=SUPPLIER,
        price=record.price,
        expires_at=record.expires_at,
        status=record.status,
    )


def _to_order(record: OrderRecord) -> SupplierOrder:
    return SupplierOrder(
        order_id=record.order_id,
        supplier=SUPPLIER,
        record_locator=record.record_locator,
        price=record.price,
        status=record.status,
        refund=record.refund,
    )


def _to_terms(record: QuoteRecord) -> SupplierTerms:
    return SupplierTerms(
        supplier=SUPPLIER,
        parts=tuple(
            SupplierPartTerms(
                part_index=each.part_index, paid=each.paid, fee=each.fee, refund=each.refund, refund_to=each.refund_to
            )
            for each in record.parts
        ),
        expires_at=record.expires_at,
        credit_until=record.credit_until,
    )
