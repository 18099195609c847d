"""An amount of each thing that AWS bills, by the names of the price table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Usage:
    """So much of each thing. Amounts are added and multiplied; nothing of a thing is the same as the thing unnamed."""

    amounts: Mapping[str, float] = field(default_factory=dict)

    def __add__(self, other: "Usage") -> "Usage":
        names = {**self.amounts, **other.amounts}
        return Usage({name: self.amounts.get(name, 0) + other.amounts.get(name, 0) for name in names})

    def __mul__(self, times: float) -> "Usage":
        return Usage({name: amount * times for name, amount in self.amounts.items()})

    def __iter__(self) -> Iterator[tuple[str, float]]:
        return iter(self.amounts.items())

    def of(self, name: str) -> float:
        """Return how much of a thing."""
        return self.amounts.get(name, 0)


def total(usages: "Iterator[Usage]") -> Usage:
    """Return all of these together."""
    whole = Usage()
    for each in usages:
        whole = whole + each
    return whole
