"""How a price is held to a limit that is given in one or several currencies, and which band of limits counts."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from chalicelib.domain.money import Money, total
from chalicelib.domain.policies.rules.rule import Case, Rule
from chalicelib.domain.verdict import Finding

Band = TypeVar("Band")


def find_excess(
    rule: Rule, price: Money, amounts: Sequence[Money], case: Case, *, unit: str, times: int = 1
) -> Iterator[Finding]:
    """Yield a violation when `price` is above `times` the limit: in its own currency, else in the policy's by company
    rate.

    A price that no rate can bring to a limit cannot be judged, whatever the rule asks for.
    """
    by_currency = {amount.currency: amount for amount in amounts}
    if own := by_currency.get(price.currency):
        if price.amount > own.amount * times:
            yield rule.violation(f"at most {own * times} {unit}", str(price), excess=price - own * times)
        return
    converted = case.convert(price)
    limit = None if converted is None else by_currency.get(converted.money.currency)
    if converted is None or limit is None:
        yield rule.missing_rate(price, amounts[0] * times, unit)
        return
    money, rate = converted
    if money.amount > limit.amount * times:
        yield rule.violation(
            f"at most {limit * times} {unit}",
            f"{price}, which is {money} at the company's rate {rate}",
            excess=money - limit * times,
        )


def add_limits(limits: Sequence[Sequence[Money]]) -> tuple[Money, ...]:
    """Return the sum of limits in each of the currencies that all of them are given in; the policy's own is among
    them."""
    first, *others = ({amount.currency: amount for amount in amounts} for amounts in limits)
    common = [code for code in first if all(code in other for other in others)]
    return tuple(total([first[code], *(other[code] for other in others)], code) for code in common)


def select_band(bands: Sequence[Band], starts: Sequence[int], value: int) -> Band:
    """Return the last band that starts at or below `value`; the first starts at or below it."""
    return next(band for band, start in zip(reversed(bands), reversed(starts), strict=True) if start <= value)
