"""What a hotel may cost, in words: a night ("not more than 95 for one night") or for the whole stay ("total price must
not exceed 480 euros"); in which currency, where the words leave that open, the places say, or it is asked."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.domain.currencies import currency_of_country
from chalicelib.domain.money import Money
from chalicelib.domain.places.place import Place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import Findings
from chalicelib.domain.trip_requests.reading.text.numbers import AMOUNT, NUMBER, money_of, possible_currencies
from chalicelib.domain.trip_requests.reading.text.words import Words

_NOT = r"(?:not|no|nothing|never|cannot|mustn't|shouldn't)"
_LIMITS = (
    r"under|below|max(?:imum|imal|\.)?(?: of| is|:)?|up ?to|until|till|at (?:the )?most|not to exceed"
    rf"|{_NOT} (?:to |be |being |cost |costing |go |going )*(?:"
    r"(?:more(?: expensive| costly)?|higher|dearer|pricier|costlier|greater|bigger) (?:than|then|as)|over|above"
    r"|exceed(?:ing)?|cross(?:ing)?|surpass(?:ing)?|beyond)"
    r"|(?:less|cheaper|lower) (?:than|then|as)|within(?: (?:(?:an?|the|my|our) )?(?:budget|limit|ceiling|cap"
    r"|allowance|range) of)?|capped at|cap(?: of| is|:)?|ceiling(?: of| is|:)?"
    r"|budget(?: of| is|:)?"
    r"|(?:upper )?limit(?: of| is|:)?|keep (?:it|each(?: one)?|them|that|the hotel) (?:under|below|within)"
)
# Words before an amount that set no limit, and such as may stand before a limit itself.
_AROUND = r"around|about|from|over|above|approximately|approx\.?|circa|ca\.?"
_PRICED = r"(?:(?:for|at|costing|priced|price|rate|tariff|rent|is|be|shall|should|must|may|can|cost|costs)\s+){0,3}"
_LIMIT = rf"(?:\b{_PRICED}(?:(?:budget|limit|cap|price)(?: is|:)?\s+)?(?P<limit>{_LIMITS}|{_AROUND}|for|at)\s+)?"
_REQUIRED = rf"\b{_PRICED}(?:(?:budget|limit|cap|price)(?: is|:)?\s+)?(?P<limit>{_LIMITS})\s+"
_NIGHT = r"(?:night(?:ly)?|nite)"
_ROOM = r"(?:\s+each\b(?= (?:per|a|for) )|\s+(?:per|a|each) room\b|\s*/\s?(?:room|rm)\b)?"
_PER_NIGHT = (
    rf"{_ROOM}\s*(?:/\s?n(?:igh)?t?\b|\bp/n\b|\b(?:for )?(?:an?|per|pro|par|each|every|the|one"
    rf"|for)[ -]{_NIGHT}\b|/\s?(?:night|nite|nt|n)\b"
    r"|\bnightly\b"
    rf"|(?:\b|(?<=[0-9]))p\.?n\.?(?![a-z])|\b(?:per|a|each|every) day\b|\bdaily\b|/\s?day\b){_ROOM}"
    r"(?:(?: and|/| per) (?:person|head|pax)\b)?(?:,? \(?(?:all[ -]in(?:clusive)?|inclusive|incl(?:\.|uding"
    r"|uded)?(?: of)?"
    r"(?: (?:all )?(?:tax(?:es)?|breakfast|bfast|bf|vat|fees|gst))?|plus (?:tax|vat|gst)|breakfast included"
    r"|with breakfast)\)?(?![\w-]))?"
)
_BEHIND = (
    r"(?:,?\s*(?:\b(?:max(?:imum|imal)?|tops|cap|at (?:the )?most|or (?:less|under|below|cheaper)|at the outside"
    r"|can already"
    r"|(?:is|being)(?: (?:my|the|our|an?|what))? (?:absolute |upper |top |hard |very )*(?:limit|max(?:imum)?"
    r"|cap|budget|ceiling"
    r"|most)(?: (?:we|i) can (?:do|pay|spend))?|is what (?:\w+ ){1,2}(?:allows?|pays?|permits?|accepts?|approves?)"
    r"|is (?:sanctioned"
    r"|allowed|approved|ok(?:ay)?))\b\.?))?"
)
_TOPS = r"(?:\s+(?:max(?:imum|imal)?|tops|at (?:the )?most|cap|or less)\b)?"
_BARE = rf"(?<![\w.,])(?P<bare>{NUMBER})(?![\w%*]|/[0-9])"
_STAY = (
    r"(?:(?:in total|total|all in|altogether|all together|overall|in all)\b"
    r"|for (?:the )?(?:all|whole|entire|full|complete|both|stay|everything|all (?:two|three|four|five|six|seven)"
    r"|two|three|four|five|six|seven)"
    r"(?: the)?(?: (?:stay|nights|period|time))?(?! (?:in|of|people|person))\b)"
)
_OF_STAY = (
    r"(?:(?:the )?total (?:for|of|over) (?:the )?(?:(?:whole|entire|full|complete) )?(?:stay|nights|period|time)"
    r"|(?:price|rate|cost|costs|budget|amount|sum)s? (?:for|of) (?:the )?(?:all|whole|entire|full|complete|both"
    r"|total|stay)(?: the)?"
    r"(?: (?:stay|nights|period|time))?|(?:the )?(?:total|overall|whole|entire) (?:price|cost|costs|amount|budget"
    r"|sum|bill)"
    r"(?: (?:for|of) (?:the )?(?:hotel|stay|room|accommodation|all nights))?)[,:]?\s+"
)
_OF_A_NIGHT = (
    r"(?!one night,)"
    r"(?:\b(?:price|rate|cost|budget|room rate|room price|limit)\s+)?(?:(?:for|of)\s+)?(?:\b(?:one|an?|per|the"
    rf"|each|every) {_NIGHT}"
    r"(?: (?:price|rate|cost|budget))?|\bnightly (?:budget|rate|price|limit|cap|cost))(?: (?:is|of|must be"
    r"|should be|shall be))?[,:]?\s+"
)
_FORMS = tuple(
    (is_total, AMOUNT in pattern, LatePattern(pattern, re.IGNORECASE))
    for is_total, pattern in (
        (True, rf"\b{_OF_STAY}(?:{_REQUIRED})?(?:{AMOUNT})(?:\s*{_STAY})?"),
        (True, rf"{_LIMIT}{AMOUNT}{_TOPS}\s*,?\s*{_STAY}"),
        (False, _LIMIT + AMOUNT + _TOPS + _PER_NIGHT + _BEHIND),
        (False, rf"{_OF_A_NIGHT}{_REQUIRED}{AMOUNT}{_BEHIND}"),
        (False, rf"\bnightly (?:budget|rate|price|limit|cap|cost)(?: (?:is|of))?[,:]?\s+{AMOUNT}{_BEHIND}"),
        (True, rf"\b{_OF_STAY}{_REQUIRED}{_BARE}"),
        (False, _LIMIT + _BARE + _TOPS + _PER_NIGHT + _BEHIND),
        (False, rf"{_OF_A_NIGHT}{_REQUIRED}{_BARE}{_BEHIND}"),
    )
)
_HOTEL_PRICE = LatePattern(
    r"(?P<hotel>\b(?:hotel|room|accommodation|lodging"
    rf"|stay)s?\b[^,.;!?¦]{{0,40}}?){_LIMIT}{AMOUNT}{_BEHIND}",
    re.IGNORECASE,
)
# A price apart from its hotel, behind more that is said of it: "hotel near the fair, 4 stars, max 90 EUR".
_OF_HOTEL = (
    r"(?:near|close to|within|nights?|as well|too|stars?|refundable|cancell\w+|breakfast|single|double|quiet"
    r"|cent(?:re|er|ral)|downtown)"
)
_APART = LatePattern(
    rf"(?P<hotel>\b(?:hotel|room|accommodation|lodging)s?\b(?=[^¦!?]{{0,60}}?\b{_OF_HOTEL}\b)"
    r"(?:(?!\b(?:flights?|fares?|airfare|tickets?|trains?|cars?|trip|journey|dinner|meals?)\b)[^¦!?]){0,80}?[,.;&(]\s*)"
    rf"{_REQUIRED}{AMOUNT}{_BEHIND}",
    re.IGNORECASE,
)
_ONLY_PRICE = LatePattern(rf"(?P<hotel>){_REQUIRED}{AMOUNT}{_BEHIND}", re.IGNORECASE)
# What each of the forms has: looked for first, since it is found or missed in one pass.
_ANY_AMOUNT = LatePattern(AMOUNT, re.IGNORECASE)
_UNIT = LatePattern(
    r"\bnight(?:ly)?\b|\bnite\b|/\s?nt?\b|(?:\b|(?<=[0-9]))p\.?n\b|\bday\b|\bdaily\b|/\s?day\b|\bstay\b|\btotal\b"
    r"|\ball\b|\boverall\b|\bwhole\b"
    r"|\baltogether\b|\bentire\b|\beverything\b|\bboth\b|\bfull\b|\bcomplete\b"
    r"|\bfor (?:the )?(?:two|three|four|five|six|seven)\b",
    re.IGNORECASE,
)
_ONE_NIGHT = LatePattern(
    r"\b(?:(?:one|1|a single|only one) ?(?:hotel )?(?:night|nite|nt)\b|an overnight stay\b|overnight(?= (?:stay"
    r"|there)\b)|(?:the|a) night of\b)",
    re.IGNORECASE,
)
_TOPPED = LatePattern(r"\b(?:max(?:imum)?|tops|at (?:the )?most|or less|cap)\b", re.IGNORECASE)
_NOT_A_CAP = LatePattern(rf"(?:{_AROUND})$", re.IGNORECASE)
# Signs that stand for dollars as people write them far from home.
_WIDELY_USED = frozenset(("$", "dollar", "dollars", "bucks", "¥"))
# Currencies in which nobody pays so many of the major unit for a night.
_STRONG = frozenset(("EUR", "USD", "GBP", "CHF"))
_IMPLAUSIBLE = "2000"


class AskedPrice(NamedTuple):
    """The most that a hotel may cost: a number, the currencies that it may be in (none: the words have none), and
    whether it is for all nights; None where it is not said of what."""

    number: str
    currencies: tuple[str, ...]
    said: str
    is_total: bool | None


class Caps(NamedTuple):
    """The most that a night may cost, and that all nights may."""

    nightly: Money | None = None
    total: Money | None = None


def take_price(words: Words, findings: Findings, *, is_alone: bool) -> AskedPrice | None:
    """Return what a hotel may cost at most, taken out of `words`; where it `is_alone`, nothing else can be meant."""
    if not any(map(str.isdigit, words.text)):
        return None
    has_amount, has_unit = _ANY_AMOUNT.search(words.text) is not None, _UNIT.search(words.text) is not None
    for is_total, has_currency, form in _FORMS:
        is_possible = has_unit and (has_amount or not has_currency)
        if is_possible and (match := words.take(form)):
            return _price(match, findings, is_total=is_total)
    others = (_HOTEL_PRICE, _APART, _ONLY_PRICE) if is_alone else (_HOTEL_PRICE, _APART)
    found = (form.search(words.text) for form in others) if has_amount else ()
    match = next(filter(None, found), None)
    if match is None:
        return None
    words.blank(match.end("hotel"), match.end())
    return _price(match, findings, is_total=False if _ONE_NIGHT.search(words.text) else None)


def settle_price(price: AskedPrice, places: Sequence[Place], own_currency: str, findings: Findings) -> Caps:
    """Return the limits that a price sets; what the words and the places leave open is asked."""
    units = ("night", "stay") if price.is_total is None else ("stay" if price.is_total else "night",)
    codes = _currencies_of(price, places, own_currency)
    if any(money_of(price.number, code).amount == 0 for code in codes):
        findings.refuse("The price of a night must be more than zero.")
        return Caps()
    readings = {_name(code, unit, codes, units): (code, unit) for code in codes for unit in units}
    chosen: str | None = next(iter(readings))
    if len(readings) > 1 or not (price.currencies or _is_domestic(places)):
        choices = [(name, _say(money_of(price.number, code), unit)) for name, (code, unit) in readings.items()]
        chosen = findings.choose("nightlyCap", _question(price, codes, units), choices)
    if chosen is None:
        return Caps()
    code, unit = readings[chosen]
    amount = money_of(price.number, code)
    return Caps(amount) if unit == "night" else Caps(None, amount)


def _name(code: str, unit: str, codes: Sequence[str], units: Sequence[str]) -> str:
    """Return by what one reading of a price is chosen: by what it has of its own."""
    return " ".join([*([code] if len(codes) > 1 or len(units) == 1 else []), *([unit] if len(units) > 1 else [])])


def _say(amount: Money, unit: str) -> str:
    return f"{amount} a night" if unit == "night" else f"{amount} for all nights together"


def _question(price: AskedPrice, codes: Sequence[str], units: Sequence[str]) -> str:
    if len(units) > 1:
        return f"Is {price.said!r} the limit for a night or for the whole stay" + (
            ", and in which currency?" if len(codes) > 1 else "?"
        )
    if not price.currencies:
        return f"In which currency is {price.number}?"
    return f"Which currency is {price.said!r}?"


def _price(match: re.Match[str], findings: Findings, *, is_total: bool | None) -> AskedPrice | None:
    groups = match.groupdict()
    said = match[0].removeprefix(groups.get("hotel") or "").strip()
    limit = groups.get("limit") or ""
    if limit and _NOT_A_CAP.match(limit) and not _TOPPED.search(said):
        findings.refuse(f"{said!r} is no upper limit; say up to how much a night may cost.")
        return None
    if groups.get("bare"):
        return AskedPrice(match["bare"], (), said, is_total)
    currencies = possible_currencies(match)
    if not currencies:
        findings.refuse(f"The currency in {said!r} is not one that we know.")
        return None
    return AskedPrice(match["number1"] or match["number2"], currencies, said, is_total)


def _currencies_of(price: AskedPrice, places: Sequence[Place], own_currency: str) -> list[str]:
    """Return the currencies that a price may be in: the one of its sign; of those that share a sign, and of all where
    it has none, those of the places and of the company."""
    countries = {place.country for place in places}
    if not price.currencies:
        return _currencies_of_bare(price, places, own_currency)
    # The first two letters of a currency are its country's, by ISO 4217.
    fitting = [code for code in price.currencies if code[:2] in countries]
    if (
        not fitting
        and own_currency not in price.currencies
        and any(sign in price.said.lower() for sign in _WIDELY_USED)
    ):
        return [price.currencies[0]]
    if own_currency in price.currencies and own_currency not in fitting:
        fitting.append(own_currency)
    return fitting or list(price.currencies)


def _currencies_of_bare(price: AskedPrice, places: Sequence[Place], own_currency: str) -> list[str]:
    """Return in which currencies a number without one may be. A journey within one country has that country's, where
    the number is too high for the company's."""
    countries = sorted({place.country for place in places})
    local = [code for country in countries if (code := currency_of_country(country))]
    is_high = own_currency in _STRONG and money_of(price.number, own_currency) >= money_of(_IMPLAUSIBLE, own_currency)
    if _is_domestic(places) and local and (local[0] == own_currency or is_high):
        return local
    return list(dict.fromkeys((own_currency, *local)))


def _is_domestic(places: Sequence[Place]) -> bool:
    """Return whether one travels, and within one country."""
    return len({place.country for place in places}) == 1 and len({place.name for place in places}) > 1
