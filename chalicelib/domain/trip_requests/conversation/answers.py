"""Answers in words to what was asked back: "the second one", "Hamburg", "the 12th", "yes", "3"; what fits no question,
or fits more than one reading of it, is no answer."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from chalicelib.domain.currencies import CIRCULATING
from chalicelib.domain.places.normalization import fold
from chalicelib.domain.places.resolver import names_place
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.days.dates import Mention, find_phrases, occurrences, read_phrases
from chalicelib.domain.trip_requests.reading.text.plain_words import put_plainly
from chalicelib.errors import Clarification

YES, NO = "yes", "no"
_YES = LatePattern(
    r"\W*(?:yes|yep|yeah|yup|sure|ok|okay|right|correct|exactly|indeed|of course|please do|go ahead|do it|do so"
    r"|do that"
    r"|fine|agreed|confirm(?:ed)?|that's right|that is right|that one|it is|absolutely|go on|ignore (?:it|that))"
    r"(?:\W+(?:please|then|do|go ahead|do it|do that|thanks|thank you|go on|it is|that one|that's right))*\W*",
    re.IGNORECASE,
)
_NO = LatePattern(
    r"\W*(?:no|nope|nah|never mind|nevermind|forget (?:it|that)|leave it(?: as it is)?|none(?: of (?:them|these"
    r"|those))?"
    r"|neither(?: of (?:them|these|those))?|don't|do not|rather not|not now|nothing|keep it(?: as it is)?|stop)"
    r"(?:\W+(?:please|thanks|thank you|then|leave it(?: as it is)?|never mind|don't|do not))*\W*",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NTH = LatePattern(
    rf"\W*(?:(?:i'd like|i mean|i meant|take|select|choose|the|option|number|no|nr|choice|answer)[ .:#]+)*"
    rf"(?:(?P<nth>{'|'.join(_ORDINALS)}|last|former|latter)|(?P<count>{'|'.join(_COUNTS)})|(?P<digits>[1-9][0-9]?)"
    r"(?P<short>st|nd|rd|th)?|(?P<letter>[a-h])\)?)(?:\W+(?:one|option|choice|answer))?(?:\W+(?:please|then"
    r"|thanks))*\W*",
    re.IGNORECASE,
)
# Where a number is asked for, it is the answer and no place in the list.
_BARE_NUMBER = LatePattern(rf"\W*(?:[0-9]+|{'|'.join(_COUNTS)})(?:\W+(?:please|then|thanks))*\W*", re.IGNORECASE)
_MARKS = " .,;:!?'\""
_BARE_PLACE = LatePattern(r"\W*(?:[1-9]|[a-h])\W*", re.IGNORECASE)
_LEAD = LatePattern(
    r"^\W*(?:(?:no|yes|ok|okay|well|oh|sorry|i mean|i meant|it's|it is|that's|that is|make it|i'd say|let's say"
    r"|the one in"
    r"|the|in|on|at|from|to|for|please|only|just|rather)\W+)*",
    re.IGNORECASE,
)
_TAIL = LatePattern(r"(?:\W+(?:please|then|thanks|thank you|instead|it is|one))*\W*$", re.IGNORECASE)
_CLAUSES = LatePattern(r"\s*(?:[,;]|\band\b)\s*", re.IGNORECASE)
_FREE_DAY = LatePattern(r"On$")
_COUNT_FIELDS = frozenset({"nights"})
_WORD = LatePattern(r"[\w']+")
_BARE_DAY = LatePattern(r"\b(?P<day>[0-9]{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_PASSED_OVER = (
    "no yes ok okay well sorry please then thanks i mean meant it it's is that on the of for at make rather instead by"
)
_SMALL = frozenset(_PASSED_OVER.split())
_DATE_CODE = LatePattern(r"(20[0-9]{2}-[0-9]{2}-[0-9]{2})$")
# What an answer looks like that is a text of its own; whoever reads it says what is wrong with it.
_FREE: Mapping[str, Callable[[str], bool]] = {
    "stays.near": lambda text: re.fullmatch(r"-?[0-9.]+\s*[,; ]\s*-?[0-9.]+", text) is not None,
    "currency": lambda text: text.upper() in CIRCULATING,
    "costCentre": lambda text: re.fullmatch(r"[A-Z0-9][A-Z0-9-]{1,31}", text) is not None,
    "origin": names_place,
    "destination": names_place,
    "english": bool,
    "travellers": lambda text: re.fullmatch(r"[^\W\d_][^\d<>@]*", text) is not None,
    "latinNames": lambda text: re.fullmatch(r"[^\W\d_][^\d<>@]*", text) is not None,
}


class Answered(NamedTuple):
    """The answers that a message gives, by the field of the question; whether it seems to answer something, but cannot
    be told what; and the `rest` of it, which says something else."""

    answers: dict[str, str]
    is_unclear: bool = False
    rest: str = ""


def is_dismissal(message: str) -> bool:
    """Return whether a message says that nothing is to be done after all."""
    return _NO.fullmatch(message) is not None


def read_answers(questions: Sequence[Clarification], message: str, today: date) -> Answered:
    """Return what `message` answers of the open questions: one, or each clause of it another one of several."""
    whole = _find_fitting(questions, message, today)
    if len(whole) == 1 and len(whole[0][1]) == 1:
        return Answered({whole[0][0]: whole[0][1][0]})
    answers: dict[str, str] = {}
    rest: list[str] = []
    for clause in filter(None, _CLAUSES.split(message)):
        left = [asked for asked in questions if asked.field not in answers]
        fitting = _find_fitting(left, clause, today)
        if len(fitting) == 1 and len(fitting[0][1]) == 1:
            answers[fitting[0][0]] = fitting[0][1][0]
        elif fitting:
            return Answered({}, is_unclear=True)
        else:
            rest.append(clause)
    return Answered(answers, is_unclear=bool(whole), rest=", ".join(rest) if answers else "")


def _find_fitting(questions: Sequence[Clarification], message: str, today: date) -> list[tuple[str, tuple[str, ...]]]:
    """Return the questions that a message answers, by their fields, with each answer that it can be: the one alone of
    which it is the label of a choice, if there is one."""
    named = [(asked.field, found) for asked in questions if (found := _named_by(asked, message))]
    if len(named) == 1:
        return named
    return [(asked.field, found) for asked in questions if (found := read_answer(asked, message, today))]


def read_answer(asked: Clarification, message: str, today: date) -> tuple[str, ...]:
    """Return each answer to one question that `message` can be; none where it is none."""
    codes = [code for code, _ in asked.choices]
    if _YES.fullmatch(message):
        return _agreeing(codes)
    if _NO.fullmatch(message):
        return (NO,) if NO in codes else ()
    if named := _named_by(asked, message):
        return named  # "First", which is a cabin; "the first one" may be the other
    is_count = asked.field in _COUNT_FIELDS
    is_number = is_count and _BARE_NUMBER.fullmatch(message) is not None
    plain, by_place = _plain(message), None if is_number else _by_place(codes, message)
    if plain and (exact := [code for code in codes if fold(code) == plain]):
        return tuple(dict.fromkeys([exact[0], by_place or exact[0]]))  # "the first one" of "business" and "first"
    if by_place is not None and _BARE_PLACE.fullmatch(message):
        return (by_place,)  # and no day, or count, that stands in a label
    found = {*_by_name(asked, plain), *_by_day(asked, message, today), *([by_place] if by_place else [])}
    if not found and (free := _free_answer(asked, message, today)) is not None:
        return (free,)
    return tuple(code for code in dict.fromkeys(codes) if code in found)


def _named_by(asked: Clarification, message: str) -> tuple[str, ...]:
    """Return the choices whose label, or code, is all of a message."""
    said = fold(message.strip(_MARKS))
    return tuple(dict.fromkeys(code for code, label in asked.choices if said and said in (fold(code), fold(label))))


def _agreeing(codes: Sequence[str]) -> tuple[str, ...]:
    if YES in codes:
        return (YES,)
    return tuple(codes) if len(codes) == 1 else ()


def _by_place(codes: Sequence[str], message: str) -> str | None:
    """Return the choice whose place in the list the message names; "the 12th" is a day and no place."""
    match = _NTH.fullmatch(message)
    if match is None or not codes:
        return None
    if match["nth"]:
        word = match["nth"].lower()
        places = {"last": len(codes), "former": 1, "latter": len(codes)}
        place = places.get(word) or _ORDINALS.index(word) + 1
    elif match["count"]:
        place = _COUNTS.index(match["count"].lower()) + 1
    elif match["digits"]:
        place = int(match["digits"])
    else:
        place = "abcdefgh".index(match["letter"].lower()) + 1
    return codes[place - 1] if place <= len(codes) else None


def _by_name(asked: Clarification, plain: str) -> set[str]:
    """Return the choices that a message names: by their label, or by words that stand in their label."""
    if named := {code for code, label in asked.choices if plain and plain == _plain(label)}:
        return named
    said = set(_WORD.findall(plain))
    return {code for code, label in asked.choices if said and said <= set(_WORD.findall(fold(label)))}


def _by_day(asked: Clarification, message: str, today: date) -> set[str]:
    """Return the choices with a day that the message says."""
    days = {code: date.fromisoformat(match[1]) for code, _ in asked.choices if (match := _DATE_CODE.search(code))}
    if not days:
        return set()
    return {code for code, day in days.items() if _says_day(message, day, today)}


def _says_day(message: str, day: date, today: date) -> bool:
    """Return whether a message says this day, and nothing else."""
    text = put_plainly(message)
    phrases = find_phrases(text) or list(_BARE_DAY.finditer(text))
    if len(phrases) != 1 or not _SMALL.issuperset(_WORD.findall(_without(text, phrases[0]).lower())):
        return False
    if "day" in phrases[0].re.groupindex and phrases[0].re is _BARE_DAY.compiled:
        return int(phrases[0]["day"]) == day.day
    return any(_is_said(each, day) for each in read_phrases(phrases, today) if not each.doubt)


def _is_said(said: Mention, day: date) -> bool:
    if said.day_of_month is not None:
        return day.day == said.day_of_month
    if said.weekday is not None and not said.month_day:
        return day.weekday() == said.weekday
    return day in said.days or (day.month, day.day) == said.month_day


def _without(text: str, phrase: re.Match[str]) -> str:
    return f"{text[: phrase.start()]} {text[phrase.end() :]}"


def _free_answer(asked: Clarification, message: str, today: date) -> str | None:
    """Return the answer to a question that leaves it open what the answer is: a day, a number, or a text."""
    plain = _TAIL.sub("", _LEAD.sub("", message)).strip()
    if asked.field in _COUNT_FIELDS:
        match = re.fullmatch(rf"([0-9]{{1,2}}|{'|'.join(_COUNTS)})(?: nights?)?", plain, re.IGNORECASE)
        if match is None:
            return None
        word = match[1].lower()
        return str(_COUNTS.index(word) + 1) if word in _COUNTS else word
    if (_FREE_DAY.search(asked.field) and not asked.choices) or asked.field.startswith("follow."):
        return _only_day(message, today)
    is_answer = _FREE.get(asked.field)
    if is_answer is None or not plain or not is_answer(plain):
        return None
    return plain.upper() if asked.field == "currency" else plain


def _only_day(message: str, today: date) -> str | None:
    """Return the one day that a message says; None where it says none for certain."""
    mentions = read_phrases(find_phrases(put_plainly(message)), today)
    if len(mentions) != 1 or mentions[0].doubt:
        return None
    (said,) = mentions
    by_month = occurrences(said.month_day, said.weekday, today, 1) if said.month_day else []
    days = (*by_month, *said.days)
    return days[0].isoformat() if len(days) == 1 else None


def _plain(text: str) -> str:
    return fold(_TAIL.sub("", _LEAD.sub("", text)))
