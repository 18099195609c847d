"""The sandbox supplier, Sojourn's embedded default: invented flights and hotels between real places, with a real
inventory that sells out, holds that run out, prices that move, and faults on demand. See docs/suppliers.md."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from chalicelib import clock
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.searches import FlightQuery, StayQuery
from chalicelib.domain.passport_spelling import is_latin_name
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.protocol import (
    SupplierHold,
    SupplierOrder,
    SupplierPartTerms,
    SupplierTerms,
    SupplierTraveller,
)
from chalicelib.gateways.suppliers.sandbox import inventory, returns
from chalicelib.gateways.suppliers.sandbox.faults import InjectedFault, inject_fault
from chalicelib.gateways.suppliers.sandbox.flights import (
    flight_inventory_item,
    flight_offer,
    flight_tickets,
    read_ticket,
)
from chalicelib.gateways.suppliers.sandbox.inventory_items import InventoryItem, decode_id
from chalicelib.gateways.suppliers.sandbox.prices import change_price, require_currency
from chalicelib.gateways.suppliers.sandbox.stays import read_room, stay_inventory_item, stay_offer, stay_rooms
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, OrderRecord, QuoteRecord, read_units

SUPPLIER = "sandbox"
# Offers of one half hour expire together, an hour after it began: so they stand for half an hour at least, and the same
# query asked twice gives the same answer.
_OFFERS_TURN = timedelta(minutes=30)
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


class Sandbox:
    """Keeps the protocols of whoever sells flights and stays. `now` is the clock it lives by."""

    def __init__(self, now: Callable[[], datetime] = clock.now) -> None:
        self._now = now

    def search_flights(self, query: FlightQuery) -> tuple[FlightOffer, ...]:
        require_currency(query.currency)
        places = f"{','.join(query.origins)}-{','.join(query.destinations)}"
        with inject_fault("search", f"flight {query.depart_on} {places} {query.cabin}") as fault:
            now = self._now()
            tickets = [(ticket, flight_inventory_item(ticket)) for ticket in flight_tickets(query, now)]
            priced = _on_sale([item for _, item in tickets], now, fault)
            return tuple(
                flight_offer(ticket, item, priced[item.offer_id], _offer_end(now))
                for ticket, item in tickets
                if item.offer_id in priced
            )

    def search_stays(self, query: StayQuery) -> tuple[StayOffer, ...]:
        require_currency(query.currency)
        with inject_fault("search", f"stay {query.check_in} {query.place.name}, {query.place.country}") as fault:
            now = self._now()
            rooms = [(room, stay_inventory_item(room)) for room in stay_rooms(query, now)]
            priced = _on_sale([item for _, item in rooms], now, fault)
            return tuple(
                stay_offer(room, item, priced[item.offer_id], _offer_end(now))
                for room, item in rooms
                if item.offer_id in priced
            )

    def hold(self, offer: Offer, *, key: str, travellers: Sequence[SupplierTraveller], until: datetime) -> SupplierHold:
        item = find_inventory_item(offer.offer_id)
        if isinstance(offer, FlightOffer) and len(travellers) != item.count:
            raise InvalidInput(f"The offer is for {item.count} travellers, not for {len(travellers)}.")
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

    def quote_cancel(self, order_key: str, parts: Sequence[int], *, key: str, until: datetime) -> SupplierTerms:
        with inject_fault("quote_cancel", f"{key} {order_key}"):
            return _to_terms(returns.quote_return(order_key, parts, key, find_inventory_item, until, self._now()))

    def confirm_cancel(self, key: str) -> SupplierTerms:
        with inject_fault("confirm_cancel", key):
            return _to_terms(returns.confirm_return(key, find_inventory_item, self._now()))


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
    return flight_inventory_item(read_ticket(offer_id)) if kind == "f" else stay_inventory_item(read_room(offer_id))


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
