"""A window of local times: what the clocks of the place show, both ends included."""

from datetime import UTC, datetime

import pytest

from chalicelib.domain.trip_requests.preferences import TimeWindow


@pytest.mark.parametrize(
    ("not_before", "not_after", "is_included"),
    [
        (None, None, True),
        ("09:00", "09:00", True),
        ("09:01", None, False),
        (None, "08:59", False),
        ("08:00", "10:00", True),
        ("10:00", "08:00", False),
    ],
)
def test_both_ends_of_a_window_belong_to_it(not_before: str | None, not_after: str | None, is_included: bool) -> None:
    window = TimeWindow(not_before=not_before, not_after=not_after)

    assert window.includes(datetime(2027, 3, 3, 8, tzinfo=UTC), "Europe/Berlin") is is_included


def test_window_is_of_the_clocks_on_the_spot_when_they_change() -> None:
    nine_to_ten = TimeWindow(not_before="09:00", not_after="10:00")

    assert nine_to_ten.includes(datetime(2027, 3, 27, 8, tzinfo=UTC), "Europe/Berlin")
    assert nine_to_ten.includes(datetime(2027, 3, 28, 8, tzinfo=UTC), "Europe/Berlin")
    assert not nine_to_ten.includes(datetime(2027, 3, 28, 9, tzinfo=UTC), "Europe/Berlin")
