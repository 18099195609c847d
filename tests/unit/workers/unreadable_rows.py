"""Rows that nobody can read, put at the head of every index of what is due."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.bookings.booking import LIVE
from chalicelib.dynamodb.due_rows import DueRow, to_text
from chalicelib.models import booking_events, employee_imports
from tests.simulation.world import World
from tests.support.tables import STAGE

_SORTED = {"DueImportRow": employee_imports._HEAD}  # where the table keeps other rows beside those that come due


def furnish(world: World) -> list[tuple[str, str]]:
    """Put one row that nobody can read at the head of every index of what is due; table and id of each."""
    a_day_ago = world.clock.time - timedelta(days=1)
    waiting = {"assignee": {"S": "pool#approvers"}, "urgency": {"S": f"{to_text(a_day_ago)}#bad-awaiting_approval"}}
    tasks = world.wire.tables.tables[f"sojourn-{STAGE}-approval-tasks"]
    tasks.store(tasks.key_of(waiting), waiting)
    return [store(world, rows, value, a_day_ago) for rows in due_rows() for value in partitions(rows)]


def due_rows() -> list[type[DueRow]]:
    """Those that the sweeper looks at; consents and positions are looked through by night."""
    by_night = {"chalicelib.models.consents", "chalicelib.models.tracking_preferences"}
    return [each for each in DueRow.__subclasses__() if each.__module__ not in by_night]


def partitions(rows: type[DueRow]) -> list[str]:
    """What stands in the index of due rows for those of each kind."""
    if rows.__name__ == "DueBookingRow":
        return [status.value for status in LIVE]
    constant = {
        "DueEventRow": booking_events._PENDING,
        "DueDeliveryRow": "delivery",
        "DueDocumentRow": "due",
        "DueImportRow": "due",
        "DueListExportRow": "due",
        "DuePolicyDocumentRow": "due",
    }
    return [constant[rows.__name__]]


def store(world: World, rows: type[DueRow], value: str, due_at: datetime) -> tuple[str, str]:
    keyed = {each.attr_name: each for each in rows.get_attributes().values()}
    (index,) = rows._indexes.values()
    hash_name = next(k["AttributeName"] for k in index._get_schema()["key_schema"] if k["KeyType"] == "HASH")
    row: dict[str, Any] = {name: {"S": f"bad-{value}"} for name, each in keyed.items() if each.is_hash_key}
    row |= {
        name: {each.attr_type: _SORTED.get(rows.__name__, "7")} for name, each in keyed.items() if each.is_range_key
    }
    row |= {hash_name: {"S": value}, "dueAt": {"S": to_text(due_at)}, "document": {"S": '{"from":"a newer release"}'}}
    row |= {"createdAt": {"S": to_text(due_at)}, "revision": {"N": "1"}, "event": {"S": '{"from":"a newer release"}'}}
    table = str(rows.Meta.table_name)
    stored = world.wire.tables.tables[table]
    stored.store(stored.key_of(row), row)
    return table.removeprefix(f"sojourn-{STAGE}-"), f"bad-{value}"


def moved_on(world: World, key: tuple[str, str]) -> bool:
    """Whether a row is due later than now."""
    rows = [row for (name, *_), row in world.rows(key[0]).items() if name == key[1]]
    return all(row["dueAt"]["S"] > to_text(world.clock.time) for row in rows) and bool(rows)
