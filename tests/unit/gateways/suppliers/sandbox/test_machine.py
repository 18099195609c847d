"""Any sequence of calls, clock turns and faults: the books always balance, and every key tells one story."""

from contextlib import ExitStack
from datetime import date

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chalicelib.domain.offers.offers import Offer
from chalicelib.errors import Conflict, KeyReused, NotFound, SoldOut, SupplierTimeout, SupplierUnavailable
from chalicelib.gateways.suppliers.sandbox.faults import arm_fault
from chalicelib.gateways.suppliers.sandbox.supplier import find_inventory_item
from chalicelib.gateways.suppliers.sandbox.tables import HoldRecord, OrderRecord, open_unit, read_units, set_left
from tests.unit.gateways.suppliers.sandbox.car_samples import car_query
from tests.unit.gateways.suppliers.sandbox.sandbox_world import ANNA, World, ledger, sandbox_world

KEYS = st.sampled_from(["a", "b", "c", "d"])
CAPACITY = 2
REFUSALS = (Conflict, KeyReused, NotFound, SupplierTimeout, SupplierUnavailable)


class SalesDesk(RuleBasedStateMachine):
    """Four keys, two offers that share no unit, two seats of each."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world: World = self.stack.enter_context(sandbox_world())
        self.offers = self.find_offers()
        self.units = [name for offer in self.offers for name in find_inventory_item(offer.offer_id).units]
        for name in self.units:
            open_unit(name, CAPACITY)
            set_left(name, CAPACITY)
        self.released: set[str] = set()
        self.cancelled: set[str] = set()

    def find_offers(self) -> tuple[Offer, Offer]:
        return self.world.flights(destinations=("LCY",))[0], self.world.flights(destinations=("STN",))[0]

    def teardown(self) -> None:
        self.stack.close()

    @rule(key=KEYS, which=st.integers(0, 1), minutes=st.integers(1, 20))
    def hold(self, key: str, which: int, minutes: int) -> None:
        buried = key in self.released
        try:
            held = self.world.supplier.hold(
                self.offers[which], key=key, travellers=[ANNA], until=self.world.until(minutes=minutes)
            )
        except REFUSALS as error:
            if isinstance(error, SoldOut):
                assert self.live_seats(which) == CAPACITY
            return
        assert held.status == "ordered" or not buried

    @rule(key=KEYS, order_key=KEYS)
    def order(self, key: str, order_key: str) -> None:
        try:
            order = self.world.supplier.order(key, key=order_key)
        except REFUSALS:
            return
        assert order.status == "confirmed"
        assert order_key not in self.cancelled

    @rule(key=KEYS)
    def release(self, key: str) -> None:
        try:
            self.world.supplier.release(key)
        except REFUSALS:
            return
        self.released.add(key)

    @rule(key=KEYS)
    def cancel(self, key: str) -> None:
        try:
            refund = self.world.supplier.cancel(key)
        except REFUSALS:
            return
        self.cancelled.add(key)
        assert self.world.supplier.cancel(key) == refund

    @rule(minutes=st.integers(1, 15))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.turn(minutes=minutes)

    @rule(operation=st.sampled_from(["hold", "order"]), kind=st.sampled_from(["error", "timeout_after_effect"]))
    def something_breaks(self, operation: str, kind: str) -> None:
        arm_fault(operation, kind)  # type: ignore[arg-type]  # the sampled strings are operations

    def live_seats(self, which: int) -> int:
        """Held and not expired, or sold, of the fullest flight of an offer."""
        units = read_units(find_inventory_item(self.offers[which].offer_id).units)
        now = self.world.clock.time.timestamp()
        return max(u.sold + sum(h.seats for h in u.holds.values() if h.until > now) for u in units.values())

    @invariant()
    def nothing_is_oversold_and_the_books_balance(self) -> None:
        for unit in read_units(self.units).values():
            assert unit.left >= 0
            assert unit.left + unit.sold + sum(held.seats for held in unit.holds.values()) == CAPACITY

    @invariant()
    def every_seat_belongs_to_a_live_record_and_every_live_record_has_its_seats(self) -> None:
        records, units = ledger(), read_units(self.units)
        for name, unit in units.items():
            holds = [
                r for r in records.values() if isinstance(r, HoldRecord) and r.status == "held" and name in r.units
            ]
            orders = [
                r
                for r in records.values()
                if isinstance(r, OrderRecord) and r.status == "confirmed" and name in r.units
            ]
            assert {record.hold_id for record in holds} == set(unit.holds)
            assert sum(record.seats for record in orders) == unit.sold

    @invariant()
    def every_bought_hold_has_its_order(self) -> None:
        records = ledger()
        for key, record in records.items():
            if isinstance(record, HoldRecord) and record.status == "ordered":
                order = records[f"order {record.order_key}"]
                assert isinstance(order, OrderRecord)
                assert f"hold {order.hold_key}" == key


class RentalDesk(SalesDesk):
    """The same with two cars of two companies for three days."""

    def find_offers(self) -> tuple[Offer, Offer]:
        found = self.world.supplier.search_cars(car_query(drop_off_on=date(2027, 3, 6)))
        return found[0], found[-1]


_SETTINGS = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
SalesDesk.TestCase.settings = _SETTINGS
TestSalesDesk = SalesDesk.TestCase
RentalDesk.TestCase.settings = _SETTINGS
TestRentalDesk = RentalDesk.TestCase
