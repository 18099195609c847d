"""Who follows a traveller: positions as they come, at the level that holds then, until there is no right any more."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.domain.identity import Identity, Role
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.looks import Standing
from chalicelib.errors import InvalidInput, NotFound
from chalicelib.models import position_looks, websocket_connections
from chalicelib.services import live_updates
from chalicelib.services.tracking import live_feed
from chalicelib.services.tracking.followers import LivePositions, end_feeds
from chalicelib.services.tracking.live_feed import Feed, FeedEntry
from chalicelib.services.tracking.processing import process_positions
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.wire import Wire
from tests.support.connection import Cut
from tests.support.passenger_samples import ANNA, CLARA, DAVID, keep_profile
from tests.unit.services.tracking.on_the_way_samples import (
    EIGHT,
    HOUR,
    MIDWAY,
    MINUTE,
    REASON,
    RIDE,
    follow_anna,
    heard,
    jam,
    plan,
    set_time,
    share,
    until_minute,
    wait,
)

WHO = ANNA.user_id
SECOND = timedelta(seconds=1)
DRIVE = jam(0)


@pytest.fixture(name="wire", autouse=True)
def a_wire(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    """Anna sets out, and ten minutes later she is a quarter of the road along."""
    with empty_cloud() as wire:
        plan(monkeypatch)
        set_time(monkeypatch, EIGHT + 10 * MINUTE)
        process_positions(WHO, until_minute(DRIVE, 10))
        yield wire


def move_on(monkeypatch: pytest.MonkeyPatch, minute: int = 12) -> None:
    """Two minutes later Anna's phone reports again."""
    set_time(monkeypatch, EIGHT + minute * MINUTE)
    since = until_minute(DRIVE, minute - 2)
    process_positions(WHO, [each for each in until_minute(DRIVE, minute) if each not in since])


def test_follower_sees_where_somebody_is_and_then_each_position_and_their_progress(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = follow_anna(CLARA, "con-1")
    move_on(monkeypatch)

    assert begun["level"] is SharingLevel.EXACT
    assert begun["position"].at == EIGHT + 10 * MINUTE
    assert begun["progress"].current_item_id == RIDE
    (pushed,) = heard(wire, "con-1", "positions")
    assert [each["at"] for each in pushed["positions"]] == [
        f"2027-03-03T08:{second // 60:02d}:{second % 60:02d}Z" for second in range(630, 750, 30)
    ]
    assert pushed["positions"][-1]["latitude"] == pytest.approx(52.474, abs=0.01)
    (progress,) = heard(wire, "con-1", "trip_progress")
    assert 0.28 < progress["progress"]["moves"][0]["fraction"] < 0.32


def test_large_batch_is_shown_whole_in_messages_of_a_hundred(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    (begun,) = read(None)
    follow_anna(CLARA, "con-1")
    set_time(monkeypatch, EIGHT + 20 * MINUTE)
    batch = wait(MIDWAY, 15, 20, every=1)
    process_positions(WHO, batch)

    pushed = [each["positions"] for each in heard(wire, "con-1", "positions")]
    assert [len(each) for each in pushed] == [100, 100, 100]
    sent = [each for each in read(begun.place.text) if isinstance(each.data, LivePositions)]
    assert [len(each.data.positions) for each in sent if isinstance(each.data, LivePositions)] == [100, 100, 100]
    last = read(sent[1].place.text)[0].data
    assert isinstance(last, LivePositions)
    assert last.positions[0].at == EIGHT + 1_100 * SECOND


def test_batch_that_comes_again_shows_the_same_and_an_old_one_nothing(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_anna(CLARA, "con-1")
    move_on(monkeypatch)
    process_positions(WHO, until_minute(DRIVE, 12)[-2:])
    first, second = heard(wire, "con-1", "positions")
    assert second["positions"] == first["positions"][-2:]

    set_time(monkeypatch, EIGHT + 13 * HOUR)
    process_positions(WHO, until_minute(DRIVE, 14))
    assert len(heard(wire, "con-1", "positions")) == 2


def test_impossible_jump_is_not_shown(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(CLARA, "con-1")
    set_time(monkeypatch, EIGHT + 11 * MINUTE)
    far = msgspec.structs.replace(wait((0, 100_000_000), 10, 11)[0], at=int(EIGHT.timestamp()) + 630)

    process_positions(WHO, [far])

    assert heard(wire, "con-1", "positions") == []


@pytest.mark.parametrize("who", [DAVID, CLARA])
def test_nobody_follows_without_a_right_and_a_reason(who: Identity, wire: Wire) -> None:
    with pytest.raises(NotFound if who is DAVID else InvalidInput):
        follow_anna(who, "con-1", REASON if who is DAVID else None)

    assert websocket_connections.list_followers(WHO) == []


def test_one_follows_oneself_without_a_reason(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(ANNA, "con-1", None)
    move_on(monkeypatch)

    assert len(heard(wire, "con-1", "positions")) == 1
    assert position_looks.list_looks(WHO, limit=10, start=None).rows == []


def test_whole_feed_is_one_look_in_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(CLARA, "con-1")
    for minute in (11, 12, 13, 14):
        move_on(monkeypatch, minute)

    (look,) = position_looks.list_looks(WHO, limit=10, start=None).rows
    assert (look.viewer_id, look.kind, look.reason) == (CLARA.user_id, "live", REASON)


def test_level_that_holds_is_the_one_that_is_pushed(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(CLARA, "con-1")
    share(SharingLevel.CITY)
    move_on(monkeypatch)

    (pushed,) = heard(wire, "con-1", "positions")
    assert {each["level"] for each in pushed["positions"]} == {"city"}
    assert all("latitude" not in each or each["latitude"] is None for each in pushed["positions"])
    (progress,) = heard(wire, "con-1", "trip_progress")
    assert {each["basis"] for each in progress["progress"]["moves"]} == {"schedule"}


def withdraw(monkeypatch: pytest.MonkeyPatch) -> None:
    share(SharingLevel.EXACT, granted=False)


def end_window(monkeypatch: pytest.MonkeyPatch) -> None:
    set_time(monkeypatch, EIGHT + 40 * HOUR)
    for row in websocket_connections.ConnectionRow.scan():
        kept = msgspec.structs.replace(row.document, expires_at=EIGHT + 42 * HOUR)
        websocket_connections.open_connection(kept)


@pytest.mark.parametrize("ending", [withdraw, end_window])
def test_feed_ends_with_a_message_when_there_is_nothing_more_to_see(
    ending: Any, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow_anna(CLARA, "con-1")
    ending(monkeypatch)

    assert end_feeds() == (0, 1, 0)

    (ended,) = heard(wire, "con-1", "following_ended")
    assert ended["userId"] == WHO
    assert websocket_connections.list_followers(WHO) == []
    assert end_feeds() == (0, 0, 0)


def test_who_has_lost_the_role_hears_that_the_feed_has_ended(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(CLARA, "con-1")
    follow_anna(ANNA, "con-2", None)
    wire.lost_roles[CLARA.user_id] = frozenset({Role.TRAVEL_MANAGER})

    move_on(monkeypatch)

    assert heard(wire, "con-1", "positions") == []
    assert len(heard(wire, "con-1", "following_ended")) == 1
    assert len(heard(wire, "con-2", "positions")) == 1


def by_heartbeat(_patch: pytest.MonkeyPatch) -> None:
    assert end_feeds() == (1, 0, 0)


@pytest.mark.parametrize("look", [by_heartbeat, move_on])
def test_who_has_lost_the_role_but_is_an_arranger_follows_on_and_looks_as_one(
    look: Callable[[pytest.MonkeyPatch], None], wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an account of the company's own identity provider."""
    wire.federated.add(CLARA.user_id)
    keep_profile(ANNA, arranger_ids=(CLARA.user_id,))
    follow_anna(CLARA, "con-1")
    wire.lost_roles[CLARA.user_id] = frozenset({Role.TRAVEL_MANAGER})

    look(monkeypatch)

    assert heard(wire, "con-1", "following_ended") == []
    looks = position_looks.list_looks(WHO, limit=10, start=None).rows
    assert sorted(each.standing for each in looks) == [Standing.ARRANGER, Standing.TRAVEL_MANAGER]


def test_connection_that_is_gone_or_over_is_followed_no_more(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(CLARA, "con-1")
    follow_anna(ANNA, "con-2", None)
    wire.gone.add("con-1")

    move_on(monkeypatch)

    assert [each.connection_id for each in websocket_connections.list_followers(WHO)] == ["con-2"]
    assert websocket_connections.find_connection("con-1") is None
    live_updates.disconnect("con-2")
    assert websocket_connections.list_followers(WHO) == []


def test_listener_that_cannot_be_reached_holds_up_no_other(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    follow_anna(CLARA, "con-1")
    follow_anna(ANNA, "con-2", None)
    wire.scissors = lambda call: (
        Cut.UNREACHABLE if call.operation == "connections.Post" and call.mentions("con-1") else None
    )

    move_on(monkeypatch)

    assert len(heard(wire, "con-2", "positions")) == 1


# --- server-sent events -----------------------------------------------------------------------------------------------


def read(last: str | None, who: Identity = CLARA, reason: str | None = REASON) -> list[FeedEntry]:
    return Feed(lambda: who, WHO, reason, last).read()


def test_reader_begins_with_where_somebody_is_and_resumes_after_any_event(monkeypatch: pytest.MonkeyPatch) -> None:
    (begun,) = read(None)
    assert begun.type == "following"
    assert read(begun.place.text) == []

    move_on(monkeypatch)
    moved = read(begun.place.text)
    assert [each.type for each in moved] == ["positions", "trip_progress"]
    assert read(moved[-1].place.text) == []

    set_time(monkeypatch, EIGHT + 45 * MINUTE)
    process_positions(WHO, [*until_minute(DRIVE, 20), *wait(MIDWAY, 21, 45)])
    warned = [each.type for each in read(moved[-1].place.text)]
    assert warned[:2] == ["positions", "trip_progress"]
    assert "trip.warning_raised" in warned[2:]
    later = read(moved[-1].place.text)
    assert [each.type for each in read(later[2].place.text)] == warned[3:]


@pytest.mark.parametrize("devices", [1, 3, 7])
def test_reader_who_resumes_after_each_message_is_shown_every_position_once_whatever_the_devices(
    monkeypatch: pytest.MonkeyPatch, devices: int
) -> None:
    """Several devices report in one second, and a message may not end within it: a place is a second."""
    monkeypatch.setattr(live_feed, "MOST_POSITIONS", 250)
    (begun,) = read(None)
    set_time(monkeypatch, EIGHT + 20 * MINUTE)
    ticks = wait(MIDWAY, 15, 16, every=1)
    batch = [msgspec.structs.replace(each, device=f"dev_{number}") for each in ticks for number in range(devices)]
    process_positions(WHO, batch)

    shown, place = [], begun.place.text
    while found := [each for each in read(place) if isinstance(each.data, LivePositions)]:
        assert isinstance(found[0].data, LivePositions)
        assert len(found[0].data.positions) <= 100
        shown += [each.at for each in found[0].data.positions]
        place = found[0].place.text

    assert shown == [each.moment for each in batch]


def test_reader_who_may_see_nothing_more_is_answered_so_once_and_a_new_one_finds_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (begun,) = read(None)
    withdraw(monkeypatch)

    (ended,) = read(begun.place.text)
    assert ended.type == "following_ended"
    with pytest.raises(NotFound):
        read(None)


def test_right_that_ends_while_a_reader_waits_is_asked_before_anything_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (begun,) = read(None)
    feed = Feed(lambda: CLARA, WHO, REASON, begun.place.text)
    assert feed.read() == []
    move_on(monkeypatch)
    withdraw(monkeypatch)

    assert [each.type for each in feed.read()] == ["following_ended"]
    assert feed.has_ended


@pytest.mark.parametrize("last", ["", "1", "1.2.3", "a.b", "1.-2", "٣.٤", "evt_01JQZX5V9D7R8M3T2K6W4H0YBE"])
def test_place_that_is_none_is_refused(last: str) -> None:
    with pytest.raises(InvalidInput):
        read(last)


def test_place_of_a_feed_opens_it_to_nobody_else() -> None:
    (begun,) = read(None)

    assert [each.type for each in read(begun.place.text, who=DAVID)] == ["following_ended"]
