"""Questions in people's words, each with the sections that answer it, and how they are judged.

`questions-41cfr302.json` was written before the ranking, from reading the regulation. Every second one is set apart:
no weight, no wording and no rule of the ranking was chosen by looking at how those fare.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from chalicelib.domain.policy_documents.section import Section

OWN = Path(__file__).with_name("questions-41cfr302.json")
FOUND_WITHIN = 5
RANKED = 10  # places that count for the mean reciprocal rank


class Question(NamedTuple):
    """A question, the positions of the sections that answer it, and whether it is set apart."""

    text: str
    answers: frozenset[int]
    apart: bool


class Figures(NamedTuple):
    """The share of questions whose answer stands first, and among the first five; and the mean reciprocal rank."""

    first: float
    within: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:6.3f} {self.within:6.3f} {self.reciprocal:6.3f}"


class UnknownSections(Exception):
    """Questions name sections that the document does not have; the message says which."""


def read_questions(file: Path, sections: Sequence[Section]) -> list[Question]:
    """Return the questions of a file. Raises UnknownSections."""
    positions: dict[str, set[int]] = {}
    for section in sections:
        if section.number:
            positions.setdefault(bare_number(section.number), set()).add(section.position)
    asked = json.loads(file.read_text(encoding="utf-8"))
    wanted = {bare_number(number) for each in asked for number in each["sections"]}
    if missing := sorted(wanted - positions.keys()):
        raise UnknownSections(f"{file.name} asks for {', '.join(missing[:8])}, which the document does not have")
    return [
        Question(
            each["question"],
            frozenset(position for number in each["sections"] for position in positions[bare_number(number)]),
            place % 2 == 1,
        )
        for place, each in enumerate(asked)
    ]


def bare_number(number: str) -> str:
    """Return a section's number without the signs before it: `302-2.6` of `§ 302-2.6`."""
    return re.sub(r"[\s§]+", "", number)


def judge(questions: Sequence[Question], found: Mapping[str, Sequence[int]]) -> Figures:
    """Return how well the sections that were found, the best first, answer the questions."""
    ranks = [_rank(question, found[question.text]) for question in questions]
    count = max(1, len(ranks))
    return Figures(
        sum(rank == 1 for rank in ranks) / count,
        sum(rank <= FOUND_WITHIN for rank in ranks) / count,
        sum(1 / rank for rank in ranks if rank <= RANKED) / count,
    )


def _rank(question: Question, found: Sequence[int]) -> float:
    """Return the place of the first answer among what was found, from 1; infinity where it is not there."""
    return next((place for place, position in enumerate(found, 1) if position in question.answers), float("inf"))
