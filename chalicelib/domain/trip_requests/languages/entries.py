"""What a glossary of a language holds: phrases of a trip with what they are called in English."""

from typing import NamedTuple

Entry = tuple[str, str]  # a pattern of whole words, and the English for it

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_QUARTERS = ("January February March", "April May June", "July August September", "October November December")
MONTHS = tuple(month for quarter in _QUARTERS for month in quarter.split())
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Glossary(NamedTuple):
    """The phrases of one language, in the order in which they are looked for; words are separated by spaces.

    `clock` is how an hour is written, with groups of hours and minutes, once or twice. `glue` are words that carry
    nothing of a trip. `matters` are such as no entry has and that limit or change a trip. `alone` is a pattern of what
    says that a hotel or a car is all. What is said of `events` is not said of travelling, nor a price of `fares` of
    hotels; behind `persons` stand names. A day behind one of the `bounds` is not that day.
    """

    dates: tuple[Entry, ...]
    numbers: tuple[Entry, ...]
    phrases: tuple[Entry, ...]
    clock: str
    glue: str
    negations: str
    matters: str
    back: str
    leaves: str
    heads: str
    companions: str
    alone: str
    events: str
    fares: str
    bounds: str
    persons: str


def name_days_and_months(days: str, months: str) -> tuple[Entry, ...]:
    """Return the entries of the days of a week from Monday on, and of the months from January on."""
    return (*zip(days.split(), _WEEKDAYS, strict=True), *zip(months.split(), MONTHS, strict=True))


def name_numbers(numbers: str) -> tuple[Entry, ...]:
    """Return the entries of the numbers from one to twelve, each as a number of something."""
    return tuple((rf"{word}(?= \w)", english) for word, english in zip(numbers.split(), _NUMBERS, strict=True))
