"""Small numbers and amounts of money as people write them."""

import re
from decimal import Decimal

from chalicelib.domain.currencies import CIRCULATING, MINOR_DIGITS, SIGNS
from chalicelib.domain.money import Money, from_major
from chalicelib.domain.trip_requests.reading.text.alternatives import any_of

_NAMES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_VALUES = (
    {name: value for value, name in enumerate(_NAMES.split(), start=1)}
    | {"a": 1, "an": 1, "a couple of": 2, "a single": 1, "a dozen": 12, "half a dozen": 6}
    | {"thirty": 30, "forty": 40, "fifty": 50}
)

# A count of up to 99, in digits or as a word.
COUNT = rf"(?:[0-9]{{1,2}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"

# Signs of one letter need no space before them to be words.
_LETTERS = [sign for sign in SIGNS if len(sign) == 1 and sign.isalpha()]
_SIGN = any_of(set(SIGNS) - set(_LETTERS))
_LETTER = "|".join(_LETTERS).upper()
NUMBER = (
    r"(?:[0-9]{1,3}(?:[,'.][0-9]{3})+(?:[.,][0-9]{1,2})?(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])"
    r"|[0-9]{1,7}(?:[.,][0-9]{1,2})?)"
)

# Codes that are also words stand for currencies only in capitals.
_WORDS_TOO = frozenset(("ALL", "CUP", "GEL", "LAK", "MAD", "PEN", "TOP", "TRY", "BAM", "COP"))
_CODES = any_of(CIRCULATING - _WORDS_TOO)

# "From 08JUN".
_MONTHS = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
# "ZRH 2 nts", "AMS 1 pax": a code before a number of something else is that of a place.
_COUNTED = r"(?:nts?|nights?|nites?|rooms?|rms?|pax|adts?|adults?|people|persons?|stars?|seats?|days?)\b"
# An amount with its currency on either side; `amount_of` reads the match.
AMOUNT = (
    rf"(?:(?P<before>(?<![A-Za-z])(?:{_SIGN})\.?|\b(?-i:(?!{_MONTHS})[A-Z]{{3}})"
    rf"|(?-i:(?<![A-Za-z])(?:{_LETTER})(?=[0-9])))\s?(?P<number1>{NUMBER})(?!\d|\s?{_COUNTED})"
    rf"|(?<![\d.,])(?P<number2>{NUMBER})\s?(?P<after>(?:{_SIGN})(?!\w)|(?:{_CODES}|(?-i:(?!{_MONTHS})[A-Z]{{3}}))\b))"
)


def count_of(text: str) -> int:
    """Return the number that a match of COUNT means."""
    return _VALUES[text.lower()] if text.lower() in _VALUES else int(text)


def amount_of(match: re.Match[str], own_currency: str) -> Money | None:
    """Return the money that a match with AMOUNT in it means; None when its currency is none that exists."""
    possible = possible_currencies(match)
    if not possible:
        return None
    code = own_currency if own_currency in possible else possible[0]
    return money_of(match["number1"] or match["number2"], code)


def possible_currencies(match: re.Match[str]) -> tuple[str, ...]:
    """Return the currencies that a match with AMOUNT in it may be in; none when its currency is none that exists."""
    sign = " ".join((match["before"] or match["after"]).lower().rstrip(".").split())
    return (sign.upper(),) if sign.upper() in CIRCULATING else SIGNS.get(sign, ())


def shared_sign(match: re.Match[str]) -> tuple[str, ...]:
    """Return the currencies of which the sign of a match may be, if they are several."""
    possible = possible_currencies(match)
    return possible if len(possible) > 1 else ()


def amount_in(match: re.Match[str], code: str) -> Money:
    """Return the money of a match in the currency that its sign turned out to mean."""
    return money_of(match["number1"] or match["number2"], code)


def money_of(number: str, code: str) -> Money:
    """Return the money of a number as it is written, in a currency."""
    return from_major(_decimal(number, code), code)


def _decimal(number: str, code: str) -> Decimal:
    """Read a number: a separator before exactly one or two final digits is the decimal point, and a point before three
    where the currency has so many; all others group thousands."""
    most = 3 if MINOR_DIGITS.get(code) == 3 else 2
    cents = re.search(rf"[.,]([0-9]{{1,2}})$|\.([0-9]{{{most}}})$", number)
    whole = number[: cents.start()] if cents else number
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents[1] or cents[2]}" if cents else ""))
