"""A recount finds whatever is wrong in the reports and puts it right, while bookings go on being counted."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib import clock
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.reports.contribution import Contribution, contribution_of
from chalicelib.domain.reports.measures import Measures
from chalicelib.domain.reports.periods import count_months
from chalicelib.models import bookings, reports
from chalicelib.models.bookings import BookingRow
from chalicelib.models.reports import CountedRow, FiguresRow
from chalicelib.services.reports import counting, recount
from tests.simulation.cloud.empty import empty_cloud
from tests.support.listed import cut_off
from tests.unit.services.reports.report_samples import booking_id, expected_of, keep, life_of, reported

NOW = datetime(2027, 2, 10, 3, tzinfo=UTC)
COUNT = 6


@pytest.fixture(autouse=True)
def _night(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with empty_cloud():
        yield


def book_and_count() -> list[str]:
    """Six bookings, all counted; their ids."""
    for number in range(COUNT):
        keep(life_of(number)[1])
        counting.count_booking(booking_id(number))
    return [booking_id(number) for number in range(COUNT)]


def is_right() -> bool:
    return reported() == expected_of(row.document for row in BookingRow.scan())


def a_figures_row(number: int) -> FiguresRow:
    rows = sorted(FiguresRow.scan(FiguresRow.stamp.exists()), key=lambda row: (row.partition, row.entry))
    return rows[number % len(rows)]


def test_a_recount_of_what_is_right_changes_and_measures_nothing() -> None:
    book_and_count()
    before = [row.attribute_values for row in FiguresRow.scan(FiguresRow.stamp.exists())]

    done = recount.rebuild_reports()

    assert (done.bookings, done.differences) == (COUNT, 0)
    assert [row.attribute_values for row in FiguresRow.scan(FiguresRow.stamp.exists())] == before


def test_a_booking_that_cannot_be_read_keeps_no_other_from_being_recounted() -> None:
    unreadable, lost = life_of(0)[1], life_of(4)[1]
    for each in (unreadable, lost):
        keep(each)
    counting.count_booking(unreadable.booking_id)
    cut_off(unreadable.booking_id)

    done = recount.recount_reports()

    assert (done.bookings, done.miscounted) == (1, 1)


def test_a_rebuild_goes_on_behind_a_booking_that_cannot_be_read() -> None:
    booking_ids = book_and_count()
    cut_off(booking_ids[0])

    done = recount.rebuild_reports()

    assert (done.bookings, done.differences) == (COUNT - 1, 0)


def test_a_night_finds_what_was_planted_in_its_months_and_puts_it_right() -> None:
    made = life_of(0)[1]  # bought in January 2027
    keep(made)
    counting.count_booking(made.booking_id)
    row = next(FiguresRow.query("company#2027"))
    row.update([FiguresRow.gross.add(100)])

    done, again = recount.recount_reports(), recount.recount_reports()

    assert (done.wrong_figures, done.miscounted, again.differences) == (1, 0, 0)
    assert is_right()


def test_a_booking_whose_event_was_lost_is_counted_and_a_late_one_is_no_difference() -> None:
    lost, late = life_of(0)[1], life_of(4)[1]
    keep(lost)
    bookings.to_row(_changed(late, NOW - timedelta(minutes=5))).save()

    done = recount.recount_reports()

    assert (done.bookings, done.miscounted, done.late) == (2, 1, 1)
    assert is_right()


def test_what_is_counted_of_a_booking_that_is_gone_or_older_than_that_is_taken_back() -> None:
    """As after tables were restored from backups of different times."""
    gone, older = life_of(0), life_of(4)
    for life in (gone, older):
        keep(life[2])
        counting.count_booking(life[0].booking_id)
    BookingRow(gone[0].booking_id).delete()
    keep(older[1])

    done = recount.recount_reports()

    assert done.miscounted == 2
    assert is_right()


def test_a_booking_that_was_restored_to_an_earlier_version_is_counted_again_when_it_changes() -> None:
    life = life_of(0)
    keep(msgspec.structs.replace(life[1], version=9))  # as it was before, and counts for the same
    counting.count_booking(life[0].booking_id)
    keep(life[1])

    done = recount.recount_reports()
    keep(life[2])
    counting.count_booking(life[0].booking_id)

    assert done.miscounted == 1
    assert is_right()


def test_a_rebuild_makes_the_reports_of_bookings_that_were_never_counted() -> None:
    for number in range(COUNT):
        row = bookings.to_row(life_of(number)[1])
        row.report_month = None  # as an older release wrote it
        row.save()

    recount.rebuild_reports()

    assert is_right()
    assert list(bookings.list_reported("2027-01")) == [booking_id(number) for number in (0, 2, 4)]


def test_every_month_that_a_report_covers_has_its_turn() -> None:
    nights = [recount.choose_months(NOW + timedelta(days=day)) for day in range(23)]

    months = {month for night in nights[:15] for month in night}  # within one month
    assert {night[:2] for night in nights[:15]} == {("2027-02", "2027-01")}
    assert len(months) == 2 + 15
    assert all(2 <= count_months(night[2], night[0]) - 1 <= 24 for night in nights)


def test_a_month_that_a_night_has_no_time_for_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recount, "_A_BATCH", 1)
    for number in (0, 4, 8):
        keep(life_of(number)[1])
    looks = iter(range(1000))
    monkeypatch.setattr(clock, "elapsed", lambda: float(next(looks)))
    monkeypatch.setattr(recount, "_SECONDS", 2.5)

    nights = [recount.recount_reports() for _ in range(8)]

    assert sum(each.miscounted for each in nights) == 3
    assert nights[0].months_left
    assert is_right()


def test_figures_that_change_while_they_are_recounted_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    book_and_count()
    another = life_of(8)[1]
    keep(another)
    list_counted = reports.list_counted

    def meanwhile(month: str) -> list[reports.Counted]:
        found = list(list_counted(month))
        counting.count_booking(another.booking_id)
        return found

    monkeypatch.setattr(reports, "list_counted", meanwhile)
    done = recount.recount_reports()

    assert done.wrong_figures == 0
    assert is_right()


@settings(max_examples=6)
@given(st.lists(st.tuples(st.sampled_from(["add", "delete", "forget", "misread"]), st.integers(0, 99)), max_size=4))
def test_whatever_is_wrong_a_rebuild_puts_it_right(planted: list[tuple[str, int]]) -> None:
    with empty_cloud():
        ids = book_and_count()
        for how, number in planted:
            if not list(FiguresRow.scan(FiguresRow.stamp.exists())):
                break
            match how:
                case "add":
                    a_figures_row(number).update([FiguresRow.gross.add(number + 1), FiguresRow.counted.add(1)])
                case "delete":
                    a_figures_row(number).delete()
                case "forget":
                    for row in CountedRow.scan(CountedRow.revision.exists()):
                        if row.entry == ids[number % COUNT]:
                            row.delete()
                case "misread":
                    _misread(ids[number % COUNT])

        recount.rebuild_reports()

        assert is_right()
        assert recount.rebuild_reports().differences == 0


def _misread(booking: str) -> None:
    """As if an earlier release had counted a booking otherwise."""
    made = bookings.get_booking(booking)
    contribution = contribution_of(made)
    assert contribution is not None
    counted = reports.find_counted(contribution.month, booking)
    if counted is not None:
        other = _with_one_figure(contribution)
        reports.replace_counted(counted, other, month=contribution.month, booking_id=booking, version=made.version)


def _with_one_figure(contribution: Contribution) -> Contribution:
    first = msgspec.structs.replace(contribution.entries[0], measures=Measures(bookings=7))
    return msgspec.structs.replace(contribution, entries=(first,))


def _changed(made: Booking, at: datetime) -> Booking:
    return msgspec.structs.replace(made, updated_at=at)
