"""The figures of a report: whole numbers that only ever add up, so that what a booking counts for can be taken back."""

from collections.abc import Iterable, Iterator

import msgspec

from chalicelib.domain.value import Value


class Measures(Value, frozen=True, omit_defaults=True):
    """What bookings count for; amounts in minor units of one currency, emissions in grams, lead times in days.

    Of `gross`, what was bought, `refunded` came back as money and `by_credit` was paid by travel credits: what is left
    is the net spend, as budgets have it. `fees` were kept by suppliers and `credited` was granted as new credits, both
    of what was cancelled.
    """

    bookings: int = 0
    cancelled: int = 0
    travellers: int = 0
    journeys: int = 0
    gross: int = 0
    refunded: int = 0
    by_credit: int = 0
    fees: int = 0
    credited: int = 0
    flights: int = 0
    rail: int = 0
    stays: int = 0
    cars: int = 0
    co2_grams: int = 0
    compliant: int = 0
    exceptions: int = 0
    declined: int = 0
    lead_days: int = 0
    compared: int = 0
    missed_savings: int = 0

    @property
    def net(self) -> int:
        """What was spent in money in the end."""
        return self.gross - self.refunded - self.by_credit

    def changes(self) -> Iterator[tuple[str, int]]:
        """Yield the figures that are not zero, by name."""
        for name in self.__struct_fields__:
            if value := getattr(self, name):
                yield name, value

    def __add__(self, other: "Measures") -> "Measures":
        return Measures(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})

    def __sub__(self, other: "Measures") -> "Measures":
        return Measures(**{name: getattr(self, name) - getattr(other, name) for name in self.__struct_fields__})


NOTHING = Measures()


def add_up(each: Iterable[Measures]) -> Measures:
    """Return the sum of measures; nothing of none."""
    sums = dict.fromkeys(Measures.__struct_fields__, 0)
    for measures in each:
        for name, value in measures.changes():
            sums[name] += value
    return Measures(**sums)


def divide_number(whole: int, count: int) -> tuple[int, ...]:
    """Return a whole number in `count` equal parts; what is left over goes to the first, one to each."""
    each, left_over = divmod(whole, count)
    return tuple(each + (place < left_over) for place in range(count))


def with_figures(measures: Measures, **figures: int) -> Measures:
    """Return the measures with other figures in place of these."""
    return msgspec.structs.replace(measures, **figures)
