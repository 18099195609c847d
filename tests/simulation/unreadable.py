"""Rows and messages of another release, or of none, where loops over things of different people come upon them, and
connections that hang: what cannot be read or reached there stands in nobody's way."""

from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

from chalicelib.domain.bookings.booking import LIVE
from tests.simulation.cloud.rows import Key, Table
from tests.simulation.cloud.values import Item
from tests.simulation.world import CLARA, FOREIGN, World
from tests.support.tables import STAGE

_LONG_AGO = timedelta(days=2)  # so that they are before everything else that is due
DOCUMENTS = (
    '{"from": "a newer release"}',
    '{"status": "negotiating", "version": 1}',
    "{",
    "[]",
    "null",
    '"a word"',
    "\x00",
)
MESSAGES = (
    "{",
    "null",
    '{"bookingId": 7}',
    '{"from": "a newer release"}',
    f'{{"bookingId": "{FOREIGN}-9", "seq": 1}}',
    f'{{"bookingId": "{FOREIGN}-9", "seq": "first"}}',
)
QUEUES = ("bookings", "notifications", "webhooks", "reconciliations", "policy-documents", "policy-index", "positions",
          "reporting")  # fmt: skip


class Loop(NamedTuple):
    """A table of which a loop reads one thing after another: what its rows hold, and what makes them be read."""

    table: str
    document: str
    attributes: dict[str, str]


LOOPS = (
    *(Loop("bookings", "document", {"status": status.value, "requesterId": FOREIGN}) for status in LIVE),
    Loop("booking-events", "event", {"pending": "push"}),
    Loop("webhook-deliveries", "document", {"due": "delivery", "webhookStatus": f"{FOREIGN}#pending"}),
    Loop("documents", "document", {"due": "due", "kind": "receipt", "status": "pending"}),
)


def put_rows(made: World, rng: Random, count: int) -> None:
    """Put so many rows that cannot be read where they are the first to come due."""
    for _ in range(count):
        put_row(made, rng.choice(LOOPS), rng.choice(DOCUMENTS))


def put_row(made: World, loop: Loop, document: str) -> Key:
    """Put a row that cannot be read into a table; its key."""
    table = made.wire.tables.tables[f"sojourn-{STAGE}-{loop.table}"]
    due_at = (made.clock.time - _LONG_AGO).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    item: Item = {
        **{name: {"S": text} for name, text in loop.attributes.items()},
        **{name: {"S": due_at} for name in ("createdAt", "dueAt")},
        **{name: {"N": "1"} for name in ("version", "revision", "expiresAt")},
        loop.document: {"S": document},
        **_key(table, len(made.foreign) + 1),
    }
    key = table.key_of(item)
    made.foreign[table.name, key] = item
    table.store(key, item)
    made.wire.tables.writes += 1
    return key


def spoil_booking(made: World, booking_id: str, document: str, *, attribute: str = "document") -> None:
    """Let a booking that is there be one that cannot be read."""
    spoil(made, "bookings", booking_id, document, attribute=attribute)


def spoil(made: World, thing: str, thing_id: str, document: str, *, attribute: str = "document") -> None:
    """Let what is there, with its copies, be something that cannot be read."""
    table = made.wire.tables.tables[f"sojourn-{STAGE}-{thing}"]
    for key, row in list(table.rows.items()):
        if str(key[0]).partition("#")[0] == thing_id and attribute in row:
            made.foreign[table.name, key] = spoilt = {**row, attribute: {"S": document}}
            table.store(key, spoilt)
    made.wire.tables.writes += 1


def put_messages(made: World, rng: Random, count: int) -> None:
    """Put so many messages that cannot be read, or are about nothing, into the queues."""
    for _ in range(count):
        put_message(made, rng.choice(QUEUES), rng.choice(MESSAGES))


def put_message(made: World, queue: str, body: str) -> None:
    address = f"{made.wire.queues.address}sojourn-{STAGE}-{queue}"
    made.wire.queues.answer("SendMessage", {"QueueUrl": address, "MessageBody": body})


def deafen(made: World, booking_id: str, number: int, rng: Random) -> None:
    """Let a connection listen to a booking of which the row cannot be read."""
    made.deafened.add(booking_id)
    first = rng.choice(["a-", ""])  # of all listeners, or among the last
    connection = {"connectionId": {"S": f"{first}{FOREIGN}-{number}"}, "expiresAt": {"N": "99999999999"}}
    for name, more in (
        ("connections", {"document": {"S": rng.choice(DOCUMENTS)}}),
        ("subscriptions", {"bookingId": {"S": booking_id}}),
    ):
        table = made.wire.tables.tables[f"sojourn-{STAGE}-{name}"]
        item = connection | more
        key = table.key_of(item)
        made.foreign[table.name, key] = item
        table.store(key, item)


def hang(made: World, booking_id: str) -> None:
    """Let a connection listen to a booking that never takes anything."""
    connection_id = made.listen(booking_id, CLARA)
    made.listening[booking_id].remove(connection_id)
    made.deafened.add(booking_id)
    made.wire.hanging.add(connection_id)


def take_away(made: World) -> None:
    """Remove what cannot be read, as an operator does in the end."""
    for name, key in made.foreign:
        made.wire.tables.tables[name].store(key, None)
    made.foreign.clear()
    made.wire.tables.writes += 1


def _key(table: Table, number: int) -> dict[str, Any]:
    names = [name for name in (table.hash_name, table.range_name) if name]
    return {name: {"N": str(number)} if table.types[name] == "N" else {"S": f"{FOREIGN}-{number}"} for name in names}
