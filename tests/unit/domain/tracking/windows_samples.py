"""Trips, consents and preferences that the tests of windows and looks speak about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.privacy.consents import Consent, Purpose
from chalicelib.domain.tracking.fix import SharingLevel
from chalicelib.domain.tracking.preferences import QuietHours, TrackingPreferences
from chalicelib.domain.tracking.windows import CompanyLimits, Grounds, Interval, consents_of, windows_of
from chalicelib.domain.trips.item import Item, ItemKind
from chalicelib.domain.trips.trip import Trip, TripStatus

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
COMPANY = CompanyLimits(SharingLevel.EXACT, lead=3 * HOUR, tail=2 * HOUR, exact_for=72 * HOUR)
# Zones with a change of the clock, with half and quarter hours, on both sides of the date line, and ones that moved.
ZONES = (
    *("Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu"),
    *("Pacific/Apia", "Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Chatham", "Africa/Casablanca"),
)


def trip(starts_at: datetime, ends_at: datetime, *, booked: bool = True, **changes: Any) -> Trip:
    fields: dict[str, Any] = {
        "trip_id": "trp_01JQZXB2M4C6N8P0R2T4V6X8Z0",
        "traveller_id": "anna",
        "name": "Auckland to Honolulu",
        "booking_id": "bkg_01JQZX5V9D7R8M3T2K6W4H0YBE" if booked else None,
        "status": TripStatus.CONFIRMED,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "created_at": NOW,
        "updated_at": NOW,
        "created_by": "anna",
    }
    return Trip(**fields | changes)


def item(starts_at: datetime, ends_at: datetime, start_zone: str | None, end_zone: str | None = None) -> Item:
    return Item(
        item_id="itm_01JQZXB2M4C6N8P0R2T4V6X8Z0",
        user_id="anna",
        kind=ItemKind.FLIGHT,
        name="NZ10 AKL to HNL",
        starts_at=starts_at,
        ends_at=ends_at,
        start_timezone=start_zone,
        end_timezone=end_zone,
        created_at=NOW,
        updated_at=NOW,
        created_by="system/booking",
    )


def decision(version: int, at: datetime, *, granted: bool, expires_at: datetime | None = None) -> Consent:
    return Consent(
        user_id="anna",
        purpose=Purpose.LOCATION_TRACKING,
        version=version,
        granted=granted,
        text_version="2026-11-en",
        decided_at=at,
        expires_at=expires_at if granted else None,
    )


def preferences(level: SharingLevel, quiet_hours: QuietHours | None = None) -> TrackingPreferences:
    return TrackingPreferences(user_id="anna", level=level, quiet_hours=quiet_hours, updated_at=NOW)


def grounds(
    *trips: Trip,
    level: SharingLevel | None = SharingLevel.EXACT,
    quiet_hours: QuietHours | None = None,
    consents: tuple[Interval, ...] | None = None,
    items: tuple[Item, ...] = (),
    is_active: bool = True,
    company: CompanyLimits = COMPANY,
) -> Grounds:
    """Anna consents for as long as anybody remembers, unless it is said."""
    ever = consents_of([decision(1, NOW - timedelta(days=300), granted=True)])
    return Grounds(
        preferences=None if level is None else preferences(level, quiet_hours),
        consents=ever if consents is None else consents,
        windows=windows_of(trips, "anna", company),
        items=items,
        is_active=is_active,
        company=company,
    )


def moments(
    first: datetime = NOW - timedelta(days=40), last: datetime = NOW + timedelta(days=40)
) -> st.SearchStrategy[datetime]:
    """Seconds of some weeks around now."""
    seconds = st.integers(0, int((last - first).total_seconds()))
    return seconds.map(lambda number: first + timedelta(seconds=number))


@st.composite
def made_trips(draw: st.DrawFn) -> list[Trip]:
    """Up to five trips, which may overlap."""
    found = []
    for number in range(draw(st.integers(0, 5))):
        starts_at = draw(moments())
        ends_at = starts_at + timedelta(minutes=draw(st.integers(30, 30_000)))
        trip_id = f"trp_01JQZXB2M4C6N8P0R2T4V6X8Z{number}"
        found.append(trip(starts_at, ends_at, booked=draw(st.booleans()), trip_id=trip_id))
    return found


@st.composite
def histories(draw: st.DrawFn) -> list[Consent]:
    """Up to eight decisions in order of time; each that is granted may expire."""
    at, found = NOW - timedelta(days=60), []
    for version in range(1, draw(st.integers(0, 8)) + 1):
        at += timedelta(minutes=draw(st.integers(0, 20_000)))
        lasts = draw(st.none() | st.integers(1, 40_000).map(lambda minutes: timedelta(minutes=minutes)))
        expires_at = None if lasts is None else at + lasts
        found.append(decision(version, at, granted=draw(st.booleans()), expires_at=expires_at))
    return found


@st.composite
def quiet_hours(draw: st.DrawFn) -> QuietHours:
    minutes = draw(st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True))
    since, until = (f"{each // 60:02d}:{each % 60:02d}" for each in minutes)
    return QuietHours(since=since, until=until, timezone=draw(st.sampled_from(ZONES)), at_place=draw(st.booleans()))
