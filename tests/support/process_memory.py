"""What a process of ours remembers from one call to the next, and how it forgets all of it, as a new process has.

Whoever makes a world, a stage or a cold function forgets first, so that what is seen there does not depend on what this
process did before. What there is to forget is found in the modules and not listed, so that a new memory is among it.
"""

import sys
from collections.abc import Iterator, MutableMapping, MutableSequence, MutableSet
from types import ModuleType
from typing import Any, NamedTuple

from chalice.app import Blueprint

OURS = "chalicelib."
PURE = "chalicelib.domain."  # which asks nobody outside: what it remembers follows from what it was asked
# What is remembered for good, by the reason why that is the same whatever was done before.
KEPT = {
    "it is made of what is shipped": (
        *("api.openapi.docs._page", "api.openapi.document._document"),
        *("api.openapi.html_page._script", "api.openapi.html_page._style"),
        "decoding.explanations._info_of",
        *("decoding.typed_values._list_currency_fields", "decoding.typed_values._list_fields"),
        "gateways.language_models.prompt.describe_tool",
        *("gateways.suppliers.registry._load_sandbox", "gateways.suppliers.sandbox.airlines.airlines_from"),
        *("gateways.suppliers.sandbox.airlines.all_airlines", "gateways.suppliers.sandbox.flight_times.block_seconds"),
        "gateways.suppliers.sandbox.flight_times.departure_time",
        "gateways.suppliers.sandbox.flight_times.distance_metres",
        *("gateways.suppliers.sandbox.network._timetable", "gateways.suppliers.sandbox.network.find_routings"),
        *("gateways.suppliers.sandbox.rail_lines.all_lines", "gateways.suppliers.sandbox.rail_lines.lines_at"),
        "gateways.suppliers.sandbox.rail_network._stations_in",
        "gateways.suppliers.sandbox.rail_network.find_journeys",
        "gateways.suppliers.sandbox.rail_stations.all_stations",
        *("observability._is_private", "observability._list_taken", "observability._metric_form"),
    ),
    "a connection keeps nothing of what came by it, and is dear to make": (
        *("dynamodb.client._clients", "dynamodb.tables.transactions"),
        *("gateways.aws.client", "gateways.jwks._http", "gateways.maps.engine_http._pool"),
        *("gateways.webhook_http._context", "gateways.websockets._make_client"),
        *("observability._make_sink", "tracing._open"),
    ),
    "it is made of the settings, and who tests others forgets it": (
        *("gateways.policy_index.registry.current", "settings.current"),
    ),
}
_KEPT_NAMES = frozenset(OURS + name for names in KEPT.values() for name in names)


class Memory(NamedTuple):
    """A place where a module remembers: a function with a cache, something that grows, or an object of our own."""

    name: str
    place: Any

    def forget(self) -> None:
        """Be as it was when the process began."""
        if hasattr(self.place, "cache_clear"):
            self.place.cache_clear()
        elif isinstance(self.place, MutableMapping | MutableSequence | MutableSet):
            self.place.clear()
        else:
            type(self.place).__init__(self.place)


_looked_through: set[str] = set()  # modules
_memories: list[Memory] = []


def forget_all() -> None:
    """Forget all that this process remembers of a stage, its tables and people; no other thread may be at work."""
    for memory in list_memories():
        if memory.name not in _KEPT_NAMES:
            memory.forget()


def list_memories() -> list[Memory]:
    """Return every memory of the modules that are loaded, also those that are kept."""
    if len(sys.modules) == len(_looked_through):  # nobody unloads one
        return _memories
    new = sys.modules.keys() - _looked_through
    for name in new:
        if name.startswith(OURS) and not name.startswith(PURE):
            _memories.extend(memories_of(sys.modules[name]))
    _looked_through.update(new)
    return _memories


def memories_of(module: ModuleType) -> Iterator[Memory]:
    """Yield what a module remembers in. Its constants are written in capitals."""
    for name, value in vars(module).items():
        if name.startswith("__") or isinstance(value, type):
            continue
        if hasattr(value, "cache_clear"):
            is_memory = value.__module__ == module.__name__  # else it is another module's
        else:
            is_memory = not name.isupper() and _is_changed(value)
        if is_memory:
            yield Memory(f"{module.__name__}.{name}", value)


def _is_changed(value: object) -> bool:
    if isinstance(value, MutableMapping | MutableSequence | MutableSet):
        return True
    return type(value).__module__.startswith(OURS) and not isinstance(value, Blueprint)
