"""Positions are kept on trips, with consent, and never more exactly than anybody wants; checked for any trips, consents
and clocks."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.privacy.consents import Consent
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.preferences import QuietHours
from chalicelib.domain.tracking.windows import (
    Interval,
    changes_of,
    coarse_before,
    consent_at,
    consents_of,
    least,
    level_at,
    window_at,
    windows_of,
    zones_at,
)
from chalicelib.domain.trips.trip import Trip, TripStatus
from tests.unit.domain.tracking.windows_samples import (
    COMPANY,
    HOUR,
    NOW,
    ZONES,
    decision,
    grounds,
    histories,
    item,
    made_trips,
    moments,
    quiet_hours,
    trip,
)

EXACT, IN_ZONE, CITY, COUNTRY = SharingLevel
TWO_YEARS = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
UNDER_WAY = trip(NOW - 10 * HOUR, NOW + 10 * HOUR)


@pytest.mark.parametrize(
    ("levels", "lesser"),
    [
        ((EXACT, EXACT), EXACT),
        ((EXACT, IN_ZONE), IN_ZONE),
        ((EXACT, CITY), CITY),
        ((CITY, COUNTRY), COUNTRY),
        ((IN_ZONE, CITY), None),  # one says nothing outside of zones, the other nothing of zones
        ((IN_ZONE, COUNTRY), None),
        ((EXACT, None), None),
        ((), None),
    ],
)
def test_the_lesser_of_two_levels_shows_what_both_show(
    levels: tuple[SharingLevel | None, ...], lesser: SharingLevel | None
) -> None:
    assert least(*levels) is least(*reversed(levels)) is lesser


def test_no_order_of_levels_shows_more() -> None:
    for one, other, third in product(SharingLevel, repeat=3):
        assert least(least(one, other), third) is least(one, least(other, third)) is least(one, other, third)


def test_a_window_opens_before_the_departure_and_closes_after_the_arrival() -> None:
    here = grounds(trip(NOW, NOW + HOUR))
    opens, closes = NOW - COMPANY.lead, NOW + HOUR + COMPANY.tail
    second = timedelta(seconds=1)

    shown = {at: level_at(here, at, closes) for at in (opens - second, opens, closes - second, closes)}

    assert list(shown.values()) == [None, EXACT, EXACT, None]


@given(made_trips(), moments())
def test_nothing_is_kept_outside_of_trips(trips: list[Trip], at: datetime) -> None:
    inside = any(each.starts_at - COMPANY.lead <= at < each.ends_at + COMPANY.tail for each in trips)

    level = level_at(grounds(*trips), at, at)

    assert (level is not None) is inside
    assert (window_at(windows_of(trips, "anna", COMPANY), at) is not None) is inside


@pytest.mark.parametrize(
    "changes",
    [
        {"status": TripStatus.CANCELLED},
        {"deleting": True},
        {"traveller_id": "david"},
        {"traveller_id": "david", "requester_id": "anna", "traveller_ids": ("david",)},
    ],
    ids=["cancelled", "being deleted", "somebody else's", "asked for, but not travelled"],
)
def test_a_trip_opens_no_window_where_nobody_travels(changes: dict[str, Any]) -> None:
    assert windows_of([trip(NOW, NOW + HOUR, **changes)], "anna", COMPANY) == ()


def test_whoever_travels_along_has_the_window_too() -> None:
    shared = trip(NOW, NOW + HOUR, traveller_id="david", requester_id="clara", traveller_ids=("david", "anna"))

    assert [each.trip_id for each in windows_of([shared], "anna", COMPANY)] == [shared.trip_id]


@given(histories(), moments())
def test_consent_holds_as_the_latest_decision_says(history: list[Consent], at: datetime) -> None:
    decided = [each for each in history if each.decided_at <= at]
    holds = bool(decided) and decided[-1].holds(at)

    assert (consent_at(consents_of(history), at) is not None) is holds
    assert consents_of(reversed(history)) == consents_of(history)


@given(histories(), moments(), moments())
def test_nothing_is_kept_of_a_time_before_the_consent_of_now(
    history: list[Consent], at: datetime, now: datetime
) -> None:
    here = grounds(trip(NOW - timedelta(days=50), NOW + timedelta(days=50)), consents=consents_of(history))
    decided = [each for each in history if each.decided_at <= now]
    refusals = [each.decided_at for each in history if not each.granted and at < each.decided_at <= now]

    level = level_at(here, at, now)

    if not decided or not decided[-1].holds(now) or refusals or at < history[0].decided_at:
        assert level is None


def test_who_renews_a_consent_before_it_ends_has_consented_all_along() -> None:
    first = decision(1, NOW - 9 * HOUR, granted=True, expires_at=NOW - 2 * HOUR)
    renewed = decision(2, NOW - 3 * HOUR, granted=True, expires_at=NOW + HOUR)

    assert consents_of([first, renewed]) == (Interval(NOW - 9 * HOUR, NOW + HOUR),)


def test_a_withdrawal_ends_what_was_consented_to_even_for_a_moment() -> None:
    first, again = decision(1, NOW - HOUR, granted=True), decision(3, NOW, granted=True)

    assert consents_of([first, decision(2, NOW, granted=False), again])[-1].starts_at == NOW


def test_what_comes_late_after_a_withdrawal_is_not_kept() -> None:
    history = [decision(1, NOW - 9 * HOUR, granted=True), decision(2, NOW - HOUR, granted=False)]
    again = [*history, decision(3, NOW - HOUR / 2, granted=True)]
    at = NOW - 2 * HOUR  # while the consent held

    assert level_at(grounds(UNDER_WAY, consents=consents_of(history)), at, NOW) is None
    assert level_at(grounds(UNDER_WAY, consents=consents_of(again)), at, NOW) is None
    assert level_at(grounds(UNDER_WAY, consents=consents_of(again)), NOW, NOW) is EXACT


@given(
    st.sampled_from([None, *SharingLevel]), st.sampled_from([None, *SharingLevel]), made_trips(), moments(), moments()
)
def test_a_level_is_never_more_exact_than_the_choice_or_the_company(
    chosen: SharingLevel | None, most: SharingLevel | None, trips: list[Trip], at: datetime, now: datetime
) -> None:
    company = COMPANY._replace(level=most)

    level = level_at(grounds(*trips, level=chosen, company=company), at, now)

    if level is not None:
        assert least(level, most) is level
        assert least(level, chosen or CITY) is level


def test_who_chose_nothing_shares_the_city() -> None:
    assert level_at(grounds(UNDER_WAY, level=None), NOW, NOW) is CITY


def test_nothing_is_kept_of_who_has_left() -> None:
    assert level_at(grounds(UNDER_WAY, is_active=False), NOW, NOW) is None


@given(quiet_hours(), st.sampled_from(ZONES), moments(*TWO_YEARS))
def test_quiet_hours_go_by_the_clock_on_the_wall_through_midnight_and_changes_of_the_clock(
    quiet: QuietHours, zone: str, at: datetime
) -> None:
    shown = at.astimezone(ZoneInfo(zone))
    minute = shown.hour * 60 + shown.minute
    since, until = (int(text[:2]) * 60 + int(text[3:]) for text in (quiet.since, quiet.until))

    assert quiet.holds_at(at, zone) is ((minute - since) % 1440 < (until - since) % 1440)


@given(quiet_hours(), st.sampled_from(ZONES), st.sampled_from(ZONES), moments(NOW - 9 * HOUR, NOW + 9 * HOUR))
def test_on_a_flight_an_hour_is_quiet_by_either_clock(
    quiet: QuietHours, start_zone: str, end_zone: str, at: datetime
) -> None:
    here = grounds(UNDER_WAY, quiet_hours=quiet, items=(item(NOW - 9 * HOUR, NOW + 10 * HOUR, start_zone, end_zone),))
    clocks = (start_zone, end_zone) if quiet.at_place else (quiet.timezone,)

    assert (level_at(here, at, at) is None) is any(quiet.holds_at(at, zone) for zone in clocks)


def test_across_the_date_line_the_clock_of_the_place_counts() -> None:
    departs = datetime(2026, 11, 20, 9, 55, tzinfo=UTC)  # 22:55 of the 20th in Auckland
    lands = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)  # 08:40 of the 20th in Honolulu
    flight = item(departs, lands, "Pacific/Auckland", "Pacific/Honolulu")
    zones = {at: zones_at([flight], at) for at in (departs - HOUR, departs, lands - HOUR, lands, lands + 9 * HOUR)}

    assert [sorted(each) for each in zones.values()] == [
        ["Pacific/Auckland"],
        ["Pacific/Auckland", "Pacific/Honolulu"],
        ["Pacific/Auckland", "Pacific/Honolulu"],
        ["Pacific/Honolulu"],
        ["Pacific/Honolulu"],
    ]


def test_between_flights_the_clock_is_where_the_last_one_ended() -> None:
    there = item(NOW - 9 * HOUR, NOW - 6 * HOUR, "Europe/Berlin", "Europe/London")
    onward = item(NOW + 2 * HOUR, NOW + 9 * HOUR, "Europe/London", "America/New_York")

    assert zones_at([onward, there], NOW) == {"Europe/London"}
    assert zones_at([], NOW) == frozenset()


def test_where_the_itinerary_names_no_zone_the_clock_at_home_counts() -> None:
    quiet = QuietHours(since="09:00", until="11:00", timezone="Europe/Berlin")
    unzoned = item(NOW - HOUR, NOW + HOUR, None)

    assert level_at(grounds(UNDER_WAY, quiet_hours=quiet, items=(unzoned,)), NOW, NOW) is None  # 10:00 in Berlin


@given(made_trips(), moments(), st.integers(0, 10_000))
def test_what_is_coarse_stays_coarse(trips: list[Trip], now: datetime, minutes: int) -> None:
    windows = windows_of(trips, "anna", COMPANY)

    before = coarse_before(windows, now, COMPANY.exact_for)

    assert before <= now - COMPANY.exact_for
    assert before <= coarse_before(windows, now + timedelta(minutes=minutes), COMPANY.exact_for)


@given(made_trips(), moments(), moments())
def test_a_trip_under_way_stays_exact_from_its_beginning_on(trips: list[Trip], at: datetime, now: datetime) -> None:
    """However long it lasts: its positions are coarsened when it is over for as long as the company says."""
    windows = windows_of(trips, "anna", COMPANY)
    fresh = any(each.interval.holds(at) and each.interval.ends_at > now - COMPANY.exact_for for each in windows)

    level = level_at(grounds(*trips), at, now)

    if fresh:
        assert level is EXACT
    limit = now - COMPANY.exact_for
    if level is EXACT and at < limit:
        assert any(each.interval.starts_at <= at and each.interval.ends_at > limit for each in windows)


@given(made_trips(), histories(), st.none() | quiet_hours(), moments(), moments(), st.integers(-3, 3))
def test_between_two_changes_the_level_is_the_same_and_in_quiet_hours_within_a_minute(
    trips: list[Trip], history: list[Consent], quiet: QuietHours | None, at: datetime, now: datetime, hours: int
) -> None:
    flight = item(at - HOUR, at + HOUR, "Asia/Kathmandu", "Australia/Lord_Howe")
    here = grounds(*trips, consents=consents_of(history), quiet_hours=quiet, items=(flight,))
    changes = changes_of(here, now)
    minute = at.replace(second=0, microsecond=0)
    others = [minute + timedelta(seconds=each) for each in (0, 1, 30, 59)]
    others += [at + hours * HOUR] if quiet is None else []

    for other in others:
        if bisect_right(changes, other.timestamp()) == bisect_right(changes, at.timestamp()):
            assert level_at(here, other, now) is level_at(here, at, now)


def test_what_is_late_for_a_trip_that_is_long_over_says_the_city() -> None:
    over = trip(NOW - 200 * HOUR, NOW - 100 * HOUR)

    assert level_at(grounds(over), NOW - 150 * HOUR, NOW) is CITY
    assert level_at(grounds(over, level=COUNTRY), NOW - 150 * HOUR, NOW) is COUNTRY
    assert level_at(grounds(over, level=IN_ZONE), NOW - 150 * HOUR, NOW) is None
