"""Shorthand of travel desks, spelled-out numbers and misspelt words, put into the plain words that the rules read.

Only what has one reading is put plainly: "ow" is one way, "april ninth" is a day; what may be a name stays as it is.
"""

import re

from chalicelib.domain.places.resolver import names_place, resolve_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.leftovers.decisive_words import all_decisive
from chalicelib.domain.trip_requests.reading.leftovers.everyday_words import is_everyday
from chalicelib.domain.trip_requests.reading.text.calendar_weeks import spread_week
from chalicelib.domain.trip_requests.reading.text.chat_forms import put_chat_plainly
from chalicelib.domain.trip_requests.reading.text.denied_limits import put_denied_limits_plainly
from chalicelib.domain.trip_requests.reading.text.misspelt_words import correct_words
from chalicelib.domain.trip_requests.reading.text.order_of_words import put_in_order
from chalicelib.domain.trip_requests.reading.text.plain_dates import put_dates_plainly
from chalicelib.domain.trip_requests.reading.text.plain_forms import PLAIN_FORMS
from chalicelib.domain.trip_requests.reading.text.short_forms import put_short_forms_plainly
from chalicelib.domain.trip_requests.reading.text.spoken_money import put_money_plainly
from chalicelib.domain.trip_requests.reading.text.spoken_numbers import put_numbers_plainly
from chalicelib.domain.trip_requests.reading.text.weekday_numbers import name_days_of_month
from chalicelib.domain.trip_requests.reading.text.wordy_forms import put_wordy_plainly
from chalicelib.errors import AmbiguousRequest, InvalidInput

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
# "Nagpur to Hyd": a code that is written as names are.
_CODE_AS_NAME = LatePattern(
    r"(?:\b(?:from|to|ex|between)|(?<=\w )(?:->|-|>|/)) (?P<code>[A-Z][a-z]{2})(?=\s*(?:[.,;:()/>-]|$)"
    r"|\s+(?:[0-9]|on|by|and|to|for"
    r"|in|at|with|next|this|tomorrow|today|please|pls|return|back|morning|evening|flight|via)\b)"
)
_SMALL_CURRENCY = LatePattern(
    r"\b(eur|usd|gbp|chf|nok|sek|dkk|inr|jpy|pln|czk|huf|sgd|hkd|aud|cad|nzd|thb|aed|zar)(?=\s?[0-9])"
)
_THOUSANDS = LatePattern(r"(?<![\w.])((?:[A-Za-z]{0,3}[$€£¥₹]|[A-Z]{3} ?)?)([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s?k\b")

_CODES = LatePattern(r"(?<![\w/-])(?:[a-z]{3}(?:(?:-| - )[a-z]{3})+|([A-Za-z]{3})\s?[>/]\s?([A-Za-z]{3}))(?![\w/-])")
_FIRST_CODES = LatePattern(r"\A([a-z]{3}) ([a-z]{3})(?=\s+[0-9]{1,2}(?:[/-]|\s?[a-z]{3}))")
_CODES_TOGETHER = LatePattern(r"(?<![\w-])([A-Z]{3})([A-Z]{3})(?=\s+[0-9])")
_CODES_APART = LatePattern(r"(?<![\w-])([A-Z]{3}) ([A-Z]{3})(?=\s+(?:[0-9]|on\b|\w{3}\s[0-9]))")
_NO_CODES = frozenset((
    "one", "way", "day", "all", "off", "two", "non", "for", "and", "the", "not", "net", "pre", "dep", "arr", "bef",
    "aft", "max", "min", "htl", "pax", "ret", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
    "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
))  # fmt: skip

# "Tokyo (Haneda pls NOT Narita!!)", "dep sin aft 1300".
_AIRPORT_IN_BRACKETS = LatePattern(
    r"(?<![\w-])(?P<city>[^\W\d_][\w'-]{2,20}) \((?P<airport>[^\W\d_][\w'-]{2,20}(?: [^\W\d_][\w'-]{2,20})??)"
    r"(?:,? (?:please|pls|plz|only))*(?:,? (?:and )?not (?P<other>[^\W\d_][\w'-]{2,20}))?[.!, ]*\)",
    re.IGNORECASE,
)
_CITY_OF_COUNTRY = LatePattern(
    r"(?<![\w-])(?P<city>[^\W\d_a-z][\w'-]{2,20}) (?:of"
    r"|in) (?P<country>[^\W\d_a-z][\w'-]{2,20}(?: [^\W\d_a-z][\w'-]{2,20})?)"
    r"(?![\w-])"
)
_TIMED_CODE = LatePattern(
    r"(?<![\w-])(?P<way>dep|arr) (?P<code>[a-z]{3}|[A-Z]{3}) (?=(?:aft|after|bef|before|by|not|btw|between|around)\b)"
)
# Contractions as they are typed in a chat: "dont need a hotel", "im bringing samples".
_CONTRACTED = LatePattern(
    r"(?<![\w'-])(?:(?P<not>(?i:do|does|did|is|are|was|were|has|have|had|could|would|should|need|ca|wo)n)t"
    r"|(?P<be>i(?=m\b)|(?:you|they)(?=re\b)|(?:i|you|we|they)(?=ve\b)|(?:that|what|there|here)(?=s\b)"
    r"|(?:you|they|that|it)(?=ll\b))(?P<end>m|re|ve|s|ll))(?![\w'-])"
    r"|(?<![\w'-])(?P<i>I)(?P<am>m|ve)(?= [a-z])"
)
# Days of several slices: "8 / 10 / 13 Sep".
_DAYS_OF_SLICES = LatePattern(rf"(?<![\w/.])[0-9]{{1,2}}(?: ?/ ?[0-9]{{1,2}}){{2,7}}(?= ?{_MONTH}\b)", re.IGNORECASE)
_FORM = LatePattern(r"\bform(?= [A-Za-z]+ to\b)", re.IGNORECASE)
_TOO = LatePattern(r"\btoo(?= (\w+))")


# "New York JFK", "Milan (MXP)": the airport of a city by its code.
_CITY_AND_CODE = LatePattern(
    r"(?<![\w-])(?P<name>(?:[^\W\d_a-z][\w'-]{1,20} ){0,2}[^\W\d_a-z][\w'-]{1,20})"
    r" ?(?:(?<= )|(?=\())\(?(?P<code>[A-Z]{3})\)?(?![\w-])"
)


def _name_airport(match: re.Match[str]) -> str:
    """Return the code alone where it is that of an airport of the city before it."""
    names = match["name"].split()
    for place in range(len(names)):
        name = " ".join(names[place:])
        if names_place(name) and match["code"] in _airports_of(name):
            return " ".join([*names[:place], match["code"]])
    return match[0]


def _name_airport_alone(match: re.Match[str]) -> str:
    """Return the airport alone where it is one of the city before it: "Tokyo (Haneda please, not Narita)"."""
    airport, *others = _airports_of(match["airport"])[:2] or ("",)
    of_city = _airports_of(match["city"])
    is_one = bool(airport) and not others and airport in of_city
    denied = _airports_of(match["other"]) if match["other"] else ()
    return match["airport"] if is_one and airport not in denied else match[0]


def _name_country_behind(match: re.Match[str]) -> str:
    """Write "Santiago of Chile" as "Santiago, Chile", if there is such a city."""
    named = f"{match['city']}, {match['country']}"
    return named if names_place(match["city"]) and names_place(named) else match[0]


def _time_at_code(match: re.Match[str]) -> str:
    """Write "dep sin aft 1300" as a time beside the airport that is left then."""
    code = match["code"].upper()
    if not names_place(code) or code.lower() in _NO_CODES:
        return match[0]
    return f"{'leaving' if match['way'].lower() == 'dep' else 'into'} {code} "


def _airports_of(name: str) -> tuple[str, ...]:
    try:
        return resolve_place(name, in_words=True).airports
    except (AmbiguousRequest, InvalidInput):
        return ()


def put_plainly(text: str) -> str:
    """Return a line of text with its shorthand, spelled-out numbers and misspelt words in plain words."""
    text = put_short_forms_plainly(text)
    text = _CITY_AND_CODE.sub(_name_airport, text)
    text = _CODES.sub(_capital_codes, text)
    text = _FIRST_CODES.sub(_capital_codes, text)
    text = _CODES_APART.sub(_part_codes, _CODES_TOGETHER.sub(_part_codes, text))
    text = _CODE_AS_NAME.sub(_capital_code, _TIMED_CODE.sub(_time_at_code, text))
    text = _CITY_OF_COUNTRY.sub(_name_country_behind, text)
    text = _AIRPORT_IN_BRACKETS.sub(_name_airport_alone, text)
    text = _CONTRACTED.sub(_part_contracted, text)
    text = _FORM.sub("from", text)
    text = _TOO.sub(lambda match: "to" if names_place(match[1].capitalize()) else match[0], text)
    text = correct_words(text)
    text = _DAYS_OF_SLICES.sub(_list_days, text)
    text = put_wordy_plainly(put_numbers_plainly(put_chat_plainly(text)))
    text = put_dates_plainly(name_days_of_month(put_money_plainly(text)))
    text = _SMALL_CURRENCY.sub(lambda match: match[0].upper(), text)
    for pattern, plain in PLAIN_FORMS:
        text = pattern.sub(plain, text)
    return spread_week(_THOUSANDS.sub(_multiply, put_denied_limits_plainly(put_in_order(text))))


def _capital_codes(match: re.Match[str]) -> str:
    """Write "lej-bud" or "BER/LHR" as codes of airports, if all are."""
    codes = re.split(r"[\s>/-]+", match[0])
    if _NO_CODES.intersection(codes) or not all(names_place(code.upper()) for code in codes):
        return match[0]
    return "-".join(code.upper() for code in codes)


def _capital_code(match: re.Match[str]) -> str:
    """Write "Hyd", which names no place as it stands, as the code of the airport."""
    code = match["code"]
    is_word = is_everyday(code) or code.lower() in all_decisive() or code.lower() in _NO_CODES or names_place(code)
    return match[0] if is_word or not names_place(code.upper()) else match[0].replace(code, code.upper())


def _part_codes(match: re.Match[str]) -> str:
    """Write "MRS LUX 19OCT" as a way from one airport to the other, if both are airports."""
    is_name = " " not in match[0] and names_place(match[0].capitalize())  # "BOGOTA"
    both = not is_name and names_place(match[1]) and names_place(match[2])
    return f"{match[1]}-{match[2]}" if both and match[1].lower() not in _NO_CODES else match[0]


def _list_days(match: re.Match[str]) -> str:
    """Write "8 / 10 / 13" as "8, 10 and 13"."""
    *days, last = re.findall("[0-9]+", match[0])
    return f"{', '.join(days)} and {last}"


def _part_contracted(match: re.Match[str]) -> str:
    """Write "dont" as "don't" and "im" as "i'm"."""
    if match["not"]:
        return f"{match['not']}'t"
    return f"{match['be'] or match['i']}'{match['end'] or match['am']}"


def _multiply(match: re.Match[str]) -> str:
    amount = float(match[2].replace(",", "."))
    return f"{match[1]}{round(amount * 1000)}"
