"""The sandbox supplier, Sojourn's embedded default: invented flights and hotels between real places, with a real
inventory that sells out, holds that run out, prices that move, and faults on demand. See docs/suppliers.md."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from chalicelib import clock
from chalicelib.domain.money import Money
from chalicelib.domain.offers.offers import FlightOffer, Offer, StayOffer
from chalicelib.domain.offers.searches import FlightQuery, StayQuery
from chalicelib.domain.trip_requests.trip_request import Passenger
from chalicelib.errors import InvalidInput
from chalicelib.gateways.suppliers.protocol import SupplierHold, SupplierOrder, SupplierPartTerms, SupplierTerms
from chalicelib.gateways.suppliers.sandbox import inventory, returns
from chalicelib.gateways.suppliers.sandbox.deals import Deal, decode_id
from chalicelib.gateways.suppliers.sandbox.faults import Trouble, troubled
from chalicelib.gateways.suppliers.sandbox.flights import flight_deal, flight_offer, flight_tickets, read_ticket
from chalicelib.gateways.suppliers.sandbox.prices import change_price, require_currency
from chalicelib.gateways.suppliers.sandbox.stays import read_room, stay_deal, stay_offer, stay_rooms
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
        with troubled("search", f"flight {query.depart_on} {places} {query.cabin}") as trouble:
            now = self._now()
            tickets = [(ticket, flight_deal(ticket)) for ticket in flight_tickets(query, now)]
            priced = _on_sale([deal for _, deal in tickets], now, trouble)
            return tuple(
                flight_offer(ticket, deal, priced[deal.offer_id], _offer_end(now))
                for ticket, deal in tickets
                if deal.offer_id in priced
            )

    def search_stays(self, query: StayQuery) -> tuple[StayOffer, ...]:
        require_currency(query.currency)
        with troubled("search", f"stay {query.check_in} {query.place.name}, {query.place.country}") as trouble:
            now = self._now()
            rooms = [(room, stay_deal(room)) for room in stay_rooms(query, now)]
            priced = _on_sale([deal for _, deal in rooms], now, trouble)
            return tuple(
                stay_offer(room, deal, priced[deal.offer_id], _offer_end(now))
                for room, deal in rooms
                if deal.offer_id in priced
            )

    def hold(self, offer: Offer, *, key: str, passengers: Sequence[Passenger], until: datetime) -> SupplierHold:
        deal = find_deal(offer.offer_id)
        if isinstance(offer, FlightOffer) and len(passengers) != deal.count:
            raise InvalidInput(f"The offer is for {deal.count} passengers, not for {len(passengers)}.")
        with troubled("hold", f"{key} {deal.description}") as trouble:
            return _to_hold(inventory.hold_seats(deal, key, until, offer.expires_at, self._now(), trouble))

    def price(self, offer: Offer, *, hold_key: str) -> Money:
        deal = find_deal(offer.offer_id)
        with troubled("price", f"{hold_key} {deal.description}") as trouble:
            return inventory.price_hold(deal, hold_key, self._now(), trouble)

    def release(self, key: str) -> None:
        with troubled("release", key):
            inventory.release_seats(key, self._now())

    def order(self, hold_key: str, *, key: str) -> SupplierOrder:
        with troubled("order", f"{key} {hold_key}") as trouble:
            return _to_order(inventory.order_seats(hold_key, key, find_deal, self._now(), trouble))

    def cancel(self, key: str) -> Money:
        with troubled("cancel", key):
            return returns.cancel_order(key, find_deal, self._now())

    def quote_cancel(self, order_key: str, parts: Sequence[int], *, key: str, until: datetime) -> SupplierTerms:
        with troubled("quote_cancel", f"{key} {order_key}"):
            return _to_terms(returns.quote_return(order_key, parts, key, find_deal, until, self._now()))

    def confirm_cancel(self, key: str) -> SupplierTerms:
        with troubled("confirm_cancel", key):
            return _to_terms(returns.confirm_return(key, find_deal, self._now()))


def find_deal(offer_id: str) -> Deal:
    """What the offer means for the inventory. Raises NotFound for an id that the sandbox did not make."""
    kind, _ = decode_id(offer_id)
    return flight_deal(read_ticket(offer_id)) if kind == "f" else stay_deal(read_room(offer_id))


def set_seats_left(offer_id: str, seats: int) -> None:
    """From now on `seats` are left of every flight's cabin, or every hotel's night, that the offer takes."""
    inventory.set_seats_left(find_deal(offer_id), seats)


def set_price_percent(offer_id: str, percent: int) -> None:
    """From now on `percent` of its price is asked for everything that the offer takes; for holds when re-priced."""
    inventory.set_price_percent(find_deal(offer_id), percent)


def _on_sale(deals: list[Deal], now: datetime, trouble: Trouble) -> dict[str, Money]:
    """The price of each offer that has enough left now."""
    if trouble.is_sold_out or not deals:
        return {}
    units = read_units(name for deal in deals for name in deal.units)
    return {
        deal.offer_id: change_price(deal.price, inventory.percents(deal, units), trouble.percent * 100)
        for deal in deals
        if inventory.available(deal, units, now)
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
