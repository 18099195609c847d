"""Signals as a person reads them: in degrees and SI units, and of what is not known nothing."""

from typing import Any

from chalicelib.domain.tracking.fix import CoarseFix, SharingLevel, make_fix, make_ping
from chalicelib.domain.tracking.readable import describe_signal
from tests.support.traces import STARTS_AT


def test_fix_is_described_in_the_units_that_it_came_in() -> None:
    said: dict[str, Any] = {
        "latitude": 52.4736123,
        "longitude": -13.4018,
        "accuracy_metres": 4.2,
        "speed_metres_per_second": 1.25,
    }
    fix = make_fix(device="dev_1", at=STARTS_AT, **said, heading_degrees=271.5, altitude_metres=-3.5)

    assert describe_signal(fix) == {
        "at": "2027-03-03T08:15:30Z", "deviceId": "dev_1", "latitude": 52.4736123, "longitude": -13.4018,
        "accuracyMetres": 4.2, "speedMetresPerSecond": 1.25, "headingDegrees": 271.5, "altitudeMetres": -3.5,
    }  # fmt: skip


def test_what_has_no_coordinates_is_described_without_any() -> None:
    ping = make_ping(device="dev_1", at=STARTS_AT, battery_percent=7)
    coarse = CoarseFix(at=STARTS_AT, device="dev_1", level=SharingLevel.CITY, places=("DE", "Berlin"))

    assert describe_signal(ping) == {
        "at": "2027-03-03T08:15:30Z", "deviceId": "dev_1", "isPing": True, "batteryPercent": 7,
    }  # fmt: skip
    assert describe_signal(coarse) == {
        "at": "2027-03-03T08:15:30Z", "deviceId": "dev_1", "sharingLevel": "city", "places": ["DE", "Berlin"],
    }  # fmt: skip
