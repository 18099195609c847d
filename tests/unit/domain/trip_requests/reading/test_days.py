"""Days in the ways that people say them, alone and beside one another."""

from datetime import date

import pytest

from chalicelib.domain.trip_requests.reading.days.feasts import easter_of
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.trip_request import TripRequest
from chalicelib.errors import AmbiguousRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2027, 9, 14)  # a Tuesday


def read(sentence: str, today: date = TODAY) -> TripRequest:
    return read_request(sentence, now=mid_morning(today), defaults=DEFAULTS)


def days(trip: TripRequest) -> str:
    slices = [f"{each.depart_on:%m-%d}" for each in trip.slices]
    return " ".join([*slices, *(f"{each.check_in:%m-%d}/{each.check_out:%m-%d}" for each in trip.stays)])


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("the 25 october", "10-25"),
        ("for the 4th october", "10-04"),
        ("at 8 of december", "12-08"),
        ("in 20 of december", "12-20"),
        ("on the 9. of March", "03-09"),
        ("on 26.4.", "04-26"),
        ("on 5.10", "10-05"),
        ("on 05.10.2027", "10-05"),
        ("on day 28 month 10", "10-28"),
        ("on the 3rd day of November", "11-03"),
        ("11/10/27 (Mon)", "10-11"),
        ("Thursday the 28th", "10-28"),
        ("on Fri 8th", "10-08"),
        ("on the 3rd of next month", "10-03"),
        ("the monday after next", "09-27"),
        ("this coming Friday", "09-17"),
        ("on Thursday this week", "09-16"),
        ("Wednesday over one week", "09-22"),
        ("a week from Friday", "09-24"),
        ("two weeks on Friday", "10-01"),
        ("in a fortnight", "09-28"),
        ("in two weeks' time, i.e. on 28th Sept", "09-28"),
        ("on a Tuesday, the 14th of December", "12-14"),
        ("tomorrow (Wednesday)", "09-15"),
        ("the day after New Year's Day", "01-02"),
        ("on Christmas Eve", "12-24"),
        ("on the Tuesday of the 41st calendar week of 2027", "10-12"),
        ("w/c 11 Oct: wed", "10-13"),
        ("this evening", "09-14"),
        ("in one month", "10-14"),
        ("dtd 5th October", "10-05"),
        ("05/OCT/27", "10-05"),
        ("2027-10-05T08:00", "10-05"),
        ("on Good Friday", "04-14"),
        ("on Easter Monday", "04-17"),
        ("on the day before Ash Wednesday", "02-29"),
        ("on Black Friday", "11-26"),
        ("the day after 31 October", "11-01"),
        ("the evening before the 5 October meeting", "10-04"),
        ("in three months", "12-14"),
    ],
)
def test_day_is_read_however_it_is_said(said: str, day: str) -> None:
    found = read_days(f"Vienna to Oslo {said}, one way")

    assert found == day


def read_days(sentence: str) -> str:
    try:
        return days(read(sentence))
    except AmbiguousRequest as doubt:
        return "? " + " ".join(sorted(f"{each.field}: {each.question}" for each in doubt.questions))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Vienna to Oslo on Tuesday, October 26, coming home on Thursday the 28th", "10-26 10-28"),
        ("Vienna to Oslo Mon 4th, Oslo to Paris Tues 5th, Paris to Madrid Fri 8th October", "10-04 10-05 10-08"),
        ("All in November: Vienna to Oslo on the 18th, Oslo to Paris on the 20th, Paris to Rome on the 22nd",
         "11-18 11-20 11-22"),
        ("Out Monday week, Vienna to Oslo, home the Wednesday after that Monday", "09-27 09-29"),
        ("Vienna to Oslo the monday after next, back that wed", "09-27 09-29"),
        ("On Wednesday over one week, that is the 22nd, Vienna to Oslo, back on the Thursday", "09-22 09-23"),
        ("Vienna to Oslo at the first Thursday of next month, and back at the Sunday after it", "10-07 10-10"),
        ("Vienna to Oslo Oct 3, return two days after", "10-03 10-05"),
        ("Vienna to Oslo tomorrow, and after two days back", "09-15 09-17"),
        ("Vienna to Oslo, going 19th October 2027, coming 21st October 2027", "10-19 10-21"),
        ("Vienna to Oslo 13th October 2027 onward and 17th October 2027 return", "10-13 10-17"),
        ("VIE-OSL 14OCT out 17OCT in", "10-14 10-17"),
        ("Vienna - Oslo - Vienna, 8th Nov 2027 to 11th Nov 2027", "11-08 11-11"),
        ("Vienna to Oslo on Mon 4 Oct to Fri 8 Oct", "10-04 10-08"),
        ("Vienna to Oslo the week of Oct 11, leaving Monday back Thursday", "10-11 10-14"),
        ("VIE-OSL 1oct am/3oct pm", "10-01 10-03"),
        ("VIE-OSL-VIE 1OCT/3OCT", "10-01 10-03"),
        ("VIE OSL 01OCT 0700 OSL VIE 03OCT 1900", "10-01 10-03"),
        ("Vienna to Oslo on friday the first of october, coming home on sunday the third", "10-01 10-03"),
        ("vienna to oslo october one back october three", "10-01 10-03"),
        ("Vienna to Oslo 4 October day return", "10-04 10-04"),
        ("Vienna to Oslo first Monday of October, back on the Wednesday after", "10-04 10-06"),
        ("Vienna to Oslo, out 4/10/27, in 13/10/27", "10-04 10-13"),
        ("Vienna to Oslo, out 4 Oct, in 6 Oct", "10-04 10-06"),
        ("Vienna to Oslo on the 4th of october and return on the sixth", "10-04 10-06"),
        ("a return from Vienna to Oslo, out Monday week, home the Wednesday", "09-27 09-29"),
        ("VIE-OSL-VIE same day 17oct", "10-17 10-17"),
        ("A fair in Oslo is on October 15-17. Vienna to Oslo the day before it starts, home the day after it ends.",
         "10-14 10-18"),
        ("w/c 15 nov: tue VIE-OSL, wed OSL-VIE", "11-16 11-17"),
        ("w/c 29 nov: tue VIE-OSL, thu OSL-VIE", "11-30 12-02"),
        ("Vienna to Oslo Fri 1 Oct, Oslo to Rome Sun 3 Oct, Rome to Vienna 5 Oct. Hotel in Oslo, the 1st to the 3rd",
         "10-01 10-03 10-05 10-01/10-03"),
        ("hotel in Oslo since the 2 until the 5 of October", "10-02/10-05"),
        ("hotel in Oslo for the nights of 14 and 15 October", "10-14/10-16"),
        ("hotel in Oslo for the nights of 30, 31 October", "10-30/11-01"),
        ("hotel in Oslo sat to mon", "09-18/09-20"),
        ("The workshop is 6-7 October in Oslo. Flight from Vienna on 5 October, home on 8 October.", "10-05 10-08"),
        ("Meetings in Oslo on 6 and 7 December; fly there from Vienna on the 5th, back on the 8th", "12-05 12-08"),
        ("Vienna to Oslo 05OCT27-08OCT27", "10-05 10-08"),
        ("Vienna to Oslo 5.10.-8.10.", "10-05 10-08"),
        ("Vienna to Oslo 5.-8.10.", "10-05 10-08"),
        ("Vienna to Oslo Weds 6 Oct, back Thurs 7 Oct", "10-06 10-07"),
        ("Vienna to Oslo the week after next on Thursday, back Friday", "09-30 10-01"),
        ("hotel in Oslo October 19 to 20", "10-19/10-20"),
        ("hotel in Oslo for the period from 17 to 20 October", "10-17/10-20"),
        ("hotel in Oslo from 21 to 24 October 2027", "10-21/10-24"),
        ("Vienna to Oslo, to be there by noon on 5 October. Same day morning is fine. Come back 7 October. Hotel",
         "10-05 10-07 10-05/10-07"),
        ("I'm after a Wednesday flight, the 15th of December, from Vienna to Oslo", "12-15"),
        ("hotel in Oslo on 5 October for one night", "10-05/10-06"),
        ("hotel in Oslo tonight", "09-14/09-15"),
        ("hotel in Oslo tomorrow night", "09-15/09-16"),
        ("hotel in Oslo tonight until Friday", "09-14/09-17"),
        ("hotel in Oslo for the night of 5 October", "10-05/10-06"),
        ("Vienna to Oslo 5 October, hotel both nights, back 7 October", "10-05 10-07 10-05/10-07"),
        ("VIE-OSL-PRG-VIE on 4, 6 and 8 October", "10-04 10-06 10-08"),
        ("VIE-OSL-PRG-VIE 4/6/8 Oct", "10-04 10-06 10-08"),
        ("hotel in Oslo, in on 29th November, out on 1 December", "11-29/12-01"),
        ("hotel in Oslo for 3 nights from Friday 8 October", "10-08/10-11"),
        ("Vienna to Oslo and back on 4 October", "10-04 10-04"),
        ("Vienna to Oslo, Sunday 17 October to 20 October, hotel Sun-Tue", "10-17 10-20 10-17/10-19"),
        ("Vienna to Oslo 17 October to 20 October, hotel from Monday to Wednesday", "10-17 10-20 10-18/10-20"),
        ("I want go from Vienna to Oslo the day 4 of October and come back the day 6", "10-04 10-06"),
        ("Vienna to Oslo 4-6/10", "10-04 10-06"),
        ("VIE-OSL 4-13/10/27 eco", "10-04 10-13"),
        ("Vienna to Oslo 4 to 6/10", "10-04 10-06"),
        ("Vienna to Oslo on 4 October in the morning, back in the evening", "10-04 10-04"),
        ("Vienna to Oslo on 4 October, home by 8 pm", "10-04 10-04"),
        ("Vienna to Oslo on 4 October for 2 nights, back in the evening", "10-04 10-06"),
        ("Two legs: Vienna to Oslo on 4 October, Oslo to Rome on 6 October", "10-04 10-06"),
        ("Flight 1: Vienna to Oslo on 4 October. Flight 2: Oslo to Vienna on 6 October.", "10-04 10-06"),
        ("The board meets in Oslo on 5 October. I travel from Vienna on 4 October and return on 6 October.",
         "10-04 10-06"),
        ("by train from Vienna to Oslo and back tomorrow", "09-15 09-15"),
        ("Vienna to Oslo on 4 October, back 5 October, hotel that night", "10-04 10-05 10-04/10-05"),
        ("Vienna to Oslo on 4 October and a hotel in Oslo that night", "10-04 10-05 10-04/10-05"),
    ],
)  # fmt: skip
def test_days_are_read_by_one_another(sentence: str, expected: str) -> None:
    assert read_days(sentence) == expected


@pytest.mark.parametrize(
    "said",
    [
        "any day in the week of 8 November, except the Tuesday",
        "in the week of 8 November",
        "sometime next month",
        "in the second half of October",
        "mid-October",
        "early next week",
        "some day in October",
        "at the end of November",
        "in the coming weeks",
        "Wednesday 14 October",
        "on 31 September",
        "next Tuesday",
        "not before 5 October",
        "after 5 October",
        "before Friday",
        "around 5 October",
        "on 5 October or thereabouts",
        "on Oct 7 or 8",
        "on 1 or 2 October",
        "on Monday or on Wednesday",
        "on 4 October or 6 October",
    ],
)
def test_day_that_is_no_certain_one_is_asked_and_nothing_else(said: str) -> None:
    with pytest.raises(AmbiguousRequest) as caught:
        read(f"Vienna to Oslo {said}, one way")

    assert [each.field for each in caught.value.questions] == ["departOn"]


@pytest.mark.parametrize(
    "around",
    [
        "As discussed last Friday, {0}",
        "As agreed in Monday's call, {0}",
        "{0}. Please confirm by Friday.",
        "{0}. Kindly reply by 5pm.",
        "{0}. Please let me know by noon on Thursday.",
        "Please let me know before Thursday. {0}",
    ],
)
def test_day_of_something_else_is_none_of_the_journey(around: str) -> None:
    trip = read(around.format("Vienna to Oslo on 5 October, back on 7 October"))

    assert days(trip) == "10-05 10-07"
    assert all(each.departure is None and each.arrival is None for each in trip.slices)


@pytest.mark.parametrize(
    "words",
    ["every Friday", "on bank holiday Monday", "on 5 October, born 12 March 1985", "on 5 October, office open 24/7",
     "on 5 October, my passport expires 12 May 2030", "on 5 October between 1000 and 1500 NOK"],
)  # fmt: skip
def test_day_or_amount_that_may_matter_is_asked_and_never_read_as_one_of_the_journey(words: str) -> None:
    with pytest.raises(AmbiguousRequest):
        read(f"Vienna to Oslo {words}")


@pytest.mark.parametrize(("year", "day"), [(2024, "03-31"), (2027, "03-28"), (2038, "04-25"), (2285, "03-22")])
def test_easter_is_the_sunday_after_the_first_full_moon_of_spring(year: int, day: str) -> None:
    assert f"{easter_of(year):%m-%d}" == day
