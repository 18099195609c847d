"""Who reads a record locator: every GET of the API, by everybody, and everything that is kept, pushed and sent."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from chalicelib.api.blueprints import BLUEPRINTS
from chalicelib.domain.employees import EmployeeDetails
from chalicelib.domain.identity import Identity
from chalicelib.gateways.suppliers.sandbox import inventory
from chalicelib.services import employees
from tests.simulation.stages import EVA, NEEDS_APPROVAL, booked
from tests.simulation.world import ANNA, BEN, CLARA, DAVID
from tests.support.gateway import call
from tests.support.people import person_of
from tests.support.readable import readable_text
from tests.unit.api.scenes import HOOK, InWorld, in_world

MEETING = {"kind": "meeting", "name": "Sales team", "startsAt": "2027-03-04T10:00:00+01:00"}
PLANTED = "ZQLOCATOR"
WRITTEN = "ZQWRITTEN"
READER = person_of("rita", "Rita Holm", "traveller")
WRITER = person_of("walt", "Walt Berg", "traveller")
APPROVER = person_of("pia", "Pia Lund", "approver")

DESK = person_of("tess", "Tess Brink", "travel-desk")
MAY_SEE = (ANNA, DESK, CLARA)
"""Who asked for the trip, the travel desk, and a travel manager."""
MAY_NOT = (BEN, DAVID, EVA, READER, WRITER, APPROVER)
"""Who approved it, a stranger, an operator, whom the trip is shared with to read and to write, another approver."""

GETS = sorted({route.path for blueprint in BLUEPRINTS for route in blueprint.api_routes if route.method == "GET"})


def size() -> tuple[int, int]:
    """Routes, and people who ask."""
    return len(GETS), len(MAY_SEE) + len(MAY_NOT)


class Staged(NamedTuple):
    """A world with a bought trip that an approver approved and that is shared, and what names each thing in a path."""

    scene: InWorld
    ids: dict[str, list[str]]


@pytest.fixture(scope="module")
def staged() -> Iterator[Staged]:
    with pytest.MonkeyPatch.context() as patch, in_world() as scene:
        numbers = itertools.count()
        patch.setattr(inventory, "_locator", lambda _key: f"{PLANTED}{next(numbers)}")
        hook = call(CLARA, "POST", "/v1/webhooks", HOOK | {"eventTypes": ["*"]}).body["webhook"]["webhookId"]
        scene.world.publish(NEEDS_APPROVAL)
        booking_id = booked(scene.world)
        yield Staged(scene, {**_share(scene, booking_id), "webhookId": [hook]})


def _share(scene: InWorld, booking_id: str) -> dict[str, list[str]]:
    trip_id = scene.world.booking(booking_id).trip_id
    for who, right in ((READER, "read"), (WRITER, "write")):
        employees.put_employee(CLARA, who.user_id, EmployeeDetails(name=who.name), expected=None)
        share = f"/v1/trips/{trip_id}/shares/{who.user_id}"
        assert call(ANNA, "PUT", share, {"right": right}, If_Match="*").status == 200
    written = call(ANNA, "POST", "/v1/items", MEETING | {"tripId": trip_id, "recordLocator": WRITTEN}).body["itemId"]
    items = [each["itemId"] for each in call(ANNA, "GET", f"/v1/items?tripId={trip_id}").body["items"]]
    export = call(ANNA, "POST", "/v1/privacy/exports", {}).body["exportId"]
    token = call(ANNA, "POST", f"/v1/trips/{trip_id}/calendar").body["url"].rpartition("/")[2]
    assert written in items
    return {
        "bookingId": [booking_id],
        "tripId": [str(trip_id)],
        "itemId": items,
        "exportId": [export],
        "token": [token],
        "userId": ["anna", "rita"],
        "eventId": [f"evt_{booking_id.partition('_')[2]}_{number:06d}" for number in range(1, 20)],
        "costCentre": ["GENERAL"],
        "period": ["2027"],
        "purpose": ["marketing"],
    }


def _urls(path: str, ids: dict[str, list[str]]) -> list[str]:
    """Every URL of a route, and of a list also its filters; for a name of which there is nothing here, one that nothing
    has."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    values = itertools.product(*(ids.get(name, ["x"]) for name in names))
    awaited = "?wait=0" if path == "/v1/sse/me" else ""  # of which nothing would come
    urls = [path.format(**dict(zip(names, each, strict=True))) + awaited for each in values]
    filters = {"/v1/items": "tripId", "/v1/trips": "userId"}
    return [*urls, *(f"{path}?{name}={value}" for name in [filters.get(path, "")] for value in ids.get(name, []))]


@pytest.mark.parametrize("path", GETS)
def test_nobody_else_reads_a_record_locator_anywhere(path: str, staged: Staged) -> None:
    answers = [(who, url, call(who, "GET", url).text) for url in _urls(path, staged.ids) for who in MAY_NOT]

    assert [(who.user_id, url) for who, url, text in answers if PLANTED in text or WRITTEN in text] == []


@pytest.mark.parametrize("who", MAY_SEE, ids=lambda who: who.user_id)
def test_who_may_see_them_reads_them(who: Identity, staged: Staged) -> None:
    booking, trip, export = (
        call(who, "GET", url.format(**{name: values[0] for name, values in staged.ids.items()}))
        for url in (
            "/v1/bookings/{bookingId}",
            "/v1/trips/{tripId}",
            "/v1/privacy/exports/{exportId}/entries?limit=100",
        )
    )

    assert booking.body["orders"]
    assert all(order["recordLocator"].startswith(PLANTED) for order in booking.body["orders"])
    assert all(item["recordLocator"].startswith((PLANTED, WRITTEN)) for item in trip.body["items"])
    assert WRITTEN in trip.text
    assert (PLANTED in export.text) is (export.status == 200) is (who is ANNA)  # the export is hers


def test_an_approver_reads_the_booking_they_decided_on_without_them(staged: Staged) -> None:
    seen = call(BEN, "GET", f"/v1/bookings/{staged.ids['bookingId'][0]}")

    assert seen.status == 200
    assert {order["recordLocator"] for order in seen.body["orders"]} == {None}


def test_nothing_that_is_kept_or_sent_holds_them_readable(staged: Staged) -> None:
    wire = staged.scene.wire
    kept = {
        name: readable_text(repr(list(table.rows.values())))
        for name, table in wire.tables.tables.items()
        if "-sandbox-" not in name  # the supplier's own books
    }
    sent = {"pushes": repr(wire.pushed), **{name: repr(vars(queue)) for name, queue in wire.queues.queues.items()}}

    assert "order" in kept["sojourn-local-bookings"]
    assert "booking.ordered" in kept["sojourn-local-webhook-deliveries"]
    assert [name for name, rows in {**kept, **sent}.items() if PLANTED in rows or WRITTEN in rows] == []


def test_a_colleague_keeps_what_they_cannot_see_and_may_write_what_they_know(staged: Staged) -> None:
    trip_id = staged.ids["tripId"][0]
    meeting = MEETING | {"tripId": trip_id, "recordLocator": "M1"}
    path = f"/v1/items/{call(ANNA, 'POST', '/v1/items', meeting).body['itemId']}"

    renamed = call(WRITER, "PATCH", path, {"name": "Sales team, all of it"}, If_Match="*")
    kept = call(ANNA, "GET", path).body["recordLocator"]
    rewritten = call(WRITER, "PATCH", path, {"recordLocator": "M2"}, If_Match="*")

    assert (renamed.status, renamed.body["recordLocator"], kept) == (200, None, "M1")
    assert (rewritten.status, call(ANNA, "GET", path).body["recordLocator"]) == (200, "M2")
