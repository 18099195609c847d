"""Days in words are days on the wall where the trip starts; what can mean two of them is asked, and nothing else.

What is expected is worked out by zoneinfo and the calendar alone.
"""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from chalicelib.domain.places.gazetteer import gazetteer
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.reading.text.words import is_filler
from chalicelib.domain.trip_requests.sale_window import FURTHEST_DEPARTURE
from chalicelib.errors import AmbiguousRequest, Clarification, InvalidInput
from tests.support.asked_trips import Journey, there_and_back
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

BOOK = gazetteer()
# The airport of the largest city of every zone: there are some 300.
AIRPORTS = {
    place.timezone: place.airports[0]
    for place in (BOOK.place(city) for city in reversed(BOOK.cities) if city.own)
    if not is_filler(place.airports[0])  # "for" is a word, also in capitals
}
RELATIVE = {"today": 0, "tomorrow": 1, "the day after tomorrow": 2, "in 5 days": 5, "in two weeks": 14}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read(sentence: str, now: datetime, **answers: str) -> Journey:
    return there_and_back(read_request(sentence, now=now, defaults=DEFAULTS, answers=answers))


def asked(sentence: str, now: datetime) -> tuple[Clarification, ...]:
    with pytest.raises(AmbiguousRequest) as caught:
        read(sentence, now)
    return caught.value.questions


@pytest.mark.parametrize(
    ("now", "sentence", "day"),
    [
        ("2026-11-29T00:16Z", "Los Angeles to San Francisco tomorrow, one way", "2026-11-29"),
        ("2026-11-29T00:16Z", "Los Angeles to San Francisco 28 November 2026, one way", "2026-11-28"),
        ("2026-11-29T09:59Z", "Honolulu to Tokyo today, one way", "2026-11-28"),
        ("2026-11-29T10:00Z", "Honolulu to Tokyo today, one way", "2026-11-29"),
        ("2026-11-28T11:30Z", "Auckland to Sydney tomorrow, one way", "2026-11-30"),
        ("2026-11-28T10:15Z", "Apia to Pago Pago today, one way", "2026-11-28"),
        ("2026-11-28T11:15Z", "Apia to Pago Pago today, one way", "2026-11-29"),
        ("2026-11-28T10:15Z", "Pago Pago to Apia today, one way", "2026-11-27"),
        ("2026-11-28T18:14Z", "Kathmandu to Delhi today, one way", "2026-11-28"),
        ("2026-11-28T18:15Z", "Kathmandu to Delhi today, one way", "2026-11-29"),
        ("2026-10-25T00:30Z", "Berlin to London in 5 days, one way", "2026-10-30"),
        ("2026-11-28T15:00Z", "Tokyo to Seoul on 29 November, one way", "2026-11-29"),
        ("2026-11-28T03:29Z", "St. John's, Canada to Toronto today, one way", "2026-11-27"),
        ("2026-12-31T13:00Z", "Suva to Nadi tomorrow, one way", "2027-01-02"),
    ],
)
def test_day_is_the_one_on_the_wall_at_the_origin(now: str, sentence: str, day: str) -> None:
    assert read(sentence, datetime.fromisoformat(now)).depart_on.isoformat() == day


def test_relative_days_count_from_the_wall_in_every_zone() -> None:
    chance = random.Random(12)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    elsewhere = ("LHR", "JFK")

    assert len(AIRPORTS) > 250
    for zone, airport in AIRPORTS.items():
        now = start + timedelta(minutes=chance.randrange(366 * 24 * 60))
        words, days = chance.choice(list(RELATIVE.items()))
        to = elsewhere[airport == "LHR"]

        departs = read(f"from {airport} to {to} {words}, one way", now).depart_on

        assert departs == now.astimezone(ZoneInfo(zone)).date() + timedelta(days=days), (zone, now, words)


def test_unclear_origin_is_asked_before_the_days_that_hang_on_it() -> None:
    now = datetime(2026, 11, 29, 0, 16, tzinfo=UTC)
    (question,) = asked("Portland to London tomorrow, back in 2 weeks", now)
    oregon = next(code for code, label in question.choices if "Oregon" in label)

    assert question.field == "origin"
    assert read("Portland to London tomorrow, one way", now, origin=oregon).depart_on == date(2026, 11, 29)


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Asia/Tokyo", "Etc/GMT-14"])
def test_date_that_is_today_somewhere_is_never_past_while_the_origin_is_unclear(zone: str) -> None:
    now = datetime(2026, 11, 29, 11, 30, tzinfo=UTC)
    there = now.astimezone(ZoneInfo(zone)).date()

    assert [each.field for each in asked(f"Portland to London {there}, one way", now)] == ["origin"]


def readings(today: date, named: int) -> set[date]:
    """Return the named day of the next week, by either first day of the week, and the first one that comes; on that
    day of the week itself, the second one too."""
    ahead = [today + timedelta(days=n) for n in range(1, 15)]
    of_name = [day for day in ahead if day.weekday() == named]
    this_iso, this_us = today.isocalendar().week, int(f"{today:%U}")
    next_weeks = [day for day in of_name if day.isocalendar().week == this_iso + 1 or int(f"{day:%U}") == this_us + 1]
    return {of_name[0], *next_weeks, *(of_name if today.weekday() == named else ())}


@pytest.mark.parametrize("named", range(7))
@pytest.mark.parametrize("offset", range(7))
def test_next_weekday_is_asked_whenever_two_of_its_readings_are_ahead(offset: int, named: int) -> None:
    today = date(2026, 6, 8) + timedelta(days=offset)
    sentence = f"Berlin to London next {WEEKDAYS[named]}, one way"
    days = sorted(readings(today, named))

    if len(days) == 1:
        assert read(sentence, mid_morning(today)).depart_on == days[0]
        return
    (question,) = asked(sentence, mid_morning(today))
    assert [code for code, _ in question.choices] == [day.isoformat() for day in days]
    for day in days:
        assert read(sentence, mid_morning(today), departOn=day.isoformat()).depart_on == day


@pytest.mark.parametrize("named", range(7))
@pytest.mark.parametrize("offset", range(7))
def test_bare_weekday_is_the_next_one_to_come_and_asked_on_that_day(offset: int, named: int) -> None:
    today = date(2026, 6, 8) + timedelta(days=offset)
    coming = next(day for n in range(1, 8) if (day := today + timedelta(days=n)).weekday() == named)

    assert read(f"Berlin to London coming {WEEKDAYS[named]}, one way", mid_morning(today)).depart_on == coming
    sentence = f"Berlin to London on {WEEKDAYS[named]}, one way"
    if named != offset:
        assert read(sentence, mid_morning(today)).depart_on == coming
        return
    (question,) = asked(sentence, mid_morning(today))
    assert [code for code, _ in question.choices] == [today.isoformat(), coming.isoformat()]


@pytest.mark.parametrize(
    ("today", "back", "days"),
    [
        (date(2026, 11, 29), "2 December 2026 back next Friday", ["2026-12-04", "2026-12-11"]),
        (date(2026, 11, 29), "10 December 2026 back next Friday", ["2026-12-11", "2026-12-18"]),
        (date(2026, 12, 1), "tomorrow back next Thursday", ["2026-12-03", "2026-12-10"]),
        (date(2026, 12, 1), "3 March 2027 back next Sunday", ["2027-03-07", "2027-03-14"]),
    ],
)
def test_next_weekday_is_asked_of_a_return_as_well(today: date, back: str, days: list[str]) -> None:
    (question,) = asked(f"Lima to Bogota {back}", mid_morning(today))

    assert (question.field, [code for code, _ in question.choices]) == ("returnOn", days)


def test_year_left_out_is_the_only_one_on_sale_and_a_day_that_is_not_is_asked() -> None:
    chance = random.Random(29)
    for zone, airport in chance.sample(sorted(AIRPORTS.items()), 60):
        now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
        said = date(2028, 1, 1) + timedelta(days=chance.randrange(366))
        today = now.astimezone(ZoneInfo(zone)).date()
        on_sale = [
            day
            for n in range(FURTHEST_DEPARTURE.days + 1)
            if ((day := today + timedelta(days=n)).month, day.day) == (said.month, said.day)
        ]
        sentence = f"from {airport} to {'JFK' if airport == 'LHR' else 'LHR'} {said.day} {said:%B}, one way"
        if on_sale:
            assert [read(sentence, now).depart_on] == on_sale
        else:
            (question,) = asked(sentence, now)
            assert (question.field, "not on sale yet" in question.question) == ("departOn", True)


def test_three_to_five_march_said_in_november_is_next_year() -> None:
    trip = read("Berlin to London 3-5 March", mid_morning(date(2026, 11, 29)))

    assert (trip.depart_on, trip.return_on) == (date(2027, 3, 3), date(2027, 3, 5))


OUTS = (
    "next week", "next Friday", "Friday", "on 03/04/2027", "on 11/12/2027", "next Sunday", "in early May", "3 March",
    "on 25 November", "tomorrow", "on 24 November 2027",
)  # fmt: skip
BACKS = (
    "one way", "round trip", "for 3 days", "for 4 nights", "back next Monday", "back in 10 days", "back 05/04/2027",
    "back on 2 December 2026", "and 5 March 2027", "one way, hotel", "",
)  # fmt: skip
TODAYS = (date(2026, 11, 29), date(2026, 11, 27), date(2026, 11, 30))


def is_refused(trip: Journey, today: date) -> bool:
    """Return whether a trip that was understood has days that are not on sale."""
    days = [trip.depart_on, trip.return_on or trip.depart_on, *([trip.stay.check_out] if trip.stay else [])]
    return days[0] > days[1] or not all(today <= day <= today + FURTHEST_DEPARTURE for day in days)


def follow(sentence: str, now: datetime, **answers: str) -> int:
    """Take every choice that is offered on the way to a trip, and return how many; one that is refused fails."""
    try:
        trip = read(sentence, now, **answers)
    except AmbiguousRequest as doubt:
        question = doubt.questions[0]
        return sum(1 + follow(sentence, now, **answers, **{question.field: code}) for code, _ in question.choices)
    assert not is_refused(trip, now.date()), (sentence, answers)
    return 0


@pytest.mark.parametrize("today", TODAYS)
def test_every_day_that_is_offered_is_one_that_can_be_booked(today: date) -> None:
    now = mid_morning(today)
    taken = 0
    for out, back in product(OUTS, BACKS):
        sentence = f"Nairobi to Lagos {out} {back}"
        try:
            read(sentence, now)
        except AmbiguousRequest:
            taken += follow(sentence, now)
        except InvalidInput:
            continue  # what was said is refused at once, with nothing offered

    assert taken > 100
