"""Encoded polylines, against the `polyline` package."""

import polyline as independent
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.exports.polyline import Precision, decode_polyline, encode_polyline
from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geometry.points import Point
from chalicelib.errors import InvalidInput
from tests.unit.domain.tracking.track_samples import points

precisions = st.sampled_from([5, 6])
few = settings(max_examples=60)


def in_degrees(track: list[Point]) -> list[tuple[float, float]]:
    return [(latitude / DEGREE, longitude / DEGREE) for latitude, longitude in track]


def test_the_format_is_the_published_one() -> None:
    published = [(385000000, -1202000000), (407000000, -1209500000), (432520000, -1264530000)]

    assert encode_polyline(published) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@"
    assert decode_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == tuple(published)


@few
@given(st.lists(points, max_size=30), precisions)
def test_an_independent_decoder_reads_every_point_to_half_a_unit_of_the_last_digit(
    track: list[Point], precision: Precision
) -> None:
    unit = DEGREE // 10**precision

    read = independent.decode(encode_polyline(track, precision), precision)

    assert len(read) == len(track)
    for point, (latitude, longitude) in zip(track, read, strict=True):
        assert abs(round(latitude * DEGREE) - point[0]) <= unit // 2
        assert abs(round(longitude * DEGREE) - point[1]) <= unit // 2


@few
@given(st.lists(points, min_size=1, max_size=30), precisions)
def test_what_needs_no_rounding_is_written_as_an_independent_encoder_writes_it(
    track: list[Point], precision: Precision
) -> None:
    unit = DEGREE // 10**precision
    whole = [(latitude // unit * unit, longitude // unit * unit) for latitude, longitude in track]

    text = encode_polyline(whole, precision)

    assert text == independent.encode(in_degrees(whole), precision)
    assert decode_polyline(text, precision) == tuple(whole)


@few
@given(st.text(st.characters(min_codepoint=32, max_codepoint=140), max_size=40), precisions)
def test_any_text_is_a_track_on_the_globe_or_refused(text: str, precision: Precision) -> None:
    try:
        track = decode_polyline(text, precision)
    except InvalidInput:
        return
    assert all(abs(latitude) <= 90 * DEGREE and abs(longitude) <= 180 * DEGREE for latitude, longitude in track)
    assert decode_polyline(encode_polyline(track, precision), precision) == track


def test_no_points_are_no_text() -> None:
    assert encode_polyline([]) == ""
    assert decode_polyline("") == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("_p~iF~ps|", "cut short"),
        ("_p~iF", "no longitude"),
        ("_p~iF ps|U", "Character 5"),
        ("~~~~~~~?", "too long"),
        ("_izlhA~rlgdF_{geC", "off the globe"),
    ],
)
def test_a_refusal_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        decode_polyline(text)
