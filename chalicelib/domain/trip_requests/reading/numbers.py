"""Small numbers and amounts of money as people write them."""

import re
from decimal import Decimal

from chalicelib.domain.currencies import CIRCULATING, MINOR_DIGITS, SIGNS
from chalicelib.domain.money import Money, from_major

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

_SIGN = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_NUMBER = r"[0-9]{1,3}(?:[,'.][0-9]{3})+(?:[.,][0-9]{1,2})?(?![0-9])|[0-9]{1,7}(?:[.,][0-9]{1,2})?"

# Codes that are also words stand for currencies only in capitals.
_WORDS_TOO = frozenset(("ALL", "CUP", "GEL", "LAK", "MAD", "PEN", "TOP", "TRY", "BAM", "COP"))
_CODES = "|".join(sorted(CIRCULATING - _WORDS_TOO))

# An amount with its currency on either side; `amount_of` reads the match.
AMOUNT = (
    rf"(?:(?P<before>{_SIGN}|\b(?-i:[A-Z]{{3}}))\s?(?P<number1>{_NUMBER})(?!\d)"
    rf"|(?<![\d.,])(?P<number2>{_NUMBER})\s?(?P<after>(?:{_SIGN})(?!\w)|(?:{_CODES}|(?-i:[A-Z]{{3}}))\b))"
)


def count_of(text: str) -> int:
    """Return the number that a match of COUNT means."""
    return _VALUES[text.lower()] if text.lower() in _VALUES else int(text)


def amount_of(match: re.Match[str], own_currency: str) -> Money | None:
    """Return the money that a match with AMOUNT in it means; None when its currency is none that exists."""
    sign = (match["before"] or match["after"]).lower()
    number = match["number1"] or match["number2"]
    code = sign.upper()
    if code not in CIRCULATING:
        possible = SIGNS.get(sign)
        if not possible:
            return None
        code = own_currency if own_currency in possible else possible[0]
    return from_major(_decimal(number, code), code)


def shared_sign(match: re.Match[str]) -> tuple[str, ...]:
    """Return the currencies of which the sign of a match may be, if they are several."""
    possible = SIGNS.get((match["before"] or match["after"]).lower(), ())
    return possible if len(possible) > 1 else ()


def amount_in(match: re.Match[str], code: str) -> Money:
    """Return the money of a match in the currency that its sign turned out to mean."""
    return from_major(_decimal(match["number1"] or match["number2"], code), code)


def _decimal(number: str, code: str) -> Decimal:
    """Read a number: a separator before exactly one or two final digits is the decimal point, and a point before three
    where the currency has so many; all others group thousands."""
    most = 3 if MINOR_DIGITS.get(code) == 3 else 2
    cents = re.search(rf"[.,]([0-9]{{1,2}})$|\.([0-9]{{{most}}})$", number)
    whole = number[: cents.start()] if cents else number
    return Decimal(re.sub(r"\D", "", whole) + (f".{cents[1] or cents[2]}" if cents else ""))
