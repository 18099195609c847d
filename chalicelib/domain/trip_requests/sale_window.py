"""What is on sale: the days from today on the wall where a journey begins, as far ahead as whoever sells it does, and
how much of it at once."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from chalicelib.domain.local_days import local_day
from chalicelib.domain.places.place import Place

# Airlines load their schedules about a year ahead.
FURTHEST_DEPARTURE = timedelta(days=361)
# Nobody books more travellers together, or more nights at once, whoever sells.
MOST_TRAVELLERS = 9
MOST_NIGHTS = 99
MOST_RENTAL_DAYS = 90
_FIRST_ZONE, _LAST_ZONE = "Etc/GMT+12", "Etc/GMT-14"


class SaleLimits(NamedTuple):
    """What whoever sells sells at most: how far ahead, for how many travellers together, of a stay how many
    nights, and for how many days a car."""

    ahead: timedelta = FURTHEST_DEPARTURE
    travellers: int = MOST_TRAVELLERS
    nights: int = MOST_NIGHTS
    rental_days: int = MOST_RENTAL_DAYS

    def within(self, other: "SaleLimits") -> "SaleLimits":
        """Return what is sold by both."""
        return SaleLimits(
            min(self.ahead, other.ahead),
            min(self.travellers, other.travellers),
            min(self.nights, other.nights),
            min(self.rental_days, other.rental_days),
        )


class SaleWindow(NamedTuple):
    """The days on sale. While it is open where the journey begins, so is today: the earliest and the latest that it is
    anywhere differ, and only what holds for both is certain."""

    earliest_today: date
    latest_today: date
    ahead: timedelta = FURTHEST_DEPARTURE
    most_nights: int | None = None  # None: no hotel is asked for

    @property
    def today(self) -> date:
        return self.earliest_today

    @property
    def last(self) -> date:
        """The last day that is on sale."""
        return self.latest_today + self.ahead

    @property
    def is_certain(self) -> bool:
        return self.earliest_today == self.latest_today

    @property
    def todays(self) -> tuple[date, ...]:
        """Which day it may be today where the journey begins."""
        return tuple(dict.fromkeys((self.earliest_today, self.latest_today)))

    def from_day(self, day: date) -> "SaleWindow":
        """Return the same days on sale as if today were a later day."""
        return self._replace(earliest_today=day, latest_today=day, ahead=self.last - day)

    def is_past(self, day: date) -> bool:
        return day < self.earliest_today

    def sells(self, day: date) -> bool:
        """Return whether the day is on sale, wherever the journey begins."""
        return self.latest_today <= day <= self.earliest_today + self.ahead

    def may_sell(self, day: date) -> bool:
        """Return whether the day is on sale somewhere that the journey may begin."""
        return self.earliest_today <= day <= self.last

    def may_last(self, nights: int) -> bool:
        """Return whether a trip may have so many nights."""
        return self.most_nights is None or nights <= self.most_nights


def sale_window(
    origin: Place | None, now: datetime, ahead: timedelta = FURTHEST_DEPARTURE, most_nights: int | None = None
) -> SaleWindow:
    """Return the days on sale at `now` for a journey from `origin`, or from wherever, if that is open."""
    first, last = (origin.timezone, origin.timezone) if origin else (_FIRST_ZONE, _LAST_ZONE)
    return SaleWindow(local_day(now, first), local_day(now, last), ahead, most_nights)
