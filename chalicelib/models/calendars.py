"""The calendars table: which feeds are open, by an id that anybody may know and the hash of what opens them."""

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.models import Model

from chalicelib.domain.mentions import CALENDAR, Mention
from chalicelib.domain.trips.calendar import Calendar
from chalicelib.dynamodb.tables import StructAttribute, table_meta
from chalicelib.models.mentions import Basis, save_unless_erased


class CalendarRow(Model):
    """One open calendar."""

    Meta = table_meta("calendars")

    calendar_id = UnicodeAttribute(hash_key=True, attr_name="calendarId")
    document = StructAttribute[Calendar](Calendar)


def find_calendar(calendar_id: str) -> Calendar | None:
    """Return the calendar, if it is open; read consistently, so that closing it counts at once."""
    try:
        return CalendarRow.get(calendar_id, consistent_read=True).document
    except DoesNotExist:
        return None


def put_calendar(calendar: Calendar, *, on: Basis | None = None) -> None:
    """Open the calendar; an older address of it opens nothing from then on. It is found by its person from then on,
    whatever becomes of the trip; that of a trip is `on` the trip as that was read. Raises PersonErased, what the basis
    raises."""
    row = CalendarRow(calendar.calendar_id, document=calendar)
    named = Mention(calendar.user_id, f"{CALENDAR}/{calendar.calendar_id}")
    save_unless_erased(
        row, None, of=[calendar.user_id], what="The calendar", mentions=[named], at=calendar.created_at, on=on
    )


def delete_calendar(calendar_id: str) -> None:
    """Close the calendar; harmless when it is not open."""
    CalendarRow(calendar_id).delete()
