"""A phrase of a trip in another language, put in English, so that the same rules read it as read English.

Only what a glossary has is put in English; the rest stays as it is, and is then not understood: nothing is guessed.
"""

import re
from functools import cache
from typing import assert_never

from chalicelib.domain.currencies import CIRCULATING
from chalicelib.domain.trip_requests.languages.entries import MONTHS, Entry, Glossary
from chalicelib.domain.trip_requests.languages.small_words import Language
from chalicelib.domain.trip_requests.late_patterns import LatePattern

_Entry = tuple[LatePattern, str]

# A day before a month in digits, as all three languages have it: 3.4.2027, 3/4, 3.4.
_NUMERIC = LatePattern(
    r"(?<![\w.,/])(?P<day>0?[1-9]|[12]\d|3[01])(?P<sign>[./])(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?P=sign)(?P<year>20\d\d)?)?(?![\w/]|,\d| ?(?:€|eur|chf|uhr))",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_DAY_OF_MONTH = LatePattern(rf"(?<!\d)(\d{{1,2}})(?:\.| de)? ?(?=(?:{_MONTH})\b)")
_MONTH_OF_YEAR = LatePattern(rf"\b({_MONTH}) (?:de|del) (?=20\d\d\b)")
_ORDINAL = LatePattern(r"(?<![\d.])(\d{1,2})\.(?=[ -]|$)")
_BARE_DAY = LatePattern(r"(?P<weekday>(?:on )?[A-Z][a-z]+day,? )?(?P<day>[1-9]|[12][0-9]|3[01])$")
_ENGLISH_WORD = LatePattern(r"[^\W\d_]+")
# What of a pattern is no word: classes and marks, and what may follow a word.
_SYNTAX = LatePattern(r"\\\w|\[[^\]]*\]\??|\(\?[:=!<]*|\)\??|[|.*+?^$/]")
_STEM = 5  # letters by which a word begins as another one
_COST_CENTRE_WORDS = r"\b(?:kostenstelle|centre de co[ûu]ts?|centro de cost(?:es?|os?)|unité de coûts)\b"
_COST_CENTRE = LatePattern(_COST_CENTRE_WORDS, re.IGNORECASE)
_NAMED_COST_CENTRE = LatePattern(
    rf"(?:{_COST_CENTRE_WORDS}|\bcost[ -]?cent(?:re|er)\b)[\s:=#]*[A-Za-z0-9][A-Za-z0-9-]*", re.IGNORECASE
)


def put_in_english(phrase: str, language: Language) -> str:
    """Return a phrase with what the glossary of its language has of it in English; of English, as it is."""
    if language is Language.ENGLISH:
        return phrase
    book = glossary(language)
    text = _clock(language).sub(_read_clock, " ".join(phrase.replace("’", "'").split()))
    text = _NUMERIC.sub(_read_day, text)
    text = _replace(text, _compiled(book.dates))
    text = _MONTH_OF_YEAR.sub(r"\1 ", _DAY_OF_MONTH.sub(r"\1 ", text))
    if language is Language.GERMAN:
        text = _ORDINAL.sub(r"\1", text)
    text = " ".join(_replace(_replace(text, _compiled(book.numbers)), _compiled(book.phrases)).split())
    return _read_bare_day(bare) if (bare := _BARE_DAY.fullmatch(text)) else text


def put_wholly_in_english(phrase: str, language: Language) -> str | None:
    """Return a phrase in English; None where the glossary of its language lacks any of its words."""
    english = put_in_english(phrase, language)
    words = {word.lower() for word in _ENGLISH_WORD.findall(english)}
    return english if language is Language.ENGLISH or words <= _vocabulary(language) else None


def speaks_of_trips(word: str, language: Language) -> bool:
    """Return whether a word is one of the glossary's, has an English of its own, or begins as one of them does."""
    small, (words, stems) = word.lower(), _own_words(language)
    return small in words or small.startswith(stems) or put_in_english(small, language) != small


def find_cost_centres(text: str) -> list[tuple[int, int]]:
    """Return where a text names cost centres, from the words for one to the end of its code."""
    return [match.span() for match in _NAMED_COST_CENTRE.finditer(text)]


def put_cost_centres_in_english(text: str) -> str:
    """Return a text with the words for a cost centre in English, in which it is looked for."""
    return _COST_CENTRE.sub("cost centre", text)


@cache
def glossary(language: Language) -> Glossary:
    """Return the glossary of a language; that of English has no phrases."""
    match language:
        case Language.ENGLISH:
            from chalicelib.domain.trip_requests.languages.english import ENGLISH

            return ENGLISH
        case Language.GERMAN:
            from chalicelib.domain.trip_requests.languages.german import GERMAN

            return GERMAN
        case Language.FRENCH:
            from chalicelib.domain.trip_requests.languages.french import FRENCH

            return FRENCH
        case Language.SPANISH:
            from chalicelib.domain.trip_requests.languages.spanish import SPANISH

            return SPANISH
        case _:
            assert_never(language)


def _replace(text: str, entries: tuple[_Entry, ...]) -> str:
    for pattern, english in entries:
        text = pattern.sub(english, text)
    return text


@cache
def _vocabulary(language: Language) -> frozenset[str]:
    """Return every word that the glossary has as English, the codes of money, and the names of airlines."""
    from chalicelib.domain.trip_requests.reading.airlines import AIRLINES

    book = glossary(language)
    english = [said for entries in (book.dates, book.numbers, book.phrases) for _, said in entries]
    own = " ".join((*english, *MONTHS, *CIRCULATING, *AIRLINES, "the st nd rd th"))
    return frozenset(_ENGLISH_WORD.findall(own.lower()))


@cache
def _own_words(language: Language) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that stand in the patterns of a glossary, and those that are long enough to begin others."""
    book = glossary(language)
    patterns = " ".join(pattern for entries in (book.dates, book.numbers, book.phrases) for pattern, _ in entries)
    words = frozenset(_ENGLISH_WORD.findall(_SYNTAX.sub(" ", patterns))) - set(book.glue.split())
    return words, tuple(word for word in words if len(word) >= _STEM)


@cache
def _compiled(entries: tuple[Entry, ...]) -> tuple[_Entry, ...]:
    return tuple((LatePattern(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE), english) for words, english in entries)


@cache
def _clock(language: Language) -> LatePattern:
    return LatePattern(rf"(?<![\w:.,])(?:{glossary(language).clock})(?!\w)", re.IGNORECASE)


def _read_clock(match: re.Match[str]) -> str:
    """Return an hour of the 24-hour clock, which these languages write; what is none stays."""
    hours, minutes = next(((given, least or "00") for given, least in _pairs(match) if given is not None), ("99", "00"))
    return f"{int(hours):02}:{minutes}" if int(hours) < 24 and int(minutes) < 60 else match[0]


def _pairs(match: re.Match[str]) -> list[tuple[str | None, str | None]]:
    groups = [*match.groups(), None, None]
    return [(groups[0], groups[1]), (groups[2], groups[3])]


def _read_bare_day(match: re.Match[str]) -> str:
    """Return "the 5th" for a number that is all that is said, but for a day of the week: "am 5.", "le jeudi 5"."""
    number = int(match["day"])
    ending = "th" if 10 <= number <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{match['weekday'] or ''}the {number}{ending}"


def _read_day(match: re.Match[str]) -> str:
    year = f" {match['year']}" if match["year"] else ""
    return f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}{year}"
