"""Which trips overlap an option: by moments, wherever in the world each of them is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.overlaps import OtherTrip, conceal_overlap, is_same_traveller, overlaps_of
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.offers.offers import Option, OverlapKind, Slice
from tests.unit.policy_samples import DEPARTURE, flight, segment, stay, trip

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BOOKING = Booking(
    booking_id="bkg_1", requester_id="anna", status=BookingStatus.PLANNING, version=1, created_at=NOW, updated_at=NOW,
    due_at=None, request=trip(),
)  # fmt: skip
BACK_AT = DEPARTURE + timedelta(days=2)
LANDED = BACK_AT + timedelta(hours=2)


def option(*components: object) -> Option:
    return Option(option_id="opt_1", components=components or (flight(), stay()), rank=1, reasons=())  # type: ignore[arg-type]


def other(starts_at: datetime, ends_at: datetime, *flights: tuple[str, datetime], trip_id: str = "trp_1") -> OtherTrip:
    return OtherTrip(
        trip_id=trip_id, name="A trip", traveller="Anna Adams", starts_at=starts_at, ends_at=ends_at,
        flights=frozenset(flights),
    )  # fmt: skip


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "zone", "overlaps"),
    [
        ("2027-03-03T09:15", "2027-03-05T11:15", "Europe/Berlin", True),
        ("2027-03-01T08:00", "2027-03-03T09:15", "Europe/Berlin", False),  # lands as the other leaves
        ("2027-03-01T08:00", "2027-03-03T09:16", "Europe/Berlin", True),
        ("2027-03-03T17:00", "2027-03-03T17:15", "Asia/Tokyo", False),
        ("2027-03-03T17:00", "2027-03-03T17:16", "Asia/Tokyo", True),
        ("2027-03-02T22:14", "2027-03-02T22:15", "Pacific/Honolulu", False),
        ("2027-03-02T22:15", "2027-03-02T22:30", "Pacific/Honolulu", True),
        ("2027-03-05T23:14", "2027-03-08T10:00", "Pacific/Auckland", True),
        ("2027-03-05T23:15", "2027-03-08T10:00", "Pacific/Auckland", False),
        ("2027-03-06T00:00", "2027-03-08T10:00", "Pacific/Auckland", False),
        ("2027-03-05T05:15", "2027-03-06T10:00", "America/New_York", False),
        ("2027-03-05T05:00", "2027-03-06T10:00", "America/New_York", True),
        ("2027-03-04T00:00", "2027-03-04T23:59", "Asia/Kathmandu", True),
        ("2027-02-01T00:00", "2027-04-01T00:00", "Africa/Lagos", True),
        ("2027-03-05T16:30", "2027-03-07T16:30", "Asia/Kolkata", False),
    ],
)
def test_a_trip_overlaps_by_the_clock_of_the_world(starts: str, ends: str, zone: str, overlaps: bool) -> None:
    found = overlaps_of(option(), BOOKING, [other(local(starts, zone), local(ends, zone))])

    assert [each.kind for each in found] == [OverlapKind.OVERLAPPING_DATES] * overlaps


@pytest.mark.parametrize(
    ("flown", "same"),
    [
        (("LH2030", DEPARTURE), True),
        (("LH2030", BACK_AT), True),
        (("LH2030", DEPARTURE + timedelta(days=1)), False),
        (("LH203", DEPARTURE), False),
        (("BA2030", DEPARTURE), False),
        (("LH2031", DEPARTURE), False),
    ],
)
def test_a_flight_is_the_same_by_its_number_and_its_departure(flown: tuple[str, datetime], same: bool) -> None:
    (found,) = overlaps_of(option(), BOOKING, [other(DEPARTURE, LANDED, flown)])

    assert (found.kind is OverlapKind.SAME_FLIGHT) is same


def test_a_hotel_keeps_until_check_out_and_alone_from_check_in() -> None:
    one_way = flight(slices=[Slice(segments=(segment(),))])
    night = stay(check_in=date(2027, 3, 3), check_out=date(2027, 3, 6))
    morning = other(local("2027-03-06T10:59", "Europe/London"), local("2027-03-06T20:00", "Europe/London"))

    assert overlaps_of(option(one_way, night), BOOKING, [morning])
    assert not overlaps_of(option(one_way), BOOKING, [morning])
    assert overlaps_of(option(night), BOOKING, [morning])


def test_what_everybody_sees_of_an_overlap_is_whose_it_is() -> None:
    (found,) = overlaps_of(option(), BOOKING, [other(DEPARTURE, LANDED)])
    shown = conceal_overlap(found)

    assert (found.trip_id, found.trip_name, found.starts_at, found.ends_at) == ("trp_1", "A trip", DEPARTURE, LANDED)
    assert (shown.kind, shown.traveller) == (found.kind, "Anna Adams")
    assert {shown.trip_id, shown.trip_name, shown.starts_at, shown.ends_at} == {None}


MOMENTS = st.integers(-6 * 1440, 8 * 1440).map(lambda minutes: DEPARTURE + timedelta(minutes=minutes))


@given(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=12))
@settings(max_examples=100, deadline=None)
def test_what_is_said_is_what_shares_a_moment_the_earliest_first(times: list[tuple[datetime, datetime]]) -> None:
    trips = [other(min(pair), max(pair), trip_id=f"trp_{number}") for number, pair in enumerate(times)]
    ends_at = LANDED

    found = overlaps_of(option(), BOOKING, trips)

    shared = [
        each
        for each in trips
        if max(each.starts_at, DEPARTURE) < min(each.ends_at, ends_at)
        or (each.starts_at == each.ends_at and DEPARTURE < each.starts_at < ends_at)
    ]
    assert {each.trip_id for each in found} <= {each.trip_id for each in shared}
    assert len(found) == min(len(shared), 10)
    assert [each.starts_at for each in found] == sorted(each.starts_at for each in found if each.starts_at)


def person(given: str, family: str, user_id: str | None = None, passenger_id: str | None = None) -> BookingTraveller:
    return BookingTraveller(given_name=given, family_name=family, user_id=user_id, passenger_id=passenger_id)


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        (person("Anna", "Adams", "u1"), person("Anna", "Adams-Berg", "u1"), True),
        (person("Anna", "Adams", "u1"), person("Anna", "Adams", "u2"), False),
        (person("Anna", "Adams", "u1"), person("Anna", "Adams"), False),
        (person("Zoë", "Kravitz", None, "p1"), person("Zoe", "K", None, "p1"), True),
        (person("Zoë", "Kravitz", None, "p1"), person("Zoë", "Kravitz", None, "p2"), False),
        (person("Jürgen", "Groß"), person("JUERGEN", "GROSS"), True),
        (person("Đỗ", "An"), person("An", "Đỗ"), True),
        (person("李", "明"), person("李", "明"), True),
        (person("李", "明"), person("李", "华"), False),
        (person("Seán", "O'Neil"), person("Sean", "ONeill"), False),
        (person("Jean-Luc", "Picard", None, "p1"), person("Jean Luc", "Picard"), True),
    ],
)
def test_one_person_is_known_by_account_profile_or_name(
    one: BookingTraveller, another: BookingTraveller, same: bool
) -> None:
    assert is_same_traveller(one, another) is same
    assert is_same_traveller(another, one) is same


def test_an_option_of_before_has_no_overlaps() -> None:
    text = msgspec.json.encode(option())

    assert b"overlaps" in text
    assert msgspec.json.decode(text, type=Option).overlaps == ()
