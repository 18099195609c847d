"""The company's lists of bookings: every booking once, in order of days, whatever is written meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.day_ranges import DayRange
from chalicelib.domain.trip_requests.trip_request import Traveller
from chalicelib.domain.value import Cursor
from chalicelib.models.bookings import to_copies, to_row
from chalicelib.models.company_bookings import Places, changed_places, list_bookings
from tests.simulation.cloud.empty import empty_cloud
from tests.support.booked_samples import booking
from tests.unit.policy_samples import trip

FIRST = date(2027, 1, 20)
CENTRES = ("SALES-EU", "OPS", "R-AND-D")
TWO = (Traveller(given_name="Anna", family_name="Muster"), Traveller(given_name="Ben", family_name="Larsen"))

days = st.integers(0, 90).map(lambda number: FIRST + timedelta(days=number))
charges = st.tuples(st.sampled_from(CENTRES), st.sampled_from(CENTRES))
asked = st.tuples(days, charges, st.sampled_from(["anna", "david"]))
Asked = tuple[date, tuple[str, str], str]


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with empty_cloud():
        yield


def made(number: int, asked: Asked) -> Booking:
    day, charged, requester = asked
    request = trip(depart_on=day, return_on=None, stay=None, travellers=TWO)
    request = msgspec.structs.replace(request, cost_centre=charged[0], cost_centres=charged)
    return booking(booking_id=f"bkg_{number:026d}", requester_id=requester, request=request)


def write(before: Booking | None, after: Booking) -> Booking:
    for row in (to_row(after), *to_copies(after), *changed_places(before, after)):
        row.save()
    return after


def walk(
    where: Places,
    keep: Callable[[Booking], bool] = lambda _: True,
    *,
    limit: int = 5,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Booking]:
    found: list[Booking] = []
    start: Cursor | None = None
    while True:
        page, start = list_bookings(where, keep, limit=limit, start=start)
        assert len(page) <= limit
        found += [each for each in page if isinstance(each, Booking)]
        if start is None:
            return found
        meanwhile()


def ids_of(found: list[Booking]) -> list[str]:
    return [each.booking_id for each in found]


@given(
    st.lists(asked, max_size=25),
    st.lists(asked, max_size=8),
    st.tuples(days, st.integers(0, 60)),
    st.sampled_from([None, *CENTRES]),
    st.integers(1, 7),
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_walk_has_what_was_there_throughout_once_and_in_order(
    there: list[Asked], later: list[Asked], span: tuple[date, int], centre: str | None, limit: int
) -> None:
    with empty_cloud():
        kept = [write(None, made(number, each)) for number, each in enumerate(there)]
        range_of_days = DayRange(span[0], span[0] + timedelta(days=span[1]))
        newcomers, turn = iter(later), count(len(there))

        def others_write() -> None:
            with suppress(StopIteration):
                write(None, made(next(turn), next(newcomers)))
            for each in kept[:3]:
                write(each, msgspec.structs.replace(each, status=BookingStatus.PLANNING, version=each.version + 1))

        where = Places("cost centre", centre, range_of_days) if centre else Places("all", "", range_of_days)
        found = walk(where, limit=limit, meanwhile=others_write)

    meant = [each for each in kept if range_of_days.has(each.request.starts_on)]
    meant = [each for each in meant if centre is None or centre in each.request.charged]
    assert len(set(ids_of(found))) == len(found)
    assert [each.request.starts_on for each in found] == sorted(each.request.starts_on for each in found)
    assert {each.booking_id for each in meant} <= set(ids_of(found))
    assert all(centre in {None, *each.request.charged} for each in found)


@given(asked, st.lists(asked, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_booking_that_moves_stands_where_it_came_to_and_nowhere_else(first: Asked, then: list[Asked]) -> None:
    whole = DayRange(FIRST, FIRST + timedelta(days=90))
    with empty_cloud():
        kept = write(None, made(1, first))
        for day, charged, _ in then:
            kept = write(kept, made(1, (day, charged, first[2])))

        lists = {centre: ids_of(walk(Places("cost centre", centre, whole))) for centre in CENTRES}
        day = kept.request.starts_on
        of_that_day = ids_of(walk(Places("all", "", DayRange(day, day))))
        every = ids_of(walk(Places("all", "", whole)))

    assert of_that_day == every == [kept.booking_id]
    assert lists == {centre: [kept.booking_id] if centre in kept.request.charged else [] for centre in CENTRES}


def test_a_persons_bookings_are_those_they_asked_for_and_travel_by_newest_first() -> None:
    first = write(None, made(1, (FIRST, ("OPS", "OPS"), "anna")))
    second = made(2, (FIRST, ("OPS", "OPS"), "david"))
    travellers = (msgspec.structs.replace(second.travellers[0], user_id="anna"),)
    second = msgspec.structs.replace(second, travellers=travellers, created_at=first.created_at + timedelta(hours=1))
    write(None, second)
    write(None, made(3, (FIRST, ("OPS", "OPS"), "david")))

    assert ids_of(walk(Places("person", "anna", None))) == [second.booking_id, first.booking_id]


def test_a_page_that_passes_everything_over_reads_five_times_its_length_and_goes_on() -> None:
    for number in range(40):
        write(None, made(number, (FIRST, ("OPS", "OPS"), "anna")))
    read: list[str] = []

    def keep(each: Booking) -> bool:
        read.append(each.booking_id)
        return False

    found, position = list_bookings(Places("all", "", DayRange(FIRST, FIRST)), keep, limit=5, start=None)

    assert (found, len(read)) == ([], 25)
    assert position is not None
