"""Everything that must hold of a stage that was brought back: its documents, people, audit, bookings and suppliers, and
that nobody came back who was erased."""

import hashlib
import itertools
import re
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from infra.transfer.bundle import Row
from local.client import Client
from tests.drill.load import Accepted
from tests.e2e.deployed_invariants import violations_of
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, at_once, decoded
from tests.erasure.kept import may_stay
from tests.erasure.lives import Person
from tests.erasure.places import Cloud, Place, list_places, read_place
from tests.erasure.spellings import Search

PATIENCE = 420.0
_UNKNOWN = re.compile(r"the supplier has (?P<key>\S+), of which no booking knows")
_ASKING = ("awaiting_selection", "awaiting_approval", "revising")


def of_people(world: World, people: Sequence[Row]) -> Iterator[str]:
    """Everybody signs in to the new pool, and is who they were, with the rights that they had."""
    by_email = {person["attributes"]["email"]: person for person in people}
    for role, user in world.stack.users.items():
        me = world.person(role).get("/v1/me")
        known = by_email[user.email]
        if (me["userId"], sorted(me["roles"])) != (known["userId"], sorted(known["groups"])):
            yield f"{role} is {me['userId']} with {me['roles']}, and was {known['userId']} with {known['groups']}"


def of_accepted(world: World, accepted: Sequence[Accepted], moment: float) -> Iterator[str]:
    """Whatever people were told before the moment is there, for them."""
    for each in accepted:
        if each.at > moment:
            continue
        client = world.person(each.role)
        match each.kind:
            case "document":
                yield from _of_document(client, each)
            case kind:
                reply = client.call("GET", f"/v1/bookings/{each.thing_id}")
                status = reply.body.get("status")
                if reply.status != 200 or (kind == "bought" and status not in ENDED):
                    yield f"{kind} {each.thing_id} was accepted, and GET says {reply.status} {status}"


def _of_document(client: Client, each: Accepted) -> Iterator[str]:
    import urllib3

    reply = client.call("GET", f"/v1/documents/{each.thing_id}/download")
    body = urllib3.request("GET", reply.body["url"]).data if reply.status == 200 else b""
    if body != each.body:
        found = hashlib.sha256(body).hexdigest()[:12]
        yield f"document {each.thing_id} was kept, and its download answers {reply.status} with {found}"


def of_audit(world: World) -> tuple[int, list[str]]:
    """How many bookings were ever anchored, and which of them are not what their chain and their anchor say."""
    checked, flaws, cursor = 0, list[str](), ""
    while True:
        page = world.manager.get(f"/v1/audit/verification?limit=100{cursor}")
        checked += len(page["items"])
        flaws += [f"{each['bookingId']}: {each['reason']}" for each in page["items"] if not each["intact"]]
        if not page.get("nextCursor"):
            return checked, flaws
        cursor = f"&cursor={page['nextCursor']}"


def bring_to_an_end(world: World) -> list[str]:
    """Have what was under way go on, and people decide what they are asked; what does not end within the patience."""
    until = time.monotonic() + PATIENCE
    while live := _list_live(world):
        if time.monotonic() > until:
            return [f"{row['bookingId']} is {row['status']} still" for row in live]
        for row in live:
            if row["status"] not in _ASKING:
                world.backdate("bookings", {"bookingId": {"S": row["bookingId"]}}, "dueAt", timedelta(minutes=5))
        world.invoke("sweeper")
        at_once(lambda row: _decide(world, row), [row for row in live if row["status"] in _ASKING])
        time.sleep(1)
    return []


def _list_live(world: World) -> list[Json]:
    return [row for row in world.rows("bookings") if row["status"] not in ENDED]


def _decide(world: World, row: Json) -> None:
    """Finish every second booking that asks, and cancel the others."""
    owners = {world.person(role).get("/v1/me")["userId"]: role for role in ("traveller", "second-traveller")}
    client = world.person(owners[row["requesterId"]])
    booking = client.get(f"/v1/bookings/{row['bookingId']}")
    if booking["status"] not in _ASKING:
        return
    if booking["status"] == "revising" or int(hashlib.sha256(row["bookingId"].encode()).hexdigest(), 16) % 2:
        client.call("POST", f"/v1/bookings/{row['bookingId']}/cancellation")
    elif booking["status"] == "awaiting_selection":
        world.finish(booking, by=client)
    else:
        world.see_through(row["bookingId"], by=client)


def of_invariants(world: World, rows: Sequence[Json]) -> list[str]:
    """What the simulation's invariants find in the stage's tables and in the supplier's; keys under which nothing
    stands there any more are no finding."""
    standing = {
        row["key"].partition(" ")[2] for row in rows if decoded(row["record"]).get("status") in ("held", "confirmed")
    }
    found = violations_of(world.stack, {}, {})
    return [each for each in found if not (it := _UNKNOWN.fullmatch(each)) or it["key"] in standing]


def of_erased(world: World, people: Sequence[Person], besides: Sequence[str]) -> Iterator[str]:
    """Nothing is anywhere of who was erased, but what may stay. Buckets named `besides` are copies that outlive the
    stage, and are not of it."""
    cloud = Cloud(world.service, world.stack.stage)
    search = Search([trace for person in people for trace in person.traces])
    for place in _places(cloud, besides):
        for text in read_place(cloud, place):
            for hit in search.find(text):
                if not may_stay(place, hit.trace.kind):
                    yield f"{hit.trace.kind} of {hit.trace.owner} is in {place}"


def _places(cloud: Cloud, besides: Sequence[str]) -> Iterator[Place]:
    yield from itertools.filterfalse(lambda place: place.name in besides, list_places(cloud))


def of_rows_that_last(world: World) -> Iterator[str]:
    """Nobody is connected to a stage that has just been made, and every event is pushed or given up in the end."""
    connected: list[dict[str, Any]] = world.rows("connections")
    if connected:
        yield f"{len(connected)} connections came back, of which none is open"
