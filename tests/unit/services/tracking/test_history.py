"""Where somebody was, by time: as it is kept, no more than a viewer may see, from the buckets of that time alone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from chalicelib import clock
from chalicelib.domain.tracking.fix import CoarseFix, Fix, Ping, SharingLevel, Signal, sort_track
from chalicelib.domain.tracking.looks import LookKind, Sight, Standing, own_sight
from chalicelib.domain.tracking.packing import BUCKET_SECONDS
from chalicelib.domain.tracking.screening import Flag, Screened
from chalicelib.domain.value import Cursor
from chalicelib.errors import InvalidInput
from chalicelib.services.tracking.history import (
    LONGEST_SPAN,
    MOST_SUMMARISED,
    TimeSpan,
    choose_span,
    list_positions,
    summarise_track,
)
from chalicelib.services.tracking.looks import look_at
from tests.simulation.cloud.empty import empty_cloud
from tests.simulation.cloud.units import Meter
from tests.simulation.cloud.wire import Wire
from tests.support.passenger_samples import ANNA, CLARA
from tests.support.traces import PHONE, REST, RIDE, STARTS_AT, TABLET, make_trace
from tests.unit.services.tracking.track_samples import BEGAN_AT, DAY, NOW, consent_on_a_trip, keep_track

HOUR = timedelta(hours=1)
TODAY = TimeSpan(BEGAN_AT - HOUR, NOW)
OWN = own_sight(ANNA.user_id)
REASON = "Strike at the airport: who needs another way home?"


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wire]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud() as wire:
        yield wire


def in_zones(_fix: Fix) -> tuple[str, ...]:
    return ("gfn_1",)


def walk(sight: Sight = OWN, span: TimeSpan = TODAY, *, device: str | None = None, limit: int = 70) -> list[Screened]:
    """All pages of a track, one after the other."""
    found: list[Screened] = []
    start: Cursor | None = None
    while True:
        page, start = list_positions(sight, span, zones_of=in_zones, device=device, limit=limit, start=start)
        assert len(page) <= limit
        found += page
        if start is None:
            return found


def signals_of(track: list[Screened]) -> list[Signal]:
    return [each.signal for each in track]


def queries(wire: Wire) -> int:
    return sum(call.operation == "dynamodb.Query" for call in wire.calls)


@pytest.mark.parametrize("limit", [1, 7, 90, 5_000])
def test_pages_hold_everything_once_and_in_order_of_time(limit: int) -> None:
    trace = [*make_trace(RIDE, 60, pings=0.2), *make_trace(RIDE, 40, device=TABLET), *make_trace(REST, 30)]
    shuffled = list(trace)
    Random(3).shuffle(shuffled)
    keep_track(shuffled)

    assert signals_of(walk(limit=limit)) == sort_track(trace)


def test_a_span_holds_its_first_second_and_not_its_last() -> None:
    trace = make_trace(RIDE, 30)
    keep_track(trace)
    second = timedelta(seconds=1)

    found = walk(span=TimeSpan(trace[3].moment, trace[9].moment))
    between = walk(span=TimeSpan(trace[3].moment - second / 2, trace[9].moment + second / 2))

    assert signals_of(found) == trace[3:9]
    assert signals_of(between) == trace[3:10]


def test_an_hour_reads_its_buckets_and_one_at_either_end_and_is_a_single_unit(cloud: Wire) -> None:
    keep_track(make_trace(RIDE, 8_640, starts_at=STARTS_AT - STARTS_AT % BUCKET_SECONDS - 12 * 3_600))
    cloud.calls.clear()
    cloud.tables.meter = Meter()
    begins_at = datetime.fromtimestamp(STARTS_AT - STARTS_AT % BUCKET_SECONDS, NOW.tzinfo)

    found = walk(span=TimeSpan(begins_at, begins_at + HOUR), limit=1_000)

    assert len(found) == 360
    assert queries(cloud) == 1
    (units,) = cloud.tables.meter.units().values()
    assert units == (1.0, 0)


def test_a_page_reads_no_more_than_it_shows_needs(cloud: Wire) -> None:
    keep_track(make_trace(RIDE, 8_640, starts_at=STARTS_AT - 12 * 3_600))
    cloud.calls.clear()

    page, position = list_positions(
        OWN, TimeSpan(BEGAN_AT - 12 * HOUR, NOW), zones_of=in_zones, device=None, limit=100, start=None
    )

    assert (len(page), queries(cloud)) == (100, 1)
    assert position is not None


def test_what_is_wrong_is_shown_with_its_flags_whatever_is_asked_for() -> None:
    slip = make_trace(RIDE, 1, place=(60.0, 20.0), starts_at=STARTS_AT + 605)
    keep_track([*make_trace(RIDE, 120), *slip])
    around = TimeSpan(slip[0].moment, slip[0].moment + timedelta(seconds=1))

    assert [each.flags for each in walk(span=around)] == [{Flag.JUMP}]
    assert [each for each in walk() if each.flags] == walk(span=around)


def test_a_viewer_sees_no_more_than_the_level_that_holds_now() -> None:
    consent_on_a_trip(SharingLevel.CITY)
    trace = make_trace(RIDE, 40, pings=0.3)
    keep_track(trace)

    seen = signals_of(walk(look_at(CLARA, ANNA.user_id, kind=LookKind.HISTORY, reason=REASON)))

    assert [signal.at for signal in seen] == [signal.at for signal in sort_track(trace)]
    assert {type(signal) for signal in seen} == {CoarseFix, Ping}
    assert {signal.places for signal in seen if isinstance(signal, CoarseFix)} == {("DE", "Berlin")}
    assert signals_of(walk()) == sort_track(trace)


def test_of_before_a_viewer_may_see_anything_nothing_is_read(cloud: Wire) -> None:
    keep_track(make_trace(RIDE, 720))
    since = BEGAN_AT + HOUR
    sight = Sight(ANNA.user_id, Standing.ARRANGER, SharingLevel.EXACT, since, BEGAN_AT - DAY)

    assert walk(sight)[0].signal.moment == since


def test_a_page_of_which_a_viewer_may_see_nothing_goes_on() -> None:
    keep_track(
        CoarseFix(at=each.at, device=PHONE, level=SharingLevel.CITY, places=("DE",)) for each in make_trace(RIDE, 100)
    )
    sight = Sight(ANNA.user_id, Standing.TRAVEL_MANAGER, SharingLevel.IN_ZONE, BEGAN_AT - DAY, BEGAN_AT - DAY)

    page, position = list_positions(sight, TODAY, zones_of=in_zones, device=None, limit=5, start=None)

    assert page == []
    assert position is not None
    assert walk(sight) == []


def test_who_may_see_zones_alone_sees_which_a_position_is_in() -> None:
    keep_track(make_trace(RIDE, 20))
    sight = Sight(ANNA.user_id, Standing.TRAVEL_MANAGER, SharingLevel.IN_ZONE, BEGAN_AT - DAY, BEGAN_AT - DAY)

    seen = signals_of(walk(sight))

    assert len(seen) == 20
    assert all(isinstance(each, CoarseFix) and each.level is SharingLevel.IN_ZONE for each in seen)
    assert {each.places for each in seen if isinstance(each, CoarseFix)} == {("gfn_1",)}


def test_one_device_is_listed_by_itself() -> None:
    phone, tablet = make_trace(RIDE, 20), make_trace(RIDE, 20, device=TABLET)
    keep_track([*phone, *tablet])

    assert signals_of(walk(device=TABLET, limit=3)) == tablet
    assert walk(device="another") == []


def test_nothing_is_read_of_anybody_else() -> None:
    keep_track(make_trace(RIDE, 20), "ben")

    assert walk() == []


@pytest.mark.parametrize(
    ("since", "until", "pointer"),
    [
        (NOW, NOW, "/until"),
        (NOW, NOW - HOUR, "/until"),
        (NOW + HOUR, None, "/since"),
        (NOW - LONGEST_SPAN - HOUR, None, "/since"),
        (NOW - 400 * DAY, NOW - 400 * DAY + LONGEST_SPAN + HOUR, "/since"),
    ],
)
def test_a_time_that_cannot_be_asked_for_is_refused_by_its_field(
    since: datetime | None, until: datetime | None, pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        choose_span(since, until)

    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_who_says_no_time_is_shown_the_last_day() -> None:
    assert choose_span(None, None) == (NOW - DAY, NOW)
    assert choose_span(None, NOW - DAY) == (NOW - 2 * DAY, NOW - DAY)
    assert choose_span(NOW - 3 * DAY, None) == (NOW - 3 * DAY, NOW)


def test_stops_and_moves_are_those_of_each_device_and_flagged_positions_count_for_nothing() -> None:
    rest = make_trace(REST, 30)
    ride = make_trace(RIDE, 120, starts_at=rest[-1].at + 10)
    slip = make_trace(RIDE, 1, place=(60.0, 20.0), starts_at=STARTS_AT + 605)
    keep_track([*rest, *ride, *slip, *make_trace(REST, 30, device=TABLET, place=(52.6, 13.5))])

    found = summarise_track(OWN, TODAY, device=None)

    assert list(found) == [PHONE, TABLET]
    assert [stop.began_at for stop in found[PHONE].stops] == [STARTS_AT]
    assert found[PHONE].distance_metres == pytest.approx(6 * 1_190, rel=0.2)
    assert (len(found[TABLET].stops), found[TABLET].distance_metres) == (1, 0)
    assert list(summarise_track(OWN, TODAY, device=TABLET)) == [TABLET]


def test_more_than_can_be_summed_up_at_once_is_refused() -> None:
    per_bucket = 8_000
    for number in range(3):
        starts_at = STARTS_AT - STARTS_AT % BUCKET_SECONDS + number * BUCKET_SECONDS
        keep_track(Ping(at=starts_at + place % 900, device=f"dev_{place // 900}") for place in range(per_bucket))
    assert 3 * per_bucket > MOST_SUMMARISED

    with pytest.raises(InvalidInput, match="too much"):
        summarise_track(OWN, TODAY, device=None)
