"""Items against a deployed copy: kept in real tables behind the real gateway, listed by their indexes, and let go."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from local.client import Client, Reply
from tests.e2e.ear import Json
from tests.e2e.world import World
from tests.support.waiting import eventually

MEETING = {
    "kind": "meeting",
    "name": "Sales team",
    "startsAt": "2027-03-04T09:00:00Z",
    "startTimezone": "Europe/London",
}


@pytest.fixture(scope="module")
def kept(world: World) -> Json:
    """An item of the traveller's."""
    item: Json = world.traveller.post("/v1/items", MEETING)
    return item


def change(client: Client, item_id: str, method: str, body: Json | None, tag: str = "*") -> Reply:
    return client.call(method, f"/v1/items/{item_id}", body, headers={"If-Match": tag})


def test_an_item_is_made_once_under_its_key_and_read_by_its_tag(world: World) -> None:
    key = uuid.uuid4().hex
    first, again = (world.traveller.call("POST", "/v1/items", MEETING, key=key) for _ in range(2))
    path = first.headers["Location"].partition("/v1/")[2]

    read = world.traveller.call("GET", f"/v1/{path}")
    unchanged = world.traveller.call("GET", f"/v1/{path}", headers={"If-None-Match": read.headers["ETag"]})

    assert (first.status, again.raw, again.headers["Idempotency-Replayed"]) == (201, first.raw, "true")
    assert (read.body, read.headers["ETag"]) == (first.body, '"v1"')
    assert (unchanged.status, unchanged.raw) == (304, b"")


def test_changes_need_the_version_that_was_read(world: World, kept: Json) -> None:
    item_id = kept["itemId"]

    patched = change(world.traveller, item_id, "PATCH", {"status": "confirmed"}, '"v1"')
    stale = change(world.traveller, item_id, "PATCH", {"status": "done"}, '"v1"')
    unversioned = world.traveller.call("PUT", f"/v1/items/{item_id}", MEETING)
    put = change(world.traveller, item_id, "PUT", MEETING, patched.headers["ETag"])

    assert (patched.status, patched.body["status"], patched.headers["ETag"]) == (200, "confirmed", '"v2"')
    assert (stale.status, unversioned.status) == (412, 428)
    assert (put.status, put.body["status"], put.body["version"]) == (200, "planned", 3)


def test_a_merge_patch_has_its_own_type(world: World, kept: Json) -> None:
    headers = {"If-Match": "*", "Content-Type": "application/merge-patch+json"}

    reply = world.traveller.call("PATCH", f"/v1/items/{kept['itemId']}", {"description": "4th floor"}, headers=headers)

    assert (reply.status, reply.body["description"]) == (200, "4th floor")


@pytest.mark.waits
def test_lists_walk_the_status_index_by_time_of_making(world: World) -> None:
    made = [world.approver.post("/v1/items", {"name": f"Note {n}", "status": "done"})["itemId"] for n in range(3)]

    def walked() -> list[str]:
        found, path = [], "/v1/items?status=done&limit=2"
        page = world.approver.get(path)
        while True:
            found += [item["itemId"] for item in page["items"]]
            if not page["nextCursor"]:
                return found
            page = world.approver.get(f"{path}&cursor={page['nextCursor']}")

    assert eventually(lambda: [i for i in walked() if i in made] == made[::-1])
    assert all(item["status"] == "done" for item in world.approver.get("/v1/items?status=done")["items"])


@pytest.mark.waits
def test_an_item_is_gone_at_its_time(world: World) -> None:
    expires_at = (datetime.now(UTC) + timedelta(seconds=10)).isoformat()
    item_id = world.traveller.post("/v1/items", {"name": "Gate code", "expiresAt": expires_at})["itemId"]
    row = next(row for row in world.rows("items") if row["itemId"] == item_id)

    assert float(row["ttl"]) == pytest.approx(datetime.fromisoformat(expires_at).timestamp(), abs=1)
    eventually(lambda: world.traveller.call("GET", f"/v1/items/{item_id}").status == 404)
    assert item_id not in [item["itemId"] for item in world.traveller.get("/v1/items")["items"]]


def test_a_foreign_item_does_not_exist_for_anybody(world: World, kept: Json) -> None:
    item_id = kept["itemId"]

    for other in (world.second, world.approver, world.manager):
        codes = {
            other.call("GET", f"/v1/items/{item_id}").status,
            change(other, item_id, "PUT", MEETING).status,
            change(other, item_id, "PATCH", {"name": "x"}).status,
            change(other, item_id, "DELETE", None).status,
        }
        assert codes == {404}


def test_an_item_that_is_removed_is_gone(world: World, kept: Json) -> None:
    assert change(world.traveller, kept["itemId"], "DELETE", None, '"v1"').status == 412
    assert change(world.traveller, kept["itemId"], "DELETE", None).status == 204
    assert world.traveller.call("GET", f"/v1/items/{kept['itemId']}").status == 404
