"""A list is walked to its end while others write in it, and its cursors are good for that walk only."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from chalicelib import settings
from chalicelib.api import items
from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus
from chalicelib.models.items import ItemRow, to_row
from tests.simulation.cloud.empty import empty_cloud
from tests.support.user_pool import PoolKeys
from tests.unit.api.harness import Api
from tests.unit.api.people import Person
from tests.unit.api.trip_samples import TRIP

pytestmark = pytest.mark.usefixtures("stage")

MANY = 10_000
START = datetime(2026, 1, 1, tzinfo=UTC)


def note(number: int, at: datetime, owner: str = "anna") -> Item:
    return Item(
        item_id=f"itm_{number:026d}",
        kind=ItemKind.NOTE,
        name=f"note {number}",
        status=ItemStatus.PLANNED,
        user_id=owner,
        created_at=at,
        updated_at=at,
        created_by=owner,
    )


def when(number: int) -> datetime:
    """Three notes in every millisecond, so that pages end among those of one time."""
    return START + timedelta(milliseconds=number // 3)


@pytest.fixture
def reader(pool_keys: PoolKeys) -> Iterator[Person]:
    """Anna, over the simulation's own tables: moto copies and sorts all there is for every page."""
    with empty_cloud():
        yield Person(Api(items.blueprint), pool_keys, "anna")


def test_ten_thousand_are_walked_to_the_end_while_others_come_and_go(reader: Person) -> None:
    """What stays is seen once, whatever is written before, at and after the place that the reader has come to."""
    chance = random.Random(7)
    for number in range(MANY):
        to_row(note(number, when(number))).save()
    alive, taken, seen = set(range(MANY)), set[int](), Counter[str]()
    fresh, order = MANY, list[datetime]()
    cursor: str | None = ""

    while cursor is not None:
        page = reader.get(f"/v1/items?limit=100{f'&cursor={cursor}' if cursor else ''}")
        seen.update(item["itemId"] for item in page["items"])
        order.extend(datetime.fromisoformat(item["createdAt"]) for item in page["items"])
        cursor = page["nextCursor"]
        reached = next(number for item in reversed(page["items"]) if (number := int(item["itemId"][4:])) < MANY)
        for gone in {reached, *(chance.randrange(MANY) for _ in range(3))} & alive:  # the last one read, and others
            ItemRow(f"itm_{gone:026d}").delete()
            alive.remove(gone)
            taken.add(gone)
        for at in (when(MANY) + timedelta(seconds=fresh), when(reached), when(chance.randrange(MANY)), START):
            to_row(note(fresh, at)).save()
            fresh += 1

    ids = {f"itm_{number:026d}" for number in alive}
    assert len(order) > MANY * 0.95
    assert ids <= set(seen), "nothing that stayed is lost"
    assert set(seen.values()) == {1}, "nothing is seen twice"
    assert order == sorted(order, reverse=True)
    assert len(taken) > 300
    assert fresh - MANY > 390


def test_a_cursor_is_for_one_reader_one_list_and_one_stage(
    anna: Person, david: Person, stage: settings.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in (anna, david):
        trip_ids = [person.post("/v1/trips", TRIP)["trip"]["tripId"] for _ in range(2)]
        for trip_id in (None, None, *trip_ids[:1] * 2):
            person.post("/v1/items", {"kind": "note", "name": "n", **({"tripId": trip_id} if trip_id else {})})
    cursor = anna.get("/v1/items?limit=1")["nextCursor"]
    assert anna.send("GET", f"/v1/items?limit=1&cursor={cursor}").status_code == 200
    assert anna.send("GET", f"/v1/items?limit=2&cursor={cursor}").status_code == 200, "the next page may be larger"

    refused = [
        david.send("GET", f"/v1/items?limit=1&cursor={cursor}"),
        anna.send("GET", f"/v1/trips?limit=1&cursor={cursor}"),
        anna.send("GET", f"/v1/items?limit=1&status=planned&cursor={cursor}"),
        anna.send("GET", f"/v1/items?limit=1&tripId={anna.get('/v1/trips')['items'][0]['tripId']}&cursor={cursor}"),
    ]
    elsewhere = msgspec.structs.replace(stage, stage="staging")
    assert elsewhere.signing_key == stage.signing_key
    with monkeypatch.context() as other_stage:
        other_stage.setattr(settings, "current", lambda: elsewhere)
        refused.append(anna.send("GET", f"/v1/items?limit=1&cursor={cursor}"))

    # One who sends what there was none of must not begin again.
    refused.append(anna.send("GET", "/v1/items?limit=1&cursor="))

    for answer in refused:
        assert answer.status_code == 400
        assert [error["pointer"] for error in answer.json_body["errors"]] == ["/cursor"]


def test_a_list_is_walked_by_the_key_that_the_stage_keeps(pool_keys: PoolKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    without = msgspec.structs.replace(settings.current(), signing_key="")
    monkeypatch.setattr(settings, "current", lambda: without)
    with empty_cloud() as wire:
        wire.secrets[without.name("signing")] = "a key that the stage keeps"
        for number in range(3):
            to_row(note(number, when(number))).save()

        walked = Person(Api(items.blueprint), pool_keys, "anna").walk("/v1/items?limit=1")

    assert sorted(each["name"] for each in walked) == ["note 0", "note 1", "note 2"]
