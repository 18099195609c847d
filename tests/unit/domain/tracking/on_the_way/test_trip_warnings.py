"""Warnings of a trip: each episode is published once, the next one again, and late positions correct what was said."""

import random
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.events import LogHead, TrackingEvent
from chalicelib.domain.tracking.on_the_way.trip_warnings import (
    MOST_WARNINGS,
    Episode,
    TripWarnings,
    WarningKind,
    WarningStatus,
    reconcile_warnings,
)

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
EIGHT = int(datetime(2026, 12, 1, 8, tzinfo=UTC).timestamp())
NOTHING = TripWarnings(user_id="anna", trip_id="trp_01JQZXB2M4C6N8P0R2T4V6X8Z0")
RIDE, FLIGHT = "itm_ride", "itm_flight"


def episode(
    began: int, ended: int | None = None, kind: WarningKind = WarningKind.STOPPED, item_id: str = RIDE
) -> Episode:
    """An episode from so many minutes after eight until so many."""
    return Episode(kind, item_id, EIGHT + began * 60, None if ended is None else EIGHT + ended * 60, {"minutes": 30})


def published_of(
    before: TripWarnings, *found: Episode, items: Iterable[str] = (RIDE,)
) -> tuple[TripWarnings, list[str]]:
    """What is known after these episodes were found, and the types of what was published."""
    reconciled = reconcile_warnings(before, found, frozenset(items), NOW)
    if reconciled is None:
        return before, []
    return reconciled.after, [event.type.value for event in reconciled.events]


def test_episode_is_raised_once_and_ended_once() -> None:
    lasting, first = published_of(NOTHING, episode(0))
    still, second = published_of(lasting, episode(0))
    over, third = published_of(still, episode(0, 40))
    _, fourth = published_of(over, episode(0, 40))

    assert first == ["trip.warning_raised"]
    assert (second, fourth) == ([], [])
    assert third == ["trip.warning_ended"]
    assert (lasting.lasting[0].kind, over.lasting) == (WarningKind.STOPPED, ())


def test_next_episode_is_raised_again_as_another_warning() -> None:
    over, _ = published_of(NOTHING, episode(0, 40))
    again, published = published_of(over, episode(0, 40), episode(90))

    assert published == ["trip.warning_raised"]
    first, second = again.warnings
    assert first.warning_id != second.warning_id
    assert [each.status for each in again.warnings] == [WarningStatus.ENDED, WarningStatus.RAISED]


def test_episode_that_is_over_when_it_is_found_is_raised_and_ended() -> None:
    _, published = published_of(NOTHING, episode(0, 40))

    assert published == ["trip.warning_raised", "trip.warning_ended"]


def test_late_position_that_moves_the_beginning_publishes_nothing_new() -> None:
    lasting, _ = published_of(NOTHING, episode(10))
    earlier, published = published_of(lasting, episode(5))

    assert published == []
    assert earlier.warnings[0].warning_id == lasting.warnings[0].warning_id
    assert earlier.warnings[0].began_at == datetime.fromtimestamp(EIGHT + 300, UTC)


def test_late_position_that_disproves_a_warning_withdraws_it_once() -> None:
    lasting, _ = published_of(NOTHING, episode(0))
    withdrawn, first = published_of(lasting)
    _, second = published_of(withdrawn)

    assert (first, second) == (["trip.warning_withdrawn"], [])
    assert withdrawn.warnings[0].status is WarningStatus.WITHDRAWN
    assert withdrawn.lasting == ()


def test_withdrawn_warning_that_holds_after_all_is_raised_in_another_revision() -> None:
    lasting, _ = published_of(NOTHING, episode(0))
    withdrawn, _ = published_of(lasting)
    again, published = published_of(withdrawn, episode(0))

    assert published == ["trip.warning_raised"]
    assert (len(again.warnings), again.warnings[0].revision) == (1, 3)


def test_warning_that_has_not_ended_after_all_is_raised_in_another_revision() -> None:
    over, _ = published_of(NOTHING, episode(0, 40))
    again, published = published_of(over, episode(0))

    assert published == ["trip.warning_raised"]
    assert again.warnings[0].warning_id == over.warnings[0].warning_id
    assert (over.warnings[0].revision, again.warnings[0].revision) == (2, 3)


def test_items_that_were_not_looked_at_keep_their_warnings() -> None:
    lasting, _ = published_of(NOTHING, episode(0))
    after, published = published_of(lasting, episode(5, item_id=FLIGHT), items=[FLIGHT])

    assert published == ["trip.warning_raised"]
    assert [each.item_id for each in after.lasting] == [RIDE, FLIGHT]


def test_every_event_has_an_id_of_its_own_and_names_the_trip() -> None:
    reconciled = reconcile_warnings(NOTHING, [episode(0, 40)], {RIDE}, NOW)

    assert reconciled is not None
    assert len({event.event_id for event in reconciled.events}) == 2
    assert {event.trip_id for event in reconciled.events} == {NOTHING.trip_id}
    kept = msgspec.json.decode(msgspec.json.encode(reconciled.after), type=TripWarnings)
    assert kept == reconciled.after
    events = msgspec.json.decode(msgspec.json.encode(reconciled.events), type=tuple[TrackingEvent, ...])
    assert events == reconciled.events


def test_trip_that_has_too_many_warnings_raises_no_more() -> None:
    many, _ = published_of(NOTHING, *(episode(2 * number, 2 * number + 1) for number in range(MOST_WARNINGS + 20)))

    assert len(many.warnings) == MOST_WARNINGS


def test_log_knows_the_latest_events_alone() -> None:
    head = LogHead()
    for number in range(80):
        head = head.after(f"evt_{number}")

    assert head.seq == 80
    assert (head.knows("evt_79"), head.knows("evt_30"), head.knows("evt_29")) == (True, True, False)


_MINUTES = st.integers(0, 300)


@st.composite
def _episodes(draw: st.DrawFn) -> list[Episode]:
    """Episodes of two kinds and items that do not meet within one kind and item, as an evaluation finds them."""
    found = []
    for kind in (WarningKind.STOPPED, WarningKind.OFF_ROUTE):
        for item_id in (RIDE, FLIGHT):
            ends = sorted(draw(st.sets(_MINUTES, max_size=6)))
            found += [episode(a, b, kind, item_id) for a, b in zip(ends[::2], ends[1::2], strict=False)]
            if len(ends) % 2:
                found.append(episode(ends[-1], None, kind, item_id))
    return found


@settings(max_examples=30, deadline=None)
@given(st.lists(_episodes(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_what_holds_in_the_end_is_what_was_found_last_whatever_was_found_before(
    rounds: list[list[Episode]], chance: random.Random
) -> None:
    state, last, ids = NOTHING, dict[str, str](), list[str]()
    for found in rounds:
        reconciled = reconcile_warnings(state, chance.sample(found, len(found)), {RIDE, FLIGHT}, NOW)
        if reconciled is not None:
            state = reconciled.after
            last |= {event.data["warningId"]: event.type.value for event in reconciled.events}
            ids += [event.event_id for event in reconciled.events]
        assert reconcile_warnings(state, found, {RIDE, FLIGHT}, NOW) is None, "found again, nothing is new"

    holding = [each for each in state.warnings if each.status is not WarningStatus.WITHDRAWN]
    assert sorted((w.kind, w.item_id, w.began_at, w.ended_at or NOW) for w in holding) == sorted(
        (e.kind, e.item_id, moment(e.began_at), NOW if e.ended_at is None else moment(e.ended_at)) for e in rounds[-1]
    )
    assert len(set(ids)) == len(ids), "no two events have one id"
    assert len({each.warning_id for each in state.warnings}) == len(state.warnings)
    assert last == {each.warning_id: f"trip.warning_{each.status}" for each in state.warnings}


def moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
