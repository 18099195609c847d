"""What is drawn of a track: what a device measured, and no line where nobody knows how somebody came."""

from itertools import pairwise

import msgspec
import polyline
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st
from shapely.geometry import shape

from chalicelib.domain.tracking.exports.geojson import PointGeometry
from chalicelib.domain.tracking.exports.track_exports import find_stretches, list_drawn, to_geojson, to_polylines
from chalicelib.domain.tracking.fix import DEGREE, Fix, Signal, sort_track
from chalicelib.domain.tracking.screening import Screened, screen_track
from chalicelib.domain.tracking.tracks import LONGEST_BREAK
from tests.support.traces import PHONE, RIDE, STARTS_AT, TABLET, any_trace, make_trace

AS_OF = STARTS_AT + 10**7


def screened(signals: list[Signal]) -> list[Screened]:
    return screen_track(signals, AS_OF)


@tuned(max_examples=30)
@given(any_trace())
def test_every_sound_fix_is_drawn_once_in_a_stretch_of_its_device(signals: list[Signal]) -> None:
    track = screened(signals)
    stretches = find_stretches(track)
    sound = [each.signal for each in track if isinstance(each.signal, Fix) and not each.flags]

    assert [each.signal for each in list_drawn(stretches)] == sound
    for stretch in stretches:
        assert {fix.device for fix in stretch.fixes} == {stretch.device}
        assert all(b.at - a.at <= LONGEST_BREAK for a, b in pairwise(stretch.fixes))


@tuned(max_examples=30)
@given(any_trace(), st.sampled_from([None, 0.0, 5.0, 500.0]))
def test_all_formats_say_the_same_positions(signals: list[Signal], tolerance: float | None) -> None:
    stretches = find_stretches(screened(signals), tolerance)
    drawn, five, six = to_geojson(stretches, None), to_polylines(stretches, 5, None), to_polylines(stretches, 6, None)

    for stretch, feature, coarse, fine in zip(stretches, drawn.features, five.stretches, six.stretches, strict=True):
        places = [(fix.latitude / DEGREE, fix.longitude / DEGREE) for fix in stretch.fixes]
        for line, precision in ((coarse, 5), (fine, 6)):
            decoded = polyline.decode(line.polyline, precision)
            assert line.positions == len(decoded) == len(places)
            half = 0.5000001 * 10**-precision
            assert all(
                abs(here - there) <= half
                for point, place in zip(decoded, places, strict=True)
                for here, there in zip(point, place, strict=True)
            )
        geometry = msgspec.to_builtins(feature.geometry)
        assert shape(geometry).is_valid
        if geometry["type"] == "LineString":
            assert [tuple(reversed(point)) for point in geometry["coordinates"]] == places
        assert (feature.properties.began_at, feature.properties.ended_at) == (coarse.began_at, fine.ended_at)


def test_no_line_leads_from_one_device_to_another_nor_over_a_break() -> None:
    phone = make_trace(RIDE, 30)
    later = make_trace(RIDE, 30, starts_at=STARTS_AT + 300 + LONGEST_BREAK + 60)
    tablet = make_trace(RIDE, 10, device=TABLET, place=(52.5, 13.5))

    found = find_stretches(screened([*later, *tablet, *phone]))

    assert [(each.device, len(each.fixes)) for each in found] == [(PHONE, 30), (TABLET, 10), (PHONE, 30)]


def test_what_is_flagged_and_what_is_no_fix_is_not_drawn() -> None:
    sound = make_trace(RIDE, 30)
    island = make_trace(RIDE, 1, place=(0.0, 0.0), starts_at=STARTS_AT + 3)

    assert list_drawn(find_stretches(screened([*sound, *island]))) == screened(sound)


def test_a_tolerance_leaves_out_what_the_line_needs_not() -> None:
    track = screened(make_trace(RIDE, 400))
    exact, near, rough = (find_stretches(track, tolerance) for tolerance in (None, 5.0, 200.0))

    assert len(exact[0].fixes) > 2 * len(near[0].fixes) > 4 * len(rough[0].fixes)
    assert {each[0].fixes[0] for each in (exact, near, rough)} == {exact[0].fixes[0]}
    assert {each[0].fixes[-1] for each in (exact, near, rough)} == {exact[0].fixes[-1]}


def test_a_single_position_is_a_point_and_nothing_is_no_feature() -> None:
    one = find_stretches(screened(make_trace(RIDE, 1)))

    assert isinstance(to_geojson(one, "more").features[0].geometry, PointGeometry)
    assert to_geojson(one, "more").next_cursor == "more"
    assert to_geojson([], None).features == ()
    assert to_polylines([], 5, None).stretches == ()


def test_stretches_do_not_depend_on_the_order_in_which_signals_came() -> None:
    signals = [*make_trace(RIDE, 50, pings=0.2), *make_trace(RIDE, 50, device=TABLET)]

    assert find_stretches(screened(signals[::-1])) == find_stretches(screened(sort_track(signals)))
