"""What of a track is drawn, and as what: its stretches, each of one device and without a break, as GeoJSON, as encoded
polylines or as GPX.

Only what a device measured and nothing is wrong with is drawn; no line leads from one device to another, nor over a
break.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from chalicelib.domain.tracking.exports.geojson import track_feature
from chalicelib.domain.tracking.exports.polyline import Precision, encode_polyline
from chalicelib.domain.tracking.exports.track_formats import (
    EncodedStretch,
    EncodedTrack,
    StretchFeature,
    StretchProperties,
    TrackCollection,
)
from chalicelib.domain.tracking.fix import Fix, sort_track
from chalicelib.domain.tracking.geometry.points import point_of
from chalicelib.domain.tracking.geometry.simplification import simplify_track
from chalicelib.domain.tracking.screening import Screened
from chalicelib.domain.tracking.tracks import split_at_gaps


class Stretch(NamedTuple):
    """What a device measured without a break, in order of time."""

    device: str
    fixes: Sequence[Fix]


def find_stretches(track: Iterable[Screened], tolerance_metres: float | None = None) -> list[Stretch]:
    """Return the stretches of a track, as they began, and of several that began at once by device; simplified, where a
    tolerance is given."""
    by_device = defaultdict[str, list[Fix]](list)
    for signal, flags in track:
        if isinstance(signal, Fix) and not flags:
            by_device[signal.device].append(signal)
    found = [Stretch(device, run) for device, fixes in by_device.items() for run in split_at_gaps(fixes)]
    if tolerance_metres is not None:
        found = [Stretch(device, simplify_track(run, tolerance_metres)) for device, run in found]
    return sorted(found, key=lambda stretch: (stretch.fixes[0].at, stretch.device))


def list_drawn(stretches: Iterable[Stretch]) -> list[Screened]:
    """Return the fixes of stretches, as a track is sorted."""
    return [Screened(fix, frozenset()) for fix in sort_track(fix for each in stretches for fix in each.fixes)]


def to_geojson(stretches: Iterable[Stretch], next_cursor: str | None) -> TrackCollection:
    """Return stretches as GeoJSON."""
    return TrackCollection(features=tuple(map(_feature, stretches)), next_cursor=next_cursor)


def to_polylines(stretches: Iterable[Stretch], precision: Precision, next_cursor: str | None) -> EncodedTrack:
    """Return stretches as encoded polylines of 5 or 6 digits after the point."""
    encoded = (
        EncodedStretch(
            device_id=stretch.device,
            began_at=stretch.fixes[0].moment,
            ended_at=stretch.fixes[-1].moment,
            positions=len(stretch.fixes),
            polyline=encode_polyline(map(point_of, stretch.fixes), precision),
        )
        for stretch in stretches
    )
    return EncodedTrack(precision=precision, stretches=tuple(encoded), next_cursor=next_cursor)


def _feature(stretch: Stretch) -> StretchFeature:
    drawn = track_feature(stretch.fixes)
    if drawn.geometry is None or drawn.bbox is msgspec.UNSET:
        raise ValueError("A stretch has a fix at least.")
    return StretchFeature(
        geometry=drawn.geometry,
        properties=StretchProperties(
            device_id=stretch.device,
            began_at=stretch.fixes[0].moment,
            ended_at=stretch.fixes[-1].moment,
            coordinate_properties=drawn.properties.coordinate_properties,
        ),
        bbox=drawn.bbox,
    )
