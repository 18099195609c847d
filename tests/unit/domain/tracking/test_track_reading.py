"""A track is the same in whatever pieces it is read, and from whatever place it goes on."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

import msgspec
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Fix, Signal, order_of, sort_track
from chalicelib.domain.tracking.packing import BUCKET_SECONDS, pack, split_buckets, unpack
from chalicelib.domain.tracking.screening import Flag, Screened, screen_track
from chalicelib.domain.tracking.track_reading import ReadBucket, keep_sound_of, place_track, screen_buckets, widen
from tests.support.traces import RIDE, STARTS_AT, any_signal, any_trace, make_trace

ALL = range(STARTS_AT - 10_000, STARTS_AT + 100_000)
AS_OF = ALL.stop

crowded = st.lists(any_signal(st.integers(STARTS_AT, STARTS_AT + 3 * BUCKET_SECONDS)), max_size=40)
tracks = any_trace() | crowded


def stored(signals: list[Signal]) -> dict[int, bytes]:
    """What is stored of a set of signals."""
    return {start: pack(each) for start, each in split_buckets(signals).items()}


def read(buckets: dict[int, bytes], span: range) -> list[Screened]:
    """What is read of a span, from the buckets of the widened one alone."""
    wide = widen(span)
    touched = [start for start in sorted(buckets) if start < wide.stop and start + BUCKET_SECONDS > wide.start]
    found = [ReadBucket(start, unpack(buckets[start])) for start in touched]
    screened = list(screen_buckets(found, span, AS_OF))
    assert list(keep_sound_of(found, span, AS_OF)) == [each.signal for each in screened if not each.flags]
    return screened


@tuned(max_examples=40)
@given(tracks, st.lists(st.integers(0, 5_000), max_size=4), st.integers(0, 10**6))
def test_a_track_is_the_same_in_whatever_spans_it_is_read_and_in_whatever_order_it_came(
    signals: list[Signal], cuts: list[int], seed: int
) -> None:
    shuffled = [*signals, *signals[::2]]
    Random(seed).shuffle(shuffled)
    ends = [ALL.start, *sorted(STARTS_AT + cut for cut in cuts), ALL.stop]

    whole = read(stored(signals), ALL)
    pieces = [screened for begin, end in pairwise(ends) for screened in read(stored(shuffled), range(begin, end))]

    assert [each.signal for each in whole] == sort_track(signals)
    assert pieces == whole


@tuned(max_examples=40)
@given(tracks, st.sets(st.integers(0, 120), max_size=12))
def test_flags_are_those_that_a_bucket_has_beside_the_one_before_and_the_one_after(
    signals: list[Signal], slips: set[int]
) -> None:
    track = [_turn_over(each) if number in slips else each for number, each in enumerate(signals)]
    buckets = split_buckets(track)

    expected = list[Screened]()
    for start, here in buckets.items():
        near = [*buckets.get(start - BUCKET_SECONDS, []), *here, *buckets.get(start + BUCKET_SECONDS, [])]
        expected += [each for each in screen_track(near, AS_OF) if each.signal in here]

    assert read(stored(track), ALL) == expected


def _turn_over(signal: Signal) -> Signal:
    """Move a fix to the other hemisphere."""
    return msgspec.structs.replace(signal, latitude=-signal.latitude) if isinstance(signal, Fix) else signal


@tuned(max_examples=40)
@given(tracks, st.data())
def test_a_list_that_goes_on_repeats_nothing_and_passes_over_nothing(
    signals: list[Signal], data: st.DataObject
) -> None:
    placed = list(place_track(read(stored(signals), ALL)))
    places = [each.place for each in placed]
    assert places == sorted(set(places))
    if not placed:
        return

    number = data.draw(st.integers(0, len(placed) - 1))
    after = placed[number].place
    rest = place_track(read(stored(signals), range(after.at, ALL.stop)), after)

    assert list(rest) == placed[number + 1 :]


@tuned(max_examples=20)
@given(crowded, crowded, st.data())
def test_what_comes_in_meanwhile_shifts_nothing(signals: list[Signal], late: list[Signal], data: st.DataObject) -> None:
    placed = list(place_track(read(stored(signals), ALL)))
    if not placed:
        return
    after = data.draw(st.sampled_from(placed))
    seconds = {(signal.at, signal.device) for signal in signals}
    new = [signal for signal in late if (signal.at, signal.device) not in seconds]

    rest = place_track(read(stored([*signals, *new]), range(after.place.at, ALL.stop)), after.place)
    shown = {each.screened.signal for each in placed if each.place <= after.place} | {e.screened.signal for e in rest}

    assert set(signals) <= shown
    last = order_of(after.screened.signal)
    assert shown == set(signals) | {signal for signal in new if order_of(signal)[:3] > last[:3]}


def test_a_jump_at_the_end_of_a_span_shows_by_what_comes_after_it() -> None:
    sound = make_trace(RIDE, 200)
    slip = next(each for each in sound if each.at % BUCKET_SECONDS > BUCKET_SECONDS - 30)
    wrong = [each for each in sound if each is not slip]
    wrong.append(make_trace(RIDE, 1, place=(60.0, 20.0), starts_at=slip.at)[0])

    found = read(stored(wrong), range(ALL.start, slip.at + 1))

    assert [each.signal.at for each in found if each.flags] == [slip.at]
    assert found[-1].flags == {Flag.JUMP}


def test_buckets_are_come_to_one_after_the_other_and_no_further_than_needed() -> None:
    buckets = stored(make_trace(RIDE, 1_000))
    starts = sorted(buckets)
    come_to: list[int] = []

    def read_buckets() -> Iterator[ReadBucket]:
        for start in starts:
            come_to.append(start)
            yield ReadBucket(start, unpack(buckets[start]))

    track = screen_buckets(read_buckets(), ALL, AS_OF)
    first = next(track)

    assert first.signal.at == STARTS_AT
    assert come_to == starts[:2]


def test_a_span_is_widened_by_a_bucket_at_either_end_unless_it_is_empty() -> None:
    assert widen(range(9_000, 9_060)) == range(8_100, 9_960)
    assert widen(range(5, 5)) == range(5, 5)
