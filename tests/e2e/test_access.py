"""What is somebody else's does not exist: in every operation that the API describes, and over WebSocket."""

import re
import uuid
from typing import Any, NamedTuple

import pytest

from local.client import Client, Reply
from tests.e2e.world import ENDED, Json, World, allowed

METHODS = ("get", "post", "put", "patch", "delete")
NOBODYS = {"bookingId": "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7", "tripId": "trp_01JMZ8Q4T5X7V9B2N3C4D5E6F7"}


class Operation(NamedTuple):
    """One operation on a thing that somebody owns, with a body that its schema allows."""

    method: str
    path: str
    body: Any

    def call(self, client: Client, ids: Json) -> Reply:
        path = re.sub(r"{(\w+)}", lambda found: ids[found[1]], self.path)
        query = "?wait=0" if "/sse/" in path else ""
        headers = {"If-Match": "*"} if self.method in ("put", "patch") else {}
        return client.call(self.method.upper(), path + query, self.body, headers=headers)


def owned_operations(document: Json) -> list[Operation]:
    """Every operation with an owner's id in its path, from the document that the API serves of itself."""
    return [
        Operation(method, path, example_body(item[method]))
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item and any(f"{{{name}}}" in path for name in NOBODYS)
    ]


def example_body(operation: Json) -> Any:
    if "requestBody" not in operation:
        return None
    content = operation["requestBody"]["content"]["application/json"]
    return content["example"] if "example" in content else next(iter(content["examples"].values()))["value"]


@pytest.fixture(scope="module")
def operations(world: World) -> list[Operation]:
    return owned_operations(Client(world.stack.base_url).get("/v1/openapi.json"))


@pytest.fixture(scope="module")
def owned(world: World) -> Json:
    """Ids of a booking and a trip of the traveller's."""
    done = world.finish(world.options(world.wish()))
    return {"bookingId": done["bookingId"], "tripId": done["tripId"]}


def test_document_names_the_operations_that_we_know_of(operations: list[Operation]) -> None:
    known = {(operation.method, operation.path) for operation in operations}

    assert {
        ("get", "/v1/bookings/{bookingId}"),
        ("post", "/v1/bookings/{bookingId}/selection"),
        ("post", "/v1/bookings/{bookingId}/approval"),
        ("post", "/v1/bookings/{bookingId}/cancellation"),
        ("get", "/v1/bookings/{bookingId}/audit"),
        ("get", "/v1/bookings/{bookingId}/audit/verification"),
        ("get", "/v1/sse/bookings/{bookingId}"),
        ("get", "/v1/trips/{tripId}"),
    } <= known


@pytest.mark.parametrize("role", ["second-traveller", "approver"])
def test_somebody_elses_is_as_if_it_did_not_exist(
    world: World, operations: list[Operation], owned: Json, role: str
) -> None:
    stranger = world.person(role)

    for operation in operations:
        theirs, nobodys = operation.call(stranger, owned), operation.call(stranger, NOBODYS)
        assert (theirs.status, nobodys.status) == (404, 404), (operation, theirs.body)
        assert shape(theirs.body, owned) == shape(nobodys.body, NOBODYS)


def shape(problem: Json, ids: Json) -> str:
    """A problem without what differs from call to call."""
    text = str({name: value for name, value in problem.items() if name != "requestId"})
    for name, value in ids.items():
        text = text.replace(value, name)
    return text


def test_owner_may_read_all_of_it(world: World, operations: list[Operation], owned: Json) -> None:
    reading = [operation for operation in operations if operation.method == "get"]

    assert {operation.call(world.traveller, owned).status for operation in reading} == {200}


def test_every_operation_but_the_public_ones_wants_a_token(world: World) -> None:
    nobody = Client(world.stack.base_url)
    document = nobody.get("/v1/openapi.json")
    ids = {**NOBODYS, "costCentre": "SALES-EU", "period": "2027"}

    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                operation = Operation(method, path, example_body(item[method]))
                public = item[method].get("security") == []
                assert operation.call(nobody, ids).status == (200 if public else 401), operation


def test_ids_that_are_no_ids_are_404(world: World) -> None:
    for strange in ("bkg_1", "..%2F..%2Fpolicies", "bkg_01JMZ8Q4T5X7V9B2N3C4D5E6F7%00", "%27%20OR%201=1"):
        assert world.traveller.call("GET", f"/v1/bookings/{strange}").status in (400, 403, 404), strange


def test_stranger_cannot_listen(world: World, owned: Json) -> None:
    booking_id = owned["bookingId"]
    with world.ear(world.second) as ear:
        refused = ear.ask({"action": "subscribe", "bookingId": booking_id})
        unknown = ear.ask({"action": "subscribe", "bookingId": NOBODYS["bookingId"]})

        assert (refused["type"], refused["code"]) == ("error", "not_found")
        assert refused["detail"].replace(booking_id, "") == unknown["detail"].replace(NOBODYS["bookingId"], "")
    assert [row for row in world.rows("subscriptions") if row["bookingId"] == booking_id] == []


def test_lists_show_ones_own_only(world: World, owned: Json) -> None:
    mine = [booking["bookingId"] for booking in world.traveller.get("/v1/bookings?limit=100")["items"]]
    theirs = [booking["bookingId"] for booking in world.second.get("/v1/bookings?limit=100")["items"]]

    assert owned["bookingId"] in mine
    assert not set(mine) & set(theirs)
    assert not [trip for trip in world.second.get("/v1/trips?limit=100")["items"] if trip["tripId"] == owned["tripId"]]


def test_travel_manager_reads_all_and_changes_nothing_of_it(world: World, owned: Json) -> None:
    path = f"/v1/bookings/{owned['bookingId']}"

    assert world.manager.get(path)["operations"] == []
    assert world.manager.call("POST", f"{path}/cancellation").status == 403


def test_approver_sees_what_waits_for_them_and_what_they_decided(world: World) -> None:
    deputy = second_approver(world)
    booking = world.options(world.wish(ahead=2))
    path = f"/v1/bookings/{booking['bookingId']}"
    assert (world.approver.call("GET", path).status, deputy.call("GET", path).status) == (404, 404)

    world.select(booking, allowed(booking, "approval_required"))
    waiting = world.traveller.wait_for(booking["bookingId"], "awaiting_approval", *ENDED)
    assert (world.approver.call("GET", path).status, deputy.call("GET", path).status) == (200, 200)

    world.decide(waiting, "rejected")
    world.traveller.wait_for(booking["bookingId"], *ENDED)
    assert (world.approver.call("GET", path).status, deputy.call("GET", path).status) == (200, 404)


def second_approver(world: World) -> Client:
    """Another approver, who has decided nothing yet."""
    cognito, pool = world.service("cognito-idp"), world.stack.user_pool_id
    name, password = f"{uuid.uuid4().hex[:8]}@example.com", "A-password-4-the-deputy!"
    attributes = [{"Name": "email", "Value": name}, {"Name": "name", "Value": "Deputy"}]
    cognito.admin_create_user(UserPoolId=pool, Username=name, MessageAction="SUPPRESS", UserAttributes=attributes)
    cognito.admin_set_user_password(UserPoolId=pool, Username=name, Password=password, Permanent=True)
    cognito.admin_add_user_to_group(UserPoolId=pool, Username=name, GroupName="approver")
    answer = cognito.initiate_auth(
        ClientId=world.stack.user_pool_client_id,
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": password},
    )
    return Client(world.stack.base_url, answer["AuthenticationResult"]["IdToken"])
