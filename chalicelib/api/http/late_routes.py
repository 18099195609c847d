"""The API's routes as its function has them: each resource is loaded when it is first asked for.

A function that starts does so for one request, whose sender waits until everything is loaded; all resources take twice
as long as one. Whose which path is says a table that packaging writes beside the code. Where there is none, all are
mounted at once, as they are where a function is started before anybody waits for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import msgspec
from chalice.app import Chalice, RouteEntry

from chalicelib.api.http.routing import ApiBlueprint, Guards, register, shape_refusals

TABLE_NAME = "chalicelib/api/route_table.json"  # in the package
Table = Mapping[str, Sequence[str]]
"""The modules whose blueprints have routes of a path, by path, in the order in which the API is described."""
Entries = dict[str, RouteEntry]


def make_table(blueprints: Iterable[ApiBlueprint]) -> dict[str, list[str]]:
    """Return which modules have routes of which path."""
    table: dict[str, dict[str, None]] = {}
    for blueprint in blueprints:
        for route in blueprint.api_routes:
            table.setdefault(route.path, {})[blueprint.module] = None
    return {path: list(modules) for path, modules in table.items()}


def read_table(root: Path = Path(__file__).parents[3]) -> Table | None:
    """Return the table of the package that this is; none where this is no package."""
    try:
        text = (root / TABLE_NAME).read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.json.decode(text, type=dict[str, list[str]])


class LateRoutes(MutableMapping[str, Entries]):
    """Chalice's routes, by path and method. Whoever looks for a path has the modules loaded that the table names for
    it, and whoever lists the paths all of them. A module that cannot be imported is tried again by the next."""

    def __init__(self, table: Table, load: Callable[[str], ApiBlueprint], add: Callable[[ApiBlueprint], None]) -> None:
        self._table = table
        self._load = load
        self._add = add
        self._added = set[str]()
        self._entries: dict[str, Entries] = {}

    def __getitem__(self, path: str) -> Entries:
        wanted = [name for name in self._table.get(path, ()) if name not in self._added]
        for blueprint in [self._load(name) for name in wanted]:
            self._added.add(blueprint.module)  # first, for its routes are looked for while they are added
            self._add(blueprint)
        return self._entries.setdefault(path, {})  # as Chalice's own do, which adds to what it finds here

    def __setitem__(self, path: str, entries: Entries) -> None:
        self._entries[path] = entries

    def __delitem__(self, path: str) -> None:
        del self._entries[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def mount(app: Chalice, table: Table, guards: Guards) -> None:
    """Give `app`, whose `api.cors` is set already, the API's routes, of which none is loaded yet."""
    cast(Any, app).routes = LateRoutes(table, _load, lambda blueprint: register(app, blueprint, guards))
    shape_refusals(app)


def _load(name: str) -> ApiBlueprint:
    blueprint: ApiBlueprint = import_module(name).blueprint
    return blueprint
