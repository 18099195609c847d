"""Small numbers and amounts of money as people write them."""

import re
from decimal import Decimal

from chalicelib.domain.money import Money, from_major

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {name: value for value, name in enumerate(_NAMES, start=1)} | {"a": 1, "an": 1, "a couple of": 2}

# A count of up to 99, in digits or as a word.
COUNT = rf"(?:[0-9]{{1,2}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"

_ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR
ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
VUV WST XAF XCD XOF XPF YER ZAR ZMW
"""
_CODES = frozenset(_ISO_4217.split())
# A sign or a word that several currencies share means the first, unless the company's own currency is among them.
_SIGNS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP",
    "us$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "sg$": "SGD", "r$": "BRL", "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS", "฿": "THB", "₫": "VND", "₱": "PHP",
    "$": "USD CAD AUD NZD HKD SGD MXN CLP COP ARS TWD", "dollar": "USD CAD AUD NZD HKD SGD TWD",
    "dollars": "USD CAD AUD NZD HKD SGD TWD", "bucks": "USD CAD AUD NZD", "¥": "JPY CNY", "yen": "JPY", "yuan": "CNY",
    "rupees": "INR PKR LKR NPR MUR", "francs": "CHF XOF XAF", "reais": "BRL", "rand": "ZAR", "dirhams": "AED MAD",
    "won": "KRW", "baht": "THB", "zloty": "PLN", "kronor": "SEK", "kroner": "NOK DKK", "lira": "TRY", "shekels": "ILS",
    "pesos": "MXN ARS CLP COP PHP", "riyals": "SAR QAR OMR", "shillings": "KES TZS UGX", "naira": "NGN",
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_NUMBER = r"[0-9]{1,3}(?:[,'][0-9]{3})+(?:\.[0-9]{1,2})?|[0-9]{1,7}(?:[.,][0-9]{1,2})?"

# An amount with its currency on either side; `amount_of` reads the match.
AMOUNT = (
    rf"(?:(?P<before>{_SIGN}|\b(?-i:[A-Z]{{3}}))\s?(?P<number1>{_NUMBER})(?!\d)"
    rf"|(?<![\d.,])(?P<number2>{_NUMBER})\s?(?P<after>(?:{_SIGN})(?!\w)|(?:[A-Z]{{3}})\b))"
)


def count_of(text: str) -> int:
    """The number that a match of COUNT means."""
    return _VALUES[text.lower()] if text.lower() in _VALUES else int(text)


def amount_of(match: re.Match[str], own_currency: str) -> Money | None:
    """The money that a match with AMOUNT in it means; None when its currency is none that exists."""
    sign = (match["before"] or match["after"]).lower()
    number = match["number1"] or match["number2"]
    code = sign.upper()
    if code not in _CODES:
        possible = _SIGNS.get(sign, "").split()
        if not possible:
            return None
        code = own_currency if own_currency in possible else possible[0]
    return from_major(_decimal(number), code)


def _decimal(number: str) -> Decimal:
    """A separator before exactly one or two final digits is the decimal point; all others group thousands."""
    cents = re.search(r"[.,]([0-9]{1,2})$", number)
    whole = number[: cents.start()] if cents else number
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents[1]}" if cents else ""))
