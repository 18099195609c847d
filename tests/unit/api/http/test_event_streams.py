"""An open stream, by a clock that the test turns: how soon it says what there is, how it shows that it lives, and when
it ends."""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pytest

from chalicelib.api.http import event_streams
from chalicelib.api.http.event_streams import (
    NOTHING,
    PING_SECONDS,
    QUICK_PAUSE_SECONDS,
    QUICK_SECONDS,
    QUIET_PAUSE_SECONDS,
    RETRY,
    AtOnce,
    EventStream,
    News,
    SentEvent,
    WaitQuery,
    stream_events,
)
from chalicelib.errors import NotFound

PING = ": ping\n\n"
RETRY_LATE = "retry: 60000\n\n"


class Clock:
    """A turn whose time passes while it is waited for; `stops_at` is when the environment is shut down."""

    def __init__(self) -> None:
        self.time, self.waits, self.stops_at = 1_000.0, list[float](), float("inf")

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        self.time += seconds
        return self.time >= self.stops_at


class Log:
    """A source whose events are committed at times of the clock; it is over when told so."""

    def __init__(self, clock: Clock, *commits: float, over_at: float = float("inf")) -> None:
        self.clock, self.commits, self.over_at = clock, sorted(commits), over_at
        self.read_until, self.checked = 0, list[float]()
        self.may_read = True

    def read(self) -> News:
        there = [at for at in self.commits[self.read_until :] if at <= self.clock.time]
        events = [
            SentEvent(f"evt_{number}", "happened", {"at": at}) for number, at in enumerate(there, self.read_until)
        ]
        self.read_until += len(events)
        return News(events) if events else NOTHING

    def check(self) -> bool:
        self.checked.append(self.clock.time)
        if not self.may_read:
            raise NotFound("There is no such log.")
        return self.clock.time < self.over_at


class Said(NamedTuple):
    """What was sent, and when."""

    at: float
    text: str


def follow(clock: Clock, source: Log, *, wait: int = 10, until: float = 1e9) -> Iterator[Said]:
    stream = EventStream(source, WaitQuery(wait=wait))
    for text in stream_events(stream, source.read(), clock, until):
        yield Said(clock.time, text)


def events(said: list[Said]) -> list[Said]:
    return [each for each in said if each.text.startswith("id:")]


@pytest.mark.parametrize("after", [0.0, 0.049, 0.2, 7.31, 59.0])
def test_an_event_is_sent_within_a_tenth_of_a_second_of_its_commit(after: float) -> None:
    clock = Clock()
    source = Log(clock, 1_000.0 + after)

    said = events(list(follow(clock, source, until=1_100.0)))

    assert [each.text for each in said] == [f'id: evt_0\nevent: happened\ndata: {{"at":{1_000.0 + after}}}\n\n']
    assert said[0].at - (1_000.0 + after) <= QUICK_PAUSE_SECONDS + 1e-6 <= 0.1


def test_after_an_event_the_next_one_is_looked_for_as_often_again() -> None:
    clock = Clock()
    source = Log(clock, 1_300.0, 1_359.0)

    first, second = events(list(follow(clock, source, until=1_500.0)))

    assert first.at - 1_300.0 <= QUIET_PAUSE_SECONDS + 1e-6
    assert second.at - 1_359.0 <= QUICK_PAUSE_SECONDS + 1e-6


def test_a_quiet_stream_is_looked_at_less_often_and_shows_that_it_lives() -> None:
    clock = Clock()
    source = Log(clock)

    said = list(follow(clock, source, until=1_600.0))

    assert [each.text for each in said] == [RETRY, *[PING] * (len(said) - 2), RETRY]
    gaps = [later.at - earlier.at for earlier, later in pairwise(said)]
    assert max(gaps) <= PING_SECONDS + QUIET_PAUSE_SECONDS
    quick = int(QUICK_SECONDS / QUICK_PAUSE_SECONDS)
    assert len(clock.waits) == pytest.approx(quick + (600 - QUICK_SECONDS) / QUIET_PAUSE_SECONDS, abs=3)
    assert source.checked[1] - source.checked[0] == pytest.approx(PING_SECONDS, abs=QUIET_PAUSE_SECONDS)


def test_a_stream_ends_in_time_with_when_to_come_back() -> None:
    clock = Clock()

    said = list(follow(clock, Log(clock), until=1_007.02))

    assert said[-1].text == RETRY
    assert said[-1].at == pytest.approx(1_007.02)


def test_a_stream_that_nothing_can_come_of_any_more_sends_the_reader_away_for_long() -> None:
    clock = Clock()

    said = list(follow(clock, Log(clock, over_at=0.0)))

    assert [each.text for each in said] == [RETRY, RETRY_LATE]
    assert clock.time == 1_000.0


def test_what_comes_while_it_is_asked_whether_anything_can_come_is_sent() -> None:
    clock = Clock()
    source = Log(clock)
    check = source.check

    def check_late() -> bool:
        source.commits.append(clock.time)
        source.over_at = clock.time
        return check()

    source.check = check_late  # type: ignore[method-assign]

    said = [each.text.partition("\n")[0] for each in follow(clock, source, until=1_002.0)]

    assert said[:2] == ["retry: 500", "id: evt_0"]


def test_the_last_event_ends_it_and_what_there_is_more_follows_at_once() -> None:
    clock = Clock()
    pages = [
        News([SentEvent("1", "a", 1)], more=True),
        News(more=True, place="2"),
        News([SentEvent("3", "b", 2)], ended=True),
    ]
    source = AtOnce(pages[0])
    source.read = lambda: pages.pop(0)  # type: ignore[method-assign]

    said = list(stream_events(EventStream(source), pages.pop(0), clock, 2_000.0))

    assert said == [RETRY, "id: 1\nevent: a\ndata: 1\n\n", "id: 2\n\n", "id: 3\nevent: b\ndata: 2\n\n", RETRY_LATE]
    assert clock.time == 1_000.0


def test_a_reader_knows_where_they_are_before_anything_has_come() -> None:
    """Whoever began behind everything, and is sent away after a quarter of an hour in which nothing came, is to miss
    nothing of what comes before they are back."""
    clock = Clock()
    places = ["7", "7", "7", "9", *["9"] * 1_000]
    source = AtOnce(NOTHING)
    source.read = lambda: News(place=places.pop(0))  # type: ignore[method-assign]
    source.check = lambda: True  # type: ignore[method-assign]

    said = list(stream_events(EventStream(source, WaitQuery()), source.read(), clock, 1_020.0))

    assert [each for each in said if each != PING] == [RETRY, "id: 7\n\n", "id: 9\n\n", RETRY]


def test_who_asks_not_to_wait_is_sent_what_there_is() -> None:
    clock = Clock()
    source = Log(clock, 999.0, 1_001.0)

    said = [each.text.partition("\n")[0] for each in follow(clock, source, wait=0)]

    assert said == ["retry: 500", "id: evt_0", "retry: 500"]


def test_a_stream_ends_when_its_environment_is_shut_down() -> None:
    clock = Clock()
    clock.stops_at = 1_003.0

    said = list(follow(clock, Log(clock)))

    assert said[-1].text == RETRY
    assert said[-1].at == pytest.approx(1_003.0, abs=QUICK_PAUSE_SECONDS + 1e-6)


def test_the_right_to_read_is_asked_while_nothing_happens() -> None:
    clock = Clock()
    source = Log(clock)
    stream = follow(clock, source)
    assert next(stream).text == RETRY
    assert next(stream).text == PING

    source.may_read = False

    with pytest.raises(NotFound):
        next(stream)
    assert clock.time <= 1_000.0 + 2 * PING_SECONDS + QUIET_PAUSE_SECONDS


def test_a_reader_who_takes_nothing_has_nothing_read_for_them() -> None:
    clock = Clock()
    source = Log(clock, *(1_000.0 + number for number in range(1, 50)))
    stream = follow(clock, source)

    said = [next(stream), next(stream)]
    clock.time += 30.0

    assert [each.text.partition("\n")[0] for each in said] == ["retry: 500", "id: evt_0"]
    assert source.read_until == 1


@pytest.mark.parametrize("ended", [False, True])
def test_an_answer_that_is_sent_whole_says_the_same(ended: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", _never)
    told = EventStream(AtOnce(News([SentEvent("1", "a", {"x": 1})], ended=ended, place="7")), WaitQuery(named=False))

    written = event_streams.answer_events(told)

    retry = RETRY_LATE if ended else RETRY
    assert written == f'{retry}id: 1\ndata: {{"type":"a","x":1}}\n\nid: 7\n\n'


def _never(_seconds: float) -> None:
    raise AssertionError("there is something to say")


def test_an_answer_that_is_sent_whole_waits_for_the_first_thing_that_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    _turn(monkeypatch, clock.wait, clock.now)
    source = Log(clock, 1_004.1, 1_008.0)

    written = event_streams.answer_events(EventStream(source, WaitQuery(wait=20)))

    assert written.count("id: evt_") == 1
    assert 1_004.1 <= clock.time <= 1_004.6
    assert event_streams.answer_events(EventStream(Log(clock), WaitQuery(wait=3))) == RETRY
    assert 1_007.0 <= clock.time <= 1_008.1


def _turn(monkeypatch: pytest.MonkeyPatch, wait: Callable[[float], bool], now: Callable[[], float]) -> None:
    monkeypatch.setattr(time, "sleep", wait)
    monkeypatch.setattr(time, "monotonic", now)
