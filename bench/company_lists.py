"""What a page of the company's bookings and trips costs in DynamoDB, at 100 of them and at 100,000: the routes
themselves, walked for some pages, over the simulation's tables, which count units as DynamoDB does.

All of them start in one month. A list that goes on into another month asks once more, for half a unit, and never for
more than the thirteen months that a range of days may touch.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bench.read_units import SIZES, compare_sizes

Json = dict[str, Any]
LIMIT = 10
FIRST = "2027-03-01"
_BOOKINGS = 50  # with documents of their own; of the others only the rows' keys are


class CompanyList(NamedTuple):
    """A list, and how many of its pages are read."""

    path: str
    pages: int = 3


LISTS = {
    "bookings of all": CompanyList(f"/v1/bookings?scope=all&startsFrom={FIRST}"),
    "bookings of a cost centre": CompanyList(f"/v1/bookings?scope=all&startsFrom={FIRST}&costCentre=SALES-EU"),
    "bookings of a person": CompanyList("/v1/bookings?scope=all&userId=anna"),
    "bookings, all passed over": CompanyList(f"/v1/bookings?scope=all&startsFrom={FIRST}&status=failed", pages=1),
    "trips of all": CompanyList(f"/v1/trips?scope=all&startsFrom={FIRST}"),
    "trips of a cost centre": CompanyList(f"/v1/trips?scope=all&startsFrom={FIRST}&costCentre=SALES-EU"),
    "trips in a country on a day": CompanyList("/v1/trips?scope=all&on=2027-03-04&country=GB"),
}


def measure() -> str:
    """Print the units of the first pages at each size; a line for the summary."""
    print(f"\ncompany lists: read units of each of the first pages of {LIMIT}")
    costs = {size: count_units(size) for size in SIZES}
    all_same = compare_sizes(costs, LISTS, "")
    return f"company lists {'the same' if all_same else 'NOT the same'} at {SIZES[0]} and {SIZES[1]} bookings"


def count_units(size: int) -> dict[str, list[float]]:
    """Return the units of each page of each list, among `size` bookings with their trips."""
    from tests.simulation.stages import booked
    from tests.unit.api.scenes import in_world

    with in_world() as scene:
        booking_id = booked(scene.world)
        for name in ("bookings", "trips", "trip-days"):
            _fill(_table(scene, name), booking_id, size)
        return {title: list(_walk(scene, each)) for title, each in LISTS.items()}


def _fill(table: Any, booking_id: str, size: int) -> None:
    """Put each row of a table there `size` times, under ids of its own, on the days of one month; the trips are of some
    bookings in turn, more than a page has."""
    for (first, second), row in list(table.rows.items()):
        for number in range(size):
            key, named = _numbered(table, first, second, f"{number:06}")
            days = {"startsOn": {"S": f"2027-03-{number % 28 + 1:02}"}} if "startsOn" in row else {}
            is_trip = "startsAt" in row
            if is_trip or ("document" in row and number < _BOOKINGS):
                days["document"] = _of_booking(row["document"], booking_id, number % _BOOKINGS)
            table.store(key, {**row, **named, **days})


def _of_booking(document: Json, booking_id: str, number: int) -> Json:
    """Return a document in which the booking's id is that of another."""
    from chalicelib.dynamodb.tables import lengthen, shorten

    text = lengthen(document["S"])
    whole = text if isinstance(text, bytes) else text.encode()
    return {"S": shorten(whole.replace(booking_id.encode(), f"{booking_id}{number:06}".encode()))}


def _numbered(table: Any, first: str, second: str | None, number: str) -> tuple[tuple[str, str | None], Json]:
    if second is None:
        return (f"{first}{number}", None), {table.hash_name: {"S": f"{first}{number}"}}
    return (first, f"{second}{number}"), {table.range_name: {"S": f"{second}{number}"}}


def _walk(scene: Any, asked: CompanyList) -> Iterator[float]:
    """Yield the units of each page: of what the list reads, not of who asks and what people are called."""
    from tests.simulation.cloud.units import Meter
    from tests.simulation.world import CLARA
    from tests.support.gateway import call

    path = f"{asked.path}&limit={LIMIT}"
    cursor = ""
    for _ in range(asked.pages):
        scene.wire.tables.meter = meter = Meter()
        answer = call(CLARA, "GET", path + cursor)
        assert answer.status == 200, answer.body
        cursor = f"&cursor={answer.body['nextCursor']}"
        yield sum(reads for key, (reads, _) in meter.units().items() if key.table in {"bookings", "trips", "trip-days"})
    scene.wire.tables.meter = None


def _table(scene: Any, name: str) -> Any:
    from tests.support.tables import STAGE

    return scene.wire.tables.tables[f"sojourn-{STAGE}-{name}"]
