"""The table of who is where: a row for each country and month that a booked trip touches, written together with its
booking, through `booking_commits.py`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.day_ranges import month_of
from chalicelib.domain.trips.presence import CountryMonth, presence_of
from chalicelib.domain.value import Cursor
from chalicelib.dynamodb.paging import ResultPage, page_of
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.errors import NotFound

# How long after it who was where may be asked, and how long after the first of its month a row is kept.
ASKED_FOR = timedelta(days=90)
_KEPT = timedelta(days=31) + ASKED_FOR

Days = tuple[int, ...]


class TripDaysRow(Model):
    """On which days of a month a trip is in a country; a trip that is not there any more has none."""

    Meta = table_meta("trip-days")

    country_month = UnicodeAttribute(hash_key=True, attr_name="countryMonth")
    trip_id = UnicodeAttribute(range_key=True, attr_name="tripId")
    days = StructAttribute[Days](Days)
    expires_at = NumberAttribute(attr_name="expiresAt")


def changed_rows(before: Booking | None, after: Booking) -> list[TripDaysRow]:
    """Return the rows to save when `after` takes the place of `before`: none of a booking that has no trip."""
    if after.trip_id is None:
        return []
    was = _presence_of(before) if before and before.trip_id else {}
    is_now = _presence_of(after)
    places = sorted(was.keys() | is_now.keys())
    changed = {place: is_now.get(place, ()) for place in places if was.get(place) != is_now.get(place)}
    return [to_row(after.trip_id, place, days) for place, days in changed.items()]


def rows_of(booking: Booking) -> list[TripDaysRow]:
    """Return all rows of a booking as it is."""
    if booking.trip_id is None:
        return []
    return [to_row(booking.trip_id, place, days) for place, days in _presence_of(booking).items()]


def to_row(trip_id: str, place: CountryMonth, days: Days) -> TripDaysRow:
    """Return the row that keeps on which days of a month a trip is in a country."""
    begins_at = datetime.fromisoformat(f"{place.month}-01").replace(tzinfo=UTC)
    return TripDaysRow(_key(place), trip_id, days=days, expires_at=int((begins_at + _KEPT).timestamp()))


def list_trips_in(country: str, day: date, *, limit: int, start: Cursor | None) -> ResultPage[str]:
    """Return one page of the ids of trips that are in a country on a day, and where the next page starts."""
    key = _key(CountryMonth(country, month_of(day)))
    rows = TripDaysRow.query(key, page_size=limit, last_evaluated_key=start)
    found, position = page_of(rows, lambda row: day.day in row.days, limit=limit)
    return ResultPage([row.trip_id for row in found], position)


def _key(place: CountryMonth) -> str:
    return f"{place.country}#{place.month}"


def _presence_of(booking: Booking) -> Mapping[CountryMonth, Days]:
    return presence_of(booking, _find_country)


def _find_country(airport: str) -> str | None:
    from chalicelib.domain.places.resolver import find_airport  # the book of airports is long

    try:
        return find_airport(airport).country
    except NotFound:
        return None
