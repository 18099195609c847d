"""The classes in which the code sees the rows of its tables."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from pynamodb.models import Model

from chalicelib import models, settings
from chalicelib.gateways.suppliers.sandbox import fault_table
from chalicelib.gateways.suppliers.sandbox import tables as sandbox_tables


def row_classes() -> dict[str, list[type[Model]]]:
    """The classes of each table's rows, whole or only in part, by the table's name."""
    modules = [import_module(f"{models.__name__}.{each.name}") for each in iter_modules(models.__path__)]
    classes = [
        value
        for module in [*modules, sandbox_tables, fault_table]
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Model) and value.__module__ == module.__name__
    ]
    found: dict[str, list[type[Model]]] = {}
    for each in classes:
        if hasattr(each, "Meta"):
            found.setdefault(named(each), []).append(each)
    return found


def named(rows: Any) -> str:
    return str(rows.Meta.table_name).removeprefix(settings.current().name(""))
