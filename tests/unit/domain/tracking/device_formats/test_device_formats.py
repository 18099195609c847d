"""What devices send in every form: what is read of it, and that nothing at all makes a reader fail."""

import json
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.decoding.device_json import parse_device_json
from chalicelib.domain.tracking.device_formats import osmand, own, owntracks, traccar
from chalicelib.domain.tracking.device_formats.decoded import Decoded
from chalicelib.domain.tracking.device_formats.fields import TimeBounds
from chalicelib.domain.tracking.fix import Fix, Ping, Refusal
from chalicelib.errors import BodyTooLarge, InvalidInput

DEVICE = "dev_01JQZX5V9D7R8M3T2K6W4H0YBE"
AT = 1_804_061_730  # 2027-03-03T08:15:30Z
BOUNDS = TimeBounds(AT - 90 * 86_400, AT + 3_600)
TEXT = "2027-03-03T08:15:30Z"
TEGEL = {"at": TEXT, "latitude": 52.5588327, "longitude": 13.2884374}


def from_own(*items: object) -> Decoded:
    return own.decode_fixes(list(items), device=DEVICE, bounds=BOUNDS)


def from_query(**parameters: object) -> Decoded:
    return osmand.decode_parameters(
        {name: [str(value)] for name, value in parameters.items()}, device=DEVICE, bounds=BOUNDS
    )


def from_traccar(body: object) -> Decoded:
    return traccar.decode_locations(traccar.list_locations(body), device=DEVICE, bounds=BOUNDS)


def from_owntracks(body: object) -> Decoded:
    return owntracks.decode_message(body, device=DEVICE, bounds=BOUNDS)


def only(decoded: Decoded) -> Any:
    assert decoded.refused == ()
    (found,) = decoded.reported
    return found


def reason_of(decoded: Decoded) -> tuple[str | None, Refusal]:
    assert decoded.reported == ()
    (refused,) = decoded.refused
    assert refused.detail.endswith(".")
    return refused.field, refused.reason


WHOLE = Fix(
    at=AT,
    device=DEVICE,
    latitude=525588327,
    longitude=132884374,
    accuracy_dm=125,
    speed_cm_s=5144,
    heading_cdeg=9050,
    altitude_dm=371,
    battery=84,
)


def test_every_form_says_the_same_fix() -> None:
    measures = {"accuracyMetres": 12.5, "speedMetresPerSecond": 51.44, "headingDegrees": 90.5, "altitudeMetres": 37.1}
    coordinates = {"latitude": 52.5588327, "longitude": 13.2884374, "accuracy": 12.5, "speed": 51.44, "heading": 90.5}
    location = {"coords": {**coordinates, "altitude": 37.1}, "battery": {"level": 0.84, "is_charging": False}}
    of_query = {"lat": "52.5588327", "lon": "13.2884374", "accuracy": 12.5, "altitude": 37.1, "batt": 84.0}

    assert only(from_own({**TEGEL, **measures, "batteryPercent": 84})) == WHOLE
    assert only(from_query(timestamp=AT, speed=99.9914, bearing=90.5, **of_query)) == WHOLE
    assert only(from_query(timestamp=AT, speedMetresPerSecond=51.44, heading=90.5, **of_query)) == WHOLE
    assert only(from_traccar({"location": {"timestamp": TEXT, **location}, "device_id": "x"})) == WHOLE
    assert (
        only(
            from_owntracks(
                {"_type": "location", "tst": AT, "lat": 52.5588327, "lon": 13.2884374, "acc": 12.5, "vel": 185.184}
                | {"cog": 90.5, "alt": 37.1, "batt": 84, "tid": "ab", "conn": "m", "inregions": ["Home"]}
            )
        )
        == WHOLE
    )


@pytest.mark.parametrize(
    "time",
    [
        str(AT),
        f"{AT}.987",
        f"{AT}987",
        TEXT,
        "2027-03-03T08:15:30.987Z",
        "2027-03-03T09:15:30+01:00",
        "2027-03-03T09:15:30 01:00",  # a plus that nobody escaped
        "2027-03-03T03:45:30-0430",
        "2027-03-03 08:15:30",
    ],
)
def test_times_are_read_as_clients_write_them(time: str) -> None:
    assert only(from_query(lat=1, lon=2, timestamp=time)).at == AT


def test_pings_have_a_time_and_no_place() -> None:
    assert only(from_own({"at": TEXT, "ping": True, "batteryPercent": 7})) == Ping(at=AT, device=DEVICE, battery=7)
    assert only(from_query(timestamp=AT, batt=7)) == Ping(at=AT, device=DEVICE, battery=7)
    assert only(from_own({**TEGEL, "ping": False})).latitude == 525588327


def test_numbers_below_zero_are_what_phones_do_not_know() -> None:
    coordinates = {"latitude": 1.0, "longitude": 2.0, "speed": -1, "heading": -1, "accuracy": -1}
    battery = {"battery": {"level": -1}}

    assert only(from_traccar({"location": {"timestamp": TEXT, "coords": coordinates, **battery}})) == Fix(
        at=AT, device=DEVICE, latitude=10_000_000, longitude=20_000_000
    )


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"latitude": 91}, "latitude", Refusal.INVALID_POSITION),
        ({"latitude": math.nan}, "latitude", Refusal.INVALID_POSITION),
        ({"latitude": "52.5"}, None, None),  # digits are a number, whoever writes them
        ({"latitude": "north"}, "latitude", Refusal.INVALID_POSITION),
        ({"latitude": True}, "latitude", Refusal.INVALID_POSITION),
        ({"latitude": [1, 2]}, "latitude", Refusal.INVALID_POSITION),
        ({"latitude": None}, "latitude", Refusal.INVALID_POSITION),
        ({"longitude": -180.1}, "longitude", Refusal.INVALID_POSITION),
        ({"longitude": 10**400}, "longitude", Refusal.INVALID_POSITION),
        ({"accuracyMetres": math.inf}, "accuracyMetres", Refusal.INVALID_MEASURE),
        ({"speedMetresPerSecond": 1001}, "speedMetresPerSecond", Refusal.INVALID_MEASURE),
        ({"headingDegrees": 361}, "headingDegrees", Refusal.INVALID_MEASURE),
        ({"altitudeMetres": False}, "altitudeMetres", Refusal.INVALID_MEASURE),
        ({"batteryPercent": 101}, "batteryPercent", Refusal.INVALID_MEASURE),
        ({"at": "1970-01-01T00:00:00Z"}, "at", Refusal.TOO_OLD),
        ({"at": "0001-01-01T00:00:00Z"}, "at", Refusal.TOO_OLD),
        ({"at": "9999-12-31T23:59:59Z"}, "at", Refusal.CLOCK_AHEAD),
        ({"at": "9999-12-31T23:59:59-23:59"}, "at", Refusal.CLOCK_AHEAD),
        ({"at": "0001-01-01T00:00:00+23:59"}, "at", Refusal.TOO_OLD),
        ({"at": "2027-02-30T00:00:00Z"}, "at", Refusal.INVALID_TIME),
        ({"at": "2027-03-03T08:15:30"}, "at", Refusal.INVALID_TIME),
        ({"at": AT}, "at", Refusal.INVALID_TIME),
        ({"at": None}, "at", Refusal.INVALID_TIME),
        ({"lattitude": 1}, "lattitude", Refusal.UNREADABLE),
        ({"ping": "yes"}, "ping", Refusal.UNREADABLE),
        ({"ping": True}, "latitude", Refusal.UNREADABLE),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_reason(
    change: dict[str, object], field: str | None, reason: Refusal | None
) -> None:
    decoded = from_own({**TEGEL, **change})

    if reason is None:
        assert only(decoded).latitude == 525_000_000
    else:
        assert reason_of(decoded) == (field, reason)


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"timestamp": ""}, "timestamp", Refusal.INVALID_TIME),
        ({"timestamp": "yesterday"}, "timestamp", Refusal.INVALID_TIME),
        ({"timestamp": "1e99"}, "timestamp", Refusal.INVALID_TIME),
        ({"timestamp": "99999999999"}, "timestamp", Refusal.CLOCK_AHEAD),
        ({"timestamp": "-5"}, "timestamp", Refusal.TOO_OLD),
        ({"lat": ""}, "lat", Refusal.INVALID_POSITION),
        ({"lat": "52,5"}, "lat", Refusal.INVALID_POSITION),
        ({"lon": "nan"}, "lon", Refusal.INVALID_POSITION),
        ({"lon": "١٣"}, "lon", Refusal.INVALID_POSITION),
        ({"valid": "false"}, "valid", Refusal.INVALID_POSITION),
        ({"location": "here"}, "location", Refusal.INVALID_POSITION),
        ({"speed": "fast"}, "speed", Refusal.INVALID_MEASURE),
        ({"bearing": "-inf"}, "bearing", Refusal.INVALID_MEASURE),
    ],
)
def test_parameters_that_cannot_be_are_refused_alike(change: dict[str, str], field: str, reason: Refusal) -> None:
    assert reason_of(from_query(**{"timestamp": AT, "lat": "52.5", "lon": "13.4", **change})) == (field, reason)


def test_a_parameter_that_is_given_twice_is_neither() -> None:
    given = {"timestamp": [str(AT)], "lat": ["1", "2"], "lon": ["3"], "id": ["a", "b"]}

    assert reason_of(osmand.decode_parameters(given, device=DEVICE, bounds=BOUNDS)) == ("lat", Refusal.UNREADABLE)


def test_one_bad_fix_refuses_no_other() -> None:
    decoded = from_own(TEGEL, {**TEGEL, "latitude": 91}, "no fix", {**TEGEL, "longitude": 0})

    assert [each.longitude for each in decoded.reported if isinstance(each, Fix)] == [132884374, 0]
    assert [(each.place, each.field) for each in decoded.refused] == [(1, "latitude"), (2, None)]


def test_what_else_owntracks_sends_is_passed_over() -> None:
    others: list[object] = [{"_type": "lwt", "tst": AT}, {"_type": "encrypted", "data": "x"}, {"_type": ["location"]}]
    for body in [*others, {}, [], None]:
        assert from_owntracks(body) == Decoded(passed_over=1)


def test_json_of_devices_keeps_what_is_no_number_for_its_own_fix() -> None:
    wrong = ("NaN", '1, "latitude": 2', "1e999", "123456789012345678901")
    text = ", ".join(f'{{"latitude": {each}}}' for each in wrong)
    parsed = parse_device_json(f'{{"fixes": [{text}]}}'.encode(), largest=1000)

    assert isinstance(parsed, dict)
    decoded = from_own(*({**TEGEL, **each} for each in parsed["fixes"]))
    assert [(each.place, each.field, each.reason) for each in decoded.refused] == [
        (index, "latitude", Refusal.INVALID_POSITION) for index in range(4)
    ]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just(TEXT) | st.just(AT),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    (
        *("at", "ping", "latitude", "longitude", "accuracyMetres", "batteryPercent", "_type", "tst", "lat", "lon"),
        *("acc", "vel", "cog", "alt", "batt", "timestamp", "coords", "battery", "level", "speed", "heading"),
        *("location", "valid"),
    )
)
FIXES = st.dictionaries(NAMES, ANYTHING, max_size=8)


def in_bounds(decoded: Decoded) -> None:
    for each in decoded.reported:
        assert BOUNDS.earliest <= each.at <= BOUNDS.latest
        if isinstance(each, Fix):
            assert abs(each.latitude) <= 900_000_000
            assert abs(each.longitude) <= 1_800_000_000
    assert all(refused.reason in Refusal and refused.detail for refused in decoded.refused)


@settings(max_examples=50)
@given(st.lists(FIXES | ANYTHING, max_size=3))
def test_any_json_ends_in_fixes_or_reasons(items: list[object]) -> None:
    mended = [{**TEGEL, **each} if isinstance(each, dict) and len(each) < 3 else each for each in items]
    for decoded in (from_own(*items), from_own(*mended)):
        assert len(decoded.reported) + len(decoded.refused) == len(items)
        in_bounds(decoded)
    for item in items:
        in_bounds(from_owntracks(item))
        in_bounds(from_owntracks({"_type": "location", "tst": AT, **item} if isinstance(item, dict) else item))
        in_bounds(from_traccar(item))
        in_bounds(from_traccar({"location": [item, {"timestamp": TEXT, "coords": item, "battery": item}]}))


@settings(max_examples=50)
@given(
    st.dictionaries(
        NAMES | st.text(max_size=5), st.lists(st.text(max_size=8) | st.just("1") | st.just(str(AT)), max_size=2)
    )
)
def test_any_query_ends_in_a_fix_or_a_reason(parameters: Mapping[str, list[str]]) -> None:
    decoded = osmand.decode_parameters({"timestamp": [str(AT)], **parameters}, device=DEVICE, bounds=BOUNDS)

    assert len(decoded.reported) + len(decoded.refused) == 1
    in_bounds(decoded)


@settings(max_examples=50)
@given(st.binary(max_size=40) | FIXES.map(lambda fix: json.dumps(fix).encode()))
def test_any_bytes_are_json_or_refused(raw: bytes) -> None:
    parsed: object = None
    with suppress(InvalidInput, BodyTooLarge):
        parsed = parse_device_json(raw, largest=30)
    in_bounds(from_traccar(parsed))
