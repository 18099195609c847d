"""The model supplier's returns desk: parts of orders quoted and taken back, kept in memory."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from chalicelib.domain.money import Money, split, total
from chalicelib.domain.offers.terms import Refundability
from chalicelib.domain.servicing.amendments import RefundTo
from chalicelib.errors import Conflict, Departed, KeyReused, NotFound, QuoteExpired
from chalicelib.gateways.suppliers.protocol import SupplierPartTerms, SupplierTerms
from chalicelib.gateways.suppliers.sandbox.inventory_items import InventoryItem


class Sold:
    """An order that stands, of which parts may be given back: by which quote, and on what terms."""

    def __init__(self, item: InventoryItem, price: Money, at: datetime) -> None:
        self.item, self.price, self.ordered_at = item, price, at
        self.given: dict[int, tuple[str, SupplierPartTerms]] = {}
        self.free: set[int] = set()  # parts that the supplier itself has changed
        self.sequence = 0

    def units(self) -> set[str]:
        """What it still takes."""
        return {unit for n, part in enumerate(self.item.parts) if n not in self.given for unit in part.units}

    def terms(self, now: datetime) -> list[SupplierPartTerms]:
        """What each part costs to give back."""
        fee, refund_to = self._fee(now)
        weights = [part.weight for part in self.item.parts]
        made = []
        for number, (paid, kept) in enumerate(zip(split(self.price, weights), split(fee, weights), strict=True)):
            fee_of = paid - paid if number in self.free else min(paid, kept)
            to: RefundTo = "original" if number in self.free else refund_to
            made.append(SupplierPartTerms(part_index=number, paid=paid, fee=fee_of, refund=paid - fee_of, refund_to=to))
        return made

    def refund_part(self, key: str, now: datetime) -> None:
        """Give back what is left, as the undo of a purchase."""
        self.given |= {each.part_index: (key, each) for each in self.terms(now) if each.part_index not in self.given}

    def refund(self) -> Money:
        """What has come back as money."""
        back = (terms.refund for _, terms in self.given.values() if terms.refund_to == "original")
        return total(back, self.price.currency)

    def _fee(self, now: datetime) -> tuple[Money, RefundTo]:
        void_until = min(self.ordered_at + timedelta(hours=24), self.item.starts_at - timedelta(days=7))
        if now < void_until or self.item.refundability is Refundability.FULL:
            return Money(amount=0, currency=self.price.currency), "original"
        if self.item.refundability is Refundability.WITH_FEE and self.item.fee is not None:
            return min(self.item.fee, self.price), "original"
        if self.item.credit_fee is not None:
            return min(self.item.credit_fee, self.price), "credit"
        return self.price, "original"


class ReturnsDesk:
    """What was quoted, by key."""

    def __init__(self, supplier: str) -> None:
        self.supplier = supplier
        self.quotes: dict[str, tuple[Sold, SupplierTerms]] = {}

    def quote(self, sold: Sold | None, parts: Sequence[int], key: str, until: datetime, now: datetime) -> SupplierTerms:
        if sold is None:
            raise NotFound("There is no such order.")
        if key in self.quotes:
            of, terms = self.quotes[key]
            if of is not sold or {each.part_index for each in terms.parts} != set(parts):
                raise KeyReused("This key was used for another quote.")
            if now < terms.expires_at or _is_confirmed(sold, key):
                return terms
        _refuse(sold, parts, now)
        starts = min(sold.item.parts[part_index].starts_at for part_index in parts)
        terms = SupplierTerms(
            supplier=self.supplier,
            parts=tuple(sold.terms(now)[part_index] for part_index in dict.fromkeys(parts)),
            expires_at=min(until, now + timedelta(days=4), starts),
            credit_until=sold.ordered_at + timedelta(days=365),
        )
        self.quotes[key] = (sold, terms)
        return terms

    def confirm(self, key: str, now: datetime) -> SupplierTerms:
        if key not in self.quotes:
            raise NotFound("Nothing was quoted under this key.")
        sold, terms = self.quotes[key]
        if _is_confirmed(sold, key):
            return terms
        if now >= terms.expires_at:
            raise QuoteExpired("The terms no longer stand.")
        _refuse(sold, [each.part_index for each in terms.parts], now)
        sold.given |= {each.part_index: (key, each) for each in terms.parts}
        return terms


def _is_confirmed(sold: Sold, key: str) -> bool:
    return any(by == key for by, _ in sold.given.values())


def _refuse(sold: Sold, parts: Sequence[int], now: datetime) -> None:
    if not parts or not set(parts) <= set(range(len(sold.item.parts))):
        raise NotFound("The order has no such part.")
    if sold.given.keys() & set(parts):
        raise Conflict("This part was cancelled before.")
    if any(now >= sold.item.parts[part_index].starts_at for part_index in parts):
        raise Departed("This has begun.")
