"""Names of travellers in words: which part is the given name and which the family name is asked, unless it is said.

A name is written in the order of its language, and with as many words as it has: `Nguyễn Văn An`, `María José García
López`, `John Smith Jr`. Only who bears it, or who knows them, can say what the passport has in which field.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from chalicelib.domain.person_names import name_error, normalise_name
from chalicelib.domain.trip_requests.late_patterns import LatePattern
from chalicelib.domain.trip_requests.reading.clarifications import LONGEST_ANSWER, Findings
from chalicelib.domain.trip_requests.trip_request import Traveller

FORMAT = 'Write each as "given names / family names", as in the passport, with ";" between people.'
MOST_CHOICES = 12

# A letter and what may follow it in a name; marks of any script are no word characters to `re`.
_TAIL = r"""[^\s,;:.!?()\[\]"¦/&+\d<>@#=*%]"""
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
NAME_WORD = rf"(?-i:(?:{_CAPITAL}{_TAIL}{{1,40}}|[^\W\d_\u0000-\u024f]))"
# Words in small letters that stand inside of a name.
PARTICLE = (
    r"(?-i:(?:de|del|della|di|da|do|dos|das|du|la|las|le|los|van|von|der|den|ten|ter|zu|zur|af|av|al|el|bin|ibn"
    r"|bint|ben"
    r"|y|e|i)\b)"
)
FULL_NAME = rf"{NAME_WORD}(?:(?: {PARTICLE}){{0,3}} {NAME_WORD}){{1,5}}"
# "BERGER, Anna": a family name in capitals before a comma, as in directories and on passports.
FAMILY_FIRST = (
    r"(?-i:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'-]+){0,3}), " + NAME_WORD + rf"(?: {NAME_WORD}){{0,2}}"
)
NAME = rf"(?:{FAMILY_FIRST}|{FULL_NAME})"
_FAMILY_FIRST = LatePattern(FAMILY_FIRST)
_BETWEEN_PEOPLE = LatePattern(r"\s*(?:[;,\n]|\band\b)\s*", re.IGNORECASE)


def read_name(written: str) -> Traveller | None:
    """Return a name that says itself which part is which, by a slash, or by a family name all in capitals; None when
    it does not."""
    name = normalise_name(written)
    if "/" in name:
        given, _, family = name.partition("/")
        return _traveller(given, family) if "/" not in family else None
    if _FAMILY_FIRST.fullmatch(name):
        family, _, given = name.partition(", ")
        return _traveller(given, family)
    words = name.split(" ")
    capitals = [_is_in_capitals(word) for word in words]
    for cut in range(1, len(words)):
        head, tail = words[:cut], words[cut:]
        if all(capitals[cut:]) and not any(capitals[:cut]):
            return _traveller(" ".join(head), " ".join(tail))
        if all(capitals[:cut]) and not any(capitals[cut:]):
            return _traveller(" ".join(tail), " ".join(head))
    return None


def ask_names(
    findings: Findings,
    question: str,
    names: Sequence[str],
    count: int,
    find_people: Callable[[str], Sequence[Traveller]] | None = None,
) -> tuple[Traveller, ...]:
    """Return the `count` travellers whom the answer names, or none when it has to be asked: then with a choice for each
    reading of `names`, as far as they are known, or for each of the people whom `find_people` finds by them."""
    choices = _choices(names, find_people) if len(names) == count else ()
    answer = findings.ask("travellers", f"{question} {FORMAT}", choices)
    return _read_answer(answer, count, findings) if answer else ()


def ask_any_names(findings: Findings, question: str, most: int) -> tuple[Traveller, ...]:
    """Return the travellers whom the answer names, as many as they are; none when it has to be asked."""
    answer = findings.ask("travellers", f"{question} {FORMAT}")
    if not answer:
        return ()
    count = len([part for part in _BETWEEN_PEOPLE.split(answer) if part.strip()])
    if count > most:
        findings.refuse(f"A trip is for at most {most + 1} people.", "/answers/travellers")
        return ()
    return _read_answer(answer, max(count, 1), findings)


def check_name(traveller: Traveller, pointer: str, findings: Findings) -> None:
    """Note what is wrong with a name, if anything."""
    for part in (traveller.given_name, traveller.family_name):
        if error := name_error(part):
            findings.refuse(f"A traveller's name {error}.", pointer)


def _read_answer(answer: str, count: int, findings: Findings) -> tuple[Traveller, ...]:
    pointer = "/answers/travellers"
    whole = [answer.strip()] if count == 1 and _FAMILY_FIRST.fullmatch(answer.strip()) else None
    written = whole or [part for part in _BETWEEN_PEOPLE.split(answer) if part.strip()]
    parts = [_read_answered(each) for each in written]
    if len(parts) != count or any(len(each.replace("/", " ").split()) < 2 for each in written):
        findings.refuse(f"The answer must name {count}, each with given and family name. {FORMAT}", pointer)
        return ()
    named = [each for each in parts if each is not None]
    if len(named) < count:
        doubtful = " and ".join(each for each, part in zip(written, parts, strict=True) if part is None)
        findings.ask_again("travellers", f"Which are the family names of {doubtful}? {FORMAT}", _choices(written))
        return ()
    for each in named:
        check_name(each, pointer, findings)
    return tuple(named)


def _read_answered(written: str) -> Traveller | None:
    """Return the name of an answer: where it has two words, they stand in the order that was asked for."""
    found = read_name(written)
    words = normalise_name(written).split(" ")
    return found or (_traveller(*words) if len(words) == 2 and "/" not in written else None)


def _choices(
    names: Sequence[str], find_people: Callable[[str], Sequence[Traveller]] | None = None
) -> list[tuple[str, str]]:
    """Return a choice for each reading of the names; for many names, those in which all are parted alike."""
    readings = [list((find_people and find_people(name)) or _partings(name)) for name in names]
    if not readings or not all(readings):
        return []
    every = list(product(*readings))
    if len(every) > MOST_CHOICES:
        every = [tuple(each[0] for each in readings), tuple(each[-1] for each in readings)]
    choices = [
        ("; ".join(f"{each.given_name} / {each.family_name}" for each in people), "; ".join(map(_label, people)))
        for people in every
    ]
    return [(code, label) for code, label in dict(choices).items() if len(code) <= LONGEST_ANSWER]


def _partings(written: str) -> Iterator[Traveller]:
    """Yield each reading of a name: as it says itself; else the given names first, and then the family names first."""
    said = read_name(written)
    if said is not None:
        yield said
        return
    words = [word for word in re.split(r"[ ,/]+", normalise_name(written)) if word]
    cuts = range(1, len(words))
    parted = [(words[:cut], words[cut:]) for cut in reversed(cuts)] + [(words[cut:], words[:cut]) for cut in cuts]
    for given, family in parted:
        traveller = _traveller(" ".join(given), " ".join(family))
        if not (name_error(traveller.given_name) or name_error(traveller.family_name)):
            yield traveller


def _traveller(given: str, family: str) -> Traveller:
    return Traveller(given_name=normalise_name(given), family_name=normalise_name(family))


def _label(traveller: Traveller) -> str:
    return f"Given name {traveller.given_name}, family name {traveller.family_name}"


def _is_in_capitals(word: str) -> bool:
    letters = [each for each in word if each.isalpha()]
    return len(letters) > 1 and all(each.isupper() for each in letters)
