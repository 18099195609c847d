"""Traces that others recorded, read by ours and by gpxpy."""

from pathlib import Path

import gpxpy
import pytest
from hypothesis import given, settings

from bench.traces import DEEPEST, UnreadableTrace, parse_trace, read_trace
from chalicelib.domain.tracking.exports.gpx import write_gpx
from chalicelib.domain.tracking.fix import Fix
from tests.unit.domain.tracking.track_samples import fixes, walks

HANDHELD = """<?xml version="1.0"?>
<gpx version="1.0" creator="a receiver" xmlns="http://www.topografix.com/GPX/1/0">
<wpt lat="60.1" lon="24.9"><name>Pier</name><time>2026-11-30T08:00:00Z</time></wpt>
<trk><name>Ferry to Suomenlinna</name><trkseg>
<trkpt lat="60.1675001" lon="24.9538"><ele>3.25</ele><time>2026-11-30T08:15:00.750Z</time><course>174.5</course><speed>5.125</speed></trkpt>
<trkpt lat="60.1660" lon="24.9541"><time>2026-11-30T10:15:10+02:00</time></trkpt>
</trkseg><trkseg>
<trkpt lat="60.1479" lon="24.9851"><time>2026-11-30T08:30:00</time></trkpt>
<trkpt lat="160" lon="24.9851"><time>2026-11-30T08:30:10Z</time></trkpt>
<trkpt lon="24.9851"/>
<trkpt lat="60.1479" lon="24.9851"><time>yesterday</time></trkpt>
</trkseg></trk></gpx>"""  # noqa: E501 -- a point a line


@settings(max_examples=15)
@given(fixes(walks(most=10)))
def test_what_we_write_is_read_as_it_was(track: list[Fix]) -> None:
    (stretch,), refused = parse_trace(write_gpx("Helsinki", [track]).encode(), "dev_1")

    kept = ("at", "latitude", "longitude", "accuracy_dm", "speed_cm_s", "heading_cdeg", "altitude_dm")
    assert [[getattr(fix, name) for name in kept] for fix in stretch] == [
        [getattr(fix, name) for name in kept] for fix in track
    ]
    assert refused == 0


def test_a_receivers_file_is_read_as_an_independent_reader_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "ferry.gpx"
    path.write_text(HANDHELD.replace('<trkpt lon="24.9851"/>', "").replace("yesterday", "2026-11-30T08:30:20Z"))
    theirs = gpxpy.parse(path.read_text())

    stretches, refused = read_trace(path)

    points = [point for point in theirs.tracks[0].walk(only_points=True) if abs(point.latitude) <= 90]
    ours = [fix for stretch in stretches for fix in stretch]
    assert [(fix.latitude_degrees, fix.longitude_degrees) for fix in ours] == [
        (point.latitude, point.longitude) for point in points
    ]
    assert [fix.at for fix in ours][:1] == [int(points[0].time.timestamp())] if points[0].time else None
    assert refused == 1


def test_what_is_no_fix_is_counted_and_the_rest_is_read() -> None:
    (ferry, island), refused = parse_trace(HANDHELD.encode())

    assert [(fix.at, fix.latitude, fix.altitude_dm, fix.speed_cm_s, fix.heading_cdeg) for fix in ferry] == [
        (1_796_026_500, 601_675_001, 32, 512, 17_450),
        (1_796_026_510, 601_660_000, None, None, None),
    ]
    assert [fix.at for fix in island] == [1_796_027_400]
    assert refused == 3


def test_a_route_without_times_is_a_point_a_second() -> None:
    route = '<gpx><rte><rtept lat="60.1" lon="24.9"/><rtept lat="60.2" lon="24.9"/></rte></gpx>'

    ((one, other),), _ = parse_trace(route.encode())

    assert other.at == one.at + 1


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('<!DOCTYPE gpx [<!ENTITY a "aaaa">]><gpx>&a;</gpx>', "document type"),
        ("<gpx><trk>", "no XML"),
        ("{}", "no XML"),
        ("<kml/>", "no GPX"),
        ("<gpx>" + "<extensions>" * DEEPEST + "</extensions>" * DEEPEST + "</gpx>", "nested"),
    ],
)
def test_what_is_no_gpx_is_refused(document: str, reason: str) -> None:
    with pytest.raises(UnreadableTrace, match=reason):
        parse_trace(document.encode())
