"""Which days are on sale: from today on the wall where a journey begins, for as long as airlines sell ahead."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from chalicelib.domain.local_days import local_day
from chalicelib.domain.places.place import Place

# Airlines load their schedules about a year ahead.
FURTHEST_DEPARTURE = timedelta(days=361)
_FIRST_ZONE, _LAST_ZONE = "Etc/GMT+12", "Etc/GMT-14"


class SaleWindow(NamedTuple):
    """The days on sale. While it is open where the journey begins, so is today: the earliest and the latest that it is
    anywhere differ, and only what holds for both is certain."""

    earliest_today: date
    latest_today: date

    @property
    def today(self) -> date:
        return self.earliest_today

    @property
    def last(self) -> date:
        """The last day that is on sale."""
        return self.latest_today + FURTHEST_DEPARTURE

    @property
    def is_certain(self) -> bool:
        return self.earliest_today == self.latest_today

    def is_past(self, day: date) -> bool:
        return day < self.earliest_today

    def sells(self, day: date) -> bool:
        """Return whether the day is on sale, wherever the journey begins."""
        return self.latest_today <= day <= self.earliest_today + FURTHEST_DEPARTURE

    def may_sell(self, day: date) -> bool:
        """Return whether the day is on sale somewhere that the journey may begin."""
        return self.earliest_today <= day <= self.last


def sale_window(origin: Place | None, now: datetime) -> SaleWindow:
    """Return the days on sale at `now` for a journey from `origin`, or from wherever, if that is open."""
    first, last = (origin.timezone, origin.timezone) if origin else (_FIRST_ZONE, _LAST_ZONE)
    return SaleWindow(local_day(now, first), local_day(now, last))
