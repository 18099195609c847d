"""Following a batch from a point at which all is known to the next one is following everything, and reads no more."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import LAST_SECOND, CoarseFix, SharingLevel, Signal
from chalicelib.domain.tracking.geofencing.geofence_events import GeofenceEvent, find_events
from chalicelib.domain.tracking.geofencing.geofences import Geofence
from chalicelib.domain.tracking.geofencing.owned_geofences import HOUR, GeofenceSet
from chalicelib.domain.tracking.geofencing.visit_spans import (
    Checkpoint,
    FollowedSpan,
    KnownGeofences,
    ask_span,
    follow_span,
    group_buckets,
    is_followed,
    nothing_known,
)
from chalicelib.domain.tracking.geofencing.visits import GeofenceIndex, follow_signals
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, bucket_start, split_buckets
from chalicelib.domain.tracking.track_reading import ReadBucket, screen_buckets
from tests.support.walks import (
    BEGIN,
    BERLIN,
    beside,
    disturb,
    fence_around,
    fix_at,
    ping_at,
    plan_stays,
    to_owned,
    walk,
)

HOTEL = BERLIN[0]
FAR = beside(HOTEL, 3_000, 0)
DWELLING: dict[str, Any] = {"events": ["enter", "dwell", "exit"], "dwellSeconds": 900}
HOURS = {"zone": "Europe/Berlin", "hours": [{"weekdays": ["monday"], "startsAt": "01:30", "endsAt": "03:15"}]}
FENCES = [
    fence_around(0, HOTEL, **DWELLING),
    fence_around(1, BERLIN[1], 1_500, calendar=HOURS),
    fence_around(2, BERLIN[2]),
    fence_around(3, BERLIN[3], 90),
]


class Follower:
    """All that is known of a person, as it would be stored."""

    def __init__(self, fences: Iterable[Geofence] = FENCES) -> None:
        self.geofences = GeofenceSet(map(to_owned, fences))
        self.known = KnownGeofences(self.geofences, BEGIN)
        self.signals = set[Signal]()
        self.events = set[GeofenceEvent]()
        self.checkpoints = dict[int, Checkpoint]()
        self.read = list[int]()

    def report(self, batch: Iterable[Signal]) -> list[FollowedSpan]:
        """Follow a batch, and say what is other than it was."""
        batch = list(batch)
        self.signals.update(batch)
        return [self._follow(span) for span in group_buckets(batch)]

    def _follow(self, changed: range) -> FollowedSpan:
        before = [at for at in self.checkpoints if at <= changed.start]
        start = self.checkpoints[max(before)] if before else nothing_known(BEGIN - 30 * HOUR, self.known)
        span = follow_span(self._track(start.boundary), self.known, start, changed, self.checkpoints.get)
        self.checkpoints.update((each.boundary, each) for each in span.checkpoints)
        decides = ask_span(span)
        first, last = span.seconds
        decided = {each for each in self.events if decides(each.geofence_id, each.at)}
        assert all(first <= each.at < last for each in decided), "whoever reads these seconds has all of them"
        found = find_events(span.visits, self.geofences.geofences)
        self.events = self.events - decided | {each for each in found if decides(each.geofence_id, each.at)}
        return span

    def _track(self, second: int) -> Iterator[Signal]:
        screened = screen_buckets(self._buckets(second - BUCKET_SECONDS), range(second, LAST_SECOND), LAST_SECOND)
        return (each.signal for each in screened if not each.flags)

    def _buckets(self, second: int) -> Iterator[ReadBucket]:
        for starts_at, found in sorted(split_buckets(self.signals).items()):
            if starts_at >= bucket_start(second):
                self.read.append(starts_at)
                yield ReadBucket(starts_at, found)


def expect(signals: Iterable[Signal], fences: list[Geofence] = FENCES) -> set[GeofenceEvent]:
    buckets = [ReadBucket(start, found) for start, found in sorted(split_buckets(signals).items())]
    screened = screen_buckets(buckets, range(BEGIN - 30 * HOUR, LAST_SECOND), LAST_SECOND)
    visits = follow_signals(GeofenceIndex(fences), (each.signal for each in screened if not each.flags)).visits
    return set(find_events(visits, {each.geofence_id: each for each in fences}))


def day_out(draw: Random) -> list[Signal]:
    places = draw.choices(BERLIN[:4], k=draw.randint(2, 5))
    stays = plan_stays(places, stays=draw.choice([400, 1_800, 6_000]), travels=draw.choice([200, 1_200]))
    signals: list[Signal] = [*walk(stays, draw, every=draw.choice([60, 150, 600]), accuracy=draw.choice([5, 40]))]
    signals += walk(plan_stays(places[:1], stays=9_000), draw, every=1_100, device="tablet")
    return [*signals, *(ping_at(draw.randrange(BEGIN, BEGIN + 20_000)) for _ in range(6))]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([1, 5, 30, 200]), st.booleans())
def test_batches_in_any_order_end_in_what_follows_from_all_at_once(seed: int, size: int, is_shuffled: bool) -> None:
    draw = Random(seed)
    signals = disturb(day_out(draw), draw, dropped=0.1)[: 60 * size]
    if not is_shuffled:
        signals.sort(key=lambda each: (each.at + draw.choice([0, 0, 0, 5_000]), each.device))
    follower = Follower()

    for start in range(0, len(signals), size):
        follower.report(signals[start : start + size])

    assert follower.events == expect(signals)


def test_a_batch_of_now_is_followed_from_the_last_checkpoint() -> None:
    follower = Follower()
    on_the_way = [fix_at(beside(FAR, at / 10, 0), BEGIN + at) for at in range(0, 10 * HOUR, 60)]
    follower.report(on_the_way[:-1])
    follower.read.clear()

    [span] = follower.report(on_the_way[-1:])

    assert span.start.boundary == BEGIN + 9 * HOUR
    assert span.end is None
    assert len(follower.read) <= 5


def test_a_late_point_is_followed_until_it_makes_no_difference() -> None:
    follower = Follower()
    staying = [fix_at(HOTEL, BEGIN + at) for at in range(0, 20 * HOUR, 60)]
    follower.report(staying)
    follower.read.clear()

    [span] = follower.report([fix_at(beside(HOTEL, 10, 0), BEGIN + 5 * HOUR + 30)])

    assert (span.start.boundary, span.checkpoints) == (BEGIN + 4 * HOUR, ())
    assert span.end is not None
    assert span.end.boundary == BEGIN + 6 * HOUR
    assert len(follower.read) < 16


def test_what_a_late_point_changes_is_followed_as_far_as_it_does() -> None:
    follower = Follower()
    arriving = fix_at(HOTEL, BEGIN + HOUR)
    staying = [fix_at(HOTEL, BEGIN + at) for at in range(2 * HOUR, 6 * HOUR, 300)]
    leaving = [fix_at(FAR, BEGIN + at) for at in range(6 * HOUR, 9 * HOUR, 300)]
    follower.report([*staying, *leaving])

    [span] = follower.report([arriving])

    assert span.end is not None
    assert span.end.boundary == BEGIN + 7 * HOUR
    assert follower.events == expect([arriving, *staying, *leaving])


def test_who_is_inside_for_days_without_a_signal_is_decided_later() -> None:
    follower = Follower()
    follower.report([fix_at(HOTEL, BEGIN), fix_at(HOTEL, BEGIN + 60)])
    follower.report([fix_at(HOTEL, BEGIN + 50 * HOUR)])

    follower.report([fix_at(FAR, BEGIN + HOUR), fix_at(FAR, BEGIN + HOUR + 60)])

    assert follower.events == expect(follower.signals)
    assert {each.kind.value for each in follower.events} == {"enter", "exit"}


def test_what_says_nothing_of_geofences_is_not_followed() -> None:
    city = CoarseFix(at=BEGIN, device="phone", level=SharingLevel.CITY, places=("DE", "Berlin"))
    zone = CoarseFix(at=BEGIN, device="phone", level=SharingLevel.IN_ZONE, places=())

    telling: list[Signal] = [zone, ping_at(BEGIN), fix_at(HOTEL, BEGIN)]
    assert [each for each in (city, *telling) if is_followed(each)] == telling
    assert group_buckets([city]) == []


def test_far_apart_buckets_are_followed_each_by_itself() -> None:
    near, far = ping_at(BEGIN + 1_000), ping_at(BEGIN + 20 * HOUR)

    assert group_buckets([far, near, ping_at(BEGIN)]) == [
        range(BEGIN - BUCKET_SECONDS, BEGIN + 3 * BUCKET_SECONDS),
        range(BEGIN + 20 * HOUR - BUCKET_SECONDS, BEGIN + 20 * HOUR + 2 * BUCKET_SECONDS),
    ]
