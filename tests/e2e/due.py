"""Many deadlines that are due at once, written straight into the tables: copies of one booking that waits for its
approval, each with a reminder that is due."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed, decoded

AN_HOUR_AGO = timedelta(hours=1)
_A_BATCH = 25


def waiting_for_approval(world: World) -> str:
    """A booking that waits for its approval."""
    booking = world.options(world.trip_request(ahead=2, cost_centre=world.new_budget(5_000)))
    world.select(booking, allowed(booking, "approval_required"))
    return str(world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)["bookingId"])


@contextmanager
def due_at_once(world: World, count: int) -> Iterator[list[str]]:
    """So many bookings whose reminders have been due for an hour, and before them all a row that nobody can read; their
    ids, without that of the unreadable one. Taken away in the end."""
    ids = _write(world, count)
    unreadable = f"{ids[0]}-unreadable"
    row = {"bookingId": unreadable, "status": "awaiting_approval", "dueAt": _ago(2 * AN_HOUR_AGO)}
    values = {name: {"S": value} for name, value in row.items()} | {"document": {"S": '{"from": "a newer release"}'}}
    world.service("dynamodb").put_item(TableName=world.stack.name("bookings"), Item=values)
    try:
        yield ids
    finally:
        _take_away(world, {*ids, unreadable})


def put_off(world: World) -> list[str]:
    """The bookings that the sweeper has put off."""
    return [row["bookingId"] for row in world.rows("bookings") if row.get("putOffCount")]


def reminded(world: World, ids: Sequence[str]) -> set[str]:
    """Those of the bookings whose approver has been reminded."""
    wanted = set(ids)
    return {
        row["bookingId"]
        for row in world.rows("booking-events")
        if row["bookingId"] in wanted and "approval_reminded" in row["event"]
    }


def _write(world: World, count: int) -> list[str]:
    table, service = world.stack.name("bookings"), world.service("dynamodb")
    original = waiting_for_approval(world)
    item = service.get_item(TableName=table, Key={"bookingId": {"S": original}})["Item"]
    ids = [f"{original[:-5]}{number:05d}" for number in range(count)]
    for first in range(0, count, _A_BATCH):
        copies = [_copy(item, booking_id) for booking_id in ids[first : first + _A_BATCH]]
        service.batch_write_item(RequestItems={table: [{"PutRequest": {"Item": each}} for each in copies]})
    return ids


def _copy(item: Json, booking_id: str) -> Json:
    """A booking's row under another id, with a reminder that is due."""
    document = decoded(item["document"]["S"])
    document["bookingId"], document["dueAt"] = booking_id, _ago(AN_HOUR_AGO)
    for step in document["approvalRequest"]["steps"]:
        step["remindAt"] = _ago(AN_HOUR_AGO)
    changed = {"bookingId": booking_id, "dueAt": _ago(AN_HOUR_AGO), "document": json.dumps(document)}
    return item | {name: {"S": value} for name, value in changed.items()}


def _take_away(world: World, ids: set[str]) -> None:
    """Remove the copies, and what was written of them: nobody else's tests are to find them."""
    of_whom = {
        "bookings": ("bookingId",),
        "booking-events": ("bookingId", "seq"),
        "booking-audit": ("bookingId", "auditId"),
    }
    for table, key in of_whom.items():
        _delete(world, table, [row for row in world.rows(table) if row["bookingId"] in ids], key)
    tasks = [row for row in world.rows("approval-tasks") if row["urgency"].partition("#")[2] in ids]
    _delete(world, "approval-tasks", tasks, ("assignee", "urgency"))


def _delete(world: World, table: str, rows: Sequence[Json], key: tuple[str, ...]) -> None:
    name, service = world.stack.name(table), world.service("dynamodb")
    keys = [{part: {"N" if part == "seq" else "S": str(row[part])} for part in key} for row in rows]
    for first in range(0, len(keys), _A_BATCH):
        deletions = [{"DeleteRequest": {"Key": each}} for each in keys[first : first + _A_BATCH]]
        service.batch_write_item(RequestItems={name: deletions})


def _ago(by: timedelta) -> str:
    return (datetime.now(UTC) - by).isoformat(timespec="milliseconds").replace("+00:00", "Z")
