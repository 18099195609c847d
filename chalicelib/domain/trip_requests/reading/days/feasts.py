"""Holidays that move with Easter, or are a day of the week of a month."""

from datetime import date, timedelta

# How many days after Easter Sunday.
_OF_EASTER = {
    "shrove tuesday": -47, "ash wednesday": -46, "maundy thursday": -3, "good friday": -2, "easter saturday": -1,
    "easter sunday": 0, "easter monday": 1, "ascension day": 39, "whit sunday": 49, "whit monday": 50,
}  # fmt: skip
BLACK_FRIDAY = "black friday"
FEASTS = (*_OF_EASTER, BLACK_FRIDAY)


def next_feast(name: str, today: date) -> date:
    """Return the next such day, today included."""
    days = (_feast_of(name.lower(), year) for year in (today.year, today.year + 1))
    return next(day for day in days if day >= today)


def _feast_of(name: str, year: int) -> date:
    if name == BLACK_FRIDAY:  # the day after the fourth Thursday of November
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 22)
    return easter_of(year) + timedelta(days=_OF_EASTER[name])


def easter_of(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the method of Butcher (1876)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - shift + 15) % 30
    quarter, odd = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * quarter - epact - odd) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
