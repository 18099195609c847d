"""Amounts of money that are spelled out: "eighty-five quid", "two-fifty a night"."""

import re

from chalicelib.domain.trip_requests.late_patterns import LatePattern

_UNITS = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {
    **{name: value for value, name in enumerate(_UNITS.split(), start=1)},
    **{name: value for value, name in enumerate(_TEENS.split(), start=10)},
    **{name: 10 * value for value, name in enumerate(_TENS.split(), start=2)},
}
_UNIT = "(?:" + _UNITS.replace(" ", "|") + ")"
_TEN = "(?:" + _TENS.replace(" ", "|") + ")"
_BELOW_100 = rf"(?:{_TEN}(?:[ -]{_UNIT})?|" + _TEENS.replace(" ", "|") + f"|{_UNIT})"
_MONEY = (
    r"(?:quid|euros?|pounds?|dollars?|bucks|francs|kroner|kronor|crowns|rupees|yen|won|rand|zlotys?|dirhams?"
    r"|riyals?|dinars?|baht|pesos"
    r"|reais|lira|shekels?|ringgit|naira|shillings|EUR|USD|GBP|CHF|SEK|NOK|DKK|INR)\b"
)
_A_NIGHT = (
    r"(?:,? (?:max(?:imum)?|tops|at most))?\s*(?:(?:a|per|each|every|the|for one|for a) (?:night|nite)\b"
    r"|/\s?night|nightly\b)"
)
_AMOUNT = LatePattern(rf"\b(?P<amount>{_BELOW_100})(?=[ -]{_MONEY})", re.IGNORECASE)
# "two-fifty a night" is 250, as people say prices of rooms; "one-eighty", "three twenty-five".
_HUNDREDS = LatePattern(
    rf"\b(?P<hundreds>{_UNIT})[ -](?P<rest>{_TEN}(?:[ -]{_UNIT})?)(?=(?:[ -]{_MONEY})?{_A_NIGHT})", re.IGNORECASE
)
_BARE = LatePattern(rf"\b(?P<amount>{_TEN}(?:[ -]{_UNIT})?)(?={_A_NIGHT})", re.IGNORECASE)


def put_money_plainly(text: str) -> str:
    """Return `text` with amounts that are spelled out in digits."""
    text = _HUNDREDS.sub(lambda match: str(100 * _value(match["hundreds"]) + _value(match["rest"])), text)
    text = _AMOUNT.sub(lambda match: str(_value(match["amount"])), text)
    return _BARE.sub(lambda match: str(_value(match["amount"])), text)


def _value(words: str) -> int:
    return sum(_VALUES[word] for word in re.split(r"[ -]", words.lower()))
