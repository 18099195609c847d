"""Which suppliers there are, and which one sells what: one for each kind of component, as the stage sets it.

Only a search goes to the supplier of today. Whatever comes after it goes to the one that made the offer, so that a
booking is held, bought and given back where it began, even when the stage sells from another by then.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, reduce
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar, overload

from chalicelib import settings
from chalicelib.domain.offers.offers import Offer, kind_of
from chalicelib.domain.trip_requests.sale_window import SaleLimits
from chalicelib.domain.trip_requests.trip_request import TravelMode
from chalicelib.gateways.suppliers.protocol import (
    CarSupplier,
    FlightSupplier,
    RailSupplier,
    StaySupplier,
    Supplier,
    SupplierBooks,
)

if TYPE_CHECKING:
    from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox

T = TypeVar("T")


class UnknownSupplier(LookupError):
    """Nobody here sells this kind of component, or nobody has this name."""


@cache
def _load_sandbox() -> "Sandbox":
    # Imported here so that a function which never buys does not pay for a supplier's imports.
    from chalicelib.gateways.suppliers.sandbox.supplier import Sandbox

    return Sandbox()


def _list_sandbox_currencies() -> Collection[str]:
    from chalicelib.gateways.suppliers.sandbox.prices import CURRENCIES

    return CURRENCIES


def _load_sandbox_limits() -> SaleLimits:
    from chalicelib.gateways.suppliers.sandbox.limits import LIMITS

    return LIMITS


# By the name that a supplier puts on all it answers. `settings.SUPPLIERS` names the same ones.
FLIGHT_SUPPLIERS: Mapping[str, Callable[[], FlightSupplier]] = {"sandbox": _load_sandbox}
RAIL_SUPPLIERS: Mapping[str, Callable[[], RailSupplier]] = {"sandbox": _load_sandbox}
STAY_SUPPLIERS: Mapping[str, Callable[[], StaySupplier]] = {"sandbox": _load_sandbox}
CAR_SUPPLIERS: Mapping[str, Callable[[], CarSupplier]] = {"sandbox": _load_sandbox}
# Who says what stands in its books: asked after a stage was restored.
SUPPLIER_BOOKS: Mapping[str, Callable[[], SupplierBooks]] = {"sandbox": _load_sandbox}
# In which currencies each of them sells, and how much at once; said apart, because who only takes a request in loads no
# supplier.
SOLD_CURRENCIES: Mapping[str, Callable[[], Collection[str]]] = {"sandbox": _list_sandbox_currencies}
SALE_LIMITS: Mapping[str, Callable[[], SaleLimits]] = {"sandbox": _load_sandbox_limits}


@overload
def for_component(kind: Literal["flight"]) -> FlightSupplier: ...
@overload
def for_component(kind: Literal["rail"]) -> RailSupplier: ...
@overload
def for_component(kind: Literal["stay"]) -> StaySupplier: ...
@overload
def for_component(kind: Literal["car"]) -> CarSupplier: ...
def for_component(kind: str) -> Supplier:
    """Return the supplier in which this stage searches for components of this kind. Raises UnknownSupplier."""
    return _load(_suppliers_of(kind), kind, _supplier_set_for(kind))


def sold_currencies(kinds: Iterable[str]) -> frozenset[str]:
    """Return the currencies in which this stage can sell components of all these kinds. Raises UnknownSupplier."""
    sold = [frozenset(_ask_supplier(SOLD_CURRENCIES, _supplier_set_for(kind), "in which currencies")) for kind in kinds]
    return frozenset.intersection(*sold) if sold else frozenset()


def is_sold(kind: str, currency: str) -> bool:
    """Return whether this stage sells components of this kind in this currency."""
    return settings.current().suppliers.get(kind) is not None and currency in sold_currencies((kind,))


def sale_limits(kinds: Iterable[str]) -> SaleLimits:
    """Return what this stage sells at most of components of all these kinds, of which there is at least one. Raises
    UnknownSupplier."""
    limits = [_ask_supplier(SALE_LIMITS, _supplier_set_for(kind), "how much") for kind in kinds]
    return reduce(SaleLimits.within, limits)


def for_offer(offer: Offer) -> Supplier:
    """Return the supplier that made the offer: who holds it, sells it and takes it back. Raises UnknownSupplier."""
    kind = kind_of(offer).value
    return _load(_suppliers_of(kind), kind, offer.supplier)


class _Slice(Protocol):
    @property
    def mode(self) -> TravelMode: ...


class _Shape(Protocol):
    """Whatever has slices, stays and cars."""

    @property
    def slices(self) -> Sequence[_Slice]: ...
    @property
    def stays(self) -> Sequence[object]: ...
    @property
    def cars(self) -> Sequence[object]: ...


def kinds_of(request: _Shape) -> tuple[str, ...]:
    """Return the kinds of components that a request needs. A slice that may go by any mode counts as flown: where no
    train goes, or none is sold in its currency, it is."""
    flown = any(each.mode is not TravelMode.RAIL for each in request.slices)
    ridden = any(each.mode is TravelMode.RAIL for each in request.slices)
    needed = {"flight": flown, "rail": ridden, "stay": bool(request.stays), "car": bool(request.cars)}
    return tuple(kind for kind, is_needed in needed.items() if is_needed)


def _supplier_set_for(kind: str) -> str:
    name = settings.current().suppliers.get(kind)
    if name is None:
        raise UnknownSupplier(f"This stage sets no supplier for components of the kind {kind!r}.")
    return name


def _ask_supplier(by_name: Mapping[str, Callable[[], T]], name: str, what: str) -> T:
    if name not in by_name:
        raise UnknownSupplier(f"Nobody has said {what} {name!r} sells.")
    return by_name[name]()


def _suppliers_of(kind: str) -> Mapping[str, Callable[[], Supplier]]:
    match kind:
        case "flight":
            return FLIGHT_SUPPLIERS
        case "rail":
            return RAIL_SUPPLIERS
        case "stay":
            return STAY_SUPPLIERS
        case "car":
            return CAR_SUPPLIERS
        case _:
            raise UnknownSupplier(f"No supplier sells components of the kind {kind!r}.")


def _load(suppliers: Mapping[str, Callable[[], Supplier]], kind: str, name: str) -> Supplier:
    if name not in suppliers:
        raise UnknownSupplier(f"There is no supplier {name!r} of components of the kind {kind!r}.")
    return suppliers[name]()
