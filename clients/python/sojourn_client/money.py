"""Money as the API has it, whole minor units of a currency, and as people write it."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from sojourn_client.currencies import MINOR_DIGITS
from sojourn_client.models import Money


def minor_digits(currency: str) -> int:
    """How many digits the minor unit of a currency has: 2 of EUR, 0 of JPY. ValueError for an unknown one."""
    if currency not in MINOR_DIGITS:
        raise ValueError(f"{currency} is no currency of ISO 4217")
    return MINOR_DIGITS[currency]


def decimal_of(money: Money) -> Decimal:
    """An amount in major units, exactly: `Decimal("123.45")` of 12345 minor units of EUR."""
    return Decimal(money.amount).scaleb(-minor_digits(money.currency))


def money_of(amount: Decimal | int | str, currency: str) -> Money:
    """The money of so many major units: `money_of("123.45", "EUR")`.

    ValueError for what is no number, and for more digits than the currency has; a float is none of these on purpose.
    """
    try:
        minor = Decimal(amount).scaleb(minor_digits(currency))
    except InvalidOperation as error:
        raise ValueError(f"{amount!r} is no amount such as 123.45") from error
    if not minor.is_finite() or minor != minor.to_integral_value():
        raise ValueError(f"{currency} has {minor_digits(currency)} decimal digits: {amount}")
    return Money(amount=int(minor), currency=currency)


def total_of(moneys: Iterable[Money]) -> Money:
    """The sum of amounts of one currency. ValueError for none, and for several currencies."""
    given = list(moneys)
    currencies = sorted({each.currency for each in given})
    if len(currencies) != 1:
        raise ValueError(f"amounts of one currency are needed, not of {', '.join(currencies) or 'none'}")
    return Money(amount=sum(each.amount for each in given), currency=currencies[0])


def format_money(money: Money) -> str:
    """An amount with its code: `1,234.50 EUR`."""
    return f"{decimal_of(money):,f} {money.currency}"
