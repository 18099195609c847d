"""How the sandbox goes wrong on demand, so that what must survive a bad supplier can be tested against a real one.

Looking for armed faults costs one read a call, which only a sandbox can afford. A timeout is said at once: waiting for
it would teach nobody anything.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, get_args

from chalicelib import clock
from chalicelib.errors import InvalidInput, SoldOut, SupplierTimeout, SupplierUnavailable
from chalicelib.gateways.suppliers.sandbox import fault_table as sandbox_fault_table
from chalicelib.gateways.suppliers.sandbox.fault_table import Fault, FaultKind

SupplierOperation = Literal["search", "hold", "price", "order", "release", "cancel", "quote_cancel", "confirm_cancel"]

# What cannot happen: nothing is priced or sold by giving back.
_IMPOSSIBLE = {
    (operation, kind)
    for operation in ("release", "cancel", "quote_cancel", "confirm_cancel")
    for kind in (FaultKind.PRICE_CHANGE, FaultKind.SOLD_OUT)
}


@dataclass(frozen=True, slots=True)
class InjectedFault:
    """What a call that goes on must reckon with: a price in percent, and whether there is nothing left to sell."""

    percent: int = 100
    is_sold_out: bool = False

    def refuse_sale(self) -> None:
        """Raise SoldOut when that is the fault."""
        if self.is_sold_out:
            raise SoldOut("The sandbox supplier has sold out this offer.")


def arm_fault(
    operation: SupplierOperation, kind: FaultKind | str, *, times: int = 1, match: str = "", percent: int = 110
) -> Fault:
    """Let the next `times` calls of `operation` whose key, offer id or units contain `match` go wrong in this `kind`.

    `percent` is what a price change makes of the price. Faults armed first are used first.
    Raises InvalidInput for a kind that the operation cannot have.
    """
    fault = Fault(operation, clock.new_id("flt"), FaultKind(kind), times, percent, match)
    if (
        operation not in get_args(SupplierOperation)
        or (operation, fault.kind) in _IMPOSSIBLE
        or times < 1
        or percent < 1
    ):
        raise InvalidInput(f"{operation} cannot have {times} faults of {fault.kind} at {percent} percent.")
    sandbox_fault_table.add_fault(fault)
    return fault


def list_armed_faults() -> list[Fault]:
    """Return every fault that is not used up."""
    return [
        fault
        for operation in get_args(SupplierOperation)
        for fault in sandbox_fault_table.list_faults(operation)
        if fault.left
    ]


def disarm_faults() -> None:
    """Take all faults away, used up or not."""
    for operation in get_args(SupplierOperation):
        for fault in sandbox_fault_table.list_faults(operation):
            sandbox_fault_table.remove_fault(fault)


@contextmanager
def inject_fault(operation: SupplierOperation, text: str) -> Iterator[InjectedFault]:
    """Let the call that runs inside go as wrong as the first armed fault that matches `text` says.

    Raises SupplierUnavailable or SupplierTimeout before the effect, or SupplierTimeout after it has succeeded.
    """
    fault = _next_fault(operation, text)
    kind = fault.kind if fault else None
    if kind is FaultKind.ERROR:
        raise SupplierUnavailable(f"The sandbox supplier refused to {operation}, because of an injected fault.")
    if kind is FaultKind.TIMEOUT:
        raise _timeout(operation)
    yield InjectedFault(
        percent=fault.percent if fault and kind is FaultKind.PRICE_CHANGE else 100,
        is_sold_out=kind is FaultKind.SOLD_OUT,
    )
    if kind is FaultKind.TIMEOUT_AFTER_EFFECT:
        raise _timeout(operation)


def _next_fault(operation: SupplierOperation, text: str) -> Fault | None:
    armed = (fault for fault in sandbox_fault_table.list_faults(operation) if fault.left and fault.match in text)
    return next((fault for fault in armed if sandbox_fault_table.use_fault(fault)), None)


def _timeout(operation: SupplierOperation) -> SupplierTimeout:
    return SupplierTimeout(f"The sandbox supplier did not answer to {operation}, because of an injected fault.")
