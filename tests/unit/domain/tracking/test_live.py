"""What a live feed sends at once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import Ping, Signal
from chalicelib.domain.tracking.live import split_seconds

SECONDS = st.lists(st.integers(0, 6), max_size=12).map(sorted)


@given(SECONDS, st.integers(1, 4))
def test_parts_of_a_track_are_all_of_it_and_no_second_is_in_two(seconds: list[int], most: int) -> None:
    track: list[Signal] = [Ping(at=at, device=f"dev_{number}") for number, at in enumerate(seconds)]

    parts = list(split_seconds(track, most))

    assert [each for part in parts for each in part] == track
    assert all(one[-1].at < other[0].at for one, other in pairwise(parts))
    assert all(len(part) <= most or len({each.at for each in part}) == 1 for part in parts)
    assert all(len(one) + sum(each.at == other[0].at for each in other) > most for one, other in pairwise(parts))
