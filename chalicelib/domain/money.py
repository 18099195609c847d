"""Money in minor units: whole numbers only, one currency at a time, conversion only by rates that the company set."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate
from typing import Annotated

import msgspec

from chalicelib.domain.currencies import CIRCULATING, MINOR_DIGITS, PUBLISHED_ON
from chalicelib.domain.value import Value

# Rows keep what was a currency when they were written: only what comes in is held to the list (`currency_error`).
CURRENCY = msgspec.Meta(
    min_length=3,
    max_length=3,
    description=f"ISO 4217 code of a currency in circulation, by the list of {PUBLISHED_ON}",
    examples=["EUR"],
    extra_json_schema={"pattern": f"^({'|'.join(sorted(CIRCULATING))})$"},
)
CurrencyCode = Annotated[str, CURRENCY]


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were put together."""


class Money(Value, frozen=True, order=True):
    """An amount in minor units (cents) of one currency: `{"amount": 12345, "currency": "EUR"}` is 123.45 EUR."""

    amount: Annotated[int, msgspec.Meta(description="Minor units of the currency, such as cents", examples=[12345])]
    currency: CurrencyCode

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(amount=self.amount + other.amount, currency=self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(amount=self.amount - other.amount, currency=self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(amount=self.amount * times, currency=self.currency)

    def __str__(self) -> str:
        digits = minor_digits(self.currency)
        return f"{Decimal(self.amount).scaleb(-digits):.{digits}f} {self.currency}"

    def _same(self, other: "Money") -> None:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be put together")


def currency_error(code: str) -> str | None:
    """Return why nobody can be paid in `code`, if so: it is no currency, not one any more, or one of accounts alone."""
    if code in CIRCULATING:
        return None
    return f"{code} is no currency in circulation (ISO 4217, list of {PUBLISHED_ON})."


def minor_digits(currency: str) -> int:
    """Return number of decimal digits of `currency`'s minor unit (ISO 4217); 2 for what is not in the list any more."""
    return MINOR_DIGITS.get(currency, 2)


def from_major(amount: Decimal | int | str, currency: str) -> Money:
    """Return money from an amount in major units (`"199.90"`), rounded half up to the minor unit."""
    minor = Decimal(amount).scaleb(minor_digits(currency)).quantize(Decimal(1), ROUND_HALF_UP)
    return Money(amount=int(minor), currency=currency)


def convert(money: Money, currency: str, rate: Decimal) -> Money:
    """Return `money` in `currency`, where one major unit of the old is `rate` major units of the new; rounded half
    up."""
    major = Decimal(money.amount).scaleb(-minor_digits(money.currency)) * rate
    return from_major(major, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Return the sum of `amounts`, which are all in `currency`; zero of `currency` when there are none."""
    result = Money(amount=0, currency=currency)
    for amount in amounts:
        result = result + amount
    return result


def average(whole: Money, count: int) -> Money:
    """Return what one of `count` costs on average, rounded up to the minor unit, so that no fraction hides above a
    limit: what is shown and what is held to a limit are one number."""
    return Money(amount=-(-whole.amount // count), currency=whole.currency)


def divide(whole: Money, count: int) -> tuple[Money, ...]:
    """Return `whole` in `count` equal parts, to the minor unit; what is left over goes to the first, one unit to each.

    The parts always add up to the whole, and none of them falls as the whole rises.
    """
    if count == 1:
        return (whole,)
    each, left_over = divmod(whole.amount, count)
    return tuple(
        Money(amount=each + (1 if place < left_over else 0), currency=whole.currency) for place in range(count)
    )


def split(whole: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Return `whole` divided in the proportion of `weights`, to the minor unit; the parts always add up to it.

    A part is what its weight adds to the rounded-down sum of those before it. Without any weight the parts are equal.
    """
    shares = weights if sum(weights) else [1] * len(weights)
    ends = [whole.amount * reached // sum(shares) for reached in accumulate(shares)]
    return tuple(
        Money(amount=end - start, currency=whole.currency) for start, end in zip([0, *ends], ends, strict=False)
    )
