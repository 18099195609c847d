"""The watch sees each thing that it is there to see: a test that cannot fail is worse than none."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from chalicelib.domain.bookings.booking import BookingStatus
from chalicelib.models import booking_audit, bookings
from tests.simulation.cloud.rows import Written
from tests.simulation.stages import planned
from tests.simulation.watch import Watch
from tests.simulation.world import World

Rows = list[Written]


def recorded(world: World) -> Rows:
    """The transaction of a choice, as the tables committed it."""
    booking_id = planned(world)
    seen: list[Rows] = []
    world.wire.tables.committed = lambda written: seen.append(list(written))
    world.choose(booking_id)
    world.wire.tables.committed = lambda _written: None
    return next(rows for rows in seen if any("bookings" in row.table for row in rows))


def put(rows: Rows, table: str, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Rows:
    """The same rows with one table's row after the transaction changed, or left out."""
    made = []
    for row in rows:
        after = dict(row.after or {})
        if row.table.endswith(table):
            changed = change(after)
            if changed is None:
                continue
            row = row._replace(after=changed)  # noqa: PLW2901
        made.append(row)
    return made


def rewritten(**changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(row: dict[str, Any]) -> dict[str, Any]:
        document = bookings.BookingRow.document.deserialize(row["document"]["S"])
        text = msgspec.json.encode(msgspec.structs.replace(document, **changes)).decode()
        return row | {"document": {"S": text}}

    return change


def entry_with(**changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(row: dict[str, Any]) -> dict[str, Any]:
        entry = booking_audit.AuditRow.entry.deserialize(row["entry"]["S"])
        return row | {"entry": {"S": msgspec.json.encode(msgspec.structs.replace(entry, **changes)).decode()}}

    return change


def seen(rows: Rows) -> list[str]:
    watch = Watch(lambda: "here")
    watch(rows)
    return watch.found


def test_choice_is_in_order(world: World) -> None:
    assert seen(recorded(world)) == []


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("bookings", rewritten(version=9), "from version"),
        ("bookings", rewritten(status=BookingStatus.BOOKED), "to booked"),
        ("bookings", rewritten(requester_id="eve"), "somebody else's"),
        ("bookings", rewritten(audit_head="0" * 64), "not sealed"),
        ("bookings", rewritten(budgets=()), "reserved moves by"),
        ("booking-audit", lambda _row: None, "no audit entry"),
        ("booking-audit", entry_with(previous_hash="1" * 64), "not linked"),
        ("booking-audit", entry_with(action="booking.booked"), "not sealed"),
        ("booking-audit", entry_with(booking_id="bkg_other"), "without a change"),
        ("booking-events", lambda _row: None, "no event"),
        ("budgets", lambda _row: None, "the budget does not"),
        ("budgets", lambda row: row | {"remaining": {"N": "1"}}, "does not add up"),
        ("budgets", lambda row: row | {"reserved": {"N": "-5"}}, "does not add up"),
    ],
)
def test_what_is_not_in_order_is_seen(world: World, table: str, change: Any, said: str) -> None:
    rows = put(recorded(world), table, change)

    assert any(said in text for text in seen(rows)), seen(rows)


def test_entry_or_event_that_is_touched_later_is_seen(world: World) -> None:
    rows = recorded(world)
    entry = next(row for row in rows if row.table.endswith("booking-audit"))
    event = next(row for row in rows if row.table.endswith("booking-events"))
    assert entry.after is not None
    assert event.after is not None

    again = seen([entry._replace(before=entry.after)])
    pushed = seen([event._replace(before=event.after, after={k: v for k, v in event.after.items() if k != "pending"})])
    rewritten_event = seen([event._replace(before=event.after, after={**event.after, "event": {"S": "{}"}})])

    assert (again, pushed) == (["an audit entry is changed or removed (here)"], [])
    assert rewritten_event == ["an event is changed or removed (here)"]
