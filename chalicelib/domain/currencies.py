"""The world's currencies, said once: which there are, their minor units, and the signs and words that stand for them.

From ISO 4217, list one, as published on 2026-01-01; to renew it, compare with
https://www.six-group.com/en/products-services/financial-information/data-standards.html. Left out is what nobody can be
paid in and what has no minor unit: metals, bond units, drawing rights, codes for tests.
"""

from collections.abc import Mapping
from datetime import date

PUBLISHED_ON = date(2026, 1, 1)

# The number of decimal digits of the minor unit.
_BY_DIGITS = {
    0: """
        BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
    """,
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
        CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD
        HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK
        MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD
        RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH
        USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
MINOR_DIGITS: Mapping[str, int] = {code: digits for digits, codes in _BY_DIGITS.items() for code in codes.split()}
# Units of account and of funds: they have a code and a minor unit, but no price is named in them.
UNITS_OF_ACCOUNT = frozenset(("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "XAD"))
CIRCULATING = frozenset(MINOR_DIGITS) - UNITS_OF_ACCOUNT

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
SIGNS: Mapping[str, tuple[str, ...]] = {sign: tuple(codes.split()) for sign, codes in _SIGNS.items()}
