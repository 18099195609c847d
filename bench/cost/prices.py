"""Prices, from a table of a region and a day. They are data: a new table is a new file, and no code changes."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

from bench.cost.usage import Usage

FOLDER = Path(__file__).parents[2] / "infra" / "prices"


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What so many of a thing (`per`) cost in US dollars, on which page of AWS it stands, and how many of them every
    account has free each month, for ever."""

    usd: float
    per: float
    what: str
    page: str
    free: float = 0


class PriceTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """The prices of a region on a day."""

    region: str
    as_of: str
    currency: str
    note: str
    prices: dict[str, Price]

    def price(self, usage: Usage, *, free: bool = False) -> float:
        """Return what a usage costs in dollars; with `free`, less what is free each month for ever. KeyError, when
        something that is used has no price."""
        return sum(line.usd for line in self.lines(usage, free=free))

    def lines(self, usage: Usage, *, free: bool = False) -> "list[Line]":
        """Return each thing's part of the price, the dearest first. KeyError as above."""
        lines = [self._line(name, amount, free=free) for name, amount in usage if amount]
        return sorted(lines, key=lambda line: (-line.usd, line.name))

    def _line(self, name: str, amount: float, *, free: bool) -> "Line":
        price = self.prices[name]
        paid = max(0.0, amount - price.free) if free else amount
        return Line(name, amount, paid / price.per * price.usd, price.what)


class Line(NamedTuple):
    """One thing's part of a price."""

    name: str
    amount: float
    usd: float
    what: str


def load(region: str) -> PriceTable:
    """Return a region's table."""
    return msgspec.json.decode((FOLDER / f"{region}.json").read_bytes(), type=PriceTable)


def regions() -> Iterable[str]:
    """Return the regions that there is a table of."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))
