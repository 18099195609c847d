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
    "₦": "NGN", "₴": "UAH", "₸": "KZT", "₾": "GEL", "₼": "AZN", "mx$": "MXN", "nt$": "TWD", "r": "ZAR",
    "$": "USD CAD AUD NZD HKD SGD MXN CLP COP ARS TWD", "dollar": "USD CAD AUD NZD HKD SGD TWD",
    "dollars": "USD CAD AUD NZD HKD SGD TWD", "bucks": "USD CAD AUD NZD", "¥": "JPY CNY", "yen": "JPY", "yuan": "CNY",
    "rmb": "CNY", "renminbi": "CNY", "rupees": "INR PKR LKR NPR MUR", "rupee": "INR PKR LKR NPR MUR",
    "rs": "INR PKR LKR NPR MUR", "francs": "CHF XOF XAF", "reais": "BRL", "rand": "ZAR", "dirhams": "AED MAD",
    "dirham": "AED MAD", "won": "KRW", "baht": "THB", "zloty": "PLN", "zlotys": "PLN", "złoty": "PLN", "złotych": "PLN",
    "zł": "PLN", "zl": "PLN", "kronor": "SEK", "kroner": "NOK DKK", "krone": "NOK DKK", "kr": "SEK NOK DKK ISK",
    "crowns": "CZK SEK NOK DKK ISK", "kč": "CZK", "koruna": "CZK", "korun": "CZK", "forint": "HUF", "forints": "HUF",
    "ft": "HUF", "lei": "RON MDL", "lira": "TRY", "liras": "TRY", "shekels": "ILS", "shekel": "ILS",
    "pesos": "MXN ARS CLP COP PHP UYU DOP", "riyals": "SAR QAR OMR", "riyal": "SAR QAR", "rials": "OMR IRR YER",
    "rial": "OMR IRR YER", "shillings": "KES TZS UGX", "naira": "NGN", "cedis": "GHS", "cedi": "GHS", "birr": "ETB",
    "dinars": "KWD BHD JOD TND DZD RSD IQD LYD MKD", "dinar": "KWD BHD JOD TND DZD RSD IQD LYD MKD", "taka": "BDT",
    "ringgit": "MYR", "rupiah": "IDR", "dong": "VND", "hryvnia": "UAH", "tenge": "KZT", "lari": "GEL", "dram": "AMD",
    "manat": "AZN TMT", "kwacha": "ZMW MWK", "pula": "BWP", "soles": "PEN", "colones": "CRC", "quetzales": "GTQ",
}  # fmt: skip
# Whose money it is, where the word alone does not say: "jordanian dinars", "dinar jordan".
_NATIONAL = {
    "dinar": {"jordan": "JOD", "kuwait": "KWD", "bahrain": "BHD", "tunisia": "TND", "algeria": "DZD", "serbia": "RSD",
              "iraq": "IQD", "libya": "LYD"},
    "dollar": {"us": "USD", "america": "USD", "canada": "CAD", "canadia": "CAD", "australia": "AUD", "singapore": "SGD",
               "hong kong": "HKD", "new zealand": "NZD", "taiwan": "TWD", "taiwanese": "TWD"},
    "rupee": {"india": "INR", "pakistan": "PKR", "sri lanka": "LKR", "nepal": "NPR", "nepalese": "NPR",
              "mauritius": "MUR", "mauritia": "MUR"},
    "peso": {"mexico": "MXN", "mexica": "MXN", "argentina": "ARS", "argentine": "ARS", "chile": "CLP", "chilea": "CLP",
             "colombia": "COP", "philippine": "PHP", "uruguay": "UYU", "uruguaya": "UYU", "dominica": "DOP"},
    "franc": {"swiss": "CHF", "cfa": "XOF XAF"},
    "pound": {"british": "GBP", "egypt": "EGP", "egyptia": "EGP", "english": "GBP"},
    "riyal": {"saudi": "SAR", "qatar": "QAR", "oman": "OMR"},
    "rial": {"oman": "OMR"},
    "krone": {"danish": "DKK", "norwegia": "NOK"},
    "kroner": {"danish": "DKK", "norwegia": "NOK"},
    "krona": {"swedish": "SEK"},
    "kronor": {"swedish": "SEK"},
    "shilling": {"kenya": "KES", "tanzania": "TZS", "uganda": "UGX"},
    "dirham": {"uae": "AED", "emirati": "AED", "morocco": "MAD", "morocca": "MAD"},
    "crown": {"czech": "CZK", "swedish": "SEK", "danish": "DKK", "norwegia": "NOK"},
}  # fmt: skip
_SIGNS |= {
    phrase: code
    for noun, of_nations in _NATIONAL.items()
    for nation, code in of_nations.items()
    for word in (noun, f"{noun}s")
    for adjective in (nation, f"{nation}n", f"{nation}i", f"{nation}an", f"{nation}ian")
    for phrase in (f"{adjective} {word}", f"{word} {adjective}")
}
SIGNS: Mapping[str, tuple[str, ...]] = {sign: tuple(codes.split()) for sign, codes in _SIGNS.items()}

# Whose money is the euro, members of the euro area and those that use it by agreement.
EURO_COUNTRIES = frozenset((
    "AD", "AT", "BE", "BG", "CY", "DE", "EE", "ES", "FI", "FR", "GR", "HR", "IE", "IT", "LT", "LU", "LV", "MC", "ME",
    "MT", "NL", "PT", "SI", "SK", "SM", "VA", "XK",
))  # fmt: skip


def currency_of_country(country: str) -> str | None:
    """Return in which currency a country's prices are, by its ISO 3166 code; None where it has none of its own, or
    several."""
    if country in EURO_COUNTRIES:
        return "EUR"
    # The first two letters of a currency are its country's, by ISO 4217.
    own = [code for code in CIRCULATING if code[:2] == country]
    return own[0] if len(own) == 1 else None
