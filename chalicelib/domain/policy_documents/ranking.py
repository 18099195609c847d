"""Ranking sections by what models say of their passages: each model's scores are brought to one scale and added, for
independent models that agree are more often right than either."""

from collections.abc import Hashable, Sequence
from math import sqrt
from typing import NamedTuple


class Ranked(NamedTuple):
    """A section that was ranked: the place of its best passage among all that were scored, and its score."""

    passage: int
    score: float


def rank_sections(
    sections: Sequence[Hashable], scores: Sequence[Sequence[float]], limit: int, weights: Sequence[float] = ()
) -> list[Ranked]:
    """Return the best `limit` sections, the best first, equal ones in the order of their first passages.

    `sections` says for each passage which section it is of, `scores` each model's score of it. A model's score of a
    section is that of the section's best passage, less the mean of all sections, divided by their standard deviation;
    a section's score is the sum of its models' (weighted, if weights are given). Its best passage is the one whose
    scores, on the same scales, add to most.
    """
    members: dict[Hashable, list[int]] = {}
    for place, section in enumerate(sections):
        members.setdefault(section, []).append(place)
    passages = [0.0] * len(sections)
    totals = [0.0] * len(members)
    for weight, given in zip(weights or [1.0] * len(scores), scores, strict=True):
        best = [max(given[place] for place in places) for places in members.values()]
        mean, deviation = _spread(best)
        for order, score in enumerate(best):
            totals[order] += weight * (score - mean) / deviation
        for place, score in enumerate(given):
            passages[place] += weight * (score - mean) / deviation
    ranked = [
        Ranked(max(places, key=lambda place: (passages[place], -place)), totals[order])
        for order, places in enumerate(members.values())
    ]
    return sorted(ranked, key=lambda each: -each.score)[:limit]


def _spread(values: Sequence[float]) -> tuple[float, float]:
    """Return mean and standard deviation; 1 in the place of 0, as of a single section."""
    mean = sum(values) / max(1, len(values))
    return mean, sqrt(sum((value - mean) ** 2 for value in values) / max(1, len(values))) or 1.0
