"""What a supplier has in its books, in one form for the real sandbox and for the model: what is bought, what is held,
and what is wrong with the books themselves."""

from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from chalicelib.domain.money import Money
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, LedgerRow, OrderRecord, UnitRow
from tests.simulation.refunds import units_left
from tests.simulation.supplier_model import SupplierModel

Place = tuple[str, int]  # an order's key, and a part of it
Amounts = tuple[int, int, int]  # what was paid, the fee and the refund


class Purchase(Protocol):
    """An order as the supplier knows it."""

    @property
    def order_id(self) -> str: ...
    @property
    def price(self) -> Money: ...


class Books(Protocol):
    """The supplier's side of every booking, by idempotency key."""

    def bought(self) -> dict[str, Purchase]: ...
    def held(self) -> set[str]: ...
    def returned(self) -> dict[Place, Amounts]: ...
    def keys(self) -> set[str]: ...
    def wrong(self) -> list[str]: ...


class ModelBooks:
    """The books of the model, which is strict with itself at every call."""

    def __init__(self, model: SupplierModel) -> None:
        self.model = model

    def bought(self) -> dict[str, Purchase]:
        return dict(self.model.bought())

    def held(self) -> set[str]:
        return self.model.held()

    def returned(self) -> dict[Place, Amounts]:
        return {
            (key, part_index): (terms.paid.amount, terms.fee.amount, terms.refund.amount)
            for key, order in self.model.orders.items()
            if order is not None
            for part_index, (_, terms) in order.sold.given.items()
        }

    def keys(self) -> set[str]:
        return self.model.keys()

    def wrong(self) -> list[str]:
        return list(self.model.broken)


class SandboxBooks:
    """The sandbox's tables."""

    def bought(self) -> dict[str, Purchase]:
        return {
            row.key.removeprefix("order "): row.record
            for row in LedgerRow.scan()
            if isinstance(row.record, OrderRecord) and row.record.status == "confirmed"
        }

    def held(self) -> set[str]:
        return {
            row.key.removeprefix("hold ")
            for row in LedgerRow.scan()
            if isinstance(row.record, HoldRecord) and row.record.status == "held"
        }

    def returned(self) -> dict[Place, Amounts]:
        return {
            (row.key.removeprefix("order "), each.part_index): (each.paid.amount, each.fee.amount, each.refund.amount)
            for row in LedgerRow.scan()
            if isinstance(row.record, OrderRecord)
            for each in row.record.cancelled_parts
        }

    def keys(self) -> set[str]:
        return {row.key.split(" ", 1)[1] for row in LedgerRow.scan()}

    def wrong(self) -> list[str]:
        return list(self._wrong())

    def _wrong(self) -> Iterator[str]:
        held, sold, capacities = Counter[str](), Counter[str](), dict[str, int]()
        for row in LedgerRow.scan():
            record = row.record
            if isinstance(record, OrderRecord) and record.status == "confirmed":
                sold.update(dict.fromkeys(units_left(record), record.seats))
            if isinstance(record, HoldRecord):
                capacities |= find_inventory_item(record.offer_id).units
            if isinstance(record, HoldRecord) and record.status == "held":
                held.update(dict.fromkeys(record.units, record.seats))
        for unit in UnitRow.scan():
            kept = sum(int(hold["seats"]) for hold in unit.holds.attribute_values.values())
            if unit.sold != sold[unit.unit] or kept != held[unit.unit] or unit.left < 0:
                said = f"the ledger says {held[unit.unit]} and {sold[unit.unit]}"
                yield f"{unit.unit}: {unit.left} left, {kept} held, {unit.sold} sold, {said}"
            if unit.unit in capacities and unit.sold + kept > capacities[unit.unit]:
                yield f"{unit.unit}: more sold than there is"
