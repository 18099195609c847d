"""The sandbox's fixed table of exchange rates, and amounts in the currency that a query asks for."""

from decimal import Decimal

from chalicelib.domain.money import Money, from_major
from chalicelib.errors import FieldError, InvalidInput

# Major units for one euro: fixed round numbers of the order of the market's in 2026, so that prices never move by
# themselves. Not a quotation.
_PER_EURO = {
    "EUR": "1", "USD": "1.10", "GBP": "0.86", "CHF": "0.95", "JPY": "165", "CNY": "7.90", "AUD": "1.70",
    "CAD": "1.52", "NZD": "1.85", "SEK": "11.30", "NOK": "11.60", "DKK": "7.46", "ISK": "146", "PLN": "4.28",
    "CZK": "25", "HUF": "400", "RON": "4.98", "RSD": "117", "UAH": "46", "TRY": "45",
    "ILS": "4", "AED": "4.04", "SAR": "4.13", "QAR": "4", "KWD": "0.337", "BHD": "0.415", "OMR": "0.424",
    "JOD": "0.78", "EGP": "54", "MAD": "10.70", "TND": "3.37", "ZAR": "20", "KES": "142", "NGN": "1700",
    "GHS": "14", "ETB": "140", "INR": "93", "PKR": "308", "BDT": "132", "LKR": "330", "THB": "37",
    "VND": "27500", "IDR": "17800", "MYR": "4.80", "SGD": "1.45", "PHP": "63", "HKD": "8.60", "TWD": "35",
    "KRW": "1520", "BRL": "6.10", "MXN": "20.50", "ARS": "1300", "CLP": "1040", "COP": "4500", "PEN": "4.10",
}  # fmt: skip

CURRENCIES = frozenset(_PER_EURO)


def require_currency(currency: str) -> None:
    """Raise InvalidInput unless the sandbox sells in `currency`."""
    if currency not in CURRENCIES:
        detail = f"The sandbox supplier does not sell in {currency}."
        raise InvalidInput(detail, [FieldError("/currency", detail)])


def in_currency(euro_cents: float, currency: str) -> Money:
    """Return `euro_cents` by the table, rounded half up to the minor unit of `currency`. Raises InvalidInput."""
    require_currency(currency)
    return from_major(Decimal(round(euro_cents)) / 100 * Decimal(_PER_EURO[currency]), currency)


def change_price(price: Money, percents: list[int], adjustment: int = 10_000) -> Money:
    """Return `price` times the mean of `percents` (100 leaves it) times `adjustment` ten-thousandths, rounded half
    up."""
    numerator = price.amount * sum(percents) * adjustment
    denominator = 100 * len(percents) * 10_000
    return Money(amount=(2 * numerator + denominator) // (2 * denominator), currency=price.currency)
