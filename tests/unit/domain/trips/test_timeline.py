"""The timeline: local times, and what does not fit together, for trips as people really make them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chalicelib.domain.trips.item import Item, ItemKind, ItemStatus
from chalicelib.domain.trips.itinerary import items_of
from chalicelib.domain.trips.timeline import MOST_CONFLICTS, ConflictKind, Timeline, timeline_of
from chalicelib.domain.trips.trip import Trip, TripStatus, trip_of
from tests.support.booked_samples import NOW, ordered

BERLIN, LONDON, TOKYO = "Europe/Berlin", "Europe/London", "Asia/Tokyo"


def at(text: str) -> datetime:
    """A moment of December 2026, `"01 06:15"`, in UTC."""
    return datetime.strptime(f"2026-12-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def item(kind: str, name: str, starts: str | None, ends: str | None = None, *zones: str, **changes: Any) -> Item:
    usual: dict[str, Any] = {
        "item_id": name,
        "user_id": "anna",
        "kind": ItemKind(kind),
        "name": name,
        "starts_at": at(starts) if starts else None,
        "ends_at": at(ends) if ends else None,
        "start_timezone": zones[0] if zones else LONDON,
        "end_timezone": zones[-1] if zones else LONDON,
        "created_at": NOW,
        "updated_at": NOW,
        "created_by": "anna",
    }
    return Item(**(usual | changes))


def trip(starts: str = "01 06:00", ends: str = "03 20:00") -> Trip:
    return Trip(
        trip_id="trp_1",
        traveller_id="anna",
        name="London",
        status=TripStatus.PLANNED,
        starts_at=at(starts),
        ends_at=at(ends),
        created_at=NOW,
        updated_at=NOW,
        created_by="anna",
    )


OUTBOUND = item("flight", "out", "01 06:15", "01 08:10", BERLIN, LONDON)
HOTEL = item("stay", "hotel", "01 15:00", "03 11:00")
INBOUND = item("flight", "back", "03 17:00", "03 18:50", LONDON, BERLIN)


def conflict_kinds(timeline: Timeline) -> list[tuple[ConflictKind, tuple[str, ...]]]:
    return [(conflict.kind, conflict.item_ids) for conflict in timeline.conflicts]


def test_a_trip_that_fits_has_nothing_to_say() -> None:
    timeline = timeline_of(trip(), (HOTEL, INBOUND, OUTBOUND))

    assert [entry.item_id for entry in timeline.entries] == ["out", "hotel", "back"]
    assert timeline.conflicts == ()


def test_what_was_bought_fits_together() -> None:
    booking = ordered()
    bought = trip_of(booking, "trp_1", NOW)
    numbered = (f"itm_{number}" for number in range(9))

    timeline = timeline_of(bought, items_of(booking, bought, NOW, new_id=numbered.__next__))

    assert len(timeline.entries) >= 2
    assert timeline.conflicts == ()


def test_times_are_those_on_the_wall_there() -> None:
    out = timeline_of(trip(), (OUTBOUND,)).entries[0]

    assert out.ends is not None
    assert (out.starts.local, out.ends.local) == ("2026-12-01T07:15:00+01:00", "2026-12-01T08:10:00+00:00")
    assert (out.starts.timezone, out.ends.timezone, out.duration_minutes) == (BERLIN, LONDON, 115)


def test_undated_items_are_named_and_cancelled_ones_judge_nothing() -> None:
    rival = item("stay", "rival", "01 15:00", "03 11:00", status=ItemStatus.CANCELLED)

    timeline = timeline_of(trip(), (OUTBOUND, HOTEL, rival, INBOUND, item("note", "visa", None)))

    assert timeline.undated == ("visa",)
    assert len(timeline.entries) == 4
    assert timeline.conflicts == ()


@pytest.mark.parametrize(
    ("kind", "starts", "expected"),
    [
        ("meeting", "01 08:09", ConflictKind.OVERLAP),
        ("meeting", "01 08:10", ConflictKind.SHORT_CONNECTION),
        ("meeting", "01 08:30", None),
        ("ride", "01 08:29", ConflictKind.SHORT_CONNECTION),
        ("flight", "01 08:54", ConflictKind.SHORT_CONNECTION),
        ("flight", "01 08:55", None),
    ],
)
def test_after_a_flight_comes_time_to_disembark(kind: str, starts: str, expected: ConflictKind | None) -> None:
    after = item(kind, "after", starts, "01 10:00")

    found = conflict_kinds(timeline_of(trip(), (OUTBOUND, after, HOTEL, INBOUND)))

    assert found == ([(expected, ("out", "after"))] if expected else [])


def test_stays_overlap_by_nights_not_by_hours() -> None:
    early_out = item("stay", "first", "01 15:00", "02 12:00")
    same_day = item("stay", "second", "02 10:00", "03 11:00")
    too_soon = item("stay", "third", "01 20:00", "03 11:00")

    assert conflict_kinds(timeline_of(trip(), (OUTBOUND, early_out, same_day, INBOUND))) == []
    assert conflict_kinds(timeline_of(trip(), (OUTBOUND, early_out, too_soon, INBOUND))) == [
        (ConflictKind.OVERLAPPING_STAYS, ("first", "third"))
    ]


def test_every_night_away_needs_a_bed() -> None:
    one_night = item("stay", "hotel", "01 15:00", "02 11:00")

    found = timeline_of(trip(), (OUTBOUND, one_night, INBOUND)).conflicts

    assert [(conflict.kind, conflict.night) for conflict in found] == [(ConflictKind.MISSING_STAY, date(2026, 12, 2))]
    assert "2026-12-02" in found[0].detail


def test_the_last_night_counts_where_no_return_is_known() -> None:
    taxi = item("ride", "taxi", "01 08:40", "01 09:20")

    found = timeline_of(trip(), (OUTBOUND, taxi)).conflicts

    assert [conflict.night for conflict in found] == [date(2026, 12, 1), date(2026, 12, 2)]


def test_who_sits_in_a_plane_over_night_needs_no_bed_and_the_night_is_that_of_the_place() -> None:
    over_night = item("flight", "to Tokyo", "01 11:00", "02 01:00", BERLIN, TOKYO)
    home = item("flight", "home", "04 02:00", "04 16:00", TOKYO, BERLIN)

    without = timeline_of(trip("01 10:00", "04 17:00"), (over_night, home)).conflicts
    hotel = item("stay", "hotel", "02 06:00", "04 00:00", TOKYO)
    within = timeline_of(trip("01 10:00", "04 17:00"), (over_night, hotel, home)).conflicts

    assert [conflict.night for conflict in without] == [date(2026, 12, 2), date(2026, 12, 3)]
    assert within == ()


def test_what_lies_outside_the_trip_is_said() -> None:
    assert conflict_kinds(timeline_of(trip("01 07:00", "03 20:00"), (OUTBOUND, HOTEL, INBOUND))) == [
        (ConflictKind.OUTSIDE_TRIP, ("out",))
    ]


def test_a_trip_without_items_says_nothing() -> None:
    assert timeline_of(trip(), ()).conflicts == ()


def test_findings_end_somewhere() -> None:
    whole = Trip(
        **{**{f: getattr(trip(), f) for f in Trip.__struct_fields__}, "ends_at": datetime(2027, 12, 1, tzinfo=UTC)}
    )
    stays = [item("stay", f"hotel {number}", "01 15:00", "03 11:00") for number in range(200)]

    assert len(timeline_of(whole, stays).conflicts) == MOST_CONFLICTS


CAR = item("car", "car", "01 09:00", "03 16:00")


def test_a_car_waits_while_its_driver_flies_meets_and_sleeps() -> None:
    early = item("car", "car", "01 05:00", "03 20:00", BERLIN)
    meeting = item("meeting", "meeting", "02 09:00", "02 11:00")

    for car in (CAR, early):
        whole = trip("01 05:00", "03 20:00")
        assert timeline_of(whole, (OUTBOUND, car, HOTEL, meeting, INBOUND)).conflicts == ()


def test_a_car_is_no_bed() -> None:
    found = timeline_of(trip(), (OUTBOUND, CAR, INBOUND)).conflicts

    assert [conflict.night for conflict in found] == [date(2026, 12, 1), date(2026, 12, 2)]


def test_where_the_driver_of_a_car_sleeps_is_not_said_by_the_car() -> None:
    long = item("car", "car", "01 06:00", "05 20:00", BERLIN)
    night = item("stay", "hotel", "02 15:00", "03 11:00", BERLIN)

    assert timeline_of(trip("01 06:00", "05 20:00"), (long,)).conflicts == ()
    assert timeline_of(trip("01 06:00", "05 20:00"), (long, night)).conflicts == ()


def test_a_car_that_is_dropped_off_in_another_zone_leads_there() -> None:
    across = item("car", "car", "01 09:00", "02 18:00", LONDON, "Europe/Paris")
    london = item("stay", "first", "01 15:00", "02 11:00")
    paris = item("stay", "second", "02 18:30", "03 10:00", "Europe/Paris")
    back = item("rail", "back", "03 17:00", "03 20:00", "Europe/Paris", BERLIN)

    assert timeline_of(trip(), (OUTBOUND, across, london, paris, back)).conflicts == ()
    assert [each.night for each in timeline_of(trip(), (OUTBOUND, across, london, back)).conflicts] == [
        date(2026, 12, 2)
    ]


def test_who_travels_through_the_night_by_train_needs_no_bed() -> None:
    night_train = item("rail", "NJ 402", "01 20:30", "02 07:30", BERLIN, "Europe/Vienna", origin="Berlin Hbf")
    back = item("rail", "NJ 403", "02 20:30", "03 07:30", "Europe/Vienna", BERLIN, destination="Berlin Hbf")

    assert timeline_of(trip(), (night_train, back)).conflicts == ()


def test_who_is_at_home_between_two_journeys_needs_no_bed() -> None:
    there = item("flight", "out", "01 06:15", "01 08:10", BERLIN, LONDON, origin="BER", destination="LHR")
    home = item("flight", "home", "01 18:00", "01 19:50", LONDON, BERLIN, origin="LHR", destination="BER")
    again = item("flight", "again", "03 06:00", "03 07:00", BERLIN, BERLIN, origin="BER", destination="MUC")
    back = item("flight", "back", "03 17:00", "03 18:00", BERLIN, BERLIN, origin="MUC", destination="BER")
    elsewhere = item("flight", "on", "01 18:00", "01 19:50", LONDON, BERLIN, origin="LHR", destination="MUC")

    assert timeline_of(trip(), (there, home, again, back)).conflicts == ()
    assert [each.night for each in timeline_of(trip(), (there, elsewhere, back)).conflicts] == [
        date(2026, 12, 1),
        date(2026, 12, 2),
    ]
