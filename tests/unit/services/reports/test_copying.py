"""The copy says what the reports' bookings count for, however messages about them come, and the night finds what is not
so."""

import json
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from chalicelib import clock, settings
from chalicelib.domain.bookings.booking import Booking
from chalicelib.domain.reports.contribution import contribution_of
from chalicelib.gateways import queues
from chalicelib.gateways.reporting_copy import postgres_copy
from chalicelib.gateways.reporting_copy.postgres_copy import Copied
from chalicelib.services.reports import counting, recount
from chalicelib.services.reports.copying import Compared, CopyMessage, compare_month, copy_booking, follow
from chalicelib.workers.queues import BatchFailed, copy_reports
from tests.simulation.cloud.empty import empty_cloud
from tests.support.memory_copy import MemoryCopy
from tests.support.message_batches import batch, dead_letters
from tests.unit.services.reports.report_samples import booking_id, keep, life_of

MONTH = "2027-01"


@pytest.fixture(name="copy", autouse=True)
def a_copy(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryCopy]:
    """A stage that keeps a copy, of bookings that changed long ago."""
    copy = MemoryCopy()
    here = msgspec.structs.replace(settings.current(), reporting_copy=True)
    now = clock.now() + timedelta(days=400)
    monkeypatch.setattr(settings, "current", lambda: here)
    monkeypatch.setattr(postgres_copy, "current", lambda: copy)
    monkeypatch.setattr(clock, "now", lambda: now)
    with empty_cloud():
        yield copy


def turn_off(monkeypatch: pytest.MonkeyPatch) -> None:
    here = msgspec.structs.replace(settings.current(), reporting_copy=False)
    monkeypatch.setattr(settings, "current", lambda: here)


@pytest.fixture(name="sent")
def what_is_sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The messages that are sent, by queue."""
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(
        queues,
        "send",
        lambda queue, message: sent.append((queue, json.loads(msgspec.json.encode(message))["subject"])),
    )
    return sent


def of(made: Booking) -> Copied:
    """What the copy is to say of a booking."""
    contribution = contribution_of(made)
    assert contribution is not None
    return Copied(made.version, contribution.in_order())


def differences(written: str) -> list[int]:
    lines = [json.loads(each) for each in written.splitlines()]
    return [line["ReportingCopyDifferences"][0] for line in lines if "ReportingCopyDifferences" in line]


@examples(max_examples=5, deadline=None)
@given(st.permutations([(number, version) for number in range(4) for version in range(5)] * 2))
def test_any_order_of_all_events_twice_gives_the_same_copy(order: list[tuple[int, int]]) -> None:
    with pytest.MonkeyPatch.context() as patch, empty_cloud():
        copy = MemoryCopy()
        patch.setattr(postgres_copy, "current", lambda: copy)
        lives = [life_of(number) for number in range(4)]
        for number, version in order:
            keep(lives[number][min(version, len(lives[number]) - 1)])
            copy_booking(booking_id(number))
        for number, life in enumerate(lives):  # whoever looked last has the version that stands
            keep(life[-1])
            copy_booking(booking_id(number))

        assert copy.kept == {life[-1].booking_id: of(life[-1]) for life in lives}


def test_whoever_is_counted_is_copied_also_where_the_count_had_been_done(sent: list[tuple[str, str]]) -> None:
    keep(life_of(0)[1])

    counting.count_booking(booking_id(0))
    counting.count_booking(booking_id(0))

    assert sent == [("reporting", booking_id(0))] * 2


def test_a_stage_without_a_copy_sends_nothing_and_ignores_what_was_sent(
    sent: list[tuple[str, str]], copy: MemoryCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(life_of(0)[1])
    copy.is_down = True
    turn_off(monkeypatch)

    counting.count_booking(booking_id(0))
    recount.recount_reports()
    follow(CopyMessage(subject=booking_id(0)))
    follow(CopyMessage(subject=MONTH))

    assert sent == []


def test_who_is_erased_is_erased_from_the_copy(copy: MemoryCopy) -> None:
    life = life_of(0)
    keep(life[1])
    copy_booking(booking_id(0))
    assert "user-0" in str(copy.kept)

    keep(life[-1])
    copy_booking(booking_id(0))

    assert "user-0" not in str(copy.kept)
    assert "(erased)" in str(copy.kept)


def test_what_has_not_been_bought_is_not_copied(copy: MemoryCopy) -> None:
    keep(life_of(0)[0])

    assert not copy_booking(booking_id(0))
    assert not copy_booking(booking_id(1))  # there is no such booking
    assert copy.kept == {}


def test_messages_are_followed_and_those_that_a_database_does_not_take_come_again(copy: MemoryCopy) -> None:
    keep(life_of(0)[1])
    event, left = batch("reporting", json.dumps({"subject": booking_id(0)}), json.dumps({"subject": MONTH}))

    copy.is_down = True
    with pytest.raises(BatchFailed, match="2 of 2"):
        copy_reports(event)
    assert (left(), copy.kept) == (2, {})
    copy.is_down = False
    copy_reports(event)

    assert copy.kept == {booking_id(0): of(life_of(0)[1])}


@pytest.mark.parametrize("body", ['{"subject": "2027-13"}', '{"subject": "trp_1"}', '{"subject": null}', "{}"])
def test_a_message_that_names_neither_booking_nor_month_is_put_aside(body: str) -> None:
    event, _ = batch("reporting", body)

    copy_reports(event)

    assert dead_letters("reporting") == {body}


def test_the_night_asks_for_the_months_that_it_recounts(sent: list[tuple[str, str]]) -> None:
    recount.recount_reports()

    assert sent == [("reporting", month) for month in recount.choose_months(clock.now())]


def test_a_rebuild_asks_for_each_booking_and_each_of_their_months(sent: list[tuple[str, str]]) -> None:
    for number in range(3):
        keep(life_of(number)[1])

    recount.rebuild_reports()

    months = sorted({f"{life_of(number)[1].booked_at:%Y-%m}" for number in range(3)})
    assert sent == [*(("reporting", booking_id(number)) for number in range(3)), *(("reporting", it) for it in months)]


# --- comparing --------------------------------------------------------------------------------------------------------


def count_some() -> dict[str, Copied]:
    """Bookings of the month that are counted; what the copy is to say of them."""
    lives = [life_of(number) for number in (0, 2, 4, 6)]
    for life in lives:
        keep(life[1])
        counting.count_booking(life[1].booking_id)
    months = {of(life[1]).contribution.month for life in lives}
    assert months == {MONTH}
    return {life[1].booking_id: of(life[1]) for life in lives}


def test_a_copy_that_is_right_is_left_alone(copy: MemoryCopy, capsys: pytest.CaptureFixture[str]) -> None:
    copy.kept = count_some()

    assert compare_month(MONTH) == Compared(bookings=4)
    assert differences(capsys.readouterr().err) == []


@examples(max_examples=8, deadline=None)
@given(
    wrongs=st.lists(st.sampled_from(["missing", "other", "later", "right"]), min_size=4, max_size=4), more=st.booleans()
)
def test_whatever_is_wrong_is_found_counted_and_put_right(wrongs: list[str], more: bool) -> None:
    with pytest.MonkeyPatch.context() as patch, empty_cloud():
        copy = MemoryCopy()
        patch.setattr(postgres_copy, "current", lambda: copy)
        right = count_some()
        copy.kept = dict(right)
        for each, wrong in zip(right, wrongs, strict=True):
            found = right[each]
            other = msgspec.structs.replace(found.contribution, entries=found.contribution.entries[1:])
            match wrong:
                case "missing":
                    del copy.kept[each]
                case "other":
                    copy.kept[each] = found._replace(contribution=other)
                case "later":
                    copy.kept[each] = Copied(found.version + 5, other)
        if more:
            copy.kept[booking_id(99)] = next(iter(right.values()))

        done = compare_month(MONTH)

        assert done == Compared(bookings=4, differences=sum(it != "right" for it in wrongs) + more)
        assert copy.kept == right


def test_what_changed_lately_is_late_and_no_difference(
    copy: MemoryCopy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = count_some()
    at = life_of(0)[1].updated_at + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: at)

    done = compare_month(MONTH)

    assert done == Compared(bookings=4, late=4)
    assert copy.kept == right
    assert differences(capsys.readouterr().err) == []


def test_differences_are_measured(copy: MemoryCopy, capsys: pytest.CaptureFixture[str]) -> None:
    count_some()

    compare_month(MONTH)

    assert differences(capsys.readouterr().err) == [4]
