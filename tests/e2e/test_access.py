"""What is somebody else's does not exist: in every operation that the API describes, and over WebSocket."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from local.client import Client, Reply
from tests.e2e.ear import Json
from tests.e2e.world import ENDED, World, allowed

# An id that could be one, and is nobody's.
NOBODYS = "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7"
# What needs no token, and what it answers to one who has nothing to show.
PUBLIC = {
    "/v1/health": 200,
    "/v1/openapi.json": 200,
    "/v1/docs": 200,
    "/v1/calendars/{token}": 404,
    "/v1/shared-tracks/{shareToken}": 404,
    "/v1/suppliers/{supplier}/notices": 401,  # no token, but the supplier's signature
    "/v1/tracking/positions": 401,  # no token, but a device's credential
    "/v1/tracking/osmand": 401,
    "/v1/tracking/owntracks": 401,
}
READABLE = (
    "/v1/bookings/{bookingId}",
    "/v1/bookings/{bookingId}/audit",
    "/v1/bookings/{bookingId}/audit/verification",
    "/v1/sse/bookings/{bookingId}",
    "/v1/trips/{tripId}",
)
METHODS = ("get", "post", "put", "patch", "delete")


class Operation(NamedTuple):
    """One operation of the API, with the ids and the body that its own document gives as examples."""

    method: str
    path: str
    examples: dict[str, str]
    body: Any
    public: bool

    @property
    def names(self) -> set[str]:
        """The parameters of the path."""
        return set(re.findall(r"{(\w+)}", self.path))

    def call(self, client: Client, ids: Mapping[str, str]) -> Reply:
        path = re.sub(r"{(\w+)}", lambda found: ids.get(found[1], self.examples[found[1]]), self.path)
        query = "?wait=0" if "/sse/" in path else ""
        headers = {"If-Match": "*"} if self.method in ("put", "patch", "delete") else {}
        return client.call(self.method.upper(), path + query, self.body, headers=headers)


def described(document: Json) -> list[Operation]:
    """Every operation, from the document that the API serves of itself."""
    return [
        Operation(method, path, path_examples(item[method]), example_body(item[method]), is_public(item[method]))
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    ]


def path_examples(operation: Json) -> dict[str, str]:
    return {each["name"]: each["example"] for each in operation.get("parameters", []) if each.get("in") == "path"}


def example_body(operation: Json) -> Any:
    if "requestBody" not in operation:
        return None
    content = next(iter(operation["requestBody"]["content"].values()))
    return content["example"] if "example" in content else next(iter(content["examples"].values()))["value"]


def is_public(operation: Json) -> bool:
    return operation.get("security") == []


@pytest.fixture(scope="module")
def operations(world: World) -> list[Operation]:
    return described(Client(world.stack.base_url).get("/v1/openapi.json"))


@pytest.fixture(scope="module")
def owned(world: World) -> dict[str, str]:
    """Ids of a booking and a trip of the traveller's, and of an item of it."""
    done = world.finish(world.options(world.trip_request()))
    items = world.traveller.get(f"/v1/trips/{done['tripId']}")["items"]
    return {"bookingId": done["bookingId"], "tripId": done["tripId"], "itemId": items[0]["itemId"]}


def about(operations: list[Operation], ids: Mapping[str, str]) -> list[Operation]:
    """The operations on things that these ids name."""
    return [operation for operation in operations if operation.names & set(ids)]


def test_document_names_the_operations_that_we_know_of(operations: list[Operation]) -> None:
    known = {(operation.method, operation.path) for operation in operations}

    assert {("get", path) for path in READABLE} <= known
    assert {
        ("post", f"/v1/bookings/{{bookingId}}/{done}") for done in ("selection", "approval", "cancellation")
    } <= known


@pytest.mark.parametrize("role", ["second-traveller", "approver"])
def test_somebody_elses_is_as_if_it_did_not_exist(
    world: World, operations: list[Operation], owned: dict[str, str], role: str
) -> None:
    stranger = world.person(role)

    for operation in about(operations, owned):
        theirs, nobodys = operation.call(stranger, owned), operation.call(stranger, {})
        refused = 403 if operation.path.startswith("/v1/compensations/") else 404  # operators alone, whatever it is
        assert (theirs.status, nobodys.status) == (refused, refused), (operation, theirs.body)
        assert shape(theirs.body, {**operation.examples, **owned}) == shape(nobodys.body, operation.examples)


def shape(problem: Json, ids: Mapping[str, str]) -> str:
    """A problem without what differs from call to call."""
    text = str({name: value for name, value in problem.items() if name != "requestId"})
    for name, value in ids.items():
        text = text.replace(value, name)
    return text


def test_owner_may_read_it(world: World, operations: list[Operation], owned: dict[str, str]) -> None:
    reading = [operation for operation in operations if operation.method == "get" and operation.path in READABLE]

    assert {operation.path: operation.call(world.traveller, owned).status for operation in reading} == dict.fromkeys(
        READABLE, 200
    )


def test_every_operation_but_the_public_ones_wants_a_token(world: World, operations: list[Operation]) -> None:
    nobody = Client(world.stack.base_url)

    assert {operation.path for operation in operations if operation.public} == set(PUBLIC)
    for operation in operations:
        assert operation.call(nobody, {}).status == PUBLIC.get(operation.path, 401), operation


def test_ids_that_are_no_ids_are_404(world: World) -> None:
    for strange in ("bkg_1", "..%2F..%2Fpolicies", "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7%00", "%27%20OR%201=1"):
        assert world.traveller.call("GET", f"/v1/bookings/{strange}").status in (400, 403, 404), strange


def test_stranger_cannot_listen(world: World, owned: dict[str, str]) -> None:
    booking_id = owned["bookingId"]
    with world.ear(world.second) as ear:
        refused = ear.ask({"action": "subscribe", "bookingId": booking_id})
        unknown = ear.ask({"action": "subscribe", "bookingId": NOBODYS})

        assert (refused["type"], refused["code"]) == ("error", "not_found")
        assert refused["detail"].replace(booking_id, "") == unknown["detail"].replace(NOBODYS, "")
    assert [row for row in world.rows("subscriptions") if row["bookingId"] == booking_id] == []


def test_lists_show_ones_own_only(world: World, owned: dict[str, str]) -> None:
    mine = [booking["bookingId"] for booking in world.traveller.get("/v1/bookings?limit=100")["items"]]
    theirs = [booking["bookingId"] for booking in world.second.get("/v1/bookings?limit=100")["items"]]

    assert owned["bookingId"] in mine
    assert not set(mine) & set(theirs)
    assert not [trip for trip in world.second.get("/v1/trips?limit=100")["items"] if trip["tripId"] == owned["tripId"]]


def test_travel_manager_reads_all_and_changes_nothing_of_it(world: World, owned: dict[str, str]) -> None:
    path = f"/v1/bookings/{owned['bookingId']}"

    assert world.manager.get(path)["operations"] == []
    assert world.manager.call("POST", f"{path}/cancellation").status == 403


def test_approver_sees_what_they_are_asked_and_what_they_decided_and_nobody_else_does(world: World) -> None:
    another = world.newcomer("Another Approver", "approver")
    booking = world.options(world.trip_request(ahead=2))
    path = f"/v1/bookings/{booking['bookingId']}"
    assert (world.approver.call("GET", path).status, another.call("GET", path).status) == (404, 404)

    world.select(booking, allowed(booking, "approval_required"))
    waiting = world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    assert (world.approver.call("GET", path).status, another.call("GET", path).status) == (200, 404)
    assert booking["bookingId"] not in str(another.get("/v1/approvals"))

    world.decide(waiting, "declined")
    world.traveller.wait_for(booking["bookingId"], *ENDED)
    assert (world.approver.call("GET", path).status, another.call("GET", path).status) == (200, 404)
