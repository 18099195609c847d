"""Bookings are counted exactly once, in whatever order, how often and how late their events come."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chalicelib import clock
from chalicelib.domain.bookings.booking import Booking, BookingStatus
from chalicelib.domain.bookings.events import Event, EventType
from chalicelib.domain.bookings.travellers import BookingTraveller
from chalicelib.domain.reports.contribution import COUNTED, contribution_of, report_month_of
from chalicelib.errors import VersionConflict
from chalicelib.models import booking_events, bookings, reports
from chalicelib.models.booking_events import EventRow
from chalicelib.models.reports import Counted, FiguresRow
from chalicelib.services.operations import outbox, sweeper
from chalicelib.services.reports import counting
from tests.simulation.cloud.empty import empty_cloud, take_table_away
from tests.unit.policy_samples import crowd, flight, option, segment, trip
from tests.unit.services.reports.report_samples import (
    booking_id,
    expected_of,
    keep,
    life_of,
    reported,
    rows_naming,
)

NUMBERS = st.integers(0, 3)


@pytest.fixture(autouse=True)
def _cloud() -> Iterator[None]:
    with empty_cloud():
        yield


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def event_of(made: Booking, status: BookingStatus | None = None) -> Event:
    return Event(
        event_id=f"evt_{made.version}",
        booking_id=made.booking_id,
        seq=made.version,
        type=EventType.BOOKED,
        status=status or made.status,
        at=datetime(2027, 1, 5, tzinfo=UTC),
        data={},
    )


class Counting(RuleBasedStateMachine):
    """Bookings go on; messages about them come at any time, twice, late, or to readers that have looked long ago."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = contextlib.ExitStack()

    @initialize()
    def begin(self) -> None:
        self._stack.enter_context(empty_cloud())
        self.lives = {number: life_of(number) for number in range(4)}
        self.at = dict.fromkeys(self.lives, 0)
        self.readers: list[tuple[Booking, Counted | None]] = []
        for number in self.lives:
            keep(self.lives[number][0])

    def teardown(self) -> None:
        self._stack.close()

    @rule(number=NUMBERS)
    def go_on(self, number: int) -> None:
        self.at[number] = min(self.at[number] + 1, len(self.lives[number]) - 1)
        keep(self.lives[number][self.at[number]])

    @rule(number=NUMBERS)
    def message_comes(self, number: int) -> None:
        counting.count_booking(booking_id(number))

    @rule(number=NUMBERS)
    def reader_looks(self, number: int) -> None:
        made = bookings.get_booking(booking_id(number))
        contribution = contribution_of(made)
        if contribution is not None:
            self.readers.append((made, reports.find_counted(contribution.month, made.booking_id)))

    @rule(data=st.data())
    def reader_goes_on_late(self, data: st.DataObject) -> None:
        """What a reader knew is written only if nobody has counted the booking since."""
        if not self.readers:
            return
        made, counted = self.readers.pop(data.draw(st.integers(0, len(self.readers) - 1)))
        contribution = contribution_of(made)
        assert contribution is not None
        now = reports.find_counted(contribution.month, made.booking_id)
        if data.draw(st.booleans()):
            counting._replace(made, contribution)
        elif counted is None or counted.version < made.version:
            refused = pytest.raises(VersionConflict) if counted != now else contextlib.nullcontext()
            with refused:
                reports.replace_counted(
                    counted,
                    contribution,
                    month=contribution.month,
                    booking_id=made.booking_id,
                    version=made.version,
                )

    @invariant()
    def all_that_is_counted_adds_up(self) -> None:
        """At any time the figures are the sum of what each booking is counted for."""
        if not hasattr(self, "lives"):
            return
        counted = {
            each.booking_id: each.version
            for month in {report_month_of(life[-1]) or "" for life in self.lives.values()}
            for each in reports.list_counted(month)
        }
        assert reported() == expected_of(
            life[version - 1]
            for life in self.lives.values()
            for booked, version in counted.items()
            if booked == life[0].booking_id
        )

    @rule()
    def everything_comes_in_the_end(self) -> None:
        for number in self.lives:
            counting.count_booking(booking_id(number))
        assert reported() == expected_of(self.lives[number][self.at[number]] for number in self.lives)


TestCounting = Counting.TestCase
TestCounting.settings = settings(max_examples=8, stateful_step_count=20, deadline=None)


@settings(max_examples=5)
@given(st.permutations([(number, version) for number in range(4) for version in range(5)] * 2))
def test_any_order_of_all_events_twice_gives_the_same_reports(order: list[tuple[int, int]]) -> None:
    with empty_cloud():
        lives = [life_of(number) for number in range(4)]
        for number, version in order:
            keep(lives[number][min(version, len(lives[number]) - 1)])  # as if every order of commits were possible
            keep(lives[number][-1])
            counting.count_booking(booking_id(number))

        assert reported() == expected_of(life[-1] for life in lives)


@pytest.mark.waits
def test_what_is_bought_by_many_at_once_is_counted_for_each() -> None:
    lives = [life_of(number * 4) for number in range(12)]
    for life in lives:
        keep(life[1])

    threads = [Thread(target=counting.count_booking, args=(life[1].booking_id,)) for life in lives for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert reported() == expected_of(life[1] for life in lives)


def test_a_count_that_dies_after_its_transaction_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    life = life_of(0)
    keep(life[1])
    counting.count_booking(booking_id(0))
    keep(life[-1])

    with monkeypatch.context() as dying:
        dying.setattr(reports, "remove_empty", _die)
        with pytest.raises(KeyboardInterrupt):
            counting.count_booking(booking_id(0))
    changed_again = counting.count_booking(booking_id(0))

    assert not changed_again
    assert {key: value for key, value in reported().items() if value.bookings} == expected_of([life[-1]])


def test_no_row_names_a_traveller_who_is_erased() -> None:
    life = life_of(0)
    keep(life[1])
    counting.count_booking(booking_id(0))
    assert rows_naming("user-0")

    keep(life[-1])
    counting.count_booking(booking_id(0))

    assert not rows_naming("user-0")


def test_the_largest_booking_is_counted_in_one_transaction() -> None:
    """Nine travellers of as many cost centres, on eight fares of three segments, all of them erased at once."""
    from chalicelib.domain.offers.offers import Slice
    from chalicelib.domain.privacy.anonymity import anonymise_all
    from tests.support.booked_samples import orders_of

    fares = tuple(
        flight(
            f"f{number}",
            slices=[
                Slice(segments=tuple(segment(marketing_carrier=f"{chr(65 + number)}{place}") for place in range(3)))
            ],
        )
        for number in range(8)
    )
    people = crowd(9)
    base = life_of(0)[1]
    chosen = option(*fares)
    made = msgspec.structs.replace(
        base,
        request=trip(
            travellers=people, cost_centre="CC-0", cost_centres=tuple(f"CC-{place}" for place in range(len(people)))
        ),
        travellers=tuple(
            BookingTraveller(given_name=each.given_name, family_name=each.family_name, user_id=f"user-{place}")
            for place, each in enumerate(people)
        ),
        options=(chosen,),
        orders=orders_of(chosen),
    )
    keep(made)
    counting.count_booking(made.booking_id)

    after = msgspec.structs.replace(made, version=made.version + 1, **anonymise_all(made))
    keep(after)
    counting.count_booking(made.booking_id)

    assert reported() == expected_of([after])


def test_an_event_stays_pending_until_its_booking_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    bought = life_of(0)[1]
    keep(bought)
    row = booking_events.to_row(event_of(bought), 2_000_000_000)
    row.save()

    with monkeypatch.context() as broken:
        take_table_away(broken, FiguresRow)
        with pytest.raises(Exception, match="reports"):
            outbox.push_event(bought.booking_id, bought.version)
    assert EventRow.get(bought.booking_id, bought.version).pending
    outbox.push_event(bought.booking_id, bought.version)

    assert not EventRow.get(bought.booking_id, bought.version).pending
    assert reported() == expected_of([bought])


def push(event: Event) -> None:
    outbox.push_event(event.booking_id, event.seq)


def give_up_pushing(event: Event) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: event.at + timedelta(hours=2))
        assert sweeper.sweep().events_abandoned == 1


@pytest.mark.parametrize("deliver", [push, give_up_pushing])
def test_what_an_event_says_is_counted_whoever_delivers_it(deliver: Callable[[Event], None]) -> None:
    life = life_of(0)
    for number in (1, -1):
        keep(life[number])
        event = event_of(life[number])
        booking_events.to_row(event, 2_000_000_000).save()

        deliver(event)

        assert reported() == expected_of([life[number]])
    assert not rows_naming("user-0")


@pytest.mark.parametrize("status", sorted(set(BookingStatus) - COUNTED))
def test_an_event_before_anything_is_bought_reads_no_booking(
    status: BookingStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = life_of(0)[0]
    booking_events.to_row(event_of(made, status), 2_000_000_000).save()

    outbox.push_event(made.booking_id, made.version)  # there is no booking

    assert reported() == {}
