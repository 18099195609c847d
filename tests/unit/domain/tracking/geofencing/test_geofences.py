import re
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.domain.tracking.fix import DEGREE
from chalicelib.domain.tracking.geofencing.geofence_shapes import (
    AIRPORT_RADIUS,
    CITY_RADIUS,
    LEAST_HALF_WIDTH,
    LEAST_RADIUS,
    MOST_CORNERS,
    MOST_HALF_WIDTH,
    MOST_PATH_POINTS,
    MOST_RADIUS,
    MOST_RINGS,
    build_shape,
    shape_errors_in,
)
from chalicelib.domain.tracking.geofencing.geofences import MOST_GEOFENCES, Geofence, GeofenceRequest, make_geofence
from chalicelib.domain.tracking.geofencing.presence import ACCURATE, SETTLED_AFTER, UNKNOWN_ACCURACY
from chalicelib.domain.tracking.geofencing.visits import SILENT_AFTER
from chalicelib.errors import AmbiguousRequest, InvalidInput
from infra.package import ROOT

GUIDE = ROOT / "docs" / "tracking-geofences.md"
ID = "gfn_01JQZXC4T6V8X0Z2B4D6F8H0K2"
NOW = datetime(2026, 11, 30, tzinfo=UTC)
# The block of houses around the Reichstag, with its courtyard; and what Fiji draws around itself.
BLOCK = [[13.3745, 52.5180], [13.3780, 52.5180], [13.3780, 52.5195], [13.3745, 52.5195], [13.3745, 52.5180]]
COURT = [[13.3755, 52.5184], [13.3770, 52.5184], [13.3770, 52.5190], [13.3755, 52.5190], [13.3755, 52.5184]]
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
FIJI = [[177.0, -19.5], [-178.0, -19.5], [-178.0, -15.5], [177.0, -15.5]]


def _request(shape: dict[str, Any], **more: Any) -> GeofenceRequest:
    return msgspec.convert({"name": "Office", "shape": shape, **more}, GeofenceRequest)


def _make(shape: dict[str, Any], **more: Any) -> Geofence:
    return make_geofence(ID, _request(shape, **more), NOW)


def _contains(geofence: Geofence, latitude: float, longitude: float) -> bool:
    return build_shape(geofence.area).contains(round(latitude * DEGREE), round(longitude * DEGREE))


def _pointers(shape: dict[str, Any], **more: Any) -> list[str]:
    with pytest.raises(InvalidInput) as refused:
        _make(shape, **more)
    return [error.pointer for error in refused.value.errors]


def _polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"kind": "polygon", "coordinates": list(rings)}


@given(
    st.sampled_from(["polygon", "corridor", "route"]),
    st.lists(st.lists(NUMBERS, min_size=2, max_size=3), min_size=2, max_size=6),
)
@example("polygon", [[1e259, 0.0], [1e305, 1.0], [2.0, 2.0]])
def test_a_shape_of_any_numbers_is_one_or_is_refused_where_it_is_wrong(kind: str, positions: list[list[float]]) -> None:
    shapes: dict[str, dict[str, Any]] = {
        "polygon": {"coordinates": [positions]},
        "corridor": {"coordinates": positions, "halfWidthMetres": 300},
        "route": {"through": positions},
    }
    errors = list(shape_errors_in(_request({"kind": kind, **shapes[kind]}).shape))

    inside = all(-180 <= longitude <= 180 and -90 <= latitude <= 90 for longitude, latitude, *_ in positions)
    assert inside or errors
    assert all(error.pointer.startswith(("/coordinates", "/through")) for error in errors)


def test_a_circle_is_as_it_was_drawn() -> None:
    geofence = _make({"kind": "circle", "latitude": 52.366, "longitude": 13.503, "radiusMetres": 1500})

    assert geofence.area == geofence.request.shape
    assert _contains(geofence, 52.366, 13.503)
    assert not _contains(geofence, 52.38, 13.503)


def test_a_block_of_houses_is_one_without_its_courtyard() -> None:
    geofence = _make(_polygon(BLOCK, COURT))

    assert _contains(geofence, 52.5182, 13.3750)
    assert not _contains(geofence, 52.5187, 13.3760)


def test_islands_on_both_sides_of_the_antimeridian_are_in_one_ring() -> None:
    geofence = _make(_polygon(FIJI))

    assert _contains(geofence, -17.755, 177.443)  # Nadi
    assert _contains(geofence, -16.69, -179.88)  # Matei, on Taveuni
    assert not _contains(geofence, -17.755, 0)


def test_a_ring_around_the_globe_encloses_its_pole() -> None:
    geofence = _make(_polygon([[0, -60], [90, -60], [180, -60], [-90, -60]]))

    assert _contains(geofence, -90, 0)
    assert _contains(geofence, -77.846, 166.676)  # McMurdo Station
    assert not _contains(geofence, -54.8, -68.3)  # Ushuaia


def test_a_motorway_is_a_corridor() -> None:
    geofence = _make(
        {"kind": "corridor", "coordinates": [[13.503, 52.366], [13.29, 52.30], [12.24, 51.42]], "halfWidthMetres": 2000}
    )

    assert _contains(geofence, 52.305, 13.29)
    assert not _contains(geofence, 52.5, 13.29)


@pytest.mark.parametrize(
    ("name", "radius", "inside", "outside"),
    [
        ("BER", None, (52.366, 13.503), (52.52, 13.40)),
        ("Lyon", None, (45.748, 4.847), (46.0, 4.847)),
        ("London Heathrow", 1_000, (51.4706, -0.4619), (51.49, -0.46)),
    ],
)
def test_a_place_that_is_named_is_the_circle_around_it(
    name: str, radius: int | None, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    geofence = _make({"kind": "place", "name": name, "radiusMetres": radius})

    assert _contains(geofence, *inside)
    assert not _contains(geofence, *outside)


def test_a_place_keeps_the_circle_that_it_had() -> None:
    geofence = _make({"kind": "place", "name": "BER"})

    assert msgspec.json.decode(msgspec.json.encode(geofence), type=Geofence).area == geofence.area
    with pytest.raises(ValueError, match="was not"):
        _ = msgspec.structs.replace(geofence, found=None).area


def test_a_name_of_several_places_is_asked_back() -> None:
    with pytest.raises(AmbiguousRequest) as asked:
        _make({"kind": "place", "name": "Portland"})

    assert asked.value.questions[0].field == "shape/name"


def test_a_place_that_nobody_knows_is_refused_where_it_stands() -> None:
    assert _pointers({"kind": "place", "name": "Xyzzyville"}) == ["/shape/name"]


@pytest.mark.parametrize(
    ("shape", "pointers"),
    [
        (_polygon(BLOCK[:2]), ["/shape/coordinates/0"]),
        (_polygon([[13, 52], [13, 52], [13, 52], [13, 52]]), ["/shape/coordinates/0"]),
        (_polygon([[52, 13], [52, 113], [52, 14]]), ["/shape/coordinates/0/1/1"]),
        (_polygon([[13, 52], [193, 52], [13, 53]]), ["/shape/coordinates/0/1/0"]),
        (_polygon([[13, 52], [14, 53], [14, 52], [13, 53]]), ["/shape/coordinates/0"]),
        (_polygon([[13, 52], [14, 52], [15, 52]]), ["/shape/coordinates/0"]),
        (_polygon([[-90, 10], [90, 10], [0, 40]]), ["/shape/coordinates/0"]),
        (_polygon([[0, 10], [120, -10], [-120, 10]]), ["/shape/coordinates/0"]),
        (_polygon(BLOCK, [[[each[0] + 0.002, each[1]] for each in COURT]][0]), ["/shape/coordinates/1"]),
        (_polygon(BLOCK, [[each[0] + 1, each[1]] for each in COURT]), ["/shape/coordinates/1"]),
        (_polygon(COURT, BLOCK), ["/shape/coordinates/1"]),
        (_polygon(BLOCK, COURT, COURT), ["/shape/coordinates/2"]),
        (_polygon([[number / 1000, 0] for number in range(900)], [[1, 1]] * 200), ["/shape/coordinates"]),
        (
            {"kind": "corridor", "coordinates": [[13, 52], [13, 52]], "halfWidthMetres": 50},
            ["/shape/coordinates"],
        ),
        (
            {"kind": "corridor", "coordinates": [[13, 52], [-170, 100]], "halfWidthMetres": 50},
            ["/shape/coordinates/1/1"],
        ),
        (
            {"kind": "corridor", "coordinates": [[13, 52], [151, -33]], "halfWidthMetres": 20},
            ["/shape/coordinates"],
        ),
    ],
)
def test_what_is_wrong_with_a_shape_is_pointed_at(shape: dict[str, Any], pointers: list[str]) -> None:
    assert _pointers(shape) == pointers


@pytest.mark.parametrize(
    ("more", "pointers"),
    [
        ({"events": ["dwell"]}, ["/dwellSeconds"]),
        ({"dwellSeconds": 600}, ["/events"]),
        ({"events": ["enter", "enter"]}, ["/events"]),
        ({"calendar": {"zone": "Atlantis"}}, ["/calendar/zone"]),
    ],
)
def test_what_is_wrong_beside_the_shape_is_pointed_at(more: dict[str, Any], pointers: list[str]) -> None:
    circle = {"kind": "circle", "latitude": 0, "longitude": 0, "radiusMetres": 50}

    assert _pointers(circle, **more) == pointers


@pytest.mark.parametrize(
    "shape",
    [
        {"kind": "circle", "latitude": 91, "longitude": 0, "radiusMetres": 50},
        {"kind": "circle", "latitude": 0, "longitude": 0, "radiusMetres": 5},
        {"kind": "circle", "latitude": 0, "longitude": 0, "radiusMetres": 600_000},
        {"kind": "square", "latitude": 0, "longitude": 0},
        {"kind": "polygon", "coordinates": [[[1, 2, 3, 4]]]},
        {"kind": "polygon", "coordinates": []},
        {"kind": "corridor", "coordinates": [[1, 2]], "halfWidthMetres": 50},
    ],
)
def test_what_the_schema_says_is_refused_by_it(shape: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _request(shape)


def test_the_example_of_the_guide_is_a_geofence() -> None:
    [example] = re.findall(r"```json\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)

    geofence = make_geofence(ID, msgspec.json.decode(example, type=GeofenceRequest), NOW)

    assert _contains(geofence, 52.366, 13.503)


def test_the_guide_says_what_the_limits_are() -> None:
    guide = GUIDE.read_text("utf-8")

    assert f"{MOST_CORNERS:,} corners, {MOST_RINGS} rings" in guide
    assert f"{MOST_PATH_POINTS} points; {LEAST_HALF_WIDTH} m to {MOST_HALF_WIDTH // 1000} km" in guide
    assert f"{LEAST_RADIUS} m to {MOST_RADIUS // 1000} km" in guide
    assert f"{AIRPORT_RADIUS // 1000} km around an airport and {CITY_RADIUS // 1000} km around a city" in guide
    assert f"positions {SETTLED_AFTER} seconds apart" in guide
    assert f"less accurate than {ACCURATE:.0f} metres" in guide
    assert f"accurate to {UNKNOWN_ACCURACY:.0f} metres" in guide
    assert SILENT_AFTER == 2 * 3600


def test_a_geofence_is_what_it_was_when_it_is_read_again() -> None:
    geofence = _make(
        _polygon(BLOCK, COURT),
        calendar={"zone": "Europe/Berlin", "hours": [{"weekdays": ["monday"], "startsAt": "08:00", "endsAt": "18:00"}]},
        events=["enter", "dwell"],
        dwellSeconds=900,
    )

    assert msgspec.json.decode(msgspec.json.encode(geofence), type=Geofence) == geofence
    assert MOST_GEOFENCES >= 300
