"""A small load of positions: every accepted one is found again, and what would be lost is seen."""

from typing import Any

import pytest

from chalicelib.models import positions
from chalicelib.services.tracking.storing import Stored
from chalicelib.workers import queues
from tests.load.position_load import Asked, run_load
from tests.load.position_uploads import Shape, body_of, list_uploads
from tests.load.positions import describe

SHAPE = Shape(people=3, positions_each=120, at_once=40)


def test_a_load_loses_nothing_and_says_what_it_cost() -> None:
    loaded = run_load(Asked(SHAPE))

    assert loaded.lost == ()
    assert (loaded.positions, loaded.is_whole) == (360, True)
    assert loaded.uploads == loaded.messages >= 9
    assert loaded.usage.of("dynamodb.writes") >= 6
    assert loaded.log_bytes > 0
    assert describe(loaded, SHAPE).startswith("load-positions: 360 positions of 3 people, none lost, ")


def test_a_bucket_that_is_written_over_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    replace = positions.replace_bucket

    def forget_what_was_there(user_id: str, before: Any, starts_at: int, packed: bytes, **more: Any) -> Any:
        return replace(user_id, before, starts_at, packed if before is None else before.packed, **more)

    monkeypatch.setattr(positions, "replace_bucket", forget_what_was_there)

    lost = run_load(Asked(SHAPE)).lost

    assert lost
    assert all("lost, 0 made up" in text for text in lost)


def test_a_worker_that_does_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queues, "store_positions", lambda _event: Stored((), (), 0, 0, 0))

    assert len(run_load(Asked(SHAPE)).lost) == SHAPE.people


def test_a_load_ends_in_time_with_what_there_is() -> None:
    loaded = run_load(Asked(SHAPE, seconds=-1))

    assert (loaded.is_whole, loaded.uploads, loaded.lost) == (False, 0, ())


def test_uploads_follow_from_their_numbers_and_hold_each_position_at_least_once() -> None:
    uploads = list(list_uploads(SHAPE, seed=3))

    assert uploads == list(list_uploads(SHAPE, seed=3)) != list(list_uploads(SHAPE, seed=4))
    assert {each.part for each in uploads} == {0, 1, 2}
    assert len(set(uploads)) == SHAPE.people * SHAPE.rounds
    assert body_of(uploads[0], SHAPE, 3) == body_of(uploads[0], SHAPE, 3)
