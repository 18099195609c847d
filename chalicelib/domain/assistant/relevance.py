"""Whether words of the policy bear on a question at all, and whether a question is one for the assistant.

A ranking always has a first hit, be the question about the weather. What decides is how much of what a question is
about stands in the words that were found: things of business travel count by what they mean, whatever they are called;
any other word counts twice as much, for it is what the question is about in particular; a name counts half, since a
rule for London may be the one for everywhere else, and so does what may be asked of anything, such as what it costs.
Where less than half of it stands there, nothing was found.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from chalicelib.domain.assistant.stems import fold, stem, words_in
from chalicelib.domain.assistant.vocabulary import (
    asking_words,
    concepts,
    foreign_words,
    synonyms_of,
    travel_words,
)
from chalicelib.domain.trip_requests.languages.detection import detect_language
from chalicelib.domain.trip_requests.languages.small_words import Language

BEARS_FROM = 0.5
# Of a question in which no word says that it is about travel, more has to stand there.
UNCLEAR_FROM = 0.65
# Where models say how near words are in meaning (a cosine, on average of the models), that counts by itself from here,
# and the words count only if it is not far. Measured as docs/decisions/assistant.md says.
SIMILAR_FROM, NOT_FAR_FROM = 0.40, 0.33
_THING, _WORD, _NAME = 1.0, 2.0, 0.5
_FOREIGN_WORD = 1.0  # of a question in another language than English, which the policy may well not be in
# What may be asked of anything: it says what of a thing is asked, and hardly which thing.
_OF_ANYTHING = frozenset(
    {"cost", "approval", "reimburse", "book", "change", "night", "ahead", "deadline", "extend", "violate"}
)
_ASPECT = 0.5
_CAPITAL = re.compile(r"(?<=[\w,;:] )[A-ZÀ-Þ][\w'’-]*")
_NUMBER = re.compile(r"\d+")


class Scope(StrEnum):
    """Whether a question is one for the assistant."""

    TRAVEL = "travel"
    UNCLEAR = "unclear"
    FOREIGN = "foreign"


class Subject(NamedTuple):
    """What a question is about: things of business travel, other words, names; and whether it speaks of travel."""

    things: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    of_travel: bool
    foreign: bool
    in_english: bool = True

    @property
    def is_empty(self) -> bool:
        return not (self.things or self.words or self.names)


def subject_of(question: str) -> Subject:
    """Return what a question is about."""
    capitals = {fold(each) for each in _CAPITAL.findall(question)}
    things, words, names = set[str](), set[str](), set[str]()
    of_travel = foreign = False
    known = concepts()
    for word in words_in(fold(question)):
        if word in asking_words() or _NUMBER.fullmatch(word) or len(word) < 2:
            continue
        bare = stem(word)
        of_travel |= bare in travel_words()
        foreign |= bare in foreign_words()
        if bare in known:
            things.add(known[bare])
        elif bare not in travel_words():
            (names if word in capitals else words).add(bare)
    return Subject(
        frozenset(things),
        frozenset(words),
        frozenset(names),
        of_travel or bool(things),
        foreign,
        detect_language(question) is Language.ENGLISH,
    )


def scope_of(subject: Subject) -> Scope:
    """Return whether a question about this is one for the assistant; unclear where only the policy's own words can
    tell."""
    if subject.foreign and not subject.things:
        return Scope.FOREIGN
    return Scope.TRAVEL if subject.of_travel else Scope.UNCLEAR


def measure_relevance(subject: Subject, text: str) -> float:
    """Return how much of what a question is about stands in a text, from 0 to 1."""
    stems = {stem(word) for word in words_in(fold(text))}
    known = concepts()
    things = {known[each] for each in stems if each in known}
    word = _WORD if subject.in_english else _FOREIGN_WORD
    total = _weigh(subject.things, subject.words, subject.names, word)
    if total == 0:
        return 0.0
    return _weigh(subject.things & things, subject.words & stems, subject.names & stems, word) / total


def bears_on_question(relevance: float, similarity: float | None, scope: Scope = Scope.TRAVEL) -> bool:
    """Return whether words that were found bear on a question, by how much of it stands there and, where it is known,
    by how near they are in meaning."""
    is_worded = relevance >= (BEARS_FROM if scope is Scope.TRAVEL else UNCLEAR_FROM)
    if similarity is None:
        return is_worded
    return similarity >= SIMILAR_FROM or (is_worded and similarity >= NOT_FAR_FROM)


def widen(question: str, subject: Subject, longest: int) -> str:
    """Return a question with other English words for the things that it is about, for a search by words alone."""
    more = [word for thing in sorted(subject.things) for word in synonyms_of(thing)]
    widened = question
    for word in more:
        if len(widened) + len(word) + 1 > longest:
            break
        widened += f" {word}"
    return widened


def _weigh(things: frozenset[str], words: frozenset[str], names: frozenset[str], word: float) -> float:
    of_things = sum(_ASPECT if each in _OF_ANYTHING else _THING for each in things)
    return of_things + word * len(words) + _NAME * len(names)
