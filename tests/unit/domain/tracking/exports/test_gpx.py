"""GPX, read back by gpxpy."""

from decimal import Decimal
from xml.etree import ElementTree

import gpxpy
import pytest
from gpxpy.gpx import GPXTrackPoint
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.tracking.exports.gpx import EXTENSION, GARMIN, GPX, write_gpx
from chalicelib.domain.tracking.fix import DEGREE, Fix, make_fix
from tests.unit.domain.tracking.track_samples import fixes, points, walks

few = settings(max_examples=25)
FIX = make_fix(device="dev_1", at=1_796_000_000, latitude=-0.0000001, longitude=179.9999999)


def extension_of(point: GPXTrackPoint, namespace: str, name: str) -> str | None:
    found = [element.text for extension in point.extensions for element in extension.iter(f"{{{namespace}}}{name}")]
    return found[0] if found else None


def decimal_of(number: int | None, units: int) -> Decimal | None:
    return None if number is None else Decimal(number) / units


@few
@given(st.lists(fixes(walks(most=6) | st.lists(points, max_size=6)), max_size=3))
def test_an_independent_reader_finds_every_fix_as_it_was(stretches: list[list[Fix]]) -> None:
    read = gpxpy.parse(write_gpx("Helsinki to Tampere", stretches))

    (track,) = read.tracks
    assert [len(each.points) for each in track.segments] == [len(stretch) for stretch in stretches]
    for fix, point in zip((fix for stretch in stretches for fix in stretch), track.walk(only_points=True), strict=True):
        assert (round(point.latitude * DEGREE), round(point.longitude * DEGREE)) == (fix.latitude, fix.longitude)
        assert point.time == fix.moment
        altitude = None if point.elevation is None else round(point.elevation * 10)
        assert altitude == fix.altitude_dm
        for name, number, units in (("speed", fix.speed_cm_s, 100), ("course", fix.heading_cdeg, 100)):
            text = extension_of(point, GARMIN, name)
            assert (None if text is None else Decimal(text)) == decimal_of(number, units)
        accuracy = extension_of(point, EXTENSION, "accuracyMetres")
        assert (None if accuracy is None else Decimal(accuracy)) == decimal_of(fix.accuracy_dm, 10)


@few
@given(st.text("aé東 &<>]'\"\x00\x0b\x1f\ud800\ufffe\U0001f6eb", max_size=30))
def test_any_name_is_well_formed(name: str) -> None:
    root = ElementTree.fromstring(write_gpx(name, [[FIX]]).encode("utf-8", "surrogatepass"))  # noqa: S314 -- our own

    written = root.findtext(f"{{{GPX}}}metadata/{{{GPX}}}name") or ""
    readable = all(letter.isprintable() for letter in name)
    assert written == name if readable else len(written) == len(name)


def test_the_elements_follow_the_order_of_the_schema() -> None:
    fix = make_fix(
        device="dev_1", at=1_796_000_000, latitude=60.1699, longitude=24.9384, accuracy_metres=12,
        speed_metres_per_second=0, heading_degrees=360, altitude_metres=-0.5,
    )  # fmt: skip

    text = write_gpx("A & <B>", [[fix]])

    assert "<name>A &amp; &lt;B&gt;</name>" in text
    assert (
        '<trkpt lat="60.1699000" lon="24.9384000"><ele>-0.5</ele><time>2026-11-30T00:53:20Z</time><extensions>'
        "<garmin:TrackPointExtension><garmin:speed>0.00</garmin:speed><garmin:course>0.00</garmin:course>"
        "</garmin:TrackPointExtension><sojourn:accuracyMetres>12.0</sojourn:accuracyMetres></extensions></trkpt>\n"
    ) in text


def test_small_and_large_coordinates_are_written_without_an_exponent() -> None:
    assert '<trkpt lat="-0.0000001" lon="179.9999999">' in write_gpx("Fiji", [[FIX]])


@pytest.mark.parametrize("stretches", [[], [[]]])
def test_a_track_without_fixes_is_a_document_still(stretches: list[list[Fix]]) -> None:
    assert list(gpxpy.parse(write_gpx("Nowhere", stretches)).tracks[0].walk()) == []
