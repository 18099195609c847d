"""Whatever is composed of the forms that people use for days, times, nights, cabins, preferences and prices is read
back to what it was composed of."""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.trip_requests.preferences import TimeWindow
from chalicelib.domain.trip_requests.reading.reader import read_request
from chalicelib.domain.trip_requests.reading.text.plain_dates import MONTHS, WEEKDAYS
from chalicelib.domain.trip_requests.trip_request import Cabin, TripRequest
from tests.support.mid_morning import mid_morning
from tests.support.reading_defaults import DEFAULTS

TODAY = date(2026, 11, 20)  # a Friday
AIRPORTS = {"Vienna": "VIE", "Oslo": "OSL", "Madrid": "MAD", "Prague": "PRG", "Helsinki": "HEL", "Warsaw": "WAW"}
ORDINALS = {
    1: "first", 2: "second", 3: "third", 5: "fifth", 9: "ninth", 12: "twelfth", 13: "thirteenth", 20: "twentieth",
    21: "twenty first", 23: "twenty-third", 30: "thirtieth", 31: "thirty first",
}  # fmt: skip
CABINS = {"": Cabin.ECONOMY, "eco": Cabin.ECONOMY, "in business class": Cabin.BUSINESS, "biz": Cabin.BUSINESS}
PREFERENCES = {"": 0, "aisle seat": 1, "non-stop": 1, "refundable": 1, "non-stop, aisle seat": 2}
CAPS = {
    "": None,
    "max EUR 140/night": "140.00 EUR",
    "not over 200 euros per night": "200.00 EUR",
    "up to CHF 210 a night": "210.00 CHF",
}


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def ways_to_say(day: date) -> list[str]:
    """Return how a day is said that is none of the next few."""
    month, name, short = MONTHS[day.month - 1], WEEKDAYS[day.weekday()], f"{day:%b}"
    said = [
        f"on {day.day} {month} {day.year}", f"on the {ordinal(day.day)} of {month}", f"{month} {day.day}, {day.year}",
        f"on {name} {day.day} {month}", f"on {name[:3]}, {month} {ordinal(day.day)}", f"{day.day}{short.upper()}",
        f"{day.day:02}{short.upper()}{day:%y}", f"{day.day}{short.lower()}", day.isoformat(),
        f"on {day.day}.{day.month}.", f"{day.year}/{day.month:02}/{day.day:02}",
        f"on {day.day:02}.{day.month:02}.{day.year}", f"at the {day.day}. of {month.lower()}",
        f"the {day.day} {short.lower()}",
        f"in {day.day} of {month.lower()}", f"on {name} the {ordinal(day.day)} of {month}",
        f"{name} of week {day.isocalendar().week} {day.isocalendar().year}", f"on {day.day} {short} {day.year}",
    ]  # fmt: skip
    if day.day > 12:
        said += [f"{day.day}/{day.month}", f"{day.month}/{day.day}/{day.year}", f"on {name[:3]} {day.day}/{day.month}"]
    if day.day in ORDINALS:
        said += [f"on the {ORDINALS[day.day]} of {month.lower()}", f"on {month.lower()} {ORDINALS[day.day]}"]
    return said


def ways_to_say_soon(ahead: int) -> list[str]:
    """Return how a day so many days ahead of a Friday is said."""
    name = WEEKDAYS[(4 + ahead) % 7]
    said = {1: ["tomorrow", "tmrw"], 2: ["the day after tomorrow"], 14: ["in a fortnight", "in two weeks' time"]}
    found = [*said.get(ahead, []), f"in {ahead} days"]
    if ahead < 7:
        found += [f"on {name}", f"this coming {name}"]
    if 7 < ahead < 14:
        found += [f"{name} week", f"a week on {name}"]
    return found


def ways_to_follow(day: date, nights: int) -> list[str]:
    """Return how a day is said after another one so many days before."""
    name = WEEKDAYS[day.weekday()]
    said = [f"{nights} days later", f"after {nights} days", f"on the {ordinal(day.day)}"] if nights > 1 else []
    said += ["the next day", "the following day"] if nights == 1 else []
    return [*said, f"that {name}", f"on the {name} after it", f"on {name}"] if 0 < nights < 7 else said


WINDOWS = {
    "": "",
    "in the morning": "d-12:00",
    "landing before noon": "a-12:00",
    "dep 0900-1200": "d09:00-12:00",
    "after 5 pm": "d17:00-",
    "leaving between 3 and 5 pm": "d15:00-17:00",
    "arriving no later than 18:30": "a-18:30",
    "around 18 hours": "d17:00-19:00",
    "not before half seven in the morning": "d07:30-",
    "first thing": "d-09:00",
    "in the late afternoon": "d15:00-18:00",
}


class Composed(NamedTuple):
    """A sentence, and the days, windows and all else that were put into it."""

    text: str
    places: list[tuple[str, str]]
    days: list[date]
    windows: list[str]
    cabin: Cabin
    preferences: int
    cap: str | None
    has_stay: bool


@st.composite
def composed(draw: st.DrawFn) -> Composed:
    names = draw(st.lists(st.sampled_from(sorted(AIRPORTS)), min_size=2, max_size=4, unique=True))
    ahead = draw(st.integers(1, 14) | st.integers(22, 280))
    first = TODAY + timedelta(days=ahead)
    days, said = [first], [draw(st.sampled_from(ways_to_say_soon(ahead) if ahead < 15 else ways_to_say(first)))]
    ends = len(names) - 1 if len(names) > 2 else draw(st.integers(1, 2))
    for _ in range(1, ends):
        nights = draw(st.integers(1, 20))
        days.append(days[-1] + timedelta(days=nights))
        forms = ways_to_follow(days[-1], nights)
        said.append(
            draw(st.sampled_from(forms + ways_to_say(days[-1]) if ahead > 14 else forms or ways_to_say(days[-1])))
        )
    windows = [draw(st.sampled_from(sorted(WINDOWS))) for _ in days]
    stops = names if len(names) > 2 else [names[0], names[1], names[0]]
    pairs = list(pairwise(stops))[:ends]
    is_back = len(names) == 2 and ends == 2
    slices = []
    for place, ((origin, destination), day, window) in enumerate(zip(pairs, said, windows, strict=True)):
        named = (
            f"{origin} to {destination}"
            if place == 0 or not is_back
            else draw(st.sampled_from(["back", "return", "home"]))
        )
        slices.append(" ".join(part for part in (named, day, window) if part))
    cabin, preference = draw(st.sampled_from(sorted(CABINS))), draw(st.sampled_from(sorted(PREFERENCES)))
    cap = draw(st.sampled_from(sorted(CAPS))) if is_back else ""
    rest = [part for part in (cabin, preference, f"hotel, {cap}" if cap else "") if part]
    text = draw(st.sampled_from(["", "please book ", "I need to go from "])) + ", ".join([*slices, *rest])
    codes = [(AIRPORTS[start], AIRPORTS[end]) for start, end in pairs]
    return Composed(
        text,
        codes,
        days,
        [WINDOWS[each] for each in windows],
        CABINS[cabin],
        PREFERENCES[preference],
        CAPS[cap],
        bool(cap),
    )


def shown(side: str, window: TimeWindow | None) -> str:
    return f"{side}{window.not_before or ''}-{window.not_after or ''}" if window else ""


def describe(read: TripRequest) -> dict[str, object]:
    return {
        "places": [(each.origin.airports[0], each.destination.airports[0]) for each in read.slices],
        "days": [each.depart_on for each in read.slices],
        "windows": [shown("d", each.departure) + shown("a", each.arrival) for each in read.slices],
        "cabins": {each.cabin for each in read.slices},
        "preferences": len(read.preferences),
        "stays": [(each.check_in, each.check_out, str(each.nightly_cap)) for each in read.stays],
    }


@settings(max_examples=200, deadline=None)
@given(asked=composed())
def test_composed_sentence_is_read_back_to_what_it_was_composed_of(asked: Composed) -> None:
    read = read_request(asked.text, now=mid_morning(TODAY), defaults=DEFAULTS)

    assert describe(read) == {
        "places": asked.places,
        "days": asked.days,
        "windows": asked.windows,
        "cabins": {asked.cabin},
        "preferences": asked.preferences,
        "stays": [(asked.days[0], asked.days[1], asked.cap)] if asked.has_stay else [],
    }
