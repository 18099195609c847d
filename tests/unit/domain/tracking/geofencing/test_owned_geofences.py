"""Geofences of somebody: from when they count when they are written over, and which are followed in which hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
import pytest

from chalicelib.domain.tracking.geofencing.geofence_shapes import CorridorShape, draw_corridor
from chalicelib.domain.tracking.geofencing.geofences import GeofenceRequest
from chalicelib.domain.tracking.geofencing.owned_geofences import (
    HOUR,
    GeofenceOwner,
    GeofenceSet,
    OwnedGeofence,
    make_owned,
    replace_owned,
)
from chalicelib.domain.tracking.geofencing.visits import SILENT_AFTER
from chalicelib.domain.tracking.geometry.points import point_at
from chalicelib.errors import InvalidInput
from tests.support.walks import BEGIN, BERLIN, LONG_AGO, fence_around, fix_at, to_owned

ID = "gfn_01JQZXC4T6V8X0Z2B4D6F8H0K2"
HOUR_LATER = LONG_AGO + timedelta(hours=1)


def request(shape: Mapping[str, object], name: str = "Place", **more: object) -> GeofenceRequest:
    return msgspec.convert({"name": name, "shape": shape, **more}, GeofenceRequest)


CIRCLE = {"kind": "circle", "latitude": 52.5, "longitude": 13.4, "radiusMetres": 300}
AIRPORT = {"kind": "place", "name": "BER"}


def drawn(at: datetime, number: int = 0) -> OwnedGeofence:
    geofence = msgspec.structs.replace(fence_around(number, BERLIN[number]), counts_from=at)
    return to_owned(geofence)


def test_a_new_name_lets_it_go_on_counting() -> None:
    before = make_owned(ID, request(AIRPORT), None, LONG_AGO)

    after = replace_owned(before, request(AIRPORT, "Airport"), HOUR_LATER)

    assert (after.name, after.counts_from, after.version) == ("Airport", before.counts_from, 2)
    assert after.geofence.area == before.geofence.area
    assert (before.owner, drawn(LONG_AGO).owner) == (GeofenceOwner.COMPANY, GeofenceOwner.PERSON)


@pytest.mark.parametrize(
    "changed",
    [
        request({**CIRCLE, "radiusMetres": 301}),
        request(CIRCLE, exitMarginMetres=10),
        request(CIRCLE, events=["enter"]),
        request(CIRCLE, calendar={"zone": "Europe/Berlin"}),
    ],
)
def test_anything_else_counts_from_then(changed: GeofenceRequest) -> None:
    before = make_owned(ID, request(CIRCLE), "anna", LONG_AGO)

    after = replace_owned(before, changed, HOUR_LATER)

    assert after.geofence.counts_from == HOUR_LATER
    assert (after.created_at, after.updated_at) == (LONG_AGO, HOUR_LATER)


def test_a_trip_is_looked_up_when_it_is_written_over() -> None:
    shape = {"kind": "trip", "tripId": "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0"}
    one, other = (
        CorridorShape(coordinates=((13.4, 52.5), (13.4, latitude)), half_width_metres=20_000) for latitude in (53, 54)
    )
    before = make_owned(ID, request(shape), "anna", LONG_AGO, lambda _: one)

    same = replace_owned(before, request(shape, "Home"), HOUR_LATER, lambda _: one)
    changed = replace_owned(before, request(shape), HOUR_LATER, lambda _: other)

    assert (same.geofence.counts_from, same.name) == (LONG_AGO, "Home")
    assert (changed.geofence.counts_from, changed.geofence.area) == (HOUR_LATER, other)


def test_one_is_followed_from_before_it_counts_and_no_longer() -> None:
    early, late = drawn(datetime.fromtimestamp(BEGIN, LONG_AGO.tzinfo)), drawn(HOUR_LATER, 1)
    geofences = GeofenceSet([early, late])

    assert geofences.owned == [late, early]
    assert early.followed_from % HOUR == 0
    assert early.followed_from <= BEGIN - SILENT_AFTER
    assert set(geofences.index_at(early.followed_from - 1).geofences) == {late.geofence_id}
    assert set(geofences.index_at(early.followed_from).geofences) == set(geofences.by_id)
    assert geofences.latest.zones_of(fix_at(BERLIN[0], BEGIN)) == (early.geofence_id,)
    assert geofences.are_known(early.followed_from, early.counts_from - 1)
    assert not geofences.are_known(early.followed_from + HOUR, early.counts_from - 1)
    assert geofences.are_known(early.followed_from + HOUR, early.counts_from)


def test_a_corridor_keeps_as_many_points_as_it_takes() -> None:
    straight = [point_at(52.5, 13.4 + number / 10_000) for number in range(5_000)]

    corridor = draw_corridor(straight, 1_000, "/shape/through")

    assert 2 <= len(corridor.coordinates) < 20
    assert corridor.coordinates[0] == (13.4, 52.5)
    assert corridor.coordinates[-1] == pytest.approx((13.8999, 52.5))


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ([], "two places"),
        ([point_at(52.5, 13.4)] * 3, "two places"),
        ([point_at(number % 2 * 0.01, number / 1_000) for number in range(700)], "too long"),
    ],
)
def test_a_path_that_makes_no_corridor_is_refused(path: list[tuple[int, int]], detail: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        draw_corridor(path, 20, "/shape/tripId")

    [error] = refused.value.errors
    assert error.pointer == "/shape/tripId"
    assert detail in error.detail


@pytest.mark.parametrize(("user_id", "hours"), [("anna", 7 * 24), (None, 24)])
def test_a_new_one_may_count_from_before(user_id: str | None, hours: int) -> None:
    at = LONG_AGO + timedelta(hours=hours)

    made = make_owned(ID, request(CIRCLE), user_id, at, counts_from=LONG_AGO)

    assert (made.geofence.counts_from, made.defined_at) == (LONG_AGO, at)
    for strange in (LONG_AGO - timedelta(seconds=1), at + timedelta(seconds=1)):
        with pytest.raises(InvalidInput) as refused:
            make_owned(ID, request(CIRCLE), user_id, at, counts_from=strange)
        assert [error.pointer for error in refused.value.errors] == ["/countsFrom"]


def test_what_was_known_before_one_was_defined_is_known_without_it() -> None:
    geofence = msgspec.structs.replace(drawn(LONG_AGO), defined_at=HOUR_LATER)
    geofences = GeofenceSet([geofence])

    assert not geofences.are_known(geofence.counts_from + 10 * HOUR, geofence.counts_from + HOUR - 1)
    assert geofences.are_known(geofence.counts_from + 10 * HOUR, geofence.counts_from + HOUR)
